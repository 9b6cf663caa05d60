"""Text that wants to be more: of documents, file names, questions and models. Nothing of it may run, load or mislead."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from index.indexing import index_paths
from index.library import Library
from tests.assistant.chat.conftest import Chat, OpenPage, serving
from tests.assistant.chat.scripted import Said, Script

pytestmark = pytest.mark.browser

ATTACKS = (
    "<script>window.ran=1;alert(1)</script>",
    '<img src=x onerror="window.ran=2;alert(2)">',
    "<svg onload=alert(3)>",
    "[a link](javascript:alert(4)) ![picture](http://outside.example/p.png)",
    '"><iframe src=http://outside.example/></iframe>',
    "${window.ran=5} {{constructor.constructor('alert(6)')()}} `${alert(7)}`",
    "'onmouseover='alert(8)",
)
QUOTE = f"The convoy left at noon {ATTACKS[0]} {ATTACKS[1]} and {ATTACKS[5]} reached the border"
NAME = "<img src=x onerror=alert(9)> \u202egpj.txt"


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Chat]:
    """A chat over a document that is hostile in name, title and text."""
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "incoming"))
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / NAME).write_text("\n".join((*ATTACKS, QUOTE, "abc\u202edef")), encoding="utf-8")
    with Library.open(tmp_path / "home") as library:
        index_paths(library, [folder])
        yield from serving(library)


def test_hostile_text_stays_text(hostile: Chat, open_page: OpenPage) -> None:
    question = f"When did the convoy leave? {' '.join(ATTACKS)}"
    said = Said(f"The convoy left. {' '.join(ATTACKS)}", NAME, QUOTE, speaker=ATTACKS[1], gloss=ATTACKS[0])
    hostile.assistant.scripts[question] = Script((said,), conflict=(said, said), topic=ATTACKS[0])
    page = open_page(hostile)
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    expect(page.locator("#current .quotes")).to_be_visible()
    page.locator("#current .wording .cite").hover()
    expect(page.get_by_role("tooltip")).to_contain_text(ATTACKS[1])
    page.locator("#current .wording .cite").click()
    expect(page.locator("#reader mark")).to_have_text(QUOTE)
    expect(page.locator("#reader .text")).to_contain_text("abc⟨U+202E⟩def")
    page.get_by_role("button", name="العربية").click()
    expect(page.locator("#source-list h2")).to_have_text("المصادر")
    for attack in ATTACKS:
        expect(page.locator("#current .question")).to_contain_text(attack)
        expect(page.locator("#reader .text")).to_contain_text(attack)
    expect(page.locator("#source-list .file").first).to_have_text("<img src=x onerror=alert(9)> ⟨U+202E⟩gpj.txt")
    assert page.evaluate("window.ran") is None
    assert page.locator("#shell :is(script, img, iframe, object, embed, link, form, a:not(.export a))").count() == 0
    links = page.locator("#shell .export a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert [
        re.fullmatch(r"/dossier/conversation/[0-9a-f]{32}\.(?:md|html|docx)\?lang=ar", link) is not None for link in links
    ] == [True] * 3
    assert page.evaluate(
        "![...document.querySelectorAll('#shell *')].some(e => [...e.attributes].some(a => a.name.startsWith('on')))"
    )


def test_the_policy_stops_inline_script_that_slips_through(hostile: Chat, open_page: OpenPage) -> None:
    page = open_page(hostile, expected="Content Security Policy")
    blocked = page.evaluate(
        """() => new Promise(resolve => {
            document.addEventListener('securitypolicyviolation', event => resolve(event.violatedDirective), { once: true });
            const holder = document.createElement('div');
            holder.innerHTML = '<img src="data:," onerror="window.ran=1">';
            document.body.append(holder);
            setTimeout(() => resolve('nothing blocked'), 3000);
        })"""
    )
    assert blocked == "script-src-attr"
    assert page.evaluate("window.ran") is None
