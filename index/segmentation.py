"""Sentences as spans of a text, for English and Arabic alike.

Of the libraries, pysbd cuts Arabic at every colon and after titles and is several times slower; Punkt knows no Arabic. So:
first the lines tell where a sentence must end (blank lines, list items, paragraphs), then the stops inside each of these blocks
are looked at one by one (``index.abbreviations``), and what is still too long is cut at clause marks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import regex

from index.abbreviations import AMBIGUOUS, BEFORE_NUMBERS, NEVER_LAST, NOT_AFTER_TIMES, OPEN_LISTS, STARTERS, TIMES

MAX_WORDS = 120
_MAX_CHARACTERS = 1200

_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"\S+")
_LIST_ITEM = regex.compile(r"\s*(?:[-–—•▪◦●○■□*·‣]|\(?(?:\d{1,3}|[٠-٩]{1,3}|[a-zA-Z]|[ivx]{1,4}|[أ-ي])[.)-])\s")
_CELLS = re.compile(r" \| |\t")

_ARABIC = r"\p{sc=Arabic}"
_STOP = regex.compile(
    rf"(?P<stop>[.!?…؟۔]+)(?P<closers>(?:[\"'”’»)\]}}]|\[\d{{1,3}}\])*)(?=\s|\Z)"
    r"|(?P<stop>[。！？]+)(?P<closers>[」』”）]*)"
    rf"|(?<={_ARABIC}{{3}})(?P<stop>[.!؟۔]+)(?P<closers>[\"”»)]*)(?=[\"“«(]?{_ARABIC}{{2}})",  # no space after the stop
)
_TOKEN_BEFORE = regex.compile(r"[\w.&'’-]*\Z")
_NEXT_WORD = regex.compile(r"\s*(?P<opening>[\"'“‘«(\[]*)(?P<word>\w*)")
_STRONG_MARK = (";", "؛", ":", "—", "–", "|")
_WEAK_MARK = (",", "،", ")", "”", "»")


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Spans of the sentences of ``text[start:end]``, as offsets into ``text``.

    In order, not overlapping, without whitespace at their ends; together they cover everything that is no whitespace. None has
    more than about ``MAX_WORDS`` words. Pass the whole document with ``start`` and ``end`` rather than a piece of it: whether its
    lines are hard-wrapped shows only in the whole.
    """
    spans: list[tuple[int, int]] = []
    for block_start, block_end in _blocks(text, start, len(text) if end is None else end):
        for sentence in _in_block(text, block_start, block_end):
            spans += _short_enough(text, *sentence)
    return spans


# --- Lines: where a sentence ends whatever its words are ---


def _blocks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Stretches of lines that belong together; within one, a line break is no more than a space."""
    width = _wrap_width(text)
    from_line, to_line = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    opened = from_line
    before: re.Match[str] | None = None
    for line in _LINE.finditer(text, from_line, to_line if to_line >= 0 else len(text)):
        if not line.group().strip():
            continue
        follows = before is not None and line.start() == before.end() + 1
        if before is not None and not (follows and _is_continued(before.group(), line.group(), width)):
            yield max(opened, start), min(before.end(), end)
            opened = line.start()
        before = line
    if before is not None:
        yield max(opened, start), min(before.end(), end)


def _is_continued(before: str, line: str, width: int) -> bool:
    """Whether the line break between the two is only a wrap."""
    if _LIST_ITEM.match(line) or _CELLS.search(line):
        return False
    if width:
        return len(before.rstrip()) + 1 + len(_first_word(line)) > width
    return len(before) >= 40 and _ends_open(before) and line.lstrip()[:1].islower()


@lru_cache(maxsize=8)
def _wrap_width(text: str) -> int:
    """Width at which the lines of a text are wrapped, 0 if each line is a paragraph of its own.

    In wrapped text a line is broken when its next word would go beyond the width, so for nearly each pair of lines the first
    has no room for the first word of the second. Paragraphs and headings end anywhere.
    """
    lines = [line.rstrip() for line in text.split("\n")]
    pairs = [(a, b.lstrip()) for a, b in pairwise(lines) if a and b.strip() and not (_LIST_ITEM.match(b) or _CELLS.search(a + b))]
    lengths = sorted(len(a) for a, _ in pairs)
    width = lengths[len(lengths) * 98 // 100] if lengths else 0
    if len(pairs) < 4 or not 40 <= width <= 140:
        return 0
    full = [(a, b) for a, b in pairs if len(a) + 1 + len(_first_word(b)) > width]
    cased = [b for _, b in full if b[0].isupper() or b[0].islower()]
    goes_on = sum(b[0].islower() for b in cased) >= 0.4 * len(cased)
    stays_open = sum(_ends_open(a) for a, _ in full) >= 0.6 * len(full)
    return width if len(full) >= 0.6 * len(pairs) and goes_on and stays_open else 0


def _first_word(line: str) -> str:
    return line.split(maxsplit=1)[0]


def _ends_open(line: str) -> bool:
    return line.rstrip().rstrip("\"'”’»)]")[-1:] not in (".", "!", "?", "؟", "…", ":", "۔")


# --- Stops: where a sentence ends inside a block ---


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A stop that may end a sentence: what stands before and after it."""

    token: str
    stop: str
    closers: str
    opening: str
    following: str
    is_first: bool  # nothing but the token stands before it in its block


