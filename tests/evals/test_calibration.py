"""Fitting the calibration: what it is fitted on, that it answers what the model can tell, and the bounds that it keeps to."""

import json
from dataclasses import replace
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.candidates import PASSAGE_SIGNALS, SENTENCE_SIGNALS, Sentence
from assistant.config import Settings
from assistant.conflicts import FEATURES
from assistant.extracting import READ, SENTENCES, Extraction
from assistant.found import Found
from assistant.models.base import Completion, Features, Request
from assistant.questions import Kind, Part
from assistant.reading import Reader
from assistant.selection import ACCEPT, ACCOUNT, CHOOSE, CORRECTS, SELECT, Calibration
from assistant.verification import Span
from evals import calibration as fitting
from evals import fitting_accounts
from evals.calibration import CERTAIN, RISK, Look, fit
from evals.fitting_accounts import ALARMS, ALSO
from evals.gathering import Asked, Choice, Compared, Other, gather
from evals.premises.gathering import Read, Rests
from evals.run import run_calibration
from evals.suite import Question, Suite, load_suite, shipped_suites
from index.config import IndexSettings
from index.errors import ModelError
from index.indexing import index_paths
from index.library import Library
from index.retrieval import Retriever
from tests.evals.examples import question, unanswerable
from tests.scripted import ScriptedModel, likely, scored
from tests.small_model import compared, question_of, text_of

TOWNS = ("Arvik", "Belsund", "Corrano", "Dunmarch", "Eskarra", "Fenwold", "Gorlitsa", "Hallmar", "Istrano", "Jorvund")
NOISE = 6  # tokens that tell nothing


def _counted(town: str) -> int:
    return 100 + 7 * TOWNS.index(town)


def _count(town: str) -> str:
    return f"It counted {_counted(town)} sheep in {town} this spring."


def _report(town: str) -> str:
    """A passage by itself; what is asked for stands in its second sentence."""
    return f"The council of {town} met on Tuesday. {_count(town)} The road to {town} is closed."


@pytest.fixture
def suite(tmp_path: Path) -> Suite:
    """Ten questions that a text answers, ten that none does."""
    for name, towns in (("a.txt", TOWNS[:5]), ("b.txt", TOWNS[5:])):
        (tmp_path / name).write_text("\n\n".join(map(_report, towns)), encoding="utf-8")
    asked: list[Question] = []
    for town in TOWNS:
        document = "a.txt" if town in TOWNS[:5] else "b.txt"
        sheep, goats = (f"How many {animals} did the council of {town} count this spring?" for animals in ("sheep", "goats"))
        told = {"facts": ((str(_counted(town)),),), "documents": (document,), "spans": (_count(town),)}
        asked.append(question(id=f"sheep-{town}", question=sheep, **told))
        asked.append(unanswerable(id=f"goats-{town}", question=goats))
    return Suite(
        name="sheep",
        description="",
        root=tmp_path,
        documents=("a.txt", "b.txt"),
        questions=tuple(asked),
        sha256="0" * 64,
        split="tuning",
    )


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    """Over a model whose first score tells right from wrong, its second what corrects a question; the others tell nothing."""
    monkeypatch.setattr(fitting, "TOKENS", NOISE + 2)

    def reply(request: Request) -> Completion:
        asked = request.messages[-1].content
        if "First answer: " in asked:
            first, second = compared(asked)
            yes = first.split()[-2] == second.split()[-2]
        else:
            town = next(town for town in TOWNS if town in question_of(asked))
            yes = "sheep" in question_of(asked) and f"sheep in {town}" in text_of(asked)
        noise = [crc32(f"{n} {asked}".encode()) / 2**32 for n in range(NOISE)]
        corrects = "There are sheep" in asked
        return scored(3.0 if yes else -3.0, 3.0 if corrects else -3.0, *noise)

    return Reader(ScriptedModel(reply), fitting.tokens(), fitting.DEPTH)


def _pairs() -> list[Compared]:
    """Accounts of ten points, of which every second is in dispute."""
    pairs = []
    for number in range(10):
        differ = bool(number % 2)
        cheap = {"likeness": 0.9, "figures": 1.0 if differ else -1.0, "denial": 0.0}
        first, second = "It counted 21 sheep.", f"The count was {30 if differ else 21} sheep."
        pairs.append(Compared(f"point-{number}", "How many sheep?", first, second, cheap, differ))
    return pairs


