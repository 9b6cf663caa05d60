"""Extracting: passages are read first, of those that answer one sentence is given each, and what is unlikely is never shown."""

from collections.abc import Iterator, Sequence

import pytest

from assistant.accounts import Nearby
from assistant.candidates import PASSAGE_SIGNALS, Candidate, Sentence
from assistant.extracting import READ, SENTENCES, SHOWN, Extraction
from assistant.found import Found, Untold
from assistant.questions import Kind, Part
from assistant.reading import Reader
from assistant.records import Working
from assistant.selection import CHOOSE, Calibration, Logistic
from assistant.verification import Draft, Span
from index.records import Evidence, Passage
from tests.scripted import ScriptedModel
from tests.small_model import Near, calibration, holding, liking, passages_read, sentences_read, small_model, text_of

QUESTION = "How many cracks does the wall have?"
RAIN = ("It rained.", "The sky was grey.")
CRACKS = ("The dam is old.", "It has 14 cracks.", "Repairs have not begun.")
NOBODY = ("Nobody came.",)


def _candidate(*texts: str, speaker: str | None = None, party: float = 0.0, document: str = "wall.txt") -> Candidate:
    """A passage of these sentences."""
    whole = " ".join(texts)
    spans = [Span(document, at := whole.index(text), at + len(text), text, "en") for text in texts]
    evidence = Evidence(Passage(document, 0, len(whole), whole, "en"), 0.0)
    told = tuple(Sentence(span, speaker, party) for span in spans)
    return Candidate(evidence, whole, told, dict.fromkeys(PASSAGE_SIGNALS, 0.0))


def _part(kind: Kind = Kind.FACT) -> Part:
    return Part(QUESTION, QUESTION, kind)


def _events(
    model: ScriptedModel,
    passages: Sequence[Candidate],
    weights: Calibration | None = None,
    kind: Kind = Kind.FACT,
    near: dict[str, float] | None = None,
    others: Sequence[Candidate] = (),
) -> Iterator[Working | Found | Untold]:
    """What comes of ``passages``; the sentences of ``others`` are near to a first account."""

    def accounts(first: Draft, told: frozenset[str]) -> list[Nearby]:
        assert first.span.document in told
        passages = [item for item in others if item.evidence.passage.document not in told]
        return [Nearby(sentence, item.evidence, likeness=0.0) for item in passages for sentence in item.sentences]

    weights = weights or calibration()
    reader = Reader(model, weights.tokens, weights.depth)
    return Extraction(reader, Near(near), weights, _part(kind), passages, accounts).drafts()


def _extract(
    model: ScriptedModel,
    passages: Sequence[Candidate],
    weights: Calibration | None = None,
    kind: Kind = Kind.FACT,
    near: dict[str, float] | None = None,
    others: Sequence[Candidate] = (),
) -> list[Found]:
    return [event for event in _events(model, passages, weights, kind, near, others) if isinstance(event, Found)]


def test_a_certain_passage_is_quoted_before_the_others_are_read() -> None:
    model = small_model(holding("14 cracks"))
    weights = calibration()
    passages = [_candidate(*RAIN), _candidate(*CRACKS), _candidate(*NOBODY)]
    events = _events(model, passages, weights)
    assert next(events) == Working("reading", 0, 3)
    assert not model.requests
    assert next(events) == Working("reading", 1, 3)
    given = next(events)
    assert isinstance(given, Found)
    assert given.draft.text == given.draft.span.text == "It has 14 cracks."
    assert given.draft.verbatim
    assert given.probability >= weights.certain
    assert passages_read(model) == [" ".join(RAIN), " ".join(CRACKS)], "in the order in which they were found"
    assert list(events) == [], "given once, and the others need not be read"
    assert len(passages_read(model)) == 2
    assert sorted(sentences_read(model)) == sorted(CRACKS), "of passages that do not answer no sentence is read"


@pytest.mark.parametrize("kind", [Kind.LIST, Kind.COMPARISON, Kind.OVERVIEW])
def test_where_more_than_a_fact_is_asked_for_the_others_are_read_after_a_certain_one(kind: Kind) -> None:
    model = small_model(holding("14 cracks"))
    (found,) = _extract(model, [_candidate(*RAIN), _candidate(*CRACKS), _candidate(*NOBODY)], kind=kind)
    assert found.draft.text == "It has 14 cracks."
    assert passages_read(model)[-1] == "Nobody came."


