import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import evals.cli  # noqa: F401 - adds `eval` to the command line
from assistant.cli import app
from evals.agreement import ScorerReport, measure, predicted
from evals.scorer_cases import CASES, ScorerCases, load_cases
from evals.scoring import score
from evals.support import ModelJudge, Verifier
from index.errors import SuiteError
from tests.scripted import ScriptedModel


@pytest.fixture(scope="module")
def known() -> ScorerCases:
    return load_cases()


@pytest.fixture(scope="module")
def report(known: ScorerCases) -> ScorerReport:
    return measure(known, (Verifier(),))


def test_the_labels_load_and_are_many_in_both_languages(known: ScorerCases) -> None:
    assert len(known.cases) >= 100
    languages = [known.questions[case.question].language for case in known.cases]
    assert min(languages.count("en"), languages.count("ar")) >= 30
    assert {case.kind for case in known.cases} >= {
        "right", "wrong", "partly", "other language", "other script", "hedged", "wrong reason", "negated", "abstained",
    }  # fmt: skip


def test_agreement_does_not_fall_below_what_was_published(report: ScorerReport) -> None:
    """The table of docs/evaluation-figures.md. Who improves a scorer raises these; who lowers them has broken one."""
    told = {one.scorer: (round(one.accuracy.value or 0, 2), round(one.kappa or 0, 2)) for one in report.agreements}
    least = {
        "right, partly, wrong, abstained": (0.8, 0.66),
        "right or not": (0.85, 0.7),
        "answer language": (1.0, 1.0),
        "speaker named": (1.0, 1.0),
        "claims supported, verifier": (1.0, 1.0),  # by its rules alone, without a model
        "right and supported, verifier": (1.0, 0.0),  # of those that are not right
    }
    assert told.keys() == least.keys()
    for scorer, (accuracy, kappa) in least.items():
        assert told[scorer][0] >= accuracy
        assert told[scorer][1] >= kappa


def test_disagreements_are_told_one_by_one(report: ScorerReport) -> None:
    verdict = report.agreements[0]
    apart = verdict.to_json()["disagreements"]
    assert len(apart) == sum(verdict.confusion.values()) == round((1 - (verdict.accuracy.value or 0)) * report.cases)
    assert {"id": "q03", "person": "wrong", "scorer": "right"}.items() <= next(one for one in apart if one["id"] == "q03").items()


def test_partly_is_some_of_the_facts(known: ScorerCases) -> None:
    case = next(case for case in known.cases if case.id == "p01")
    assert predicted(score(known.questions[case.question], known.answer(case), known.texts)) == "partly"


def test_a_judge_is_measured_like_a_scorer(known: ScorerCases) -> None:
    def say(word: str) -> ModelJudge:
        return ModelJudge(ScriptedModel(lambda _: word, name=f"scripted:{word}"))

    always = measure(known, (say("yes"),)).agreements[-2]
    assert always.scorer == "claims supported, judge"
    assert always.kappa == 0
    assert always.accuracy.value == pytest.approx(sum(c.supported is True for c in known.cases) / always.accuracy.n)
    silent = measure(known, (say("maybe"),)).agreements[-2]
    assert silent.accuracy.unscored == always.accuracy.n - silent.accuracy.n > 0
    assert measure(known, (say("yes"),)).judges == {"judge": "scripted:yes"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("id: r02,", "id: r01,", "the id 'r01' stands twice"),
        ("question: cracks, kind: right", "question: cracs, kind: right", "there is no question 'cracs'"),
        ("label: right,", "label: rihgt,", "label"),
        ('quotes: {lighthouse.txt: "Engineers', 'quotes: {lighthouse.txt: "Sailors', "do not stand in lighthouse.txt"),
    ],
)
def test_a_bad_file_is_refused_with_its_name(tmp_path: Path, old: str, new: str, message: str) -> None:
    path = tmp_path / "cases.yaml"
    path.write_text(CASES.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SuiteError, match=message) as refused:
        load_cases(path)
    assert "cases.yaml:" in str(refused.value)


def test_the_command_prints_the_table_and_json(tmp_path: Path) -> None:
    shown = CliRunner().invoke(app, ["eval", "scorers", "--home", str(tmp_path)])
    assert shown.exit_code == 0
    assert "wrong reason" in shown.output
    told = json.loads(CliRunner().invoke(app, ["eval", "scorers", "--json", "--home", str(tmp_path)]).output)
    assert told["cases"] == len(load_cases().cases)
    assert [one["scorer"] for one in told["scorers"]][:2] == ["right, partly, wrong, abstained", "right or not"]
