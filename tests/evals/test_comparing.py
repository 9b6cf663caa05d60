import json
from pathlib import Path
from typing import Any

import pytest
from scipy.stats import binomtest

from evals.comparing import compare, difference, load_side, side
from evals.comparison_tables import comparison_grids, notes
from index.errors import SuiteError


def row(id_: str, verdict: str, *, question: str = "Why?", expect: str = "answered", error: str | None = None) -> dict[str, Any]:
    expected = {"question": question, "language": "en", "expect": expect, "facts": [["21"]], "history": []}
    return {"id": id_, "verdict": verdict, "error": error, "expected": expected}


def report(*rows: dict[str, Any], suite: str = "fire", sha: str = "0") -> dict[str, Any]:
    return {"suite": suite, "head": {"suite_sha256": sha}, "rows": list(rows)}


def test_what_changed_is_told_question_by_question_the_worse_first() -> None:
    before = side("a", [report(row("1", "right"), row("2", "wrong"), row("3", "abstained"), row("4", "right"))])
    after = side("b", [report(row("1", "right"), row("2", "right"), row("3", "wrong"), row("4", "wrong"))])
    found = compare(before, after)
    assert [(change.id, change.before, change.after) for change in found.changes] == [
        ("4", "right", "wrong"),
        ("2", "wrong", "right"),
        ("3", "abstained", "wrong"),
    ]
    assert [(change.better, change.worse) for change in found.changes] == [(False, True), (True, False), (False, False)]
    right = found.differences["right"]
    assert (right.n, right.before, right.after, right.gained, right.lost, right.p) == (4, 0.5, 0.5, 1, 1, 1.0)
    assert found.same_suite
    assert notes(found) == ()


def test_answerable_questions_and_others_are_tested_apart_and_together() -> None:
    before = side("a", [report(row("1", "wrong"), row("2", "refused", expect="abstained"))])
    after = side("b", [report(row("1", "right"), row("2", "answered", expect="abstained"))])
    found = compare(before, after).differences
    assert (found["right"].before, found["right"].after) == (0, 1)
    assert (found["refused"].before, found["refused"].after) == (1, 0)
    assert (found["as expected"].n, found["as expected"].gained, found["as expected"].lost) == (2, 1, 1)


def test_a_question_that_failed_in_either_run_is_in_no_figure() -> None:
    before = side("a", [report(row("1", "right"), row("2", "right"))])
    after = side("b", [report(row("1", "right"), row("2", "error", error="gone"))])
    found = compare(before, after)
    assert (found.compared, found.failed) == (1, 1)
    assert found.changes == ()
    assert found.differences["right"].n == 1
    assert "1 questions failed" in notes(found)[0]


def test_of_different_suites_only_questions_asked_alike_are_compared_and_that_is_said() -> None:
    before = side("a", [report(row("1", "right"), row("2", "right", question="How?"), row("3", "right"))])
    after = side("b", [report(row("1", "wrong"), row("2", "wrong", question="Where?"), sha="1")])
    found = compare(before, after)
    assert (found.same_suite, found.compared, found.apart) == (False, 1, 2)
    assert notes(found) == ("The suites or their documents differ: only the 1 questions that both ask alike are compared.",)


def test_runs_with_no_question_in_common_are_refused() -> None:
    other = side("b", [report(row("9", "right"))])
    with pytest.raises(SuiteError, match="a and b have no question in common"):
        compare(side("a", [report(row("1", "right"))]), other)


def test_the_test_is_mcnemars_and_the_interval_is_about_the_difference() -> None:
    pairs = [(False, True)] * 9 + [(True, False)] + [(True, True)] * 10
    found = difference(pairs)
    assert (found.gained, found.lost) == (9, 1)
    assert found.p == pytest.approx(binomtest(1, 10).pvalue) == pytest.approx(22 / 1024)
    assert found.low is not None
    assert found.high is not None
    assert 0 < found.low < 0.4 < found.high < 0.75
    assert difference(pairs) == found, "the same again"
    turned = difference([(after, before) for before, after in pairs])
    assert turned.p == found.p


def test_no_difference_and_no_questions_are_no_error() -> None:
    same = difference([(True, True)] * 5)
    assert (same.low, same.high, same.p) == (None, None, 1), "no interval is feigned where all agree"
    nothing = difference([])
    assert (nothing.n, nothing.before, nothing.p) == (0, None, None)
    grid = comparison_grids(compare(side("a", [report(row("1", "right"))]), side("b", [report(row("1", "right"))])))[0]
    assert grid.rows[1] == ("refused", "0", *["–"] * 7)


def test_a_report_a_log_and_what_json_printed_are_read_alike(tmp_path: Path) -> None:
    told = report(row("1", "right"), row("2", "wrong"))
    (tmp_path / "a.json").write_text(json.dumps(told), encoding="utf-8")
    (tmp_path / "b.json").write_text(json.dumps([told]), encoding="utf-8")
    head = {"head": told["head"] | {"suite": "fire"}}
    (tmp_path / "c.jsonl").write_text("".join(json.dumps(line) + "\n" for line in (head, *told["rows"])), encoding="utf-8")
    rows = [load_side(tmp_path / name).rows for name in ("a.json", "b.json", "c.jsonl")]
    assert rows[0] == rows[1] == rows[2]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{\n]", r"a\.json:2: no JSON"),
        ('{"suite": "x", "rows": [{"system": "stock"}], "head": {}}', "no report of a suite"),
        ("[]", "no report of a suite"),
        ("3", "no report of a suite"),
    ],
)
def test_what_is_no_report_is_refused(tmp_path: Path, text: str, fault: str) -> None:
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    with pytest.raises(SuiteError, match=fault):
        load_side(tmp_path / "a.json")
    with pytest.raises(SuiteError, match="cannot be read"):
        load_side(tmp_path / "nowhere.json")


def test_one_suite_twice_on_one_side_is_refused() -> None:
    with pytest.raises(SuiteError, match="holds one suite twice"):
        side("a", [report(row("1", "right")), report(row("1", "wrong"))])
