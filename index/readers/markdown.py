"""Markdown: rendered to HTML, then read as HTML, so that only what a reader would see is text."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from index.readers import html
from index.readers.blocks import clean
from index.readers.encoding import decode
from index.records import Content

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

MEDIA_TYPE = "text/markdown"

# Front matter: lines between two fences at the very beginning, the first of them a key.
_FRONT_MATTER = re.compile(
    r"\A(---|\+\+\+)[ \t]*\n(?=[\w.-]+[ \t]*[:=])(.*?)^(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_TITLE = re.compile(r"^title[ \t]*[:=][ \t]*(?P<quote>[\"']?)(?P<title>.+?)(?P=quote)[ \t]*$", re.MULTILINE | re.IGNORECASE)


def parse(data: bytes, name: str) -> Content:
    """Text of a Markdown file (CommonMark, tables, strikethrough), with a section for each heading.

    Raises:
        ReadError: the bytes are no text.
    """
    source = clean(decode(data, name))
    front = _FRONT_MATTER.match(source)
    stated = _TITLE.search(front.group(2)) if front else None
    body = source[front.end() :] if front else source
    return html.from_markup(_renderer().render(body), name, MEDIA_TYPE, stated.group("title") if stated else None)


@lru_cache(maxsize=1)
def _renderer() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable(["table", "strikethrough"])
