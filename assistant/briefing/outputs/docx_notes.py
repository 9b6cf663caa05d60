"""Endnotes of a Word document, which python-docx does not make: the part that holds them, and the references to them.

Endnotes and not footnotes: a briefing cites in every sentence, and the foot of each page would be fuller than the page.
"""

from collections.abc import Callable, Sequence
from typing import Any

from assistant.briefing.outputs.docx_text import element, field, mark_paragraph, run
from assistant.briefing.outputs.outline import Line, Note
from assistant.wording import quoted

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"
RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/endnotes"
REFERENCE, TEXT = "endnote reference", "endnote text"
_SEPARATORS = (("-1", "separator"), ("0", "continuationSeparator"))
_AFTER_FORMAT = [
    "w:type",
    "w:pgSz",
    "w:pgMar",
    "w:paperSrc",
    "w:pgBorders",
    "w:lnNumType",
    "w:pgNumType",
    "w:cols",
    "w:formProt",
    "w:vAlign",
    "w:noEndnote",
    "w:titlePg",
    "w:textDirection",
    "w:bidi",
    "w:rtlGutter",
    "w:docGrid",
]


class Endnotes:
    """The endnotes of one document. Word numbers them in the order of their references; a second reference repeats the number."""

    def __init__(self, document: Any, notes: Sequence[Note]) -> None:
        self.document = document
        self.notes = {note.number: note for note in notes}
        self.order: list[int] = []
        properties = element("w:endnotePr")
        properties.append(element("w:numFmt", val="decimal"))
        document.sections[0]._sectPr.insert_element_before(properties, *_AFTER_FORMAT)

    def refer(self, paragraph: Any, number: int) -> None:
        """A superscript number that leads to a citation."""
        name = f"citation{number}"
        if number in self.order:
            field(paragraph, f"NOTEREF {name} \\f \\h", str(self.order.index(number) + 1), style=REFERENCE)
            return
        self.order.append(number)
        identifier = str(len(self.order))
        paragraph._p.append(element("w:bookmarkStart", id=identifier, name=name))
        paragraph.add_run(style=REFERENCE)._r.append(element("w:endnoteReference", id=identifier))
        paragraph._p.append(element("w:bookmarkEnd", id=identifier))

    def add_part(self, source: Callable[[Any, Line], None]) -> None:
        """Add the notes that have been referred to. ``source`` fills a paragraph with a document's name."""
        from docx.opc.packuri import PackURI
        from docx.opc.part import XmlPart
        from docx.oxml import OxmlElement
        from docx.oxml.ns import nsmap

        root = OxmlElement("w:endnotes", nsdecls={prefix: nsmap[prefix] for prefix in ("w", "r")})  # readers count on both
        for identifier, kind in _SEPARATORS:
            root.append(self._separator(identifier, kind))
        for place, number in enumerate(self.order, 1):
            root.append(self._note(str(place), self.notes[number], source))
        package = self.document.part.package
        self.document.part.relate_to(XmlPart(PackURI("/word/endnotes.xml"), CONTENT_TYPE, root, package), RELATIONSHIP)
        declared = element("w:endnotePr")
        for identifier, _ in _SEPARATORS:
            declared.append(element("w:endnote", id=identifier))
        self.document.settings.element.find("{*}compat").addprevious(declared)

    def _separator(self, identifier: str, kind: str) -> Any:
        note, paragraph, made = element("w:endnote", type=kind, id=identifier), element("w:p"), element("w:r")
        made.append(element(f"w:{kind}"))
        paragraph.append(made)
        note.append(paragraph)
        return note

    def _note(self, identifier: str, note: Note, source: Callable[[Any, Line], None]) -> Any:
        """The document, and below it the exact words in a paragraph of their own direction."""
        made = element("w:endnote", id=identifier)
        where, words = (self.document.add_paragraph(style=TEXT) for _ in range(2))
        where.paragraph_format.keep_with_next = True
        where.add_run(style=REFERENCE)._r.append(element("w:endnoteRef"))
        where.add_run(" ")
        source(where, note.source)
        mark_paragraph(words, note.direction)
        run(words, quoted(note.quote, note.language), note.language, note.direction)
        for paragraph in (where, words):
            made.append(paragraph._p)  # made in the document, where its styles are known, and moved here
        return made
