"""Asking in the browser: evidence first, then the answer, then the words that it rests on."""

import re
import threading

import pytest
from playwright.sync_api import Page, expect

from index.errors import ModelNotFoundError
from tests.assistant.chat.conftest import Chat, OpenPage
from tests.assistant.chat.scripted import Said, Script

pytestmark = pytest.mark.browser

ENGLISH, ARABIC = "000_9afac0bccb798f06.txt", "002_2e6db8abb51a7f2c.txt"
ENGLISH_QUOTE = "The Qassam Brigades claim he was killed in the crossfire."
ARMY_QUOTE = "the military blamed Hamas for Baruch's death"
ARABIC_QUOTE = "وظهر الجندي الأسير وهو يتحدث خلال وجوده في الأسر"


def ask(page: Page, question: str) -> None:
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")


def in_viewport(page: Page, selector: str) -> bool:
    seen: bool = page.evaluate(
        """selector => {
            const box = document.querySelector(selector).getBoundingClientRect();
            const frame = document.querySelector("#reader .text").getBoundingClientRect();
            return box.top >= frame.top && box.bottom <= frame.bottom && box.bottom <= innerHeight && box.right <= innerWidth;
        }""",
        selector,
    )
    return seen


def style(page: Page, selector: str, name: str) -> str:
    return str(page.locator(selector).first.evaluate("(element, name) => getComputedStyle(element)[name]", name))


def test_evidence_comes_before_the_first_word_and_a_marker_opens_the_words(chat: Chat, open_page: OpenPage) -> None:
    gate = threading.Event()
    chat.assistant.scripts["How did the hostage die?"] = Script((Said(ENGLISH_QUOTE, ENGLISH, ENGLISH_QUOTE),), gate=gate)
    page = open_page(chat)
    ask(page, "How did the hostage die?")
    expect(page.locator("#evidence .card").first).to_be_visible()
    expect(page.locator("#current .status")).to_contain_text("Reading the passages")
    expect(page.locator("#current .wording")).to_have_count(0)
    expect(page.locator("#question textarea")).to_have_value("")
    gate.set()
    expect(page.locator("#current .wording")).to_have_text(f"Answer{ENGLISH_QUOTE} [1] {ENGLISH}")
    expect(page.locator("#current .status")).to_have_count(0)

    marker = page.locator("#current .wording button.cite")
    expect(marker).to_have_accessible_name(f"Citation 1: {ENGLISH}. {ENGLISH_QUOTE}")
    marker.hover()
    expect(page.get_by_role("tooltip")).to_contain_text(ENGLISH_QUOTE)
    marker.click()
    expect(page.locator("#reader mark")).to_have_text(ENGLISH_QUOTE)
    assert in_viewport(page, "#reader mark")
    text = chat.library.document(ENGLISH).text
    shown = page.locator("#reader .line").all_text_contents()
    assert shown == text.split("\n")  # the text as indexed, all of it

    page.get_by_role("button", name="Back to the evidence").click()
    expect(page.locator("#evidence .cited")).to_have_text("Cited as [1]")
    page.locator("#evidence .card").first.click()
    expect(page.locator("#reader mark").first).to_be_visible()
    assert in_viewport(page, "#reader mark")


