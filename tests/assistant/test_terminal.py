"""What the terminal shows of an ask: claims as they come, quotes with their place, Arabic to the right."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from rich.console import Console

from assistant import terminal
from assistant.records import (
    Answer,
    AskEvent,
    Citation,
    Claim,
    Conflict,
    EvidenceFound,
    Finished,
    Nearest,
    Outcome,
    Timings,
    Wording,
)
from index.indexing import IndexProgress
from index.records import Evidence, Passage

ENGLISH = Citation(1, "east.txt", 0, 17, "Two were injured.", "en")
ARABIC = Citation(2, "west.txt", 5, 17, "أصيب ثلاثة.", "ar")
EVIDENCE = (Evidence(Passage("east.txt", 0, 17, "Two were injured.", "en"), 1.5),)


def _answer(text: str, language: str, outcome: Outcome, *citations: Citation) -> Answer:
    claims = tuple(Claim(citation.quote, None, (citation.number,)) for citation in citations)
    return Answer("?", language, outcome, text, claims, citations, (), EVIDENCE, "scripted", Timings(1, 2, 3))


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    shown = io.StringIO()
    monkeypatch.setattr(terminal, "out", Console(file=shown, width=60, highlight=False))
    monkeypatch.setattr(terminal, "err", Console(file=io.StringIO(), width=60))
    return shown


def test_claims_are_shown_before_the_answer_is_finished(screen: io.StringIO) -> None:
    def events() -> Iterator[AskEvent]:
        yield EvidenceFound(EVIDENCE, 12.0)
        yield Wording("“Two were injured.” [1]", (ENGLISH,))
        assert "Two were injured" in screen.getvalue()
        yield Finished(_answer("“Two were injured.” [1]", "en", Outcome.ANSWERED, ENGLISH))

    terminal.stream_answer(events())
    assert "east.txt  0–17" in screen.getvalue()
    assert "scripted" in screen.getvalue()


def test_arabic_is_set_to_the_right_and_english_to_the_left(screen: io.StringIO) -> None:
    answer = _answer("«أصيب ثلاثة.» [2]", "ar", Outcome.ANSWERED, ENGLISH, ARABIC)
    terminal.stream_answer(iter([EvidenceFound(EVIDENCE, 1.0), Wording(answer.text, (ARABIC,)), Finished(answer)]))
    lines = screen.getvalue().splitlines()
    arabic = [line for line in lines if "أصيب" in line]
    assert len(arabic) == 2
    assert all(line.startswith(" " * 20) for line in arabic)
    english = next(line for line in lines if "Two were" in line)
    assert english.strip("\u2066").startswith("    \u2066Two")


def test_an_abstention_shows_the_nearest_passages(screen: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "out", Console(file=screen, width=60, highlight=False, force_terminal=True))
    near = Evidence(Passage("east.txt", 10, 56, "Dust lay there. “Two” were injured. He left it.", "en"), 1.5)
    answer = replace(_answer("The documents do not tell.", "en", Outcome.ABSTAINED), nearest=(Nearest(near, 26, 45),))
    terminal.stream_answer(iter([EvidenceFound(EVIDENCE, 1.0), Wording(answer.text), Finished(answer)]))
    assert "do not tell" in screen.getvalue()
    shown = re.sub(r"\x1b\[[0-9;]*m", "", screen.getvalue())
    assert "1. east.txt  10–56" in shown
    assert re.findall(r"\x1b\[1;4m(.*?)\x1b\[0m", screen.getvalue().translate(MARKS)) == ["“Two” were injured."], (
        "the nearest sentence stands out"
    )


MARKS = str.maketrans("", "", "\u2066\u2067\u2068\u2069")


def _accounts(language: str) -> Answer:
    east = Claim("“Two were injured.”", "The mayor", (1,))
    west = Claim("In the words of the Arabic source: «أصيب ثلاثة.»", None, (2,), gloss="Three were injured.")
    answer = _answer("", language, Outcome.ANSWERED, ENGLISH, ARABIC)
    return replace(answer, claims=(east, west), conflicts=(Conflict("How many?", (east, west)),))


def test_accounts_that_differ_stand_a_line_each_and_a_gloss_below_the_words(screen: io.StringIO) -> None:
    wording = Wording("“Two were injured.” [1]", (ENGLISH,))
    terminal.stream_answer(iter([EvidenceFound(EVIDENCE, 1.0), wording, Finished(_accounts("en"))]))
    lines = [line.strip() for line in screen.getvalue().translate(MARKS).splitlines()]
    after = lines[lines.index("The accounts differ") + 1 :]
    assert after[:2] == ["The mayor: “Two were injured.” [1]", "west.txt: «أصيب ثلاثة.» [2]"]
    assert after[after.index("[2] west.txt  5–17") + 1 :][:2] == ["أصيب ثلاثة.", "Translation by machine: Three were injured."]


def test_in_an_arabic_answer_the_accounts_are_set_to_the_right(screen: io.StringIO) -> None:
    terminal.stream_answer(iter([EvidenceFound(EVIDENCE, 1.0), Finished(_accounts("ar"))]))
    lines = screen.getvalue().translate(MARKS).splitlines()
    for start in ("تختلف الروايات", "The mayor:", "west.txt:", "ترجمة آلية:"):
        (line,) = [line for line in lines if line.strip().startswith(start)]
        assert line.startswith("    "), line


def test_small_talk_is_no_abstention(screen: io.StringIO) -> None:
    answer = replace(_answer("Hello!", "en", Outcome.ABSTAINED), evidence=(), model="")
    terminal.stream_answer(iter([EvidenceFound((), 0.1), Wording("Hello!"), Finished(answer)]))
    assert screen.getvalue().translate(MARKS).split() == ["Hello!"]


def test_only_an_abstention_is_coloured(monkeypatch: pytest.MonkeyPatch) -> None:
    def colours(*events: AskEvent) -> bool:
        shown = io.StringIO()
        monkeypatch.setattr(terminal, "out", Console(file=shown, width=60, force_terminal=True, color_system="standard"))
        monkeypatch.setattr(terminal, "err", Console(file=io.StringIO(), width=60))
        terminal.stream_answer(iter(events))
        return "\x1b[33m" in shown.getvalue()

    found = EvidenceFound(EVIDENCE, 1.0)
    assert colours(found, Wording("The documents do not tell."))
    assert not colours(EvidenceFound((), 0.1), Wording("Hello!"))
    assert not colours(found, Wording("“Two.” [1]", (ENGLISH,)), Wording("\nThe accounts differ here."))


def test_control_characters_of_documents_are_taken_out() -> None:
    assert terminal.plain("a\x1b[31mb\u202ec\u200dd\n") == "a[31mbc\u200dd\n"


def test_a_long_file_shows_how_much_of_it_is_embedded(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = io.StringIO()
    monkeypatch.setattr(terminal, "err", Console(file=shown, force_terminal=True, width=120, color_system=None))
    with terminal.progress("Indexing") as tell:
        tell(IndexProgress(1, 3, "long [bold].pdf", 1200, 3400))
    assert "Indexing long [bold].pdf (passage 1,200 of 3,400)" in shown.getvalue()
    assert "1/3" in shown.getvalue()
