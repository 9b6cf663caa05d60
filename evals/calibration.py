"""Fits the weights by which a language model's word on single passages is trusted (``assistant.selection``).

Development data: questions over documents, each with the facts of its answer. For every question the product's own
retrieval finds passages and the model judges each; a passage is right if it holds all facts. A logistic regression on the
signals gives the weights. The threshold is the lowest at which few enough of the shown passages are wrong: the product
would rather say that the documents do not tell than show what does not answer.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import numpy as np

from assistant.extracting import READ
from assistant.reading import Reader
from assistant.selection import SIGNALS, Calibration, Judged, probability, signals
from evals.matching import contains
from evals.suite import Question, Suite
from evals.workbench import indexed
from index.retrieval import Retriever

if TYPE_CHECKING:
    from assistant.models.base import LanguageModel
    from index.config import IndexSettings

RISK = 0.1  # share of the questions answered from a wrong passage, of those answered at all, that the threshold allows
CERTAIN = 0.95  # share of right ones among the passages from whose probability on no further passage is read


@dataclass(frozen=True, slots=True)
class JudgedQuestion:
    """One question's passages: their signals, and which of them hold the answer."""

    id: str
    answerable: bool
    rows: tuple[dict[str, float], ...]
    right: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class CalibrationReport:
    """The fitted weights and how they do on the data that they were fitted to."""

    model: str
    calibration: Calibration
    questions: int
    answered_right: float
    refused_right: float
    shown_wrong: float

    def to_json(self) -> dict[str, object]:
        """The entry of ``assistant/calibration.json``, with what it was fitted to."""
        return asdict(self)


def judge_suite(
    suite: Suite, model: "LanguageModel", settings: "IndexSettings", on_question: Callable[[int, int], None] | None = None
) -> list[JudgedQuestion]:
    """Retrieve and judge passages for every question of ``suite``."""
    judged: list[JudgedQuestion] = []
    reader = Reader(model)
    documents = {name: path.read_bytes() for name, path in suite.paths()}
    with indexed(documents, settings) as library:
        retriever = Retriever(library)
        for number, question in enumerate(suite.questions):
            if on_question:
                on_question(number, len(suite.questions))
            found = [Judged(item, reader.judge(question.question, item)) for item in retriever.search(question.question, READ)]
            rows = signals(found)
            right = tuple(_holds(item.evidence.passage.text, question) for item in found)
            judged.append(JudgedQuestion(question.id, question.expect == "answered", tuple(rows), right))
    return judged


def fit(model: str, judged: Sequence[JudgedQuestion]) -> CalibrationReport:
    """Weights, threshold and the probability of certainty from judged questions."""
    from sklearn.linear_model import LogisticRegression

    features = np.array([[row[name] for name in SIGNALS] for question in judged for row in question.rows])
    right = np.array([label for question in judged for label in question.right])
    scale = features.std(axis=0) + 1e-6  # regularisation treats all signals alike
    regression = LogisticRegression(C=1.0, max_iter=1000).fit(features / scale, right)
    weights = dict(zip(SIGNALS, (round(float(w), 4) for w in regression.coef_[0] / scale), strict=True))
    bias = round(float(regression.intercept_[0]), 4)
    fitted = Calibration(weights, bias, threshold=0.5, certain=1.0)
    fitted = Calibration(weights, bias, _threshold(judged, fitted), _certain(judged, fitted))
    return _report(model, judged, fitted)


def _best(question: JudgedQuestion, fitted: Calibration) -> tuple[float, bool]:
    """Probability of the likeliest passage, and whether it is right."""
    return max(zip((probability(row, fitted) for row in question.rows), question.right, strict=True))


def _threshold(judged: Sequence[JudgedQuestion], fitted: Calibration) -> float:
    """The lowest probability from which at most ``RISK`` of the answered questions are answered from a wrong passage."""
    best = [_best(question, fitted) for question in judged]
    for threshold in np.arange(0.05, 0.95, 0.01):
        shown = [right for p, right in best if p >= threshold]
        if not shown or 1 - sum(shown) / len(shown) <= RISK:
            return round(float(threshold), 2)
    return 0.95


def _certain(judged: Sequence[JudgedQuestion], fitted: Calibration) -> float:
    """The lowest probability from which at least ``CERTAIN`` of the passages are right."""
    scored = [(probability(row, fitted), ok) for q in judged for row, ok in zip(q.rows, q.right, strict=True)]
    for bound in np.arange(0.5, 1.0, 0.01):
        above = [ok for p, ok in scored if p >= bound]
        if above and sum(above) / len(above) >= CERTAIN:
            return round(float(bound), 2)
    return 1.0


def _report(model: str, judged: Sequence[JudgedQuestion], fitted: Calibration) -> CalibrationReport:
    best = {question.id: _best(question, fitted) for question in judged}
    shown = [question for question in judged if best[question.id][0] >= fitted.threshold]
    answerable = [question for question in judged if question.answerable]
    unanswerable = [question for question in judged if not question.answerable]
    return CalibrationReport(
        model,
        fitted,
        len(judged),
        answered_right=_share([q in shown and best[q.id][1] for q in answerable]),
        refused_right=_share([q not in shown for q in unanswerable]),
        shown_wrong=_share([not best[q.id][1] for q in shown]),
    )


def _share(values: Sequence[bool]) -> float:
    return round(sum(values) / len(values), 3) if values else 0.0


def _holds(text: str, question: Question) -> bool:
    return question.expect == "answered" and all(any(contains(text, alias) for alias in group) for group in question.facts)
