"""Briefings in the browser: made, read, taken away, stopped, refused, and each person's own."""

import io
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
from playwright.sync_api import FrameLocator, Page, expect

from assistant.briefing.making import Options, Progress, make_briefing
from assistant.briefing.outputs.labels import labels
from assistant.briefing.records import Briefing, Section, Texts
from assistant.chat import briefer
from assistant.chat.briefings import Briefings
from assistant.chat.strings import AR, EN, Strings
from index.indexing import index_paths
from index.library import Library
from tests.assistant.chat.conftest import PEOPLE, Chat, OpenPage, serving
from tests.assistant.chat.test_asking import ARABIC, ENGLISH, style

pytestmark = pytest.mark.browser

BOTH = pytest.mark.parametrize("words", [EN, AR], ids=["english", "arabic"])
TOPIC = "quantum chromodynamics lattice"


@pytest.fixture(scope="module", autouse=True)
def read(chat_home: Path) -> None:
    """The seeds are read for briefings, once for each copy of the library."""
    with Library.open(chat_home) as library:
        make_briefing(library, Options())


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Briefings wait at it before each document is read."""
    opened = threading.Event()

    def held(library: Library, options: Options, progress: Progress, documents: Any) -> tuple[Briefing, Texts]:
        def waiting(done: int, total: int) -> None:
            progress(done, total)
            assert opened.wait(60)

        return make_briefing(library, options, progress=waiting, documents=documents)

    monkeypatch.setattr(briefer, "make_briefing", held)
    return opened


Serve = Callable[..., Chat]


@pytest.fixture
def serve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    """Serves a chat over these documents alone."""
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "incoming"))
    running: list[Iterator[Chat]] = []
    with Library.open(tmp_path / "home") as library:

        def serve(**documents: str) -> Chat:
            folder = tmp_path / "documents"
            folder.mkdir()
            for name, text in documents.items():
                (folder / f"{name}.txt").write_text(text, encoding="utf-8")
            index_paths(library, [folder])
            running.append(serving(library))
            return next(running[0])

        yield serve
        for chat in running:
            next(chat, None)


def view(page: Page, words: Strings) -> None:
    page.get_by_role("button", name=words.briefing, exact=True).click()
    expect(page.get_by_role("region", name=words.briefing)).to_be_visible()
    expect(page.locator("#briefing-head h2")).to_have_text(words.briefing)  # the form is in the page's language


def make(page: Page, words: Strings) -> None:
    page.get_by_role("button", name=words.briefing_make).click()


def made(page: Page) -> FrameLocator:
    expect(page.locator("#briefing-result iframe")).to_be_visible()
    return page.frame_locator("#briefing-result iframe")


def notice(page: Page) -> Any:
    return page.locator("#briefing-result .notice")


@BOTH
def test_a_briefing_is_made_read_and_taken_away(own_chat: Chat, open_page: OpenPage, words: Strings) -> None:
    page = open_page(own_chat, f"?lang={words.code}")
    view(page, words)
    expect(page.locator("#briefing-result .welcome h2")).to_have_text(words.briefing_welcome)
    expect(page.locator("#briefing-documents .count")).to_have_text(words.sources_count.format(count=2))
    make(page, words)
    frame = made(page)
    expect(frame.locator("html")).to_have_attribute("dir", words.direction)
    expect(frame.locator("html")).to_have_attribute("lang", words.code)
    expect(frame.locator("h2").first).to_have_text(labels(words.code).sections[Section.KEY_POINTS])
    title = frame.locator("h1").inner_text()
    expect(page.locator("#briefing-result h2")).to_have_text(title)
    expect(page.get_by_role("button", name=words.briefing_make)).to_be_visible()
    expect(page.get_by_role("button", name=words.stop, exact=True)).to_be_hidden()
    expect(page.locator("#briefing-list [aria-current] .talk")).to_have_text(title)
    assert style(page, "#briefing-form", "direction") == words.direction

    frame.locator("a.cite").first.click()
    quote = frame.locator(".card blockquote").first.inner_text()
    name = frame.locator(".card .name").first.inner_text()
    assert quote in own_chat.library.document(name).text
    frame.locator(".card a.show").first.click()
    expect(frame.locator("mark.shown").first).to_be_in_viewport()

    taken: dict[str, bytes] = {}
    for kind, label in ((".md", "Markdown"), (".html", "HTML"), (".docx", "Word"), (".pdf", "PDF")):
        with page.expect_download() as download:
            page.get_by_role("link", name=words.export_as.format(title=title, kind=label)).click()
        assert download.value.suggested_filename.endswith(kind)
        taken[kind] = Path(download.value.path()).read_bytes()
    assert title in taken[".md"].decode()
    assert title in taken[".html"].decode()
    written = docx.Document(io.BytesIO(taken[".docx"]))
    assert any(title in paragraph.text for paragraph in written.paragraphs)
    with pypdfium2.PdfDocument(taken[".pdf"]) as pdf:
        assert pdf.get_metadata_dict()["Title"] == title
        assert len(pdf) > 1


@BOTH
def test_the_briefing_has_the_pages_theme(own_chat: Chat, open_page: OpenPage, words: Strings) -> None:
    page = open_page(own_chat, f"?lang={words.code}")
    page.emulate_media(color_scheme="light")
    page.get_by_role("button", name=words.theme).click()
    expect(page.locator("body")).to_have_class(re.compile("dark"))
    view(page, words)
    make(page, words)
    body = made(page).locator("body")
    expect(body).to_have_css("background-color", "rgb(23, 27, 26)")
    expect(body).to_have_css("color", "rgb(230, 232, 230)")
    page.get_by_role("button", name=words.theme).click()
    expect(body).to_have_css("background-color", "rgb(255, 255, 255)")


def test_length_and_sections_are_as_chosen_with_the_keyboard(own_chat: Chat, open_page: OpenPage) -> None:
    page = open_page(own_chat)
    view(page, EN)
    length = page.get_by_role("radiogroup", name=EN.briefing_length)
    length.get_by_role("radio", name=EN.briefing_normal).press("ArrowLeft")
    expect(length.get_by_role("radio", name=EN.briefing_short)).to_be_checked()
    expect(length.get_by_role("radio", name=EN.briefing_short)).to_be_focused()
    page.get_by_role("radio", name=EN.languages["ar"]).check()
    page.get_by_role("button", name=EN.briefing_sections).press("Enter")
    named = labels("en").sections
    expect(page.get_by_role("group", name=EN.briefing_sections, exact=True)).to_be_visible()
    for section in Section:
        page.get_by_role("checkbox", name=named[section], exact=True).uncheck()
    make(page, EN)
    expect(notice(page)).to_contain_text(EN.briefing_no_sections)
    expect(page.get_by_role("button", name=EN.briefing_make)).to_be_visible()
    page.get_by_role("checkbox", name=named[Section.KEY_POINTS], exact=True).check()
    make(page, EN)
    frame = made(page)
    arabic = labels("ar")
    expect(frame.locator("html")).to_have_attribute("dir", "rtl")
    expect(frame.locator("main > h2")).to_have_text([arabic.sections[Section.KEY_POINTS], arabic.citations])
    assert frame.locator("main > ol:not(.notes) > li").count() <= 3


@BOTH
def test_a_topic_that_nothing_bears_on_says_so_and_what_to_do(own_chat: Chat, open_page: OpenPage, words: Strings) -> None:
    page = open_page(own_chat, f"?lang={words.code}")
    view(page, words)
    box = page.get_by_role("textbox", name=words.briefing_topic)
    box.fill(f"{TOPIC} <img src=x onerror=alert(1)>")
    box.press("Enter")
    expect(notice(page)).to_contain_text(TOPIC)
    expect(notice(page)).to_contain_text("<img src=x onerror=alert(1)>")
    expect(notice(page).locator(".hint")).to_have_text(words.briefing_nothing_hint)
    expect(notice(page)).to_have_attribute("role", "alert")
    expect(page.get_by_role("button", name=words.briefing_make)).to_be_visible()
    assert not (own_chat.library.home / "briefings").exists()
    box.fill("Gaza" if words is EN else "غزة")
    make(page, words)
    expect(made(page).locator(".about")).to_be_visible()


@BOTH
def test_an_empty_library_explains_itself(serve: Serve, open_page: OpenPage, words: Strings) -> None:
    page = open_page(serve(), f"?lang={words.code}")
    view(page, words)
    expect(notice(page)).to_contain_text(words.briefing_empty)
    make(page, words)
    expect(notice(page).locator(".hint")).to_have_text(words.briefing_empty_hint)
    expect(page.get_by_role("button", name=words.briefing_make)).to_be_visible()


@BOTH
def test_how_far_it_is_is_told_and_it_can_be_stopped(
    own_chat: Chat, open_page: OpenPage, words: Strings, gate: threading.Event
) -> None:
    page = open_page(own_chat, f"?lang={words.code}")
    view(page, words)
    make(page, words)
    making = page.locator("#briefing-result .making")
    expect(making).to_have_attribute("data-stage", "reading")
    expect(making).to_contain_text(words.briefing_reading)
    expect(making.locator("bdi")).to_have_text("0 / 2")
    expect(making.get_by_role("progressbar", name=words.briefing_progress)).to_have_attribute("max", "2")
    expect(making.locator(".elapsed")).not_to_be_empty()
    expect(page.get_by_role("button", name=words.briefing_make)).to_be_hidden()
    page.get_by_role("button", name=words.stop, exact=True).click()
    expect(page.get_by_role("button", name=words.stopping)).to_be_disabled()
    gate.set()
    expect(page.locator("#briefing-result .stopped")).to_have_text(words.briefing_stopped)
    assert Briefings(own_chat.library.home).all() == ()
    make(page, words)
    made(page)
    assert len(Briefings(own_chat.library.home).all()) == 1


def test_one_that_waits_for_its_turn_is_stopped_at_once(own_chat: Chat, open_page: OpenPage, gate: threading.Event) -> None:
    first, second = open_page(own_chat), open_page(own_chat)
    for page in (first, second):
        view(page, EN)
    make(first, EN)
    expect(first.locator("#briefing-result .making")).to_have_attribute("data-stage", "reading")
    make(second, EN)
    expect(second.locator("#briefing-result .making")).to_contain_text(EN.waiting)
    second.get_by_role("button", name=EN.stop, exact=True).click()
    expect(second.locator("#briefing-result .stopped")).to_be_visible()
    gate.set()
    made(first)
    make(second, EN)
    made(second)


def test_who_goes_away_stops_their_briefing(own_chat: Chat, open_page: OpenPage, gate: threading.Event) -> None:
    first, second = open_page(own_chat), open_page(own_chat)
    view(first, EN)
    make(first, EN)
    expect(first.locator("#briefing-result .making")).to_have_attribute("data-stage", "reading")
    first.close()
    gate.set()
    view(second, EN)
    make(second, EN)
    made(second)
    assert len(Briefings(own_chat.library.home).all()) == 1


def test_only_the_documents_that_are_chosen_are_briefed_on(own_chat: Chat, open_page: OpenPage) -> None:
    page = open_page(own_chat)
    page.get_by_role("checkbox", name=ARABIC).uncheck()
    expect(page.locator("#chosen p")).to_contain_text("1 of 2")
    view(page, EN)
    expect(page.locator("#briefing-documents")).to_contain_text("1 of 2")
    make(page, EN)
    frame = made(page)
    expect(frame.locator(".texts h3")).to_have_text([ENGLISH])
    expect(frame.locator("body")).not_to_contain_text(ARABIC)
    page.get_by_role("button", name=EN.conversation).click()
    page.get_by_role("checkbox", name=ENGLISH).uncheck()
    expect(page.locator("#chosen p")).to_contain_text(EN.chosen_none)
    view(page, EN)
    make(page, EN)
    expect(notice(page)).to_contain_text(EN.chosen_none)


def test_earlier_briefings_are_opened_again_and_deleted(own_chat: Chat, open_page: OpenPage) -> None:
    page = open_page(own_chat)
    view(page, EN)
    make(page, EN)
    title = made(page).locator("h1").inner_text()
    page.get_by_role("button", name="العربية").click()
    expect(page.locator("#briefing-head h2")).to_have_text(AR.briefing)
    expect(page.get_by_role("radio", name=AR.languages["ar"])).to_be_checked()
    expect(made(page).locator("h1")).to_have_text(title)  # stays open
    page.reload()
    page.wait_for_selector("body.ready")
    view(page, AR)
    expect(page.locator("#briefing-result .welcome")).to_be_visible()
    page.locator("#briefing-list").get_by_role("button", name=title, exact=True).click()
    expect(made(page).locator("h1")).to_have_text(title)
    page.get_by_role("button", name=AR.briefing_delete.format(title=title)).click()
    page.locator("#briefing-list .sure").click()
    expect(page.locator("#briefing-list .talk")).to_have_count(0)
    expect(page.locator("#briefing-result .welcome")).to_be_visible()
    assert not [path for path in (own_chat.library.home / "briefings").rglob("*") if path.is_file()]


def test_each_person_has_briefings_of_their_own(shared_chat: Chat, open_page: OpenPage) -> None:
    first = open_page(shared_chat, person=PEOPLE[0])
    view(first, EN)
    make(first, EN)
    expect(made(first).locator("h1")).to_be_visible()  # the frame is let in as the page is
    links = first.locator("#briefing-result .files a").evaluate_all("links => links.map(link => link.href)")
    assert len(links) == 5
    second = open_page(shared_chat, person=PEOPLE[1])
    view(second, EN)
    expect(second.locator("#briefing-result .welcome")).to_be_visible()
    expect(second.locator("#briefing-list .talk")).to_have_count(0)
    for link in links:
        assert first.request.get(link).status == 200
        assert second.request.get(link).status == 404


def test_text_of_documents_is_never_run(serve: Serve, open_page: OpenPage) -> None:
    attack = "<img src='https://evil.example/x' onerror=alert(1)><script>parent.document.title='reached'</script>"
    chat = serve(
        attack=f"Mayor Dana Holt said that 14 people had been injured {attack} when a bus slid off the road at Orlan.\n"
        "The bridge over the river Tessen at Orlan was closed on Monday after a storm had damaged two of its piers.\n"
    )
    page = open_page(chat)
    view(page, EN)
    make(page, EN)
    frame = made(page)
    expect(frame.locator("main")).to_contain_text("<script>parent.document.title='reached'</script>")
    assert frame.locator("img").count() == 0
    assert page.title() == "dossier"
    inner = page.frames[-1]
    assert inner.evaluate("window.origin") == "null"
    assert inner.evaluate("() => { try { return !!parent.document } catch { return false } }") is False


@BOTH
def test_a_phone_shows_it_without_scrolling_sideways(own_chat: Chat, open_page: OpenPage, words: Strings) -> None:
    page = open_page(own_chat, f"?lang={words.code}", width=390, height=844)
    view(page, words)
    make(page, words)
    frame = made(page)
    expect(page.locator("#briefing-result .briefing > header")).to_be_in_viewport()
    frame.locator("a.cite").first.click()
    expect(frame.locator(".card").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator("#briefing").evaluate("part => part.scrollWidth") <= 390
    assert frame.locator("html").evaluate("root => root.scrollWidth") <= 390
