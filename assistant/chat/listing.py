"""The list of kept conversations as HTML, and what stands beside it. Pure functions; all text passes through ``markup``."""

from collections.abc import Sequence

from assistant.chat import markup, panels
from assistant.chat.archive import Kept
from assistant.chat.exporting import FORMATS
from assistant.chat.strings import Strings

ROUTE = "/dossier/conversation"  # below it, the key of a conversation and the format to have it in


def conversations(found: Sequence[Kept], opened: str, sought: str, words: Strings) -> str:
    """The conversations, the open one marked and with what can be done with it."""
    empty = words.conversations_none if sought.strip() else words.conversations_empty
    rows = "".join(_row(kept, kept.key == opened, words) for kept in found)
    listed = f'<ul role="list">{rows}</ul>' if rows else f'<p class="empty">{markup.text(empty)}</p>'
    return (
        f'<section class="talks" dir="{words.direction}"><div class="talks-head">'
        f'<h2><button type="button" class="fold" data-action="fold-talks">'
        f"{markup.text(words.conversations)}</button></h2>"
        f'<button type="button" class="tool" data-action="new" aria-label="{markup.text(words.new_conversation)}"'
        f' title="{markup.text(words.new_conversation)}">+</button>{panels.close(words)}</div>{listed}</section>'
    )


def _row(kept: Kept, opened: bool, words: Strings) -> str:
    current = ' aria-current="true"' if opened else ""
    count = markup.text(words.turns.format(count=kept.turns))
    return (
        f'<li{current} data-key="{kept.key}"><button type="button" class="talk" data-action="talk" data-key="{kept.key}"'
        f' title="{count}"><span dir="auto">{markup.text(kept.title)}</span></button>{_tools(kept, words) if opened else ""}</li>'
    )


def _tools(kept: Kept, words: Strings) -> str:
    links = "".join(
        f'<a href="{ROUTE}/{kept.key}.{kind}?lang={words.code}" download'
        f' aria-label="{markup.text(words.export_as.format(title=kept.title, kind=kind.upper()))}">{kind.upper()}</a>'
        for kind in FORMATS
    )
    return (
        f'<div class="talk-tools"><button type="button" data-action="rename" data-key="{kept.key}"'
        f' data-label="{markup.text(words.rename_label)}" data-title="{markup.attribute(kept.title)}">'
        f"{markup.text(words.rename)}</button>"
        f'<button type="button" data-action="delete" data-key="{kept.key}" data-sure="{markup.text(words.delete_sure)}">'
        f"{markup.text(words.delete)}</button>"
        f'<span class="export"><span>{markup.text(words.export)}</span>{links}</span></div>'
    )


def busy(words: Strings) -> str:
    """What is said where another conversation cannot be opened yet."""
    return f'<p class="busy" role="alert" dir="{words.direction}">{markup.text(words.conversation_busy)}</p>'


def editing(number: int, words: Strings) -> str:
    """What is said above the question's box while an earlier question is edited."""
    if not number:
        return ""
    return (
        f'<p class="editing" role="status" dir="{words.direction}">{markup.text(words.editing.format(number=number))}'
        f' <button type="button" data-action="cancel">{markup.text(words.cancel)}</button></p>'
    )
