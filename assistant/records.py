"""The records of the ask flow, and the events that it yields while it works."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from index.records import Evidence


class Outcome(StrEnum):
    """How an ask ended."""

    ANSWERED = "answered"
    ABSTAINED = "abstained"


@dataclass(frozen=True, slots=True)
class Citation:
    """A span of a document. ``quote`` is exactly ``document.text[start:end]``."""

    number: int
    document: str
    start: int
    end: int
    quote: str
    language: str

    def to_json(self) -> dict[str, Any]:
        """The contract's form."""
        return {
            "number": self.number,
            "document": self.document,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "language": self.language,
        }


@dataclass(frozen=True, slots=True)
class Claim:
    """One checked statement of an answer.

    Attributes:
        text: the statement as shown, without markers.
        speaker: whom the source names as saying it, in the source's words; ``None`` where the document speaks itself.
        citations: numbers of the citations that it rests on; never empty.
        verbatim: ``True`` where ``text`` is the cited words themselves.
        gloss: what a foreign quote says, in the language of the question: a checked machine translation, or its figures.
        confidence: probability, by the model's calibration, that its passage answers; ``None`` for models without one.
        corrects: it is no answer, but may show that the question takes for granted what is not so; ``confidence`` is of that.
    """

    text: str
    speaker: str | None
    citations: tuple[int, ...]
    verbatim: bool = True
    gloss: str | None = None
    confidence: float | None = None
    corrects: bool = False

    def to_json(self) -> dict[str, Any]:
        """The contract's form."""
        return {
            "text": self.text,
            "speaker": self.speaker,
            "citations": list(self.citations),
            "verbatim": self.verbatim,
            "gloss": self.gloss,
            "confidence": None if self.confidence is None else round(self.confidence, 3),
            "corrects": self.corrects,
        }


@dataclass(frozen=True, slots=True)
class Conflict:
    """Accounts that differ on one point, side by side, none of them taken for the right one.

    Attributes:
        topic: the question on which they differ.
        accounts: two or more; claims of the answer, whose citations are among the answer's.
    """

    topic: str
    accounts: tuple[Claim, ...]

    def to_json(self) -> dict[str, Any]:
        """The contract's form."""
        return {"topic": self.topic, "accounts": [account.to_json() for account in self.accounts]}


@dataclass(frozen=True, slots=True)
class Nearest:
    """A passage that comes near to a question which the documents do not answer, and the sentence of it that comes nearest.

    It is no answer. ``start`` and ``end`` are the sentence's, in the document.
    """

    evidence: Evidence
    start: int
    end: int

    @property
    def sentence(self) -> str:
        """Its words."""
        passage = self.evidence.passage
        return passage.text[self.start - passage.start : self.end - passage.start]

    def to_json(self) -> dict[str, Any]:
        """As a citation, without a number: nothing rests on it."""
        return {
            "document": self.evidence.passage.document,
            "start": self.start,
            "end": self.end,
            "quote": self.sentence,
            "language": self.evidence.passage.language,
        }


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds since the question was asked. ``first_token_ms`` is when the first word of the wording could be shown."""

    retrieval_ms: float
    first_token_ms: float
    total_ms: float

    def to_json(self) -> dict[str, float]:
        """The contract's form."""
        return {
            "retrieval_ms": round(self.retrieval_ms, 1),
            "first_token_ms": round(self.first_token_ms, 1),
            "total_ms": round(self.total_ms, 1),
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """What the assistant says to one question. ``text`` carries the markers ``[1]``, ``[2]`` of ``citations``.

    Small talk is an abstention without evidence: nothing was asked of the documents.

    Attributes:
        claims: of an abstention only such as correct the question.
        nearest: where the documents do not tell, what comes nearest, best first.
    """

    question: str
    language: str
    outcome: Outcome
    text: str
    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    conflicts: tuple[Conflict, ...]
    evidence: tuple[Evidence, ...]
    model: str
    timings: Timings
    nearest: tuple[Nearest, ...] = ()

    @property
    def confidence(self) -> float | None:
        """Of the likeliest claim that answers."""
        known = [claim.confidence for claim in self.claims if claim.confidence is not None and not claim.corrects]
        return max(known, default=None)

    def to_json(self) -> dict[str, Any]:
        """The contract's form (``dossier ask --json``)."""
        return {
            "question": self.question,
            "language": self.language,
            "outcome": str(self.outcome),
            "answer": self.text,
            "claims": [claim.to_json() for claim in self.claims],
            "citations": [citation.to_json() for citation in self.citations],
            "conflicts": [conflict.to_json() for conflict in self.conflicts],
            "evidence": [evidence.to_json() for evidence in self.evidence],
            "nearest": [nearest.to_json() for nearest in self.nearest],
            "confidence": None if self.confidence is None else round(self.confidence, 3),
            "model": self.model,
            "timings": self.timings.to_json(),
        }


@dataclass(frozen=True, slots=True)
class EvidenceFound:
    """First event of an ask: the passages, before any model has spoken."""

    evidence: tuple[Evidence, ...]
    retrieval_ms: float


@dataclass(frozen=True, slots=True)
class Working:
    """What the assistant is doing now; ``done`` of ``total`` steps."""

    step: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Wording:
    """Checked words of the answer, to be added to what is already shown. May carry citation markers."""

    text: str
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Finished:
    """Last event of an ask. ``answer.text`` is all the wording joined; conflicts and glosses are complete only here."""

    answer: Answer


AskEvent = EvidenceFound | Working | Wording | Finished
