"""Files to text: one reader for each format, chosen by ending and content.

    data = load(path, max_bytes)         # the bytes, taken once
    content = parse(data, path.name)     # what is in them

Every failure is a ``ReadError`` that says what to do next.
"""

import importlib
import stat
from pathlib import Path

from index.errors import ReadError
from index.records import Content

_READERS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
}
SUFFIXES = frozenset(_READERS)

_PDF_MAGIC = b"%PDF-"
_ZIP_MAGIC = b"PK\x03\x04"


def read(path: Path, *, max_bytes: int) -> Content:
    """Text of a file.

    Raises:
        ReadError: as ``load`` and ``parse``.
    """
    return parse(load(path, max_bytes), path.name)


def load(path: Path, max_bytes: int) -> bytes:
    """Bytes of a file.

    Raises:
        ReadError: missing, no regular file, not readable, empty, or of more than ``max_bytes``.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ReadError("{name} is not a file.", "Give the path of a file, or of a folder to index it whole.", name=path.name)
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except FileNotFoundError as exc:
        raise ReadError("There is no file {path}.", "Check the path.", path=path) from exc
    except PermissionError as exc:
        raise ReadError("{name} may not be read.", "Give yourself permission to read it.", name=path.name) from exc
    except (OSError, ValueError) as exc:  # ValueError: a NUL in the path
        raise ReadError(
            "{name} cannot be read: {reason}.",
            "Check the disk and the path.",
            name=path.name,
            reason=getattr(exc, "strerror", None) or exc,
        ) from exc
    if not data:
        raise ReadError("{name} is empty.", "Leave it out, or fetch it again.", name=path.name)
    if len(data) > max_bytes:
        size = f"{max(status.st_size, len(data)) / 2**20:.1f} MB"
        raise ReadError(
            "{name} is too large ({size}).", "Raise max_file_mb in the settings, or split the file.", name=path.name, size=size
        )
    return data


def parse(data: bytes, name: str) -> Content:
    """Text of a file's bytes, in logical order, never empty.

    Args:
        name: the file's name; its ending says which format the bytes are in, unless they plainly begin as PDF or DOCX.

    Raises:
        ReadError: of no supported format, damaged, encrypted, scanned, binary, or without text.
    """
    suffix = Path(name).suffix.lower()
    if suffix not in SUFFIXES:
        kinds = ", ".join(sorted(SUFFIXES))
        raise ReadError(
            "{name} is of a format that is not supported.", "Save it in one of these: {kinds}.", name=name, kinds=kinds
        )
    if not data:
        raise ReadError("{name} is empty.", "Leave it out, or fetch it again.", name=name)
    reader = importlib.import_module(f"index.readers.{_reader(data, suffix)}")
    try:
        content: Content = reader.parse(data, name)
    except ReadError:
        raise
    except Exception as exc:  # parsers trust their input: a damaged file surfaces as whatever their code runs into
        fault = f"{type(exc).__name__}: {exc}".splitlines()[0][:120]
        raise ReadError(
            "{name} is damaged ({reason}).", "Open it in the program that made it and save it again.", name=name, reason=fault
        ) from exc
    if not content.text.strip():
        raise ReadError("{name} has no text.", "Leave it out, or fetch it again.", name=name)
    return content


def _reader(data: bytes, suffix: str) -> str:
    if data.startswith(_PDF_MAGIC):
        return "pdf"
    if data.startswith(_ZIP_MAGIC) and b"word/document.xml" in data:
        return "docx"
    return _READERS[suffix]
