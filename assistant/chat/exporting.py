"""A conversation as a file to take away: Markdown, HTML in one piece, or DOCX, each answer with the words that it cites."""

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from assistant.chat import markup
from assistant.chat.conversation import Turn, Turns
from assistant.chat.strings import Direction, Strings
from assistant.records import Citation

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&])")
_STYLE = (
    "body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:1rem/1.6 system-ui,sans-serif}"
    "blockquote{margin:.25rem 0 .75rem;padding-inline-start:.75rem;border-inline-start:3px solid #ccc}"
    "cite,.asked-of{font-style:normal;color:#555}"
)


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write a conversation."""

    media_type: str
    write: Callable[[str, Turns, Strings], bytes]


def answer(turn: Turn, words: Strings) -> str:
    """An answer as plain text with its citations: what the copy button gives."""
    quotes = [f"[{citation.number}] {citation.document}: {_quoted(citation)}" for citation in turn.citations]
    return "\n".join([turn.text.strip(), *(["", f"{words.quotes}:", *quotes] if quotes else [])])


def asked_of(turn: Turn, words: Strings, most: int | None = None) -> str:
    """The documents that were asked; empty where all were.

    Args:
        most: how many of them are named; the others are counted. All unless told.
    """
    if not turn.documents:
        return ""
    comma = "، " if words.direction == "rtl" else ", "
    names = comma.join(f"\u2068{name}\u2069" for name in turn.documents[:most])
    more = len(turn.documents[most:]) if most else 0
    return (words.asked_of_more if more else words.asked_of).format(names=names, count=f"{more:,}")


def _quoted(citation: Citation) -> str:
    opening, closing = ("«", "»") if markup.direction(citation.quote) == "rtl" else ("“", "”")
    return f"{opening}{' '.join(citation.quote.split())}{closing}"


def _markdown(title: str, turns: Turns, words: Strings) -> bytes:
    parts = [f"# {_plain(title)}"]
    for turn in turns:
        parts += [f"## {_plain(turn.question)}", f"*{_plain(asked)}*" if (asked := asked_of(turn, words)) else ""]
        parts += ["  \n".join(map(_plain, turn.text.strip().split("\n")))]
        parts += [f"{_plain(f'[{c.number}] {c.document}')}\n\n> {_plain(_quoted(c))}" for c in turn.citations]
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def _plain(text: str) -> str:
    """Text that Markdown shows as it is: no links, no markup, no HTML."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _html(title: str, turns: Turns, words: Strings) -> bytes:
    body = "".join(_article(turn, words) for turn in turns)
    return (
        f'<!doctype html><html lang="{words.code}" dir="{words.direction}"><head><meta charset="utf-8">'
        f"<title>{markup.text(title)}</title><style>{_STYLE}</style></head><body>"
        f'<h1 dir="{markup.direction(title)}">{markup.text(title)}</h1>{body}</body></html>'
    ).encode()


def _article(turn: Turn, words: Strings) -> str:
    lines = "".join(
        f'<p dir="{markup.direction(line, words.direction)}">{markup.text(line)}</p>' for line in turn.text.split("\n") if line
    )
    quotes = "".join(
        f"<li><cite>[{citation.number}] {markup.name(citation.document)}</cite>"
        f'<blockquote dir="{markup.direction(citation.quote)}" lang="{markup.attribute(citation.language)}">'
        f"{markup.text(citation.quote)}</blockquote></li>"
        for citation in turn.citations
    )
    cited = f'<h3>{markup.text(words.quotes)}</h3><ul style="list-style:none;padding:0">{quotes}</ul>' if quotes else ""
    asked = f'<h2 dir="{markup.direction(turn.question)}">{markup.text(turn.question)}</h2>'
    if chosen := asked_of(turn, words):
        asked += f'<p class="asked-of" dir="{words.direction}">{markup.text(chosen)}</p>'
    return f"<article>{asked}{lines}{cited}</article>"


def _docx(title: str, turns: Turns, words: Strings) -> bytes:
    import docx

    made = docx.Document()
    _directed(made.add_heading(_visible(title), 0))
    for turn in turns:
        _directed(made.add_heading(_visible(turn.question), 1))
        if asked := asked_of(turn, words):
            _directed(made.add_paragraph(_visible(asked)), words.direction)
        for line in filter(str.strip, turn.text.split("\n")):
            _directed(made.add_paragraph(_visible(line)))
        for citation in turn.citations:
            made.add_paragraph(_visible(f"[{citation.number}] {citation.document}"))
            _directed(made.add_paragraph(_visible(_quoted(citation)), style="Quote"))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _directed(paragraph: object, direction: Direction | None = None) -> None:
    """Tell Word the direction of an Arabic paragraph and of its runs; that of most of its letters unless told."""
    from docx.oxml import OxmlElement

    if (direction or markup.direction(paragraph.text)) == "rtl":  # type: ignore[attr-defined]
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))  # type: ignore[attr-defined]
        for run in paragraph.runs:  # type: ignore[attr-defined]
            run._r.get_or_add_rPr().append(OxmlElement("w:rtl"))


def _visible(text: str) -> str:
    """Text without the control characters that XML cannot hold."""
    return "".join(c for c in text if c >= " " or c in "\n\t")


FORMATS: Mapping[str, Format] = {
    "md": Format("text/markdown; charset=utf-8", _markdown),
    "html": Format("text/html; charset=utf-8", _html),
    "docx": Format("application/vnd.openxmlformats-officedocument.wordprocessingml.document", _docx),
}
