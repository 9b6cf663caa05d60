"""Passages: whole sentences, packed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import ReadError
from index.passages import passages
from index.readers import parse
from index.records import Content, Document, Passage, Section
from index.segmentation import sentences


def _document(text: str, sections: tuple[Section, ...] = (), language: str = "en") -> Document:
    return Document("a.txt", "/a.txt", "", language, Content(text, "text/plain", None, sections))


def _read(data: bytes, name: str) -> Document:
    return Document(name, f"/{name}", "", "en", parse(data, name))


def _texts(document: Document, max_words: int = 40) -> list[str]:
    return [passage.text for passage in passages(document, max_words)]


def _sentence(words: int, first: str = "Some") -> str:
    return " ".join([first, *["word"] * (words - 2), "end."])


def test_sentences_are_packed_up_to_the_limit() -> None:
    parts = [_sentence(15), _sentence(15), _sentence(15), _sentence(10)]
    assert _texts(_document(" ".join(parts))) == [" ".join(parts[:2]), " ".join(parts[2:])]


def test_a_sentence_over_the_limit_is_whole() -> None:
    parts = [_sentence(20), _sentence(70), _sentence(20)]
    assert _texts(_document(" ".join(parts))) == parts


def test_paragraphs_are_not_joined() -> None:
    parts = [_sentence(10), _sentence(12)]
    assert _texts(_document("\n\n".join(parts))) == parts


def test_a_tiny_paragraph_goes_with_what_follows_it() -> None:
    text = f"Analysis\nLive story\n\n{_sentence(30)}"
    assert _texts(_document(text)) == [text]


def test_short_lines_are_packed_and_long_ones_are_not() -> None:
    rows = "\n".join(f"Row {i} | of a table" for i in range(6))
    assert len(_texts(_document(rows))) < 3
    lines = [_sentence(25), _sentence(10)]
    assert _texts(_document("\n".join(lines))) == lines


def test_a_heading_begins_its_passage_and_names_it() -> None:
    source = (
        f"# Report on the state of all the bridges in the county\n\n## North\n\n{_sentence(12)}\n\n## South\n\n{_sentence(12)}"
    )
    found = passages(_read(source.encode(), "a.md"), 40)
    assert [passage.heading for passage in found] == ["North", "South"]
    assert found[0].text.startswith("Report on the state")
    assert found[1].text == f"South\n\n{_sentence(12)}"


def test_a_list_of_headings_does_not_grow_without_end() -> None:
    source = "\n\n".join(f"## Heading number {i} of many" for i in range(100))
    assert max(len(text.split()) for text in _texts(_read(source.encode(), "a.md"))) < 60


def test_pages_are_not_joined_and_are_named() -> None:
    first, second = _sentence(3), _sentence(9)
    text = f"{first}\n\n{second}"
    sections = (Section(0, len(first) + 2, page=4), Section(len(first) + 2, len(text), page=5))
    assert [(p.text, p.page) for p in passages(_document(text, sections), 40)] == [(first, 4), (second, 5)]


def test_languages_are_not_mixed() -> None:
    english, arabic = _sentence(12), "هذه جملة عربية طويلة بما يكفي لتقف وحدها في مقطع مستقل."
    found = passages(_document(f"{english} {arabic}"), 40)
    assert [(p.text, p.language) for p in found] == [(english, "en"), (arabic, "ar")]


def test_without_letters_the_language_is_the_documents() -> None:
    assert [p.language for p in passages(_document("12 345 678", language="ar"), 40)] == ["ar"]


def test_a_record_of_where_it_is() -> None:
    assert passages(_document("Hello there."), 40) == [Passage("a.txt", 0, 12, "Hello there.", "en")]


_LINES = st.lists(
    st.sampled_from(
        [
            "# Head",
            "## Sub",
            "One short line.",
            "- item",
            "كلمة عربية هنا.",
            "",
            "",
            "a b c d e f g h i j. K l m n o p q r s t.",
            "|a|b|",
        ]
    ),
    max_size=30,
)


@pytest.mark.parametrize("max_words", [5, 40])
@given(source=st.one_of(st.text(), _LINES.map("\n".join)))
def test_passages_resolve_cover_and_keep_to_sections(source: str, max_words: int) -> None:
    if not source.strip():
        return
    for name in ("a.txt", "a.md"):
        try:
            document = _read(source.encode("utf-8", errors="replace"), name)
        except ReadError:  # nothing but markup or control characters
            continue
        text = document.text
        position = 0
        starts = {start for start, _ in sentences(text)}
        for passage in passages(document, max_words):
            assert passage.text == text[passage.start : passage.end]
            assert passage.start in starts
            assert not text[position : passage.start].strip()
            position = passage.end
        assert not text[position:].strip()
