"""Kept conversations in the browser: found again, opened again, changed, judged, taken away."""

import io
import re
import threading

import docx
import pytest
from playwright.sync_api import Page, expect

from assistant.chat.archive import Archive
from tests.assistant.chat.conftest import Chat, OpenPage
from tests.assistant.chat.scripted import Said, Script
from tests.assistant.chat.test_asking import ARABIC, ARABIC_QUOTE, ENGLISH, ENGLISH_QUOTE, ask, in_viewport, style

pytestmark = pytest.mark.browser

KILLED, SHOWN = "How did he die?", "من ظهر في التسجيل؟"


def script(chat: Chat) -> None:
    chat.assistant.scripts[KILLED] = Script((Said(ENGLISH_QUOTE, ENGLISH, ENGLISH_QUOTE),))
    chat.assistant.scripts[SHOWN] = Script((Said(ARABIC_QUOTE, ARABIC, ARABIC_QUOTE),))


def answered(page: Page, question: str) -> None:
    ask(page, question)
    expect(page.locator("#current .question")).to_contain_text(question)
    expect(page.locator("#current .turn[data-phase=done]")).to_be_visible()


def talk(page: Page, title: str) -> None:
    page.locator("#talk-list").get_by_role("button", name=title).click()


def test_a_conversation_is_opened_again_with_its_citations_and_followed_up(own_chat: Chat, open_page: OpenPage) -> None:
    script(own_chat)
    page = open_page(own_chat)
    answered(page, KILLED)
    answered(page, SHOWN)
    expect(page.locator("#talk-list .talk")).to_have_text([KILLED])
    page.reload()
    page.wait_for_selector("body.ready")
    expect(page.locator("section.welcome")).to_be_visible()
    talk(page, KILLED)
    expect(page.locator("#history .wording")).to_contain_text(ENGLISH_QUOTE)
    expect(page.locator("#evidence .card").first).to_be_visible()
    page.locator("#history .wording .cite").click()
    expect(page.locator("#reader mark")).to_have_text(ENGLISH_QUOTE)
    page.locator("#current .wording .cite").click()
    expect(page.locator("#reader mark")).to_have_text(ARABIC_QUOTE)
    assert in_viewport(page, "#reader mark")
    answered(page, "And when?")
    assert own_chat.assistant.histories["And when?"] == (KILLED, SHOWN)
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator("section.welcome")).to_be_visible()
    answered(page, "Something else?")
    expect(page.locator("#talk-list .talk")).to_have_text(["Something else?", KILLED])
    assert own_chat.assistant.histories["Something else?"] == ()


LETTERS = """row => {
    const text = row.querySelector("span").firstChild, box = row.getBoundingClientRect();
    const seen = [0, text.length - 1].map(at => {
        const letter = document.createRange();
        letter.setStart(text, at);
        letter.setEnd(text, at + 1);
        const {left, right} = letter.getBoundingClientRect();
        return left >= box.left && right <= box.right;
    });
    const {left, right} = row.querySelector("span").getBoundingClientRect();
    return [...seen, right - left < box.width];
}"""


@pytest.mark.parametrize("code", ["en", "ar"])
@pytest.mark.parametrize(
    "question",
    ["Which of the brigades that were named in the morning said so?", "أي الكتائب التي ذُكرت في بيان الصباح قالت ذلك كله؟"],
)
def test_a_title_too_long_for_the_list_shows_its_beginning(own_chat: Chat, open_page: OpenPage, question: str, code: str) -> None:
    page = open_page(own_chat, f"?lang={code}")
    answered(page, question)
    assert page.locator("#talk-list .talk").evaluate(LETTERS) == [True, False, True]


