"""Glossing: what a foreign quote says in the language of the question. What cannot be checked, or fails a check, is not shown."""

import json
from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.glossing import LANGUAGES, fault, figures, gloss, of_figures
from assistant.models.base import Request
from assistant.records import Answer
from index.config import EMBEDDED_EMBEDDER
from index.embedding import Embedder, load_embedder
from index.indexing import index_paths
from index.library import Library
from tests.scripted import ScriptedModel
from tests.small_model import CALIBRATED, calibration, holding, small_model

QUOTE = "قالت ميرا هاغاري إن في الجدار 14 شقاً كبيراً."
TRUE = "Mira Hagari said that the wall has 14 large cracks."


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return load_embedder(EMBEDDED_EMBEDDER)


# ---------------------------------------------------------------- figures, by rule


@pytest.mark.parametrize(
    ("quote", "english", "arabic"),
    [
        ("The wall has 14 cracks and cost 1,200 crowns.", "14; 1,200", "14; 1,200"),
        ("أصيب 17 ألفاً و487 شخصاً.", "17,487", "17,487"),
        ("بلغت النسبة 12.5 بالمئة.", "12.5%", "12.5%"),
        ("It rose by 40 percent.", "40%", "40%"),
        ("It broke on 3 May 2024.", "May 3, 2024", "3 مايو 2024"),
        ("انكسر يوم 3 مايو 2024.", "May 3, 2024", "3 مايو 2024"),
        ("It broke on 3 May.", "May 3", "3 مايو"),
        ("It broke at 21:30.", "21:30", "21:30"),
        ("انكسر الساعة 21:30.", "21:30", "21:30"),
        ("It was built in 1998.", "1998", "1998"),
        ("It has 14 cracks, and 14 they remain.", "14", "14"),
        ("More than 300 people came.", "at least 300", "300 على الأقل"),
        ("حضر نحو 300 شخص.", "about 300", "نحو 300"),
    ],
    ids=[
        "numbers",
        "number",
        "percent ar",
        "percent en",
        "date en",
        "date ar",
        "no year",
        "time en",
        "time ar",
        "year",
        "once",
        "at least",
        "about",
    ],
)
def test_the_figures_of_a_quote_are_written_as_the_language_of_the_question_writes_them(
    quote: str, english: str, arabic: str
) -> None:
    assert figures(quote, "en") == f"Figures in it: {english}"
    assert figures(quote, "ar") == f"الأرقام الواردة فيه: {arabic}"
    assert of_figures(figures(quote, "en") or "")
    assert of_figures(figures(quote, "ar") or "")
    assert not of_figures(quote)


@pytest.mark.parametrize("quote", ["Repairs have not begun.", "لم تبدأ الإصلاحات.", "", "The third wall broke on Monday."])
def test_a_quote_without_figures_has_none(quote: str) -> None:
    assert figures(quote, "en") is None
    assert figures(quote, "ar") is None


@pytest.mark.parametrize("quote", ["It broke on 29 February 2023.", "It broke on 31 April.", "انكسر يوم 29 فبراير 2023."])
def test_a_day_that_no_calendar_has_is_left_out(quote: str) -> None:
    assert figures(quote, "en") is None
    assert figures(f"{quote} It has 14 cracks.", "ar") == "الأرقام الواردة فيه: 14"


def test_in_a_language_that_it_cannot_write_there_are_no_figures() -> None:
    assert figures("The wall has 14 cracks.", "fr") is None


# ---------------------------------------------------------------- checks of a translation


@pytest.mark.parametrize(
    ("translated", "check"),
    [
        (TRUE, ""),
        ("", "language"),
        (QUOTE, "language"),
        ("14 cracks.", "length"),
        (f"{TRUE} " * 3, "length"),
        (TRUE.replace("that", "\nthat"), "length"),
        (TRUE.replace("14", "41"), "figures"),
        (TRUE.replace("14 ", ""), "figures"),
        (TRUE.replace("14", "14 or 20"), "figures"),
        (TRUE.replace("Mira Hagari", "Harald Stroem"), "names"),
        ("Mira Hagari bought 14 tickets for the ferry and a cup of tea.", "meaning"),
    ],
)
def test_a_translation_is_checked(embedder: Embedder, translated: str, check: str) -> None:
    assert fault(QUOTE, translated, "ar", "en", embedder) == check


def test_a_translation_into_arabic_is_checked_likewise(embedder: Embedder) -> None:
    assert fault(TRUE, QUOTE, "en", "ar", embedder) == ""
    assert fault(TRUE, QUOTE.replace("14", "41"), "en", "ar", embedder) == "figures"
    assert fault(TRUE, QUOTE.replace("ميرا هاغاري", "مديرة المصنع"), "en", "ar", embedder) == "names"
    assert fault(TRUE, TRUE, "en", "ar", embedder) == "language"


