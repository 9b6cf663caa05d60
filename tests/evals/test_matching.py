import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.matching import contains, words


@pytest.mark.parametrize(
    ("text", "alias"),
    [
        ("They claim 21 vehicles.", "21"),
        ("دمّرت ٢١ آليةً", "21"),
        ("destroyed 21 vehicles", "٢١"),
        ("۲۱ خودرو", "21"),
        ("خلفت 17 ألفاً و487 شهيداً", "17,487"),
        ("17,487 people", "17 ألفاً و487"),
        ("١٧٬٤٨٧", "17,487"),
        ("1.9 مليون نازح", "1.9 million"),
        ("1,900,000 displaced", "1.9 million"),
        ("17 thousand", "17,000"),
        ("خلال الساعات الـ24 الأخيرة", "24"),
        ("at 2:30am", "2:30"),
        ("at 2:30 A.M.", "am"),
        ("the 21st floor", "21"),
        ("a 24-year-old man", "24 year old"),
        ("rose by 7 per cent", "7%"),
        ("بنسبة 7 في المئة", "7%"),
        ("بنسبة ٧٪", "7%"),
        ("kibbutz Be’eri's gate", "Beeri"),
        ("the U.N. said", "UN"),
        ("‘hostages’ relatives", "hostages"),
        ("Café", "cafe"),
        ("الجَمْعَةُ", "الجمعة"),
        ("العـــربية", "العربية"),
        ("إلى أحمد", "الي احمد"),
        ("المدرسه", "المدرسة"),
        ("\u2067الجمعة\u2069", "الجمعة"),
        ("وبالكتائب", "الكتائب"),
        ("للجيش الإسرائيلي", "الجيش الإسرائيلي"),
        ("فقالت كتائب", "قالت كتائب"),
        ("ومدينة غزة", "مدينة غزة"),
        ("ﺍﻟﻌﺮﺑﻴﺔ", "العربية"),
    ],
)
def test_says_the_same_in_another_form(text: str, alias: str) -> None:
    assert contains(text, alias)


@pytest.mark.parametrize(
    ("text", "alias"),
    [
        ("210 vehicles", "21"),
        ("121 vehicles", "21"),
        ("21,000 vehicles", "21"),
        ("21.5 percent", "21"),
        ("at 21:30", "21"),
        ("6½ sacks", "6"),
        ("21 ألف آلية", "21"),
        ("17,487", "17,000"),
        ("46 ألفاً و480", "46"),
        ("hostages", "hostage"),
        ("khan of Younis", "Khan Younis"),
        ("Younis Khan", "Khan Younis"),
        ("مكتبات", "تبات"),
        ("7%", "7 7"),
        ("", "word"),
    ],
)
def test_does_not_take_other_words_for_it(text: str, alias: str) -> None:
    assert not contains(text, alias)


def test_a_whole_alias_must_be_all_that_is_said() -> None:
    assert contains("24.", "=24")
    assert not contains("the last 24 hours", "=24")
    assert not contains("24 24", "=24")


@given(st.text("ابتجحدرسعفقكلمنهويةأإ ", min_size=1), st.sampled_from(["َ", "ّ", "ً", "ـ", "\u200f"]))
def test_marks_within_arabic_words_change_nothing(text: str, mark: str) -> None:
    assert words("".join(char + mark if char != " " else char for char in text)) == words(text)


@given(st.integers(0, 10**12))
def test_numbers_are_equal_in_every_script_and_grouping(number: int) -> None:
    arabic = str(number).translate({ord("0") + d: chr(0x0660 + d) for d in range(10)})
    assert words(arabic) == words(f"{number:,}") == words(f"{number:,}".replace(",", "٬")) == (str(number),)
