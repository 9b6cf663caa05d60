"""The program's entry point: the command line of ``assistant`` with ``dossier eval`` added (imports point downwards only)."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli import Home, Json, app, print_json, settings_of
from assistant.cli import main as run
from index.errors import ConfigurationError

if TYPE_CHECKING:
    from assistant.config import Settings

Squad = Annotated[
    Path | None, typer.Option("--squad", help="Folder with en.json and ar.json, parallel files of SQuAD 1.1 (XQuAD).")
]


@app.command(name="eval")
def evaluate(  # noqa: PLR0913, PLR0917 (each is a flag of the command line)
    suites: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SUITE…]",
            help="Suites by name, path or split: tuning, held-out (default: seeds); "
            "or bench [SUITE], retrieval, squad, calibration, latency, scorers.",
            show_default=False,
        ),
    ] = None,
    home: Home = None,
    as_json: Json = False,
    out: Annotated[Path | None, typer.Option("--out", help="Folder for the reports.")] = None,
    squad: Squad = None,
    sample: Annotated[
        int | None,
        typer.Option(min=1, help="How many questions (squad: 60, calibration: 100, bench, latency: 10).", show_default=False),
    ] = None,
    seed: Annotated[int, typer.Option(help="Draws the sample.")] = 0,
    fold: Annotated[int, typer.Option(min=0, max=1, help="Which half of the paragraphs is kept in which language.")] = 0,
    judge: Annotated[
        str | None,
        typer.Option("--judge", help="Model that judges claim support too, of the configured back-end.", show_default=False),
    ] = None,
) -> None:
    """Check answers against known facts; print rates, citation validity and latency."""
    settings = settings_of(home)
    match suites or []:
        case ["retrieval"]:
            _retrieval(_given(squad), settings, fold, as_json)
        case ["squad"]:
            _squad(_given(squad), settings, sample or 60, seed, out, as_json)
        case ["calibration"]:
            _calibration(squad, settings, sample or 100, seed)
        case ["bench"]:
            _bench(None, settings, sample or 10, out, as_json)
        case ["bench", name]:
            _bench(name, settings, sample or 10, out, as_json)
        case ["latency"]:
            _latency(settings, sample or 10, as_json)
        case ["scorers"]:
            _scorers(settings, judge, as_json)
        case names:
            _suites(names, settings, out, as_json, judge)


def _suites(names: list[str], settings: "Settings", out: Path | None, as_json: bool, judge: str | None) -> None:
    from evals.rendering import render_row, render_run
    from evals.run import run_suites
    from evals.running import joined

    reports = run_suites(names, settings, out, None if as_json else lambda row: _show(render_row(row)), judge)
    if as_json:
        print_json([report.to_json() for report in reports])
        return
    for report in reports:
        _show(render_run(report))
    if len(reports) > 1:
        _show(render_run(joined(reports)))


def _squad(squad: Path, settings: "Settings", sample: int, seed: int, out: Path | None, as_json: bool) -> None:
    from evals.rendering import render_row, render_run
    from evals.run import run_squad

    report = run_squad(squad, settings, sample, seed, out, None if as_json else lambda row: _show(render_row(row)))
    if as_json:
        print_json(report.to_json())
    else:
        _show(render_run(report))


def _retrieval(squad: Path, settings: "Settings", fold: int, as_json: bool) -> None:
    from evals.rendering import render_retrieval
    from evals.retrieval import run_retrieval

    for mixed in (True, False):
        report = run_retrieval(squad, settings, mixed=mixed, fold=fold)
        if as_json:
            print_json(report.to_json())
        else:
            _show(render_retrieval(report))


def _calibration(squad: Path | None, settings: "Settings", sample: int, seed: int) -> None:
    from assistant import terminal
    from evals.run import run_calibration

    with terminal.counter("Reading") as progress:
        report = run_calibration(squad, settings, sample, seed, progress)
    print_json(report.to_json())


def _bench(name: str | None, settings: "Settings", sample: int, out: Path | None, as_json: bool) -> None:
    from evals.rendering import render_bench, render_bench_row
    from evals.run import DEFAULT_SUITE, run_bench

    on_row = None if as_json else lambda row: _show(render_bench_row(row))
    report = run_bench(name or DEFAULT_SUITE, settings, sample, out, on_row)
    if as_json:
        print_json(report.to_json())
    else:
        _show(render_bench(report))


def _latency(settings: "Settings", sample: int, as_json: bool) -> None:
    from evals.rendering import render_bench_row, render_latency
    from evals.run import run_latency

    report = run_latency(settings, sample, None if as_json else lambda row: _show(render_bench_row(row)))
    if as_json:
        print_json(report.to_json())
    else:
        _show(render_latency(report))


def _scorers(settings: "Settings", judge: str | None, as_json: bool) -> None:
    from evals.rendering import render_scorers
    from evals.run import run_scorers

    report = run_scorers(settings, judge)
    if as_json:
        print_json(report.to_json())
    else:
        _show(render_scorers(report))


def _given(squad: Path | None) -> Path:
    if squad is None:
        raise ConfigurationError("There is no data to measure with.", "Give the folder: --squad DIR.")
    return squad


def _show(renderable: Any) -> None:
    from assistant import terminal

    terminal.out.print(renderable)


def main() -> None:
    """Run the program."""
    run()