def _premises() -> list[Read]:
    """Of each town a question that is mistaken, which one of two sentences shows."""

    def read(town: str, text: str, *, corrects: bool) -> Read:
        told = Sentence(Span("c.txt", 0, len(text), text, "en"), None)
        return Read(town, f"Why does {town} no longer keep sheep?", Rests.MISTAKEN, told, 1.0, shown=True, corrects=corrects)

    return [
        read(town, text, corrects=text.startswith("There"))
        for town in TOWNS
        for text in (f"There are sheep in {town}.", f"It rained in {town}.")
    ]


def _with_others(asked: list[Asked]) -> list[Asked]:
    """To each question that is answered, two sentences of another document; one of them answers too."""

    def other(text: str, likeness: float, *, right: bool) -> Other:
        return Other(Sentence(Span("c.txt", 0, len(text), text, "en"), None, 0.0), likeness, right, None)

    def others(one: Asked) -> tuple[Other, ...]:
        town = one.question.id.split("-")[1]
        herders = other(f"Herders saw sheep in {town}.", 0.5, right=True)
        return herders, other(f"It rained in {town}.", 0.4, right=False)

    return [replace(one, others=others(one)) if one.question.answerable else one for one in asked]


def _right(one: Asked) -> list[str]:
    return [item.text for item, ok in zip(one.candidates, one.right, strict=True) if ok]


def _choices(one: Asked) -> list[Choice]:
    return [choice for choices in one.choices for choice in choices]


def _right_sentences(one: Asked) -> list[str]:
    return [choice.sentence.span.text for choice in _choices(one) if choice.right]


def test_what_is_gathered_are_the_products_own_candidates_with_what_is_right(suite: Suite) -> None:
    asked, pairs = gather(suite, IndexSettings())
    assert [one.question.id for one in asked] == [known.id for known in suite.questions]
    assert pairs == []
    for one in asked:
        town = one.question.id.split("-")[1]
        assert len(one.candidates) == len(one.choices) == sum(READ)
        assert _right(one) == ([_report(town)] if one.question.answerable else []), one.question.id
        assert _right_sentences(one) == ([_count(town)] if one.question.answerable else []), one.question.id
        assert all(len(choices) == min(SENTENCES, 3) for choices in one.choices)
        assert all(set(item.signals) == set(PASSAGE_SIGNALS) for item in one.candidates)
        assert all(set(choice.signals) == set(SENTENCE_SIGNALS) for choice in _choices(one))


def test_where_spans_are_named_they_alone_are_right(suite: Suite) -> None:
    told = question(id="road", question="Are the roads to Arvik and Belsund closed?", facts=(("closed",),), documents=("a.txt",))
    spanned = told.model_copy(update={"spans": ("road to Arvik is closed",)})
    by_span, by_fact = gather(suite.model_copy(update={"questions": (spanned, told)}), IndexSettings())[0]
    assert _right(by_span) == [_report("Arvik")]
    assert _right_sentences(by_span) == ["The road to Arvik is closed."]
    read = [item for item in by_fact.candidates if item.evidence.passage.document == "a.txt"]
    assert _right(by_fact) == [item.text for item in read], "every passage of the document that holds the fact"
    assert len(read) > 1
    assert all("closed" in text for text in _right_sentences(by_fact))
    assert len(_right_sentences(by_fact)) == len(read)


def test_a_question_of_a_conversation_is_gathered_with_what_it_leans_on(suite: Suite) -> None:
    leaning = question(
        id="and", question="And goats?", history=("How many sheep did Arvik count?",), facts=(("100",),), documents=("a.txt",)
    )
    ((one,), _) = gather(suite.model_copy(update={"questions": (leaning,)}), IndexSettings())
    assert one.text == "How many sheep did Arvik count? And goats?"


