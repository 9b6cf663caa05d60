"""Mends the text of a PDF, which readers search, copy and read aloud.

Where a letter carries a sign (a tanwin, a shadda), Typst gives the text of both to either glyph, or to neither, and the text of
both once more to the two together; what is copied then has the sign twice ("صباحاًاً"). Here each glyph is given what it shows:
the sign its sign, the letter its letter.
"""

import io
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import regex

_MAPPING = regex.compile(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>")
_MOST = 100  # entries of one block, by the specification (Adobe Technical Note 5014)
_ACTUAL = "/ActualText"

Texts = dict[int, str]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Glyphs that Typst has given one text: a letter and its signs."""

    text: str
    glyphs: tuple[int, ...]


def mend(data: bytes) -> bytes:
    """The same pages, with the text of every glyph its own."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as document:
        clusters: dict[tuple[int, int], list[Cluster]] = {}
        for page in document.pages:
            instructions = list(pikepdf.parse_content_stream(page))
            for font, cluster in _clusters(instructions):
                clusters.setdefault(page.Resources.Font[font].objgen, []).append(cluster)
            page.Contents = document.make_stream(pikepdf.unparse_content_stream([_plain(each) for each in instructions]))
        for item in document.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font" and "/ToUnicode" in item:
                _mend_font(item, clusters.get(item.objgen, []))
        if "/ViewerPreferences" in document.Root:
            del document.Root.ViewerPreferences  # "R2L" makes PDFium turn round lines that run left to right
        file = io.BytesIO()
        document.save(file, compress_streams=True)
        return file.getvalue()


def _clusters(instructions: Sequence[Any]) -> Iterator[tuple[str, Cluster]]:
    """The clusters of a page, each with the name of its font."""
    import pikepdf

    font, text, depth, glyphs = "", "", 0, b""
    for instruction in instructions:
        operands, operator = instruction.operands, str(instruction.operator)
        if operator == "Tf":
            font = str(operands[0])
        elif operator in {"BDC", "BMC"} and (depth or _given(instruction)):
            text = text if depth else _given(instruction)
            depth += 1
        elif operator == "EMC" and depth:
            depth -= 1
            if not depth:
                yield font, Cluster(text, tuple(int.from_bytes(glyphs[at : at + 2]) for at in range(0, len(glyphs), 2)))
                glyphs = b""
        elif operator in {"Tj", "TJ"} and depth:
            shown = operands[0] if operator == "TJ" else operands
            glyphs += b"".join(bytes(part) for part in shown if isinstance(part, pikepdf.String))


def _given(instruction: Any) -> str:
    """The text that an instruction gives to glyphs, if it is that of letters with signs; else nothing."""
    operands = instruction.operands
    if str(instruction.operator) != "BDC" or not hasattr(operands[1], "get"):
        return ""
    text = str(operands[1].get(_ACTUAL, ""))
    return text if any(map(unicodedata.combining, text)) else ""


def _plain(instruction: Any) -> Any:
    """The instruction without the text that it gives to letters with signs: the glyphs tell it."""
    import pikepdf

    if not _given(instruction):
        return instruction
    return pikepdf.ContentStreamInstruction([instruction.operands[0]], pikepdf.Operator("BMC"))


def _mend_font(font: Any, clusters: Sequence[Cluster]) -> None:
    """Rewrite which text each glyph stands for."""
    widths, default = _widths(font.DescendantFonts[0]), float(font.DescendantFonts[0].get("/DW", 1000))
    content = font.ToUnicode.read_bytes()
    known = {int(glyph, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for glyph, text in _MAPPING.findall(content)}
    signs = {
        glyph for glyph in {*known, *(each for cluster in clusters for each in cluster.glyphs)} if not widths.get(glyph, default)
    }
    texts = {glyph: _part(text, sign=glyph in signs) or text for glyph, text in known.items()}
    texts |= _told(clusters, signs)
    font.ToUnicode.write(_rewritten(content, texts))


def _told(clusters: Sequence[Cluster], signs: set[int]) -> Texts:
    """What clusters tell about their glyphs; those with one sign first, from which the others are told apart."""
    texts: Texts = {}
    for cluster in sorted(clusters, key=lambda each: len(each.glyphs)):
        letters = [glyph for glyph in cluster.glyphs if glyph not in signs]
        if len(letters) == 1:
            texts[letters[0]] = _part(cluster.text, sign=False)
        left = _part(cluster.text, sign=True)
        unknown = []
        for glyph in (glyph for glyph in cluster.glyphs if glyph in signs):
            if texts.get(glyph) and texts[glyph] in left:
                left = left.replace(texts[glyph], "", 1)
            else:
                unknown.append(glyph)
        if len(unknown) == 1 and left:
            texts[unknown[0]] = left
    return texts


def _part(text: str, *, sign: bool) -> str:
    """The signs of a text, or all but its signs."""
    return "".join(part for part in text if bool(unicodedata.combining(part)) == sign)


def _rewritten(content: bytes, texts: Mapping[int, str]) -> bytes:
    """The font's table with ``texts`` in place of its own."""
    head, tail = (
        regex.split(rb"\d+ beginbfchar", content, maxsplit=1)[0],
        content[content.rindex(b"endbfchar") + len(b"endbfchar") :],
    )
    entries = [b"<%04X> <%b>" % (glyph, text.encode("utf-16-be").hex().encode()) for glyph, text in sorted(texts.items())]
    blocks = [entries[at : at + _MOST] for at in range(0, len(entries), _MOST)]
    return head + b"\n".join(b"%d beginbfchar\n%b\nendbfchar" % (len(block), b"\n".join(block)) for block in blocks) + tail


def _widths(font: Any) -> dict[int, float]:
    """Widths of glyphs as Typst writes them: first, last, width."""
    flat = [float(value) for value in font.get("/W", [])]
    return {
        glyph: width
        for first, last, width in zip(flat[::3], flat[1::3], flat[2::3], strict=True)
        for glyph in range(int(first), int(last) + 1)
    }
