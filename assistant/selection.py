"""Decides which passages answer a question, and whether any does: small calibrated models over a few signals.

Logistic regression (Platt 1999 for the idea of calibrating a classifier's raw score) on development data, one set of weights
for each language model; ``dossier eval calibration`` fits them. To the signals of ``assistant.candidates`` come:

    judge      log-odds, by a probe of the model, that the passage answers the question (``assistant.reading``)
    contrast   the same, less the mean of the others read: a model that says yes to everything says nothing
    sentence   log-odds, by another probe, that a sentence answers
    passage    log-odds, all signals of its passage taken together, that the passage answers
    premise    log-odds, by a third probe, that a sentence shows that the question takes for granted what is not so
    likeness   how near a sentence is to the question and a first answer together (``assistant.accounts``)
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from assistant.candidates import PASSAGE_SIGNALS, SENTENCE_SIGNALS, Candidate
from assistant.models.base import LanguageModel
from assistant.models.sizes import SMALL
from assistant.reading import Scores
from index.errors import ConfigurationError
from index.language import dominant_language

SELECT = ("judge", "contrast", *PASSAGE_SIGNALS)
CHOOSE = ("sentence", *SENTENCE_SIGNALS)
ACCEPT = ("passage", "sentence")
ACCOUNT = ("sentence", "likeness")
CORRECTS = ("premise", "nearness")

WORDS = "words"  # the entry of ``calibration.json`` for models of which nothing but their words is known


@dataclass(frozen=True, slots=True)
class Logistic:
    """Logistic regression over named features."""

    weights: Mapping[str, float]
    bias: float

    def probability(self, row: Mapping[str, float]) -> float:
        """Of the outcome, for a row that has every feature."""
        score = self.bias + sum(weight * row[name] for name, weight in self.weights.items())
        return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, score))))


@dataclass(frozen=True, slots=True)
class Probe:
    """A linear classifier over logits."""

    weights: tuple[float, ...]
    bias: float

    def log_odds(self, scores: Scores) -> float:
        """For scores of shape ``(len(weights),)``."""
        return self.bias + float(np.dot(self.weights, scores))


def threshold_of(thresholds: Mapping[str, float], question: str) -> float:
    """The threshold of the question's language; of a language that has none, the highest."""
    return thresholds.get(dominant_language(question), max(thresholds.values()))


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights for one language model.

    Attributes:
        tokens: ids of the tokens whose logits the probes read, after ``depth`` layers; none: *yes* against *no* is read.
        select: over ``SELECT``: does a passage answer? From ``promising`` on its sentences are read, from ``certain`` on before
            the other passages are.
        choose: over ``CHOOSE``; which sentence of a passage may be shown.
        accept: over ``ACCEPT``: does that sentence answer? It is shown from a threshold on, one for each
            language of questions (``thresholds``).
        account: over ``ACCOUNT``: does a sentence of another document answer too, once one is shown? It is from ``also`` on.
        corrects: over ``CORRECTS``: does a sentence show the question to be mistaken, where nothing answers it? It is shown from
            ``mistaken`` on.
        conflict: over the features of ``assistant.conflicts``; from ``differ`` on, two accounts differ.
    """

    tokens: tuple[int, ...]
    depth: int
    judge: Probe
    select: Logistic
    promising: float
    certain: float
    sentence: Probe
    choose: Logistic
    accept: Logistic
    thresholds: Mapping[str, float]
    account: Logistic
    also: float
    premise: Probe
    corrects: Logistic
    mistaken: float
    agree: Probe
    conflict: Logistic
    differ: float

    def threshold(self, question: str) -> float:
        """From which probability a sentence is shown as an answer."""
        return threshold_of(self.thresholds, question)

    @property
    def tells_mistaken(self) -> bool:
        """Whether the model tells at all that a sentence shows a question to be mistaken: some bound was found for it."""
        return self.mistaken < 1.0

    def to_json(self) -> dict[str, Any]:
        """An entry of ``assistant/calibration.json``."""
        return asdict(self)

    @classmethod
    def from_json(cls, entry: Mapping[str, Any]) -> "Calibration":
        """From an entry of ``assistant/calibration.json``."""
        return cls(
            tokens=tuple(entry["tokens"]),
            depth=entry["depth"],
            judge=Probe(tuple(entry["judge"]["weights"]), entry["judge"]["bias"]),
            select=Logistic(**entry["select"]),
            promising=entry["promising"],
            certain=entry["certain"],
            sentence=Probe(tuple(entry["sentence"]["weights"]), entry["sentence"]["bias"]),
            choose=Logistic(**entry["choose"]),
            accept=Logistic(**entry["accept"]),
            thresholds=entry["thresholds"],
            account=Logistic(**entry["account"]),
            also=entry["also"],
            premise=Probe(tuple(entry["premise"]["weights"]), entry["premise"]["bias"]),
            corrects=Logistic(**entry["corrects"]),
            mistaken=entry["mistaken"],
            agree=Probe(tuple(entry["agree"]["weights"]), entry["agree"]["bias"]),
            conflict=Logistic(**entry["conflict"]),
            differ=entry["differ"],
        )


@dataclass(frozen=True, slots=True)
class Judged:
    """A passage and the model's log-odds that it answers the question."""

    candidate: Candidate
    judge: float


