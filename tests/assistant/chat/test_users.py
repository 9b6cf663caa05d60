"""Users: who is let in, and what is kept of a password."""

import json
import stat
from base64 import b64encode
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.chat.users import FILE, Users
from assistant.cli import app
from index.errors import ConfigurationError, DossierError

PASSWORD = "a long one: with a colon"


def _header(name: str, password: str, scheme: str = "Basic") -> str:
    return f"{scheme} {b64encode(f'{name}:{password}'.encode()).decode()}"


@pytest.fixture
def users(tmp_path: Path) -> Users:
    made = Users(tmp_path)
    made.add("ليلى حداد", PASSWORD)
    return made


def test_who_has_the_password_is_known_again_and_again(users: Users) -> None:
    for _ in range(3):
        assert users.who(_header("ليلى حداد", PASSWORD)) == "ليلى حداد"
        assert users.who(_header("ليلى حداد", PASSWORD, "basic")) == "ليلى حداد"
        assert users.who(_header("ليلى حداد", f"{PASSWORD}x")) is None
        assert users.who(_header("طارق", PASSWORD)) is None


@pytest.mark.parametrize(
    "header", [None, "", "Basic", "Basic ???", "Basic gA==", "Bearer abc", _header("", ""), _header("", PASSWORD)]
)
def test_what_is_no_name_and_password_lets_nobody_in(users: Users, header: str | None) -> None:
    assert users.who(header) is None


def test_a_changed_or_removed_password_lets_in_no_more(users: Users) -> None:
    assert users.who(_header("ليلى حداد", PASSWORD))
    users.add("ليلى حداد", "another long one")
    assert users.who(_header("ليلى حداد", PASSWORD)) is None
    assert users.who(_header("ليلى حداد", "another long one"))
    users.remove("ليلى حداد")
    assert users.who(_header("ليلى حداد", "another long one")) is None
    with pytest.raises(ConfigurationError, match="no user"):
        users.remove("ليلى حداد")


def test_only_a_hash_is_kept_and_for_nobody_elses_eyes(users: Users, tmp_path: Path) -> None:
    kept = (tmp_path / FILE).read_text(encoding="utf-8")
    assert PASSWORD not in kept
    assert json.loads(kept)["ليلى حداد"].startswith("$argon2id$")
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


@pytest.mark.parametrize(
    ("name", "password"), [("", PASSWORD), (" a", PASSWORD), ("a:b", PASSWORD), ("a\n", PASSWORD), ("a", "short")]
)
def test_names_and_passwords_that_will_not_do_are_told(users: Users, name: str, password: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        users.add(name, password)
    assert caught.value.hint
    assert users.names() == ["ليلى حداد"]


@pytest.mark.parametrize("content", ["{", "[]", '{"a": 1}'])
def test_a_broken_file_lets_nobody_in(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE).write_text(content, encoding="utf-8")
    with pytest.raises(DossierError, match=FILE):
        Users(tmp_path).who(_header("a", PASSWORD))


def test_the_command_line_adds_lists_and_removes(tmp_path: Path) -> None:
    def run(*arguments: str, typed: str = "") -> str:
        result = CliRunner().invoke(app, ["user", *arguments, "--home", str(tmp_path)], input=typed)
        assert result.exit_code == 0, result.output
        return result.output

    run("add", "layla", typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert Users(tmp_path).who(_header("layla", PASSWORD)) == "layla"
    assert run("list") == "layla\n"
    run("remove", "layla")
    assert run("list") == ""
