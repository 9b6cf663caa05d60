"""`dossier brief`: parses, calls, renders. Added to the command line by ``assistant.cli``."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

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
    wanted = sections_of(sections)
    if out is not None:
        from assistant.briefing.outputs import check

        check(out, overwrite)

    from assistant import terminal
    from assistant.briefing.making import Options, make_briefing
    from assistant.briefing.outputs import to_markdown, write
    from assistant.cli import open_library, print_json
    from index.language import dominant_language

    topic = topic.strip() if topic else None
    language = language or ("ar" if topic and dominant_language(topic) == "ar" else "en")
    with open_library(home) as library, terminal.counter("Reading") as progress:
        briefing, texts = make_briefing(library, Options(topic, language, length, wanted), progress=progress)
    if out is not None:
        write(briefing, texts, out, overwrite)
        typer.echo(
            f"Written to {out}: {len(briefing.citations)} citations, {briefing.coverage.share:.0%} of the passages.", err=True
        )
    if as_json:
        print_json(briefing.to_json())
    elif out is None:
        sys.stdout.write(terminal.plain(to_markdown(briefing)))
