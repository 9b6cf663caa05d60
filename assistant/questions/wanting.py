"""What kind of thing a question asks for, and whether words hold one: a passage without any number does not say how many."""

from enum import StrEnum

import regex

from assistant.quantities import AMOUNTS, MOMENTS, Kind, quantities
from assistant.quantities.tokens import fold


class Wanted(StrEnum):
    """The kind of thing that would answer; ``OTHER`` where the question's words do not tell, or anything may."""

    NUMBER = "number"
    MOMENT = "moment"
    OTHER = "other"


_MOMENT = regex.compile(
    r"\bwhen\b|\bwhat (?:time|hour|date|day|year|month)\b|\b(?:in|on|at|by|since|until) (?:what|which) (?:time|hour|date"
    r"|day|year|month)\b|\bwhich (?:day|year|month|date)\b"
    r"|\bمتي\b|\b(?:اي|ايه) (?:يوم|ساعه|وقت|تاريخ|سنه|عام|شهر)\b|\bما (?:هو )?(?:تاريخ|موعد|وقت|توقيت)\b"
    r"|\bكم (?:كانت )?الساعه\b"
)
_NUMBER = regex.compile(
    r"\bhow (?:many|much|old|long|far|tall|high|large|big|deep|fast|heavy|often|wide)\b"
    r"|\bwhat (?:number|percentage|percent|share|proportion|amount|sum|price|age|figure|fraction|per cent|death toll|toll"
    r"|turnout)\b|\bat what (?:age|price|speed|depth)\b"
    r"|\bby how\b|\b(?:و|ف|ب|ل)?كم\b|\bما (?:هو |هي )?(?:عدد|نسبه|حجم|مقدار|قيمه|سعر|ثمن|مبلغ|عمر|كميه|كلفه|تكلفه)\b"
)


def wanted(question: str) -> Wanted:
    """What ``question`` asks for."""
    folded = fold(question)
    if _MOMENT.search(folded):
        return Wanted.MOMENT
    return Wanted.NUMBER if _NUMBER.search(folded) else Wanted.OTHER


_WHETHER = regex.compile(
    r"(?:^|[,;:?.!،؛؟] *)(?:(?:and|but|so|then|or) )?(?:did|do|does|is|are|was|were|has|have|had|can|could|will|would|should"
    r"|must)(?:n['’]t)?\b"
    r"|\bwhether\b|(?<!\p{L})(?:و|ف)?هل(?!\p{L})|(?:^|[,;:?.!،؛؟] *)و?ا(?:لم|لا|ليس|ليست|لن|كان|كانت)(?!\p{L})"
)


def asks_whether(question: str) -> bool:
    """Whether it asks if something is so: "Did they agree?", "هل وافقوا؟". Then who says that it is not so answers."""
    return _WHETHER.search(fold(question).strip()) is not None


# Kinds of ``assistant.quantities`` that are of the wanted kind.
KINDS: dict[Wanted, frozenset[Kind]] = {
    Wanted.NUMBER: AMOUNTS,
    Wanted.MOMENT: MOMENTS,
    Wanted.OTHER: frozenset(),
}
# Numbers that are none for ``quantities``: "one", "both", and the Arabic dual of counted nouns.
_FEW = regex.compile(
    r"\b(?:one|both|pair|single|none|no one|nobody|dozens?|hundreds|thousands|half|third|quarter|twice|double|once)\b"
    r"|\b\w{3,}(?:ان|ين)\b|\b(?:واحد|واحده|عشرات|مئات|الاف|نصف|ثلث|ربع|مرتين|ضعف|كلا|كلتا)\b"
)
_DAYTIME = regex.compile(
    r"\b(?:yesterday|today|tomorrow|morning|evening|night|noon|midnight|dawn|week|month|year|day|hours?|minutes?|january"
    r"|february|march|april|may|june"
    r"|july|august|september|october|november|december|spring|summer|autumn|winter)s?\b"
    r"|(?:امس|اليوم|غدا|صباح|مساء|ليل|ظهر|فجر|منتصف|اسبوع|شهر|عام|سنه|ايام|يوم|ساعه|ساعات|دقيقه|دقائق|الصيف|الشتاء|الربيع"
    r"|الخريف)"
)


def holds(kind: Wanted, text: str) -> bool:
    """Whether ``text`` holds anything of that kind."""
    if kind is Wanted.OTHER:
        return True
    kinds = {quantity.kind for quantity in quantities(text)}
    if kind is Wanted.MOMENT:
        return bool(kinds & KINDS[kind]) or _DAYTIME.search(fold(text)) is not None
    return bool(kinds & KINDS[kind]) or _FEW.search(fold(text)) is not None
