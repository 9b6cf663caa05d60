"""English number words, fractions and ordinals."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.quantities.lexicon import EN_FRACTIONS, EN_MAGNITUDES, EN_ORDINALS, EN_TENS, EN_UNITS, MEASURES
from assistant.quantities.tokens import Reading, Token, belongs_to_a_name, key_at

_DETERMINERS = frozenset({"the", "a", "his", "her", "its", "their", "our", "my"})


def english_magnitudes(pieces: Sequence[Token], reading: Reading) -> Reading | None:
    """``reading`` times the magnitudes that follow it; ``None`` where none does."""
    found = reading
    while (word := key_at(pieces, found.next)) in EN_MAGNITUDES:
        found = replace(found, value=found.value * EN_MAGNITUDES[word], next=found.next + 1, end=pieces[found.next].end)
    return found if found is not reading else None


def english_number(pieces: Sequence[Token], i: int) -> Reading | None:
    """The number in English words that begins at ``pieces[i]``."""
    return _english_fraction(pieces, i) or _english_year(pieces, i) or _english_sum(pieces, i)


def _english_fraction(pieces: Sequence[Token], i: int) -> Reading | None:
    """Reads "half of", "a third of", "two-thirds", "half a million"."""
    key, j, numerator = pieces[i].key, i + 1, Decimal(1)
    if key == "half" and key_at(pieces, j) == "a" and key_at(pieces, j + 1) in EN_MAGNITUDES:
        end = pieces[j + 1]
        return Reading(Decimal(EN_MAGNITUDES[end.key]) / 2, j + 2, pieces[i].start, end.end)
    if key == "half" and key_at(pieces, j) in {"of", "the", "its", "their", "his", "her", "a"}:
        return Reading(Decimal("0.5"), j, pieces[i].start, pieces[i].end)
    if key not in EN_UNITS and key != "a":
        return None
    numerator = Decimal(EN_UNITS.get(key, 1))
    j += key_at(pieces, j) == "-"
    part = key_at(pieces, j)
    plural = part.endswith("s") or part == "halves"
    if part not in EN_FRACTIONS or plural != (numerator > 1):
        return None
    if not plural and (key_at(pieces, j + 1) != "of"):
        return None
    return Reading(numerator / EN_FRACTIONS[part], j + 1, pieces[i].start, pieces[j].end)


def _english_year(pieces: Sequence[Token], i: int) -> Reading | None:
    """Reads "nineteen ninety-eight"."""
    century = EN_UNITS.get(pieces[i].key, EN_TENS.get(pieces[i].key, 0))
    if not 11 <= century <= 20 or key_at(pieces, i + 1) not in EN_TENS:
        return None
    rest = _english_sum(pieces, i + 1)
    if rest is None or rest.value >= 100:
        return None
    return replace(rest, value=century * 100 + rest.value, start=pieces[i].start)


@dataclass(frozen=True, slots=True)
class _Sum:
    """An English number under way. ``room`` bounds the next small word, ``ceiling`` the next magnitude."""

    total: Decimal = Decimal(0)
    group: Decimal = Decimal(0)
    room: int = 1000
    ceiling: int = 10**15

    def plus(self, key: str) -> "_Sum | None":
        """With one more number word, or ``None`` where the word begins another number."""
        if (unit := EN_UNITS.get(key)) is not None and (self.room > 19 or 0 < unit < self.room):
            return replace(self, group=self.group + unit, room=0)
        if key in EN_TENS and self.room >= 100:
            return replace(self, group=self.group + EN_TENS[key], room=10)
        magnitude = EN_MAGNITUDES.get(key, 0)
        if not magnitude or not self.group or magnitude >= self.ceiling:
            return None
        if magnitude == 100:
            return replace(self, group=self.group * 100, room=100) if self.group < 100 else None
        if magnitude == 12:
            return _Sum(self.total + self.group * 12, room=0, ceiling=0)
        return _Sum(self.total + self.group * magnitude, ceiling=magnitude)

    @property
    def value(self) -> Decimal:
        return self.total + self.group


def _english_sum(pieces: Sequence[Token], i: int) -> Reading | None:
    """Units, tens, hundreds and magnitudes, joined by "and" or hyphens; "a dozen", "one and a half million"."""
    so_far, j, end = _Sum(), i, i
    if pieces[i].key in {"a", "an"}:
        if key_at(pieces, i + 1) not in EN_MAGNITUDES.keys() - {"dozens"}:
            return None
        so_far, j = _Sum(group=Decimal(1)), i + 1
    while j < len(pieces):
        if end > i and [key_at(pieces, k) for k in range(j, j + 3)] == ["and", "a", "half"]:
            so_far, end = replace(so_far, group=so_far.group + Decimal("0.5"), room=0), j + 3
        elif more := so_far.plus(pieces[j].key):
            so_far, end = more, j + 1
        elif end == i or j != end or not _joins(pieces, j, so_far.room):
            break
        else:
            j += 1
            continue
        j = end
    if end == i or (end == i + 1 and pieces[i].key == "one" and not _counts_one(pieces, i)):
        return None
    return Reading(so_far.value, end, pieces[i].start, pieces[end - 1].end)


def _joins(pieces: Sequence[Token], j: int, room: int) -> bool:
    """Whether ``pieces[j]`` ties the number before it to one after it."""
    follows = key_at(pieces, j + 1)
    if pieces[j].key == "and":
        return room >= 100 and (follows in EN_UNITS or follows in EN_TENS)
    return pieces[j].text in "-\u2011" and room == 10 and pieces[j].glued and 0 < EN_UNITS.get(follows, 0) < 10


def _counts_one(pieces: Sequence[Token], i: int) -> bool:
    """Whether a lone "one" counts: "one day", "one percent", "one in five"."""
    follows = key_at(pieces, i + 1)
    if follows == "in":
        after = key_at(pieces, i + 2)
        return after in EN_UNITS or after in EN_TENS or after.isdigit()
    return follows in MEASURES or follows in {"percent", "per", "%"}


def english_ordinal_at(pieces: Sequence[Token], i: int) -> Reading | None:
    """The ordinal at ``pieces[i]``: "21st", "the second", "twenty-first".

    Not "at first", "first of all", nor "a second" of time.
    """
    token = pieces[i]
    if token.kind == "number":
        return _numeral_ordinal(pieces, i)
    if token.key in EN_TENS and key_at(pieces, i + 1) == "-" and 0 < EN_ORDINALS.get(key_at(pieces, i + 2), 0) < 10:
        value = EN_TENS[token.key] + EN_ORDINALS[pieces[i + 2].key]
        return Reading(Decimal(value), i + 3, token.start, pieces[i + 2].end)
    if token.kind == "word" and token.key in EN_ORDINALS and _is_determined(pieces, i):
        return Reading(Decimal(EN_ORDINALS[token.key]), i + 1, token.start, token.end)
    return None


def _numeral_ordinal(pieces: Sequence[Token], i: int) -> Reading | None:
    token, ending = pieces[i], pieces[i + 1] if i + 1 < len(pieces) else None
    if not ending or not ending.glued or ending.key not in {"st", "nd", "rd", "th"} or not token.key.isdigit():
        return None
    return None if belongs_to_a_name(pieces, i) else Reading(token.value, i + 2, token.start, ending.end)


def _is_determined(pieces: Sequence[Token], i: int) -> bool:
    """Whether the words around an ordinal word make it one."""
    before, after = key_at(pieces, i - 1), key_at(pieces, i + 1)
    if pieces[i].key == "second" and before == "a" and not after.isalpha():  # "for a second"
        return False
    determined = before in _DETERMINERS or before.endswith(("'s", "’s"))
    return determined and (after not in {"", "of", "to", "that", "-", "."} or (after == "of" and before == "the"))
