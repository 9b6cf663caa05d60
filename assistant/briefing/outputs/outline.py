"""A briefing as a sequence of headings, lists and tables: what it says and where, the same for every kind of file.

The writers of the files decide how that looks. What is hidden in a text is made visible here, once for all of them; escaping is
their part, for each has rules of its own.
"""

from dataclasses import dataclass
from enum import StrEnum

from assistant.briefing.outputs.labels import Labels
from assistant.chat import markup
from assistant.chat.strings import Direction


class Role(StrEnum):
    """What a piece of text is."""

    LABEL = "label"  # the product's own words
    NAME = "name"  # a speaker, a document, a place: data, isolated from the text around it
    SOFT = "soft"  # of less weight
    QUOTE = "quote"  # words of a source


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line. ``language`` is ISO 639-1."""

    text: str
    role: Role
    language: str

    @property
    def direction(self) -> Direction:
        """That of its language where the product speaks itself, whatever names it mentions; else that of most of its letters."""
        stated = markup.language_direction(self.language)
        return stated if self.role is Role.LABEL else markup.direction(self.text, stated)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, an item of a list or a cell of a table, with the numbers of the citations that it rests on.

    ``separator`` stands between the spans.
    """

    spans: tuple[Span, ...]
    citations: tuple[int, ...] = ()
    direction: Direction = "ltr"
    separator: str = " "

    @property
    def language(self) -> str:
        """That of the words which give the line its direction."""
        return next((span.language for span in self.spans if span.direction == self.direction), "en")


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` 1 for a section, 2 below it; ``anchor`` is unique."""

    level: int
    line: Line
    anchor: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line that stands by itself."""

    line: Line


@dataclass(frozen=True, slots=True)
class Items:
    """A list. ``minor``: of less weight, for those who look for it."""

    lines: tuple[Line, ...]
    ordered: bool = False
    minor: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Rows of the same ``group`` are about the same thing and stand together."""

    cells: tuple[Line, ...]
    group: int


@dataclass(frozen=True, slots=True)
class Table:
    """``widths``: shares of the columns, of any sum."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    widths: tuple[int, ...]

    @property
    def grouped(self) -> bool:
        """Whether any group has several rows, so that it shows where one ends."""
        return len({row.group for row in self.rows}) < len(self.rows)


Block = Heading | Paragraph | Items | Table


@dataclass(frozen=True, slots=True)
class Note:
    """A citation: where the words stand, and the exact words. ``quote`` keeps the line breaks of the source."""

    number: int
    document: str
    source: Line
    quote: str
    language: str
    direction: Direction
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Outline:
    """All that is written. ``blocks`` ends before the citations, which every kind of file sets in its own way."""

    title: Line
    about: Line
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    words: Labels

    @property
    def direction(self) -> Direction:
        """Of the page: which side lists, tables and contents begin on."""
        return markup.language_direction(self.words.code)


def span(text: str, role: Role, language: str) -> Span:
    """A piece of a line: on one line, with nothing hidden."""
    return Span(" ".join(markup.visible(text).split()), role, language)


def label(text: str, words: Labels, role: Role = Role.LABEL) -> Span:
    """Words of the product's own."""
    return span(text, role, words.code)


def line(*spans: Span, citations: tuple[int, ...] = (), separator: str = " ") -> Line:
    """A line in the direction of the words that it quotes; without any, of the product's own; without those, of the first."""
    kept = tuple(part for part in spans if part.text)
    leading = next((part for role in (Role.QUOTE, Role.LABEL) for part in kept if part.role is role), kept[0] if kept else None)
    return Line(kept, citations, leading.direction if leading else "ltr", separator)
