"""Conflicts: only accounts of different people are compared, each is in one group, and figures that can be one are none."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.conflicts import (
    FEATURES,
    Account,
    cheap_features,
    difference_by_probe,
    difference_by_word,
    differing,
)
from assistant.reading import Reader
from assistant.selection import Logistic
from index.config import EMBEDDED_EMBEDDER
from index.embedding import Embedder, load_embedder
from tests.scripted import ScriptedModel
from tests.small_model import calibration, small_model

HOW_MANY = "How many people were hurt?"
WHY = "Why did the wall break?"


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return load_embedder(EMBEDDED_EMBEDDER)


def _account(words: str, document: str = "a.txt", speaker: str | None = None, claim: int = 0) -> Account:
    return Account(claim, document, words, speaker)


def _always(a: Account, b: Account) -> bool:
    return True


def test_accounts_that_differ_are_grouped_in_the_order_of_the_answer() -> None:
    a, b, c = (_account(words, f"{words}.txt", claim=n) for n, words in enumerate(("one", "two", "three")))
    assert differing(WHY, [a, b, c], _always) == [[a, b, c]]
    assert differing(WHY, [a, b, c], lambda x, y: {x, y} == {b, c}) == [[b, c]]
    assert differing(WHY, [a, b, c], lambda x, y: False) == []
    assert differing(WHY, [a], _always) == differing(WHY, [], _always) == []


@pytest.mark.parametrize(
    ("first", "second", "compared"),
    [
        (("a.txt", None), ("b.txt", None), True),
        (("a.txt", "Mira"), ("b.txt", "Mira"), True),
        (("a.txt", "Mira"), ("a.txt", "Harald"), True),
        (("a.txt", "Mira"), ("a.txt", "Mira"), False),
        (("a.txt", "the army"), ("a.txt", "The Army"), False),
        (("a.txt", None), ("a.txt", None), False),
        (("a.txt", "Mira"), ("a.txt", None), False),
    ],
)
def test_nobody_contradicts_himself_in_one_document(
    first: tuple[str, str | None], second: tuple[str, str | None], compared: bool
) -> None:
    asked: list[tuple[Account, Account]] = []
    accounts = [_account("one", *first), _account("two", *second, claim=1)]

    def differ(a: Account, b: Account) -> bool:
        asked.append((a, b))
        return True

    assert bool(differing(WHY, accounts, differ)) is compared
    assert bool(asked) is compared


DAY = "When did the mill catch fire?"
OWN = replace(_account("The mill caught fire on 3 May."), own=True)
DENIED = _account("The brigade said it was not on 3 May but on 5 May.", speaker="The brigade", claim=1)
OTHERWISE = _account("The brigade said the mill caught fire on 5 May.", speaker="The brigade", claim=1)


@pytest.mark.parametrize(
    ("own", "quoted", "compared"),
    [
        (OWN, DENIED, True),
        (OWN, OTHERWISE, True),
        (replace(OWN, own=False), DENIED, False),  # somebody says it of whom nobody knows who it is
        (OWN, _account("The brigade said the mill was old.", speaker="The brigade", claim=1), False),
        (replace(OWN, after="the brigade"), OTHERWISE, False),  # may be what the brigade went on to say
        (replace(OWN, after="The miller"), OTHERWISE, True),
        (replace(OWN, after="the brigade"), DENIED, True),
    ],
)
def test_a_document_is_compared_with_whom_it_quotes_where_they_contradict_each_other(
    own: Account, quoted: Account, compared: bool
) -> None:
    assert bool(differing(DAY, [own, quoted], _always)) is compared
    assert bool(differing(DAY, [quoted, own], _always)) is compared


@pytest.mark.parametrize(
    ("question", "own", "quoted", "differ"),
    [
        (
            "When was the quay inspected?",
            "Divers inspected the quay on 9 April and found nothing amiss.",
            "A pilot said no diver had inspected the quay on 9 April.",
            True,
        ),
        (
            "متى فُحص الرصيف؟",
            "وفحص الغواصون الرصيف في ٩ نيسان ولم يُصب أحد.",
            "ونفى المرشد أن يكون الغواصون فحصوا الرصيف في ٩ نيسان.",
            True,
        ),
        (DAY, "The mill caught fire on 3 May.", "The brigade said the mill caught fire on 5 May.", False),
        (DAY, "The mill caught fire on 3 May and nobody was hurt.", "The brigade said the mill caught fire on 3 May.", False),
    ],
)
def test_in_one_document_a_denial_differs_without_a_model_and_another_figure_only_with_one(
    question: str, own: str, quoted: str, differ: bool
) -> None:
    said = _account(quoted, speaker="The brigade", claim=1)
    accounts = [replace(_account(own), own=True), said]
    assert bool(differing(question, accounts, lambda a, b: False)) is differ
    apart = [accounts[0], replace(said, document="other.txt")]
    assert differing(question, apart, lambda a, b: False) == [], "of other documents the model is asked"


def test_few_pairs_are_compared_since_each_costs_a_reading() -> None:
    asked: list[tuple[Account, Account]] = []
    accounts = [_account(str(n), f"{n}.txt", claim=n) for n in range(6)]

    def differ(a: Account, b: Account) -> bool:
        asked.append((a, b))
        return False

    assert differing(WHY, accounts, differ) == []
    assert asked == list(combinations(accounts, 2))[:4]


def test_a_pair_that_stands_in_one_group_already_is_not_compared_again() -> None:
    asked: list[tuple[Account, Account]] = []
    a, b, c = (_account(words, f"{words}.txt", claim=n) for n, words in enumerate(("one", "two", "three")))

    def differ(x: Account, y: Account) -> bool:
        asked.append((x, y))
        return True

    differing(WHY, [a, b, c], differ)
    assert asked == [(a, b), (a, c)]


@given(
    st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from([None, "Mira", "Harald"])), max_size=6),
    st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5))),
)
@example([("a", None), ("a", "Mira"), ("b", None), ("a", "Harald")], {(0, 2), (1, 3), (2, 3)})  # the last pair joins two groups
def test_each_account_is_in_one_group_at_most(known: list[tuple[str, str | None]], clashes: set[tuple[int, int]]) -> None:
    accounts = [_account("words", document, speaker, n) for n, (document, speaker) in enumerate(known)]
    groups = differing(WHY, accounts, lambda a, b: (a.claim, b.claim) in clashes)
    grouped = [account for group in groups for account in group]
    assert len(set(grouped)) == len(grouped)
    for group in groups:
        assert len(group) >= 2
        assert group == sorted(group, key=lambda account: account.claim), "in the order of the answer"
        pairs = {(a.claim, b.claim) for a, b in combinations(group, 2)}
        assert pairs & clashes, "nothing is grouped that does not differ from another"


@pytest.mark.parametrize(
    ("a", "b", "figures"),
    [
        ("21 people were hurt.", "Thirty people were hurt.", 1.0),
        ("Over 17,000 people were hurt.", "17,487 people were hurt.", -1.0),
        ("17,487 people were hurt.", "أصيب 17 ألفاً و487 شخصاً.", -1.0),
        ("21 people were hurt.", "أصيب ثلاثون شخصاً.", 1.0),
        ("21 people were hurt.", "Many people were hurt.", 0.0),
        ("21 people were hurt.", "It was not 21 people who were hurt but 30.", 1.0),
        ("21 people were hurt.", "The mayor denied that 21 people were hurt.", 1.0),
        ("أصيب 21 شخصاً.", "The mayor denied that 21 people were hurt.", 1.0),
        ("21 people were hurt.", "لم يصب 30 شخصاً بل 21.", -1.0),
        ("30 people were hurt.", "لم يصب 30 شخصاً بل 21.", 1.0),
        ("30 people were hurt rather than 21.", "The hurt are not 21 but 30.", -1.0),
        ("25 people were hurt.", "No fewer than 21 people were hurt.", -1.0),
        ("The mayor denied that 21 people were hurt.", "30 people were hurt.", 0.0),
    ],
)
def test_figures_that_can_be_one_do_not_clash(embedder: Embedder, a: str, b: str, figures: float) -> None:
    assert cheap_features(HOW_MANY, a, b, embedder)["figures"] == figures
    assert cheap_features(HOW_MANY, b, a, embedder)["figures"] == figures


def test_figures_count_only_where_they_are_asked_for(embedder: Embedder) -> None:
    a, b = "It broke after 21 days of rain.", "It broke after 30 days of frost."
    assert cheap_features(WHY, a, b, embedder)["figures"] == 0.0
    moments = ("It broke at 21:30, with 5 men on it.", "It broke at 22:30, with 5 men on it.")
    assert cheap_features("When did the wall break?", *moments, embedder)["figures"] == 1.0, "the five men are not the hour"


@pytest.mark.parametrize(
    ("a", "b", "denial"),
    [
        ("The firm opened the gate.", "The firm denied that it had opened the gate.", 1.0),
        ("The firm opened the gate.", "The firm did not open the gate.", 1.0),
        ("فتحت الشركة البوابة.", "نفت الشركة فتح البوابة.", 1.0),
        ("فتحت الشركة البوابة.", "ولم تفتح الشركة البوابة.", 1.0),
        ("The firm opened the gate.", "The keeper opened the gate.", 0.0),
        ("Nobody opened the gate.", "لم تفتح الشركة البوابة.", 0.0),
        ("The firm opened 30 gates.", "The firm opened no fewer than 25 gates.", 0.0),
        ("فتحت الشركة 30 بوابة.", "فتحت الشركة ما لا يقل عن 25 بوابة.", 0.0),
    ],
)
def test_a_denial_is_seen_in_both_languages(embedder: Embedder, a: str, b: str, denial: float) -> None:
    assert cheap_features(WHY, a, b, embedder)["denial"] == denial


def test_sentences_that_say_the_same_are_nearer(embedder: Embedder) -> None:
    told = "The wall broke because of the rain."
    same = cheap_features(WHY, told, "انكسر الجدار بسبب المطر.", embedder)["likeness"]
    other = cheap_features(WHY, told, "Tickets for the ferry cost 12 crowns.", embedder)["likeness"]
    assert other < same < 1.01


def test_by_probe_the_question_and_both_texts_are_read_and_all_features_weighed(embedder: Embedder) -> None:
    weights = calibration()
    a, b = _account("It was the rain."), _account("It was the frost.", "b.txt")
    for alike in (True, False):
        model = small_model(lambda question, text: False, lambda first, second, alike=alike: alike)  # type: ignore[misc]
        reader = Reader(model, weights.tokens, weights.depth)
        assert difference_by_probe(reader, weights, embedder, WHY)(a, b) is not alike
        asked = model.requests[0].messages[-1].content
        assert all(words in asked for words in (WHY, a.words, b.words))
    every = calibration(conflict=Logistic(dict.fromkeys(FEATURES, 0.0) | {"denial": 1.0}, -0.5))
    denied = _account("It was not the rain.", "c.txt")
    model = small_model(lambda question, text: False)
    differ = difference_by_probe(Reader(model, every.tokens, every.depth), every, embedder, WHY)
    assert differ(a, denied)
    assert not differ(a, b)


def test_figures_do_not_clash_where_the_next_sentence_agrees(embedder: Embedder) -> None:
    weights = calibration()
    model = small_model(lambda question, text: False, lambda first, second: True)
    differ = difference_by_probe(Reader(model, weights.tokens, weights.depth), weights, embedder, HOW_MANY)
    one = _account("17,487 people were hurt.")
    other = _account("Some 130 people are still missing.", "b.txt")
    assert differ(one, other)
    beside = replace(other, around="Some 130 people are still missing. Over 17,000 were hurt.")
    assert not differ(one, beside)
    assert not differ(beside, one)


def test_figures_of_one_paragraph_clash_though_each_stands_beside_the_other(embedder: Embedder) -> None:
    weights = calibration()
    model = small_model(lambda question, text: False, lambda first, second: True)
    differ = difference_by_probe(Reader(model, weights.tokens, weights.depth), weights, embedder, HOW_MANY)
    paragraph = "The owner said that 14 people were hurt. The union said that 31 people were hurt."
    one, other = (replace(_account(f"{words}."), around=paragraph) for words in paragraph.rstrip(".").split(". "))
    assert differ(one, other)


def test_a_denied_day_differs_whatever_the_probe_says(embedder: Embedder) -> None:
    weights = calibration()
    model = small_model(lambda question, text: False, lambda first, second: True)
    reader = Reader(model, weights.tokens, weights.depth)
    differ = difference_by_probe(reader, weights, embedder, "When was the vote?")
    told = _account("The vote was on 4 June.")
    for other in ("The vote was not on 4 June but on 7 June.", "لم يكن التصويت في 4 حزيران بل في 7 حزيران."):
        assert differ(told, _account(other, "b.txt"))
        assert not differ(_account("The vote was on 7 June.", "c.txt"), _account(other, "b.txt"))


@pytest.mark.parametrize(
    ("reply", "differ"), [("No, they do not.", True), (" no", True), ("Yes.", False), ("I cannot say.", False)]
)
def test_by_word_it_is_the_models_own_no(reply: str, differ: bool) -> None:
    model = ScriptedModel([reply])
    assert difference_by_word(model, WHY)(_account("It was the rain."), _account("It was the frost.", "b.txt")) is differ


def test_by_word_figures_that_agree_are_not_asked_about() -> None:
    model = ScriptedModel([])
    told = difference_by_word(model, HOW_MANY)
    assert not told(_account("Over 17,000 people were hurt."), _account("17,487 people were hurt.", "b.txt"))
    assert not model.requests
