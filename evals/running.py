"""Running a suite: question → answer → score → row, one at a time, each handed on as soon as it is there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from assistant.records import Answer
from evals.figures import Figures, Row, by_tag, figures
from evals.scoring import Texts, score
from evals.suite import Question, Suite


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

    def to_json(self) -> dict[str, Any]:
        """The report as written to disk."""
        return {
            "suite": self.suite,
            "head": self.head,
            "overall": self.overall.to_json(),
            "by_tag": {name: part.to_json() for name, part in self.by_tag},
            "rows": [row.to_json() for row in self.rows],
        }


def joined(reports: Sequence[RunReport]) -> RunReport:
    """Several runs as one: the figures over all their questions."""
    rows = tuple(row for report in reports for row in report.rows)
    return RunReport(", ".join(report.suite for report in reports), {}, rows, figures(rows), by_tag(rows))


def run(
    suite: Suite, system: Answers, texts: Texts, on_result: OnResult | None = None, head: dict[str, Any] | None = None
) -> RunReport:
    """Ask every question of ``suite`` and score what comes back.

    Args:
        texts: each document's text as ``system`` has it indexed, by name; citations are checked against it.
        on_result: called with each row as soon as it is scored.
    """
    rows: list[Row] = []
    for question in suite.questions:
        row = _ask(question, system, texts)
        rows.append(row)
        if on_result:
            on_result(row)
    return RunReport(suite.name, head or {}, tuple(rows), figures(rows), by_tag(rows))


def _ask(question: Question, system: Answers, texts: Texts) -> Row:
    try:
        answer = system.answer(question.question, question.history)
    except Exception as exc:  # one question that breaks must not cost the others; it is counted apart
        return Row(question, None, None, f"{type(exc).__name__}: {exc}")
    return Row(question, answer, score(question, answer, texts))
