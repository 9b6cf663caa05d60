"""Who holds a role: "the minister" is "the minister, Jane Doe" of another sentence; "الرئيسة" is "رئيسة اللجنة سعاد عيد"."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate
from operator import and_

import regex

from assistant.attribution.arabic_names import is_person, name_before, with_name
from assistant.attribution.arabic_subjects import noun_phrase_end
from assistant.attribution.lexicon import PEOPLE
from assistant.attribution.records import Span
from assistant.attribution.units import units
from assistant.quantities.tokens import fold

_NAME = (
    r"(?P<name>(?:(?:Dr|Mr|Mrs|Ms|Prof|Professor|Judge|Captain|Sir|Lady)\.? )?\p{Lu}[\p{L}’'-]+"
    r"(?: (?:(?:de|van|von|al|el|bin|di|da) )?\p{Lu}[\p{L}’'-]+){1,2})"
)
_PRESIDING = regex.compile(r"و?(?:ي?تراس\p{L}*|براسه|برئاسه)$")
_PRESIDED = ""


def holder(text: str, span: Span, language: str) -> Span | None:
    """Where the document names whoever is meant by a lone role noun; ``None`` unless it is one person only."""
    role = fold(text[span[0] : span[1]])
    if language == "en":
        role = role.removeprefix("the ")
        if role not in PEOPLE | {"chair", "spokesperson", "undersecretary", "treasurer", "head", "founder", "owner"}:
            return None
    elif " " in role:
        return None
    return _holders(text, role, language).before(span[0])


class _Holders:
    """Whoever the document names in one role."""

    def __init__(self, text: str, found: Iterable[Span]) -> None:
        spans = list(found)
        order = sorted(range(len(spans)), key=lambda number: spans[number])
        self._spans = spans
        self._starts = [spans[number][0] for number in order]
        self._latest = list(accumulate(order, max))  # of those up to each one, the last that was found
        surnames = [fold(text[slice(*spans[number])]).split()[-1] for number in order]
        self._alone = list(accumulate((name == surnames[0] for name in surnames), and_))  # whether all up to it are one person

    def before(self, place: int) -> Span | None:
        """The one holder named before ``place`` (or at all, where none is named before)."""
        count = bisect_left(self._starts, place) or len(self._starts)
        return self._spans[self._latest[count - 1]] if count and self._alone[count - 1] else None


@lru_cache(maxsize=256)
def _holders(text: str, role: str, language: str) -> _Holders:
    return _Holders(text, _english(text, role) if language == "en" else _arabic(text, role))


def _english(text: str, role: str) -> Iterator[Span]:
    if role in {"chair", "chairman", "chairwoman", "chairperson"}:
        for match in regex.finditer(rf"[Ii]n the chair: {_NAME}|{_NAME},? in the chair|[Cc]haired by {_NAME}", text):
            yield match.span("name")
    noun = regex.escape(role)
    for pattern in (
        rf"(?i:\b{noun})(?: of [\p{{L}} ]{{3,40}}| for [\p{{L}} ]{{3,40}})?, {_NAME}(?=[,.;:]| who)",
        rf"{_NAME}, (?:the |a |an |its |their )?(?:[\p{{L}}-]+ ){{0,3}}{noun}(?!\p{{L}})",
        rf"\b(?i:{noun}) {_NAME}",
    ):
        for match in regex.finditer(pattern, text):
            yield match.span("name")


def _arabic(text: str, role: str) -> Iterator[Span]:
    bare = role.removeprefix("ال")
    forms = {bare, "ال" + bare}
    found, places = units(text), _arabic_roles(text)
    chairs = places[_PRESIDED] if bare.removesuffix("ه") == "رئيس" else set()
    for unit, k in sorted({*chairs, *(place for form in forms for place in places.get(form, ()))}):
        tokens = found[unit].tokens
        token = tokens[k]
        if (unit, k) in chairs:  # "ترأسته السيدة سلمى عيد"
            yield tokens[k + 1].start, tokens[with_name(tokens, k + 1, noun_phrase_end(tokens, k + 1), len(tokens)) - 1].end
            continue
        shift = 0 if token.key in forms else len(token.text) - len(token.text.removeprefix("و"))
        end = noun_phrase_end(tokens, k)
        named = with_name(tokens, k, end, len(tokens))
        before = name_before(tokens, k)
        if named > end:
            yield token.start + shift, tokens[named - 1].end
        elif before is not None:
            yield tokens[before[0]].start, tokens[before[1] - 1].end


@lru_cache(maxsize=8)
def _arabic_roles(text: str) -> dict[str, set[tuple[int, int]]]:
    """The units and tokens where each noun of a person stands, an attached "و" apart, and those of who is said to preside."""
    places: dict[str, set[tuple[int, int]]] = {_PRESIDED: set()}
    for number, unit in enumerate(units(text)):
        for k, token in enumerate(unit.tokens):
            if _PRESIDING.match(token.key) and k + 1 < len(unit.tokens) and is_person(unit.tokens[k + 1]):
                places[_PRESIDED].add((number, k))
            elif is_person(token):
                for key in (token.key, token.key.removeprefix("و")):
                    places.setdefault(key, set()).add((number, k))
    return places
