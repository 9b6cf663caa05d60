"""What the page is made of: its components, by the part of the page that they stand in."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.chat import briefing_tab
from assistant.chat.components import html
from assistant.chat.strings import EN

MAX_QUESTION = 4000  # characters


@dataclass(frozen=True, slots=True)
class Sources:
    """The side of the conversations and documents."""

    search: Any
    talks: Any
    listed: Any
    upload: Any
    hint: Any
    uploads: Any


@dataclass(frozen=True, slots=True)
class Conversation:
    """The middle."""

    history: Any
    current: Any
    editing: Any
    chosen: Any
    box: Any
    ask: Any
    halt: Any
    model: Any


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole page."""

    masthead: Any
    sources: Sources
    conversation: Conversation
    evidence: Any
    reader: Any
    runs: Any
    briefing: briefing_tab.BriefingTab


def lay_out() -> Layout:
    """Make the components, within ``gr.Blocks``."""
    with gr.Column(elem_id="shell"):
        masthead = html("masthead")
        with gr.Row(elem_id="workspace"):
            sources, conversation = _sources(), _conversation()
            with gr.Column(elem_id="aside"):
                evidence = html("evidence")
                reader = html("reader")
        runs = html("evaluation")
        briefing = briefing_tab.lay_out()
    return Layout(masthead, sources, conversation, evidence, reader, runs, briefing)


def _sources() -> Sources:
    with gr.Column(elem_id="sources"):
        with gr.Column(elem_id="talks"):
            search = gr.Textbox(label=EN.search_label, show_label=False, container=False, max_lines=1, elem_id="talk-search")
            talks = html("talk-list")
        listed = html("source-list")
        with gr.Column(elem_id="adding"):
            upload = gr.UploadButton(EN.add_files, file_count="multiple", elem_id="upload", size="md")
            return Sources(search, talks, listed, upload, html("drop-hint"), html("upload-list"))


def _conversation() -> Conversation:
    with gr.Column(elem_id="conversation"):
        with gr.Column(elem_id="thread"):
            history = html("history")
            current = html("current")
        editing, chosen = html("editing"), html("chosen")
        with gr.Row(elem_id="composer"):
            box = gr.Textbox(
                label=EN.question_label,
                placeholder=EN.question_hint,
                show_label=False,
                container=False,
                lines=1,
                max_lines=8,
                max_length=MAX_QUESTION,
                autofocus=True,
                elem_id="question",
            )
            ask = gr.Button(EN.ask, variant="primary", elem_id="ask")
            halt = gr.Button(EN.stop, elem_id="stop", visible=False)
        return Conversation(history, current, editing, chosen, box, ask, halt, html("model"))
