"""Documents of the library on the page: what has become of their files, read again, removed. Adding is in ``uploads``."""

import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path

from assistant.chat.following import follow
from assistant.chat.strings import Strings
from assistant.chat.uploads import FOLDER, Row, Rows, State, at_work, reason
from index.catalogue import DocumentInfo
from index.indexing import IndexProgress, IndexReport, index_paths, remove
from index.library import Library


class Standing(StrEnum):
    """What has become of a document's file since it was indexed."""

    CURRENT = "current"
    CHANGED = "changed"
    GONE = "gone"


def standing(info: DocumentInfo) -> Standing:
    """Compare a document with its file, by size and time as ``dossier index`` does."""
    try:
        stat = Path(info.source).stat()
    except (OSError, ValueError):
        return Standing.GONE
    return Standing.CURRENT if (stat.st_size, stat.st_mtime_ns) == (info.size, info.mtime_ns) else Standing.CHANGED


class Sources:
    """The documents of one library.

    Args:
        one_at_a_time: held by whoever in this process writes to the library.
    """

    def __init__(self, library: Library, one_at_a_time: threading.Lock) -> None:
        self._library = library
        self._one_at_a_time = one_at_a_time

    def read_again(self, names: Collection[str], words: Strings) -> Iterator[Rows]:
        """Read the files of these documents anew, whether they have changed or not, telling after each what became of it.

        Raises:
            LibraryBusyError: another process is indexing.
        """
        wanted = [info for info in self._library.documents() if info.name in names]
        if wanted:
            yield from follow(partial(self._read, wanted, words))

    def _read(self, wanted: Sequence[DocumentInfo], words: Strings, tell: Callable[[Rows], None]) -> None:
        rows = [Row(info.name, State.WAITING) for info in wanted]
        tell(tuple(rows))
        with self._one_at_a_time:
            for place, info in enumerate(wanted):

                def show(progress: IndexProgress, place: int = place) -> None:
                    rows[place] = at_work(rows[place], progress)
                    tell(tuple(rows))

                rows[place] = _settled(info, index_paths(self._library, [Path(info.source)], show, afresh=True), words)
                tell(tuple(rows))

    def remove(self, name: str) -> None:
        """A document leaves the library. A file that came in through the page goes with it; any other stays where it is.

        Raises:
            LibraryBusyError: another process is indexing.
        """
        folder = (self._library.home / FOLDER).resolve()
        with self._one_at_a_time:
            sources = [Path(info.source) for info in self._library.documents() if info.name == name]
            remove(self._library, [name])
            for source in sources:
                if source.is_relative_to(folder):
                    source.unlink(missing_ok=True)


def _settled(info: DocumentInfo, report: IndexReport, words: Strings) -> Row:
    if report.updated:
        return Row(info.name, State.READ)
    gone = standing(info) is Standing.GONE
    why = words.source_file_gone if gone else " ".join(reason(refusal, words) for refusal in report.refused)
    return Row(info.name, State.REFUSED, why)
