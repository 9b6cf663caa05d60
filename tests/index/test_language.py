"""Language from script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language import direction, dominant_language, script_share


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The committee met on Tuesday.", "en"),
        ("اجتمعت اللجنة يوم الثلاثاء.", "ar"),
        ("أعلنت شركة General Motors عن نتائجها", "ar"),
        ("The word سلام means peace", "en"),
        ("این کتاب را گرفتم و به او دادم که بخواند", "fa"),
        ("یہ کتاب میں نے اس کو دے دی ہے", "ur"),
        ("Привет, как дела?", "ru"),
        ("שלום עולם", "he"),
        ("Καλημέρα κόσμε", "el"),
        ("日本語の文章です", "ja"),
        ("这是一个中文句子", "zh"),
        ("한국어 문장입니다", "ko"),
    ],
)
def test_language_of_running_text(text: str, language: str) -> None:
    assert dominant_language(text, default="xx") == language


def test_quoted_foreign_words_do_not_flip_a_sentence() -> None:
    assert dominant_language('قالت الوزيرة: "We will not comment on this matter before next week"') == "ar"
    assert dominant_language("He signed «مذكرة التفاهم بشأن التعاون في مجال الطاقة» today") == "en"
    assert dominant_language("زوروا https://example.org/a/very/long/address/of/a/page موقعنا") == "ar"


def test_a_text_that_is_all_quotation_is_in_the_language_of_the_quotation() -> None:
    assert dominant_language('"صباح الخير"', default="en") == "ar"


@pytest.mark.parametrize("text", ["", "  ", "12 / 03 / 2021", "١٢٣", "— … !"])
def test_without_letters_the_default_holds(text: str) -> None:
    assert dominant_language(text, default="ar") == "ar"
    assert dominant_language(text, default="en") == "en"


def test_script_share_counts_letters_only() -> None:
    assert script_share("abc سلام 12345", "Arabic") == pytest.approx(4 / 7)
    assert script_share("123", "Arabic") == 0.0
    assert script_share("سَلام", "Arabic") == 1.0


def test_direction() -> None:
    assert {code: direction(code) for code in ("ar", "fa", "ur", "he", "en", "ru")} == {
        "ar": "rtl",
        "fa": "rtl",
        "ur": "rtl",
        "he": "rtl",
        "en": "ltr",
        "ru": "ltr",
    }


@given(st.text())
def test_any_text_has_a_language(text: str) -> None:
    assert len(dominant_language(text)) == 2
    assert 0.0 <= script_share(text, "Arabic") <= 1.0
