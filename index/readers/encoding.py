"""Bytes to characters: what no format states about itself must be told from the bytes.

Order of trust: byte-order mark, UTF-16/32 without a mark, strict UTF-8, what the file declares, what the letters look like.
"""

import codecs
import re

import regex

from index.errors import ReadError
from index.readers.code_pages import code_page

_BOMS = (  # UTF-32 before UTF-16: its mark begins with the other's
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 64 * 1024  # bytes looked at to tell a legacy encoding
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_UTF8_SEQUENCES = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def decode(data: bytes, name: str, declared: str | None = None) -> str:
    """Characters of ``data``, without a byte-order mark; newlines and everything else as they are.

    Args:
        name: of the file, for messages.
        declared: the encoding that the file itself states, if it does.

    Raises:
        ReadError: the bytes are no text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    wide = _wide_encoding(data)
    if wide:
        return data.decode(wide)
    if _looks_binary(data):
        raise ReadError(
            "{name} holds binary data, not text.", "Give it the ending of its real format, or leave it out.", name=name
        )
    encoding = _narrow_encoding(data, declared)
    return data.decode(encoding, errors="replace")


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark; only they have NUL bytes in text (every space is one)."""
    if b"\0" not in data:
        return None
    for encoding, width in (("utf-32-le", 4), ("utf-32-be", 4), ("utf-16-le", 2), ("utf-16-be", 2)):
        if len(data) % width == 0 and _is_plausible_wide(data, encoding):
            return encoding
    return None


def _is_plausible_wide(data: bytes, encoding: str) -> bool:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return False
    odd = len(regex.findall(r"[\p{Cc}\p{Cn}\p{Co}--[\t\n\f\r]]", text, regex.VERSION1))
    usual = len(regex.findall(r"[\x20-\x7e\s\p{sc=Arabic}\p{sc=Latin}\p{sc=Cyrillic}\p{sc=Greek}\p{sc=Hebrew}]", text))
    return odd == 0 and usual >= 0.9 * len(text)


def _looks_binary(data: bytes) -> bool:
    controls = len(_CONTROLS.findall(data[:_SAMPLE]))
    return b"\0" in data or controls > len(data[:_SAMPLE]) * 0.02


def _narrow_encoding(data: bytes, declared: str | None) -> str:
    if _is_utf8(data):
        return "utf-8"
    if declared and _decodes(data, declared):
        return declared
    return code_page(_sample(data))


def _is_utf8(data: bytes) -> bool:
    """Strictly, or with so few faults that they must be damage: a legacy text has next to no valid sequence."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        faults = data.decode("utf-8", errors="replace").count("�")
        return len(_UTF8_SEQUENCES.findall(data)) >= 20 * faults
    return True


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (LookupError, UnicodeError, ValueError):
        return False
    return True


def _sample(data: bytes) -> bytes:
    """A stretch from the first byte beyond ASCII on, whose words are whole."""
    first = re.search(rb"[\x80-\xff]", data)
    start = data.rfind(b"\n", 0, first.start()) + 1 if first else 0
    piece = data[start : start + _SAMPLE]
    return piece if len(piece) < _SAMPLE else piece[: piece.rfind(b" ") + 1 or _SAMPLE]
