"""Word documents (DOCX), through python-docx."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from index.errors import ReadError
from index.readers.blocks import Block, assemble, clean
from index.readers.docx_styles import Styles, W
from index.records import Content

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAX_UNPACKED_BYTES = 256 * 1024 * 1024
MAX_XML_BYTES = 64 * 1024 * 1024  # takes some ten times as much memory once parsed

_OLE = b"\xd0\xcf\x11\xe0"  # what an encrypted DOCX and an old DOC begin with
_STRUCTURE = frozenset({f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"})
# Deleted or moved away; pictures and text boxes (which a file holds twice).
_SKIPPED = frozenset(
    {f"{W}del", f"{W}moveFrom", f"{W}drawing", f"{W}pict", f"{W}object"}
    | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"}
)
_SIGNS = {f"{W}tab": " ", f"{W}ptab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_NOTES = ("footnote", "endnote")


def parse(data: bytes, name: str) -> Content:
    """Text of a DOCX as it is shown: paragraphs, lists, tables, each note below the paragraph that refers to it.

    Tracked insertions are text; tracked deletions and hidden text are not. Left out: text boxes, headers, footers, comments.

    Raises:
        ReadError: encrypted, or unpacking to more than ``MAX_UNPACKED_BYTES`` or ``MAX_XML_BYTES``.
        Exception: of zipfile, lxml or python-docx, all of which trust the file; ``index.readers.parse`` maps it.
    """
    if data.startswith(_OLE):
        raise ReadError("{name} is encrypted, or an old Word file.", "Save it as .docx without a password.", name=name)
    _refuse_bomb(data, name)
    return _read(data)


def _refuse_bomb(data: bytes, name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sizes = {member.filename: member.file_size for member in archive.infolist()}  # zipfile never unpacks more than is stated
    unpacked = sum(sizes.values())
    parsed = sum(size for part, size in sizes.items() if part.endswith((".xml", ".rels")))
    if unpacked > MAX_UNPACKED_BYTES or parsed > MAX_XML_BYTES:
        size = f"{unpacked // 2**20} MB"
        raise ReadError(
            "{name} unpacks to {size}, which is too much.", "Split it, or save it without pictures.", name=name, size=size
        )


def _read(data: bytes) -> Content:
    import docx
    from docx.opc.constants import RELATIONSHIP_TYPE

    document = docx.Document(io.BytesIO(data))
    stated = any(rel.reltype == RELATIONSHIP_TYPE.CORE_PROPERTIES for rel in document.part.package.rels.values())
    title = document.core_properties.title if stated else None  # python-docx would make one up
    body = _Body(Styles(document.styles.element.iterchildren(f"{W}style")), _notes(document))
    return assemble(body.blocks(document.element.body), MEDIA_TYPE, title)


def _notes(document: Any) -> dict[tuple[str, str], Any]:
    """Footnotes and endnotes by kind and id."""
    from docx.oxml import parse_xml

    notes = {}
    for rel in document.part.rels.values():
        kind = rel.reltype.rpartition("/")[2].removesuffix("s")
        if kind in _NOTES and not rel.is_external:
            for note in parse_xml(rel.target_part.blob).iterchildren(f"{W}{kind}"):
                notes[kind, note.get(f"{W}id")] = note
    return notes


class _Body:
    """Walks the body of one document."""

    def __init__(self, styles: Styles, notes: dict[tuple[str, str], Any]) -> None:
        self._styles = styles
        self._notes = notes

    def blocks(self, container: Any) -> Iterator[Block]:
        """Paragraphs and tables below ``container``, in order."""
        is_item = False
        for element in _nearest(container, "p", "tbl"):
            if element.tag == f"{W}tbl":
                yield from self._table(element)
                is_item = False
                continue
            follows_item, is_item = is_item, self._styles.is_list_item(element)
            yield from self._paragraph(element, is_item, is_item and follows_item)

    def _paragraph(self, paragraph: Any, is_item: bool, follows_closely: bool) -> Iterator[Block]:
        text = self._text(paragraph)
        level = self._styles.heading_level(paragraph)
        if text and level:
            yield Block(" ".join(text.split()), level)
        elif text:
            yield Block(f"- {text}" if is_item else text, follows_closely=follows_closely)
        for kind in _NOTES:
            for mark in paragraph.iter(f"{W}{kind}Reference"):
                note = self._notes.pop((kind, mark.get(f"{W}id")), None)
                yield from self.blocks(note) if note is not None else ()

    def _table(self, table: Any) -> Iterator[Block]:
        """Rows as lines; where the table only lays out the page, what is in its cells."""
        rows = [list(_nearest(row, "tc")) for row in _nearest(table, "tr")]
        if any(self._is_container(cell) for row in rows for cell in row):
            for cell in (cell for row in rows for cell in row):
                yield from self.blocks(cell)
            return
        lines = [" | ".join(self._cell(cell) for cell in row) for row in rows]
        for index, line in enumerate(line for line in lines if line.strip(" |")):
            yield Block(line.strip(), follows_closely=index > 0)

    def _is_container(self, cell: Any) -> bool:
        """A cell with a table, a heading, or more than two paragraphs."""
        inner = list(_nearest(cell, "p", "tbl"))
        paragraphs = [element for element in inner if element.tag == f"{W}p" and self._text(element)]
        return len(paragraphs) > 2 or any(element.tag == f"{W}tbl" or self._styles.heading_level(element) for element in inner)

    def _cell(self, cell: Any) -> str:
        return " ".join(" ".join(self._text(paragraph).split()) for paragraph in _nearest(cell, "p"))

    def _text(self, paragraph: Any) -> str:
        shown = (run for run in _nearest(paragraph, "r") if not self._styles.is_hidden(run, paragraph))
        lines = clean("".join(map(_run_text, shown))).split("\n")
        return "\n".join(" ".join(line.split()) for line in lines).strip()


def _nearest(container: Any, *names: str) -> Iterator[Any]:
    """Elements of these names, in order, through insertions, links and content controls but not through other structure."""
    wanted = {f"{W}{name}" for name in names}
    for element in container.iterchildren():
        if element.tag in wanted:
            yield element
        elif element.tag not in _SKIPPED and element.tag not in _STRUCTURE:
            yield from _nearest(element, *names)


def _run_text(run: Any) -> str:
    return "".join(
        child.text or "" if child.tag == f"{W}t" else _SIGNS.get(child.tag, "")
        for child in run.iterchildren()
        if isinstance(child.tag, str)
    )
