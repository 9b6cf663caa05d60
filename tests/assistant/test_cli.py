"""The command line as a program: what it prints where, its exit statuses, its JSON."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from assistant import cli
from assistant.records import Answer, AskEvent, Finished, Outcome, Timings

SEEDS = Path(__file__).parents[2] / "seeds"


def dossier(*arguments: str, home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program as a user does."""
    program = [sys.executable, "-c", "from evals.cli import main; main()"]
    return subprocess.run(
        [*program, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"DOSSIER_HOME": str(home), "COLUMNS": "200"} | environment,
        cwd=home.parent,
        timeout=120,
        check=False,
    )


def parsed(run: subprocess.CompletedProcess[str]) -> Any:
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of the seeds, made through the command line."""
    folder = tmp_path_factory.mktemp("cli") / "home"
    report = parsed(dossier("index", str(SEEDS), "--json", home=folder))
    assert len(report["added"]) == 2
    assert set(report) == {"added", "updated", "removed", "skipped", "refused"}
    return folder


def test_index_again_skips_and_names_what_it_refuses(home: Path, tmp_path: Path) -> None:
    assert len(parsed(dossier("index", str(SEEDS), "--json", home=home))["skipped"]) == 2
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / "note.txt").write_text("The lighthouse keeper retired in 1987.", encoding="utf-8")
    report = parsed(dossier("index", str(tmp_path), "--json", home=tmp_path / "other"))
    assert report["added"] == ["note.txt"]
    assert report["refused"][0]["document"] == "picture.png"
    assert "png" in report["refused"][0]["reason"]


def test_a_folder_without_files_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    told = " ".join(dossier("index", str(tmp_path / "empty"), home=tmp_path / "other").stdout.split())
    assert told.startswith("No file was found. Name files, or folders that hold some; readable are .docx,")
    assert told.endswith("0 documents in the library.")


def test_the_library_may_be_named_before_or_after_the_command(home: Path, tmp_path: Path) -> None:
    before = parsed(dossier("--home", str(home), "status", "--json", home=tmp_path / "other"))
    after = parsed(dossier("status", "--home", str(home), "--json", home=tmp_path / "other"))
    assert before["home"] == after["home"] == str(home)
    assert len(before["documents"]) == 2


def test_show_prints_the_text_and_nothing_else_and_search_points_into_it(home: Path) -> None:
    results = parsed(dossier("search", "أين يسكن الجندي الأسير؟", "-k", "4", "--json", home=home))
    assert len(results) == 4
    for result in results:
        text = dossier("show", result["document"], home=home).stdout
        assert text[result["start"] : result["end"]] == result["text"]
        assert result["language"] in {"en", "ar"}
        assert isinstance(result["score"], float)


def test_search_batch(home: Path, tmp_path: Path) -> None:
    questions, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    questions.write_text('{"id": "q1", "question": "Who was killed?"}\n', encoding="utf-8")
    run = dossier("search", "--batch", str(questions), "--out", str(out), "-k", "2", home=home)
    assert run.returncode == 0, run.stderr
    row = json.loads(out.read_text(encoding="utf-8"))
    assert row["id"] == "q1"
    assert row["question"] == "Who was killed?"
    assert len(row["results"]) == 2


def test_json_is_utf8_and_unescaped(home: Path) -> None:
    run = dossier("search", "ambulance", "-k", "20", "--json", home=home, PYTHONIOENCODING="ascii", LC_ALL="C")
    assert "سيارة إسعاف" in run.stdout


def test_status_says_what_is_there_and_which_model_would_answer(home: Path, tmp_path: Path) -> None:
    facts = parsed(dossier("status", "--json", home=home, DOSSIER_MODELS_DIR=str(tmp_path / "none")))
    assert {info["language"] for info in facts["documents"]} == {"en", "ar"}
    assert facts["embedder"]["library"] == "multilingual-e5-small"
    assert facts["model"]["ready"] is False
    assert "dossier model fetch" in facts["model"]["hint"]
    assert "no such" not in dossier("status", home=home).stderr


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("show", "nowhere.txt"), 1, "dossier status"),
        (("search",), 2, "question"),
        (("search", "  "), 2, "empty"),
        (("search", "x", "--batch", "y"), 2, "either"),
        (("search", "--batch", "in.jsonl"), 2, "--out"),
        (("ask", "x", "--after", " "), 2, "empty"),
        (("ask", "--batch", "in.jsonl", "--out", "out.jsonl", "--after", "x"), 2, "--after"),
        (("index",), 2, "Give files"),
        (("index", "missing-folder"), 1, "no such file"),
        (("frobnicate",), 2, "frobnicate"),
    ],
)
def test_misuse_and_failure_say_what_to_do(home: Path, arguments: tuple[str, ...], status: int, says: str) -> None:
    run = dossier(*arguments, home=home)
    assert run.returncode == status
    assert says in run.stderr + run.stdout
    assert "Traceback" not in run.stderr


class Recording:
    """An assistant that notes what it is asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[str, ...]]] = []

    def answer(self, question: str, history: Sequence[str] = ()) -> Answer:
        self.asked.append((question, tuple(history)))
        return Answer(question, "en", Outcome.ABSTAINED, "–", (), (), (), (), "", Timings(0, 0, 0))

    def ask(self, question: str, history: Sequence[str] = ()) -> Iterator[AskEvent]:
        yield Finished(self.answer(question, history))


