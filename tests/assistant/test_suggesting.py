"""Suggested questions: after those whose words the documents report, as one would name them."""

from pathlib import Path

import pytest

from assistant.questions import Kind, understand
from assistant.suggesting import Suggestions
from index.indexing import index_paths, remove
from index.library import Library

ENGLISH = """The dam at Orvel broke on Monday.
The Orvel River Board said that nobody was hurt. The Orvel River Board said in a statement that it had been warned.
Mayor Tilda Brandt said that the bridge would stay closed. Tilda Brandt added that buses would run.
Mayor Tilda Brandt said on Tuesday that work would begin.
A witness said that he heard a bang. A witness said that he ran. HARBOUR OFFICE said that it was open.
"""
ARABIC = "انهار السد. قالت هيئة مياه أورفل إن أحداً لم يصب. وأضافت هيئة مياه أورفل أن الجسر سيبقى مغلقاً. وقال شاهد إنه سمع دوياً."


@pytest.fixture
def dam(library: Library, tmp_path: Path) -> Library:
    (tmp_path / "dam").mkdir()
    (tmp_path / "dam" / "en.txt").write_text(ENGLISH, encoding="utf-8")
    (tmp_path / "dam" / "ar.txt").write_text(ARABIC, encoding="utf-8")
    index_paths(library, [tmp_path / "dam"])
    return library


def test_each_language_asks_after_those_whose_words_its_documents_report(dam: Library) -> None:
    suggestions = Suggestions(dam)
    assert suggestions.of("en") == (
        "Summarise the documents",
        "What did the Orvel River Board say?",
        "What did Mayor Tilda Brandt say?",
    )
    assert suggestions.of("ar") == ("لخّص المستندات", "ماذا جاء على لسان هيئة مياه أورفل؟")
    assert suggestions.of("fr") == ()
    assert suggestions.of("en", ["ar.txt"]) == ()
    assert "Summarise the documents" not in suggestions.of("en", ["en.txt"])


def test_the_gist_is_one_that_the_assistant_understands(dam: Library) -> None:
    for language in ("en", "ar"):
        assert understand(Suggestions(dam).of(language)[0]).parts[0].kind is Kind.GIST


def test_an_empty_library_suggests_nothing_and_a_changed_one_anew(library: Library, tmp_path: Path) -> None:
    suggestions = Suggestions(library)
    assert suggestions.of("en") == ()
    (tmp_path / "en.txt").write_text(ENGLISH, encoding="utf-8")
    index_paths(library, [tmp_path / "en.txt"])
    assert len(suggestions.of("en")) == 3
    remove(library, ["en.txt"])
    assert suggestions.of("en") == ()
