"""Briefings made in the web chat: kept in the folder ``briefings`` of the library's home, opened by key, never by path.

person → key → one file of each kind, and what the list shows of it. A briefing appears as a whole or not at all.
Each is of one person, and nobody else sees it. Where nobody has to log in, all are of the same, nameless one.
"""

import contextlib
import hashlib
import re
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.briefing.outputs import KINDS, write
from assistant.briefing.records import Briefing, Texts
from assistant.chat.archive import NOBODY
from index.errors import OutputError

ROUTE = "/dossier/briefing"  # below it, the key of a briefing and the suffix of a kind
KEPT = 20  # briefings of a person; older ones are swept
_NAME = re.compile(r"([0-9a-f]{20})(\.[a-z]+)", re.ASCII)
_STALE = 24 * 3600.0  # seconds after which a briefing that is still being made was killed
_ABOUT, _MAKING = "about.json", ".making-"


class Kept(BaseModel):
    """A briefing in the list. ``time``: seconds since the epoch; ``used`` of ``passages`` are cited."""

    model_config = ConfigDict(frozen=True)

    key: str
    title: str
    language: str
    time: float
    citations: int
    used: int
    passages: int


class Briefings:
    """The briefings that one person has made of one library."""

    def __init__(self, home: Path, person: str = NOBODY) -> None:
        self._home = home
        self._folder = home / "briefings" / hashlib.sha256(person.encode("utf-8", "surrogatepass")).hexdigest()[:20]

    def of(self, person: str) -> "Briefings":
        """Those of another person with the same library."""
        return Briefings(self._home, person)

    def keep(self, briefing: Briefing, texts: Texts, progress: Callable[[str], None] = lambda kind: None) -> Kept:
        """Write a briefing in every kind of file, and sweep old ones.

        Args:
            progress: is told of each kind before it is written. What it raises ends the work; nothing is kept then.

        Raises:
            OutputError: the disk refuses; nothing is kept.
        """
        covered = briefing.coverage
        kept = Kept(
            key=secrets.token_hex(10),
            title=briefing.title,
            language=briefing.language,
            time=time.time(),
            citations=len(briefing.citations),
            used=covered.used,
            passages=covered.passages,
        )
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(prefix=_MAKING, dir=self._folder, ignore_cleanup_errors=True) as made:
                for kind in KINDS:
                    progress(kind)
                    write(briefing, texts, Path(made) / f"{kept.key}{kind}")
                (Path(made) / _ABOUT).write_text(kept.model_dump_json(), encoding="utf-8")
                Path(made).rename(self._folder / kept.key)
        except OSError as exc:
            raise OutputError(
                "The briefing cannot be kept in {home}: {reason}.",
                "Look at the rights and room there.",
                home=self._home,
                reason=exc.strerror or exc,
            ) from exc
        self._sweep()
        return kept

    def all(self) -> tuple[Kept, ...]:
        """The briefings that are kept, newest first."""
        return tuple(sorted(filter(None, map(self._read, self._keys())), key=lambda kept: -kept.time))

    def find(self, key: str) -> Kept | None:
        """The briefing of that key, if it is kept."""
        return next((kept for kept in self.all() if kept.key == key), None)

    def file(self, name: str) -> Path | None:
        """The file that ``name``, the key of a briefing and the suffix of a kind, stands for, if it is there."""
        found = _NAME.fullmatch(name)
        if not found or found[2] not in KINDS:
            return None
        path = self._folder / found[1] / name
        return path if path.is_file() and not path.is_symlink() else None

    def delete(self, key: str) -> None:
        """Delete a briefing with all its files; nothing where there is none of that key.

        Raises:
            OutputError: the disk refuses.
        """
        if key not in self._keys():
            return
        try:
            shutil.rmtree(self._folder / key)
        except OSError as exc:
            raise OutputError(
                "The briefing cannot be deleted: {reason}.",
                "Look at the rights in {home}.",
                reason=exc.strerror or exc,
                home=self._home,
            ) from exc

    def _keys(self) -> list[str]:
        try:
            return [path.name for path in self._folder.iterdir() if _NAME.fullmatch(f"{path.name}.md") and path.is_dir()]
        except OSError:  # none was made yet
            return []

    def _read(self, key: str) -> Kept | None:
        try:
            kept = Kept.model_validate_json((self._folder / key / _ABOUT).read_bytes())
        except (OSError, ValidationError):
            return None
        return kept if kept.key == key else None

    def _sweep(self) -> None:
        """Old briefings, and what a killed process has left, go; what cannot go stays for the next time."""
        for kept in self.all()[KEPT:]:
            shutil.rmtree(self._folder / kept.key, ignore_errors=True)
        for path in self._folder.glob(f"{_MAKING}*"):
            with contextlib.suppress(OSError):
                if time.time() - path.stat().st_mtime > _STALE:
                    shutil.rmtree(path)
