import json
from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.models.base import Request
from evals.figures import Row, figures
from evals.metering import Metered, Tokens
from evals.running import RunReport, joined
from evals.scoring import score
from evals.spread import parity, risk_coverage
from evals.suite import Question
from tests.evals.examples import TEXTS, abstention, cited, question, unanswerable
from tests.evals.examples_fire import Counting
from tests.scripted import ScriptedModel

RIGHT = cited("21 houses burned.", ("en.txt", "21 houses burned"))
WRONG = cited("12 houses burned.", ("en.txt", "The fire began at dawn."))


class Sure(Row):
    """A row whose answer says how sure it is, as records of answers may."""

    __slots__ = ("sure",)

    def __init__(self, asked: Question, right: bool, sure: float | None) -> None:
        answer = RIGHT if right else WRONG
        super().__init__(asked, answer, score(asked, answer, TEXTS))
        object.__setattr__(self, "sure", sure)

    @property
    def confidence(self) -> float | None:
        return self.sure  # type: ignore[no-any-return,attr-defined]


def _rows(*told: tuple[bool, float | None]) -> list[Row]:
    return [Sure(question(), right, sure) for right, sure in told]


def test_risk_rises_as_less_sure_answers_are_shown() -> None:
    silent = Row(unanswerable(), abstention(), score(unanswerable(), abstention(), TEXTS))
    curve = risk_coverage([*_rows((True, 0.9), (False, 0.2), (True, 0.8)), silent])
    assert curve is not None
    assert [(point.coverage, point.confidence) for point in curve.points] == [(0.25, 0.9), (0.5, 0.8), (0.75, 0.2)]
    assert [point.risk for point in curve.points] == pytest.approx([0, 0, 1 / 3])
    assert (curve.n, curve.unscored) == (3, 0)
    assert curve.area.value == pytest.approx(1 / 9)


def test_a_confidence_that_tells_right_from_wrong_has_the_smaller_area() -> None:
    telling = risk_coverage(_rows(*[(True, 0.9)] * 10, *[(False, 0.1)] * 10))
    misleading = risk_coverage(_rows(*[(True, 0.1)] * 10, *[(False, 0.9)] * 10))
    assert telling is not None
    assert misleading is not None
    assert telling.area.high < misleading.area.low  # type: ignore[operator]
    assert len(telling.points) == 2, "answers of one confidence come together"


def test_without_a_confidence_there_is_no_curve_and_those_without_are_counted() -> None:
    assert risk_coverage(_rows((True, None))) is None
    curve = risk_coverage(_rows((True, 0.5), (True, None)))
    assert curve is not None
    assert (curve.n, curve.unscored) == (1, 1)
    assert Row(question(), RIGHT, score(question(), RIGHT, TEXTS)).confidence is getattr(RIGHT, "confidence", None)


def _asked(pair: str, right: Sequence[bool]) -> list[Row]:
    known = question(language=pair[:2], tags=(pair,))
    answers = [RIGHT if ok else WRONG for ok in right]
    return [Row(known, answer, score(known, answer, TEXTS)) for answer in answers]


def test_the_gap_is_between_the_best_and_the_last_pair() -> None:
    rows = [*_asked("en>en", [True] * 9 + [False]), *_asked("ar>en", [True] * 4 + [False] * 6), *_asked("ar>both", [False])]
    gap = parity(rows)["pairs"]
    assert gap is not None
    assert (gap.n, gap.highest, gap.lowest) == (20, "en>en", "ar>en")
    assert gap.value == pytest.approx(0.5)
    assert gap.rates == {"ar>en": 0.4, "en>en": 0.9}
    assert gap.low is not None
    assert gap.high is not None
    assert gap.low < 0.5 < gap.high
    languages = parity(rows)["languages"]
    assert languages is not None
    assert languages.rates == pytest.approx({"ar": 4 / 11, "en": 0.9})
    assert parity(_asked("en>en", [True, False])) == {"pairs": None, "languages": None}


def test_the_interval_of_a_gap_holds_the_gap_however_few_the_questions() -> None:
    pairs = ("en>en", "en>ar", "en>de", "ar>en", "ar>ar", "ar>de", "ar>fr")
    alike = [row for pair in pairs for row in _asked(pair, [True, False])]
    gap = parity(alike)["pairs"]
    assert gap is not None
    assert (gap.n, gap.value, gap.low) == (14, 0, 0), "percentiles of the resampled gaps begin far above it"
    assert gap.high is not None
    assert gap.high > 0.5, "two questions a pair tell next to nothing"


def test_a_gap_that_is_there_is_told_from_none_with_enough_questions() -> None:
    gap = parity([*_asked("en>en", [True] * 90 + [False] * 10), *_asked("ar>ar", [True] * 50 + [False] * 50)])["pairs"]
    assert gap is not None
    assert gap.low is not None
    assert gap.high is not None
    assert 0.2 < gap.low < gap.value < gap.high < 0.6


def test_where_all_questions_agree_no_interval_is_feigned() -> None:
    gap = parity([*_asked("en>en", [True]), *_asked("ar>en", [True])])["pairs"]
    assert gap is not None
    assert (gap.value, gap.low, gap.high) == (0, None, None)
    curve = risk_coverage(_rows((True, 0.9), (True, 0.8)))
    assert curve is not None
    assert (curve.area.value, curve.area.low, curve.area.high) == (0, None, None)


def test_the_report_carries_them_as_json() -> None:
    rows = tuple(_rows((True, 0.9), (False, 0.2)))
    report = joined([RunReport("fire", {}, rows, figures(rows), ())])
    told = json.loads(json.dumps(report.to_json()))
    assert told["risk_coverage"]["points"][0] == {"coverage": 0.5, "risk": 0.0, "confidence": 0.9}
    assert told["parity"] == {"pairs": None, "languages": None}
    assert told["overall"]["estimates"]["right"]["value"] == told["overall"]["rates"]["right"] == 0.5
    assert told["rows"][0]["score"]["facts"] == [{"fact": "21", "found": "words", "alias": "21", "where": "wording"}]
    assert told["intervals"]["confidence"] == 0.95


def test_tokens_are_counted_for_each_answer_where_the_model_tells() -> None:
    metered = Metered(Counting(["one two", "three"]))
    for _ in range(2):
        list(metered.stream(Request(())))
    assert metered.take() == Tokens(60, 4)
    assert metered.take() is None
    silent = Metered(ScriptedModel(["one"]))
    list(silent.stream(Request(())))
    assert silent.take() is None
    counted = figures([replace(Row(question(), RIGHT, score(question(), RIGHT, TEXTS)), tokens=Tokens(60, 4))])
    assert (counted.tokens_read.median, counted.tokens_written.median, counted.tokens_read.n) == (60, 4, 1)
