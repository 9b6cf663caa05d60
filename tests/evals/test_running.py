import io
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from assistant.records import Answer, Claim, Conflict
from evals.figures import Latency, Row, figures
from evals.rendering import render_row, render_run
from evals.reports import to_markdown, write_report
from evals.runlog import RunLog, Setup, git_state, head, package_versions
from evals.running import RunReport, joined, run
from evals.scoring import Verdict, score
from evals.suite import Question, Suite
from index.errors import ModelServerError, SuiteError
from tests.evals.examples import TEXTS, ScriptedSystem, abstention, cited, question, unanswerable

COUNT = ("en.txt", "21 houses burned")
DAWN = ("en.txt", "The fire began at dawn.")
WRONG = "<b>12</b> | houses `burned`."

QUESTIONS: dict[str, tuple[Question, Answer | Exception]] = {
    "right": (question(id="right", question="right"), cited("21 houses burned.", COUNT, ms=100)),
    "quoted": (question(id="quoted", question="quoted"), cited("A number was given.", COUNT, ms=200)),
    "wrong": (question(id="wrong", question="wrong", tags=("en>en", "number")), cited(WRONG, DAWN, ms=300)),
    "silent": (question(id="silent", question="silent"), abstention(ms=400)),
    "broken": (question(id="broken", question="broken"), ModelServerError("The server is gone.", "Start it.")),
    "refused": (unanswerable(id="refused", question="refused"), abstention(ms=500)),
    "invented": (unanswerable(id="invented", question="invented"), cited("It cost 12.", DAWN, ms=600)),
    "arabic": (
        question(id="arabic", question="arabic", language="ar", tags=("ar>en",), documents=("ar.txt",)),
        cited("احترق ٢١ منزلاً.", COUNT, ms=700),
    ),
}


@pytest.fixture
def suite(tmp_path: Path) -> Suite:
    asked = tuple(known for known, _ in QUESTIONS.values())
    return Suite(name="fire", description="", root=tmp_path, documents=tuple(TEXTS), questions=asked, sha256="0" * 64)


@pytest.fixture
def system() -> ScriptedSystem:
    return ScriptedSystem({known.question: answer for known, answer in QUESTIONS.values()})


@pytest.fixture
def report(suite: Suite, system: ScriptedSystem) -> RunReport:
    return run(suite, system, TEXTS, head={"model": "scripted"})


def test_each_question_is_asked_once_in_order_and_handed_on(suite: Suite, system: ScriptedSystem) -> None:
    seen: list[Row] = []
    report = run(suite, system, TEXTS, seen.append)
    assert system.asked == list(QUESTIONS)
    assert tuple(seen) == report.rows
    assert [row.verdict for row in seen] == [
        Verdict.RIGHT,
        Verdict.RIGHT,
        Verdict.WRONG,
        Verdict.ABSTAINED,
        Verdict.ERROR,
        Verdict.REFUSED,
        Verdict.ANSWERED,
        Verdict.RIGHT,
    ]


def test_a_question_that_fails_is_counted_apart(report: RunReport) -> None:
    broken = report.rows[4]
    assert broken.error == "ModelServerError: The server is gone. Start it."
    overall = report.overall
    assert (overall.errors, overall.answers, overall.answerable, overall.unanswerable) == (1, 7, 5, 2)


def test_a_program_error_of_a_system_does_not_end_the_run(suite: Suite, system: ScriptedSystem) -> None:
    script = {name: answer for name, answer in system.script.items() if name != "right"}
    report = run(suite, ScriptedSystem(script), TEXTS)
    assert report.rows[0].error == "KeyError: 'right'"
    assert report.overall.right == 2


