"""Fixtures shared by all rooms. Environment: no telemetry, no hub look-ups, no configuration of the person who runs the tests."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.config import silence_telemetry

silence_telemetry()
for _name in [name for name in os.environ if name.startswith("DOSSIER_") and name != "DOSSIER_BROWSER"]:
    del os.environ[_name]
os.environ["OLLAMA_HOST"] = "127.0.0.1:9"  # the discard port: no Ollama of the person who runs the tests

from index.indexing import index_paths  # noqa: E402  (after the environment is set)
from index.library import Library  # noqa: E402

SEEDS = Path(__file__).parent.parent / "seeds"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library."""
    with Library.open(tmp_path / "home") as opened:
        yield opened


@pytest.fixture(scope="session")
def seeds_library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The two seed documents, indexed. Read only."""
    with Library.open(tmp_path_factory.mktemp("seeds-home")) as opened:
        index_paths(opened, [SEEDS])
        yield opened
