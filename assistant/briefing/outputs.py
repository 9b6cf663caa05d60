"""Briefings as files, the format by the file's suffix."""

from pathlib import Path

from assistant.briefing.markdown import markdown
from assistant.briefing.records import Briefing, Texts
from index.errors import OutputError

FORMATS = frozenset({".md"})


def write(briefing: Briefing, texts: Texts, path: Path) -> None:
    """Write a briefing.

    Raises:
        OutputError: no format has that suffix.
    """
    if path.suffix.lower() not in FORMATS:
        raise OutputError(f"No format has the suffix {path.suffix!r}.", f"Use one of: {', '.join(sorted(FORMATS))}.")
    path.write_text(markdown(briefing), encoding="utf-8")
