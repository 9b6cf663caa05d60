"""The doors of the room, through the real index flow, the real assistant and the embedded model."""

import json
import tempfile
from pathlib import Path

import pytest

from assistant.config import Settings
from evals.figures import Row
from evals.run import run_suites
from evals.scoring import Verdict
from evals.session import How
from evals.squad import Draw
from evals.workbench import indexed, texts_of
from index.config import IndexSettings
from index.errors import SuiteError
from tests.evals.examples_squad import write_pair

SUITE = """\
description: A fire.
documents: [reports/en.txt, ar.txt]
questions:
  - id: began
    question: When did the fire begin?
    language: en
    expect: answered
    facts: [[dawn, فجراً]]
    documents: [reports/en.txt]
  - id: houses
    question: كم منزلاً احترق؟
    language: ar
    expect: answered
    facts: [[21]]
    documents: [ar.txt]
"""


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    folder = tmp_path / "fire"
    (folder / "reports").mkdir(parents=True)
    (folder / "reports" / "en.txt").write_text("The fire in the old town began at dawn.", encoding="utf-8")
    (folder / "ar.txt").write_text("وقالت البلدية إن ٢١ منزلاً احترقت في المدينة القديمة.", encoding="utf-8")
    (folder / "suite.yaml").write_text(SUITE, encoding="utf-8")
    return folder


def test_the_library_of_a_run_holds_the_suites_documents_by_their_names_and_is_gone_afterwards() -> None:
    documents = {"reports/a.txt": b"One.", "b.txt": "اثنان.".encode()}
    with indexed(documents, IndexSettings()) as library:
        home = library.home
        assert texts_of(library) == {"reports/a.txt": "One.", "b.txt": "اثنان."}
        assert home.is_relative_to(tempfile.gettempdir())
    assert not home.exists()


def test_a_document_that_cannot_be_indexed_is_named_and_nothing_runs() -> None:
    with (
        pytest.raises(SuiteError, match=r"table\.xyz cannot be indexed"),
        indexed({"a.txt": b"One.", "table.xyz": b"?"}, IndexSettings()),
    ):
        pytest.fail("a library without all documents was handed out")


def test_a_broken_suite_is_refused_before_any_model_is_looked_for(suite: Path) -> None:
    (suite / "ar.txt").unlink()
    nowhere = Settings(home=suite / "home", models_dir=suite / "no-models")
    with pytest.raises(SuiteError, match=r"suite\.yaml:2: there is no document 'ar.txt'"):
        run_suites([str(suite)], nowhere)
    assert not (suite / "home").exists()


@pytest.mark.model
def test_a_suite_runs_through_the_product_and_leaves_log_and_reports(suite: Path, tmp_path: Path) -> None:
    seen: list[Row] = []
    home = tmp_path / "home"
    (report,) = run_suites([str(suite)], Settings(home=home), How(on_result=seen.append))
    assert [row.question.id for row in seen] == ["began", "houses"]
    assert not any(row.error for row in seen)
    assert {row.verdict for row in seen} <= {Verdict.RIGHT, Verdict.WRONG, Verdict.ABSTAINED}
    assert report.overall.resolved == report.overall.citations
    log, markdown, data, page = report.written
    assert log.parent == page.parent == home / "evals"
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert lines[0]["head"]["model"]
    assert [line["id"] for line in lines[1:]] == ["began", "houses"]
    assert "began" in markdown.read_text(encoding="utf-8") or report.overall.right == 2
    assert json.loads(data.read_text(encoding="utf-8"))["overall"]["answers"] == 2


@pytest.mark.model
def test_a_squad_sample_runs_through_the_product(tmp_path: Path) -> None:
    (report,) = run_suites([str(write_pair(tmp_path))], Settings(home=tmp_path / "home"), How(out=tmp_path / "out"), Draw(3))
    assert report.overall.answers == len(report.rows) == 3
    assert all(path.parent == tmp_path / "out" for path in report.written)
