from pathlib import Path

import pytest

from evals.running import RunReport, run
from evals.suite import Suite
from evals.thresholds import Bound, faults, read_bounds
from index.errors import SuiteError
from tests.evals.examples import TEXTS, ScriptedSystem, abstention, cited, question, unanswerable

COUNT = ("en.txt", "21 houses burned")


@pytest.fixture
def report(tmp_path: Path) -> RunReport:
    """Half right, half abstained; nothing wrong; a tenth of a second each."""
    asked = (question(id="a", question="a"), question(id="b", question="b"), unanswerable(id="c", question="c"))
    suite = Suite(name="x", description="", root=tmp_path, documents=tuple(TEXTS), questions=asked, sha256="0")
    return run(suite, ScriptedSystem({"a": cited("21.", COUNT), "b": abstention(), "c": abstention()}), TEXTS)


def test_what_is_reached_passes(report: RunReport) -> None:
    assert faults(read_bounds("right=.5,shown_wrong=0,abstained=.5,refused=1,total_ms.p95=100,errors=0"), report) == ()


def test_what_falls_short_is_listed_with_what_was_wanted(report: RunReport) -> None:
    assert faults(read_bounds("right=.6, abstained=.4, refused=1, total_ms.median=99,speaker_right=.1"), report) == (
        "right: 0.5, at least 0.6 wanted",
        "abstained: 0.5, at most 0.4 wanted",
        "total_ms.median: 100, at most 99 wanted",
        "speaker_right: not measured, at least 0.1 wanted",
    )


def test_every_estimate_is_a_figure_and_so_are_the_ends_of_its_interval(report: RunReport) -> None:
    right = report.overall.estimates["right"]
    assert right.low is not None
    assert faults(read_bounds(f"right.low={right.low},right.n=2,abstention_precision=.5,document_recall_5=0"), report) == (
        "document_recall_5: not measured, at least 0 wanted",
    )
    assert faults(read_bounds(f"shown_wrong.high={(report.overall.estimates['shown_wrong'].high or 0) - 0.1}"), report)


@pytest.mark.parametrize("name", ["risk_coverage.area", "parity.pairs", "tokens_read.median", "wrong", "answered"])
def test_where_less_is_better_the_bound_is_an_upper_one(name: str) -> None:
    (bound,) = read_bounds(f"{name}=.5")
    assert (bound.fault(0.4), bound.fault(0.5)) == (None, None)
    assert bound.fault(0.6) == f"{name}: 0.6, at most 0.5 wanted"


def test_a_rate_goes_before_a_count_of_the_same_name(report: RunReport) -> None:
    assert report.overall.right == 1
    assert faults((Bound("right", 0.6),), report)


def test_a_file_of_thresholds_is_read_and_its_faults_are_told_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "thresholds.yaml"
    path.write_text("# for CI\nright: .8\nshown_wrong: 0.1\n", encoding="utf-8")
    assert read_bounds(str(path)) == (Bound("right", 0.8), Bound("shown_wrong", 0.1))
    path.write_text("right: .8\nrihgt: 1\n", encoding="utf-8")
    with pytest.raises(SuiteError, match=r"thresholds\.yaml:2: no report has a figure 'rihgt'"):
        read_bounds(str(path))
    path.write_text("- right\n", encoding="utf-8")
    with pytest.raises(SuiteError, match=r"thresholds\.yaml:1: expected lines"):
        read_bounds(str(path))


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ("right=much", "'much' is no number"),
        ("x=1", "no report has"),
        ("right.lwo=1", "no report has"),
        ("right=1,parity.pears=0", "no report has"),
        ("nowhere.yaml", "cannot be read"),
    ],
)
def test_what_is_no_threshold_is_refused(given: str, fault: str) -> None:
    with pytest.raises(SuiteError, match=fault):
        read_bounds(given)
