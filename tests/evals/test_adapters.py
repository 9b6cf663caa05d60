import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import evals.cli  # noqa: F401 (adds the command)
from assistant.cli import app
from evals.adapters import Kind, kind_of, suites_at
from evals.adapters.entries import questions_of, read_csv
from evals.squad import Draw
from evals.suite import Suite, shipped_suites
from index.errors import SuiteError
from tests.evals.examples_fire import write_fire
from tests.evals.examples_squad import write_pair

ALL = Draw(100, mixed=False, left_out=False)


def lines(*rows: object) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Documents of the fire, without its suite."""
    write_fire(tmp_path / "fire")
    (tmp_path / "fire" / "suite.yaml").unlink()
    return tmp_path / "fire"


def load(folder: Path, text: str) -> Suite:
    (folder / "asked.jsonl").write_text(text, encoding="utf-8")
    (suite,) = suites_at(str(folder / "asked.jsonl"), folder, ALL, None)
    return suite


# -- what stands at a path ---------------------------------------------------------------------------------------------


def test_what_stands_at_a_path_is_told_from_its_content(tmp_path: Path) -> None:
    suite = write_fire(tmp_path / "fire")
    (tmp_path / "beir").mkdir()
    (tmp_path / "beir" / "corpus.jsonl").touch()
    (tmp_path / "pair").mkdir()
    pair = write_pair(tmp_path / "pair")
    (tmp_path / "asked.jsonl").touch()
    kinds = {
        "seeds": Kind.SUITE,
        "tuning": Kind.SUITE,
        str(suite): Kind.SUITE,
        str(suite / "suite.yaml"): Kind.SUITE,
        str(tmp_path / "beir"): Kind.BEIR,
        str(pair): Kind.SQUAD_PAIR,
        str(pair / "en.json"): Kind.SQUAD,
        str(tmp_path / "asked.jsonl"): Kind.ENTRIES,
    }
    assert {name: kind_of(name) for name in kinds} == kinds


def test_what_is_nothing_of_the_kind_is_refused_with_all_that_there_is(tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match="There is no suite 'nowhere'") as caught:
        kind_of("nowhere")
    assert all(word in caught.value.hint for word in (*shipped_suites(), "held-out", "SQuAD", "BEIR", ".jsonl"))
    with pytest.raises(SuiteError, match="holds no suite"):
        kind_of(str(tmp_path))
    (tmp_path / "a.csv").touch()
    with pytest.raises(SuiteError, match=r"a\.csv is a table, no suite\. Make a suite of it: dossier eval new"):
        kind_of(str(tmp_path / "a.csv"))
    (tmp_path / "report.json").write_text('{"suite": "fire"}', encoding="utf-8")
    with pytest.raises(SuiteError, match=r"report\.json: data: Field required"):
        suites_at(str(tmp_path / "report.json"), tmp_path, ALL, None)


def test_one_file_cannot_be_mixed(tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match="nothing can be mixed"):
        suites_at(str(write_pair(tmp_path) / "en.json"), tmp_path, Draw(), None)


def test_a_sample_is_drawn_evenly_of_whatever_is_no_squad(tmp_path: Path) -> None:
    (suite,) = suites_at(str(write_fire(tmp_path / "fire")), tmp_path, ALL, 2)
    assert [question.id for question in suite.questions] == ["began", "cost"]


# -- questions and answers as lines of JSON ----------------------------------------------------------------------------


def test_lines_become_questions_about_the_documents_beside_them(folder: Path) -> None:
    suite = load(
        folder,
        lines(
            {"question": "When did it begin?", "answer": "at dawn", "other": {"left": "alone"}},
            {"id": "n", "question": "How many houses burned?", "answers": [21, "٢١"], "document": "ar.txt", "tags": ["number"]},
            {"question": "لماذا؟", "answer": None},
        ),
    )
    assert suite.documents == ("ar.txt", "north/en.txt")
    began, houses, why = suite.questions
    assert (began.id, began.facts, began.documents, began.tags) == ("q1", (("at dawn",),), ("north/en.txt",), ("en>en",))
    assert (houses.id, houses.facts, houses.tags) == ("n", (("21", "٢١"),), ("en>ar", "number"))
    assert (why.language, why.expect, why.documents) == ("ar", "abstained", ())


def test_the_fingerprint_covers_lines_and_documents(folder: Path) -> None:
    row = {"question": "When?", "answer": "dawn"}
    first = load(folder, lines(row))
    assert load(folder, lines(row)).sha256 == first.sha256
    assert load(folder, lines(row | {"question": "When, then?"})).sha256 != first.sha256
    (folder / "ar.txt").write_text("شيء آخر.", encoding="utf-8")
    assert load(folder, lines(row)).sha256 != first.sha256


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "1: there are no questions"),
        ('\n{"question": "x"', "2: no JSON"),
        ("[1]\n", "1: expected an object"),
        (lines({"answer": "x"}), "1: there is no question"),
        (lines({"question": "Who?", "answer": {"a": 1}}), "1: answer is no text"),
        (lines({"question": "Who?", "answer": ["x", ["y"]]}), "1: answer is no text"),
        (lines({"question": "Who?", "answer": "Nobody at all"}), "1: the answer 'Nobody at all' stands in no document"),
        (lines({"question": "When?", "answer": "dawn", "document": "../x"}), "1: there is no document '../x'"),
        (
            lines({"question": "When?", "answer": "dawn", "span": "at dusk"}),
            "1: these words do not stand in north/en.txt",
        ),
        (lines({"question": "When?", "language": "fr"}), "1: language: .*'en' or 'ar'"),
        (lines({"question": "When?", "id": "a b"}), "1: id: "),
        (lines({"question": "A?", "id": "x"}, {"question": "B?", "id": "x"}), "2: the id 'x' stands twice"),
    ],
)
def test_a_line_that_cannot_be_a_question_is_named(folder: Path, text: str, fault: str) -> None:
    with pytest.raises(SuiteError, match=rf"asked\.jsonl:{fault}"):
        load(folder, text)


def test_a_document_that_cannot_be_read_is_named(folder: Path) -> None:
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 nonsense")
    with pytest.raises(SuiteError, match=r"broken\.pdf"):
        load(folder, lines({"question": "When?", "answer": "dawn"}))


# -- tables ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_may_have_commas_semicolons_or_tabs(folder: Path, delimiter: str) -> None:
    table = folder / "t.csv"
    rows = [["Question", "answers", "tags"], ["When?", "dawn|فجراً", "time"], ['"Why, then;\twhy?"', "", ""]]
    table.write_text("\r\n".join(delimiter.join(row) for row in rows), encoding="utf-8-sig")
    when, why = questions_of(read_csv(table), table, {"en.txt": "At dawn."})
    assert (when.facts, when.tags) == ((("dawn", "فجراً"),), ("en>en", "time"))
    assert (why.question, why.expect) == ("Why, then;\twhy?", "abstained")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "1: expected the columns question and answer, not nothing"),
        ("q,a\nWhy?,x\n", "1: expected the columns question and answer, not q, a"),
        ("question,answer\n", "1: there are no questions"),
        ('question,answer\n"Why\nthen?",\nWhy?,x,y\n', "4: 3 cells for 2 columns"),
        ('question,answer\n"Why?"x,y\n', "2: "),
        ("question,answer\n,x\n", "2: there is no question"),
    ],
)
def test_a_fault_of_a_table_is_told_with_its_line(tmp_path: Path, text: str, fault: str) -> None:
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    with pytest.raises(SuiteError, match=rf"t\.csv:{fault}"):
        read_csv(tmp_path / "t.csv")


# -- BEIR --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def beir(tmp_path: Path) -> Path:
    """Two documents in each language; the third query has no relevant document."""
    folder = tmp_path / "beir"
    (folder / "qrels").mkdir(parents=True)
    corpus = [
        {"_id": "../d1", "title": "Light", "text": "The lighthouse on Cape Orla was built in 1871."},
        {"_id": "d2", "text": "Honey bees dance to tell where flowers grow."},
        {"_id": "d3", "title": "", "text": "رفع البنك الوطني سعر الفائدة إلى خمسة في المئة في مارس."},
        {"_id": "d4", "text": "تصدى حارس المرمى لركلتي جزاء في النهائي."},
    ]
    queries = [{"_id": "q1", "text": "When was the lighthouse built?"}, {"_id": "q2", "text": "متى رفع سعر الفائدة؟"}]
    (folder / "corpus.jsonl").write_text(lines(*corpus), encoding="utf-8")
    (folder / "queries.jsonl").write_text(lines(*queries, {"_id": "q3", "text": "Why?"}), encoding="utf-8")
    judged = "query-id\tcorpus-id\tscore\nq1\t../d1\t1\nq2\td3\t2\nq2\td4\t0\nq3\td2\t0\n"
    (folder / "qrels" / "test.tsv").write_text(judged, encoding="utf-8")
    return folder


def test_a_beir_folder_gives_figures_of_retrieval(beir: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke(app, ["eval", str(beir), "--json", "--home", str(tmp_path / "home")])
    assert run.exit_code == 0, run.output
    told = json.loads(run.stdout)
    assert (told["name"], told["documents"]) == ("beir", 4)
    for groups in told["systems"].values():
        assert {name: figures["n"] for name, figures in groups.items()} == {"all": 2, "in ar": 1, "in en": 1}
        assert groups["all"]["recall_10"] == 1
        assert groups["all"]["ndcg_10"] == groups["all"]["mrr"] == 1
    table = CliRunner().invoke(app, ["eval", str(beir), "--sample", "1", "--home", str(tmp_path / "home")])
    assert "beir: retrieval of 4 documents" in table.stdout


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("corpus.jsonl", '"_id": "d2"', '"id": "d2"', r"corpus\.jsonl:2: expected the texts"),
        ("queries.jsonl", '{"_id": "q2"', '{"_id": ', r"queries\.jsonl:2: no JSON"),
        ("qrels/test.tsv", "q2\td3\t2", "q2\td9\t2", r"test\.tsv:3: 'd9' is not in corpus\.jsonl"),
        ("qrels/test.tsv", "q2\td3\t2", "q9\td3\t2", r"test\.tsv:3: 'q9' is not in queries\.jsonl"),
        ("qrels/test.tsv", "q2\td3\t2", "q2\td3", r"test\.tsv:3: expected three cells"),
        ("qrels/test.tsv", "\t1\nq2\td3\t2", "\t0\nq2\td3\t0", "has no relevant document"),
    ],
)
def test_a_fault_of_a_beir_folder_is_told_with_its_line(beir: Path, file: str, old: str, new: str, fault: str) -> None:
    path = beir / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    run = CliRunner().invoke(app, ["eval", str(beir)])
    assert isinstance(run.exception, SuiteError)
    with pytest.raises(SuiteError, match=fault):
        raise run.exception


def test_judgements_must_be_clear(beir: Path) -> None:
    (beir / "qrels" / "test.tsv").rename(beir / "qrels" / "dev.tsv")
    (beir / "qrels" / "train.tsv").touch()
    run = CliRunner().invoke(app, ["eval", str(beir)])
    assert isinstance(run.exception, SuiteError)
    assert "has 2 files of judgements and no test.tsv" in run.exception.message


def test_a_beir_folder_goes_with_no_options_of_answers_and_with_no_other_suite(beir: Path) -> None:
    assert CliRunner().invoke(app, ["eval", str(beir), "--resume"]).exit_code == 2
    run = CliRunner().invoke(app, ["eval", str(beir), "seeds"])
    assert isinstance(run.exception, SuiteError)
    assert "has no answers, only relevant documents" in run.exception.message
