"""The documents on the page: which are asked, what has become of their files, read again, removed."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from assistant.chat.strings import AR, EN, Strings
from tests.assistant.chat.conftest import Chat, OpenPage
from tests.assistant.chat.scripted import Said, Script
from tests.assistant.chat.test_adding import TEXT, row
from tests.assistant.chat.test_asking import ARABIC, ENGLISH, ENGLISH_QUOTE, ask

pytestmark = pytest.mark.browser

QUESTION = "How did the hostage die?"
BOTH = pytest.mark.parametrize("words", [EN, AR], ids=["english", "arabic"])


def source(page: Page, name: str) -> Locator:
    return page.locator("#source-list li").filter(has_text=name)


def do(page: Page, name: str, deed: str) -> None:
    if not source(page, name).get_by_role("button", name=deed).is_visible():
        source(page, name).locator("summary").click()
    source(page, name).get_by_role("button", name=deed).click()


@BOTH
def test_only_the_chosen_documents_are_asked_and_the_answer_says_so(chat: Chat, open_page: OpenPage, words: Strings) -> None:
    chat.assistant.scripts[QUESTION] = Script((Said(ENGLISH_QUOTE, ENGLISH, ENGLISH_QUOTE),))
    page = open_page(chat, f"?lang={words.code}")
    source(page, ARABIC).get_by_role("checkbox", name=words.choose.format(name=ARABIC)).uncheck()
    expect(page.locator("#chosen [role=status]")).to_contain_text(words.chosen.format(count=1, total=2))
    ask(page, QUESTION)
    expect(page.locator("#current .turn[data-phase=done]")).to_be_visible()
    expect(page.locator("#current .asked-of")).to_have_text(words.asked_of.format(names=f"\u2068{ENGLISH}\u2069"))
    assert set(page.locator("#evidence .card-name").all_text_contents()) == {ENGLISH}
    source(page, ENGLISH).get_by_role("checkbox").uncheck()
    expect(page.locator("#chosen [role=alert]")).to_contain_text(words.chosen_none)
    ask(page, "And of none?")
    expect(page.locator("#question textarea")).to_have_value("And of none?")
    page.get_by_role("button", name=words.switch).click()  # the choice outlasts the language
    expect(page.locator("#source-list input:checked")).to_have_count(0)
    page.locator("#chosen button").click()
    expect(page.locator("#source-list input:checked")).to_have_count(2)
    expect(page.locator("#chosen .chosen")).to_have_count(0)
    page.press("#question textarea", "Enter")
    expect(page.locator("#current .question")).to_contain_text("And of none?")
    expect(page.locator("#current .turn[data-phase=done]")).to_be_visible()
    expect(page.locator("#current .asked-of")).to_have_count(0)
    assert set(page.locator("#evidence .card-name").all_text_contents()) == {ENGLISH, ARABIC}


@BOTH
def test_a_document_whose_file_has_changed_is_told_and_indexed_again(
    own_chat: Chat, open_page: OpenPage, tmp_path: Path, words: Strings
) -> None:
    path = tmp_path / "report.txt"
    path.write_text(TEXT)
    page = open_page(own_chat, f"?lang={words.code}")
    page.locator("#sources input[type=file]").set_input_files(str(path))
    expect(row(page, "report.txt").locator(".said")).to_have_text(words.upload_added)
    expect(source(page, "report.txt").locator(".standing")).to_have_text(words.source_current)
    expect(source(page, "report.txt").locator(".facts")).to_contain_text(words.kilobytes.format(count=1))
    kept = own_chat.library.home / "uploads" / "report.txt"
    kept.write_text("Everything is open again.")
    page.reload()
    page.wait_for_selector("body.ready")
    expect(source(page, "report.txt").locator(".standing")).to_have_text(words.source_changed)
    page.get_by_role("button", name=words.reread_changed.format(count=1)).click()
    expect(row(page, "report.txt").locator(".said")).to_have_text(words.upload_read)
    expect(source(page, "report.txt").locator(".standing")).to_have_text(words.source_current)
    assert own_chat.library.document("report.txt").text == "Everything is open again."
    os.remove(kept)
    do(page, "report.txt", words.reread)
    expect(row(page, "report.txt").locator(".reason")).to_have_text(words.source_file_gone)
    expect(source(page, "report.txt").locator(".standing")).to_have_text(words.source_gone)
    assert own_chat.library.document("report.txt").text == "Everything is open again."


@BOTH
def test_a_document_is_removed_after_a_second_click_and_only_an_added_file_goes_with_it(
    own_chat: Chat, open_page: OpenPage, tmp_path: Path, words: Strings
) -> None:
    (tmp_path / "report.txt").write_text(TEXT)
    page = open_page(own_chat, f"?lang={words.code}")
    page.locator("#sources input[type=file]").set_input_files(str(tmp_path / "report.txt"))
    expect(page.locator("#source-list .source")).to_have_count(3)
    kept = own_chat.library.home / "uploads" / "report.txt"
    do(page, "report.txt", words.remove)
    assert kept.exists()
    do(page, "report.txt", words.remove_sure)
    expect(page.locator("#source-list .source")).to_have_count(2)
    assert not kept.exists()
    file = Path(next(info.source for info in own_chat.library.documents() if info.name == ARABIC))
    do(page, ARABIC, words.remove)
    do(page, ARABIC, words.remove_sure)
    expect(page.locator("#source-list .source")).to_have_count(1)
    assert file.exists()
    ask(page, QUESTION)
    expect(page.locator("#current .turn[data-phase=done]")).to_be_visible()
    assert set(page.locator("#evidence .card-name").all_text_contents()) == {ENGLISH}


def test_the_row_of_a_document_is_usable_on_a_phone(chat: Chat, open_page: OpenPage) -> None:
    page = open_page(chat, width=390, height=800)
    page.locator(".tool-sources").click()
    box = source(page, ARABIC).get_by_role("checkbox")
    box.uncheck()
    source(page, ARABIC).locator("summary").click()
    expect(source(page, ARABIC).get_by_role("button", name=re.compile("Index again"))).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
