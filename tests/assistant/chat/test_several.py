"""Ten people at once: each gets the answer to their own question, in turn, and sees their place in line meanwhile."""

import gc
import re
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import gradio as gr
import pytest
from playwright.sync_api import expect

from assistant.chat.closed import Closed
from assistant.chat.conversation import Turn
from assistant.chat.line import Line
from index.library import Library
from tests.assistant.chat.conftest import Chat, OpenPage, serving
from tests.assistant.chat.scripted import Said, Script

ENGLISH, ARABIC = "000_9afac0bccb798f06.txt", "002_2e6db8abb51a7f2c.txt"
PEOPLE = 10


def words_of(text: str, count: int) -> Iterator[str]:
    """Stretches of a text, each of which stands in it once."""
    words = [match.span() for match in re.finditer(r"\S+", text)]
    for at in range(0, len(words) - 5, 7):
        stretch = text[words[at][0] : words[at + 5][1]]
        if "\n" not in stretch and text.count(stretch) == 1 and count:
            count -= 1
            yield stretch


@pytest.mark.browser
def test_ten_people_each_get_their_own_answer_and_see_their_place(chat: Chat, open_page: OpenPage) -> None:
    quotes = [
        (document, quote)
        for document in (ENGLISH, ARABIC)
        for quote in words_of(chat.library.document(document).text, PEOPLE // 2)
    ]
    assert len(set(quotes)) == PEOPLE
    gate = threading.Event()
    questions = [f"What does person {n} ask?" if n % 2 else f"ماذا يسأل الشخص {n}؟" for n in range(PEOPLE)]
    for question, (document, quote) in zip(questions, quotes, strict=True):
        chat.assistant.scripts[question] = Script((Said(quote, document, quote),), gate=gate)
    pages = [open_page(chat, "?lang=en" if n % 2 else "?lang=ar", width=800, height=600) for n in range(PEOPLE)]
    for n, page in enumerate(pages):
        page.fill("#question textarea", questions[n])
        page.press("#question textarea", "Enter")
        status = page.locator("#current .status")
        if n == 0:
            expect(page.locator("#current .card").first).to_be_attached()
        elif n % 2:
            expect(status).to_contain_text(f"Waiting for its turn: number {n} in line")
        else:
            expect(status).to_contain_text(f"في انتظار الدور: الترتيب {n} في الصف")
    pages[3].click("#stop")  # who gives up lets the others move on
    expect(pages[3].locator("#current .stopped")).to_be_visible()
    expect(pages[9].locator("#current .status")).to_contain_text("number 8 in line")
    expect(pages[2].locator("#current .status")).to_contain_text("الترتيب 2")
    gate.set()
    for n, page in enumerate(pages):
        if n == 3:
            continue
        expect(page.locator("#current .turn[data-phase=done]")).to_be_visible()
        expect(page.locator("#current .question")).to_contain_text(questions[n])
        expect(page.locator("#current .quotes blockquote, #current .wording .cite").first).to_be_visible()
        cite = page.locator("#current .wording .cite")
        expect(cite).to_have_count(1)
        assert cite.get_attribute("data-quote") == quotes[n][1]
        assert cite.get_attribute("data-name") == quotes[n][0]
    expect(pages[3].locator("#current .stopped")).to_be_visible()


def test_the_line_moves_on_when_one_leaves_and_a_halt_ends_the_wait() -> None:
    line, halt = Line(), threading.Event()
    with line.place() as first, line.place() as second:
        assert list(first.waiting(halt)) == []
        with line.place() as third:
            waits = third.waiting(halt)
            assert next(waits) == 2
            assert next(waits) is None  # it is heard again, though nothing has moved
        halt.set()
        assert list(second.waiting(halt)) == []
    with line.place() as alone:
        assert list(alone.waiting(threading.Event())) == []


def test_who_goes_away_while_waiting_leaves_the_line() -> None:
    line = Line()

    def question() -> Iterator[int | None]:
        with line.place() as place:
            yield from place.waiting(threading.Event())

    with line.place():
        gone, next_one = question(), question()
        assert next(gone) == 1
        assert next(next_one) == 2
        cast(Any, gone).close()
        assert next(next_one) == 1


class Page:
    """Stands for what Gradio keeps of one page."""


def holder(*keys: str) -> Any:
    used = datetime.now() - timedelta(seconds=5)
    return SimpleNamespace(session_data={key: Page() for key in keys}, time_last_used=dict.fromkeys(keys, used))


def request(key: str) -> gr.Request:
    return cast(gr.Request, SimpleNamespace(session_hash=key))


def test_closed_pages_are_dropped_and_those_that_came_back_are_not() -> None:
    kept = holder("a", "b", "c")
    closed = Closed(SimpleNamespace(state_holder=kept), kept=0.0)
    kept.time_last_used["b"] = datetime.now() + timedelta(hours=1)  # used after it was closed
    closed.close(request("a"))
    closed.close(request("b"))
    gc.collect()
    assert set(kept.session_data) == set(kept.time_last_used) == {"b", "c"}


def test_a_page_closed_just_now_may_come_back() -> None:
    kept = holder("a")
    Closed(SimpleNamespace(state_holder=kept), kept=600.0).close(request("a"))
    assert set(kept.session_data) == {"a"}


def held() -> set[str]:
    """The questions of closed pages that are still in memory."""
    gc.collect()
    turns = [item for item in gc.get_objects() if type(item) is Turn]
    return {turn.question for turn in turns if "page that is closed" in turn.question}


@pytest.mark.browser
def test_conversations_of_closed_pages_are_not_held(own_home: Path, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.chat.closed.KEPT", 0.01)
    with Library.open(own_home) as library:
        for served in serving(library):
            for n in range(4):
                page = open_page(served)
                page.fill("#question textarea", f"Question {n} of a page that is closed?")
                page.press("#question textarea", "Enter")
                expect(page.locator("#current .abstention")).to_be_visible()
                page.close()
            last = open_page(served)
            for _ in range(100):  # the server notices within a moment that a page has gone
                if len(held()) <= 1:
                    break
                last.wait_for_timeout(200)
            assert len(held()) <= 1  # that of the one closed last
