"""Files that come in: safe names, no copies, replacements that can be taken back, and a state for each."""

import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.chat.strings import EN
from assistant.chat.uploads import FOLDER, MAX_FILES, Row, State, Upload, Uploads, safe_name
from index.errors import LibraryBusyError
from index.library import Library


def incoming(tmp_path: Path, name: str, data: bytes = b"A bridge was closed.", at: str = "in") -> Upload:
    folder = tmp_path / at
    folder.mkdir(exist_ok=True)
    path = folder / f"{len(list(folder.iterdir()))}"
    path.write_bytes(data)
    return Upload(path, name)


def last(uploads: Uploads, *files: Upload) -> tuple[Row, ...]:
    return list(uploads.add(files, EN))[-1]


def kept(library: Library) -> list[str]:
    return sorted(path.name for path in (library.home / FOLDER).iterdir())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("report (final).txt", "report (final).txt"),
        ("تقرير اللجنة.pdf", "تقرير اللجنة.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\me\\a.txt", "a.txt"),
        (".hidden.txt", "hidden.txt"),
        (".txt", "txt"),
        ("~$open.docx", "open.docx"),
        ("con.txt", "_con.txt"),
        ("a\u202etxt.exe", "atxt.exe"),
        ('<b>:"|?*.md', "_b______.md"),
        ("", "file"),
        ("..", "file"),
        ("/", "file"),
    ],
)
def test_names_are_made_safe(name: str, expected: str) -> None:
    assert safe_name(name) == expected


@given(st.text())
def test_whatever_the_name_it_stays_in_the_folder_and_is_not_hidden(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert Path(safe).name == safe
    assert not safe.startswith((".", "~$"))
    assert len(safe.encode()) <= 240
    assert safe_name(safe) == safe


def test_each_file_is_told_from_waiting_to_added(library: Library, tmp_path: Path) -> None:
    steps = list(
        Uploads(library, threading.Lock()).add([incoming(tmp_path, "a.txt"), incoming(tmp_path, "b.txt", b"Another text.")], EN)
    )
    assert [row.state for row in steps[0]] == [State.WAITING, State.WAITING]
    assert any([row.state for row in step] == [State.INDEXING, State.WAITING] for step in steps)
    assert any([row.state for row in step] == [State.WAITING, State.INDEXING] for step in steps)
    assert steps[-1] == (Row("a.txt", State.ADDED), Row("b.txt", State.ADDED))
    assert library.document("a.txt").text == "A bridge was closed."
    assert not list((tmp_path / "in").iterdir())


def test_the_same_bytes_are_kept_once(library: Library, tmp_path: Path) -> None:
    uploads = Uploads(library, threading.Lock())
    assert last(uploads, incoming(tmp_path, "a.txt")) == (Row("a.txt", State.ADDED),)
    assert last(uploads, incoming(tmp_path, "a.txt")) == (Row("a.txt", State.UNCHANGED),)
    assert last(uploads, incoming(tmp_path, "copy.txt")) == (Row("copy.txt", State.SAME, "a.txt"),)
    assert kept(library) == ["a.txt"]
    assert not list((tmp_path / "in").iterdir())


def test_a_new_version_replaces_and_a_refused_one_does_not(library: Library, tmp_path: Path) -> None:
    uploads = Uploads(library, threading.Lock())
    last(uploads, incoming(tmp_path, "a.txt"))
    assert last(uploads, incoming(tmp_path, "a.txt", b"It is open again.")) == (Row("a.txt", State.UPDATED),)
    assert library.document("a.txt").text == "It is open again."
    (refused,) = last(uploads, incoming(tmp_path, "a.txt", b""))
    assert refused.state is State.REFUSED
    assert refused.detail
    assert library.document("a.txt").text == "It is open again."
    assert (library.home / FOLDER / "a.txt").read_bytes() == b"It is open again."
    assert kept(library) == ["a.txt"]


def test_what_cannot_be_a_document_is_refused_with_its_reason(library: Library, tmp_path: Path) -> None:
    rows = last(
        Uploads(library, threading.Lock()), incoming(tmp_path, "a.xls"), incoming(tmp_path, "b.pdf"), incoming(tmp_path, "c.txt")
    )
    assert [row.state for row in rows] == [State.REFUSED, State.REFUSED, State.ADDED]
    assert ".xls" in rows[0].detail
    assert kept(library) == ["c.txt"]


def test_the_same_bytes_twice_in_one_go_share_their_fate(library: Library, tmp_path: Path) -> None:
    good = [incoming(tmp_path, "a.txt"), incoming(tmp_path, "b.txt")]
    bad = [incoming(tmp_path, "c.pdf", b"no PDF"), incoming(tmp_path, "d.pdf", b"no PDF")]
    rows = last(Uploads(library, threading.Lock()), *good, *bad)
    assert [row.state for row in rows] == [State.ADDED, State.SAME, State.REFUSED, State.REFUSED]
    assert rows[1].detail == "a.txt"
    assert kept(library) == ["a.txt"]


def test_too_many_at_once_are_refused_together(library: Library, tmp_path: Path) -> None:
    rows = last(Uploads(library, threading.Lock()), *(incoming(tmp_path, f"{n}.txt") for n in range(MAX_FILES + 1)))
    assert {row.state for row in rows} == {State.REFUSED}
    assert library.documents() == []
    assert not list((tmp_path / "in").iterdir())


def test_a_busy_library_takes_nothing_and_loses_nothing(library: Library, tmp_path: Path) -> None:
    uploads = Uploads(library, threading.Lock())
    last(uploads, incoming(tmp_path, "a.txt"))
    with Library.open(library.home) as other, other.writing(), pytest.raises(LibraryBusyError):
        last(uploads, incoming(tmp_path, "a.txt", b"Newer."), incoming(tmp_path, "b.txt", b"New."))
    assert kept(library) == ["a.txt"]
    assert (library.home / FOLDER / "a.txt").read_bytes() == b"A bridge was closed."


def test_what_a_killed_run_left_is_put_right(library: Library, tmp_path: Path) -> None:
    uploads = Uploads(library, threading.Lock())
    last(uploads, incoming(tmp_path, "a.txt"))
    folder = library.home / FOLDER
    (folder / "a.txt").rename(folder / ".before-a.txt")  # killed before the new version took its place
    (folder / "unindexed.txt").write_text("Kept, but not yet indexed.")
    assert last(uploads, incoming(tmp_path, "b.txt", b"Another.")) == (Row("b.txt", State.ADDED),)
    assert kept(library) == ["a.txt", "b.txt", "unindexed.txt"]
    assert {info.name for info in library.documents()} == {"a.txt", "b.txt", "unindexed.txt"}


def test_a_reader_that_goes_away_does_not_stop_the_indexing(library: Library, tmp_path: Path) -> None:
    steps = iter(Uploads(library, threading.Lock()).add([incoming(tmp_path, "a.txt")], EN))
    next(steps)
    next(steps)
    steps.close()  # type: ignore[attr-defined]
    for thread in threading.enumerate():
        if thread.name == "dossier-library":
            thread.join()
    assert library.document("a.txt")
