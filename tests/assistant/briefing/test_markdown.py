"""Markdown as a parser of Markdown sees it."""

from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.briefing.outputs.composing import outline
from assistant.briefing.outputs.markdown import markdown
from assistant.briefing.records import Briefing
from assistant.wording import quoted
from tests.assistant.briefing.examples import briefing, hostile


def _parsed(made: Briefing) -> list[Token]:
    """With tables, and with what makes links of bare addresses, as many programs do."""
    return MarkdownIt("gfm-like", {"linkify": False}).parse(markdown(outline(made)))


def _shown(made: Briefing) -> str:
    """The text that is left when the marks of Markdown are read."""
    inline = [child for token in _parsed(made) for child in token.children or ()]
    return "".join(child.content if child.type in {"text", "text_special", "code_inline"} else "" for child in inline)


def test_headings_are_headings() -> None:
    tokens = _parsed(briefing("en"))
    headings = [(token.tag, tokens[place + 1].content) for place, token in enumerate(tokens) if token.type == "heading_open"]
    assert headings[0] == ("h1", "Israeli captive held by Hamas 'killed in failed army rescue operation'")
    assert ("h2", "Key points") in headings
    assert ("h3", "Daniel Hagari") in headings
    assert headings[-1] == ("h2", "Citations")


def test_citations_stand_at_the_end_with_document_and_exact_quote() -> None:
    made = briefing("en")
    text = markdown(outline(made))
    notes = text.split("## Citations\n\n")[1].splitlines()
    assert len(notes) == len(made.citations)
    for citation, note in zip(made.citations, notes, strict=True):
        assert note.startswith(f"{citation.number}. ")
        assert citation.document.replace("_", r"\_") in note
        assert quoted(citation.quote, citation.language) in note


def test_statements_carry_their_numbers() -> None:
    made = briefing("en")
    text = markdown(outline(made))
    for statement in made.key_points:
        assert any(
            statement.text in line and line.endswith("".join(rf"\[{n}\]" for n in statement.citations))
            for line in text.splitlines()
        )


def test_an_arabic_briefing_runs_from_right_to_left() -> None:
    text = markdown(outline(briefing("ar")))
    assert text.startswith('<div dir="rtl">\n\n# مقتل جندي')
    assert text.endswith("\n\n</div>\n")
    assert "\u2068The failed rescue operation" in text  # isolated: it would turn what stands beside it
    assert "\u2068وقالت" not in text


def test_data_is_never_markdown() -> None:
    made, _ = hostile()
    types = {token.type for token in _parsed(made)} | {child.type for token in _parsed(made) for child in token.children or ()}
    assert not types & {
        "link_open",
        "image",
        "html_block",
        "html_inline",
        "code_inline",
        "code_block",
        "fence",
        "hr",
        "blockquote_open",
    }
    assert len([token for token in _parsed(made) if token.type == "heading_open" and token.tag == "h1"]) == 1
    shown = _shown(made)
    assert "<script>alert(1)</script>" in shown
    assert "[a link](https://example.org) https://example.org/page *stars* _lines_ `code` | a cell |" in shown
    assert "⟨U+202E⟩gnp.exe" in shown
    assert not set(shown) & set("\u202e\x07\ud800\uffff")
