import pytest

from assistant.records import Outcome
from evals.closed_book import ClosedBook
from tests.scripted import ScriptedModel


@pytest.mark.parametrize("reply", ["UNKNOWN", " Unknown.", "I don't know.", "I do not know who.", "لا أعرف.", "لا أعلم", ""])
def test_a_model_that_does_not_know_abstains(reply: str) -> None:
    answer = ClosedBook(ScriptedModel([reply])).answer("Who?")
    assert (answer.outcome, answer.claims) == (Outcome.ABSTAINED, ())


@pytest.mark.parametrize("reply", ["Tomas Reed.", "An unknown engineer, Tomas Reed.", "توماس ريد، وهو غير معروف كثيراً."])
def test_what_it_knows_is_an_answer_that_cites_nothing(reply: str) -> None:
    answer = ClosedBook(ScriptedModel([reply])).answer("من؟")
    assert (answer.outcome, answer.text, answer.language) == (Outcome.ANSWERED, reply, "ar")
    assert [claim.citations for claim in answer.claims] == [()]
    assert (answer.citations, answer.evidence) == ((), ())
    assert 0 <= answer.timings.first_token_ms <= answer.timings.total_ms


def test_it_sees_the_conversation_and_no_document() -> None:
    model = ScriptedModel(["UNKNOWN"])
    ClosedBook(model).answer("And where?", ("When did it burn?",))
    (request,) = model.requests
    assert [message.role for message in request.messages] == ["system", "user"]
    assert request.messages[1].content == "When did it burn?\nAnd where?"
