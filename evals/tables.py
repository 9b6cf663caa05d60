"""What a report says, as tables of strings: one source for the terminal and for Markdown."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from evals.agreement import ScorerReport
from evals.bench import STATES, BenchReport, times
from evals.figures import Figures, Latency
from evals.intervals import Estimate
from evals.naming import GROUPS, LABELS
from evals.retrieval import RankFigures, RetrievalReport
from evals.running import RunReport
from evals.spread import parity, risk_coverage

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. The first column names the row; the others hold figures."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def run_grids(report: RunReport) -> tuple[Grid, ...]:
    """Outcomes by language and tag; every other figure with its interval; gaps, risk and coverage; latency and tokens."""
    return _outcomes(report), *_figures(report.overall), _spread(report), _run_latency(report.overall)


def _outcomes(report: RunReport) -> Grid:
    columns = ("", "answerable", "right", "wrong", "abstained", "unanswerable", "refused", "shown wrong", "failed")
    rows = []
    for name, part in (("all", report.overall), *report.by_tag):
        cells = [with_interval(part.estimates[key]) for key in _OUTCOMES]
        rows.append((name, str(part.answerable), *cells[:3], str(part.unanswerable), *cells[3:], str(part.errors or NOTHING)))
    return Grid(f"{report.suite}: outcomes, with 95 % intervals", columns, tuple(rows))


_OUTCOMES = ("right", "wrong", "abstained", "refused", "shown_wrong")


def _figures(overall: Figures) -> Iterator[Grid]:
    """One table a group, of what `_outcomes` does not tell. Figures that nothing was scored for are left out."""
    for title, labels in GROUPS.items():
        estimates = {label: overall.estimates[key] for key, label in labels.items() if key not in _OUTCOMES}
        rows = [
            (label.said.en, estimate_cell(part), str(part.unscored or NOTHING))
            for label, part in estimates.items()
            if part.questions
        ]
        if rows:
            yield Grid(title.en, ("", "share", "not scored"), tuple(rows))


def _spread(report: RunReport) -> Grid:
    rows: list[tuple[str, ...]] = []
    for name, gap in parity(report.rows).items():
        if gap:
            order = f"{gap.highest} best, {gap.lowest} last" if gap.value else "all alike"
            cell = f"{share(gap.value)}{_interval(gap.low, gap.high)} of {gap.n}"
            rows.append((f"right: largest gap between {name} ({order})", cell))
    curve = risk_coverage(report.rows)
    rows.append(("risk, mean over the risk–coverage curve", estimate_cell(curve.area) if curve else "no confidence recorded"))
    return Grid("Gaps between languages, and risk", ("", "value"), tuple(rows))


def _run_latency(overall: Figures) -> Grid:
    rows = [(what, *_latency_cells(latency), str(latency.n)) for what, latency in times(overall).items()]
    for what, tokens in (("tokens read", overall.tokens_read), ("tokens written", overall.tokens_written)):
        if tokens.n:
            rows.append((what, f"{tokens.median:.0f}", f"{tokens.p95:.0f}", str(tokens.n)))
    return Grid("Latency and tokens of an answer", ("", "median", "p95", "answers"), tuple(rows))


def scorer_grids(report: ScorerReport) -> tuple[Grid, ...]:
    """Agreement of each scorer; of the verdict, by kind of answer, and what is taken for what."""
    rows = [
        (one.scorer, estimate_cell(one.accuracy), share(one.kappa), str(one.accuracy.unscored or NOTHING))
        for one in report.agreements
    ]
    verdict = report.agreements[0]
    kinds = tuple((kind, str(same), str(of)) for kind, (same, of) in verdict.kinds.items())
    taken = tuple((f"{kind}: {said}", scored, str(n)) for (kind, said, scored), n in verdict.confusion.items())
    return (
        Grid(f"Scorers on {report.cases} answers labelled by hand", ("", "agreement", "kappa", "not scored"), tuple(rows)),
        Grid(f"By kind of answer ({verdict.scorer})", ("", "agree", "of"), kinds),
        Grid("Where they differ", ("a person says", "the scorers say", "answers"), taken),
    )


def retrieval_grids(report: RetrievalReport) -> tuple[Grid, ...]:
    """Recall and reciprocal rank by pair of languages, at both levels; the ratio across languages to within."""
    columns = ("", "questions", "R@1", "R@3", "R@5", "MRR")
    set_up = f"mixed, fold {report.fold}" if report.mixed else "one library a language"
    grids = [Grid(f"{level} level ({set_up})", columns, tuple(_ranks(report, level))) for level in ("document", "answer")]
    rows = tuple(
        (system.name, rate(system.ratio), milliseconds(system.search_ms.median), milliseconds(system.search_ms.p95))
        for system in report.systems
    )
    return *grids, Grid("R@5 across languages / within, and time of a search", ("", "ratio", "median", "p95"), rows)


def _ranks(report: RetrievalReport, level: str) -> Sequence[tuple[str, ...]]:
    rows = []
    for system in report.systems:
        by_pair: dict[str, RankFigures] = getattr(system, level)
        for pair, ranks in by_pair.items():
            values = (rate(value) for value in (ranks.recall_1, ranks.recall_3, ranks.recall_5, ranks.mrr))
            rows.append((f"{system.name} {pair}", str(ranks.n), *values))
    return rows


def bench_grids(report: BenchReport) -> tuple[Grid, ...]:
    """Times of each system cold and warm; what its cold answers are worth; how many times dossier's time the other takes."""
    return latency_grid(report), _bench_quality(report), _bench_ratios(report)


