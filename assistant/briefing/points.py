"""The pool's sentences grouped: what is said by several sources is one point, shown in one source's words and cited to all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from assistant.briefing.centrality import diverse
from assistant.briefing.comparing import COUNTS, Pair, agrees, answers_back, clashes, contradicts, near_pairs, reports_the_same
from assistant.briefing.pool import Pool, Sentence

_ANOTHER_SOURCE = 0.35  # what each further document that reports a point adds to its weight
_TWICE = 0.55  # likeness from which sentences of one speaker in one document repeat each other
LIKE_CHOSEN = 0.38  # likeness from which a key point says what one before it said
_SAME_SOURCE = 0.8  # what each point already taken from a document leaves of the next one's weight


@dataclass(frozen=True, slots=True)
class Point:
    """Places in the pool: the sentence that is shown, and the others that bear it out."""

    shown: int
    also: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Points:
    """What the pool says.

    Attributes:
        points: every sentence of the pool is in one at most; heaviest first.
        of: the point that a sentence belongs to, by places.
        agreements: places, two or more, of different documents that tell the same; heaviest first, no place twice.
        differences: pairs of places that contradict each other, surest first, no place twice.
    """

    points: tuple[Point, ...]
    of: Mapping[int, int]
    weights: tuple[float, ...]
    agreements: tuple[tuple[int, ...], ...]
    differences: tuple[tuple[int, int], ...]


def find_points(pool: Pool, language: str) -> Points:
    """Group the pool. ``language`` is the one in which a point is preferably shown."""
    pairs = near_pairs(pool)
    supports: dict[int, dict[int, float]] = {}
    for pair in pairs:
        a, b = pool.sentences[pair.a], pool.sentences[pair.b]
        for x, y, first, second in ((a, b, pair.a, pair.b), (b, a, pair.b, pair.a)):
            if reports_the_same(x, y, pair.strength):
                supports.setdefault(first, {})[second] = pair.strength
    grouped = _grouped(pool, supports, language)
    weighed = [(_weight(pool, point), point) for point in grouped]
    weighed.sort(key=lambda entry: -entry[0])
    points = tuple(point for _, point in weighed)
    of = {place: n for n, point in enumerate(points) for place in (point.shown, *point.also)}
    weights = tuple(weight for weight, _ in weighed)
    return Points(points, of, weights, _agreements(pool, pairs, points), _differences(pool, pairs, of))


def _agreements(pool: Pool, pairs: Sequence[Pair], points: Sequence[Point]) -> tuple[tuple[int, ...], ...]:
    found = [(point.shown, *point.also) for point in points if point.also]
    taken = {place for places in found for place in places}
    nearest: dict[int, int] = {}
    for pair in pairs:  # likest first
        if pool.sentences[pair.a].document != pool.sentences[pair.b].document:
            nearest.setdefault(pair.a, pair.b)
            nearest.setdefault(pair.b, pair.a)
    for pair in pairs:
        mutual = nearest.get(pair.a) == pair.b and nearest.get(pair.b) == pair.a
        a, b = pool.sentences[pair.a], pool.sentences[pair.b]
        if not {pair.a, pair.b} & taken and agrees(a, b, pair.strength, nearest=mutual):
            found.append((pair.a, pair.b))
            taken |= {pair.a, pair.b}
    return tuple(sorted(found, key=lambda places: -max(pool.weights[place] for place in places)))


def _grouped(pool: Pool, supports: Mapping[int, Mapping[int, float]], language: str) -> list[Point]:
    def order(place: int) -> tuple[int, bool, float]:
        documents = {pool.sentences[other].document for other in supports.get(place, ())}
        return len(documents), pool.sentences[place].told.language == language, pool.weights[place]

    taken: set[int] = set()
    found: list[Point] = []
    for place in sorted(range(len(pool.sentences)), key=order, reverse=True):
        if place in taken:
            continue
        also: dict[str, int] = {}
        for other in sorted(supports.get(place, {}), key=lambda other: -supports[place][other]):
            if other not in taken and pool.sentences[other].document != pool.sentences[place].document:
                also.setdefault(pool.sentences[other].document, other)  # one sentence of each document is enough
        taken |= {place, *also.values()}
        found.append(Point(place, tuple(also.values())))
    return found


def _weight(pool: Pool, point: Point) -> float:
    best = max(pool.weights[place] for place in (point.shown, *point.also))
    return best * (1 + _ANOTHER_SOURCE * len(point.also))


def _differences(pool: Pool, pairs: Sequence[Pair], of: Mapping[int, int]) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    taken: set[int] = set()
    told = pool.sentences
    back = [(n, n + 1) for n in range(len(told) - 1) if answers_back(told[n], told[n + 1])]
    nearest: dict[int, Pair] = {}
    counts = [pair for pair in pairs if COUNTS & clashes(told[pair.a], told[pair.b])]
    for pair in counts:  # likest first
        nearest.setdefault(pair.a, pair)
        nearest.setdefault(pair.b, pair)
    differing = (
        (pair.a, pair.b)
        for pair in pairs
        if contradicts(
            told[pair.a], told[pair.b], pair.strength, nearest=nearest.get(pair.a) is pair and nearest.get(pair.b) is pair
        )
    )
    for a, b in chain(back, differing):
        if not {of[a], of[b]} & taken and of[a] != of[b]:
            found.append((a, b))
            taken |= {of[a], of[b]}
    return tuple(found)


def choose(pool: Pool, points: Points, count: int) -> list[Point]:
    """The points that matter most, none like another; each document's further points count less."""
    candidates = [
        (weight, point) for weight, point in zip(points.weights, points.points, strict=True) if _stands_alone(pool, point)
    ]
    candidates = candidates[: 12 * count]
    seen: dict[str, int] = {}
    relevance: list[float] = []
    for weight, point in candidates:
        document = pool.sentences[point.shown].document
        relevance.append(weight * _SAME_SOURCE ** seen.get(document, 0))
        seen[document] = seen.get(document, 0) + 1
    unit = np.stack([pool.unit[point.shown] for _, point in candidates]) if candidates else pool.unit
    agreeing = {place: n for n, places in enumerate(points.agreements) for place in places}
    chosen: list[int] = []
    for n in diverse(relevance, unit, len(candidates)):
        place = candidates[n][1].shown
        like = any(float(unit[n] @ unit[m]) >= LIKE_CHOSEN for m in chosen)
        told = any(place in agreeing and agreeing[place] == agreeing.get(candidates[m][1].shown) for m in chosen)
        if not like and not told:
            chosen.append(n)
    return [candidates[n][1] for n in chosen[:count]]


def _stands_alone(pool: Pool, point: Point) -> bool:
    told = pool.sentences[point.shown].told
    return not told.leans or bool(point.also)


def without_repeats(pool: Pool, places: Sequence[int], count: int) -> list[int]:
    """The first ``count`` of ``places``, leaving out those that are like one before."""
    kept: list[int] = []
    for place in places:
        if all(float(pool.unit[place] @ pool.unit[other]) < _TWICE for other in kept):
            kept.append(place)
        if len(kept) == count:
            break
    return kept


def sentence_of(pool: Pool, point: Point) -> tuple[Sentence, list[Sentence]]:
    """The sentence that is shown, and those cited along."""
    return pool.sentences[point.shown], [pool.sentences[place] for place in point.also]
