"""Side panels in the browser: folded on a wide screen, drawers on a phone, both by keyboard."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.assistant.chat.conftest import Chat, OpenPage
from tests.assistant.chat.scripted import Said, Script

pytestmark = pytest.mark.browser

ENGLISH, QUOTE = "000_9afac0bccb798f06.txt", "The Qassam Brigades claim he was killed in the crossfire."
LANGUAGES = pytest.mark.parametrize("code", ["en", "ar"])
NAMES = {"en": ("Sources", "Evidence", "Conversations", "Close"), "ar": ("المصادر", "الأدلة", "المحادثات", "إغلاق")}


def fits(page: Page) -> bool:
    return bool(page.evaluate("[document.documentElement, document.body].every(e => e.scrollWidth <= innerWidth)"))


def on_top(button: Locator) -> bool:
    """Whether a click in the middle of the button reaches it, and nothing lies above it on the screen."""
    seen: bool = button.evaluate(
        """button => {
            const box = button.getBoundingClientRect();
            const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
            return button.contains(hit) && box.top >= 0 && box.bottom <= 80;
        }"""
    )
    return seen


def in_panel(page: Page, panel: str) -> bool:
    return bool(page.evaluate("panel => document.querySelector(panel).contains(document.activeElement)", panel))


def tab_until(page: Page, matching: str, key: str = "Tab", most: int = 40) -> None:
    """Press ``key`` until what has the focus matches, seeing at each step that it is visible and shows its focus."""
    for _ in range(most):
        page.keyboard.press(key)
        state = page.evaluate(
            """matching => {
                const element = document.activeElement;
                if (element === document.body) return ["body", true, true];
                const style = getComputedStyle(element);
                const ring = style.outlineStyle !== "none" || element.closest("#composer, #talk-search") !== null;
                return [element.matches(matching), element.checkVisibility({ visibilityProperty: true }), ring];
            }""",
            matching,
        )
        found, visible, ring = state
        assert visible, page.evaluate("document.activeElement.outerHTML")
        assert ring, page.evaluate("document.activeElement.outerHTML")
        if found is True:
            return
    raise AssertionError(f"{matching} is not reached by {key}")


@LANGUAGES
def test_on_a_wide_screen_panels_fold_away_by_keyboard_and_stay_so(chat: Chat, open_page: OpenPage, code: str) -> None:
    sources, evidence, conversations, _ = NAMES[code]
    page = open_page(chat, f"?lang={code}")
    middle = page.locator("#conversation")
    width = middle.evaluate("e => e.clientWidth")
    for name, panel in ((sources, "#sources"), (evidence, "#aside")):
        tool = page.locator("#masthead").get_by_role("button", name=name)
        expect(tool).to_have_attribute("aria-expanded", "true")
        tool.focus()
        page.keyboard.press("Enter")
        expect(tool).to_have_attribute("aria-expanded", "false")
        expect(page.locator(panel)).not_to_be_visible()
        assert middle.evaluate("e => e.clientWidth") > width
        width = middle.evaluate("e => e.clientWidth")
    assert width == page.evaluate("innerWidth")
    page.reload()
    page.wait_for_selector("body.ready")
    expect(page.locator("#sources")).not_to_be_visible()
    page.locator("#masthead").get_by_role("button", name=sources).press("Enter")
    expect(page.locator("#source-list .source").first).to_be_visible()
    fold = page.get_by_role("button", name=conversations, exact=True)
    fold.press("Enter")
    expect(fold).to_have_attribute("aria-expanded", "false")
    expect(page.locator("#talk-search")).not_to_be_visible()
    fold.press("Enter")
    expect(page.locator("#talk-search")).to_be_visible()


@LANGUAGES
def test_a_citation_opens_the_panel_that_was_folded(chat: Chat, open_page: OpenPage, code: str) -> None:
    chat.assistant.scripts["Folded?"] = Script((Said(QUOTE, ENGLISH, QUOTE),))
    page = open_page(chat, f"?lang={code}")
    page.locator(".tool-evidence").click()
    page.fill("#question textarea", "Folded?")
    page.press("#question textarea", "Enter")
    page.locator("#current .wording .cite").click()
    expect(page.locator("#reader mark")).to_be_visible()
    expect(page.locator(".tool-evidence")).to_have_attribute("aria-expanded", "true")


@LANGUAGES
def test_on_a_phone_each_drawer_is_reached_and_left_by_keyboard(chat: Chat, open_page: OpenPage, code: str) -> None:
    close = NAMES[code][3]
    chat.assistant.scripts["Drawers?"] = Script((Said(QUOTE, ENGLISH, QUOTE),))
    page = open_page(chat, f"?lang={code}", width=390, height=844)
    assert fits(page)
    page.locator(".tool-sources").press("Enter")
    expect(page.locator("#sources").get_by_role("button", name=close)).to_be_focused()
    assert on_top(page.locator("#sources .close").locator("visible=true"))
    assert fits(page)
    tab_until(page, "#sources .source")
    for _ in range(12):  # round the drawer, and never to what lies behind it
        page.keyboard.press("Tab")
        assert in_panel(page, "#sources") or page.evaluate("document.activeElement === document.body")
    page.keyboard.press("Escape")
    expect(page.locator("#sources")).not_to_be_visible()
    expect(page.locator(".tool-sources")).to_be_focused()

    page.fill("#question textarea", "Drawers?")
    page.press("#question textarea", "Enter")
    expect(page.locator("#current .quotes")).to_be_visible()
    expect(page.locator("#question textarea")).to_be_focused()
    tab_until(page, "#current .wording .cite", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#reader mark")).to_be_visible()
    button = page.locator("#reader").get_by_role("button", name=close)
    assert on_top(button)
    assert fits(page)
    expect(page.locator("#reader h3")).to_be_focused()
    tab_until(page, "#reader .close", "Shift+Tab", 3)
    button.press("Enter")
    expect(page.locator("#reader")).not_to_be_visible()
    expect(page.locator("#current .wording .cite")).to_be_focused()