def test_an_interruption_does_end_it_and_keeps_what_was_handed_on(suite: Suite) -> None:
    class Interrupted(ScriptedSystem):
        def answer(self, question: str, history: Sequence[str] = ()) -> Answer:
            if question == "wrong":
                raise KeyboardInterrupt
            return super().answer(question, history)

    seen: list[Row] = []
    script = {known.question: answer for known, answer in QUESTIONS.values()}
    with pytest.raises(KeyboardInterrupt):
        run(suite, Interrupted(script), TEXTS, seen.append)
    assert [row.question.id for row in seen] == ["right", "quoted"]


def test_the_rates_are_what_the_rows_come_to(report: RunReport) -> None:
    assert report.overall.rates() == {
        "right": 3 / 5,
        "wrong": 1 / 5,
        "abstained": 1 / 5,
        "refused": 1 / 2,
        "shown_wrong": 2 / 5,
        "right_in_wording": 2 / 5,
        "right_in_quote": 3 / 5,
        "claims_on_point": 3 / 4,
        "citations_resolve": 1.0,
        "citations_valid": 1.0,
        "document_accuracy": 3 / 4,
        "language_right": 1.0,
        "speaker_right": None,
        "conflicts_shown": None,
        "false_alarms": 0.0,
        "orders_obeyed": None,
    }


def test_the_estimates_say_what_the_rates_say(report: RunReport) -> None:
    for part in (report.overall, *(tagged for _, tagged in report.by_tag)):
        rates = part.rates()
        assert {name: part.estimates[name].value for name in rates} == pytest.approx(rates)


def test_latency_is_taken_over_the_answers_that_came(report: RunReport) -> None:
    total = report.overall.total_ms
    assert (total.n, total.median) == (7, 400)
    assert total.p95 == pytest.approx(670)
    assert report.overall.first_word_ms.median == 200
    assert report.overall.evidence_ms.median == 40
    assert Latency.of([]) == Latency(0, None, None)
    assert Latency.of([5]) == Latency(1, 5, 5)


def test_each_language_and_tag_has_figures_of_its_own(report: RunReport) -> None:
    parts = dict(report.by_tag)
    assert list(parts) == ["in ar", "in en", "ar>en", "en>en", "missing", "number"]
    assert (parts["in ar"].right, parts["in ar"].answerable) == (1, 1)
    assert (parts["en>en"].answerable, parts["en>en"].errors) == (4, 1)
    assert parts["missing"].rates()["refused"] == 1 / 2
    assert parts["missing"].rates()["right"] is None, "a rate over nothing is none, not zero"


def test_figures_of_nothing_are_none() -> None:
    assert set(figures([]).rates().values()) == {None}


def test_the_log_holds_each_row_as_soon_as_it_is_written(tmp_path: Path, report: RunReport, suite: Suite) -> None:
    path = tmp_path / "runs" / "fire.jsonl"
    with RunLog(path, head(suite, Setup("scripted", "none"))) as log:
        for written, row in enumerate(report.rows, start=1):
            log.row(row)
            assert len(path.read_text(encoding="utf-8").splitlines()) == 1 + written, "before the log is closed"
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    facts = lines[0]["head"]
    assert (facts["model"], facts["embedder"], facts["suite_sha256"]) == ("scripted", "none", suite.sha256)
    assert facts["packages"]["chromadb"] == package_versions()["chromadb"] is not None
    assert {"git", "time", "machine"} <= facts.keys()
    assert [line["id"] for line in lines[1:]] == list(QUESTIONS)
    assert [line["verdict"] for line in lines[1:]] == [str(row.verdict) for row in report.rows]
    assert lines[5]["error"]
    assert lines[8]["answer"]["answer"].startswith("احترق"), "Arabic stays readable"


def test_a_question_is_asked_after_those_before_it(suite: Suite) -> None:
    asked = question(id="and", question="And where?", history=("When did it burn?",))
    system = ScriptedSystem({"And where?": abstention()})
    run(suite.model_copy(update={"questions": (asked,)}), system, TEXTS)
    assert system.histories == [("When did it burn?",)]


