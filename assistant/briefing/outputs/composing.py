"""From the records of a briefing to its outline: what stands in each section, in the order of the sections."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.briefing.outputs.labels import Labels, day, labels, language_name
from assistant.briefing.outputs.outline import (
    Block,
    Heading,
    Items,
    Line,
    Note,
    Outline,
    Paragraph,
    Role,
    Row,
    Span,
    Table,
    label,
    line,
    span,
)
from assistant.briefing.records import Briefing, Comparison, Figure, Moment, Passed, Section, Source, Statement
from assistant.chat import markup
from index.language import dominant_language

_NUMBER = re.compile(r"(?<![\d.])[0-9]{5,15}")  # those that one would have to count the digits of
CLIPPED = 160  # characters that are shown of a passage which no point uses


def outline(briefing: Briefing) -> Outline:
    """All that a written briefing says.

    Raises:
        ValueError: a statement refers to a citation that the briefing does not have.
    """
    composer = _Composer(briefing, labels(briefing.language))
    made = Outline(
        title=composer.title(),
        about=composer.about(),
        blocks=tuple(composer.blocks()),
        notes=tuple(composer.notes()),
        words=composer.words,
    )
    missing = set(_cited(made.blocks)) - {note.number for note in made.notes}
    if missing:
        raise ValueError(f"the briefing refers to citations that it does not have: {sorted(missing)}")
    return made


def _cited(blocks: Sequence[Block]) -> Iterator[int]:
    for block in blocks:
        match block:
            case Items():
                lines = list(block.lines)
            case Table():
                lines = [cell for row in block.rows for cell in row.cells]
            case Heading() | Paragraph():
                lines = [block.line]
        for each in lines:
            yield from each.citations


@dataclass(frozen=True, slots=True)
class _Composer:
    briefing: Briefing
    words: Labels

    def title(self) -> Line:
        """In the direction of its first letter: a title of ours may name more in the other script than it says itself."""
        title = self.briefing.title or self.words.briefing
        first = next((letter for letter in title if letter.isalpha()), "")
        ours = markup.direction(first, "ltr") == markup.language_direction(self.words.code)
        return line(span(title, Role.LABEL, self.words.code if ours else dominant_language(title)))

    def about(self) -> Line:
        count = len(self.briefing.sources)
        told = [
            self.words.topic.format(topic=f"\u2068{self.briefing.topic}\u2069") if self.briefing.topic else "",
            self.words.made.format(date=day(self.briefing.made, self.words)),
            self.words.one_source if count == 1 else self.words.sources_count.format(count=count) if count else "",
        ]
        return line(label(" · ".join(filter(None, told)), self.words))

    def blocks(self) -> Iterator[Block]:
        yield Paragraph(line(label(self.words.verbatim, self.words, Role.SOFT)))
        sections = {
            Section.KEY_POINTS: self._key_points,
            Section.SPEAKERS: self._speakers,
            Section.TIMELINE: self._timeline,
            Section.FIGURES: self._figures,
            Section.AGREEMENTS: lambda: self._comparisons(self.briefing.agreements),
            Section.DIFFERENCES: lambda: self._comparisons(self.briefing.differences),
            Section.OPEN_QUESTIONS: self._open_questions,
            Section.NAMES: self._names,
            Section.SOURCES: self._sources,
        }
        for section, compose in sections.items():
            if getattr(self.briefing, section):
                yield Heading(1, line(label(self.words.sections[section], self.words)), str(section).replace("_", "-"))
                yield from compose()

    def notes(self) -> Iterator[Note]:
        sources = {source.document: source for source in self.briefing.sources}
        for citation in self.briefing.citations:
            yield Note(
                number=citation.number,
                document=citation.document,
                source=self._source(citation.document, sources.get(citation.document)),
                quote=markup.visible(citation.quote),
                language=citation.language,
                direction=markup.direction(citation.quote, markup.language_direction(citation.language)),
                start=citation.start,
                end=citation.end,
            )

    def _key_points(self) -> Iterator[Block]:
        yield Items(tuple(self._stated(point) for point in self.briefing.key_points), ordered=True)

    def _speakers(self) -> Iterator[Block]:
        for number, voice in enumerate(self.briefing.speakers, 1):
            yield Heading(2, line(self._name(voice.name)), f"speaker-{number}")
            if voice.spellings:
                yield Paragraph(self._joined(voice.spellings, self.words.also))
            yield Items(tuple(self._quoted(statement) for statement in voice.statements))

    def _timeline(self) -> Iterator[Block]:
        rows = [
            Row((self._when(moment), self._stated(moment.statement)), group)
            for group, moment in enumerate(self.briefing.timeline)
        ]
        yield Table((self.words.when, self.words.what), tuple(rows), (28, 72))
        if any(moment.inferred for moment in self.briefing.timeline):
            yield Paragraph(line(label(self.words.inferred_note, self.words, Role.SOFT)))

    def _when(self, moment: Moment) -> Line:
        inferred = [label(self.words.inferred, self.words, Role.SOFT)] if moment.inferred else []
        language = dominant_language(moment.words, moment.statement.language)
        return line(label(day(moment.when, self.words), self.words), span(moment.words, Role.SOFT, language), *inferred)

    def _figures(self) -> Iterator[Block]:
        columns = (self.words.figure, self.words.who, self.words.date, self.words.sentence)
        rows = [Row(self._figure(figure), group) for group, each in enumerate(self.briefing.figures) for figure in each.figures]
        yield Table(columns, tuple(rows), (17, 24, 14, 45))

    def _figure(self, figure: Figure) -> tuple[Line, ...]:
        value = span(_NUMBER.sub(lambda found: f"{int(found[0]):,}", figure.value), Role.NAME, "en")
        words = span(figure.words, Role.SOFT, dominant_language(figure.words, figure.statement.language))
        dated = label(day(figure.date, self.words), self.words) if figure.date else label("–", self.words)
        return line(value, words), self._who(figure.statement), line(dated), self._quoted(figure.statement)

    def _comparisons(self, comparisons: Sequence[Comparison]) -> Iterator[Block]:
        rows = [
            Row((self._who(account), self._quoted(account)), group)
            for group, comparison in enumerate(comparisons)
            for account in comparison.accounts
        ]
        yield Table((self.words.who, self.words.account), tuple(rows), (28, 72))

    def _open_questions(self) -> Iterator[Block]:
        yield Items(tuple(self._stated(statement) for statement in self.briefing.open_questions))

    def _names(self) -> Iterator[Block]:
        columns = (self.words.name, self.words.spellings, self.words.kind, self.words.mentions)
        rows = [
            Row(
                (
                    Line((self._name(entry.name),), entry.citations, line(self._name(entry.name)).direction),
                    self._joined(entry.spellings),
                    line(label(self.words.kinds[entry.kind], self.words)),
                    line(label(str(entry.mentions), self.words)),
                ),
                group,
            )
            for group, entry in enumerate(self.briefing.names)
        ]
        yield Table(columns, tuple(rows), (32, 38, 16, 14))

    def _sources(self) -> Iterator[Block]:
        columns = (self.words.document, self.words.language, self.words.date, self.words.publisher, self.words.used)
        rows = [Row(self._source_row(source), group) for group, source in enumerate(self.briefing.sources)]
        yield Table(columns, tuple(rows), (40, 12, 16, 14, 18))
        coverage = self.briefing.coverage
        told = self.words.coverage.format(passages=coverage.passages, used=coverage.used, share=f"{coverage.share:.0%}")
        yield Paragraph(line(label(told, self.words)))
        if coverage.unused:
            yield Heading(2, line(label(self.words.unused, self.words)), "unused")
            yield Items(tuple(self._passed(passed) for passed in coverage.unused), minor=True)

    def _source_row(self, source: Source) -> tuple[Line, ...]:
        share = self.words.share.format(used=source.used, passages=source.passages, share=f"{source.share:.0%}")
        return (
            self._source(source.document, source, brief=True),
            line(label(language_name(source.language, self.words), self.words)),
            line(label(day(source.date, self.words) if source.date else "–", self.words)),
            line(self._name(source.publisher) if source.publisher else label("–", self.words)),
            line(label(share, self.words)),
        )

    def _passed(self, passed: Passed) -> Line:
        clipped = passed.text if len(passed.text) <= CLIPPED else f"{passed.text[:CLIPPED].rsplit(' ', 1)[0]} …"
        return line(span(passed.document, Role.SOFT, "en"), span(clipped, Role.QUOTE, passed.language))

    def _source(self, document: str, source: Source | None, *, brief: bool = False) -> Line:
        """A document as one refers to it: its title, who published it and when, its name."""
        name = span(document, Role.SOFT, "en")
        if source is None or not source.title or source.title == document:
            return line(span(document, Role.NAME, "en"))
        title = span(source.title, Role.NAME, source.language)
        more = (
            []
            if brief
            else [self._name(source.publisher), label(day(source.date, self.words) if source.date else "", self.words)]
        )
        return line(title, *more, name, separator=" " if brief else " · ")

    def _quoted(self, statement: Statement) -> Line:
        return line(span(statement.text, Role.QUOTE, statement.language), citations=statement.citations)

    def _stated(self, statement: Statement) -> Line:
        """The words with their speaker before them."""
        speaker = [self._name(f"{statement.speaker}:", statement.language)] if statement.speaker else []
        return line(*speaker, span(statement.text, Role.QUOTE, statement.language), citations=statement.citations)

    def _who(self, statement: Statement) -> Line:
        """Who says it, and in which document; the document alone where it speaks itself."""
        if not statement.speaker:
            return line(span(statement.document, Role.SOFT, "en"))
        return line(self._name(statement.speaker, statement.language), span(statement.document, Role.SOFT, "en"))

    def _name(self, name: str, default: str = "") -> Span:
        return span(name, Role.NAME, dominant_language(name, default or self.words.code))

    def _joined(self, names: Sequence[str], before: str = "") -> Line:
        """Names in a row, each in its own direction, after the words that introduce them."""
        separator = Span(self.words.separator, Role.LABEL, self.words.code)
        spans = [part for name in names for part in (separator, span(name, Role.SOFT, dominant_language(name, self.words.code)))]
        return line(Span(before, Role.LABEL, self.words.code), *spans[1:], separator="")
