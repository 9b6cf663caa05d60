"""How long an answer takes: asked for the first time, and asked again."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from assistant.records import Timings
from evals.figures import Latency
from evals.running import Answers


@dataclass(frozen=True, slots=True)
class LatencyRow:
    """One question: ``cold`` the first time it is asked, ``warm`` asked again at once."""

    question: str
    cold: Timings
    warm: Timings


@dataclass(frozen=True, slots=True)
class LatencySummary:
    """Medians and 95th percentiles over the questions, in milliseconds."""

    evidence: Latency
    first_word: Latency
    total: Latency

    @classmethod
    def of(cls, timings: Sequence[Timings]) -> "LatencySummary":
        """The figures of ``timings``."""
        return cls(
            Latency.of([t.retrieval_ms for t in timings]),
            Latency.of([t.first_token_ms for t in timings]),
            Latency.of([t.total_ms for t in timings]),
        )


@dataclass(frozen=True, slots=True)
class LatencyTable:
    """All rows and what they come to. The first row's ``cold`` is also the first ask after the model was loaded."""

    rows: tuple[LatencyRow, ...]
    cold: LatencySummary
    warm: LatencySummary

    def to_json(self) -> dict[str, Any]:
        """The table as written to disk."""
        return asdict(self)


def measure_latency(
    questions: Sequence[str], system: Answers, on_result: Callable[[LatencyRow], None] | None = None
) -> LatencyTable:
    """Ask each of ``questions`` twice in a row. ``system`` should be freshly loaded, or the first row is not cold."""
    rows: list[LatencyRow] = []
    for question in questions:
        row = LatencyRow(question, system.answer(question).timings, system.answer(question).timings)
        rows.append(row)
        if on_result:
            on_result(row)
    return LatencyTable(
        tuple(rows),
        LatencySummary.of([row.cold for row in rows]),
        LatencySummary.of([row.warm for row in rows]),
    )
