"""Reports on a terminal, with Rich. Words of documents are shown as they are, never read as markup."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from evals.agreement import ScorerReport
from evals.bench import BenchReport, BenchRow
from evals.figures import Row
from evals.retrieval import RetrievalReport
from evals.running import RunReport
from evals.scoring import Verdict
from evals.tables import Grid, bench_grids, latency_grid, milliseconds, retrieval_grids, run_grids, scorer_grids

_STYLES = {
    Verdict.RIGHT: "green",
    Verdict.REFUSED: "green",
    Verdict.ABSTAINED: "yellow",
    Verdict.WRONG: "red",
    Verdict.ANSWERED: "red",
    Verdict.ERROR: "bold red",
}


def render_run(report: RunReport) -> RenderableType:
    """Tables of a run."""
    return Group(*(table(grid) for grid in run_grids(report)))


def render_retrieval(report: RetrievalReport) -> RenderableType:
    """Tables of a retrieval run."""
    return Group(*(table(grid) for grid in retrieval_grids(report)))


def render_bench(report: BenchReport) -> RenderableType:
    """Tables of a benchmark."""
    return Group(*(table(grid) for grid in bench_grids(report)))


def render_latency(report: BenchReport) -> RenderableType:
    """Table of cold and warm times."""
    return table(latency_grid(report))


def render_scorers(report: ScorerReport) -> RenderableType:
    """Tables of how far the scorers agree with a person."""
    return Group(*(table(grid) for grid in scorer_grids(report)))


def render_row(row: Row) -> Text:
    """One question as it is done: verdict, id, time, and what went wrong."""
    line = Text.assemble((f"{row.verdict:<10}", _STYLES[row.verdict]), f" {row.question.id}")
    if row.answer:
        line.append(f"  {row.answer.timings.total_ms / 1000:.1f} s", style="dim")
    if row.error:
        line.append(f"  {' '.join(row.error.split())}", style="red")
    return line


def render_bench_row(row: BenchRow) -> Text:
    """One question asked twice of one system: the first answer as ``render_row`` shows it, the second's time, the system."""
    line = render_row(row.cold)
    if row.warm.answer:
        line.append(f", again {milliseconds(row.warm.answer.timings.total_ms)}", style="dim")
    elif row.warm.error:
        line.append(f"  again: {' '.join(row.warm.error.split())}", style="red")
    return line.append(f"  {row.system}")


def table(grid: Grid) -> Table:
    """A grid as a Rich table."""
    made = Table(title=Text(grid.title), title_justify="left", header_style="bold")
    for number, column in enumerate(grid.columns):
        made.add_column(column, justify="right" if number else "left", overflow="fold")
    for row in grid.rows:
        made.add_row(*(Text(cell) for cell in row))
    return made
