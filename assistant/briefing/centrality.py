"""Which sentences matter: LexRank over sentence vectors, and a selection that does not repeat itself.

LexRank (Erkan and Radev 2004, "LexRank: Graph-based Lexical Centrality as Salience in Text Summarization"): a sentence is
central if central sentences are like it; here likeness is the cosine of multilingual vectors whose language's mean is taken out,
in place of TF-IDF, so that sentences of all languages vote together. Position: news tells first what matters (Edmundson 1969).
Selection by maximal marginal relevance (Carbonell and Goldstein 1998).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.embedding import Vectors

_DAMPING = 0.85
_ROUNDS = 30
_FLOOR = 0.1  # cosines below are noise: no edge
_DIVERSITY = 0.6
_VOTERS = 2400

Floats = NDArray[np.float32]


def lexrank(unit: Vectors) -> Floats:
    """The centrality of each of the unit vectors, summing to 1.

    Args:
        unit: shape ``(n, dimension)``. Of more than ``_VOTERS``, evenly spread ones vote on all: memory is bounded.
    """
    voters = np.linspace(0, len(unit) - 1, min(len(unit), _VOTERS)).astype(int)
    among = _likeness(unit[voters], unit[voters])
    np.fill_diagonal(among, 0.0)
    ranks = _ranks(among)
    if len(voters) == len(unit):
        return ranks
    votes = ranks / np.maximum(among.sum(axis=1), 1e-9)
    blocks = [_likeness(unit[at : at + _VOTERS], unit[voters]) @ votes for at in range(0, len(unit), _VOTERS)]
    every = np.concatenate(blocks)
    every[voters] -= votes  # none votes for itself
    return np.asarray(every / max(float(every.sum()), 1e-9), dtype=np.float32)


def _likeness(rows: Floats, columns: Floats) -> Floats:
    likeness = rows @ columns.T
    likeness[likeness < _FLOOR] = 0.0
    return np.asarray(likeness, dtype=np.float32)


def _ranks(likeness: Floats) -> Floats:
    n = len(likeness)
    sums = likeness.sum(axis=1, keepdims=True)
    steps = np.where(sums > 0, likeness / np.maximum(sums, 1e-9), 1.0 / n)
    ranks = np.full(n, 1.0 / n, dtype=np.float32)
    for _ in range(_ROUNDS):
        ranks = (1 - _DAMPING) / n + _DAMPING * (steps.T @ ranks)
    return np.asarray(ranks, dtype=np.float32)


def lead(place: int) -> float:
    """What the ``place``-th sentence of a document counts for: the first one twice as much as a late one."""
    return 0.5 + 0.5 / (1 + place / 3)


def diverse(relevance: Sequence[float], unit: Vectors, count: int) -> list[int]:
    """Places of up to ``count`` items, best first: relevant, and unlike those chosen before."""
    chosen: list[int] = []
    left = list(range(len(relevance)))
    top = max(relevance, default=1.0) or 1.0
    while left and len(chosen) < count:
        best = max(left, key=lambda i: _marginal(i, relevance[i] / top, chosen, unit))
        chosen.append(best)
        left.remove(best)
    return chosen


def _marginal(i: int, relevance: float, chosen: Sequence[int], unit: Vectors) -> float:
    likest = max((float(unit[i] @ unit[j]) for j in chosen), default=0.0)
    return _DIVERSITY * relevance - (1 - _DIVERSITY) * likest
