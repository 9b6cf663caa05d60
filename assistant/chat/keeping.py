"""What happens with kept conversations on the page: open, search, rename, delete, judge, make a suite of verdicts.

Each method is one event; it gets and returns values, never components.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import gradio as gr

from assistant.chat import evaluation, feedback, listing, rendering
from assistant.chat.archive import NOBODY, Archive
from assistant.chat.conversation import MAX_NOTE, Opinion, Turn, Turns, Verdict
from assistant.chat.events import event_data
from assistant.chat.evidence import panel
from assistant.chat.shelf import Shelf
from assistant.chat.strings import Strings, strings
from index.errors import DossierError
from index.library import Library

Updates = tuple[Any, ...]


class Keeping:
    """The events around the conversations of one library."""

    def __init__(self, library: Library, shelf: Shelf, archive: Archive) -> None:
        self._library = library
        self._shelf = shelf
        self._archive = archive

    def list(self, sought: str, key: str, code: str, request: gr.Request) -> str:
        """The list of conversations that have the words sought."""
        words = strings(code)
        try:
            return listing.conversations(self._own(request).find(sought), key, sought, words)
        except DossierError as exc:
            return rendering.notice(words.conversations, exc.told, exc.advice, words)

    def choose(self, key: str, code: str, event: gr.EventData, request: gr.Request) -> Updates:
        """Documents are to be asked or left out, in this conversation. Gives what is left out and what is said of it."""
        words = strings(code)
        left_out, said = self._shelf.choose(event_data(event), words)
        try:
            if key:
                self._own(request).choose(key, left_out)
        except DossierError as exc:
            said += rendering.notice(words.conversations, exc.told, exc.advice, words)
        return left_out, said

    def act(self, turns: Turns, key: str, code: str, sought: str, event: gr.EventData, request: gr.Request) -> Updates:
        """Something was done in the list. Gives turns, key, history, current, evidence, what is left out, list of
        documents, what is said of the choice, list.

        While a question is being answered its conversation stays open, and the list says so.
        """
        asked, words, archive = event_data(event), strings(code), self._own(request)
        action, chosen = asked.get("action"), str(asked.get("key", ""))
        left = action in {"new", "talk"} or (action == "delete" and chosen == key)
        try:
            if left and turns and turns[-1].running:
                return self._told(listing.busy(words), sought, key, code, request)
            if action == "new" or (action == "talk" and not archive.title(chosen)):
                return self._opened((), "", code, sought, request)
            if action == "talk":
                return self._opened(archive.turns(chosen), chosen, code, sought, request)
            if action == "rename":
                archive.rename(chosen, str(asked.get("title", "")))
            if action == "delete":
                archive.delete(chosen)
                if chosen == key:
                    return self._opened((), "", code, sought, request)
        except DossierError as exc:
            return self._told(rendering.notice(words.conversations, exc.told, exc.advice, words), sought, key, code, request)
        return self._told("", sought, key, code, request)

    def _told(self, said: str, sought: str, key: str, code: str, request: gr.Request) -> Updates:
        return *((gr.skip(),) * 8), said + self.list(sought, key, code, request)

    def _opened(self, turns: Turns, key: str, code: str, sought: str, request: gr.Request) -> Updates:
        words, listed = strings(code), self.list(sought, key, code, request)
        suggested = () if turns else self._shelf.suggested(code)
        left_out = self._own(request).left_out(key)
        conversation = (*shown(turns, words, suggested), panel(turns[-1] if turns else None, words))
        return turns, key, *conversation, left_out, *self._shelf.listed(left_out, words), listed

    def _own(self, request: gr.Request) -> Archive:
        return self._archive.of(person(request))

    def judge(self, turns: Turns, key: str, code: str, event: gr.EventData, request: gr.Request) -> Updates:
        """A person's opinion on an answer. The same verdict again takes it back. Gives turns, history, current."""
        asked, words, archive = event_data(event), strings(code), self._own(request)
        if turns and turns[-1].running:
            return (gr.skip(),) * 3
        judged = tuple(self._judged(turn, asked) if str(turn.number) == str(asked.get("turn")) else turn for turn in turns)
        try:
            for before, turn in zip(turns, judged, strict=True):
                if turn is not before:
                    archive.judge(key, turn.number, turn.opinion)
        except DossierError as exc:
            return gr.skip(), gr.skip(), shown(turns, words)[1] + rendering.notice(words.failed, exc.told, exc.advice, words)
        return judged, *shown(judged, words)

    @staticmethod
    def _judged(turn: Turn, asked: dict[str, Any]) -> Turn:
        opinion = turn.opinion
        if asked.get("action") == "note":
            return replace(turn, opinion=Opinion(opinion.verdict, str(asked.get("note", "")).strip()[:MAX_NOTE]))
        verdict = Verdict.RIGHT if asked.get("action") == "right" else Verdict.WRONG
        return replace(turn, opinion=Opinion(Verdict.NONE if verdict is opinion.verdict else verdict, opinion.note))

    def runs(self, code: str, request: gr.Request) -> str:
        """The evaluation was opened: the runs that are there now, and the verdicts that could become entries of a suite."""
        words = strings(code)
        return evaluation.table(evaluation.runs(self._library.home), words) + self._feedback(words, request)

    def make_suite(self, code: str, request: gr.Request) -> str:
        """Make a suite of the verdicts that are in none yet; the evaluation with what became of them."""
        words = strings(code)
        try:
            written = feedback.write_suite(self._library, self._own(request))
        except DossierError as exc:
            told = rendering.notice(words.evaluation, exc.told, exc.advice, words)
        else:
            said = words.feedback_none
            if written.path:
                said = words.feedback_made.format(
                    count=written.entries, path=f"\u2066{written.path}\u2069", left=written.left_out
                )
            told = evaluation.told(said, words)
        return evaluation.table(evaluation.runs(self._library.home), words) + self._feedback(words, request) + told

    def _feedback(self, words: Strings, request: gr.Request) -> str:
        try:
            return evaluation.feedback(len(self._own(request).judged()), words)
        except DossierError as exc:
            return rendering.notice(words.evaluation, exc.told, exc.advice, words)


def person(request: gr.Request) -> str:
    """Who asks: the name that they logged in with, if anybody has to."""
    return request.username or NOBODY


def shown(turns: Turns, words: Strings, suggested: Sequence[str] = ()) -> tuple[str, str]:
    """The turns before the last, and the last; where there are none, the welcome with the questions that are suggested."""
    last = rendering.turn(turns[-1], words) if turns else rendering.welcome(words, suggested)
    return rendering.thread(turns[:-1], words), last