@pytest.mark.parametrize(
    ("second", "conflict", "differ"),
    [
        ("The ministry counted 30 sheep.", (("21",), ("30",)), [True]),
        ("The ministry counted 21 sheep.", (("21",), ("30",)), [False]),
        ("The ministry counted 21 sheep.", (), [False]),
        ("The ministry counted 21 or 30 sheep.", (("21",), ("30",)), []),
    ],
    ids=["differ", "one account", "no dispute", "unclear"],
)
def test_pairs_of_accounts_are_those_of_two_documents(
    tmp_path: Path, second: str, conflict: tuple[tuple[str, ...], ...], differ: list[bool]
) -> None:
    first = "The council counted 21 sheep."
    texts = {"a.txt": f"{first} It met on Tuesday.", "b.txt": f"{second} It rained."}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    asked = question(
        question="How many sheep?", documents=tuple(texts), spans=(first, "It met on Tuesday.", second), conflict=conflict
    )
    small = Suite(name="s", description="", root=tmp_path, documents=tuple(texts), questions=(asked,), sha256="0" * 64)
    _, pairs = gather(small, IndexSettings())
    counted = [pair for pair in pairs if pair.first == first]
    assert [pair.differ for pair in counted] == differ
    for pair in counted:
        assert (pair.second, set(pair.cheap)) == (second, set(FEATURES) - {"same"})
    assert all({pair.first, pair.second} != {first, "It met on Tuesday."} for pair in pairs), "nobody contradicts himself"


def test_the_fitted_calibration_answers_what_the_model_can_tell(suite: Suite, reader: Reader, library: Library) -> None:
    index_paths(library, [path for _, path in suite.paths()])
    retriever = Retriever(library)
    asked = _with_others(gather(suite, IndexSettings())[0])
    seen: list[tuple[int, int]] = []
    report = fit(reader, asked, _pairs(), _premises(), "scripted:model", lambda done, total: seen.append((done, total)))
    calibration = report.calibration
    passages = sum(len(one.candidates) for one in asked)
    sentences = len(seen) - passages
    assert seen == [*((n, passages) for n in range(passages)), *((n, sentences) for n in range(sentences))]
    assert sentences > len(_premises()), "what is read for the suites' questions teaches what is mistaken too"
    answered = 0
    for one in asked:
        part = Part(one.question.question, one.text, Kind.FACT)
        extraction = Extraction(reader, retriever, calibration, part, one.candidates, lambda draft, told: [])
        found = [event.draft.text for event in extraction.drafts() if isinstance(event, Found)]
        expected = [_count(one.question.id.split("-")[1])] if one.question.answerable else []
        assert found == expected, one.question.id
        answered += bool(found)
    assert answered == len(TOWNS)
    assert report.figures["answered_right"] == report.figures["refused_right"] == 1.0
    assert report.figures["shown_wrong"] == 0.0
    assert report.figures["questions"] == 20
    assert report.figures["right_passage_among_those_read"] == 1.0
    for one in asked:
        for other in one.others:
            read = calibration.sentence.log_odds(reader.answers(one.text, other.sentence.span.text, None))
            row = {"sentence": read, "likeness": other.likeness}
            assert (calibration.account.probability(row) >= calibration.also) is other.right
    assert 0 < calibration.promising <= calibration.certain <= 1
    for shows, tells_nothing in zip(_premises()[::2], _premises()[1::2], strict=True):
        reads = [reader.answers(one.question, one.sentence.span.text, None) for one in (shows, tells_nothing)]
        rows = [{"premise": calibration.premise.log_odds(read), "nearness": 1.0} for read in reads]
        chance, least = map(calibration.corrects.probability, rows)
        assert chance >= calibration.mistaken
        assert chance > least
    assert report.figures["false_premises_corrected"] == 1.0
    assert report.figures["corrections_right"] > 0.5


def test_the_fitted_weights_tell_accounts_that_differ(suite: Suite, reader: Reader) -> None:
    report = fit(reader, _with_others(gather(suite, IndexSettings())[0]), _pairs(), _premises(), "scripted:model")
    calibration = report.calibration
    for pair in _pairs():
        same = calibration.agree.log_odds(reader.agree(pair.question, pair.first, pair.second))
        assert (same > 0) is not pair.differ
        assert (calibration.conflict.probability(pair.cheap | {"same": same}) >= calibration.differ) is pair.differ
    assert report.figures["differing_found"] == 1.0
    assert report.figures["agreeing_taken_for_differing"] <= ALARMS


