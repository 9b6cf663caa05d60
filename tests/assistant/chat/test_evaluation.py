"""Past runs: found on disk, listed, and opened safely. The reports are real ones, written by ``evals``."""

from datetime import datetime
from pathlib import Path

import httpx
import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from assistant.chat import evaluation
from assistant.chat.strings import AR, EN
from evals.reports import write_report
from tests.assistant.chat.conftest import Chat, OpenPage
from tests.evals.reported import ATTACK, report


def written(home: Path, name: str, time: str, **head: str) -> Path:
    made = report(home, name, time=time, **head)
    return write_report(made, home / "evals" / name.replace("/", "_"))[2]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with two runs, and with files beside them that are none."""
    written(tmp_path, "older", "2026-11-24T08:00:00+00:00")
    written(tmp_path, "newer", "2026-11-25T08:00:00+00:00", model=ATTACK)
    folder = tmp_path / "evals"
    (folder / "stranger.html").write_text("<script>alert(1)</script>", encoding="utf-8")
    (folder / "broken.html").write_text('<meta name="dossier-run" content="{&quot;suite&quot;: 1}">', encoding="utf-8")
    (folder / "binary.html").write_bytes(b"\xff\xfe\x00" * 99)
    (folder / "folder.html").mkdir()
    (tmp_path / "outside.html").write_bytes((folder / "older.html").read_bytes())
    (folder / "link.html").symlink_to(tmp_path / "outside.html")
    return tmp_path


def test_runs_are_found_newest_first_and_nothing_else(home: Path) -> None:
    found = evaluation.runs(home)
    assert [run.summary.suite for run in found] == ["newer", "older"]
    summary = found[0].summary
    assert (summary.questions, summary.right, summary.abstained, summary.shown_wrong) == (7, 0.5, 0.25, 0.5)
    assert summary.model == ATTACK


def test_a_home_without_runs_has_none(tmp_path: Path) -> None:
    assert evaluation.runs(tmp_path) == ()
    assert EN.evaluation_empty in BeautifulSoup(evaluation.table((), EN), "html.parser").get_text()


def test_a_run_is_opened_by_its_key_alone(home: Path) -> None:
    newer, older = evaluation.runs(home)
    assert evaluation.report(home, older.key) == home / "evals" / "older.html"
    assert newer.key != older.key
    for key in ("", "older", "older.html", "../outside.html", str(home / "evals" / "older.html"), "0" * 20):
        assert evaluation.report(home, key) is None
    (home / "evals" / "older.html").unlink()
    assert evaluation.report(home, older.key) is None


def test_the_list_says_what_each_run_came_to(home: Path) -> None:
    page = BeautifulSoup(evaluation.table(evaluation.runs(home), AR), "html.parser")
    assert page.select_one(".runs")["dir"] == "rtl"  # type: ignore[index]
    cells = [cell.get_text() for cell in page.select("tbody tr:last-child > *")]
    time = f"{datetime.fromisoformat('2026-11-24T08:00:00+00:00').astimezone():%Y-%m-%d %H:%M}"
    assert cells == ["older", time, "scripted:model", "7", "50%", "25%", "50%"]
    link = page.select_one("tbody tr:last-child a")
    assert link is not None
    assert link["href"] == f"/dossier/evaluation/{evaluation.runs(home)[1].key}?lang=ar"
    assert (link["target"], link["rel"]) == ("_blank", ["noopener"])
    assert not page.select("script, img")


def test_a_run_without_figures_shows_dashes(tmp_path: Path) -> None:
    summary = evaluation.Summary(suite="s", questions=0)
    run = evaluation.Run("k", tmp_path, summary)
    cells = [cell.get_text() for cell in BeautifulSoup(evaluation.table((run,), EN), "html.parser").select("tbody tr > *")]
    assert cells == ["s", "–", "–", "0", "–", "–", "–"]


@pytest.mark.browser
def test_reports_are_served_to_no_origin_and_nothing_else_is(own_chat: Chat) -> None:
    path = written(own_chat.library.home, "fire", "2026-11-24T08:00:00+00:00")
    (run,) = evaluation.runs(own_chat.library.home)
    answer = httpx.get(f"{own_chat.url}dossier/evaluation/{run.key}")
    assert answer.text == path.read_text(encoding="utf-8")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("sandbox allow-scripts allow-modals; default-src 'none'")
    assert "allow-same-origin" not in policy
    for key in ("fire", "fire.html", "..%2fcatalogue.sqlite", "..%2fevals%2ffire.html", "%2e%2e", path.as_posix()):
        assert httpx.get(f"{own_chat.url}dossier/evaluation/{key}").status_code == 404, key


@pytest.mark.browser
def test_the_evaluation_lists_runs_and_opens_one(own_chat: Chat, open_page: OpenPage) -> None:
    page = open_page(own_chat)
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.get_by_role("button", name="Evaluation").click()
    expect(page.locator("#evaluation .empty")).to_have_text(EN.evaluation_empty)
    expect(page.locator("#workspace")).to_be_hidden()
    page.get_by_role("button", name="Conversation").click()
    expect(page.locator("#question")).to_be_visible()
    written(own_chat.library.home, "fire", "2026-11-24T08:00:00+00:00")
    page.get_by_role("button", name="Evaluation").click()
    expect(page.locator("#evaluation tbody tr")).to_have_count(1)  # made while the page was open
    with page.expect_popup() as popup:
        page.locator("#evaluation a", has_text="fire").click()
    opened = popup.value
    expect(opened.locator("h1")).to_have_text("fire")
    opened.locator(".chip", has_text="Wrong").click()
    expect(opened.locator("#count")).to_have_text("Shown: 1 of 7")
    assert opened.evaluate("window.origin") == "null"
    assert opened.evaluate("window.opener") is None
    assert all(url.startswith((own_chat.url, "data:")) for url in asked), asked


@pytest.mark.browser
def test_the_evaluation_speaks_arabic_and_so_does_its_report(own_chat: Chat, open_page: OpenPage) -> None:
    written(own_chat.library.home, "fire", "2026-11-24T08:00:00+00:00")
    page = open_page(own_chat, "?lang=ar", width=390, height=844)
    page.get_by_role("button", name="التقييم").click()
    expect(page.get_by_role("button", name="التقييم")).to_have_attribute("aria-current", "page")
    expect(page.locator("#evaluation h2")).to_have_text("التقييم")
    expect(page.locator("#evaluation tr a")).to_have_css("direction", "rtl")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="English").click()
    expect(page.locator("#evaluation h2")).to_have_text("Evaluation")  # the same view, in the other language
    page.get_by_role("button", name="العربية").click()
    expect(page.locator("#evaluation h2")).to_have_text("التقييم")
    with page.expect_popup() as popup:
        page.locator("#evaluation a").click()
    expect(popup.value.locator("html")).to_have_attribute("dir", "rtl")


@pytest.mark.browser
def test_a_forged_report_reaches_neither_the_chat_nor_the_network(own_chat: Chat, open_page: OpenPage) -> None:
    path = written(own_chat.library.home, "fire", "2026-11-24T08:00:00+00:00")
    forged = """<meta name="dossier-run" content='{"suite": "forged", "questions": 0}'><title>?</title><script>
        fetch('/config').then(() => document.title = 'reached', () => document.title = 'stopped');
        try { localStorage.a = 1; document.title = 'stored' } catch {}
        </script>"""
    path.write_text(forged, encoding="utf-8")
    page = open_page(own_chat)
    page.get_by_role("button", name="Evaluation").click()
    with page.expect_popup() as popup:
        page.locator("#evaluation a", has_text="forged").click()
    expect(popup.value).to_have_title("stopped")
