"""Arabic words taken apart, and the numbers and ordinals that they make."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.quantities.lexicon import (
    AR_BARE_ORDINALS,
    AR_DUAL,
    AR_FRACTIONS,
    AR_HUNDRED,
    AR_HUNDREDS,
    AR_ONE_IN_COMPOUND,
    AR_ORDINALS,
    AR_PLURAL,
    AR_SINGULAR,
    AR_TEN,
    AR_TENS,
    AR_UNITS,
    fraction,
)
from assistant.quantities.tokens import Reading, Token, belongs_to_a_name, key_at


@dataclass(frozen=True, slots=True)
class Core:
    """An Arabic word without its attached letters: ``ول الـ`` and the like."""

    text: str
    conjoined: bool = False
    definite: bool = False


def cores(key: str) -> Iterator[Core]:
    """Every way to take attached letters off a folded Arabic word, the whole word first."""
    yield Core(key)
    rests = [(key, False)]
    if key[:1] in ("و", "ف"):
        rests.append((key[1:], True))
        yield Core(key[1:], conjoined=True)
    for rest, conjoined in rests:
        if rest.startswith("لل"):
            yield Core(rest[2:], conjoined, definite=True)
        for bare in (rest, rest[1:]) if rest[:1] in ("ب", "ل", "ك") else (rest,):
            if bare.startswith("ال"):
                yield Core(bare[2:], conjoined, definite=True)
            elif bare is not rest:
                yield Core(bare, conjoined)


def core_in(token: Token, *tables: object) -> Core | None:
    """The first core of ``token`` that one of ``tables`` holds."""
    for core in cores(token.key) if token.kind == "word" else ():
        if core.text and any(core.text in table for table in tables):  # type: ignore[operator]
            return core
    return None


def word_start(token: Token, core: Core) -> int:
    """Where the core of an Arabic word, its article included, begins in the text, signs and tatweel counted."""
    article = 2 if core.definite and token.key.endswith("ال" + core.text) else 0
    wanted = len(token.key) - len(core.text) - article
    if not wanted:
        return token.start
    seen = 0
    for offset, char in enumerate(token.text):
        if seen == wanted and char.isalpha() and char != "ـ":
            return token.start + offset
        seen += char.isalpha() and char != "ـ"
    return token.start


def arabic_ordinal_at(pieces: Sequence[Token], i: int) -> Reading | None:
    """Reads "الثالثة", "الحادي عشر", "الحادي والعشرين", "ثالث". Not "أولاً", "ثانية" (again), "أول من أمس"."""
    core = core_in(pieces[i], AR_ORDINALS)
    if core is None or [key_at(pieces, k) for k in (i + 1, i + 2)] == ["من", "امس"]:
        return None
    value, j = AR_ORDINALS[core.text], i + 1
    unit_only = core.text.startswith("حادي")
    if key_at(pieces, j) in {"عشر", "عشره"}:
        value, j = (10 + value) if value < 11 else 11, j + 1
    elif (tens := _conjoined_tens(pieces, j)) and core.definite:
        value, j = tens[0] + (1 if unit_only else value), tens[1]
    elif unit_only or not (core.definite or core.text in AR_BARE_ORDINALS):
        return None
    return Reading(Decimal(value), j, word_start(pieces[i], core), pieces[j - 1].end)


def _conjoined_tens(pieces: Sequence[Token], j: int) -> tuple[int, int] | None:
    """Reads "وعشرين", and "و عشرين" as some write it: value and next index."""
    separate = key_at(pieces, j) == "و"
    j += separate
    core = core_in(pieces[j], AR_TENS) if j < len(pieces) else None
    return (AR_TENS[core.text], j + 1) if core and (core.conjoined or separate) else None


@dataclass(frozen=True, slots=True)
class _Term:
    """A summand of an Arabic number: ``value`` counts its magnitude in."""

    value: Decimal
    magnitude: int
    next: int
    start: int


def arabic_number(pieces: Sequence[Token], i: int) -> Reading | None:
    """The number in Arabic words, or numerals and words, that begins at ``pieces[i]``."""
    return _arabic_fraction(pieces, i) or _arabic_sum(pieces, i)


def _arabic_fraction(pieces: Sequence[Token], i: int) -> Reading | None:
    """Reads "نصف السكان", "إلى النصف", "ثلثي". Not "نصف نهائي", nor "الربع" of an hour, which the clock reads first."""
    core = core_in(pieces[i], AR_FRACTIONS)
    after = key_at(pieces, i + 1)
    if core is None or "نهائي" in after or (core.conjoined and not after.startswith("ال")):
        return None
    numerator, start, j = Decimal(1), word_start(pieces[i], core), i + 1
    return Reading(fraction(AR_FRACTIONS[core.text], numerator), j, start, pieces[i].end)


def _arabic_sum(pieces: Sequence[Token], i: int) -> Reading | None:
    """Terms joined by و, each below the magnitude of the one before: "17 ألفاً و487", "مليون ونصف المليون"."""
    term = _term(pieces, i)
    if term is None:
        return None
    total, start, last = term.value, term.start, term
    while last.magnitude >= 1000:
        if half := _and_a_part(pieces, last.next, last.magnitude):
            return Reading(total + half[0], half[1], start, pieces[half[1] - 1].end)
        j = last.next + (key_at(pieces, last.next) == "و")
        following = _term(pieces, j) if j < len(pieces) else None
        joined = j > last.next or (j < len(pieces) and _conjoined(pieces[j]))
        if following is None or not joined or following.value >= last.magnitude:
            break
        total, last = total + following.value, following
    return Reading(total, last.next, start, pieces[last.next - 1].end)


def _conjoined(token: Token) -> bool:
    core = core_in(token, AR_UNITS, AR_TEN, AR_TENS, AR_HUNDREDS, AR_SINGULAR, AR_DUAL, AR_ONE_IN_COMPOUND)
    return core is not None and core.conjoined


def _and_a_part(pieces: Sequence[Token], j: int, magnitude: int) -> tuple[Decimal, int] | None:
    """Reads "ونصف", "ونصف المليون" after a magnitude."""
    core = core_in(pieces[j], AR_FRACTIONS) if j < len(pieces) else None
    if core is None or not core.conjoined:
        return None
    j += 1
    again = core_in(pieces[j], AR_SINGULAR) if j < len(pieces) else None
    return fraction(AR_FRACTIONS[core.text]) * magnitude, j + (again is not None)


def _term(pieces: Sequence[Token], i: int) -> _Term | None:
    base = _base(pieces, i)
    if base is None or base.magnitude > 1:
        return base
    magnitude = AR_SINGULAR.get(key_at(pieces, base.next)) or AR_PLURAL.get(key_at(pieces, base.next))
    if not magnitude:
        return base
    if magnitude == 1000 and key_at(pieces, base.next + 1) in AR_SINGULAR:  # "ألف مليون"
        return replace(base, value=base.value * 10**9, magnitude=10**6, next=base.next + 2)
    return replace(base, value=base.value * magnitude, magnitude=magnitude, next=base.next + 1)


def _base(pieces: Sequence[Token], i: int) -> _Term | None:
    """A numeral, a number below thousand, or a magnitude that counts itself: "ألف", "مليونان"."""
    token = pieces[i]
    if token.kind == "number":
        return None if belongs_to_a_name(pieces, i) else _Term(token.value, 1, i + 1, token.start)
    if core := core_in(token, AR_DUAL):
        value = AR_DUAL[core.text]
        return _Term(Decimal(value), value // 2, i + 1, word_start(token, core))
    if below := _below_thousand(pieces, i):
        return below
    if core := core_in(token, AR_SINGULAR):
        value = AR_SINGULAR[core.text]
        return _Term(Decimal(value), value, i + 1, word_start(token, core))
    return None


def _below_thousand(pieces: Sequence[Token], i: int) -> _Term | None:
    """Hundreds, then units before tens, joined by و."""
    start: int | None = None
    total, limit, j = 0, 1000, i
    while j < len(pieces):
        part = _part(pieces, j, limit)
        if part is None or (start is not None and not part.conjoined):
            break
        if start is None:
            start = part.start
        total, limit, j = total + part.value, part.limit, part.next
    if start is None or not total:
        return None
    return _Term(Decimal(total), 1, j, start)


@dataclass(frozen=True, slots=True)
class _Part:
    value: int
    limit: int  # the next part must be below it; 1 closes the number
    next: int
    start: int
    conjoined: bool


def _part(pieces: Sequence[Token], j: int, limit: int) -> _Part | None:
    separate = pieces[j].key == "و" and j + 1 < len(pieces)
    j += separate
    core = core_in(pieces[j], AR_HUNDREDS, AR_UNITS, AR_TEN, AR_TENS, AR_ONE_IN_COMPOUND)
    found = _part_value(pieces, j, core.text, limit) if core else None
    if core is None or found is None:
        return None
    value, room, after = found
    return _Part(value, room, after, word_start(pieces[j], core), core.conjoined or separate)


def _part_value(pieces: Sequence[Token], j: int, word: str, limit: int) -> tuple[int, int, int] | None:
    """Value, limit of the next part, next index."""
    if word in AR_HUNDREDS:
        return (AR_HUNDREDS[word], 100, j + 1) if limit == 1000 else None
    if word in AR_TENS:
        return (AR_TENS[word], 1, j + 1) if limit >= 20 else None
    if limit < 100:
        return None
    if word in AR_TEN:
        return 10, 1, j + 1
    return _unit_value(pieces, j, 1 if word in AR_ONE_IN_COMPOUND else AR_UNITS[word], limit)


def _unit_value(pieces: Sequence[Token], j: int, unit: int, limit: int) -> tuple[int, int, int] | None:
    follows = key_at(pieces, j + 1)
    if follows in AR_TEN:
        return 10 + unit, 1, j + 2
    if follows in AR_HUNDRED and unit > 2 and limit == 1000:
        return 100 * unit, 100, j + 2
    if _conjoined_tens(pieces, j + 1):
        return unit, 20, j + 1
    return (unit, 1, j + 1) if unit > 1 else None  # "واحد", "أحد" count only in a compound
