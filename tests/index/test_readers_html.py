"""HTML: what a reader of the page sees."""

import pytest

from index.errors import ReadError
from index.readers import parse
from index.records import Content


def _page(body: str, head: str = "") -> Content:
    return parse(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode(), "a.html")


def test_blocks_and_inline() -> None:
    text = _page("<p>Hel<b>lo</b> <i>wor</i>ld\n and&nbsp;more</p><div>next<br>line</div>loose").text
    assert text == "Hello world and more\n\nnext\nline\n\nloose"


def test_lists() -> None:
    body = "<ul><li>a<ul><li>b</li></ul></li><li><p>c</p></li></ul><ol start=3><li>x<li>y</ol>"
    assert _page(body).text == "- a\n- b\n- c\n\n3. x\n4. y"


def test_tables_of_data_are_rows() -> None:
    body = "<table><caption>T</caption><tr><th>Name<th>No</tr><tr><td>Ali<td><p>3</p></td></tr></table>after"
    assert _page(body).text == "T\nName | No\nAli | 3\n\nafter"


def test_an_empty_item_or_row_leaves_nothing_behind() -> None:
    assert _page("<ul><li></li></ul><p>a</p><dl><dd></dd></dl><p>b</p><table><tr></tr></table><p>c</p>").text == "a\n\nb\n\nc"
    assert _page("<p>a</p><table><colgroup><col></colgroup><tr><td>b</td></tr></table>").text == "a\n\nb"


@pytest.mark.parametrize("attribute", ["role=presentation", ""])
def test_tables_that_lay_out_the_page_are_not(attribute: str) -> None:
    body = f"<table {attribute}><tr><td><p>one</p><p>two</p></td><td>three</td></tr></table>"
    assert _page(body).text == "one\n\ntwo\n\nthree"


def test_preformatted_text_keeps_its_lines() -> None:
    assert _page("<pre>a  b\n  c</pre>").text == "a  b\n  c"


def test_powers_are_told_from_digits() -> None:
    assert _page("10<sup>6</sup> m<sup>2</sup> fact<sup>3</sup>").text == "10^6 m2 fact3"


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>SECRET</script>",
        "<style>SECRET</style>",
        "<template>SECRET</template>",
        "<noscript>SECRET</noscript>",
        "<!-- SECRET -->",
        "<p hidden>SECRET</p>",
        "<p hidden='until-found'>SECRET <b>SECRET</b></p>",
        "<div style='display:none'><p>SECRET</p></div>",
        "<div style='color:red; DISPLAY : None !important'>SECRET</div>",
        "<span style='visibility:hidden'>SECRET</span>",
        "<span style='font-size:0'>SECRET</span>",
        "<span style='font-size:0px;color:red'>SECRET</span>",
        "<span style='opacity:0.0'>SECRET</span>",
        "<dialog>SECRET</dialog>",
        "<input type=hidden value=SECRET>",
        "<textarea>SECRET</textarea>",
        "<img alt=SECRET title=SECRET src=SECRET>",
        "<a href='http://SECRET'></a>",
        "<svg><title>SECRET</title></svg>",
        "<iframe srcdoc=SECRET>SECRET</iframe>",
    ],
)
def test_what_nobody_sees_is_no_text(hidden: str) -> None:
    text = _page(f"<p>be{hidden}fore</p>{hidden}after").text
    assert "SECRET" not in text
    assert "".join(text.split()) == "beforeafter"


def test_invisible_characters_are_dropped() -> None:
    spelled = "".join(chr(0xE0000 + ord(letter)) for letter in "obey")
    assert _page(f"<p>a{spelled}b\u00adc&shy;d&#8203;e</p>").text == "abcd\u200be"


@pytest.mark.parametrize(
    "shown",
    [
        "<span style='font-size:0.9em'>seen</span>",
        "<span style='opacity:0.5'>seen</span>",
        "<span aria-hidden=true>seen</span>",
        "<details><summary>seen</summary></details>",
        "<dialog open>seen</dialog>",
    ],
)
def test_what_is_seen_is_text(shown: str) -> None:
    assert "seen" in _page(shown).text


def test_title_and_sections() -> None:
    content = _page(
        "<h1>Main <b>head</b><br>line</h1>a<h2>Sub</h2>b<h2>Other</h2>c<h1>Last</h1>d", "<title> The\n title </title>"
    )
    assert content.title == "The title"
    headed = [(section.heading, content.text[section.start : section.end].split()[-1]) for section in content.sections]
    assert headed == [("Main head line", "c"), ("Sub", "b"), ("Other", "c"), ("Last", "d")]


def test_without_a_title_the_first_top_heading_is_it() -> None:
    assert _page("<h2>no</h2><h1><div>yes</div></h1>").title == "yes"


@pytest.mark.parametrize(
    ("declaration", "encoding"),
    [
        ("<meta charset=windows-1256>", "cp1256"),
        ("<META http-equiv='Content-Type' content='text/html; charset=Windows-1256'>", "cp1256"),
        ("<?xml version='1.0' encoding='iso-8859-6'?>", "iso8859_6"),
        ("<meta charset='utf-8'>", "cp1256"),  # wrong: the bytes tell
        ("<meta charset='windows-1252'>", "utf-8"),  # wrong as well
        ("<meta charset='no-such-thing'>", "cp1256"),
        ("", "utf-16"),
        ("", "cp1256"),
    ],
)
def test_encoding(declaration: str, encoding: str) -> None:
    page = f"{declaration}<p>وصل الوزير إلى العاصمة صباح اليوم</p>"
    assert parse(page.encode(encoding), "a.html").text == "وصل الوزير إلى العاصمة صباح اليوم"


def test_xhtml() -> None:
    page = '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>hé<br/>x</p></body></html>'
    assert parse(page.encode(), "a.xhtml").text == "hé\nx"


def test_deep_nesting_is_read_or_refused_but_not_cut_off() -> None:
    assert _page("<div>" * 1500 + "deep" + "</div>" * 1500 + "<p>after").text == "deep\n\nafter"
    with pytest.raises(ReadError, match="nested too deeply"):
        _page("<div>" * 5000 + "deep" + "</div>" * 5000)
