"""The index flow: files → documents → passages → vectors and terms → library on disk. Start at ``index_paths``."""

import hashlib
import os
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from index import readers
from index.catalogue import FileState, passage_id
from index.embedding import Vectors
from index.errors import ReadError, Told
from index.language import dominant_language
from index.library import Library
from index.passages import passages as split
from index.records import Document
from index.terms import TermIndex

BATCH = 32  # passages embedded in one go, some seconds on a slow machine; a question may come between two
_UNREAD, _KEPT = "It cannot be read: {reason}.", "The version indexed before stays in the library."


@dataclass(frozen=True, slots=True)
class IndexProgress:
    """``done`` of ``total`` files; ``name`` is the one at work, of whose ``passages`` so many are ``embedded``.

    No passages: it is not split yet, or so short that it is embedded in one go.
    """

    done: int
    total: int
    name: str
    embedded: int = 0
    passages: int = 0


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not indexed, and why, in sentences."""

    name: str
    told: tuple[Told, ...]

    @property
    def reason(self) -> str:
        """Why, in English."""
        return " ".join(map(str, self.told))


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What an index run did: names of documents, by what became of them."""

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    refused: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class _File:
    """A file to index and the name that it would bear."""

    path: Path
    name: str
    root: Path


@dataclass(slots=True)
class _Tally:
    """What a run did so far."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)

    def report(self) -> IndexReport:
        return IndexReport(tuple(self.added), tuple(self.updated), tuple(self.removed), tuple(self.skipped), tuple(self.refused))


Progress = Callable[[IndexProgress], None]
_Embedded = Callable[[int, int], None]  # is told how many of how many passages of a file are embedded


def index_paths(
    library: Library, paths: Sequence[Path], progress: Progress | None = None, *, afresh: bool = False
) -> IndexReport:
    """Add files and folders to the library, or bring them up to date.

    Each file is committed by itself: an interrupted run keeps what is done, and the next one goes on from there.

    Args:
        afresh: read files again that have not changed, too.

    Raises:
        LibraryBusyError: another process is indexing.
        EmbedderMismatchError: the library was made with another embedder.
    """
    library.check_embedder()
    tally = _Tally()
    with library.writing():
        _sweep(library)
        known = library.catalogue.states()
        names = {state.name for state in known.values()}
        files = list(_files(library, paths, tally))
        for done, file in enumerate(files):
            step = _step(progress, done, len(files), file.name)
            step(0, 0)
            _index_file(library, file, known, names, tally, step, afresh=afresh)
        _remove_gone(library, paths, known, {str(file.path) for file in files}, tally)
        if progress:
            progress(IndexProgress(len(files), len(files), ""))
        _save_terms(library)
    return tally.report()


def remove(library: Library, names: Sequence[str]) -> tuple[str, ...]:
    """Documents leave the library; their files stay where they are.

    Returns:
        The names of those that were in it.

    Raises:
        LibraryBusyError: another process is indexing.
    """
    with library.writing():
        uids = {state.name: state.uid for state in library.catalogue.states().values()}
        gone = tuple(name for name in dict.fromkeys(names) if name in uids)
        for name in gone:
            ids = library.catalogue.ids_of(uids[name])
            library.catalogue.remove(uids[name])
            library.vectors.delete(ids)
        _save_terms(library)
    return gone


def rebuild(library: Library, progress: Progress | None = None) -> int:
    """Embed every stored document anew with the configured embedder; the files themselves are not needed.

    Returns:
        The number of documents.
    """
    embedder = library.embedder
    with library.writing():
        library.vectors.clear()
        library.catalogue.set_meta("embedder", embedder.name)
        names = [info.name for info in library.documents()]
        states = {state.name: state for state in library.catalogue.states().values()}
        for done, name in enumerate(names):
            step, state = _step(progress, done, len(names), name), states[name]
            step(0, 0)
            _store(library, library.document(name), (state.size, state.mtime_ns), step)
        _save_terms(library)
    return len(names)


def _step(progress: Progress | None, done: int, total: int, name: str) -> _Embedded:
    """What tells how much of a file is embedded."""

    def tell(embedded: int, passages: int) -> None:
        if progress:
            progress(IndexProgress(done, total, name, embedded, passages))

    return tell


def _index_file(
    library: Library,
    file: _File,
    known: dict[str, FileState],
    names: set[str],
    tally: _Tally,
    step: _Embedded,
    *,
    afresh: bool,
) -> None:
    before = known.get(str(file.path))
    name = before.name if before else _free_name(file, names)
    try:
        stat = file.path.stat()
        if before and not afresh and (stat.st_size, stat.st_mtime_ns) == (before.size, before.mtime_ns):
            tally.skipped.append(name)
            return
        data = readers.load(file.path, library.settings.max_file_mb * 1024 * 1024)
        sha256 = hashlib.sha256(data).hexdigest()
        if before and not afresh and sha256 == before.sha256:
            library.catalogue.touch(before.uid, stat.st_size, stat.st_mtime_ns)
            tally.skipped.append(name)
            return
        content = readers.parse(data, file.path.name)
    except (ReadError, OSError) as exc:
        told = (exc.told, exc.advice) if isinstance(exc, ReadError) else (Told(_UNREAD, {"reason": str(exc.strerror)}),)
        tally.refused.append(Refusal(name, (*told, Told(_KEPT)) if before else told))
        return
    document = Document(name, str(file.path), sha256, dominant_language(content.text), content)
    outdated = library.catalogue.ids_of(before.uid) if before else []
    uid = _store(library, document, (stat.st_size, stat.st_mtime_ns), step)
    library.vectors.delete(outdated)
    (tally.updated if before else tally.added).append(name)
    names.add(name)
    known[str(file.path)] = FileState(uid, name, str(file.path), sha256, stat.st_size, stat.st_mtime_ns)


def _store(library: Library, document: Document, state: tuple[int, int], step: _Embedded) -> str:
    """Vectors first, the catalogue's row last: a document is visible once it can be found."""
    uid = uuid.uuid4().hex
    parts = split(document, library.settings.passage_words)
    vectors = _embed(library, [part.text for part in parts], step)
    library.catalogue.set_meta("embedder", library.embedder.name)
    library.vectors.add([passage_id(uid, n) for n in range(len(parts))], vectors, [part.language for part in parts])
    library.catalogue.put(uid, document, state, parts)
    return uid


