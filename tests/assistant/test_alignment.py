"""Drafted words are found where they stand, and only there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.alignment import locate, sentence_span

TEXT = "The council met on 3 May. “We will not sell the land,” said Mayor Okafor. It cost 210 crowns, the clerk wrote."
ARABIC = "اجتمع المجلس يوم ٣ مايو. وقال العمدة: «لن نبيع الأرض». وبلغت الكلفة ٢١٠ كرونات."


@pytest.mark.parametrize(
    ("text", "draft", "found"),
    [
        (TEXT, "we will not sell the land", "We will not sell the land"),
        (TEXT, '"We will not sell the land"', "We will not sell the land"),
        (TEXT, "We will  not sell the\nland.", "We will not sell the land"),
        (TEXT, "210", "210"),
        (TEXT, "said Major Okafor. It cost", "said Mayor Okafor. It cost"),
        (ARABIC, "لن نبيع الارض", "لن نبيع الأرض"),
        (ARABIC, "3 مايو", "٣ مايو"),
        (ARABIC, "لَن نَبيعَ الأَرض", "لن نبيع الأرض"),
    ],
)
def test_copied_words_are_found(text: str, draft: str, found: str) -> None:
    match = locate(draft, text)
    assert match is not None
    assert text[match.start : match.end] == found


@pytest.mark.parametrize("draft", ["21", "10", "", " . ", "the army withdrew at dawn", "May 4", "land sell not"])
def test_other_words_are_not_found(draft: str) -> None:
    assert locate(draft, TEXT) is None


def test_sentences_around_a_span_are_whole() -> None:
    start = TEXT.index("sell")
    a, b = sentence_span(TEXT, start, start + 4)
    assert TEXT[a:b].startswith("“We will")
    assert "Okafor" in TEXT[a:b]
    assert "May" not in TEXT[a:b].replace("Mayor", "")


@given(st.text(max_size=80), st.data())
def test_any_stretch_of_words_of_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    words = text.split()
    if not words:
        return
    first = data.draw(st.integers(0, len(words) - 1))
    draft = " ".join(words[first : first + 3])
    match = locate(draft, text)
    if match is not None:
        assert 0 <= match.start < match.end <= len(text)
    elif any(char.isalnum() and char.isascii() for char in draft):
        pytest.fail(f"{draft!r} not found in {text!r}")
