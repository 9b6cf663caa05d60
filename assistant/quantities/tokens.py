"""Tokens for reading quantities: numerals, words and signs, each with its exact place in the text."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import regex

Kind = Literal["number", "clock", "date", "ratio", "code", "word", "sign"]

_ALIFS = str.maketrans("أإآٱىة", "اااايه")
_SEPARATORS = ",٬،'’\u2009\u202f\u00a0 "
_MARKS = regex.compile(r"[\p{M}ـ\u200e\u200f\u061c]+")

_TOKEN = regex.compile(
    rf"""
      (?P<date>[0-9]{{4}}[-/][0-9]{{1,2}}[-/][0-9]{{1,2}}(?![0-9])
             | [0-9]{{1,2}}(?P<bar>[-/.])[0-9]{{1,2}}(?P=bar)(?:[0-9]{{4}}|[0-9]{{2}})(?![0-9]))
    | (?P<clock>[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?(?![0-9]))
    | (?P<ratio>[0-9]+/[0-9]+)
    | (?P<code>[0-9]+(?:\.[0-9]+){{2,}})
    | (?P<number>[0-9]{{1,3}}(?P<sep>[{_SEPARATORS}])[0-9]{{3}}(?:(?P=sep)[0-9]{{3}})*(?![0-9])(?:[.٫][0-9]+)?
               | [0-9]+(?:[.٫,][0-9]+(?!,?[0-9]))?)
    | (?P<word>\p{{L}}[\p{{L}}\p{{M}}ـ]*(?:['’]\p{{L}}+)*)
    | (?P<sign>\S)
    """,
    regex.VERBOSE,
)


# Arabic letters that may stand before a numeral, and English beginnings of "mid-2019".
ATTACHED = frozenset({"", "ال", "و", "ف", "ب", "ل", "ك", "وال", "بال", "لل", "فال", "وب", "ول", "كال", "ولل", "وبال"})
_HYPHENED = frozenset({"mid", "post", "pre", "early", "late"})


def fold(text: str) -> str:
    """Case, vowel signs, tatweel and the variants of alif, ya and ta marbuta folded away; changes the length."""
    return _MARKS.sub("", text).translate(_ALIFS).casefold()


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text.

    Attributes:
        text: as written.
        key: folded, digits in ASCII.
        glued: whether no space stands before it.
    """

    kind: Kind
    text: str
    key: str
    start: int
    end: int
    glued: bool

    @property
    def value(self) -> Decimal:
        """The number that a numeral stands for. A comma before other than three digits is a decimal comma."""
        digits = self.key.replace("٫", ".")
        if regex.fullmatch(r"\d+,\d+", digits) and len(digits.split(",")[1]) != 3:
            return Decimal(digits.replace(",", "."))
        return Decimal(regex.sub(rf"[{_SEPARATORS}]", "", digits))


def tokens(text: str) -> list[Token]:
    """Cut ``text``; offsets are indices of ``text``."""
    return list(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    digits = "".join(_ascii_digit(char) for char in text)
    end = -1
    for match in _TOKEN.finditer(digits):
        kind: Kind = next(name for name in _KINDS if match.group(name) is not None)
        written = text[match.start() : match.end()]
        key = match.group() if kind in _NUMERALS else fold(written)
        yield Token(kind, written, key, match.start(), match.end(), match.start() == end)
        end = match.end()


def _ascii_digit(char: str) -> str:
    return str(unicodedata.digit(char)) if char.isdigit() and unicodedata.category(char) == "Nd" else char


_KINDS: tuple[Kind, ...] = ("date", "clock", "ratio", "code", "number", "word", "sign")
_NUMERALS = frozenset({"date", "clock", "ratio", "code", "number"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A number read from ``pieces[i:next]``; ``start`` and ``end`` are its place in the text."""

    value: Decimal
    next: int
    start: int
    end: int


def key_at(pieces: Sequence[Token], i: int) -> str:
    """The folded token at ``i``; empty outside of the text."""
    return pieces[i].key if 0 <= i < len(pieces) else ""


def belongs_to_a_name(pieces: Sequence[Token], i: int) -> bool:
    """Whether the numeral at ``i`` is part of a name or code: "F-16", "M4", "Covid-19"."""
    if not i or not pieces[i].glued:
        return False
    before = pieces[i - 1]
    if before.kind == "word":
        return before.key not in ATTACHED
    hyphened = before.text in "-\u2011" and before.glued and i >= 2 and pieces[i - 2].kind == "word"
    return hyphened and key_at(pieces, i - 2) not in ATTACHED | _HYPHENED
