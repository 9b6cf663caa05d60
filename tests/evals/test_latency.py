import io

from rich.console import Console

from assistant.records import Answer
from evals.latency import measure_latency
from evals.rendering import render_latency
from tests.evals.examples import abstention


class Warming:
    """Takes 10 s the first time that it hears a question, 1 s after that."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def answer(self, question: str) -> Answer:
        self.heard.append(question)
        return abstention(ms=1000 if self.heard.count(question) > 1 else 10_000)


def test_each_question_is_asked_cold_and_then_warm() -> None:
    system = Warming()
    table = measure_latency(["a", "b", "c"], system)
    assert system.heard == ["a", "a", "b", "b", "c", "c"]
    assert [(row.cold.total_ms, row.warm.total_ms) for row in table.rows] == [(10_000, 1000)] * 3
    assert (table.cold.total.median, table.warm.total.median) == (10_000, 1000)
    assert (table.cold.evidence.median, table.warm.first_word.p95) == (1000, 500)


def test_the_table_shows_both() -> None:
    screen = Console(file=io.StringIO(), width=140)
    screen.print(render_latency(measure_latency(["a", "b"], Warming())))
    shown = screen.file.getvalue()  # type: ignore[attr-defined]  # it is a StringIO
    line = next(line for line in shown.splitlines() if "median" in line)
    assert line.replace("│", " ").split() == ["median", "1.0", "s", "5.0", "s", "10.0", "s", "100", "ms", "500", "ms", "1.0", "s"]
