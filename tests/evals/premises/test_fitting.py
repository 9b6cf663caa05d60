"""What is read of labelled affairs, and that the weights fitted on them tell what shows a question to be mistaken."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.candidates import SENTENCE_SIGNALS, Sentence
from assistant.models.base import Completion, Request
from assistant.premises import NEAREST
from assistant.reading import Reader
from assistant.selection import CORRECTS
from assistant.verification import Span
from evals.gathering import Asked, Choice
from evals.premises.affairs import Affair, load_affairs
from evals.premises.fitting import SURE, _bound, fit_premises
from evals.premises.gathering import Read, Rests, of_affairs, of_suites
from index.config import IndexSettings
from tests.evals.examples import question, unanswerable
from tests.evals.premises.examples import AFFAIR
from tests.scripted import ScriptedModel, scored
from tests.small_model import question_of, text_of

NOISE = 12
TOWNS = ["Arle", "Brenn", "Corve", "Dalmo", "Estrel", "Farn", "Gosk", "Hult", "Irm", "Jorda"]


@pytest.fixture
def affair(tmp_path: Path) -> Affair:
    (tmp_path / "mine.yaml").write_text(AFFAIR, encoding="utf-8")
    return load_affairs(tmp_path)[0]


def test_read_are_the_sentences_nearest_to_each_false_premise_and_to_some_other_questions(affair: Affair) -> None:
    read = of_affairs([affair], IndexSettings())
    asked = [question.ask for question in affair.questions]
    chosen = list(dict.fromkeys(one.question for one in read))
    assert chosen == [asked[2], asked[3], asked[5], asked[7]], "of the six others every third"
    for text in chosen:
        of_one = [one for one in read if one.question == text]
        assert len(of_one) == NEAREST
        assert {one.group for one in of_one} == {"bridge"}
        assert {one.rests for one in of_one} == {Rests.MISTAKEN if text in (asked[2], asked[5]) else Rests.UNTOLD}
        assert [one.nearness for one in of_one] == sorted((one.nearness for one in of_one), reverse=True)
    right = {(one.question, one.sentence.span.text) for one in read if one.corrects}
    assert right == {(asked[2], "The toll has not been raised."), (asked[5], "لم يُستشر المجلس قبل الإغلاق.")}


def test_of_suites_the_sentences_that_answer_teach_what_corrects_nothing() -> None:
    def asked(**known: object) -> Asked:
        return Asked(question(**known) if "facts" in known else unanswerable(**known), "Why?", (), (), (), ())

    def choice(text: str) -> Choice:
        span = Span("a.txt", 0, len(text), text, "en")
        return Choice(Sentence(span, None), dict.fromkeys(SENTENCE_SIGNALS, 0.5), right=text == "He left.")

    every = asked(facts=(("left",),)), asked(), asked(corrects=("stayed at his post",))
    told = [(0, choice("He left.")), (1, choice("It rained.")), (2, choice("He stayed at his post.")), (2, choice("It rained."))]
    read = of_suites(every, told)
    assert [one.rests for one in read] == [Rests.TOLD, Rests.UNTOLD, Rests.MISTAKEN, Rests.MISTAKEN]
    assert [one.corrects for one in read] == [False, False, True, False]
    assert [one.group for one in read] == ["0", "1", "2", "2"]
    assert {(one.question, one.nearness) for one in read} == {("Why?", 0.5)}
    assert [one.shown for one in read] == [True, True, True, False], "the nearest, and who denies something"


def _read(rests: Rests, town: str, question: str, *told: tuple[str, bool]) -> list[Read]:
    spans = [Span("a.txt", 0, len(text), text, "en") for text, _ in told]
    return [
        Read(town, question, rests, Sentence(span, None), 1.0, shown=True, corrects=corrects)
        for span, (_, corrects) in zip(spans, told, strict=True)
    ]


@pytest.fixture
def affairs() -> list[Read]:
    """In every town one question is mistaken, which one of two sentences shows, and one is not."""
    read: list[Read] = []
    for town in TOWNS:
        mistaken, untold = f"Why did {town} sell its sheep?", f"When did {town} count its sheep?"
        read += _read(Rests.MISTAKEN, town, mistaken, (f"{town} kept its sheep.", True), (f"It rains in {town}.", False))
        read += _read(Rests.UNTOLD, town, untold, (f"{town} sold its goats.", False), (f"{town} is a town.", False))
    return read


@pytest.fixture
def reader() -> Reader:
    """Over a model one of whose scores shows what corrects a question, among others that tell nothing."""

    def reply(request: Request) -> Completion:
        asked = request.messages[-1].content
        assert "sheep" in question_of(asked)
        noise = [crc32(f"{n} {asked}".encode()) / 2**32 for n in range(NOISE)]
        return scored(3.0 if "kept" in text_of(asked) else -3.0, *noise)

    return Reader(ScriptedModel(reply), range(NOISE + 1), 3)


def test_the_fitted_weights_tell_what_corrects_a_question(affairs: list[Read], reader: Reader) -> None:
    seen: list[tuple[int, int]] = []
    fitted = fit_premises(reader, affairs, lambda done, total: seen.append((done, total)))
    assert seen == [(n, len(affairs)) for n in range(len(affairs))]
    assert set(fitted.corrects.weights) == set(CORRECTS)
    for one in affairs:
        odds = fitted.premise.log_odds(reader.answers(one.question, one.sentence.span.text, None))
        chance = fitted.corrects.probability({"premise": odds, "nearness": one.nearness})
        assert (chance >= fitted.bound) is one.corrects, one.sentence.span.text
    assert fitted.figures == {
        "false_premises": 10.0,
        "false_premises_corrected": 1.0,
        "corrections_right": 1.0,
        "told_corrected": 0.0,
        "untold_corrected": 0.0,
    }


def _enough(chances: Sequence[tuple[float, Rests, bool]], bound: float) -> bool:
    """Whether what is shown from ``bound`` on is right often enough, were one in ten questions mistaken."""
    mistaken = sum(rests is Rests.MISTAKEN for _, rests, _ in chances)
    weight = {rests: 0.1 / mistaken if rests is Rests.MISTAKEN else 0.9 / (len(chances) - mistaken) for _, rests, _ in chances}
    shown = [(weight[rests], right) for chance, rests, right in chances if chance >= bound]
    return bool(shown) and sum(share for share, right in shown if right) >= SURE * sum(share for share, _ in shown)


@given(st.lists(st.tuples(st.floats(0, 1), st.sampled_from(Rests), st.booleans()), max_size=30))
def test_from_the_bound_on_enough_of_what_is_shown_is_right_and_no_lower_one_would_do(
    chances: Sequence[tuple[float, Rests, bool]],
) -> None:
    best = [(chance, _read(rests, "Arle", str(n), ("It rains.", right))[0]) for n, (chance, rests, right) in enumerate(chances)]
    bound = _bound(best)
    assert _enough(chances, bound) or bound == 1.0
    assert not any(_enough(chances, lower / 100) for lower in range(5, round(bound * 100)))


def test_what_people_ask_is_mistaken_less_often_than_what_is_fitted_on() -> None:
    right = [(0.9, _read(Rests.MISTAKEN, "Arle", str(n), ("It rains.", True))[0]) for n in range(8)]
    alarm = [(0.6, _read(Rests.UNTOLD, "Arle", "a", ("It rains.", False))[0])]
    others = [(0.1, _read(Rests.UNTOLD, "Arle", f"b{n}", ("It rains.", False))[0]) for n in range(7)]
    assert _bound([*right, *alarm, *others]) == pytest.approx(0.61), "eight right ones of nine would do if half of all were so"


def test_what_the_product_does_not_read_is_not_judged(affairs: list[Read], reader: Reader) -> None:
    unread = [replace(one, shown=not one.corrects) for one in affairs]
    assert fit_premises(reader, unread).figures["false_premises_corrected"] == 0.0
