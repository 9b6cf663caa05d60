"""A real browser, for what the assistant shows in one."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser import ARGUMENTS, find


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium. That there is none is a failure, not a reason to skip.

    Not for the whole session: Playwright keeps an event loop running in this thread, which tests of other rooms may not expect.
    """
    executable = find()
    if executable is None:
        pytest.fail("No Chromium for the tests of pages. Run `python tests/browser.py`, or name one: DOSSIER_BROWSER=/path.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(executable), args=list(ARGUMENTS))
        yield browser
        browser.close()
