"""Fits the probe and the weights by which a sentence is taken to show that a question is mistaken, and from which chance on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.reading import Reader
from assistant.selection import CORRECTS, Logistic, Probe
from evals.fitting import Floats, cross_fitted, cross_fitted_logistic, lowest, share
from evals.premises.gathering import Read, Rests

SURE = 0.7  # share of right ones among the sentences that are shown
MISTAKEN = 0.1  # share of the questions that rest on what is not so, as people ask; of those that are fitted on it is a quarter

OnSentence = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Fitted:
    """The weights; ``figures`` are of questions that they were not fitted on, whether something answers them or not."""

    premise: Probe
    corrects: Logistic
    bound: float
    figures: dict[str, float]


def fit_premises(reader: Reader, read: Sequence[Read], on_sentence: OnSentence | None = None) -> Fitted:
    """Read every sentence and fit."""
    scores: list[Floats] = []
    for done, one in enumerate(read):
        if on_sentence:
            on_sentence(done, len(read))
        scores.append(reader.answers(one.question, one.sentence.span.text, one.sentence.speaker))
    right, groups = [one.corrects for one in read], [one.group for one in read]
    premise, unseen = cross_fitted(np.array(scores), right, groups)
    rows = [{"premise": float(odds), "nearness": one.nearness} for one, odds in zip(read, unseen, strict=True)]
    corrects, chances = cross_fitted_logistic(rows, right, groups, CORRECTS)
    best = _likeliest(read, chances)
    bound = _bound(best)
    return Fitted(premise, corrects, bound, _figures(best, bound))


def _likeliest(read: Sequence[Read], chances: Floats) -> list[tuple[float, Read]]:
    """For each question that may take something for granted the sentence that would be shown, if any is."""
    best: dict[tuple[str, str], tuple[float, Read]] = {}
    for chance, one in zip(chances, read, strict=True):
        if not one.shown:
            continue
        asked = one.group, one.question
        if asked not in best or chance > best[asked][0]:
            best[asked] = float(chance), one
    return list(best.values())


def _bound(best: Sequence[tuple[float, Read]]) -> float:
    """The lowest from which at least ``SURE`` of the sentences are right, were ``MISTAKEN`` of the questions so."""
    mistaken = sum(one.rests is Rests.MISTAKEN for _, one in best)
    counts = {True: MISTAKEN / max(1, mistaken), False: (1 - MISTAKEN) / max(1, len(best) - mistaken)}
    weights = [counts[one.rests is Rests.MISTAKEN] for _, one in best]
    return lowest([chance for chance, _ in best], [one.corrects for _, one in best], SURE, weights=weights)


def _figures(best: Sequence[tuple[float, Read]], bound: float) -> dict[str, float]:
    shown = {rests: [(one.corrects, chance >= bound) for chance, one in best if one.rests is rests] for rests in Rests}
    mistaken = shown[Rests.MISTAKEN]
    return {
        "false_premises": float(len(mistaken)),
        "false_premises_corrected": share([given and right for right, given in mistaken]),
        "corrections_right": share([right for pairs in shown.values() for right, given in pairs if given]),
        "told_corrected": share([given for _, given in shown[Rests.TOLD]]),
        "untold_corrected": share([given for _, given in shown[Rests.UNTOLD]]),
    }
