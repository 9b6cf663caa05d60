"""Headlines that name who speaks: "Opera director: lift was safe", "وزير النقل: الجسر آمن". A topic names nobody."""

from collections.abc import Sequence

from assistant.attribution import arabic_subjects
from assistant.attribution.lexicon import AR_BODIES, AR_PERSONS, BODIES, PEOPLE, arabic_verbs, english_verbs
from assistant.attribution.records import Frame, Stance, Subject
from assistant.attribution.units import Token, Unit
from assistant.quantities.lexicon import word_set
from assistant.quantities.tokens import fold

_LONGEST = 7  # words of a name before a colon
_SHORTEST = 2  # words that are said
_ROLES = PEOPLE | BODIES | word_set("chair owner spokesperson head critics farmers residents workers experts officials")
_SEVERAL = word_set("اصحاب خبراء شهود مصادر نواب علماء محامون مزارعون باحثون")
_TOPICS = word_set("a an how why what who where when timeline history story كيف لماذا ماذا من متي هكذا قصه تاريخ حكايه سيره")
_ABOUT = word_set("on of about in from at the a an")


def headline(text: str, unit: Unit, language: str) -> Frame | None:
    """The frame of a first line of the form "X: …", where X is a person's role or a body, or is said below to have spoken."""
    tokens = unit.tokens
    if unit.paragraph or text[: unit.start].strip() or not tokens or tokens[-1].text in ".؟?":
        return None
    colon = next((k for k, token in enumerate(tokens[: _LONGEST + 1]) if token.text == ":"), 0)
    if not colon or len(tokens) - colon - 1 < (1 if tokens[-1].quoted else _SHORTEST) or tokens[colon + 1].key in _TOPICS:
        return None
    named = tokens[:colon]
    if not all(token.word or token.key in {"'", "'s"} for token in named) or not (
        _is_role(named, language) or _speaks_below(text, unit, named, language)
    ):
        return None
    region = (tokens[colon + 1].start, tokens[-1].end)
    who = arabic_subjects.phrase(tokens, 0, colon) if language == "ar" else None  # "المفتش | أمام اللجنة"
    return Frame(who or Subject(named[0].start, named[-1].end), Stance.SAID, (region,), (named[0].start, tokens[colon].end))


def _is_role(named: Sequence[Token], language: str) -> bool:
    if language == "ar":
        head = named[0].key.removeprefix("ال")
        return head in AR_PERSONS | AR_BODIES | _SEVERAL or head.removesuffix("ه") in AR_PERSONS or head.endswith("ون")
    return (named[-1].key in _ROLES or named[-1].key.endswith(("ists", "ians"))) and named[0].key not in _ABOUT


def _speaks_below(text: str, unit: Unit, named: Sequence[Token], language: str) -> bool:
    """Whether the last word of the name stands below beside a reporting verb: "Sorel: …" above "Ana Sorel said"."""
    words = [word.strip('.,،:;؛"“”«»') for word in text[unit.end :].split()]
    name = named[-1].key
    verbs = english_verbs() if language == "en" else arabic_verbs()
    if language == "en" and not named[-1].capital:
        return False
    for k, word in enumerate(words):
        if fold(word) == name:
            near = [fold(other) for other in (*words[max(0, k - 3) : k], *words[k + 1 : k + 2])]
            if any(other in verbs or other.removeprefix("و") in verbs for other in near):
                return True
    return False
