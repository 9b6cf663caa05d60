"""Comparisons as tables of strings: two runs, and two systems side by side; and the figures of BEIR folders."""

from collections.abc import Sequence

from assistant.terminal import isolated
from evals.adapters.beir import BeirReport
from evals.bench import times
from evals.comparing import Change, Comparison, Difference
from evals.intervals import CONFIDENCE
from evals.naming import LABELS
from evals.running import RunReport
from evals.tables import NOTHING, Grid, compared, milliseconds, rate, share

_SHOWN = 90  # characters of a question


def comparison_grids(found: Comparison) -> tuple[Grid, ...]:
    """The differences with their tests, then each question that ended otherwise."""
    columns = ("", "questions", "A", "B", "B - A", f"{CONFIDENCE:.0%} interval", "gained", "lost", "p")
    rows = tuple((name, *_difference_cells(one)) for name, one in found.differences.items())
    grids = [Grid(f"A: {found.before}   B: {found.after}", columns, rows)]
    if found.changes:
        rows = tuple(
            (
                change.id,
                change.suite,
                f"{change.before} → {change.after}",
                _mark(change),
                _shown(change.question, change.language),
            )
            for change in found.changes
        )
        grids.append(Grid("Questions that ended otherwise", ("", "suite", "A → B", "", "question"), rows))
    return tuple(grids)


def notes(found: Comparison) -> tuple[str, ...]:
    """What a reader must know of what was compared."""
    told = []
    if not found.same_suite:
        common = found.compared + found.failed
        told.append(f"The suites or their documents differ: only the {common} questions that both ask alike are compared.")
    elif found.apart:
        told.append(f"{found.apart} questions were asked in one run only.")
    if found.failed:
        told.append(f"{found.failed} questions failed in one run or both: they are in no figure.")
    return tuple(told)


def side_by_side(reports: Sequence[RunReport]) -> Grid:
    """Every figure and the median times of several systems over the same questions."""
    parts = [report.overall for report in reports]
    waits = [times(part) for part in parts]
    rows = [(f"{what}, median", *(milliseconds(wait[what].median) for wait in waits)) for what in waits[0]]
    names = ("", *(str(report.head["system"]) for report in reports))
    return Grid(f"{reports[0].suite}: side by side", names, (*compared(parts, LABELS), *rows))


def beir_grid(report: BeirReport) -> Grid:
    """Figures of each way of ranking."""
    columns = ("", "queries", "R@1", "R@5", "R@10", "MRR@10", "nDCG@10", "median")
    rows = [
        (
            f"{system}, {group}",
            str(f.n),
            *map(rate, (f.recall_1, f.recall_5, f.recall_10, f.mrr, f.ndcg_10)),
            milliseconds(report.search_ms[system].median),
        )
        for system, groups in report.systems.items()
        for group, f in groups.items()
    ]
    return Grid(f"{report.name}: retrieval of {report.documents} documents", columns, tuple(rows))


def _difference_cells(one: Difference) -> tuple[str, ...]:
    if one.before is None or one.after is None or one.p is None:
        return ("0", *[NOTHING] * 7)
    interval = NOTHING if one.low is None or one.high is None else f"{_signed(one.low)} to {_signed(one.high)}"
    p = rate(one.p) if one.p >= 0.001 else "< .001"
    return (
        str(one.n),
        share(one.before),
        share(one.after),
        _signed(one.after - one.before),
        interval,
        str(one.gained),
        str(one.lost),
        p,
    )


def _signed(value: float) -> str:
    return f"{'-' if value < 0 else '+'}{share(abs(value))}"


def _mark(change: Change) -> str:
    return "worse" if change.worse else "better" if change.better else NOTHING


def _shown(text: str, language: str) -> str:
    text = " ".join(text.split())
    return isolated(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…", language)
