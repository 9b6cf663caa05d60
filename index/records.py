"""The records that pass between the steps. All are frozen; a step returns new ones.

Offsets count characters (Python string indices) in ``Document.text``, the text that ``dossier show`` prints.
"""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a document below one heading, or one page of it."""

    start: int
    end: int
    heading: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What a reader makes of a file.

    Attributes:
        text: the whole text in logical (reading) order, newlines as ``\\n``; all offsets refer to it.
        media_type: ``text/plain``, ``text/markdown``, ``text/html``, ``application/pdf`` or the DOCX type.
        title: the title that the file itself states, if it does.
        sections: headings and pages, in order, possibly nested; empty if the format has none.
    """

    text: str
    media_type: str
    title: str | None = None
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A file in the library.

    Attributes:
        name: the path below the indexed folder, with ``/``; unique in a library.
        source: the absolute path that it was read from.
        sha256: of the file's bytes.
        language: ISO 639-1 code of the language that most of it is in.
    """

    name: str
    source: str
    sha256: str
    language: str
    content: Content

    @property
    def text(self) -> str:
        """The text that all offsets refer to."""
        return self.content.text


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document that is embedded and found as one. ``text`` is exactly ``document.text[start:end]``."""

    document: str
    start: int
    end: int
    text: str
    language: str
    heading: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage found for a question.

    Attributes:
        score: relevance; higher is better, comparable within one search only.
        signals: what the score was made of (cosine, standardised cosine, lexical, …), for inspection.
    """

    passage: Passage
    score: float
    signals: dict[str, float] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The contract's form of a search result."""
        passage = self.passage
        located = {
            "document": passage.document,
            "start": passage.start,
            "end": passage.end,
            "text": passage.text,
            "language": passage.language,
            "score": round(self.score, 4),
        }
        extra = {"heading": passage.heading, "page": passage.page}
        return located | {key: value for key, value in extra.items() if value is not None}
