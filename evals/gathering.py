"""What a calibration reads: each question's passages, sentences and other accounts as the product finds them.

A passage or a sentence is right if it touches a span that the suite names or, where it names none, if it stands in an expected
document and holds a fact. No model is asked here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from assistant.accounts import other_accounts
from assistant.answering import EVIDENCE
from assistant.candidates import Candidate, Sentence, candidates, sentence_signals
from assistant.conflicts import cheap_features
from assistant.extracting import READ, SENTENCES
from assistant.questions import understand
from assistant.verification import Draft, Span
from evals.matching import contains
from evals.suite import Question, Suite
from evals.workbench import indexed
from index.records import Evidence
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
class Other:
    """A sentence of another document near to ``first``, which answers; whether it answers too.

    Attributes:
        pair: both, if it is clear whether they differ.
    """

    sentence: Sentence
    likeness: float
    right: bool
    pair: "Compared | None"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the passages that are read; of each, whether it is right, and its sentences nearest to the question.

    Attributes:
        others: beside the first right sentence, if one is read.
    """

    question: Question
    text: str
    candidates: tuple[Candidate, ...]
    right: tuple[bool, ...]
    choices: tuple[tuple[Choice, ...], ...]
    others: tuple[Other, ...]


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
    disputed = any(question.conflict for question in suite.questions)  # else nobody knows what other documents tell of it
    with indexed(documents, settings) as library:
        retriever = Retriever(library)
        for question in suite.questions:
            text = understand(question.question, question.history).text
            one = _Gathered(library, retriever, f"{suite.name}/{question.id}", question, text, retriever.search(text, EVIDENCE))
            asked.append(one.asked(disputed=disputed))
            compared += one.accounts()
    return asked, compared


@dataclass(frozen=True, slots=True)
class _Gathered:
    """One question over its suite's documents, with the passages found for it."""

    library: "Library"
    retriever: Retriever
    group: str
    question: Question
    text: str
    evidence: Sequence[Evidence]

    def asked(self, *, disputed: bool) -> Asked:
        read = tuple(candidates(self.library, self.text, self.evidence)[: sum(READ)])
        places = [item.evidence.passage for item in read]
        right = tuple(self._is_right(place.document, place.start, place.end) for place in places)
        choices = tuple(self._choices(item) for item in read)
        first = next((choice.sentence.span for told in choices for choice in told if choice.right), None)
        others = self._others(first) if disputed and first else ()
        return Asked(self.question, self.text, read, right, choices, tuple(others))

    def accounts(self) -> Iterator[Compared]:
        """Pairs of the question's spans of different documents, whose accounts are known to differ or to agree."""
        texts = {name: self.library.document(name).text for name in self.question.documents}
        spans = [(name, span) for span in self.question.spans for name in texts if span in texts[name]]
        for (one, first), (other, second) in combinations(spans, 2):
            pair = self._compared(first, second, answers=True) if one != other else None
            if pair is not None:
                yield pair

    def _others(self, first: Span) -> Iterator[Other]:
        told = frozenset({first.document})
        draft = Draft(first.text, first)
        for item in other_accounts(self.library, self.retriever, self.text, draft, told):
            span = item.sentence.span
            right = self._is_right(span.document, span.start, span.end)
            yield Other(item.sentence, item.likeness, right, self._compared(first.text, span.text, answers=right))

    def _choices(self, candidate: Candidate) -> tuple[Choice, ...]:
        told = zip(candidate.sentences, sentence_signals(self.retriever, self.text, candidate.sentences), strict=True)
        nearest = sorted(told, key=lambda row: -row[1]["nearness"])[:SENTENCES]
        spans = [item.span for item, _ in nearest]
        right = [self._is_right(span.document, span.start, span.end) for span in spans]
        return tuple(Choice(item, signals, ok) for (item, signals), ok in zip(nearest, right, strict=True))

    def _is_right(self, document: str, start: int, end: int) -> bool:
        if not self.question.answerable or document not in self.question.documents:
            return False
        text = self.library.document(document).text
        if not self.question.spans:
            return any(contains(text[start:end], alias) for group in self.question.facts for alias in group)
        places = [(at, at + len(span)) for span in self.question.spans if (at := text.find(span)) >= 0]
        return any(a < end and start < b for a, b in places)

    def _compared(self, first: str, second: str, *, answers: bool) -> Compared | None:
        """The pair, if it is clear whether its accounts differ; a second that does not answer differs from none."""
        conflict = self.question.conflict
        sides = [{n for n, account in enumerate(conflict) if _tells(span, account)} for span in (first, second)]
        if answers and conflict and any(len(side) != 1 for side in sides):
            return None
        differ = answers and bool(conflict) and sides[0] != sides[1]
        cheap = cheap_features(self.text, first, second, self.library.embedder)
        return Compared(self.group, self.text, first, second, cheap, differ)


def _tells(span: str, account: Sequence[str]) -> bool:
    return any(contains(span, alias) for alias in account)
