"""Suites on the command line: rows as they come, tables or JSON at the end, and the exit status."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.console import RenderableType
from rich.text import Text

from assistant import terminal
from assistant.cli import print_json
from evals.comparing import compare, side
from evals.comparison_tables import beir_grid, comparison_grids, side_by_side
from evals.figures import Row
from evals.rendering import render_row, render_run, table
from evals.run import run_suites
from evals.running import RunReport, joined
from evals.session import How
from evals.thresholds import faults, read_bounds

if TYPE_CHECKING:
    from assistant.config import Settings
    from evals.squad import Draw


def show(renderable: RenderableType) -> None:
    """Print on standard output."""
    terminal.out.print(renderable)


def show_suites(
    names: Sequence[str],
    settings: "Settings",
    how: How,
    draw: "Draw",
    sample: int | None,
    *,
    as_json: bool,
    fail_under: Sequence[str] = (),
) -> None:
    """Run suites and print what they come to. Ends the program with 1 if a question failed or a figure falls short."""
    bounds = [bound for given in fail_under for bound in read_bounds(given)]
    numbers = count(1)

    def on_result(row: Row) -> None:
        show(Text.assemble((f"{next(numbers):>4}  ", "dim"), render_row(row)))

    def say(line: str) -> None:
        nonlocal numbers
        numbers = count(1)  # each run begins with a line of its own
        typer.echo(line, err=True)

    reports = run_suites(
        names, settings, replace(how, say=say) if as_json else replace(how, say=say, on_result=on_result), draw, sample
    )
    if as_json:
        print_json([report.to_json() for report in reports])
    elif how.against:
        _show_both(reports)
    else:
        _show_each(reports)
    ours = joined([report for report in reports if report.head["system"] != how.against])
    short = faults(bounds, ours)
    for fault in short:
        typer.echo(f"below the threshold: {fault}", err=True)
    errors = sum(report.overall.errors for report in reports)
    if errors:
        typer.echo(f"{errors} questions failed; the same command with --resume asks them again.", err=True)
    if short or errors:
        raise typer.Exit(1)


def show_beir(folder: Path, settings: "Settings", sample: int | None, as_json: bool) -> None:
    """Figures of retrieval over a BEIR folder."""
    from evals.adapters.beir import run_beir

    with terminal.counter("Searching") as progress:
        report = run_beir(folder, settings, sample, progress)
    if as_json:
        print_json(report.to_json())
    else:
        show(table(beir_grid(report)))


def _show_each(reports: Sequence[RunReport]) -> None:
    for report in reports:
        show(render_run(report))
    if len(reports) > 1:
        show(render_run(joined(reports)))


def _show_both(reports: Sequence[RunReport]) -> None:
    """Dossier and the other system, over each suite and over all, and whether the difference is more than chance."""
    pairs = list(zip(reports[::2], reports[1::2], strict=True))
    for ours, theirs in pairs:
        show(table(side_by_side([ours, theirs])))
    if len(pairs) > 1:
        show(table(side_by_side([_all([pair[i] for pair in pairs]) for i in (0, 1)])))
    sides = [side(str(part[0].head["system"]), [report.to_json() for report in part]) for part in zip(*pairs, strict=True)]
    for grid in comparison_grids(compare(*sides)):
        show(table(grid))


def _all(reports: Sequence[RunReport]) -> RunReport:
    """As ``joined``, with whose answers they are."""
    return replace(joined(reports), head={"system": reports[0].head["system"]})