def test_conversations_are_searched_renamed_and_deleted(own_chat: Chat, open_page: OpenPage) -> None:
    script(own_chat)
    page = open_page(own_chat)
    answered(page, KILLED)
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator("section.welcome")).to_be_visible()
    answered(page, SHOWN)
    expect(page.locator("#talk-list .talk")).to_have_text([SHOWN, KILLED])
    search = page.get_by_role("textbox", name="Search conversations")
    search.fill("CROSSFIRE")  # stands in the answer
    expect(page.locator("#talk-list .talk")).to_have_text([KILLED])
    search.fill("الاسير")  # الأسير, typed without its hamza
    expect(page.locator("#talk-list .talk")).to_have_text([SHOWN])
    search.fill("nowhere")
    expect(page.locator("#talk-list .empty")).to_have_text("No conversation has these words.")
    search.fill("")
    expect(page.locator("#talk-list .talk")).to_have_count(2)
    page.get_by_role("button", name="Rename").click()
    page.get_by_role("textbox", name="Name of the conversation").fill("<b>The recording</b>")
    page.keyboard.press("Enter")
    expect(page.locator("#talk-list .talk").first).to_have_text("<b>The recording</b>")
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Really delete?").click()
    expect(page.locator("#talk-list .talk")).to_have_text([KILLED])
    expect(page.locator("section.welcome")).to_be_visible()
    assert [kept.title for kept in Archive(own_chat.library.home).find()] == [KILLED]


def test_a_question_is_edited_or_asked_again_in_its_place(own_chat: Chat, open_page: OpenPage) -> None:
    script(own_chat)
    page = open_page(own_chat)
    answered(page, "First?")
    answered(page, "Second?")
    page.locator("#current").get_by_role("button", name="Edit").click()
    expect(page.locator("#editing")).to_contain_text("Editing question 2.")
    expect(page.locator("#question textarea")).to_have_value("Second?")
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator("#editing .editing")).to_have_count(0)
    expect(page.locator("#question textarea")).to_have_value("")
    page.locator("#history").get_by_role("button", name="Edit").click()
    expect(page.locator("#question textarea")).to_have_value("First?")
    answered(page, KILLED)
    expect(page.locator("#history .turn")).to_have_count(0)
    expect(page.locator("#talk-list .talk")).to_have_text([KILLED])
    own_chat.assistant.scripts[KILLED] = Script((Said(ARABIC_QUOTE, ARABIC, ARABIC_QUOTE),))
    page.get_by_role("button", name="Ask again").click()
    expect(page.locator("#current .wording")).to_contain_text(ARABIC_QUOTE)
    archive = Archive(own_chat.library.home)
    expect(page.locator("#talk-list .talk")).to_have_count(1)
    assert [turn.text for turn in archive.turns(archive.find()[0].key)] == [f"{ARABIC_QUOTE} [1]"]


def test_an_answer_is_copied_with_its_citations(own_chat: Chat, open_page: OpenPage) -> None:
    script(own_chat)
    page = open_page(own_chat)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    answered(page, KILLED)
    copy = page.get_by_role("button", name="Copy", exact=True)
    copy.evaluate(  # it is said for two seconds, which may pass between two looks
        """button => new MutationObserver(() => {
            if (button.textContent === "Copied") window.saidCopied = true;
        }).observe(button, { childList: true })"""
    )
    copy.click()
    page.wait_for_function("window.saidCopied")
    expect(copy).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{ENGLISH_QUOTE} [1]\n\nSources of this answer:\n[1] {ENGLISH}: “{ENGLISH_QUOTE}”"


def test_a_conversation_is_exported_in_each_format(own_chat: Chat, open_page: OpenPage) -> None:
    script(own_chat)
    page = open_page(own_chat)
    answered(page, SHOWN)
    files = {}
    for kind in ("MD", "HTML", "DOCX"):
        with page.expect_download() as download:
            page.get_by_role("link", name=re.compile(f"as {kind}$")).click()
        assert download.value.suggested_filename.endswith(f".{kind.lower()}")
        files[kind] = download.value.path().read_bytes()
    assert f"## {SHOWN}" in files["MD"].decode()
    assert f"«{ARABIC_QUOTE}»" in files["MD"].decode()
    assert f'<blockquote dir="rtl" lang="ar">{ARABIC_QUOTE}</blockquote>' in files["HTML"].decode()
    paragraphs = docx.Document(io.BytesIO(files["DOCX"])).paragraphs
    assert f"«{ARABIC_QUOTE}»" in [paragraph.text for paragraph in paragraphs]
    assert all(paragraph._p.pPr.find(f"{{{paragraph._p.nsmap['w']}}}bidi") is not None for paragraph in paragraphs[:3])


