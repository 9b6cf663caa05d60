"""What happens in the briefing's part of the page. Each method is one event; it gets and returns values, never components."""

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any, cast

import gradio as gr

from assistant.briefing.making import Length, Options, make_briefing
from assistant.briefing.records import Section
from assistant.chat import briefing_view as view
from assistant.chat.briefing_view import Stage, Step
from assistant.chat.briefings import Briefings, Kept
from assistant.chat.conversation import LeftOut
from assistant.chat.events import event_data
from assistant.chat.following import follow
from assistant.chat.keeping import person
from assistant.chat.shelf import Shelf
from assistant.chat.strings import LANGUAGES, Strings, strings
from index.errors import DossierError, EmptyLibraryError, NothingFoundError
from index.library import Library

log = logging.getLogger(__name__)

Updates = tuple[Any, ...]


@dataclass(slots=True)
class Run:
    """A briefing that is being made, or waits for its turn; one at a time for each person."""

    begun: bool = False
    stop: threading.Event = field(default_factory=threading.Event)


class _StoppedError(Exception):
    """The person does not want the briefing any more."""


class Briefer:
    """The events around the briefings of one library."""

    def __init__(self, library: Library, shelf: Shelf) -> None:
        self._library = library
        self._shelf = shelf
        self._briefings = Briefings(library.home)

    def show(self, run: Run | None, key: str, left_out: LeftOut, code: str, request: gr.Request) -> Updates:
        """This part of the page as it stands. Gives documents, list, result, key of what is shown."""
        words, own = strings(code), self._own(request)
        documents, listed = self._documents(left_out, words), view.listed(own.all(), key, words)
        if run is not None:
            return documents, listed, gr.skip(), key
        kept = own.find(key)
        return documents, listed, view.briefing(kept, words) if kept else self._blank(words), kept.key if kept else ""

    def act(self, run: Run | None, key: str, left_out: LeftOut, code: str, event: gr.EventData, request: gr.Request) -> Updates:
        """The page was opened, or something was done in the list. Gives documents, list, result, key of what is shown."""
        asked, words = event_data(event), strings(code)
        chosen = str(asked.get("key", ""))
        if asked.get("action") == "briefing" and run is not None:
            return gr.skip(), view.listed(self._own(request).all(), key, words, words.briefing_busy), gr.skip(), key
        if asked.get("action") == "briefing":
            key = chosen
        elif asked.get("action") == "delete":
            try:
                self._own(request).delete(chosen)
            except DossierError as exc:
                return gr.skip(), gr.skip(), view.refused(exc.told, exc.advice, words), key
        elif run is None and key:  # opened again: what is shown stays as it was left
            documents, listed, *_ = self.show(run, key, left_out, code, request)
            return documents, listed, gr.skip(), key
        return self.show(run, key, left_out, code, request)

    def receive(self, run: Run | None, sections: Sequence[str], left_out: LeftOut, code: str) -> Updates:
        """Say at once that a briefing is wanted, before its turn has come. Gives result, the two buttons, run."""
        words = strings(code)
        if run is not None:
            return (gr.skip(),) * 4
        if not sections:
            return view.refused(words.briefing_no_sections, "", words), gr.skip(), gr.skip(), None
        if self._shelf.asked(left_out) is None:
            return view.refused(words.chosen_none, "", words), gr.skip(), gr.skip(), None
        return *_running(view.making(Step(Stage.WAITING), words), words), Run()

    def stop(self, run: Run | None, code: str) -> Updates:
        """The stop button: at once for one that waits, else once the document or file at hand is done."""
        words = strings(code)
        if run is None:
            return *_idle(gr.skip()), None
        run.stop.set()
        if not run.begun:
            return *_idle(view.stopped(words)), None
        return gr.skip(), gr.skip(), gr.update(value=words.stopping, interactive=False), run

    def brief(  # noqa: PLR0913, PLR0917 (each is a value of the form)
        self,
        run: Run | None,
        topic: str,
        language: str,
        length: Length,
        sections: Sequence[str],
        left_out: LeftOut,
        code: str,
        request: gr.Request,
    ) -> Iterator[Updates]:
        """Make the briefing that waits, telling how far it is. Gives result, the two buttons, run, key, list.

        The run is the person's stop button. A person who goes away (Gradio then closes this generator) stops it too.
        """
        if run is None or run.begun or run.stop.is_set():
            yield (gr.skip(),) * 6  # a generator that yields nothing would empty its outputs
            return
        run.begun, words, own, topic = True, strings(code), self._own(request), topic.strip()
        language = language if language in LANGUAGES else words.code
        options = Options(topic or None, language, length, frozenset(map(Section, sections)))
        result, key = "", ""
        try:
            with closing(cast(Any, follow(self._work(run, options, left_out, own)))) as steps:
                for step in steps:
                    if isinstance(step, Kept):
                        result, key = view.briefing(step, words), step.key
                    else:
                        yield view.making(step, words), *((gr.skip(),) * 5)
        except _StoppedError:
            result = view.stopped(words)
        except EmptyLibraryError:
            result = view.refused(words.briefing_empty, words.briefing_empty_hint, words)
        except NothingFoundError:
            result = view.nothing_found(topic, words)
        except DossierError as exc:
            result = view.refused(exc.told, exc.advice, words)
        except Exception:  # the page must say that it failed, whatever it was
            log.exception("A briefing could not be made.")
            result = view.refused(words.unexpected, words.briefing_unexpected_hint, words)
        finally:
            run.stop.set()
        yield *_idle(result), None, key, view.listed(own.all(), key, words)

    def _work(self, run: Run, options: Options, left_out: LeftOut, own: Briefings) -> Callable[[Callable[[Any], None]], None]:
        """What is done in a thread: it tells its steps, and last the briefing that is kept."""

        def work(tell: Callable[[Step | Kept], None]) -> None:
            def step(told: Step) -> None:
                if run.stop.is_set():
                    raise _StoppedError
                tell(told)

            def reading(done: int, total: int) -> None:
                step(Step(Stage.READING, done, total) if done < total else Step(Stage.CHOOSING))

            documents = self._shelf.asked(left_out) or None
            step(Step(Stage.SEARCHING))
            made = make_briefing(self._library, options, progress=reading, documents=documents)
            tell(own.keep(*made, progress=lambda kind: step(Step(Stage.WRITING, kind=kind))))

        return work

    def _own(self, request: gr.Request) -> Briefings:
        return self._briefings.of(person(request))

    def _blank(self, words: Strings) -> str:
        """What stands where no briefing is shown yet."""
        try:
            empty = not self._library.documents()
        except DossierError as exc:
            return view.refused(exc.told, exc.advice, words)
        return view.refused(words.briefing_empty, words.briefing_empty_hint, words) if empty else view.blank(words)

    def _documents(self, left_out: LeftOut, words: Strings) -> str:
        try:
            total = len(self._library.documents())
            asked = self._shelf.asked(left_out)
        except DossierError:  # told where the briefing would stand
            return ""
        return view.documents(total, None if asked == () else len(asked or ()), words)


def _running(result: str, words: Strings) -> Updates:
    return result, gr.update(visible=False), gr.update(visible=True, value=words.stop, interactive=True)


def _idle(result: Any) -> Updates:
    return result, gr.update(visible=True), gr.update(visible=False)
