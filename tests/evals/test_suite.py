from pathlib import Path

import pytest

from evals.matching import contains
from evals.suite import Suite, find_suite, load_suite, shipped_suites
from index.errors import SuiteError

GOOD = """\
description: A test.
documents: [a.txt]
questions:
  - id: one
    question: How many?
    language: en
    expect: answered
    facts:
      - [21, twenty-one]
      - [no]
    documents: [a.txt]
    tags: [en>en, number]
  - id: two
    question: لماذا؟
    language: ar
    expect: abstained
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("There were 21, no more.", encoding="utf-8")
    return tmp_path


def write(folder: Path, text: str) -> Path:
    path = folder / "suite.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(SuiteError) as caught:
        load_suite(write(folder, text))
    return caught.value.message


def test_a_good_suite_loads_as_written(folder: Path) -> None:
    suite = load_suite(write(folder, GOOD))
    assert [question.id for question in suite.questions] == ["one", "two"]
    assert suite.questions[0].facts == (("21", "twenty-one"), ("no",)), "numbers and `no` stay what was written"
    assert suite.name == folder.name
    assert suite.paths() == (("a.txt", folder / "a.txt"),)


def test_the_fingerprint_covers_questions_and_documents(folder: Path) -> None:
    before = load_suite(write(folder, GOOD)).sha256
    assert load_suite(write(folder, GOOD.replace("many", "few"))).sha256 != before
    (folder / "a.txt").write_text("Other.", encoding="utf-8")
    assert load_suite(write(folder, GOOD)).sha256 != before


@pytest.mark.parametrize(
    ("old", "new", "line", "expected"),
    [
        ("expect: answered", "expect: maybe", 7, "'answered' or 'abstained'"),
        ("language: ar", "language: fr", 15, "'en' or 'ar'"),
        ("    question: How many?\n", "", 4, "questions.0.question is missing"),
        ("    tags: [", "    colour: [", 12, "unknown key questions.0.colour: expected one of id, question"),
        ("description:", "title: x\ndescription:", 1, "unknown key title: expected one of description, root"),
        ("id: two", "id: one", 13, "the id 'one' stands twice"),
        ("    documents: [a.txt]", "    documents: [b.txt]", 11, "expected a.txt"),
        ("documents: [a.txt]\nq", "documents: [a.txt, gone.txt]\nq", 2, "there is no document 'gone.txt'"),
        ("documents: [a.txt]\nq", "documents: [../a.txt]\nq", 2, "expected a path below"),
        ("documents: [a.txt]\nq", "documents: [/etc/passwd]\nq", 2, "expected a path below"),
        ("expect: abstained", "expect: answered", 13, "expected `facts` and `documents`"),
        ("expect: abstained", "expect: abstained\n    facts: [[x]]", 13, "expected no `facts`"),
        ("- [no]", "- []", 10, "at least 1"),
        ("- [no]", "- ['؟']", 10, "at least one letter or digit"),
        ("en>en", "ar>en", 4, "begin with the question's language"),
        ("language: en", "language: en\n    language: ar", 7, "the key 'language' stands twice"),
        ("questions:", "questions: [", 4, "expected"),
    ],
)
def test_a_fault_is_refused_with_file_line_and_what_is_expected(
    folder: Path, old: str, new: str, line: int, expected: str
) -> None:
    assert old in GOOD
    message = refusal(folder, GOOD.replace(old, new, 1))
    assert f"suite.yaml:{line}: " in message
    assert expected in message


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "just words"])
def test_a_file_of_another_shape_is_refused(folder: Path, text: str) -> None:
    assert "suite.yaml:1" in refusal(folder, text)


def test_a_file_that_is_no_text_is_refused(folder: Path) -> None:
    path = folder / "suite.yaml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SuiteError, match="cannot be read"):
        load_suite(path)


def test_suites_are_found_by_name_file_and_folder(folder: Path) -> None:
    path = write(folder, GOOD)
    assert find_suite("seeds") == shipped_suites()["seeds"]
    assert find_suite(str(path)) == find_suite(str(folder)) == path
    with pytest.raises(SuiteError, match="seeds"):
        find_suite("no-such-suite")


# ---------------------------------------------------------------- the suites that ship


@pytest.fixture(params=sorted(shipped_suites()))
def shipped(request: pytest.FixtureRequest) -> Suite:
    return load_suite(shipped_suites()[request.param])


def test_every_fact_of_a_shipped_suite_stands_in_the_documents_that_it_names(shipped: Suite) -> None:
    texts = {name: path.read_text(encoding="utf-8") for name, path in shipped.paths()}
    for question in shipped.questions:
        named = [texts[name] for name in question.documents]
        for group in [*question.facts, *([question.speaker] if question.speaker else [])]:
            aliases = [alias.removeprefix("=") for alias in group]
            assert any(contains(text, alias) for text in named for alias in aliases), f"{question.id}: {group}"
        for name in question.documents:
            aliases = [alias.removeprefix("=") for group in question.facts for alias in group]
            assert any(contains(texts[name], alias) for alias in aliases), f"{question.id}: nothing in {name}"


def test_facts_of_one_document_do_not_stand_in_the_others_too(shipped: Suite) -> None:
    """Else a question counted as answerable only across languages would not be."""
    texts = {name: path.read_text(encoding="utf-8") for name, path in shipped.paths()}
    for question in shipped.questions:
        for name in texts.keys() - set(question.documents):
            said = [any(contains(texts[name], alias) for alias in group) for group in question.facts]
            assert not question.answerable or not all(said), f"{question.id}: also in {name}"


def test_language_pairs_are_tagged_truly(shipped: Suite) -> None:
    texts = {name: path.read_text(encoding="utf-8") for name, path in shipped.paths()}
    languages = {name: "ar" if "ال" in text else "en" for name, text in texts.items()}
    for question in shipped.questions:
        held = {languages[name] for name in question.documents}
        pairs = [tag for tag in question.tags if ">" in tag]
        where = "both" if len(held) > 1 else "".join(held)
        assert pairs == ([f"{question.language}>{where}"] if question.answerable else []), question.id
        assert ("ال" in question.question or "؟" in question.question) == (question.language == "ar"), question.id


def test_the_seeds_suite_covers_what_it_must() -> None:
    suite = load_suite(find_suite("seeds"))
    answerable = [question for question in suite.questions if question.answerable]
    tags = {tag for question in suite.questions for tag in question.tags}
    assert len(answerable) >= 40
    assert len(suite.questions) - len(answerable) >= 20
    for language in ("en", "ar"):
        assert sum(question.language == language for question in answerable) >= 20
        assert sum(question.language == language for question in suite.questions if not question.answerable) >= 10
        assert {f"{language}>en", f"{language}>ar", f"{language}>both"} <= tags
    assert {"missing", "wrong-party", "false-premise", "conflict", "list", "number", "time", "date"} <= tags
