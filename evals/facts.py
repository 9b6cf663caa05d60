"""By which rule a known fact is found in a text, so that a reader of the figures sees what they rest on.

In this order, the first that finds an alias of the fact:

* ``words``: the *lexical fallback*: the alias stands there word for word (``evals.matching``). It judges no meaning.
* ``value``: its number, date, time or share stands there in another form: other digits, grouping, words, calendar names.
* ``transliteration``: its name stands there in the other script, compared by sound (``assistant.names``).

Numbers below ten that are written otherwise are never taken for a fact by their value alone: they stand everywhere.

What an answer denies in its own words it does not say: :func:`affirmed` leaves it out. "It is not true that 21 houses burned" is
no 21. An alias that holds a negation itself ("does not admit") is looked for in the whole text.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import regex

from assistant.names import SAME, names, same_name, unsupported_names
from assistant.names.sounds import is_arabic
from assistant.quantities import quantities, unsupported
from evals.matching import WHOLE, contains

_LETTER_OR_DIGIT = regex.compile(r"[\p{L}\p{N}]")
_DIGIT = regex.compile(r"\p{Nd}")
_SMALL = 10
_DENIED = regex.compile(
    r"(?:\b(?:not|never|no longer|neither|cannot)\b|n['’]t\b|\b(?:لم|لن|ليس|ليست|ليسوا|لا)\b)"
    r"(?!\s+(?:only|just|merely|less|fewer|more|later|before|until|فقط|يقل|تقل)\b)"
    r"(?:(?!\b(?:but|only|rather|instead|except|بل|لكن|ولكن|وإنما|إنما|إلا|سوى)\b)[^.,;:!?،؛؟\n]|(?<=\d)[.,:](?=\d))*",
    regex.IGNORECASE,
)


class Rule(StrEnum):
    """How a fact was found."""

    WORDS = "words"
    VALUE = "value"
    TRANSLITERATION = "transliteration"


@dataclass(frozen=True, slots=True)
class Fact:
    """One known fact and whether an answer has it. ``None``: it does not.

    Attributes:
        fact: the first alias, which names the fact.
        alias: the one that was found, by which ``found`` says, and ``where``: ``wording`` or ``quote``.
    """

    fact: str
    found: Rule | None = None
    alias: str | None = None
    where: str | None = None


Hit = tuple[Rule, str]


def find(texts: Sequence[str], group: Sequence[str], own: Sequence[str] = ()) -> Hit | None:
    """The rule and the alias of ``group`` by which some text says the fact; the strictest rule goes first.

    Args:
        texts: words of documents, which count as they stand.
        own: words of whoever answers, in which what is denied does not count.
    """
    denying = tuple(alias for alias in group if _DENIED.search(alias))
    plain = tuple(alias for alias in group if alias not in denying)
    return _find([*texts, *map(affirmed, own)], plain) or _find([*texts, *own], denying)


@lru_cache(maxsize=2048)
def affirmed(text: str) -> str:
    """``text`` without what it denies: from a negation to the end of the clause, or to what it sets against it ("but")."""
    return _DENIED.sub(" ", text)


def _find(texts: Sequence[str], group: Sequence[str]) -> Hit | None:
    found = [(alias, text) for alias in group for text in texts if contains(text, alias)]
    if found:
        return _lexical(found)
    for alias in group:
        if not alias.startswith(WHOLE):
            if any(_same_value(text, alias) for text in texts):
                return Rule.VALUE, alias
            if any(_same_name(text, alias) for text in texts):
                return Rule.TRANSLITERATION, alias
    return None


def _lexical(found: Sequence[tuple[str, str]]) -> Hit:
    """Of the aliases that stand in a text, one that is written as it stands there; else a number in another form."""
    for alias, text in found:
        if _as_written(text, alias):
            return Rule.WORDS, alias
    alias = found[0][0]
    return (Rule.VALUE if _DIGIT.search(alias) else Rule.WORDS), alias


def _as_written(text: str, alias: str) -> bool:
    return " ".join(alias.removeprefix(WHOLE).casefold().split()) in " ".join(text.casefold().split())


@lru_cache(maxsize=8192)
def _same_value(text: str, alias: str) -> bool:
    """Whether ``alias`` is nothing but quantities and ``text`` has each of them."""
    return _is_quantity(alias) and bool(quantities(text)) and not unsupported(alias, text)


@lru_cache(maxsize=8192)
def _is_quantity(alias: str) -> bool:
    found, rest = quantities(alias), alias
    for quantity in sorted(found, key=lambda quantity: -quantity.start):
        rest = rest[: quantity.start] + rest[quantity.end :]
    small = [q for q in found if q.kind == "number" and not isinstance(q.value, tuple) and abs(q.value) < _SMALL]
    return bool(found) and not small and not _LETTER_OR_DIGIT.search(rest)


@lru_cache(maxsize=8192)
def _same_name(text: str, alias: str) -> bool:
    """Whether ``alias`` is nothing but a name and stands in ``text`` in the other script, with all of its words."""
    if is_arabic(alias):
        length = len(alias.split())
        return any(same_name(part, alias) >= SAME for name in names(text) for part in _runs(name.text, length))
    found = names(alias)
    whole = len(found) == 1 and found[0].text == alias
    return whole and is_arabic(text) and not unsupported_names(alias, text)


def _runs(name: str, length: int) -> Iterable[str]:
    """Each run of ``length`` words of a name: "Samer al-Khatib" has two of one word."""
    words = name.split()
    return (" ".join(words[start : start + length]) for start in range(len(words) - length + 1))
