"""A document as units of reporting: sentences, those inside one quotation kept together, cut into tokens."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from assistant.attribution.records import Span
from assistant.quantities.tokens import fold
from index.segmentation import sentences

_LONGEST = 3000  # characters of a unit: a quotation that goes on longer has its later sentences as units of their own
_PAIRS = {"“": "”", "«": "»", "„": "“", "‹": "›"}
_TOKEN = regex.compile(
    r"\p{N}+(?:[.,٫٬]\p{N}+)+|n['’]t\b|['’](?:s|ve|d|re|ll)\b|\p{L}\.(?:\p{L}\.)+"
    r"|[\p{L}\p{N}][\p{L}\p{M}\p{N}ـ]*?(?=n['’]t\b)"
    r"|[\p{L}\p{N}][\p{L}\p{M}\p{N}ـ]*(?:[-\u2011’'](?!(?:s|ve|d|re|ll)\b)[\p{L}\p{N}][\p{L}\p{M}\p{N}ـ]*)*|[^\s\p{M}]"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign; a whole quotation is one token, ``quoted``, its marks included."""

    text: str
    key: str
    start: int
    end: int
    quoted: bool = False

    @property
    def word(self) -> bool:
        """Whether it is a word or a number."""
        return not self.quoted and self.text[0].isalnum()

    @property
    def capital(self) -> bool:
        """Whether it looks like a part of a name: "Smith", "al-Qaim"."""
        return regex.match(r"(?:a[lnrstdz]|el|d|l)[-’']\p{Lu}|\p{Lu}", self.text) is not None


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, or several that one quotation holds together."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    paragraph: int


def quotations(text: str) -> list[Span]:
    """Outermost quotations with their marks, in order.

    A quotation that a paragraph leaves open ends with it, as newspapers do where the speech goes on. Straight marks pair
    up within a paragraph.
    """
    found: list[Span] = []
    for start, end in _paragraphs(text):
        found.extend(_quotations_in(text, start, end))
    return found


def _paragraphs(text: str) -> Iterator[Span]:
    for match in regex.finditer(r"[^\n]+", text):
        yield match.span()


def _quotations_in(text: str, start: int, end: int) -> Iterator[Span]:
    i = start
    while i < end:
        closing = _PAIRS.get(text[i]) or ('"' if text[i] == '"' else None)
        if closing is None:
            i += 1
            continue
        close = text.find(closing, i + 1, end)
        if closing == "”" and close < 0:
            close = text.find('"', i + 1, end)
        if close < 0 and text[i] == '"':  # an odd straight mark: inches, or speech that goes on
            close = end if not text[start:i].strip() else -1
        elif close < 0:
            close = end
        if close < 0:
            i += 1
            continue
        stop = min(close + 1, end)
        yield i, stop
        i = stop


@lru_cache(maxsize=8)
def units(text: str) -> tuple[Unit, ...]:
    """The units of the whole document, in order."""
    quoted = quotations(text)
    merged: list[Span] = []
    for start, end in sentences(text, 0, len(text)):
        if merged and end - merged[-1][0] <= _LONGEST and _is_inside(quoted, start):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    breaks = [match.start() for match in regex.finditer(r"\n", text)]
    return tuple(Unit(start, end, tuple(cut(text, start, end, quoted)), bisect_left(breaks, start)) for start, end in merged)


def _is_inside(quoted: Sequence[Span], place: int) -> bool:
    before = bisect_left(quoted, place, key=lambda span: span[0]) - 1
    return before >= 0 and place < quoted[before][1] - 1


def inside(text: str, unit: Unit) -> Iterator[Unit]:
    """The sentences inside the quotations of ``unit``, as units of their own: people quote each other."""
    for token in unit.tokens:
        if not token.quoted or token.end - token.start < 20:
            continue
        inner = token.start + 1, token.end - (text[token.end - 1] in '”»"›')
        for start, end in sentences(text, *inner):
            nested = [(a, b) for a, b in quotations(text[start:end])]
            yield Unit(start, end, tuple(cut(text, start, end, [(a + start, b + start) for a, b in nested])), unit.paragraph)


def cut(text: str, start: int, end: int, quoted: Sequence[Span]) -> Iterator[Token]:
    """Tokens of ``text[start:end]``, quotations whole."""
    place = start
    first = bisect_right(quoted, start, key=lambda span: span[1])
    for q_start, q_end in quoted[first : bisect_left(quoted, end, key=lambda span: span[0])]:
        yield from _plain(text, place, q_start)
        yield Token(text[q_start:q_end], '"', max(q_start, start), min(q_end, end), quoted=True)
        place = q_end
    yield from _plain(text, place, end)


def _plain(text: str, start: int, end: int) -> Iterator[Token]:
    for match in _TOKEN.finditer(text, start, max(start, end)):
        yield Token(match.group(), fold(match.group()).replace("’", "'"), *match.span())
