"""From what stands beside a verb to who is meant: pronouns, omitted subjects, short forms."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, takewhile

import regex

from assistant.attribution import papers
from assistant.attribution.issuer import issuer
from assistant.attribution.lexicon import AR_BODIES, AR_PERSONS, BODIES, PEOPLE, THINGS
from assistant.attribution.naming import long_form
from assistant.attribution.records import Frame, Span, Speaker, Stance, Subject
from assistant.attribution.units import Unit
from assistant.attribution.written import is_written_small, stands_inside, titles
from assistant.quantities.lexicon import word_set
from assistant.quantities.tokens import fold

_PERSONAL = {"him": "he", "his": "he", "her": "she", "them": "they", "their": "they", "its": "it"} | {
    "the man": "he",
    "the woman": "she",
}
_OURS = regex.compile(r"\b(?:[Oo]ur|we|We)\b")
_GENERIC = word_set("الرجل المراه السيده الاخير الاخيره هؤلاء هذا هذه") | {"the man", "the woman"}
_WOMEN = word_set("mrs ms miss lady spokeswoman chairwoman woman queen princess mother daughter sister wife")
_MEN = word_set("mr sir spokesman chairman man king prince father son brother husband")
_BACK = 3  # sentences that a pronoun looks back
_NEAREST = 60  # and acts: a quotation may hold hundreds
_WORD = regex.compile(r"[\p{L}\p{M}ـ\d]+(?:[-’'][\p{L}\p{M}\d]+)*")


@dataclass(frozen=True, slots=True)
class Act:
    """A frame in its place: which unit it stands in."""

    frame: Frame
    unit: int
    nested: bool = False  # inside another's report
    heading: bool = False  # in a headline: no pronoun below means it


@dataclass(frozen=True, slots=True)
class _Known:
    """An act whose speaker is known. ``weak``: only the first word of a sentence, perhaps no name: "Rainfall was low"."""

    act: Act
    speaker: Speaker
    weak: bool = False


def resolve(text: str, units: Sequence[Unit], acts: Sequence[Act], language: str) -> Iterator[tuple[Speaker, Frame]]:
    """The speaker of every act that reports something, in order. Acts without a traceable speaker keep the pronoun."""
    known: list[_Known] = []
    for act in acts:
        speaker = _meant(text, units, act, known, language)
        if speaker is None or (not act.frame.regions and _is_common(text, speaker)):
            continue
        if language == "en" and _is_heading(text, act.frame, speaker):
            continue
        if not act.heading:
            known.append(_Known(act, speaker, not act.frame.regions and language == "en" and _may_be_common(text, speaker)))
        if act.frame.regions:
            yield speaker, act.frame


def _meant(text: str, units: Sequence[Unit], act: Act, known: Sequence[_Known], language: str) -> Speaker | None:
    subject = papers.owned(text, units[act.unit], act.frame.subject, language)
    by = issuer(text, language)
    if by is not None and _OURS.search(text, subject.start, subject.end):  # "our review has found"
        return replace(by, stance=act.frame.stance)
    if by is None and papers.is_lone(text, subject):
        whose = next((one for one in _near(known, act) if papers.tells_of_paper(text, units, one.act.unit, act.unit)), None)
        return replace(whose.speaker, stance=act.frame.stance) if whose else _speaker(text, _span(subject), act.frame)
    if subject.dropped or subject.pronoun or _generic(text, subject):
        found = _antecedent(text, act, subject, known, language)
        unknown = found is not None and fold(found.name) in {"it", "they"}
        return replace(by, stance=act.frame.stance) if unknown and by is not None else found
    return _speaker(text, long_form(text, units, act.unit, _span(subject), language), act.frame)


def _span(subject: Subject) -> Span:
    return subject.start, subject.end


def _is_common(text: str, speaker: Speaker) -> bool:
    """Whether a single capitalised word is a common noun at the head of its sentence: "Ships are forbidden"."""
    word = speaker.name
    return " " not in word and word[0].isupper() and is_written_small(text, word)


def _is_heading(text: str, frame: Frame, speaker: Speaker) -> bool:
    """Whether what opens a list may be two nouns, "Price lists:", rather than a name and its verb, "Greenpeace demands:"."""
    opens = bool(frame.regions) and all(text[start:end] == ":" for start, end in frame.regions)
    return opens and frame.stance is not Stance.DEMANDED and not speaker.name.isupper() and _may_be_common(text, speaker)


def _may_be_common(text: str, speaker: Speaker) -> bool:
    """Whether a single word has its capital nowhere but at the head of a sentence."""
    return " " not in speaker.name and not stands_inside(text, speaker.name)


def _speaker(text: str, span: Span, frame: Frame) -> Speaker:
    name = text[span[0] : span[1]]
    if name.startswith("لل"):  # "للوزارة" is ل + الوزارة
        name = "ال" + name[2:]
    return Speaker(name, span[0], span[1], frame.stance)


def _antecedent(text: str, act: Act, subject: Subject, known: Sequence[_Known], language: str) -> Speaker | None:
    """The nearest earlier speaker that the pronoun, or the verb's gender, can mean, at most three sentences back."""
    pronoun = fold(text[subject.start : subject.end])
    pronoun = _PERSONAL.get(pronoun, pronoun)
    near = list(islice(_near(known, act), _NEAREST))
    fitting = [
        one
        for one in near
        if (_agrees(subject, one.act.frame.subject) if language == "ar" else _can_be(text, one.speaker.name, pronoun))
        and fold(one.speaker.name) not in {"he", "she", "they", "it"}
    ]
    likely = [one for one in fitting if not one.weak and (language != "ar" or _may_speak(one.speaker, near))] or fitting
    outer = [one for one in likely if not one.act.nested] or likely
    if outer:
        return replace(outer[0].speaker, stance=act.frame.stance)
    if subject.dropped or language == "ar":
        return None
    return Speaker(text[subject.start : subject.end], subject.start, subject.end, act.frame.stance)


