"""The program's entry point: the command line of ``assistant`` with ``dossier eval`` added (imports point downwards only).

``dossier eval [SUITE…]`` runs suites, unless the first word is a command of its own (``new``, ``compare``, ``bench`` …).
Commands parse, call and render.
"""

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli import Home, Json, app, print_json, settings_of
from assistant.cli import main as run
from evals.cli_measuring import measuring
from evals.cli_options import RUN, Against, FailUnder, Fold, Judge, Out, Resume, Seed, Squad, SuitesOrCommand, given
from index.errors import SuiteError

eval_app = typer.Typer(
    cls=SuitesOrCommand,
    subcommand_metavar="[SUITE…] [OPTIONS] | COMMAND [ARGS]…",
    help="Check answers against known facts. `dossier eval [SUITE…]` runs suites; `dossier eval run --help` shows its options.",
)
app.add_typer(eval_app, name="eval")


@eval_app.command(RUN)
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
    resume: Resume = False,
    judge: Judge = None,
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
    """Run suites; print every figure with its interval."""
    from evals.adapters import Kind, kind_of
    from evals.session import How
    from evals.showing import show_beir, show_suites
    from evals.squad import SAMPLE, Draw

    names = suites or []
    draw = Draw(sample or SAMPLE, seed, fold, mixed, left_out)
    if len(names) == 1 and kind_of(names[0]) is Kind.BEIR:
        if against or fail_under or resume or judge:
            raise typer.BadParameter(
                "A BEIR folder gives figures of retrieval: it goes with none of --against, --fail-under, --judge, --resume."
            )
        show_beir(Path(names[0]), settings_of(home), sample, as_json)
    else:
        how = How(out, resume, judge, against, seed)
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
    resume: Resume = False,
    judge: Judge = None,
) -> None:
    """A folder of parallel SQuAD files, mixed and with a third left out: `run DIR --mixed --left-out`."""
    from evals.session import How
    from evals.showing import show_suites
    from evals.squad import Draw

    how, draw = How(out, resume, judge, seed=seed), Draw(sample, seed, fold)
    show_suites([str(given(squad))], settings_of(home), how, draw, None, as_json=as_json)


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


eval_app.add_typer(measuring)


def main() -> None:
    """Run the program."""
    run()
