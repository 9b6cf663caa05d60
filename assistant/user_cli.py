"""`dossier user`: who may use the web chat. Added to the command line by ``assistant.cli``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.config import load_settings

if TYPE_CHECKING:
    from assistant.chat.users import Users

user_app = typer.Typer(
    help="Who may use the web chat. Once there is one user, the chat asks for name and password.", no_args_is_help=True
)
Name = Annotated[str, typer.Argument(help="The user's name.", show_default=False)]
Home = Annotated[Path | None, typer.Option("--home", help="Folder of the library.", envvar="DOSSIER_HOME", show_default=False)]
Password = Annotated[
    str,
    typer.Option(prompt=True, hide_input=True, confirmation_prompt=True, help="Better not given, but typed when asked."),
]


@user_app.command("add")
def add(name: Name, password: Password, home: Home = None) -> None:
    """Let somebody use the chat, or change a password. Only its hash is kept."""
    _users(home).add(name, password)
    typer.echo(f"{name} may use the chat.")


@user_app.command("remove")
def remove(name: Name, home: Home = None) -> None:
    """Let somebody use the chat no more. Conversations are kept."""
    _users(home).remove(name)
    typer.echo(f"{name} may not use the chat any more.")


@user_app.command("list")
def list_(home: Home = None) -> None:
    """Name everybody who may use the chat."""
    for name in _users(home).names():
        typer.echo(name)


def _users(home: Path | None) -> "Users":
    from assistant.chat.users import Users

    return Users(load_settings(home=home).home)
