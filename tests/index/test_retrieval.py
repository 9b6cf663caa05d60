"""Retrieval: the same passage wins whichever language asks, and plain dense order does not."""

import pytest

from index.library import Library
from index.llamaindex import DossierRetriever
from index.retrieval import Retriever
from index.terms import TermIndex, tokens


@pytest.mark.parametrize(
    ("question", "document_language"),
    [
        ("How many hostages are still held in Gaza?", "en"),
        ("كم عدد الرهائن الذين ما زالوا محتجزين؟", "en"),
        ("How many military vehicles were destroyed?", "ar"),
        ("كم آلية عسكرية دمرت؟", "ar"),
    ],
)
def test_the_best_passage_is_found_from_either_language(seeds_library: Library, question: str, document_language: str) -> None:
    found = Retriever(seeds_library).search(question, 3)
    assert document_language in {item.passage.language for item in found}
    assert found[0].score >= found[1].score >= found[2].score
    for item in found:
        text = seeds_library.document(item.passage.document).text
        assert text[item.passage.start : item.passage.end] == item.passage.text


def test_both_languages_are_among_the_best_of_a_bilingual_library(seeds_library: Library) -> None:
    retriever = Retriever(seeds_library)
    fair = {item.passage.language for item in retriever.search("What happened to the soldier who was held?", 4)}
    assert fair == {"en", "ar"}


def test_unfair_order_is_plain_cosine(seeds_library: Library) -> None:
    found = Retriever(seeds_library).search("What did the video show?", 6, fair=False)
    cosines = [item.signals["cosine"] for item in found]
    assert cosines == sorted(cosines, reverse=True)


def test_k_bounds_the_results_and_more_than_there_is_gives_all(seeds_library: Library) -> None:
    retriever = Retriever(seeds_library)
    assert len(retriever.search("ambulance", 2)) == 2
    assert len(retriever.search("ambulance", 10_000)) == len(seeds_library.catalogue.passage_ids())


def test_a_question_of_signs_or_another_script_does_no_harm(seeds_library: Library) -> None:
    for question in ("???", "12", "何が起きましたか", "\x00", "a" * 5000):
        assert Retriever(seeds_library).search(question, 2)


def test_words_are_stemmed_by_script_and_digits_are_western() -> None:
    assert tokens("Destroyed vehicles") == tokens("destroy vehicle")
    assert tokens("٢١ آلية") == tokens("21 الية")
    assert tokens("القُدْس") == tokens("القدس")


def test_the_lexical_index_is_saved_and_loaded_for_its_generation_only(seeds_library: Library) -> None:
    generation = seeds_library.generation
    saved = TermIndex.load(seeds_library.home / "terms", generation)
    assert saved is not None
    built = TermIndex.build(seeds_library.catalogue.passages(), generation)
    assert saved.ids == built.ids
    assert saved.scores("ambulance").tolist() == pytest.approx(built.scores("ambulance").tolist())
    assert saved.scores("ambulance").max() > 0
    assert TermIndex.load(seeds_library.home / "terms", generation + 1) is None


def test_it_is_a_llamaindex_retriever(seeds_library: Library) -> None:
    nodes = DossierRetriever(seeds_library, similarity_top_k=2).retrieve("Who was killed?")
    assert len(nodes) == 2
    node = nodes[0].node
    text = seeds_library.document(node.metadata["document"]).text
    assert text[node.start_char_idx : node.end_char_idx] == node.get_content()  # type: ignore[attr-defined]
