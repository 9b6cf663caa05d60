"""Which of a text's quantities it denies: "not on 4 June but on 7 June", "denied that 300 were hurt", "لا 300 بل 250".

A denied figure is none of the text's own. Precision comes first: a bound ("no fewer than 300", "not only 300 but 400", "ليس
أقل من 300", "لم يحضر إلا 300"), a figure that is taken for granted ("denied that the 300 workers …", "did not attend the
vote on 4 June") and a denial that is itself negated ("did not deny that 300 …") deny no figure.
"""

from functools import lru_cache

import regex

from assistant.quantities.reading import AMOUNTS, MOMENTS, Quantity, quantities
from assistant.quantities.tokens import fold

# All patterns are over folded text. Those of what stands before a quantity end at it.
_OPEN = r"[\s\"“'‘«(]*[$€£¥]?\s*\Z"
_NOT = r"(?<!\b(?:or|if|why|whether) )(?:\b(?:not|never|neither|nor)\b|n['’]t\b)"
_NOT_AR = r"(?<!\p{L})[وف]?(?:ليس|ليست|ليسوا|لا|لم|لن|ما)(?!\p{L})"
# No word of a bound, of another clause, of "only" and "until": behind these the figure holds.
_WORD = (
    r"\s+(?!(?:only|just|merely|simply|even|exactly|quite|solely|until|till|before|after|since|by|yet|all|later|earlier|any|one"
    r"|less|fewer|more|under|over|above|below|exceed\p{L}*|surpass\p{L}*|about|around|nearly|almost|but|except|than|as"
    r"|and|or|that|which|who|whom|whose|because|if|whether|when|where|while|although|though|so"
    r"|say|know|clear|known|sure|deny|disput\p{L}*|doubt"
    r"|فقط|فحسب|مجرد|الا|سوي|غير|قبل|بعد|حتي|منذ|[اب]?ان|ان(?:ه|ها|هم)|الذي|التي|الذين|لان|بل|لكن|ولكن|وانما|اقل|اكثر|دون|فوق|تحت"
    r"|[يت]قل|[يت]زيد|[يت]تجاوز|[يت]تعدي|[يت]فوق|[يت]نكر|[يت]نف|[يت]نفي|[يت]ستبعد|يزال|تزال|كل|جميع|نحو|حوالي|قرابه)(?!\p{L}))\p{L}[\p{L}’']*"
)
_LIGHT = r"(?:\s+(?:on|in|at|for|the|be|been|being|have|due))*"
_LIGHT_AR = r"(?:\s+(?:في|يوم|ب|بل?تاريخ|عام|سنه|الساعه|عند|هو|هي|هم|هناك|عددهم|عددها|قدره|قدرها|مبلغ|بمبلغ|شهر))*"
_BE_AR = r"(?:\s+[يت]كون(?:وا)?|\s+[يت]كن|\s+كان\p{L}?)?"
_INSTEAD = (
    r"\b(?:rather than|instead of|as opposed to)\b"
    r"|(?<!\p{L})(?:بدلا من|بدل|عوضا عن)(?!\p{L})"
)
_DIRECT = regex.compile(rf"(?:{_NOT}{_LIGHT}|{_NOT_AR}{_BE_AR}{_LIGHT_AR}|(?:{_INSTEAD})(?:{_LIGHT}|{_LIGHT_AR})){_OPEN}")
# "was not held on 4 June", "لم يجر التصويت في 4 حزيران": a verb between, no object that the day could belong to.
_NOUN_WORDS = r"(?!\s+(?:the|a|an|this|that|his|her|its|their|on|in|at|of|to|for|with|from)\b)"
_DAY = (
    rf"(?:{_NOT}(?:{_NOUN_WORDS}{_WORD}){{1,3}}\s+(?:on|in|at)"
    rf"|{_NOT_AR}(?:{_WORD}){{1,2}}(?:\s+(?:في|يوم|بتاريخ|عام|سنه|الساعه|عند))+)"
)
_NOT_THEN = regex.compile(rf"{_DAY}{_OPEN}")
_FAR = regex.compile(rf"(?:{_NOT}|{_NOT_AR})(?:{_WORD}){{1,7}}{_OPEN}")  # only where the right one follows behind "but"
_BUT = regex.compile(
    r"[^.;؛!?]{0,60}?(?<!\p{L})(?:but|بل|وانما|انما|ولكن)"
    r"(?:\s+(?:rather|only|just|about|around|nearly|some|over|on|in|at|for|the|actually|في|يوم|ب|بتاريخ|عام|سنه|الساعه|نحو|حوالي|فقط|هو|هي))*"
    r"[\s\"“'‘«(]*[$€£¥]?\s*"
)
_ALONE = regex.compile(r"\W*(?:(?!but|بل)\p{L}+\s+){0,2}?(?:only|alone|فقط|فحسب|وحده\p{L}*)(?!\p{L})")
_ALSO = regex.compile(r"(?:(?:,|،)?\s*(?:or|nor|او|ولا)\s+(?:on|in|at|في|يوم)?\s*)")

