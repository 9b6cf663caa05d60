"""Lines of a PDF page, from where its characters stand.

PDFium's own text is good for left-to-right lines only: of right-to-left ones it leaves some words in visual order, depending on
the program that wrote the file. So a line with Arabic or Hebrew letters is put in order by the positions of its characters,
which is what a reader sees, and then turned from visual into logical order.
"""

import statistics
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import regex

from index.readers import bidi

# Lengths in ems, that is, in font sizes.
_SPACE_GAP = 0.14  # narrower gaps are inside words
_MARKED_GAP = 0.3  # where the glyph before it includes a vowel mark, of which the advance is not known
_SAME_BASELINE = 0.1
_NEW_BASELINE = 0.6  # smaller shifts are super- and subscripts or vowel marks

_ENDS_OF_SENTENCES = (".", "!", "?", "؟", "،", ",", ":")


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character on the page. Lengths in points, ``x`` to the right and ``y`` upwards in the direction of the text.

    Attributes:
        x, y: origin: the left end of its baseline.
        left, right: of the box that it takes up (its advance); equal for spaces that PDFium made up.
        size: of the font, as drawn.
        ink: middle of what is drawn (of a vowel mark, the box says little).
        box: left, bottom, right and top on the page, whichever way the text runs.
    """

    character: str
    x: float
    y: float
    left: float
    right: float
    size: float
    ink: float
    box: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text in logical order, and where it stands."""

    text: str
    left: float
    right: float
    y: float
    size: float
    rtl: bool


Drawn = tuple[str, Sequence[Glyph]]  # a character, and what is drawn of it


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """The characters of a line in logical order, spaces among them, and its glyphs in the order of the file."""

    characters: list[Drawn]
    glyphs: list[Glyph]
    rtl: bool


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """Lines of a page in the order of the file, which is that of reading in all but odd files (columns stay apart)."""
    lines = [_line(line) for line in drawn_lines_of(glyphs)]
    return [line for line in lines if line.text]


def drawn_lines_of(glyphs: Iterable[Glyph]) -> list[DrawnLine]:
    """The same lines, each character with what is drawn of it."""
    grouped = [group for group in _same_baseline(glyphs) if any(not glyph.character.isspace() for glyph in group)]
    seen = [_visual(group) for group in grouped]
    page = "\n".join(map(_text, seen))
    if bidi.was_never_turned(page):
        return [DrawnLine(_shaped(line), group, rtl=False) for group, line in zip(grouped, seen, strict=True)]
    page_is_rtl = bidi.is_mostly_rtl(page, default=False)
    return [_turned_line(group, line, page_is_rtl) for group, line in zip(grouped, seen, strict=True)]


def _text(line: Sequence[Drawn]) -> str:
    return "".join(character for character, _ in line)


def _shaped(line: list[Drawn]) -> list[Drawn]:
    return [(shape, drawn) for shape, (_, drawn) in zip(bidi.true_shapes(_text(line)), line, strict=True)]