def test_the_arabic_page_is_mirrored_and_keeps_english_words_apart(chat: Chat, open_page: OpenPage) -> None:
    english = "24-year-old Israeli soldier Sahar Baruch"
    lead_in = f"بنص المصدر الإنجليزي: “{english}”"
    script = Script((Said(ARABIC_QUOTE, ARABIC, ARABIC_QUOTE), Said(lead_in, ENGLISH, english)))
    chat.assistant.scripts["من ظهر في الفيديو؟"] = script
    page = open_page(chat, "?lang=ar")
    assert page.evaluate("[document.documentElement.dir, document.documentElement.lang]") == ["rtl", "ar"]
    sides = page.evaluate("['#sources', '#aside'].map(s => document.querySelector(s).getBoundingClientRect().left)")
    assert sides[0] > sides[1]
    ask(page, "من ظهر في الفيديو؟")
    expect(page.locator("#current .quotes")).to_be_visible()
    assert style(page, "#current .question", "direction") == "rtl"
    paragraphs = page.locator("#current .wording p")
    for paragraph in paragraphs.all():
        assert paragraph.evaluate("e => [getComputedStyle(e).direction, getComputedStyle(e).textAlign]") == ["rtl", "start"]
    assert style(page, "#current .wording bdi[lang=en]", "direction") == "ltr"
    expect(page.locator("#current .wording bdi[lang=en]")).to_have_text(f"“{english}”")
    page.locator("#current .wording button.cite").first.click()
    expect(page.locator("#reader mark")).to_have_text(ARABIC_QUOTE)
    assert in_viewport(page, "#reader mark")
    assert style(page, "#reader mark", "direction") == "rtl"
    page.locator("#current .wording button.cite").nth(1).click()
    expect(page.locator("#reader mark")).to_have_text(english)
    assert style(page, "#reader mark", "direction") == "ltr"


def test_the_language_can_be_switched_without_losing_the_conversation(chat: Chat, open_page: OpenPage) -> None:
    chat.assistant.scripts["Who was shown?"] = Script((Said(ARABIC_QUOTE, ARABIC, ARABIC_QUOTE),))
    page = open_page(chat, locale="ar-EG")
    expect(page.locator("#source-list h2")).to_have_text("المصادر")
    page.get_by_role("button", name="English").click()
    expect(page.locator("#source-list h2")).to_have_text("Sources")
    assert page.evaluate("document.documentElement.dir") == "ltr"
    ask(page, "Who was shown?")
    expect(page.locator("#current .quotes h3")).to_have_text("Sources of this answer")
    assert style(page, "#current .wording p", "direction") == "rtl"
    page.get_by_role("button", name="العربية").click()
    expect(page.locator("#current .quotes h3")).to_have_text("مصادر هذه الإجابة")
    expect(page.locator("#current .question")).to_contain_text("Who was shown?")


def test_conflicting_accounts_stand_side_by_side_with_their_speakers(chat: Chat, open_page: OpenPage) -> None:
    accounts = (
        Said(ENGLISH_QUOTE, ENGLISH, ENGLISH_QUOTE, "Qassam Brigades"),
        Said(ARMY_QUOTE, ENGLISH, ARMY_QUOTE, "Israeli army"),
    )
    chat.assistant.scripts["Who killed him?"] = Script(conflict=accounts, topic="Who killed him")
    page = open_page(chat)
    ask(page, "Who killed him?")
    columns = page.locator("#current .conflict li")
    expect(columns).to_have_count(2)
    expect(columns.nth(0).locator("h4")).to_have_text("Qassam Brigades")
    expect(columns.nth(1).locator("h4")).to_have_text("Israeli army")
    first, second = columns.nth(0).bounding_box(), columns.nth(1).bounding_box()
    assert first
    assert second
    assert first["y"] == second["y"]
    assert first["x"] < second["x"]
    columns.nth(1).locator("button.cite").click()
    expect(page.locator("#reader mark")).to_have_text(ARMY_QUOTE)


def test_on_the_arabic_page_each_account_runs_in_its_own_direction(chat: Chat, open_page: OpenPage) -> None:
    gloss = "حمّل الجيش حماس مسؤولية مقتل باروخ."
    accounts = (
        Said(f"«{ARABIC_QUOTE}»", ARABIC, ARABIC_QUOTE),
        Said(f"بنص المصدر الإنجليزي: “{ARMY_QUOTE}”", ENGLISH, ARMY_QUOTE, "Israeli army", gloss),
    )
    chat.assistant.scripts["من قتله؟"] = Script(accounts, conflict=accounts, topic="من قتله؟")
    page = open_page(chat, "?lang=ar", width=1280)
    ask(page, "من قتله؟")
    expect(page.locator("#current .conflict h3")).to_have_text("تختلف الروايات")
    expect(page.locator("#current .wording p")).to_have_count(2)  # that they differ is told once
    columns = page.locator("#current .conflict li")
    assert columns.locator("h4").all_text_contents() == [ARABIC, "Israeli army"]
    assert [style(page, f"#current .conflict li:nth-child({n}) > p", "direction") for n in (1, 2)] == ["rtl", "ltr"]
    first, second = columns.nth(0).bounding_box(), columns.nth(1).bounding_box()
    assert first
    assert second
    assert first["x"] > second["x"]
    assert columns.locator("button.cite").all_text_contents() == ["[1]", "[2]"]
    for within in (".wording", ".conflict"):
        expect(page.locator(f"#current {within} .gloss")).to_have_text(f"ترجمة آلية {gloss}")
        assert style(page, f"#current {within} .gloss", "direction") == "rtl"
    columns.nth(1).locator("button.cite").click()
    expect(page.locator("#reader mark")).to_have_text(ARMY_QUOTE)
    columns.nth(0).locator("button.cite").click()
    expect(page.locator("#reader mark")).to_have_text(ARABIC_QUOTE)
    assert in_viewport(page, "#reader mark")


