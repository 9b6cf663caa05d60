"""Conversations on disk, what is made of them, and two processes at one file."""

import io
import multiprocessing
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import docx
import pytest
import yaml

from assistant.chat import feedback
from assistant.chat.archive import FILE, Archive, Judged, fold
from assistant.chat.conversation import Notice, Opinion, Phase, Turn, Verdict
from assistant.chat.exporting import FORMATS
from assistant.chat.strings import AR, EN, Strings
from assistant.records import Answer, Citation, Claim, Outcome, Timings
from evals.suite import Question, load_suite
from index.catalogue import DocumentInfo
from index.errors import LibraryError
from index.records import Evidence, Passage

QUOTE = "Two soldiers were hurt."
CITATION = Citation(1, "a.txt", 0, len(QUOTE), QUOTE, "en")
NO_OPINION = Opinion()
EVIDENCE = Evidence(Passage("a.txt", 0, len(QUOTE), QUOTE, "en"), 0.7, {"cosine": 0.5})


def turn(number: int = 1, outcome: Outcome = Outcome.ANSWERED, opinion: Opinion = NO_OPINION) -> Turn:
    told = outcome is Outcome.ANSWERED
    claims, citations = ((Claim(QUOTE, "the army", (1,)),), (CITATION,)) if told else ((), ())
    text = f"{QUOTE} [1]" if told else "The documents do not tell."
    answer = Answer(f"Q{number}?", "en", outcome, text, claims, citations, (), (EVIDENCE,), "m", Timings(1, 2, 3))
    made = Turn(number, f"Q{number}?", Phase.DONE, (EVIDENCE,), None, text, citations, answer, None, opinion)
    return made


def correcting() -> Turn:
    """An abstention that quotes what is against the question, and is right."""
    made = turn(opinion=Opinion(Verdict.RIGHT))
    assert made.answer is not None
    claim = replace(made.answer.claims[0], corrects=True)
    return replace(made, answer=replace(made.answer, outcome=Outcome.ABSTAINED, claims=(claim,)))


