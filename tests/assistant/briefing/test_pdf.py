"""PDFs, opened by pypdf and by PDFium: neither wrote them."""

import io
from functools import cache
from typing import Any
from unicodedata import normalize

import pypdfium2
import pytest
from pypdf import PdfReader

from assistant.briefing.outputs.composing import outline
from assistant.briefing.outputs.pdf import pdf
from assistant.briefing.records import Briefing
from index.readers import parse
from tests.assistant.briefing.examples import Citing, briefing, hostile

HEADINGS = {
    "en": ["Key points", "Who says what", "Timeline", "Figures", "Where accounts agree", "Where accounts differ"],
    "ar": ["أهم النقاط", "من قال ماذا", "التسلسل الزمني", "الأرقام", "مواضع اتفاق الروايات", "مواضع اختلاف الروايات"],
}


@cache
def _data(language: str) -> bytes:
    return pdf(outline(briefing(language)))


def _reader(language: str) -> PdfReader:
    return PdfReader(io.BytesIO(_data(language)))


def _flat(entries: list[Any], level: int = 0) -> list[tuple[int, str]]:
    found = []
    for entry in entries:
        found += _flat(entry, level + 1) if isinstance(entry, list) else [(level, str(entry.title))]
    return found


@pytest.mark.parametrize("language", ["en", "ar"])
def test_bookmarks_follow_the_headings(language: str) -> None:
    bookmarks = _flat(_reader(language).outline)
    assert bookmarks[0] == (0, briefing(language).title)
    assert [title for level, title in bookmarks if level == 1][:6] == HEADINGS[language]
    assert (2, "Daniel Hagari") in bookmarks


@pytest.mark.parametrize("language", ["en", "ar"])
def test_all_fonts_are_embedded(language: str) -> None:
    fonts = [font.get_object() for page in _reader(language).pages for font in page["/Resources"]["/Font"].values()]  # type: ignore[index]
    descriptors = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object() for font in fonts]
    assert descriptors
    assert all({"/FontFile2", "/FontFile3"} & set(descriptor) for descriptor in descriptors)
    assert all("Amiri" in descriptor["/FontName"] for descriptor in descriptors)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_file_says_its_language_and_title(language: str) -> None:
    reader = _reader(language)
    assert reader.trailer["/Root"]["/Lang"] == language  # type: ignore[index]
    assert reader.metadata is not None
    assert reader.metadata.title == briefing(language).title


@pytest.mark.parametrize("language", ["en", "ar"])
def test_numbers_are_links_to_the_citations(language: str) -> None:
    reader = _reader(language)
    links = [item.get_object() for page in reader.pages for item in page.get("/Annots", [])]
    assert len(links) >= len(briefing(language).citations)
    assert all(link["/Subtype"] == "/Link" for link in links)
    assert not any("/URI" in link.get("/A", {}) for link in links)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_selected_text_is_in_logical_order(language: str) -> None:
    """What PDFium gives for the page, as when one copies it in Chrome: whole lines of either language."""
    document = pypdfium2.PdfDocument(_data(language))
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert "من خلال سيارة" in text.replace("\r\n", " ")
    assert "أدت إلى مقتله" in text.replace("\r\n", " ")
    assert "The failed rescue operation was later confirmed by the Israeli army" in text
    assert not any("\ufb50" <= letter <= "\ufeff" for letter in text), "shapes of letters in place of letters"


def test_a_letter_with_its_sign_is_copied_once() -> None:
    read = parse(_data("ar"), "briefing.pdf").text
    assert "حرباً مدمرة وحصاراً خانقاً" in " ".join(read.split())
    assert "17 ألفاً و487 شهيداً، و46 ألفاً و480 مصاباً" in " ".join(read.split())


def test_signs_of_every_kind_and_ligatures_come_out_as_they_were_written() -> None:
    sentence = "قالَ المُعَلِّمُ إنّ الأولادَ لا يلعبون، ولُغتُنا جميلةٌ جدّاً."
    cite = Citing({"a.txt": sentence})
    point = cite.statement(sentence)
    data = pdf(outline(Briefing("موجز", "ar", None, "2026-11-25", key_points=(point,), citations=tuple(cite.citations))))
    read = " ".join(parse(data, "briefing.pdf").text.split())
    assert normalize("NFC", read).count(normalize("NFC", sentence)) == 2, "as a point and as its citation"


def test_data_is_never_markup_of_the_typesetter() -> None:
    made, _ = hostile()
    data = pdf(outline(made))
    text = " ".join(parse(data, "briefing.pdf").text.split())
    assert '#eval("1") $x$' in text
    assert "<script>alert(1)</script>" in text
    assert "⟨U+202E⟩gnp.exe" in text
    assert not any(
        "/URI" in link.get_object().get("/A", {})
        for page in PdfReader(io.BytesIO(data)).pages
        for link in page.get("/Annots", [])
    )
