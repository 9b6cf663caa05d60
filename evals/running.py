"""Running a suite: question → answer → score → row, one at a time, each handed on as soon as it is there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, Self

from assistant.records import Answer
from evals.figures import Figures, Row, by_tag, figures
from evals.intervals import METHOD
from evals.metering import Metered
from evals.scoring import Texts, score
from evals.spread import spread_json
from evals.suite import Question, Suite
from evals.support import Judge
from index.errors import ModelError

PATIENCE = 3  # questions in a row that fail with the model: then it is gone, and the others would fail as well


class Answers(Protocol):
    """Whatever answers questions: the product's assistant, or another system behind the same call."""

    def answer(self, question: str, history: Sequence[str] = ()) -> Answer:
        """Answer one question, asked after those of ``history``. Any exception counts as a question that could not be scored."""


OnResult = Callable[[Row], None]


@dataclass(frozen=True, slots=True)
class RunReport:
    """A whole run.

    Attributes:
        head: what was run, with what, where and when.
        by_tag: figures of each language and tag.
        written: the files that the run left: log, Markdown, JSON, HTML.
    """

    suite: str
    head: dict[str, Any]
    rows: tuple[Row, ...]
    overall: Figures
    by_tag: tuple[tuple[str, Figures], ...]
    written: tuple[Path, ...] = ()

    @classmethod
    def of(cls, suite: str, head: dict[str, Any], rows: Sequence[Row]) -> Self:
        """The report over ``rows``."""
        return cls(suite, head, tuple(rows), figures(rows), by_tag(rows))

    def to_json(self) -> dict[str, Any]:
        """The report as written to disk."""
        return {
            "suite": self.suite,
            "head": self.head,
            "intervals": METHOD,
            "overall": self.overall.to_json(),
            "by_tag": {name: part.to_json() for name, part in self.by_tag},
            **spread_json(self.rows),
            "rows": [row.to_json() for row in self.rows],
        }


def joined(reports: Sequence[RunReport]) -> RunReport:
    """Several runs as one: the figures over all their questions."""
    return RunReport.of(", ".join(report.suite for report in reports), {}, [row for report in reports for row in report.rows])


@dataclass(frozen=True, slots=True)
class Scorers:
    """What answers are judged with beside what the suite knows.

    Attributes:
        judges: say whether the cited words support the claims.
        meter: the system's model, whose tokens are counted.
    """

    judges: Sequence[Judge] = ()
    meter: Metered | None = None


def run(
    suite: Suite,
    system: Answers,
    texts: Texts,
    on_result: OnResult | None = None,
    head: dict[str, Any] | None = None,
    done: Mapping[str, Row] | None = None,
    scorers: Scorers = Scorers(),
) -> RunReport:
    """Ask every question of ``suite`` and score what comes back.

    Args:
        texts: each document's text as ``system`` has it indexed, by name; citations are checked against it.
        on_result: called with each row as soon as it is scored.
        done: rows of an earlier run, by question id: these questions are not asked again, nor handed on.

    Raises:
        ModelError: three questions in a row failed with the model.
    """
    done = done or {}
    rows: list[Row] = []
    failures = 0
    for question in suite.questions:
        if question.id in done:
            rows.append(done[question.id])
            continue
        row, fault = _ask(question, system, texts, scorers)
        rows.append(row)
        if on_result:
            on_result(row)
        failures = failures + 1 if fault else 0
        if fault and failures == PATIENCE:
            raise ModelError(f"The model failed at {PATIENCE} questions in a row: {fault.message}", fault.hint) from fault
    return RunReport.of(suite.name, head or {}, rows)


def _ask(question: Question, system: Answers, texts: Texts, scorers: Scorers) -> tuple[Row, ModelError | None]:
    """The row, and what was wrong with the model if it failed."""
    if scorers.meter:
        scorers.meter.take()  # what a question before it left when it failed
    try:
        answer = system.answer(question.question, question.history)
    except Exception as exc:  # one question that breaks must not cost the others; it is counted apart
        return Row(question, None, None, f"{type(exc).__name__}: {exc}"), exc if isinstance(exc, ModelError) else None
    tokens = scorers.meter.take() if scorers.meter else None  # before the judges ask the same model
    return Row(question, answer, score(question, answer, texts, scorers.judges), tokens=tokens), None
