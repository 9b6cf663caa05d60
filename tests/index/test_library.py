"""The index flow over a real library: what is added, kept, replaced, removed and refused, and what a killed run leaves."""

import os
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock

from index.config import IndexSettings
from index.errors import EmbedderMismatchError, EmptyLibraryError, LibraryBusyError, LibraryFormatError, UnknownDocumentError
from index.indexing import BATCH, IndexProgress, index_paths, rebuild, remove
from index.library import Library
from index.retrieval import Retriever

RIVER = "The river Ombra rises in the Tellen hills. It reaches the sea at Port Vasil after 212 kilometres."
BAKERY = "The bakery on Linden Street opens at six. Its owner, Mara Lindqvist, bakes rye bread on Mondays."
HARBOUR = "أعلنت هيئة الموانئ أن الرصيف الجديد سيفتتح في شهر مارس. وقالت إن كلفته بلغت ثلاثين مليون دينار."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "reports"
    (root / "north").mkdir(parents=True)
    (root / "river.txt").write_text(RIVER, encoding="utf-8")
    (root / "north" / "bakery.md").write_text(BAKERY, encoding="utf-8")
    (root / "harbour.txt").write_text(HARBOUR, encoding="cp1256")
    return root


def test_names_are_paths_below_the_folder_and_passages_are_exact(library: Library, folder: Path) -> None:
    steps: list[IndexProgress] = []
    report = index_paths(library, [folder], steps.append)
    assert sorted(report.added) == ["harbour.txt", "north/bakery.md", "river.txt"]
    assert [step.done for step in steps] == [0, 1, 2, 3]
    for passage in library.catalogue.passages().values():
        assert library.document(passage.document).text[passage.start : passage.end] == passage.text
    assert library.document("harbour.txt").text == HARBOUR
    assert library.document("harbour.txt").language == "ar"
    assert library.vectors.ids() == set(library.catalogue.passage_ids())


def test_a_long_file_tells_how_much_of_it_is_embedded_and_has_the_vectors_of_one_go(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text(" ".join(f"Ferry number {n} left the harbour." for n in range(4 * BATCH + 10)))
    (tmp_path / "short.txt").write_text("The river Ombra rises in the hills.")
    steps: list[IndexProgress] = []
    with Library.open(tmp_path / "home", IndexSettings(passage_words=5)) as library:
        index_paths(library, [tmp_path / "long.txt", tmp_path / "short.txt"], steps.append)
        passages = library.catalogue.passages(library.catalogue.passage_ids(documents=["long.txt"]))
        once = library.embedder.passages([passage.text for passage in passages.values()])
        stored = library.vectors.get(list(passages))
    total = len(passages)
    assert total > 2 * BATCH
    told = [(step.done, step.embedded, step.passages) for step in steps]
    assert told == [(0, 0, 0), *((0, start, total) for start in range(0, total, BATCH)), (1, 0, 0), (2, 0, 0)]
    assert all(np.allclose(vector, stored[id_], atol=1e-5) for id_, vector in zip(passages, once, strict=True))


def test_indexing_again_changes_nothing(library: Library, folder: Path) -> None:
    index_paths(library, [folder])
    generation = library.generation
    os.utime(folder / "river.txt", (1, 1))  # another time, the same bytes
    report = index_paths(library, [folder])
    assert len(report.skipped) == 3
    assert (*report.added, *report.updated, *report.removed, *report.refused) == ()
    assert library.generation == generation


def test_a_changed_file_is_replaced_and_a_missing_one_removed(library: Library, folder: Path) -> None:
    index_paths(library, [folder])
    (folder / "river.txt").write_text("The river Ombra was dammed in 1961 near Kessel.", encoding="utf-8")
    (folder / "north" / "bakery.md").unlink()
    report = index_paths(library, [folder])
    assert report.updated == ("river.txt",)
    assert report.removed == ("north/bakery.md",)
    found = Retriever(library).search("When was the river dammed?", 5)
    assert "1961" in found[0].passage.text
    assert {item.passage.document for item in found} == {"river.txt", "harbour.txt"}
    assert library.vectors.ids() == set(library.catalogue.passage_ids())


def test_a_folder_that_is_gone_removes_nothing(library: Library, folder: Path) -> None:
    index_paths(library, [folder])
    folder.rename(folder.with_name("elsewhere"))
    report = index_paths(library, [folder])
    assert len(report.refused) == 1
    assert "no such file" in report.refused[0].reason
    assert len(library.documents()) == 3


def test_what_cannot_be_read_is_refused_with_its_reason_and_stops_nothing(library: Library, folder: Path) -> None:
    (folder / "photo.png").write_bytes(b"\x89PNG\r\n")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and then nothing")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "outside.txt").symlink_to("/etc/hostname")
    report = index_paths(library, [folder])
    reasons = {refusal.name: refusal.reason for refusal in report.refused}
    assert set(reasons) == {"photo.png", "broken.pdf", "empty.txt", "outside.txt"}
    assert all(len(reason) > 10 for reason in reasons.values())
    assert len(report.added) == 3


def test_an_unreadable_new_version_keeps_the_old_one(library: Library, folder: Path) -> None:
    index_paths(library, [folder])
    (folder / "river.txt").write_bytes(b"\x00\x01\x02\x00" * 50)
    report = index_paths(library, [folder])
    assert "stays in the library" in report.refused[0].reason
    assert library.document("river.txt").text == RIVER


def test_same_names_of_two_folders_are_kept_apart(library: Library, tmp_path: Path) -> None:
    for side in ("east", "west"):
        (tmp_path / side).mkdir()
        (tmp_path / side / "report.txt").write_text(f"This is what the {side} says about it.", encoding="utf-8")
    report = index_paths(library, [tmp_path / "east", tmp_path / "west"])
    assert report.added == ("report.txt", "west/report.txt")
    assert "west" in library.document("west/report.txt").text


def test_the_library_itself_and_hidden_files_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / ".secret.txt").write_text("hidden words", encoding="utf-8")
    (tmp_path / "seen.txt").write_text("seen words", encoding="utf-8")
    with Library.open(tmp_path / "home") as library:
        (tmp_path / "home" / "inner.txt").write_text("inner words", encoding="utf-8")
        assert index_paths(library, [tmp_path]).added == ("seen.txt",)


