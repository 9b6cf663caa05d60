"""The HTML report: what it says, how it is cut and drawn. ``test_page_browser.py`` opens it."""

import json
from itertools import pairwise
from pathlib import Path
from string import Formatter
from typing import Any
from xml.etree import ElementTree

import pytest
import regex
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from assistant.records import Citation
from evals.naming import GAPS, GROUPS, LABELS, Label, Said
from evals.page import charts, to_html, views, words
from evals.page.rendering import summary
from evals.page.spans import lines, stretches
from evals.page.words import CHECKS, EXPLAINED, LANGUAGES, PLACES, RULES, VERDICTS, WORDS
from evals.reports import to_markdown
from evals.scoring import Verdict
from tests.evals.reported import ASKED, ATTACK, report

ESTIMATE = {"value": 0.5, "n": 4, "low": 0.25, "high": 0.75, "questions": 4, "unscored": 2}
TABLES = [WORDS, VERDICTS, EXPLAINED, LANGUAGES, RULES, PLACES]


@pytest.fixture
def told(tmp_path: Path) -> dict[str, Any]:
    """A report as read back from its JSON file."""
    return json.loads(json.dumps(report(tmp_path).to_json()))  # type: ignore[no-any-return]


def page_of(told: dict[str, Any]) -> BeautifulSoup:
    return BeautifulSoup(to_html(told), "html.parser")


def as_once(told: dict[str, Any]) -> dict[str, Any]:
    """The report without what scorers recorded only later."""
    for part in [told["overall"], *told["by_tag"].values()]:
        part.pop("estimates", None)
    return {key: value for key, value in told.items() if key not in {"parity", "risk_coverage"}}


def with_estimates(told: dict[str, Any]) -> dict[str, Any]:
    """The report with all that the scorers may record."""
    parts = [told["overall"], *told["by_tag"].values()]
    for part in parts:
        part["estimates"] = dict.fromkeys((*part["rates"], "document_mrr", "a_new_figure"), ESTIMATE)
        part["estimates"]["span_mrr"] = ESTIMATE | {"value": None, "n": 0, "low": None, "high": None}
    told["overall"] |= {"tokens_read": {"n": 3, "median": 400.0, "p95": 900.0}, "tokens_written": {"n": 0}}
    told["parity"] = {"pairs": ESTIMATE | {"rates": {"en>en": 0.75, "ar>ar": 0.25}}, "languages": None}
    points = [{"coverage": 0.2, "risk": 0.0, "confidence": 0.9}, {"coverage": 0.4, "risk": 0.5, "confidence": 0.8}]
    told["risk_coverage"] = {"n": 2, "unscored": 1, "area": ESTIMATE, "points": points}
    row = told["rows"][0]
    row["confidence"] = 0.875
    row["score"] |= {
        "facts": [{"fact": "21", "found": "value", "alias": "twenty-one", "where": "quote"}, {"fact": "dawn", "found": None}],
        "support": [{"judge": "the verifier", "claims": 2, "judged": 2, "supported": 1}],
        "retrieval": {"document": {"recall_1": 1.0, "mrr": 0.5}, "span": None},
    }
    return told


def test_every_question_is_there_with_its_verdict(told: dict[str, Any]) -> None:
    page = page_of(told)
    shown = {element["id"]: element["data-verdict"] for element in page.select(".question")}
    assert shown == {f"q-{row['id']}": row["verdict"] for row in told["rows"]}
    assert set(shown.values()) == set(map(str, Verdict)), "the example has every verdict"