def test_one_passage_is_not_certain_before_there_is_another_to_hold_it_against() -> None:
    model = small_model(holding("14 cracks"))
    events = _events(model, [_candidate(*CRACKS), _candidate(*RAIN)])
    assert [next(events), next(events)] == [Working("reading", 0, 2), Working("reading", 1, 2)]
    assert isinstance(next(events), Found)
    assert len(passages_read(model)) == 2
    assert [item.draft.text for item in _extract(model, [_candidate(*CRACKS)])] == ["It has 14 cracks."], "alone it will do"


KEEPS = "The wall has no cracks."


def _against(events: Iterator[Working | Found | Untold]) -> list[Found]:
    """What the last event, that nothing answers, says against the question."""
    *before, untold = list(events)
    assert isinstance(untold, Untold)
    assert not [event for event in before if isinstance(event, Found)]
    return list(untold.against)


def test_a_denial_of_what_the_question_takes_for_granted_is_no_answer() -> None:
    model = small_model(holding(KEEPS), corrects=holding(KEEPS))
    (found,) = _against(_events(model, [_candidate(*RAIN), _candidate("The dam is old.", KEEPS)]))
    assert found.draft.text == KEEPS
    assert found.corrects
    assert found.probability > 0.9


@pytest.mark.parametrize(
    ("question", "sentence", "corrects", "kind"),
    [
        ("Does the wall have any cracks?", KEEPS, True, Kind.FACT),
        ("وهل في الجدار تشققات؟", KEEPS, True, Kind.FACT),
        (QUESTION, "The wall has 14 cracks.", True, Kind.FACT),
        (QUESTION, KEEPS, False, Kind.FACT),
        (QUESTION, KEEPS, True, Kind.COMPARISON),
    ],
)
def test_what_else_answers_is_given(question: str, sentence: str, corrects: bool, kind: Kind) -> None:
    model = small_model(holding(sentence), corrects=holding(sentence) if corrects else holding())
    weights = calibration()
    reader = Reader(model, weights.tokens, weights.depth)
    part = Part(question, question, kind)
    extraction = Extraction(reader, Near(), weights, part, [_candidate(*RAIN), _candidate(sentence)], lambda draft, told: [])
    (found,) = [event for event in extraction.drafts() if isinstance(event, Found)]
    assert found.draft.text == sentence
    assert not found.corrects


def test_a_denial_beside_an_answer_is_an_account_like_others() -> None:
    model = small_model(holding("14 cracks", KEEPS), corrects=holding(KEEPS))
    passages = [_candidate(KEEPS, document="company.txt"), _candidate(*CRACKS), _candidate(*RAIN)]
    found = _extract(model, passages)
    assert [item.draft.text for item in found] == ["It has 14 cracks.", KEEPS]
    assert not any(item.corrects for item in found)
    assert all(item.probability > 0.9 for item in found)


def test_denials_beside_answers_are_no_more_than_there_is_room_for() -> None:
    model = small_model(holding("cracks"), corrects=holding("no cracks"))
    denials = [_candidate(f"The wall has no cracks, says {name}.", document=f"{name}.txt") for name in ("Ada", "Bo", "Cy")]
    other = _candidate("Of cracks we know nothing more.", document="other.txt")
    found = _extract(model, [*denials, _candidate(*CRACKS)], others=[other])
    assert found[0].draft.text == "It has 14 cracks."
    assert len(found) == SHOWN[Kind.FACT]


def test_what_is_likely_but_not_certain_waits_until_all_are_read() -> None:
    weights = calibration(certain=0.99)
    model = small_model(holding("14 cracks"))
    passages = [_candidate(*CRACKS), _candidate(*RAIN), _candidate(*NOBODY)]
    events = _events(model, passages, weights)
    found = next(event for event in events if isinstance(event, Found))
    assert found.draft.text == "It has 14 cracks."
    assert len(passages_read(model)) == 3


def test_other_passages_follow_the_certain_one_likeliest_first() -> None:
    replies = {"A.": liking(3.0), "B.": liking(1.0), "C.": liking(2.0), "D.": liking(-2.0)}
    model = ScriptedModel(lambda request: replies[text_of(request.messages[-1].content)])
    found = _extract(model, [_candidate(text) for text in replies], kind=Kind.LIST)
    assert [item.draft.text for item in found] == ["A.", "C.", "B."]
    assert [item.probability for item in found] == sorted((item.probability for item in found), reverse=True)


def test_nothing_below_the_threshold_is_given() -> None:
    passages = [_candidate(*RAIN), _candidate(*NOBODY)]
    model = small_model(holding())
    assert _extract(model, passages) == []
    assert len(passages_read(model)) == 2
    assert sentences_read(model) == []
    assert _extract(small_model(holding("rained")), passages, calibration(thresholds={"en": 0.9999}, certain=1.0)) == []


