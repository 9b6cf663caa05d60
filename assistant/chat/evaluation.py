"""Past runs of ``dossier eval``: found on disk, listed as HTML, and opened by a key of the list, never by a path.

A run is an HTML report in the folder ``evals`` of the library's home. What the list shows of it stands in the head of the file,
as ``<meta name="dossier-run" content="{JSON}">`` within its first 16 KB; a file without that is none of ours.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from assistant.chat import markup
from assistant.chat.strings import Strings

ROUTE = "/dossier/evaluation"  # below it, the key of a run
_HEAD = 16 * 1024  # bytes
_UNDATED = datetime.fromtimestamp(0, UTC)


class Summary(BaseModel):
    """What a report says of itself. Shares are between 0 and 1; ``None``: there was nothing to judge."""

    model_config = ConfigDict(frozen=True)

    suite: str
    time: AwareDatetime | None = None
    model: str | None = None
    questions: int
    right: float | None = None
    abstained: float | None = None
    shown_wrong: float | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A report on disk. ``key`` names it to the browser."""

    key: str
    path: Path
    summary: Summary


def runs(home: Path) -> tuple[Run, ...]:
    """The runs of a library, newest first."""
    try:
        files = [
            path for path in (home / "evals").iterdir() if path.suffix == ".html" and path.is_file() and not path.is_symlink()
        ]
    except OSError:  # nothing was evaluated yet
        return ()
    found = (Run(_key(path), path, summary) for path in files if (summary := _summary(path)))
    return tuple(sorted(found, key=lambda run: (run.summary.time or _UNDATED, run.path.name), reverse=True))


def report(home: Path, key: str) -> Path | None:
    """The report that the list names ``key``, if it still does."""
    return next((run.path for run in runs(home) if run.key == key), None)


def _key(path: Path) -> str:
    return hashlib.sha256(path.name.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def _summary(path: Path) -> Summary | None:
    parser = _Meta()
    try:
        with path.open("rb") as file:
            parser.feed(file.read(_HEAD).decode("utf-8", "replace"))
        return Summary.model_validate_json(parser.content) if parser.content else None
    except (OSError, ValidationError):
        return None


class _Meta(HTMLParser):
    """Finds the content of ``<meta name="dossier-run">``."""

    content = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of the element that was looked for."""
        found = dict(attrs)
        if tag == "meta" and found.get("name") == "dossier-run":
            self.content = found.get("content") or ""


def table(found: tuple[Run, ...], words: Strings) -> str:
    """The list of runs."""
    head = f'<h2>{markup.text(words.evaluation)}</h2><p class="count">{markup.text(words.evaluation_text)}</p>'
    if not found:
        return f'<div class="runs" dir="{words.direction}">{head}<p class="empty">{markup.text(words.evaluation_empty)}</p></div>'
    columns = (words.run_suite, words.run_time, words.run_model, words.run_questions)
    figures = (words.run_right, words.run_abstained, words.run_wrong)
    named = "".join(f'<th scope="col">{markup.text(column)}</th>' for column in columns)
    counted = "".join(f'<th scope="col" class="figure">{markup.text(column)}</th>' for column in figures)
    rows = "".join(_row(run, words) for run in found)
    return (
        f'<div class="runs" dir="{words.direction}">{head}<table><thead><tr>{named}{counted}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _row(run: Run, words: Strings) -> str:
    summary = run.summary
    label = markup.text(words.run_open.format(name=summary.suite))
    time = f"{summary.time.astimezone():%Y-%m-%d %H:%M}" if summary.time else "–"
    shares = "".join(_share(value, column) for value, column in _shares(summary, words))
    return (
        f'<tr><th scope="row"><a href="{ROUTE}/{run.key}?lang={words.code}" target="_blank" rel="noopener" title="{label}">'
        f'{markup.name(summary.suite)}</a></th><td data-label="{markup.text(words.run_time)}"><bdi>{time}</bdi></td>'
        f'<td data-label="{markup.text(words.run_model)}">{markup.name(summary.model or "–")}</td>'
        f'<td data-label="{markup.text(words.run_questions)}"><bdi>{summary.questions:,}</bdi></td>{shares}</tr>'
    )


def _shares(summary: Summary, words: Strings) -> tuple[tuple[float | None, str], ...]:
    labels = (words.run_right, words.run_abstained, words.run_wrong)
    return tuple(zip((summary.right, summary.abstained, summary.shown_wrong), labels, strict=True))


def _share(value: float | None, column: str) -> str:
    shown = "–" if value is None else f"{100 * value:.0f}%"
    return f'<td class="figure" data-label="{markup.text(column)}"><bdi>{shown}</bdi></td>'


def feedback(waiting: int, words: Strings) -> str:
    """How many verdicts of the chat could become entries of a suite, and the button that makes them."""
    if not waiting:
        return ""
    count = markup.text(words.feedback_waiting.format(count=waiting))
    return (
        f'<div class="runs" dir="{words.direction}"><p>{count} '
        f'<button type="button" class="deed" data-action="suite">{markup.text(words.feedback_make)}</button></p></div>'
    )


def told(said: str, words: Strings) -> str:
    """What became of them."""
    return f'<div class="runs" role="status" dir="{words.direction}"><p>{markup.text(said)}</p></div>'
