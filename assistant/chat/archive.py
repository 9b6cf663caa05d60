"""Conversations kept in the library's folder: one SQLite file, which several pages and processes may use at once.

conversation → turns as JSON, one row each, with what the person thinks of the answer
             → names of the documents that it leaves out, one row each, from its first question on

Each conversation is of one person, and nobody else sees it. Where nobody has to log in, all are of the same, nameless one.
"""

import sqlite3
import threading
import time
import unicodedata
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assistant.chat.conversation import MAX_NOTE, LeftOut, Opinion, Turn, Turns, Verdict, history
from index.errors import LibraryError

FILE = "conversations.sqlite"
NOBODY = ""  # whoever it is, where nobody has to log in
MAX_TITLE = 120  # characters
_WAIT = 30.0  # seconds for another process to finish its write
_TURN = TypeAdapter(Turn)
_SCHEMA = """
CREATE TABLE IF NOT EXISTS conversations (
    key TEXT PRIMARY KEY, person TEXT NOT NULL, title TEXT NOT NULL, named INTEGER NOT NULL DEFAULT 0, changed REAL NOT NULL);
CREATE TABLE IF NOT EXISTS turns (
    conversation TEXT NOT NULL REFERENCES conversations(key) ON DELETE CASCADE,
    number INTEGER NOT NULL, turn TEXT NOT NULL, folded TEXT NOT NULL,
    verdict TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '', in_suite INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (conversation, number));
CREATE TABLE IF NOT EXISTS left_out (
    conversation TEXT NOT NULL, person TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (conversation, person, document));
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """A conversation in the list. ``changed`` is in seconds since the epoch."""

    key: str
    title: str
    changed: float
    turns: int


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer on which somebody has given an opinion, with the questions before it."""

    conversation: str
    turn: Turn
    history: tuple[str, ...]


