"""Text files of published formats, and the lines of JSONL files; with file and line where they are broken."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index.errors import SuiteError


def text_in(path: Path, hint: str) -> str:
    """The text of a UTF-8 file.

    Raises:
        SuiteError: it cannot be read.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as exc:
        raise SuiteError(f"{path} cannot be read: {exc}.", hint) from exc


def objects_in(path: Path, hint: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a JSONL file, each with the number of its line.

    Raises:
        SuiteError: it cannot be read, or a line is no object.
    """
    for number, line in enumerate(text_in(path, hint).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except json.JSONDecodeError as exc:
            raise SuiteError(f"{path}:{number}: no JSON: {exc.msg}.", hint) from exc
        if not isinstance(value, dict):
            raise SuiteError(f"{path}:{number}: expected an object.", hint)
        yield number, value