def test_a_killed_run_is_mended_by_the_next(library: Library, folder: Path) -> None:
    index_paths(library, [folder])
    ids = library.catalogue.passage_ids()
    library.vectors.add(["left-behind-0"], library.embedder.passages(["orphan"]), ["en"])
    library.vectors.delete(ids[:1])
    index_paths(library, [folder])
    assert library.vectors.ids() == set(ids)


def test_an_interrupted_run_keeps_what_is_done(library: Library, folder: Path) -> None:
    def interrupt(step: IndexProgress) -> None:
        if step.done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index_paths(library, [folder], interrupt)
    assert len(library.documents()) == 2
    report = index_paths(library, [folder])
    assert (len(report.added), len(report.skipped)) == (1, 2)


def test_another_embedder_is_refused_until_rebuilt(library: Library, folder: Path) -> None:
    index_paths(library, [folder])
    library.catalogue.set_meta("embedder", "some-other-model")
    for use in (lambda: index_paths(library, [folder]), lambda: Retriever(library).search("river")):
        with pytest.raises(EmbedderMismatchError, match="--rebuild"):
            use()
    assert rebuild(library) == 3
    assert Retriever(library).search("Where does the river rise?", 1)[0].passage.document == "river.txt"


def test_removed_documents_are_found_no_more_and_their_files_stay(library: Library, folder: Path) -> None:
    index_paths(library, [folder])
    retriever = Retriever(library)
    assert retriever.search("Where does the river rise?", 1)[0].passage.document == "river.txt"
    assert remove(library, ["river.txt", "nowhere.txt"]) == ("river.txt",)
    assert {item.passage.document for item in retriever.search("Where does the river rise?")} == {
        "north/bakery.md",
        "harbour.txt",
    }
    assert library.vectors.ids() == set(library.catalogue.passage_ids())
    assert (folder / "river.txt").read_text(encoding="utf-8") == RIVER
    assert index_paths(library, [folder]).added == ("river.txt",)


def test_a_file_is_read_again_only_where_it_has_changed_unless_asked(library: Library, folder: Path) -> None:
    index_paths(library, [folder])
    path = folder / "river.txt"
    assert index_paths(library, [path]).skipped == ("river.txt",)
    before = library.catalogue.passage_ids()
    assert index_paths(library, [path], afresh=True).updated == ("river.txt",)
    assert len(library.catalogue.passage_ids()) == len(before)
    assert library.vectors.ids() == set(library.catalogue.passage_ids()) != set(before)
    path.unlink()
    refused = index_paths(library, [path], afresh=True).refused
    assert [refusal.name for refusal in refused] == [str(path)]
    assert library.document("river.txt").text == RIVER


def test_the_list_tells_size_time_and_languages(library: Library, folder: Path) -> None:
    (folder / "both.txt").write_text("\n\n".join([HARBOUR * 20, HARBOUR * 20, RIVER * 20]), encoding="utf-8")
    index_paths(library, [folder])
    for info in library.documents():
        stat = Path(info.source).stat()
        assert (info.size, info.mtime_ns) == (stat.st_size, stat.st_mtime_ns)
    assert {info.name: info.languages for info in library.documents()} == {
        "both.txt": ("ar", "en"),
        "harbour.txt": ("ar",),
        "north/bakery.md": ("en",),
        "river.txt": ("en",),
    }


def test_two_writers_do_not_meet(library: Library, folder: Path) -> None:
    with FileLock(library.home / "writing.lock"), pytest.raises(LibraryBusyError):
        index_paths(library, [folder])


def test_a_reader_sees_what_another_process_wrote(library: Library, folder: Path) -> None:
    index_paths(library, [folder / "river.txt"])
    retriever = Retriever(library)
    assert retriever.search("Where is rye bread baked?", 1)[0].passage.document == "river.txt"
    with Library.open(library.home) as other:
        index_paths(other, [folder / "north"])
    assert retriever.search("Where is rye bread baked?", 1)[0].passage.document == "bakery.md"


def test_empty_library_and_unknown_document_say_what_to_do(library: Library) -> None:
    with pytest.raises(EmptyLibraryError, match="dossier index"):
        Retriever(library).search("anything")
    with pytest.raises(UnknownDocumentError, match="dossier status"):
        library.document("nowhere.txt")


def test_a_library_of_another_format_is_refused(tmp_path: Path) -> None:
    with Library.open(tmp_path / "home") as library:
        library.catalogue.set_meta("format", "999")
    with pytest.raises(LibraryFormatError, match="999"):
        Library.open(tmp_path / "home", IndexSettings())
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "catalogue.sqlite").write_bytes(b"this is no database" * 100)
    with pytest.raises(LibraryFormatError, match="index again"):
        Library.open(tmp_path / "bad")
