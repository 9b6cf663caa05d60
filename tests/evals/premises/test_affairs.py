"""Labelled affairs: those that ship are valid and even-handed, and every fault of one is told with file and line."""

from collections import Counter
from pathlib import Path

import pytest

from evals.premises.affairs import Affair, load_affairs
from index.errors import SuiteError
from index.language import dominant_language
from tests.evals.premises.examples import AFFAIR


def load(tmp_path: Path, text: str = AFFAIR) -> tuple[Affair, ...]:
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    return load_affairs(tmp_path)


def test_those_that_ship_are_valid_and_even_handed() -> None:
    affairs = load_affairs()
    assert len({affair.affair for affair in affairs}) == len(affairs) == 60
    questions = [question for affair in affairs for question in affair.questions]
    mistaken = [question for question in questions if question.corrects]
    assert len(mistaken) > 200
    for chosen in (questions, mistaken):
        count = Counter(dominant_language(question.ask) for question in chosen)
        assert abs(count["en"] - count["ar"]) <= 0.1 * len(chosen)
    across = [one for one in mistaken if not any(id_.startswith(dominant_language(one.ask)) for id_ in one.corrects)]
    assert len(across) > 50, "false premises that only a document in the other language shows to be false"
    for affair in affairs:
        for document in affair.documents:
            assert {dominant_language(sentence.text) for sentence in document.sentences} == {document.language}


def test_an_affair_is_read_with_its_documents_and_labels(tmp_path: Path) -> None:
    (affair,) = load(tmp_path)
    sentences = affair.sentences()
    assert len(sentences) == 18
    document, sentence = sentences["en1.2"]
    assert (document.id, sentence.speaker) == ("en1", "Ada Trell")
    assert sentences["ar1.1"][1].speaker is None
    assert affair.questions[2].corrects == ("en1.6",)


def test_a_document_is_written_with_all_its_sentences_in_order(tmp_path: Path) -> None:
    english, _ = load(tmp_path)[0].documents
    assert english.name == "en1.txt"
    assert english.text.startswith("Marn Roads\n\nThe bridge over the Marn was closed on 3 May. ")
    assert " ".join(english.text.split()) == " ".join(["Marn Roads", *(sentence.text for sentence in english.sentences)])


@pytest.mark.parametrize(
    ("old", "new", "line", "expected"),
    [
        ("language: ar", "language: fr", 17, "Input should be 'en' or 'ar'"),
        ("id: ar1", "id: doc1", 16, "should match pattern"),
        ("id: ar1", "id: en1", 16, "the document 'en1' stands twice"),
        ("id: ar1", "id: en2", 16, "expected the id 'en2' to begin with the document's language"),
        ("issuer: Marn Roads", "issuer: Marn Roads\n      place: Marn", 6, "Extra inputs are not permitted"),
        ("        - Nobody was hurt.\n", "", 6, "at least 9 items"),
        ("kind: when, answers: [en1.1", "kind: whence, answers: [en1.1", 30, "kind"),
        ("kind: when, answers: [en1.1", "kind: detail, answers: [en1.1", 30, "expected no sentence that answers"),
        ("answers: [ar1.8]", "answers: []", 31, "expected a sentence that answers"),
        ("answers: [ar1.8]", "answers: [en1.10]", 31, "no sentence 'en1.10' in the affair"),
        ("corrects: [en1.6]", "corrects: [ar1.33]", 32, "no sentence 'ar1.33' in the affair"),
        ("kind: elsewhere, answers: []", "kind: elsewhere, answers: [], corrects: [en1.6]", 33, "expected none in `corrects`"),
        ("- affair: bridge", "- affair: a bridge", 1, "should match pattern"),
        ("  questions:", "  questions: none\n  asked:", 29, "questions"),
    ],
)
def test_a_fault_is_refused_with_file_line_and_what_is_expected(
    tmp_path: Path, old: str, new: str, line: int, expected: str
) -> None:
    assert old in AFFAIR
    with pytest.raises(SuiteError) as caught:
        load(tmp_path, AFFAIR.replace(old, new, 1))
    assert f"mine.yaml:{line}: " in caught.value.message
    assert expected in caught.value.message
    assert "a.yaml" in caught.value.hint


def test_an_affair_that_stands_twice_and_a_folder_without_any_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match="the affair 'bridge' stands twice"):
        load(tmp_path, AFFAIR + AFFAIR)
    (tmp_path / "empty").mkdir()
    with pytest.raises(SuiteError, match="no affairs in"):
        load_affairs(tmp_path / "empty")
