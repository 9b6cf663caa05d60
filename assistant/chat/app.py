"""The page: which components there are, and which event of which calls which handler."""

from typing import Any

import gradio as gr

from assistant.chat.archive import Archive
from assistant.chat.handlers import AssistantSource, Handlers
from assistant.chat.keeping import Keeping
from assistant.chat.strings import EN
from index.library import Library

MAX_QUESTION = 4000  # characters
MAX_WAITING = 64  # questions and uploads of everybody together
_ATTACH = "window.dossier.attach(element, trigger, watch);"  # uses 'select'
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


def build(assistant_source: AssistantSource, library: Library) -> gr.Blocks:
    """The chat over a library.

    Args:
        assistant_source: gives the assistant; called for each question, so that a missing model is told where it is missed.
    """
    archive = Archive(library.home)
    keeping = Keeping(library, archive)
    handlers = Handlers(assistant_source, library, archive, keeping)
    with gr.Blocks(title="dossier", analytics_enabled=False, fill_width=True) as blocks:
        code, turns, opened, signal = gr.State("en"), gr.State(()), gr.State(None), gr.State(None)
        key, edited = gr.State(""), gr.State(0)
        with gr.Column(elem_id="shell"):
            masthead = _html("masthead")
            with gr.Row(elem_id="workspace"):
                with gr.Column(elem_id="sources"):
                    with gr.Column(elem_id="talks"):
                        search = gr.Textbox(
                            label=EN.search_label, show_label=False, container=False, max_lines=1, elem_id="talk-search"
                        )
                        talks = _html("talk-list")
                    sources = _html("source-list")
                    with gr.Column(elem_id="adding"):
                        upload = gr.UploadButton(EN.add_files, file_count="multiple", elem_id="upload", size="md")
                        hint = _html("drop-hint")
                        uploads = _html("upload-list")
                with gr.Column(elem_id="conversation"):
                    with gr.Column(elem_id="thread"):
                        history = _html("history")
                        current = _html("current")
                    editing = _html("editing")
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
                with gr.Column(elem_id="aside"):
                    evidence = _html("evidence")
                    reader = _html("reader")
            runs = _html("evaluation")

        page = [
            code,
            masthead,
            sources,
            upload,
            hint,
            history,
            current,
            evidence,
            reader,
            box,
            ask,
            halt,
            runs,
            search,
            talks,
            editing,
        ]
        blocks.load(handlers.open_page, None, page, queue=False, **_QUIET)
        masthead.select(handlers.switch_language, [code, turns, opened, key, edited], page, queue=False, **_QUIET)

        answer = [turns, current, evidence, box, ask, halt]
        received = [*answer, history, signal, key, edited, editing]
        starts = (
            gr.on([box.submit, ask.click], handlers.receive, [box, turns, code, key, edited], received, queue=False, **_QUIET),
            gr.on([history.retry, current.retry], handlers.again, [turns, code, key], received, queue=False, **_QUIET),
        )
        for start in starts:
            start.then(
                handlers.answer,
                [turns, code, signal, key],
                answer,
                trigger_mode="multiple",  # one that was stopped while it waited may still be in the queue
                concurrency_limit=1,
                concurrency_id="model",
                **_QUIET,
            ).then(keeping.list, [search, key, code], talks, queue=False, **_QUIET)
        edits = [part.edit for part in (history, current, editing)]
        gr.on(edits, handlers.edit, [turns, code], [box, edited, editing], queue=False, **_QUIET)
        kept = [turns, key, history, current, evidence, talks]
        talks.select(keeping.act, [turns, key, code, search], kept, queue=False, **_QUIET)
        search.change(keeping.list, [search, key, code], talks, queue=False, **_QUIET)
        _judging(keeping, turns, key, code, (history, current), runs)
        halt.click(handlers.stopping, [turns, code, signal], answer, queue=False, **_QUIET)
        gr.on(
            [part.select for part in (sources, history, current, evidence, reader)],
            handlers.act,
            [turns, code, opened],
            [evidence, reader, opened],
            queue=False,
            **_QUIET,
        )
        upload.upload(
            handlers.add_files,
            [upload, code],
            [upload, uploads, sources],
            trigger_mode="multiple",
            concurrency_limit=1,
            concurrency_id="library",
            **_QUIET,
        )
    blocks.queue(api_open=False, max_size=MAX_WAITING)  # what is queued cannot be had past the queue
    return blocks


def _judging(keeping: Keeping, turns: Any, key: Any, code: Any, thread: tuple[Any, Any], runs: Any) -> None:
    """What people think of answers, and the evaluation, which can make entries of a suite of it."""
    gr.on([part.like for part in thread], keeping.judge, [turns, key, code], [turns, *thread], queue=False, **_QUIET)
    runs.select(keeping.runs, code, runs, queue=False, **_QUIET)
    runs.submit(keeping.make_suite, code, runs, queue=False, **_QUIET)


def _html(elem_id: str) -> Any:
    return gr.HTML("", elem_id=elem_id, js_on_load=_ATTACH, apply_default_css=False)
