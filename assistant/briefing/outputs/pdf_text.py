"""Mends the text of a PDF, which readers search, copy and read aloud.

Where a letter carries a sign (a tanwin, a shadda), Typst writes both for either glyph, so that copied text has the sign twice
("صباحاًاً"). Each glyph is given what it shows: the sign its sign, the letter its letter.
"""

import io
import unicodedata
from typing import Any

import regex

_MAPPING = regex.compile(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>")
_ACTUAL = "/ActualText"


def mend(data: bytes) -> bytes:
    """The same pages, with the text of every glyph its own."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as document:
        for item in document.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font" and "/ToUnicode" in item:
                _mend_font(item)
        if "/ViewerPreferences" in document.Root:
            del document.Root.ViewerPreferences  # "R2L" makes PDFium turn round lines that run left to right
        for page in document.pages:
            page.Contents = document.make_stream(pikepdf.unparse_content_stream(_without_signs(page)))
        file = io.BytesIO()
        document.save(file, compress_streams=True)
        return file.getvalue()


def _mend_font(font: Any) -> None:
    """Rewrite which text each glyph stands for."""
    widths, default = _widths(font.DescendantFonts[0]), float(font.DescendantFonts[0].get("/DW", 1000))

    def mended(found: regex.Match[bytes]) -> bytes:
        text = bytes.fromhex(found[2].decode()).decode("utf-16-be")
        shown = _own(text, sign=widths.get(int(found[1], 16), default) == 0)
        return b"<%b> <%b>" % (found[1], shown.encode("utf-16-be").hex().encode())

    mapping = font.ToUnicode
    mapping.write(_MAPPING.sub(mended, mapping.read_bytes()))


def _own(text: str, *, sign: bool) -> str:
    """Of letters with signs: the signs for a glyph without a width, the letters for any other. What is only one of them stays."""
    parts = [part for part in text if bool(unicodedata.combining(part)) == sign]
    return "".join(parts) or text


def _widths(font: Any) -> dict[int, float]:
    """Widths of glyphs as Typst writes them: first, last, width."""
    flat = [float(value) for value in font.get("/W", [])]
    return {
        glyph: width
        for first, last, width in zip(flat[::3], flat[1::3], flat[2::3], strict=True)
        for glyph in range(int(first), int(last) + 1)
    }


def _without_signs(page: Any) -> list[Any]:
    """The page's instructions; a text given for a letter with its sign is dropped, for the glyphs tell it now."""
    import pikepdf

    kept = []
    for operands, operator in pikepdf.parse_content_stream(page):
        given = operands[1] if str(operator) == "BDC" and len(operands) == 2 else None
        if isinstance(given, pikepdf.Dictionary) and _ACTUAL in given and any(map(unicodedata.combining, str(given[_ACTUAL]))):
            kept.append(([operands[0]], pikepdf.Operator("BMC")))
        else:
            kept.append((operands, operator))
    return kept
