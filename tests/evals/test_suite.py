import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from assistant.orders import orders
from evals.matching import contains
from evals.suite import Suite, find_suite, load_suite, shipped_suites
from index.errors import SuiteError
from index.language import dominant_language

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
        ("description:", "title: x\ndescription:", 1, "unknown key title: expected one of description, split"),
        ("id: two", "id: one", 13, "the id 'one' stands twice"),
        ("    documents: [a.txt]", "    documents: [b.txt]", 11, "expected a.txt"),
        ("documents: [a.txt]\nq", "documents: [a.txt, gone.txt]\nq", 2, "there is no document 'gone.txt'"),
        ("documents: [a.txt]\nq", "documents: [../a.txt]\nq", 2, "expected a path below"),
        ("documents: [a.txt]\nq", "documents: [/etc/passwd]\nq", 2, "expected a path below"),
        ("expect: abstained", "expect: answered", 13, "expected `facts` and `documents`"),
        ("expect: abstained", "expect: abstained\n    facts: [[x]]", 13, "expected only `corrects`"),
        ("    tags: [", "    corrects: [There were 21]\n    tags: [", 4, "expected no `corrects`"),
        (
            "expect: abstained",
            "expect: abstained\n    corrects: [There were 22]",
            17,
            "these words stand in no document: 'There were 22'",
        ),
        ("- [no]", "- []", 10, "at least 1"),
        ("- [no]", "- ['؟']", 10, "at least one letter or digit"),
        ("en>en", "ar>en", 4, "begin with the question's language"),
        ("    tags: [", "    spans: [There were 22]\n    tags: [", 12, "these words stand in no document: 'There were 22'"),
        ("    tags: [", "    conflict: [[x]]\n    tags: [", 4, "two accounts or more"),
        ("documents:", "split: both\ndocuments:", 2, "'tuning' or 'held-out'"),
        ("language: en", "language: en\n    language: ar", 7, "the key 'language' stands twice"),
        ("questions:", "questions: [", 4, "expected"),
        ("id: two", "id: two\n    ? [a, b]\n    : c", 14, "a key must be one word"),
        ("How many", "How\x07many", 5, "the character U+0007 may not stand there"),
        ("description: A test.", "description: " + "[" * 5000, 1, "nested too deeply"),
        ("How many?", "!!python/object:os.system x", 5, "could not determine a constructor"),
        ("id: two", "id: two\n    accepted: perhaps", 14, "accepted"),
    ],
)
def test_a_fault_is_refused_with_file_line_and_what_is_expected(
    folder: Path, old: str, new: str, line: int, expected: str
) -> None:
    assert old in GOOD
    message = refusal(folder, GOOD.replace(old, new, 1))
    assert f"suite.yaml:{line}: " in message
    assert expected in message


def test_a_suite_is_held_out_unless_it_says_otherwise(folder: Path) -> None:
    assert load_suite(write(folder, GOOD)).split == "held-out"
    assert load_suite(write(folder, f"split: tuning\n{GOOD}")).split == "tuning"


def test_an_abstention_may_have_a_conversation_before_it_and_orders_beside_it(folder: Path) -> None:
    more = "expect: abstained\n    history: ['Why?']\n    forbidden: [99]"
    suite = load_suite(write(folder, GOOD.replace("expect: abstained", more)))
    assert (suite.questions[1].history, suite.questions[1].forbidden) == (("Why?",), ("99",))


def _splice(text: str, places: tuple[int, int], insert: str) -> str:
    start, end = sorted(place % (len(text) + 1) for place in places)
    return text[:start] + insert + text[end if end - start < 40 else start :]


def _fault(path: Path) -> str | None:
    try:
        load_suite(path)
    except SuiteError as exc:
        return exc.message
    return None


@given(
    places=st.tuples(st.integers(0, 500), st.integers(0, 500)),
    insert=st.one_of(st.text("\n -:[]{}&*!?|>'\"#%@`,~=ax1\t\x00", max_size=6), st.text(max_size=4)),
)
def test_whatever_is_wrong_with_a_file_is_told_with_its_line(places: tuple[int, int], insert: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "a.txt").write_text("There were 21, no more.", encoding="utf-8")
        path = folder / "suite.yaml"
        path.write_bytes(_splice(GOOD, places, insert).encode("utf-8", "surrogatepass"))
        fault = _fault(path)
    assert fault is None or regex.search(r"suite\.yaml(:\d+: | cannot be read: 'utf-8')", fault), fault


