import json
from collections import Counter
from pathlib import Path

import pytest

from evals.matching import contains
from evals.squad import Draw, load_one, load_pair, sample_suite
from index.errors import SuiteError
from tests.evals.examples_squad import PARAGRAPHS, write_pair


def test_a_pair_loads_with_its_spans(tmp_path: Path) -> None:
    paragraphs = load_pair(write_pair(tmp_path))
    assert [paragraph.number for paragraph in paragraphs] == list(range(6))
    for paragraph in paragraphs:
        for question in paragraph.questions:
            for language, spans in question.answers.items():
                for span in spans:
                    found = paragraph.text[language][span.answer_start :][: len(span.text)]
                    assert found == span.text


def test_the_folds_keep_opposite_languages(tmp_path: Path) -> None:
    paragraphs = load_pair(write_pair(tmp_path))
    assert [paragraph.kept_language(0) for paragraph in paragraphs] == ["en", "ar"] * 3
    assert [paragraph.kept_language(1) for paragraph in paragraphs] == ["ar", "en"] * 3


def test_what_is_no_pair_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match=r"en\.json cannot be read"):
        load_pair(tmp_path)
    write_pair(tmp_path)
    arabic = tmp_path / "ar.json"
    whole = arabic.read_text(encoding="utf-8")
    arabic.write_text(whole[:200], encoding="utf-8")
    with pytest.raises(SuiteError, match=r"ar\.json:\d+: no JSON"):
        load_pair(tmp_path)
    arabic.write_text(whole.replace('"answer_start"', '"start"', 1), encoding="utf-8")
    with pytest.raises(SuiteError, match=r"ar\.json: data\.0\.paragraphs\.0\.qas\.0\.answers\.0\.answer_start"):
        load_pair(tmp_path)
    arabic.write_text(whole.replace('"0/1"', '"0/7"'), encoding="utf-8")
    with pytest.raises(SuiteError, match="Paragraph 0 has other questions"):
        load_pair(tmp_path)
    fewer = json.loads(whole)
    fewer["data"].pop()
    arabic.write_text(json.dumps(fewer), encoding="utf-8")
    with pytest.raises(SuiteError, match=r"en\.json has 6 paragraphs, ar\.json 4"):
        load_pair(tmp_path)


def test_a_sample_is_a_suite_over_the_kept_paragraphs(tmp_path: Path) -> None:
    paragraphs = load_pair(write_pair(tmp_path))
    documents = tmp_path / "documents"
    documents.mkdir()
    suite = sample_suite(paragraphs, documents, Draw(12, seed=1))
    assert len(suite.documents) == 4
    assert {path.name for path in documents.iterdir()} == set(suite.documents)
    stems = Counter(question.id.rpartition("-")[0] for question in suite.questions)
    assert len(suite.questions) == len(stems) == 12, "nothing is asked twice"
    for question in suite.questions:
        if question.answerable:
            (document,) = question.documents
            text = (documents / document).read_text(encoding="utf-8")
            kept = question.tags[0][3:]
            assert kept == paragraphs[int(document[:4])].kept_language(0)
            assert any(contains(text, alias) for alias in question.facts[0])
            assert len(question.facts[0]) == (1 if kept == question.language else 2)
        else:
            assert question.tags == (f"{question.language}>none",)
            assert f"{int(question.id[0]):04}.txt" not in suite.documents


def test_a_sample_is_even_over_languages_and_a_third_is_unanswerable(tmp_path: Path) -> None:
    paragraphs = load_pair(write_pair(tmp_path))
    suite = sample_suite(paragraphs, tmp_path, Draw(6, seed=3))
    assert Counter(tag for question in suite.questions for tag in question.tags) == Counter(
        ["en>en", "en>ar", "ar>en", "ar>ar", "en>none", "ar>none"]
    )


