"""The HTML report in a real browser, from disk: it asks for nothing, and does what it offers."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from evals.reports import write_report
from tests.evals.reported import ATTACK, report
from tests.watching import Watch

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    return write_report(report(folder), folder / "fire")[2]


@pytest.fixture
def open_report(browser: Browser, file: Path) -> Iterator[Open]:
    """Opens the report. At the end, nothing but the file itself may have been asked for, and nothing complained of."""
    watch, pages = Watch(), []

    def open_report(query: str = "", width: int = 1280, scheme: str = "light", scripts: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            locale="en-GB",
            color_scheme=scheme,  # type: ignore[arg-type]
            java_script_enabled=scripts,
        )
        page = context.new_page()
        page.set_default_timeout(15_000)
        watch.over(page)
        pages.append(page)
        page.goto(f"{file.as_uri()}{query}")
        return page

    yield open_report
    for page in pages:
        page.context.close()
    assert {asked.split("?")[0].split("#")[0] for asked in watch.requests} <= {file.as_uri(), "data:,"}
    assert watch.complaints == []


def shown(page: Page) -> list[str]:
    return [element.get_attribute("id") or "" for element in page.locator(".question:visible").all()]


def test_filters_narrow_the_questions(open_report: Open) -> None:
    page = open_report()
    assert len(shown(page)) == 7
    page.locator(".chip", has_text="Wrong").click()
    page.locator(".chip", has_text="Abstained").click()
    assert shown(page) == ["q-wrong", "q-silent"]
    expect(page.locator("#count")).to_have_text("Shown: 2 of 7")
    page.select_option("#tag", "number")
    assert shown(page) == ["q-wrong"]
    page.get_by_role("button", name="Clear filters").click()
    expect(page.locator("#count")).to_have_text("Shown: 7 of 7")
    page.select_option("#asked-in", "ar")
    assert shown(page) == ["q-arabic"]
    page.locator(".chip", has_text="Wrong").click()
    expect(page.locator("#none-left")).to_be_visible()


def test_words_are_found_however_they_are_written(open_report: Open) -> None:
    page = open_report()
    page.keyboard.press("/")
    page.keyboard.type("WHO  twelve")
    assert shown(page) == ["q-wrong"]
    page.fill("#search", "expected evidence")
    assert shown(page) == [], "the page's own words are not searched"
    page.fill("#search", "منزلا احـترق")
    assert shown(page) == ["q-arabic"], "without vowel signs, with tatweel"


def test_a_tag_of_the_chart_filters(open_report: Open) -> None:
    page = open_report()
    page.locator("#groups").get_by_role("button", name="missing").click()
    assert shown(page) == ["q-cost", "q-invented"]
    expect(page.locator("#tag")).to_be_focused()


def test_a_question_opens_by_keyboard_and_shows_its_evidence(open_report: Open) -> None:
    page = open_report()
    question = page.locator("#q-right")
    expect(question.locator(".evidence")).to_be_hidden()
    question.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(question.locator("mark", has_text="21 houses").last).to_be_visible()
    question.locator(".answer a.marker").click()
    expect(question.locator(".citations li")).to_have_css("background-color", "rgb(227, 239, 236)")
    page.get_by_role("button", name="Open all").click()
    assert page.locator(".question[open]").count() == 7
    page.get_by_role("button", name="Close all").click()
    assert page.locator(".question[open]").count() == 0


def test_a_link_opens_its_question(open_report: Open) -> None:
    expect(open_report("#q-wrong").locator("#q-wrong .answer")).to_be_visible()


def test_arabic_blocks_run_from_right_to_left(open_report: Open) -> None:
    page = open_report("#q-arabic")
    for part in (".asked", ".answer p", ".sides li:last-child > p:first-child", ".evidence [lang=ar]"):
        expect(page.locator(f"#q-arabic {part}").first).to_have_css("direction", "rtl")
    expect(page.locator("#q-arabic .answer bdi.quote")).to_have_css("direction", "ltr")


def test_the_page_speaks_arabic(open_report: Open) -> None:
    page = open_report("?lang=ar")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("#figures h2")).to_have_text("الأرقام")
    expect(page.locator("#count")).to_have_text("المعروض: 7 من 7")
    expect(page.locator("#search")).to_have_attribute("placeholder", "كلمات في السؤال أو الإجابة أو الأدلة")
    assert page.locator("[data-ar]").evaluate_all("all => all.every(one => one.textContent === one.dataset.ar)")
    page.get_by_role("button", name="English").click()
    expect(page.locator("#figures h2")).to_have_text("Figures")
    expect(page.locator("html")).to_have_attribute("dir", "ltr")


def test_hostile_words_stay_words(open_report: Open) -> None:
    page = open_report("#q-invented")
    seen = ATTACK.replace("\u202e", "⟨U+202E⟩")
    for part in (".asked", ".answer", ".claims", ".gloss", ".citations", ".evidence"):
        expect(page.locator(f"#q-invented {part}").first).to_contain_text(seen)
    expect(page.locator("#q-invented .citations strong")).to_have_text("<b>bold</b>.txt")
    assert page.evaluate("window.ran") is None
    assert page.locator("body :is(img, iframe, object, embed)").count() == 0
    assert page.locator("script").count() == 1


def test_the_policy_stops_script_that_slips_through(browser: Browser, file: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.html"
    broken.write_text(file.read_text(encoding="utf-8").replace("<main>", "<main><script>window.ran=1</script>"), encoding="utf-8")
    context = browser.new_context()
    page = context.new_page()
    page.goto(broken.as_uri())
    assert page.locator("main > script").count() == 1
    assert page.evaluate("window.ran") is None
    assert len(shown(page)) == 7
    context.close()


@pytest.mark.parametrize("query", ["?lang=en", "?lang=ar"])
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_wider_than_the_screen(open_report: Open, query: str, width: int) -> None:
    page = open_report(query, width=width)
    page.locator("#open-all").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_it_is_dark_where_the_system_is_and_where_it_is_wished(open_report: Open) -> None:
    dark, light = "rgb(21, 25, 24)", "rgb(251, 250, 247)"
    page = open_report(scheme="dark")
    expect(page.locator("body")).to_have_css("background-color", dark)
    page.locator("#theme").click()
    expect(page.locator("body")).to_have_css("background-color", light)
    page.emulate_media(media="print")
    expect(page.locator("#filters")).to_be_hidden()


def test_without_scripts_everything_is_there(open_report: Open) -> None:
    page = open_report(scripts=False)
    assert len(shown(page)) == 7
    expect(page.locator("#filters")).to_be_hidden()
    page.locator("#q-right summary").click()
    expect(page.locator("#q-right .evidence")).to_be_visible()
