"""What a calibration reads: each question's passages and sentences as the product finds them, and its pairs of accounts.

A passage or a sentence is right if it touches a span that the suite names or, where it names none, if it stands in an expected
document and holds a fact. No model is asked here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from assistant.answering import EVIDENCE
from assistant.candidates import Candidate, Sentence, candidates, sentence_signals
from assistant.conflicts import cheap_features
from assistant.extracting import READ, SENTENCES
from assistant.questions import understand
from evals.matching import contains
from evals.suite import Question, Suite
from evals.workbench import indexed
from index.retrieval import Retriever

if TYPE_CHECKING:
    from index.config import IndexSettings
    from index.library import Library


@dataclass(frozen=True, slots=True)
class Choice:
    """A sentence that may be shown, with its ``SENTENCE_SIGNALS``; whether it is right."""

    sentence: Sentence
    signals: dict[str, float]
    right: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the passages that are read; of each, whether it is right, and its sentences nearest to the question."""

    question: Question
    text: str
    candidates: tuple[Candidate, ...]
    right: tuple[bool, ...]
    choices: tuple[tuple[Choice, ...], ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """Two sentences that answer one question, with their cheap features; whether their accounts differ."""

    group: str
    question: str
    first: str
    second: str
    cheap: dict[str, float]
    differ: bool


def gather(suite: Suite, settings: "IndexSettings") -> tuple[list[Asked], list[Compared]]:
    """What is to be read for every question of ``suite``, and its pairs of accounts; no model is asked."""
    asked: list[Asked] = []
    compared: list[Compared] = []
    documents = {name: path.read_bytes() for name, path in suite.paths()}
    with indexed(documents, settings) as library:
        retriever = Retriever(library)
        for question in suite.questions:
            text = understand(question.question, question.history).text
            evidence = retriever.search(text, EVIDENCE)
            asked.append(_asked(library, retriever, question, text, candidates(library, text, evidence)))
            compared += _accounts(f"{suite.name}/{question.id}", question, text, library)
    return asked, compared


def _asked(library: "Library", retriever: Retriever, question: Question, text: str, found: Sequence[Candidate]) -> Asked:
    read = tuple(found[: sum(READ)])
    places = [item.evidence.passage for item in read]
    right = tuple(_is_right(question, library, place.document, place.start, place.end) for place in places)
    return Asked(question, text, read, right, tuple(_choices(library, retriever, question, text, item) for item in read))


def _choices(library: "Library", retriever: Retriever, question: Question, text: str, candidate: Candidate) -> tuple[Choice, ...]:
    told = zip(candidate.sentences, sentence_signals(retriever, text, candidate.sentences), strict=True)
    nearest = sorted(told, key=lambda row: -row[1]["nearness"])[:SENTENCES]
    spans = [item.span for item, _ in nearest]
    right = [_is_right(question, library, span.document, span.start, span.end) for span in spans]
    return tuple(Choice(item, signals, ok) for (item, signals), ok in zip(nearest, right, strict=True))


def _is_right(question: Question, library: "Library", document: str, start: int, end: int) -> bool:
    if not question.answerable or document not in question.documents:
        return False
    text = library.document(document).text
    if not question.spans:
        return any(contains(text[start:end], alias) for group in question.facts for alias in group)
    places = [(at, at + len(span)) for span in question.spans if (at := text.find(span)) >= 0]
    return any(a < end and start < b for a, b in places)


def _accounts(group: str, question: Question, text: str, library: "Library") -> Iterator[Compared]:
    """Pairs of the question's spans of different documents, whose accounts are known to differ or to agree."""
    texts = {name: library.document(name).text for name in question.documents}
    spans = [(name, span) for span in question.spans for name in texts if span in texts[name]]
    for (one, first), (other, second) in combinations(spans, 2):
        sides = [{n for n, account in enumerate(question.conflict) if _tells(span, account)} for span in (first, second)]
        clear = not question.conflict or all(len(side) == 1 for side in sides)
        if one != other and clear:
            cheap = cheap_features(text, first, second, library.embedder)
            yield Compared(group, text, first, second, cheap, differ=bool(question.conflict) and sides[0] != sides[1])


def _tells(span: str, account: Sequence[str]) -> bool:
    return any(contains(span, alias) for alias in account)
