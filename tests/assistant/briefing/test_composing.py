"""What stands in a briefing, before it is a file of some kind."""

from dataclasses import replace

import pytest

from assistant.briefing.outputs.composing import outline
from assistant.briefing.outputs.outline import Heading, Items, Line, Table
from assistant.briefing.records import Briefing, Coverage, Source
from tests.assistant.briefing.examples import ENGLISH, briefing, hostile


def _tables(made: Briefing) -> list[Table]:
    return [block for block in outline(made).blocks if isinstance(block, Table)]


def _said(line: Line) -> list[str]:
    return [span.text for span in line.spans]


def test_a_citation_that_does_not_resolve_is_an_error() -> None:
    made = briefing("en")
    with pytest.raises(ValueError, match=r"citations that it does not have: \[2\]"):
        outline(replace(made, citations=tuple(citation for citation in made.citations if citation.number != 2)))


def test_sections_stand_in_the_order_of_the_contract() -> None:
    anchors = [block.anchor for block in outline(briefing("en")).blocks if isinstance(block, Heading) and block.level == 1]
    assert anchors == [
        "key-points", "speakers", "timeline", "figures", "agreements", "differences", "open-questions", "names", "sources",
    ]  # fmt: skip


def test_a_time_shows_the_words_of_the_source_and_whether_it_is_inferred() -> None:
    rows = _tables(briefing("en"))[0].rows
    assert _said(rows[0].cells[0]) == ["7 October 2023", "7 أكتوبر/تشرين الأول الماضي", "inferred"]
    assert _said(rows[2].cells[0]) == ["8 December 2023", "مساء الجمعة 8 ديسمبر/كانون الأول 2023"]


def test_figures_of_one_quantity_stand_together() -> None:
    table = _tables(briefing("en"))[1]
    assert [row.group for row in table.rows] == [0, 0, 1]
    assert table.grouped
    assert _said(table.rows[1].cells[0]) == ["17,487", "17 ألفاً و487 شهيداً"]
    assert _said(table.rows[0].cells[1]) == [ENGLISH], "no speaker: the document speaks itself"


def test_lines_run_with_the_words_that_they_quote() -> None:
    points = next(block for block in outline(briefing("en")).blocks if isinstance(block, Items)).lines
    assert [(line.direction, line.language) for line in points] == [("ltr", "en"), ("ltr", "en"), ("rtl", "ar"), ("rtl", "ar")]


@pytest.mark.parametrize(("count", "told"), [(0, ""), (1, "1 source"), (2, "2 sources")])
def test_about_tells_topic_date_and_number_of_sources(count: int, told: str) -> None:
    source = Source("a.txt", "", "en", "", "", 1, 1)
    made = Briefing("T", "en", "hostages", "2026-11-25", sources=(source,) * count, coverage=Coverage(1, 1, ()))
    about = _said(outline(made).about)[0]
    assert about == " · ".join(filter(None, ["Topic: \u2068hostages\u2069", "Made on 25 November 2026", told]))


@pytest.mark.parametrize(
    ("language", "title", "direction"),
    [
        ("ar", "إحاطة: Daniel Hagari, Benjamin Netanyahu", "rtl"),
        ("ar", "Failed rescue", "ltr"),
        ("en", "Briefing: كتائب القسام، ساعر باروخ", "ltr"),
    ],
)
def test_a_title_runs_with_its_first_word(language: str, title: str, direction: str) -> None:
    assert outline(Briefing(title, language, None, "2026-11-25")).title.direction == direction


def test_coverage_is_told_with_the_passages_that_are_not_used() -> None:
    *_, before, heading, unused = outline(briefing("ar")).blocks
    assert not isinstance(before, Items | Table)
    assert _said(before.line) == ["تستخدم هذه الإحاطة 18 من مقاطع المصادر البالغ عددها 28 (64%)."]
    assert isinstance(heading, Heading)
    assert isinstance(unused, Items)
    assert [_said(line)[1][-1] for line in unused.lines] == [".", "…"]


def test_nothing_hidden_is_left_in_any_line() -> None:
    made, _ = hostile()
    shown = repr(outline(made))
    assert "⟨U+202E⟩" in shown
    assert not any(hidden in shown for hidden in (r"\u202e", r"\x07", r"\ud800", r"\uffff"))
