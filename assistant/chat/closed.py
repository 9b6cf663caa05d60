"""Pages that were closed are dropped from memory. Gradio empties them after an hour, and keeps what is around their values."""

import threading
import time
from datetime import datetime
from typing import Any

import gradio as gr

KEPT = 600.0  # seconds: a page that lost its connection may come back with its conversation


class Closed:
    """The closed pages of one chat.

    Args:
        kept: seconds for which a closed page is kept; ``KEPT`` unless told.
    """

    def __init__(self, blocks: Any, kept: float | None = None) -> None:
        self._blocks = blocks
        self._kept = KEPT if kept is None else kept
        self._lock = threading.Lock()
        self._closed: dict[str, tuple[float, datetime]] = {}

    def close(self, request: gr.Request) -> None:
        """A page was closed; those that have been closed for long enough are dropped."""
        key, now = str(request.session_hash), time.monotonic()
        with self._lock:
            self._closed[key] = (now, datetime.now())
            for old in [key for key, (at, _) in self._closed.items() if now - at >= self._kept]:
                self._drop(old, self._closed.pop(old)[1])

    def _drop(self, key: str, closed: datetime) -> None:
        holder = self._blocks.state_holder
        used = holder.time_last_used.get(key)
        if used is None or used <= closed:  # else it has come back
            holder.session_data.pop(key, None)
            holder.time_last_used.pop(key, None)
