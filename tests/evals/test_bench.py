"""The benchmark: the real index flow, embedder, assistant and LlamaIndex over a tiny suite, with a scripted language model."""

import io
import json
import socket
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rich.console import Console, RenderableType
from typer.testing import CliRunner

import evals.cli  # noqa: F401 (adds the command)
from assistant.cli import app
from assistant.config import ModelSettings, Settings
from assistant.models.base import Request
from assistant.records import Answer, Outcome
from evals.against import OURS
from evals.bench import STOCK, BenchReport, BenchRow, ask_twice
from evals.comparing import compare, load_side
from evals.figures import Row
from evals.rendering import render_bench, render_bench_row, render_latency
from evals.run import run_bench, run_latency
from evals.sampling import sampled
from evals.scoring import Verdict, check_citations
from evals.stock import NEAREST, StockCitations, is_refusal
from evals.suite import Question, Suite
from index.embedding import Embedder, Vectors, load_embedder
from index.errors import ModelServerError, SuiteError
from tests.evals.examples import TEXTS, abstention, cited, question, unanswerable
from tests.scripted import ScriptedModel

SUITE = """\
description: A fire.
documents: [north/en.txt, ar.txt]
questions:
  - {id: began, language: en, question: "When did the fire begin?", expect: answered, facts: [[dawn]], documents: [north/en.txt]}
  - {id: houses, language: ar, question: "كم منزلاً احترق؟", expect: answered, facts: [["21"]], documents: [ar.txt]}
  - {id: cost, language: en, question: "What did it cost?", expect: abstained}
"""
STOCK_PROMPT = "Please provide an answer based solely on the provided sources."
BEGAN, HOUSES = "The fire in the old town began at dawn.", "وقالت البلدية إن ٢١ منزلاً احترقت في المدينة القديمة."
# What each system's model replies, by a word of the question.
OURS_SAYS = {
    "begin": {"statement": "It began at dawn.", "quote": BEGAN, "excerpt": 1},
    "احترق؟": {"statement": HOUSES, "quote": HOUSES, "excerpt": 1},
}
STOCK_SAYS = {
    "begin": "It began at noon [7].",
    "احترق؟": "Twenty-one, that is 21 [1, 2].",
    "cost": "None of the provided sources mention a cost.",
}


class Loader:
    """Loads scripted models, and keeps them to be looked at."""

    def __init__(self) -> None:
        self.loaded: list[ScriptedModel] = []

    def __call__(self, *_: object, **__: object) -> ScriptedModel:
        self.loaded.append(ScriptedModel(self._reply))
        return self.loaded[-1]

    @staticmethod
    def _reply(request: Request) -> str:
        asked = request.messages[-1].content
        if asked.startswith("Text:"):
            return "yes"
        if asked.startswith(STOCK_PROMPT):
            return next(reply for word, reply in STOCK_SAYS.items() if word in asked.rsplit("Query:", maxsplit=1)[1])
        statements = [reply for word, reply in OURS_SAYS.items() if word in asked.rsplit("Question:", maxsplit=1)[1]]
        return json.dumps({"statements": statements}, ensure_ascii=False)


