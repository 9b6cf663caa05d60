"""Where words stand on a page of a PDF, seen by what PDFium says lies inside the boxes."""

import io
import unicodedata
from contextlib import closing

import pypdfium2
import pytest
import regex
from PIL import Image

from index.readers import parse
from index.readers.pdf_pages import MAX_SIDE, Box, find, image
from tests.index.test_readers_pdf import ARABIC, _pdf, _write

ENGLISH = [
    "The first office of the firm was efficient; it opened in 1998 and its staff numbered forty-two people in all.",
    "The ferry left at noon. The ferry left at nine with 120 passengers, and the harbour master signed the affidavit.",
]


def made(paragraphs: list[str], *, rotation: int = 0, crop: float = 0.0) -> bytes:
    pdf = _pdf()
    for paragraph in paragraphs:
        _write(pdf, paragraph)
    with closing(pypdfium2.PdfDocument(bytes(pdf.output()))) as document, closing(document[0]) as page:
        if rotation:
            page.set_rotation(rotation)
        if crop:
            page.set_cropbox(crop, crop, 595, 842)  # of A4
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


def letters(text: str) -> list[str]:
    return sorted(regex.sub(r"[^\p{L}\p{N}]|\u0640", "", unicodedata.normalize("NFKC", text)))


def inside(data: bytes, boxes: tuple[Box, ...]) -> list[str]:
    """The letters that PDFium finds in the boxes, on a page that is neither turned nor cropped."""
    with closing(pypdfium2.PdfDocument(data)) as document, closing(document[0]) as page, closing(page.get_textpage()) as text:
        width, height = page.get_size()
        found = ""
        for box in boxes:
            low, high = height * (1 - box.top - box.height), height * (1 - box.top)
            found += text.get_text_bounded(box.left * width + 0.5, low, (box.left + box.width) * width - 0.5, high)
        return letters(found)


@pytest.mark.parametrize(
    ("paragraphs", "quote"),
    [
        (ENGLISH, "first office of the firm was efficient"),  # ligatures
        (ENGLISH, "its staff numbered forty-two people in all"),
        (ENGLISH, "harbour master signed the affidavit."),
        (ARABIC, "افتتحت أبوابها يوم السبت 12 مارس 2021"),
        (ARABIC, "من شركة Google LLC إلى القاهرة"),
        (ARABIC, "لا إله إلا الله"),
        (ARABIC, "بيع (15) سيارة"),
        (ARABIC, "word سلام means"),
    ],
)
def test_the_boxes_hold_exactly_the_words(paragraphs: list[str], quote: str) -> None:
    data = made(paragraphs)
    text = parse(data, "a.pdf").text
    start = text.index(quote)
    sheet = find(data, 1, quote, text[:start])
    assert sheet
    assert sheet.boxes
    assert inside(data, sheet.boxes) == letters(quote)


def test_of_the_same_words_twice_the_ones_meant_are_found() -> None:
    data = made(ENGLISH)
    text = parse(data, "a.pdf").text
    places = [match.start() for match in regex.finditer("The ferry left at", text)]
    first, second = (find(data, 1, "The ferry left at", text[:start]) for start in places)
    assert first
    assert second
    assert first.boxes != second.boxes
    assert (first.boxes[0].top, first.boxes[0].left) < (second.boxes[0].top, second.boxes[0].left)


def test_words_over_several_lines_have_a_box_in_each() -> None:
    both = " ".join(ENGLISH)
    sheet = find(made([both]), 1, both, "")
    assert sheet
    assert len({round(box.top, 3) for box in sheet.boxes}) == 2


def test_words_that_are_not_there_have_no_box_and_there_is_no_page_beyond_the_last() -> None:
    data = made(ENGLISH)
    for words in ("words of another file", "", "…"):
        sheet = find(data, 1, words, "")
        assert sheet
        assert sheet.boxes == ()
    for page in (0, -1, 2, 10**9):
        assert find(data, page, "The ferry", "") is None
        assert image(data, page) is None


@pytest.mark.parametrize(("rotation", "crop"), [(0, 0.0), (90, 0.0), (180, 0.0), (0, 20.0), (270, 20.0)])
def test_on_the_image_the_boxes_lie_over_ink(rotation: int, crop: float) -> None:
    """Also of a turned and a cropped page; a paragraph alone on its page has all the ink there is."""
    data = made([ENGLISH[0]], rotation=rotation, crop=crop)
    drawn, sheet = image(data, 1), find(data, 1, ENGLISH[0], "")
    assert drawn
    assert sheet
    page = Image.open(io.BytesIO(drawn)).convert("L").point(lambda value: 255 * (value < 128))
    assert max(page.size) <= MAX_SIDE
    assert page.size[0] / page.size[1] == pytest.approx(sheet.width / sheet.height, rel=0.01)
    ink = sum(page.histogram()[255:])
    left = page.copy()
    for box in sheet.boxes:
        assert box.left >= 0
        corner = (int(box.left * page.width) - 1, int(box.top * page.height) - 1)
        left.paste(0, (*corner, int((box.left + box.width) * page.width) + 2, int((box.top + box.height) * page.height) + 2))
    assert ink
    assert sum(left.histogram()[255:]) < 0.02 * ink
