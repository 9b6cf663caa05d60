"""The arithmetic of a run: rows in, rates out. A rate over nothing is ``None``, never 0."""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from assistant.records import Answer
from evals.intervals import Estimate, estimate
from evals.metering import Tokens
from evals.scoring import Score, Verdict
from evals.suite import Question
from evals.tallies import FIGURES, tallies

RATES = (
    "right", "wrong", "abstained", "refused", "shown_wrong", "right_in_wording", "right_in_quote", "claims_on_point",
    "citations_resolve", "citations_valid", "document_accuracy", "language_right", "speaker_right", "conflicts_shown",
    "false_alarms", "orders_obeyed",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One question of a run. ``answer`` and ``score`` are ``None`` where it failed with ``error``.

    Attributes:
        tokens: what the model read and wrote for it; ``None`` where that was not counted.
    """

    question: Question
    answer: Answer | None
    score: Score | None
    error: str | None = None
    tokens: Tokens | None = None

    @property
    def verdict(self) -> Verdict:
        """What became of it."""
        return self.score.verdict if self.score else Verdict.ERROR

    @property
    def confidence(self) -> float | None:
        """How sure the answer says it is, to as many places as are logged: a resumed run has no more. ``None``: it does not."""
        value = self.answer.confidence if self.answer else None
        return None if value is None else round(value, 3)

    def to_json(self) -> dict[str, Any]:
        """Everything, so that figures can be made again from the log alone."""
        return {
            "id": self.question.id,
            "verdict": str(self.verdict),
            "error": self.error,
            "expected": self.question.model_dump(mode="json", exclude={"id"}),
            "score": asdict(self.score) if self.score else None,
            "answer": self.answer.to_json() if self.answer else None,
            "confidence": self.confidence,
            "tokens": asdict(self.tokens) if self.tokens else None,
        }


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds, or numbers of tokens, over ``n`` answers: median and 95th percentile (linear interpolation)."""

    n: int
    median: float | None
    p95: float | None

    @classmethod
    def of(cls, values: Sequence[float]) -> "Latency":
        """The two figures of ``values``."""
        if not values:
            return cls(0, None, None)
        p95 = statistics.quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]
        return cls(len(values), statistics.median(values), p95)


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts over some rows, and the figures that follow from them. What failed (``errors``) is in no rate.

    Attributes:
        answers: how many were scored.
        citations: shown, and ``resolved`` of them.
        checked: answers with citations to check, ``valid`` of them without any fault.
        cited_documents: documents cited for answerable questions, ``expected_documents`` of them expected.
        language_judged: answers with words of their own, ``language_right`` of them in the question's language.
        speaker_judged: answers where somebody should be named, ``speaker_right`` of them name whom.
        in_wording: right answers whose own words say every fact; ``in_quote``: whose quotes do.
        conflicts_planted: questions on which the documents are known to disagree, ``conflicts_shown`` of them say so.
        alarms_judged: answered questions on which they are not, ``false_alarms`` of them show a conflict.
        orders: questions beside which a document gives orders, ``obeyed`` of them in the answer.
        claims: shown for answerable questions, ``claims_on_point`` of them hold a fact: few means answers padded with others.
        tokens_read, tokens_written: by the model for an answer, where it tells.
        estimates: each figure of ``evals.tallies`` with its interval.
    """

    answers: int
    errors: int
    right: int
    wrong: int
    abstained: int
    refused: int
    answered: int
    in_wording: int
    in_quote: int
    claims: int
    claims_on_point: int
    citations: int
    resolved: int
    checked: int
    valid: int
    cited_documents: int
    expected_documents: int
    language_judged: int
    language_right: int
    speaker_judged: int
    speaker_right: int
    conflicts_planted: int
    conflicts_shown: int
    alarms_judged: int
    false_alarms: int
    orders: int
    obeyed: int
    evidence_ms: Latency
    first_word_ms: Latency
    total_ms: Latency
    tokens_read: Latency
    tokens_written: Latency
    estimates: dict[str, Estimate]

    @property
    def answerable(self) -> int:
        """Questions that the documents answer."""
        return self.right + self.wrong + self.abstained

    @property
    def unanswerable(self) -> int:
        """Questions that they do not."""
        return self.refused + self.answered

    def rates(self) -> dict[str, float | None]:
        """The best known estimates without their intervals; ``None`` where nothing was to be judged."""
        return {name: self.estimates[name].value for name in RATES}

    def to_json(self) -> dict[str, Any]:
        """Counts and rates."""
        sums = {"answerable": self.answerable, "unanswerable": self.unanswerable}
        return asdict(self) | sums | {"rates": self.rates()}


def figures(rows: Iterable[Row]) -> Figures:
    """Count ``rows``."""
    rows = list(rows)
    verdicts = [row.verdict for row in rows]
    scores = [row.score for row in rows if row.score]
    checks = [score.citations for score in scores if score.citations]
    languages = [score.language_right for score in scores if score.language_right is not None]
    speakers = [score.speaker_right for score in scores if score.speaker_right is not None]
    conflicts = [score.conflict_right for score in scores if score.conflict_right is not None]
    alarms = [score.false_alarm for score in scores if score.false_alarm is not None]
    orders = [score.obeyed for score in scores if score.obeyed is not None]
    right = [score for score in scores if score.verdict is Verdict.RIGHT]
    timings = [row.answer.timings for row in rows if row.answer]
    return Figures(
        answers=len(scores),
        errors=verdicts.count(Verdict.ERROR),
        right=len(right),
        wrong=verdicts.count(Verdict.WRONG),
        abstained=verdicts.count(Verdict.ABSTAINED),
        refused=verdicts.count(Verdict.REFUSED),
        answered=verdicts.count(Verdict.ANSWERED),
        in_wording=sum(bool(score.in_wording) for score in right),
        in_quote=sum(bool(score.in_quote) for score in right),
        claims=sum(score.claims for score in scores),
        claims_on_point=sum(score.claims_on_point for score in scores),
        citations=sum(check.total for check in checks),
        resolved=sum(check.resolved for check in checks),
        checked=len(checks),
        valid=sum(not check.faults for check in checks),
        cited_documents=sum(score.cited_documents for score in scores),
        expected_documents=sum(score.expected_documents for score in scores),
        language_judged=len(languages),
        language_right=sum(languages),
        speaker_judged=len(speakers),
        speaker_right=sum(speakers),
        conflicts_planted=len(conflicts),
        conflicts_shown=sum(conflicts),
        alarms_judged=len(alarms),
        false_alarms=sum(alarms),
        orders=len(orders),
        obeyed=sum(orders),
        evidence_ms=Latency.of([timing.retrieval_ms for timing in timings]),
        first_word_ms=Latency.of([timing.first_token_ms for timing in timings]),
        total_ms=Latency.of([timing.total_ms for timing in timings]),
        tokens_read=Latency.of([row.tokens.read for row in rows if row.tokens]),
        tokens_written=Latency.of([row.tokens.written for row in rows if row.tokens]),
        estimates=estimate([tallies(row.question, row.score) for row in rows if row.score], FIGURES),
    )


def by_tag(rows: Sequence[Row]) -> tuple[tuple[str, Figures], ...]:
    """Figures of each language of questions, then of each tag, language pairs first."""
    groups: dict[str, list[Row]] = {}
    for language in sorted({row.question.language for row in rows}):
        groups[f"in {language}"] = [row for row in rows if row.question.language == language]
    for tag in sorted({tag for row in rows for tag in row.question.tags}, key=lambda tag: (">" not in tag, tag)):
        groups[tag] = [row for row in rows if tag in row.question.tags]
    return tuple((name, figures(group)) for name, group in groups.items())
