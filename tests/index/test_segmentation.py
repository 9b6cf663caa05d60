"""Sentence spans."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.segmentation import MAX_WORDS, sentences

SEEDS = Path(__file__).parent.parent.parent / "seeds"


def _cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        # each inner list is joined by single spaces and must come apart again
        ["The roof leaked.", "Nobody came!", "Why not?", "It rained."],
        ["Mr. Brown of the U.S. Navy met J. K. Rowling and Dr. Lee.", "They left."],
        ["It cost 3.5 million, i.e. too much, in No. 7 on Jan. 5.", "The rest, approx. five, is e.g. here."],
        ["He came at 5 p.m. Friday.", "She left at 6 p.m.", "Police followed."],
        ["Acme Inc. said so.", "It was Acme Inc.", "The firm denies it."],
        ['She said: "Go."', "Then he went.", "“Stay,” they said."],
        ['"Really?" he asked.', '"Yes!"', "Done."],
        ["He left (see below.)", "This is [3].", "A fact.[12]", "Next."],
        ["Wait... what is it… then?", "Hmm...", "Yes."],
        ["It was a careless assault.", "while two others watched."],
        ["Fish, meat, etc. were sold.", "Bread, etc.", "None was left."],
        ["وصل الوفد صباحاً.", "هل عاد؟", "نعم؛ عاد مساءً!", "بلغ العدد 3.5 مليون."],
        ["قال د. سامي: «لا.»", "ثم خرج أ.د. منير من القاعة.", "انتهى."],
        ["ولد عام 1990 م.", "وتوفي لاحقاً."],
        ["تردد قليلاً.. ثم أجاب... وعاد.", "انتهى."],
        ["قال: “نعم.”", "وأضاف شيئاً."],
    ],
)
def test_stops(text: list[str]) -> None:
    assert _cut(" ".join(text)) == text


def test_arabic_stop_without_a_space_after_it() -> None:
    assert _cut("انتهى الاجتماع.وقال المدير إنه ناجح؟نعم بالطبع") == ["انتهى الاجتماع.", "وقال المدير إنه ناجح؟", "نعم بالطبع"]


def test_addresses_and_decimals_stay_whole() -> None:
    assert _cut("See www.example.org/a.b for v2.1.3 of it.") == ["See www.example.org/a.b for v2.1.3 of it."]


def test_blank_lines_list_items_and_short_lines_end_sentences() -> None:
    text = "A heading\n\nFirst line here\nSecond line here\n- an item\n- another. With more\n1. counted\n٢. معدود\n• dotted"
    expected = ["A heading", "First line here", "Second line here", "- an item", "- another.", "With more"]
    assert _cut(text) == [*expected, "1. counted", "٢. معدود", "• dotted"]


def _wrapped(paragraphs: list[str], width: int) -> str:
    import textwrap

    return "\n\n".join(textwrap.fill(paragraph, width) for paragraph in paragraphs)


@pytest.mark.parametrize("width", [50, 72, 78, 100])
@pytest.mark.parametrize(
    "paragraph",
    [
        [
            "The committee met in the old town hall to discuss the budget for the coming year.",
            "Members of the public were invited, and many of them came and filled the hall to capacity.",
            "The chair opened the session with a short speech about the challenges that lie ahead of us all.",
        ],
        [
            "اجتمعت اللجنة في مبنى البلدية القديم لمناقشة ميزانية العام المقبل بحضور عدد كبير من السكان.",
            "وافتتحت الرئيسة الجلسة بكلمة قصيرة عن التحديات التي تنتظر المدينة في السنوات القادمة.",
            "وطرح الحاضرون أسئلة كثيرة عن حال الطرق وعن موعد إصلاحها وعن كلفة ذلك كله.",
        ],
    ],
)
def test_hard_wrapped_lines_do_not_end_sentences(paragraph: list[str], width: int) -> None:
    text = _wrapped([" ".join(paragraph)] * 4, width)
    assert [" ".join(sentence.split()) for sentence in _cut(text)] == paragraph * 4


def test_a_heading_and_a_last_line_in_a_hard_wrapped_text_stand_alone() -> None:
    body = "The treasurer answered that the repairs would cost more than was set aside for them in the spring. " * 3
    text = _wrapped([body, body], 60) + "\nNext meeting: Friday\n"
    assert _cut(text)[-1] == "Next meeting: Friday"


def test_one_paragraph_per_line() -> None:
    lines = ["وقالت الوزارة في بيان إن العمل مستمر" + " في كل المناطق" * n for n in (9, 12, 10, 15, 11, 20)]
    assert _cut("\n".join(lines)) == lines


def test_headlines_of_like_length_are_no_wrapped_paragraph() -> None:
    lines = [f"Ministers of {name} meet again in the capital on {day}" for name, day in zip("ABCDE", "12345", strict=True)]
    assert _cut("\n".join(lines)) == lines


def test_seeds() -> None:
    english, arabic = (_cut(path.read_text(encoding="utf-8")) for path in sorted(SEEDS.glob("*.txt")))
    assert "2 min read" in english
    assert english[english.index("Analysis") + 1] == "Live Story"
    assert "while two members of the Israeli special forces team were severely injured." in english
    assert not any("\n" in sentence for sentence in english + arabic)
    assert all(sentence.endswith((".", '."', '".')) for sentence in arabic)
    assert len(english) == 26
    assert len(arabic) == 12


@pytest.mark.parametrize(
    "text",
    [
        "word " * 1000,
        "كلمة، " * 1000,
        "said one; then another " * 300,
        "字" * 5000,
        "x" * 5000,
        " | ".join(f"cell {i}" for i in range(900)),
    ],
)
def test_overlong_sentences_are_cut(text: str) -> None:
    pieces = _cut(text)
    assert len(pieces) > 1
    assert max(len(piece.split()) for piece in pieces) <= MAX_WORDS
    assert max(map(len, pieces)) <= 1200
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_overlong_sentences_are_cut_at_clause_marks() -> None:
    pieces = _cut("one two three four five six seven eight nine ten; " * 30)
    assert all(piece.endswith(";") for piece in pieces)


def test_a_part_of_a_text_is_cut_as_in_the_whole() -> None:
    text = _wrapped(["He slept in the long grass by the river until the sun went down behind the hills. Then he rose. " * 6], 60)
    whole = sentences(text)
    start, end = whole[2][0], whole[5][1]
    assert sentences(text, start, end) == whole[2:6]


_PIECES = st.sampled_from(
    [
        "word",
        "كلمة",
        "Mr.",
        "U.S.",
        "3.5",
        ".",
        "!",
        "؟",
        "…",
        '"',
        "”",
        ")",
        "\n",
        "\n\n",
        " ",
        "- ",
        "1. ",
        "|",
        "字。",
        "a" * 700,
        "\t",
        "\x1c",
    ]
)


def _check(text: str) -> None:
    spans = sentences(text)
    position = 0
    for start, end in spans:
        assert position <= start < end <= len(text)
        assert not text[position:start].strip(), "text between sentences"
        assert text[start:end].strip() == text[start:end]
        position = end
    assert not text[position:].strip()


@pytest.mark.parametrize("strategy", [st.text, lambda: st.lists(_PIECES, max_size=60).map("".join)], ids=["any", "likely"])
def test_spans_are_ordered_trimmed_and_cover_any_text(strategy: Callable[[], st.SearchStrategy[str]]) -> None:
    given(strategy())(_check)()
