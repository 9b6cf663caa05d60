"""Markdown, read as what it renders to."""

import pytest

from index.readers import parse
from index.records import Content


def _read(source: str) -> Content:
    return parse(source.encode(), "a.md")


def test_text_without_its_markup() -> None:
    source = (
        "# Head *one*\n\nSome **bold** [link](http://SECRET 'SECRET') ![SECRET](SECRET.png)\nand `code`.\n\n"
        "## Sub\n\n- a\n- b\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n> quote ~~del~~\n\n```py\nfor i:\n    pass\n```\n\n[r]: http://SECRET\n"
    )
    content = _read(source)
    assert content.text == (
        "Head one\n\nSome bold link and code.\n\nSub\n\n- a\n- b\n\nx | y\n1 | 2\n\nquote del\n\nfor i:\n    pass"
    )
    assert content.media_type == "text/markdown"
    assert content.title == "Head one"
    assert [section.heading for section in content.sections] == ["Head one", "Sub"]


def test_raw_html_is_read_as_html() -> None:
    text = _read("a <b>b</b> <!-- SECRET -->\n\n<div hidden>\n\nSECRET\n\n</div>\n\nc").text
    assert text == "a b\n\nc"


@pytest.mark.parametrize("fence", ["---", "+++"])
def test_front_matter_gives_the_title_and_is_no_text(fence: str) -> None:
    mark = ":" if fence == "---" else " ="
    content = _read(f'{fence}\ntags{mark} [x]\ntitle{mark} "تقرير العام"\n{fence}\n# مرحبا\n\nنص')
    assert content.title == "تقرير العام"
    assert content.text == "مرحبا\n\nنص"


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert _read("---\n\nFirst words\n\n---\n\nrest").text == "First words\n\nrest"
    assert "key" in _read("---\nkey: never closed\n").text


def test_wrapped_lines_are_joined() -> None:
    assert _read("one\ntwo\nthree\n\nfour").text == "one two three\n\nfour"
