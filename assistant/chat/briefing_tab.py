"""The briefing's part of the page: its components, and which event of which calls which handler."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.briefing.outputs.labels import labels
from assistant.briefing.records import Section
from assistant.chat import briefing_view
from assistant.chat.briefer import Briefer
from assistant.chat.components import html
from assistant.chat.strings import EN, LANGUAGES, Strings

MAX_TOPIC = 300  # characters


@dataclass(frozen=True, slots=True)
class BriefingTab:
    """The form at the side, and the briefing."""

    head: Any
    topic: Any
    language: Any
    length: Any
    more: Any
    sections: Any
    documents: Any
    make: Any
    halt: Any
    listed: Any
    result: Any


def lay_out() -> BriefingTab:
    """Make the components."""
    with gr.Row(elem_id="briefing"):
        with gr.Column(elem_id="briefing-form"):
            head = html("briefing-head")
            topic = gr.Textbox(max_lines=1, max_length=MAX_TOPIC, elem_id="briefing-topic", **_topic(EN))
            language = gr.Radio(value="en", elem_id="briefing-language", **_language(EN))
            length = gr.Radio(value="normal", elem_id="briefing-length", **_length(EN))
            with gr.Accordion(EN.briefing_sections, open=False, elem_id="briefing-more") as more:
                sections = gr.CheckboxGroup(value=list(map(str, Section)), elem_id="briefing-sections", **_sections(EN))
            documents = html("briefing-documents")
            make = gr.Button(EN.briefing_make, variant="primary", elem_id="briefing-make")
            halt = gr.Button(EN.stop, visible=False, elem_id="briefing-stop")
            listed = html("briefing-list")
        result = html("briefing-result")
    return BriefingTab(head, topic, language, length, more, sections, documents, make, halt, listed, result)


def connect(
    tab: BriefingTab,
    briefer: Briefer,
    opened: Sequence[Any],
    kept: tuple[Any, Any],
    options: tuple[Mapping[str, Any], Mapping[str, Any]],
) -> None:
    """Say what happens, within ``gr.Blocks``.

    Args:
        opened: events after which the page is in a language.
        kept: what the page remembers: that language, the documents that are left out.
        options: of events that wait for their turn, and of those that do not.
    """
    (code, left_out), (quiet, at_once) = kept, options
    run, key = gr.State(None), gr.State("")
    result = [tab.result, tab.make, tab.halt, run]
    begun = gr.on([tab.make.click, tab.topic.submit], briefer.receive, [run, tab.sections, left_out, code], result, **at_once)
    form = [tab.topic, tab.language, tab.length, tab.sections]
    begun.then(
        briefer.brief,
        [run, *form, left_out, code],
        [*result, key, tab.listed],
        trigger_mode="multiple",  # one that was stopped while it waited may still be in the queue
        concurrency_limit=1,
        concurrency_id="briefing",
        **quiet,
    )
    tab.halt.click(briefer.stop, [run, code], result, **at_once)
    shown = [tab.documents, tab.listed, tab.result, key]
    tab.listed.select(briefer.act, [run, key, left_out, code], shown, **at_once)
    for event in opened:
        event.then(_in_language, code, _labelled(tab), **at_once).then(briefer.show, [run, key, left_out, code], shown, **at_once)


def _labelled(tab: BriefingTab) -> list[Any]:
    return [tab.head, tab.topic, tab.language, tab.length, tab.more, tab.sections, tab.make, tab.halt]


def _in_language(code: str) -> tuple[Any, ...]:
    """The form in another language, which the briefing is then in too unless something else is chosen."""
    words = LANGUAGES[code]
    return (
        briefing_view.head(words),
        gr.update(**_topic(words)),
        gr.update(value=code, **_language(words)),
        gr.update(**_length(words)),
        gr.update(label=words.briefing_sections),
        gr.update(**_sections(words)),
        gr.update(value=words.briefing_make),
        gr.update(value=words.stop),
    )


def _topic(words: Strings) -> dict[str, Any]:
    return {"label": words.briefing_topic, "placeholder": words.briefing_topic_hint}


def _language(words: Strings) -> dict[str, Any]:
    return {"label": words.briefing_language, "choices": [(words.languages[code], code) for code in LANGUAGES]}


def _length(words: Strings) -> dict[str, Any]:
    lengths = {"short": words.briefing_short, "normal": words.briefing_normal, "long": words.briefing_long}
    return {"label": words.briefing_length, "choices": [(label, length) for length, label in lengths.items()]}


def _sections(words: Strings) -> dict[str, Any]:
    named = labels(words.code).sections
    return {"label": words.briefing_sections, "show_label": False, "choices": [(named[part], str(part)) for part in Section]}