def test_the_figures_are_those_of_the_json(told: dict[str, Any]) -> None:
    page = page_of(as_once(told))
    assert page.select_one('.card[data-key="right"] .big').get_text() == "50%"  # type: ignore[union-attr]
    assert not page.select(".figures small"), "no interval where none was recorded"
    page = page_of(with_estimates(told))
    card = page.select_one('.card[data-key="right"]')
    assert card is not None
    assert "[25–75%]" in card.get_text()
    assert "of 4 · not scored: 2" in " ".join(card.get_text().split())
    rows = {row["data-key"]: row.get_text(" ", strip=True) for row in page.select(".figures tr[data-key]")}
    assert "0.50 [0.25–0.75]" in rows["document_mrr"]
    assert rows["a_new_figure"].startswith("A new figure"), "a figure that has no name here is shown by its key"
    assert "span_mrr" not in rows, "nothing was to be judged"
    assert "en>en 75% · ar>ar 25%" in rows["pairs"]
    assert "400 900 3" in page.select_one("#latency table").get_text(" ", strip=True)  # type: ignore[union-attr]


def test_what_the_scorers_say_of_one_question_is_shown(told: dict[str, Any]) -> None:
    why = page_of(with_estimates(told)).select_one("#q-right .why").get_text(" ", strip=True)  # type: ignore[union-attr]
    for said in ("by value · in a quote · twenty-one", "Not said", "1 of 2 · the verifier", "recall@1 1.00 · MRR 0.50", "0.88"):
        assert said in why
    assert "Expected spans cited: 1 of 1" in why


def test_the_curve_is_drawn_only_where_confidence_was_recorded(told: dict[str, Any]) -> None:
    assert page_of(as_once(told)).select_one("#risk") is None
    none = page_of(as_once(told) | {"risk_coverage": None}).select_one("#risk")
    assert none is not None
    assert WORDS["risk_none"].en in none.get_text()
    assert not none.select("svg")
    assert len(page_of(with_estimates(told)).select("#risk svg polyline.line")) == 1


def test_the_head_says_what_was_run(told: dict[str, Any]) -> None:
    page = page_of(told | {"head": told["head"] | {"temperature": 0}})
    facts = page.select_one(".facts").get_text(" ", strip=True)  # type: ignore[union-attr]
    for said in ("scripted:model", "2026-11-25 20:18:12 UTC", "0123456789ab", "with changes of its own", "Temperature 0"):
        assert said in facts
    assert '"numpy": "2.4.6"' in page.select_one(".more pre").get_text()  # type: ignore[union-attr]


def test_a_list_of_runs_finds_its_figures_at_the_head_of_the_file(told: dict[str, Any]) -> None:
    start = to_html(told)[:2000]
    content = BeautifulSoup(start, "html.parser").find("meta", {"name": "dossier-run"})["content"]  # type: ignore[index]
    assert json.loads(str(content)) == {
        "suite": "fire",
        "time": "2026-11-25T20:18:12+00:00",
        "model": "scripted:model",
        "questions": 7,
        "right": 0.5,
        "abstained": 0.25,
        "shown_wrong": 0.5,
    }


def test_words_of_documents_stay_words(told: dict[str, Any]) -> None:
    html = to_html(told | {"suite": ATTACK, "head": told["head"] | {"model": ATTACK, "configuration": {"a": ATTACK}}})
    page = BeautifulSoup(html, "html.parser")
    assert len(page.select("script")) == 1
    assert not page.select("img, iframe, object, b.bold, i i, link[href^=http]")
    assert "\u202e" not in page.get_text(), "direction overrides are shown, not obeyed"
    assert html.count("&lt;script&gt;window.ran=1&lt;/script&gt;") > 10
    assert "{{ 7*7 }}" in html
    assert len(page.select(".question")) == len(told["rows"]), "no text closes an element of the page"


def test_nothing_may_load_or_run_but_its_own(told: dict[str, Any]) -> None:
    html = to_html(told)
    policy = BeautifulSoup(html, "html.parser").find("meta", {"http-equiv": "Content-Security-Policy"})["content"]  # type: ignore[index]
    assert str(policy).startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    page = page_of(told)
    addresses = {element[kind] for kind in ("src", "href", "srcset", "action") for element in page.select(f"[{kind}]")}
    assert addresses - {"data:,"} == {address for address in addresses if str(address).startswith("#")}
    assert not page.find_all(style=True), "the policy would not allow it"
    assert not regex.search(r"url\(|@import", html)
    assert "http://" not in html.replace('xmlns="http://', "")
    assert "https://" not in html


