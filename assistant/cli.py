"""The command line. Commands parse, call and render; the work is done by the rooms. Heavy imports stay inside the commands."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.brief_cli import brief
from assistant.user_cli import user_app
from index.errors import DossierError

if TYPE_CHECKING:
    from assistant.answering import Assistant
    from assistant.batch import Answerer
    from assistant.config import Settings
    from index.library import Library

app = typer.Typer(
    name="dossier",
    help="Cited answers from a folder of documents, on your own machine, in English and Arabic.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)
model_app = typer.Typer(help="The language models: list them, fetch the embedded one.", no_args_is_help=True)
app.add_typer(model_app, name="model")
app.add_typer(user_app, name="user")
app.command()(brief)

Home = Annotated[Path | None, typer.Option("--home", help="Folder of the library.", envvar="DOSSIER_HOME", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else on standard output.")]
Batch = Annotated[
    Path | None,
    typer.Option("--batch", help='Questions, one JSON object a line: {"id", "question"}; for `ask` also "history".'),
]
Out = Annotated[Path | None, typer.Option("--out", help="Where --batch writes its results, one JSON object a line.")]
After = Annotated[
    list[str] | None,
    typer.Option("--after", help="An earlier question of the same conversation; repeatable, oldest first.", show_default=False),
]
Question = Annotated[str | None, typer.Argument(help="The question, in any language.", show_default=False)]


@app.callback()
def everywhere(home: Home = None) -> None:
    """Cited answers from a folder of documents, on your own machine, in English and Arabic."""
    if home is not None:  # given before the command: as good as after it
        os.environ["DOSSIER_HOME"] = str(home)


@app.command()
def index(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files and folders.", show_default=False)] = None,
    home: Home = None,
    as_json: Json = False,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Embed all stored documents anew first.")] = False,
) -> None:
    """Add files and folders to the library, or bring them up to date."""
    from assistant import terminal
    from index.indexing import index_paths
    from index.indexing import rebuild as embed_anew

    if not paths and not rebuild:
        raise typer.BadParameter("Give files or folders to index.")
    with open_library(home) as library:
        with terminal.progress("Embedding anew", quiet=as_json) as progress:
            rebuilt = embed_anew(library, progress) if rebuild else 0
        with terminal.progress("Indexing", quiet=as_json) as progress:
            report = index_paths(library, paths or [], progress)
        if as_json:
            print_json(terminal.report_json(report) | ({"rebuilt": rebuilt} if rebuild else {}))
        else:
            terminal.print_report(report, library)
    if report.refused and not (report.added or report.updated or report.skipped or report.removed):
        raise typer.Exit(1)


@app.command()
def search(
    question: Question = None,
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="How many passages.")] = 5,
    home: Home = None,
    as_json: Json = False,
    batch: Batch = None,
    out: Out = None,
) -> None:
    """The best passages for a question, whichever language they are in."""
    from assistant import terminal
    from index.retrieval import Retriever

    _one_of(question, batch, out)
    with open_library(home) as library:
        retriever = Retriever(library)
        if batch is not None and out is not None:
            _run_batch(
                batch,
                out,
                lambda row: {"question": row.question, "results": [e.to_json() for e in retriever.search(row.question, k)]},
            )
            return
        evidence = retriever.search(_asked(question), k)
        if as_json:
            print_json([item.to_json() for item in evidence])
        else:
            terminal.print_evidence(evidence)


@app.command()
def ask(
    question: Question = None,
    after: After = None,
    home: Home = None,
    as_json: Json = False,
    batch: Batch = None,
    out: Out = None,
) -> None:
    """A cited answer, or word that the documents do not tell."""
    from assistant import terminal

    _one_of(question, batch, out)
    history = _earlier(after, batch)
    with _assistant(home) as assistant:
        if batch is not None and out is not None:
            _run_batch(batch, out, lambda row: assistant.answer(row.question, row.history).to_json())
        elif as_json:
            print_json(assistant.answer(_asked(question), history).to_json())
        else:
            terminal.stream_answer(assistant.ask(_asked(question), history))


@app.command()
def show(
    document: Annotated[str, typer.Argument(help="Name of a document, as `dossier status` lists it.")],
    home: Home = None,
) -> None:
    """The document's text as indexed, to which all offsets refer."""
    with open_library(home) as library:
        sys.stdout.write(library.document(document).text)


