"""The figures of the sources, those of one thing side by side."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import regex

from assistant.briefing.citing import Citer
from assistant.briefing.comparing import CLASH, DURATIONS, LIKE_LARGE, SAME_FIGURE, clashes, comparable, large
from assistant.briefing.points import Points
from assistant.briefing.pool import Pool
from assistant.briefing.records import Figure, Quantity
from assistant.quantities import Quantity as Read
from assistant.quantities import agree
from assistant.quantities.reading import stem
from assistant.quantities.tokens import fold

_SIGNS = {"exact": "", "at_least": ">", "at_most": "<", "about": "~"}
_BOUND = regex.compile(
    r"(?:\b(?:[Mm]ore than|[Oo]ver|[Aa]t least|[Ff]ewer than|[Ll]ess than|[Uu]p to|[Aa]bout|[Aa]round|[Ss]ome|[Nn]early"
    r"|[Aa]lmost|[Rr]oughly|[Aa]pproximately)"
    r"|(?:أكثر من|أقل من|نحو|حوالي|قرابة|زهاء|ما لا يقل عن|ما يزيد على|ما يقارب))[\s$€£]*$"
)
_WORDS = regex.compile(r"\s*(\p{L}[\p{L}\p{M}'’-]*)")
_TELLING = 100  # a figure without a unit is worth showing from here on
_FEW = 10  # smaller counts come last
_COMPARED = 400  # figures, the heaviest; comparing grows with their square


@dataclass(frozen=True, slots=True)
class _Given:
    place: int
    read: Read


def quantities_side_by_side(pool: Pool, points: Points, citer: Citer, count: int) -> tuple[Quantity, ...]:
    """Groups of figures: first those that several give, then by weight. Durations and ages are left out."""
    given = [_Given(place, read) for place in range(len(pool.sentences)) for read in pool.sentences[place].told.figures]
    given = [one for one in given if _counts(one.read)]
    given.sort(key=lambda one: (one.read.kind == "number" and _few(one.read), -pool.weights[one.place]))
    groups: list[list[_Given]] = []
    for one in given[:_COMPARED]:
        home = next((group for group in groups if any(_of_one_thing(pool, points, one, other) for other in group)), None)
        if home is None:
            groups.append([one])
        elif not any(_repeats(pool, one, other) for other in home):
            home.append(one)
    groups.sort(key=lambda group: -len({pool.sentences[one.place].document for one in group}))
    return tuple(Quantity(tuple(_figure(pool, citer, one) for one in group)) for group in groups[:count])


def _counts(read: Read) -> bool:
    """Whether it is a count, a measure, a share or a sum, and no duration, age or number of something."""
    if read.kind != "number" or not isinstance(read.value, Decimal):
        return read.kind != "number"
    if read.unit in DURATIONS or read.value <= 1:
        return False
    return read.unit is not None or read.value >= _TELLING


def _few(read: Read) -> bool:
    return isinstance(read.value, Decimal) and read.value < _FEW


def _of_one_thing(pool: Pool, points: Points, one: _Given, other: _Given) -> bool:
    a, b = pool.sentences[one.place], pool.sentences[other.place]
    if one.place == other.place or one.read.kind != other.read.kind:
        return False
    likeness = float(pool.unit[one.place] @ pool.unit[other.place])
    if agree(one.read, other.read):
        together = points.of[one.place] == points.of[other.place]
        return together or likeness >= (LIKE_LARGE if large(one.read) and large(other.read) else SAME_FIGURE + 0.1)
    return comparable(one.read, other.read) and likeness >= CLASH and bool(clashes(a, b))


def _repeats(pool: Pool, one: _Given, other: _Given) -> bool:
    """Whether one speaker gives the same figure in the same document once more."""
    a, b = pool.sentences[one.place], pool.sentences[other.place]
    return a.document == b.document and a.speaker == b.speaker and one.read.value == other.read.value


def _figure(pool: Pool, citer: Citer, one: _Given) -> Figure:
    sentence, read = pool.sentences[one.place], one.read
    unit_end = _unit_end(sentence.text, read)
    bound = _BOUND.search(sentence.text, 0, read.start)
    start = bound.start() if bound else read.start
    whens = [when for when in sentence.told.whens if len(when.iso) >= 10]
    return Figure(
        words=" ".join(sentence.text[start:unit_end].split()),
        value=_SIGNS[read.bound] + _digits(read),
        unit=sentence.text[read.end : unit_end].strip(" -%٪") if read.kind != "percent" else "%",
        date=whens[0].iso if whens else sentence.date,
        statement=citer.statement(sentence),
    )


def _digits(read: Read) -> str:
    value = read.value if isinstance(read.value, Decimal) else Decimal(0)
    return f"{value.normalize():f}"


def _unit_end(text: str, read: Read) -> int:
    """Where the number's unit ends: a percent sign, or the noun counted, if it stands within three words."""
    after = regex.compile(r"\s*(?:%|٪|per ?cent|percent|في المئة|في المائة|بالمئة|بالمائة)").match(text, read.end)
    if read.kind == "percent" and after:
        return after.end()
    for word in _following(text, read.end):
        if read.unit is not None and (stem(fold(word.group(1))) == read.unit or read.kind == "money"):
            return word.end()
    return read.end


def _following(text: str, at: int) -> Iterator[regex.Match[str]]:
    for _ in range(3):
        word = _WORDS.match(text, at)
        if word is None:
            return
        yield word
        at = word.end()
