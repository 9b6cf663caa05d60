"""Fits the weights by which a small model's reading is trusted (``assistant.selection``, ``assistant.conflicts``).

Development data are suites marked ``split: tuning``, and a SQuAD sample where one is given; held-out suites are never
touched. For every question the product's own retrieval and candidates are used. A passage or a sentence is right if it
touches a span that the suite names or, where it names none, if it stands in an expected document and holds a fact.

1. The model reads the passages of each question as the product would, and its probe is fitted on them.
2. *Selection* is fitted on the probe's log-odds for questions that the probe was not fitted on (cross-fitting), since a probe
   with two thousand weights flatters what it has seen. So are the figures that are reported.
3. The sentences of the likeliest passages are read; the probe that chooses one and what decides whether it is shown are fitted
   likewise.
4. The threshold is the lowest at which few enough of the shown answers are wrong.
5. The probe and the weights for conflicts are fitted on pairs of sentences that answer one question.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from assistant.answering import EVIDENCE
from assistant.candidates import Candidate, Sentence, candidates, sentence_signals
from assistant.conflicts import FEATURES, cheap_features
from assistant.extracting import READ, SENTENCES
from assistant.questions import understand
from assistant.reading import Reader
from assistant.selection import ACCEPT, CHOOSE, SELECT, Calibration, Judged, Logistic, Probe, Selected, signals
from evals.matching import contains
from evals.suite import Question, Suite
from evals.workbench import indexed
from index.retrieval import Retriever

if TYPE_CHECKING:
    from index.config import IndexSettings
    from index.library import Library

DEPTH = 18  # layers, of the default model's 28; 14 and all 28 were measured too, and tell worse
TOKENS = 2048  # whose logits are read
_VOCABULARY = 100_000  # ids to draw them from
LOOKED = 2  # passages of a question, the likeliest, whose sentences are read
RISK = 0.2  # share of wrong answers among those shown that the threshold allows
CERTAIN = 0.95  # share of right ones among the passages that are shown before the others are read
PROMISING = 0.98  # share of the passages with the right sentence whose sentences are to be read
ALSO = 0.6  # share of right ones among the further sentences that are shown once one answers
ALARMS = 0.08  # share of agreeing pairs that may be taken for a conflict
FOLDS = 5

Floats = NDArray[np.float64]
OnQuestion = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Choice:
    """A sentence that may be shown, with its ``SENTENCE_SIGNALS``; whether it is right."""

    sentence: Sentence
    signals: dict[str, float]
    right: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the passages that are read; of each, whether it is right, and its sentences nearest to the question."""

    question: Question
    text: str
    candidates: tuple[Candidate, ...]
    right: tuple[bool, ...]
    choices: tuple[tuple[Choice, ...], ...]


@dataclass(frozen=True, slots=True)
class Look:
    """The sentence chosen of a passage, for a question (its number): how likely it answers, and whether it does."""

    number: int
    document: str
    chance: float
    right: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """Two sentences that answer one question, with their cheap features; whether their accounts differ."""

    group: str
    question: str
    first: str
    second: str
    cheap: dict[str, float]
    differ: bool


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


def gather(suite: Suite, settings: "IndexSettings") -> tuple[list[Asked], list[Compared]]:
    """What is to be read for every question of ``suite``, and its pairs of accounts; no model is asked."""
    asked: list[Asked] = []
    compared: list[Compared] = []
    documents = {name: path.read_bytes() for name, path in suite.paths()}
    with indexed(documents, settings) as library:
        retriever = Retriever(library)
        for question in suite.questions:
            text = understand(question.question, question.history).text
            evidence = retriever.search(text, EVIDENCE)
            asked.append(_asked(library, retriever, question, text, candidates(library, text, evidence)))
            compared += _accounts(f"{suite.name}/{question.id}", question, text, library)
    return asked, compared


def _asked(library: "Library", retriever: Retriever, question: Question, text: str, found: Sequence[Candidate]) -> Asked:
    read = tuple(found[: sum(READ)])
    places = [item.evidence.passage for item in read]
    right = tuple(_is_right(question, library, place.document, place.start, place.end) for place in places)
    return Asked(question, text, read, right, tuple(_choices(library, retriever, question, text, item) for item in read))


def _choices(library: "Library", retriever: Retriever, question: Question, text: str, candidate: Candidate) -> tuple[Choice, ...]:
    told = zip(candidate.sentences, sentence_signals(retriever, text, candidate.sentences), strict=True)
    nearest = sorted(told, key=lambda row: -row[1]["nearness"])[:SENTENCES]
    spans = [item.span for item, _ in nearest]
    right = [_is_right(question, library, span.document, span.start, span.end) for span in spans]
    return tuple(Choice(item, signals, ok) for (item, signals), ok in zip(nearest, right, strict=True))


