"""The speaker of a span: the reporting frame whose reported words hold it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from assistant.attribution import arabic, english
from assistant.attribution.continuing import Spoken, with_lists, with_minutes, with_open_quotations
from assistant.attribution.issuer import head_end, issuer
from assistant.attribution.labels import headline
from assistant.attribution.records import Frame, Span, Speaker, Stance
from assistant.attribution.resolving import Act, resolve
from assistant.attribution.units import inside, units

_ENOUGH = 0.5  # part of the span that must be reported for the span to be
_ENOUGH_ALONE = 0.35  # where nobody else is reported in the span
_WHOLE = 0.95
_GRAMMARS = {"en": english.frames, "ar": arabic.frames}


def speaker(text: str, start: int, end: int, language: str) -> Speaker | None:
    """Who, according to the document, says what stands in ``text[start:end]``, a sentence or a clause of it.

    Reporting words inside the span ("X said on Friday that") do not count as said; of what remains, at least half must
    be reported by one speaker (a third, where no other speaks). What nobody is named for is said by the document's issuer, if
    it has one. Where reports are nested, the innermost that holds the whole span speaks.

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
    by = issuer(text, language)
    if by is not None and end <= head_end(text):
        return None
    alone = len({who.name for _, frame, who in scored if frame.regions}) == 1
    enough = [entry for entry in scored if entry[0] >= (_ENOUGH_ALONE if alone else _ENOUGH)]
    if not enough:
        return by
    _, frame, who = max(enough, key=lambda entry: (min(entry[0], _WHOLE), -_size(entry[1])))
    return replace(who, told=frame.words)


def is_own_voice(text: str, start: int, end: int, language: str) -> bool:
    """Whether the document itself says what stands in ``text[start:end]``; what stands above a statement says nothing."""
    if language not in _GRAMMARS or not text[start:end].strip() or speaker(text, start, end, language) is not None:
        return False
    return issuer(text, language) is None or end > head_end(text)


def heard_before(text: str, start: int, language: str) -> str | None:
    """Who was reported last before ``start``: running text may go on with what they said."""
    if language not in _GRAMMARS:
        return None
    told = [(frame.words[0], who.name) for who, frame in _spoken(text, language) if frame.regions and frame.words[0] < start]
    return max(told)[1] if told else None


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
        heading = headline(text, unit, language)
        outer = [heading] if heading else grammar(unit)
        inner = [frame for nested in inside(text, unit) for frame in grammar(nested) if not _of_speaker(text, frame)]
        every = [*outer, *inner]
        denied = [frame for frame in every if frame.stance is Stance.DENIED]
        kept = [frame for frame in every if not any(other.reports(frame) for other in denied)]  # nobody said what he denies
        acts.extend(
            Act(frame, index, nested=any(other.reports(frame) for other in kept), heading=heading is not None)
            for frame in sorted(kept, key=lambda frame: frame.words)
        )
    spoken = list(resolve(text, found, acts, language))
    spoken = with_open_quotations(found, spoken)
    spoken = with_lists(text, found, spoken)
    return tuple(with_minutes(text, found, spoken) if language == "en" else spoken)


def _of_speaker(text: str, frame: Frame) -> bool:
    """Whether a frame inside a quotation has no subject of its own."""
    return frame.subject.dropped or frame.subject.pronoun or not frame.regions
