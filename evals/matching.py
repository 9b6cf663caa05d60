"""Comparing texts as words, across scripts: the ground on which a known fact is found in an answer.

A lexical method: it finds the accepted words, it does not judge meaning. What a match sees through:

* case, diacritics, tatweel, bidi marks, presentation forms; one form of alef, ya, kaf, ta marbuta and hamza seats;
* Arabic-Indic and Persian digits, thousands separators; ``17 ألفاً و487`` and ``1.9 million`` by value; percent words;
* punctuation, apostrophes and possessives, hyphens, ``2am`` and ``الـ24`` written together;
* the Arabic words that are written onto the next one: و ف ب ل ك ال and their combinations.

Words match whole: "21" is not in "210", "21.5" or "21:30".
"""

import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import product

import regex

WHOLE = "="  # an alias that begins so must be the whole text

_CODE_POINTS = (
    {0x0660 + digit: str(digit) for digit in range(10)}
    | {0x06F0 + digit: str(digit) for digit in range(10)}
    | {ord("٬"): ",", ord("٫"): ".", ord("٪"): "%"}
)
_LETTERS = str.maketrans({"ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ـ": None})
_THOUSANDS = regex.compile(r"(?<![\d.,])\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3})+(?!\d)")
_JOINED_FRACTION = regex.compile(r"(?<=\d)(?=[¼-¾⅐-⅞])")
_INITIALS = regex.compile(r"\b[a-z](?:\.[a-z])+\b\.?")
_POSSESSIVE = regex.compile(r"(?<=\w)['’ʼ]s\b")
_APOSTROPHE = regex.compile(r"(?<=\w)['’ʼ‘](?=\w)")
_GLUED = regex.compile(r"(?<=\d)(?=\p{L})|(?<=\p{Arabic})(?=\d)")
_PERCENT = regex.compile(r"(?<=\d) ?(?:per ?cent|(?:ب|في )ال(?:ميه|مايه))\b")
_MAGNITUDES = {
    "thousand": 10**3, "الف": 10**3, "الفا": 10**3, "الاف": 10**3,
    "million": 10**6, "مليون": 10**6, "مليونا": 10**6, "ملايين": 10**6,
    "billion": 10**9, "مليار": 10**9, "مليارا": 10**9, "مليارات": 10**9,
}  # fmt: skip
_MAGNITUDE = regex.compile(rf"\b(?P<number>\d+(?:\.\d+)?)[ -](?P<word>{'|'.join(_MAGNITUDES)})\b(?: و ?(?P<rest>\d{{1,3}})\b)?")
_WORD = regex.compile(r"\d+(?:[.:+⁄]\d+)*|[^\W_]+|%")
_CLITICS = tuple(
    sorted(
        {"".join(parts) for parts in product(("", "و", "ف"), ("", "ب", "ل", "ك"), ("", "ال"))}
        | {conjunction + "لل" for conjunction in ("", "و", "ف")}
    )
)[1:]

Words = tuple[str, ...]


@lru_cache(maxsize=8192)
def words(text: str) -> Words:
    """``text`` as the words that are compared: normalised, without punctuation."""
    text = _THOUSANDS.sub(_digits_only, text.translate(_CODE_POINTS))
    text = _JOINED_FRACTION.sub("+", text)
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(char for char in decomposed if unicodedata.category(char) not in ("Mn", "Cf")).translate(_LETTERS)
    text = _APOSTROPHE.sub("", _POSSESSIVE.sub("", text))
    text = _INITIALS.sub(lambda match: match.group().replace(".", ""), text)
    text = _PERCENT.sub(" %", _GLUED.sub(" ", text))
    return tuple(_WORD.findall(_MAGNITUDE.sub(_by_value, text)))


def contains(text: str, alias: str) -> bool:
    """Whether ``text`` says ``alias``, word for word; an alias with ``=`` before it must be all that it says."""
    whole = alias.startswith(WHOLE)
    said, wanted = words(text), words(alias.removeprefix(WHOLE))
    if not wanted or (whole and len(said) != len(wanted)):
        return False
    starts = range(len(said) - len(wanted) + 1)
    return any(all(map(_same, said[start : start + len(wanted)], wanted)) for start in starts)


def occurrences(text: str, exact: str) -> Iterator[int]:
    """Where ``exact``, to the letter, begins in ``text``."""
    at = text.find(exact) if exact else -1
    while at >= 0:
        yield at
        at = text.find(exact, at + 1)


def _same(said: str, wanted: str) -> bool:
    return said == wanted or not _bare_forms(said).isdisjoint((wanted, wanted.removeprefix("ال")))


@lru_cache(maxsize=8192)
def _bare_forms(word: str) -> frozenset[str]:
    """An Arabic word itself and without what may be written onto its front, where two letters or more are left."""
    bare = {word.removeprefix(clitic) for clitic in _CLITICS if word.startswith(clitic)}
    return frozenset({word} | {form for form in bare if len(form) > 1})


def _digits_only(match: regex.Match[str]) -> str:
    return regex.sub(r"\D", "", match.group())


def _by_value(match: regex.Match[str]) -> str:
    value = Decimal(match["number"]) * _MAGNITUDES[match["word"]] + Decimal(match["rest"] or 0)
    return str(int(value)) if value == int(value) else str(value)
