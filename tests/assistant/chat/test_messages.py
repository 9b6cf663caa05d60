"""Errors that a person can meet in the chat are told in the language of the page."""

import ast
import errno
import importlib
import os
import shutil
from pathlib import Path
from string import Formatter

import pytest
import regex
from playwright.sync_api import expect
from pydantic import TypeAdapter

from assistant.chat import rendering
from assistant.chat.conversation import Notice
from assistant.chat.strings import AR, EN, Strings, tell
from assistant.chat.strings.arabic_messages import SYSTEM
from index import errors
from index.errors import DossierError, ModelFileError, ModelServerError, Told
from tests.assistant.chat.conftest import Chat, OpenPage
from tests.assistant.chat.scripted import Script
from tests.assistant.chat.test_adding import row
from tests.assistant.chat.test_asking import ask

ROOT = Path(__file__).parents[3]
# What is raised before there is a page, on the command line alone, or by a program that was written wrongly.
NOT_MET = (
    "assistant/batch.py",
    "assistant/config.py",
    "assistant/prompting.py",
    "assistant/briefing/outputs/writing.py",
    "assistant/chat/server.py",
    "assistant/chat/users.py",
)


def raised() -> dict[str, str]:
    """Each sentence of an error that the chat can meet, with the place where it is made."""
    found: dict[str, str] = {}
    for path in sorted([*(ROOT / "assistant").rglob("*.py"), *(ROOT / "index").rglob("*.py")]):
        name = path.relative_to(ROOT).as_posix()
        if name in NOT_MET or name == "index/errors.py":
            continue
        module = importlib.import_module(name.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and _tells(node.func.id, module):
                texts = node.args[:1] if node.func.id == "Told" else node.args[:2]
                found |= {_text(text, module, f"{name}:{node.lineno}"): f"{name}:{node.lineno}" for text in texts}
    return found


def _tells(name: str, module: object) -> bool:
    made = getattr(module, name, getattr(errors, name, None))
    return made is Told or (isinstance(made, type) and issubclass(made, DossierError))


def _text(node: ast.expr, module: object, place: str) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.Name):
        return str(getattr(module, node.id))
    if isinstance(node, ast.Attribute):  # handed on from another
        return ""
    raise AssertionError(f"{place}: values are named, never put into the sentence: {ast.unparse(node)}")


def test_each_error_that_the_chat_can_meet_is_told_in_arabic() -> None:
    missing = {text: place for text, place in raised().items() if text and text not in AR.messages}
    assert not missing
    assert len(raised()) > 100


@pytest.mark.parametrize("english", AR.messages)
def test_a_sentence_in_arabic_has_the_values_and_commands_of_the_english_one(english: str) -> None:
    def places(value: str) -> set[str]:
        return {field for _, field, _, _ in Formatter().parse(value) if field}

    arabic = AR.messages[english]
    assert places(arabic) == places(english)
    assert regex.search(r"\p{Arabic}", arabic)
    assert set(regex.findall(r"`[^`]+`", english)) <= set(regex.findall(r"`[^`]+`", arabic))


def test_values_are_isolated_but_not_where_a_command_is_to_be_copied_and_may_be_sentences_themselves() -> None:
    error = ModelServerError(
        "Ollama at {host} does not have the model {model}.", "Fetch it with `ollama pull {model}`.", host="h", model="m"
    )
    assert (error.message, error.hint) == ("Ollama at h does not have the model m.", "Fetch it with `ollama pull m`.")
    assert tell(error.told, EN) == "Ollama at \u2068h\u2069 does not have the model \u2068m\u2069."
    assert tell(error.told, AR) == "النموذج \u2068m\u2069 غير موجود لدى Ollama على \u2068h\u2069."
    assert tell(error.advice, AR) == "نزّله بالأمر `ollama pull m`."
    damaged = ModelFileError(
        "The model file {path} is damaged: {why}.",
        path="/p",
        why=Told("it has {size} bytes and should have {expected}", {"size": "1", "expected": "2"}),
    )
    assert damaged.message == "The model file /p is damaged: it has 1 bytes and should have 2."
    assert (
        tell(damaged.told, AR)
        == "ملف النموذج \u2068/p\u2069 تالف: \u2068حجمه \u20681\u2069 بايت وينبغي أن يكون \u20682\u2069\u2069."
    )


@pytest.mark.parametrize("value", ["{0.__class__}", "{path}", "`rm`", "50%", "\\1"])
def test_a_value_is_never_taken_for_a_place(value: str) -> None:
    error = ModelFileError("{path} is not a GGUF file.", path=value)
    assert error.message == f"{value} is not a GGUF file."
    assert tell(error.told, AR) == f"\u2068{value}\u2069 ليس ملف GGUF."
    assert str(DossierError(value)) == value


def test_what_no_space_is_called_is_what_the_system_says() -> None:
    said = {code: os.strerror(code) for code in (errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EPERM, errno.EROFS, errno.EIO)}
    assert {code: text for code, text in said.items() if text not in SYSTEM} == {}


