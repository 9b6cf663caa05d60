"""Reports on disk: HTML and Markdown for people, JSON for programs."""

import html
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import regex

from evals.figures import Row
from evals.page import to_html
from evals.running import RunReport
from evals.scoring import Verdict
from evals.tables import Grid, run_grids
from index.errors import SuiteError

_SHOWN = 400  # characters of an answer
_MARKDOWN = regex.compile(r"([\\`*_\[\]|#~])")
_AMISS = {
    Verdict.ERROR: "Not scored",
    Verdict.WRONG: "Wrong",
    Verdict.ANSWERED: "Answered, though the documents do not tell",
    Verdict.ABSTAINED: "Abstained, though the documents tell",
}


def to_markdown(report: RunReport) -> str:
    """The whole report. Words of documents and answers are escaped: they are shown, never rendered."""
    parts = [f"# Evaluation: {_escaped(report.suite)}", _head(report.head)]
    parts += [grid_markdown(grid) for grid in run_grids(report)]
    for verdict, title in _AMISS.items():
        rows = [row for row in report.rows if row.verdict is verdict]
        if rows:
            parts += [f"## {title} ({len(rows)})", *map(_amiss, rows)]
    faulty = [row for row in report.rows if row.score and row.score.citations and row.score.citations.faults]
    if faulty:
        parts.append(f"## Faulty citations ({len(faulty)})\n\n" + "\n".join(_faults(faulty)))
    parts.append(_details(report.head))
    return "\n\n".join(filter(None, parts)) + "\n"


def grid_markdown(grid: Grid) -> str:
    """A table in Markdown, figures to the right."""
    rule = ("---", *("---:" for _ in grid.columns[1:]))
    body = [grid.columns, rule, *([_escaped(cell) for cell in row] for row in grid.rows)]
    return f"## {_escaped(grid.title)}\n\n" + "\n".join("| " + " | ".join(row) + " |" for row in body)


def write_report(report: RunReport, stem: Path) -> tuple[Path, Path, Path]:
    """Write ``stem.md``, ``stem.json`` and ``stem.html``.

    Raises:
        SuiteError: they cannot be written.
    """
    told = report.to_json()
    markdown, data, page = (stem.with_name(f"{stem.name}.{kind}") for kind in ("md", "json", "html"))
    write_text(markdown, to_markdown(report))
    write_text(data, json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    write_text(page, to_html(told))
    return markdown, data, page


def write_text(path: Path, text: str) -> None:
    """Write a file of a report.

    Raises:
        SuiteError: it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as exc:
        raise SuiteError(f"{path} cannot be written: {exc.strerror}.", "Choose another folder.") from exc


def _head(head: Mapping[str, Any]) -> str:
    """What was run, in one line: the plain values."""
    facts = {key: str(value) for key, value in head.items() if isinstance(value, str | int) and not key.endswith("sha256")}
    git = head.get("git")
    if git:
        facts["commit"] = f"{git['commit'][:12]}{' (with changes of its own)' if git['dirty'] else ''}"
    return " · ".join(f"{_escaped(key)}: **{_escaped(value)}**" for key, value in facts.items() if key != "suite")


def _details(head: Mapping[str, Any]) -> str:
    """The rest of the head, folded away."""
    rest = {key: value for key, value in head.items() if not isinstance(value, str | int) or key.endswith("sha256")}
    if not rest:
        return ""
    shown = html.escape(json.dumps(rest, ensure_ascii=False, indent=2), quote=False)
    return f"<details><summary>Configuration, packages, machine</summary>\n<pre>\n{shown}\n</pre>\n</details>"


def _amiss(row: Row) -> str:
    """A question with its answer. Each text begins a block of its own, so that a viewer can find its direction."""
    parts = [f"**{_escaped(row.question.id)}**", _escaped(row.question.question)]
    if row.answer:
        parts.append("\n>\n".join(f"> {_escaped(line)}" for line in row.answer.text.splitlines() if line.strip()))
    if row.error:
        parts.append(f"- failed: {_escaped(row.error)}")
    if row.score and row.score.missing:
        parts.append(f"- not said: {_escaped('; '.join(row.score.missing))}")
    return "\n\n".join(parts)


def _faults(rows: Sequence[Row]) -> Iterable[str]:
    for row in rows:
        if row.score and row.score.citations:
            yield f"- **{_escaped(row.question.id)}** {_escaped('; '.join(row.score.citations.faults))}"


def _escaped(text: str, limit: int = _SHOWN) -> str:
    text = " ".join(text.split())
    text = text if len(text) <= limit else text[:limit] + "…"
    return _MARKDOWN.sub(r"\\\1", html.escape(text, quote=False))
