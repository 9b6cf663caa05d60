"""Selection: signals compare passages, weights decide, and a model without weights has no calibration."""

import json
import math
from pathlib import Path

import numpy as np
import pytest

from assistant.candidates import PASSAGE_SIGNALS, Candidate
from assistant.conflicts import FEATURES
from assistant.models.base import Features, LanguageModel, Token, log_odds
from assistant.selection import (
    CHOOSE,
    SELECT,
    WORDS,
    Calibration,
    Judged,
    Logistic,
    Probe,
    calibration_of,
    find_calibration,
    select,
    signals,
)
from index.errors import ConfigurationError
from index.records import Evidence, Passage
from tests.scripted import ScriptedModel
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


def test_the_shipped_weights_for_words_are_complete_and_read_nothing_but_words() -> None:
    fitted = find_calibration(WORDS)
    assert fitted is not None
    assert (fitted.tokens, fitted.depth) == ((), 0)
    probes = fitted.judge, fitted.sentence, fitted.premise, fitted.agree
    assert {len(probe.weights) for probe in probes} == {2}, "of yes and of no"
    assert all(probe.weights[0] > probe.weights[1] for probe in probes[:2]), "who says yes means it"
    assert set(fitted.thresholds) == {"en", "ar"}


SERVED = Features(json_schema=True, logprobs=True)


@pytest.mark.parametrize(
    ("model", "entry"),
    [
        (ScriptedModel([], name=SHIPPED), SHIPPED),
        (ScriptedModel([], name=SHIPPED, features=SERVED, billions=1.5), WORDS),
        (ScriptedModel([], name="ollama:llama3.2:3b", features=SERVED, billions=3.2), WORDS),
        (ScriptedModel([], name="ollama:llama3.1:8b", features=SERVED, billions=8.0), None),
        (ScriptedModel([], name="openai:a", features=SERVED), None),
        (ScriptedModel([], name="ollama:qwen2.5:0.5b", features=Features(json_schema=True), billions=0.5), WORDS),
        (ScriptedModel([], name="embedded:mine", billions=0.5), WORDS),
        (ScriptedModel([], name="embedded:mine", billions=7.6), None),
    ],
    ids=["probed", "tells no scores", "small", "large", "nobody knows", "tells no probabilities", "a small file", "a large file"],
)
def test_a_model_is_read_where_there_are_weights_for_it_or_it_is_small(model: LanguageModel, entry: str | None) -> None:
    assert calibration_of(model) is (entry and find_calibration(entry))


def test_a_calibration_of_ones_own_goes_before_the_shipped_ones(tmp_path: Path) -> None:
    own = tmp_path / "mine.json"
    weights = calibration(tokens=(), depth=0, also=0.123)
    for name in (SHIPPED, "ollama:llama3.1:8b"):
        own.write_text(json.dumps({"model": name, "figures": {}, "calibration": weights.to_json()}), encoding="utf-8")
        assert calibration_of(ScriptedModel([], name=name), own) == weights
    own.unlink()
    assert calibration_of(ScriptedModel([], name=name), own) == weights, "read once"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (None, "cannot be read"),
        ("{}", "is not what `dossier eval calibration` prints"),
        ("", "is not what `dossier eval calibration` prints"),
        ("[]", "is not what `dossier eval calibration` prints"),
        ('{"model": "a", "calibration": {"tokens": []}}', "is not what `dossier eval calibration` prints"),
        (json.dumps({"model": "ollama:other", "calibration": calibration().to_json()}), "was fitted to ollama:other"),
    ],
    ids=["missing", "another", "empty", "list", "incomplete", "of another model"],
)
def test_a_calibration_that_is_none_is_refused_with_what_to_do(tmp_path: Path, written: str | None, told: str) -> None:
    own = tmp_path / "mine.json"
    if written is not None:
        own.write_text(written, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=told) as caught:
        calibration_of(ScriptedModel([], name="ollama:mine"), own)
    assert "DOSSIER_MODEL__CALIBRATION" in caught.value.hint


def test_log_odds_gather_every_spelling_of_yes_and_no() -> None:
    token = Token("Yes", math.log(0.4), (("Yes", math.log(0.4)), (" yes", math.log(0.2)), ("no", math.log(0.2)), ("the", -9.0)))
    assert log_odds(token) == pytest.approx(math.log(3), abs=1e-3)
    assert log_odds(Token("the", -0.1, (("the", -0.1),))) == pytest.approx(0.0)


def test_questions_in_a_language_without_a_threshold_have_the_highest() -> None:
    weights = calibration(thresholds={"en": 0.6, "ar": 0.4})
    asked = ("How many?", "كم عددها؟", "Сколько их?")
    assert [weights.threshold(question) for question in asked] == [0.6, 0.4, 0.6]
