"""Fits what tells other accounts of the same thing, and which accounts differ (``assistant.accounts``, ``assistant.conflicts``).

Accounts that differ are told apart among pairs of sentences that are known to answer, and among the pairs that the product
itself would show, of which some do not answer at all: those are where false alarms come from, and their bound.
"""

from collections.abc import Sequence

import numpy as np

from assistant.conflicts import FEATURES
from assistant.reading import Reader
from assistant.selection import ACCOUNT, Logistic, Probe
from evals.fitting import Floats, cross_fitted, cross_fitted_logistic, lowest, share
from evals.gathering import Asked, Compared

ALSO = 0.6  # share of right ones among the other accounts that are shown
ALARMS = 0.05  # share of the questions on which accounts do not differ that may be said to have a conflict


def fit_accounts(asked: Sequence[Asked], read: Floats) -> tuple[Logistic, float, list[Compared]]:
    """What tells whether a sentence of another document answers too, from which chance on it does, and the pairs so shown.

    Args:
        read: log-odds of every one of the others, of all questions in their order, that it answers.
    """
    others = [(number, other) for number, one in enumerate(asked) for other in one.others]
    rows = [{"sentence": float(odds), "likeness": other.likeness} for odds, (_, other) in zip(read, others, strict=True)]
    right = [other.right for _, other in others]
    account, chances = cross_fitted_logistic(rows, right, [number for number, _ in others], ACCOUNT)
    also = _lowest(chances, right)
    shown = [other.pair for chance, (_, other) in zip(chances, others, strict=True) if chance >= also]
    return account, also, [pair for pair in shown if pair is not None]


def _lowest(chances: Floats, right: Sequence[bool]) -> float:
    """The lowest bound from which at least ``ALSO`` of the sentences are right."""
    return lowest(chances, right, ALSO)


def fit_conflicts(
    reader: Reader, known: Sequence[Compared], shown: Sequence[Compared], settled: int
) -> tuple[Probe, Logistic, float, dict[str, float]]:
    """The probe, what tells accounts that differ, from which chance on they do, and how that does.

    Args:
        shown: the pairs that the product would show.
        settled: questions on which no accounts differ, whether a pair is shown or not.
    """
    compared = [*known, *shown]
    read = np.array([reader.agree(pair.question, pair.first, pair.second) for pair in compared])
    differ = [pair.differ for pair in compared]
    groups = [pair.group for pair in compared]
    agree, unseen = cross_fitted(read, [not d for d in differ], groups)
    rows = [pair.cheap | {"same": float(same)} for pair, same in zip(compared, unseen, strict=True)]
    conflict, chances = cross_fitted_logistic(rows, differ, groups, FEATURES)
    bound = _bound(compared, chances, settled)
    labels = np.array(differ)
    figures = {
        "pairs": float(len(labels)),
        "differing_found": share((chances[labels] >= bound).tolist()),
        "agreeing_taken_for_differing": share((chances[~labels] >= bound).tolist()),
    }
    return agree, conflict, bound, figures


def _bound(compared: Sequence[Compared], chances: Floats, settled: int) -> float:
    """The lowest at which ``ALARMS`` of the questions on which no accounts differ have a pair above it."""
    differ = {pair.group for pair in compared if pair.differ}
    likeliest: dict[str, float] = {}
    for pair, chance in zip(compared, chances, strict=True):
        if pair.group not in differ:
            likeliest[pair.group] = max(float(chance), likeliest.get(pair.group, 0.0))
    every = [*likeliest.values(), *[0.0] * (settled - len(likeliest))]
    return round(float(np.quantile(every, 1 - ALARMS, method="higher")), 2) + 0.01
