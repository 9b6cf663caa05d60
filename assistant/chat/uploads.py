"""Files that come in through the page: kept in the library's ``uploads`` folder under safe names, then indexed from there.

A file of a name that is there already replaces it; the same bytes are never kept twice; a file that the library
refuses leaves the folder again, and what it would have replaced comes back.
"""

import hashlib
import os
import shutil
import threading
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path

from assistant.chat.following import follow
from assistant.chat.strings import Strings, tell
from index import readers
from index.errors import DossierError
from index.indexing import IndexProgress, IndexReport, Refusal, index_paths
from index.library import Library

FOLDER = "uploads"
MAX_FILES = 100  # in one go
MAX_NAME_BYTES = 200  # file systems take 255; a backup's prefix must fit too
_BACKUP = ".before-"  # hidden, so that indexing passes it over
_RESERVED = frozenset({"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)})
_JOINERS = "\u200c\u200d"  # spelling needs them in Persian and other languages


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in: where it lies for now, and what the sender calls it. The name is not trusted."""

    path: Path
    name: str


class State(StrEnum):
    """What is becoming of a file."""

    WAITING = "waiting"
    INDEXING = "indexing"
    ADDED = "added"
    UPDATED = "updated"
    READ = "read"  # again
    UNCHANGED = "unchanged"
    SAME = "same"
    REFUSED = "refused"


_TO_INDEX = frozenset({State.WAITING, State.UNCHANGED})  # a kept file may not be indexed yet: a run may have been cut off


@dataclass(frozen=True, slots=True)
class Row:
    """One file in the list of added files.

    Attributes:
        detail: the reason of a refusal, or the name under which it is there already.
        embedded: how many of the ``passages`` of a long one are.
    """

    name: str
    state: State
    detail: str = ""
    embedded: int = 0
    passages: int = 0


Rows = tuple[Row, ...]


def safe_name(name: str) -> str:
    """A file name that is one on every system: no path, nothing hidden or reserved, at most 200 bytes, its suffix kept."""
    base = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8")).replace("\\", "/").rsplit("/", 1)[-1]
    kept = (c for c in base if c in _JOINERS or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
    plain = "".join("_" if c in '<>:"|?*' else c for c in kept).strip(" .").removeprefix("~$")
    stem, dot, suffix = plain.rpartition(".")
    if not dot:
        stem, suffix = plain, ""
    stem = stem.strip(" .") or "file"
    if stem.split(".")[0].casefold() in _RESERVED:
        stem = f"_{stem}"
    ending = f".{suffix}"[:20] if suffix else ""
    room = MAX_NAME_BYTES - len(ending.encode())
    return stem.encode()[:room].decode("utf-8", "ignore").rstrip(" .") + ending


class Uploads:
    """The ``uploads`` folder of one library. One batch of files goes through it at a time.

    Args:
        one_at_a_time: held by whoever in this process writes to the library.
    """

    def __init__(self, library: Library, one_at_a_time: threading.Lock) -> None:
        self._library = library
        self._folder = library.home / FOLDER
        self._one_at_a_time = one_at_a_time

    def add(self, uploads: Sequence[Upload], words: Strings) -> Iterator[Rows]:
        """Keep and index files, telling after each step what has become of each.

        Closing the iterator does not stop the work: a file that was taken in is always either indexed or refused.

        Raises:
            LibraryBusyError: another process is indexing; nothing was kept.
            DossierError: the library cannot be written.
        """
        rows = tuple(Row(safe_name(upload.name), State.WAITING) for upload in uploads)
        yield rows
        if len(uploads) > MAX_FILES:
            for upload in uploads:
                upload.path.unlink(missing_ok=True)
            reason = words.upload_too_many.format(limit=MAX_FILES)
            yield tuple(replace(row, state=State.REFUSED, detail=reason) for row in rows)
            return
        yield from follow(partial(self._take_in, uploads, words))

    def _take_in(self, uploads: Sequence[Upload], words: Strings, tell: Callable[[Rows], None]) -> None:
        """The whole work on one batch, in a thread of its own."""
        library, folder = self._library, self._folder
        with self._one_at_a_time:
            folder.mkdir(parents=True, exist_ok=True)
            _recover(folder)
            rows = [_keep(folder, upload, library.settings.max_file_mb, words) for upload in uploads]
            tell(tuple(rows))
            if not any(row.state in _TO_INDEX for row in rows):
                return
            try:
                report = index_paths(library, [folder], lambda progress: tell(_at_work(rows, progress)))
            except DossierError:
                for row in rows:
                    if row.state is State.WAITING:
                        _put_back(folder, row.name)
                raise
            tell(_with_twins([_settle(library, folder, row, report, words) for row in rows]))


def _keep(folder: Path, upload: Upload, max_mb: int, words: Strings) -> Row:
    """Move a file into the folder, unless it is of no use or there already."""
    name = safe_name(upload.name)
    refusal = _unfit(upload.path, name, max_mb, words)
    if refusal:
        upload.path.unlink(missing_ok=True)
        return Row(name, State.REFUSED, refusal)
    twin = _twin(folder, upload.path, name)
    if twin is not None:
        upload.path.unlink(missing_ok=True)
        return Row(name, State.UNCHANGED) if twin == name else Row(name, State.SAME, twin)
    kept, backup = folder / name, folder / f"{_BACKUP}{name}"
    if kept.exists() and not backup.exists():
        os.replace(kept, backup)
    shutil.move(upload.path, kept)
    return Row(name, State.WAITING)


def _unfit(path: Path, name: str, max_mb: int, words: Strings) -> str:
    suffix = Path(name).suffix.lower()
    if suffix not in readers.SUFFIXES:
        return words.upload_kind.format(kind=_isolated(suffix or "—"), kinds=_isolated(", ".join(sorted(readers.SUFFIXES))))
    if path.stat().st_size > max_mb * 1024 * 1024:
        return words.upload_too_large.format(limit=max_mb)
    return ""


def _isolated(value: str) -> str:
    """Endings, kept in order within an Arabic sentence."""
    return f"\u2066{value}\u2069"


def _twin(folder: Path, path: Path, name: str) -> str | None:
    """The name under which the same bytes are kept already as the same kind of file; ``name`` itself goes first."""
    size, digest = path.stat().st_size, None
    others = sorted(folder.iterdir(), key=lambda found: found.name != name)
    for kept in others:
        if not _comparable(kept, name) or kept.stat().st_size != size:
            continue
        digest = digest or _digest(path)
        if _digest(kept) == digest:
            return kept.name
    return None


def _comparable(kept: Path, name: str) -> bool:
    return not kept.name.startswith(".") and kept.is_file() and kept.suffix.lower() == Path(name).suffix.lower()


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def reason(refusal: Refusal, words: Strings) -> str:
    """Why a file was refused, in the language of the page."""
    return " ".join(tell(part, words) for part in refusal.told)


def at_work(row: Row, progress: IndexProgress) -> Row:
    """A file that is being indexed, with how far it is."""
    return replace(row, state=State.INDEXING, embedded=progress.embedded, passages=progress.passages)


def _at_work(rows: Sequence[Row], progress: IndexProgress) -> Rows:
    return tuple(at_work(row, progress) if row.name == progress.name and row.state is State.WAITING else row for row in rows)


def _settle(library: Library, folder: Path, row: Row, report: IndexReport, words: Strings) -> Row:
    """What became of a file, from the report; a refused one leaves the folder."""
    if row.state not in _TO_INDEX:
        return row
    for refusal in report.refused:
        if refusal.name == row.name or refusal.name.endswith(f"/{row.name}"):
            _put_back(folder, row.name)
            return replace(row, state=State.REFUSED, detail=reason(refusal, words))
    (folder / f"{_BACKUP}{row.name}").unlink(missing_ok=True)
    source = str((folder / row.name).resolve())
    document = next((info.name for info in library.documents() if info.source == source), row.name)
    if document in report.added:
        return replace(row, state=State.ADDED)
    return replace(row, state=State.UPDATED if document in report.updated else State.UNCHANGED)


def _with_twins(rows: Sequence[Row]) -> Rows:
    """A file that was the same as one of its own batch shares what became of that one, if it was refused."""
    refused = {row.name: row for row in rows if row.state is State.REFUSED}
    return tuple(
        replace(refused[row.detail], name=row.name) if row.state is State.SAME and row.detail in refused else row for row in rows
    )


def _put_back(folder: Path, name: str) -> None:
    kept, backup = folder / name, folder / f"{_BACKUP}{name}"
    if backup.exists():
        os.replace(backup, kept)
    else:
        kept.unlink(missing_ok=True)


def _recover(folder: Path) -> None:
    """Finish what a killed run left: what it was about to replace comes back if nothing has taken its place."""
    for backup in folder.glob(f"{_BACKUP}*"):
        kept = folder / backup.name.removeprefix(_BACKUP)
        if kept.exists():
            backup.unlink()
        else:
            os.replace(backup, kept)
