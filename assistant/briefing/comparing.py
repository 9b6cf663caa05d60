"""Which sentences of different documents or speakers say the same, and which contradict each other.

Likeness is the cosine of centred sentence vectors; it alone tells neither (two sentences on one subject are as like as
two on one point). So what else must hold was set by hand on the tuning suites, for precision: figures that both tell, or clash.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from assistant.attribution import same_speaker
from assistant.briefing.pool import Pool, Sentence
from assistant.names import unsupported_names
from assistant.quantities import AMOUNTS, Quantity, agree, supports, unsupported
from assistant.quantities.lexicon import MEASURE_NAMES

SAME = 0.52  # likeness from which two sentences without any figure say the same
SAME_FIGURE = 0.33  # where both give the same figure or moment
ALIKE = 0.42  # across languages, where each is the other's nearest
CLASH = 0.37  # where figures of one kind differ
CLASH_TIME = 0.35
CLASH_NEAREST = 0.3  # where counts of one unit, or sums, differ, and each is the nearest to the other of those
CLASH_DURATION = 0.5
DENIAL = 0.38
LIKE_LARGE = 0.25  # where both give the same large figure
_LEAST_LIKE = min(SAME_FIGURE, CLASH_TIME, CLASH_NEAREST)  # of all others
_LARGE = 1000
_SHORT = 8  # words
_BETWEEN = 4  # characters between two sentences
_SMALL = 10  # counts below are everywhere
_RATIO = Decimal(10)  # figures an order of magnitude apart count different things
_NEAR = Decimal("1.03")  # figures so near are roundings
DURATIONS = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade"})
_LEAST = {"number": CLASH, "percent": CLASH, "money": CLASH, "time": CLASH_TIME, "duration": CLASH_DURATION}
COUNTS = frozenset({"number", "money"})


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences of the pool, by place; ``strength`` orders pairs."""

    a: int
    b: int
    strength: float


def near_pairs(pool: Pool) -> list[Pair]:
    """All pairs that are like enough to be compared, of different documents or different speakers, likest first."""
    likeness = np.triu(pool.unit @ pool.unit.T, 1)
    telling = np.array([any(map(large, sentence.told.figures)) for sentence in pool.sentences], dtype=bool)
    near = (likeness >= _LEAST_LIKE) | ((likeness >= LIKE_LARGE) & telling[:, None] & telling[None, :])
    rows, columns = np.nonzero(near)
    found = [Pair(int(a), int(b), float(likeness[a, b])) for a, b in zip(rows, columns, strict=True)]
    return sorted((pair for pair in found if _apart(pool.sentences[pair.a], pool.sentences[pair.b])), key=lambda p: -p.strength)


def _apart(a: Sentence, b: Sentence) -> bool:
    if a.document != b.document:
        return True
    return a.speaker is not None and b.speaker is not None and not same_speaker(a.speaker, b.speaker)


def reports_the_same(a: Sentence, b: Sentence, likeness: float) -> bool:
    """Whether ``b`` may be cited for what ``a`` says: like it, denying no more, and bearing out each of its figures."""
    if likeness < SAME_FIGURE or a.told.negates != b.told.negates or not _bears_out(b, a) or clashes(a, b):
        return False
    if telling_in_common(a, b):
        return len(a.told.names) <= 1 or _strangers(a, b) <= 1
    return likeness >= SAME and _bears_out(a, b) and _strangers(a, b) == 0


def _bears_out(cited: Sentence, claim: Sentence) -> bool:
    """Whether no figure of ``claim`` is without support. A quick look first: most pairs fail it."""
    given, available = claim.told.quantities, cited.told.quantities
    if not all(one.kind == "date" or any(supports(other, one) for other in available) for one in given):
        return False
    return not given or not unsupported(claim.text, cited.text)


def agrees(a: Sentence, b: Sentence, likeness: float, *, nearest: bool) -> bool:
    """Whether two documents tell the same of one point, though neither may be cited for all that the other says.

    Sentences of one language that are each other's nearest are mostly about two things; across languages they are not.

    Args:
        nearest: whether each is the nearest to the other of all sentences of other documents.
    """
    if a.document == b.document or clashes(a, b):
        return False
    if _large_in_common(a, b) and likeness >= LIKE_LARGE:
        return True
    short = min(len(a.text.split()), len(b.text.split())) < _SHORT
    if not nearest or short or likeness < ALIKE or a.told.language == b.told.language or a.told.negates or b.told.negates:
        return False
    counts = [[q for q in sentence.told.figures if q.kind == "number"] for sentence in (a, b)]
    return not all(counts) or telling_in_common(a, b) > 0


def _large_in_common(a: Sentence, b: Sentence) -> bool:
    return any(large(x) and large(y) and agree(x, y) for x in a.told.figures for y in b.told.figures)


