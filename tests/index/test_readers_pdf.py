"""PDFs, made by fpdf2 (with the Amiri font, shaped by HarfBuzz) and by Chromium."""

import base64
import io
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from itertools import pairwise

import pytest
from fpdf import FPDF
from fpdf.bidi import BidiParagraph
from fpdf.enums import TextDirection

from index.errors import ReadError
from index.readers import parse
from index.readers.bidi import fold_presentation_forms, logical

FONT = files("fontpkg_amiri") / "files" / "Amiri-Regular.ttf"

ARABIC = [
    "قال الأستاذ إن المدرسة افتتحت أبوابها يوم السبت 12 مارس 2021 في الساعة 10:30 صباحاً، لاستقبال 350 طالباً وطالبة.",
    'وصل المدير (أحمد الشريف) من شركة Google LLC إلى القاهرة، وقال: "لا إله إلا الله" ثم غادر بنسبة 25% من الأسهم.',
    "السعر 1,250.75 دولار – النسبة ١٢٫٥٪ – الآلات والأدوات، في عام 2020-2021 تم بيع (15) سيارة.",
    "The word سلام means peace, and the number ١٢٣ is 123.",
]


def _pdf(*, shaped: bool = True) -> FPDF:
    pdf = FPDF()
    pdf.add_font("amiri", fname=str(FONT))
    pdf.set_font("amiri", size=12)
    pdf.set_text_shaping(shaped)
    pdf.add_page()
    return pdf


