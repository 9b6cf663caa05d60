"""Questions that the page suggests: at the start, and where the documents do not tell."""

import pytest
from playwright.sync_api import expect

from assistant.chat.strings import AR, EN, Strings
from tests.assistant.chat.conftest import Chat, OpenPage
from tests.assistant.chat.scripted import Said, Script
from tests.assistant.chat.test_asking import ARABIC, ARABIC_QUOTE, ENGLISH, ENGLISH_QUOTE, ask

pytestmark = pytest.mark.browser

ASKED = {"en": "What did Daniel Hagari say?", "ar": "ماذا جاء على لسان كتائب القسام؟"}
UNKNOWN = {"en": "What does a ticket cost?", "ar": "كم ثمن التذكرة؟"}
GIST = {"en": "Summarise the documents", "ar": "لخّص المستندات"}


@pytest.mark.parametrize("words", [EN, AR], ids=["english", "arabic"])
def test_a_suggested_question_is_asked_by_a_click(chat: Chat, open_page: OpenPage, words: Strings) -> None:
    document, quote = (ENGLISH, ENGLISH_QUOTE) if words is EN else (ARABIC, ARABIC_QUOTE)
    chat.assistant.scripts[ASKED[words.code]] = Script((Said(quote, document, quote),))
    page = open_page(chat, f"?lang={words.code}")
    expect(page.locator(".welcome .suggested h3")).to_have_text(words.suggested)
    expect(page.locator(".welcome .suggestion").first).to_have_text(GIST[words.code])
    page.get_by_role("button", name=ASKED[words.code]).click()
    expect(page.locator("#current .question")).to_contain_text(ASKED[words.code])
    expect(page.locator("#current .wording")).to_contain_text(quote)
    expect(page.locator("#current .suggestion")).to_have_count(0)


@pytest.mark.parametrize("words", [EN, AR], ids=["english", "arabic"])
def test_where_the_documents_do_not_tell_what_they_do_tell_is_suggested(chat: Chat, open_page: OpenPage, words: Strings) -> None:
    page = open_page(chat, f"?lang={words.code}")
    ask(page, UNKNOWN[words.code])
    expect(page.locator("#current .abstention .suggestion").filter(has_text=ASKED[words.code])).to_be_visible()
    page.locator("#current .suggestion").filter(has_text=ASKED[words.code]).click()
    expect(page.locator("#history .question")).to_contain_text(UNKNOWN[words.code])
    expect(page.locator("#current .question")).to_contain_text(ASKED[words.code])
