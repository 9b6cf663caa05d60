"""Paragraphs, runs and tables of a Word document with what python-docx has no words for: direction, language, borders."""

from collections.abc import Sequence
from typing import Any

from assistant.chat.strings import Direction

# Elements stand in an order that the schema (ECMA-376 part 1, 17.3 and 17.4) fixes; these come after the one that is put in.
_AFTER_BIDI = [
    "w:adjustRightInd",
    "w:snapToGrid",
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:mirrorIndents",
    "w:suppressOverlap",
    "w:jc",
    "w:textDirection",
    "w:textAlignment",
    "w:textboxTightWrap",
    "w:outlineLvl",
    "w:divId",
    "w:cnfStyle",
    "w:rPr",
    "w:sectPr",
    "w:pPrChange",
]
_AFTER_BIDI_VISUAL = [
    "w:tblStyleRowBandSize",
    "w:tblStyleColBandSize",
    "w:tblW",
    "w:jc",
    "w:tblCellSpacing",
    "w:tblInd",
    "w:tblBorders",
    "w:shd",
    "w:tblLayout",
    "w:tblCellMar",
    "w:tblLook",
    "w:tblCaption",
    "w:tblDescription",
]
_AFTER_CELL_BORDERS = ["w:shd", "w:noWrap", "w:tcMar", "w:textDirection", "w:tcFitText", "w:vAlign", "w:hideMark"]
_MARKS: dict[Direction, str] = {"ltr": "\u200e", "rtl": "\u200f"}
ACCENT, SOFT, RULE = "1F6660", "5B6462", "C9C5BA"


def element(tag: str, **attributes: str) -> Any:
    """An element of WordprocessingML: ``element("w:lang", val="en")``."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def mark_paragraph(paragraph: Any, direction: Direction) -> None:
    """Say which way a paragraph runs: its beginning, its bullet and its indent are then on that side."""
    if direction == "rtl":
        paragraph._p.get_or_add_pPr().insert_element_before(element("w:bidi"), *_AFTER_BIDI)


def isolated(text: str, direction: Direction, around: Direction, *, alone: bool = False) -> str:
    """Words that run against their paragraph, between marks that keep them from turning what stands beside them.

    Marks and not isolates (U+2066 to U+2069), which Word does not heed everywhere. ``alone``: nothing stands beside them.
    """
    inner, outer = _MARKS[direction], "" if alone else _MARKS[around]
    return text if direction == around else f"{outer}{inner}{text}{inner}{outer}"


def run(paragraph: Any, text: str, language: str, direction: Direction, *, style: str | None = None) -> Any:
    """Text with its language and its direction, by which Word chooses the font and orders signs and digits."""
    made = paragraph.add_run(text, style=style)
    properties = made._r.get_or_add_rPr()
    if direction == "rtl":
        made.font.rtl = True
        properties.append(element("w:lang", bidi=language))
    else:
        properties.append(element("w:lang", val=language))
    return made


def bidi(table: Any) -> None:
    """The first column on the right."""
    table._tbl.tblPr.insert_element_before(element("w:bidiVisual"), *_AFTER_BIDI_VISUAL)


def repeat_head(row: Any) -> None:
    """Show a row again at the top of every page that the table goes on over."""
    row._tr.get_or_add_trPr().append(element("w:tblHeader"))


def keep_together(row: Any) -> None:
    """Do not break a row over two pages."""
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))


def line_above(row: Any) -> None:
    """Set a row apart from those before it."""
    for cell in row.cells:
        borders = element("w:tcBorders")
        borders.append(element("w:top", val="single", sz="8", space="0", color=SOFT))
        cell._tc.get_or_add_tcPr().insert_element_before(borders, *_AFTER_CELL_BORDERS)


def set_widths(table: Any, shares: Sequence[int], section: Any) -> None:
    """Divide the width of the text among the columns."""
    table.autofit = False
    whole = section.page_width - section.left_margin - section.right_margin
    widths = [whole * share // sum(shares) for share in shares]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table._tbl.tr_lst:  # through python-docx's own columns and cells it would take the square of their number
        for cell, width in zip(row.tc_lst, widths, strict=True):
            cell.width = width


def field(paragraph: Any, instruction: str, shown: str, *, style: str | None = None) -> None:
    """A field that Word keeps up to date; ``shown`` until it does."""
    for kind in ("begin", "separate", "end"):
        paragraph.add_run(style=style)._r.append(element("w:fldChar", fldCharType=kind))
        if kind == "begin":
            told = element("w:instrText")
            told.text = f" {instruction} "
            paragraph.add_run(style=style)._r.append(told)
        elif kind == "separate":
            paragraph.add_run(shown, style=style)
