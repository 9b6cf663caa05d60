"""The catalogue: documents and passages in one SQLite file, the truth about what the library holds.

The vector store and the lexical index are derived from it. A document is visible once its row is committed, which
happens after its vectors are stored; what a killed process leaves behind are vectors that no row names, swept later.
"""

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from index.errors import LibraryError, LibraryFormatError, UnknownDocumentError
from index.records import Content, Document, Passage, Section

FORMAT = 1

_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS documents (
    uid TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    language TEXT NOT NULL,
    media_type TEXT NOT NULL,
    title TEXT,
    text TEXT NOT NULL,
    sections TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS passages (
    id TEXT PRIMARY KEY,
    document TEXT NOT NULL REFERENCES documents (uid) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    language TEXT NOT NULL,
    heading TEXT,
    page INTEGER
);
CREATE INDEX IF NOT EXISTS passages_by_document ON passages (document, ordinal);
"""


@dataclass(frozen=True, slots=True)
class FileState:
    """What tells whether a file changed: its row's uid and name, the hash, size and time of what was read."""

    uid: str
    name: str
    source: str
    sha256: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A line of the library's list of documents."""

    name: str
    source: str
    language: str
    media_type: str
    title: str | None
    characters: int
    passages: int
    size: int  # bytes of the file
    mtime_ns: int  # of the file when it was read
    languages: tuple[str, ...]  # of its passages, the commonest first


class Catalogue:
    """The SQLite file. One connection, shared by threads under a lock; processes share it through WAL."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.RLock()
        try:
            self._db = sqlite3.connect(path, check_same_thread=False, timeout=30.0)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA foreign_keys=ON")
            self._db.executescript(_SCHEMA)
        except sqlite3.DatabaseError as exc:
            raise LibraryFormatError(
                "The library's catalogue {name} cannot be opened: {reason}.",
                "Check that the folder is writable and the disk is not full; if the file is damaged, move it and index again.",
                name=path.name,
                reason=exc,
            ) from exc
        found = self.meta("format")
        if found is None:
            self.set_meta("format", str(FORMAT))
        elif found != str(FORMAT):
            self._db.close()
            raise LibraryFormatError(
                "The library has format {found}; this version of dossier reads format {supported}.",
                "Use the version that made it, or index into another --home.",
                found=found,
                supported=FORMAT,
            )

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            self._db.close()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            try:
                with self._db:
                    yield self._db
            except sqlite3.DatabaseError as exc:
                raise LibraryError(
                    "The library's catalogue could not be changed: {reason}.",
                    "What was there before is kept. Free disk space or wait for the other process, then run the command again.",
                    reason=exc,
                ) from exc

    def _rows(self, query: str, arguments: Sequence[object] = ()) -> list[tuple[object, ...]]:
        with self._lock:
            return self._db.execute(query, arguments).fetchall()

    # -- meta ---------------------------------------------------------------------------------------------------

    def meta(self, key: str) -> str | None:
        """A recorded fact about the library, such as ``embedder``."""
        rows = self._rows("SELECT value FROM meta WHERE key = ?", (key,))
        return str(rows[0][0]) if rows else None

    def set_meta(self, key: str, value: str) -> None:
        """Record a fact about the library."""
        with self._transaction() as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    @property
    def generation(self) -> int:
        """Grows with every change of the documents; caches are valid for one generation."""
        return int(self.meta("generation") or 0)

    # -- documents ----------------------------------------------------------------------------------------------

    def put(self, uid: str, document: Document, state: tuple[int, int], passages: Sequence[Passage]) -> None:
        """Add a document, or replace the one from the same source, in one transaction.

        Args:
            uid: new and unique; passage ``n`` gets the id ``{uid}-{n}``.
            state: size in bytes and modification time in nanoseconds of the file as read.
        """
        content = document.content
        sections = json.dumps([asdict(section) for section in content.sections], ensure_ascii=False)
        with self._transaction() as db:
            db.execute("DELETE FROM documents WHERE source = ?", (document.source,))
            db.execute(
                "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (uid, document.name, document.source, document.sha256, *state)  # noqa: RUF005 (reads in the order of the columns)
                + (document.language, content.media_type, content.title, content.text, sections),
            )
            db.executemany(
                "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [(passage_id(uid, n), uid, n, p.start, p.end, p.language, p.heading, p.page) for n, p in enumerate(passages)],
            )
            _advance(db)

    def touch(self, uid: str, size: int, mtime_ns: int) -> None:
        """Record that a file has another time but the same bytes."""
        with self._transaction() as db:
            db.execute("UPDATE documents SET size = ?, mtime_ns = ? WHERE uid = ?", (size, mtime_ns, uid))

    def remove(self, uid: str) -> None:
        """Forget a document and its passages."""
        with self._transaction() as db:
            db.execute("DELETE FROM documents WHERE uid = ?", (uid,))
            _advance(db)

    def states(self) -> dict[str, FileState]:
        """What is known of every indexed file, by its source path."""
        rows = self._rows("SELECT uid, name, source, sha256, size, mtime_ns FROM documents")
        return {str(row[2]): FileState(*row) for row in rows}  # type: ignore[arg-type]

    def documents(self) -> list[DocumentInfo]:
        """Every document, by name."""
        rows = self._rows(
            "SELECT name, source, language, media_type, title, length(text),"
            " (SELECT count(*) FROM passages WHERE passages.document = documents.uid), size, mtime_ns,"
            " (SELECT group_concat(language, ' ') FROM (SELECT language FROM passages WHERE passages.document = documents.uid"
            " GROUP BY language ORDER BY count(*) DESC, language)) FROM documents ORDER BY name"
        )
        return [DocumentInfo(*row, tuple(str(spoken or "").split())) for *row, spoken in rows]  # type: ignore[call-arg, arg-type]

    def document(self, name: str) -> Document:
        """One document with its text.

        Raises:
            UnknownDocumentError: none has that name.
        """
        rows = self._rows(
            "SELECT name, source, sha256, language, text, media_type, title, sections FROM documents WHERE name = ?",
            (name,),
        )
        if not rows:
            raise UnknownDocumentError(
                "No document is called {name}.", "`dossier status` lists the documents of the library.", name=repr(name)
            )
        name, source, sha256, language, text, media_type, title, sections = rows[0]  # type: ignore[assignment]
        parts = tuple(Section(**section) for section in json.loads(str(sections)))
        return Document(
            name,
            str(source),
            str(sha256),
            str(language),
            Content(str(text), str(media_type), str(title) if title else None, parts),
        )

    def languages(self) -> dict[str, int]:
        """How many passages there are of each language."""
        return {str(k): int(str(n)) for k, n in self._rows("SELECT language, count(*) FROM passages GROUP BY language")}

    # -- passages -----------------------------------------------------------------------------------------------

    def passage_ids(self, language: str | None = None, documents: Iterable[str] | None = None) -> list[str]:
        """Ids of all passages (of one language, of the documents of these names), in a stable order."""
        where, arguments = ("WHERE language = ?", [language]) if language else ("WHERE 1", [])
        if documents is not None:
            where += " AND document IN (SELECT uid FROM documents WHERE name IN (SELECT value FROM json_each(?)))"
            arguments.append(json.dumps(list(documents)))
        return [str(row[0]) for row in self._rows(f"SELECT id FROM passages {where} ORDER BY id", arguments)]  # noqa: S608 (fixed text)

    def ids_of(self, uid: str) -> list[str]:
        """Ids of the passages of one document."""
        return [str(row[0]) for row in self._rows("SELECT id FROM passages WHERE document = ? ORDER BY ordinal", (uid,))]

    def passages(self, ids: Iterable[str] | None = None) -> dict[str, Passage]:
        """Passages by id; ids that are not in the catalogue are left out."""
        query = (
            'SELECT p.id, d.name, p.start, p."end", substr(d.text, p.start + 1, p."end" - p.start), p.language,'
            " p.heading, p.page FROM passages p JOIN documents d ON d.uid = p.document"
        )
        if ids is None:
            rows = self._rows(query + " ORDER BY p.id")
        else:  # one JSON argument: SQLite limits the number of placeholders
            rows = self._rows(query + " WHERE p.id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))  # noqa: S608 (fixed text)
        return {str(row[0]): Passage(*row[1:]) for row in rows}  # type: ignore[arg-type]


def passage_id(uid: str, ordinal: int) -> str:
    """The id under which a passage stands in the catalogue and in the vector store."""
    return f"{uid}-{ordinal}"


def _advance(db: sqlite3.Connection) -> None:
    db.execute(
        "INSERT INTO meta VALUES ('generation', '1')"
        " ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)"
    )
