"""Commands of ``dossier eval`` that measure one thing alone: retrieval, briefings, times, benchmark, weights, scorers."""

from typing import Annotated

import typer

from assistant.cli import Home, Json, print_json, settings_of
from evals.cli_options import Fold, Judge, Out, Seed, Squad, Ten, given

measuring = typer.Typer()


@measuring.command("retrieval")
def retrieval_command(home: Home = None, as_json: Json = False, squad: Squad = None, fold: Fold = 0) -> None:
    """How often the right paragraph of a folder of parallel SQuAD files is among the first results."""
    from evals.rendering import render_retrieval
    from evals.retrieval import run_retrieval
    from evals.showing import show

    for mixed in (True, False):
        report = run_retrieval(given(squad), settings_of(home), mixed=mixed, fold=fold)
        if as_json:
            print_json(report.to_json())
        else:
            show(render_retrieval(report))


@measuring.command("calibration")
def calibration_command(
    home: Home = None,
    as_json: Json = True,
    squad: Squad = None,
    sample: Annotated[int, typer.Option(min=1, help="How many questions of the SQuAD data.")] = 100,
    seed: Seed = 0,
) -> None:
    """Fit how far the configured model is trusted, on the tuning suites and a SQuAD sample if given. Always prints JSON."""
    from assistant import terminal
    from evals.run import run_calibration

    with terminal.counter("Reading") as progress:
        report = run_calibration(squad, settings_of(home), sample, seed, progress)
    print_json(report.to_json())


@measuring.command("bench")
def bench_command(
    suite: Annotated[str, typer.Argument(help="A suite by name or path.")] = "seeds",
    home: Home = None,
    as_json: Json = False,
    out: Out = None,
    sample: Ten = 10,
) -> None:
    """Times and answers of dossier and of stock LlamaIndex, each question asked cold and warm."""
    from evals.rendering import render_bench, render_bench_row
    from evals.run import run_bench
    from evals.showing import show

    on_row = None if as_json else lambda row: show(render_bench_row(row))
    report = run_bench(suite, settings_of(home), sample, out, on_row)
    if as_json:
        print_json(report.to_json())
    else:
        show(render_bench(report))


@measuring.command("briefings")
def briefings_command(
    suites: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SUITE…]", help="Suites by name, path or split: tuning, held-out (default: seeds).", show_default=False
        ),
    ] = None,
    home: Home = None,
    as_json: Json = False,
    out: Out = None,
) -> None:
    """Briefings on the documents of suites: support, known facts and conflicts in them, repeats, length, seconds."""
    from evals.briefing_runs import briefing_grid, run_briefings
    from evals.rendering import table
    from evals.showing import show

    reports = run_briefings(suites or [], settings_of(home), out)
    if as_json:
        print_json([report.to_json() for report in reports])
    else:
        show(table(briefing_grid(reports)))


@measuring.command("topics")
def topics_command(home: Home = None, as_json: Json = False) -> None:
    """Fit the floors from which a briefing takes up a topic; topics taken up and refused, in and out of sample."""
    from assistant import terminal
    from evals.rendering import table
    from evals.showing import show
    from evals.topic_floors import run_topics, topics_grid

    with terminal.counter("Reading") as progress:
        report = run_topics(settings_of(home), progress)
    if as_json:
        print_json(report.to_json())
    else:
        show(table(topics_grid(report)))


@measuring.command("latency")
def latency_command(home: Home = None, as_json: Json = False, sample: Ten = 10) -> None:
    """Times of dossier alone, each question asked cold and warm."""
    from evals.rendering import render_bench_row, render_latency
    from evals.run import run_latency
    from evals.showing import show

    report = run_latency(settings_of(home), sample, None if as_json else lambda row: show(render_bench_row(row)))
    if as_json:
        print_json(report.to_json())
    else:
        show(render_latency(report))


@measuring.command("scorers")
def scorers_command(home: Home = None, as_json: Json = False, judge: Judge = None) -> None:
    """How far the scorers agree with a person, on answers labelled by hand; with --judge, claim support by meaning too."""
    from evals.rendering import render_scorers
    from evals.run import run_scorers
    from evals.showing import show

    report = run_scorers(settings_of(home), judge)
    if as_json:
        print_json(report.to_json())
    else:
        show(render_scorers(report))
