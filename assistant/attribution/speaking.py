"""The speaker of a span: the reporting frame whose reported words hold it."""

from collections.abc import Sequence
from functools import lru_cache

import regex

from assistant.attribution import arabic, english
from assistant.attribution.records import Frame, Span, Speaker, Stance, Subject
from assistant.attribution.resolving import Act, resolve
from assistant.attribution.units import Token, Unit, inside, units

_ENOUGH = 0.5  # part of the span that must be reported for the span to be
_WHOLE = 0.95
_GRAMMARS = {"en": english.frames, "ar": arabic.frames}

Spoken = tuple[Speaker, Frame]


def speaker(text: str, start: int, end: int, language: str) -> Speaker | None:
    """Who, according to the document, says what stands in ``text[start:end]``, a sentence or a clause of it.

    Reporting words inside the span ("X said on Friday that") do not count as said; of what remains, at least half must
    be reported by one speaker. Where reports are nested, the innermost that holds the whole span speaks.

    Args:
        text: the whole document, for antecedents and quotations stand outside of the span.
        language: ``en`` or ``ar``; of other languages nothing is known.

    Returns:
        ``None`` where the document speaks in its own voice.
    """
    if language not in _GRAMMARS or not text[start:end].strip():
        return None
    near = [entry for entry in _spoken(text, language) if entry[1].overlaps(start, end)]
    every = [frame for _, frame in near]
    scored = [(_coverage(text, (start, end), frame, every), frame, who) for who, frame in near]
    enough = [entry for entry in scored if entry[0] >= _ENOUGH]
    if not enough:
        return None
    return max(enough, key=lambda entry: (min(entry[0], _WHOLE), -_size(entry[1])))[2]


def _size(frame: Frame) -> int:
    return sum(end - start for start, end in frame.regions)


def _coverage(text: str, span: Span, frame: Frame, every: Sequence[Frame]) -> float:
    """The part of the span's letters that the frame reports; reporting words, save those of a report around it, apart."""
    start, end = span
    apart = [other.words for other in every if not other.reports(frame)]
    reported = said = 0
    for place in range(start, end):
        if not text[place].isalnum():
            continue
        inside_region = any(a <= place < b for a, b in frame.regions)
        if inside_region or not any(a <= place < b for a, b in apart):
            said += 1
            reported += inside_region
    return reported / said if said else 0.0


@lru_cache(maxsize=64)
def _spoken(text: str, language: str) -> tuple[Spoken, ...]:
    """Every report of the document with its speaker."""
    found = units(text)
    grammar = _GRAMMARS[language]
    acts: list[Act] = []
    for index, unit in enumerate(found):
        outer = grammar(unit)
        inner = [frame for nested in inside(text, unit) for frame in grammar(nested) if not _of_speaker(text, frame)]
        every = [*outer, *inner]
        denied = [frame for frame in every if frame.stance is Stance.DENIED]
        kept = [frame for frame in every if not any(other.reports(frame) for other in denied)]  # nobody said what he denies
        acts.extend(Act(frame, index) for frame in sorted(kept, key=lambda frame: frame.words))
    spoken = list(resolve(text, found, acts, language))
    return tuple(_with_open_quotations(text, found, spoken))


def _of_speaker(text: str, frame: Frame) -> bool:
    """Whether a frame inside a quotation has no subject of its own."""
    return frame.subject.dropped or frame.subject.pronoun or not frame.regions


def _with_open_quotations(text: str, found: Sequence[Unit], spoken: Sequence[Spoken]) -> list[Spoken]:
    """Gives a quotation that is a sentence by itself to the one who spoke the quotation before it."""
    result = list(spoken)
    last: tuple[int, Speaker] | None = None
    for index, unit in enumerate(found):
        for token in unit.tokens:
            if not token.quoted:
                continue
            owner = next((who for who, frame in result if _holds(frame, token)), None)
            if owner is None and last is not None and _alone(unit, token) and index - last[0] <= 1:
                owner = last[1]
                result.append((owner, _continuation(owner, token)))
            if owner is not None:
                last = (index, owner)
    return result


def _holds(frame: Frame, token: Token) -> bool:
    return any(start <= token.start and token.end <= end for start, end in frame.regions)


def _alone(unit: Unit, token: Token) -> bool:
    """Whether a sentence is one quotation of at least two words and nothing else."""
    others = any(other.word or (other.quoted and other is not token) for other in unit.tokens)
    return not others and len(regex.findall(r"\w+", token.text)) > 1


def _continuation(who: Speaker, token: Token) -> Frame:
    stance = who.stance if who.stance is not Stance.ANNOUNCED else Stance.SAID
    return Frame(Subject(who.start, who.end), stance, ((token.start, token.end),), (token.start, token.start))