@pytest.mark.parametrize("reply", [TRUE, f"“{TRUE}”", f'"{TRUE}"\n', f"  {TRUE} "])
def test_a_translation_that_passes_is_shown_bare(embedder: Embedder, reply: str) -> None:
    model = ScriptedModel([reply])
    assert gloss(model, embedder, QUOTE, "ar", "en") == TRUE
    asked = model.requests[0].messages[-1].content
    assert QUOTE in asked
    assert LANGUAGES["en"] in asked


@pytest.mark.parametrize("reply", ["", TRUE.replace("14", "41"), "I cannot translate this.", QUOTE])
def test_a_translation_that_fails_is_not_shown(embedder: Embedder, reply: str) -> None:
    assert gloss(ScriptedModel([reply]), embedder, QUOTE, "ar", "en") is None


@pytest.mark.parametrize(
    ("quote", "source", "target"),
    [(QUOTE, "ar", "fr"), (QUOTE, "fa", "en"), (TRUE, "en", "en"), (f"{QUOTE} " * 10, "ar", "en")],
    ids=["into an unknown language", "from an unknown language", "no other language", "too long"],
)
def test_where_no_translation_could_be_checked_the_model_is_not_asked(
    embedder: Embedder, quote: str, source: str, target: str
) -> None:
    model = ScriptedModel([])
    assert gloss(model, embedder, quote, source, target) is None
    assert not model.requests


# ---------------------------------------------------------------- in an answer


TEXTS = {
    "company.txt": "انتهت المعاينة أمس في السد. " + QUOTE,
    "ferry.txt": "The ferry to Port Vasil leaves at noon. Tickets cost 12 crowns.",
}


@pytest.fixture
def filled(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    monkeypatch.setattr("assistant.selection.find_calibration", {CALIBRATED: calibration()}.get)
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    index_paths(library, [folder])
    return library


def _answer(library: Library, model: ScriptedModel, question: str) -> Answer:
    with Assistant(library, lambda: model) as assistant:
        return assistant.answer(question)


def _composer(statement: str, quote: str, translation: str) -> ScriptedModel:
    def reply(request: Request) -> str:
        asked = request.messages[-1].content
        if asked.startswith("Translate"):
            return translation
        if asked.startswith("Text:"):
            return "yes"
        return json.dumps({"statements": [{"statement": statement, "quote": quote, "excerpt": 1}]}, ensure_ascii=False)

    return ScriptedModel(reply)


def _translations(model: ScriptedModel) -> int:
    return sum(request.messages[-1].content.startswith("Translate") for request in model.requests)


def test_a_larger_model_translates_the_foreign_words_that_it_quotes(filled: Library) -> None:
    model = _composer(QUOTE, QUOTE, TRUE)
    answer = _answer(filled, model, "How many cracks does the wall have?")
    (claim,) = answer.claims
    assert claim.verbatim
    assert claim.gloss == TRUE
    assert QUOTE in claim.text, "the quote stands"
    assert answer.citations[0].quote == QUOTE
    assert answer.to_json()["claims"][0]["gloss"] == TRUE
    assert _translations(model) == 1


def test_a_translation_that_fails_leaves_the_quote_as_it_is(filled: Library) -> None:
    answer = _answer(filled, _composer(QUOTE, QUOTE, TRUE.replace("14", "41")), "How many cracks does the wall have?")
    assert [(claim.verbatim, claim.gloss) for claim in answer.claims] == [(True, None)]
    assert QUOTE in answer.text
    assert "41" not in answer.text


@pytest.mark.parametrize(
    ("statement", "quote", "question"),
    [
        (TRUE, QUOTE, "How many cracks does the wall have?"),
        ("Tickets cost 12 crowns.", "Tickets cost 12 crowns.", "How much is a ticket?"),
    ],
    ids=["worded", "not foreign"],
)
def test_what_is_in_the_language_of_the_question_needs_no_gloss(
    filled: Library, statement: str, quote: str, question: str
) -> None:
    model = _composer(statement, quote, "nothing of the kind")
    answer = _answer(filled, model, question)
    assert [claim.gloss for claim in answer.claims] == [None]
    assert _translations(model) == 0


def test_of_a_small_model_only_the_figures_are_shown_and_it_translates_nothing(filled: Library) -> None:
    model = small_model(holding("14"))
    answer = _answer(filled, model, "How many cracks does the wall have?")
    assert [claim.gloss for claim in answer.claims] == ["Figures in it: 14"]
    assert all(request.scored for request in model.requests)
    answer = _answer(filled, small_model(holding("12 crowns")), "كم ثمن تذكرة العبّارة؟")
    assert [claim.gloss for claim in answer.claims] == ["الأرقام الواردة فيه: 12"]
    native = _answer(filled, small_model(holding("12 crowns")), "How much is a ticket?")
    assert [claim.gloss for claim in native.claims] == [None]
