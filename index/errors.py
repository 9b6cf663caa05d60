"""Every error that dossier raises on purpose. Each message says what happened; ``hint`` says what to do next.

DossierError
├── ConfigurationError        a setting that makes no sense
├── LibraryError
│   ├── LibraryBusyError      another process is writing
│   ├── EmptyLibraryError     nothing has been indexed
│   ├── EmbedderMismatchError the library was made with another embedder
│   ├── LibraryFormatError    made by another version, or damaged
│   └── UnknownDocumentError  no document of that name
├── NothingFoundError         no document bears on what a briefing was asked for
├── OutputError               a file that cannot be written, or is there already
├── EmbedderError             the embedder cannot be loaded
├── VectorStoreError          the vector store does not answer
├── ReadError                 one file that cannot be read; the others go on
├── ModelError
│   ├── ModelNotFoundError    not fetched, not pulled, not served
│   ├── ModelServerError      the server is not running, refuses or breaks off
│   └── ModelFileError        a download or a checksum that failed
├── PromptError               a prompt file with wrong placeholders
└── SuiteError                an evaluation suite or a batch file that cannot be read
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence apart from the values in it, so that it can be told in another language; ``str`` tells it in English.

    Attributes:
        text: the sentence in English, with ``{name}`` where a value goes. Without values it is told as it is.
        values: what goes there; one may be a sentence itself.
    """

    text: str
    values: Mapping[str, "str | Told"] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text.format_map(self.values) if self.values else self.text


class DossierError(Exception):
    """Base of them all.

    Args:
        message: what happened, one sentence, with ``{name}`` where a value goes.
        hint: what the user can do next, one sentence; may be empty.
        values: what goes into both of them. Never put it there before: a page in another language knows the sentence alone.
    """

    retryable = False

    def __init__(self, message: str, hint: str = "", **values: object) -> None:
        told = {name: value if isinstance(value, Told) else str(value) for name, value in values.items()}
        self.told, self.advice = Told(message, told), Told(hint, told)
        super().__init__(str(self.told))

    @property
    def message(self) -> str:
        """What happened, in English."""
        return str(self.told)

    @property
    def hint(self) -> str:
        """What the user can do next, in English."""
        return str(self.advice)

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class ConfigurationError(DossierError):
    """A setting that makes no sense."""


class LibraryError(DossierError):
    """Something about the library on disk."""


class LibraryBusyError(LibraryError):
    """Another process is writing to the library."""

    retryable = True


class EmptyLibraryError(LibraryError):
    """Nothing has been indexed."""


class EmbedderMismatchError(LibraryError):
    """The library was made with another embedder than the configured one."""


class LibraryFormatError(LibraryError):
    """The library was made by another version, or is damaged."""


class UnknownDocumentError(LibraryError):
    """No document of that name is in the library."""


class NothingFoundError(DossierError):
    """No document bears on what a briefing was asked for."""


class OutputError(DossierError):
    """A file that cannot be written, or that is there already."""


class EmbedderError(DossierError):
    """The embedder cannot be loaded."""


class VectorStoreError(DossierError):
    """The vector store cannot be opened or does not answer."""


class ReadError(DossierError):
    """One file that cannot be read. The index flow reports it and goes on."""


class ModelError(DossierError):
    """Something about the language model."""


class ModelNotFoundError(ModelError):
    """The model is not on this machine, or not on the server."""


class ModelServerError(ModelError):
    """The model server is not running, refuses, or breaks off."""

    retryable = True


class ModelFileError(ModelError):
    """A model file that could not be fetched or whose checksum is wrong."""


class PromptError(DossierError):
    """A prompt file whose placeholders are not the ones that the code fills."""


class SuiteError(DossierError):
    """An evaluation suite, or a batch of questions, that cannot be read."""
