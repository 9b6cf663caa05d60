"""The product talks to nobody but the configured model server: every connection and look-up of a whole session is recorded."""

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlparse

import pytest

from tests.assistant.models.openai_server import OpenAIServer

SEEDS = Path(__file__).parent.parent / "seeds"
# Python's own audit events, raised before the system is asked; threads are covered, other processes of the session inherit it.
RECORDER = """
import json, sys
def record(event, arguments):
    if event == "socket.connect":
        line = ["connect", repr(arguments[1])]
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        line = ["look-up", repr(arguments[0])]
    else:
        return
    with open({log!r}, "a") as log:
        log.write(json.dumps(line) + "\\n")
sys.addaudithook(record)
sys.argv = ["dossier", *{arguments!r}]
from evals.cli import main
main()
"""


def _session(home: Path, log: Path, arguments: list[str], **environment: str) -> list[list[str]]:
    log.unlink(missing_ok=True)
    run = subprocess.run(
        [sys.executable, "-c", RECORDER.format(log=str(log), arguments=arguments)],
        env=os.environ | {"DOSSIER_HOME": str(home)} | environment,
        cwd=home.parent,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []


@pytest.mark.parametrize("embedder", ["multilingual-e5-small"])
def test_nobody_but_the_model_server_is_contacted(tmp_path: Path, embedder: str) -> None:
    home, log = tmp_path / "home", tmp_path / "connections.jsonl"
    quiet = {"DOSSIER_INDEX__EMBEDDER": embedder}
    assert _session(home, log, ["index", str(SEEDS)], **quiet) == []
    assert _session(home, log, ["search", "Who was killed?", "--json"], **quiet) == []
    with OpenAIServer() as server:
        model = {"DOSSIER_MODEL__BACKEND": "openai", "DOSSIER_MODEL__URL": server.url} | quiet
        seen = _session(home, log, ["ask", "Who was killed?", "--json"], **model)
        address = urlparse(server.url)
    assert seen, "the model server was not asked: the recorder or the test is broken"
    for kind, target in seen:
        assert address.hostname is not None
        assert address.hostname in target, f"{kind} {target}"
        assert kind == "look-up" or str(address.port) in target, f"{kind} {target}"
