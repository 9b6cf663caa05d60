"""An outline as PDF, set by Typst: Arabic shaped and ordered, fonts embedded, bookmarks, numbers that lead to citations."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from assistant.briefing.outputs.outline import Block, Heading, Items, Line, Note, Outline, Paragraph, Role, Table, line, span
from assistant.briefing.outputs.pdf_text import mend
from assistant.wording import quoted

HERE = Path(__file__).parent


def pdf(outline: Outline) -> bytes:
    """The whole file. Of fonts, only those of the package are used: the file is the same on every machine."""
    import typst

    made = typst.compile(
        HERE / "briefing.typ",
        root=HERE,
        font_paths=[Path(str(files("fontpkg_amiri") / "files"))],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(_data(outline), ensure_ascii=False)},
        format="pdf",
    )
    return mend(made)


def _data(outline: Outline) -> dict[str, Any]:
    words = outline.words
    title = " ".join(part.text for part in outline.title.spans)
    return {
        "title": title,
        "title-line": _line(outline.title),
        "running": title if len(title) <= 80 else f"{title[:79]}…",
        "about": _line(outline.about),
        "language": words.code,
        "direction": outline.direction,
        "page": words.page.split("{number}"),
        "citations": words.citations,
        "blocks": [_block(block) for block in outline.blocks],
        "notes": [_note(note) for note in outline.notes],
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading():
            return {"type": "heading", "level": block.level, "line": _line(block.line)}
        case Paragraph():
            return {"type": "paragraph", "line": _line(block.line)}
        case Items():
            lines = [_line(line) for line in block.lines]
            return {"type": "items", "ordered": block.ordered, "minor": block.minor, "lines": lines}
        case Table():
            rows = [{"group": row.group, "cells": [_line(cell) for cell in row.cells]} for row in block.rows]
            return {"type": "table", "columns": block.columns, "widths": block.widths, "grouped": block.grouped, "rows": rows}


def _note(note: Note) -> dict[str, Any]:
    quote = line(span(quoted(note.quote, note.language), Role.QUOTE, note.language))
    return {"number": note.number, "source": _line(note.source), "quote": _line(quote)}


def _line(line: Line) -> dict[str, Any]:
    return {
        "spans": [
            {"text": span.text, "role": str(span.role), "language": span.language, "direction": span.direction}
            for span in line.spans
        ],
        "citations": line.citations,
        "direction": line.direction,
        "separator": line.separator,
    }
