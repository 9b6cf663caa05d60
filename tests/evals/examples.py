"""Answers written by hand, and a system that gives them."""

from collections.abc import Mapping, Sequence

from assistant.records import Answer, Citation, Claim, Outcome, Timings
from evals.suite import Question

TEXTS = {
    "en.txt": "The fire began at dawn. Mayor Lind said 21 houses burned.",
    "ar.txt": "اندلع الحريق فجراً. وقالت البلدية إن ٢١ منزلاً احترقت.",
}


def cited(text: str, *quotes: tuple[str, str], speaker: str | None = None, language: str = "en", ms: float = 100) -> Answer:
    """An answer of one claim, with a marker for each of ``quotes`` (document and words)."""
    citations = tuple(
        Citation(n, name, start := TEXTS[name].index(quote), start + len(quote), quote, name[:2])
        for n, (name, quote) in enumerate(quotes, start=1)
    )
    numbers = tuple(citation.number for citation in citations)
    shown = text + "".join(f" [{n}]" for n in numbers)
    claim = Claim(text, speaker, numbers, verbatim=False)
    timings = Timings(ms / 10, ms / 2, ms)
    return Answer("?", language, Outcome.ANSWERED, shown, (claim,), citations, (), (), "scripted", timings)


def abstention(text: str = "The documents do not tell.", language: str = "en", ms: float = 100) -> Answer:
    """An answer that says that there is none."""
    return Answer("?", language, Outcome.ABSTAINED, text, (), (), (), (), "scripted", Timings(ms / 10, ms / 2, ms))


def question(**changes: object) -> Question:
    """How many houses burned? The English text tells."""
    known: dict[str, object] = {
        "id": "houses",
        "question": "How many houses burned?",
        "language": "en",
        "expect": "answered",
        "facts": (("21", "twenty-one"),),
        "documents": ("en.txt",),
        "tags": ("en>en",),
    }
    return Question.model_validate(known | changes)


def unanswerable(**changes: object) -> Question:
    """Something that no text tells."""
    nothing: dict[str, object] = {"id": "cost", "question": "What did it cost?", "expect": "abstained"}
    return question(**(nothing | {"facts": (), "documents": (), "tags": ("missing",)} | changes))


class ScriptedSystem:
    """Gives the answer written for each question; raises where that is an exception."""

    def __init__(self, script: Mapping[str, Answer | Exception]) -> None:
        self.script = script
        self.asked: list[str] = []
        self.histories: list[Sequence[str]] = []

    def answer(self, question: str, history: Sequence[str] = ()) -> Answer:
        self.asked.append(question)
        self.histories.append(history)
        answer = self.script[question]
        if isinstance(answer, Exception):
            raise answer
        return answer
