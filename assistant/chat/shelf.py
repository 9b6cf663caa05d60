"""What happens with documents on the page: added, chosen, read again, removed. Each method is one event, in values."""

import itertools
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.chat import panels, rendering
from assistant.chat.conversation import LeftOut
from assistant.chat.events import event_data
from assistant.chat.sources import Sources, Standing, standing
from assistant.chat.strings import Strings, strings
from assistant.chat.uploads import Upload, Uploads
from assistant.suggesting import Suggestions
from index.errors import DossierError
from index.library import Library

Updates = tuple[Any, ...]


class Shelf:
    """The events around the documents of one library."""

    def __init__(self, library: Library) -> None:
        one_at_a_time = threading.Lock()
        self._library = library
        self._uploads = Uploads(library, one_at_a_time)
        self._sources = Sources(library, one_at_a_time)
        self._suggestions = Suggestions(library)
        self._drawn = itertools.count()

    def list(self, left_out: LeftOut, code: str) -> tuple[str, str]:
        """The list of documents has changed. Gives it, and what is said of the choice."""
        return self.listed(left_out, strings(code))

    def listed(self, left_out: LeftOut, words: Strings) -> tuple[str, str]:
        """The list of documents, and what is said at the question's box where not all of them are asked."""
        try:
            documents = self._library.documents()
        except DossierError as exc:
            told = panels.heading(words.sources, words) + rendering.notice(words.sources, exc.told, exc.advice, words)
            return told, ""
        # Ticks are set in the browser, which is told nothing of a list that equals the one before.
        listed = f"{panels.sources(documents, words, left_out)}<!-- {next(self._drawn)} -->"
        return listed, panels.chosen(documents, left_out, words)

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

    def choose(self, asked: Mapping[str, Any], words: Strings) -> tuple[LeftOut, str]:
        """The page tells which documents are not ticked. Gives what is left out and what is said of it."""
        documents = self._library.documents()
        told = asked.get("leftOut")  # from the browser: anything may stand there
        left_out = frozenset(info.name for info in documents if isinstance(told, list) and info.name in told)
        return left_out, panels.chosen(documents, left_out, words)

    def change(self, code: str, event: gr.EventData) -> Iterator[str]:
        """Documents are read again or removed. Gives what became of each."""
        asked, words = event_data(event), strings(code)
        name, told = str(asked.get("document", "")), ""
        try:
            if asked.get("action") == "remove":
                self._sources.remove(name)
            elif asked.get("action") in {"reread", "reread-changed"}:
                names = {name} if asked.get("action") == "reread" else self._changed()
                for rows in self._sources.read_again(names, words):
                    told = panels.uploads(rows, words, words.reread_title)
                    yield told
        except DossierError as exc:
            told = rendering.notice(words.sources, exc.told, exc.advice, words)
        yield told

    def _changed(self) -> set[str]:
        return {info.name for info in self._library.documents() if standing(info) is Standing.CHANGED}

    def add(self, files: Sequence[str] | None, code: str) -> Iterator[Updates]:
        """Take files into the library. Gives the upload button and what became of each."""
        words = strings(code)
        uploads = [Upload(Path(path), Path(path).name) for path in files or ()]
        if not uploads:
            yield gr.skip(), gr.skip()
            return
        try:
            for rows in self._uploads.add(uploads, words):
                yield gr.update(value=None), panels.uploads(rows, words, words.upload_title)
        except DossierError as exc:
            yield gr.skip(), rendering.notice(words.upload_refused, exc.told, exc.advice, words)
