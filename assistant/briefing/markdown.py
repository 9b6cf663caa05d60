"""A briefing as plain Markdown."""

from collections.abc import Iterator, Sequence

from assistant.briefing.labels import HEADINGS
from assistant.briefing.records import Briefing, Section, Statement

_ESCAPED = str.maketrans({char: f"\\{char}" for char in "\\`*_[]<>#|"})


def markdown(briefing: Briefing) -> str:
    """The whole briefing, citations listed at its end. Words of the sources are escaped: they are no markup."""
    headings = HEADINGS[briefing.language]
    lines = [f"# {_text(briefing.title)}", ""]
    for section in Section:
        if getattr(briefing, section):
            lines += [f"## {headings[section]}", "", *_SECTIONS[section](briefing), ""]
    lines += [
        f"[{citation.number}] {_text(citation.document)} ({citation.start}–{citation.end})" for citation in briefing.citations
    ]
    return "\n".join(lines) + "\n"


def _text(words: str) -> str:
    return " ".join(words.split()).translate(_ESCAPED)


def _statement(statement: Statement) -> str:
    speaker = f"**{_text(statement.speaker)}**: " if statement.speaker else ""
    return f"{speaker}“{_text(statement.text)}” " + "".join(f"[{number}]" for number in statement.citations)


def _statements(statements: Sequence[Statement]) -> Iterator[str]:
    return (f"- {_statement(statement)}" for statement in statements)


def _speakers(briefing: Briefing) -> Iterator[str]:
    for voice in briefing.speakers:
        yield f"- **{_text(voice.name)}**" + (f" ({_text(' / '.join(voice.spellings))})" if voice.spellings else "")
        for s in voice.statements:
            yield f"  - “{_text(s.text)}” " + "".join(f"[{number}]" for number in s.citations)


def _timeline(briefing: Briefing) -> Iterator[str]:
    for moment in briefing.timeline:
        sign = "≈ " if moment.inferred else ""
        yield f"- {sign}{moment.when} ({_text(moment.words)}): {_statement(moment.statement)}"


def _figures(briefing: Briefing) -> Iterator[str]:
    for quantity in briefing.figures:
        for n, figure in enumerate(quantity.figures):
            indent = "" if n == 0 else "  "
            told = f"{_text(figure.words)}; {figure.date}" if figure.date else _text(figure.words)
            yield f"{indent}- {figure.value} {_text(figure.unit)} ({told}): {_statement(figure.statement)}"


def _comparisons(briefing: Briefing, section: Section) -> Iterator[str]:
    for comparison in getattr(briefing, section):
        first, *others = comparison.accounts
        yield f"- {_statement(first)}"
        yield from (f"  - {_statement(other)}" for other in others)


def _names(briefing: Briefing) -> Iterator[str]:
    for entry in briefing.names:
        spellings = f" ({_text(' / '.join(entry.spellings))})" if entry.spellings else ""
        yield f"- **{_text(entry.name)}**{spellings}: {entry.kind} " + "".join(f"[{number}]" for number in entry.citations)


def _sources(briefing: Briefing) -> Iterator[str]:
    for source in briefing.sources:
        facts = [source.language, source.date, _text(source.publisher), f"{source.used}/{source.passages}"]
        yield f"- {_text(source.document)} ({', '.join(fact for fact in facts if fact)}): {_text(source.title)}"


_SECTIONS = {
    Section.KEY_POINTS: lambda briefing: _statements(briefing.key_points),
    Section.SPEAKERS: _speakers,
    Section.TIMELINE: _timeline,
    Section.FIGURES: _figures,
    Section.AGREEMENTS: lambda briefing: _comparisons(briefing, Section.AGREEMENTS),
    Section.DIFFERENCES: lambda briefing: _comparisons(briefing, Section.DIFFERENCES),
    Section.OPEN_QUESTIONS: lambda briefing: _statements(briefing.open_questions),
    Section.NAMES: _names,
    Section.SOURCES: _sources,
}