def test_the_report_is_an_entry_of_the_calibration_file(suite: Suite, reader: Reader) -> None:
    report = fit(reader, _with_others(gather(suite, IndexSettings())[0]), _pairs(), _premises(), "scripted:model")
    entry = json.loads(json.dumps(report.to_json()))
    assert entry["model"] == "scripted:model"
    calibration = Calibration.from_json(entry["calibration"])
    assert calibration == report.calibration
    assert calibration.tokens == fitting.tokens()
    assert set(calibration.select.weights) == set(SELECT)
    assert set(calibration.choose.weights) == set(CHOOSE)
    assert set(calibration.accept.weights) == set(ACCEPT)
    assert set(calibration.account.weights) == set(ACCOUNT)
    assert set(calibration.corrects.weights) == set(CORRECTS)
    assert set(calibration.conflict.weights) == set(FEATURES)
    probes = calibration.judge, calibration.sentence, calibration.premise, calibration.agree
    assert {len(probe.weights) for probe in probes} == {len(calibration.tokens)}


def test_a_model_of_which_only_words_are_known_is_fitted_by_them(suite: Suite) -> None:
    """It is for saying yes where it is right, but never says it outright: .3 against .6."""

    def reply(request: Request) -> Completion:
        asked = request.messages[-1].content
        town = next((town for town in TOWNS if town in asked), "")
        yes = "First answer: " not in asked and "sheep" in question_of(asked) and f"sheep in {town}" in text_of(asked)
        said = likely("No", {"No": 0.6, "yes": 0.3 if yes else 0.001})
        return Completion(said.text, (said,))

    words = Reader(ScriptedModel(reply, features=Features(logprobs=True)), (), 0)
    report = fit(words, _with_others(gather(suite, IndexSettings())[0]), _pairs(), _premises(), "scripted:served")
    calibration = report.calibration
    assert (calibration.tokens, calibration.depth) == ((), 0)
    assert calibration.judge.weights[0] > 0 > calibration.judge.weights[1]
    assert report.figures["answered_right"] == 1.0
    assert report.figures["shown_wrong"] <= RISK


def test_the_tokens_are_drawn_by_lot_and_always_the_same() -> None:
    drawn = fitting.tokens()
    assert drawn == fitting.tokens()
    assert len(set(drawn)) == len(drawn) == fitting.TOKENS
    assert list(drawn) == sorted(drawn)


# ---------------------------------------------------------------- thresholds


def _looks(chances: list[list[tuple[float, bool]]]) -> tuple[list[Asked], list[Look]]:
    """Some sentences for each question."""
    asked = [Asked(question(), "?", (), (), (), ())] * len(chances)
    return asked, [Look(n, p, ok) for n, one in enumerate(chances) for p, ok in one]


def _threshold(asked: list[Asked], looks: list[Look]) -> float:
    return fitting._threshold(asked, fitting._best(asked, looks), fitting.RISK)


Chances = st.lists(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=4), min_size=1, max_size=30)


@given(Chances)
def test_from_the_threshold_on_few_enough_of_the_answers_are_wrong(chances: list[list[tuple[float, bool]]]) -> None:
    threshold = _threshold(*_looks(chances))
    assert 0.05 <= threshold <= 0.95
    shown = [best[1] for one in chances if one and (best := max(one))[0] >= threshold]
    if threshold < 0.95:  # else no bound is high enough, and the highest has to do
        assert shown.count(False) <= RISK * len(shown) + 1e-9


def test_the_threshold_is_no_higher_than_it_must_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "RISK", 0.1)
    right, wrong = [[(0.6, True)]] * 9, [[(0.3, False)]]
    assert _threshold(*_looks(right + wrong)) == 0.05, "one wrong in ten is allowed"
    assert _threshold(*_looks(right + wrong * 2)) == pytest.approx(0.31)
    assert _threshold(*_looks([[(0.6, True), (0.7, False)]])) == pytest.approx(0.71), "the likeliest sentence counts"


def test_where_only_words_are_read_more_may_be_wrong() -> None:
    asked, looks = _looks([[(0.6, True)]] * 6 + [[(0.3, False)]] * 4)
    assert fitting._thresholds(asked, looks, RISK)["en"] == pytest.approx(0.31)
    assert fitting._thresholds(asked, looks, fitting.RISK_BY_WORDS)["en"] == 0.05


def test_each_language_has_its_own_threshold() -> None:
    texts = ["How many?"] * 50 + ["كم عددها؟"] * 50
    asked = [Asked(unanswerable(), text, (), (), (), ()) for text in texts]
    looks = [Look(n, 0.6 if n < 50 else 0.3, right=False) for n in range(100)]
    assert fitting._thresholds(asked, looks, RISK) == {"en": pytest.approx(0.61), "ar": pytest.approx(0.31)}
    few = fitting._thresholds(asked[:60], looks[:60], RISK)
    assert few["ar"] == few["en"], "of ten questions nothing can be told"


