"""What is to be read for the questions of labelled affairs: the sentences that the product would read, with their labels."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.answering import EVIDENCE
from assistant.candidates import Sentence, candidates
from assistant.extracting import READ
from assistant.premises import nearest_sentences
from assistant.questions import understand
from evals.premises.affairs import Affair, Question
from evals.workbench import indexed
from index.retrieval import Retriever

if TYPE_CHECKING:
    from index.config import IndexSettings
    from index.library import Library

OTHERS = 3  # one in so many of the questions that rest on no false premise


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence that is read for a question (its number), and how near it is; whether it shows the question to be mistaken."""

    number: int
    affair: str
    question: Question
    text: str
    sentence: Sentence
    nearness: float
    corrects: bool


def gather(affairs: Sequence[Affair], settings: "IndexSettings") -> list[Read]:
    """The sentences nearest to every question about a false premise, and to some of the others; no model is asked."""
    read: list[Read] = []
    for affair in affairs:
        documents = {document.name: document.text.encode() for document in affair.documents}
        with indexed(documents, settings) as library:
            retriever = Retriever(library)
            for question in _chosen(affair):
                number = read[-1].number + 1 if read else 0
                read += _of_question(library, retriever, affair, question, number)
    return read


def _chosen(affair: Affair) -> Iterator[Question]:
    others = 0
    for question in affair.questions:
        others += question.kind != "false-premise"
        if question.kind == "false-premise" or others % OTHERS == 0:
            yield question


def _of_question(library: "Library", retriever: Retriever, affair: Affair, question: Question, number: int) -> Iterator[Read]:
    text = understand(question.ask).text
    passages = candidates(library, text, retriever.search(text, EVIDENCE))[: sum(READ)]
    places = {id_: _place(library, document.name, told.text) for id_, (document, told) in affair.sentences().items()}
    for sentence, _, nearness in nearest_sentences(retriever, text, passages):
        span = sentence.span
        there = {id_ for id_, (name, a, b) in places.items() if name == span.document and a < span.end and span.start < b}
        corrects = not there.isdisjoint(question.corrects)
        yield Read(number, affair.affair, question, text, sentence, nearness, corrects)


def _place(library: "Library", document: str, told: str) -> tuple[str, int, int]:
    start = library.document(document).text.index(told)
    return document, start, start + len(told)
