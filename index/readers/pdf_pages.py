"""Pages of a PDF as they are seen: an image of one, and where words of its text stand on it."""

import ctypes
import io
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

import regex

from index.readers.pdf import PDFIUM, glyphs_of
from index.readers.pdf_lines import DrawnLine, drawn_lines_of

MAX_SIDE = 2400  # pixels of the longer side of an image
_WIDTH = 1200  # pixels: sharp in a panel on a dense screen
_QUALITY = 85  # of WebP
_UNITS = 1_000_000  # of a page's side, to which places are rounded
_SAME_RUN = 0.45  # of the height of a box: wider gaps hold more than a space
_UNSOUNDED = regex.compile(r"[^\p{L}\p{N}]|\u0640")  # all but letters and figures, and the kashida


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in shares (0 to 1) of its width and height, from the upper left corner."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as it is seen: its width and height in points, and boxes around the words looked for."""

    width: float
    height: float
    boxes: tuple[Box, ...]


def image(data: bytes, page: int) -> bytes | None:
    """A page as a WebP image.

    Args:
        page: 1-based. ``None`` comes back where the file has no such page.
    """
    with _page(data, page) as opened:
        if opened is None:
            return None
        width, height = opened.get_size()
        scale = min(_WIDTH / width, MAX_SIDE / max(width, height))
        drawn = io.BytesIO()
        with closing(opened.render(scale=scale)) as bitmap:
            bitmap.to_pil().convert("RGB").save(drawn, "WEBP", quality=_QUALITY)
        return drawn.getvalue()


def find(data: bytes, page: int, words: str, before: str) -> Sheet | None:
    """Where words of a page's text stand on it.

    They are compared letter by letter and figure by figure: spaces, hyphens, vowel marks, and the shapes of letters
    (ligatures, Arabic joining forms) do not count.

    Args:
        page: 1-based. ``None`` comes back where the file has no such page.
        words: a stretch of the page's text in logical order.
        before: the page's text before them, which tells one occurrence from another.

    Returns:
        the page, without boxes where it does not have the words.
    """
    with _page(data, page) as opened:
        if opened is None:
            return None
        width, height = opened.get_size()
        with closing(opened.get_textpage()) as text_page:
            lines = drawn_lines_of(glyphs_of(text_page))
        rectangles = _rectangles(lines, _sounded(words), len(_sounded(before)))
        return Sheet(width, height, tuple(_on_image(opened, rectangle) for rectangle in rectangles))


@contextmanager
def _page(data: bytes, page: int) -> Iterator[Any]:
    import pypdfium2

    with PDFIUM, closing(pypdfium2.PdfDocument(data)) as document:
        if not 1 <= page <= len(document):
            yield None
            return
        with closing(document[page - 1]) as opened:
            yield opened


def _sounded(text: str) -> str:
    return _UNSOUNDED.sub("", unicodedata.normalize("NFKC", text))


def _rectangles(lines: Sequence[DrawnLine], words: str, expected: int) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right and top of each run of glyphs that the words are drawn with."""
    letters = [
        (letter, drawn, number)
        for number, line in enumerate(lines)
        for character, drawn in line.characters
        for letter in _sounded(character)
    ]
    page = "".join(letter for letter, _, _ in letters)
    starts = [match.start() for match in regex.finditer(regex.escape(words), page, overlapped=True)] if words else []
    if not starts:
        return []
    place = bisect_left(starts, expected)
    start = min(starts[max(0, place - 1) : place + 1], key=lambda at: abs(at - expected))
    boxes: dict[int, list[tuple[float, float, float, float]]] = {}
    for _, drawn, number in letters[start : start + len(words)]:
        boxes.setdefault(number, []).extend(glyph.box for glyph in drawn)
    return [run for line in boxes.values() for run in _runs(line)]


def _runs(boxes: list[tuple[float, float, float, float]]) -> Iterator[tuple[float, float, float, float]]:
    """Boxes of one line, those that stand side by side as one."""
    left, bottom, right, top = min(boxes)
    for box in sorted(boxes):
        if box[0] - right > _SAME_RUN * (top - bottom):
            yield left, bottom, right, top
            left, bottom, right, top = box
        right, bottom, top = max(right, box[2]), min(bottom, box[1]), max(top, box[3])
    yield left, bottom, right, top


def _on_image(page: Any, rectangle: tuple[float, float, float, float]) -> Box:
    """Cropped and turned pages included."""
    from pypdfium2 import raw

    x, y = ctypes.c_int(), ctypes.c_int()

    def seen(at: tuple[float, float]) -> tuple[float, float]:
        raw.FPDF_PageToDevice(page, 0, 0, _UNITS, _UNITS, 0, *at, x, y)
        return x.value / _UNITS, y.value / _UNITS

    (x1, y1), (x2, y2) = seen(rectangle[:2]), seen(rectangle[2:])
    return Box(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))
