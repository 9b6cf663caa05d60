import io
from pathlib import Path

import pytest
from rich.console import Console

from assistant.config import Settings
from evals.rendering import render_retrieval
from evals.retrieval import (
    FAIR,
    PLAIN,
    Found,
    Item,
    RankFigures,
    items,
    look_up,
    run_retrieval,
    system_figures,
)
from evals.squad import load_pair
from index.records import Evidence, Passage
from tests.evals.examples_squad import PARAGRAPHS, write_pair

QUESTIONS = sum(len(paragraph[2]) for paragraph in PARAGRAPHS)


def evidence(document: str, start: int, end: int) -> Evidence:
    return Evidence(Passage(document, start, end, "x" * (end - start), "en"), 1.0)


class Scripted:
    def __init__(self, *found: Evidence) -> None:
        self.found = found
        self.asked: list[tuple[str, int, bool]] = []

    def search(self, question: str, k: int = 5, *, fair: bool = True) -> tuple[Evidence, ...]:
        self.asked.append((question, k, fair))
        return self.found[:k]


def test_a_document_and_an_answer_have_ranks_of_their_own() -> None:
    item = Item("?", "en>ar", "b", ((50, 60),))
    retriever = Scripted(evidence("a", 40, 70), evidence("b", 0, 55), evidence("b", 45, 60))
    found = look_up(retriever, item, fair=False)
    assert (found.pair, found.document, found.answer) == ("en>ar", 2, 3)
    assert retriever.asked == [("?", 5, False)]


def test_what_is_not_found_has_no_rank() -> None:
    found = look_up(Scripted(evidence("a", 0, 99)), Item("?", "en>en", "b", ((1, 2),)))
    assert (found.document, found.answer) == (None, None)


def test_recall_and_reciprocal_rank() -> None:
    figures = RankFigures.of([1, 2, 4, None])
    assert (figures.n, figures.recall_1, figures.recall_3, figures.recall_5) == (4, 0.25, 0.5, 0.75)
    assert figures.mrr == pytest.approx((1 + 1 / 2 + 1 / 4) / 4)


def test_the_ratio_is_across_over_within() -> None:
    found = [
        Found("en>en", 1, 1, 1.0),
        Found("ar>ar", 1, None, 1.0),
        Found("en>ar", 5, None, 1.0),
        Found("ar>en", None, None, 1.0),
    ]
    system = system_figures("x", found)
    assert system.ratio == 0.5
    assert list(system.document) == ["ar>ar", "en>en", "ar>en", "en>ar"]
    assert system.answer["ar>ar"].recall_5 == 0
    assert system_figures("x", found[:2]).ratio is None


def test_spans_are_the_annotated_ones_unless_the_reader_changed_the_text(tmp_path: Path) -> None:
    paragraphs = load_pair(write_pair(tmp_path))[:1]
    corpus = [(paragraphs[0], "en")]
    text = paragraphs[0].text["en"]
    as_written = items(corpus, {"0000.txt": text})
    assert [item.pair for item in as_written] == ["en>en", "ar>en"] * 2
    start, end = as_written[0].spans[0]
    assert text[start:end] == "Tomas Reed"
    shifted = items(corpus, {"0000.txt": "\n\n" + text})
    assert shifted[0].spans == ((start + 2, end + 2),)


def test_the_mixed_set_up_runs_through_the_real_index(tmp_path: Path) -> None:
    ticks: list[tuple[int, int]] = []
    report = run_retrieval(write_pair(tmp_path), Settings(), on_progress=lambda *tick: ticks.append(tick))
    assert [system.name for system in report.systems] == [FAIR, PLAIN]
    assert (report.paragraphs, report.questions) == (len(PARAGRAPHS), 2 * QUESTIONS)
    assert ticks[-1] == (4 * QUESTIONS, 4 * QUESTIONS)
    for system in report.systems:
        assert {pair: figures.n for pair, figures in system.document.items()} == dict.fromkeys(
            ("en>en", "ar>ar", "en>ar", "ar>en"), QUESTIONS // 2
        )
        for pair, figures in system.document.items():
            assert figures.recall_1 <= figures.recall_3 <= figures.recall_5
            assert system.answer[pair].recall_5 <= figures.recall_5
    fair = report.systems[0]
    assert fair.document["en>en"].recall_5 == 1.0
    assert fair.document["en>ar"].recall_5 >= 0.8
    assert fair.answer["en>en"].recall_5 >= 0.8
    screen = Console(file=io.StringIO(), width=120)
    screen.print(render_retrieval(report))
    assert "language-fair en>ar" in screen.file.getvalue()  # type: ignore[attr-defined]  # it is a StringIO


def test_one_library_a_language_is_the_yardstick(tmp_path: Path) -> None:
    report = run_retrieval(write_pair(tmp_path, 2), Settings(), mixed=False)
    assert {pair: figures.n for pair, figures in report.systems[0].document.items()} == dict.fromkeys(
        ("en>en", "ar>ar", "en>ar", "ar>en"), 4
    )
