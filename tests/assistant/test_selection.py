"""Selection: signals compare passages, weights decide, and a model without weights has no calibration."""

import math

import pytest

from assistant.models.base import Token
from assistant.reading import log_odds
from assistant.selection import SIGNALS, Calibration, Judged, find_calibration, probability, select, signals
from index.records import Evidence, Passage


def _judged(name: str, judge: float, score: float = 0.0) -> Judged:
    return Judged(Evidence(Passage(name, 0, 4, "text", "en"), score), judge)


EVEN = Calibration(dict.fromkeys(SIGNALS, 1.0), bias=0.0, threshold=0.5, certain=0.9)


def test_contrast_is_against_the_other_passages() -> None:
    rows = signals([_judged("a", 3.0), _judged("b", 1.0), _judged("c", -1.0)])
    assert [row["contrast"] for row in rows] == [3.0, 0.0, -3.0]
    assert signals([_judged("a", 3.0)])[0]["contrast"] == 0.0


def test_a_model_that_says_yes_to_everything_says_nothing() -> None:
    contrast_only = Calibration(dict.fromkeys(SIGNALS, 0.0) | {"contrast": 1.0}, 0.0, 0.6, 0.9)
    eager = select([_judged("a", 5.0), _judged("b", 5.0)], contrast_only)
    assert all(item.probability == pytest.approx(0.5) for item in eager)


def test_likeliest_first_by_all_signals_together() -> None:
    chosen = select([_judged("a", -1.0, 0.5), _judged("b", 2.0, 0.1)], EVEN)
    assert [item.evidence.passage.document for item in chosen] == ["b", "a"]
    assert chosen[0].signals == pytest.approx({"judge": 2.0, "contrast": 3.0, "standing": -0.4})


def test_probability_is_logistic_and_does_not_overflow() -> None:
    row = dict.fromkeys(SIGNALS, 0.0)
    assert probability(row, EVEN) == pytest.approx(0.5)
    assert probability(row | {"judge": math.log(3)}, EVEN) == pytest.approx(0.75)
    assert probability(row | {"judge": -1e6}, EVEN) == pytest.approx(0.0)


def test_the_shipped_calibration_is_usable_and_only_for_the_models_it_was_fitted_to() -> None:
    fitted = find_calibration("embedded:qwen2.5-coder-1.5b-instruct-q4_k_m")
    assert fitted is not None
    assert set(fitted.weights) == set(SIGNALS)
    assert 0.0 < fitted.threshold <= fitted.certain <= 1.0
    assert find_calibration("ollama:some-model") is None


def test_log_odds_gather_every_spelling_of_yes_and_no() -> None:
    token = Token("Yes", math.log(0.4), (("Yes", math.log(0.4)), (" yes", math.log(0.2)), ("no", math.log(0.2)), ("the", -9.0)))
    assert log_odds(token) == pytest.approx(math.log(3), abs=1e-3)
    assert log_odds(Token("the", -0.1, (("the", -0.1),))) == pytest.approx(0.0)
