"""Fits the weights by which a small model's reading is trusted (``assistant.selection``, ``assistant.conflicts``).

Development data are suites marked ``split: tuning``, and a SQuAD sample where one is given; held-out suites are never
touched. For every question the product's own retrieval and candidates are used (``evals.gathering``).

1. The model reads the passages of each question as the product would, and its probe is fitted on them.
2. *Selection* is fitted on the probe's log-odds for questions that the probe was not fitted on (cross-fitting), since a probe
   with two thousand weights flatters what it has seen. So are the figures that are reported.
3. The sentences of the likeliest passages are read; the probe that chooses one and what decides whether it is shown are fitted
   likewise.
4. The threshold is the lowest at which few enough of the shown answers are wrong, and of the questions that nothing answers
   few enough are answered; one for each language of questions, so that both are answered and refused alike (equality of
   opportunity: Hardt, Price and Srebro 2016). A small model is less sure of what it reads for an Arabic question, right or wrong.
5. What tells other accounts of the same thing, and which accounts differ, is fitted in ``evals.fitting_accounts``; what tells
   that a question takes for granted what is not so, in ``evals.premises``, on data of its own beside the suites.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from assistant.extracting import LOOKED
from assistant.reading import Reader
from assistant.selection import ACCEPT, CHOOSE, SELECT, Calibration, Judged, Logistic, Probe, Selected, signals, threshold_of
from evals.fitting import Floats, cross_fitted, cross_fitted_logistic, lowest, share
from evals.fitting_accounts import fit_accounts, fit_conflicts
from evals.gathering import Asked, Choice, Compared
from evals.premises.fitting import fit_premises
from evals.premises.gathering import Read, of_suites
from index.language import dominant_language

DEPTH = 18  # layers, of the default model's 28; 14 and all 28 were measured too, and tell worse
TOKENS = 2048  # whose logits are read
_VOCABULARY = 100_000  # ids to draw them from
RISK = 0.2  # share of wrong answers among those shown that the threshold allows
RISK_BY_WORDS = 0.4  # the same where a yes against a no is all that is read: with a fifth, hardly anything would be shown
REFUSED = 0.9  # share of the questions that nothing answers that it refuses
LANGUAGES = ("en", "ar")  # of questions
ENOUGH = 40  # questions in one language for a threshold of its own
CERTAIN = 0.95  # share of right ones among the passages that are shown before the others are read
PROMISING = 0.98  # share of the passages whose right sentence would be shown whose sentences are to be read

OnQuestion = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Look:
    """The sentence chosen of a passage, for a question (its number): how likely it answers, and whether it does."""

    number: int
    chance: float
    right: bool


@dataclass(frozen=True, slots=True)
class CalibrationReport:
    """The fitted weights, and how they do on questions that they were not fitted on."""

    model: str
    calibration: Calibration
    figures: dict[str, float]

    def to_json(self) -> dict[str, Any]:
        """The figures, and the entry of ``assistant/calibration.json``."""
        return {"model": self.model, "figures": self.figures, "calibration": self.calibration.to_json()}


def tokens() -> tuple[int, ...]:
    """Ids of the tokens whose logits are read: drawn by lot, always the same."""
    dice = np.random.default_rng(0)
    return tuple(sorted(int(token) for token in dice.choice(_VOCABULARY, TOKENS, replace=False)))


def fit(
    reader: Reader,
    asked: Sequence[Asked],
    compared: Sequence[Compared],
    premises: Sequence[Read],
    model: str,
    on_question: OnQuestion | None = None,
) -> CalibrationReport:
    """Read with the model and fit everything."""
    read = np.array(_read_passages(reader, asked, on_question))
    right = [ok for one in asked for ok in one.right]
    groups = [number for number, one in enumerate(asked) for _ in one.candidates]
    judge, judged = cross_fitted(read, right, groups)
    select, chances = cross_fitted_logistic(_selection_rows(asked, judged), right, groups, SELECT)
    certain = _certain(chances, right)
    looked = _likeliest(asked, chances)
    sentence, unseen, unseen_others = _read_sentences(reader, asked, looked)
    choose, accept, looks, passages = _fit_choice(asked, looked, unseen)
    thresholds = _thresholds(asked, looks, RISK if reader.tokens else RISK_BY_WORDS)
    account, also, pairs = fit_accounts(asked, unseen_others)
    settled = sum(bool(one.others) and not one.question.conflict for one in asked)
    read_for = [(looked[n][0], choice) for n, choice in _told(asked, looked)]
    mistaken = fit_premises(reader, [*premises, *of_suites(asked, read_for)], on_question)
    agree, conflict, differ, conflict_figures = fit_conflicts(reader, compared, pairs, settled)
    calibration = Calibration(
        tokens=reader.tokens,
        depth=reader.depth,
        judge=judge,
        select=select,
        promising=min(certain, _promising(asked, looks, passages, thresholds)),
        certain=certain,
        sentence=sentence,
        choose=choose,
        accept=accept,
        thresholds=thresholds,
        account=account,
        also=also,
        premise=mistaken.premise,
        corrects=mistaken.corrects,
        mistaken=mistaken.bound,
        agree=agree,
        conflict=conflict,
        differ=differ,
    )
    return CalibrationReport(model, calibration, _figures(asked, looks, thresholds) | conflict_figures | mistaken.figures)


def _read_passages(reader: Reader, asked: Sequence[Asked], on_question: OnQuestion | None) -> list[Floats]:
    """Scores for each candidate of each question; read passage by passage, since one that was read costs little again."""
    tasks = [(item.text, number, place) for number, one in enumerate(asked) for place, item in enumerate(one.candidates)]
    scores: dict[tuple[int, int], Floats] = {}
    for done, (text, number, place) in enumerate(sorted(tasks)):
        if on_question:
            on_question(done, len(tasks))
        scores[number, place] = reader.judge(asked[number].text, text)
    return [scores[number, place] for _, number, place in tasks]


def _likeliest(asked: Sequence[Asked], chances: Floats) -> list[tuple[int, int, float]]:
    """The passages whose sentences are read: question, place among its candidates, chance."""
    likeliest: list[tuple[int, int, float]] = []
    at = 0
    for number, one in enumerate(asked):
        part = chances[at : at + len(one.candidates)]
        at += len(one.candidates)
        likeliest += [(number, int(place), float(part[place])) for place in np.argsort(-part, kind="stable")[:LOOKED]]
    return likeliest


def _told(asked: Sequence[Asked], looked: Sequence[tuple[int, int, float]]) -> list[tuple[int, Choice]]:
    """The sentences of the passages that are looked at, each with the place of its passage among them."""
    return [(n, choice) for n, (number, place, _) in enumerate(looked) for choice in asked[number].choices[place]]


def _read_sentences(
    reader: Reader, asked: Sequence[Asked], looked: Sequence[tuple[int, int, float]]
) -> tuple[Probe, Floats, Floats]:
    """The probe; by others of its kind, the log-odds of sentences of passages looked at, and of other accounts."""
    told = [(looked[n][0], choice.sentence, choice.right) for n, choice in _told(asked, looked)]
    others = [(number, other.sentence, other.right) for number, one in enumerate(asked) for other in one.others]
    read = [reader.answers(asked[number].text, item.span.text, item.speaker) for number, item, _ in told + others]
    right, groups = [ok for *_, ok in told + others], [number for number, *_ in told + others]
    sentence, unseen = cross_fitted(np.array(read), right, groups)
    return sentence, unseen[: len(told)], unseen[len(told) :]


def _fit_choice(
    asked: Sequence[Asked], looked: Sequence[tuple[int, int, float]], unseen: Floats
) -> tuple[Logistic, Logistic, list[Look], list[float]]:
    """What chooses and what accepts; with that, each passage looked at, and the chances of the passages."""
    told = _told(asked, looked)
    right = [choice.right for _, choice in told]
    groups = [looked[n][0] for n, _ in told]
    rows = [choice.signals | {"sentence": float(value)} for (_, choice), value in zip(told, unseen, strict=True)]
    choose, chosen_by = cross_fitted_logistic(rows, right, groups, CHOOSE)
    places = np.array([n for n, _ in told])
    best = [max(np.flatnonzero(places == n), key=lambda k: chosen_by[k]) for n in range(len(looked))]
    chosen = [
        rows[k] | {"passage": Selected(asked[number].candidates[place], chance).log_odds}
        for k, (number, place, chance) in zip(best, looked, strict=True)
    ]
    outcomes = [right[k] for k in best]
    accept, chances = cross_fitted_logistic(chosen, outcomes, [number for number, *_ in looked], ACCEPT)
    looks = [Look(number, float(chance), ok) for (number, _, _), chance, ok in zip(looked, chances, outcomes, strict=True)]
    return choose, accept, looks, [chance for *_, chance in looked]


def _selection_rows(asked: Sequence[Asked], judged: Floats) -> list[dict[str, float]]:
    rows: list[dict[str, float]] = []
    for one in asked:
        part = judged[len(rows) : len(rows) + len(one.candidates)]
        rows += signals([Judged(item, float(judge)) for item, judge in zip(one.candidates, part, strict=True)])
    return rows


# --- thresholds and figures


def _best(asked: Sequence[Asked], looks: Sequence[Look]) -> list[tuple[float, bool]]:
    """For each question: probability of the likeliest sentence, and whether it is right."""
    best = [(0.0, False)] * len(asked)
    for look in looks:
        best[look.number] = max(best[look.number], (look.chance, look.right))
    return best


def _thresholds(asked: Sequence[Asked], looks: Sequence[Look], risk: float) -> dict[str, float]:
    """For each language of questions; with few of one, as good as none is known of it: the bound of all together."""
    best = _best(asked, looks)
    every = list(range(len(asked)))
    of_language = {language: [n for n in every if dominant_language(asked[n].text) == language] for language in LANGUAGES}
    enough = {language: numbers if len(numbers) >= ENOUGH else every for language, numbers in of_language.items()}
    return {
        language: _threshold([asked[n] for n in numbers], [best[n] for n in numbers], risk)
        for language, numbers in enough.items()
    }


def _threshold(asked: Sequence[Asked], best: Sequence[tuple[float, bool]], risk: float) -> float:
    """The lowest probability from which at most ``risk`` of the answers are a wrong sentence, and ``REFUSED`` are refused."""
    untold = [p for one, (p, _) in zip(asked, best, strict=True) if not one.question.answerable]
    for threshold in np.round(np.arange(0.05, 0.95, 0.01), 2):
        shown = [right for p, right in best if p >= threshold]
        refused = sum(p < threshold for p in untold) >= REFUSED * len(untold)
        if refused and (not shown or 1 - sum(shown) / len(shown) <= risk):
            return float(threshold)
    return 0.95


def _promising(
    asked: Sequence[Asked], looks: Sequence[Look], passages: Sequence[float], thresholds: Mapping[str, float]
) -> float:
    """The highest probability of a passage above which are ``PROMISING`` of those whose right sentence would be shown."""
    bounds = [threshold_of(thresholds, one.text) for one in asked]
    pairs = zip(looks, passages, strict=True)
    shown = [chance for look, chance in pairs if look.right and look.chance >= bounds[look.number]]
    return round(float(np.quantile(shown, 1 - PROMISING)), 3) if shown else 0.0


def _certain(chances: Floats, right: Sequence[bool]) -> float:
    """The lowest probability from which at least ``CERTAIN`` of the passages are right."""
    return lowest(chances, right, CERTAIN, start=0.5)


def _figures(asked: Sequence[Asked], looks: Sequence[Look], thresholds: Mapping[str, float]) -> dict[str, float]:
    """Of all questions, and of those in each language."""
    best = _best(asked, looks)
    bounds = [threshold_of(thresholds, one.text) for one in asked]
    figures = {
        "questions": float(len(asked)),
        "right_passage_among_those_read": share([any(one.right) for one in asked if one.question.answerable]),
    }
    for language in (None, *LANGUAGES):
        numbers = [n for n, one in enumerate(asked) if language in (None, dominant_language(one.text))]
        given = {n: best[n][1] for n in numbers if best[n][0] >= bounds[n]}
        figures |= {
            name if language is None else f"{name}_{language}": share(values)
            for name, values in (
                ("answered_right", [given.get(n, False) for n in numbers if asked[n].question.answerable]),
                ("refused_right", [n not in given for n in numbers if not asked[n].question.answerable]),
                ("shown_wrong", [not right for right in given.values()]),
            )
        }
    return figures
