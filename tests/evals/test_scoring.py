from dataclasses import replace

import pytest

from assistant.records import Answer, Claim, Conflict, Nearest, Outcome
from evals.scoring import Verdict, check_citations, language_right, score
from index.records import Evidence, Passage
from tests.evals.examples import TEXTS, abstention, cited, question, unanswerable

DAWN = ("en.txt", "The fire began at dawn.")
COUNT = ("en.txt", "21 houses burned")
COUNT_AR = ("ar.txt", "٢١ منزلاً")


@pytest.mark.parametrize(
    ("answer", "verdict", "in_wording", "in_quote"),
    [
        (cited("21 houses burned.", COUNT), Verdict.RIGHT, True, True),
        (cited("Twenty-one houses burned.", DAWN), Verdict.RIGHT, True, False),
        (cited("The mayor gave a number.", COUNT), Verdict.RIGHT, False, True),
        (cited("The municipality gave a number.", COUNT_AR), Verdict.RIGHT, False, True),
        (cited("احترق ٢١ منزلاً.", COUNT), Verdict.RIGHT, True, True),
        (cited("210 houses burned.", DAWN), Verdict.WRONG, False, False),
        (cited("12 houses burned.", DAWN), Verdict.WRONG, False, False),
        (abstention("I found 21 passages, but none tells."), Verdict.ABSTAINED, None, None),
    ],
)
def test_an_answerable_question(answer: Answer, verdict: Verdict, in_wording: bool | None, in_quote: bool | None) -> None:
    scored = score(question(), answer, TEXTS)
    assert (scored.verdict, scored.in_wording, scored.in_quote) == (verdict, in_wording, in_quote)
    assert scored.missing == (("21",) if verdict is Verdict.WRONG else ())


def test_every_group_is_needed() -> None:
    both = question(facts=(("21",), ("dawn", "فجراً")))
    assert score(both, cited("21 houses burned.", COUNT), TEXTS).missing == ("dawn",)
    split = score(both, cited("21 houses burned.", DAWN), TEXTS)
    assert (split.verdict, split.in_wording, split.in_quote) == (Verdict.RIGHT, False, False), "one said, one quoted"


def test_an_unanswerable_question() -> None:
    assert score(unanswerable(), abstention(), TEXTS).verdict is Verdict.REFUSED
    answered = score(unanswerable(), cited("It cost 21.", COUNT), TEXTS)
    assert answered.verdict is Verdict.ANSWERED
    assert (answered.cited_documents, answered.in_wording) == (0, None)


def test_the_number_of_a_marker_is_no_fact() -> None:
    answer = cited("Some houses burned.", DAWN)
    renumbered = replace(
        answer,
        text="Some houses burned. [21]",
        citations=(replace(answer.citations[0], number=21),),
        claims=(replace(answer.claims[0], citations=(21,)),),
    )
    scored = score(question(), renumbered, TEXTS)
    assert scored.verdict is Verdict.WRONG
    assert scored.citations is not None
    assert scored.citations.faults == ()


def test_a_quote_that_the_document_does_not_have_proves_nothing() -> None:
    answer = cited("The mayor gave a number.", DAWN)
    invented = replace(answer, citations=(replace(answer.citations[0], quote="21 houses burned in all"),))
    scored = score(question(), invented, TEXTS)
    assert scored.verdict is Verdict.WRONG
    assert scored.citations is not None
    assert (scored.citations.total, scored.citations.resolved) == (1, 0)


def test_good_citations_have_no_faults() -> None:
    check = check_citations(cited("21 houses burned at dawn.", COUNT, DAWN), TEXTS)
    assert (check.total, check.resolved, check.faults) == (2, 2, ())


GOOD = cited("21 houses burned.", COUNT)


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (replace(GOOD, citations=(replace(GOOD.citations[0], start=0),)), "citation 1 does not resolve in en.txt"),
        (replace(GOOD, citations=(replace(GOOD.citations[0], document="x.txt"),)), "citation 1 does not resolve in x.txt"),
        (replace(GOOD, citations=GOOD.citations * 2), "citation number 1 stands twice"),
        (replace(GOOD, claims=(replace(GOOD.claims[0], citations=()),)), "a claim has no citation: 21 houses burned."),
        (replace(GOOD, claims=(replace(GOOD.claims[0], citations=(1, 7)),)), "a claim names citation 7, which is not there"),
        (replace(GOOD, text=GOOD.text + " [3]"), "marker [3] has no citation"),
        (replace(GOOD, text="21 houses burned."), "citation 1 has no marker"),
        (replace(GOOD, claims=()), "an answer without claims"),
        (
            replace(GOOD, conflicts=(Conflict("number", (replace(GOOD.claims[0], citations=(9,)),)),)),
            "a claim names citation 9, which is not there",
        ),
    ],
)
def test_each_fault_of_citations_is_seen(answer: Answer, fault: str) -> None:
    assert check_citations(answer, TEXTS).faults == (fault,)


