"""Briefings measured on small invented documents; each fault made on purpose shows in its own figure."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

import evals.cli  # noqa: F401 (adds the command)
from assistant.briefing.making import Options, make_briefing
from assistant.briefing.records import Briefing
from assistant.cli import app
from assistant.config import Settings
from evals.briefing_runs import briefing_grid, run_briefings
from evals.briefings import BriefingReport, likeness_in, measure, pool_of
from evals.intervals import Estimate
from evals.suite import load_suite
from evals.workbench import documents_of, indexed
from index.config import IndexSettings

SUITE = """\
description: A bridge.
documents: [en.txt, other.txt]
questions:
  - id: cost
    question: What will the repair cost?
    language: en
    expect: answered
    facts: [["3.2 million"], ["5.1 million"]]
    documents: [en.txt, other.txt]
    conflict: [["3.2 million"], ["5.1 million"]]
  - id: colour
    question: What colour is the bridge?
    language: en
    expect: answered
    facts: [[turquoise]]
    documents: [en.txt]
"""
ENGLISH = """Bridge at Orlan closed after storm

5 March 2024
The bridge over the river Tessen at Orlan was closed on Monday after a storm had damaged two of its piers.
Mayor Dana Holt said that 14 people had been injured when a bus slid off the road.
The repair of the bridge at Orlan will cost 3.2 million dinars, the Ministry of Works said on Tuesday.
Five schools in the quarter stayed shut for the rest of the week.
The ministry did not say when the bridge would open again.
"""
OTHER = """Repair of Orlan bridge

6 March 2024
The repair of the bridge at Orlan will cost 5.1 million dinars, the Roads Agency said on Wednesday.
Farmers on the northern bank have asked for a ferry to bring their milk to market.
"""
Measured = Callable[[Briefing], BriefingReport]


def write(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "en.txt").write_text(ENGLISH, encoding="utf-8")
    (folder / "other.txt").write_text(OTHER, encoding="utf-8")
    (folder / "suite.yaml").write_text(SUITE, encoding="utf-8")
    return folder / "suite.yaml"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Briefing, Measured]]:
    suite = load_suite(write(tmp_path_factory.mktemp("bridge")))
    with indexed(documents_of(suite), IndexSettings()) as library:
        briefing, _ = make_briefing(library, Options())
        documents = {info.name: library.document(info.name) for info in library.documents()}
        likeness = likeness_in(pool_of(library))
        yield briefing, lambda changed: measure(suite, changed, documents, likeness)


def share(report: BriefingReport, key: str) -> tuple[float | None, float]:
    found: Estimate = report.estimates[key]
    return found.value, found.n


def test_a_whole_briefing_has_every_figure(made: tuple[Briefing, Measured]) -> None:
    briefing, measured = made
    report = measured(briefing)
    assert share(report, "statements_supported") == (1, report.counts["statements"])
    assert share(report, "statements_citations_resolve")[0] == 1
    assert share(report, "facts_covered") == (0.5, 2)
    assert share(report, "differences_shown") == (1, 1)
    assert report.counts["differences"] == 1
    assert report.counts["differences_unexplained"] == 0
    assert report.counts["points_alike"] == report.counts["points_same_text"] == 0
    assert report.counts["citations_per_statement"] >= 1


def test_a_broken_citation_is_neither_resolved_nor_support(made: tuple[Briefing, Measured]) -> None:
    briefing, measured = made
    first = briefing.citations[0]
    broken = replace(briefing, citations=(replace(first, start=first.start + 1), *briefing.citations[1:]))
    report = measured(broken)
    assert (share(report, "statements_supported")[0] or 0) < 1
    assert (share(report, "statements_citations_resolve")[0] or 0) < 1
    assert share(report, "differences_shown") == (1, 1)


def test_a_statement_in_other_words_than_its_citation_is_unsupported(made: tuple[Briefing, Measured]) -> None:
    briefing, measured = made
    point = replace(briefing.key_points[0], text="The bridge has fallen into the sea.")
    report = measured(replace(briefing, key_points=(point,)))
    value, n = share(report, "statements_supported")
    assert value == pytest.approx((n - 1) / n)
    assert share(report, "statements_citations_resolve")[0] == 1


def test_a_point_told_twice_counts_as_a_pair(made: tuple[Briefing, Measured]) -> None:
    briefing, measured = made
    report = measured(replace(briefing, key_points=(*briefing.key_points, briefing.key_points[0])))
    assert report.counts["points_alike"] == report.counts["points_same_text"] == 1


def test_a_difference_left_out_is_not_shown(made: tuple[Briefing, Measured]) -> None:
    briefing, measured = made
    assert share(measured(replace(briefing, differences=())), "differences_shown") == (0, 1)


def test_a_conflict_within_one_account_is_not_shown_and_a_difference_on_nothing_known_is_counted(
    made: tuple[Briefing, Measured],
) -> None:
    briefing, measured = made
    difference = briefing.differences[0]
    one = next(account for account in difference.accounts if "3.2" in account.text)
    report = measured(replace(briefing, differences=(replace(difference, accounts=(one, one)),)))
    assert share(report, "differences_shown") == (0, 1)
    assert report.counts["differences_unexplained"] == 1


def test_a_run_leaves_markdown_and_json(tmp_path: Path) -> None:
    path = write(tmp_path / "bridge")
    (report,) = run_briefings([str(path)], Settings(home=tmp_path / "home"), tmp_path / "out")
    markdown, data = (next((tmp_path / "out").glob(f"briefing-bridge-*.{kind}")) for kind in ("md", "json"))
    assert "| Known conflicts shown as differences |" in markdown.read_text(encoding="utf-8")
    assert json.loads(data.read_text(encoding="utf-8")) == report.to_json()
    assert briefing_grid([report]).columns == ("", "bridge")
    assert report.cold_s > 0


def test_the_command_prints_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOSSIER_HOME", str(tmp_path / "home"))
    path = write(tmp_path / "bridge")
    done = CliRunner().invoke(app, ["eval", "briefings", str(path), "--json", "--out", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)[0]["suite"] == "bridge"