def _write(pdf: FPDF, paragraph: str) -> None:
    rtl = unicodedata.bidirectional(paragraph[0]) == "AL"
    pdf.multi_cell(0, 8, paragraph, align="R" if rtl else "L", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(4)


def _text(pdf: FPDF) -> str:
    return parse(bytes(pdf.output()), "a.pdf").text


def test_arabic_and_mixed_paragraphs_come_out_as_they_were_written() -> None:
    pdf = _pdf()
    for paragraph in ARABIC:
        _write(pdf, paragraph)
    assert _text(pdf) == "\n\n".join(ARABIC)


def _forms(text: str) -> str:
    """Arabic letters as presentation forms, joined as they stand (letter forms from the Unicode database)."""
    shapes: dict[tuple[str, str], str] = {}
    for code in range(0xFE70, 0xFEFD):
        kind, _, letters = unicodedata.decomposition(chr(code)).partition(" ")
        shapes["".join(chr(int(letter, 16)) for letter in letters.split()), kind] = chr(code)
    joins_next = {letter for (letter, kind) in shapes if kind == "<initial>"}
    shaped = ""
    text = f" {text.replace('لا', chr(1))} "
    for i in range(1, len(text) - 1):
        letter = "لا" if text[i] == chr(1) else text[i]
        after = text[i - 1] in joins_next and (letter, "<final>") in shapes
        before = letter in joins_next and ("لا" if text[i + 1] == chr(1) else text[i + 1], "<final>") in shapes
        kind = {(True, True): "<medial>", (True, False): "<final>", (False, True): "<initial>"}.get((after, before), "<isolated>")
        shaped += shapes.get((letter, kind), letter)
    return shaped


def test_glyph_shapes_in_visual_order_become_letters_in_reading_order() -> None:
    """As older programs write Arabic: presentation forms, lam-alef ligatures among them, from left to right."""
    sentence = "ذهبت الطالبة إلى المدرسة صباحا ولا بد من الصلاة والسلام"
    visual = _forms(sentence)[::-1]
    assert all("\ufe70" <= letter <= "\ufefc" for letter in visual.replace(" ", ""))
    pdf = _pdf(shaped=False)
    pdf.cell(0, 8, visual)
    assert _text(pdf) == sentence


def test_arabic_written_from_left_to_right_by_a_program_that_cannot_turn_it() -> None:
    pdf = _pdf(shaped=False)
    sentence = "قالت المدرسة (الأولى) إن 12 طالبة في Google فازت"
    pdf.cell(0, 8, sentence)
    assert _text(pdf) == sentence


@pytest.mark.parametrize(
    "line",
    [
        "قال المدير 25% من الأسهم",
        "عدد 2020-2021 وبعد",
        "المدير (أحمد الشريف) من (Google) هنا",
        "في 12/03/2021 الساعة 10:30 صباحاً",
        "حتى ١٢٫٥٪ من 1,250.75 دولار",
        "هو iPhone 15 Pro جديد",
        "البريد a@b.com هنا",
        "درجة -5 والسعر $100 فقط",
        "شبكة 5G سريعة من 1 2 3 إلى",
        'قال: "Go home now".',
        "رواه (البخاري 123) [هنا] «نعم»",
        "1. البند الأول",
        "The word سلام عليكم (مرحبا) means peace",
        "see (سلام) and 5",
        "שלום (עולם) 12",
    ],
)
@pytest.mark.parametrize("mirrored", [True, False], ids=["shapes", "as typed"])
def test_visual_order_is_turned_back(line: str, mirrored: bool) -> None:
    """Against fpdf2's implementation of the Unicode Bidirectional Algorithm; brackets as they look, or as they were typed."""
    rtl = unicodedata.bidirectional(line[0]) != "L"
    paragraph = BidiParagraph(line, TextDirection.RTL if rtl else TextDirection.LTR)
    shown = []
    for character in paragraph.get_reordered_characters():
        turned = mirrored and character.embedding_level % 2 and unicodedata.mirrored(character.character)
        shown.append(character.character.translate(str.maketrans("()[]«»", ")(][»«")) if turned else character.character)
    visual = "".join(shown)
    for mark in "ًٌٍ":  # behind their letter, as the lines are put together
        visual = "".join(b + a if a == mark else "" if b == mark else b for a, b in pairwise(f" {visual}"))
    assert logical(visual, rtl=rtl) == line


def test_folding() -> None:
    assert fold_presentation_forms("ﻻ ﷲ ﬁ ﭐ ﹷ") == "لا الله fi ٱ \u064e"
    assert fold_presentation_forms("Ａ ① ² ½") == "Ａ ① ² ½"


def test_pages_are_sections_and_lines_of_a_paragraph_are_joined() -> None:
    pdf = FPDF()
    pdf.set_title("The\x00 Title")
    pdf.set_font("Helvetica", size=12)
    for page in (1, 2, 3):
        pdf.add_page()
        if page != 2:
            pdf.multi_cell(0, 6, f"Page {page} has a long paragraph that goes on over more than one line. " * 3, align="L")
            pdf.ln(8)
            pdf.multi_cell(0, 6, "Second.\n- item one\n- item two", align="L")
    content = parse(bytes(pdf.output()), "a.pdf")
    first, third = (f"Page {page} has a long paragraph that goes on over more than one line. " * 3 for page in (1, 3))
    assert content.text == f"{first}\n\nSecond.\n- item one\n- item two\n\n{third}\n\nSecond.\n- item one\n- item two".replace(
        " \n", "\n"
    )
    assert [(section.page, content.text[section.start :][:6]) for section in content.sections] == [(1, "Page 1"), (3, "Page 3")]
    assert content.title == "The Title"


def test_words_broken_at_line_ends_are_mended() -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Helvetica", size=12)
    pdf.multi_cell(
        62, 6, "This is a long para-\ngraph about well-\nknown and long-\nlasting things by Smith-\nJones. Well-known!", align="L"
    )
    text = _text(pdf)
    assert "a long paragraph about well-known and longlasting things by Smith-Jones. Well-known!" in text


def test_columns_are_read_one_after_the_other() -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Helvetica", size=10)
    with pdf.text_columns(ncols=2, gutter=10, text_align="J") as columns:
        columns.write(" ".join(f"Sentence number {i} stands here." for i in range(150)))
    assert " ".join(_text(pdf).split()) == " ".join(f"Sentence number {i} stands here." for i in range(150))


@pytest.mark.parametrize("angle", [90, -90, 180, 30])
def test_turned_text(angle: int) -> None:
    pdf = _pdf()
    with pdf.rotation(angle, x=100, y=150):
        pdf.set_xy(60, 150)
        pdf.cell(100, 8, "قال المدير إن العدد 12 كبير (جدا) هنا")
    assert _text(pdf) == "قال المدير إن العدد 12 كبير (جدا) هنا"


def test_a_scan_has_no_text_layer() -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.rect(10, 10, 100, 100, style="F")
    with pytest.raises(ReadError, match="no text layer") as caught:
        parse(bytes(pdf.output()), "scan.pdf")
    assert "OCR" in caught.value.hint


def test_encryption() -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Helvetica", size=12)
    pdf.cell(text="secret")
    pdf.set_encryption(owner_password="o", user_password="u")
    with pytest.raises(ReadError, match="encrypted"):
        parse(bytes(pdf.output()), "a.pdf")


def test_a_cut_off_file() -> None:
    pdf = _pdf()
    _write(pdf, ARABIC[0])
    with pytest.raises(ReadError, match="readable PDF"):
        parse(bytes(pdf.output())[:900], "a.pdf")


def test_several_threads() -> None:
    documents = []
    for paragraph in ARABIC:
        pdf = _pdf()
        _write(pdf, paragraph)
        documents.append(bytes(pdf.output()))
    with ThreadPoolExecutor(8) as pool:
        texts = list(pool.map(lambda data: parse(data, "a.pdf").text, documents * 8))
    assert texts == ARABIC * 8


@pytest.mark.browser
def test_what_a_browser_prints() -> None:
    """Chromium writes words with single glyphs in logical order, others in visual order, and ligatures as one glyph."""
    from playwright.sync_api import sync_playwright

    from tests import browser

    font = base64.b64encode(FONT.read_bytes()).decode()
    style = f"@font-face {{font-family: F; src: url(data:font/ttf;base64,{font})}} body {{font-family: F}}"
    body = "".join(f"<p dir=auto>{paragraph}</p>" for paragraph in ARABIC)
    executable = browser.find()
    assert executable, "no Chromium: run `make test`"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=list(browser.ARGUMENTS))
        page = chromium.new_page()
        page.set_content(f"<html lang=ar dir=rtl><style>{style}</style><body>{body}</body></html>")
        page.evaluate("document.fonts.ready")
        data = page.pdf()
        chromium.close()
    assert parse(io.BytesIO(data).getvalue(), "a.pdf").text == "\n\n".join(ARABIC)
