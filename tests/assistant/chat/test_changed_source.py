"""A kept citation opens its words where they stand now."""

from pathlib import Path
from typing import Any, cast

import gradio as gr
import pytest

from assistant.chat.archive import Archive
from assistant.chat.handlers import Handlers
from assistant.chat.keeping import Keeping
from assistant.chat.shelf import Shelf
from index.records import Content, Document
from tests.assistant.chat.test_archive import QUOTE, turn


class Changed:
    """A library whose one document has changed since it was cited."""

    def __init__(self, home: Path, text: str) -> None:
        self.home = home
        self._text = text

    def document(self, name: str) -> Document:
        return Document(name, f"/{name}", "", "en", Content(self._text, "text/plain"))


@pytest.mark.parametrize(
    ("text", "marked"), [(QUOTE, QUOTE), (f"A new beginning. {QUOTE}", QUOTE), ("Other words altogether, long enough.", "")]
)
def test_the_words_are_marked_where_they_stand_now_or_not_at_all(tmp_path: Path, text: str, marked: str) -> None:
    library = cast(Any, Changed(tmp_path, text))
    archive, shelf = Archive(tmp_path), Shelf(library)
    handlers = Handlers(cast(Any, None), library, shelf, archive, Keeping(library, shelf, archive))
    clicked = gr.EventData(None, {"action": "open", "document": "a.txt", "start": "0", "end": str(len(QUOTE))})
    _, shown, (_, place) = handlers.act((turn(),), "en", None, clicked)
    assert text[place.start : place.end] == marked
    assert ("<mark" in shown) is bool(marked)
