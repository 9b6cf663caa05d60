"""Digests on disk, so that a document is digested once, however many briefings are made of it.

One SQLite file in the library's folder. A digest's key is a hash of the text, the embedder and the digests' format: it is never
wrong, only missing. Each is committed by itself, so a killed run loses one document's work, and two runs at once do no harm.
What no document needs any more is swept away by a briefing on everything.
"""

import hashlib
import sqlite3
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from filelock import FileLock
from pydantic import TypeAdapter, ValidationError

from assistant.briefing.digest import FORMAT, Digest, make_digest
from index.embedding import Vectors
from index.errors import LibraryError
from index.library import Library
from index.neutral import neutral_mean
from index.records import Document

_SCHEMA = "CREATE TABLE IF NOT EXISTS digests (key TEXT PRIMARY KEY, digest BLOB NOT NULL, vectors BLOB NOT NULL)"
_ADAPTER = TypeAdapter(Digest)


class Digests:
    """The kept digests of a library.

    Attributes:
        made: how many had to be made by this object.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._path: Path = library.home / "digests.sqlite"
        self._used: set[str] = set()
        self.made = 0
        try:
            self._db = sqlite3.connect(self._path, timeout=30.0, isolation_level=None)
            self._db.execute("PRAGMA auto_vacuum=FULL")  # of a new file: what is swept gives its space back
            self._db.execute("PRAGMA secure_delete=ON")
            with FileLock(self._path.with_suffix(".lock")):  # two at once: the change to WAL does not wait for its turn
                self._db.execute("PRAGMA journal_mode=WAL")
                self._db.execute(_SCHEMA)
        except (sqlite3.DatabaseError, OSError) as exc:
            raise self._broken(exc) from exc

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None) -> None:
        self._db.close()

    def get(self, document: Document) -> tuple[Digest, Vectors]:
        """The digest of a document and the vectors of its sentences; made and kept if there is none."""
        key = self._key(document)
        self._used.add(key)
        try:
            row = self._db.execute("SELECT digest, vectors FROM digests WHERE key = ?", (key,)).fetchone()
            if row is not None and (kept := _read(row[0], row[1])):
                return kept
            digest, vectors = make_digest(document, self._library.embedder, self._neutral(document.language))
            halves = vectors.astype(np.float16)
            self._db.execute(
                "INSERT OR REPLACE INTO digests VALUES (?, ?, ?)", (key, _ADAPTER.dump_json(digest), halves.tobytes())
            )
        except sqlite3.DatabaseError as exc:
            raise self._broken(exc) from exc
        self.made += 1
        return digest, halves.astype(np.float32)

    def sweep(self) -> int:
        """Drop every digest that was not asked for: of texts that changed or are gone. Returns how many."""
        try:
            stale = [(key,) for (key,) in self._db.execute("SELECT key FROM digests") if key not in self._used]
            self._db.executemany("DELETE FROM digests WHERE key = ?", stale)
        except sqlite3.DatabaseError as exc:
            raise self._broken(exc) from exc
        return len(stale)

    def _key(self, document: Document) -> str:
        facts = f"{FORMAT}\0{self._library.embedder.name}\0{document.language}\0{document.content.title}\0{document.text}"
        return hashlib.sha256(facts.encode("utf-8", "surrogatepass")).hexdigest()

    def _neutral(self, language: str) -> Vectors:
        return neutral_mean(self._library.neutral, language)

    def _broken(self, exc: Exception) -> LibraryError:
        return LibraryError(
            "The kept work for briefings, {file} in {folder}, cannot be used: {reason}.",
            "Free disk space, or delete that file: it is made again.",
            file=self._path.name,
            folder=self._path.parent,
            reason=exc,
        )


def _read(digest: bytes, vectors: bytes) -> tuple[Digest, Vectors] | None:
    """What was kept; ``None`` where it cannot be read any more."""
    try:
        kept = _ADAPTER.validate_json(digest)
        rows = np.frombuffer(vectors, dtype=np.float16).astype(np.float32)
        return kept, rows.reshape(len(kept.told), -1) if kept.told else rows.reshape(0, 0)
    except (ValidationError, ValueError):
        return None
