"""Fixtures shared by all rooms. Environment: no telemetry, no hub look-ups, no configuration of the person who runs the tests."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.config import silence_telemetry

silence_telemetry()
for _name in [name for name in os.environ if name.startswith("DOSSIER_") and name != "DOSSIER_BROWSER"]:
    del os.environ[_name]
os.environ["OLLAMA_HOST"] = "127.0.0.1:9"  # the discard port: no Ollama of the person who runs the tests

from index.indexing import index_paths  # noqa: E402  (after the environment is set)
from index.library import Library  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser

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


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """A real Chromium. That there is none is a failure, not a reason to skip.

    Not for the whole session: Playwright keeps an event loop running in this thread, which tests of other rooms may not expect.
    """
    from playwright.sync_api import sync_playwright

    from tests.browser import ARGUMENTS, find

    executable = find()
    if executable is None:
        pytest.fail("No Chromium for the tests of pages. Run `python tests/browser.py`, or name one: DOSSIER_BROWSER=/path.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(executable), args=list(ARGUMENTS))
        yield browser
        browser.close()
