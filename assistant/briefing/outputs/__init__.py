"""Writes a briefing to a file: Markdown, HTML, Word or PDF. ``write`` is the one door."""

from assistant.briefing.outputs.writing import KINDS, check, to_markdown, write

__all__ = ["KINDS", "check", "to_markdown", "write"]
