"""The web chat: a Gradio page on the loopback address. ``serve`` runs it; ``app.build`` makes the page alone."""

from assistant.chat.server import serve

__all__ = ["serve"]
