"""Decides which passages answer a question, and whether any does: a small calibrated model over a few signals.

Logistic regression (Platt 1999 for the idea of calibrating a classifier's raw score) on development data, one set of weights
for each language model; ``dossier eval calibrate`` fits them. The signals:

    judge      log-odds of "yes" when the model is asked whether the passage answers the question
    contrast   the same, less the mean of the other passages: a model that says yes to everything says nothing
    standing   the passage's retrieval score, less the mean of the other passages: its height depends on the library's size
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from index.records import Evidence

SIGNALS = ("judge", "contrast", "standing")


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights for one language model.

    Attributes:
        weights: of each of ``SIGNALS``.
        threshold: probability below which a passage is not shown as an answer.
        certain: probability from which no further passage is read.
    """

    weights: dict[str, float]
    bias: float
    threshold: float
    certain: float


@dataclass(frozen=True, slots=True)
class Judged:
    """A passage and the model's log-odds that it answers the question."""

    evidence: Evidence
    judge: float


@dataclass(frozen=True, slots=True)
class Selected:
    """A passage with the calibrated probability that it answers the question."""

    evidence: Evidence
    probability: float
    signals: dict[str, float]


def signals(judged: Sequence[Judged]) -> list[dict[str, float]]:
    """The signals of each judged passage."""
    judges = [item.judge for item in judged]
    scores = [item.evidence.score for item in judged]
    return [
        {"judge": judges[n], "contrast": _against_others(judges, n), "standing": _against_others(scores, n)}
        for n in range(len(judged))
    ]


def _against_others(values: Sequence[float], n: int) -> float:
    return (values[n] - sum(values) / len(values)) * len(values) / (len(values) - 1) if len(values) > 1 else 0.0


def select(judged: Sequence[Judged], calibration: Calibration) -> list[Selected]:
    """The judged passages, likeliest first."""
    selected = [
        Selected(item.evidence, probability(row, calibration), row) for item, row in zip(judged, signals(judged), strict=True)
    ]
    return sorted(selected, key=lambda item: -item.probability)


def probability(row: dict[str, float], calibration: Calibration) -> float:
    """The calibrated probability that a passage with these signals answers the question."""
    score = calibration.bias + sum(calibration.weights[name] * row[name] for name in SIGNALS)
    return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, score))))


@cache
def find_calibration(model: str) -> Calibration | None:
    """The weights fitted for ``model`` (its name, as ``LanguageModel.name``), or ``None`` if there are none."""
    table = json.loads(files("assistant").joinpath("calibration.json").read_text(encoding="utf-8"))
    return Calibration(**table[model]) if model in table else None