@dataclass(frozen=True, slots=True)
class Selected:
    """A passage with the calibrated probability that it answers the question."""

    candidate: Candidate
    probability: float

    @property
    def log_odds(self) -> float:
        """The same, for ``ACCEPT``; kept off the infinite."""
        kept = min(max(self.probability, 1e-4), 1 - 1e-4)
        return math.log(kept / (1 - kept))


def signals(judged: Sequence[Judged]) -> list[dict[str, float]]:
    """The signals of each judged passage."""
    judges = [item.judge for item in judged]
    return [item.candidate.signals | {"judge": item.judge, "contrast": _contrast(judges, n)} for n, item in enumerate(judged)]


def _contrast(values: Sequence[float], n: int) -> float:
    return (values[n] - sum(values) / len(values)) * len(values) / (len(values) - 1) if len(values) > 1 else 0.0


def select(judged: Sequence[Judged], calibration: Calibration) -> list[Selected]:
    """The judged passages, likeliest first."""
    rows = zip(judged, signals(judged), strict=True)
    selected = [Selected(item.candidate, calibration.select.probability(row)) for item, row in rows]
    return sorted(selected, key=lambda item: -item.probability)


def calibration_of(model: LanguageModel, fitted: Path | None = None) -> Calibration | None:
    """The weights by which to trust what ``model`` makes of a text; ``None`` for one that is to word its answers itself.

    Args:
        fitted: what ``dossier eval calibration`` printed for it (``ModelSettings.calibration``).

    Raises:
        ConfigurationError: there is no such file, it is none, or it was fitted to another model.
    """
    if fitted is not None:
        return _read(fitted, model.name)
    own = find_calibration(model.name) if model.features.scores else None
    small = model.billions is not None and model.billions < SMALL
    return own or (find_calibration(WORDS) if small else None)


@cache
def find_calibration(model: str) -> Calibration | None:
    """The shipped weights for ``model`` (its name, as ``LanguageModel.name``, or ``WORDS``), or ``None`` if there are none."""
    table = json.loads(files("assistant").joinpath("calibration.json").read_text(encoding="utf-8"))
    return Calibration.from_json(table[model]) if model in table else None


@cache  # a file that changes between two questions would not suit the reader any more
def _read(fitted: Path, model: str) -> Calibration:
    try:
        entry = json.loads(fitted.expanduser().read_text(encoding="utf-8"))
        fitted_to, calibration = entry["model"], Calibration.from_json(entry["calibration"])
    except OSError as exc:
        raise ConfigurationError(
            "The calibration {path} cannot be read: {reason}.",
            "Correct DOSSIER_MODEL__CALIBRATION, or leave it out.",
            path=fitted,
            reason=exc.strerror,
        ) from exc
    except (ValueError, KeyError, TypeError, AttributeError) as exc:
        raise ConfigurationError(
            "{path} is not what `dossier eval calibration` prints.",
            "Write it anew with `dossier eval calibration > {path}`, or leave DOSSIER_MODEL__CALIBRATION out.",
            path=fitted,
        ) from exc
    if fitted_to != model:
        raise ConfigurationError(
            "The calibration {path} was fitted to {fitted}, and {model} answers.",
            "Fit one to it with `dossier eval calibration`, or leave DOSSIER_MODEL__CALIBRATION out.",
            path=fitted,
            fitted=fitted_to,
            model=model,
        )
    return calibration
