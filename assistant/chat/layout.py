"""What the page is made of: its components, by the part of the page that they stand in."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.chat.strings import EN

MAX_QUESTION = 4000  # characters
_ATTACH = "window.dossier.attach(element, trigger, watch);"  # uses 'select'


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


def lay_out() -> Layout:
    """Make the components, within ``gr.Blocks``."""
    with gr.Column(elem_id="shell"):
        masthead = _html("masthead")
        with gr.Row(elem_id="workspace"):
            sources, conversation = _sources(), _conversation()
            with gr.Column(elem_id="aside"):
                evidence = _html("evidence")
                reader = _html("reader")
        runs = _html("evaluation")
    return Layout(masthead, sources, conversation, evidence, reader, runs)


def _sources() -> Sources:
    with gr.Column(elem_id="sources"):
        with gr.Column(elem_id="talks"):
            search = gr.Textbox(label=EN.search_label, show_label=False, container=False, max_lines=1, elem_id="talk-search")
            talks = _html("talk-list")
        listed = _html("source-list")
        with gr.Column(elem_id="adding"):
            upload = gr.UploadButton(EN.add_files, file_count="multiple", elem_id="upload", size="md")
            return Sources(search, talks, listed, upload, _html("drop-hint"), _html("upload-list"))


def _conversation() -> Conversation:
    with gr.Column(elem_id="conversation"):
        with gr.Column(elem_id="thread"):
            history = _html("history")
            current = _html("current")
        editing, chosen = _html("editing"), _html("chosen")
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
        return Conversation(history, current, editing, chosen, box, ask, halt, _html("model"))


def _html(elem_id: str) -> Any:
    return gr.HTML("", elem_id=elem_id, js_on_load=_ATTACH, apply_default_css=False)
