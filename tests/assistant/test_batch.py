"""Batches: every line is answered once, a stopped run goes on, a bad line is named."""

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.batch import BatchQuestion, read_batch, run_batch
from index.errors import ModelServerError, SuiteError


def _write(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_each_question_is_answered_once_and_a_second_run_adds_only_new_ones(tmp_path: Path) -> None:
    batch = _write(tmp_path / "in.jsonl", {"id": "a", "question": "Who?"}, {"id": 2, "question": "متى؟"})
    out = tmp_path / "out.jsonl"
    asked: list[str] = []

    def answer(row: BatchQuestion) -> dict[str, Any]:
        asked.append(row.question)
        return {"question": row.question, "answer": row.question.upper()}

    assert run_batch(batch, out, answer, lambda done, total: None) == (2, 0)
    assert [row["id"] for row in _rows(out)] == ["a", "2"]
    assert "متى؟" in out.read_text(encoding="utf-8")  # unescaped
    _write(batch, {"id": "a", "question": "Who?"}, {"id": 2, "question": "متى؟"}, {"id": "c", "question": "Why?"})
    assert run_batch(batch, out, answer, lambda done, total: None) == (3, 0)
    assert asked == ["Who?", "متى؟", "Why?"]


def test_a_line_cut_off_by_a_killed_run_is_answered_again(tmp_path: Path) -> None:
    batch = _write(tmp_path / "in.jsonl", {"id": "a", "question": "Who?"}, {"id": "b", "question": "When?"})
    out = tmp_path / "out.jsonl"
    out.write_text('{"id": "a", "question": "Who?", "answer": "x"}\n{"id": "b", "ques', encoding="utf-8")
    run_batch(batch, out, lambda row: {"question": row.question}, lambda done, total: None)
    assert [row["id"] for row in _rows(out)] == ["a", "b"]
    assert _rows(out)[0]["answer"] == "x"


def test_a_failed_question_is_counted_and_asked_again_next_time(tmp_path: Path) -> None:
    batch = _write(tmp_path / "in.jsonl", {"id": "a", "question": "Who?"}, {"id": "b", "question": "When?"})
    out = tmp_path / "out.jsonl"
    broken = True

    def answer(row: BatchQuestion) -> dict[str, Any]:
        if broken and row.question == "Who?":
            raise ModelServerError("The server went away.")
        return {"question": row.question}

    assert run_batch(batch, out, answer, lambda done, total: None) == (1, 1)
    broken = False
    assert run_batch(batch, out, answer, lambda done, total: None) == (2, 0)
    assert sorted(row["id"] for row in _rows(out)) == ["a", "b"]
    assert not any("error" in row for row in _rows(out))


def test_a_line_may_carry_the_questions_before_it(tmp_path: Path) -> None:
    history = ["Who closed the bridge?", " متى؟ "]
    batch = _write(tmp_path / "in.jsonl", {"id": "a", "question": "Why?", "history": history}, {"id": "b", "question": "Who?"})
    assert [row.history for row in read_batch(batch)] == [("Who closed the bridge?", "متى؟"), ()]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"id": "a", "question": "x"}\nnot json', "line 2"),
        ('{"id": "a"}', "line 1"),
        ('{"id": "a", "question": "  "}', "line 1"),
        ("[1, 2]", "line 1"),
        ('{"id": "a", "question": "x"}\n{"id": "a", "question": "y"}', "twice"),
        ('{"id": "a", "question": "x"}\n{"id": "b", "question": "y", "history": "x"}', 'line 2: "history"'),
        ('{"id": "a", "question": "x", "history": ["y", 3]}', 'line 1: "history"'),
        ('{"id": "a", "question": "x", "history": [" "]}', 'line 1: "history"'),
        ('{"id": "a", "question": "x", "history": null}', 'line 1: "history"'),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SuiteError, match=says):
        read_batch(path)
    with pytest.raises(SuiteError, match="cannot be read"):
        read_batch(tmp_path / "missing.jsonl")
