"""The head of the page and the list of sources as HTML. Pure functions; all text passes through ``markup``."""

from collections.abc import Collection, Sequence

from assistant.chat import markup
from assistant.chat.citing import language, target
from assistant.chat.sources import Standing, standing
from assistant.chat.strings import Strings, other
from assistant.chat.uploads import Row, State
from index.catalogue import DocumentInfo

_ICONS = {
    "sources": '<path d="M4 5a2 2 0 0 1 2-2h9l5 5v11a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2z"/><path d="M14 3v6h6M8 13h8M8 17h5"/>',
    "evidence": '<path d="M4 6h16M4 12h16M4 18h10"/>',
    "zoom": '<circle cx="10" cy="10" r="6"/><path d="M15 15l6 6M10 7v6M7 10h6"/>',
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
        f' data-briefing="{markup.text(words.briefing)}" data-evaluation="{markup.text(words.evaluation)}">'
        f"{_tool('sources', words.sources)}"
        f'<h1>dossier</h1>{_views(words)}<p class="tagline">{markup.text(words.tagline)}</p>'
        f'<button type="button" class="tool words" data-action="language" lang="{other(words.code)}">'
        f"{markup.text(words.switch)}</button>"
        f"{_tool('theme', words.theme)}{_tool('evidence', words.evidence)}</div>"
    )


def _views(words: Strings) -> str:
    """What leads to the conversation, the briefing and the evaluation; ``chat.js`` tells which of them is shown."""
    views = (("conversation", words.conversation), ("briefing", words.briefing), ("evaluation", words.evaluation))
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
    return f'<div class="panel-head" dir="{words.direction}"><h2>{markup.text(title)}</h2>{close(words)}</div>'


def close(words: Strings) -> str:
    """The button that closes a side panel, shown where that lies over the conversation."""
    return f'<button type="button" class="tool close" data-action="close" aria-label="{markup.text(words.close)}">×</button>'


def sources(documents: Sequence[DocumentInfo], words: Strings, left_out: Collection[str] = ()) -> str:
    """Every document of the library: whether it is asked, name, languages, size, what has become of its file."""
    head = f'<div class="panel-head" dir="{words.direction}"><h2>{markup.text(words.sources)}</h2></div>'
    if not documents:
        return f'{head}<p class="empty" dir="{words.direction}">{markup.text(words.sources_empty)}</p>'
    count = markup.text(words.sources_count.format(count=f"{len(documents):,}"))
    standings = [standing(document) for document in documents]
    rows = "".join(
        _source(document, found, words, chosen=document.name not in left_out)
        for document, found in zip(documents, standings, strict=True)
    )
    changed = standings.count(Standing.CHANGED)
    again = ""
    if changed:
        label = markup.text(words.reread_changed.format(count=changed))
        again = f'<button type="button" class="deed" data-action="reread-changed">{label}</button>'
    return (
        f'{head}<p class="count" dir="{words.direction}">{count} {again}</p>'
        f'<ul class="sources" role="list" dir="{words.direction}">{rows}</ul>'
    )


def _source(document: DocumentInfo, found: Standing, words: Strings, *, chosen: bool) -> str:
    title = (
        f'<span class="title" dir="{markup.direction(document.title)}">{markup.text(document.title)}</span>'
        if document.title
        else ""
    )
    spoken = "".join(language(code, words) for code in document.languages or (document.language,))
    facts = f"{spoken}<span>{_size(document, words)}</span>{_standing(found, words)}"
    label, name = markup.text(words.choose.format(name=document.name)), markup.file_name(document.name)
    return (
        f'<li data-standing="{found}"><input type="checkbox" data-action="choose"{" checked" if chosen else ""}'
        f' data-document="{markup.attribute(document.name)}" aria-label="{label}" title="{label}">'
        f'<button type="button" class="source" {target(document.name)}><span class="file">{name}</span>'
        f'{title}<span class="facts">{facts}</span></button>{_source_tools(document, words)}</li>'
    )


def _source_tools(document: DocumentInfo, words: Strings) -> str:
    name, label = markup.attribute(document.name), markup.text(words.source_more.format(name=document.name))
    return (
        f'<details class="more"><summary aria-label="{label}" title="{label}">⋯</summary><div>'
        f'<button type="button" class="deed" data-action="reread" data-document="{name}">{markup.text(words.reread)}</button>'
        f'<button type="button" class="deed" data-action="remove" data-document="{name}"'
        f' data-sure="{markup.text(words.remove_sure)}">{markup.text(words.remove)}</button></div></details>'
    )


def _size(document: DocumentInfo, words: Strings) -> str:
    characters = words.characters.format(count=f"{document.characters:,}")
    return markup.text(f"{words.kilobytes.format(count=f'{max(1, round(document.size / 1000)):,}')} · {characters}")


def _standing(found: Standing, words: Strings) -> str:
    said = {
        Standing.CURRENT: words.source_current,
        Standing.CHANGED: words.source_changed,
        Standing.GONE: words.source_gone,
    }[found]
    return f'<span class="standing">{markup.text(said)}</span>'


def chosen(documents: Sequence[DocumentInfo], left_out: Collection[str], words: Strings) -> str:
    """What stands at the question's box where not all documents are asked."""
    asked = sum(document.name not in left_out for document in documents)
    if asked == len(documents):
        return ""
    said = words.chosen.format(count=f"{asked:,}", total=f"{len(documents):,}") if asked else words.chosen_none
    return (
        f'<p class="editing chosen" role="{"status" if asked else "alert"}" dir="{words.direction}">{markup.text(said)}'
        f' <button type="button" data-action="choose-all">{markup.text(words.choose_all)}</button></p>'
    )


def uploads(rows: Sequence[Row], words: Strings, title: str) -> str:
    """What became, or is becoming, of each file that was added or read again."""
    if not rows:
        return ""
    items = "".join(_upload(row, words) for row in rows)
    return (
        f'<section class="uploads" role="status" dir="{words.direction}"><h3>{markup.text(title)}</h3>'
        f'<ul role="list">{items}</ul></section>'
    )


def _upload(row: Row, words: Strings) -> str:
    said = {
        State.WAITING: words.upload_waiting,
        State.INDEXING: _embedded(row, words),
        State.ADDED: words.upload_added,
        State.UPDATED: words.upload_updated,
        State.READ: words.upload_read,
        State.UNCHANGED: words.upload_unchanged,
        State.SAME: words.upload_same_as.format(name=f"\u2068{row.detail}\u2069"),
        State.REFUSED: words.upload_refused,
    }[row.state]
    reason = ""
    if row.state is State.REFUSED and row.detail:
        direction = markup.sentence_direction(row.detail, words.direction)
        reason = f'<span class="reason" dir="{direction}">{markup.commands(row.detail)}</span>'
    return (
        f'<li data-state="{row.state}"><span class="file">{markup.file_name(row.name)}</span>'
        f'<span class="said">{markup.text(said)}</span>{_bar(row, words)}{reason}</li>'
    )


def _embedded(row: Row, words: Strings) -> str:
    """How far a document is; of a long one, in passages."""
    if not row.passages:
        return words.upload_indexing
    return words.upload_embedded.format(done=f"{row.embedded:,}", total=f"{row.passages:,}")


def _bar(row: Row, words: Strings) -> str:
    if row.state is not State.INDEXING or not row.passages:
        return ""
    label = markup.text(_embedded(row, words))
    return f'<progress max="{row.passages}" value="{row.embedded}" aria-label="{label}"></progress>'
