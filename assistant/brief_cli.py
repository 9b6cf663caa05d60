"""`dossier brief`: parses, calls, renders. Added to the command line by ``assistant.cli``."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from index.errors import OutputError

if TYPE_CHECKING:
    from assistant.briefing.records import Section

Topic = Annotated[str | None, typer.Argument(help="What it is to be about; without one, everything.", show_default=False)]
Out = Annotated[Path | None, typer.Option("--out", help="File to write; its suffix is the format.", show_default=False)]
Language = Annotated[
    Literal["en", "ar"] | None,
    typer.Option(
        "--language", help="Of labels and titles; quotes keep theirs. Default: the topic's, else en.", show_default=False
    ),
]
Length = Annotated[Literal["short", "normal", "long"], typer.Option("--length", help="How much of everything.")]
Sections = Annotated[
    str | None,
    typer.Option(
        "--sections",
        help="Only these, separated by commas: key_points, speakers, timeline, figures, agreements, differences, "
        "open_questions, names, sources.",
        show_default=False,
    ),
]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace an existing file.")]


def sections_of(given: str | None) -> "frozenset[Section]":
    """The sections named on the command line; all, where none is.

    Raises:
        typer.BadParameter: a name is unknown.
    """
    from assistant.briefing.records import Section

    if given is None:
        return frozenset(Section)
    names = [name.strip().replace("-", "_") for name in given.split(",") if name.strip()]
    unknown = [name for name in names if name not in set(map(str, Section))]
    if unknown or not names:
        raise typer.BadParameter(f"--sections: {', '.join(unknown) or 'nothing'}. There are: {', '.join(Section)}.")
    return frozenset(Section(name) for name in names)


def check_target(path: Path, *, overwrite: bool) -> None:
    """Refuse, before any work is done, a file that could not be written.

    Raises:
        OutputError: it exists already, its folder does not, or no format has its suffix.
    """
    from assistant.briefing.outputs import FORMATS

    if path.suffix.lower() not in FORMATS:
        raise OutputError(f"No format has the suffix {path.suffix!r}.", f"Use one of: {', '.join(sorted(FORMATS))}.")
    if not path.parent.is_dir():
        raise OutputError(f"The folder {path.parent} does not exist.", "Make it, or write elsewhere.")
    if path.is_dir() or (path.exists() and not overwrite):
        raise OutputError(f"{path} exists already.", "Choose another name, or replace it with --overwrite.")


@contextmanager
def whole_or_nothing(path: Path, *, overwrite: bool) -> Iterator[Path]:
    """A name beside ``path``, with its suffix; what was written there becomes ``path`` if all went well, else it is gone.

    Raises:
        OutputError: the file cannot be written, or another program made one of that name meanwhile.
    """
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".dossier-") as folder:
            written = Path(folder) / path.name
            yield written
            place: Callable[[Path, Path], None] = os.replace if overwrite else os.link  # a link replaces nothing
            place(written, path)
    except FileExistsError as exc:
        raise OutputError(f"{path} exists already.", "Choose another name, or replace it with --overwrite.") from exc
    except OSError as exc:
        raise OutputError(f"{path} cannot be written: {exc.strerror}.", "Free disk space, or write elsewhere.") from exc


def brief(  # noqa: PLR0913, PLR0917 (each is a flag of the command line)
    topic: Topic = None,
    out: Out = None,
    home: Annotated[
        Path | None, typer.Option("--home", help="Folder of the library.", envvar="DOSSIER_HOME", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON and nothing else on standard output.")] = False,
    language: Language = None,
    length: Length = "normal",
    sections: Sections = None,
    overwrite: Overwrite = False,
) -> None:
    """A cited briefing: key points, who says what, timeline, figures, where accounts agree and differ, sources."""
    if topic is not None and not topic.strip():
        raise typer.BadParameter("The topic is empty.")
    if out is not None:
        check_target(out, overwrite=overwrite)
    wanted = sections_of(sections)

    from assistant import terminal
    from assistant.briefing.making import Options, make_briefing
    from assistant.briefing.markdown import markdown
    from assistant.briefing.outputs import write
    from assistant.cli import open_library, print_json
    from index.language import dominant_language

    topic = topic.strip() if topic else None
    language = language or ("ar" if topic and dominant_language(topic) == "ar" else "en")
    with open_library(home) as library, terminal.counter("Reading") as progress:
        briefing, texts = make_briefing(library, Options(topic, language, length, wanted), progress=progress)
    if out is not None:
        with whole_or_nothing(out, overwrite=overwrite) as path:
            write(briefing, texts, path)
        typer.echo(
            f"Written to {out}: {len(briefing.citations)} citations, {briefing.coverage.share:.0%} of the passages.", err=True
        )
    if as_json:
        print_json(briefing.to_json())
    elif out is None:
        sys.stdout.write(terminal.plain(markdown(briefing)))