def test_what_is_not_promising_is_not_looked_at() -> None:
    model = small_model(holding("14 cracks"))
    _extract(model, [_candidate(*RAIN)], calibration(promising=0.01))
    assert sorted(sentences_read(model)) == sorted(RAIN)


def test_a_passage_that_seems_to_answer_is_not_given_if_its_sentence_does_not() -> None:
    weights = calibration(accept=Logistic({"passage": 0.2, "sentence": 1.0}, 0.0))
    model = small_model(lambda question, text: text == " ".join(CRACKS))
    assert _extract(model, [_candidate(*CRACKS)], weights) == []
    assert sentences_read(model), "it was looked at"


def test_where_none_of_the_first_answers_more_are_read() -> None:
    model = small_model(holding("14 cracks"))
    first, more = READ
    (found,) = _extract(model, [_candidate(f"Rain on day {n}.") for n in range(first + more - 1)] + [_candidate(*CRACKS)])
    assert found.draft.text == "It has 14 cracks."
    assert len(passages_read(model)) == first + more
    model = small_model(holding("14 cracks"))
    assert _extract(model, [_candidate(*CRACKS)] + [_candidate(f"Rain on day {n}.") for n in range(first + more)], kind=Kind.LIST)
    assert len(passages_read(model)) == first, "but only then"


def test_once_one_answers_other_documents_are_read_for_their_accounts() -> None:
    model = small_model(holding("14 cracks", "20 cracks"))
    others = [_candidate("It has 20 cracks.", document="other.txt"), _candidate("It has 20 cracks too.", document="wall.txt")]
    found = _extract(model, [_candidate(*CRACKS), _candidate(*RAIN)], others=others)
    assert [(item.draft.span.document, item.draft.text) for item in found] == [
        ("wall.txt", "It has 14 cracks."),
        ("other.txt", "It has 20 cracks."),
    ]
    model = small_model(holding("20 cracks"))
    assert _extract(model, [_candidate(*RAIN)], others=others) == [], "without a first account there are no others"
    assert passages_read(model) == [" ".join(RAIN)]


def test_of_each_other_document_the_likeliest_account_is_given() -> None:
    replies = {
        "A.": liking(3.0),
        "B.": liking(1.0),
        "C.": liking(2.0),
        "D.": liking(1.5),
        "E.": liking(-1.0),
    }
    model = ScriptedModel(lambda request: replies[text_of(request.messages[-1].content)])
    others = [_candidate("B.", "C.", document="b.txt"), _candidate("D.", document="d.txt"), _candidate("E.", document="e.txt")]
    assert [item.draft.text for item in _extract(model, [_candidate("A.")], others=others)] == ["A.", "C.", "D."]


def test_no_more_accounts_are_given_than_are_to_be_shown() -> None:
    model = small_model(lambda question, text: True)
    others = [_candidate(f"It has {n} cracks.", document=f"{n}.txt") for n in range(SHOWN[Kind.FACT] + 2)]
    assert len(_extract(model, [_candidate("It has 14 cracks.")], others=others)) == SHOWN[Kind.FACT]


def test_who_denies_the_first_account_is_given_however_unsure_the_model_is() -> None:
    replies = {"A.": liking(3.0), "B.": liking(-3.0), **{f"{n}.": liking(2.0) for n in range(SHOWN[Kind.FACT])}}
    model = ScriptedModel(lambda request: replies[text_of(request.messages[-1].content)])
    (doubted,) = _candidate("B.").sentences
    others = [_candidate(f"{n}.", document=f"{n}.txt") for n in range(SHOWN[Kind.FACT])]

    def drawn(*, denies: bool) -> list[str]:
        near = [Nearby(doubted, _candidate("B.").evidence, 0.0, denies)]
        near += [Nearby(item.sentences[0], item.evidence, 0.0) for item in others]
        weights = calibration()
        reader = Reader(model, weights.tokens, weights.depth)
        drafts = Extraction(reader, Near(None), weights, _part(), [_candidate("A.")], lambda first, told: near).drafts()
        return [event.draft.text for event in drafts if isinstance(event, Found)]

    assert drawn(denies=True) == ["A.", "B.", "0."], "before the others, for which there may be no room"
    assert drawn(denies=False) == ["A.", "0.", "1."]


def test_what_is_like_the_first_account_may_be_less_sure() -> None:
    replies = {"A.": liking(2.0), "B.": liking(-0.3)}
    model = ScriptedModel(lambda request: replies[text_of(request.messages[-1].content)])
    passages, others = [_candidate("A.")], [_candidate("B.", document="other.txt")]
    assert [item.draft.text for item in _extract(model, passages, calibration(also=0.3), others=others)] == ["A.", "B."]
    assert [item.draft.text for item in _extract(model, passages, calibration(), others=others)] == ["A."]
    assert _extract(model, others, calibration(also=0.3)) == [], "but it does not answer by itself"


