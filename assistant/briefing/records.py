"""The records of a briefing. All are frozen.

Everything that a briefing states is a :class:`Statement`: whole sentences of a source, word for word, with citation numbers.
The words between (titles, labels) are the product's own and state nothing about the subject.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from assistant.records import Citation

Texts = Mapping[str, str]
"""The whole text of each cited document, by its name: what all offsets refer to. Kept apart from the briefing for its size."""


class Section(StrEnum):
    """The parts of a briefing, in the order in which they stand."""

    KEY_POINTS = "key_points"
    SPEAKERS = "speakers"
    TIMELINE = "timeline"
    FIGURES = "figures"
    AGREEMENTS = "agreements"
    DIFFERENCES = "differences"
    OPEN_QUESTIONS = "open_questions"
    NAMES = "names"
    SOURCES = "sources"


class NameKind(StrEnum):
    """What a name names, as far as the words beside it tell."""

    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Statement:
    """Words of a source.

    Attributes:
        text: exactly the quote of the first citation.
        language: ISO 639-1 code of ``text``, which gives its direction.
        document: where ``text`` stands.
        speaker: whom the source names as saying it, in the source's words; ``None`` where the document speaks itself.
        citations: numbers; first that of ``text``, then those of other sentences that say the same (in any document or
            language), last that of the sentence that names the speaker, where it is another one.
    """

    text: str
    language: str
    document: str
    speaker: str | None
    citations: tuple[int, ...]

    def to_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "text": self.text,
            "language": self.language,
            "document": self.document,
            "speaker": self.speaker,
            "citations": list(self.citations),
        }


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who says something in the sources.

    Attributes:
        name: as a source in the briefing's language writes it, where one does.
        spellings: other forms of the name, of either script.
        statements: what the sources have them say, none of which the sources say themselves.
    """

    name: str
    spellings: tuple[str, ...]
    statements: tuple[Statement, ...]

    def to_json(self) -> dict[str, Any]:
        """For programs."""
        return {"name": self.name, "spellings": list(self.spellings), "statements": [s.to_json() for s in self.statements]}