@pytest.mark.parametrize(("content", "fault"), [(b"", "is empty"), (b"\x00\x01\x02\x00", "cannot be read")])
def test_a_document_that_spans_cannot_be_looked_up_in_is_named_with_its_line(folder: Path, content: bytes, fault: str) -> None:
    text = GOOD.replace("    tags: [", "    spans: [There were 21]\n    tags: [")
    (folder / "a.txt").write_bytes(content)
    message = refusal(folder, text)
    assert "suite.yaml:2: 'a.txt' cannot be read" in message
    assert fault in message


def test_spans_are_looked_up_in_the_text_that_the_library_reads(folder: Path) -> None:
    (folder / "a.txt").write_bytes("قالت البلدية إن المنازل احترقت كلها في المدينة القديمة.".encode("cp1256"))
    suite = load_suite(write(folder, GOOD.replace("    tags: [", "    spans: [المنازل احترقت]\n    tags: [")))
    assert suite.questions[0].spans == ("المنازل احترقت",)


def test_candidates_that_nobody_accepted_are_counted_and_not_asked(folder: Path) -> None:
    suite = load_suite(write(folder, GOOD.replace("id: two", "id: two\n    accepted: false")))
    assert ([question.id for question in suite.questions], suite.waiting) == (["one"], 1)
    none = GOOD.replace("id: two", "id: two\n    accepted: false").replace("id: one", "id: one\n    accepted: false")
    assert "suite.yaml:3: no question is accepted yet" in refusal(folder, none)


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


def _texts(suite: Suite) -> dict[str, str]:
    return {name: path.read_text(encoding="utf-8") for name, path in suite.paths()}


def _aliases(group: Sequence[str]) -> list[str]:
    return [alias.removeprefix("=") for alias in group]


def _told(text: str, group: Sequence[str]) -> bool:
    return any(contains(text, alias) for alias in _aliases(group))


def test_there_are_suites_to_tune_on_and_others_that_are_held_out() -> None:
    splits = {name: load_suite(path).split for name, path in shipped_suites().items()}
    assert set(splits.values()) == {"tuning", "held-out"}
    assert splits["seeds"] == "held-out"


def test_no_document_of_a_held_out_suite_is_tuned_on() -> None:
    files: dict[str, set[bytes]] = {"tuning": set(), "held-out": set()}
    for path in shipped_suites().values():
        suite = load_suite(path)
        files[suite.split] |= {document.read_bytes() for _, document in suite.paths()}
    assert not files["tuning"] & files["held-out"]


def test_every_fact_of_a_shipped_suite_stands_in_the_documents_that_it_names(shipped: Suite) -> None:
    texts = _texts(shipped)
    for question in shipped.questions:
        named = [texts[name] for name in question.documents]
        for group in [*question.facts, *question.conflict, *([question.speaker] if question.speaker else [])]:
            assert any(_told(text, group) for text in named), f"{question.id}: {group}"
        for name in question.documents:
            held = any(_told(texts[name], group) for group in question.facts)
            assert held or any(span in texts[name] for span in question.spans), f"{question.id}: nothing in {name}"


def test_spans_stand_in_the_documents_that_their_question_names(shipped: Suite) -> None:
    texts = _texts(shipped)
    for question in shipped.questions:
        for span in question.spans:
            assert any(span in texts[name] for name in question.documents), f"{question.id}: {span}"


def test_what_is_tuned_on_has_spans(shipped: Suite) -> None:
    if shipped.split == "tuning":
        assert all(question.spans for question in shipped.questions if question.answerable)
        assert any(question.conflict for question in shipped.questions)
        assert any(question.history for question in shipped.questions)


def test_what_is_forbidden_is_what_an_order_in_a_document_asks_for(shipped: Suite) -> None:
    ordered = " ".join(text[start:end] for text in _texts(shipped).values() for start, end in orders(text))
    for question in shipped.questions:
        assert not question.forbidden or _told(ordered, question.forbidden), question.id


def test_facts_in_one_language_do_not_stand_in_the_other_too(shipped: Suite) -> None:
    """Else a question counted as answerable only across languages would not be."""
    texts = _texts(shipped)
    languages = {name: dominant_language(text) for name, text in texts.items()}
    for question in shipped.questions:
        held = {languages[name] for name in question.documents}
        for name in texts:
            if len(held) == 1 and languages[name] not in held:
                said = [any(contains(texts[name], alias) for alias in group) for group in question.facts]
                assert not all(said), f"{question.id}: also in {name}"


def test_language_pairs_are_tagged_truly(shipped: Suite) -> None:
    languages = {name: dominant_language(text) for name, text in _texts(shipped).items()}
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