@app.command()
def status(home: Home = None, as_json: Json = False) -> None:
    """What is in the library, which embedder made it, which model would answer and why."""
    from assistant import terminal
    from assistant.models.choosing import choose

    with open_library(home) as library:
        settings = settings_of(home)
        facts = terminal.status_json(library, settings, choose(settings.model, settings.models_dir))
    if as_json:
        print_json(facts)
    else:
        terminal.print_status(facts)


@app.command()
def chat(
    home: Home = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; 0 takes a free one.")] = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on; beyond this machine it needs users.")] = None,
) -> None:
    """The web chat, on the loopback address unless told."""
    from assistant.chat import serve
    from assistant.chat.server import is_loopback

    settings = settings_of(home)
    given = {key: value for key, value in (("host", host), ("port", port)) if value is not None}
    settings = settings.model_copy(update={"chat": settings.chat.model_copy(update=given)})
    if not is_loopback(settings.chat.host):
        typer.echo("Others can reach the chat, and what passes is not encrypted: let a proxy with TLS stand before it.", err=True)
    serve(settings, on_ready=lambda url: typer.echo(f"dossier is at {url}  (Ctrl-C stops it)"))


@model_app.command("list")
def model_list(as_json: Json = False) -> None:
    """Every model that could answer: embedded, Ollama's, the configured server's."""
    from assistant import terminal
    from assistant.models.choosing import list_models

    settings = settings_of(None)
    models = list_models(settings.model, settings.models_dir)
    if as_json:
        print_json(terminal.models_json(models))
    else:
        terminal.print_models(models)


@model_app.command("fetch")
def model_fetch(
    name: Annotated[str | None, typer.Argument(help="Its name; without one, the default.", show_default=False)] = None,
) -> None:
    """Fetch an embedded model, verify it, keep it in the per-user cache. Goes on where it was interrupted."""
    from assistant import terminal
    from assistant.models.catalogue import find
    from assistant.models.fetching import fetch
    from assistant.models.shallow import shallow
    from assistant.selection import find_calibration

    model = find(name)
    settings = settings_of(None)
    with terminal.download(model.name) as progress:
        path = fetch(model, settings.models_dir, progress, lambda text: typer.echo(text, err=True))
    if calibration := find_calibration(f"embedded:{path.stem}"):
        shallow(path, calibration.depth)  # now rather than at the first question
    typer.echo(f"{model.name} is ready: {path}")


@contextmanager
def open_library(home: Path | None) -> Iterator["Library"]:
    """The library that the command line means."""
    from index.library import Library

    settings = settings_of(home)
    with Library.open(settings.home, settings.index) as library:
        yield library


@contextmanager
def _assistant(home: Path | None) -> Iterator["Assistant"]:
    from assistant.answering import Assistant
    from index.library import Library

    settings = settings_of(home)
    with Library.open(settings.home, settings.index) as library, Assistant.open(library, settings) as assistant:
        yield assistant


def settings_of(home: Path | None) -> "Settings":
    """The configuration, with the library's folder from the command line if given there."""
    from assistant.config import load_settings

    return load_settings(home=home)


def print_json(value: Any) -> None:
    """JSON as every command prints it: indented, unescaped."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _one_of(question: str | None, batch: Path | None, out: Path | None) -> None:
    if (question is None) == (batch is None):
        raise typer.BadParameter("Give either a question or --batch.")
    if (batch is None) != (out is None):
        raise typer.BadParameter("--batch and --out go together.")


def _asked(question: str | None) -> str:
    if question is None or not question.strip():
        raise typer.BadParameter("The question is empty.")
    return question.strip()


def _earlier(after: list[str] | None, batch: Path | None) -> tuple[str, ...]:
    if after and batch is not None:
        raise typer.BadParameter('--after goes with a question; in a batch each line has a "history" of its own.')
    return tuple(map(_asked, after or ()))


def _run_batch(batch: Path, out: Path, answer: "Answerer") -> None:
    from assistant import terminal
    from assistant.batch import run_batch

    with terminal.counter("Asking") as progress:
        done, failed = run_batch(batch, out, answer, progress)
    typer.echo(f"{done} written to {out}" + (f", {failed} failed" if failed else ""), err=True)
    if failed:
        raise typer.Exit(1)


def main() -> None:
    """Entry point: errors become one line on standard error; status 0 done, 1 failed, 2 misused."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace" if stream is sys.stderr else "strict", newline="\n")
    from assistant.config import silence_telemetry

    silence_telemetry()
    try:
        app()
    except DossierError as exc:
        typer.echo(f"dossier: {' '.join(str(exc).split())}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except KeyboardInterrupt:
        typer.echo("dossier: stopped; what was done is kept.", err=True)
        sys.exit(130)
