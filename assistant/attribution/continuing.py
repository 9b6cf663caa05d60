"""What goes on with a speaker's account without saying so again: quotations, lists, the paragraphs of minutes."""

from bisect import bisect_right
from collections.abc import Sequence

import regex

from assistant.attribution.issuer import is_minutes
from assistant.attribution.places import Places
from assistant.attribution.records import Frame, Span, Speaker, Stance, Subject
from assistant.attribution.units import Token, Unit

Spoken = tuple[Speaker, Frame]

_ITEM = regex.compile(
    r"\s*(?:[-–—•▪*·]\s|\(?(?:\d{1,2}|[٠-٩]{1,2}|[a-z]|[ivx]{1,4}|[أ-ي])[.)-]\s"
    r"|(?:أولا|ثانيا|ثالثا|رابعا|خامسا|سادسا|سابعا|ثامنا|تاسعا|عاشرا)\p{M}*ا?\p{M}*\s*[:،,-]"
    r"|(?:First|Second|Third|Fourth|Fifth|Sixth|Finally|Lastly)(?:ly)?[:,])"
)
_BACKSHIFTED = regex.compile(r"\b(?:had|would|could|was|were|might)\b|['’]d\b")
_PROCEDURE = regex.compile(
    r"\b(?:agreed|approved|adopted|carried|resolved|decided|elected|appointed|postponed|deferred|adjourned|put off|put to|fixed|"
    r"motion|vote|votes|voted|proposal|meeting|sitting|session|apologies|minutes|thanked|moved|noted)\b",
    regex.IGNORECASE,
)


def with_open_quotations(found: Sequence[Unit], spoken: Sequence[Spoken]) -> list[Spoken]:
    """Gives a quotation that is a sentence by itself to the one who spoke the quotation before it."""
    result = list(spoken)
    places = Places()
    for number, (_, frame) in enumerate(spoken):
        places.add(number, frame.regions)
    last: tuple[int, Speaker] | None = None
    for index, unit in enumerate(found):
        for token in unit.tokens:
            if not token.quoted:
                continue
            near = (result[number] for number in places.near(token.start, token.end))
            owner = next((who for who, frame in near if _holds(frame, token)), None)
            if owner is None and last is not None and _alone(unit, token) and index - last[0] <= 1:
                owner = last[1]
                places.add(len(result), [(token.start, token.end)])
                result.append((owner, _continuation(owner, (token.start, token.end))))
            if owner is not None:
                last = (index, owner)
    return result


def with_lists(text: str, found: Sequence[Unit], spoken: Sequence[Spoken]) -> list[Spoken]:
    """Gives the items of a list to whoever opens it: "The union demands:", "وتعلن الرابطة ما يأتي:"."""
    result = list(spoken)
    owner: Speaker | None = None
    for before, unit, own in zip([None, *found], found, _by_unit(found, spoken), strict=False):
        if text[unit.start : unit.end].rstrip().endswith(":"):
            owner = own[-1] if own else None
        elif owner is not None and _begins_line(text, before, unit) and not _ITEM.match(text, unit.start):
            owner = None
        elif owner is not None and not own:
            result.append((owner, _continuation(owner, (unit.start, unit.end))))
    return result


def with_minutes(text: str, found: Sequence[Unit], spoken: Sequence[Spoken]) -> list[Spoken]:
    """In minutes, what follows a report in its paragraph, in the past of reported speech, is reported too.

    "The chair said that the ward had 46 beds. Thirty of them were in the basement." What the meeting itself does ("Agreed.")
    is not.
    """
    result = list(spoken)
    if not is_minutes(text):
        return result
    owner: Speaker | None = None
    for before, unit, own in zip([None, *found], found, _by_unit(found, spoken), strict=False):
        words = text[unit.start : unit.end]
        if own and not (owner is not None and all(who.name == owner.name for who in own)):
            owner = own[-1]
        elif before is None or before.paragraph != unit.paragraph or _PROCEDURE.search(words):
            owner = None
        elif owner is not None and _BACKSHIFTED.search(words):
            result.append((owner, _continuation(owner, (unit.start, unit.end))))
    return result


def _begins_line(text: str, before: Unit | None, unit: Unit) -> bool:
    return before is None or "\n" in text[before.end : unit.start]


def _by_unit(found: Sequence[Unit], spoken: Sequence[Spoken]) -> list[list[Speaker]]:
    """For each unit, who is said in it to say something."""
    starts = [unit.start for unit in found]
    speaking: list[list[Speaker]] = [[] for _ in found]
    for who, frame in spoken:
        place = bisect_right(starts, frame.words[0]) - 1
        if frame.regions and place >= 0 and frame.words[0] < found[place].end:
            speaking[place].append(who)
    return speaking


def _holds(frame: Frame, token: Token) -> bool:
    return any(start <= token.start and token.end <= end for start, end in frame.regions)


def _alone(unit: Unit, token: Token) -> bool:
    """Whether a sentence is one quotation of at least two words and nothing else."""
    others = any(other.word or (other.quoted and other is not token) for other in unit.tokens)
    return not others and len(regex.findall(r"\w+", token.text)) > 1


def _continuation(who: Speaker, region: Span) -> Frame:
    stance = who.stance if who.stance not in {Stance.ANNOUNCED, Stance.DENIED} else Stance.SAID
    return Frame(Subject(who.start, who.end), stance, (region,), (region[0], region[0]))
