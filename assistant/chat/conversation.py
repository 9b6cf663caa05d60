"""What a person's page remembers: a tuple of turns. ``advance`` folds the events of an ask into the turn that they belong to."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from assistant.records import Answer, AskEvent, Citation, EvidenceFound, Finished, Outcome, Wording, Working
from index.errors import DossierError, Told
from index.records import Evidence

MAX_NOTE = 2000  # characters

LeftOut = frozenset[str]  # names of the documents that are not asked: so a new one is asked without further ado


class Phase(StrEnum):
    """How far a turn is."""

    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that went wrong, and what the person can do; ``values`` go into both (see ``index.errors.Told``)."""

    message: str
    hint: str = ""
    values: Mapping[str, str | Told] = field(default_factory=dict)

    @classmethod
    def of(cls, error: DossierError) -> "Notice":
        """The notice that an error makes."""
        return cls(error.told.text, error.advice.text, error.told.values)

    @property
    def told(self) -> Told:
        """What went wrong."""
        return Told(self.message, self.values)

    @property
    def advice(self) -> Told:
        """What the person can do."""
        return Told(self.hint, self.values)


class Verdict(StrEnum):
    """What a person thinks of an answer."""

    NONE = ""
    RIGHT = "right"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Opinion:
    """A person's verdict on one answer, and what they noted."""

    verdict: Verdict = Verdict.NONE
    note: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """One question with what is known of its answer.

    Attributes:
        text: the checked wording so far, with markers.
        citations: those that the wording so far carries.
        documents: names of those that were asked, unless all were.
        suggested: what could be asked instead, where the documents do not tell.
    """

    number: int
    question: str
    phase: Phase = Phase.WAITING
    evidence: tuple[Evidence, ...] = ()
    working: Working | None = None
    text: str = ""
    citations: tuple[Citation, ...] = ()
    answer: Answer | None = None
    notice: Notice | None = None
    opinion: Opinion = Opinion()
    documents: tuple[str, ...] = ()
    suggested: tuple[str, ...] = ()

    @property
    def running(self) -> bool:
        """Whether more is to come."""
        return self.phase in {Phase.WAITING, Phase.WORKING}

    @property
    def abstained(self) -> bool:
        """Whether the documents do not tell."""
        return self.answer is not None and self.answer.outcome is Outcome.ABSTAINED and bool(self.answer.evidence)

    @property
    def small_talk(self) -> bool:
        """Whether nothing was asked of the documents."""
        return self.answer is not None and self.answer.outcome is Outcome.ABSTAINED and not self.answer.evidence


Turns = tuple[Turn, ...]


def advance(turn: Turn, event: AskEvent) -> Turn:
    """The turn after one more event."""
    match event:
        case EvidenceFound():
            return replace(turn, phase=Phase.WORKING, evidence=event.evidence)
        case Working():
            return replace(turn, working=event)
        case Wording():
            known = {citation.number for citation in turn.citations}
            new = tuple(citation for citation in event.citations if citation.number not in known)
            return replace(turn, text=turn.text + event.text, citations=turn.citations + new)
        case Finished():
            answer = event.answer
            return replace(
                turn,
                phase=Phase.DONE,
                working=None,
                evidence=answer.evidence or turn.evidence,
                text=answer.text,
                citations=answer.citations,
                answer=answer,
            )


def history(turns: Turns) -> tuple[str, ...]:
    """The questions that have been answered, oldest first: what a next question may lean on."""
    return tuple(turn.question for turn in turns if turn.phase is Phase.DONE)


def stop(turn: Turn) -> Turn:
    """The turn as it stands when the person stops it."""
    return replace(turn, phase=Phase.STOPPED, working=None) if turn.running else turn


def fail(turn: Turn, notice: Notice) -> Turn:
    """The turn after an error; its evidence stays."""
    return replace(turn, phase=Phase.FAILED, working=None, notice=notice)
