"""The page: which event of which component calls which handler."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.chat import briefing_tab
from assistant.chat.archive import Archive
from assistant.chat.briefer import Briefer
from assistant.chat.closed import Closed
from assistant.chat.handlers import AssistantSource, Handlers
from assistant.chat.keeping import Keeping
from assistant.chat.layout import Layout, lay_out
from assistant.chat.shelf import Shelf
from index.library import Library

MAX_WAITING = 64  # questions and uploads of everybody together
IN_LINE = 16  # questions that know their place in line; each takes a thread, of which Gradio has 40
MAX_PAGES = 500  # open at once; beyond that, the one that was longest idle begins anew
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
_AT_ONCE: dict[str, Any] = {"queue": False} | _QUIET


@dataclass(frozen=True, slots=True)
class _Kept:
    """What one person's page remembers: language, turns, open source, stop signal, key of the conversation, edited turn,
    documents that are not to be asked."""

    code: Any
    turns: Any
    opened: Any
    signal: Any
    key: Any
    edited: Any
    left_out: Any


def build(assistant_source: AssistantSource, library: Library) -> gr.Blocks:
    """The chat over a library.

    Args:
        assistant_source: gives the assistant; called for each question, so that a missing model is told where it is missed.
    """
    archive = Archive(library.home)
    shelf = Shelf(library)
    keeping = Keeping(library, shelf, archive)
    handlers = Handlers(assistant_source, library, shelf, archive, keeping)
    with gr.Blocks(title="dossier", analytics_enabled=False, fill_width=True) as blocks:
        kept = _Kept(
            gr.State("en"), gr.State(()), gr.State(None), gr.State(None), gr.State(""), gr.State(0), gr.State(frozenset())
        )
        layout = lay_out()
        opened = _opening(blocks, handlers, kept, layout)
        _asking(handlers, keeping, kept, layout)
        _keeping(keeping, kept, layout)
        _reading(handlers, kept, layout)
        _shelving(shelf, keeping, kept, layout)
        briefing_tab.connect(layout.briefing, Briefer(library, shelf), opened, (kept.code, kept.left_out), (_QUIET, _AT_ONCE))
        blocks.unload(Closed(blocks).close)
    blocks.state_session_capacity = MAX_PAGES
    blocks.queue(api_open=False, max_size=MAX_WAITING)  # what is queued cannot be had past the queue
    return blocks


def _opening(blocks: gr.Blocks, handlers: Handlers, kept: _Kept, layout: Layout) -> tuple[Any, ...]:
    """The page as a whole, and in the other language. Gives both events."""
    sources, talk = layout.sources, layout.conversation
    page = [
        kept.code,
        layout.masthead,
        sources.upload,
        sources.hint,
        talk.history,
        talk.current,
        layout.evidence,
        layout.reader,
        talk.box,
        talk.ask,
        talk.halt,
        layout.runs,
        sources.search,
        sources.talks,
        talk.editing,
        talk.model,
        sources.listed,
        talk.chosen,
    ]
    opening = blocks.load(handlers.open_page, None, page, **_AT_ONCE)
    shown = [kept.code, kept.turns, kept.opened, kept.key, kept.edited, kept.left_out]
    return opening, layout.masthead.select(handlers.switch_language, shown, page, **_AT_ONCE)


def _asking(handlers: Handlers, keeping: Keeping, kept: _Kept, layout: Layout) -> None:
    """Questions, asked, asked again, edited and stopped, and the model that answers them."""
    talk, sources = layout.conversation, layout.sources
    answer = [kept.turns, talk.current, layout.evidence, talk.box, talk.ask, talk.halt]
    received = [*answer, talk.history, kept.signal, kept.key, kept.edited, talk.editing]
    asked = [talk.box, kept.turns, kept.code, kept.key, kept.edited, kept.left_out]
    again = [talk.history.retry, talk.current.retry]
    suggested = [talk.history.submit, talk.current.submit]
    starts = (
        gr.on(suggested, handlers.suggested, [kept.turns, kept.code, kept.key, kept.edited, kept.left_out], received, **_AT_ONCE),
        gr.on([talk.box.submit, talk.ask.click], handlers.receive, asked, received, **_AT_ONCE),
        gr.on(again, handlers.again, [kept.turns, kept.code, kept.key, kept.left_out], received, **_AT_ONCE),
    )
    for start in starts:
        start.then(
            handlers.answer,
            [kept.turns, kept.code, kept.signal, kept.key],
            answer,
            trigger_mode="multiple",  # one that was stopped while it waited may still be in the queue
            concurrency_limit=IN_LINE,  # one is answered, the others are told their place
            concurrency_id="model",
            **_QUIET,
        ).then(keeping.list, [sources.search, kept.key, kept.code], sources.talks, **_AT_ONCE).then(
            handlers.model, kept.code, talk.model, **_AT_ONCE
        )
    edits = [part.edit for part in (talk.history, talk.current, talk.editing)]
    gr.on(edits, handlers.edit, [kept.turns, kept.code], [talk.box, kept.edited, talk.editing], **_AT_ONCE)
    talk.halt.click(handlers.stopping, [kept.turns, kept.code, kept.signal], answer, **_AT_ONCE)
    talk.model.select(handlers.model, kept.code, talk.model, **_AT_ONCE)


def _keeping(keeping: Keeping, kept: _Kept, layout: Layout) -> None:
    """Kept conversations, what people think of answers, and the evaluation, which can make entries of a suite of it."""
    talk, sources, runs = layout.conversation, layout.sources, layout.runs
    opened = [
        kept.turns,
        kept.key,
        talk.history,
        talk.current,
        layout.evidence,
        kept.left_out,
        sources.listed,
        talk.chosen,
        sources.talks,
    ]
    sources.talks.select(keeping.act, [kept.turns, kept.key, kept.code, sources.search], opened, **_AT_ONCE)
    sources.search.change(keeping.list, [sources.search, kept.key, kept.code], sources.talks, **_AT_ONCE)
    thread = (talk.history, talk.current)
    judged = [kept.turns, *thread]
    gr.on([part.like for part in thread], keeping.judge, [kept.turns, kept.key, kept.code], judged, **_AT_ONCE)
    runs.select(keeping.runs, kept.code, runs, **_AT_ONCE)
    runs.submit(keeping.make_suite, kept.code, runs, **_AT_ONCE)


def _reading(handlers: Handlers, kept: _Kept, layout: Layout) -> None:
    """Evidence and documents, opened."""
    talk, sources = layout.conversation, layout.sources
    gr.on(
        [part.select for part in (sources.listed, talk.history, talk.current, layout.evidence, layout.reader)],
        handlers.act,
        [kept.turns, kept.code, kept.opened],
        [layout.evidence, layout.reader, kept.opened],
        **_AT_ONCE,
    )


def _shelving(shelf: Shelf, keeping: Keeping, kept: _Kept, layout: Layout) -> None:
    """Documents, added, chosen, read again, removed."""
    sources, chosen = layout.sources, layout.conversation.chosen
    one_at_a_time: dict[str, Any] = {
        "trigger_mode": "multiple",
        "concurrency_limit": 1,
        "concurrency_id": "library",
    } | _QUIET
    changes = (
        sources.upload.upload(shelf.add, [sources.upload, kept.code], [sources.upload, sources.uploads], **one_at_a_time),
        sources.listed.submit(shelf.change, kept.code, sources.uploads, **one_at_a_time),
    )
    for change in changes:  # listed with the choice as it is then
        change.then(shelf.list, [kept.left_out, kept.code], [sources.listed, chosen], **_AT_ONCE)
    choices = [part.like for part in (sources.listed, chosen)]
    at_once = _AT_ONCE | {"trigger_mode": "multiple"}  # no tick is passed over while the one before is being kept
    gr.on(choices, keeping.choose, [kept.key, kept.code], [kept.left_out, chosen], **at_once)
