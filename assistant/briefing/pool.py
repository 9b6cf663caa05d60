"""The sentences that a briefing is chosen from: the best of each document, on one scale for all languages.

Memory is bounded whatever the number of documents: at most ``MOST`` sentences are held, each document giving its share.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.briefing.centrality import lexrank
from assistant.briefing.digest import Digest, Told
from assistant.verification import Span
from index.embedding import Vectors
from index.neutral import neutral_mean
from index.records import Document

MOST = 2400
_FEWEST = 6  # of each document
_PRIOR = 20  # neutral sentences that a language's mean begins with (``index.retrieval``)
_LONG = 60  # words


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the pool. ``date`` is its document's."""

    document: str
    date: str
    text: str
    told: Told

    @property
    def span(self) -> Span:
        """Its place."""
        return Span(self.document, self.told.start, self.told.end, self.text, self.told.language)

    @property
    def speaker(self) -> str | None:
        """Who says it; ``None``: the document."""
        return self.told.speaker.name if self.told.speaker else None


@dataclass(frozen=True, slots=True)
class Pool:
    """Attributes:
    unit: centred unit vectors, shape ``(len(sentences), dimension)``.
    weights: how much each matters to the whole, greatest about 1.
    """

    sentences: tuple[Sentence, ...]
    unit: Vectors
    weights: tuple[float, ...]


Read = tuple[Document, Digest, Vectors]
Ranges = Mapping[str, Sequence[tuple[int, int]]]


def gather(
    read: Iterable[Read],
    documents: int,
    neutral: Mapping[str, Vectors],
    within: Ranges | None = None,
    topic: Vectors | None = None,
) -> Pool:
    """Choose from the documents as they are read, one at a time.

    Args:
        documents: how many there are.
        within: with a topic, the stretches of each document that bear on it; sentences outside are left out.
        topic: its vector as a passage without its language's neutral mean, shape ``(dimension,)``.
    """
    share = max(_FEWEST, MOST // max(1, documents))
    held: list[tuple[float, Sentence, Vectors]] = []
    sums: dict[str, tuple[Vectors, int]] = {}
    for document, digest, vectors in read:
        own: list[tuple[float, Sentence, Vectors]] = []
        for told, vector in zip(digest.told, vectors, strict=True):
            total, count = sums.get(told.language, (np.zeros_like(vector), 0))
            sums[told.language] = (total + vector, count + 1)
            if within is None or _inside(told, within.get(document.name, ())):
                sentence = Sentence(document.name, digest.date, document.text[told.start : told.end], told)
                own.append((_promise(told), sentence, vector))
        own.sort(key=lambda entry: -entry[0])
        held += own[:share]
    held = sorted(held, key=lambda entry: -entry[0])[:MOST]
    held.sort(key=lambda entry: (entry[1].document, entry[1].told.start))
    sentences = tuple(sentence for _, sentence, _ in held)
    unit = _centred(sentences, [vector for _, _, vector in held], sums, neutral)
    return Pool(sentences, unit, _weights(sentences, unit, topic))


def _inside(told: Told, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(start <= told.start and told.end <= end + 1 for start, end in ranges)


def _promise(told: Told) -> float:
    """What it may be wanted for: besides being central, figures, moments and open questions have sections of their own."""
    return told.salience * (1 + 0.3 * bool(told.figures) + 0.2 * bool(told.whens) + 0.4 * told.open)


def _centred(
    sentences: Sequence[Sentence],
    vectors: Sequence[Vectors],
    sums: Mapping[str, tuple[Vectors, int]],
    neutral: Mapping[str, Vectors],
) -> Vectors:
    if not sentences:
        return np.zeros((0, 1), dtype=np.float32)
    means = {
        language: (total + _PRIOR * neutral_mean(neutral, language)) / (count + _PRIOR)
        for language, (total, count) in sums.items()
    }
    centred = np.stack([vector - means[s.told.language] for s, vector in zip(sentences, vectors, strict=True)])
    return np.asarray(centred / np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-6), dtype=np.float32)


def _weights(sentences: Sequence[Sentence], unit: Vectors, topic: Vectors | None) -> tuple[float, ...]:
    """Central in the whole and in its document, and near the topic; less where it leans on another, asks, or is very long."""
    if not sentences:
        return ()
    ranks = lexrank(unit)
    top = max(float(ranks.max()), 1e-9)
    near = np.ones(len(sentences))
    if topic is not None:
        near = 0.2 + np.maximum(unit @ topic / max(float(np.linalg.norm(topic)), 1e-6), 0)
    return tuple(
        (0.5 * float(rank) / top + 0.5 * sentence.told.salience) * _form(sentence) * float(nearness)
        for rank, sentence, nearness in zip(ranks, sentences, near, strict=True)
    )


def _form(sentence: Sentence) -> float:
    form = 0.5 if sentence.told.leans else 1.0
    if sentence.text.rstrip("\"'”’»)").endswith(("?", "؟")):
        form *= 0.3
    words = len(sentence.text.split())
    return form * (1.0 if 8 <= words <= _LONG else 0.6)