def _near(known: Sequence[_Known], act: Act) -> Iterator[_Known]:
    """Whoever is known of the few sentences before, the last one first."""
    return takewhile(lambda one: act.unit - one.act.unit <= _BACK, reversed(known))


def _generic(text: str, subject: Subject) -> bool:
    """Whether a noun stands in for a pronoun."""
    return fold(text[subject.start : subject.end]) in _GENERIC


def _agrees(subject: Subject, other: Subject) -> bool:
    return subject.feminine is None or other.feminine in (None, subject.feminine)


def _may_speak(speaker: Speaker, near: Sequence[_Known]) -> bool:
    """Whether an Arabic subject has spoken, or is a person or a body: "انفجر الفرن. وقال": not the furnace."""
    if any(one.speaker == speaker and one.act.frame.regions for one in near):
        return True
    first = fold(speaker.name).split()[0].removeprefix("ال")
    return first in AR_PERSONS or first in AR_BODIES or first.removesuffix("ه") in AR_PERSONS


def _can_be(text: str, name: str, pronoun: str) -> bool:
    words = [fold(word) for word in _WORD.findall(name)]
    if pronoun in {"he", "she"} and _gender(text, name, words) not in {"", pronoun}:
        return False
    head = _head(words)
    body = head in BODIES or head.removesuffix("s") in BODIES
    person = bool(set(words) & PEOPLE) and not head.endswith("s")
    thing = bool(words) and (words[0] in THINGS or head in THINGS)
    if pronoun in {"he", "she"}:
        common = regex.search(rf"\b{regex.escape(head)}\b", name) is not None  # written small: no name
        plural = head.endswith("s") and (common or head.removesuffix("s") in PEOPLE | BODIES | {"brigade", "official", "worker"})
        return not (body or thing or plural)
    if pronoun == "it":
        return not person
    return not (person or thing)


def _gender(text: str, name: str, words: Sequence[str]) -> str:
    """ "he" or "she", where a title beside the name, here or elsewhere, or the noun itself tells."""
    known = {*words} | (titles(text, _WORD.findall(name)[-1]) if words else frozenset())
    if known & _WOMEN:
        return "she"
    return "he" if known & _MEN else ""


def _head(words: Sequence[str]) -> str:
    """The head noun: the last word before "of", "for", "in"."""
    cut = next((i for i, word in enumerate(words) if word in {"of", "for", "in", "at", "from"} and i), len(words))
    return words[cut - 1] if words else ""
