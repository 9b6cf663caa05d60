"""Evidence as HTML: the passages found for a question, as cards that open their source. Pure functions."""

from collections.abc import Sequence

from assistant.chat import markup, panels
from assistant.chat.citing import language, lines, target
from assistant.chat.conversation import Turn
from assistant.chat.strings import Strings
from assistant.records import Citation, Nearest
from index.records import Evidence


def evidence(item: Turn | None, words: Strings) -> str:
    """The evidence panel for a turn: its passages, best first, those that the answer cites marked."""
    if item is None or not item.evidence:
        return f'<p class="empty" dir="{words.direction}">{markup.text(words.evidence_empty)}</p>'
    before, _, after = words.evidence_for.partition("{question}")
    asked = f'<bdi dir="{markup.direction(item.question)}">{markup.text(item.question)}</bdi>'
    cards = "".join(card(passage, words, item.citations) for passage in item.evidence)
    return f'<p class="asked" dir="{words.direction}">{markup.text(before)}{asked}{markup.text(after)}</p>{cards}'


def panel(item: Turn | None, words: Strings) -> str:
    """The evidence with its heading."""
    number = item.number if item else 0
    return f'{panels.heading(words.evidence, words)}<div data-turn="{number}">{evidence(item, words)}</div>'


def nearest(item: Nearest, words: Strings) -> str:
    """A passage that comes near, its nearest sentence marked; it opens its source there."""
    return card(item.evidence, words, at=(item.start, item.end))


def card(item: Evidence, words: Strings, citations: Sequence[Citation] = (), at: tuple[int, int] | None = None) -> str:
    """A passage that opens its source, at the span ``at`` of it if there is one, which is marked."""
    passage = item.passage
    start, end = at or (passage.start, passage.end)
    shown = lines(passage.text)
    if at:
        before, after = passage.text[: start - passage.start], passage.text[end - passage.start :]
        shown = f"{lines(before)}<mark>{lines(passage.text[start - passage.start : end - passage.start])}</mark>{lines(after)}"
    direction = markup.direction(passage.text, markup.language_direction(passage.language))
    label = markup.text(words.open_document.format(name=passage.document))
    place = _place(passage.heading, passage.page, words)
    return (
        f'<article class="card" {target(passage.document, start, end)}>'
        f'<header><button type="button" class="card-name" aria-label="{label}">{markup.file_name(passage.document)}</button>'
        f"{language(passage.language, words)}{_cited(item, citations, words)}</header>{place}"
        f'<p class="passage" dir="{direction}" lang="{markup.attribute(passage.language)}">{shown}</p></article>'
    )


def _cited(item: Evidence, citations: Sequence[Citation], words: Strings) -> str:
    passage = item.passage
    numbers = [
        citation.number
        for citation in citations
        if citation.document == passage.document and citation.start < passage.end and passage.start < citation.end
    ]
    if not numbers:
        return ""
    shown = " ".join(f"[{number}]" for number in numbers)
    return f'<span class="cited"><span class="hidden-label">{markup.text(words.cited_as)} </span>{shown}</span>'


def _place(heading: str | None, page: int | None, words: Strings) -> str:
    parts = [markup.name(heading)] if heading else []
    if page is not None:
        parts.append(markup.text(words.page.format(page=page)))
    return f'<p class="place">{" · ".join(parts)}</p>' if parts else ""