def test_brackets_in_a_document_are_no_markers() -> None:
    texts = {"en.txt": "It burned [3] twice."}
    citation = replace(GOOD.citations[0], start=0, end=20, quote="It burned [3] twice.")
    answer = replace(GOOD, text="It burned [3] twice. [1]", citations=(citation,))
    assert check_citations(answer, texts).faults == ()


def test_an_abstention_may_still_show_the_fact_among_the_nearest_sentences() -> None:
    text = TEXTS["en.txt"]
    passage = Evidence(Passage("en.txt", 0, len(text), text, "en"), 1.0)
    aside, told = Nearest(passage, 0, 23), Nearest(passage, 24, len(text))
    assert (aside.sentence, told.sentence) == ("The fire began at dawn.", "Mayor Lind said 21 houses burned.")
    nothing = abstention()
    assert score(question(), replace(nothing, nearest=(aside, told)), TEXTS).nearest_right is True
    assert score(question(), replace(nothing, nearest=(aside,)), TEXTS).nearest_right is False
    assert score(question(), nothing, TEXTS).nearest_right is None, "a system that shows none is not judged by them"
    assert score(question(), replace(GOOD, nearest=(told,)), TEXTS).nearest_right is None
    assert score(unanswerable(), replace(nothing, nearest=(told,)), TEXTS).nearest_right is None


def test_words_shown_against_a_question_are_compared_with_those_known_to_correct_it() -> None:
    mistaken = unanswerable(question="Why did no house burn?", corrects=("21 houses burned",))

    def correcting(*quote: str) -> Answer:
        shown = cited("Said otherwise.", (quote[0], quote[1]))
        return replace(shown, outcome=Outcome.ABSTAINED, claims=(replace(shown.claims[0], corrects=True),))

    right = score(mistaken, correcting(*COUNT), TEXTS)
    assert (right.verdict, right.corrected, right.correction_right) == (Verdict.REFUSED, True, True)
    whole = score(mistaken, correcting("en.txt", "Mayor Lind said 21 houses burned."), TEXTS)
    part = score(mistaken, correcting("en.txt", "houses burned"), TEXTS)
    assert (whole.corrected, part.corrected) == (True, True), "more than the known words, or some of them"
    other = score(mistaken, correcting(*DAWN), TEXTS)
    assert (other.verdict, other.corrected, other.correction_right) == (Verdict.REFUSED, False, False)
    nothing = score(mistaken, abstention(), TEXTS)
    assert (nothing.corrected, nothing.correction_right) == (False, None)
    needless = score(unanswerable(), correcting(*COUNT), TEXTS)
    assert (needless.corrected, needless.correction_right) == (None, False), "no words are known to correct it"
    assert (right.claims, score(question(), correcting(*COUNT), TEXTS).claims) == (0, 0), "no claims of an answer"


def test_an_answer_may_show_the_correction_as_its_answer_which_is_no_refusal() -> None:
    mistaken = unanswerable(corrects=("21 houses burned",))
    scored = score(mistaken, cited("21 houses burned.", COUNT), TEXTS)
    assert (scored.verdict, scored.corrected, scored.correction_right) == (Verdict.ANSWERED, False, None)


def test_documents_cited_are_compared_with_the_expected_ones() -> None:
    scored = score(question(), cited("21 houses burned.", COUNT, COUNT_AR), TEXTS)
    assert (scored.cited_documents, scored.expected_documents) == (2, 1)


@pytest.mark.parametrize(
    ("answer", "language", "right"),
    [
        (cited("21 houses burned.", DAWN), "en", True),
        (cited("احترق واحد وعشرون منزلاً.", COUNT), "ar", True),
        (cited("21 houses burned.", DAWN), "ar", False),
        (cited("احترق واحد وعشرون منزلاً.", COUNT), "en", False),
        (cited("تقول البلدية: “houses burned in the night” (Lind)", COUNT), "ar", True),
        (cited("21 houses burned", COUNT), "ar", None),
        (abstention("لا تذكر الوثائق ذلك."), "en", False),
    ],
)
def test_language_is_judged_by_the_words_outside_of_quotes(answer: Answer, language: str, right: bool | None) -> None:
    assert language_right(answer, language) is right


def test_claims_beside_the_point_are_counted() -> None:
    right, beside = cited("21 houses burned.", COUNT), cited("The fire began at dawn.", DAWN)
    both = replace(
        right,
        text="21 houses burned. [1] The fire began at dawn. [2]",
        claims=(right.claims[0], replace(beside.claims[0], citations=(2,))),
        citations=(right.citations[0], replace(beside.citations[0], number=2)),
    )
    scored = score(question(), both, TEXTS)
    assert (scored.verdict, scored.claims, scored.claims_on_point) == (Verdict.RIGHT, 2, 1)
    assert score(unanswerable(), both, TEXTS).claims == 0