# Denials: the verb, "that", and no end of that clause up to the figure.
_END = (
    r"(?!(?:but|which|who|whom|whose|that|because|after|before|since|while|although|though|when|where|saying|adding|insisting"
    r"|and\s+(?:said|says|added|insisted|put|gave|claimed|maintained|confirmed|told)"
    r"|بل|وانما|لكن|ولكن|الذي|التي|الذين|لان|بعد|قبل|مؤكد\p{L}*|مضيف\p{L}*|موضح\p{L}*|مشير\p{L}*|قائل\p{L}*|و?البالغ\p{L}*"
    r"|و(?:قال|قالت|اكد|اكدت|اضاف|اضافت|اوضح|اوضحت|ذكر|ذكرت))(?!\p{L}))"
)
_REST = rf"(?:\s+{_END}[^\s.;؛!?,،:]+)*?"
_UNDENIED = r"(?<!\b(?:not|never|n['’]t|cannot|to|neither|nor|nobody|none|without) )(?<!(?<!\p{L})[وف]?(?:لم|لا|لن) )"
_VERB = (
    rf"{_UNDENIED}\b(?:den(?:y|ies|ied|ying)|refut(?:es?|ed|ing)|disput(?:es?|ed|ing)|dismiss(?:es|ed|ing)|reject(?:s|ed|ing)"
    r"|contradict(?:s|ed|ing)|rebut(?:s|ted|ting))\b"
)
_VERB_AR = (
    rf"{_UNDENIED}(?<!\p{{L}})[وف]?(?:نفي|نفت|نفوا|[ين]نفي|تنفي|ينفون|نافيا|نافيه|انكر|انكرت|انكروا|ينكر|تنكر|منكرا|منكره"
    r"|كذب|كذبت|[يت]كذب|فند|فندت|[يت]فند|دحض|دحضت|[يت]دحض)(?!\p{L})"
)
_SAYING = (
    r"(?:\s+(?:the|a|any|all|these|those|such|media|press|earlier|official))*"
    r"\s+(?:figures?|numbers?|counts?|tolls?|totals?|sums?|dates?|claims?|reports?|estimates?|allegations?|suggestions?|rumou?rs?)"
)
_THAT = (
    rf"(?:{_VERB}(?:{_SAYING}|\s+(?:on|in)\s+[^,.;]{{1,24}}?)?\s+(?:that|it|he|she|they|there|having|\p{{L}}+ing)"
    r"|\b(?:not\s+true|not\s+the\s+case|untrue|false|incorrect|wrong|a\s+lie)\s+that"
    rf"|{_VERB_AR}(?:\s+{_END}\p{{L}}+){{0,7}}?\s+ب?ان(?:ه|ها|هم)?|(?:غير\s+صحيح|ليس\s+صحيحا|لا\s+صحه)(?:\s+\p{{L}}+){{0,2}}?\s+ب?ان(?:ه|ها|هم)?)"
)
_TELLS = (  # what makes of a figure behind it a statement, not the name of a thing: "that the vote | was on", "that the vote on"
    r"\s+(?:is|are|was|were|be|been|had|has|have|did|does|would|will|took|began|came|fell|broke|met|went|left|rose|ran|held|\p{L}+ed"
    r"|[يت]\p{L}{2,}|كان\p{L}*|جري|جرت|تم|تمت|وقع\p{L}*|حدث\p{L}*|عقد\p{L}*|حصل\p{L}*|بدا\p{L}*)"
)
_ROUGHLY = r"(?:\s+(?:some|about|around|only|nearly|over|as many as|more than|fewer than|at least|up to|نحو|حوالي|اكثر من))?"
_DENIED = regex.compile(rf"{_THAT}(?:{_REST}{_TELLS}{_REST})?{_ROUGHLY}{_OPEN}")
_DENIED_AMOUNT = regex.compile(
    rf"(?:{_VERB}(?:\s+\p{{L}}+ing|{_SAYING}(?:\s+(?:of|that|at))?)?{_ROUGHLY}|{_VERB_AR}(?:\s+{_END}\p{{L}}+){{1,4}}{_ROUGHLY}){_OPEN}"
)
_DENIED_DAY = regex.compile(rf"{_VERB}{_SAYING}\s+of{_OPEN}")
_GRANTED = regex.compile(r"(?<!\p{L})(?:the|its|their|his|her|these|those|all|ال|هؤلاء)\s*\Z")
_REACH = 300  # characters before a figure, at most
_STOP = regex.compile(r"[.!?؟;؛]\s|\n")
_BOUNDING = regex.compile(
    r"\b(?:no|not) (?:fewer|less|more|later|earlier|sooner) than\b|\bnot (?:only|just|merely|simply)\b"
    r"|\b(?:did|does|do) not exceed\b"
    r"|(?<!\p{L})[وف]?(?:ما )?(?:لا|لم|لن) [يت](?:قل|زيد|تجاوز|تعدي)(?:ون)?(?!\p{L})"
    r"|(?<!\p{L})[وف]?ليس(?:ت)? (?:اقل|اكثر|فقط|فحسب|مجرد)(?!\p{L})"
)


