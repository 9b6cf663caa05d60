"""The library on disk: catalogue, vectors and terms in one folder.

HOME/
  catalogue.sqlite   documents, their text, passages: the truth
  vectors/           Chroma (unless a Chroma server is configured)
  terms/             lexical index of one generation of the catalogue
  uploads/           files that came in through the web chat
  writing.lock       held while a process writes
"""

import json
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from filelock import FileLock, Timeout

from index.catalogue import Catalogue, DocumentInfo
from index.config import IndexSettings
from index.embedding import Embedder, Vectors, embedder_name, load_embedder
from index.errors import EmbedderMismatchError, LibraryBusyError, LibraryError
from index.neutral import neutral_means
from index.records import Document
from index.terms import TermIndex
from index.vectors import VectorStore


class Library:
    """What the index flow writes and retrieval reads. Heavy parts load when first used."""

    def __init__(self, home: Path, settings: IndexSettings, catalogue: Catalogue) -> None:
        self.home = home
        self.settings = settings
        self.catalogue = catalogue
        self._lock = threading.RLock()
        self._embedder: Embedder | None = None
        self._vectors: VectorStore | None = None
        self._vectors_generation = -1
        self._writing = False
        self._terms: TermIndex | None = None

    @classmethod
    def open(cls, home: Path, settings: IndexSettings | None = None) -> Self:
        """Open the library in ``home``; an empty one is made if there is none.

        Raises:
            LibraryError: the folder cannot be made or written, or holds another format.
        """
        try:
            home.mkdir(parents=True, exist_ok=True)
        except OSError as exc:
            raise LibraryError(
                "The library folder {home} cannot be made: {reason}.",
                "Choose another with --home.",
                home=home,
                reason=exc.strerror,
            ) from exc
        catalogue = Catalogue(home / "catalogue.sqlite")
        if catalogue.meta("collection") is None:
            catalogue.set_meta("collection", f"dossier-{uuid.uuid4().hex[:12]}")
        return cls(home, settings or IndexSettings(), catalogue)

    def close(self) -> None:
        """Release files and connections."""
        with self._lock:
            if self._vectors is not None:
                self._vectors.close()
                self._vectors = None
            self.catalogue.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def documents(self) -> list[DocumentInfo]:
        """Every document, by name."""
        return self.catalogue.documents()

    def document(self, name: str) -> Document:
        """One document with its text.

        Raises:
            UnknownDocumentError: none has that name.
        """
        return self.catalogue.document(name)

    @property
    def generation(self) -> int:
        """Grows with every change of the documents, by this process or another."""
        return self.catalogue.generation

    def check_embedder(self) -> None:
        """Refuse to mix vectors of two embedders.

        Raises:
            EmbedderMismatchError: the library was made with another embedder than the configured one.
        """
        made_with, configured = self.catalogue.meta("embedder"), embedder_name(self.settings.embedder)
        if made_with is not None and made_with != configured:
            raise EmbedderMismatchError(
                "The library was made with the embedder {made_with}; configured is {configured}.",
                "Run `dossier index --rebuild` to embed it anew, or configure the embedder that made it.",
                made_with=repr(made_with),
                configured=repr(configured),
            )

    @property
    def embedder(self) -> Embedder:
        """The configured embedder, loaded at first use."""
        with self._lock:
            if self._embedder is None:
                self._embedder = load_embedder(self.settings.embedder)
            return self._embedder

    @property
    def neutral(self) -> dict[str, Vectors]:
        """The embedder's neutral mean of each language (``index.neutral``), kept in the catalogue."""
        key = f"neutral:{self.embedder.name}"
        kept = self.catalogue.meta(key)
        if kept is not None:
            return {language: np.array(mean, dtype=np.float32) for language, mean in json.loads(kept).items()}
        means = neutral_means(self.embedder)
        self.catalogue.set_meta(key, json.dumps({language: mean.tolist() for language, mean in means.items()}))
        return means

    @property
    def vectors(self) -> VectorStore:
        """The vector store, opened again when another process has changed the library meanwhile."""
        with self._lock:
            generation = self.generation
            if self._vectors is not None and self._vectors_generation != generation and not self._writing:
                self._vectors.close()
                self._vectors = None
            if self._vectors is None:
                collection = self.catalogue.meta("collection") or "dossier"
                self._vectors = VectorStore(self.home / "vectors", self.settings.chroma_url, collection)
                self._vectors_generation = generation
            return self._vectors

    @property
    def terms(self) -> TermIndex:
        """The lexical index of the present generation."""
        with self._lock:
            generation = self.generation
            if self._terms is None or self._terms.generation != generation:
                self._terms = TermIndex.load(self.home / "terms", generation) or TermIndex.build(
                    self.catalogue.passages(), generation
                )
            return self._terms

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the library for writing.

        Raises:
            LibraryBusyError: another process holds it.
        """
        lock = FileLock(self.home / "writing.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout as exc:
            raise LibraryBusyError(
                "Another dossier process is indexing into this library.",
                "Wait until it is done, then run the command again.",
            ) from exc
        self._writing = True
        try:
            yield
        finally:
            self._writing = False
            self._vectors_generation = self.generation  # the open store has seen all that was written here
            lock.release()
