"""PDF, through PDFium."""

import ctypes
import math
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

from index.errors import ReadError
from index.readers.blocks import Block, assemble, clean
from index.readers.pdf_lines import Glyph, Line, lines_of
from index.readers.pdf_paragraphs import mend_hyphens, paragraphs_of
from index.records import Content

MEDIA_TYPE = "application/pdf"

PDFIUM = threading.Lock()  # PDFium is not safe to use from two threads
_PASSWORD = 4  # FPDF_ERR_PASSWORD


def parse(data: bytes, name: str) -> Content:
    """Text of a PDF in logical order, with a section for each page that has text.

    Safe to call from several threads; they take turns.

    Raises:
        ReadError: no PDF, damaged, encrypted, or without a text layer.
    """
    with PDFIUM:
        pages, title = _read(data, name)
    if not any(pages):
        raise ReadError(
            "{name} has no text layer: it is a scan.", "Run OCR on it first (ocrmypdf does), then index it again.", name=name
        )
    paragraphs = [(page, "\n".join(lines)) for page, content in enumerate(pages, 1) for lines in paragraphs_of(content)]
    texts = mend_hyphens([text for _, text in paragraphs])
    blocks = [Block(clean(text), page=page) for (page, _), text in zip(paragraphs, texts, strict=True)]
    return assemble(blocks, MEDIA_TYPE, title)


def _read(data: bytes, name: str) -> tuple[list[list[Line]], str]:
    import pypdfium2

    try:
        with closing(pypdfium2.PdfDocument(data)) as document:
            return [_lines(document, index) for index in range(len(document))], _title(document)
    except pypdfium2.PdfiumError as exc:
        if getattr(exc, "err_code", None) == _PASSWORD:
            raise ReadError("{name} is encrypted.", "Save a copy without a password, then index that.", name=name) from exc
        raise ReadError(
            "{name} is not a readable PDF: {reason}", "Open it in a PDF viewer and save it again.", name=name, reason=exc
        ) from exc


def _title(document: Any) -> str:
    try:
        return str(document.get_metadata_value("Title"))
    except UnicodeDecodeError:  # a title is not worth losing the document for
        return ""


def _lines(document: Any, index: int) -> list[Line]:
    """Closes what it opens: left to the garbage collector, PDFium would be called without the lock."""
    with closing(document[index]) as page, closing(page.get_textpage()) as text_page:
        return lines_of(glyphs_of(text_page))


def glyphs_of(text_page: Any) -> Iterator[Glyph]:
    """Characters of a page in PDFium's order, with their places in the direction of the text, however it is turned."""
    from pypdfium2 import raw

    x, y, box, matrix = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF(), raw.FS_MATRIX()
    ink = tuple(ctypes.c_double() for _ in range(4))
    for index in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(text_page, index)
        character = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        raw.FPDFText_GetCharOrigin(text_page, index, x, y)
        raw.FPDFText_GetLooseCharBox(text_page, index, box)
        raw.FPDFText_GetCharBox(text_page, index, *ink)
        raw.FPDFText_GetMatrix(text_page, index, matrix)
        size = raw.FPDFText_GetFontSize(text_page, index) * math.hypot(matrix.c, matrix.d)
        angle = raw.FPDFText_GetCharAngle(text_page, index)
        turn = _turned(angle) if angle > 0 else _as_it_is
        origin_x, origin_y = turn(x.value, y.value)
        left, right = sorted((turn(box.left, box.bottom)[0], turn(box.right, box.top)[0]))
        middle, _ = turn((ink[0].value + ink[1].value) / 2, (ink[2].value + ink[3].value) / 2)
        if all(map(math.isfinite, (origin_x, origin_y, left, right, size, middle))):  # broken files have other places, too
            around = (box.left, box.bottom, box.right, box.top)
            yield Glyph(character, origin_x, origin_y, left, right, abs(size), middle, around)


def _as_it_is(x: float, y: float) -> tuple[float, float]:
    return x, y


def _turned(angle: float) -> Callable[[float, float], tuple[float, float]]:
    """Turns points so that text drawn at ``angle`` (radians, clockwise) runs to the right."""
    cosine, sine = math.cos(angle), math.sin(angle)
    return lambda x, y: (x * cosine - y * sine, x * sine + y * cosine)