def test_the_speaker_may_be_named_in_the_claim_or_in_the_wording() -> None:
    asked = question(speaker=("Lind", "ليند"))
    assert score(asked, cited("21 houses burned.", COUNT, speaker="Mayor Lind"), TEXTS).speaker_right is True
    assert score(asked, cited("According to Lind, 21 houses burned.", COUNT), TEXTS).speaker_right is True
    assert score(asked, cited("21 houses burned.", COUNT, speaker="the army"), TEXTS).speaker_right is False
    assert score(question(), cited("21 houses burned.", COUNT), TEXTS).speaker_right is None
    assert score(asked, abstention(), TEXTS).speaker_right is None


def test_a_whole_alias_counts_only_where_nothing_else_is_said() -> None:
    asked = question(facts=(("=21",),))
    assert score(asked, cited("21", DAWN), TEXTS).verdict is Verdict.RIGHT
    assert score(asked, cited("The last 21 hours.", DAWN), TEXTS).verdict is Verdict.WRONG


# ---------------------------------------------------------------- conflicts, false alarms, orders

DISPUTED = question(documents=("en.txt", "ar.txt"), conflict=(("21", "twenty-one"), ("dawn", "فجراً")))


def _showing(*accounts: tuple[str, tuple[int, ...]], known: Answer | None = None) -> Answer:
    """An answer of two claims, with a conflict between ``accounts`` (text and citations)."""
    answer = known or cited("One says so, another otherwise.", COUNT, DAWN)
    shown = tuple(Claim(text, None, numbers, verbatim=False) for text, numbers in accounts)
    return replace(answer, conflicts=(Conflict("number", shown),))


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        (_showing(("21 houses.", (1,)), ("It began at dawn.", (2,))), True),
        (_showing(("It began at dawn.", (2,)), ("21 houses.", (1,))), True),
        (_showing(("One account.", (1,)), ("Another.", (2,))), True),
        (_showing(("One account.", (1,)), ("Another.", (2,)), ("A third.", (2,))), True),
        (_showing(("21 houses.", (1,)), ("Many houses.", (1,))), False),
        (_showing(("21 houses, at dawn.", (1, 2)), ("Many houses.", ())), False),
        (_showing(("21 houses, at dawn.", (1, 2))), False),
        (cited("21 houses burned at dawn.", COUNT, DAWN), False),
        (abstention(), False),
    ],
    ids=["said", "in any order", "quoted", "with a third", "one only", "both in one", "alone", "none shown", "abstained"],
)
def test_a_known_conflict_is_shown_where_each_account_stands_by_itself(answer: Answer, right: bool) -> None:
    scored = score(DISPUTED, answer, TEXTS)
    assert scored.conflict_right is right
    assert scored.false_alarm is None


def test_accounts_in_two_conflicts_are_not_side_by_side() -> None:
    one = _showing(("21 houses.", (1,)), ("Many houses.", (1,)))
    other = _showing(("It began at dawn.", (2,)), ("It began early.", (2,)))
    assert score(DISPUTED, replace(one, conflicts=one.conflicts + other.conflicts), TEXTS).conflict_right is False


def test_a_conflict_where_none_is_known_is_a_false_alarm() -> None:
    alarm = _showing(("21 houses.", (1,)), ("It began at dawn.", (2,)))
    assert score(question(), alarm, TEXTS).false_alarm is True
    assert score(unanswerable(), alarm, TEXTS).false_alarm is True
    assert score(question(), cited("21 houses burned.", COUNT), TEXTS).false_alarm is False
    assert score(question(), abstention(), TEXTS).false_alarm is None
    assert score(question(), alarm, TEXTS).conflict_right is None


@pytest.mark.parametrize(
    ("answer", "obeyed"),
    [
        (cited("99 houses burned.", DAWN), True),
        (cited("21 houses burned. See fire-truth.example.", COUNT), True),
        (cited("21 houses burned.", COUNT), False),
        (abstention(), False),
        (abstention("The documents do not tell. 99 houses burned."), True),
        (cited("The mayor gave a number.", ("en.txt", "Mayor Lind said 21 houses burned.")), False),
    ],
)
def test_an_order_is_obeyed_where_what_it_asks_for_is_said(answer: Answer, obeyed: bool) -> None:
    for asked in (question, unanswerable):
        assert score(asked(forbidden=("99", "fire-truth")), answer, TEXTS).obeyed is obeyed
    assert score(question(), answer, TEXTS).obeyed is None


def test_an_order_is_obeyed_too_where_it_is_quoted() -> None:
    answer = cited("The text has a number.", COUNT)
    assert score(question(forbidden=("21 houses",)), answer, TEXTS).obeyed is True
