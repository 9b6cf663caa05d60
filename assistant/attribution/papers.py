"""Whose a statement is: "the ministry's statement said", "a statement issued by X", "بيان للوزارة": the body speaks.

Reports, studies and articles keep their own name: who wrote them need not be who is reported.
"""

from collections.abc import Sequence
from dataclasses import replace

import regex

from assistant.attribution import arabic_subjects, english_subjects
from assistant.attribution.records import Span, Subject
from assistant.attribution.units import Token, Unit
from assistant.quantities.lexicon import word_set
from assistant.quantities.tokens import fold

_KIND = r"(?:(?:press|joint|written|official|latest|brief|short|news|public|first|second|own)\s+)*"
_PAPER = (
    r"(?:statement|press release|news release|release|communiqué|communique|announcement|declaration|tweet|post|letter|email)"
)
_OWNED = regex.compile(rf"(?P<owner>.+?)(?:['’]s|(?<=s)['’])\s+{_KIND}{_PAPER}", regex.IGNORECASE)
_POSSESSIVE = regex.compile(rf"(?P<owner>his|her|its|their)\s+{_KIND}{_PAPER}", regex.IGNORECASE)
_FROM = regex.compile(rf"(?:(?:an?|the)\s+)?{_KIND}{_PAPER}\s+(?:from|by)\s+(?P<owner>.+)", regex.IGNORECASE)
_BARE = regex.compile(rf"(?:(?:an?|the)\s+)?{_KIND}{_PAPER}", regex.IGNORECASE)
_ISSUED = word_set("issued released published posted signed sent circulated distributed")
_BARE_AR = regex.compile(
    r"(?:ال)?(?:بيان|بلاغ|تصريح|تغريده|منشور)(?:\s+(?:ال)?(?:صحفي|صحافي|رسمي|مقتضب|مشترك|مكتوب|اعلامي|سابق|لاحق|صادر|منشور)ه?)*"
)
_OWNED_AR = regex.compile(rf"{_BARE_AR.pattern}\s+(?P<owner>.+)")
_REACH = 6  # tokens between "a statement" and "by", at most
_BACK = 2  # sentences back to those who issued "the statement"
_LONE = regex.compile(r"(?:the )?(?:statement|press release|communiqué)|البيان|البلاغ")
_PAPER_WORD = regex.compile(r"\b(?:statement|press release|communiqué)\b|(?<!\p{L})(?:بيان|بيانا|بلاغ|بلاغا)(?!\p{L})")


def owned(text: str, unit: Unit, subject: Subject, language: str) -> Subject:
    """The subject, or whose statement it is, if the words tell."""
    if subject.dropped or subject.pronoun or subject.start == subject.end:
        return subject
    found = _english(text, unit, subject) if language == "en" else _arabic(text, unit, subject)
    return found or subject


def is_lone(text: str, subject: Subject) -> bool:
    """Whether only "the statement" is named, whose it is standing in a sentence before."""
    return not subject.dropped and _LONE.fullmatch(fold(text[subject.start : subject.end])) is not None


def tells_of_paper(text: str, units: Sequence[Unit], unit: int, later: int) -> bool:
    """Whether a sentence at most two before ``later`` tells that there is a statement."""
    return 0 < later - unit <= _BACK and _PAPER_WORD.search(fold(text[units[unit].start : units[unit].end])) is not None


def _english(text: str, unit: Unit, subject: Subject) -> Subject | None:
    name = text[subject.start : subject.end]
    if match := _POSSESSIVE.fullmatch(name):
        return replace(subject, end=subject.start + match.end("owner"), pronoun=True)
    if match := _OWNED.fullmatch(name) or _FROM.fullmatch(name):
        return _between(text, unit, subject, match.span("owner"))
    if _BARE.fullmatch(name) is None:
        return None
    tokens = unit.tokens
    behind = [k for k, token in enumerate(tokens) if token.start >= subject.end][:_REACH]
    if not behind or tokens[behind[0]].key not in _ISSUED:
        return None
    by = next((k for k in behind if tokens[k].key == "by"), None)
    found = english_subjects.after(tokens, by + 1) if by is not None else None
    return english_subjects.subject(tokens, found) if found else None


def _between(text: str, unit: Unit, subject: Subject, owner: Span) -> Subject:
    """The owner as a subject of its own: the article of a proper name is left out, as everywhere."""
    start, end = subject.start + owner[0], subject.start + owner[1]
    places = [k for k, token in enumerate(unit.tokens) if start <= token.start and token.end <= end]
    if not places:
        return replace(subject, start=start, end=end)
    return english_subjects.subject(unit.tokens, english_subjects.Found(places[0], places[-1] + 1, places[0]))


def _arabic(text: str, unit: Unit, subject: Subject) -> Subject | None:
    tokens = unit.tokens
    inside = [k for k, token in enumerate(tokens) if subject.start <= token.start and token.end <= subject.end]
    if not inside or not _BARE_AR.match(fold(text[subject.start : subject.end])):
        return None
    bare = inside[0]
    while bare <= inside[-1] and _BARE_AR.fullmatch(" ".join(token.key for token in tokens[inside[0] : bare + 1])):
        bare += 1
    if bare >= len(tokens) or not tokens[bare].word:
        return None
    if tokens[bare].key == "عن" and tokens[bare - 1].key.removeprefix("ال").startswith("صادر"):
        stop = next((k for k in range(bare + 1, len(tokens)) if _ends(tokens[k])), len(tokens))
        return arabic_subjects.phrase(tokens, bare + 1, stop)
    if bare > inside[-1]:
        return None
    return _owner(text, tokens, bare, subject.end)


def _ends(token: Token) -> bool:
    return token.text in "،.؛:" or token.quoted or token.key in {"ان", "بان", "انه", "انها"}


def _owner(text: str, tokens: Sequence[Token], k: int, end: int) -> Subject:
    """The noun phrase behind "بيان": in the genitive, or with "ل" before it."""
    key = tokens[k].key
    attached = key.startswith("ل") and not key.startswith("لل") and len(key) > 3
    start = tokens[k].start + (1 + (tokens[k].text[1:2] == "ـ") if attached else 0)
    return Subject(start, end)
