"""What the documents say against what a question takes for granted: at most one sentence, only if it is likely enough."""

import pytest

from assistant.candidates import PASSAGE_SIGNALS, Candidate, Sentence
from assistant.found import Found, Untold
from assistant.premises import NEAREST, correction
from assistant.reading import Reader
from assistant.records import Working
from assistant.selection import CORRECTS, Calibration, Logistic
from assistant.verification import Draft, Span
from index.records import Evidence, Passage
from tests.scripted import ScriptedModel
from tests.small_model import Near, calibration, holding, liking, sentences_read, small_model, text_of

QUESTION = "Why did the engineer resign?"
STAYS = "The engineer has not resigned."


def _passage(*texts: str, document: str = "a.txt", speaker: str | None = None) -> Candidate:
    whole = " ".join(texts)
    spans = [Span(document, at := whole.index(text), at + len(text), text, "en") for text in texts]
    evidence = Evidence(Passage(document, 0, len(whole), whole, "en"), 0.0)
    return Candidate(evidence, whole, tuple(Sentence(span, speaker) for span in spans), dict.fromkeys(PASSAGE_SIGNALS, 0.0))


def _correction(
    model: ScriptedModel, *passages: Candidate, near: dict[str, float] | None = None, weights: Calibration | None = None
) -> list[Found]:
    weights = weights or calibration()
    reader = Reader(model, weights.tokens, weights.depth)
    events = list(correction(reader, Near(near), weights, Untold(QUESTION, passages)))
    assert all(isinstance(event, Found | Working) for event in events)
    return [event for event in events if isinstance(event, Found)]


def test_the_sentence_that_shows_the_question_to_be_mistaken_is_given_with_its_passage() -> None:
    passages = _passage("It rained."), _passage("She likes her work.", STAYS, document="b.txt")
    model = small_model(holding(), corrects=holding("not resigned"))
    (found,) = _correction(model, *passages)
    assert found.corrects
    assert found.draft.text == found.draft.span.text == STAYS
    assert found.evidence is passages[1].evidence
    assert found.probability > 0.9


@pytest.mark.parametrize("model", [small_model(holding()), small_model(holding(STAYS))])
def test_where_no_sentence_does_nothing_is_given_though_one_may_answer(model: ScriptedModel) -> None:
    assert _correction(model, _passage("It rained.", STAYS)) == []
    assert sentences_read(model)


def test_of_several_the_likeliest_is_given() -> None:
    replies = {"No A.": liking(0.0), "No B.": liking(-1.0, mistaken=True), "No C.": liking(-3.0, mistaken=True)}
    model = ScriptedModel(lambda request: replies[text_of(request.messages[-1].content)])
    (found,) = _correction(model, _passage(*replies))
    assert found.draft.text == "No C."


def test_it_must_be_as_likely_as_the_calibration_asks() -> None:
    model = small_model(holding(), corrects=holding("not resigned"))
    (found,) = _correction(model, _passage(STAYS))
    assert _correction(model, _passage(STAYS), weights=calibration(mistaken=found.probability))
    assert not _correction(model, _passage(STAYS), weights=calibration(mistaken=found.probability + 1e-6))


def test_a_model_that_does_not_tell_what_is_against_a_question_is_not_asked() -> None:
    model = small_model(holding(), corrects=holding("not resigned"))
    assert _correction(model, _passage(STAYS), weights=calibration(mistaken=1.0)) == []
    assert not model.requests


def test_only_the_sentences_nearest_to_the_question_are_read_once_each() -> None:
    texts = [f"No sentence {n}." for n in range(NEAREST + 2)]
    near = {text: float(n) for n, text in enumerate(texts)}
    model = small_model(holding())
    first, second = _passage(*texts[:3]), _passage(*texts[3:], document="b.txt")
    assert _correction(model, first, second, second, near=near) == []
    assert len(set(sentences_read(model))) == len(sentences_read(model)) == NEAREST
    assert set(sentences_read(model)) <= set(texts[2:])


@pytest.mark.parametrize("question", ["Did the engineer resign?", "هل استقالت المهندسة؟"])
def test_who_asks_whether_something_is_so_takes_nothing_for_granted(question: str) -> None:
    model, weights = small_model(holding(), corrects=holding("not resigned")), calibration()
    reader = Reader(model, weights.tokens, weights.depth)
    events = correction(reader, Near(), weights, Untold(question, (_passage(STAYS),)))
    assert not [event for event in events if isinstance(event, Found)]
    assert not model.requests


@pytest.mark.parametrize(
    ("question", "text", "corrects"),
    [
        ("How long was the batch kept without cooling?", "It was kept for nine days without cooling.", False),
        ("How long was the batch kept without cooling?", "It was cooled all the time.", True),
        ("Why was the driver dismissed?", "The driver was not dismissed.", True),
        ("How long was the batch cooled?", "It was kept for nine days without cooling.", True),
        ("لماذا لم يحضر المدير؟", "لم يحضر المدير.", False),
        ("لماذا حضر المدير؟", "لم يحضر المدير.", True),
    ],
)
def test_what_denies_what_the_question_denies_bears_it_out(question: str, text: str, corrects: bool) -> None:
    model, weights = small_model(holding(), corrects=holding(text)), calibration()
    reader = Reader(model, weights.tokens, weights.depth)
    events = correction(reader, Near(), weights, Untold(question, (_passage(text),)))
    assert any(isinstance(event, Found) for event in events) is corrects


def test_the_speaker_is_read_too() -> None:
    model = small_model(holding(), corrects=holding("not resigned"))
    _correction(model, _passage(STAYS, speaker="Mira Tolvanen"))
    assert "(said by Mira Tolvanen)" in model.requests[0].messages[-1].content


@pytest.mark.parametrize(("other", "read"), [("It rained.", False), ("It did not rain.", True), ("ولم تمطر.", True)])
def test_read_are_the_nearest_sentence_and_of_the_others_who_deny_something(other: str, read: bool) -> None:
    model = small_model(holding())
    assert _correction(model, _passage("She keeps her post.", other), near={"She keeps her post.": 0.9}) == []
    assert sentences_read(model) == ["She keeps her post.", *([other] if read else [])]


def test_how_near_a_sentence_is_counts_too() -> None:
    passage, near = _passage("She is old.", STAYS), {"She is old.": 0.2, STAYS: 0.9}
    weights = calibration(corrects=Logistic({"premise": 0.0, "nearness": 10.0}, -5.0))
    assert set(weights.corrects.weights) == set(CORRECTS)
    (found,) = _correction(small_model(holding()), passage, near=near, weights=weights)
    assert found.draft.text == STAYS


def test_what_seemed_to_answer_counts_with_the_chance_that_it_corrects() -> None:
    doubted = Found(Draft(STAYS, _passage(STAYS).sentences[0].span), 0.7, _passage(STAYS).evidence, corrects=True)
    weights = calibration()
    reader = Reader(small_model(holding()), weights.tokens, weights.depth)
    events = correction(reader, Near(), weights, Untold(QUESTION, (_passage("It rained."),), (doubted,)))
    assert [event for event in events if isinstance(event, Found)] == [doubted]
    likelier = small_model(holding(), corrects=holding("likes her work"))
    reader = Reader(likelier, weights.tokens, weights.depth)
    untold = Untold(QUESTION, (_passage("She likes her work."),), (doubted,))
    (found,) = [event for event in correction(reader, Near(), weights, untold) if isinstance(event, Found)]
    assert found.draft.text == "She likes her work."


def test_without_passages_nothing_is_read() -> None:
    model = small_model(holding())
    assert _correction(model) == []
    assert not model.requests
