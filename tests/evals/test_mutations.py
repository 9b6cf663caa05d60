"""A pipeline that is broken on purpose must show it in the figure that is there for it, and in as few others as can be."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.records import Answer, Conflict, Outcome
from evals.figures import Figures
from evals.running import Scorers, run
from evals.suite import Question, Suite
from evals.support import Verifier
from index.records import Evidence, Passage
from tests.evals.examples import TEXTS, ScriptedSystem, abstention, cited, question, unanswerable
from tests.scripted import ScriptedModel

DAWN, SAID = "The fire began at dawn.", "Mayor Lind said 21 houses burned."
BEGAN_AR, SAID_AR = "اندلع الحريق فجراً.", "وقالت البلدية إن ٢١ منزلاً احترقت."
OTHER = {"en.txt": "ar.txt", "ar.txt": "en.txt"}

EN = {"language": "en", "documents": ("en.txt",)}
AR = {"language": "ar", "documents": ("ar.txt",), "tags": ("ar>ar",)}
NUMBER, MOMENT = (("21",),), (("dawn", "فجراً"),)
WHO, MAYOR, TOWN = ("Lind",), ("en.txt", SAID), ("ar.txt", SAID_AR)

SCRIPT: tuple[tuple[Question, Answer], ...] = (
    (
        question(id="number", question="How many?", facts=NUMBER, speaker=WHO, spans=(SAID,), **EN),
        cited("By the mayor's count, 21 houses burned.", MAYOR, speaker="Mayor Lind"),
    ),
    (
        question(id="moment", question="When?", facts=MOMENT, spans=(DAWN,), **EN),
        cited("It began at dawn.", ("en.txt", DAWN)),
    ),
    (
        question(id="number-ar", question="كم؟", facts=NUMBER, speaker=("البلدية",), spans=(SAID_AR,), **AR),
        cited("احترق ٢١ منزلاً في الحريق.", TOWN, speaker="البلدية", language="ar"),
    ),
    (
        question(id="moment-ar", question="متى؟", facts=MOMENT, spans=(BEGAN_AR,), **AR),
        cited("بدأ الحريق فجراً.", ("ar.txt", BEGAN_AR), language="ar"),
    ),
    (unanswerable(id="cost", question="What did it cost?"), abstention()),
    (unanswerable(id="cost-ar", question="كم كلف؟", language="ar"), abstention("لا تذكر الوثائق ذلك.", language="ar")),
)
Answers = Mapping[str, Answer]


def _evidence(known: Question) -> tuple[Evidence, ...]:
    """The span that is wanted, and what else its document has."""
    name = (known.documents or ("en.txt",))[0]
    words = [*known.spans, *(words for words in _sentences(name) if words not in known.spans)]
    places = [(TEXTS[name].index(said), said) for said in words]
    return tuple(Evidence(Passage(name, at, at + len(said), said, name[:2]), 1.0) for at, said in places)


def _sentences(name: str) -> tuple[str, str]:
    return (DAWN, SAID) if name == "en.txt" else (BEGAN_AR, SAID_AR)


def _figures(answers: Answers) -> dict[str, float | None]:
    suite = Suite(
        name="fire",
        description="",
        root=Path(),
        documents=tuple(TEXTS),
        questions=tuple(known for known, _ in SCRIPT),
        sha256="0" * 64,
    )
    script = {known.question: answers[known.question] for known, _ in SCRIPT}
    judge = Verifier(ScriptedModel(lambda _: "yes"))
    overall: Figures = run(suite, ScriptedSystem(script), TEXTS, scorers=Scorers((judge,))).overall
    return {name: part.value for name, part in overall.estimates.items()}


SOUND: Answers = {known.question: replace(answer, evidence=_evidence(known)) for known, answer in SCRIPT}


def _each(change: Callable[[Answer], Answer]) -> Answers:
    return {asked: change(answer) if answer.outcome is Outcome.ANSWERED else answer for asked, answer in SOUND.items()}


def _citing(answer: Answer, document: str, words: str) -> Answer:
    start = TEXTS[document].index(words)
    only = replace(answer.citations[0], document=document, start=start, end=start + len(words), quote=words)
    return replace(answer, citations=(only,))


def _shuffled_citations(answer: Answer) -> Answer:
    """Each cites the other sentence of its document."""
    here = answer.citations[0]
    return _citing(answer, here.document, next(words for words in _sentences(here.document) if words != here.quote))


def _swapped_documents(answer: Answer) -> Answer:
    """Each cites what the other document says of it, which is as true."""
    here = answer.citations[0]
    other = OTHER[here.document]
    return _citing(answer, other, _sentences(other)[_sentences(here.document).index(here.quote)])


def _displaced_citations(answer: Answer) -> Answer:
    return replace(answer, citations=(replace(answer.citations[0], start=answer.citations[0].start + 1),))


def _wrong_language(answer: Answer) -> Answer:
    words = {"en": "The fire report: 21 houses, at dawn.", "ar": "تقرير الحريق: ٢١ منزلاً فجراً."}
    said = words[{"en": "ar", "ar": "en"}[answer.language]]
    return replace(answer, text=f"{said} [1]", claims=(replace(answer.claims[0], text=said),))


def _dropped_speaker(answer: Answer) -> Answer:
    text = answer.text.replace("By the mayor's count, ", "")
    return replace(answer, text=text, claims=tuple(replace(claim, speaker=None) for claim in answer.claims))


def _invented_conflict(answer: Answer) -> Answer:
    return replace(answer, conflicts=(Conflict("?", answer.claims * 2),))


def _lost_evidence(answer: Answer) -> Answer:
    return replace(answer, evidence=tuple(reversed(answer.evidence)))


def _dropped_abstention() -> Answers:
    made_up = {"en": cited("It burned for a sum.", ("en.txt", DAWN)), "ar": cited("كلف مبلغاً كبيراً.", ("ar.txt", BEGAN_AR))}
    return {
        asked: replace(made_up[answer.language], evidence=answer.evidence) if answer.outcome is Outcome.ABSTAINED else answer
        for asked, answer in SOUND.items()
    }


def _dropped_answers() -> Answers:
    silent = {"en": abstention(), "ar": abstention("لا تذكر الوثائق ذلك.", language="ar")}
    return {asked: replace(silent[answer.language], evidence=answer.evidence) for asked, answer in SOUND.items()}


def _wrong_numbers(answer: Answer) -> Answer:
    """Says another number, or another moment, in its own words, and cites nothing that would tell better."""
    swaps = (("21", "34"), ("٢١", "٣٤"), ("dawn", "dusk"), ("فجراً", "مساءً"))
    text, claim = answer.text, answer.claims[0].text
    for right, wrong in swaps:
        text, claim = text.replace(right, wrong), claim.replace(right, wrong)
    broken = replace(answer, text=text, claims=(replace(answer.claims[0], text=claim),))
    return _shuffled_citations(broken)


# What each break lowers (or raises), and what follows from it and may change as well.
BREAKS: dict[str, tuple[Answers, dict[str, float], set[str]]] = {
    "shuffled citations": (
        _each(_shuffled_citations),
        {"citation_span_precision": 0, "citation_span_recall": 0, "right_in_quote": 0, "right_supported": 0.5},
        {"claims_supported"},
    ),
    "swapped documents": (
        _each(_swapped_documents),
        {"document_accuracy": 0, "citation_document_recall": 0, "citation_span_precision": 0, "citation_span_recall": 0},
        {"facts_by_words", "facts_by_value", "claims_supported", "right_supported"},
    ),
    "displaced citations": (
        _each(_displaced_citations),
        {"citations_resolve": 0, "citations_valid": 0, "claims_supported": 0, "right_supported": 0},
        {"citation_document_recall", "citation_span_precision", "citation_span_recall", "right_in_quote"},
    ),
    "wrong language": (
        _each(_wrong_language),
        {"language_right": 1 / 3},
        {"facts_by_words", "facts_by_value", "claims_supported", "right_supported"},  # it says more than it cites
    ),
    "dropped abstention": (
        _dropped_abstention(),
        {"refused": 0, "shown_wrong": 1 / 3},
        {"abstention_precision"},
    ),
    "dropped answers": (
        _dropped_answers(),
        {"right": 0, "abstained": 1, "abstention_precision": 1 / 3},
        {
            "right_in_wording", "right_in_quote", "right_supported", "shown_wrong", "claims_on_point",
            "citations_resolve", "citations_valid",
            "document_accuracy", "citation_document_recall", "citation_span_precision", "citation_span_recall",
            "claims_supported", "facts_by_words", "facts_by_value", "facts_by_transliteration", "speaker_right", "false_alarms",
        },
    ),
    "dropped speakers": (_each(_dropped_speaker), {"speaker_right": 0}, set()),
    "invented conflicts": (_each(_invented_conflict), {"false_alarms": 1, "conflict_precision": 0}, set()),
    "worse ranking": (_each(_lost_evidence), {"span_mrr": 0.5, "span_recall_1": 0}, {"span_ndcg_5"}),
    "wrong answers": (
        _each(_wrong_numbers),
        {"right": 0, "wrong": 1, "shown_wrong": 1, "claims_supported": 0.5},  # the model says yes to all but numbers
        {
            "right_in_wording", "right_in_quote", "right_supported", "claims_on_point",
            "citation_span_precision", "citation_span_recall",
            "facts_by_words", "facts_by_value", "facts_by_transliteration",
        },
    ),
}  # fmt: skip


def test_the_sound_pipeline_has_no_fault() -> None:
    sound = _figures(SOUND)
    perfect = (
        "right", "refused", "right_in_wording", "right_in_quote", "claims_on_point", "citations_valid", "document_accuracy",
        "citation_document_recall", "citation_span_precision", "citation_span_recall", "claims_supported", "language_right",
        "speaker_right", "abstention_precision", "span_mrr", "document_mrr",
    )  # fmt: skip
    assert {name: sound[name] for name in perfect} == dict.fromkeys(perfect, 1.0)
    assert {sound[name] for name in ("wrong", "abstained", "shown_wrong", "false_alarms")} == {0.0}


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_pipeline_shows_in_the_right_figure_and_only_there(name: str) -> None:
    answers, shown, following = BREAKS[name]
    sound, broken = _figures(SOUND), _figures(answers)
    assert {figure: broken[figure] for figure in shown} == pytest.approx(shown)
    assert all(sound[figure] != value for figure, value in shown.items())
    changed = {figure for figure, value in broken.items() if value != sound[figure]}
    assert changed - shown.keys() <= following
