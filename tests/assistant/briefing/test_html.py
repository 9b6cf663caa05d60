"""The page in a real browser: nothing from outside, citations open where they stand, the right words are marked."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from assistant.briefing.outputs import write
from assistant.briefing.records import Briefing
from tests.assistant.briefing.examples import TEXTS, briefing, hostile

Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Writes a briefing and opens it. At the end, no page may have asked for anything, or complained of anything."""
    pages: list[Page] = []
    asked: list[str] = []
    complaints: list[str] = []
    provoked: list[str] = []

    def open_page(
        made: Briefing, texts: dict[str, str] = TEXTS, *, script: bool = True, width: int = 1000, provokes: str = ""
    ) -> Page:
        provoked.append(provokes)
        path = tmp_path / f"briefing{len(pages)}.html"
        write(made, texts, path)
        page = browser.new_context(java_script_enabled=script, viewport={"width": width, "height": 900}).new_page()
        page.set_default_timeout(10_000)
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.goto(path.as_uri())
        pages.append(page)
        return page

    yield open_page
    for page in pages:
        page.context.close()
    assert not [url for url in asked if not url.startswith(("file:", "data:"))]
    assert not [said for said in complaints if not any(part and part in said for part in provoked)]


def test_every_citation_opens_its_quote_where_it_stands(open_page: Open) -> None:
    made = briefing("en")
    page = open_page(made)
    for number in made.key_points[0].citations:
        citation = made.citations[number - 1]
        marker = page.locator(f"#key-points + ol a.cite[data-note='{number}']")
        marker.click()
        card = page.locator(f"#{marker.get_attribute('aria-controls')}")
        assert card.locator("blockquote").inner_text() == citation.quote
        assert citation.document in card.inner_text()
        assert card.locator("blockquote").get_attribute("dir") == ("rtl" if citation.language == "ar" else "ltr")
        below = page.locator("#key-points + ol > li").nth(0).bounding_box()
        box = card.bounding_box()
        assert below
        assert box
        assert below["y"] < box["y"] < below["y"] + below["height"]
        marker.click()
        assert marker.get_attribute("aria-expanded") == "false"
        assert not card.count()


def test_the_keyboard_opens_and_closes_a_citation(open_page: Open) -> None:
    page = open_page(briefing("en"))
    marker = page.locator("a.cite").first
    for key in ("Enter", " "):
        marker.focus()
        page.keyboard.press(key)
        assert marker.get_attribute("aria-expanded") == "true"
        page.keyboard.press("Tab")  # on to what comes next: another marker, or what is in the card
        page.locator(".card a.show").focus()
        page.keyboard.press("Escape")
        assert not page.locator(".card").count()
        assert marker.evaluate("link => link === document.activeElement")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_citation_leads_to_its_exact_words_in_the_source(language: str, open_page: Open) -> None:
    made = briefing(language)
    page = open_page(made)
    for citation in made.citations:
        page.locator(f"#note-{citation.number} a.show").click()
        shown = page.locator("mark.shown").all_text_contents()
        assert "".join(shown) == citation.quote.replace("\n", "")
        assert page.url.endswith(f"#text-{citation.number}")
        box = page.locator("mark.shown").first.bounding_box()
        assert box
        assert 0 <= box["y"] < 900


def test_the_source_text_is_whole(open_page: Open) -> None:
    page = open_page(briefing("en"))
    texts = page.locator("section.texts article").all()
    for article, text in zip(texts, TEXTS.values(), strict=True):
        assert article.locator("p").all_text_contents() == [line for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_direction_of_the_page_and_of_each_sentence(language: str, direction: str, open_page: Open) -> None:
    made = briefing(language)
    page = open_page(made)
    assert page.locator("html").get_attribute("dir") == direction
    assert page.locator("html").get_attribute("lang") == language
    for place, statement in enumerate(made.key_points):
        line = page.locator("#key-points + ol > li .line").nth(place)
        expected = "rtl" if statement.language == "ar" else "ltr"
        assert line.evaluate("line => getComputedStyle(line).direction") == expected
        assert line.locator(".quote").inner_text() == statement.text
        assert line.locator(".quote").get_attribute("lang") == statement.language


def test_without_the_script_the_numbers_lead_to_the_citations(open_page: Open) -> None:
    page = open_page(briefing("en"), script=False)
    page.locator("a.cite").first.click()
    assert page.url.endswith("#note-1")
    page.locator("#note-1 a.show").click()
    marked = page.locator("#text-1 + mark")
    plain = page.locator("section.texts mark").last
    assert marked.evaluate("m => getComputedStyle(m).backgroundColor") != plain.evaluate(
        "m => getComputedStyle(m).backgroundColor"
    )


def test_printed_it_has_the_citations_and_not_the_buttons(open_page: Open) -> None:
    page = open_page(briefing("en"))
    page.emulate_media(media="print")
    assert page.locator("#note-1 blockquote").is_visible()
    assert not page.locator("#note-1 a.show").is_visible()
    assert not page.locator("nav").is_visible()


def test_dark_where_the_reader_has_it_dark(open_page: Open) -> None:
    page = open_page(briefing("en"))
    colour = "() => getComputedStyle(document.body).backgroundColor"
    page.emulate_media(color_scheme="light")
    light = page.evaluate(colour)
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(colour) != light


def test_the_theme_that_it_is_told_goes_before_the_readers_and_paper_stays_white(open_page: Open) -> None:
    page = open_page(briefing("en"))
    colour = "() => getComputedStyle(document.body).backgroundColor"
    say = """theme => new Promise(heard => {
        window.addEventListener("message", () => heard(), { once: true });
        window.postMessage({ theme }, "*");
    })"""
    page.emulate_media(color_scheme="light")
    light = page.evaluate(colour)
    page.evaluate(say, "dark")
    assert page.evaluate(colour) != light
    page.evaluate(say, "<b>sepia</b>")
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(colour) == "rgb(255, 255, 255)"
    assert page.evaluate("() => getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_is_wider_than_a_phone(language: str, open_page: Open) -> None:
    page = open_page(briefing(language), width=360)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360


def test_data_is_never_html_and_the_policy_would_stop_it(open_page: Open) -> None:
    made, texts = hostile()
    page = open_page(made, texts, provokes="Content Security Policy")
    assert page.locator("script").count() == 1
    assert page.locator("img").count() == 0
    assert page.locator("b").count() == 0
    assert not page.locator("a[href^='http']").count()
    shown = page.locator("main").inner_text()
    assert "<script>alert(1)</script>" in shown
    assert "{{ words }} {% raw %}" in shown
    assert "⟨U+202E⟩gnp.exe" in shown
    assert not set(shown) & set("\u202e\x07")
    page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s); }"
    )
    assert page.evaluate("() => window.ran") is None
