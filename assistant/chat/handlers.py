"""What happens when a person does something on the page. Each method is one event; it gets and returns values, never components.

All that belongs to one person comes in and goes out as ``gr.State``; an instance holds only what everybody shares.
"""

import contextlib
import logging
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Any, Protocol, cast

import gradio as gr

from assistant.chat import listing, model, panels, reader, rendering, sheets
from assistant.chat.archive import Archive, new_key
from assistant.chat.conversation import LeftOut, Notice, Phase, Turn, Turns, advance, fail, history, stop
from assistant.chat.events import event_data
from assistant.chat.evidence import panel
from assistant.chat.keeping import Keeping, person, shown
from assistant.chat.layout import MAX_QUESTION
from assistant.chat.line import Line
from assistant.chat.model import ModelState
from assistant.chat.reader import Place
from assistant.chat.shelf import Shelf
from assistant.chat.strings import LANGUAGES, Strings, other, strings
from assistant.records import AskEvent
from index.errors import DossierError
from index.library import Library

log = logging.getLogger(__name__)

Opened = tuple[str, Place] | None
Updates = tuple[Any, ...]


class Asker(Protocol):
    """What answers: ``assistant.answering.Assistant``, or a scripted one in tests."""

    def ask(self, question: str, history: Sequence[str] = (), documents: Collection[str] | None = None) -> Iterator[AskEvent]:
        """The events of one question. Closing the iterator stops the model.

        Args:
            history: the questions asked before it in the same conversation, oldest first.
            documents: names of those that are asked; ``None``: all.

        Raises:
            DossierError: there is no answer, and why.
        """

    def state(self) -> ModelState:
        """Which model answers, and how far it is."""

    def fetch(self) -> None:
        """Begin to fetch the model that is missing; nothing where it cannot be fetched or is being fetched."""


AssistantSource = Callable[[], Asker]