@dataclass(frozen=True, slots=True)
class Moment:
    """An entry of the timeline.

    Attributes:
        when: ISO 8601, as exact as the source tells: ``2023``, ``2023-10``, ``2023-10-07``,
            ``2023-12-08T02:30``; ``2023-W49`` of a week, ``T02:30`` of a time of day whose day the source does not tell.
        words: the words of the source that tell when.
        inferred: whether ``when`` rests on more than ``words``: the document's date ("on Friday", "أمس"), or a date beside it.
        statement: what happened.
    """

    when: str
    words: str
    inferred: bool
    statement: Statement

    def to_json(self) -> dict[str, Any]:
        """For programs."""
        return {"when": self.when, "words": self.words, "inferred": self.inferred, "statement": self.statement.to_json()}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the sources.

    Attributes:
        words: the number with its unit, as written: ``over 17,000``, ``17 ألفاً و487 شهيداً``.
        value: as digits, ``17487``, with ``>``, ``<`` or ``~`` before it where the source says "over", "under", "about".
        unit: what is counted or measured, in the source's words; empty where none stands beside it.
        date: ISO 8601 of the sentence, or of the document; empty where neither tells.
        statement: the sentence that gives it, with its speaker.
    """

    words: str
    value: str
    unit: str
    date: str
    statement: Statement

    def to_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "words": self.words,
            "value": self.value,
            "unit": self.unit,
            "date": self.date,
            "statement": self.statement.to_json(),
        }


@dataclass(frozen=True, slots=True)
class Quantity:
    """One thing that was counted or measured, by everybody who gives a figure for it, side by side."""

    figures: tuple[Figure, ...]

    def to_json(self) -> dict[str, Any]:
        """For programs."""
        return {"figures": [figure.to_json() for figure in self.figures]}


@dataclass(frozen=True, slots=True)
class Comparison:
    """Accounts of one point, of two or more documents or speakers, side by side; none of them is taken for the right one."""

    accounts: tuple[Statement, ...]

    def to_json(self) -> dict[str, Any]:
        """For programs."""
        return {"accounts": [account.to_json() for account in self.accounts]}


@dataclass(frozen=True, slots=True)
class Entry:
    """A person, place or organisation.

    Attributes:
        name: as it is mostly written in the sources, in the briefing's language where one of them does.
        spellings: the other spellings that the sources use, the other script among them.
        mentions: how often the sources name it.
        citations: of a sentence of each spelling.
    """

    name: str
    spellings: tuple[str, ...]
    kind: NameKind
    mentions: int
    citations: tuple[int, ...]

    def to_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "name": self.name,
            "spellings": list(self.spellings),
            "kind": str(self.kind),
            "mentions": self.mentions,
            "citations": list(self.citations),
        }


@dataclass(frozen=True, slots=True)
class Source:
    """A document and how much of it the briefing uses.

    Attributes:
        title: the file's own title or its first line; may be empty.
        date: ISO 8601 of its dateline; empty where it tells none.
        publisher: as the text names it; empty where it does not.
        passages: how many there are; with a topic, how many bear on it.
        used: how many of them a statement of the briefing quotes or cites.
    """

    document: str
    title: str
    language: str
    date: str
    publisher: str
    passages: int
    used: int

    @property
    def share(self) -> float:
        """Of its passages, how many are used: 0 to 1."""
        return self.used / self.passages if self.passages else 0.0

    def to_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "document": self.document,
            "title": self.title,
            "language": self.language,
            "date": self.date,
            "publisher": self.publisher,
            "passages": self.passages,
            "used": self.used,
            "share": round(self.share, 3),
        }


@dataclass(frozen=True, slots=True)
class Passed:
    """A passage that no statement uses: ``text`` is exactly ``document.text[start:end]``."""

    document: str
    start: int
    end: int
    text: str
    language: str

    def to_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "document": self.document,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "language": self.language,
        }


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the sources is in the briefing.

    Attributes:
        passages: of all sources; with a topic, those that bear on it.
        used: those that a statement quotes or cites.
        unused: the others, in order; at most some hundred of them.
    """

    passages: int
    used: int
    unused: tuple[Passed, ...]

    @property
    def share(self) -> float:
        """0 to 1."""
        return self.used / self.passages if self.passages else 0.0

    def to_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "passages": self.passages,
            "used": self.used,
            "share": round(self.share, 3),
            "unused": [passed.to_json() for passed in self.unused],
        }


@dataclass(frozen=True, slots=True)
class Briefing:
    """A whole briefing. An empty section is left out of every output.

    Attributes:
        title: in ``language``, unless it is the title of a source.
        language: of labels and connecting words, ``en`` or ``ar``; quotes keep their own.
        topic: what was asked for; ``None``: everything.
        made: ISO 8601 date on which it was made.
        citations: numbered from 1, in the order of first use.
    """

    title: str
    language: str
    topic: str | None
    made: str
    key_points: tuple[Statement, ...] = ()
    speakers: tuple[Voice, ...] = ()
    timeline: tuple[Moment, ...] = ()
    figures: tuple[Quantity, ...] = ()
    agreements: tuple[Comparison, ...] = ()
    differences: tuple[Comparison, ...] = ()
    open_questions: tuple[Statement, ...] = ()
    names: tuple[Entry, ...] = ()
    sources: tuple[Source, ...] = ()
    coverage: Coverage = Coverage(0, 0, ())
    citations: tuple[Citation, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """``dossier brief --json``. Sections that are empty are left out."""
        sections = {str(name): [item.to_json() for item in getattr(self, name)] for name in Section if getattr(self, name)}
        return {
            "title": self.title,
            "language": self.language,
            "topic": self.topic,
            "made": self.made,
            **sections,
            "coverage": self.coverage.to_json(),
            "citations": [citation.to_json() for citation in self.citations],
        }
