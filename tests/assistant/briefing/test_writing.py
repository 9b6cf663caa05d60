"""The one door: what kind of file, whether it may be written, and that it is whole or not there."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.briefing.outputs import KINDS, check, to_markdown, write
from assistant.briefing.records import Briefing, Section
from index.errors import OutputError
from index.readers import parse
from tests.assistant.briefing.examples import TEXTS, briefing

MAGIC = {".md": b"# ", ".html": b"<!DOCTYPE html>", ".docx": b"PK", ".pdf": b"%PDF-"}


def test_markdown_for_the_screen_is_that_of_the_file(tmp_path: Path) -> None:
    write(briefing("ar"), TEXTS, tmp_path / "briefing.md")
    assert (tmp_path / "briefing.md").read_text(encoding="utf-8") == to_markdown(briefing("ar"))


def _left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("suffix", KINDS)
def test_the_name_tells_the_kind(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"briefing{suffix.upper()}"
    write(briefing("en"), TEXTS, path)
    assert path.read_bytes().startswith(MAGIC[suffix])
    assert _left(tmp_path) == [path.name]


@pytest.mark.parametrize("suffix", KINDS)
def test_an_existing_file_stays_unless_asked(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"briefing{suffix}"
    path.write_text("mine")
    with pytest.raises(OutputError, match="exists already"):
        write(briefing("en"), TEXTS, path)
    assert path.read_text() == "mine"
    write(briefing("en"), TEXTS, path, overwrite=True)
    assert path.read_bytes().startswith(MAGIC[suffix])


@pytest.mark.parametrize("name", ["briefing", "briefing.doc", "briefing.pdf.txt"])
def test_other_kinds_are_refused_with_those_that_there_are(name: str, tmp_path: Path) -> None:
    with pytest.raises(OutputError) as refused:
        write(briefing("en"), TEXTS, tmp_path / name)
    assert all(kind in refused.value.hint for kind in KINDS)
    assert not _left(tmp_path)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"no folder .*missing"):
        check(tmp_path / "missing" / "briefing.md")


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    (tmp_path / "briefing.md").mkdir()
    with pytest.raises(OutputError, match="is a folder"):
        check(tmp_path / "briefing.md", overwrite=True)


@pytest.mark.parametrize(
    ("failure", "raised"), [(OSError(28, "No space left on device"), OutputError), (KeyboardInterrupt(), KeyboardInterrupt)]
)
def test_what_is_broken_off_leaves_nothing(
    failure: BaseException, raised: type[BaseException], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise failure

    path = tmp_path / "briefing.md"
    path.write_text("the one before")
    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(raised):
        write(briefing("en"), TEXTS, path, overwrite=True)
    assert _left(tmp_path) == ["briefing.md"]
    assert path.read_text() == "the one before"


def test_a_file_that_appears_meanwhile_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "briefing.md"

    def slow(*_: Any) -> bytes:
        path.write_text("somebody else's")
        return b"ours"

    monkeypatch.setitem(KINDS, ".md", slow)
    with pytest.raises(OutputError, match="exists already"):
        write(briefing("en"), TEXTS, path)
    assert path.read_text() == "somebody else's"
    assert _left(tmp_path) == ["briefing.md"]


def _read(made: Briefing, suffix: str, folder: Path) -> str:
    path = folder / f"briefing{suffix}"
    write(made, TEXTS, path, overwrite=True)
    return _plain(parse(path.read_bytes(), path.name).text)


def _plain(text: str) -> str:
    """On one line, and without hyphens: dossier's reader of PDFs takes one at the end of a line for a broken word."""
    return " ".join(text.replace("-", "").split())


@pytest.mark.parametrize("suffix", KINDS)
def test_what_is_empty_is_left_out(suffix: str, tmp_path: Path) -> None:
    titles = {
        Section.TIMELINE: "Timeline",
        Section.DIFFERENCES: "Where accounts differ",
        Section.OPEN_QUESTIONS: "What the sources leave open",
    }
    whole = _read(briefing("en"), suffix, tmp_path)
    less = _read(replace(briefing("en"), timeline=(), differences=(), open_questions=()), suffix, tmp_path)
    for title in titles.values():
        assert title in whole
        assert title not in less


@pytest.mark.parametrize("suffix", KINDS)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_sentence_and_every_quote_is_there_word_for_word(suffix: str, language: str, tmp_path: Path) -> None:
    """As dossier's own readers see the file: the words of every statement, and of every citation."""
    made = briefing(language)
    read = _read(made, suffix, tmp_path)
    for statement in (*made.key_points, *made.open_questions, *(said for voice in made.speakers for said in voice.statements)):
        assert _plain(statement.text) in read
    for citation in made.citations if suffix != ".docx" else ():  # dossier's reader passes over notes of tables
        assert _plain(citation.quote) in read
