"""The product set up for a run: its own index flow over documents of the suite, in a library that is gone afterwards.

The one place of this room that reaches for the other rooms' doors; everything here is imported when it is needed.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from index.errors import SuiteError

if TYPE_CHECKING:
    from evals.suite import Suite
    from index.config import IndexSettings
    from index.library import Library


@contextmanager
def indexed(documents: Mapping[str, bytes], settings: "IndexSettings") -> Iterator["Library"]:
    """A library of ``documents`` (name and file content), deleted on leaving. Vectors stay local.

    Raises:
        SuiteError: the index flow refuses a document, so that its facts could not be found.
    """
    from index.indexing import index_paths
    from index.library import Library

    local = settings.model_copy(update={"chroma_url": ""})
    with TemporaryDirectory(prefix="dossier-eval-", ignore_cleanup_errors=True) as name:
        folder = Path(name) / "documents"
        for document, content in documents.items():
            path = folder / document
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        with Library.open(Path(name) / "library", local) as library:
            refused = index_paths(library, [folder]).refused
            if refused:
                raise SuiteError(f"{refused[0].name} cannot be indexed: {refused[0].reason}", "Correct or replace it.")
            yield library


def documents_of(suite: "Suite") -> dict[str, bytes]:
    """The files of a suite's documents, by name."""
    return {name: path.read_bytes() for name, path in suite.paths()}


def texts_of(library: "Library") -> dict[str, str]:
    """Each document's text as indexed, by name."""
    return {info.name: library.document(info.name).text for info in library.documents()}
