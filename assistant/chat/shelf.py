"""What happens with documents on the page: added, chosen, read again, removed. Each method is one event, in values.

Which documents a person asks is kept as those that are left out, so that a new one is asked without further ado.
"""

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.chat import panels, rendering
from assistant.chat.events import event_data
from assistant.chat.sources import Sources, Standing, standing
from assistant.chat.strings import Strings, strings
from assistant.chat.uploads import Upload, Uploads
from assistant.suggesting import Suggestions
from index.errors import DossierError
from index.library import Library

LeftOut = frozenset[str]
Updates = tuple[Any, ...]


class Shelf:
    """The events around the documents of one library."""

    def __init__(self, library: Library) -> None:
        one_at_a_time = threading.Lock()
        self._library = library
        self._uploads = Uploads(library, one_at_a_time)
        self._sources = Sources(library, one_at_a_time)
        self._suggestions = Suggestions(library)

    def listed(self, left_out: LeftOut, words: Strings) -> tuple[str, str]:
        """The list of documents, and what is said at the question's box where not all of them are asked."""
        try:
            documents = self._library.documents()
        except DossierError as exc:
            told = panels.heading(words.sources, words) + rendering.notice(words.sources, exc.message, exc.hint, words)
            return told, ""
        return panels.sources(documents, words, left_out), panels.chosen(documents, left_out, words)

    def asked(self, left_out: LeftOut) -> tuple[str, ...] | None:
        """The names of the documents that are asked; none stands for all of them, ``None`` for a choice of nothing.

        Raises:
            LibraryError: the library cannot be read.
        """
        names = [info.name for info in self._library.documents()] if left_out else []
        chosen = tuple(name for name in names if name not in left_out)
        if len(chosen) == len(names):
            return ()
        return chosen or None

    def suggested(self, language: str, documents: Sequence[str] | None = None) -> tuple[str, ...]:
        """Questions that could be asked of these documents, or of any; none where the library cannot be read."""
        try:
            return self._suggestions.of(language, documents)
        except DossierError:  # told where a question is asked
            return ()

    def choose(self, left_out: LeftOut, code: str, event: gr.EventData) -> Updates:
        """A document, or all of them, are to be asked or left out. Gives what is left out and what is said of it."""
        asked, words = event_data(event), strings(code)
        documents = self._library.documents()
        every = asked.get("action") == "choose-all"
        meant = {info.name for info in documents if every or info.name == asked.get("document")}
        left_out = left_out - meant if asked.get("on") is True else left_out | meant
        return left_out, panels.chosen(documents, left_out, words)

    def change(self, left_out: LeftOut, code: str, event: gr.EventData) -> Iterator[Updates]:
        """Documents are read again or removed. Gives what became of each, the list, what is said of the choice."""
        asked, words = event_data(event), strings(code)
        name, told = str(asked.get("document", "")), ""
        try:
            if asked.get("action") == "remove":
                self._sources.remove(name)
            elif asked.get("action") in {"reread", "reread-changed"}:
                names = {name} if asked.get("action") == "reread" else self._changed()
                for rows in self._sources.read_again(names, words):
                    told = panels.uploads(rows, words, words.reread_title)
                    yield told, gr.skip(), gr.skip()
        except DossierError as exc:
            told = rendering.notice(words.sources, exc.message, exc.hint, words)
        yield told, *self.listed(left_out, words)

    def _changed(self) -> set[str]:
        return {info.name for info in self._library.documents() if standing(info) is Standing.CHANGED}

    def add(self, files: list[str] | None, left_out: LeftOut, code: str) -> Iterator[Updates]:
        """Take files into the library. Gives the upload button, what became of each, the list, what is said of the choice."""
        words = strings(code)
        uploads = [Upload(Path(path), Path(path).name) for path in files or ()]
        if not uploads:
            yield (gr.skip(),) * 4
            return
        try:
            for rows in self._uploads.add(uploads, words):
                yield gr.update(value=None), panels.uploads(rows, words, words.upload_title), gr.skip(), gr.skip()
        except DossierError as exc:
            told = rendering.notice(words.upload_refused, exc.message, exc.hint, words)
            yield gr.skip(), told, gr.skip(), gr.skip()
        yield gr.skip(), gr.skip(), *self.listed(left_out, words)
