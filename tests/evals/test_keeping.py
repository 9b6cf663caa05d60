"""What a model said once is kept: a calibration that was stopped goes on, and asks for nothing twice."""

import math
from pathlib import Path

import pytest

from assistant.models.base import Completion, Features, Message, Request, Token, complete
from evals.keeping import KeptModel
from tests.scripted import ScriptedModel, scored


def _request(text: str = "Is it so?", scored: tuple[int, ...] = (1, 2), depth: int = 18, system: str = "You check.") -> Request:
    return Request((Message("system", system), Message("user", text)), max_tokens=1, scored=scored, depth=depth)


def _scores(model: KeptModel, request: Request) -> tuple[float, ...]:
    (token,) = complete(model, request).tokens
    return token.scores


def test_the_second_time_the_model_is_not_asked(tmp_path: Path) -> None:
    model = ScriptedModel([scored(1.5, -2.25)])
    with KeptModel(model, tmp_path / "evals" / "kept.sqlite") as kept:
        first, second = _scores(kept, _request()), _scores(kept, _request())
    assert first == second == (1.5, -2.25)
    assert len(model.requests) == 1


def test_the_first_answer_is_no_other_than_the_kept_one(tmp_path: Path) -> None:
    """Else a run that goes on would not fit what one without a stop fits."""
    with KeptModel(ScriptedModel([scored(0.1, 1 / 3)]), tmp_path / "kept.sqlite") as kept:
        assert _scores(kept, _request()) == _scores(kept, _request())


def test_it_is_kept_beyond_the_run(tmp_path: Path) -> None:
    with KeptModel(ScriptedModel([scored(1.0, 2.0)]), tmp_path / "kept.sqlite") as kept:
        _scores(kept, _request())
    with KeptModel(ScriptedModel([]), tmp_path / "kept.sqlite") as again:
        assert _scores(again, _request()) == (1.0, 2.0)


@pytest.mark.parametrize(
    "other",
    [
        _request(text="Is it not so?"),
        _request(system="You judge."),
        _request(scored=(2, 1)),
        _request(depth=14),
        Request((Message("user", "You check."), Message("user", "Is it so?")), max_tokens=1, scored=(1, 2), depth=18),
    ],
    ids=["text", "system", "tokens", "depth", "role"],
)
def test_whatever_else_is_asked_is_another_question(tmp_path: Path, other: Request) -> None:
    model = ScriptedModel([scored(1.0, 2.0), scored(3.0, 4.0)])
    with KeptModel(model, tmp_path / "kept.sqlite") as kept:
        assert _scores(kept, _request()) == (1.0, 2.0)
        assert _scores(kept, other) == (3.0, 4.0)
    assert model.requests[1] is other


def test_models_are_kept_apart(tmp_path: Path) -> None:
    for name, score in (("scripted:a", 1.0), ("scripted:b", 2.0), ("scripted:a", 1.0)):
        model = ScriptedModel([scored(score, 0.0)], name=name)
        with KeptModel(model, tmp_path / "kept.sqlite") as kept:
            assert kept.name == name
            assert _scores(kept, _request()) == (score, 0.0)


def test_an_answer_that_broke_off_is_not_kept(tmp_path: Path) -> None:
    def broken(request: Request) -> str:
        raise OSError("gone")

    with KeptModel(ScriptedModel(broken), tmp_path / "kept.sqlite") as kept, pytest.raises(OSError, match="gone"):
        _scores(kept, _request())
    with KeptModel(ScriptedModel([scored(1.0, 2.0)]), tmp_path / "kept.sqlite") as again:
        assert _scores(again, _request()) == (1.0, 2.0)


def _said(model: KeptModel, text: str = "Is it so?") -> tuple[tuple[str, float], ...]:
    (token,) = complete(model, Request((Message("user", text),), max_tokens=1, top_logprobs=20)).tokens
    return token.alternatives


def test_words_are_kept_too(tmp_path: Path) -> None:
    told = (("نعم", -0.25), ("no", -1.5), ("the", -math.inf))
    words = Completion("", (Token("no", -1.5, told),))
    with KeptModel(ScriptedModel([words]), tmp_path / "kept.sqlite") as kept:
        assert _said(kept) == _said(kept) == told
    with KeptModel(ScriptedModel([Completion("")]), tmp_path / "kept.sqlite") as again:
        assert _said(again) == told
        assert _said(again, "Is it not?") == (), "a model that said nothing"


def test_it_promises_what_one_token_tells_and_leaves_the_model_open(tmp_path: Path) -> None:
    model = ScriptedModel([])
    with KeptModel(model, tmp_path / "kept.sqlite") as kept:
        assert kept.features == Features(scores=True, logprobs=True)
    assert not model.closed
    with KeptModel(ScriptedModel([], features=Features(grammar=True)), tmp_path / "kept.sqlite") as without:
        assert without.features == Features()
