"""From tokens to quantities: which kind, of what, and how exactly."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Literal

import regex

from assistant.quantities.arabic import arabic_ordinal_at, cores
from assistant.quantities.dates import Moment, date_at, weekday_at, year_cued
from assistant.quantities.english import english_ordinal_at
from assistant.quantities.lexicon import (
    AFTER_CUES,
    BOUND_CUES,
    CURRENCIES,
    CURRENCY_SIGNS,
    MEASURES,
    STOPWORDS,
    word_set,
)
from assistant.quantities.numbers import number_at
from assistant.quantities.times import time_at
from assistant.quantities.tokens import Reading, Token, key_at, tokens

Kind = Literal["number", "percent", "money", "time", "date", "year", "ordinal", "weekday"]
AMOUNTS: frozenset[Kind] = frozenset({"number", "percent", "money"})
MOMENTS: frozenset[Kind] = frozenset({"time", "date", "year", "weekday"})
Bound = Literal["exact", "at_least", "at_most", "about"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity stated by a text.

    Attributes:
        value: of a date ``(year | None, month, day | None)``, of a time ``(hour, minute)`` on the 24-hour clock, of a
            weekday 1 (Monday) to 7, of a percentage the per cent; else the number, magnitudes counted in.
        start: with ``end``, its place: ``text[start:end]`` is the quantity without its unit.
        unit: the noun counted: a plain English name for money and common measures, in either language
            (``hour``, ``dollar``); else the word itself, lightly stemmed.
        bound: whether the text says that, at least, at most or about that.
        others: the other values it can be read as: day and month exchanged, or the other half of the day.
    """

    value: Decimal | tuple[int | None, ...]
    kind: Kind
    start: int
    end: int
    unit: str | None = None
    bound: Bound = "exact"
    others: tuple[tuple[int | None, ...], ...] = ()


@lru_cache(maxsize=512)
def quantities(text: str) -> tuple[Quantity, ...]:
    """All quantities of ``text``, in order, none overlapping."""
    found: list[Quantity] = []
    pieces = tokens(text)
    i = 0
    while i < len(pieces):
        read = _quantity_at(pieces, i)
        if read is None:
            i += 1
            continue
        quantity, i = read
        found.append(quantity)
    return tuple(found)


def _quantity_at(pieces: Sequence[Token], i: int) -> tuple[Quantity, int] | None:
    for kind, moment in (("date", date_at(pieces, i)), ("time", time_at(pieces, i))):
        if moment:
            return _from_moment(moment, "date" if kind == "date" else "time"), moment.next
    if ordinal := english_ordinal_at(pieces, i):
        return _plain(ordinal, "ordinal", _unit_after(pieces, ordinal.next))
    if day := weekday_at(pieces, i):
        return _plain(day, "weekday")
    if number := number_at(pieces, i):
        return _from_number(pieces, i, number)
    if ordinal := arabic_ordinal_at(pieces, i):
        return _plain(ordinal, "ordinal", _unit_before(pieces, i))
    return None


def _from_moment(moment: Moment, kind: Kind) -> Quantity:
    return Quantity(moment.value, kind, moment.start, moment.end, others=moment.others)


def _plain(reading: Reading, kind: Kind, unit: str | None = None) -> tuple[Quantity, int]:
    return Quantity(reading.value, kind, reading.start, reading.end, unit), reading.next


def _from_number(pieces: Sequence[Token], i: int, number: Reading) -> tuple[Quantity, int]:
    bound = _bound(pieces, i, number.next)
    value = -number.value if _is_negative(pieces, i) else number.value
    if (after := _percent_after(pieces, i, number.next)) is not None:
        return Quantity(value, "percent", number.start, number.end, None, bound), after
    if money := _currency(pieces, i, number.next):
        return Quantity(value, "money", number.start, number.end, money[0], bound), money[1]
    if _is_decade(pieces, i):
        return Quantity(number.value, "year", number.start, pieces[i + 1].end, "decade"), number.next + 1
    if _is_year(pieces, i, number):
        return Quantity(number.value, "year", number.start, number.end), number.next
    unit = _unit_after(pieces, number.next) or _unit_before(pieces, i)
    return Quantity(value, "number", number.start, number.end, unit, bound), number.next


def _is_negative(pieces: Sequence[Token], i: int) -> bool:
    if key_at(pieces, i - 1) == "minus":
        return True
    signed = i > 0 and pieces[i].kind == "number" and pieces[i].glued and pieces[i - 1].text in "-−"
    return signed and not pieces[i - 1].glued


def _percent_after(pieces: Sequence[Token], i: int, after: int) -> int | None:
    """The index behind a percent sign or word, ``None`` where there is none. Arabic may set the sign first."""
    following = [key_at(pieces, after + k) for k in range(2)]
    if following[0] in {"%", "٪", "percent"} or following[0] in {"بالمئه", "بالمائه", "بالميه"}:
        return after + 1
    if following in (
        ["per", "cent"],
        ["percentage", "points"],
        ["percentage", "point"],
        ["في", "المئه"],
        ["في", "المائه"],
    ):
        return after + 2
    if key_at(pieces, i - 1) in {"%", "٪"} and pieces[i].glued and not (i > 1 and pieces[i - 2].kind == "number"):
        return after
    return None


