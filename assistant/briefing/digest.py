"""What a briefing needs to know of one document. Made once for each text and kept (``assistant.briefing.cache``).

    text → whole sentences → speaker, moments, figures, names, what is left open → vectors → salience in the document

A sentence that gives orders to its reader, a heading, a caption or a fragment of a list is no part of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from assistant.attribution import issuer
from assistant.briefing.centrality import lead, lexrank
from assistant.briefing.moments import When, document_date, moments
from assistant.briefing.signs import denies, is_boilerplate, leans, leaves_open, negates, publisher, rejoins
from assistant.names import names
from assistant.quantities import AMOUNTS, Quantity, quantities
from assistant.sheet import attributed
from assistant.verification import Draft, Span, quotable
from index.embedding import Embedder, Vectors
from index.language import dominant_language
from index.records import Document
from index.segmentation import sentences

FORMAT = 7
"""Part of the key under which digests are kept: raised with every change of what they hold."""

_FEWEST = 5  # words of a sentence worth quoting
_STOPS = (".", "!", "؟", "?", "…", "۔", "。")
_CLOSERS = "\"'”’»)]}"


@dataclass(frozen=True, slots=True)
class NamedSpeaker:
    """Who says a sentence, and where in the document the name stands."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in Latin script; offsets in the sentence."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence that may be quoted: ``document.text[start:end]``. Offsets of what it holds count from ``start``.

    Attributes:
        salience: how central it is in its document, 0 to 1 (``assistant.briefing.centrality``).
        leans: whether it cannot be understood without the sentence before.
        open: whether it says that something is not known, not confirmed or not answered.
        negates: whether it denies, or says of something that it is not so; ``denies``: the former alone.
        rejoins: whether it denies what the sentence before it says.
    """

    start: int
    end: int
    language: str
    speaker: NamedSpeaker | None
    whens: tuple[When, ...]
    quantities: tuple[Quantity, ...]
    names: tuple[Mention, ...]
    salience: float
    leans: bool
    open: bool
    negates: bool
    denies: bool
    rejoins: bool

    @property
    def figures(self) -> tuple[Quantity, ...]:
        """Its numbers, shares and sums; no moments, years or ordinals."""
        return tuple(quantity for quantity in self.quantities if quantity.kind in AMOUNTS)


@dataclass(frozen=True, slots=True)
class Digest:
    """Attributes:
    date: ISO 8601 of the document's own date; empty where it tells none.
    publisher: as the text names it; may be empty.
    title: the file's, or its first line.
    """

    language: str
    date: str
    publisher: str
    title: str
    told: tuple[Told, ...]


def make_digest(document: Document, embedder: Embedder, neutral: Vectors) -> tuple[Digest, Vectors]:
    """Digest one document.

    Args:
        neutral: the embedder's neutral mean of the document's language.

    Returns:
        The digest, and the vectors of its sentences, shape ``(len(told), dimension)``.
    """
    text = document.text
    written = document_date(text)
    spans = list(_quotable(document))
    vectors = embedder.passages([text[start:end] for start, end in spans])
    weights = _salience(spans, vectors, neutral)
    told = tuple(_told(document, span, written, weight) for span, weight in zip(spans, weights, strict=True))
    by = issuer(text, document.language)
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return (
        Digest(
            document.language,
            written.isoformat() if written else "",
            publisher(text) or (by.name if by else ""),
            document.content.title or (first if len(first.split()) <= 25 else ""),
            told,
        ),
        vectors,
    )


def _quotable(document: Document) -> Iterator[tuple[int, int]]:
    """Whole sentences, each once. One that the source goes on with in lower case is no end."""
    text = document.text
    joined: list[tuple[int, int]] = []
    for start, end in sentences(text):
        goes_on = text[start].islower() and joined and "\n" not in text[joined[-1][1] : start]
        if goes_on:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    seen: set[str] = set()
    for start, end in joined:
        words = text[start:end]
        language = dominant_language(words, document.language)
        span = Span(document.name, start, end, words, language)
        if words in seen or not _is_sentence(words) or is_boilerplate(words) or not quotable(span, document):
            continue
        seen.add(words)
        draft, _ = attributed(Draft(words, span), document)
        yield draft.span.start, draft.span.end


def _is_sentence(words: str) -> bool:
    return len(words.split()) >= _FEWEST and words.rstrip(_CLOSERS).endswith(_STOPS) and "[…]" not in words


def _salience(spans: Sequence[tuple[int, int]], vectors: Vectors, neutral: Vectors) -> list[float]:
    if not spans:
        return []
    own = (vectors.sum(axis=0) + 20 * neutral) / (len(vectors) + 20)
    centred = vectors - own
    centred /= np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-6)
    ranks = lexrank(centred)
    return [float(rank) * lead(place) for place, rank in enumerate(ranks / max(float(ranks.max()), 1e-6))]


def _told(document: Document, span: tuple[int, int], written: date | None, weight: float) -> Told:
    start, end = span
    words = document.text[start:end]
    language = dominant_language(words, document.language)
    _, said_by = attributed(Draft(words, Span(document.name, start, end, words, language)), document)
    return Told(
        start,
        end,
        language,
        NamedSpeaker(said_by.name, said_by.start, said_by.end) if said_by else None,
        moments(words, written),
        quantities(words),
        tuple(Mention(name.text, name.start, name.end) for name in names(words)),
        weight,
        leans(words),
        leaves_open(words),
        negates(words),
        denies(words),
        rejoins(words),
    )
