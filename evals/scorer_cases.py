"""Answers labelled by hand, on which the scorers are measured. ``evals/scorers/cases.yaml`` shows the format and its rules."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from assistant.records import Answer, Citation, Claim, Outcome, Timings
from evals.located_yaml import read_yaml
from evals.suite import Question
from index.errors import SuiteError
from index.language import dominant_language

CASES = Path(__file__).parent / "scorers" / "cases.yaml"
_HINT = "Correct the file; its head explains the format."

Label = Literal["right", "partly", "wrong", "abstained"]


class Case(BaseModel):
    """One labelled answer.

    Attributes:
        question: id of the question that it answers.
        kind: what is particular about it; a line of the table.
        says: its own words.
        quotes: by document, the exact words that it cites.
        abstains: whether the system itself calls it an abstention.
        label, supported, language, named: what a reader says of it; ``None``: not to be judged.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    question: str
    kind: str
    says: str
    quotes: dict[str, str] = Field(default_factory=dict)
    abstains: bool = False
    label: Label
    supported: bool | None = None
    language: bool | None = None
    named: bool | None = None


class _Known(BaseModel):
    """A question as written; the rest of ``evals.suite.Question`` follows."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    question: str
    language: str
    documents: tuple[str, ...] = ()
    facts: tuple[tuple[str, ...], ...] = ()
    speaker: tuple[str, ...] = ()


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    documents: dict[str, str]
    questions: dict[str, _Known]
    cases: Annotated[tuple[Case, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        ids = [case.id for case in self.cases]
        for case in self.cases:
            if ids.count(case.id) > 1:
                raise ValueError(f"the id {case.id!r} stands twice")
            if case.question not in self.questions:
                raise ValueError(f"{case.id}: there is no question {case.question!r}")
            for document, quote in case.quotes.items():
                if quote not in self.documents.get(document, ""):
                    raise ValueError(f"{case.id}: these words do not stand in {document}: {quote!r}")
        return self


@dataclass(frozen=True)
class ScorerCases:
    """All cases, with the questions and the documents that they are about."""

    cases: tuple[Case, ...]
    texts: dict[str, str]
    known: dict[str, dict[str, Any]]

    @cached_property
    def questions(self) -> dict[str, Question]:
        """By id, as a suite has them."""
        return {
            id_: Question.model_validate({"id": id_, "expect": "answered" if known["facts"] else "abstained"} | known)
            for id_, known in self.known.items()
        }

    def answer(self, case: Case) -> Answer:
        """The answer as a system would give it: one claim that cites all quotes."""
        citations = tuple(
            Citation(n, name, start := self.texts[name].index(quote), start + len(quote), quote, dominant_language(quote))
            for n, (name, quote) in enumerate(case.quotes.items(), start=1)
        )
        numbers = tuple(citation.number for citation in citations)
        text = " ".join([case.says, *(f"[{number}]" for number in numbers)])
        claims = () if case.abstains else (Claim(case.says, None, numbers, verbatim=False),)
        outcome = Outcome.ABSTAINED if case.abstains else Outcome.ANSWERED
        question = self.questions[case.question]
        return Answer(question.question, question.language, outcome, text, claims, citations, (), (), "by hand", Timings(0, 0, 0))


def load_cases(path: Path = CASES) -> ScorerCases:
    """Read and check the cases.

    Raises:
        SuiteError: the file cannot be read or breaks the format; with file and line.
    """
    source = read_yaml(path)
    try:
        written = _File.model_validate(source.data)
        found = ScorerCases(
            written.cases, written.documents, {id_: known.model_dump() for id_, known in written.questions.items()}
        )
        _ = found.questions
    except ValidationError as exc:
        fault = exc.errors()[0]
        where = ".".join(map(str, fault["loc"]))
        message = fault["msg"].removeprefix("Value error, ")
        raise SuiteError(f"{path}:{source.line(fault['loc'])}: {where}{': ' if where else ''}{message}.", _HINT) from exc
    return found
