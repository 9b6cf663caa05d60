"""Asking twice: how quickly and how rightly dossier answers, beside another system with the same documents and models.

*Cold*: a question that the model has not read yet. *Warm*: the same question asked again at once. The systems take turns
question by question, so that a machine that slows down slows each of them: trust the ratios. Indexing is not timed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any, Literal, Protocol, get_args

from evals.against import OURS
from evals.figures import Figures, Latency, Row, figures
from evals.running import Answers, RunReport, run
from evals.scoring import Texts
from evals.suite import Question, Suite

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.models.base import LanguageModel

State = Literal["cold", "warm"]
STATES: tuple[State, ...] = get_args(State)
STOCK = "stock LlamaIndex"


class Contender(Answers, Protocol):
    """A system that can be asked with a model that has just been loaded."""

    def warm(self) -> "LanguageModel":
        """The model, loaded if it was not."""

    def close(self) -> None:
        """Free the model; the next question loads it again."""


@dataclass(frozen=True, slots=True)
class BenchRow:
    """One question asked twice of one system."""

    system: str
    cold: Row
    warm: Row

    def to_json(self) -> dict[str, Any]:
        """Both rows and whose they are."""
        return {"system": self.system, "cold": self.cold.to_json(), "warm": self.warm.to_json()}


@dataclass(frozen=True, slots=True)
class BenchReport:
    """Each system over the same questions.

    Attributes:
        head: what was run, with what, where and when.
        written: the files that the run left: log, Markdown, JSON; the reports of each system's cold answers.
    """

    suite: str
    head: dict[str, Any]
    rows: tuple[BenchRow, ...]
    written: tuple["Path", ...] = ()

    @property
    def systems(self) -> tuple[str, ...]:
        """Their names, in the order in which they took turns."""
        return tuple(dict.fromkeys(row.system for row in self.rows))

    def figures(self, system: str, state: State) -> Figures:
        """What the answers of one system come to, those to a new question or those to the same again."""
        rows = [row for row in self.rows if row.system == system]
        return figures(row.cold if state == "cold" else row.warm for row in rows)

    def cold(self, system: str) -> RunReport:
        """The cold answers of one system, as a run of the suite."""
        return RunReport.of(self.suite, self.head | {"system": system}, [row.cold for row in self.rows if row.system == system])

    def ratios(self) -> dict[str, dict[State, float | None]]:
        """How many times dossier's time the stock system takes, by medians; ``None`` where there is nothing to compare."""
        ours, stock = ({state: times(self.figures(system, state)) for state in STATES} for system in (OURS, STOCK))
        return {what: {state: _ratio(stock[state][what], ours[state][what]) for state in STATES} for what in ours["cold"]}

    def to_json(self) -> dict[str, Any]:
        """The report as written to disk."""
        parts = [
            {"system": system, "state": state} | self.figures(system, state).to_json()
            for system, state in product(self.systems, STATES)
        ]
        rows = [row.to_json() for row in self.rows]
        return {"suite": self.suite, "head": self.head, "figures": parts, "ratios": self.ratios(), "rows": rows}


OnRow = Callable[[BenchRow], None]


def ask_twice(
    suite: Suite, systems: Mapping[str, Contender], texts: Texts, on_row: OnRow | None = None, *, afresh: bool
) -> tuple[BenchRow, ...]:
    """Ask every question of ``suite`` of each of ``systems``, by name, and at once again.

    Args:
        texts: each document's text, by name; citations are checked against it.
        on_row: called with each row as soon as both answers are scored.
        afresh: load the model for every row, so that a cold answer shares nothing with an earlier one, and free it after.
            (A model server keeps what it has read.) Otherwise the model stays loaded, and the caller closes the systems.

    Raises:
        ModelError: no model can answer.
    """
    rows: list[BenchRow] = []
    for question, (name, system) in product(suite.questions, systems.items()):
        system.warm()  # the time that loading takes is not the answer's
        try:
            rows.append(_row(name, system, question, suite, texts))
        finally:
            if afresh:
                system.close()
        if on_row:
            on_row(rows[-1])
    return tuple(rows)


def times(part: Figures) -> dict[str, Latency]:
    """What a person waits for, in the order of its coming."""
    return {"evidence": part.evidence_ms, "first word": part.first_word_ms, "whole answer": part.total_ms}


def _row(name: str, system: Answers, question: Question, suite: Suite, texts: Texts) -> BenchRow:
    cold, warm = run(suite.model_copy(update={"questions": (question, question)}), system, texts).rows
    return BenchRow(name, cold, warm)


def _ratio(stock: Latency, ours: Latency) -> float | None:
    return stock.median / ours.median if stock.median is not None and ours.median else None
