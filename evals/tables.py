"""What a report says, as tables of strings: one source for the terminal and for Markdown."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass

from evals.figures import Figures, Latency
from evals.latency import LatencySummary, LatencyTable
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
    lines = (
        ("right, said in the wording", "right_in_wording", overall.answerable),
        ("right, stands in the quotes", "right_in_quote", overall.answerable),
        ("claims shown that hold a fact", "claims_on_point", overall.claims),
        ("citations that resolve", "citations_resolve", overall.citations),
        ("answers whose citations are all valid", "citations_valid", overall.checked),
        ("cited documents that are the expected ones", "document_accuracy", overall.cited_documents),
        ("answers in the question's language", "language_right", overall.language_judged),
        ("speaker named", "speaker_right", overall.speaker_judged),
    )
    rows = tuple((label, share(rates[key]), str(n)) for label, key, n in lines)
    return Grid("Citations, language, attribution", ("", "share", "of"), rows)


def _run_latency(overall: Figures) -> Grid:
    rows = (
        _latency_row("evidence", overall.evidence_ms),
        _latency_row("first word", overall.first_word_ms),
        _latency_row("whole answer", overall.total_ms),
    )
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


def latency_grid(table: LatencyTable) -> Grid:
    """Each question cold and warm, then the medians and 95th percentiles."""
    columns = ("", *(f"{when} {what}" for when in ("cold", "warm") for what in ("evidence", "first word", "total")))
    rows = [
        (row.question, *(milliseconds(ms) for timings in (row.cold, row.warm) for ms in astuple(timings))) for row in table.rows
    ]
    parts = [part for summary in (table.cold, table.warm) for part in _parts(summary)]
    rows.append(("median", *(milliseconds(part.median) for part in parts)))
    rows.append(("p95", *(milliseconds(part.p95) for part in parts)))
    return Grid("Latency, asked first and asked again", columns, tuple(rows))


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


def _latency_row(label: str, latency: Latency) -> tuple[str, ...]:
    return label, milliseconds(latency.median), milliseconds(latency.p95), str(latency.n)


def _parts(summary: LatencySummary) -> tuple[Latency, ...]:
    return summary.evidence, summary.first_word, summary.total
