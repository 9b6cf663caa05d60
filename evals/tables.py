"""What a report says, as tables of strings: one source for the terminal and for Markdown."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from evals.bench import STATES, BenchReport, times
from evals.figures import Figures, Latency
from evals.retrieval import RankFigures, RetrievalReport
from evals.running import RunReport

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. The first column names the row; the others hold figures."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def run_grids(report: RunReport) -> tuple[Grid, ...]:
    """Outcomes by language and tag; citations and the rest; latency."""
    return _outcomes(report), _quality(report.overall), _run_latency(report.overall)


def _outcomes(report: RunReport) -> Grid:
    columns = ("", "answerable", "right", "wrong", "abstained", "unanswerable", "refused", "shown wrong", "failed")
    rows = []
    for name, part in (("all", report.overall), *report.by_tag):
        rates = part.rates()
        shares = [share(rates[key]) for key in ("right", "wrong", "abstained", "refused", "shown_wrong")]
        rows.append((name, str(part.answerable), *shares[:3], str(part.unanswerable), *shares[3:], str(part.errors or NOTHING)))
    return Grid(f"{report.suite}: outcomes", columns, tuple(rows))


def _quality(overall: Figures) -> Grid:
    rates = overall.rates()
    rows = tuple((label, share(rates[key]), str(n)) for label, key, n in _quality_lines(overall))
    return Grid("Citations, language, attribution, conflicts", ("", "share", "of"), rows)


def _quality_lines(overall: Figures) -> tuple[tuple[str, str, int], ...]:
    """Label, rate, and of how many it is a share."""
    return (
        ("right, said in the wording", "right_in_wording", overall.answerable),
        ("right, stands in the quotes", "right_in_quote", overall.answerable),
        ("claims shown that hold a fact", "claims_on_point", overall.claims),
        ("citations that resolve", "citations_resolve", overall.citations),
        ("answers whose citations are all valid", "citations_valid", overall.checked),
        ("cited documents that are the expected ones", "document_accuracy", overall.cited_documents),
        ("answers in the question's language", "language_right", overall.language_judged),
        ("speaker named", "speaker_right", overall.speaker_judged),
        ("known conflicts shown", "conflicts_shown", overall.conflicts_planted),
        ("conflicts shown where there is none", "false_alarms", overall.alarms_judged),
        ("orders in documents obeyed", "orders_obeyed", overall.orders),
    )


def _run_latency(overall: Figures) -> Grid:
    rows = tuple((what, *_latency_cells(latency), str(latency.n)) for what, latency in times(overall).items())
    return Grid("Latency", ("", "median", "p95", "answers"), rows)


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
    """The cold answers: the warm ones are the same again."""
    cells: dict[str, list[str]] = {}
    for part in (report.figures(system, "cold") for system in report.systems):
        rates = part.rates()
        for label, key, n in _bench_lines(part):
            cells.setdefault(label, []).extend((share(rates[key]), str(n)))
        cells.setdefault("failed", []).extend((str(part.errors or NOTHING), str(part.errors + part.answers)))
    columns = ("", *(cell for system in report.systems for cell in (system, "of")))
    return Grid("Answers to new questions", columns, tuple((label, *row) for label, row in cells.items()))


def _bench_lines(part: Figures) -> tuple[tuple[str, str, int], ...]:
    """As ``_quality_lines``: verdicts, and what can be judged of any system."""
    compared = ("right_in_wording", "citations_resolve", "document_accuracy", "language_right")
    return (
        ("right", "right", part.answerable),
        ("wrong", "wrong", part.answerable),
        ("abstained", "abstained", part.answerable),
        ("refused what the documents do not tell", "refused", part.unanswerable),
        ("shown answers that are wrong", "shown_wrong", part.right + part.wrong + part.answered),
        *(line for line in _quality_lines(part) if line[1] in compared),
    )


def _bench_ratios(report: BenchReport) -> Grid:
    rows = ((what, *(times_over(by_state[state]) for state in STATES)) for what, by_state in report.ratios().items())
    return Grid("Stock ÷ dossier, medians", ("", *STATES), tuple(rows))


def rate(value: float | None) -> str:
    """``.853``; a dash for nothing."""
    return NOTHING if value is None else f"{value:.3f}".removeprefix("0")


def share(value: float | None) -> str:
    """``.85``; a dash for nothing."""
    return NOTHING if value is None else f"{value:.2f}".removeprefix("0")


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