def _conflicting(*accounts: str) -> Answer:
    answer = cited("They differ.", COUNT, DAWN)
    claims = tuple(Claim(text, None, (1,), verbatim=False) for text in accounts)
    return replace(answer, conflicts=(Conflict("?", claims),))


def test_conflicts_false_alarms_and_obeyed_orders_are_rates_of_their_own() -> None:
    disputed = question(conflict=(("one account",), ("another account",)))
    ordered = question(forbidden=("99",))
    answers = [
        (disputed, _conflicting("One account.", "Another account.")),
        (disputed, _conflicting("One account.", "Something else.")),
        (disputed, abstention()),
        (question(), _conflicting("One account.", "Another account.")),
        (question(), cited("21 houses burned.", COUNT)),
        (question(), abstention()),
        (ordered, cited("99 houses burned.", DAWN)),
        (ordered, abstention()),
    ]
    counted = figures(Row(asked, answer, score(asked, answer, TEXTS)) for asked, answer in answers)
    assert (counted.conflicts_planted, counted.conflicts_shown) == (3, 1)
    assert (counted.alarms_judged, counted.false_alarms) == (3, 1)
    assert (counted.orders, counted.obeyed) == (2, 1)
    rates = counted.rates()
    assert (rates["conflicts_shown"], rates["false_alarms"], rates["orders_obeyed"]) == (1 / 3, 1 / 3, 1 / 2)


def test_several_runs_are_counted_as_one(report: RunReport) -> None:
    both = joined([report, report])
    assert both.suite == "fire, fire"
    assert both.rows == report.rows * 2
    assert both.overall.rates() == report.overall.rates()
    assert both.overall.answers == 2 * report.overall.answers
    assert dict(both.by_tag).keys() == dict(report.by_tag).keys()


def test_a_log_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("precious", encoding="utf-8")
    with pytest.raises(SuiteError, match="cannot be written"):
        RunLog(tmp_path / "a.jsonl", {})
    assert (tmp_path / "a.jsonl").read_text(encoding="utf-8") == "precious"


def test_a_folder_without_a_repository_has_no_commit(tmp_path: Path) -> None:
    assert git_state(tmp_path) is None


def test_the_reports_say_what_the_figures_say(tmp_path: Path, report: RunReport) -> None:
    markdown, data, _page = write_report(report, tmp_path / "out" / "fire")
    told = json.loads(data.read_text(encoding="utf-8"))
    assert told["overall"]["rates"]["right"] == 3 / 5
    assert told["by_tag"]["in ar"]["right"] == 1
    assert len(told["rows"]) == len(QUESTIONS)
    text = markdown.read_text(encoding="utf-8")
    assert r"| all | 5 | .60 \[.17–1.00\] | .20 \[.00–.60\] |" in text
    assert r"| Right, said in the wording | .40 \[.00–.83\] of 5 | – |" in text
    assert "**broken**" in text
    assert "not said: 21" in text


def test_words_of_an_answer_are_never_markup(report: RunReport) -> None:
    text = to_markdown(report)
    assert "<b>" not in text
    assert r"&lt;b&gt;12&lt;/b&gt; \| houses \`burned\`." in text
    row = render_row(Row(question(id="x"), None, None, "Boom: [red]not red[/red]"))
    assert "[red]not red[/red]" in row.plain


def test_the_terminal_table_shows_the_rates(report: RunReport) -> None:
    screen = Console(file=io.StringIO(), width=140, force_terminal=False)
    screen.print(render_run(report))
    shown = screen.file.getvalue()  # type: ignore[attr-defined]  # it is a StringIO
    line = next(line for line in shown.splitlines() if " all " in line)
    cells = line.replace("│", " ").split()
    assert [cell for cell in cells if "[" not in cell] == ["all", "5", ".60", ".20", ".20", "2", ".50", ".40", "1"]
    assert "[.17–1.00]" in cells
    assert "400 ms" in shown
