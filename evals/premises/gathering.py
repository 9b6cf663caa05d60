"""What is read to learn what shows a question to be mistaken: sentences that the product would read, with their labels.

Labelled affairs have questions with false premises, and others. Sentences that are read for the tuning suites' questions come to
them: without many that answer, a probe takes what is told of the very thing asked for what is told against the question.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Self

from assistant.answering import EVIDENCE
from assistant.candidates import Sentence, candidates
from assistant.extracting import READ
from assistant.premises import is_read, nearest_sentences
from assistant.questions import understand
from evals.gathering import Asked, Choice
from evals.premises.affairs import Affair, Question
from evals.workbench import indexed
from index.retrieval import Retriever

if TYPE_CHECKING:
    from index.config import IndexSettings
    from index.library import Library

OTHERS = 3  # one in so many of the questions that rest on no false premise


class Rests(Enum):
    """What a question rests on: the documents answer it, they show it to be mistaken, or they do neither."""

    TOLD = auto()
    MISTAKEN = auto()
    UNTOLD = auto()

    @classmethod
    def of(cls, *, told: bool, mistaken: bool) -> Self:
        """By what is known of it."""
        if told:
            return cls.TOLD
        return cls.MISTAKEN if mistaken else cls.UNTOLD


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence that is read for a question; whether it shows the question to be mistaken.

    Attributes:
        group: an affair, or a question of a suite: nothing is fitted on what it is judged by.
        nearness: as ``Retriever.nearness``.
        shown: whether the product would read it, and so may show it; from the others is learned too.
    """

    group: str
    question: str
    rests: Rests
    sentence: Sentence
    nearness: float
    shown: bool
    corrects: bool


def of_affairs(affairs: Sequence[Affair], settings: "IndexSettings") -> list[Read]:
    """The sentences nearest to every question about a false premise, and to some of the others; no model is asked."""
    read: list[Read] = []
    for affair in affairs:
        documents = {document.name: document.text.encode() for document in affair.documents}
        with indexed(documents, settings) as library:
            retriever = Retriever(library)
            for question in _chosen(affair):
                read += _of_question(library, retriever, affair, question)
    return read


def of_suites(asked: Sequence[Asked], told: Sequence[tuple[int, Choice]]) -> list[Read]:
    """Sentences that are read for the questions of suites anyway, each with the number of its question."""
    read: list[Read] = []
    nearer = sorted(told, key=lambda row: -row[1].signals["nearness"])
    places: Counter[int] = Counter()
    for number, choice in nearer:
        question = asked[number].question
        shown = is_read(asked[number].text, places[number], choice.sentence)
        places[number] += 1
        rests = Rests.of(told=question.answerable, mistaken=bool(question.corrects))
        nearness, corrects = choice.signals["nearness"], question.is_corrected_by(choice.sentence.span.text)
        read.append(Read(str(number), asked[number].text, rests, choice.sentence, nearness, shown, corrects))
    return read


def _chosen(affair: Affair) -> Iterator[Question]:
    others = 0
    for question in affair.questions:
        others += question.kind != "false-premise"
        if question.kind == "false-premise" or others % OTHERS == 0:
            yield question


def _of_question(library: "Library", retriever: Retriever, affair: Affair, question: Question) -> Iterator[Read]:
    text = understand(question.ask).text
    rests = Rests.of(told=bool(question.answers), mistaken=bool(question.corrects))
    passages = candidates(library, text, retriever.search(text, EVIDENCE))[: sum(READ)]
    places = {id_: _place(library, document.name, told.text) for id_, (document, told) in affair.sentences().items()}
    for place, (sentence, _, nearness) in enumerate(nearest_sentences(retriever, text, passages)):
        span = sentence.span
        there = {id_ for id_, (name, a, b) in places.items() if name == span.document and a < span.end and span.start < b}
        corrects = not there.isdisjoint(question.corrects)
        yield Read(affair.affair, text, rests, sentence, nearness, is_read(text, place, sentence), corrects)


def _place(library: "Library", document: str, told: str) -> tuple[str, int, int]:
    start = library.document(document).text.index(told)
    return document, start, start + len(told)