def test_questions_that_nothing_answers_are_mostly_refused() -> None:
    asked, looks = _looks([[(0.6, True)]] * 30)
    untold = [Asked(unanswerable(), "?", (), (), (), ())] * 10
    wrong = [Look(30 + n, 0.1 * n, right=False) for n in range(4)]
    assert _threshold(asked + untold, looks + wrong) == pytest.approx(0.21), "one in ten may be answered"
    assert fitting.REFUSED == 0.9


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40))
def test_other_accounts_are_mostly_right(read: list[tuple[float, bool]]) -> None:
    bound = fitting_accounts._lowest(np.array([p for p, _ in read]), [ok for _, ok in read])
    shown = [ok for p, ok in read if p >= bound]
    assert bound == 1.0 or sum(shown) >= ALSO * len(shown) - 1e-9


@given(st.lists(st.floats(0, 1), max_size=30), st.integers(0, 60))
def test_few_questions_without_a_dispute_are_said_to_have_one(chances: list[float], silent: int) -> None:
    settled = [Compared(f"settled-{n}", "?", "", "", {}, differ=False) for n in range(len(chances))]
    disputed = Compared("disputed", "?", "", "", {}, differ=True)
    every = np.array([*chances, 0.9])
    bound = fitting_accounts._bound([*settled, disputed], every, len(chances) + silent + 1)
    assert sum(p >= bound for p in chances) <= ALARMS * (len(chances) + silent + 1)


def test_nearly_every_passage_whose_right_sentence_would_be_shown_is_promising() -> None:
    looks = [Look(n, 0.9 if n >= 100 else 0.1, n % 2 == 0) for n in range(200)]
    passages = [n / 200 for n in range(200)]
    asked = [Asked(question(), "?", (), (), (), ())] * len(looks)
    bound = fitting._promising(asked, looks, passages, {"en": 0.5})
    kept = [p >= bound for look, p in zip(looks, passages, strict=True) if look.right and look.chance >= 0.5]
    assert fitting.PROMISING - 0.01 <= sum(kept) / len(kept) < 1
    assert fitting._promising([], [], [], {"en": 0.5}) == 0.0


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60))
def test_what_is_shown_before_the_others_are_read_is_nearly_always_right(read: list[tuple[float, bool]]) -> None:
    bound = fitting._certain(np.array([p for p, _ in read]), [ok for _, ok in read])
    assert 0.5 <= bound <= 1.0
    above = [ok for p, ok in read if p >= bound]
    if above and bound < 1.0:
        assert sum(above) >= CERTAIN * len(above) - 1e-9


# ---------------------------------------------------------------- what is never fitted on


def test_held_out_suites_are_never_gathered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gathered: list[Suite] = []

    def gather_nothing(suite: Suite, settings: IndexSettings) -> tuple[list[Asked], list[Compared]]:
        gathered.append(suite)
        return [], []

    monkeypatch.setattr("evals.gathering.gather", gather_nothing)
    monkeypatch.setattr("evals.premises.gathering.of_affairs", lambda affairs, settings: [])
    monkeypatch.setattr("evals.calibration.fit", lambda *arguments: "fitted")
    model = ScriptedModel([])
    monkeypatch.setattr("assistant.answering.load", lambda *arguments, **more: model)
    assert run_calibration(None, Settings(home=tmp_path)) == "fitted"  # type: ignore[comparison-overlap]
    assert gathered
    assert {suite.split for suite in gathered} == {"tuning"}
    shipped = [load_suite(path) for path in shipped_suites().values()]
    assert [suite.name for suite in gathered] == [suite.name for suite in shipped if suite.split == "tuning"]
    held_out = {path.read_bytes() for suite in shipped if suite.split == "held-out" for _, path in suite.paths()}
    assert not held_out & {path.read_bytes() for suite in gathered for _, path in suite.paths()}
    assert model.closed


def test_a_model_that_tells_no_probabilities_cannot_be_calibrated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = ScriptedModel([], features=Features(json_schema=True))
    monkeypatch.setattr("assistant.answering.load", lambda *arguments, **more: model)
    with pytest.raises(ModelError, match="no log-probabilities") as caught:
        run_calibration(None, Settings(home=tmp_path))
    assert "Ollama" in caught.value.hint