def _is_right(question: Question, library: "Library", document: str, start: int, end: int) -> bool:
    if not question.answerable or document not in question.documents:
        return False
    text = library.document(document).text
    if not question.spans:
        return any(contains(text[start:end], alias) for group in question.facts for alias in group)
    places = [(at, at + len(span)) for span in question.spans if (at := text.find(span)) >= 0]
    return any(a < end and start < b for a, b in places)


def _accounts(group: str, question: Question, text: str, library: "Library") -> Iterator[Compared]:
    """Pairs of the question's spans of different documents, whose accounts are known to differ or to agree."""
    texts = {name: library.document(name).text for name in question.documents}
    spans = [(name, span) for span in question.spans for name in texts if span in texts[name]]
    for (one, first), (other, second) in combinations(spans, 2):
        sides = [{n for n, account in enumerate(question.conflict) if _tells(span, account)} for span in (first, second)]
        clear = not question.conflict or all(len(side) == 1 for side in sides)
        if one != other and clear:
            cheap = cheap_features(text, first, second, library.embedder)
            yield Compared(group, text, first, second, cheap, differ=bool(question.conflict) and sides[0] != sides[1])


def _tells(span: str, account: Sequence[str]) -> bool:
    return any(contains(span, alias) for alias in account)


def fit(
    reader: Reader, asked: Sequence[Asked], compared: Sequence[Compared], model: str, on_question: OnQuestion | None = None
) -> CalibrationReport:
    """Read with the model and fit everything."""
    read = np.array(_read_passages(reader, asked, on_question))
    right = [ok for one in asked for ok in one.right]
    groups = [number for number, one in enumerate(asked) for _ in one.candidates]
    judge, judged = _cross_fitted(read, right, groups)
    select, chances = _cross_fitted_logistic(_selection_rows(asked, judged), right, groups, SELECT)
    certain = _certain(chances, right)
    looked = _likeliest(asked, chances)
    sentence, choose, accept, looks, passages = _fit_sentences(reader, asked, looked)
    threshold = _threshold(asked, looks)
    agree, conflict, differ, conflict_figures = _fit_conflicts(reader, compared)
    calibration = Calibration(
        tokens=tokens(),
        depth=DEPTH,
        judge=judge,
        select=select,
        promising=min(certain, _promising(looks, passages)),
        certain=certain,
        sentence=sentence,
        choose=choose,
        accept=accept,
        threshold=threshold,
        also=_also(looks, threshold),
        agree=agree,
        conflict=conflict,
        differ=differ,
    )
    return CalibrationReport(model, calibration, _figures(asked, looks, threshold) | conflict_figures)


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


def _fit_sentences(
    reader: Reader, asked: Sequence[Asked], looked: Sequence[tuple[int, int, float]]
) -> tuple[Probe, Logistic, Logistic, list[Look], list[float]]:
    """The probe, what chooses and what accepts; with that, each passage looked at, and the chances of the passages."""
    told = [(n, choice) for n, (number, place, _) in enumerate(looked) for choice in asked[number].choices[place]]
    right = [choice.right for _, choice in told]
    groups = [looked[n][0] for n, _ in told]
    read = [reader.answers(asked[looked[n][0]].text, choice.sentence.span.text, choice.sentence.speaker) for n, choice in told]
    sentence, unseen = _cross_fitted(np.array(read), right, groups)
    rows = [choice.signals | {"sentence": float(value)} for (_, choice), value in zip(told, unseen, strict=True)]
    choose, chosen_by = _cross_fitted_logistic(rows, right, groups, CHOOSE)
    places = np.array([n for n, _ in told])
    best = [max(np.flatnonzero(places == n), key=lambda k: chosen_by[k]) for n in range(len(looked))]
    chosen = [
        rows[k] | {"passage": Selected(asked[number].candidates[place], chance).log_odds}
        for k, (number, place, chance) in zip(best, looked, strict=True)
    ]
    outcomes = [right[k] for k in best]
    accept, chances = _cross_fitted_logistic(chosen, outcomes, [number for number, *_ in looked], ACCEPT)
    looks = [
        Look(number, asked[number].candidates[place].evidence.passage.document, float(chance), ok)
        for (number, place, _), chance, ok in zip(looked, chances, outcomes, strict=True)
    ]
    return sentence, choose, accept, looks, [chance for *_, chance in looked]


def _selection_rows(asked: Sequence[Asked], judged: Floats) -> list[dict[str, float]]:
    rows: list[dict[str, float]] = []
    for one in asked:
        part = judged[len(rows) : len(rows) + len(one.candidates)]
        rows += signals([Judged(item, float(judge)) for item, judge in zip(one.candidates, part, strict=True)])
    return rows


# --- fitting


def _cross_fitted(scores: Floats, right: Sequence[bool], groups: Sequence[int | str]) -> tuple[Probe, Floats]:
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


def _cross_fitted_logistic(
    rows: Sequence[dict[str, float]], right: Sequence[bool], groups: Sequence[int | str], names: Sequence[str]
) -> tuple[Logistic, Floats]:
    unseen = np.zeros(len(rows))
    for train, test in _folds(groups):
        fitted = _logistic([rows[n] for n in train], [right[n] for n in train], names)
        unseen[test] = [fitted.probability(rows[n]) for n in test]
    return _logistic(rows, right, names), unseen


