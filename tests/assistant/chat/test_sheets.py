"""The reader shows the page of a cited PDF itself, its words marked, while the file is the one that was indexed."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest
from playwright.sync_api import Page, expect

from assistant.chat.users import Users
from index.indexing import index_paths
from index.library import Library
from tests.assistant.chat.conftest import PASSWORD, Chat, OpenPage, serving
from tests.assistant.chat.scripted import Said, Script
from tests.index.test_readers_pdf import ARABIC, _pdf, _write

pytestmark = pytest.mark.browser

ENGLISH = "The ferry left at noon with 120 passengers, and the harbour master signed the affidavit in his office."
FILES = {"en": "ferry.pdf", "ar": "مدرسة <1>.pdf"}
QUOTES = {"en": "the harbour master signed the affidavit", "ar": "افتتحت أبوابها يوم السبت 12 مارس 2021"}


@pytest.fixture
def pdfs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Chat]:
    """A chat over an English and an Arabic PDF. What is cited stands on the second page."""
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "incoming"))
    folder = tmp_path / "documents"
    folder.mkdir()
    for code, paragraphs in (("en", [ENGLISH]), ("ar", ARABIC)):
        pdf = _pdf()
        _write(pdf, "A page before it." if code == "en" else "صفحة قبلها.")
        pdf.add_page()
        for _ in range(20):  # what is cited lies far down
            _write(pdf, "Nothing of note." if code == "en" else "لا شيء يذكر.")
        for paragraph in paragraphs:
            _write(pdf, paragraph)
        (folder / FILES[code]).write_bytes(bytes(pdf.output()))
    with Library.open(tmp_path / "home") as library:
        report = index_paths(library, [folder])
        assert not report.refused
        for served in serving(library):
            for code, quote in QUOTES.items():
                served.assistant.scripts[f"{code}?"] = Script((Said(quote, FILES[code], quote),))
            yield served


def open_cited(page: Page, code: str) -> None:
    page.fill("#question textarea", f"{code}?")
    page.press("#question textarea", "Enter")
    page.locator("#current .wording .cite").click()
    expect(page.locator("#reader mark").first).to_be_visible()


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("code", ["en", "ar"])
def test_the_page_is_shown_with_the_words_marked_and_in_view(pdfs: Chat, open_page: OpenPage, code: str, width: int) -> None:
    page = open_page(pdfs, f"?lang={code}", width=width, height=844)
    open_cited(page, code)
    sheet = page.locator("#reader .sheet")
    expect(sheet).to_have_count(1)
    expect(sheet).to_have_attribute("data-page", "2")
    picture = sheet.get_by_role("img")
    assert FILES[code] in (picture.get_attribute("alt") or "")
    page.wait_for_function("document.querySelector('#reader .sheet img').naturalWidth > 600")
    dark = picture.evaluate(
        """(image) => {
            const canvas = document.createElement("canvas");
            [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
            const drawing = canvas.getContext("2d", { willReadFrequently: true });
            drawing.drawImage(image, 0, 0);
            const whole = image.getBoundingClientRect();
            return [...document.querySelectorAll("#reader .spot")].map((spot) => {
                const box = spot.getBoundingClientRect();
                const [x, y] = [(box.left - whole.left) / whole.width, (box.top - whole.top) / whole.height];
                const [w, h] = [box.width / whole.width, box.height / whole.height];
                const { width, height } = canvas;
                const pixels = drawing.getImageData(x * width, y * height, w * width, h * height).data;
                return pixels.filter((value, place) => place % 4 === 0 && value < 100).length;
            });
        }"""
    )
    assert dark
    assert all(count > 50 for count in dark)  # each mark lies over letters
    seen = page.evaluate(
        """() => {
            const frame = document.querySelector("#reader .sheets").getBoundingClientRect();
            const box = document.querySelector("#reader .spot").getBoundingClientRect();
            return box.top >= frame.top && box.bottom <= frame.bottom && frame.bottom <= innerHeight;
        }"""
    )
    assert seen
    shown = page.locator("#reader .line").all_text_contents()
    assert shown == pdfs.library.document(FILES[code]).text.split("\n")  # the text stays below it
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    before = sheet.evaluate("e => e.clientWidth")
    zoom = page.get_by_role("button", name={"en": "Enlarge the page", "ar": "تكبير الصفحة"}[code])
    zoom.press("Enter")
    expect(zoom).to_have_attribute("aria-pressed", "true")
    assert sheet.evaluate("e => e.clientWidth") > 2 * before
    assert page.evaluate(
        """() => {
            const frame = document.querySelector("#reader .sheets").getBoundingClientRect();
            const box = document.querySelector("#reader .spot").getBoundingClientRect();
            return box.top >= frame.top && box.bottom <= frame.bottom && box.left < frame.right && box.right > frame.left;
        }"""
    )
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(("code", "said"), [("en", "has changed since it was indexed"), ("ar", "تغيّر بعد فهرسته")])
@pytest.mark.parametrize("gone", [True, False], ids=["gone", "changed"])
def test_of_a_file_that_is_not_the_indexed_one_the_text_alone_is_shown(
    pdfs: Chat, open_page: OpenPage, code: str, said: str, gone: bool
) -> None:
    source = Path(pdfs.library.document(FILES[code]).source)
    if gone:
        source.unlink()
    else:
        source.write_bytes(source.read_bytes() + b"\n%")
    page = open_page(pdfs, f"?lang={code}")
    open_cited(page, code)
    expect(page.locator("#reader .no-sheet")).to_contain_text(said)
    expect(page.locator("#reader :is(.sheet, img)")).to_have_count(0)


def test_only_pages_of_documents_are_served(pdfs: Chat) -> None:
    def status(**query: str) -> int:
        return httpx.get(f"{pdfs.url}dossier/page?{urlencode(query)}").status_code

    answer = httpx.get(f"{pdfs.url}dossier/page", params={"document": FILES["ar"], "page": "1"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/webp"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.headers["cache-control"].startswith("private")
    source = pdfs.library.document(FILES["en"]).source
    for name in (source, f"../documents/{FILES['en']}", "/etc/passwd", "", "ferry", f"{FILES['en']}\0"):
        assert status(document=name, page="1") == 404
    for page in ("0", "-1", "3", "9" * 30):
        assert status(document=FILES["en"], page=page) in {404, 422}
    for page in ("x", "", "1/2"):
        assert status(document=FILES["en"], page=page) == 422


def test_a_page_is_served_to_whoever_is_logged_in_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "incoming"))
    pdf = _pdf()
    _write(pdf, ENGLISH)
    (tmp_path / "a.pdf").write_bytes(bytes(pdf.output()))
    with Library.open(tmp_path / "home") as library:
        index_paths(library, [tmp_path / "a.pdf"])
        users = Users(library.home)
        users.add("Amal", PASSWORD)
        for served in serving(library, users):
            address = f"{served.url}dossier/page?document=a.pdf&page=1"
            assert httpx.get(address).status_code == 401
            assert httpx.get(address, auth=("Amal", PASSWORD)).status_code == 200