@pytest.fixture(autouse=True)
def nobody_is_contacted(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """In every test, so that whatever LlamaIndex loads at its first use is covered: it swallows a download that fails."""
    contacted: list[str] = []

    def refuse(*arguments: object, **_: object) -> None:
        contacted.append(repr(arguments))
        raise OSError("no network in this test")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    yield
    assert contacted == []


@pytest.fixture
def loader(monkeypatch: pytest.MonkeyPatch) -> Loader:
    loader = Loader()
    monkeypatch.setattr("assistant.answering.load", loader)
    return loader


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", model=ModelSettings(backend="embedded"))


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    folder = tmp_path / "fire"
    (folder / "north").mkdir(parents=True)
    (folder / "north" / "en.txt").write_text(BEGAN, encoding="utf-8")
    (folder / "ar.txt").write_text(HOUSES, encoding="utf-8")
    (folder / "suite.yaml").write_text(SUITE, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return load_embedder("multilingual-e5-small")


def shown(renderable: RenderableType) -> list[str]:
    """The lines on a wide terminal, without the rules of tables."""
    screen = io.StringIO()
    Console(file=screen, width=200).print(renderable)
    return [" ".join(line.replace("│", " ").split()) for line in screen.getvalue().splitlines()]


# -- both systems, through the door ------------------------------------------------------------------------------------


def test_both_systems_run_with_a_model_loaded_for_each_question(suite: Path, settings: Settings, loader: Loader) -> None:
    seen: list[BenchRow] = []
    report = run_bench(str(suite), settings, on_row=seen.append)
    assert tuple(seen) == report.rows
    assert [(row.system, row.cold.question.id) for row in seen] == [
        (system, id_) for id_ in ("began", "houses", "cost") for system in (OURS, STOCK)
    ]
    assert [row.cold.error or row.warm.error for row in seen] == [None] * 6
    assert len(loader.loaded) == 6
    assert all(model.closed for model in loader.loaded)
    assert all(len({str(request) for request in model.requests}) * 2 == len(model.requests) for model in loader.loaded), (
        "each model hears one question, twice"
    )


def test_the_figures_are_of_cold_answers_and_judge_both_alike(suite: Path, settings: Settings, loader: Loader) -> None:
    report = run_bench(str(suite), settings)
    verdicts = {(row.system, row.cold.question.id): row.cold.verdict for row in report.rows}
    assert verdicts == {
        (OURS, "began"): Verdict.RIGHT,
        (OURS, "houses"): Verdict.RIGHT,
        (OURS, "cost"): Verdict.REFUSED,
        (STOCK, "began"): Verdict.WRONG,
        (STOCK, "houses"): Verdict.RIGHT,
        (STOCK, "cost"): Verdict.REFUSED,
    }
    stock = report.figures(STOCK, "cold")
    assert (stock.citations, stock.resolved) == (2, 2), "a marker that names no source cites nothing"
    assert (stock.cited_documents, stock.expected_documents) == (2, 1)
    assert (stock.language_right, stock.language_judged) == (2, 3)
    ours = report.figures(OURS, "cold")
    assert (ours.resolved, ours.citations, ours.expected_documents) == (2, 2, 2)


def test_it_leaves_a_log_and_its_reports_and_those_of_each_system(
    suite: Path, settings: Settings, loader: Loader, tmp_path: Path
) -> None:
    report = run_bench(str(suite), settings, sample=2, out=tmp_path / "out")
    log, markdown, data, *each = report.written
    assert {path.parent for path in report.written} == {tmp_path / "out"}
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    order = lines[0]["head"]["order"]
    assert order == [f"{OURS}, cold", f"{OURS}, warm", f"{STOCK}, cold", f"{STOCK}, warm"]
    assert [line["id"] for line in lines[1:]] == ["began"] * 4 + ["houses"] * 4
    assert ["stock" in line["answer"]["model"] for line in lines[1:5]] == [part.startswith(STOCK) for part in order]
    told = json.loads(data.read_text(encoding="utf-8"))
    assert told == json.loads(json.dumps(report.to_json(), ensure_ascii=False))
    assert [(part["system"], part["state"], part["answers"]) for part in told["figures"]] == [
        (system, state, 2) for system in (OURS, STOCK) for state in ("cold", "warm")
    ]
    assert [path.suffix for path in each] == [".md", ".json", ".html"] * 2
    ours, stock = (load_side(each[place]) for place in (1, 4))
    assert [side.heads[0]["system"] for side in (ours, stock)] == [OURS, STOCK]
    assert compare(ours, stock).compared == 2, "they are reports like any other"
    assert r"| Right | 1.00 \[.16–1.00\] of 2 | .50 \[.00–1.00\] of 2 |" in markdown.read_text(encoding="utf-8")


def test_a_suite_that_is_not_there_is_refused_before_any_model_is_loaded(settings: Settings, loader: Loader) -> None:
    with pytest.raises(SuiteError, match="no suite 'nowhere'"):
        run_bench("nowhere", settings)
    assert not loader.loaded


def test_the_command_shows_each_row_and_then_the_tables(
    suite: Path, settings: Settings, loader: Loader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOSSIER_MODEL__BACKEND", "embedded")
    monkeypatch.setattr("assistant.terminal.out", Console(width=200))
    command = ["eval", "bench", str(suite), "--sample", "1", "--home", str(settings.home)]
    run = CliRunner().invoke(app, command)
    assert run.exit_code == 0, run.output
    lines = [line.split() for line in run.output.splitlines()]
    assert [(line[:2], line[-1]) for line in lines[:2]] == [(["right", "began"], OURS), (["wrong", "began"], "LlamaIndex")]
    assert "Stock ÷ dossier, medians" in run.output
    told = json.loads(CliRunner().invoke(app, [*command, "--json"]).stdout)
    assert told["ratios"]["whole answer"]["cold"] > 0


def test_latency_keeps_the_model_loaded_and_asks_dossier_alone(settings: Settings, loader: Loader) -> None:
    report = run_latency(settings, sample=2)
    assert report.systems == (OURS,)
    assert len(report.rows) == 2
    assert len(loader.loaded) == 1
    assert loader.loaded[0].closed
    assert [line.split()[:2] for line in shown(render_latency(report)) if OURS in line] == [
        ["dossier,", "cold"],
        ["dossier,", "warm"],
    ]


# -- stock LlamaIndex --------------------------------------------------------------------------------------------------

LONG = {
    "en.txt": "\n\n\n".join(
        f"Chapter {n}.  The clerk of ward {n} wrote\tthat {n * 37} lamps were lit,\nand that nobody had seen the keeper.\n\n"
        for n in range(1, 50)
    ),
    "ar.txt": "\n\n".join(f"قال أمين الحي رقم {n} إن {n * 37} مصباحاً أُضيئت،  ولم يرَ أحد الحارس." for n in range(1, 35)),
}


def stock(embedder: Embedder, texts: dict[str, str], reply: str) -> tuple[StockCitations, ScriptedModel]:
    model = ScriptedModel(lambda _: reply)
    return StockCitations(texts, embedder, lambda: model), model


def test_every_source_is_cited_by_its_place_in_the_document(embedder: Embedder) -> None:
    everything = "".join(f"[{n}]" for n in range(1, 100))
    system, model = stock(embedder, LONG, f"Many lamps {everything}.")
    for asked in ("How many lamps were lit in ward 40?", "كم مصباحاً أُضيئت في الحي رقم 30؟"):
        _check_places(system.answer(asked), model.requests[-1].messages[-1].content)
    assert len(model.requests) == 2


def _check_places(answer: Answer, prompt: str) -> None:
    sources = prompt.split("Now it's your turn.")[1].count("Source ")
    assert [citation.number for citation in answer.citations] == list(range(1, sources + 1)), "those that it was shown, no more"
    assert sources > NEAREST, "chunks are cited in pieces"
    assert len(answer.evidence) == NEAREST
    for citation in answer.citations:
        assert LONG[citation.document][citation.start : citation.end] == citation.quote
        assert f"Source {citation.number}:\n{citation.quote}\n" in prompt, "what is cited is what the model was shown"
    for item in answer.evidence:
        passage = item.passage
        assert LONG[passage.document][passage.start : passage.end] == passage.text != ""
    check = check_citations(answer, LONG)
    assert check.total == check.resolved == sources


def test_where_a_document_repeats_itself_each_chunk_has_its_own_place() -> None:
    class Alike:
        """Long chunks take the real embedder seconds each."""

        name, dimension = "alike", 2

        def query(self, text: str) -> Vectors:
            return np.array([0.6, 0.8], dtype=np.float32)

        def passages(self, texts: Sequence[str]) -> Vectors:
            return np.stack([self.query(text) for text in texts])

    first, other = ("".join(f"{name} {n} had {n} lamps lit at nine o'clock. " for n in range(70)) for name in ("Ward", "Street"))
    text = "\n\n\n".join((first, other, first))
    answer = stock(Alike(), {"en.txt": text}, "At nine [1][2][3][4][5][6].")[0].answer("When were the lamps lit?")
    starts = [0, text.index(other), text.rindex(first)]
    assert sorted(item.passage.start for item in answer.evidence) == starts
    assert len({(citation.start, citation.end) for citation in answer.citations}) == len(answer.citations) == 6
    assert check_citations(answer, {"en.txt": text}).resolved == 6


@pytest.mark.parametrize(
    ("reply", "text", "numbers"),
    [
        ("At dawn [1].", "At dawn [1].", (1,)),
        ("At dawn [1][2], he said [1].", "At dawn [1][2], he said [1].", (1, 2)),
        ("At dawn [2, 1].", "At dawn [2][1].", (2, 1)),
        ("At dawn [Source 2].", "At dawn [2].", (2,)),
        ("في الفجر [1، 2].", "في الفجر [1][2].", (1, 2)),
        ("At dawn [3]. In 1948 [1948].", "At dawn [3]. In 1948 [1948].", ()),
        ("At dawn [0].", "At dawn [0].", ()),
        ("At dawn.", "At dawn.", ()),
    ],
)
def test_markers_become_citations_of_the_sources_that_they_name(
    embedder: Embedder, reply: str, text: str, numbers: tuple[int, ...]
) -> None:
    answer = stock(embedder, TEXTS, reply)[0].answer("When did the fire begin?")
    assert (answer.outcome, answer.text) == (Outcome.ANSWERED, text)
    assert tuple(citation.number for citation in answer.citations) == numbers
    (claim,) = answer.claims
    assert claim.citations == numbers
    assert "[" not in claim.text, "a marker's number is no fact"
    assert all(TEXTS[citation.document] == citation.quote for citation in answer.citations)
    timings = answer.timings
    assert 0 < timings.retrieval_ms < timings.first_token_ms <= timings.total_ms


def test_a_refusal_by_words_is_an_abstention(embedder: Embedder) -> None:
    system, model = stock(embedder, TEXTS, "The provided sources do not mention what it cost [1].")
    answer = system.answer("What did it cost?", ("When did the fire begin?",))
    assert answer.outcome is Outcome.ABSTAINED
    assert not answer.claims
    assert [citation.number for citation in answer.citations] == [1], "what it shows is checked"
    assert len(model.requests) == 1
    assert answer.model == "stock LlamaIndex, scripted:model"
    system.close()
    system.close()
    assert model.closed


@pytest.mark.parametrize(
    "reply",
    [
        "",
        " \n",
        "None of the provided sources are helpful.",
        "None of the sources mention a price.",
        "The provided sources do not contain any information about the cost.",
        "The sources provided do not explicitly state how many [1].",
        "Source 1 doesn't mention the price, so it is unknown.",
        "Sources [1] and [2] do not provide that.",
        "The cost is not mentioned in the sources.",
        "The price was not explicitly stated in any of the texts [2].",
        "There is no specific information about the cost.",
        "I cannot determine the cost from the sources.",
        "I am sorry. The text does not say.",
        "لا تذكر المصادر كم كلّف ذلك.",
        "لم تذكر المصادر المقدمة أي معلومات عن التكلفة [1].",
        "المصادر المقدمة لا تحتوي على إجابة.",
        "لا توجد معلومات عن التكلفة.",
        "التكلفة غير مذكورة في النص.",
        "ليست هناك أي معلومات عن ذلك.",
        "لا يمكن الإجابة عن هذا السؤال.",
    ],
)
def test_words_of_refusal(reply: str) -> None:
    assert is_refusal(reply, cites="[" in reply)


@pytest.mark.parametrize(
    "reply",
    [
        "The fire began at dawn [1].",
        "21 houses burned [1]. The sources do not say what they cost.",
        "The mayor said that help does not reach the town [1].",
        "The ministry does not provide figures, Lind said [1].",
        "According to the sources, 21 houses burned [2].",
        "No houses burned [1].",
        "احترق ٢١ منزلاً [1].",
        "لم تقدم البلدية المساعدة للسكان [1].",
        "قالت المصادر إن الحريق اندلع فجراً [1]. ولا توجد معلومات عن الضحايا.",
    ],
)
def test_words_of_an_answer(reply: str) -> None:
    assert not is_refusal(reply, cites=True)


# -- turns, ratios, tables ---------------------------------------------------------------------------------------------


class Warming:
    """Takes ``ms`` the first time that it hears a question, a tenth of that afterwards; breaks at what it does not know."""

    def __init__(self, ms: float) -> None:
        self.ms = ms
        self.done: list[str] = []

    def warm(self) -> Any:
        self.done.append("load")

    def close(self) -> None:
        self.done.append("close")

    def answer(self, question: str, history: Sequence[str] = ()) -> Answer:
        if question == "broken":
            raise ModelServerError("The server is gone.", "Start it.")
        again = self.done[-1] == question
        self.done.append(question)
        ms = self.ms / 10 if again else self.ms
        return abstention(ms=ms) if question == "cost" else cited("21 houses burned.", ("en.txt", "21 houses burned"), ms=ms)


ASKED = (
    question(id="a", question="houses"),
    unanswerable(id="b", question="cost"),
    question(id="c", question="broken"),
)


def made(*questions: Question) -> Suite:
    return Suite(name="fire", description="", root=Path(), documents=tuple(TEXTS), questions=questions or ASKED, sha256="0" * 64)


@pytest.fixture
def report() -> BenchReport:
    rows = ask_twice(made(), {OURS: Warming(1000), STOCK: Warming(5000)}, TEXTS, afresh=True)
    return BenchReport("fire", {}, rows)


def test_each_question_is_asked_cold_and_then_warm_with_a_fresh_model() -> None:
    ours, other = Warming(1000), Warming(5000)
    rows = ask_twice(made(*ASKED[:2]), {OURS: ours, STOCK: other}, TEXTS, afresh=True)
    assert [row.system for row in rows] == [OURS, STOCK, OURS, STOCK]
    assert ours.done == ["load", "houses", "houses", "close", "load", "cost", "cost", "close"]
    assert other.done == ours.done


def test_a_model_that_stays_loaded_is_left_to_the_caller() -> None:
    ours = Warming(1000)
    ask_twice(made(ASKED[0]), {OURS: ours}, TEXTS, afresh=False)
    assert ours.done == ["load", "houses", "houses"]


def test_the_model_is_freed_where_a_run_is_interrupted() -> None:
    class Interrupted(Warming):
        def answer(self, question: str, history: Sequence[str] = ()) -> Answer:
            raise KeyboardInterrupt

    ours = Interrupted(1000)
    with pytest.raises(KeyboardInterrupt):
        ask_twice(made(), {OURS: ours}, TEXTS, afresh=True)
    assert ours.done == ["load", "close"]


def test_the_sample_is_drawn_evenly() -> None:
    suite = made(*(question(id=str(n)) for n in range(10)))
    assert [known.id for known in sampled(suite, 5).questions] == ["0", "2", "4", "6", "8"]
    assert [known.id for known in sampled(suite, 4).questions] == ["0", "2", "5", "7"]
    assert sampled(suite, 10).questions == sampled(suite, 99).questions == suite.questions


def test_a_question_that_breaks_is_counted_apart(report: BenchReport) -> None:
    assert report.rows[-1].cold.error == report.rows[-1].warm.error == "ModelServerError: The server is gone. Start it."
    figures = report.figures(STOCK, "warm")
    assert (figures.errors, figures.answers, figures.right, figures.refused) == (1, 2, 1, 1)


def test_ratios_are_of_medians(report: BenchReport) -> None:
    assert report.figures(OURS, "cold").total_ms.median == 1000
    assert report.figures(STOCK, "warm").total_ms.median == 500
    assert report.ratios() == {
        what: {"cold": pytest.approx(5), "warm": pytest.approx(5)} for what in ("evidence", "first word", "whole answer")
    }
    alone = BenchReport("fire", {}, tuple(row for row in report.rows if row.system == OURS))
    assert alone.ratios()["evidence"] == {"cold": None, "warm": None}, "a ratio to nothing is none"


def test_the_tables_show_times_answers_and_ratios(report: BenchReport) -> None:
    lines = shown(render_bench(report))
    for line in (
        "dossier, cold 100 ms 100 ms 500 ms 500 ms 1.0 s 1.0 s 2",
        "stock LlamaIndex, warm 50 ms 50 ms 250 ms 250 ms 500 ms 500 ms 2",
        "Right 1.00 [.03–1.00] of 1 1.00 [.03–1.00] of 1",
        "Abstained, though the documents tell .00 [.00–.97] of 1 .00 [.00–.97] of 1",
        "Refused what the documents do not tell (abstention recall) 1.00 [.03–1.00] of 1 1.00 [.03–1.00] of 1",
        "Shown answers that are wrong .00 [.00–.97] of 1 .00 [.00–.97] of 1",
        "Right, said in the wording 1.00 [.03–1.00] of 1 1.00 [.03–1.00] of 1",
        "Citations that resolve 1.00 [.03–1.00] of 1 1.00 [.03–1.00] of 1",
        "Citation precision, by document 1.00 [.03–1.00] of 1 1.00 [.03–1.00] of 1",
        "In the question's language 1.00 [.03–1.00] of 1 1.00 [.03–1.00] of 1",
        "failed 1 of 3 1 of 3",
        "first word 5.0× 5.0×",
    ):
        assert line in lines


def test_a_row_tells_its_verdict_times_and_system(report: BenchReport) -> None:
    assert render_bench_row(report.rows[1]).plain == "right      a  5.0 s, again 500 ms  stock LlamaIndex"
    assert "The server is gone" in render_bench_row(report.rows[-1]).plain
    half = BenchRow(OURS, report.rows[0].cold, Row(ASKED[0], None, None, "Boom: [red]not red[/red]"))
    assert render_bench_row(half).plain == "right      a  1.0 s  again: Boom: [red]not red[/red]  dossier"
