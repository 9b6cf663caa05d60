import numpy as np
import pytest

from evals.intervals import UNSCORED, Tally, estimate, resamples
from evals.tables import estimate_cell


def _one(*tallies: Tally | None) -> dict[str, Tally]:
    return {name: tally for name, tally in zip("ab", tallies, strict=False) if tally is not None}


def test_a_share_lies_within_its_interval_which_narrows_with_more_questions() -> None:
    few = estimate([_one(Tally(i % 3 == 0, 1)) for i in range(30)], ["a"])["a"]
    many = estimate([_one(Tally(i % 3 == 0, 1)) for i in range(600)], ["a"])["a"]
    for part, n in ((few, 30), (many, 600)):
        assert part.value == pytest.approx(1 / 3)
        assert part.n == part.questions == n
        assert part.low is not None
        assert part.high is not None
        assert part.low < 1 / 3 < part.high
        normal = 1.96 * (2 / 9 / n) ** 0.5
        assert part.high - part.low == pytest.approx(2 * normal, rel=0.15)


def test_it_is_always_the_same() -> None:
    tallies = [_one(Tally(i % 2, 1)) for i in range(9)]
    first = estimate(tallies, ["a"])
    resamples.cache_clear()
    assert estimate(tallies, ["a"]) == first


def test_what_belongs_to_one_question_is_drawn_together() -> None:
    apart = estimate([_one(Tally(i % 2, 1)) for i in range(40)], ["a"])["a"]
    together = estimate([_one(Tally(10 * (i % 2), 10)) for i in range(4)], ["a"])["a"]
    assert (apart.n, together.n) == (40, 40)
    assert together.questions == 4
    assert together.high - together.low > apart.high - apart.low  # type: ignore[operator]


def test_where_all_questions_agree_the_interval_is_the_exact_binomial_one() -> None:
    right = estimate([_one(Tally(1, 1))] * 3, ["a"])["a"]
    wrong = estimate([_one(Tally(0, 1))] * 3, ["a"])["a"]
    assert [right.low, right.high] == pytest.approx([0.025 ** (1 / 3), 1])
    assert [wrong.low, wrong.high] == pytest.approx([0, 1 - 0.025 ** (1 / 3)])


def test_what_could_not_be_scored_is_counted_apart_and_is_no_zero() -> None:
    parts = estimate([_one(Tally(1, 1), UNSCORED), _one(Tally(0, 1)), _one(Tally(1, 2), UNSCORED)], ["a", "b"])
    assert (parts["a"].value, parts["a"].n, parts["a"].unscored) == (0.5, 4, 0)
    assert (parts["b"].value, parts["b"].n, parts["b"].questions, parts["b"].unscored) == (None, 0, 0, 2)
    assert estimate([], ["a"])["a"].value is None


def test_each_resample_draws_as_many_questions_as_there_are() -> None:
    assert np.all(resamples(7).sum(axis=1) == 7)


def test_a_cell_is_compact() -> None:
    part = estimate([_one(Tally(i % 2, 1)) for i in range(40)], ["a"])["a"]
    assert estimate_cell(part) == f".50 [.{round(100 * part.low)}–.{round(100 * part.high)}] of 40"  # type: ignore[operator]
    assert estimate_cell(estimate([], ["a"])["a"]) == "–"
