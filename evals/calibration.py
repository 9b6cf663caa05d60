"""Fits the weights by which a small model's reading is trusted (``assistant.selection``, ``assistant.conflicts``).

Development data are suites marked ``split: tuning``, and a SQuAD sample where one is given; held-out suites are never
touched. For every question the product's own retrieval and candidates are used. A passage or a sentence is right if it
touches a span that the suite names or, where it names none, if it stands in an expected document and holds a fact.

1. The model reads the passages of each question as the product would, and its probe is fitted on them.
2. *Selection* is fitted on the probe's log-odds for questions that the probe was not fitted on (cross-fitting), since a probe
   with two thousand weights flatters what it has seen. So are the figures that are reported.
3. The threshold is the lowest at which few enough of the shown answers are wrong.
4. The probe that chooses a sentence is fitted likewise, on the sentences nearest to the questions of suites with spans.
5. So are the probe and the weights for conflicts, on pairs of sentences that answer one question.
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
from assistant.extracting import READ
from assistant.questions import understand
from assistant.reading import Reader
from assistant.selection import CHOOSE, SELECT, Calibration, Judged, Logistic, Probe, signals
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
NEAREST = 4  # sentences of a question that are read to fit the probe that chooses one
RISK = 0.2  # share of wrong answers among those shown that the threshold allows
CERTAIN = 0.95  # share of right ones among the passages that are shown before the others are read
ALSO = 0.6  # share of right ones among the further passages that are shown once one answers
ALARMS = 0.08  # share of agreeing pairs that may be taken for a conflict
FOLDS = 5

Floats = NDArray[np.float64]
OnQuestion = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the passages that are read, and the sentences nearest to it; of each, whether it is right.

    Attributes:
        sentences: each with its ``SENTENCE_SIGNALS``; none where the suite does not name the answering words.
    """

    question: Question
    text: str
    candidates: tuple[Candidate, ...]
    right: tuple[bool, ...]
    sentences: tuple[tuple[Sentence, dict[str, float]], ...]
    sentences_right: tuple[bool, ...]


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
    read = tuple(found[:READ])
    places = [item.evidence.passage for item in read]
    right = tuple(_is_right(question, library, place.document, place.start, place.end) for place in places)
    near = _nearest(retriever, text, [sentence for item in found for sentence in item.sentences]) if question.spans else []
    spans = [sentence.span for sentence, _ in near]
    near_right = tuple(_is_right(question, library, span.document, span.start, span.end) for span in spans)
    return Asked(question, text, read, right, tuple(near), near_right)


def _nearest(retriever: Retriever, text: str, sentences: list[Sentence]) -> list[tuple[Sentence, dict[str, float]]]:
    rows = list(zip(sentences, sentence_signals(retriever, text, sentences), strict=True))
    return sorted(rows, key=lambda row: -row[1]["nearness"])[:NEAREST]


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
    threshold = _threshold(asked, chances)
    certain = max(threshold, _certain(chances, right))
    also = _also(asked, chances, threshold)
    sentence, choose, sentence_figures = _fit_sentences(reader, asked)
    agree, conflict, differ, conflict_figures = _fit_conflicts(reader, compared)
    calibration = Calibration(tokens(), DEPTH, judge, select, threshold, certain, also, sentence, choose, agree, conflict, differ)
    figures = _figures(asked, chances, threshold) | sentence_figures | conflict_figures
    return CalibrationReport(model, calibration, figures)


def _read_passages(reader: Reader, asked: Sequence[Asked], on_question: OnQuestion | None) -> list[Floats]:
    """Scores for each candidate of each question; read passage by passage, since one that was read costs little again."""
    tasks = [(item.text, number, place) for number, one in enumerate(asked) for place, item in enumerate(one.candidates)]
    scores: dict[tuple[int, int], Floats] = {}
    for done, (text, number, place) in enumerate(sorted(tasks)):
        if on_question:
            on_question(done, len(tasks))
        scores[number, place] = reader.judge(asked[number].text, text)
    return [scores[number, place] for _, number, place in tasks]


def _fit_sentences(reader: Reader, asked: Sequence[Asked]) -> tuple[Probe, Logistic, dict[str, float]]:
    told = [(number, one.text, *row) for number, one in enumerate(asked) for row in one.sentences]
    right = [ok for one in asked for ok in one.sentences_right]
    groups = [number for number, *_ in told]
    read = np.array([reader.answers(text, item.span.text, item.speaker) for _, text, item, _ in told])
    sentence, unseen = _cross_fitted(read, right, groups)
    rows = [signals | {"sentence": float(value)} for (*_, signals), value in zip(told, unseen, strict=True)]
    choose, chances = _cross_fitted_logistic(rows, right, groups, CHOOSE)
    labels, numbers = np.array(right), np.array(groups)
    with_right = [n for n in dict.fromkeys(groups) if labels[numbers == n].any()]
    chosen = [bool(labels[numbers == n][np.argmax(chances[numbers == n])]) for n in with_right]
    return sentence, choose, {"sentence_chosen_right": _share(chosen)}


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

    return list(GroupKFold(FOLDS).split(np.zeros(len(groups)), groups=np.array(groups)))


# --- thresholds and figures


def _best(asked: Sequence[Asked], chances: Floats) -> list[tuple[float, bool]]:
    """For each question: probability of the likeliest passage, and whether it is right."""
    best: list[tuple[float, bool]] = []
    at = 0
    for one in asked:
        part = chances[at : at + len(one.candidates)]
        at += len(one.candidates)
        best.append(max(zip(part.tolist(), one.right, strict=True), default=(0.0, False)))
    return best


def _threshold(asked: Sequence[Asked], chances: Floats) -> float:
    """The lowest probability from which at most ``RISK`` of the answered questions are answered from a wrong passage."""
    best = _best(asked, chances)
    for threshold in np.round(np.arange(0.05, 0.95, 0.01), 2):
        shown = [right for p, right in best if p >= threshold]
        if not shown or 1 - sum(shown) / len(shown) <= RISK:
            return float(threshold)
    return 0.95


def _certain(chances: Floats, right: Sequence[bool]) -> float:
    """The lowest probability from which at least ``CERTAIN`` of the passages are right."""
    labels = np.array(right)
    for bound in np.round(np.arange(0.5, 1.0, 0.01), 2):
        above = labels[chances >= bound]
        if len(above) and above.mean() >= CERTAIN:
            return float(bound)
    return 1.0


def _also(asked: Sequence[Asked], chances: Floats, threshold: float) -> float:
    """The lowest probability from which at least ``ALSO`` of the other documents' passages are right, of answered questions."""
    others: list[tuple[float, bool]] = []
    at = 0
    for one in asked:
        part = chances[at : at + len(one.candidates)]
        at += len(one.candidates)
        if len(part) and part.max() >= threshold:
            first = one.candidates[int(part.argmax())].evidence.passage.document
            rows = zip(one.candidates, part.tolist(), one.right, strict=True)
            others += [(p, ok) for item, p, ok in rows if item.evidence.passage.document != first]
    for bound in np.arange(0.05, threshold, 0.01).round(2):
        shown = [ok for p, ok in others if p >= bound]
        if shown and sum(shown) >= ALSO * len(shown):
            return float(bound)
    return threshold


def _figures(asked: Sequence[Asked], chances: Floats, threshold: float) -> dict[str, float]:
    best = list(zip(asked, _best(asked, chances), strict=True))
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
