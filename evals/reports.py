"""Reports on disk: Markdown for people, JSON for programs."""

import html
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import regex

from evals.figures import Row
from evals.running import RunReport
from evals.scoring import Verdict
from evals.tables import Grid, run_grids
from index.errors import SuiteError

_SHOWN = 400  # characters of an answer
_MARKDOWN = regex.compile(r"([\\`*_\[\]|#~])")
_AMISS = (Verdict.ERROR, Verdict.WRONG, Verdict.ANSWERED, Verdict.ABSTAINED)


def to_markdown(report: RunReport) -> str:
    """The whole report. Words of documents and answers are escaped: they are shown, never rendered."""
    facts = [f"- {key}: {_inline(value)}" for key, value in report.head.items()]
    parts = [f"# Evaluation: {_escaped(report.suite)}", "\n".join(facts)]
    parts += [grid_markdown(grid) for grid in run_grids(report)]
    for verdict in _AMISS:
        rows = [row for row in report.rows if row.verdict is verdict]
        if rows:
            parts.append(f"## {verdict.capitalize()} ({len(rows)})\n\n" + "\n".join(_amiss(rows)))
    faulty = [row for row in report.rows if row.score and row.score.citations and row.score.citations.faults]
    if faulty:
        parts.append(f"## Faulty citations ({len(faulty)})\n\n" + "\n".join(_faults(faulty)))
    return "\n\n".join(parts) + "\n"


def grid_markdown(grid: Grid) -> str:
    """A table in Markdown, figures to the right."""
    rule = ("---", *("---:" for _ in grid.columns[1:]))
    body = [grid.columns, rule, *([_escaped(cell) for cell in row] for row in grid.rows)]
    return f"## {_escaped(grid.title)}\n\n" + "\n".join("| " + " | ".join(row) + " |" for row in body)


def write_report(report: RunReport, stem: Path) -> tuple[Path, Path]:
    """Write ``stem.md`` and ``stem.json``.

    Raises:
        SuiteError: they cannot be written.
    """
    markdown, data = stem.with_name(f"{stem.name}.md"), stem.with_name(f"{stem.name}.json")
    write_text(markdown, to_markdown(report))
    write_text(data, json.dumps(report.to_json(), ensure_ascii=False, indent=1) + "\n")
    return markdown, data


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


def _amiss(rows: Sequence[Row]) -> Iterable[str]:
    for row in rows:
        yield f"- **{_escaped(row.question.id)}** {_escaped(row.question.question)}"
        if row.error:
            yield f"  - failed: {_escaped(row.error)}"
        if row.answer:
            yield f"  - said: {_escaped(row.answer.text)}"
        if row.score and row.score.missing:
            yield f"  - not said: {_escaped('; '.join(row.score.missing))}"


def _faults(rows: Sequence[Row]) -> Iterable[str]:
    for row in rows:
        if row.score and row.score.citations:
            yield f"- **{_escaped(row.question.id)}** {_escaped('; '.join(row.score.citations.faults))}"


def _inline(value: object) -> str:
    return _escaped(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False), limit=2000)


def _escaped(text: str, limit: int = _SHOWN) -> str:
    text = " ".join(text.split())
    text = text if len(text) <= limit else text[:limit] + "…"
    return _MARKDOWN.sub(r"\\\1", html.escape(text, quote=False))