def _currency(pieces: Sequence[Token], i: int, after: int) -> tuple[str, int] | None:
    """The currency and the index behind it. One adjective may stand between: "US dollars"."""
    before = key_at(pieces, i - 1)
    if before in CURRENCY_SIGNS:
        return CURRENCY_SIGNS[before], after
    for skipped in (0, 1):
        word = key_at(pieces, after + skipped)
        if skipped and not (after < len(pieces) and pieces[after].text[:1].isupper()):
            break
        for core in cores(word):
            if core.text in CURRENCIES and not core.conjoined:
                return CURRENCIES[core.text], after + skipped + 1
    if key_at(pieces, after) in CURRENCY_SIGNS:
        return CURRENCY_SIGNS[key_at(pieces, after)], after + 1
    return None


def _is_year(pieces: Sequence[Token], i: int, number: Reading) -> bool:
    token = pieces[i]
    whole = number.value == int(number.value) and 1000 <= number.value <= 2100
    if not whole or (token.kind == "number" and (number.next > i + 1 or len(token.key) != 4)):
        return False
    if token.kind == "word":  # "nineteen ninety-eight"; "two thousand" only after a cue
        return number.value % 1000 != 0 and key_at(pieces, i + 1) not in {"thousand"} and token.text.isascii()
    return year_cued(pieces, i) or (number.value >= 1800 and _unit_after(pieces, number.next) is None)


def _is_decade(pieces: Sequence[Token], i: int) -> bool:
    """Reads "1990s"."""
    return pieces[i].kind == "number" and len(pieces[i].key) == 4 and key_at(pieces, i + 1) == "s" and pieces[i + 1].glued


# --- units and bounds


def _unit_after(pieces: Sequence[Token], after: int) -> str | None:
    """The noun counted, after the number: the first of three words that is a measure or looks plural, else the next."""
    j = after
    while j < len(pieces) and pieces[j].text in "-\u2011" and pieces[j].glued:
        j += 1
    words: list[str] = []
    while j < len(pieces) and pieces[j].kind == "word" and pieces[j].key not in STOPWORDS and len(words) < 3:
        words.append(pieces[j].key)
        j += 1
    if not words or words[0].endswith("ed") or (len(words[0]) == 1 and words[0] not in MEASURES):
        return None
    if pieces[j - len(words)].text.startswith("ال"):  # a counted Arabic noun is indefinite; "آل…" is another letter
        return None
    if words[0] in MEASURES:
        return MEASURES[words[0]]
    if words[0].isascii():
        words = [word for word in words if word.endswith("s") or word in _IRREGULAR] or words
    return stem(words[0])


def _unit_before(pieces: Sequence[Token], i: int) -> str | None:
    """Arabic sets a definite noun before its number: "الساعات الـ24", "المرة الثالثة"."""
    j = i - 1
    while j >= 0 and pieces[j].key in {"ال", "ل"}:
        j -= 1
    if j < 0 or pieces[j].kind != "word" or pieces[j].key.isascii():
        return None
    core = next((core for core in cores(pieces[j].key) if core.definite), None)
    return stem(core.text) if core and core.text not in STOPWORDS else None


_IRREGULAR = word_set("people men women children soldiers feet teeth police staff personnel troops")
_AR_ENDINGS = ("ين", "ون", "ات", "ان", "يه", "ه", "ا")


def stem(word: str) -> str:
    """A light stem of a folded word: plural and case endings off, measures by their English name."""
    if word in MEASURES:
        return MEASURES[word]
    if word.isascii():
        if word.endswith("ies") and len(word) > 4:
            return word[:-3] + "y"
        return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word
    ending = next((ending for ending in _AR_ENDINGS if word.endswith(ending) and len(word) - len(ending) >= 3), "")
    return word.removesuffix(ending)


def _bound(pieces: Sequence[Token], i: int, after: int) -> Bound:
    while i > 0 and (pieces[i - 1].text in CURRENCY_SIGNS or pieces[i - 1].key in {"ال", "a", "an", "us"}):
        i -= 1
    before = " ".join(piece.key for piece in pieces[max(0, i - 4) : i])
    glued = _glued_letters(pieces, i)
    behind = " ".join(piece.key for piece in pieces[after : after + 4])
    # The longest cue counts: "no fewer than" holds "fewer than", "لا يتجاوز" holds "يتجاوز".
    found = [(len(match.group()), name) for name, cue in _before_cues() if (match := cue.search(glued or before))]
    if found:
        return max(found)[1]
    for name, cue in _after_cues():
        if cue.search(behind):
            return name
    return "exact"


def _glued_letters(pieces: Sequence[Token], i: int) -> str:
    """The words before, where a preposition letter stands alone before a numeral: "أكثر من الـ40"."""
    if i > 0 and pieces[i - 1].key in {"ال", "ل", "ب"} and pieces[i].glued:
        return " ".join(piece.key for piece in pieces[max(0, i - 5) : i - 1])
    return ""


@cache
def _before_cues() -> tuple[tuple[Bound, regex.Pattern[str]], ...]:
    return tuple((_as_bound(name), regex.compile(rf"(?:^|[^\p{{L}}]){cue}\Z")) for name, cue in BOUND_CUES)


@cache
def _after_cues() -> tuple[tuple[Bound, regex.Pattern[str]], ...]:
    # Up to one word (the unit) may stand between: "40 people or more".
    return tuple((_as_bound(name), regex.compile(rf"\A(?:\p{{L}}+ )?{cue}(?:$|[^\p{{L}}])")) for name, cue in AFTER_CUES)


def _as_bound(name: str) -> Bound:
    bounds: tuple[Bound, ...] = ("exact", "at_least", "at_most", "about")
    return next(bound for bound in bounds if bound == name)