@lru_cache(maxsize=512)
def denied(text: str) -> tuple[Quantity, ...]:
    """The quantities of ``text`` that it says are not so, in order."""
    found: list[Quantity] = []
    every = quantities(text)
    for n, quantity in enumerate(every):
        following = every[n + 1] if n + 1 < len(every) else None
        chained = bool(found) and found[-1] == every[n - 1] and _goes_on(text, found[-1], quantity)
        if chained or _is_denied(text, quantity, following):
            found.append(quantity)
    return tuple(found)


def stated(text: str) -> tuple[Quantity, ...]:
    """The quantities of ``text`` that are its own: all that it does not deny, in order."""
    not_so = frozenset(denied(text))
    return tuple(quantity for quantity in quantities(text) if quantity not in not_so)


def without_bounds(folded: str) -> str:
    """Folded text without the negations that only set a bound: "no fewer than", "not only", "لا يقل"."""
    return _BOUNDING.sub(" ", folded)


def _is_denied(text: str, quantity: Quantity, following: Quantity | None) -> bool:
    reach = max(0, quantity.start - _REACH)
    begin = max((match.end() for match in _STOP.finditer(text, reach, quantity.start)), default=reach)
    before = fold(text[begin : quantity.start])
    if quantity.kind not in MOMENTS | AMOUNTS or _ALONE.match(fold(text[quantity.end : quantity.end + 40])):
        return False
    moment = quantity.kind in MOMENTS
    if _DIRECT.search(before) or (moment and (_NOT_THEN.search(before) or _DENIED_DAY.search(before))):
        return True
    if _FAR.search(before) and following is not None and _is_put_right(text, quantity, following):
        return True
    if _GRANTED.search(before):
        return False
    if _DENIED.search(before):
        return True
    return not moment and _DENIED_AMOUNT.search(before) is not None


def _is_put_right(text: str, quantity: Quantity, following: Quantity) -> bool:
    """Whether "but" and another of its kind follow: "did not hire 300 drivers but 250"."""
    alike = (quantity.kind in MOMENTS) == (following.kind in MOMENTS)
    return alike and _BUT.fullmatch(fold(text[quantity.end : following.start])) is not None


def _goes_on(text: str, before: Quantity, quantity: Quantity) -> bool:
    """Whether a denial holds for the next one too: "not on Saturday, 4 June", "not 300 or 400"."""
    between = fold(text[before.end : quantity.start])
    of_one_day = {before.kind, quantity.kind} <= MOMENTS and before.kind == "weekday" and not between.strip(" ,،")
    return of_one_day or _ALSO.fullmatch(between) is not None
