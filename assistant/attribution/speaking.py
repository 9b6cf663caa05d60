"""The speaker of a span: the reporting frame whose reported words hold it."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from assistant.attribution import arabic, english
from assistant.attribution.continuing import Spoken, with_lists, with_minutes, with_open_quotations
from assistant.attribution.issuer import head_end, issuer
from assistant.attribution.labels import headline
from assistant.attribution.places import Around, Places
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
    spoken, places = _spoken(text, language)
    near = [spoken[number] for number in places.near(start, end) if spoken[number][1].overlaps(start, end)]
    shares = _coverage(text, (start, end), [frame for _, frame in near])
    scored = [(share, frame, who) for share, (who, frame) in zip(shares, near, strict=True)]
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
    starts, names = _told(text, language)
    before = bisect_left(starts, start)
    return names[before - 1] if before else None


def _size(frame: Frame) -> int:
    return sum(end - start for start, end in frame.regions)


def _coverage(text: str, span: Span, frames: Sequence[Frame]) -> list[float]:
    """For each frame, the part of the span's letters that it reports; reporting words, save those around it, apart."""
    start, end = span
    letters = [place for place in range(start, end) if text[place].isalnum()]
    telling = [0] * (end - start)  # how many frames have their reporting words there
    here = [frame for frame in frames if _within(frame.words, span)]
    for frame in here:
        for place in _within(frame.words, span):
            telling[place - start] += 1
    return [_share(letters, telling, span, frame, [other for other in here if other.reports(frame)]) for frame in frames]


def _share(letters: Sequence[int], telling: Sequence[int], span: Span, frame: Frame, around: Sequence[Frame]) -> float:
    apart = list(telling)
    for place in (place for other in around for place in _within(other.words, span)):
        apart[place - span[0]] -= 1
    inside = {place for region in frame.regions for place in _within(region, span)}
    said = [place for place in letters if place in inside or not apart[place - span[0]]]
    return sum(place in inside for place in said) / len(said) if said else 0.0


def _within(place: Span, span: Span) -> range:
    return range(max(place[0], span[0]), min(place[1], span[1]))


@lru_cache(maxsize=64)
def _told(text: str, language: str) -> tuple[list[int], list[str]]:
    """Where each report of the document is told, in order, and by whom."""
    told = sorted((frame.words[0], who.name) for who, frame in _spoken(text, language)[0] if frame.regions)
    return [start for start, _ in told], [name for _, name in told]


@lru_cache(maxsize=64)
def _spoken(text: str, language: str) -> tuple[tuple[Spoken, ...], Places]:
    """Every report of the document with its speaker, and where each stands."""
    found = units(text)
    grammar = _GRAMMARS[language]
    acts: list[Act] = []
    for index, unit in enumerate(found):
        heading = headline(text, unit, language)
        outer = [heading] if heading else grammar(unit)
        inner = [frame for nested in inside(text, unit) for frame in grammar(nested) if not _of_speaker(text, frame)]
        every = [*outer, *inner]
        denied = Around([frame for frame in every if frame.stance is Stance.DENIED])
        kept = [frame for frame in every if not denied.reports(frame)]  # nobody said what he denies
        around = Around(kept)
        acts.extend(
            Act(frame, index, nested=around.reports(frame), heading=heading is not None)
            for frame in sorted(kept, key=lambda frame: frame.words)
        )
    spoken = list(resolve(text, found, acts, language))
    spoken = with_open_quotations(found, spoken)
    spoken = with_lists(text, found, spoken)
    spoken = with_minutes(text, found, spoken) if language == "en" else spoken
    places = Places()
    for number, (_, frame) in enumerate(spoken):
        places.add(number, [*frame.regions, frame.words])
    return tuple(spoken), places


def _of_speaker(text: str, frame: Frame) -> bool:
    """Whether a frame inside a quotation has no subject of its own."""
    return frame.subject.dropped or frame.subject.pronoun or not frame.regions