def _same_baseline(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Lines: neighbours in the file on one baseline. A mark goes with what follows it unless it is near the line before."""
    lines: list[list[Glyph]] = []
    baseline: Glyph | None = None
    for glyph in glyphs:
        if glyph.character in "\r\n":
            continue
        counts = not (_is_made_up(glyph) or _is_mark(glyph))
        limit = _NEW_BASELINE * max(glyph.size, baseline.size if baseline else 0)
        if not lines or (baseline and abs(glyph.y - baseline.y) > limit and not _is_made_up(glyph)):
            lines.append([])
            baseline = None
        lines[-1].append(glyph)
        if counts and (baseline is None or glyph.size > baseline.size):
            baseline = glyph
    return _reunited(lines)


def _reunited(pieces: list[list[Glyph]]) -> list[list[Glyph]]:
    """Lines of which PDFium has put a piece before the lines around it (as it does with right-to-left text) made whole."""
    lines: list[list[Glyph]] = []
    for piece in pieces:
        whole = next((line for line in reversed(lines[-3:]) if _are_one_line(line, piece)), None)
        if whole is None:
            lines.append(piece)
        else:
            whole += piece
    return lines


def _are_one_line(first: list[Glyph], second: list[Glyph]) -> bool:
    (left, right, y), (other_left, other_right, other_y) = _extent(first), _extent(second)
    gap = max(left, other_left) - min(right, other_right)
    return abs(y - other_y) < _SAME_BASELINE * first[0].size and -first[0].size < gap < first[0].size


def _extent(glyphs: list[Glyph]) -> tuple[float, float, float]:
    """Left end, right end and baseline."""
    letters = [glyph for glyph in glyphs if not (glyph.character.isspace() or _is_mark(glyph))] or glyphs
    y = statistics.median(glyph.y for glyph in letters)
    return min(glyph.left for glyph in letters), max(glyph.right for glyph in letters), y


def _turned_line(glyphs: list[Glyph], seen: list[Drawn], page_is_rtl: bool) -> DrawnLine:
    visual = _text(seen)
    if not bidi.has_rtl(visual):
        return DrawnLine(seen, glyphs, bidi.is_mostly_rtl(visual, default=page_is_rtl))
    starts_with_stop = page_is_rtl and visual.startswith(_ENDS_OF_SENTENCES)
    rtl = starts_with_stop or bidi.is_mostly_rtl(visual, default=page_is_rtl)
    return DrawnLine([(character, seen[place][1]) for place, character in bidi.ordered(visual, rtl=rtl)], glyphs, rtl)


def _line(line: DrawnLine) -> Line:
    left, right, y = _extent(line.glyphs)
    text = bidi.fold_presentation_forms(" ".join(_text(line.characters).split()))
    return Line(text, left, right, y, _size(line.glyphs), line.rtl)


def _size(glyphs: list[Glyph]) -> float:
    return max(glyph.size for glyph in glyphs if not glyph.character.isspace())


def _is_made_up(glyph: Glyph) -> bool:
    return glyph.left == glyph.right and glyph.character.isspace()


def _is_mark(glyph: Glyph) -> bool:
    return unicodedata.combining(glyph.character) != 0


def _visual(glyphs: list[Glyph]) -> list[Drawn]:
    """Characters from left to right, a space in every gap, each mark behind its letter (PDFium's own order where that is so)."""
    plain: list[Drawn] = [(glyph.character, (glyph,)) for glyph in glyphs]
    if not bidi.has_rtl(_text(plain)):
        return plain
    size = _size(glyphs)
    by_place = sorted((glyph for glyph in glyphs if not _is_made_up(glyph)), key=lambda glyph: glyph.x)
    drawn = [list(shared) for _, shared in groupby(by_place, key=lambda glyph: round(glyph.x, 2))]
    letters = [glyph for glyph in drawn if not all(map(_is_mark, glyph))]
    marks = [glyph for glyph in drawn if all(map(_is_mark, glyph))]
    marked: dict[int, str] = {}
    for mark in marks:
        nearest = min(range(len(letters)), key=lambda i: _distance(mark[0], letters[i]), default=0)
        marked[nearest] = marked.get(nearest, "") + "".join(part.character for part in mark)
    line: list[Drawn] = []
    for index, letter in enumerate(letters):
        if index and _is_gap(letters[index - 1], letter, size):
            line.append((" ", ()))
        characters = _in_visual_order("".join(part.character for part in letter)) + marked.get(index, "")
        line += [(character, letter) for character in characters]
    return line


def _is_gap(before: list[Glyph], letter: list[Glyph], size: float) -> bool:
    """A space between two glyphs: what they take up lies apart, and what is drawn of them does not overlap.

    Of a glyph that stands for a letter with its mark, only what is drawn is known.
    """
    edge = max(part.right for part in before)
    least = _MARKED_GAP if any(map(_is_mark, before)) else _SPACE_GAP
    ink = min(part.left for part in letter)
    start = ink if any(map(_is_mark, letter)) else letter[0].x
    return start - edge > least * size and ink > edge


def _distance(mark: Glyph, letter: list[Glyph]) -> float:
    if letter[0].character.isspace():
        return float("inf")
    return min(abs((part.left + part.right) / 2 - mark.ink) for part in letter)


def _in_visual_order(characters: str) -> str:
    """What one glyph stands for. PDFium gives ligatures either way; those that Unicode knows tell, others count as logical."""
    if len(characters) == 1 or not bidi.has_rtl(characters):
        return characters
    known = _known_ligatures()
    is_backwards = characters[::-1] in known and characters not in known
    return "".join(reversed(regex.findall(r"\X", characters[::-1] if is_backwards else characters)))


@lru_cache(maxsize=1)
def _known_ligatures() -> frozenset[str]:
    forms = [*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFD)]
    return frozenset(unicodedata.normalize("NFKC", chr(form)) for form in forms)
