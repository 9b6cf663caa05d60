"""Dates and weekdays, English and Arabic, read from tokens.

dateparser was tried first: its search gives no places in the text and takes "46 of" for a year.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import regex

from assistant.quantities.arabic import arabic_ordinal_at, cores, word_start
from assistant.quantities.english import english_ordinal_at
from assistant.quantities.lexicon import EN_ORDINALS, YEAR_CUES, months, weekdays, word_set
from assistant.quantities.numbers import number_at
from assistant.quantities.tokens import Reading, Token, key_at

_BARE_MONTH_CUES = word_set(
    "in since until last this next early late mid of by from during شهر في منذ من اوائل اواخر منتصف نهايه مطلع بدايه حتي خلال"
)
_AMBIGUOUS_MONTHS = frozenset({"may", "march", "mar", "jan", "jun", "dec", "sun", "sat", "اب", "مارس", "ماي", "اوت", "جوان"})


@dataclass(frozen=True, slots=True)
class Moment:
    """A date ``(year, month, day)`` or a time ``(hour, minute)`` read from ``pieces[i:next]``.

    ``others`` holds the other ways to read it: day and month exchanged, or the other half of the day.
    """

    value: tuple[int | None, ...]
    next: int
    start: int
    end: int
    others: tuple[tuple[int | None, ...], ...] = ()


def date_at(pieces: Sequence[Token], i: int) -> Moment | None:
    """The date that begins at ``pieces[i]``, or ``None``. A month alone counts only where it can be nothing else."""
    if pieces[i].kind == "date":
        return _numeric_date(pieces[i], i)
    return _day_first(pieces, i) or _month_first(pieces, i)


def _numeric_date(token: Token, i: int) -> Moment | None:
    first, second, third = (int(part) for part in regex.split(r"[-/.]", token.key))
    if len(token.key.split("-")[0].split("/")[0]) == 4:
        readings = [(first, second, third)]
    else:
        year = third if third > 99 else 2000 + third if third < 70 else 1900 + third
        readings = [(year, second, first), (year, first, second)]
    valid = [reading for reading in dict.fromkeys(readings) if 1 <= reading[1] <= 12 and 1 <= reading[2] <= 31]
    if not valid:
        return None
    return Moment(valid[0], i + 1, token.start, token.end, tuple(valid[1:]))


def _month_at(pieces: Sequence[Token], i: int) -> tuple[int, int, int] | None:
    """Month, next index and where its name starts; "ديسمبر/كانون الأول" is one month."""
    if i >= len(pieces) or pieces[i].kind != "word":
        return None
    names = months()
    for core in cores(pieces[i].key):
        two = f"{core.text} {key_at(pieces, i + 1)}"
        number, used = (names[two], 2) if two in names else (names.get(core.text), 1)
        if number is None or (pieces[i].text[0].islower() and pieces[i].text[0].isascii()):
            continue
        j = i + used
        j += key_at(pieces, j) == "." and used == 1 and len(core.text) <= 4 and pieces[i].text[0].isascii()
        again = _month_at(pieces, j + 1) if key_at(pieces, j) in {"/", "("} else None
        if again and again[0] == number:
            j = again[1] + (key_at(pieces, j) == "(" and key_at(pieces, again[1]) == ")")
        return number, j, word_start(pieces[i], core)
    return None


def _year_at(pieces: Sequence[Token], j: int) -> tuple[int, int] | None:
    """Year and next index, after an optional comma, "من", "عام"."""
    while key_at(pieces, j) in {",", "،", "of", "من", "عام", "سنه", "العام"}:
        j += 1
    if j < len(pieces) and pieces[j].kind == "number" and regex.fullmatch(r"1\d{3}|20\d{2}|2100", pieces[j].key):
        return int(pieces[j].key), j + 1
    return None


def _day_first(pieces: Sequence[Token], i: int) -> Moment | None:
    day = english_ordinal_at(pieces, i) or _numeral_day(pieces, i) or _ordinal_day(pieces, i)
    if day is None or not 1 <= day.value <= 31:
        return None
    j = day.next
    while key_at(pieces, j) in {"of", "من", "شهر"}:
        j += 1
    month = _month_at(pieces, j)
    if month is None:
        return None
    return _with_year(pieces, month[0], int(day.value), month[1], day.start)


def _numeral_day(pieces: Sequence[Token], i: int) -> Reading | None:
    token = pieces[i]
    if token.kind != "number" or not regex.fullmatch(r"\d{1,2}", token.key):
        return None
    return Reading(token.value, i + 1, token.start, token.end)


def _ordinal_day(pieces: Sequence[Token], i: int) -> Reading | None:
    """Reads "السابع" and, as days may be spelled, "the seventh" without what an ordinal alone would need before it."""
    if pieces[i].key in EN_ORDINALS:
        return Reading(Decimal(EN_ORDINALS[pieces[i].key]), i + 1, pieces[i].start, pieces[i].end)
    return arabic_ordinal_at(pieces, i) or (number_at(pieces, i) if pieces[i].kind == "word" else None)


def _with_year(pieces: Sequence[Token], month: int, day: int | None, j: int, start: int) -> Moment:
    year = _year_at(pieces, j)
    j = year[1] if year else j
    return Moment((year[0] if year else None, month, day), j, start, pieces[j - 1].end)


def _month_first(pieces: Sequence[Token], i: int) -> Moment | None:
    month = _month_at(pieces, i)
    if month is None:
        return None
    number, j, start = month
    ordinal = english_ordinal_at(pieces, j) if j < len(pieces) else None
    day = ordinal or (_numeral_day(pieces, j) if j < len(pieces) and pieces[i].text[0].isascii() else None)
    if day and 1 <= day.value <= 31:
        return _with_year(pieces, number, int(day.value), day.next, start)
    with_year = _with_year(pieces, number, None, j, start)
    if with_year.value[0] is None and not _surely_a_month(pieces, i):
        return None
    return with_year


def _surely_a_month(pieces: Sequence[Token], i: int) -> bool:
    word = pieces[i].key
    if word not in _AMBIGUOUS_MONTHS and all(core.text not in _AMBIGUOUS_MONTHS for core in cores(word)):
        return True
    return key_at(pieces, i - 1) in _BARE_MONTH_CUES


def weekday_at(pieces: Sequence[Token], i: int) -> Reading | None:
    """The weekday named at ``pieces[i]``, 1 (Monday) to 7."""
    token = pieces[i]
    if token.kind != "word" or (token.text[0].isascii() and not token.text[0].isupper()):
        return None
    for core in cores(token.key):
        if core.text in weekdays():
            return Reading(Decimal(weekdays()[core.text]), i + 1, word_start(token, core), token.end)
    return None


def year_cued(pieces: Sequence[Token], i: int) -> bool:
    """Whether what stands before ``pieces[i]`` makes a four-digit number a year."""
    before = key_at(pieces, i - 1)
    return any(core.text in YEAR_CUES for core in cores(before)) or before in {"(", "/", "-", "–", "—"}