class Archive:
    """The conversations that one person has with one library.

    Raises:
        LibraryError: by each method, where the file cannot be read or written.
    """

    def __init__(self, home: Path, person: str = NOBODY) -> None:
        self._path = home / FILE
        self._person = person
        self._lock = threading.Lock()

    def of(self, person: str) -> "Archive":
        """Those of another person with the same library."""
        archive = copy(self)
        archive._person = person
        return archive

    def save(self, key: str, turns: Turns) -> None:
        """Keep a conversation up to its last turn, which is new; those that an edited question has replaced are dropped.

        A key that is another person's conversation is refused.
        """
        last = turns[-1].number
        with self._writing() as db:
            title = shortened(turns[0].question)
            kept = db.execute(
                "INSERT INTO conversations(key, person, title, changed) VALUES (?, ?, ?, ?) ON CONFLICT(key) DO UPDATE SET"
                " changed = excluded.changed, title = CASE named WHEN 1 THEN title ELSE excluded.title END"
                " WHERE person = excluded.person",
                (key, self._person, title, time.time()),
            )
            if not kept.rowcount:
                raise LibraryError("This conversation is not yours.", "Begin a new one.")
            db.execute("DELETE FROM turns WHERE conversation = ? AND number >= ?", (key, last))
            db.executemany(
                "INSERT OR IGNORE INTO turns(conversation, number, turn, folded, verdict, note) VALUES (?, ?, ?, ?, ?, ?)",
                [_row(key, turn) for turn in turns],
            )

    def find(self, sought: str = "") -> tuple[Kept, ...]:
        """The conversations whose title, questions, answers or quotes have all the words sought; the latest first."""
        found = self._rows(
            "SELECT key, title, changed, (SELECT count(*) FROM turns WHERE conversation = key),"
            " (SELECT group_concat(folded, ' ') FROM turns WHERE conversation = key)"
            " FROM conversations WHERE person = ? ORDER BY changed DESC",
            (self._person,),
        )
        wanted = fold(sought).split()
        return tuple(
            Kept(key, title, changed, count)
            for key, title, changed, count, folded in found
            if all(word in f"{fold(title)} {folded or ''}" for word in wanted)
        )

    def title(self, key: str) -> str:
        """The title of a conversation; empty if there is none of that key."""
        found = self._rows("SELECT title FROM conversations WHERE key = ? AND person = ?", (key, self._person))
        return next((str(row[0]) for row in found), "")

    def turns(self, key: str) -> Turns:
        """The turns of a conversation; none if there is no such one."""
        rows = self._rows(
            "SELECT turn, verdict, note FROM turns JOIN conversations ON key = conversation"
            " WHERE conversation = ? AND person = ? ORDER BY number",
            (key, self._person),
        )
        try:
            return tuple(
                replace(_TURN.validate_json(turn), opinion=Opinion(Verdict(verdict), note)) for turn, verdict, note in rows
            )
        except ValidationError as exc:
            raise LibraryError(
                "This conversation cannot be read: another version of dossier wrote it.", "Delete it, or open it with that one."
            ) from exc

    def left_out(self, key: str) -> LeftOut:
        """Names of the documents that a conversation leaves out; some may have left the library since."""
        rows = self._rows("SELECT document FROM left_out WHERE conversation = ? AND person = ?", (key, self._person))
        return frozenset(document for (document,) in rows)

    def choose(self, key: str, left_out: LeftOut) -> None:
        """Keep which documents a conversation leaves out. It need not be kept itself yet."""
        with self._writing() as db:
            db.execute("DELETE FROM left_out WHERE conversation = ? AND person = ?", (key, self._person))
            db.executemany("INSERT INTO left_out VALUES (?, ?, ?)", [(key, self._person, name) for name in left_out])

    def rename(self, key: str, title: str) -> None:
        """Give a conversation a title of the person's own."""
        if not (title := shortened(title)):
            return
        with self._writing() as db:
            db.execute("UPDATE conversations SET title = ?, named = 1 WHERE key = ? AND person = ?", (title, key, self._person))

    def delete(self, key: str) -> None:
        """Delete a conversation with all its turns."""
        with self._writing() as db:
            db.execute("DELETE FROM conversations WHERE key = ? AND person = ?", (key, self._person))
            db.execute("DELETE FROM left_out WHERE conversation = ? AND person = ?", (key, self._person))

    def judge(self, key: str, number: int, opinion: Opinion) -> None:
        """Keep what a person thinks of an answer."""
        with self._writing() as db:
            db.execute(
                "UPDATE turns SET verdict = ?, note = ?, in_suite = 0 WHERE number = ? AND conversation ="
                " (SELECT key FROM conversations WHERE key = ? AND person = ?)",
                (str(opinion.verdict), opinion.note.strip()[:MAX_NOTE], number, key, self._person),
            )

    def judged(self) -> tuple[Judged, ...]:
        """The answers with a verdict that are in no suite yet, oldest first."""
        rows = self._rows(
            "SELECT conversation, number FROM turns JOIN conversations ON key = conversation"
            " WHERE verdict != '' AND NOT in_suite AND person = ? ORDER BY changed, conversation, number",
            (self._person,),
        )
        found = []
        for key, number in rows:
            *before, turn = (turn for turn in self.turns(key) if turn.number <= number)
            found.append(Judged(key, turn, history(tuple(before))))
        return tuple(found)

    def put_in_suite(self, answers: tuple[Judged, ...]) -> None:
        """Remember that these answers are entries of a suite now."""
        with self._writing() as db:
            db.executemany(
                "UPDATE turns SET in_suite = 1 WHERE conversation = ? AND number = ?",
                [(answer.conversation, answer.turn.number) for answer in answers],
            )

    def _rows(self, query: str, arguments: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        if not self._path.exists():
            return []
        with self._open() as db:
            return db.execute(query, arguments).fetchall()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock, self._open() as db:
            db.execute("BEGIN IMMEDIATE")
            yield db
            db.execute("COMMIT")

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """A connection for one use: nothing is held between them, so nothing can be left behind."""
        try:
            db = sqlite3.connect(self._path, timeout=_WAIT, isolation_level=None)
            try:
                db.executescript(f"PRAGMA foreign_keys = ON; {_SCHEMA}")
                yield db
            finally:
                db.close()  # what was not committed is rolled back
        except sqlite3.Error as exc:
            raise LibraryError(
                "The conversations in {path} cannot be read or written: {reason}.",
                "Look at the rights and room there.",
                path=self._path,
                reason=exc,
            ) from exc


def _row(key: str, turn: Turn) -> tuple[object, ...]:
    folded = fold("\n".join((turn.question, turn.text, *(citation.quote for citation in turn.citations))))
    return key, turn.number, _TURN.dump_json(turn).decode(), folded, str(turn.opinion.verdict), turn.opinion.note


def new_key() -> str:
    """The key of a new conversation; it cannot be guessed."""
    return uuid.uuid4().hex


def shortened(title: str) -> str:
    """A title in one line."""
    line = " ".join(title.split())
    return line if len(line) <= MAX_TITLE else f"{line[: MAX_TITLE - 1]}…"


def fold(text: str) -> str:
    """Text without case, diacritics, and variants of letters, so that a search finds each spelling."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c) and c != "\u0640")
