from dataclasses import replace
from pathlib import Path

import pytest

from assistant.models.base import Request
from evals.running import Scorers, run
from evals.scoring import score
from evals.suite import Suite
from evals.support import JUDGE, VERIFIER, ModelJudge, Support, Verifier, judge_support
from index.errors import ModelServerError
from tests.evals.examples import TEXTS, ScriptedSystem, cited, question
from tests.scripted import ScriptedModel

SAID = ("en.txt", "Mayor Lind said 21 houses burned.")
CLAIM = cited("The mayor counts 21 houses.", SAID)


def _verdicts(*replies: str) -> Support:
    return judge_support(ModelJudge(ScriptedModel(replies)), CLAIM, TEXTS)


@pytest.mark.parametrize(
    ("reply", "judged", "supported"),
    [("Yes", 1, 1), ("yes.", 1, 1), ("**Yes**", 1, 1), ("No", 1, 0), ("no, it adds", 1, 0), ("Perhaps", 0, 0), ("", 0, 0)],
)
def test_an_independent_judge_says_yes_or_no_or_nothing(reply: str, judged: int, supported: int) -> None:
    assert _verdicts(reply) == Support(JUDGE, 1, judged, supported)


def test_a_judge_sees_the_cited_words_and_the_claim_and_nothing_else_and_is_pinned() -> None:
    model = ScriptedModel(["yes"], name="scripted:judge-1")
    judge = ModelJudge(model)
    judge_support(judge, CLAIM, TEXTS)
    (request,) = model.requests
    shown = request.messages[-1].content
    assert SAID[1] in shown
    assert "The mayor counts 21 houses." in shown
    assert "dawn" not in shown
    assert (request.temperature, request.seed) == (0.0, 0)
    assert judge.model == "scripted:judge-1"


def test_the_verifier_goes_by_its_rules_first() -> None:
    model = ScriptedModel([])
    assert judge_support(Verifier(model), cited("The mayor counts 12 houses.", SAID), TEXTS) == Support(VERIFIER, 1, 1, 0)
    assert model.requests == []
    assert judge_support(Verifier(ScriptedModel(["yes"])), CLAIM, TEXTS) == Support(VERIFIER, 1, 1, 1)
    assert judge_support(Verifier(ScriptedModel(["no"])), CLAIM, TEXTS) == Support(VERIFIER, 1, 1, 0)
    assert judge_support(Verifier(), CLAIM, TEXTS) == Support(VERIFIER, 1, 0, 0), "the rules alone cannot tell that it holds"


def test_the_cited_words_themselves_need_no_judge_and_what_is_not_there_supports_nothing() -> None:
    model = ScriptedModel([])
    assert judge_support(ModelJudge(model), cited(SAID[1], SAID), TEXTS) == Support(JUDGE, 1, 1, 1)
    broken = replace(CLAIM, citations=(replace(CLAIM.citations[0], start=0),))
    assert judge_support(ModelJudge(model), broken, TEXTS) == Support(JUDGE, 1, 1, 0)


def test_a_judge_that_dies_costs_its_judgement_and_not_the_answer() -> None:
    def die(_: Request) -> str:
        raise ModelServerError("The server is gone.", "Start it.")

    scored = score(question(), CLAIM, TEXTS, (ModelJudge(ScriptedModel(die)),))
    assert scored.verdict == "right"
    assert scored.support == (Support(JUDGE, 1, 0, 0),)


def test_a_claim_without_an_opinion_is_counted_apart() -> None:
    asked = question(id="one", question="one"), question(id="two", question="two")
    suite = Suite(name="fire", description="", root=Path(), documents=tuple(TEXTS), questions=asked, sha256="0" * 64)
    system = ScriptedSystem({"one": CLAIM, "two": CLAIM})
    report = run(suite, system, TEXTS, scorers=Scorers((ModelJudge(ScriptedModel(["no", "hm"])),)))
    told = report.overall.estimates["claims_supported_by_judge"]
    assert (told.value, told.n, told.unscored) == (0.0, 1, 1)
    verifier = report.overall.estimates["claims_supported"]
    assert (verifier.value, verifier.unscored) == (None, 2)
