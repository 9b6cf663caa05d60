"""Long names of files: shown whole, in lines, and no line begins within the ending."""

import pytest
from playwright.sync_api import expect

from assistant.chat import markup
from index.indexing import index_paths
from tests.assistant.chat.conftest import Chat, OpenPage

NAMES = (
    "9f06_minutes-of-the-harbour-council-2023-11-14-f06.txt",
    "minutes_of_the_harbour_council_and_of_its_committees_on_14_November_2023_signed.markdown",
    "محضر_مجلس_الميناء_ولجانه_المنعقد_في_الرابع_عشر_من_نوفمبر.txt",
    "محضر-council-minutes-محضر-جلسة-2023-النسخة-النهائية.html",
)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a.txt", '<bdi title="a.txt">a<span class="ending">.txt</span></bdi>'),
        ("<b>.tar.gz", '<bdi title="&lt;b&gt;.tar.gz">&lt;b&gt;.tar<span class="ending">.gz</span></bdi>'),
        ("\u202egpj.txt", '<bdi title="⟨U+202E⟩gpj.txt">⟨U+202E⟩gpj<span class="ending">.txt</span></bdi>'),
        ("README", '<bdi title="README">README</bdi>'),
        (".hidden", '<bdi title=".hidden">.hidden</bdi>'),
        ("no ending. Really", '<bdi title="no ending. Really">no ending. Really</bdi>'),
    ],
)
def test_the_ending_is_apart_and_nothing_of_a_name_is_markup(name: str, shown: str) -> None:
    assert markup.file_name(name) == shown


@pytest.mark.browser
@pytest.mark.parametrize("code", ["en", "ar"])
@pytest.mark.parametrize("width", [1440, 390])
def test_a_long_name_is_never_broken_within_its_ending(own_chat: Chat, open_page: OpenPage, code: str, width: int) -> None:
    folder = own_chat.library.home.parent / "long"
    folder.mkdir()
    for name in NAMES:
        (folder / name).write_text("The ferry sails at nine.")
    index_paths(own_chat.library, [folder])
    page = open_page(own_chat, f"?lang={code}", width=width, height=844)
    if width < 1080:
        page.locator(".tool-sources").click()
    for name in NAMES:
        shown = page.locator("#source-list .file bdi").filter(has_text=name)
        expect(shown).to_have_attribute("title", name)
        expect(page.get_by_role("button", name=name).first).to_be_visible()
        broken = shown.evaluate(
            """(name) => {
                const ending = name.querySelector(".ending");
                const file = name.closest(".file");
                const lines = (part) => new Set([...part.getClientRects()].map((box) => Math.round(box.bottom))).size;
                const found = [];
                for (let width = 300; width >= 100; width -= 1) {
                    file.style.width = `${width}px`;
                    file.style.display = "block";
                    if (lines(ending) !== 1) found.push(width);
                }
                const [wrapped, fits] = [lines(name), file.scrollWidth <= file.clientWidth];
                file.removeAttribute("style");
                return [found, wrapped > 1, fits];
            }"""
        )
        assert broken == [[], True, True], name
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
