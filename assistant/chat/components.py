"""The component that most of the page is made of."""

from typing import Any

import gradio as gr

_ATTACH = "window.dossier.attach(element, trigger, watch);"  # uses 'select'


def html(elem_id: str) -> Any:
    """A part of the page that the server writes, and ``chat.js`` brings to life."""
    return gr.HTML("", elem_id=elem_id, js_on_load=_ATTACH, apply_default_css=False)
