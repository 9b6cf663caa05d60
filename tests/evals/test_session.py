"""Runs of suites through the real index flow and assistant, with a scripted model that may die."""

import hashlib
import json
from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import evals.cli  # noqa: F401 (adds the command)
from assistant.cli import app
from assistant.config import ModelSettings, Settings
from evals.figures import Row
from evals.metering import Tokens
from evals.resuming import read_log, row_of
from evals.run import run_suites
from evals.scoring import Verdict
from evals.session import How
from evals.setups import model_sha256
from index.embedding import load_embedder
from index.errors import ModelError, SuiteError
from index.neutral import neutral_means
from tests.evals.examples_fire import ASKED, Mortal, write_fire

_embedder, _means = cache(load_embedder), cache(neutral_means)


@pytest.fixture(autouse=True)
def one_embedder(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real one, loaded once for all libraries of these tests."""
    monkeypatch.setattr("index.library.load_embedder", _embedder)
    monkeypatch.setattr("index.library.neutral_means", _means)


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Mortal:
    model = Mortal()
    monkeypatch.setattr("assistant.answering.load", model)
    return model


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", model=ModelSettings(backend="embedded"))


@pytest.fixture
def suite(tmp_path: Path) -> str:
    return str(write_fire(tmp_path / "fire"))


def _die(model: Mortal, suite: str, settings: Settings, dies_at: str = "cost") -> Path:
    """A run that ends where the model does; its log."""
    model.dies_at = dies_at
    with pytest.raises(ModelError):
        run_suites([suite], settings)
    model.dies_at = None
    model.asked.clear()
    (log,) = (settings.home / "evals").glob("*.jsonl")
    return log


def test_a_model_that_dies_ends_the_run_and_what_was_finished_is_kept(model: Mortal, suite: str, settings: Settings) -> None:
    model.dies_at = "cost"
    seen: list[Row] = []
    with pytest.raises(ModelError) as caught:
        run_suites([suite], settings, How(on_result=seen.append))
    (log,) = (settings.home / "evals").iterdir()
    assert caught.value.message == "fire: The model failed at 3 questions in a row: The server is gone."
    assert caught.value.hint.startswith("Start it. The finished answers are kept in")
    assert f"{log}: the same command with --resume" in caught.value.hint
    assert [row.question.id for row in seen] == list(ASKED)
    assert list(read_log(log).finished) == ["began", "houses"]


def test_a_resumed_run_asks_what_is_missing_and_reports_on_all(model: Mortal, suite: str, settings: Settings) -> None:
    log = _die(model, suite, settings)
    lines: list[str] = []
    seen: list[Row] = []
    (report,) = run_suites([suite], settings, How(resume=True, on_result=seen.append, say=lines.append))
    assert model.asked == ["cost", "dead", "why"] == [row.question.id for row in seen]
    assert report.written[0] == log
    assert f"fire: 2 of 5 answers are in {log.name}." in lines
    assert [(row.question.id, row.verdict) for row in report.rows] == [
        ("began", Verdict.RIGHT),
        ("houses", Verdict.RIGHT),
        ("cost", Verdict.REFUSED),
        ("dead", Verdict.REFUSED),
        ("why", Verdict.REFUSED),
    ]
    (whole,) = run_suites([suite], settings)
    assert report.overall.rates() == whole.overall.rates()
    told = json.loads(report.written[2].read_text(encoding="utf-8"))
    assert [row["id"] for row in told["rows"]] == list(ASKED)


def test_a_finished_run_is_not_asked_again_when_resumed(model: Mortal, suite: str, settings: Settings) -> None:
    (first,) = run_suites([suite], settings)
    model.asked.clear()
    (again,) = run_suites([suite], settings, How(resume=True))
    assert model.asked == []
    assert again.written == first.written
    assert again.overall.rates() == first.overall.rates()


def test_without_resume_everything_is_asked_anew_into_another_log(model: Mortal, suite: str, settings: Settings) -> None:
    log = _die(model, suite, settings)
    (report,) = run_suites([suite], settings)
    assert model.asked == list(ASKED)
    assert report.written[0] != log


def test_a_row_that_a_killed_run_left_half_written_is_asked_again(model: Mortal, suite: str, settings: Settings) -> None:
    log = _die(model, suite, settings)
    whole = log.read_bytes().split(b"\n")
    log.write_bytes(b"\n".join(whole[:2]) + b"\n" + whole[2][:-40])
    run_suites([suite], settings, How(resume=True))
    assert model.asked == ["houses", "cost", "dead", "why"]
    assert list(read_log(log).finished) == list(ASKED)


def test_the_independent_judge_is_asked_and_its_name_recorded(model: Mortal, suite: str, settings: Settings) -> None:
    (report,) = run_suites([suite], settings, How(judge="another"))
    assert report.head["judges"] == {"verifier": "scripted:model", "judge": "scripted:model"}
    judged = report.overall.estimates["claims_supported_by_judge"]
    assert (judged.value, judged.questions) == (1, 2)


@pytest.mark.parametrize(("change", "told"), [("question", "suite_sha256"), ("setting", "configuration"), ("judge", "judges")])
def test_a_run_of_something_else_is_not_gone_on_with(
    model: Mortal, suite: str, settings: Settings, change: str, told: str
) -> None:
    log = _die(model, suite, settings)
    if change == "question":
        document = Path(suite) / "ar.txt"
        document.write_text(document.read_text(encoding="utf-8") + " نعم.", encoding="utf-8")
    elif change == "setting":
        settings = settings.model_copy(update={"index": settings.index.model_copy(update={"passage_words": 40})})
    lines: list[str] = []
    (report,) = run_suites([suite], settings, How(resume=True, judge="another" if change == "judge" else None, say=lines.append))
    assert report.written[0] != log
    assert f"fire: {log.name} is not gone on with; other than now were: {told}." in lines
    assert model.asked == list(ASKED)


def test_rows_are_read_back_as_they_were(model: Mortal, suite: str, settings: Settings) -> None:
    (report,) = run_suites([suite], settings)
    logged = read_log(report.written[0]).rows
    for row in report.rows:
        back = row_of(logged[row.question.id])
        assert (back.question, back.score, back.error, back.tokens) == (row.question, row.score, row.error, row.tokens)
        assert back.confidence == row.confidence
        assert back.to_json() == row.to_json()
    assert report.overall.tokens_written.n == len(report.rows), "the judges' calls are not among the system's"
    assert {row.tokens for row in report.rows if row.question.id == "houses"} == {Tokens(30, 2)}
    with pytest.raises(SuiteError, match="'began' cannot be read back"):
        row_of(logged["began"] | {"score": {"verdict": "right"}})


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "1: the log is empty"),
        ('{"id": "x"}\n', "1: no log of a run"),
        ('{"head": {}}\nnonsense\n', "2: no JSON"),
        ('{"head": {}}\n{"id": "x"}\n', "2: no row of a run"),
    ],
)
def test_what_is_no_log_is_refused_with_its_line(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SuiteError, match=rf"a\.jsonl:{fault}"):
        read_log(path)


def test_the_head_says_with_what_it_was_run(model: Mortal, suite: str, settings: Settings) -> None:
    (report,) = run_suites([suite], settings, How(seed=7))
    head = report.head
    assert (head["system"], head["seed"], head["questions"]) == ("dossier", 7, 5)
    assert head["configuration"]["model"]["backend"] == "embedded"
    assert {"commit", "dirty"} == head["git"].keys()
    assert head["packages"]["chromadb"]


def test_the_models_checksum_is_the_verified_one_and_only_other_files_are_hashed(tmp_path: Path) -> None:
    other = tmp_path / "mine.gguf"
    other.write_bytes(b"GGUF")
    named = Settings(home=tmp_path, models_dir=tmp_path / "none", model=ModelSettings(name=str(other)))
    assert model_sha256("embedded:mine", named) == hashlib.sha256(b"GGUF").hexdigest()
    known = model_sha256("embedded:qwen2.5-coder-1.5b-instruct-q4_k_m", named)
    assert known == "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"
    assert model_sha256("ollama:qwen2.5:7b", named) is None


# -- other systems -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("other", "right"), [("stock", "began"), ("closed-book", "houses")])
def test_another_system_is_asked_the_same(model: Mortal, suite: str, settings: Settings, other: str, right: str) -> None:
    ours, theirs = run_suites([suite], settings, How(against=other))
    assert [report.head["system"] for report in (ours, theirs)] == ["dossier", other]
    assert ours.overall.right == 2
    assert [row.question.id for row in theirs.rows if row.verdict is Verdict.RIGHT] == [right]
    assert theirs.overall.refused == 3
    assert theirs.written[0].name.startswith(f"fire-{other}-")
    assert ours.written[0] != theirs.written[0]


def test_where_the_other_systems_model_dies_only_its_part_is_asked_again(model: Mortal, suite: str, settings: Settings) -> None:
    def say(line: str) -> None:
        model.dies_at = "houses" if line.startswith("fire, stock") else None

    with pytest.raises(ModelError, match="3 questions in a row"):
        run_suites([suite], settings, How(against="stock", say=say))
    model.dies_at = None
    model.asked.clear()
    ours, theirs = run_suites([suite], settings, How(against="stock", resume=True))
    assert set(model.asked) == {"houses", "cost", "dead", "why"}
    assert (ours.overall.errors, theirs.overall.errors) == (0, 0)


# -- the command -------------------------------------------------------------------------------------------------------


def _dossier(settings: Settings, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["eval", *arguments, "--home", str(settings.home)], env={"DOSSIER_MODEL__BACKEND": "embedded"})


def test_the_command_numbers_its_rows_and_ends_with_0(model: Mortal, suite: str, settings: Settings) -> None:
    run = _dossier(settings, suite)
    assert run.exit_code == 0, run.output
    rows = [line.split()[:3] for line in run.stdout.splitlines()[:5]]
    assert rows[0] == ["1", "right", "began"]
    assert rows[4] == ["5", "refused", "why"]
    assert "fire, dossier: 5 questions to ask." in run.stderr


def test_json_is_a_list_of_reports_and_nothing_else(model: Mortal, suite: str, settings: Settings) -> None:
    (told,) = json.loads(_dossier(settings, "--json", suite).stdout)
    assert (told["suite"], len(told["rows"])) == ("fire", 5)


def test_a_question_that_failed_ends_the_command_with_1(model: Mortal, suite: str, settings: Settings) -> None:
    model.dies_at = "why"
    run = _dossier(settings, suite)
    assert run.exit_code == 1
    assert "1 questions failed; the same command with --resume asks them again." in run.stderr
    assert "fire: outcomes" in run.stdout
    model.dies_at = None
    assert _dossier(settings, "--resume", suite).exit_code == 0
    assert model.asked[-2:] == ["why", "why"]


def test_thresholds_end_the_command_with_1_and_are_listed(model: Mortal, suite: str, settings: Settings) -> None:
    assert _dossier(settings, suite, "--fail-under", "right=1,shown_wrong=0").exit_code == 0
    run = _dossier(settings, "--fail-under", "speaker_right=.5", "--fail-under", "total_ms.p95=0", suite)
    assert run.exit_code == 1
    assert "below the threshold: speaker_right: not measured, at least 0.5 wanted" in run.stderr
    assert "below the threshold: total_ms.p95" in run.stderr


def test_a_threshold_that_no_report_has_is_refused_before_anything_runs(model: Mortal, suite: str, settings: Settings) -> None:
    run = _dossier(settings, suite, "--fail-under", "rihgt=.5")
    assert isinstance(run.exception, SuiteError)
    assert "no report has a figure 'rihgt'" in run.exception.message
    assert model.asked == []


def test_against_shows_both_systems_and_the_paired_test(
    model: Mortal, suite: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "220")
    run = _dossier(settings, suite, "--against", "closed-book")
    assert run.exit_code == 0, run.output
    lines = [" ".join(line.replace("│", " ").split()) for line in run.stdout.splitlines()]
    assert "Right 1.00 [.16–1.00] of 2 .50 [.00–1.00] of 2" in lines
    assert any(line.startswith("began fire right → abstained worse") for line in lines)


@pytest.mark.parametrize("arguments", [["compare", "{0}", "{1}"], ["--json", "compare", "{0}", "{1}"]])
def test_compare_reads_logs_and_reports(model: Mortal, suite: str, settings: Settings, arguments: list[str]) -> None:
    ours, theirs = run_suites([suite], settings, How(against="closed-book"))
    files = (str(ours.written[0]), str(theirs.written[2]))
    run = CliRunner().invoke(app, ["eval", *(argument.format(*files) for argument in arguments)])
    assert run.exit_code == 0, run.output
    assert "began" in run.stdout
