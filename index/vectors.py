"""The vector store: Chroma, embedded in the library's folder or a Chroma server by URL. Same calls for both."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import numpy as np

from index.embedding import Vectors
from index.errors import VectorStoreError

_BATCH = 1000  # below Chroma's own limit for one call


class VectorStore:
    """Unit vectors of passages by id, each with its language, searched by cosine similarity.

    Args:
        folder: of the embedded store; made if missing.
        url: of a Chroma server; goes before ``folder`` if given.
        collection: name of the collection; a server may hold several libraries.
    """

    def __init__(self, folder: Path, url: str, collection: str) -> None:
        with _mapped("opened"):
            import chromadb
            from chromadb.config import Settings

            # The default embedding function would be downloaded: ours is given with every call.
            settings = Settings(anonymized_telemetry=False)
            if url:
                parts = urlparse(url)
                self._client: Any = chromadb.HttpClient(
                    host=parts.hostname or "localhost",
                    port=parts.port or 8000,
                    ssl=parts.scheme == "https",
                    settings=settings,
                )
            else:
                self._client = chromadb.PersistentClient(path=str(folder), settings=settings)
            self._name = collection
            self._collection = self._open()

    def _open(self) -> Any:
        return self._client.get_or_create_collection(
            self._name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )

    def add(self, ids: Sequence[str], vectors: Vectors, languages: Sequence[str]) -> None:
        """Store vectors, shape ``(len(ids), dimension)``."""
        with _mapped("written"):
            for i in range(0, len(ids), _BATCH):
                part = slice(i, i + _BATCH)
                self._collection.upsert(
                    ids=list(ids[part]),
                    embeddings=vectors[part],
                    metadatas=[{"language": language} for language in languages[part]],
                )

    def delete(self, ids: Sequence[str]) -> None:
        """Forget vectors; unknown ids do not matter."""
        with _mapped("written"):
            for i in range(0, len(ids), _BATCH):
                self._collection.delete(ids=list(ids[i : i + _BATCH]))

    def clear(self) -> None:
        """Forget all vectors, and their dimension with them."""
        with _mapped("written"):
            self._client.delete_collection(self._name)
            self._collection = self._open()

    def ids(self) -> set[str]:
        """Ids of all vectors."""
        with _mapped("read"):
            return set(self._collection.get(include=[])["ids"])

    def get(self, ids: Sequence[str]) -> dict[str, Vectors]:
        """Vectors by id; unknown ids are left out."""
        found: dict[str, Vectors] = {}
        with _mapped("read"):
            for i in range(0, len(ids), _BATCH):
                rows = self._collection.get(ids=list(ids[i : i + _BATCH]), include=["embeddings"])
                found.update(zip(rows["ids"], np.asarray(rows["embeddings"], dtype=np.float32), strict=True))
        return found

    def nearest(self, vector: Vectors, language: str, k: int, among: Sequence[str] | None = None) -> dict[str, Vectors]:
        """The ``k`` vectors of one language with the greatest cosine similarity, by id; of those ``among`` if given."""
        with _mapped("read"):
            rows = self._collection.query(
                query_embeddings=vector[None, :],
                ids=None if among is None else list(among),
                n_results=k,
                where={"language": language},
                include=["embeddings"],
            )
        return dict(zip(rows["ids"][0], np.asarray(rows["embeddings"][0], dtype=np.float32), strict=True))

    def close(self) -> None:
        """Release the store's files, so that this process sees what another writes when it opens them again."""
        self._client.close()


@contextmanager
def _mapped(what: str) -> Iterator[None]:
    try:
        yield
    except VectorStoreError:
        raise
    except Exception as exc:  # Chroma's Rust bindings raise their own InternalError and bare ValueErrors
        raise VectorStoreError(
            "The vector store could not be {what}: {reason}.",
            "Check the disk, or the Chroma server; `dossier index --rebuild` makes the vectors again from the stored text.",
            what=what,
            reason=exc,
        ) from exc
