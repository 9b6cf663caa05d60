"""The door for briefings: each suite's documents are indexed anew, briefed on twice, and the first briefing is measured."""

import json
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from evals.briefings import BriefingReport, likeness_in, measure, pool_of
from evals.naming import BRIEFING
from evals.reports import grid_markdown, write_text
from evals.run import suites_named
from evals.session import free_stem
from evals.squad import Draw
from evals.suite import Suite
from evals.tables import Grid, estimate_cell
from evals.topics import measure_topics
from evals.workbench import documents_of, indexed

if TYPE_CHECKING:
    from assistant.config import Settings


def run_briefings(names: Sequence[str], settings: "Settings", out: Path | None = None) -> list[BriefingReport]:
    """Brief on the documents of each suite; with ``out``, leave a Markdown and a JSON file of each there.

    Raises:
        SuiteError: a suite that cannot be read, or files that cannot be written.
    """
    with suites_named(names, Draw(), None) as suites:
        reports = [_run(suite, settings) for suite in suites]
    for report in reports:
        _write(report, out or settings.home / "evals")
    return reports


def _run(suite: Suite, settings: "Settings") -> BriefingReport:
    from assistant.briefing.making import Options, make_briefing

    with indexed(documents_of(suite), settings.index) as library:
        started = time.perf_counter()
        briefing, _ = make_briefing(library, Options())
        between = time.perf_counter()
        make_briefing(library, Options())
        ended = time.perf_counter()
        documents = {info.name: library.document(info.name) for info in library.documents()}
        report = measure(suite, briefing, documents, likeness_in(pool_of(library)), measure_topics(library, suite.name))
    return replace(report, cold_s=between - started, warm_s=ended - between)


def briefing_grid(reports: Sequence[BriefingReport]) -> Grid:
    """All figures, a column for each suite."""
    rows = [(label.said.en, *(_cell(report, key) for report in reports)) for key, label in BRIEFING.items()]
    rows.append(("Seconds, cold", *(f"{report.cold_s:.1f}" for report in reports)))
    rows.append(("Seconds, warm", *(f"{report.warm_s:.1f}" for report in reports)))
    return Grid("Briefings, with 95 % intervals", ("", *(report.suite for report in reports)), tuple(rows))


def _cell(report: BriefingReport, key: str) -> str:
    return f"{round(report.counts[key], 2):g}" if key in report.counts else estimate_cell(report.estimates[key])


def _write(report: BriefingReport, folder: Path) -> None:
    stem = free_stem(folder, f"briefing-{report.suite}")
    write_text(stem.with_name(f"{stem.name}.md"), f"# Briefing: {report.suite}\n\n{grid_markdown(briefing_grid([report]))}\n")
    write_text(stem.with_name(f"{stem.name}.json"), json.dumps(report.to_json(), ensure_ascii=False, indent=1) + "\n")