def test_arabic_stands_right_to_left(told: dict[str, Any]) -> None:
    question = page_of(told).select_one("#q-arabic")
    assert question is not None
    assert question.select_one(".asked")["dir"] == "rtl"  # type: ignore[index]
    line = question.select_one(".answer p")
    assert line is not None
    assert line["dir"] == "rtl", "the line's own words are Arabic, though most of its letters are an English quote's"
    assert [(quote["dir"], quote["lang"]) for quote in line.select("bdi.quote")] == [("ltr", "en")]
    assert [side["dir"] for side in question.select(".sides > li > p[dir]")] == ["ltr", "rtl"]
    assert [quote["dir"] for quote in question.select(".citations blockquote")] == ["ltr", "rtl"]


def test_cited_words_are_marked_in_the_evidence(told: dict[str, Any]) -> None:
    passage = page_of(told).select_one("#q-right .evidence .passage")
    assert passage is not None
    marked = [(mark.get_text(), mark["class"]) for mark in passage.select("mark")]
    assert marked == [
        ("Mayor Lind said ", ["cited"]),
        ("21 houses", ["cited", "known"]),
        (" burned.", ["cited"]),
    ]
    assert [sup.get_text() for sup in passage.select("sup")] == ["[1]"], "once, where the citation ends"


@given(
    st.text(alphabet="ab ", min_size=1, max_size=30),
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20)), max_size=4),
    st.lists(st.text(alphabet="ab ", max_size=3), max_size=3),
)
def test_a_passage_is_cut_without_loss(text: str, spans: list[tuple[int, int]], expected: list[str]) -> None:
    citations = [Citation(n, "a", start, start + size, "", "en") for n, (start, size) in enumerate(spans, start=1)]
    cut = stretches(text, 5, citations, expected)
    assert "".join(stretch.text for stretch in cut) == text
    at = 5
    for stretch in cut:
        inside = {c.number for c in citations if c.start <= at and at + len(stretch.text) <= c.end}
        assert set(stretch.numbers) == inside
        at += len(stretch.text)
    ended = sorted(number for stretch in cut for number in stretch.ends)
    assert ended == [c.number for c in citations if c.start < 5 + len(text) and c.end > 5]


def test_an_answer_is_cut_into_wording_quotes_and_markers() -> None:
    citation = Citation(1, "a", 0, 9, "the words", "en")
    (line,) = lines("He said “the words” [1] [2].\n\n", [citation], "en")
    assert [(piece.text, piece.number, piece.language) for piece in line.pieces] == [
        ("He said ", None, None),
        ("“the words”", None, "en"),
        (" ", None, None),
        ("[1]", 1, None),
        (" ", None, None),
        ("[2]", None, None),
        (".", None, None),
    ]


def svg(drawn: str) -> ElementTree.Element:
    return ElementTree.fromstring(drawn)


def test_a_bar_is_cut_by_verdict() -> None:
    rects = svg(charts.verdict_bar({"wrong": 1, "right": 3, "error": 0})).findall("rect")
    assert [(rect.get("class"), rect.get("x"), rect.get("width")) for rect in rects] == [
        ("v-right", "0", "3"),
        ("v-wrong", "3", "1"),
    ]
    assert svg(charts.verdict_bar({})).findall("rect") == []


def test_an_interval_is_drawn_around_its_value() -> None:
    track, span, mark = svg(charts.interval_bar(0.5, 0.25, 0.75)).findall("rect")
    assert (track.get("width"), span.get("x"), span.get("width")) == ("100", "25", "50")
    assert float(mark.get("x", 0)) + float(mark.get("width", 0)) / 2 == 50
    assert [rect.get("class") for rect in svg(charts.interval_bar(1.0, None, None)).findall("rect")] == ["track", "mark"]


