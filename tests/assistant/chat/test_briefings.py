"""Briefings of the web chat as they are kept: whole or not at all, by person and key, the newest ones."""

import os
import time
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from assistant.briefing.making import Options, make_briefing
from assistant.briefing.outputs import KINDS
from assistant.briefing.records import Briefing, Texts
from assistant.chat import briefings
from assistant.chat.archive import NOBODY
from assistant.chat.briefings import Briefings
from index.errors import OutputError
from index.library import Library
from tests.assistant.chat.conftest import PASSWORD, PEOPLE, Chat

Made = tuple[Briefing, Texts]


@pytest.fixture(scope="module")
def made(chat_home: Path) -> Made:
    with Library.open(chat_home) as library:
        return make_briefing(library, Options(language="ar", length="short"))


def test_a_briefing_is_kept_in_every_kind_with_what_the_list_shows(made: Made, tmp_path: Path) -> None:
    told: list[str] = []
    kept = Briefings(tmp_path).keep(*made, progress=told.append)
    assert told == list(KINDS)
    own = Briefings(tmp_path)
    assert own.all() == (kept,)
    assert own.find(kept.key) == kept
    assert (kept.title, kept.language, kept.citations) == (made[0].title, "ar", len(made[0].citations))
    assert (kept.used, kept.passages) == (made[0].coverage.used, made[0].coverage.passages)
    for kind in KINDS:
        path = own.file(f"{kept.key}{kind}")
        assert path is not None
        assert path.stat().st_size > 1000
        assert tmp_path in path.parents


@pytest.mark.parametrize("last", list(KINDS))
def test_what_breaks_off_leaves_nothing(made: Made, tmp_path: Path, last: str) -> None:
    def stop(kind: str) -> None:
        if kind == last:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Briefings(tmp_path).keep(*made, progress=stop)
    assert Briefings(tmp_path).all() == ()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_the_newest_are_kept_and_so_are_those_of_others_and_strange_files(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(briefings, "KEPT", 2)
    monkeypatch.setattr(briefings, "KINDS", {".md": KINDS[".md"]})
    layla, tariq = Briefings(tmp_path).of("layla"), Briefings(tmp_path).of("tariq")
    other = tariq.keep(*made)
    first = layla.keep(replace(made[0], title="first"), made[1])
    folder = layla.file(f"{first.key}.md").parent.parent  # type: ignore[union-attr]
    (folder / "mine.txt").touch()
    (folder / ".making-killed").mkdir()
    (folder / ".making-now").mkdir()
    os.utime(folder / ".making-killed", (time.time() - 90_000,) * 2)
    for title in ("second", "third"):
        layla.keep(replace(made[0], title=title), made[1])
    assert [kept.title for kept in layla.all()] == ["third", "second"]
    assert layla.file(f"{first.key}.md") is None
    assert tariq.all() == (other,)
    assert {path.name for path in folder.iterdir() if len(path.name) != 20} == {"mine.txt", ".making-now"}


def test_nobody_reaches_a_briefing_of_another(made: Made, tmp_path: Path) -> None:
    layla = Briefings(tmp_path).of("layla")
    kept = layla.keep(*made)
    for person in ("tariq", NOBODY, "../layla", "layla/"):
        other = Briefings(tmp_path).of(person)
        assert other.all() == ()
        assert other.find(kept.key) is None
        assert other.file(f"{kept.key}.md") is None
        other.delete(kept.key)
    assert layla.all() == (kept,)
    layla.delete("..")
    layla.delete(kept.key)
    assert layla.all() == ()
    assert layla.file(f"{kept.key}.md") is None
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_damaged_or_planted_entry_is_passed_over(made: Made, tmp_path: Path) -> None:
    own = Briefings(tmp_path)
    kept = own.keep(*made)
    folder = own.file(f"{kept.key}.md").parent  # type: ignore[union-attr]
    planted = folder.parent / ("0" * 20)
    planted.mkdir()
    (planted / "about.json").write_bytes((folder / "about.json").read_bytes())  # names another key
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    (planted / f"{planted.name}.md").symlink_to(tmp_path / "secret")
    assert own.all() == (kept,)
    assert own.file(f"{planted.name}.md") is None
    (folder / "about.json").write_text("{", encoding="utf-8")
    assert own.all() == ()


def test_a_disk_that_refuses_says_what_to_do(made: Made, tmp_path: Path) -> None:
    (tmp_path / "briefings").write_text("a file where the folder would be", encoding="utf-8")
    with pytest.raises(OutputError, match="The briefing cannot be kept") as caught:
        Briefings(tmp_path).keep(*made)
    assert caught.value.hint


@pytest.mark.browser
def test_a_briefing_is_served_by_its_key_alone_as_a_page_of_no_origin(own_chat: Chat, made: Made) -> None:
    home = own_chat.library.home
    own = Briefings(home)
    kept = own.keep(*made)
    path = own.file(f"{kept.key}.html")
    assert path is not None
    (path.parent.parent / "mine.html").touch()
    url = f"{own_chat.url}dossier/briefing/"
    page = httpx.get(f"{url}{kept.key}.html")
    assert page.content == path.read_bytes()
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "content-disposition" not in page.headers
    policy = page.headers["content-security-policy"]
    assert policy.startswith("sandbox allow-scripts allow-modals; default-src 'none'")
    assert "allow-same-origin" not in policy
    assert "frame-ancestors 'self'" in policy
    assert page.headers.get_list("x-frame-options") == ["SAMEORIGIN"]
    chat = httpx.get(own_chat.url)
    assert "frame-ancestors 'none'" in chat.headers["content-security-policy"]
    assert chat.headers.get_list("x-frame-options") == ["DENY"]
    word = httpx.get(f"{url}{kept.key}.docx")
    assert word.content.startswith(b"PK")
    assert word.headers["content-disposition"] == f'attachment; filename="briefing-{kept.key[:8]}.docx"'
    strangers = ("mine.html", kept.key, f"{kept.key}.txt", f"..%2f{kept.key}.html", "%2e%2e", f"{'0' * 20}.html", "about.json")
    for name in strangers:
        assert httpx.get(f"{url}{name}").status_code == 404, name


@pytest.mark.browser
def test_each_person_reaches_their_own_over_the_network(shared_chat: Chat, made: Made) -> None:
    layla, tariq = PEOPLE
    kept = Briefings(shared_chat.library.home).of(layla).keep(*made)
    url = f"{shared_chat.url}dossier/briefing/{kept.key}.pdf"
    assert httpx.get(url, auth=(layla, PASSWORD)).content.startswith(b"%PDF")
    assert httpx.get(url, auth=(tariq, PASSWORD)).status_code == 404
    assert httpx.get(url).status_code == 401
