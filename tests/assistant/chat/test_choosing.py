"""The choice of documents belongs to a conversation: kept with it, restored when it is opened again, named in its exports."""

import re
import threading

import pytest
from playwright.sync_api import expect

from assistant.chat.strings import EN, Strings
from index.indexing import remove
from tests.assistant.chat.conftest import Chat, OpenPage
from tests.assistant.chat.scripted import Said, Script
from tests.assistant.chat.test_asking import ARABIC, ENGLISH, ENGLISH_QUOTE, ask
from tests.assistant.chat.test_sources import BOTH, QUESTION, source

pytestmark = pytest.mark.browser


@BOTH
def test_the_choice_is_kept_with_its_conversation_and_named_in_its_exports(
    own_chat: Chat, open_page: OpenPage, words: Strings
) -> None:
    own_chat.assistant.scripts[QUESTION] = Script((Said(ENGLISH_QUOTE, ENGLISH, ENGLISH_QUOTE),))
    page = open_page(own_chat, f"?lang={words.code}")
    ticks = page.locator("#source-list input:checked")

    def answered(question: str) -> None:
        ask(page, question)
        expect(page.locator("#current .question")).to_contain_text(question)
        expect(page.locator("#current .turn[data-phase=done]")).to_be_visible()

    source(page, ARABIC).get_by_role("checkbox").uncheck()
    answered(QUESTION)
    exported = page.get_by_role("link", name=re.compile("MD$")).evaluate("link => link.href")
    assert words.asked_of.format(names=f"\u2068{ENGLISH}\u2069") in page.request.get(exported).text().replace("\\", "")
    page.get_by_role("button", name=words.new_conversation).click()
    expect(ticks).to_have_count(2)
    expect(page.locator("#chosen .chosen")).to_have_count(0)
    answered("And of all?")
    expect(page.locator("#current .asked-of")).to_have_count(0)
    expect(page.locator("#talk-list .talk")).to_have_text(["And of all?", QUESTION])

    page.locator("#talk-list").get_by_role("button", name=QUESTION).click()
    expect(ticks).to_have_count(1)
    expect(source(page, ARABIC).get_by_role("checkbox")).not_to_be_checked()
    expect(page.locator("#chosen [role=status]")).to_contain_text(words.chosen.format(count=1, total=2))
    answered("And how?")
    expect(page.locator("#current .asked-of")).to_contain_text(ENGLISH)

    source(page, ENGLISH).get_by_role("checkbox").uncheck()  # kept without a question
    expect(page.locator("#chosen [role=alert]")).to_be_visible()
    page.reload()
    page.wait_for_selector("body.ready")
    expect(ticks).to_have_count(2)
    page.locator("#talk-list").get_by_role("button", name=QUESTION).click()
    expect(page.locator("#chosen [role=alert]")).to_contain_text(words.chosen_none)
    expect(ticks).to_have_count(0)


@BOTH
def test_a_choice_that_changes_while_the_first_answer_is_written_is_kept(
    own_chat: Chat, open_page: OpenPage, words: Strings
) -> None:
    gate = threading.Event()
    own_chat.assistant.scripts[QUESTION] = Script(abstention="Nothing.", gate=gate)
    page = open_page(own_chat, f"?lang={words.code}")
    ask(page, QUESTION)
    expect(page.locator("#current .status")).to_be_visible()
    source(page, ARABIC).get_by_role("checkbox").uncheck()
    expect(page.locator("#chosen [role=status]")).to_be_visible()
    gate.set()
    expect(page.locator("#talk-list .talk")).to_have_text([QUESTION])
    page.get_by_role("button", name=words.new_conversation).click()
    expect(page.locator("#source-list input:checked")).to_have_count(2)
    page.locator("#talk-list").get_by_role("button", name=QUESTION).click()
    expect(source(page, ARABIC).get_by_role("checkbox")).not_to_be_checked()


def test_a_chosen_document_that_has_left_the_library_is_not_chosen(own_chat: Chat, open_page: OpenPage) -> None:
    page = open_page(own_chat)
    source(page, ARABIC).get_by_role("checkbox").uncheck()
    ask(page, QUESTION)
    expect(page.locator("#talk-list .talk")).to_have_text([QUESTION])
    remove(own_chat.library, [ENGLISH])
    page.reload()
    page.wait_for_selector("body.ready")
    page.locator("#talk-list").get_by_role("button", name=QUESTION).click()
    expect(page.locator("#chosen [role=alert]")).to_contain_text(EN.chosen_none)
    expect(page.locator("#current .asked-of")).to_contain_text(ENGLISH)  # what was asked then stays as it was