def large(quantity: Quantity) -> bool:
    """Whether two sentences that both give such a figure hardly do so by chance."""
    return isinstance(quantity.value, Decimal) and quantity.value >= _LARGE and quantity.kind == "number"


def _strangers(a: Sentence, b: Sentence) -> int:
    """Names of ``a`` that ``b`` does not name; those of Arabic sentences are not known."""
    return len(unsupported_names(a.text, b.text))


def telling_in_common(a: Sentence, b: Sentence) -> int:
    """Figures and moments that both give, small counts apart."""
    of_a, of_b = ([q for q in sentence.told.quantities if _tells(q)] for sentence in (a, b))
    return sum(any(agree(x, y) and x.kind == y.kind for y in of_b) for x in of_a)


def _tells(quantity: Quantity) -> bool:
    if quantity.kind in {"weekday", "year"}:
        return False
    small = isinstance(quantity.value, Decimal) and abs(quantity.value) < _SMALL
    return not (small and quantity.kind in {"number", "ordinal"} and quantity.unit not in MEASURE_NAMES)


def clashes(a: Sentence, b: Sentence) -> frozenset[str]:
    """The kinds of different figures that they give for what may be one thing: same kind and unit, neither in the other.

    Kinds are those of quantities, and ``duration``.
    """
    of_a, of_b = a.told.quantities, b.told.quantities
    return frozenset(
        "duration" if x.unit in DURATIONS else x.kind
        for x in of_a
        for y in of_b
        if comparable(x, y) and not agree(x, y) and not _met(x, of_b) and not _met(y, of_a) and _may_be_one(x, y)
    )


def _met(quantity: Quantity, others: Sequence[Quantity]) -> bool:
    return any(comparable(quantity, other) and agree(quantity, other) for other in others)


def comparable(x: Quantity, y: Quantity) -> bool:
    """Whether they measure the same kind of thing. Units of two languages compare only as money and common measures."""
    if x.kind != y.kind or x.kind not in AMOUNTS | {"time"}:
        return False
    if x.kind in {"percent", "time"}:
        return True
    return x.unit is not None and x.unit == y.unit and len(x.unit) > 1 and not x.unit.startswith("من")


def _may_be_one(x: Quantity, y: Quantity) -> bool:
    if isinstance(x.value, tuple) or isinstance(y.value, tuple):
        return True
    low, high = sorted((abs(x.value), abs(y.value)))
    return low > 0 and _NEAR < high / low <= _RATIO


def contradicts(a: Sentence, b: Sentence, likeness: float, *, nearest: bool) -> bool:
    """Whether they give different figures for one point, or one denies what the other says.

    Args:
        nearest: whether each is the nearest to the other of all sentences whose counts or sums clash with its own.
    """
    kinds = clashes(a, b)
    if kinds:
        least = min(_LEAST[kind] for kind in kinds)
        return likeness >= (min(least, CLASH_NEAREST) if nearest and _count_one_thing(a, b) else least)
    if likeness < DENIAL or a.told.negates == b.told.negates:
        return False
    strongly = a.told.denies != b.told.denies
    common = telling_in_common(a, b) + _years_in_common(a, b)
    if not strongly and not common:
        return False
    return (strongly and common > 0) or max(_named(a, b), _named(b, a)) > 0


def _count_one_thing(a: Sentence, b: Sentence) -> bool:
    """Whether each gives one count or one sum of some unit that is not just people, and the two differ."""
    of_a, of_b = ([q.unit for q in sentence.told.quantities if q.kind in COUNTS] for sentence in (a, b))
    units = {unit for unit in of_a if of_a.count(unit) == of_b.count(unit) == 1} - {None, "person", *DURATIONS}
    return any(
        comparable(x, y) and not agree(x, y) and _may_be_one(x, y)
        for x in a.told.quantities
        for y in b.told.quantities
        if x.unit in units and x.kind == y.kind and x.kind in COUNTS
    )


def answers_back(before: Sentence, after: Sentence) -> bool:
    """Whether ``after`` follows in the same document and says, in another's name, that it is not so."""
    follows = before.document == after.document and 0 <= after.told.start - before.told.end <= _BETWEEN
    if not (follows and after.told.rejoins) or after.speaker is None:
        return False
    return before.speaker is None or not same_speaker(before.speaker, after.speaker)


def _years_in_common(a: Sentence, b: Sentence) -> int:
    years = [q for q in b.told.quantities if q.kind == "year"]
    return sum(any(supports(y, x) for y in years) for x in a.told.quantities if x.kind == "year")


def _named(a: Sentence, b: Sentence) -> int:
    return len(a.told.names) - _strangers(a, b)