class Handlers:
    """The events of the page, over one library and one assistant."""

    def __init__(
        self, assistant_source: AssistantSource, library: Library, shelf: Shelf, archive: Archive, keeping: Keeping
    ) -> None:
        self._assistant = assistant_source
        self._library = library
        self._shelf = shelf
        self._archive = archive
        self._keeping = keeping
        self._line = Line()

    # The page as a whole

    def open_page(self, request: gr.Request) -> Updates:
        """A new page: in the language of ``?lang=``, else the one chosen last, else the browser's, else English."""
        code = str(request.query_params.get("lang", "") or request.cookies.get("dossier-lang", ""))
        if code not in LANGUAGES:
            accepted = str(request.headers.get("accept-language", "")).lower()
            code = "ar" if accepted.startswith("ar") else "en"
        return self._page(code, (), None, "", 0, frozenset(), request)

    def switch_language(
        self, code: str, turns: Turns, opened: Opened, key: str, edited: int, left_out: LeftOut, request: gr.Request
    ) -> Updates:
        """The same page in the other language."""
        return self._page(other(code), turns, opened, key, edited, left_out, request)

    def _page(
        self, code: str, turns: Turns, opened: Opened, key: str, edited: int, left_out: LeftOut, request: gr.Request
    ) -> Updates:
        words = strings(code)
        return (
            code,
            panels.masthead(words),
            gr.update(label=words.add_files),
            f'<p class="drop-hint" dir="{words.direction}">{words.drop_hint}</p>',
            *shown(turns, words, () if turns else self._shelf.suggested(code)),
            panel(turns[-1] if turns else None, words),
            self._reader(opened, words),
            gr.update(label=words.question_label, placeholder=words.question_hint),
            gr.update(value=words.ask),
            gr.update(value=words.stop),
            self._keeping.runs(code, request),
            gr.update(value="", label=words.search_label, placeholder=words.search_label),
            self._keeping.list("", key, code, request),
            listing.editing(edited, words),
            model.panel(self._assistant().state(), words),
            *self._shelf.listed(left_out, words),
        )

    def model(self, code: str, event: gr.EventData) -> Any:
        """The page asks how far the model is, or a person asks for it to be fetched."""
        assistant, asked, words = self._assistant(), event_data(event), strings(code)
        if asked.get("action") == "fetch":
            assistant.fetch()
        state = assistant.state()
        return gr.skip() if asked.get("seen") == model.seen(state, words) else model.panel(state, words)

    # Asking

    def receive(
        self, question: str, turns: Turns, code: str, key: str, edited: int, left_out: LeftOut, request: gr.Request
    ) -> Updates:
        """Show a question at once, before its turn has come. One at a time for each person; an empty one is passed over.

        So is one that would be asked of no document: what stands at its box says so.

        Args:
            edited: the number of the turn that the question takes the place of; 0: none.
        """
        asked = question.strip()
        documents = self._shelf.asked(left_out)
        if not asked or documents is None or (turns and turns[-1].running):
            return (gr.skip(),) * 11
        key = key or new_key()
        with contextlib.suppress(DossierError):  # told when the answer cannot be kept either
            self._archive.of(person(request)).choose(key, left_out)
        before = turns[: edited - 1] if edited else turns
        words, turn = strings(code), Turn(len(before) + 1, asked, documents=documents)
        state = _shown(before, turn, words, evidence=True, question="")
        return *state, rendering.thread(before, words), threading.Event(), key, 0, ""

    def again(self, turns: Turns, code: str, key: str, left_out: LeftOut, event: gr.EventData, request: gr.Request) -> Updates:
        """Ask the question of a turn again, in its place; what followed it is dropped."""
        number = str(event_data(event).get("turn", ""))
        asked = [turn for turn in turns if str(turn.number) == number]
        if not asked:
            return (gr.skip(),) * 11
        return self.receive(asked[0].question, turns, code, key, asked[0].number, left_out, request)

    def suggested(
        self, turns: Turns, code: str, key: str, edited: int, left_out: LeftOut, event: gr.EventData, request: gr.Request
    ) -> Updates:
        """Ask a question that was suggested. It comes from the browser: it is asked as if it had been typed."""
        question = str(event_data(event).get("question", ""))[:MAX_QUESTION]
        return self.receive(question, turns, code, key, edited, left_out, request)

    def edit(self, turns: Turns, code: str, event: gr.EventData) -> Updates:
        """A question goes back into the box to be changed, or the editing is given up. Gives box, number, what is said."""
        number = str(event_data(event).get("turn", ""))
        asked = [turn for turn in turns if str(turn.number) == number and not turns[-1].running]
        if not asked:
            return "", 0, ""
        return asked[0].question, asked[0].number, listing.editing(asked[0].number, strings(code))

    def answer(self, turns: Turns, code: str, halt: threading.Event | None, key: str, request: gr.Request) -> Iterator[Updates]:
        """Answer the question that waits: its place in line, then its evidence, then the wording as it is checked.

        ``halt`` is the person's stop button. It, and a person who goes away (Gradio then closes this generator), close the ask.
        """
        if not turns or turns[-1].phase is not Phase.WAITING or halt is None:
            yield (gr.skip(),) * 6  # a generator that yields nothing would empty its outputs
            return
        words = strings(code)
        with self._line.place() as place:
            for ahead in place.waiting(halt):
                # The turn itself stays as it is: one that is stopped meanwhile must not come back.
                shown = gr.skip() if ahead is None else rendering.turn(turns[-1], words, words.waiting_place.format(place=ahead))
                yield gr.skip(), shown, *((gr.skip(),) * 4)
            if halt.is_set():
                yield (gr.skip(),) * 6
            else:
                yield from self._answer(turns, words, halt, key, request)

    def _answer(self, turns: Turns, words: Strings, halt: threading.Event, key: str, request: gr.Request) -> Iterator[Updates]:
        before = turns[:-1]
        turn = replace(turns[-1], phase=Phase.WORKING)
        yield _shown(before, turn, words)
        try:
            with closing(cast(Any, self._assistant().ask(turn.question, history(before), turn.documents or None))) as events:
                for event in events:
                    if halt.is_set():
                        break
                    found, turn = turn.evidence, advance(turn, event)
                    yield _shown(before, turn, words, evidence=turn.evidence != found or not turn.running)
        except DossierError as exc:
            turn = fail(turn, Notice.of(exc))
        except Exception:  # the page must say that it failed, whatever it was
            log.exception("A question could not be answered.")
            turn = fail(turn, Notice(words.unexpected, words.unexpected_hint))
        if turn.running:
            turn = stop(turn)
        turn = replace(turn, suggested=self._instead(turn, before))
        try:
            self._archive.of(person(request)).save(key, (*before, turn))
        except DossierError as exc:
            turn = replace(turn, notice=turn.notice or Notice.of(exc))
        yield _shown(before, turn, words, question=turn.question if turn.phase is Phase.FAILED else None)

    def _instead(self, turn: Turn, before: Turns) -> tuple[str, ...]:
        """What the documents of the nearest passages do answer, where they do not answer the question."""
        if not turn.abstained or turn.answer is None:
            return ()
        near = [item.evidence.passage.document for item in turn.answer.nearest]
        known = {asked.question for asked in (*before, turn)}
        return tuple(asked for asked in self._shelf.suggested(turn.answer.language, near) if asked not in known)

    def stopping(self, turns: Turns, code: str, halt: threading.Event | None) -> Updates:
        """The stop button: at once for a question that waits, else as soon as the model's present step is over."""
        if halt is not None:
            halt.set()
        words = strings(code)
        if turns and turns[-1].phase is Phase.WAITING:
            return _shown(turns[:-1], stop(turns[-1]), words)
        return *((gr.skip(),) * 5), gr.update(value=words.stopping, interactive=False)

    # Evidence and sources

    def act(self, turns: Turns, code: str, opened: Opened, event: gr.EventData) -> Updates:
        """Something was clicked: open a source, or show the evidence of a turn. Gives evidence, reader, what is open."""
        data, words = event_data(event), strings(code)
        if data.get("action") == "evidence":
            asked = [turn for turn in turns if str(turn.number) == str(data.get("turn"))]
            return (panel(asked[0], words) if asked else gr.skip(), gr.skip(), opened)
        if data.get("action") != "open":
            return gr.skip(), gr.skip(), opened
        opened = self._found_again(str(data.get("document", "")), _place(data), turns)
        return gr.skip(), self._reader(opened, words), opened

    def _found_again(self, name: str, place: Place, turns: Turns) -> tuple[str, Place]:
        """Where the words of a kept citation stand now, if their document has changed since."""
        quotes = {
            citation.quote
            for turn in turns
            for citation in turn.citations
            if (citation.document, citation.start, citation.end) == (name, place.start, place.end)
        }
        if len(quotes) != 1:
            return name, place
        try:
            text, quote = self._library.document(name).text, quotes.pop()
        except DossierError:
            return name, place  # the reader says so
        start = place.start if text[place.start : place.end] == quote else text.find(quote)
        return name, Place(start, start + len(quote)) if start >= 0 else Place()

    def _reader(self, opened: Opened, words: Strings) -> str:
        if opened is None:
            return ""
        name, place = opened
        try:
            document = self._library.document(name)
            pages = sheets.sheets(self._library, document, place.start, place.end, words)
            return reader.reader(document, place, words, pages)
        except DossierError as exc:
            return rendering.notice(words.cannot_open, exc.told, exc.advice, words)


def _shown(before: Turns, turn: Turn, words: Strings, *, evidence: bool = False, question: str | None = None) -> Updates:
    """Turns, the running turn, evidence, the question's box, the buttons."""
    return (
        (*before, turn),
        rendering.turn(turn, words),
        panel(turn, words) if evidence else gr.skip(),
        gr.skip() if question is None else question,
        gr.update(visible=not turn.running),
        gr.update(visible=turn.running, value=words.stop, interactive=True),
    )


def _place(data: dict[str, Any]) -> Place:
    """What a click asks to be shown. It comes from the browser, so anything may stand there."""

    def number(key: str) -> int | None:
        value = str(data.get(key, ""))
        return int(value) if value.isascii() and value.isdigit() and len(value) < 12 else None

    return Place(number("start") or 0, number("end") or 0, number("begin"))
