"""Adding files in the browser, and asking them."""

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from assistant.chat.strings import AR, EN, Strings
from index.config import IndexSettings
from index.embedding import Vectors
from index.indexing import BATCH
from index.library import Library
from tests.assistant.chat.conftest import Chat, OpenPage, serving
from tests.assistant.chat.scripted import Said, Script
from tests.assistant.chat.test_asking import ask

pytestmark = pytest.mark.browser

TEXT = "The bridge at Arden was closed on Monday. Two lorries were turned back."


def add(page: Page, *paths: Path) -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Add files").click()
    chooser.value.set_files([str(path) for path in paths])


def row(page: Page, name: str) -> Locator:
    return page.locator("#upload-list li").filter(has=page.locator(".file", has_text=name))


def test_added_files_are_listed_and_can_be_asked_at_once(own_chat: Chat, open_page: OpenPage, tmp_path: Path) -> None:
    (tmp_path / "bridge report (final).txt").write_text(TEXT)
    (tmp_path / "تقرير.md").write_text("# تقرير\n\nأُغلق الجسر يوم الاثنين.\n")
    name = "bridge report (final).txt"
    own_chat.assistant.scripts["When was the bridge closed?"] = Script((Said(TEXT[:41], name, TEXT[:41]),))
    page = open_page(own_chat)
    add(page, tmp_path / name, tmp_path / "تقرير.md")
    expect(row(page, name).locator(".said")).to_have_text("Added")
    expect(row(page, "تقرير.md").locator(".said")).to_have_text("Added")
    listed = page.locator("#source-list .source").filter(has_text=name)
    expect(listed).to_contain_text("English")
    expect(listed).to_contain_text(f"{len(TEXT)} characters")
    expect(page.locator("#source-list .source").filter(has_text="تقرير.md")).to_contain_text("Arabic")
    ask(page, "When was the bridge closed?")
    page.locator("#current .wording .cite").click()
    expect(page.locator("#reader mark")).to_have_text("The bridge at Arden was closed on Monday.")
    assert (own_chat.library.home / "uploads" / name).read_text() == TEXT


def test_refused_files_say_why_and_the_others_go_on(own_chat: Chat, open_page: OpenPage, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(TEXT)
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 this is no PDF")
    (tmp_path / "table.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    page = open_page(own_chat)
    add(page, tmp_path / "good.txt", tmp_path / "broken.pdf", tmp_path / "table.xls")
    expect(row(page, "good.txt").locator(".said")).to_have_text("Added")
    for name in ("broken.pdf", "table.xls"):
        expect(row(page, name).locator(".said")).to_have_text("Not added")
        expect(row(page, name).locator(".reason")).not_to_be_empty()
    expect(row(page, "table.xls").locator(".reason")).to_contain_text(".xls")
    assert sorted(path.name for path in (own_chat.library.home / "uploads").iterdir()) == ["good.txt"]
    assert not list((tmp_path / "incoming").rglob("*.txt"))  # nothing stays behind on the way


def test_a_new_version_replaces_the_old_and_says_so(own_chat: Chat, open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(own_chat)
    path = tmp_path / "report.txt"
    for text, said in ((TEXT, "Added"), (TEXT, "unchanged"), ("Everything is open again.", "replaces the earlier one")):
        path.write_text(text)
        add(page, path)
        expect(row(page, "report.txt").locator(".said")).to_contain_text(said)
        assert own_chat.library.document("report.txt").text == text
    expect(page.locator("#source-list .source").filter(has_text="report.txt")).to_have_count(1)


def test_files_can_be_dropped_anywhere(own_chat: Chat, open_page: OpenPage) -> None:
    page = open_page(own_chat)
    page.evaluate(
        """() => {
            const carried = new DataTransfer();
            carried.items.add(new File(["The ferry sails at nine."], "ferry.txt", { type: "text/plain" }));
            const target = document.querySelector("#thread");
            for (const kind of ["dragenter", "dragover", "drop"])
                target.dispatchEvent(new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true }));
        }"""
    )
    expect(row(page, "ferry.txt").locator(".said")).to_have_text("Added")
    assert not page.evaluate("document.body.classList.contains('dropping')")


def test_adding_goes_on_beside_a_running_answer(own_chat: Chat, open_page: OpenPage, tmp_path: Path) -> None:
    gate = threading.Event()
    own_chat.assistant.scripts["A long one?"] = Script(abstention="Nothing.", gate=gate)
    (tmp_path / "note.txt").write_text(TEXT)
    page = open_page(own_chat)
    ask(page, "A long one?")
    expect(page.locator("#current .status")).to_contain_text("Reading the passages")
    add(page, tmp_path / "note.txt")
    expect(row(page, "note.txt").locator(".said")).to_have_text("Added")
    page.locator("#source-list .source").first.click()
    expect(page.locator("#reader .text")).to_be_visible()
    gate.set()
    expect(page.locator("#current .abstention")).to_be_visible()


def test_a_file_that_is_too_large_is_refused_with_the_limit_and_the_others_go_on(
    own_chat: Chat, open_page: OpenPage, tmp_path: Path
) -> None:
    (tmp_path / "huge.txt").write_bytes(b"a" * (1024 * 1024 + 1))
    (tmp_path / "small.txt").write_text(TEXT)
    page = open_page(own_chat)
    add(page, tmp_path / "huge.txt", tmp_path / "small.txt")
    expect(row(page, "huge.txt").locator(".reason")).to_contain_text("more than 1 MB")
    expect(row(page, "small.txt").locator(".said")).to_have_text("Added")


@pytest.fixture
def fine_chat(own_home: Path) -> Iterator[Chat]:
    """A chat over a copy of the seeds' library that makes passages of two short sentences."""
    with Library.open(own_home, IndexSettings(passage_words=5)) as library:
        yield from serving(library)


@pytest.mark.parametrize("words", [EN, AR], ids=["english", "arabic"])
def test_a_long_file_shows_how_much_of_it_is_read(
    fine_chat: Chat, open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: Strings
) -> None:
    total = BATCH + 5
    (tmp_path / "long.txt").write_text(" ".join(f"Ferry number {n} left the harbour." for n in range(2 * total)))
    looked_at, embedder = threading.Event(), fine_chat.library.embedder
    embed = embedder.passages

    def wait_then_embed(texts: Sequence[str]) -> Vectors:
        if any(f"number {2 * BATCH} " in text for text in texts):  # the second batch: until the page has shown the first
            looked_at.wait(60)
        return embed(texts)

    monkeypatch.setattr(embedder, "passages", wait_then_embed)
    page = open_page(fine_chat, f"?lang={words.code}")
    page.locator("#sources input[type=file]").set_input_files(str(tmp_path / "long.txt"))
    said = words.upload_embedded.format(done=BATCH, total=total)
    bar = row(page, "long.txt").get_by_role("progressbar", name=said)
    expect(bar).to_have_attribute("value", str(BATCH))
    expect(row(page, "long.txt").locator(".said")).to_have_text(said)
    looked_at.set()
    expect(row(page, "long.txt").locator(".said")).to_have_text(words.upload_added)
    expect(bar).to_have_count(0)
