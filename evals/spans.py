"""Where a suite's spans stand in the documents as indexed, and whether a passage or a citation holds one."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from assistant.records import Citation
from evals.matching import occurrences
from evals.suite import Question

ENOUGH = 0.5  # of the shorter of the two must be common: a neighbour's last words do not count as found


class Place(NamedTuple):
    """A stretch of a document: ``text[start:end]``."""

    document: str
    start: int
    end: int


Spots = tuple[tuple[Place, ...], ...]
"""For each span, everywhere it stands: holding it in one place is holding it."""


def spots(question: Question, texts: Mapping[str, str]) -> Spots:
    """Where the spans of ``question`` stand in its documents. Empty if one stands nowhere, for then too little is known."""
    found = tuple(tuple(_places(span, question.documents, texts)) for span in question.spans)
    return found if all(found) else ()


def holds(place: Place, spot: Iterable[Place]) -> bool:
    """Whether ``place`` and some place of a span have half of the shorter one in common."""
    return any(_common(place, other) >= ENOUGH for other in spot)


def resolves(citation: Citation, texts: Mapping[str, str]) -> bool:
    """Whether the cited document has exactly the quoted words at that place."""
    start, end, text = citation.start, citation.end, texts.get(citation.document, "")
    return bool(citation.quote) and 0 <= start < end <= len(text) and text[start:end] == citation.quote


def _places(span: str, documents: Iterable[str], texts: Mapping[str, str]) -> Iterator[Place]:
    for document in documents:
        for start in occurrences(texts.get(document, ""), span):
            yield Place(document, start, start + len(span))


def _common(a: Place, b: Place) -> float:
    if a.document != b.document:
        return 0.0
    common = min(a.end, b.end) - max(a.start, b.start)
    return common / max(1, min(a.end - a.start, b.end - b.start))