def test_accounts_stand_one_below_the_other_on_a_phone(chat: Chat, open_page: OpenPage) -> None:
    accounts = (Said(ENGLISH_QUOTE, ENGLISH, ENGLISH_QUOTE), Said(ARABIC_QUOTE, ARABIC, ARABIC_QUOTE, gloss="The soldier spoke."))
    chat.assistant.scripts["Who speaks?"] = Script(accounts, conflict=accounts)
    page = open_page(chat, width=390, height=844)
    ask(page, "Who speaks?")
    columns = page.locator("#current .conflict li")
    expect(columns).to_have_count(2)
    first, second = columns.nth(0).bounding_box(), columns.nth(1).bounding_box()
    assert first
    assert second
    assert first["x"] == second["x"]
    assert first["y"] + first["height"] <= second["y"]
    assert page.evaluate("document.querySelector('#thread').scrollWidth <= innerWidth")
    columns.nth(1).locator("button.cite").click()
    expect(page.locator("#reader mark")).to_have_text(ARABIC_QUOTE)
    assert in_viewport(page, "#reader mark")


def test_a_follow_up_takes_the_answered_questions_along_and_a_new_page_starts_anew(chat: Chat, open_page: OpenPage) -> None:
    scripts, histories = chat.assistant.scripts, chat.assistant.histories
    scripts["Who said so?"] = Script((Said(ENGLISH_QUOTE, ENGLISH, ENGLISH_QUOTE),))
    scripts["Is a model there?"] = Script(error=ModelNotFoundError("No language model is on this machine.", "Get one."))
    page = open_page(chat)
    ask(page, "Who said so?")
    expect(page.locator("#current .quotes")).to_be_visible()
    ask(page, "Is a model there?")
    expect(page.get_by_role("alert")).to_be_visible()
    ask(page, "And why?")
    expect(page.locator("#current .abstention")).to_be_visible()
    ask(page, "And when?")
    expect(page.locator("#current .question")).to_contain_text("And when?")
    expect(page.locator("#current .abstention")).to_be_visible()
    assert histories["Who said so?"] == ()
    assert histories["And why?"] == ("Who said so?",)  # the one that failed is not taken along
    assert histories["And when?"] == ("Who said so?", "And why?")
    page.reload()
    page.wait_for_selector("body.ready")
    ask(page, "Anew?")
    expect(page.locator("#current .abstention")).to_be_visible()
    assert histories["Anew?"] == ()


def test_small_talk_is_no_abstention(chat: Chat, open_page: OpenPage) -> None:
    chat.assistant.scripts["hello"] = Script(small_talk="Hello! Ask me about your documents.")
    page = open_page(chat)
    ask(page, "hello")
    expect(page.locator("#current .turn[data-phase=done] .wording p")).to_have_text("Hello! Ask me about your documents.")
    expect(page.locator("#current :is(.abstention, .card, .quotes, .notice, footer)")).to_have_count(0)