@pytest.fixture
def recording(monkeypatch: pytest.MonkeyPatch) -> Recording:
    assistant = Recording()
    monkeypatch.setattr(cli, "_assistant", lambda home: nullcontext(assistant))
    return assistant


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_earlier_questions_go_along_with_a_question(recording: Recording, form: tuple[str, ...]) -> None:
    run = CliRunner().invoke(cli.app, ["ask", "--after", "Who?", "--after", " متى؟", "Why?", *form])
    assert run.exit_code == 0, run.output
    assert recording.asked == [("Why?", ("Who?", "متى؟"))]


def test_earlier_questions_go_along_in_a_batch(recording: Recording, tmp_path: Path) -> None:
    questions, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    questions.write_text('{"id": "1", "question": "Why?", "history": ["Who?"]}\n{"id": "2", "question": "When?"}\n')
    run = CliRunner().invoke(cli.app, ["ask", "--batch", str(questions), "--out", str(out)])
    assert run.exit_code == 0, run.output
    assert recording.asked == [("Why?", ("Who?",)), ("When?", ())]
    assert [json.loads(line)["id"] for line in out.read_text(encoding="utf-8").splitlines()] == ["1", "2"]


def test_an_empty_library_says_what_to_do(tmp_path: Path) -> None:
    run = dossier("search", "anything", home=tmp_path / "home")
    assert run.returncode == 1
    assert run.stderr.startswith("dossier: The library is empty.")
    assert len(run.stderr.strip().splitlines()) == 1


def test_without_a_model_the_evidence_is_still_there(home: Path, tmp_path: Path) -> None:
    run = dossier("ask", "Who was killed?", home=home, DOSSIER_MODELS_DIR=str(tmp_path / "none"))
    assert run.returncode == 1
    assert "Evidence from" in run.stderr
    assert "dossier model fetch" in run.stderr


def test_a_wrong_configuration_is_named(home: Path, tmp_path: Path) -> None:
    run = dossier("status", home=home, DOSSIER_MODEL__BACKEND="telepathy")
    assert run.returncode == 1
    assert "model.backend" in run.stderr
    (home.parent / "dossier.toml").write_text("[index]\npasage_words = 3\n", encoding="utf-8")
    try:
        run = dossier("status", home=home)
    finally:
        (home.parent / "dossier.toml").unlink()
    assert run.returncode == 1
    assert "pasage_words" in run.stderr


def test_a_document_does_not_steer_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "evil.txt").write_text("Red \x1b[31malert\x1b[0m [bold]markup[/bold] \u202etxet.", encoding="utf-8")
    home = tmp_path / "home"
    dossier("index", str(tmp_path / "evil.txt"), home=home)
    shown = dossier("search", "alert", home=home, FORCE_COLOR="1").stdout
    assert "\x1b[31malert" not in shown
    assert "\u202e" not in shown
    assert "[bold]markup[/bold]" in shown