def test_verdicts_are_kept_and_become_entries_of_a_suite(own_chat: Chat, open_page: OpenPage) -> None:
    script(own_chat)
    page = open_page(own_chat)
    answered(page, KILLED)
    page.get_by_role("button", name="Right", exact=True).click()
    expect(page.get_by_role("button", name="Right", exact=True)).to_have_attribute("aria-pressed", "true")
    page.locator("#current summary").click()
    page.get_by_role("textbox", name="What is right").fill("seen by <i>me</i>")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#current summary")).to_contain_text("•")
    page.reload()
    page.wait_for_selector("body.ready")
    talk(page, KILLED)
    expect(page.get_by_role("button", name="Right", exact=True)).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#current .note textarea")).to_have_value("seen by <i>me</i>")
    page.get_by_role("button", name="Evaluation").click()
    page.get_by_role("button", name="Make suite entries of them").click()
    expect(page.locator("#evaluation [role=status]")).to_contain_text("Entries made: 1")
    expect(page.get_by_role("button", name="Make suite entries of them")).to_have_count(0)
    assert len(list(own_chat.library.home.glob("suites/*/suite.yaml"))) == 1


def test_the_chosen_language_is_remembered_and_the_list_is_mirrored(own_chat: Chat, open_page: OpenPage) -> None:
    script(own_chat)
    page = open_page(own_chat)
    page.get_by_role("button", name="العربية").click()
    expect(page.locator("#talk-list h2")).to_have_text("المحادثات")
    page.goto(own_chat.url)
    page.wait_for_selector("body.ready")
    expect(page.locator("#talk-list h2")).to_have_text("المحادثات")
    answered(page, KILLED)
    expect(page.locator("#talk-list .talk span")).to_have_attribute("dir", "auto")
    assert style(page, "#talk-list .talks", "direction") == "rtl"
    expect(page.get_by_role("button", name="نسخ")).to_be_visible()


@pytest.mark.parametrize(
    ("query", "new", "said"),
    [("?lang=en", "New conversation", "An answer is being written."), ("?lang=ar", "محادثة جديدة", "تُكتب إجابة الآن.")],
)
def test_that_an_answer_is_being_written_is_said_to_who_would_leave_it(
    own_chat: Chat, open_page: OpenPage, query: str, new: str, said: str
) -> None:
    script(own_chat)
    gate = threading.Event()
    own_chat.assistant.scripts["A long one?"] = Script(abstention="Nothing.", gate=gate)
    page = open_page(own_chat, query)
    answered(page, KILLED)
    page.get_by_role("button", name=new).click()
    expect(page.locator("section.welcome")).to_be_visible()
    ask(page, "A long one?")
    expect(page.locator("#current .status")).to_be_visible()
    talk(page, KILLED)
    expect(page.locator("#talk-list [role=alert]")).to_contain_text(said)
    expect(page.locator("#current .question")).to_contain_text("A long one?")
    gate.set()
    expect(page.locator("#current .abstention")).to_be_visible()
    expect(page.locator("#talk-list [role=alert]")).to_have_count(0)
    talk(page, KILLED)
    expect(page.locator("#current .question")).to_contain_text(KILLED)


def test_each_person_has_conversations_of_their_own(shared_chat: Chat, open_page: OpenPage) -> None:
    script(shared_chat)
    first = open_page(shared_chat, person="layla")
    answered(first, KILLED)
    expect(first.locator("#talk-list .talk")).to_have_text([KILLED])
    exported = first.get_by_role("link", name=re.compile("as MD$")).evaluate("link => link.href")
    second = open_page(shared_chat, "?lang=ar", person="طارق")
    expect(second.locator("#talk-list .empty")).to_be_visible()
    answered(second, SHOWN)
    expect(second.locator("#talk-list .talk")).to_have_text([SHOWN])
    assert first.request.get(exported).status == 200
    assert second.request.get(exported).status == 404
    first.reload()
    first.wait_for_selector("body.ready")
    expect(first.locator("#talk-list .talk")).to_have_text([KILLED])
    assert first.context.browser is not None
    stranger = first.context.browser.new_context().request
    assert stranger.get(f"{shared_chat.url}config").status == 401
    assert stranger.get(exported).status == 401
    archive = Archive(shared_chat.library.home)
    assert [len(archive.of(name).find()) for name in ("layla", "طارق", "")] == [1, 1, 0]
