"""What drafting gives: a draft with the passage that it was found in, or word that nothing is likely enough to answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from assistant.candidates import Candidate, candidates
from assistant.verification import Draft
from index.library import Library
from index.records import Evidence


@dataclass(frozen=True, slots=True)
class Found:
    """A draft, the probability that it answers, and the passage that it was found in.

    Attributes:
        corrects: it does not answer; the probability is that it shows the question to take for granted what is not so.
    """

    draft: Draft
    probability: float
    evidence: Evidence
    corrects: bool = False


@dataclass(frozen=True, slots=True)
class Untold:
    """Nothing is likely enough to answer ``question``.

    Attributes:
        passages: those that were read, likeliest first.
        against: of what seemed to answer, what rather shows the question to be mistaken.
    """

    question: str
    passages: tuple[Candidate, ...]
    against: tuple[Found, ...] = ()

    @classmethod
    def of(cls, library: Library, question: str, evidence: Sequence[Evidence]) -> Self:
        """For a model that reads no passage by itself: in the order of ``evidence``."""
        return cls(question, tuple(candidates(library, question, evidence)))
