"""Citations as HTML: the markers that open a source, and quoted words in a direction of their own. Pure functions.

What can be clicked carries ``data-action``; ``chat.js`` shows the effect at once and hands the other ``data-`` values on.
"""

import re
from collections.abc import Mapping, Sequence

from assistant.chat import markup
from assistant.chat.strings import Direction, Strings, strings
from assistant.glossing import of_figures
from assistant.records import Citation

LABEL_QUOTE = 160  # characters of a quote that a screen reader hears with its marker
_OPENING, _CLOSING = "[“«]", "[”»]"
_MARKER = re.compile(r"(\[\d+\])")
_LAST_MARKERS = re.compile(r"(?:\s*\[\d+\])+\s*$")


def target(document: str, start: int | None = None, end: int | None = None) -> str:
    """The attributes of something that opens a document, at a span if one is given."""
    span = f' data-start="{start}" data-end="{end}"' if start is not None and end is not None else ""
    return f'data-action="open" data-document="{markup.attribute(document)}"{span}'


def markers(value: str, citations: Sequence[Citation], words: Strings) -> str:
    """Text with each marker of a known citation as a button; other brackets stay text."""
    known = {f"[{citation.number}]": citation for citation in citations}
    return "".join(marker(known[part], words) if part in known else markup.text(part) for part in _MARKER.split(value) if part)


def marker(citation: Citation, words: Strings) -> str:
    """The button that shows a quote and opens its source."""
    quote = citation.quote if len(citation.quote) <= LABEL_QUOTE else f"{citation.quote[:LABEL_QUOTE]}…"
    label = words.citation.format(number=citation.number, name=citation.document, quote=quote)
    return (
        f'<button type="button" class="cite" {target(citation.document, citation.start, citation.end)}'
        f' data-quote="{markup.text(citation.quote)}" data-name="{markup.plain_name(citation.document)}"'
        f' data-direction="{quote_direction(citation)}" data-language="{markup.attribute(citation.language)}"'
        f' aria-label="{markup.text(label)}">[{citation.number}]</button>'
    )


def run(value: str, citations: Sequence[Citation], words: Strings) -> str:
    """Text with markers as buttons, and quoted words in a direction of their own."""
    quotes = quotes_in(value, citations)
    if not quotes:
        return markers(value, citations, words)
    # With its quotation marks: in a line of the other direction they would change sides.
    parts = re.split(f"({_OPENING}?(?:{'|'.join(map(re.escape, quotes))}){_CLOSING}?)", value)
    return "".join(_said(part, quotes) if place % 2 else markers(part, citations, words) for place, part in enumerate(parts))


def _said(part: str, quotes: Mapping[str, Citation]) -> str:
    citation = next(citation for quote, citation in quotes.items() if quote in part)
    language = markup.attribute(citation.language)
    return f'<bdi class="said" dir="{quote_direction(citation)}" lang="{language}">{markup.text(part)}</bdi>'


def quotes_in(line: str, citations: Sequence[Citation]) -> dict[str, Citation]:
    """The cited words that stand in a line as they are, or with their white space made plain; longest first."""
    found = {
        quote: citation
        for citation in citations
        for quote in (citation.quote, " ".join(citation.quote.split()))
        if quote and quote in line
    }
    return dict(sorted(found.items(), key=lambda entry: -len(entry[0])))


def quote_direction(citation: Citation) -> Direction:
    """The direction of the quoted words."""
    return markup.direction(citation.quote, markup.language_direction(citation.language))


def documents(line: str, citations: Sequence[Citation]) -> str:
    """The documents that a line's last markers lead to: those that report its claim. Not one that the line names itself."""
    last = _LAST_MARKERS.search(line)
    cited = [citation.document for citation in citations if last and f"[{citation.number}]" in last[0]]
    names = [markup.file_name(document) for document in dict.fromkeys(cited) if document not in line]
    return f' <cite class="document">{" · ".join(names)}</cite>' if names else ""


def gloss(value: str, code: str) -> str:
    """What a foreign quote says in the language ``code``; a translation is labelled as the work of a machine."""
    label = "" if of_figures(value) else f'<bdi class="gloss-label">{markup.text(strings(code).gloss)}</bdi> '
    direction = markup.language_direction(code)
    return f'<div class="gloss" dir="{direction}" lang="{markup.attribute(code)}">{label}{markup.text(value)}</div>'


def lines(value: str) -> str:
    """Text with its line breaks kept."""
    return markup.text(value).replace("\n", "<br>")


def language(code: str, words: Strings) -> str:
    """The small label that names a language."""
    return f'<span class="language">{markup.text(words.languages.get(code, code))}</span>'
