"""Paragraphs of a PDF page, from its lines: a PDF says where lines stand, not which belong together."""

from itertools import pairwise

import regex

from index.readers import bidi
from index.readers.pdf_lines import Line

HYPHEN_AT_LINE_END = "\x02"  # PDFium's mark for one

# Lengths in ems, that is, in font sizes of the line.
_WIDE_STEP = 1.7  # from line to line: after a full stop this is a gap even if all lines stand so far apart
_INDENT = 3.5  # lines that begin this close together are of one column

_PARAGRAPH_GAP = 1.3  # times the distance of the lines around
_WORD_WIDTHS = 1.4  # words are up to so much wider than their share of the line
_RESIZED = 1.15  # times the other line's font size
_LIST_ITEM = regex.compile(r"(?:[-–—•▪◦●○■□*·]|\(?(?:\d{1,3}|[٠-٩]{1,3}|\p{L})[.)-])\s")


def paragraphs_of(lines: list[Line]) -> list[list[str]]:
    """Paragraphs, each as its lines: a line that was only wrapped is joined to the one before it."""
    steps = [before.y - line.y for before, line in pairwise(lines)]
    starts = [i for i in range(1, len(lines)) if _is_new_paragraph(lines[i - 1], lines[i], _pitch(steps, i - 1))]
    bounds = [0, *starts, len(lines)]
    return [_unwrapped(lines[start:end], lines) for start, end in pairwise(bounds) if end > start]


def _unwrapped(paragraph: list[Line], page: list[Line]) -> list[str]:
    texts = [paragraph[0].text]
    edge = _edge(paragraph[0], paragraph if len(paragraph) > 2 else page)
    for before, line in pairwise(paragraph):
        if not _is_wrapped(before, line, edge):
            texts.append(line.text)
        elif before.text.endswith(HYPHEN_AT_LINE_END):
            texts[-1] += line.text
        else:
            texts[-1] += f" {line.text}"
    return texts


def _edge(first: Line, lines: list[Line]) -> float:
    """Where the lines of a column end: the farthest end among those that begin about where ``first`` begins."""
    if first.rtl:
        return min(line.left for line in lines if line.rtl and abs(line.right - first.right) <= _INDENT * first.size)
    return max(line.right for line in lines if not line.rtl and abs(line.left - first.left) <= _INDENT * first.size)


def _pitch(steps: list[float], index: int) -> float:
    """Distance of two lines of one paragraph around step ``index``: the smaller of the neighbouring steps."""
    neighbours = [step for step in steps[max(0, index - 1) : index + 2] if step > 0]
    return min(neighbours, default=0.0)


def _is_new_paragraph(before: Line, line: Line, pitch: float) -> bool:
    if before.text.endswith(HYPHEN_AT_LINE_END):
        return False
    if max(line.size, before.size) > _RESIZED * min(line.size, before.size):
        return True
    step = before.y - line.y
    unfinished = _is_unfinished(before.text)
    if step <= 0 or line.right < before.left or line.left > before.right:  # the next column, or the next cell
        return not (unfinished and _goes_on(line.text))
    return step > _PARAGRAPH_GAP * pitch or (step > _WIDE_STEP * before.size and not unfinished)


def _is_wrapped(before: Line, line: Line, edge: float) -> bool:
    """The line was broken because the next word did not fit any more."""
    if _LIST_ITEM.match(line.text):
        return False
    word = line.text.split(maxsplit=1)[0]
    needed = (line.right - line.left) * (len(word) + 1) / max(1, len(line.text))
    room = (before.left - edge) if before.rtl else (edge - before.right)
    return room < _WORD_WIDTHS * needed or before.text.endswith(HYPHEN_AT_LINE_END)


def _is_unfinished(text: str) -> bool:
    return text[-1:] not in '.!?؟…:;"”»'


def _goes_on(text: str) -> bool:
    return text[:1].islower() or bidi.has_rtl(text[:1])


def mend_hyphens(texts: list[str]) -> list[str]:
    """Words broken at line ends are made whole. The hyphen stays where one of ``texts`` has the word with it inside a line, and
    before what is not a small letter.
    """
    written = {word.lower() for text in texts for word in regex.findall(r"\w+-\w+", text)}

    def mended(match: regex.Match[str]) -> str:
        first, second = match.groups()
        hyphenated = f"{first}-{second}"
        return hyphenated if not second[:1].islower() or hyphenated.lower() in written else first + second

    return [regex.sub(rf"(\w*){HYPHEN_AT_LINE_END}(\w*)", mended, text) for text in texts]