def test_turns_come_back_as_they_were(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    failed = Turn(2, "Q2?", Phase.FAILED, notice=Notice("No model.", "Fetch one."))
    archive.save("k", (turn(),))
    archive.save("k", (turn(), failed, replace(correcting(), number=3)))
    assert archive.turns("k") == (turn(), failed, replace(correcting(), number=3))
    assert archive.turns("other") == ()


def test_an_edited_question_takes_the_place_of_what_followed_and_a_given_title_stays(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.save("k", (turn(1), turn(2), turn(3)))
    archive.rename("k", "  My\n title ")
    archive.save("k", (turn(1), replace(turn(2), question="Otherwise?")))
    assert [kept.question for kept in archive.turns("k")] == ["Q1?", "Otherwise?"]
    assert [(kept.title, kept.turns) for kept in archive.find()] == [("My title", 2)]


def test_a_conversation_keeps_which_documents_it_leaves_out(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.choose("k", frozenset({"a.txt", "تقرير.md"}))  # its first answer is still being written
    archive.save("k", (turn(),))
    archive.choose("other", frozenset({"b.txt"}))
    assert archive.left_out("k") == {"a.txt", "تقرير.md"}
    archive.choose("k", frozenset({"c.txt"}))
    assert [sorted(archive.left_out(key)) for key in ("k", "other", "none")] == [["c.txt"], ["b.txt"], []]
    archive.delete("k")
    archive.save("k", (turn(),))
    assert archive.left_out("k") == set()


def test_a_file_from_before_there_was_a_choice_is_opened_and_takes_one(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.save("k", (turn(),))
    with closing(sqlite3.connect(tmp_path / FILE)) as db:
        db.execute("DROP TABLE left_out")
    assert archive.turns("k") == (turn(),)
    assert archive.left_out("k") == set()
    archive.choose("k", frozenset({"a.txt"}))
    assert archive.left_out("k") == {"a.txt"}


def test_nobody_reaches_a_conversation_of_another_person(tmp_path: Path) -> None:
    layla = Archive(tmp_path, "layla")
    tariq = layla.of("tariq")
    layla.save("k", (turn(),))
    layla.choose("k", frozenset({"a.txt"}))
    layla.judge("k", 1, Opinion(Verdict.RIGHT))
    with pytest.raises(LibraryError, match="not yours"):
        tariq.save("k", (replace(turn(), question="Mine?"),))
    tariq.rename("k", "Mine")
    tariq.judge("k", 1, Opinion(Verdict.WRONG, "no"))
    tariq.choose("k", frozenset())
    tariq.delete("k")
    assert (tariq.find(), tariq.turns("k"), tariq.title("k"), tariq.judged()) == ((), (), "", ())
    assert tariq.left_out("k") == set()
    assert layla.left_out("k") == {"a.txt"}
    assert layla.title("k") == "Q1?"
    assert layla.turns("k") == (turn(opinion=Opinion(Verdict.RIGHT)),)


def test_opinions_are_kept_through_later_turns(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.save("k", (turn(),))
    archive.judge("k", 1, Opinion(Verdict.WRONG, "three"))
    opened = archive.turns("k")
    archive.save("k", (*opened, turn(2)))
    assert [kept.opinion for kept in archive.turns("k")] == [Opinion(Verdict.WRONG, "three"), Opinion()]
    (judged,) = archive.judged()
    assert (judged.turn.number, judged.history) == (1, ())
    archive.put_in_suite((judged,))
    assert archive.judged() == ()


def test_a_search_sees_through_case_diacritics_and_spelling() -> None:
    assert fold("الأَسِيـر") == fold("الاسير")
    assert fold("CAFÉ") == fold("cafe")


def test_a_file_of_another_kind_is_told(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no database" * 100)
    with pytest.raises(LibraryError, match="cannot be read"):
        Archive(tmp_path).find()


def _write(home: Path, key: str) -> None:
    archive = Archive(home)
    for number in range(1, 6):
        archive.save(key, tuple(turn(n) for n in range(1, number + 1)))


def test_two_processes_lose_nothing(tmp_path: Path) -> None:
    spawned = multiprocessing.get_context("spawn")
    processes = [spawned.Process(target=_write, args=(tmp_path, key)) for key in ("a", "b")]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0]
    assert sorted((kept.key, kept.turns) for kept in Archive(tmp_path).find()) == [("a", 5), ("b", 5)]


BELOW = {"a.txt": "folder/a.txt"}
RIGHT, WRONG = Opinion(Verdict.RIGHT), Opinion(Verdict.WRONG)


@pytest.mark.parametrize(
    ("judged", "expected"),
    [
        (turn(opinion=RIGHT), {"expect": "answered", "facts": ((QUOTE,),), "spans": (QUOTE,), "documents": ("folder/a.txt",)}),
        (
            turn(opinion=Opinion(Verdict.WRONG, "three")),
            {"expect": "answered", "facts": (("three",),), "documents": ("folder/a.txt",)},
        ),
        (turn(outcome=Outcome.ABSTAINED, opinion=RIGHT), {"expect": "abstained", "corrects": ()}),
        (correcting(), {"expect": "abstained", "corrects": (QUOTE,)}),
    ],
)
def test_a_verdict_makes_an_entry_that_waits_and_that_evaluation_reads(judged: Turn, expected: dict[str, object]) -> None:
    made = feedback.entry(Judged("0123456789", judged, ("Before?",)), BELOW)
    question = Question.model_validate(made)
    assert not question.accepted
    assert question.history == ("Before?",)
    assert {key: getattr(question, key) for key in expected} == expected


def test_spans_are_the_documents_own_words_broken_as_they_stand_there() -> None:
    made = turn(opinion=RIGHT)
    assert made.answer is not None
    broken = replace(CITATION, quote=QUOTE.replace(" ", "\n", 1))
    entry = feedback.entry(Judged("k", replace(made, answer=replace(made.answer, citations=(broken,))), ()), BELOW)
    assert entry is not None
    assert (entry["spans"], entry["facts"]) == ([broken.quote], [[QUOTE]])


@pytest.mark.parametrize("opinion", [WRONG, Opinion(Verdict.WRONG, "?!")])
def test_what_is_right_is_never_guessed(opinion: Opinion) -> None:
    assert feedback.entry(Judged("k", turn(opinion=opinion), ()), BELOW) is None
    assert feedback.entry(Judged("k", turn(outcome=Outcome.ABSTAINED, opinion=opinion), ()), BELOW) is None


class OneDocument:
    """What ``write_suite`` needs of a library."""

    def __init__(self, home: Path) -> None:
        self.home = home
        (home / "files").mkdir()
        self.source = home / "files" / "a.txt"
        self.source.write_text(QUOTE, encoding="utf-8")

    def documents(self) -> list[DocumentInfo]:
        return [DocumentInfo("a.txt", str(self.source), "en", "text/plain", None, len(QUOTE), 1, len(QUOTE), 0, ("en",))]


def test_the_suite_can_be_run_once_its_entries_are_accepted(tmp_path: Path) -> None:
    library, archive = OneDocument(tmp_path), Archive(tmp_path)
    archive.save("k", (turn(1), turn(2)))
    archive.judge("k", 1, RIGHT)
    archive.judge("k", 2, WRONG)
    written = feedback.write_suite(library, archive)  # type: ignore[arg-type]
    assert written.path
    assert (written.entries, written.left_out) == (1, 1)
    text = written.path.read_text(encoding="utf-8")
    assert yaml.safe_load(text)["questions"][0]["accepted"] is False
    written.path.write_text(text.replace("  accepted: false\n", ""), encoding="utf-8")
    suite = load_suite(written.path)
    assert [path.read_text(encoding="utf-8") for _, path in suite.paths()] == [QUOTE]
    assert feedback.write_suite(library, archive).path is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (EN, "Asked of a.txt, b_c.txt, d.txt, تقرير.md alone"),
        (AR, "طُرح السؤال على a.txt، b_c.txt، d.txt، تقرير.md دون غير ذلك من المستندات"),
    ],
    ids=["english", "arabic"],
)
def test_an_export_names_every_document_that_was_asked_where_not_all_were(words: Strings, said: str) -> None:
    turns = (turn(1), replace(turn(2), documents=("a.txt", "b_c.txt", "d.txt", "تقرير.md")))
    paragraphs = docx.Document(io.BytesIO(FORMATS["docx"].write("T", turns, words))).paragraphs
    found = {
        "md": FORMATS["md"].write("T", turns, words).decode().replace("\\", ""),
        "html": FORMATS["html"].write("T", turns, words).decode(),
        "docx": "\n".join(paragraph.text for paragraph in paragraphs),
    }
    for kind, text in found.items():
        plain = text.replace("\u2068", "").replace("\u2069", "")
        assert plain.count(said) == 1, kind
        assert plain.index("Q2?") < plain.index(said), kind
    (asked,) = (paragraph for paragraph in paragraphs if "a.txt" in paragraph.text and "]" not in paragraph.text)
    assert (asked._p.pPr is not None and asked._p.pPr.find(f"{{{asked._p.nsmap['w']}}}bidi") is not None) == (words is AR)


def test_an_export_runs_nothing_of_what_it_holds() -> None:
    hostile = "<script>x()</script> [a](http://evil) ![b](http://evil/i.png)\x00"
    turns = (replace(turn(), question=hostile, text=hostile),)
    assert b"<script>" not in FORMATS["html"].write(hostile, turns, EN)
    markdown = FORMATS["md"].write(hostile, turns, EN).decode()
    assert "<script>" not in markdown
    assert "](http" not in markdown
    assert FORMATS["docx"].write(hostile, turns, EN).startswith(b"PK")
