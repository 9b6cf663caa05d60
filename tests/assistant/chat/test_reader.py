"""The reader: the document's text as indexed, with exactly the cited words marked."""

from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from assistant.chat.reader import WINDOW, Place, reader
from assistant.chat.strings import EN
from index.records import Content, Document, Section


def document(text: str, sections: tuple[Section, ...] = (), language: str = "en") -> Document:
    return Document("a <b>.txt", "/a.txt", "0", language, Content(text, "text/plain", "A title", sections))


def lines(html: str) -> list[str]:
    return [line.get_text() for line in BeautifulSoup(html, "html.parser").select(".line")]


def marked(html: str) -> str:
    return "\n".join(mark.get_text() for mark in BeautifulSoup(html, "html.parser").select("mark"))


@given(st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")) | st.just("\n"), min_size=1), st.data())
def test_the_whole_text_is_shown_and_exactly_the_span_is_marked(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    page = reader(document(text), Place(start, end), EN)
    assert "\n".join(lines(page)) == text
    assert marked(page).replace("\n", "") == text[start:end].replace("\n", "")


def test_only_the_first_mark_is_the_anchor() -> None:
    page = BeautifulSoup(reader(document("one\ntwo\nthree"), Place(1, 10), EN), "html.parser")
    assert [mark.get("id") for mark in page.select("mark")] == ["cited", None, None]


def test_a_span_that_is_not_in_the_document_marks_nothing() -> None:
    for place in (Place(5, 2), Place(-3, 2), Place(0, 999), Place()):
        page = reader(document("short"), place, EN)
        assert lines(page) == ["short"]
        assert marked(page) == ""


def test_page_and_heading_of_the_span_are_named_and_pages_are_marked_off() -> None:
    sections = (Section(0, 20, "Whole"), Section(0, 10, page=1), Section(10, 20, page=2), Section(10, 20, "Inner"))
    page = BeautifulSoup(reader(document("first page\nsecond one", sections), Place(11, 17), EN), "html.parser")
    assert page.select(".place")[0].get_text() == "English · page 2 · Inner"
    assert [part.get_text() for part in page.select(".text .page")] == ["page 1", "page 2"]


def test_each_line_runs_in_its_own_direction() -> None:
    page = BeautifulSoup(reader(document("Hello\nمرحبا\n12", language="ar"), Place(), EN), "html.parser")
    assert [line["dir"] for line in page.select(".line")] == ["ltr", "rtl", "rtl"]


def test_a_long_document_is_shown_in_parts_around_the_span() -> None:
    text = "".join(f"line {n:06d}\n" for n in range(40_000))
    start = text.index("line 020000")
    page = reader(document(text), Place(start, start + 11), EN)
    assert marked(page) == "line 020000"
    assert len("\n".join(lines(page))) <= WINDOW
    assert lines(page)[0].startswith("line ")
    buttons = BeautifulSoup(page, "html.parser").select("button.more")
    seen = set(lines(page))
    for button in buttons:
        seen |= set(lines(reader(document(text), Place(start, start + 11, int(str(button["data-begin"]))), EN)))
    assert len(buttons) == 2
    assert {f"line {n:06d}" for n in range(16_000, 24_000)} <= seen
