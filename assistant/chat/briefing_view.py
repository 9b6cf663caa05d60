"""The briefing's part of the page as HTML. Pure functions; all text passes through ``markup``.

A briefing itself is the file that the briefing flow writes, in a frame of no origin: its script runs there, and reaches nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assistant.briefing.outputs import KINDS
from assistant.chat import markup, rendering
from assistant.chat.briefings import ROUTE, Kept
from assistant.chat.citing import language
from assistant.chat.strings import Strings
from index.errors import Told

_NAMES = {".md": "Markdown", ".html": "HTML", ".docx": "Word", ".pdf": "PDF"}


class Stage(StrEnum):
    """What is being done for a briefing."""

    WAITING = "waiting"
    SEARCHING = "searching"
    READING = "reading"
    CHOOSING = "choosing"
    WRITING = "writing"


@dataclass(frozen=True, slots=True)
class Step:
    """How far a briefing is. ``done`` of ``total`` documents are read; ``kind``: of the file that is being written."""

    stage: Stage
    done: int = 0
    total: int = 0
    kind: str = ""


def head(words: Strings) -> str:
    """What the form is for."""
    return (
        f'<div class="briefing-about" dir="{words.direction}"><h2>{markup.text(words.briefing)}</h2>'
        f"<p>{markup.text(words.briefing_text)}</p></div>"
    )


def documents(total: int, chosen: int | None, words: Strings) -> str:
    """Which documents are briefed on. ``chosen``: how many of them, where not all."""
    if not total:
        return ""
    said = words.sources_count.format(count=f"{total:,}")
    if chosen is not None:
        said = words.briefing_documents.format(count=f"{chosen:,}", total=f"{total:,}") if chosen else words.chosen_none
    return f'<p class="count" dir="{words.direction}">{markup.text(said)}</p>'


def blank(words: Strings) -> str:
    """Where no briefing is shown yet."""
    return (
        f'<div class="welcome" dir="{words.direction}"><h2>{markup.text(words.briefing_welcome)}</h2>'
        f"<p>{markup.text(words.briefing_welcome_text)}</p></div>"
    )


def making(step: Step, words: Strings) -> str:
    """How far it is; ``briefing.js`` counts the seconds."""
    said = {
        Stage.WAITING: words.waiting,
        Stage.SEARCHING: words.searching,
        Stage.READING: words.briefing_reading,
        Stage.CHOOSING: words.briefing_choosing,
        Stage.WRITING: words.briefing_writing.format(kind=_NAMES.get(step.kind, "")),
    }[step.stage]
    kinds = list(KINDS)
    done, total = (kinds.index(step.kind), len(kinds)) if step.kind in KINDS else (step.done, step.total)
    bar = count = ""
    if total:
        bar = f'<progress max="{total}" value="{done}" aria-label="{markup.text(words.briefing_progress)}"></progress>'
        count = f'<span class="soft" aria-hidden="true"><bdi>{done:,} / {total:,}</bdi></span>'
    return (
        f'<div class="making" data-stage="{step.stage}" dir="{words.direction}"><p class="status">'
        f'<span class="pulse" aria-hidden="true"></span><span>{markup.text(said)}</span>{count}'
        f'<span class="elapsed" aria-hidden="true" data-unit="{markup.text(words.seconds)}"></span></p>{bar}</div>'
    )


def briefing(kept: Kept, words: Strings) -> str:
    """A briefing: title, files to take away, and the briefing in its frame."""
    url, title = f"{ROUTE}/{kept.key}", markup.text(kept.title)
    facts = words.briefing_facts.format(citations=f"{kept.citations:,}", used=f"{kept.used:,}", passages=f"{kept.passages:,}")
    files = "".join(_file(kept, kind, words) for kind in KINDS)
    return (
        f'<section class="briefing" data-key="{kept.key}" dir="{words.direction}"><header>'
        f'<h2 dir="{markup.direction(kept.title, words.direction)}">{title}</h2><p class="soft">{markup.text(facts)}</p>'
        f'<p class="files"><span>{markup.text(words.briefing_download)}</span>{files}'
        f'<a href="{url}.html" target="_blank" rel="noopener">{markup.text(words.briefing_open_tab)}</a></p></header>'
        f'<iframe src="{url}.html" sandbox="allow-scripts allow-modals" referrerpolicy="no-referrer"'
        f' title="{markup.text(words.briefing_frame.format(title=kept.title))}"></iframe></section>'
    )


def _file(kept: Kept, kind: str, words: Strings) -> str:
    label = markup.text(words.export_as.format(title=kept.title, kind=_NAMES[kind]))
    return f'<a href="{ROUTE}/{kept.key}{kind}" download="briefing-{kept.key[:8]}{kind}" aria-label="{label}">{_NAMES[kind]}</a>'


def listed(found: Sequence[Kept], shown: str, words: Strings, said: str = "") -> str:
    """The briefings that are kept; the one that is shown is marked.

    Args:
        said: what is said above them.
    """
    if not found:
        return ""
    told = f'<p class="busy" role="alert">{markup.text(said)}</p>' if said else ""
    rows = "".join(_row(kept, kept.key == shown, words) for kept in found)
    return (
        f'<section class="talks" dir="{words.direction}"><h2>{markup.text(words.briefing_kept)}</h2>{told}'
        f'<ul role="list">{rows}</ul></section>'
    )


def _row(kept: Kept, shown: bool, words: Strings) -> str:
    current = ' aria-current="true"' if shown else ""
    made = f"{datetime.fromtimestamp(kept.time).astimezone():%Y-%m-%d %H:%M}"
    label = markup.text(words.briefing_delete.format(title=kept.title))
    return (
        f'<li{current}><button type="button" class="talk" data-action="briefing" data-key="{kept.key}">'
        f'<span dir="auto">{markup.text(kept.title)}</span></button><div class="talk-tools">'
        f'<span class="soft"><bdi>{made}</bdi></span>{language(kept.language, words)}'
        f'<button type="button" data-action="delete" data-key="{kept.key}" data-sure="{markup.text(words.delete_sure)}"'
        f' aria-label="{label}">{markup.text(words.delete)}</button></div></li>'
    )


def stopped(words: Strings) -> str:
    """It was stopped."""
    return f'<p class="stopped" dir="{words.direction}">{markup.text(words.briefing_stopped)}</p>'


def nothing_found(topic: str, words: Strings) -> str:
    """No document bears on the topic; without one, none has a sentence."""
    if not topic:
        return refused(words.briefing_no_sentence, words.briefing_no_sentence_hint, words)
    return refused(words.briefing_nothing.format(topic=f"\u2068{topic}\u2069"), words.briefing_nothing_hint, words)


def refused(message: str | Told, hint: str | Told, words: Strings) -> str:
    """There is no briefing: why, and what to do."""
    return f'<div dir="{words.direction}">{rendering.notice(words.briefing_failed, message, hint, words)}</div>'