def _embed(library: Library, texts: Sequence[str], step: _Embedded) -> Vectors:
    """Vectors of a document's passages, batch by batch, so that a long one shows how far it is and keeps no question waiting."""
    batches = []
    for start in range(0, len(texts), BATCH):
        if len(texts) > BATCH:
            step(start, len(texts))
        batches.append(library.embedder.passages(texts[start : start + BATCH]))
    return np.concatenate(batches) if batches else library.embedder.passages(texts)


def _sweep(library: Library) -> None:
    """Make vectors and catalogue agree after a killed run: drop vectors without a row, embed rows without vectors."""
    stored, wanted = library.vectors.ids(), set(library.catalogue.passage_ids())
    library.vectors.delete(sorted(stored - wanted))
    missing = sorted(wanted - stored)
    if missing:
        passages = library.catalogue.passages(missing)
        vectors = library.embedder.passages([passages[id_].text for id_ in missing])
        library.vectors.add(missing, vectors, [passages[id_].language for id_ in missing])


def _remove_gone(library: Library, paths: Sequence[Path], known: dict[str, FileState], seen: set[str], tally: _Tally) -> None:
    """Files gone from an indexed folder leave the library.

    A folder that is itself missing removes nothing: it may be a drive that is not mounted.
    """
    folders = [path.resolve() for path in paths if path.is_dir()]
    for source, state in known.items():
        path = Path(source)
        if source not in seen and any(path.is_relative_to(folder) for folder in folders) and not path.exists():
            ids = library.catalogue.ids_of(state.uid)
            library.catalogue.remove(state.uid)
            library.vectors.delete(ids)
            tally.removed.append(state.name)


def _save_terms(library: Library) -> None:
    if library.generation and not TermIndex.is_saved(library.home / "terms", library.generation):
        TermIndex.build(library.catalogue.passages(), library.generation).save(library.home / "terms")


def _files(library: Library, paths: Iterable[Path], tally: _Tally) -> Iterator[_File]:
    """Every file below ``paths``, once, in a stable order; what cannot be a document is refused."""
    seen: set[Path] = set()
    for given in paths:
        path = given.resolve()
        if path.is_dir():
            candidates = [_File(found, found.relative_to(path).as_posix(), path) for found in _walk(path, library.home)]
        elif path.is_file():
            candidates = [_File(path, path.name, path.parent)]
        else:
            tally.refused.append(Refusal(_printable(str(given)), (Told("There is no such file or folder. Check the path."),)))
            continue
        for file in candidates:
            refusal = _unfit(file)
            if refusal:
                tally.refused.append(refusal)
            elif file.path not in seen:
                seen.add(file.path)
                yield file


def _walk(folder: Path, home: Path) -> Iterator[Path]:
    """Files below ``folder``; hidden ones, office lock files and the library itself are passed over."""
    inner = home.resolve()
    for base, folders, names in os.walk(folder):
        here = Path(base)
        folders[:] = sorted(name for name in folders if not name.startswith(".") and here / name != inner)
        yield from (here / name for name in sorted(names) if not name.startswith((".", "~$")))


def _unfit(file: _File) -> Refusal | None:
    name = _printable(file.name)
    if name != file.name:
        return Refusal(name, (Told("Its name is not valid Unicode. Rename it."),))
    if file.path.suffix.lower() not in readers.SUFFIXES:
        kinds = ", ".join(sorted(readers.SUFFIXES))
        values = {"kind": file.path.suffix or "(none)", "kinds": kinds}
        return Refusal(name, (Told("Files of type {kind} cannot be read. Readable are {kinds}.", values),))
    if file.path.is_symlink() and not file.path.resolve().is_relative_to(file.root):
        return Refusal(name, (Told("It is a link to a file outside the folder. Index that file itself."),))
    return None


def _printable(name: str) -> str:
    return name.encode("utf-8", "replace").decode("utf-8")


def _free_name(file: _File, taken: set[str]) -> str:
    """The path below the folder; where another folder's document has it already, the folder's name goes before it."""
    name, n = file.name, 1
    while name in taken:
        name = f"{file.root.name}{'' if n == 1 else f'-{n}'}/{file.name}"
        n += 1
    return name