def _logistic(rows: Sequence[dict[str, float]], right: Sequence[bool], names: Sequence[str]) -> Logistic:
    from sklearn.linear_model import LogisticRegression

    features = np.array([[row[name] for name in names] for row in rows])
    scale = features.std(axis=0) + 1e-6  # regularisation treats all signals alike
    regression = LogisticRegression(C=1.0, max_iter=1000).fit(features / scale, np.array(right))
    weights = {name: round(float(w), 4) for name, w in zip(names, regression.coef_[0] / scale, strict=True)}
    return Logistic(weights, round(float(regression.intercept_[0]), 4))


def _folds(groups: Sequence[int | str]) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    from sklearn.model_selection import GroupKFold

    folds = min(FOLDS, len(set(groups)))
    return list(GroupKFold(folds).split(np.zeros(len(groups)), groups=np.array(groups)))


# --- thresholds and figures


def _best(asked: Sequence[Asked], looks: Sequence[Look]) -> list[tuple[float, bool]]:
    """For each question: probability of the likeliest sentence, and whether it is right."""
    best = [(0.0, False)] * len(asked)
    for look in looks:
        best[look.number] = max(best[look.number], (look.chance, look.right))
    return best


def _threshold(asked: Sequence[Asked], looks: Sequence[Look]) -> float:
    """The lowest probability from which at most ``RISK`` of the answered questions are answered with a wrong sentence."""
    best = _best(asked, looks)
    for threshold in np.round(np.arange(0.05, 0.95, 0.01), 2):
        shown = [right for p, right in best if p >= threshold]
        if not shown or 1 - sum(shown) / len(shown) <= RISK:
            return float(threshold)
    return 0.95


def _promising(looks: Sequence[Look], passages: Sequence[float]) -> float:
    """The highest probability of a passage above which are ``PROMISING`` of those whose right sentence was found."""
    found = [chance for look, chance in zip(looks, passages, strict=True) if look.right]
    return round(float(np.quantile(found, 1 - PROMISING)), 3) if found else 0.0


def _certain(chances: Floats, right: Sequence[bool]) -> float:
    """The lowest probability from which at least ``CERTAIN`` of the passages are right."""
    labels = np.array(right)
    for bound in np.round(np.arange(0.5, 1.0, 0.01), 2):
        above = labels[chances >= bound]
        if len(above) and above.mean() >= CERTAIN:
            return float(bound)
    return 1.0


def _also(looks: Sequence[Look], threshold: float) -> float:
    """The lowest probability from which at least ``ALSO`` of the other documents' sentences are right, of answered questions."""
    first: dict[int, Look] = {}
    for look in looks:
        if look.chance >= max(threshold, first[look.number].chance if look.number in first else 0.0):
            first[look.number] = look
    others = [look for look in looks if look.number in first and look.document != first[look.number].document]
    for bound in np.arange(0.05, threshold, 0.01).round(2):
        shown = [look.right for look in others if look.chance >= bound]
        if shown and sum(shown) >= ALSO * len(shown):
            return float(bound)
    return threshold


def _figures(asked: Sequence[Asked], looks: Sequence[Look], threshold: float) -> dict[str, float]:
    best = list(zip(asked, _best(asked, looks), strict=True))
    answerable = [p >= threshold and ok for one, (p, ok) in best if one.question.answerable]
    unanswerable = [p < threshold for one, (p, _) in best if not one.question.answerable]
    shown = [not ok for _, (p, ok) in best if p >= threshold]
    reachable = [any(one.right) for one in asked if one.question.answerable]
    return {
        "questions": float(len(best)),
        "right_passage_among_those_read": _share(reachable),
        "answered_right": _share(answerable),
        "refused_right": _share(unanswerable),
        "shown_wrong": _share(shown),
    }


def _fit_conflicts(reader: Reader, compared: Sequence[Compared]) -> tuple[Probe, Logistic, float, dict[str, float]]:
    read = np.array([reader.agree(pair.question, pair.first, pair.second) for pair in compared])
    differ = [pair.differ for pair in compared]
    groups = [pair.group for pair in compared]
    agree, unseen = _cross_fitted(read, [not d for d in differ], groups)
    rows = [pair.cheap | {"same": float(same)} for pair, same in zip(compared, unseen, strict=True)]
    conflict, chances = _cross_fitted_logistic(rows, differ, groups, FEATURES)
    labels = np.array(differ)
    bound = round(float(np.quantile(chances[~labels], 1 - ALARMS)), 2) + 0.01
    figures = {
        "pairs": float(len(labels)),
        "differing_found": _share((chances[labels] >= bound).tolist()),
        "agreeing_taken_for_differing": _share((chances[~labels] >= bound).tolist()),
    }
    return agree, conflict, bound, figures


def _share(values: Sequence[bool]) -> float:
    return round(sum(values) / len(values), 3) if values else 0.0
