"""Going on with a run that was stopped: its log is found by what was run in which set-up, and its rows are read back.

A question that failed is asked again; of two rows of one question the later one counts.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from evals.figures import Row
from index.errors import SuiteError

_ROW = TypeAdapter(Row)  # whatever fields rows, answers and scores have is read back by their types
_OTHERWISE = ("time", "machine")  # of a log's head: may differ between two halves of one run
HINT = "Give a log (.jsonl) or a report (.json) that `dossier eval` has written."


@dataclass(frozen=True, slots=True)
class Log:
    """What a run has left so far. ``rows`` are as ``Row.to_json`` wrote them, by question id."""

    path: Path
    head: dict[str, Any]
    rows: dict[str, dict[str, Any]]

    @property
    def finished(self) -> dict[str, dict[str, Any]]:
        """The rows that need not be asked again."""
        return {id_: row for id_, row in self.rows.items() if not row["error"]}

    @property
    def complete(self) -> bool:
        """Whether nothing is left to ask."""
        return len(self.finished) >= int(self.head.get("questions", 0))


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier run of a suite.

    Attributes:
        differs: what of its head is not as now, so that the two halves would not be one run; empty: go on with it.
    """

    log: Log
    differs: tuple[str, ...]


def earlier(folder: Path, facts: dict[str, Any]) -> Earlier | None:
    """The newest run in ``folder`` of the suite and system of ``facts`` in the same set-up; else the newest unfinished one."""
    others: list[Earlier] = []
    for path in sorted(folder.glob("*.jsonl"), key=lambda path: path.stat().st_mtime, reverse=True):
        try:
            log = read_log(path)
        except SuiteError:
            continue  # no log of a run
        if any(log.head.get(key) != facts[key] for key in ("suite", "system")):
            continue
        differs = tuple(key for key in facts if key not in _OTHERWISE and log.head.get(key) != facts[key])
        if not differs:
            return Earlier(log, ())
        if not log.complete:
            others.append(Earlier(log, differs))
    return others[0] if others else None


def read_log(path: Path) -> Log:
    """Read a log. A last line that a killed run left half written is no row.

    Raises:
        SuiteError: it cannot be read, or is no log of a run; the line is named.
    """
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError as exc:
        raise SuiteError(f"{path} cannot be read: {exc.strerror}.", HINT) from exc
    head: dict[str, Any] | None = None
    rows: dict[str, dict[str, Any]] = {}
    for number, line in enumerate(lines[:-1], start=1):  # a whole line ends with a newline
        try:
            value = json.loads(line)
        except json.JSONDecodeError as exc:
            raise SuiteError(f"{path}:{number}: no JSON: {exc.msg}.", HINT) from exc
        if head is None:
            head = value.get("head") if isinstance(value, dict) else None
            if not isinstance(head, dict):
                raise SuiteError(f"{path}:1: no log of a run.", HINT)
        elif not (isinstance(value, dict) and {"id", "verdict", "error"} <= value.keys()):
            raise SuiteError(f"{path}:{number}: no row of a run.", HINT)
        elif value["error"] is None or value["id"] not in rows:
            rows[value["id"]] = value
    if head is None:
        raise SuiteError(f"{path}:1: the log is empty.", HINT)
    return Log(path, head, rows)


def without_half_line(path: Path) -> None:
    """Cut off a last line that a killed run left half written, so that the next one begins on a line of its own."""
    with path.open("rb+") as file:
        file.truncate(file.read().rfind(b"\n") + 1)


def row_of(logged: dict[str, Any]) -> Row:
    """The row that ``Row.to_json`` wrote.

    Raises:
        SuiteError: another version wrote it.
    """
    try:
        question = {"id": logged["id"], **logged["expected"]}
        answer = _answer(logged["answer"]) if logged["answer"] else None
        return _ROW.validate_python(logged | {"question": question, "answer": answer})
    except (KeyError, StopIteration, TypeError, ValidationError) as exc:
        fault = " ".join(str(exc).split())[:200]
        raise SuiteError(
            f"The row {logged['id']!r} cannot be read back: {fault}.", "Run the suite anew, without --resume."
        ) from exc


def _answer(logged: dict[str, Any]) -> dict[str, Any]:
    """The fields of the record that ``Answer.to_json`` names or groups otherwise."""
    evidence = [{"passage": found, "score": found["score"]} for found in logged["evidence"]]
    nearest = [told | {"evidence": _around(told, evidence)} for told in logged["nearest"]]
    return logged | {"text": logged["answer"], "evidence": evidence, "nearest": nearest}


def _around(told: dict[str, Any], evidence: list[dict[str, Any]]) -> dict[str, Any]:
    """What a nearest sentence stands in."""
    same = (item for item in evidence if item["passage"]["document"] == told["document"])
    return next(item for item in same if item["passage"]["start"] <= told["start"] and told["end"] <= item["passage"]["end"])