def _in_block(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans between the stops that end a sentence. What has no letter or digit (a stray quote) goes with the sentence before."""
    opened = start
    pending: tuple[int, int] | None = None
    cuts = [match.end() for match in _STOP.finditer(text, start, end) if _ends_sentence(_candidate(text, match, start, end))]
    for cut in [*cuts, end]:
        span = _trimmed(text, opened, cut)
        opened = cut
        if span is None:
            continue
        if pending is not None and not regex.search(r"\w", text, pos=span[0], endpos=span[1]):
            pending = (pending[0], span[1])
            continue
        if pending is not None:
            yield pending
        pending = span
    if pending is not None:
        yield pending


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    bare = piece.strip()
    if not bare:
        return None
    start += len(piece) - len(piece.lstrip())
    return start, start + len(bare)


def _candidate(text: str, match: regex.Match[str], start: int, end: int) -> _Candidate:
    position = match.start()
    before = text[max(start, position - 32) : position]
    word = _TOKEN_BEFORE.search(before)
    token = word.group() if word else ""
    is_first = position - start <= 32 and not before[: len(before) - len(token)].strip(" \t([")
    following = _NEXT_WORD.match(text, match.end(), end)
    opening, next_word = following.group("opening", "word") if following else ("", "")
    return _Candidate(token.lstrip("'’-"), match["stop"], match["closers"], opening, next_word, is_first)


def _ends_sentence(at: _Candidate) -> bool:
    if not (at.following or at.opening):
        return True
    goes_on = at.following[:1].islower()
    if at.closers and goes_on:  # "Go!" he said
        return False
    if at.stop[-1] in "!?؟۔。！？":
        return True
    if at.stop != ".":  # dots of hesitation
        return at.following[:1].isupper()
    if at.is_first and (at.token.isdecimal() or len(at.token) == 1):  # the number of a list item
        return False
    return _ends_after_lower(at) if goes_on else _ends_after_other(at)


def _ends_after_lower(at: _Candidate) -> bool:
    """Before a small letter a stop ends a sentence (carelessly written) unless what it follows looks abbreviated."""
    token = at.token.lower()
    known = token in NEVER_LAST or token in BEFORE_NUMBERS or token in AMBIGUOUS or token in OPEN_LISTS
    return not (known or len(token) < 2 or "." in token or (at.token[0].isupper() and len(token) <= 4))


def _ends_after_other(at: _Candidate) -> bool:
    """Before a capital, a digit, or a letter of a script without capitals."""
    token, following = at.token.lower(), at.following.lower()
    if token in NEVER_LAST:
        return False
    if token in BEFORE_NUMBERS:
        return not following[:1].isdigit()
    if token in TIMES:
        return following not in NOT_AFTER_TIMES
    if token in AMBIGUOUS or "." in token or (len(token) == 1 and token.isalpha()):  # initials, U.S., the Arabic د. and أ.د.
        return following in STARTERS
    return True


# --- Length ---


def _short_enough(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span itself, or pieces of nearly equal length, cut after clause marks where there are any."""
    words = [piece for word in _WORD.finditer(text, start, end) for piece in _pieces_of_word(*word.span())]
    while len(words) > MAX_WORDS or words[-1][1] - words[0][0] > _MAX_CHARACTERS:
        cut = _cut(text, words)
        yield words[0][0], words[cut - 1][1]
        words = words[cut:]
    yield words[0][0], words[-1][1]


def _pieces_of_word(start: int, end: int) -> Iterator[tuple[int, int]]:
    """A run without spaces may be a whole page (Chinese, encoded data)."""
    for position in range(start, end, _MAX_CHARACTERS // 2):
        yield position, min(end, position + _MAX_CHARACTERS // 2)


def _cut(text: str, words: list[tuple[int, int]]) -> int:
    """How many words the first piece takes."""
    most = next((i for i, word in enumerate(words) if i == MAX_WORDS or word[1] - words[0][0] > _MAX_CHARACTERS), len(words))
    pieces = -(-len(words) // most)
    ideal = -(-len(words) // pieces)
    near = range(min(most, ideal + ideal // 4), ideal // 2, -1)
    for marks in (_STRONG_MARK, _WEAK_MARK):
        for count in near:
            if text[words[count - 1][0] : words[count - 1][1]].endswith(marks):
                return count
    return max(1, min(most, ideal))