def test_an_abstention_is_calm_and_shows_the_nearest_passages(chat: Chat, open_page: OpenPage) -> None:
    page = open_page(chat)
    ask(page, "What does the moon weigh?")
    notice = page.locator("#current .abstention")
    expect(notice).to_contain_text("The documents do not tell.")
    expect(notice.locator(".card mark")).to_have_count(3)
    marked = notice.locator(".card mark").first.inner_text()
    expect(page.locator("#current .notice, #current .cite")).to_have_count(0)
    notice.locator(".card").first.click()
    expect(page.locator("#reader mark").first).to_have_text(marked)


def test_an_error_is_told_with_its_hint_and_keeps_question_and_evidence(chat: Chat, open_page: OpenPage) -> None:
    error = ModelNotFoundError("No language model is on this machine.", "Run `dossier model fetch`.")
    chat.assistant.scripts["Is there a model?"] = Script(error=error)
    page = open_page(chat)
    ask(page, "Is there a model?")
    notice = page.get_by_role("alert")
    expect(notice).to_contain_text("No language model is on this machine.")
    expect(notice.locator("code")).to_have_text("dossier model fetch")
    expect(page.locator("#question textarea")).to_have_value("Is there a model?")
    expect(page.locator("#evidence .card").first).to_be_visible()
    expect(page.locator("#ask")).to_be_visible()


def test_stop_ends_the_ask_itself_and_the_next_question_is_answered(chat: Chat, open_page: OpenPage) -> None:
    chat.assistant.scripts["An endless question?"] = Script(gate=threading.Event())
    page = open_page(chat)
    ask(page, "An endless question?")
    expect(page.locator("#current .status")).to_contain_text("Reading the passages")
    expect(page.locator("#current .elapsed")).to_have_text(re.compile(r"^[1-9]\d* s$"))
    page.click("#stop")
    expect(page.locator("#current .stopped")).to_have_text("Stopped.")
    expect(page.locator("#ask")).to_be_visible()
    ask(page, "And now?")
    expect(page.locator("#current .abstention")).to_be_visible()
    assert "An endless question?" in chat.assistant.closed
    expect(page.locator("#history .turn")).to_have_count(1)


def test_a_question_that_waits_for_another_can_be_stopped_and_asked_anew(chat: Chat, open_page: OpenPage) -> None:
    gate = threading.Event()
    chat.assistant.scripts["The first in the queue?"] = Script(abstention="Nothing on the first.", gate=gate)
    first, second = open_page(chat), open_page(chat)
    ask(first, "The first in the queue?")
    expect(first.locator("#current .status")).to_contain_text("Reading the passages")
    ask(second, "Asked too soon?")
    expect(second.locator("#current .status")).to_contain_text("Waiting for its turn")
    second.click("#stop")
    expect(second.locator("#current .stopped")).to_be_visible()
    ask(second, "Asked instead?")
    expect(second.locator("#current .status")).to_contain_text("Waiting for its turn")
    gate.set()
    expect(first.locator("#current .abstention")).to_contain_text("Nothing on the first.")
    expect(second.locator("#current .question")).to_contain_text("Asked instead?")
    expect(second.locator("#current .abstention")).to_be_visible()
    expect(second.locator("#history .stopped")).to_have_count(1)
    ask(second, "And a last one?")  # its turn comes after the one that was stopped has left the queue
    expect(second.locator("#current .question")).to_contain_text("And a last one?")
    expect(second.locator("#current .abstention")).to_be_visible()
    expect(second.locator("#history .turn")).to_have_count(2)
    expect(second.locator("#evidence .card").first).to_be_visible()
    expect(second.get_by_role("button", name="Ask", exact=True)).to_be_visible()


def test_a_page_that_goes_away_ends_its_ask(chat: Chat, open_page: OpenPage) -> None:
    chat.assistant.scripts["Nobody waits for this?"] = Script(gate=threading.Event())
    page = open_page(chat)
    ask(page, "Nobody waits for this?")
    expect(page.locator("#current .status")).to_contain_text("Reading the passages")
    page.close()
    other = open_page(chat)
    ask(other, "Is the model free again?")  # it waits until the first ask has been closed
    expect(other.locator("#current .abstention")).to_be_visible(timeout=60_000)
    assert "Nobody waits for this?" in chat.assistant.closed


