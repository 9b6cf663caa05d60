"""Fits linear probes and logistic regressions, and tells how they do on groups that they were not fitted on (cross-fitting)."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.selection import Logistic, Probe

FOLDS = 5

Floats = NDArray[np.float64]


def cross_fitted(scores: Floats, right: Sequence[bool], groups: Sequence[int | str]) -> tuple[Probe, Floats]:
    """A probe fitted on everything, and for each row the log-odds of a probe that has not seen its group."""
    labels = np.array(right)
    unseen = np.zeros(len(labels))
    for train, test in _folds(groups):
        unseen[test] = scores[test] @ (fitted := _probe(scores[train], labels[train])).weights + fitted.bias
    return _probe(scores, labels), unseen


def _probe(scores: Floats, right: NDArray[np.bool_]) -> Probe:
    """Logistic regression on standardised logits, strongly regularised, folded back onto the logits themselves."""
    from sklearn.linear_model import LogisticRegression

    mean, scale = scores.mean(axis=0), scores.std(axis=0) + 1e-6
    regression = LogisticRegression(C=0.001, max_iter=3000).fit((scores - mean) / scale, right)
    weights = regression.coef_[0] / scale
    bias = float(regression.intercept_[0] - mean @ weights)
    return Probe(tuple(round(float(w), 6) for w in weights), round(bias, 4))


def cross_fitted_logistic(
    rows: Sequence[dict[str, float]], right: Sequence[bool], groups: Sequence[int | str], names: Sequence[str]
) -> tuple[Logistic, Floats]:
    """Weights over ``names`` fitted on everything, and for each row the probability by weights that have not seen its group."""
    unseen = np.zeros(len(rows))
    for train, test in _folds(groups):
        fitted = logistic([rows[n] for n in train], [right[n] for n in train], names)
        unseen[test] = [fitted.probability(rows[n]) for n in test]
    return logistic(rows, right, names), unseen


def logistic(rows: Sequence[dict[str, float]], right: Sequence[bool], names: Sequence[str]) -> Logistic:
    """Weights over ``names``."""
    from sklearn.linear_model import LogisticRegression

    features = np.array([[row[name] for name in names] for row in rows])
    scale = features.std(axis=0) + 1e-6  # regularisation treats all signals alike
    regression = LogisticRegression(C=1.0, max_iter=1000).fit(features / scale, np.array(right))
    weights = {name: round(float(w), 4) for name, w in zip(names, regression.coef_[0] / scale, strict=True)}
    return Logistic(weights, round(float(regression.intercept_[0]), 4))


def lowest(
    chances: Sequence[float] | Floats,
    right: Sequence[bool],
    sure: float,
    *,
    start: float = 0.05,
    weights: Sequence[float] | None = None,
) -> float:
    """The lowest bound, in hundredths from ``start`` on, from which at least ``sure`` of the rows are right; 1 if there is none.

    Args:
        weights: how much each row counts; all alike unless told.
    """
    rows = list(zip(chances, right, weights or [1.0] * len(right), strict=True))
    for bound in np.arange(start, 1.0, 0.01).round(2):
        above = [(weight, ok) for chance, ok, weight in rows if chance >= bound]
        if above and sum(weight for weight, ok in above if ok) >= sure * sum(weight for weight, _ in above):
            return float(bound)
    return 1.0


def share(values: Sequence[bool]) -> float:
    """Of those that hold; 0 of none."""
    return round(sum(values) / len(values), 3) if values else 0.0


def _folds(groups: Sequence[int | str]) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    from sklearn.model_selection import GroupKFold

    folds = min(FOLDS, len(set(groups)))
    return list(GroupKFold(folds).split(np.zeros(len(groups)), groups=np.array(groups)))
