"""Reading: one passage or sentence at a time, scores and nothing else, and what readings share comes first."""

import math

import numpy as np
import pytest

from assistant.models.base import Completion, Features, Token
from assistant.reading import Reader
from tests.scripted import ScriptedModel, likely, scored

TOKENS = (7, 3, 5)
QUESTION = "How many cracks does the wall have?"


def test_scores_come_in_the_order_of_the_tokens_less_their_mean() -> None:
    reader = Reader(ScriptedModel([scored(4.0, 1.0, -2.0)]), TOKENS, 18)
    read = reader.judge(QUESTION, "The wall has 14 cracks.")
    assert read.dtype == np.float64
    assert read.tolist() == pytest.approx([3.0, 0.0, -3.0])


def test_what_every_score_has_in_common_says_nothing() -> None:
    reader = Reader(ScriptedModel([scored(1.0, 2.0, 3.0), scored(-99.0, -98.0, -97.0)]), TOKENS, 18)
    one, other = (reader.agree(QUESTION, "14", "3") for _ in range(2))
    assert one.tolist() == pytest.approx(other.tolist())


def test_it_asks_for_scores_at_its_depth_and_generates_nothing() -> None:
    model = ScriptedModel([scored(0, 0, 0)] * 4)
    reader = Reader(model, TOKENS, 18)
    reader.judge(QUESTION, "The dam is old. The wall has 14 cracks.")
    reader.answers(QUESTION, "The wall has 14 cracks.", None)
    reader.answers(QUESTION, "The wall has 14 cracks.", "the engineer")
    reader.agree(QUESTION, "14", "3")
    assert [(request.scored, request.depth, request.max_tokens) for request in model.requests] == [(TOKENS, 18, 1)] * 4


def test_a_passage_comes_before_the_question_so_that_one_read_before_costs_only_the_question() -> None:
    model = ScriptedModel([scored(0, 0, 0)] * 2)
    reader = Reader(model, TOKENS, 18)
    passage = "The dam is old. The wall has 14 cracks."
    reader.judge(QUESTION, passage)
    reader.judge("Who counted?", passage)
    (system, first), (same, second) = (request.messages for request in model.requests)
    assert system == same
    assert first.content.startswith(f"{passage}\n\nQuestion: {QUESTION}")
    assert second.content.startswith(f"{passage}\n\nQuestion: Who counted?")


def test_of_sentences_the_question_comes_first_so_that_it_is_computed_once() -> None:
    model = ScriptedModel([scored(0, 0, 0)] * 2)
    reader = Reader(model, TOKENS, 18)
    reader.answers(QUESTION, "The wall has 14 cracks.", None)
    reader.answers(QUESTION, "Tickets cost 12 crowns.", None)
    (system, first), (same, second) = (request.messages for request in model.requests)
    assert system == same
    assert system.role == "system"
    shared = f"Question: {QUESTION}\n\nText: "
    assert first.content.startswith(f"{shared}The wall")
    assert second.content.startswith(f"{shared}Tickets")


def test_the_speaker_is_told_where_there_is_one() -> None:
    model = ScriptedModel([scored(0, 0, 0)] * 2)
    reader = Reader(model, TOKENS, 18)
    reader.answers(QUESTION, "It has 14 cracks.", "Mira Tolvanen")
    reader.answers(QUESTION, "It has 14 cracks.", None)
    said, unsaid = (request.messages[-1].content for request in model.requests)
    assert "Text (said by Mira Tolvanen): It has 14 cracks." in said
    assert "said by" not in unsaid


def test_two_answers_are_compared_for_their_question() -> None:
    model = ScriptedModel([scored(0, 0, 0)])
    Reader(model, TOKENS, 18).agree(QUESTION, "It has 14 cracks.", "عددها ثلاثة.")
    asked = model.requests[0].messages[-1].content
    assert asked.index(QUESTION) < asked.index("14 cracks.") < asked.index("عددها ثلاثة.")


def test_the_scripted_model_is_honest_about_scores() -> None:
    """Else a product that asks too much of a model would pass its tests."""
    without = ScriptedModel([scored(0, 0, 0)], features=Features(logprobs=True))
    with pytest.raises(AssertionError, match="no scores were promised"):
        Reader(without, TOKENS, 18).answers(QUESTION, "It has 14 cracks.", None)
    for reply in ("yes", scored(0, 0)):
        with pytest.raises(AssertionError, match="other scores than were asked for"):
            Reader(ScriptedModel([reply]), TOKENS, 18).answers(QUESTION, "It has 14 cracks.", None)


YES_AND_NO = {"yes": 0.6, " Yes": 0.2, "no": 0.1, "The": 0.1}


@pytest.mark.parametrize(
    ("said", "log_odds"),
    [(YES_AND_NO, math.log(8.0)), ({"no": 0.9, "yes": 0.1}, -math.log(9.0)), ({"The": 1.0}, 0.0)],
    ids=["yes", "no", "neither"],
)
def test_without_tokens_its_yes_is_read_against_its_no(said: dict[str, float], log_odds: float) -> None:
    first = likely(next(iter(said)), said)
    model = ScriptedModel([Completion(first.text, (first,))], features=Features(logprobs=True))
    yes, no = Reader(model, (), 0).judge(QUESTION, "The wall has 14 cracks.")
    assert yes - no == pytest.approx(log_odds, abs=1e-3)
    assert yes == -no
    (request,) = model.requests
    assert (request.max_tokens, request.top_logprobs, request.scored, request.depth) == (1, 20, (), 0)


@pytest.mark.parametrize(("said", "opinion"), [("Yes, it does.", 1), (" no", -1), ("The text", 0)])
def test_a_model_that_tells_no_probabilities_is_read_by_the_word_that_it_says(said: str, opinion: int) -> None:
    yes, no = Reader(ScriptedModel([said], features=Features()), (), 0).judge(QUESTION, "The wall has 14 cracks.")
    assert np.sign(yes - no) == opinion
    assert abs(yes - no) < math.log(9.0), "less sure than one that tells them and is"


def test_so_is_one_that_promises_probabilities_and_tells_none() -> None:
    said = Completion("Yes", (Token("Yes", -0.1),))
    yes, no = Reader(ScriptedModel([said], features=Features(logprobs=True)), (), 0).judge(QUESTION, "The wall has 14 cracks.")
    assert yes > 0 > no


def test_a_model_that_says_nothing_is_of_no_opinion() -> None:
    """One that only thinks, in its first token."""
    model = ScriptedModel([Completion("")], features=Features(logprobs=True))
    assert Reader(model, (), 0).answers(QUESTION, "The wall has 14 cracks.", None).tolist() == [0.0, 0.0]


def test_what_was_read_is_not_read_again() -> None:
    model = ScriptedModel(lambda request: scored(1.0, 0.0))
    reader = Reader(model, (1, 2), 3)
    first = reader.judge("Who came?", "Nobody came.")
    assert reader.judge("Who came?", "Nobody came.").tolist() == first.tolist()
    assert len(model.requests) == 1
    reader.judge("Who left?", "Nobody came.")
    reader.answers("Who came?", "Nobody came.", None)
    assert len(model.requests) == 3
