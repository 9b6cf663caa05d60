"""What the page sends along with an event."""

from typing import Any

import gradio as gr


def event_data(event: gr.EventData) -> dict[str, Any]:
    """What the page sent along. It comes from the browser, so anything may stand there."""
    return event._data if isinstance(event._data, dict) else {}