def test_a_sample_can_be_drawn_again(tmp_path: Path) -> None:
    paragraphs = load_pair(write_pair(tmp_path))
    folders = [tmp_path / name for name in "abc"]
    for folder in folders:
        folder.mkdir()
    first, again, other = (sample_suite(paragraphs, f, Draw(8, seed)) for f, seed in zip(folders, (5, 5, 6), strict=True))
    assert first.questions == again.questions
    assert first.sha256 == again.sha256 != other.sha256


def test_more_than_there_is_gives_what_there_is(tmp_path: Path) -> None:
    suite = sample_suite(load_pair(write_pair(tmp_path)), tmp_path, Draw(1000))
    assert len(suite.questions) == sum(len(paragraph[2]) for paragraph in PARAGRAPHS)


def test_a_question_whose_annotated_answer_cuts_a_word_is_not_sampled(tmp_path: Path) -> None:
    write_pair(tmp_path)
    for language, whole, cut in (("en", "Tomas Reed", "Tomas Re"), ("ar", "توماس ريد", "توماس ر")):
        path = tmp_path / f"{language}.json"
        path.write_text(path.read_text(encoding="utf-8").replace(f'"text": "{whole}"', f'"text": "{cut}"'), encoding="utf-8")
    suite = sample_suite(load_pair(tmp_path), tmp_path, Draw(1000))
    answerable = {question.id for question in suite.questions if question.answerable}
    assert not any(id_.startswith("0-0") for id_ in answerable)
    assert answerable


# ---------------------------------------------------------------- one file, and the set-ups


def _file(folder: Path) -> Path:
    """One file of SQuAD 2.0: what is asked of the first paragraph has an answer, of the second one question has none."""
    (folder / "pair").mkdir()
    squad = json.loads((write_pair(folder / "pair") / "en.json").read_text(encoding="utf-8"))
    squad["data"] = squad["data"][:1]
    impossible = squad["data"][0]["paragraphs"][1]["qas"][0]
    impossible |= {"is_impossible": True, "answers": [], "plausible_answers": [{"text": "forty", "answer_start": 1}]}
    path = folder / "dev-v2.0.json"
    path.write_text(json.dumps(squad), encoding="utf-8")
    return path


def test_one_file_is_a_suite_over_all_its_paragraphs(tmp_path: Path) -> None:
    suite = sample_suite(load_one(_file(tmp_path)), tmp_path, Draw(100, mixed=False, left_out=False), "dev-v2.0")
    assert suite.name == "dev-v2.0-100-seed0-unmixed-all"
    assert suite.documents == ("0000.txt", "0001.txt")
    expected = {question.id: (question.expect, question.tags) for question in suite.questions}
    assert expected.pop("1-0-en") == ("abstained", ("en>none", "impossible"))
    assert set(expected.values()) == {("answered", ("en>en",))}
    assert len(expected) == 3


def test_a_question_without_an_answer_that_is_not_called_impossible_is_refused(tmp_path: Path) -> None:
    path = _file(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace('"is_impossible": true', '"is_impossible": false'), encoding="utf-8")
    with pytest.raises(SuiteError, match=r"dev-v2\.0\.json: data\.0\.paragraphs\.1\.qas\.0: .*is_impossible"):
        load_one(path)


def test_a_language_that_cannot_be_scored_is_refused(tmp_path: Path) -> None:
    path = _file(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace("Who built the lighthouse?", "Кто построил маяк?"), encoding="utf-8")
    with pytest.raises(SuiteError, match="paragraph 0 is in the language 'ru'"):
        load_one(path)


def test_unmixed_a_pair_has_each_paragraph_in_both_languages(tmp_path: Path) -> None:
    paragraphs = load_pair(write_pair(tmp_path))
    suite = sample_suite(paragraphs, tmp_path, Draw(1000, mixed=False, left_out=False))
    assert len(suite.documents) == 2 * len(paragraphs)
    assert {question.tags for question in suite.questions} <= {("en>both",), ("ar>both",)}
    assert all(len(question.documents) == 2 for question in suite.questions)