def points(line: ElementTree.Element) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in (pair.split(",") for pair in line.get("points", "").split())]


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=30))
def test_a_distribution_climbs_from_nothing_to_all_within_its_frame(values: list[float]) -> None:
    drawn = svg(charts.distribution({"total_ms": values, "evidence_ms": []}))
    (line,) = (element for element in drawn.findall("polyline") if "line" in element.get("class", ""))
    path = points(line)
    assert all(a[0] <= b[0] and a[1] >= b[1] for a, b in pairwise(path))
    grid = [y for element in drawn.findall("polyline") if element.get("class") == "grid" for _, y in points(element)]
    assert (path[0][1], path[-1][1]) == (max(grid), min(grid))
    assert all(0 <= x <= 420 and 0 <= y <= 240 for x, y in path)


def test_nothing_measured_is_nothing_drawn() -> None:
    assert charts.distribution({"total_ms": []}) == charts.risk_coverage([]) == ""


def test_the_risk_curve_goes_through_its_points() -> None:
    drawn = svg(charts.risk_coverage([(1.0, 0.5), (0.5, 0.0)]))
    (line,) = (element for element in drawn.findall("polyline") if "line" in element.get("class", ""))
    (x0, y0), (x1, y1) = points(line)
    assert x0 < x1
    assert y0 > y1


def test_times_are_short_in_both_languages() -> None:
    assert charts.duration(85.4) == Said("85 ms", "85 م.ث")
    assert charts.duration(2000) == Said("2 s", "2 ث")
    assert charts.duration(2449) == Said("2.4 s", "2.4 ث")


def _sayings() -> list[Said]:
    labels: list[Label] = [*LABELS.values(), *CHECKS.values(), *GAPS.values()]
    plain = [said for table in TABLES for said in table.values()]
    return [*plain, *GROUPS, words.OTHER, words.PARITY, *(label.said for label in labels)]


@pytest.mark.parametrize("said", _sayings(), ids=lambda said: said.en[:40])
def test_both_languages_say_everything_and_fill_the_same_places(said: Said) -> None:
    def places(value: str) -> set[str]:
        return {field for _, field, _, _ in Formatter().parse(value) if field}

    assert places(said.en) == places(said.ar)
    assert said.en
    assert not regex.search(r"\p{Arabic}", said.en)
    assert said.en == said.ar or regex.search(r"\p{Arabic}", said.ar), "not translated"


def test_every_verdict_and_every_rate_has_a_name(told: dict[str, Any]) -> None:
    assert set(VERDICTS) == set(EXPLAINED) == set(words.SIGNS) == set(map(str, Verdict))
    assert set(told["overall"]["estimates"]) == set(LABELS)
    checked = {key for row in told["rows"] for key, value in (row["score"] or {}).items() if isinstance(value, bool)}
    assert checked <= set(CHECKS)


def test_a_failed_question_says_why_and_shows_no_answer(told: dict[str, Any]) -> None:
    row = told["rows"][5]
    shown = views.question(6, row)
    assert (shown.verdict, shown.lines, shown.evidence, shown.total_ms) == ("error", (), (), None)
    assert "The server is gone." in page_of(told).select_one("#q-broken .why pre").get_text()  # type: ignore[union-attr]


def test_the_markdown_gives_each_text_a_block_of_its_own(tmp_path: Path) -> None:
    text = to_markdown(report(tmp_path))
    blocks = text.split("\n\n")
    assert "Who burned?" in blocks
    assert "> Twelve. \\[1\\]" in blocks
    assert "## Answered, though the documents do not tell (1)" in blocks
    assert "- not said: 21" in blocks
    assert "model: **scripted:model**" in blocks[1]
    assert "commit: **0123456789ab (with changes of its own)**" in blocks[1]
    assert "<script>" not in text
    assert len(ASKED) == 7
    assert text.rstrip().endswith("</details>")


@pytest.mark.parametrize(("system", "named"), [("dossier", "fire"), ("closed-book", "fire, closed-book")])
def test_the_list_of_runs_tells_another_systems_answers_from_dossiers_own(tmp_path: Path, system: str, named: str) -> None:
    assert summary(report(tmp_path, system=system).to_json())["suite"] == named
