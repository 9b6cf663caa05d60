"""axe-core over the page as it is used: nothing serious or critical, in either language, light, dark and on a phone."""

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from assistant.chat.strings import strings
from tests.assistant.chat.conftest import Chat, OpenPage
from tests.assistant.chat.scripted import Said, Script
from tests.assistant.chat.test_evaluation import written
from tests.assistant.chat.test_sheets import FILES, open_cited, pdfs

pytestmark = pytest.mark.browser

ENGLISH, ARABIC = "000_9afac0bccb798f06.txt", "002_2e6db8abb51a7f2c.txt"
QUOTE = {
    "en": "The Qassam Brigades claim he was killed in the crossfire.",
    "ar": "وظهر الجندي الأسير وهو يتحدث خلال وجوده في الأسر",
}
QUESTION = {"en": "How did the hostage die?", "ar": "من ظهر في الفيديو؟"}


EACH = pytest.mark.parametrize(
    ("code", "dark", "width"), [("en", False, 1440), ("ar", True, 1440), ("en", True, 390), ("ar", False, 390)]
)
__all__ = ["pdfs"]


def open_in(chat: Chat, open_page: OpenPage, code: str, dark: bool, width: int) -> Page:
    """A page in a language, a theme and a width."""
    page = open_page(chat, f"?lang={code}", width=width, height=844)
    if dark:
        page.emulate_media(color_scheme="dark")
        page.reload()  # at once, not through a transition of which axe would see the middle
        page.wait_for_selector("body.dark.ready")
    return page


def faults(page: Page) -> list[str]:
    """What axe-core calls serious or critical, as lines: the rule, its impact and the element."""
    page.evaluate(AXE_SCRIPT)
    found: list[dict[str, Any]] = page.evaluate("axe.run({resultTypes: ['violations']}).then(results => results.violations)")
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:200]} {node['failureSummary']}"
        for rule in found
        if rule["impact"] in {"serious", "critical"}
        for node in rule["nodes"]
    ]


@EACH
def test_axe_finds_nothing_serious(chat: Chat, open_page: OpenPage, code: str, dark: bool, width: int) -> None:
    document = ENGLISH if code == "en" else ARABIC
    said = Said(QUOTE[code], document, QUOTE[code], "Qassam Brigades")
    chat.assistant.scripts[QUESTION[code]] = Script((said,), conflict=(said, Said(QUOTE["en"], ENGLISH, QUOTE["en"])), topic="?")
    page = open_in(chat, open_page, code, dark, width)
    found = {"start": faults(page)}
    page.fill("#question textarea", QUESTION[code])
    page.press("#question textarea", "Enter")
    expect(page.locator("#current .conflict")).to_be_visible()
    expect(page.locator("#current .turn[data-phase=done]")).to_be_visible()
    found["answer"] = faults(page)
    page.locator("#current .wording .cite").first.click()
    expect(page.locator("#reader mark")).to_be_visible()
    found["reader"] = faults(page)
    if width < 1080:
        page.keyboard.press("Escape")
        page.locator(".tool-sources").click()
        expect(page.locator("#source-list")).to_be_visible()
        found["sources"] = faults(page)
    assert not any(found.values()), found


@EACH
def test_axe_finds_nothing_serious_on_the_page_of_a_cited_pdf(
    pdfs: Chat, open_page: OpenPage, code: str, dark: bool, width: int
) -> None:
    page = open_in(pdfs, open_page, code, dark, width)
    open_cited(page, code)
    page.wait_for_function("document.querySelector('#reader .sheet img').naturalWidth > 600")
    found = {"page": faults(page)}
    page.locator("#reader .zoom").press("Enter")
    expect(page.locator("#reader .zoom")).to_have_attribute("aria-pressed", "true")
    found["enlarged"] = faults(page)
    Path(pdfs.library.document(FILES[code]).source).unlink()
    page.reload()
    page.wait_for_selector("body.ready")
    open_cited(page, code)
    expect(page.locator("#reader .no-sheet")).to_be_visible()
    found["gone"] = faults(page)
    assert not any(found.values()), found


@EACH
def test_axe_finds_nothing_serious_in_the_evaluation(
    own_chat: Chat, open_page: OpenPage, code: str, dark: bool, width: int
) -> None:
    words = strings(code)
    page = open_in(own_chat, open_page, code, dark, width)
    page.get_by_role("button", name=words.evaluation).click()
    expect(page.locator("#evaluation .empty")).to_be_visible()
    found = {"empty": faults(page)}
    written(own_chat.library.home, "newer", "2026-11-25T08:00:00+00:00")
    page.get_by_role("button", name=words.conversation, exact=True).click()
    page.fill("#question textarea", "Who?")
    page.press("#question textarea", "Enter")
    expect(page.locator("#current .turn[data-phase=done]")).to_be_visible()
    page.get_by_role("button", name=words.right, exact=True).click()  # so that there is something to make a suite of
    expect(page.get_by_role("button", name=words.right, exact=True)).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name=words.evaluation).click()
    expect(page.locator("#evaluation tbody tr")).to_have_count(1)
    expect(page.get_by_role("button", name=words.feedback_make)).to_be_visible()
    found["runs"] = faults(page)
    page.get_by_role("button", name=words.feedback_make).click()
    expect(page.locator("#evaluation [role=status]")).to_be_visible()
    found["suite"] = faults(page)
    assert not any(found.values()), found


def test_axe_sees_what_is_wrong(chat: Chat, open_page: OpenPage) -> None:
    page = open_page(chat)
    page.evaluate("document.querySelector('#shell').append(document.createElement('button'))")
    assert any(fault.startswith("button-name") for fault in faults(page))
