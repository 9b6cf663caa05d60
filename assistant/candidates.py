"""The passages that may answer a question, their sentences, and what can be told of both before any model reads them.

standing    the passage's retrieval score, less the mean of the passages found: its height depends on the library's size
lexical     how many of the question's words it shares, against the other passages of its language
strangers   the share of the names in the question that the passage does not name, in whichever script
kind        1 where it holds the kind of thing asked for (a number, a moment), -1 where it does not, 0 if any will do
party       1 where it is said by somebody whom the question names, -1 where the question names another speaker, else 0
nearness    how near a sentence is to the question, as a z-score among the passages of its language
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.attribution import speaker
from assistant.names import mentions, names, unsupported_names
from assistant.orders import is_order, without_orders
from assistant.questions import Wanted, holds, wanted
from assistant.verification import Span
from index.library import Library
from index.records import Evidence
from index.retrieval import Retriever
from index.segmentation import sentences

PASSAGE_SIGNALS = ("standing", "lexical", "strangers", "kind", "party")
SENTENCE_SIGNALS = ("nearness", "kind", "party")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that may be quoted; ``speaker`` as the document names it, ``party`` where a question is held against it."""

    span: Span
    speaker: str | None
    party: float = 0.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may answer, with the sentences of it that may be quoted: all but headings and orders to the reader.

    Attributes:
        text: what is read of it: all but orders.
        signals: all of ``PASSAGE_SIGNALS``.
    """

    evidence: Evidence
    text: str
    sentences: tuple[Sentence, ...]
    signals: dict[str, float]


def quotable(library: Library, item: Evidence) -> list[Sentence]:
    """The sentences of a passage that may be quoted, in their order."""
    return [Sentence(span, _speaker(library, span)) for span in _spans(library, item)]


def candidates(library: Library, question: str, evidence: Sequence[Evidence]) -> list[Candidate]:
    """The passages of ``evidence``, in its order, that have a sentence that may be quoted."""
    passages = [quotable(library, item) for item in evidence]
    speakers = {one.speaker for passage in passages for one in passage if one.speaker is not None}
    asked = {name for name in speakers if mentions(question, name)}
    mean = sum(item.score for item in evidence) / max(1, len(evidence))
    found: list[Candidate] = []
    for item, passage in zip(evidence, passages, strict=True):
        told = tuple(replace(one, party=_party(one.speaker, asked)) for one in passage)
        if told:
            whole = library.document(item.passage.document).text
            text = without_orders(whole, item.passage.start, item.passage.end)
            found.append(Candidate(item, text, told, _passage_signals(question, text, item, told, mean)))
    return found


def _passage_signals(question: str, text: str, item: Evidence, told: Sequence[Sentence], mean: float) -> dict[str, float]:
    known = names(question)
    return {
        "standing": item.score - mean,
        "lexical": item.signals.get("lexical", 0.0),
        "strangers": len(unsupported_names(question, text)) / len(known) if known else 0.0,
        "kind": _kind(question, text),
        "party": max((sentence.party for sentence in told if sentence.party), default=0.0),
    }


def sentence_signals(retriever: Retriever, question: str, told: Sequence[Sentence]) -> list[dict[str, float]]:
    """All of ``SENTENCE_SIGNALS`` for each sentence."""
    near = retriever.nearness(question, [(sentence.span.language, sentence.span.text) for sentence in told])
    return [
        {"nearness": nearness, "kind": _kind(question, sentence.span.text), "party": sentence.party}
        for sentence, nearness in zip(told, near, strict=True)
    ]


def _spans(library: Library, item: Evidence) -> list[Span]:
    passage = item.passage
    text = library.document(passage.document).text
    spans = [span for span in sentences(text, passage.start, passage.end) if text[slice(*span)].lstrip("# ") != passage.heading]
    return [Span(passage.document, a, b, text[a:b], passage.language) for a, b in spans if not is_order(text, a, b)]


def _speaker(library: Library, span: Span) -> str | None:
    said_by = speaker(library.document(span.document).text, span.start, span.end, span.language)
    return said_by.name if said_by else None


def _kind(question: str, text: str) -> float:
    kind = wanted(question)
    if kind is Wanted.OTHER:
        return 0.0
    return 1.0 if holds(kind, text) else -1.0


def _party(said_by: str | None, asked: set[str]) -> float:
    if not asked or said_by is None:
        return 0.0
    return 1.0 if said_by in asked else -1.0
