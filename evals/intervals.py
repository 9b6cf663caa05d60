"""How sure a figure is: the percentile bootstrap over questions (Efron and Tibshirani 1993, ch. 13), in plain numpy.

Each question gives every figure a part and a whole (one right answer of one, two good citations of three); the figure is the
sum of the parts over the sum of the wholes. Questions are drawn again with replacement, all that belongs to one question
together, so that many citations of one answer do not pass for many answers. How often each question was drawn is one
multinomial draw, which makes the resamples of all figures a single product of matrices.

Where every question says the same, resampling shows no doubt at all: three of three right would be certain. There the interval is
the exact binomial one (Clopper and Pearson 1934) over the questions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

CONFIDENCE = 0.95
RESAMPLES = 1000
SEED = 0
METHOD = {
    "method": "percentile bootstrap over questions; exact binomial where all questions agree",
    "confidence": CONFIDENCE,
    "resamples": RESAMPLES,
    "seed": SEED,
}

Floats = NDArray[np.float64]
Counts = NDArray[np.float32]  # whole numbers; half the memory


class Tally(NamedTuple):
    """What one question gives to a figure: ``part`` of ``whole``. A ``whole`` of 0: it could not be scored."""

    part: float
    whole: float


UNSCORED = Tally(0, 0)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its interval. ``None``: nothing was to be judged.

    Attributes:
        n: of how many it is the share or the mean: answers, citations, claims.
        questions: how many questions it comes from.
        unscored: questions in its scope that could not be scored; they are in none of the numbers.
    """

    value: float | None
    n: float
    low: float | None
    high: float | None
    questions: int
    unscored: int = 0

    def to_json(self) -> dict[str, Any]:
        """As written to disk."""
        return asdict(self)


def estimate(tallies: Sequence[Mapping[str, Tally]], names: Sequence[str]) -> dict[str, Estimate]:
    """Each of the figures ``names`` over questions, whose tallies are given; one that has none for a name is not in its scope."""
    tables = np.array([[tally.get(name, UNSCORED) for name in names] for tally in tallies], dtype=np.float64)
    if not len(tables):
        return {name: Estimate(None, 0, None, None, 0) for name in names}
    parts, wholes = tables[:, :, 0], tables[:, :, 1]
    drawn = _ratio(resamples(len(tables)) @ parts, resamples(len(tables)) @ wholes)
    return {
        name: _estimate(parts[:, at], wholes[:, at], drawn[:, at], sum(name in tally for tally in tallies))
        for at, name in enumerate(names)
    }


@lru_cache(maxsize=8)
def resamples(n: int) -> Counts:
    """How often each of ``n`` questions was drawn, in each resample (a row); always the same."""
    drawn = np.random.default_rng(SEED).multinomial(n, np.full(n, 1 / n), size=RESAMPLES).astype(np.float32)
    drawn.setflags(write=False)
    return drawn


def bounds(values: Floats, tails: Literal[1, 2] = 2) -> tuple[float, float] | tuple[None, None]:
    """The interval of resampled values, those that are no number left out; with one tail, from the smallest on."""
    values = values[np.isfinite(values)]
    if not len(values):
        return None, None
    tail = (1 - CONFIDENCE) / tails
    low, high = np.quantile(values, (tail if tails == 2 else 0, 1 - tail))
    return float(low), float(high)


def doubtful(interval: tuple[float, float] | tuple[None, None]) -> tuple[float | None, float | None]:
    """``interval``, unless it has no width: then all questions agree, and resampling them cannot tell how sure that is."""
    low, high = interval
    return (None, None) if low == high else (low, high)


def _ratio(parts: Floats, wholes: Floats) -> Floats:
    return np.divide(parts, wholes, out=np.full_like(parts, np.nan), where=wholes > 0)


def _estimate(parts: Floats, wholes: Floats, drawn: Floats, scope: int) -> Estimate:
    questions, n = int((wholes > 0).sum()), float(wholes.sum())
    unscored = scope - questions
    if not questions:
        return Estimate(None, 0, None, None, 0, unscored)
    value = float(parts.sum() / n)
    low, high = bounds(drawn)
    doubt = ((1 - CONFIDENCE) / 2) ** (1 / questions)
    if value == 1:
        low = doubt
    elif value == 0:
        high = 1 - doubt
    return Estimate(value, int(n) if n.is_integer() else n, low, high, questions, unscored)
