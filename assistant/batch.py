"""Many questions from a file: everything loaded once, each result written as it is done, a stopped run resumed."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import DossierError, SuiteError


@dataclass(frozen=True, slots=True)
class BatchQuestion:
    """A line of the input file.

    Attributes:
        history: the questions before it in its conversation, oldest first.
    """

    id: str
    question: str
    history: tuple[str, ...] = ()


Answerer = Callable[[BatchQuestion], dict[str, Any]]


def run_batch(batch: Path, out: Path, answer: Answerer, progress: Callable[[int, int], None]) -> tuple[int, int]:
    """Answer the questions of ``batch`` that ``out`` does not have yet, appending to it line by line.

    A question that fails is written with ``error`` in place of a result, counted, and asked again by the next run.

    Returns:
        How many results ``out`` holds now, and how many questions of this run failed.

    Raises:
        SuiteError: the input cannot be read; the line is named.
    """
    questions = read_batch(batch)
    done = _finished(out)
    failed = 0
    with out.open("a", encoding="utf-8") as results:
        for number, question in enumerate(questions):
            progress(number, len(questions))
            if question.id in done:
                continue
            try:
                row = {"id": question.id} | answer(question)
                done.add(question.id)
            except DossierError as exc:
                row = {"id": question.id, "question": question.question, "error": str(exc)}
                failed += 1
            results.write(json.dumps(row, ensure_ascii=False) + "\n")
            results.flush()
        progress(len(questions), len(questions))
    return len(done), failed


def read_batch(path: Path) -> list[BatchQuestion]:
    """The questions of a JSONL file.

    Raises:
        SuiteError: it cannot be read, a line is no such object, or an id stands twice.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as exc:
        raise SuiteError(f"{path} cannot be read: {exc}.", "Give a UTF-8 file with one JSON object a line.") from exc
    questions: dict[str, BatchQuestion] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        question = _parse(line, f"{path.name}, line {number}")
        if question.id in questions:
            raise SuiteError(f"{path.name}, line {number}: the id {question.id!r} stands twice.", "Make ids unique.")
        questions[question.id] = question
    return list(questions.values())


def _parse(line: str, where: str) -> BatchQuestion:
    hint = 'A line looks like {"id": "1", "question": "…"}, or {"id": "2", "question": "…", "history": ["…"]}.'
    try:
        row = json.loads(line)
    except json.JSONDecodeError as exc:
        raise SuiteError(f"{where} is no JSON: {exc}.", hint) from exc
    if not isinstance(row, dict) or "id" not in row or not isinstance(row.get("question"), str) or not row["question"].strip():
        raise SuiteError(f"{where} has no id or no question.", hint)
    history = row.get("history", [])
    if not isinstance(history, list) or not all(isinstance(earlier, str) and earlier.strip() for earlier in history):
        raise SuiteError(f'{where}: "history" is no list of earlier questions.', hint)
    return BatchQuestion(str(row["id"]), row["question"].strip(), tuple(earlier.strip() for earlier in history))


def _finished(out: Path) -> set[str]:
    """Ids that ``out`` has already. A last line cut off by a killed run is cut away, so that it is answered again."""
    if not out.exists():
        return set()
    kept: list[str] = []
    ids: set[str] = set()
    for line in out.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            row = json.loads(line)
        except json.JSONDecodeError:
            continue
        if isinstance(row, dict) and "id" in row and "error" not in row:
            kept.append(line)
            ids.add(str(row["id"]))
    replacement = out.with_name(out.name + ".part")
    replacement.write_text("".join(line + "\n" for line in kept), encoding="utf-8")
    replacement.replace(out)
    return ids