def test_two_people_do_not_see_each_other(chat: Chat, open_page: OpenPage) -> None:
    first, second = open_page(chat), open_page(chat)
    ask(first, "The first person's question?")
    ask(second, "The second person's question?")
    for page, own, foreign in ((first, "first", "second"), (second, "second", "first")):
        expect(page.locator("#current .abstention")).to_be_visible()
        expect(page.locator("#thread")).to_contain_text(f"The {own} person's")
        expect(page.locator("#thread")).not_to_contain_text(f"The {foreign} person's")


def test_by_keyboard_alone(chat: Chat, open_page: OpenPage) -> None:
    chat.assistant.scripts["By keyboard?"] = Script((Said(ENGLISH_QUOTE, ENGLISH, ENGLISH_QUOTE),))
    page = open_page(chat)
    expect(page.locator("#question textarea")).to_be_focused()
    page.keyboard.type("By keyboard?")
    page.keyboard.press("Shift+Enter")
    expect(page.locator("#thread .turn")).to_have_count(0)
    page.keyboard.press("Backspace")
    page.keyboard.press("Enter")
    expect(page.locator("#current .quotes")).to_be_visible()
    expect(page.locator("#question textarea")).to_be_focused()
    for _ in range(20):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('.wording .cite')"):
            break
    marker = page.locator("#current .wording .cite")
    expect(marker).to_be_focused()
    assert style(page, "#current .wording .cite", "outlineStyle") == "solid"
    expect(page.get_by_role("tooltip")).to_contain_text(ENGLISH_QUOTE)
    page.keyboard.press("Enter")
    expect(page.locator("#reader mark")).to_have_text(ENGLISH_QUOTE)
    page.keyboard.press("Escape")
    expect(page.locator("#evidence")).to_be_visible()
    expect(marker).to_be_focused()


def test_on_a_phone(chat: Chat, open_page: OpenPage) -> None:
    gate = threading.Event()
    chat.assistant.scripts["On a phone?"] = Script((Said(ENGLISH_QUOTE, ENGLISH, ENGLISH_QUOTE),), gate=gate)
    page = open_page(chat, width=390, height=844)

    def fits() -> bool:
        return bool(page.evaluate("[document.documentElement, document.body].every(e => e.scrollWidth <= innerWidth)"))

    assert fits()
    ask(page, "On a phone?")
    expect(page.locator("#current .previews .card").first).to_be_visible()  # evidence first, here too
    assert fits()
    gate.set()
    page.locator("#current .wording .cite").click()
    expect(page.locator("#reader mark")).to_be_visible()
    assert in_viewport(page, "#reader mark")
    assert fits()
    page.locator("#reader").get_by_role("button", name="Close").click()
    expect(page.locator("#reader")).not_to_be_visible()
    page.get_by_role("button", name="Sources").click()
    expect(page.locator("#source-list .source").first).to_be_visible()
    page.locator("#source-list .source").first.click()
    expect(page.locator("#reader .text")).to_be_visible()
    assert fits()


def test_landmarks_and_live_region(chat: Chat, open_page: OpenPage) -> None:
    page = open_page(chat)
    expect(page.get_by_role("complementary", name="Sources")).to_be_visible()
    expect(page.get_by_role("complementary", name="Evidence")).to_be_visible()
    expect(page.get_by_role("region", name="Conversation")).to_be_visible()
    expect(page.get_by_role("textbox", name="Your question")).to_be_visible()
    expect(page.locator("#current")).to_have_attribute("aria-live", "polite")


def test_the_theme_follows_the_system_until_it_is_chosen_and_is_remembered(chat: Chat, open_page: OpenPage) -> None:
    page = open_page(chat)
    light = style(page, "#shell", "backgroundColor")
    page.emulate_media(color_scheme="dark")
    expect(page.locator("body")).to_have_class(re.compile("dark"))
    assert style(page, "#shell", "backgroundColor") != light
    page.get_by_role("button", name="Switch between light and dark").click()
    assert style(page, "#shell", "backgroundColor") == light
    page.reload()
    page.wait_for_selector("body.ready")
    assert style(page, "#shell", "backgroundColor") == light
