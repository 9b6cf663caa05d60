"""Selection: signals compare passages, weights decide, and a model without weights has no calibration."""

import json
import math

import numpy as np
import pytest

from assistant.candidates import PASSAGE_SIGNALS, Candidate
from assistant.conflicts import FEATURES
from assistant.models.base import Token
from assistant.selection import CHOOSE, SELECT, Calibration, Judged, Logistic, Probe, find_calibration, select, signals
from assistant.verification import log_odds
from index.records import Evidence, Passage
from tests.small_model import calibration

SHIPPED = "embedded:qwen2.5-coder-1.5b-instruct-q4_k_m"


def _judged(name: str, judge: float, **known: float) -> Judged:
    evidence = Evidence(Passage(name, 0, 4, "text", "en"), 0.0)
    return Judged(Candidate(evidence, "text", (), dict.fromkeys(PASSAGE_SIGNALS, 0.0) | known), judge)


def _weighing(**weights: float) -> Calibration:
    return calibration(select=Logistic(dict.fromkeys(SELECT, 0.0) | weights, 0.0))


def test_contrast_is_against_the_other_passages_read() -> None:
    rows = signals([_judged("a", 3.0), _judged("b", 1.0), _judged("c", -1.0)])
    assert [row["contrast"] for row in rows] == [3.0, 0.0, -3.0]
    assert signals([_judged("a", 3.0)])[0]["contrast"] == 0.0
    assert signals([]) == []


def test_a_row_has_every_signal_that_weights_are_for() -> None:
    (row,) = signals([_judged("a", 3.0, standing=0.5, party=-1.0)])
    assert set(row) == set(SELECT)
    assert (row["judge"], row["standing"], row["party"]) == (3.0, 0.5, -1.0)


def test_a_model_that_says_yes_to_everything_says_nothing() -> None:
    eager = select([_judged("a", 5.0), _judged("b", 5.0)], _weighing(contrast=1.0))
    assert all(item.probability == pytest.approx(0.5) for item in eager)


def test_likeliest_first_by_all_signals_together() -> None:
    chosen = select(
        [_judged("a", -1.0, standing=0.5), _judged("b", 2.0, standing=0.1)], _weighing(judge=1, contrast=1, standing=1)
    )
    assert [item.candidate.evidence.passage.document for item in chosen] == ["b", "a"]
    assert chosen[0].probability == pytest.approx(1 / (1 + math.exp(-(2.0 + 3.0 + 0.1))))
    lifted = select([_judged("a", -1.0, standing=9.0), _judged("b", 2.0)], _weighing(judge=1, standing=1))
    assert [item.candidate.evidence.passage.document for item in lifted] == ["a", "b"]


def test_probability_is_logistic_and_does_not_overflow() -> None:
    logistic = Logistic({"judge": 1.0, "standing": 2.0}, -1.0)
    assert logistic.probability({"judge": 1.0, "standing": 0.0}) == pytest.approx(0.5)
    assert logistic.probability({"judge": 0.0, "standing": (1 + math.log(3)) / 2}) == pytest.approx(0.75)
    assert logistic.probability({"judge": -1e6, "standing": 0.0}) == pytest.approx(0.0)
    assert logistic.probability({"judge": 1e6, "standing": 0.0}) == pytest.approx(1.0)
    with pytest.raises(KeyError):
        logistic.probability({"judge": 1.0})


def test_a_probe_weighs_each_score() -> None:
    assert Probe((2.0, -1.0, 0.0), 0.5).log_odds(np.array([1.0, 3.0, 99.0])) == pytest.approx(-0.5)


def test_a_calibration_is_the_same_after_it_was_written() -> None:
    written = json.dumps(calibration().to_json())
    assert Calibration.from_json(json.loads(written)) == calibration()


def test_the_shipped_calibration_is_complete_and_only_for_the_models_it_was_fitted_to() -> None:
    fitted = find_calibration(SHIPPED)
    assert fitted is not None
    assert set(fitted.select.weights) == set(SELECT)
    assert set(fitted.choose.weights) == set(CHOOSE)
    assert set(fitted.conflict.weights) == set(FEATURES)
    assert len(fitted.tokens) == len(set(fitted.tokens))
    assert {len(probe.weights) for probe in (fitted.judge, fitted.sentence, fitted.agree)} == {len(fitted.tokens)}
    assert fitted.depth > 0
    assert set(fitted.thresholds) == {"en", "ar"}
    assert all(0.0 < bound <= 1.0 for bound in (fitted.also, *fitted.thresholds.values(), fitted.certain))
    assert fitted.differ > 0.0
    assert find_calibration("ollama:some-model") is None


def test_log_odds_gather_every_spelling_of_yes_and_no() -> None:
    token = Token("Yes", math.log(0.4), (("Yes", math.log(0.4)), (" yes", math.log(0.2)), ("no", math.log(0.2)), ("the", -9.0)))
    assert log_odds(token) == pytest.approx(math.log(3), abs=1e-3)
    assert log_odds(Token("the", -0.1, (("the", -0.1),))) == pytest.approx(0.0)


def test_questions_in_a_language_without_a_threshold_have_the_highest() -> None:
    weights = calibration(thresholds={"en": 0.6, "ar": 0.4})
    asked = ("How many?", "كم عددها؟", "Сколько их?")
    assert [weights.threshold(question) for question in asked] == [0.6, 0.4, 0.6]
