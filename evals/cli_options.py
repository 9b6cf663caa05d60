"""What the commands of ``dossier eval`` have in common: how a command is found among suites, and options of several."""

from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from typer.core import TyperGroup

from index.errors import ConfigurationError

RUN = "run"


class SuitesOrCommand(TyperGroup):
    """A first word that is no command is a suite to run. Options may stand before a command, as well as after it."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the command first."""
        if args not in (["--help"], ["-h"]):
            place = self._first_word(args)
            if place is not None and args[place] in self.commands:
                args = [args[place], *args[:place], *args[place + 1 :]]
            else:
                args = [RUN, *args]
        return super().parse_args(ctx, args)

    def _first_word(self, args: list[str]) -> int | None:
        """Where the first argument stands that is neither an option nor the value of one."""
        params = [param for command in self.commands.values() for param in command.params]
        valued = {name for param in params if not getattr(param, "is_flag", False) for name in param.opts}
        befores = ["", *args]
        return next((i for i, arg in enumerate(args) if not arg.startswith("-") and befores[i] not in valued), None)


Out = Annotated[Path | None, typer.Option("--out", help="Folder for logs and reports.", show_default=False)]
Seed = Annotated[int, typer.Option(help="Draws the sample.")]
Fold = Annotated[int, typer.Option(min=0, max=1, help="Which half of the paragraphs is kept in which language.")]
Squad = Annotated[
    Path | None,
    typer.Option("--squad", help="Folder with en.json and ar.json, parallel files of SQuAD 1.1 (XQuAD).", show_default=False),
]
Judge = Annotated[
    str | None,
    typer.Option("--judge", help="Model that judges claim support too, of the configured back-end.", show_default=False),
]
Resume = Annotated[bool, typer.Option("--resume", help="Keep what the newest run in the same set-up has answered.")]
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


def given(squad: Path | None) -> Path:
    """The folder of ``--squad``, which a command cannot do without."""
    if squad is None:
        raise ConfigurationError("There is no data to measure with.", "Give the folder: --squad DIR.")
    return squad
