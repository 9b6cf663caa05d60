"""An outline as Markdown (CommonMark with tables). Text of documents is escaped: no link, no HTML, no heading comes of it."""

import regex

from assistant.briefing.outputs.outline import Block, Heading, Items, Line, Note, Outline, Paragraph, Role, Row, Span, Table
from assistant.chat.strings import Direction
from assistant.wording import quoted

_SIGNS = regex.compile(r"[\\`*_{}\[\]<>|~&$]")
_FIRST = regex.compile(r"^(?:[#+=-]|\d+(?=[.)]))")  # would begin a heading, a list or a rule
_ADDRESSES = regex.compile(r"(?<=https?|ftp)(?=://)|(?<=www)(?=\.)|(?=@)", regex.IGNORECASE)  # many programs make links of them
_ISOLATE, _END = "\u2068", "\u2069"


def markdown(outline: Outline) -> str:
    """The whole document, its citations numbered at the end."""
    page = outline.direction
    parts = [f"# {_line(outline.title, page, plain=True)}", _line(outline.about, page)]
    parts += [_block(block, page) for block in outline.blocks]
    if outline.notes:
        parts += [f"## {_escaped(outline.words.citations)}", "\n".join(_note(note, page) for note in outline.notes)]
    if page == "rtl":
        parts = ['<div dir="rtl">', *parts, "</div>"]
    return "\n\n".join(parts) + "\n"


def _block(block: Block, page: Direction) -> str:
    match block:
        case Heading():
            return f"{'#' * (block.level + 1)} {_line(block.line, page, plain=True)}"
        case Paragraph():
            return _line(block.line, page)
        case Items():
            signs = (f"{number}." if block.ordered else "-" for number in range(1, len(block.lines) + 1))
            return "\n".join(f"{sign} {_line(line, page)}" for sign, line in zip(signs, block.lines, strict=True))
        case Table():
            return _table(block, page)


def _table(table: Table, page: Direction) -> str:
    """Between groups of several rows stands an empty one."""
    lines = [table.columns, ("---",) * len(table.columns)]
    previous: Row | None = None
    for row in table.rows:
        if table.grouped and previous and previous.group != row.group:
            lines.append(("",) * len(table.columns))
        lines.append(tuple(_line(cell, page) for cell in row.cells))
        previous = row
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _note(note: Note, page: Direction) -> str:
    quote = _isolated(_escaped(quoted(note.quote, note.language)), note.direction, page)
    return f"{note.number}. {_line(note.source, page)}: {quote}"


def _line(line: Line, page: Direction, *, plain: bool = False) -> str:
    """The spans, with the markers after them; ``plain``: none of them set apart, as in a heading."""
    numbers = "".join(f"\\[{number}\\]" for number in line.citations)
    spans = (_isolated(_escaped(span.text) if plain else _span(span), span.direction, page) for span in line.spans)
    return " ".join(filter(None, (line.separator.join(spans), numbers)))


def _span(span: Span) -> str:
    sign = {Role.NAME: "**", Role.SOFT: "*"}.get(span.role, "")
    return f"{sign}{_escaped(span.text)}{sign}"


def _isolated(text: str, direction: Direction, page: Direction) -> str:
    """Words that run against the page, kept from turning what stands beside them."""
    return text if direction == page else f"{_ISOLATE}{text}{_END}"


def _escaped(text: str) -> str:
    text = _SIGNS.sub(r"\\\g<0>", text)
    text = _ADDRESSES.sub(r"\\", text)
    return _FIRST.sub(lambda found: f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}", text)
