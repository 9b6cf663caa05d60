"""Takes the pictures of the web chat in docs/images: `python -m tests.screenshots`.

The page, the library, the retrieval and the marks are the product's own; the wording is scripted, so that the pictures stay the
same whichever model is at hand. Each sentence is made of the documents' own words.
"""

import shutil
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from index.indexing import index_paths
from index.library import Library
from tests.assistant.chat.conftest import SEEDS, Chat, serving
from tests.assistant.chat.scripted import Said, Script
from tests.browser import ARGUMENTS, find
from tests.index.test_readers_pdf import _pdf, _write

IMAGES = Path(__file__).parents[1] / "docs" / "images"
ENGLISH, ARABIC = "000_9afac0bccb798f06.txt", "002_2e6db8abb51a7f2c.txt"
CROSSFIRE = "The Qassam Brigades claim he was killed in the crossfire."
ARMY = "the military blamed Hamas for Baruch's death"
SHOWN = "وظهر الجندي الأسير وهو يتحدث خلال وجوده في الأسر"
HARBOUR = (
    "Report of the harbour office, 14 March 2021.",
    "The ferry left at noon with 120 passengers. The harbour master signed the affidavit in his office on the same day.",
    "Its staff numbered forty-two people. No other ship left the harbour before the evening.",
)
SCHOOL = (
    "تقرير مكتب التعليم، 14 مارس 2021.",
    "قال الأستاذ إن المدرسة افتتحت أبوابها يوم السبت 12 مارس 2021 في الساعة 10:30 صباحاً، لاستقبال 350 طالباً وطالبة.",
    "وغادر المدير إلى القاهرة في مساء اليوم نفسه.",
)
SIGNED = "The harbour master signed the affidavit in his office on the same day."
OPENED = "افتتحت أبوابها يوم السبت 12 مارس 2021"
ACCOUNTS = (Said(CROSSFIRE, ENGLISH, CROSSFIRE, "Qassam Brigades"), Said(ARMY, ENGLISH, ARMY, "Israeli army"))
SCRIPTS = {
    "How did the hostage die?": Script(ACCOUNTS, conflict=ACCOUNTS, topic="How the hostage died"),
    "من ظهر في الفيديو؟": Script((Said(SHOWN, ARABIC, SHOWN),)),
    "Who signed the affidavit?": Script((Said(SIGNED, "harbour.pdf", SIGNED),)),
    "متى افتتحت المدرسة أبوابها؟": Script((Said(OPENED, "school.pdf", OPENED),)),
}


def _documents(folder: Path) -> None:
    shutil.copytree(SEEDS, folder)
    for name, paragraphs in (("harbour.pdf", HARBOUR), ("school.pdf", SCHOOL)):
        pdf = _pdf()
        for paragraph in paragraphs:
            _write(pdf, paragraph)
        (folder / name).write_bytes(bytes(pdf.output()))


def _asked(
    browser: Browser, chat: Chat, code: str, question: str, width: int, *, dark: bool = False, opened: bool = True
) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 844 if width < 600 else 860},
        device_scale_factor=2 if width < 600 else 1,
        color_scheme="dark" if dark else "light",
    )
    page = context.new_page()
    page.goto(f"{chat.url}?lang={code}")
    page.wait_for_selector("body.ready")
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    expect(page.locator("#current .turn[data-phase=done]")).to_be_visible(timeout=60_000)
    if opened:
        page.locator("#current .cite").first.click()
        expect(page.locator("#reader mark").first).to_be_visible(timeout=60_000)
    if page.locator("#reader .sheet img").count():
        page.wait_for_function("document.querySelector('#reader .sheet img').naturalWidth > 0")
    page.mouse.move(0, 0)
    page.wait_for_timeout(500)
    return page


def main() -> int:
    """Take every picture anew."""
    conflict, shown, signed, school = SCRIPTS
    pictures = {
        "chat-conflict": ("en", conflict, 1440, False, True),
        "chat-abstention": ("en", "What does the moon weigh?", 1440, False, False),
        "chat-arabic-dark": ("ar", shown, 1440, True, True),
        "chat-pdf": ("en", signed, 1440, False, True),
        "chat-pdf-arabic": ("ar", school, 1440, False, True),
        "chat-phone": ("en", conflict, 390, False, False),
        "chat-phone-arabic": ("ar", school, 390, False, True),
    }
    executable = find()  # not within: it drives Playwright itself
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        _documents(Path(made) / "documents")
        with (
            Library.open(Path(made) / "home") as library,
            closing(playwright.chromium.launch(executable_path=str(executable), args=list(ARGUMENTS))) as browser,
        ):
            index_paths(library, [Path(made) / "documents"])
            for chat in serving(library):
                chat.assistant.scripts.update(SCRIPTS)
                for name, (code, question, width, dark, opened) in pictures.items():
                    page = _asked(browser, chat, code, question, width, dark=dark, opened=opened)
                    page.screenshot(path=IMAGES / f"{name}.png")
                    page.context.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
