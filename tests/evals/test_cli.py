"""How the words of ``dossier eval`` are read: suites, or commands, with options before and after."""

from typing import Any

import pytest
from typer.testing import CliRunner

import evals.cli  # noqa: F401 (adds the command)
from assistant.cli import app


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the commands were to run, in place of running it."""
    called: dict[str, Any] = {}

    def suites(names: list[str], settings: object, how: object, draw: object, sample: int | None, **flags: object) -> None:
        called.update(flags, names=names, how=how, draw=draw, sample=sample)

    def bench(name: str, settings: object, sample: int, *_: object) -> Any:
        called.update(bench=name, sample=sample)
        raise SystemExit(0)

    monkeypatch.setattr("evals.showing.show_suites", suites)
    monkeypatch.setattr("evals.run.run_bench", bench)
    return called


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ([], []),
        (["--json"], []),
        (["seeds", "tuning"], ["seeds", "tuning"]),
        (["--out", "bench", "seeds"], ["seeds"]),
        (["seeds", "--out", "new"], ["seeds"]),
        (["run", "seeds"], ["seeds"]),
        (["seeds", "bench"], ["seeds", "bench"]),
    ],
)
def test_words_that_are_no_command_are_suites(called: dict[str, Any], words: list[str], names: list[str]) -> None:
    run = CliRunner().invoke(app, ["eval", *words])
    assert run.exit_code == 0, run.output
    assert called["names"] == names
    assert called["as_json"] == ("--json" in words)


@pytest.mark.parametrize(
    "words",
    [
        ["bench", "ferry", "--sample", "3"],
        ["--sample", "3", "bench", "ferry"],
        ["--out", "bench", "bench", "ferry", "--sample=3"],
    ],
)
def test_a_command_is_found_before_and_after_its_options(called: dict[str, Any], words: list[str]) -> None:
    CliRunner().invoke(app, ["eval", *words])
    assert called == {"bench": "ferry", "sample": 3}


def test_squad_is_mixed_with_a_third_left_out_and_a_path_is_neither_unless_asked(called: dict[str, Any]) -> None:
    CliRunner().invoke(app, ["eval", "--squad", "xquad", "squad", "--seed", "2"])
    assert (called["names"], called["draw"].mixed, called["draw"].left_out, called["draw"].seed) == (["xquad"], True, True, 2)
    CliRunner().invoke(app, ["eval", "seeds", "--left-out"])
    assert (called["draw"].mixed, called["draw"].left_out) == (False, True)


def test_help_names_every_command_and_each_has_its_own_options() -> None:
    shown = CliRunner().invoke(app, ["eval", "--help"], env={"COLUMNS": "200"}).output
    assert all(name in shown for name in ("run", "new", "compare", "bench", "retrieval", "squad", "calibration", "latency"))
    assert "--against" in CliRunner().invoke(app, ["eval", "seeds", "--help"], env={"COLUMNS": "200"}).output
    assert "--against" not in CliRunner().invoke(app, ["eval", "compare", "--help"], env={"COLUMNS": "200"}).output


def test_an_option_that_the_command_does_not_have_is_refused() -> None:
    assert CliRunner().invoke(app, ["eval", "latency", "--against", "stock"]).exit_code == 2
