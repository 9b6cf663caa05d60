"""The head of the page and the list of sources as HTML. Pure functions; all text passes through ``markup``."""

from collections.abc import Sequence

from assistant.chat import markup
from assistant.chat.citing import language, target
from assistant.chat.strings import Strings, other
from assistant.chat.uploads import Row, State
from index.catalogue import DocumentInfo

_ICONS = {
    "sources": '<path d="M4 5a2 2 0 0 1 2-2h9l5 5v11a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2z"/><path d="M14 3v6h6M8 13h8M8 17h5"/>',
    "evidence": '<path d="M4 6h16M4 12h16M4 18h10"/>',
    "theme": '<circle cx="12" cy="12" r="9"/><path d="M12 3v18a9 9 0 0 0 0-18z" fill="currentColor" stroke="none"/>',
}


def icon(which: str) -> str:
    """A drawing that says nothing to a screen reader."""
    return f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{_ICONS[which]}</svg>'


def masthead(words: Strings) -> str:
    """The bar on top: name, language, theme, and on narrow screens what opens the two side panels."""
    return (
        f'<div class="bar" dir="{words.direction}" lang="{words.code}" data-drop="{markup.text(words.drop_here)}"'
        f' data-opening="{markup.text(words.opening)}" data-sources="{markup.text(words.sources)}"'
        f' data-conversation="{markup.text(words.conversation)}" data-evidence="{markup.text(words.evidence)}"'
        f' data-evaluation="{markup.text(words.evaluation)}">'
        f"{_tool('sources', words.sources)}"
        f'<h1>dossier</h1>{_views(words)}<p class="tagline">{markup.text(words.tagline)}</p>'
        f'<button type="button" class="tool words" data-action="language" lang="{other(words.code)}">'
        f"{markup.text(words.switch)}</button>"
        f"{_tool('theme', words.theme)}{_tool('evidence', words.evidence)}</div>"
    )


def _views(words: Strings) -> str:
    """What leads to the conversation and to the evaluation; ``chat.js`` tells which of them is shown."""
    views = (("conversation", words.conversation), ("evaluation", words.evaluation))
    buttons = "".join(
        f'<button type="button" class="tool view" data-action="view" data-view="{name}">{markup.text(label)}</button>'
        for name, label in views
    )
    return f'<nav class="views" aria-label="{markup.text(words.views)}">{buttons}</nav>'


def _tool(which: str, label: str) -> str:
    shown = markup.text(label)
    return (
        f'<button type="button" class="tool tool-{which}" data-action="{which if which == "theme" else f"drawer-{which}"}"'
        f' aria-label="{shown}" title="{shown}">{icon(which)}</button>'
    )


def heading(title: str, words: Strings) -> str:
    """The heading of a side panel, with the button that closes it where it lies over the conversation."""
    return (
        f'<div class="panel-head" dir="{words.direction}"><h2>{markup.text(title)}</h2>'
        f'<button type="button" class="tool close" data-action="close" aria-label="{markup.text(words.close)}">×</button></div>'
    )


def sources(documents: Sequence[DocumentInfo], words: Strings) -> str:
    """Every document of the library: name, language, number of characters."""
    if not documents:
        return f'{heading(words.sources, words)}<p class="empty" dir="{words.direction}">{markup.text(words.sources_empty)}</p>'
    count = markup.text(words.sources_count.format(count=f"{len(documents):,}"))
    rows = "".join(_source(document, words) for document in documents)
    return (
        f'{heading(words.sources, words)}<p class="count" dir="{words.direction}">{count}</p>'
        f'<ul class="sources" role="list" dir="{words.direction}">{rows}</ul>'
    )


def _source(document: DocumentInfo, words: Strings) -> str:
    size = markup.text(words.characters.format(count=f"{document.characters:,}"))
    title = (
        f'<span class="title" dir="{markup.direction(document.title)}">{markup.text(document.title)}</span>'
        if document.title
        else ""
    )
    return (
        f'<li><button type="button" class="source" {target(document.name)}><span class="file">{markup.name(document.name)}</span>'
        f'{title}<span class="facts">{language(document.language, words)}<span>{size}</span></span></button></li>'
    )


def uploads(rows: Sequence[Row], words: Strings) -> str:
    """What became, or is becoming, of each file that was added."""
    if not rows:
        return ""
    items = "".join(_upload(row, words) for row in rows)
    return (
        f'<section class="uploads" role="status" dir="{words.direction}"><h3>{markup.text(words.upload_title)}</h3>'
        f'<ul role="list">{items}</ul></section>'
    )


def _upload(row: Row, words: Strings) -> str:
    said = {
        State.WAITING: words.upload_waiting,
        State.INDEXING: words.upload_indexing,
        State.ADDED: words.upload_added,
        State.UPDATED: words.upload_updated,
        State.UNCHANGED: words.upload_unchanged,
        State.SAME: words.upload_same_as.format(name=f"\u2068{row.detail}\u2069"),
        State.REFUSED: words.upload_refused,
    }[row.state]
    reason = (
        f'<span class="reason" dir="auto">{markup.text(row.detail)}</span>' if row.state is State.REFUSED and row.detail else ""
    )
    return (
        f'<li data-state="{row.state}"><span class="file">{markup.name(row.name)}</span>'
        f'<span class="said">{markup.text(said)}</span>{reason}</li>'
    )
