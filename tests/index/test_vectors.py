"""The vector store against a Chroma server, and what it says when there is none."""

import gc
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.config import IndexSettings
from index.errors import VectorStoreError
from index.indexing import index_paths
from index.library import Library
from index.retrieval import Retriever

# Chroma's client never closes its HTTP session.
pytestmark = pytest.mark.filterwarnings(
    "ignore:unclosed:ResourceWarning", "ignore:Exception ignored in.*socket:pytest.PytestUnraisableExceptionWarning"
)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.fixture
def chroma_server(tmp_path: Path) -> Iterator[str]:
    """A real Chroma server."""
    port = _free_port()
    program = Path(sys.executable).with_name("chroma")
    server = subprocess.Popen(
        [program, "run", "--path", tmp_path / "server", "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(600):
            assert server.poll() is None, "the Chroma server ended"
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()
        gc.collect()  # while the warnings about Chroma's own unclosed sockets are still ignored


def test_two_libraries_share_a_server_without_meeting(chroma_server: str, tmp_path: Path) -> None:
    settings = IndexSettings(chroma_url=chroma_server)
    for side, text in (("one", "The mill burned down in 1904."), ("two", "The orchard has 300 trees.")):
        (tmp_path / f"{side}.txt").write_text(text, encoding="utf-8")
        with Library.open(tmp_path / side, settings) as library:
            index_paths(library, [tmp_path / f"{side}.txt"])
            found = Retriever(library).search("When did the mill burn down?", 5)
            assert [item.passage.document for item in found] == [f"{side}.txt"]
            assert not (tmp_path / side / "vectors").exists()


def test_a_server_that_does_not_answer_is_named_with_what_to_do(tmp_path: Path) -> None:
    settings = IndexSettings(chroma_url=f"http://127.0.0.1:{_free_port()}")
    (tmp_path / "a.txt").write_text("Some words.", encoding="utf-8")
    with Library.open(tmp_path / "home", settings) as library, pytest.raises(VectorStoreError, match="Chroma server"):
        index_paths(library, [tmp_path / "a.txt"])
    gc.collect()
