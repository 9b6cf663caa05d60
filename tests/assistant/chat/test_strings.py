"""Both languages say everything, with the same places to fill."""

from collections.abc import Mapping
from dataclasses import fields
from string import Formatter

import pytest
import regex

from assistant.chat.strings import AR, EN, Strings, strings

WORDS = [field.name for field in fields(Strings) if field.name not in {"code", "direction", "languages", "steps", "messages"}]


@pytest.mark.parametrize("name", WORDS)
def test_both_languages_fill_the_same_places(name: str) -> None:
    def places(value: str) -> set[str]:
        return {field for _, field, _, _ in Formatter().parse(value) if field}

    english, arabic = getattr(EN, name), getattr(AR, name)
    assert english
    assert places(english) == places(arabic)
    if name != "switch":
        assert regex.search(r"\p{Arabic}", arabic), "not translated"
        assert not regex.search(r"\p{Arabic}", english)


def test_the_named_steps_and_languages_are_named_in_both() -> None:
    def keys(part: Mapping[str, str]) -> set[str]:
        return set(part)

    assert keys(EN.steps) == keys(AR.steps)
    assert keys(EN.languages) == keys(AR.languages)


def test_an_unknown_language_gets_english() -> None:
    assert strings("xx") is EN
