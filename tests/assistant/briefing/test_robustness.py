"""Briefings that are broken off, run twice at once, or meet a full disk; and what is kept of documents that are gone."""

import multiprocessing
import os
import signal
from pathlib import Path

import numpy as np
import pytest

from assistant.briefing import centrality
from assistant.briefing.cache import Digests
from assistant.briefing.making import Options, make_briefing
from assistant.briefing.outputs import check, write
from index.errors import LibraryError, OutputError
from index.indexing import index_paths
from index.library import Library
from tests.assistant.briefing.examples import TEXTS, briefing

REPORTS = {
    "a.txt": "The mill at Harrow Weir burned down on Monday night. Nobody was hurt, said the fire chief Anna Pell.",
    "b.txt": "قالت بلدية هارو إن المطحنة كانت خالية من العمال ليلة الحريق. وأضافت أن الخسائر بلغت مليوني دينار.",
    "c.txt": "The owners of the mill had asked for a loan in April. The bank at Harrow did not say why it refused.",
    "d.txt": "ذكرت الشرطة أن التحقيق في حريق المطحنة لم ينته بعد. وسيُنشر التقرير في شهر أيار.",
    "e.txt": "Two hundred people worked at the mill until last year. Most of them now travel to the city every morning.",
}
context = multiprocessing.get_context("spawn")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for name, text in REPORTS.items():
        (tmp_path / "docs").mkdir(exist_ok=True)
        (tmp_path / "docs" / name).write_text(text, encoding="utf-8")
    with Library.open(tmp_path / "home") as library:
        index_paths(library, [tmp_path / "docs"])
    return tmp_path / "home"


def brief(home: Path, out: Path, killed_after: int | None = None) -> None:
    """In a process of its own. ``killed_after`` so many documents, as by ``kill -9``."""

    def progress(done: int, _: int) -> None:
        if done == killed_after:
            os.kill(os.getpid(), signal.SIGKILL)

    with Library.open(home) as library:
        write(*make_briefing(library, Options(), progress=progress), out)


def kept(home: Path) -> int:
    with Library.open(home) as library, Digests(library) as digests:
        return int(digests._db.execute("SELECT count(*) FROM digests").fetchone()[0])


def made(home: Path) -> int:
    """How many digests a briefing has to make."""
    with Library.open(home) as library, Digests(library) as digests:
        for info in library.documents():
            digests.get(library.document(info.name))
        return digests.made


def test_a_killed_briefing_leaves_no_file_and_goes_on_where_it_was(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "out" / "b.md"
    out.parent.mkdir()
    process = context.Process(target=brief, args=(home, out, 3))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert not list(out.parent.iterdir())
    assert kept(home) == 3
    assert made(home) == len(REPORTS) - 3
    brief(home, out)
    assert [path.name for path in out.parent.iterdir()] == ["b.md"]


def test_two_at_once_over_one_library_come_out_alike(home: Path, tmp_path: Path) -> None:
    outs = [tmp_path / f"{n}.md" for n in range(3)]
    processes = [context.Process(target=brief, args=(home, out)) for out in outs]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0]
    assert len({out.read_text(encoding="utf-8") for out in outs}) == 1
    assert kept(home) == len(REPORTS)


def test_what_is_kept_of_texts_that_changed_or_are_gone_is_swept(home: Path, tmp_path: Path) -> None:
    brief(home, tmp_path / "before.md")
    (tmp_path / "docs" / "a.txt").unlink()
    (tmp_path / "docs" / "b.txt").write_text("The mill will not be built again, the town says.", encoding="utf-8")
    with Library.open(home) as library:
        index_paths(library, [tmp_path / "docs"])
    with Library.open(home) as library:
        make_briefing(library, Options(topic="the bank"))
    assert kept(home) >= len(REPORTS)  # a briefing on a topic does not read everything, so it sweeps nothing
    brief(home, tmp_path / "after.md")
    assert kept(home) == len(REPORTS) - 1
    assert made(home) == 0
    assert b"Anna Pell" not in (home / "digests.sqlite").read_bytes()


def test_a_full_disk_under_the_kept_work_is_told(home: Path) -> None:
    with Library.open(home) as library, Digests(library) as digests:
        digests._db.execute("PRAGMA max_page_count = 4")
        documents = map(library.document, REPORTS)
        with pytest.raises(LibraryError, match="full") as refused:
            list(map(digests.get, documents))
        assert "disk space" in refused.value.hint


@pytest.mark.parametrize(("code", "hint"), [(28, "Free disk space"), (13, "you may write to")])
def test_what_the_disk_refuses_is_told_with_what_to_do(
    code: int, hint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr("os.fsync", refuse)
    with pytest.raises(OutputError) as refused:
        write(briefing("en"), TEXTS, tmp_path / "b.md")
    assert hint in refused.value.hint
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_to_is_refused_before_the_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: not (Path(path) == tmp_path and mode & os.W_OK))  # root may write all
    with pytest.raises(OutputError, match="may not be written"):
        check(tmp_path / "b.md")


def test_many_sentences_are_ranked_by_some_that_vote(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(7)
    crowd = random.normal(size=16) + 0.5 * random.normal(size=(60, 16))  # about one thing; the rest about anything
    unit = np.concatenate([crowd, random.normal(size=(240, 16))]).astype(np.float32)
    unit /= np.linalg.norm(unit, axis=1, keepdims=True)
    whole = centrality.lexrank(unit)
    monkeypatch.setattr(centrality, "_VOTERS", 100)
    some = centrality.lexrank(unit)
    assert some.shape == whole.shape
    assert float(some.sum()) == pytest.approx(1.0, abs=1e-4)
    assert sum(place < 60 for place in np.argsort(-some)[:60]) >= 54
    assert np.corrcoef(some, whole)[0, 1] > 0.9