def test_an_error_of_which_the_page_does_not_know_stays_english_in_its_own_direction() -> None:
    shown = rendering.notice(AR.failed, Told("A {thing} broke.", {"thing": "<b>"}), "", AR)
    assert '<p dir="ltr">A \u2068&lt;b&gt;\u2069 broke.</p>' in shown


@pytest.mark.parametrize("english", AR.messages)
def test_a_sentence_in_arabic_runs_from_right_to_left_whatever_is_in_it(english: str) -> None:
    places = [field for _, field, _, _ in Formatter().parse(english) if field]
    latin, arabic = dict.fromkeys(places, "a /long/latin/path.txt"), dict.fromkeys(places, "تقرير الميناء وما جاء فيه")
    assert '<p dir="rtl">' in rendering.notice(AR.failed, Told(english, latin), "", AR)
    assert '<p dir="ltr">' in rendering.notice(EN.failed, Told(english, arabic), "", EN)


def test_a_notice_is_kept_with_its_values_and_one_kept_before_is_still_read() -> None:
    notices = TypeAdapter(Notice)
    notice = Notice.of(
        ModelFileError("{why}", why=Told("its SHA-256 is {sha256} and should be {expected}", {"sha256": "a", "expected": "b"}))
    )
    assert notices.validate_json(notices.dump_json(notice)) == notice
    before = notices.validate_json('{"message": "No {model}.", "hint": "Get one."}')
    assert (tell(before.told, AR), tell(before.advice, AR)) == ("No {model}.", "Get one.")


@pytest.mark.browser
@pytest.mark.parametrize(("words", "said"), [(EN, "No server answers at"), (AR, "لا خادم يجيب على")], ids=["english", "arabic"])
def test_an_answer_that_fails_says_why_in_the_language_of_the_page_and_again_in_the_other(
    own_chat: Chat, open_page: OpenPage, words: Strings, said: str
) -> None:
    url = "http://127.0.0.1:9/v1"
    own_chat.assistant.scripts["Who?"] = Script(
        error=ModelServerError(
            "No server answers at {url}: {reason}.",
            "Start it, or correct DOSSIER_MODEL__URL.",
            url=url,
            reason="[Errno 111] Connection refused",
        )
    )
    page = open_page(own_chat, f"?lang={words.code}")
    ask(page, "Who?")
    notice = page.locator("#current .notice p").first
    expect(notice).to_contain_text(said)
    expect(notice).to_contain_text(url)
    expect(notice).to_have_attribute("dir", words.direction)
    other = AR if words is EN else EN
    page.get_by_role("button", name=words.switch).click()
    expect(notice).to_have_attribute("dir", other.direction)
    expect(page.locator("#current .notice .hint")).to_have_attribute("dir", other.direction)
    expect(page.locator("#current .notice .hint")).to_contain_text(
        tell("Start it, or correct DOSSIER_MODEL__URL.", other).split("`")[0]
    )
    page.reload()
    page.wait_for_selector("body.ready")
    page.locator("#talk-list").get_by_role("button", name="Who?").click()  # as it was kept
    expect(notice).to_contain_text(url)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("words", "said"),
    [(EN, "unable to open database file"), (AR, "تعذّر فتح ملف قاعدة البيانات")],
    ids=["english", "arabic"],
)
def test_that_the_disk_refuses_a_conversation_is_told_in_the_language_of_the_page(
    own_chat: Chat, open_page: OpenPage, words: Strings, said: str
) -> None:
    file = own_chat.library.home / "conversations.sqlite"
    file.unlink(missing_ok=True)
    file.mkdir()
    page = open_page(own_chat, f"?lang={words.code}")
    ask(page, "Who?")
    expect(page.locator("#current .notice")).to_contain_text(said)
    expect(page.locator("#current .notice p").first).to_have_attribute("dir", words.direction)
    expect(page.locator("#talk-list .notice")).to_contain_text(said)
    shutil.rmtree(file)


@pytest.mark.browser
def test_files_that_are_refused_say_why_in_arabic(own_chat: Chat, open_page: OpenPage, tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 this is no PDF")
    (tmp_path / "empty.txt").write_bytes(b"")
    page = open_page(own_chat, "?lang=ar")
    page.locator("#sources input[type=file]").set_input_files([tmp_path / "broken.pdf", tmp_path / "empty.txt"])
    expect(row(page, "broken.pdf").locator(".reason")).to_contain_text("ليس ملف PDF يمكن قراءته")
    expect(row(page, "empty.txt").locator(".reason")).to_contain_text("اتركه، أو أحضره من جديد.")
    for reason in page.locator("#upload-list .reason").all():
        expect(reason).to_have_css("direction", "rtl")
    with own_chat.library.writing():
        (tmp_path / "more.txt").write_text("Something.")
        page.locator("#sources input[type=file]").set_input_files([tmp_path / "more.txt"])
        expect(page.locator("#upload-list .notice")).to_contain_text("تفهرس عملية أخرى من dossier في هذه المكتبة الآن.")
