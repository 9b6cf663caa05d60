"""Both languages say everything, with the same places to fill; dates are as exact as they were given."""

from dataclasses import fields
from string import Formatter

import pytest
import regex

from assistant.briefing.outputs.labels import AR, EN, Labels, day, labels, language_name
from assistant.briefing.records import NameKind, Section

WORDS = [field.name for field in fields(Labels) if field.name not in {"code", "locale", "sections", "kinds", "separator"}]


def _places(value: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(value) if field}


@pytest.mark.parametrize("name", WORDS)
def test_both_languages_fill_the_same_places(name: str) -> None:
    english, arabic = getattr(EN, name), getattr(AR, name)
    assert _places(english) == _places(arabic)
    assert regex.search(r"\p{Arabic}", arabic)
    assert english
    assert not regex.search(r"\p{Arabic}", english)


@pytest.mark.parametrize("words", [EN, AR], ids=lambda words: str(words.code))
def test_every_section_and_kind_has_a_name(words: Labels) -> None:
    assert set(words.sections) == set(Section)
    assert set(words.kinds) == set(NameKind)


@pytest.mark.parametrize(
    ("when", "english", "arabic"),
    [
        ("2023", "2023", "2023"),
        ("2023-10", "October 2023", "أكتوبر 2023"),
        ("2023-12-08", "8 December 2023", "8 ديسمبر 2023"),
        ("2023-12-08T02:30", "8 December 2023, 02:30", "8 ديسمبر 2023، 02:30"),
        ("2023-W49", "week of 4 December 2023", "أسبوع 4 ديسمبر 2023"),
        ("T02:30", "02:30", "02:30"),
        ("2023-13-45", "2023-13-45", "2023-13-45"),
        ("one fine day", "one fine day", "one fine day"),
    ],
)
def test_dates_as_exact_as_they_are_known(when: str, english: str, arabic: str) -> None:
    assert (day(when, EN), day(when, AR)) == (english, arabic)


def test_other_languages_get_english_words() -> None:
    assert labels("fr") is EN


def test_languages_are_called_what_the_reader_calls_them() -> None:
    assert [language_name("ar", EN), language_name("en", AR), language_name("xx", EN)] == ["Arabic", "الإنجليزية", "xx"]
