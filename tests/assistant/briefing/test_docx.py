"""Word documents, opened by docx2python and, part for part, by lxml: neither wrote them."""

import io
import zipfile
from functools import cache
from pathlib import Path

import pytest
import regex
from docx2python import docx2python
from lxml import etree

from assistant.briefing.outputs import write
from assistant.briefing.outputs.composing import outline
from assistant.briefing.outputs.docx import docx
from tests.assistant.briefing.examples import TEXTS, briefing, hostile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARKS = str.maketrans("", "", "\u200e\u200f")


@cache
def _data(language: str) -> bytes:
    return docx(outline(briefing(language)))


def _part(language: str, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(_data(language))) as archive:
        return etree.fromstring(archive.read(name))


def _text(element: etree._Element) -> str:
    return "".join(element.itertext(f"{W}t")).translate(MARKS)


def _style(paragraph: etree._Element) -> str:
    return str(paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val"))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_headings_are_styles(language: str) -> None:
    body = _part(language, "word/document.xml")
    found = [(_style(p), _text(p)) for p in body.iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle") is not None]
    expected = {
        "en": [("Heading1", "Key points"), ("Heading2", "Daniel Hagari"), ("Heading1", "Sources"), ("Heading1", "Citations")],
        "ar": [("Heading1", "أهم النقاط"), ("Heading2", "كتائب القسام"), ("Heading1", "المصادر"), ("Heading1", "الاستشهادات")],
    }
    assert [entry for entry in found if entry in expected[language]] == expected[language]
    assert found[0] == ("Title", briefing(language).title)


def test_an_independent_reader_finds_the_citations_as_endnotes(tmp_path: Path) -> None:
    made = briefing("en")
    write(made, TEXTS, tmp_path / "briefing.docx")
    with docx2python(tmp_path / "briefing.docx") as read:
        notes = regex.split(r"endnote\d+\)\t", "\n".join(p for a in read.endnotes for b in a for c in b for p in c))[1:]
        body = "\n".join(p for a in read.body for b in a for c in b for p in c).translate(MARKS)
    assert len(notes) == len(made.citations)
    for citation, note in zip(made.citations, notes, strict=True):
        assert citation.document in note
        assert citation.quote in note
    for statement in made.key_points:
        assert f"{statement.text}----endnote{statement.citations[0]}----" in body


@pytest.mark.parametrize("language", ["en", "ar"])
def test_numbers_in_the_text_lead_to_the_notes_of_the_same_numbers(language: str) -> None:
    """Word numbers in the order of the references; where a citation is used again, a field repeats its number."""
    body, notes = _part(language, "word/document.xml"), _part(language, "word/endnotes.xml")
    references = [reference.get(f"{W}id") for reference in body.iter(f"{W}endnoteReference")]
    made = briefing(language)
    assert references == [str(citation.number) for citation in made.citations]
    quotes = {note.get(f"{W}id"): _text(note) for note in notes if note.get(f"{W}type") is None}
    assert all(citation.quote in quotes[str(citation.number)] for citation in made.citations)
    bookmarks = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    fields = [told.text.split()[1] for told in body.iter(f"{W}instrText") if "NOTEREF" in told.text]
    assert fields
    assert set(fields) <= bookmarks


@pytest.mark.parametrize("language", ["en", "ar"])
def test_direction_language_and_order_of_what_is_said(language: str) -> None:
    body = _part(language, "word/document.xml")
    points = [p for p in body.iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle") is not None and _style(p) == "ListNumber"]
    made = briefing(language)
    assert len(points) == len(made.key_points)
    for point, statement in zip(points, made.key_points, strict=True):
        rtl = statement.language == "ar"
        assert (point.find(f"{W}pPr/{W}bidi") is not None) == rtl
        said = next(run for run in point.iter(f"{W}r") if _text(run) == statement.text)
        assert (said.find(f"{W}rPr/{W}rtl") is not None) == rtl
        assert said.find(f"{W}rPr/{W}lang").get(f"{W}bidi" if rtl else f"{W}val") == statement.language
        assert _text(point).index(f"{statement.speaker}:") < _text(point).index(statement.text)


@pytest.mark.parametrize(("language", "turned"), [("en", False), ("ar", True)])
def test_tables_begin_on_the_side_of_the_language(language: str, turned: bool) -> None:
    tables = list(_part(language, "word/document.xml").iter(f"{W}tbl"))
    assert len(tables) == 6
    assert all((table.find(f"{W}tblPr/{W}bidiVisual") is not None) == turned for table in tables)
    assert all(table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None for table in tables)
    figures = next(table for table in tables if "17,487" in _text(table))
    assert [_text(row.find(f"{W}tc"))[:6] for row in figures.iter(f"{W}tr")][1:] == [">17,00", "17,487", "2Two I"]


def test_right_to_left_text_has_a_font_and_a_size_of_its_own() -> None:
    styles = _part("ar", "word/styles.xml")
    default = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts")
    assert default.get(f"{W}cs")
    heading = next(style for style in styles.iter(f"{W}style") if style.get(f"{W}styleId") == "Heading1")
    assert heading.find(f"{W}rPr/{W}bCs") is not None
    assert heading.find(f"{W}rPr/{W}szCs").get(f"{W}val") == heading.find(f"{W}rPr/{W}sz").get(f"{W}val")


def test_words_against_their_paragraph_stand_between_marks() -> None:
    body = _part("ar", "word/document.xml")
    other = next(run for run in body.iter(f"{W}r") if "The Qassam Brigades" in _text(run))
    assert "".join(other.itertext(f"{W}t")) == "\u200f\u200eThe Qassam Brigades\u200e\u200f"


def test_data_is_never_more_than_text() -> None:
    made, _ = hostile()
    with zipfile.ZipFile(io.BytesIO(docx(outline(made)))) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
        relations = archive.read("word/_rels/document.xml.rels").decode()
    assert "<script>alert(1)</script>" in _text(body)
    assert "⟨U+202E⟩gnp.exe" in _text(body)
    assert not set(_text(body)) & set("\u202e\x07\uffff")
    assert "example.org" not in relations
    assert not list(body.iter(f"{W}hyperlink"))
