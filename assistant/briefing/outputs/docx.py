"""An outline as a Word document: headings by style, citations as endnotes, right-to-left text marked as such."""

import io
from typing import Any

from assistant.briefing.outputs.docx_notes import Endnotes
from assistant.briefing.outputs.docx_styles import prepare
from assistant.briefing.outputs.docx_text import (
    bidi,
    isolated,
    keep_together,
    line_above,
    mark_paragraph,
    repeat_head,
    run,
    set_widths,
)
from assistant.briefing.outputs.outline import Block, Heading, Items, Line, Outline, Paragraph, Role, Span, Table
from assistant.chat.strings import Direction

_STYLES = {Role.NAME: "Strong", Role.SOFT: "Soft"}


def docx(outline: Outline) -> bytes:
    """The whole file."""
    return _Writer(outline).bytes()


class _Writer:
    """One document on its way. Word numbers the endnotes itself, in the order in which they are first referred to."""

    def __init__(self, outline: Outline) -> None:
        import docx

        self.outline = outline
        self.page: Direction = outline.direction
        self.document = docx.Document()
        prepare(self.document, outline)
        self.notes = Endnotes(self.document, outline.notes)

    def bytes(self) -> bytes:
        """Write everything."""
        words = self.outline.words
        self._paragraph(self.outline.title, "Title")
        self._paragraph(self.outline.about, "Subtitle")
        for block in self.outline.blocks:
            self._block(block)
        if self.outline.notes:
            self._paragraph(Line((Span(words.citations, Role.LABEL, words.code),), direction=self.page), "Heading 1")
        self.notes.add_part(self._source)
        file = io.BytesIO()
        self.document.save(file)
        return file.getvalue()

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                self._paragraph(block.line, f"Heading {block.level}", direction=self.page)
            case Paragraph():
                self._paragraph(block.line, "Normal")
            case Items():
                style = "List Number" if block.ordered else "List Bullet"
                for line in block.lines:
                    self._paragraph(line, style)
            case Table():
                self._table(block)

    def _paragraph(self, line: Line, style: str, direction: Direction | None = None) -> None:
        paragraph = self.document.add_paragraph(style=style)
        self._fill(paragraph, line, direction or line.direction)

    def _fill(self, paragraph: Any, line: Line, direction: Direction, *, below: bool = False) -> None:
        """Spans with the citations after them; ``below``: what is of less weight begins a line, as in the cells of a table."""
        mark_paragraph(paragraph, direction)
        for number, span in enumerate(line.spans):
            if number and below and span.role is Role.SOFT and line.separator:
                paragraph.add_run().add_break()
            elif number and line.separator:
                run(paragraph, line.separator, line.language, direction)
            text = isolated(span.text, span.direction, direction, alone=below)
            run(paragraph, text, span.language, span.direction, style=_STYLES.get(span.role))
        for number, citation in enumerate(line.citations):
            if number:
                run(paragraph, ", ", line.language, direction, style="endnote reference")
            self.notes.refer(paragraph, citation)

    def _table(self, table: Table) -> None:
        made = self.document.add_table(rows=1, cols=len(table.columns), style="Briefing Table")
        if self.page == "rtl":
            bidi(made)
        self._head(made, table)
        previous: int | None = None
        for row in table.rows:
            cells = made.add_row().cells
            for cell, line in zip(cells, row.cells, strict=True):
                paragraph = cell.paragraphs[0]
                paragraph.style = "Table Text"
                last = line is row.cells[-1]  # names and dates keep to their column, whatever their script
                self._fill(paragraph, line, line.direction if last else self.page, below=not last)
            keep_together(made.rows[-1])
            if table.grouped and previous not in {None, row.group}:
                line_above(made.rows[-1])
            previous = row.group
        set_widths(made, table.widths, self.document.sections[0])
        self.document.add_paragraph(style="After Table")

    def _head(self, made: Any, table: Table) -> None:
        for cell, column in zip(made.rows[0].cells, table.columns, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.style = "Table Text"
            mark_paragraph(paragraph, self.page)
            run(paragraph, column, self.outline.words.code, self.page, style="Strong")
        repeat_head(made.rows[0])

    def _source(self, paragraph: Any, line: Line) -> None:
        self._fill(paragraph, line, self.page)
