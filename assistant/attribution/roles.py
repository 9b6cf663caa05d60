"""Who holds a role: "the minister" is "the minister, Jane Doe" of another sentence; "الرئيسة" is "رئيسة اللجنة سعاد عيد"."""

from collections.abc import Iterator, Sequence

import regex

from assistant.attribution.arabic_names import is_person, name_before, with_name
from assistant.attribution.arabic_subjects import noun_phrase_end
from assistant.attribution.lexicon import PEOPLE
from assistant.attribution.records import Span
from assistant.attribution.units import Unit
from assistant.quantities.lexicon import word_set
from assistant.quantities.tokens import fold

_NAME = (
    r"(?P<name>(?:(?:Dr|Mr|Mrs|Ms|Prof|Professor|Judge|Captain|Sir|Lady)\.? )?\p{Lu}[\p{L}’'-]+"
    r"(?: (?:(?:de|van|von|al|el|bin|di|da) )?\p{Lu}[\p{L}’'-]+){1,2})"
)
_PRESIDING = regex.compile(r"و?(?:ي?تراس\p{L}*|براسه|برئاسه)$")
_TITLES = word_set("the a an dr mr mrs ms prof professor judge captain sir lady")


def holder(text: str, units: Sequence[Unit], span: Span, language: str) -> Span | None:
    """Where the document names whoever is meant by a lone role noun; ``None`` unless it is one person only."""
    role = fold(text[span[0] : span[1]])
    if language == "en":
        role = role.removeprefix("the ")
        if role not in PEOPLE | {"chair", "spokesperson", "undersecretary", "treasurer", "head", "founder", "owner"}:
            return None
        return _only(text, _english(text, role), span[0])
    return _only(text, _arabic(text, units, role), span[0])


def _only(text: str, found: Iterator[Span], before: int) -> Span | None:
    """The one holder named before (or at all, where none is named before)."""
    spans = list(found)
    earlier = [one for one in spans if one[0] < before] or spans
    surnames = {fold(text[start:end]).split()[-1] for start, end in earlier}
    return earlier[-1] if earlier and len(surnames) == 1 else None


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


def _arabic(text: str, units: Sequence[Unit], role: str) -> Iterator[Span]:
    bare = role.removeprefix("ال")
    for unit in units:
        tokens = unit.tokens
        for k, token in enumerate(tokens):
            if (
                bare.removesuffix("ه") == "رئيس"
                and _PRESIDING.match(token.key)
                and k + 1 < len(tokens)
                and is_person(tokens[k + 1])
            ):  # "ترأسته السيدة سلمى عيد"
                presiding = with_name(tokens, k + 1, noun_phrase_end(tokens, k + 1), len(tokens))
                yield tokens[k + 1].start, tokens[presiding - 1].end
            key = token.key.removeprefix("و") if token.key not in {bare, "ال" + bare} else token.key
            if key not in {bare, "ال" + bare} or not is_person(token):
                continue
            shift = len(token.text) - len(token.text.removeprefix("و")) if key != token.key else 0
            end = noun_phrase_end(tokens, k)
            named = with_name(tokens, k, end, len(tokens))
            before = name_before(tokens, k)
            if named > end:
                yield token.start + shift, tokens[named - 1].end
            elif before is not None:
                yield tokens[before[0]].start, tokens[before[1] - 1].end
