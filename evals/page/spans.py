"""Texts cut for display: which words of a passage were cited or expected, what of an answer is marker, quote or wording."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from assistant.chat.citing import quotes_in
from assistant.chat.markup import direction, language_direction
from assistant.records import Citation
from evals.matching import occurrences

_MARKER = regex.compile(r"(\[\d+\])")
_OPENING, _CLOSING = '[“«"]', '[”»"]'


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of a passage.

    Attributes:
        numbers: of the citations that rest on it, and ``ends`` of those that end with it.
        expected: whether the suite names these words.
    """

    text: str
    numbers: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    expected: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of an answer: a marker (``number``), a quote with its language, or wording."""

    text: str
    number: int | None = None
    language: str | None = None
    direction: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an answer in its direction."""

    direction: str
    pieces: tuple[Piece, ...]


def stretches(text: str, start: int, citations: Iterable[Citation], expected: Sequence[str]) -> tuple[Stretch, ...]:
    """A passage that begins at ``start`` of its document, cut where cited or expected words begin and end.

    The stretches joined are exactly ``text``. ``citations`` are those of the passage's document.
    """
    size = len(text)
    cited = [(max(c.start - start, 0), min(c.end - start, size), c.number) for c in citations]
    cited = [(a, b, number) for a, b, number in cited if a < b]
    known = [(at, at + len(words)) for words in expected for at in occurrences(text, words)]
    edges = {0, size} | {edge for a, b, *_ in (*cited, *known) for edge in (a, b)}
    return tuple(
        Stretch(
            text[a:b],
            tuple(number for x, y, number in cited if x <= a and b <= y),
            tuple(number for _, y, number in cited if y == b),
            any(x <= a and b <= y for x, y in known),
        )
        for a, b in pairwise(sorted(edges))
    )


def lines(text: str, citations: Sequence[Citation], language: str) -> tuple[Line, ...]:
    """An answer or a claim as shown, line by line, each in the direction of its own words; quotes keep theirs."""
    return tuple(_line(line, citations, language) for line in text.splitlines() if line.strip())


def _line(line: str, citations: Sequence[Citation], language: str) -> Line:
    pieces = tuple(_pieces(line, citations))
    own = "".join(piece.text for piece in pieces if piece.language is None)
    return Line(direction(own, direction(line, language_direction(language))), pieces)


def _pieces(line: str, citations: Sequence[Citation]) -> Iterable[Piece]:
    quotes = quotes_in(line, citations)
    # With its quotation marks: in a line of the other direction they would change sides.
    pattern = f"({_OPENING}?(?:{'|'.join(map(regex.escape, quotes))}){_CLOSING}?)" if quotes else None
    for place, part in enumerate(regex.split(pattern, line) if pattern else [line]):
        if place % 2:
            cited = next(citation for quote, citation in quotes.items() if quote in part)
            yield Piece(part, language=cited.language, direction=direction(part, language_direction(cited.language)))
        else:
            yield from _marked(part, citations)


def _marked(text: str, citations: Sequence[Citation]) -> Iterable[Piece]:
    known = {f"[{citation.number}]": citation.number for citation in citations}
    for part in filter(None, _MARKER.split(text)):
        yield Piece(part, number=known.get(part))
