"""The program's entry point: the command line of ``assistant`` with ``dossier eval`` added (imports point downwards only).

``dossier eval [SUITE…]`` runs suites, unless the first word is a command of its own (``new``, ``compare``, ``bench`` …).
Commands parse, call and render.
"""

from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from typer.core import TyperGroup

from assistant.cli import Home, Json, app, print_json, settings_of
from assistant.cli import main as run
from index.errors import ConfigurationError, SuiteError

_RUN = "run"


class _SuitesOrCommand(TyperGroup):
    """A first word that is no command is a suite to run. Options may stand before a command, as well as after it."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args not in (["--help"], ["-h"]):
            place = self._first_word(args)
            if place is not None and args[place] in self.commands:
                args = [args[place], *args[:place], *args[place + 1 :]]
            else:
                args = [_RUN, *args]
        return super().parse_args(ctx, args)

    def _first_word(self, args: list[str]) -> int | None:
        """Where the first argument stands that is neither an option nor the value of one."""
        params = [param for command in self.commands.values() for param in command.params]
        valued = {name for param in params if not getattr(param, "is_flag", False) for name in param.opts}
        befores = ["", *args]
        return next((i for i, arg in enumerate(args) if not arg.startswith("-") and befores[i] not in valued), None)


eval_app = typer.Typer(
    cls=_SuitesOrCommand,
    subcommand_metavar="[SUITE…] [OPTIONS] | COMMAND [ARGS]…",
    help="Check answers against known facts. `dossier eval [SUITE…]` runs suites; `dossier eval run --help` shows its options.",
)
app.add_typer(eval_app, name="eval")

Out = Annotated[Path | None, typer.Option("--out", help="Folder for logs and reports.", show_default=False)]
Seed = Annotated[int, typer.Option(help="Draws the sample.")]
Fold = Annotated[int, typer.Option(min=0, max=1, help="Which half of the paragraphs is kept in which language.")]
Squad = Annotated[
    Path | None,
    typer.Option("--squad", help="Folder with en.json and ar.json, parallel files of SQuAD 1.1 (XQuAD).", show_default=False),
]
Ten = Annotated[int, typer.Option("--sample", min=1, help="How many questions.")]
Against = Annotated[
    Literal["stock", "closed-book"] | None,
    typer.Option(help="Ask another system the same: stock LlamaIndex, or the model alone without documents.", show_default=False),
]
FailUnder = Annotated[
    list[str] | None,
    typer.Option(
        help="Exit with 1 if a figure falls short: right=.8,shown_wrong=.1, or a YAML file of such pairs.", show_default=False
    ),
]


@eval_app.command(_RUN)
def run_command(  # noqa: PLR0913, PLR0917 (each is a flag of the command line)
    suites: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SUITE…]",
            help="Suites by name, path or split: tuning, held-out (default: seeds). A path may be a YAML suite, a SQuAD file, "
            "a folder of parallel SQuAD files, a JSONL of questions and answers, or a BEIR folder.",
            show_default=False,
        ),
    ] = None,
    home: Home = None,
    as_json: Json = False,
    out: Out = None,
    resume: Annotated[bool, typer.Option("--resume", help="Keep what the newest run in the same set-up has answered.")] = False,
    against: Against = None,
    fail_under: FailUnder = None,
    sample: Annotated[
        int | None, typer.Option(min=1, help="How many questions (SQuAD: 60; else all).", show_default=False)
    ] = None,
    seed: Seed = 0,
    fold: Fold = 0,
    mixed: Annotated[bool, typer.Option("--mixed", help="SQuAD: keep each paragraph in one language only.")] = False,
    left_out: Annotated[bool, typer.Option("--left-out", help="SQuAD: leave a third of the paragraphs out.")] = False,
) -> None:
    """Run suites; print rates, citation validity and latency."""
    from evals.adapters import Kind, kind_of
    from evals.session import How
    from evals.showing import show_beir, show_suites
    from evals.squad import SAMPLE, Draw

    names = suites or []
    draw = Draw(sample or SAMPLE, seed, fold, mixed, left_out)
    if len(names) == 1 and kind_of(names[0]) is Kind.BEIR:
        if against or fail_under or resume:
            raise typer.BadParameter(
                "A BEIR folder gives figures of retrieval: it goes with none of --against, --fail-under, --resume."
            )
        show_beir(Path(names[0]), settings_of(home), sample, as_json)
    else:
        how = How(out, resume, against, seed)
        show_suites(names, settings_of(home), how, draw, sample, as_json=as_json, fail_under=fail_under or ())


@eval_app.command("squad")
def squad_command(  # noqa: PLR0913, PLR0917 (each is a flag of the command line)
    home: Home = None,
    as_json: Json = False,
    out: Out = None,
    squad: Squad = None,
    sample: Annotated[int, typer.Option(min=1, help="How many questions.")] = 60,
    seed: Seed = 0,
    fold: Fold = 0,
    resume: Annotated[bool, typer.Option("--resume", help="Keep what the newest run in the same set-up has answered.")] = False,
) -> None:
    """A folder of parallel SQuAD files, mixed and with a third left out: `run DIR --mixed --left-out`."""
    from evals.session import How
    from evals.showing import show_suites
    from evals.squad import Draw

    how, draw = How(out, resume, seed=seed), Draw(sample, seed, fold)
    show_suites([str(_given(squad))], settings_of(home), how, draw, None, as_json=as_json)


@eval_app.command("new")
def new_command(
    source: Annotated[
        Path | None, typer.Argument(help="A CSV file, or a folder of documents (default: the library).", show_default=False)
    ] = None,
    home: Home = None,
    as_json: Json = False,
    out: Annotated[
        Path | None, typer.Option("--out", help="Folder for suite.yaml (default: beside the documents).", show_default=False)
    ] = None,
    questions: Annotated[int, typer.Option(min=1, help="How many candidates, at most.")] = 20,
) -> None:
    """Write a suite: from a table of questions, or with candidate questions from documents for you to accept."""
    from assistant.terminal import plain
    from evals.skeleton import from_folder, from_library, from_table
    from index.library import Library

    settings = settings_of(home)
    if source is not None and source.is_file():
        made = from_table(source, out)
    elif source is not None and not (source / "catalogue.sqlite").is_file():
        if not source.is_dir():
            raise SuiteError(f"There is no file or folder {source}.", "Give a CSV file or a folder of documents.")
        made = from_folder(source, questions, out)
    else:
        with Library.open(source or settings.home, settings.index) as library:
            made = from_library(library, questions, out)
    if as_json:
        print_json(made.to_json())
        return
    for reason in made.left_out:
        typer.echo(f"left out: {plain(reason)}", err=True)
    waiting = f", {made.to_accept} of them for you to accept" if made.to_accept else ""
    typer.echo(f"{made.path}: {made.questions} questions about {made.documents} documents{waiting}.")


@eval_app.command("compare")
def compare_command(
    before: Annotated[Path, typer.Argument(metavar="A", help="Report (.json) or log (.jsonl) of a run.")],
    after: Annotated[Path, typer.Argument(metavar="B", help="That of the other.")],
    as_json: Json = False,
) -> None:
    """What changed from run A to run B, question by question, and whether it is more than chance."""
    from evals.comparing import compare, load_side
    from evals.comparison_tables import comparison_grids, notes
    from evals.rendering import table
    from evals.showing import show

    found = compare(load_side(before), load_side(after))
    for note in notes(found):
        typer.echo(note, err=True)
    if as_json:
        print_json(found.to_json())
    else:
        for grid in comparison_grids(found):
            show(table(grid))


@eval_app.command("retrieval")
def retrieval_command(home: Home = None, as_json: Json = False, squad: Squad = None, fold: Fold = 0) -> None:
    """How often the right paragraph of a folder of parallel SQuAD files is among the first results."""
    from evals.rendering import render_retrieval
    from evals.retrieval import run_retrieval
    from evals.showing import show

    for mixed in (True, False):
        report = run_retrieval(_given(squad), settings_of(home), mixed=mixed, fold=fold)
        if as_json:
            print_json(report.to_json())
        else:
            show(render_retrieval(report))


@eval_app.command("calibration")
def calibration_command(
    home: Home = None,
    as_json: Json = True,
    squad: Squad = None,
    sample: Annotated[int, typer.Option(min=1, help="How many questions of the SQuAD data.")] = 100,
    seed: Seed = 0,
) -> None:
    """Fit the weights of the embedded model on the tuning suites, and on a SQuAD sample if given. Always prints JSON."""
    from assistant import terminal
    from evals.run import run_calibration

    with terminal.counter("Reading") as progress:
        report = run_calibration(squad, settings_of(home), sample, seed, progress)
    print_json(report.to_json())


@eval_app.command("bench")
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


@eval_app.command("latency")
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


def _given(squad: Path | None) -> Path:
    if squad is None:
        raise ConfigurationError("There is no data to measure with.", "Give the folder: --squad DIR.")
    return squad


def main() -> None:
    """Run the program."""
    run()