def test_without_candidates_the_model_is_not_asked() -> None:
    model = small_model(lambda question, text: True)
    assert _extract(model, []) == []
    assert not model.requests


def test_no_more_than_the_first_passages_are_read() -> None:
    model = small_model(holding("14 cracks"))
    passages = [_candidate(f"Rain on day {n}.") for n in range(sum(READ) + 5)] + [_candidate(*CRACKS)]
    assert _extract(model, passages) == []
    assert passages_read(model) == [f"Rain on day {n}." for n in range(sum(READ))]


@pytest.mark.parametrize("kind", list(Kind))
def test_no_more_is_shown_than_a_question_of_its_kind_wants(kind: Kind) -> None:
    model = small_model(lambda question, text: True)
    passages = [_candidate(f"Sentence {n}.") for n in range(sum(READ))]
    others = [_candidate(f"Other {n}.", document=f"other{n}.txt") for n in range(5)]
    found = _extract(model, passages, kind=kind, others=others)
    assert len(found) == SHOWN[kind]
    assert len({item.draft.text for item in found}) == len(found)


# ---------------------------------------------------------------- the sentence of a passage


@pytest.mark.parametrize("answering", CRACKS)
def test_the_sentence_that_answers_is_given_wherever_it_stands(answering: str) -> None:
    (found,) = _extract(small_model(holding(answering)), [_candidate(*CRACKS)], near=dict.fromkeys(CRACKS, 1.0))
    assert found.draft.text == answering
    assert found.draft.span.text == answering


def test_of_a_long_passage_only_the_nearest_sentences_are_read_nearest_first() -> None:
    texts = [f"Sentence {n} of many." for n in range(SENTENCES + 3)]
    model = small_model(holding(texts[-2]))
    (found,) = _extract(model, [_candidate(*texts)], near={text: float(n) for n, text in enumerate(texts)})
    assert found.draft.text == texts[-2]
    assert sentences_read(model) == texts[: -SENTENCES - 1 : -1]


def test_where_the_model_likes_no_sentence_the_likeliest_is_given_all_the_same() -> None:
    """That the passage answers is settled by then."""
    model = small_model(lambda question, text: text == " ".join(CRACKS))
    weights = calibration(choose=Logistic(dict.fromkeys(CHOOSE, 0.0) | {"sentence": 1.0, "nearness": 1.0}, 0.0))
    (found,) = _extract(model, [_candidate(*CRACKS)], weights, near={CRACKS[1]: 2.0})
    assert found.draft.text == CRACKS[1]


def test_signals_of_a_sentence_count_beside_what_the_model_says() -> None:
    weights = calibration(choose=Logistic(dict.fromkeys(CHOOSE, 0.0) | {"kind": 9.0}, 0.0))
    (found,) = _extract(small_model(lambda question, text: text != CRACKS[1]), [_candidate(*CRACKS)], weights)
    assert found.draft.text == "It has 14 cracks.", "a number is asked for, and no other sentence has one"


def test_the_model_is_told_who_speaks() -> None:
    model = small_model(lambda question, text: True)
    _extract(model, [_candidate(*CRACKS, speaker="Mira Tolvanen")])
    of_sentences = [request.messages[-1].content for request in model.requests[1:]]
    assert len(of_sentences) == len(CRACKS)
    assert all("(said by Mira Tolvanen)" in asked for asked in of_sentences)


def test_signals_from_before_the_reading_count_too() -> None:
    """A passage that the model likes is not shown where it names none of those asked about."""
    weights = calibration()
    wary = calibration(select=Logistic(dict(weights.select.weights) | {"strangers": -9.0}, 0.0))
    stranger = _candidate(*CRACKS)
    stranger.signals["strangers"] = 1.0
    assert _extract(small_model(holding("14 cracks")), [stranger], weights)
    assert _extract(small_model(holding("14 cracks")), [stranger], wary) == []


def test_of_a_passage_only_what_may_be_read_is_judged() -> None:
    """The text of a candidate leaves orders out; its passage does not."""
    whole = _candidate(*CRACKS)
    cut = Candidate(whole.evidence, "The dam is old. It has 14 cracks. […]", whole.sentences[:2], whole.signals)
    model = small_model(holding("14 cracks"))
    assert [item.draft.text for item in _extract(model, [cut])] == ["It has 14 cracks."]
    assert passages_read(model) == [cut.text]
    assert sorted(sentences_read(model)) == sorted(CRACKS[:2])
