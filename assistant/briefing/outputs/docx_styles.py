"""The look of a Word document: fonts for both scripts, colours, sizes, the page with its footer."""

from typing import Any

from assistant.briefing.outputs.docx_text import ACCENT, RULE, SOFT, element, field, mark_paragraph, run
from assistant.briefing.outputs.outline import Outline

# Fonts that Word and LibreOffice have or replace by like ones; the second is for right-to-left text.
LATIN, ARABIC = "Calibri", "Arial"
_THEMES = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")
_SIZES: dict[str, float] = {"Title": 24, "Subtitle": 11, "Heading 1": 15, "Heading 2": 12}


def prepare(document: Any, outline: Outline) -> None:
    """Set the styles, the page and what the file says of itself."""
    _page(document, outline)
    _fonts(document)
    _paragraphs(document)
    _characters(document)
    _table(document)
    core = document.core_properties
    core.title = " ".join(span.text for span in outline.title.spans)
    core.author, core.comments = "dossier", ""
    core.language = outline.words.code


def _page(document: Any, outline: Outline) -> None:
    from docx.shared import Cm

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.3)
    section.top_margin = section.bottom_margin = Cm(2.2)
    footer = section.footer.paragraphs[0]
    mark_paragraph(footer, outline.direction)
    before, _, _ = outline.words.page.partition("{number}")
    run(footer, before, outline.words.code, outline.direction)
    field(footer, "PAGE", "1")


def _fonts(document: Any) -> None:
    from docx.oxml.ns import qn

    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for fonts in (defaults.find(qn("w:rFonts")), *(_run_fonts(document.styles[name]) for name in (*_SIZES, "Heading 3"))):
        for theme in _THEMES:
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        for name, font in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", ARABIC)):
            fonts.set(qn(f"w:{name}"), font)


def _run_fonts(style: Any) -> Any:
    return style.element.get_or_add_rPr().get_or_add_rFonts()


def _paragraphs(document: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    styles = document.styles
    for name, size in _SIZES.items():
        style = styles[name]
        style.font.size = Pt(size)
        style.font.italic = style.font.cs_italic = False
        style.font.color.rgb = RGBColor.from_string(SOFT if name == "Subtitle" else ACCENT)
        _complex(style, size)
    border = styles["Title"].element.find(f".//{qn('w:pBdr')}")
    border.getparent().remove(border)
    styles["Title"].paragraph_format.space_after = Pt(4)
    styles["Subtitle"].paragraph_format.space_after = Pt(12)
    styles["Heading 1"].paragraph_format.space_before, styles["Heading 1"].paragraph_format.space_after = Pt(20), Pt(6)
    styles["Heading 2"].paragraph_format.space_before, styles["Heading 2"].paragraph_format.space_after = Pt(12), Pt(3)
    styles["Normal"].paragraph_format.space_after = Pt(6)
    for name in ("List Number", "List Bullet"):
        contextual = styles[name].element.find(f".//{qn('w:contextualSpacing')}")
        contextual.getparent().remove(contextual)  # it would take the space from between the items
    for name, size, after in (("Table Text", 9.5, 2), ("After Table", 6, 0), ("endnote text", 9.5, 3)):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        style.font.size = Pt(size)
        style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(after)
        _complex(style, size)


def _characters(document: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import RGBColor

    soft = document.styles.add_style("Soft", WD_STYLE_TYPE.CHARACTER)
    soft.font.color.rgb = RGBColor.from_string(SOFT)
    document.styles["Strong"].font.cs_bold = True
    reference = document.styles.add_style("endnote reference", WD_STYLE_TYPE.CHARACTER)
    reference.font.superscript = True


def _complex(style: Any, size: float) -> None:
    """The size for right-to-left text too, which Word keeps apart."""
    from docx.oxml.ns import qn

    properties = style.element.get_or_add_rPr()
    known = properties.find(qn("w:szCs"))
    if known is not None:
        properties.remove(known)
    properties.find(qn("w:sz")).addnext(element("w:szCs", val=str(int(size * 2))))


def _table(document: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE

    style = document.styles.add_style("Briefing Table", WD_STYLE_TYPE.TABLE)
    properties, borders, margins = element("w:tblPr"), element("w:tblBorders"), element("w:tblCellMar")
    for side, size, colour in (("top", "12", ACCENT), ("bottom", "12", ACCENT), ("insideH", "4", RULE)):
        borders.append(element(f"w:{side}", val="single", sz=size, space="0", color=colour))
    for side, width in (("top", "40"), ("left", "80"), ("bottom", "40"), ("right", "80")):
        margins.append(element(f"w:{side}", w=width, type="dxa"))
    properties.append(borders)
    properties.append(margins)
    style.element.append(properties)