def latency_grid(report: BenchReport) -> Grid:
    """Times of each system, asked first and asked again."""
    columns = ("", "evidence", "p95", "first word", "p95", "whole answer", "p95", "answers")
    rows = []
    for system, state in product(report.systems, STATES):
        part = report.figures(system, state)
        cells = [cell for latency in times(part).values() for cell in _latency_cells(latency)]
        rows.append((f"{system}, {state}", *cells, str(part.answers)))
    return Grid(f"{report.suite}: median and 95th percentile, asked first and asked again", columns, tuple(rows))


def _bench_quality(report: BenchReport) -> Grid:
    """The cold answers: the warm ones are the same again. Verdicts, and what can be judged of any system."""
    parts = [report.figures(system, "cold") for system in report.systems]
    return Grid("Answers to new questions", ("", *report.systems), compared(parts, _COMPARED))


def compared(parts: Sequence[Figures], names: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Rows of figures side by side, then how many questions failed. What could be judged in none of ``parts`` is left out."""
    judged = [name for name in names if any(part.estimates[name].questions for part in parts)]
    rows = [(LABELS[name].said.en, *(estimate_cell(part.estimates[name]) for part in parts)) for name in judged]
    return *rows, ("failed", *(f"{part.errors or NOTHING} of {part.errors + part.answers}" for part in parts))


_COMPARED = (
    "right", "wrong", "abstained", "refused", "shown_wrong", "right_in_wording", "citations_resolve", "document_accuracy",
    "citation_document_recall", "document_recall_3", "document_mrr", "language_right",
)  # fmt: skip


def _bench_ratios(report: BenchReport) -> Grid:
    rows = ((what, *(times_over(by_state[state]) for state in STATES)) for what, by_state in report.ratios().items())
    return Grid("Stock ÷ dossier, medians", ("", *STATES), tuple(rows))


def rate(value: float | None) -> str:
    """``.853``; a dash for nothing."""
    return NOTHING if value is None else f"{value:.3f}".removeprefix("0")


def share(value: float | None) -> str:
    """``.85``; a dash for nothing."""
    return NOTHING if value is None else f"{value:.2f}".removeprefix("0")


def estimate_cell(part: Estimate) -> str:
    """``.34 [.26–.43] of 121``; a dash for nothing."""
    return f"{with_interval(part)} of {part.n:g}" if part.questions else NOTHING


def with_interval(part: Estimate) -> str:
    """``.34 [.26–.43]``; a dash for nothing."""
    return f"{share(part.value)}{_interval(part.low, part.high)}" if part.questions else NOTHING


def _interval(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f" [{share(low)}–{share(high)}]"


def milliseconds(value: float | None) -> str:
    """``85 ms`` or ``2.4 s``."""
    if value is None:
        return NOTHING
    return f"{value:.0f} ms" if value < 1000 else f"{value / 1000:.1f} s"


def times_over(value: float | None) -> str:
    """``3.2×`` or ``.46×``; a dash for nothing."""
    if value is None:
        return NOTHING
    return f"{value:.1f}×" if value >= 1 else f"{share(value)}×"


def _latency_cells(latency: Latency) -> tuple[str, str]:
    return milliseconds(latency.median), milliseconds(latency.p95)
