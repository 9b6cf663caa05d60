"""Headlines that name who speaks: "Opera director: lift was safe", "وزير النقل: الجسر آمن". A topic names nobody."""

from collections.abc import Collection, Sequence

import regex

from assistant.attribution import arabic_subjects
from assistant.attribution.lexicon import AR_BODIES, AR_PERSONS, BODIES, PEOPLE, arabic_verbs, english_verbs
from assistant.attribution.records import Frame, Stance, Subject
from assistant.attribution.units import Token, Unit
from assistant.quantities.lexicon import word_set
from assistant.quantities.tokens import fold

_LONGEST = 7  # words of a name before a colon
_SHORTEST = 2  # words that are said
# Of the bodies those that are no place, project or paper as well: "New hospital: opening delayed" is about one. Where quotation
# marks show that somebody speaks, any body will do.
_COLLECTIVES = word_set(
    "ministry council government police army navy union association committee commission court agency authority company party"
    " board federation guild league society inquiry opposition parliament cabinet"
)
_COLLECTIVES_AR = word_set(
    "وزاره مجلس حكومه شرطه جيش نقابه جمعيه لجنه هيئه محكمه شركه حزب اتحاد رابطه سلطه بلديه حركه معارضه برلمان قياده رئاسه"
)
_ROLES = PEOPLE | _COLLECTIVES | word_set("chair owner spokesperson head critics farmers residents workers experts officials")
_SEVERAL = word_set(
    "اصحاب خبراء شهود مصادر نواب علماء محامون مزارعون باحثون مسؤولون مهندسون صيادون ناشطون مراقبون معارضون محتجون عاملون"
)
_LEARNED = ("ists", "ians")  # activists, scientists, historians; no lists and twists, which are shorter
_FEWEST_LETTERS = 7
_TOPICS = word_set("a an how why what who where when timeline history story كيف لماذا ماذا من متي هكذا قصه تاريخ حكايه سيره")
_REACH = 3  # words between which a verb and the last word of its subject stand
_FIRST = regex.compile(r"\S")
_THAT = frozenset({"إن", "أن", "ان", "إنّ", "أنّ"})
_ABOUT = word_set("on of about in from at the a an")


def headline(text: str, unit: Unit, language: str) -> Frame | None:
    """The frame of a first line of the form "X: …", where X is a person's role or a body, or is said below to have spoken."""
    tokens = unit.tokens
    if unit.paragraph or _FIRST.search(text, 0, unit.start) or not tokens or tokens[-1].text in ".؟?":
        return None
    colon = next((k for k, token in enumerate(tokens[: _LONGEST + 1]) if token.text == ":"), 0)
    if not colon or len(tokens) - colon - 1 < (1 if tokens[-1].quoted else _SHORTEST) or tokens[colon + 1].key in _TOPICS:
        return None
    named = tokens[:colon]
    if not all(token.word or token.key in {"'", "'s"} for token in named) or not (
        _is_role(named, language, quoted=tokens[-1].quoted) or _speaks_below(text, unit, named, language)
    ):
        return None
    region = (tokens[colon + 1].start, tokens[-1].end)
    who = arabic_subjects.phrase(tokens, 0, colon) if language == "ar" else None  # "المفتش | أمام اللجنة"
    return Frame(who or Subject(named[0].start, named[-1].end), Stance.SAID, (region,), (named[0].start, tokens[colon].end))


def _is_role(named: Sequence[Token], language: str, *, quoted: bool) -> bool:
    if language == "ar":
        head = named[0].key.removeprefix("ال")
        bodies = AR_BODIES if quoted else _COLLECTIVES_AR
        return head in AR_PERSONS | bodies | _SEVERAL or head.removesuffix("ه") in AR_PERSONS
    last = named[-1].key
    roles = _ROLES | BODIES if quoted else _ROLES
    return (last in roles or (len(last) >= _FEWEST_LETTERS and last.endswith(_LEARNED))) and named[0].key not in _ABOUT


def _speaks_below(text: str, unit: Unit, named: Sequence[Token], language: str) -> bool:
    """Whether the last word of the name stands below as who speaks: "Sorel: …" above "Ana Sorel said", or "said Ms Ana Sorel".

    What is said of it is no speech of its own: "Officials said the bridge is shut", "قال المسؤول إن الجسر مغلق".
    """
    words = [word.strip('.,،:;؛"“”«»') for word in text[unit.end :].split()]
    verbs = english_verbs() if language == "en" else arabic_verbs()
    if language == "en" and not named[-1].capital:
        return False
    for k, word in enumerate(words):
        if word != named[-1].text:
            continue
        if language == "en" and fold(words[k + 1] if k + 1 < len(words) else "") in verbs:
            return True
        before = _behind_last(words[max(0, k - _REACH) : k], verbs)
        if before is not None and all(other[:1].isupper() or language == "ar" for other in before) and not _THAT & {*before}:
            return True
    return False


def _behind_last(words: Sequence[str], verbs: Collection[str]) -> Sequence[str] | None:
    """What stands behind the last verb of saying among ``words``; ``None``: there is no such verb."""
    at = [k for k, word in enumerate(words) if fold(word) in verbs or fold(word).removeprefix("و") in verbs]
    return words[at[-1] + 1 :] if at else None
