"""Wording: the assistant's own words are in the question's language; the sources' words are not touched."""

import pytest

from assistant.wording import PHRASES, phrases, quoted, verbatim, with_markers
from index.language import dominant_language


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_assistants_own_words_are_in_the_language_of_the_question(language: str) -> None:
    says = phrases(language)
    assert dominant_language(says.abstained) == language
    for source in ("en", "ar"):
        frame = verbatim("21", source, "X", language).replace("X", "").replace("21", "")
        if source != language:
            assert dominant_language(frame) == language


def test_an_unknown_language_falls_back_to_english() -> None:
    assert phrases("fi") is PHRASES["en"]


def test_a_quote_keeps_its_words_and_takes_the_marks_of_its_language() -> None:
    assert quoted("two  members\nwere hurt", "en") == "“two members were hurt”"
    assert quoted("أصيب اثنان", "ar") == "«أصيب اثنان»"


def test_the_speaker_is_named_only_where_one_is_given() -> None:
    assert verbatim("It rained.", "en", None, "en") == "“It rained.”"
    assert "the harbour master" in verbatim("It rained.", "en", "the harbour master", "en")
    foreign = verbatim("It rained.", "en", None, "ar")
    assert "الإنجليزي" in foreign
    assert "“It rained.”" in foreign


def test_markers_follow_the_words() -> None:
    assert with_markers("It rained.", (1, 3)) == "It rained. [1][3]"
