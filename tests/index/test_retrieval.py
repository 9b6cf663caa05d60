"""Retrieval: the same passage wins whichever language asks, and plain dense order does not."""

import pytest

from index.embedding import Vectors
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


def _sentences(library: Library, question: str) -> list[tuple[str, str]]:
    passages = [item.passage for item in Retriever(library).search(question, 6)]
    return [(passage.language, text) for passage in passages for text in passage.text.split("\n") if text.strip()]


def test_nearness_is_the_same_whether_vectors_are_kept_or_not(seeds_library: Library) -> None:
    question, other = "How many hostages are still held in Gaza?", "What did the video show?"
    texts = _sentences(seeds_library, question)
    once = Retriever(seeds_library).nearness(question, texts)
    retriever = Retriever(seeds_library)
    retriever.nearness(other, texts[::2])
    kept, again = retriever.nearness(question, texts), retriever.nearness(question, texts)
    assert len(once) == len(texts) > 4
    assert kept == again
    assert kept == pytest.approx(once, abs=1e-3)
    order = sorted(range(len(texts)), key=lambda n: -once[n])
    assert sorted(range(len(texts)), key=lambda n: -kept[n]) == order
    assert retriever.nearness(question, []) == []


def test_vectors_of_short_texts_are_computed_once_and_not_kept_without_end(
    seeds_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedded: list[str] = []
    embed = seeds_library.embedder.passages

    def counted(texts: list[str]) -> Vectors:
        embedded.extend(texts)
        return embed(texts)

    monkeypatch.setattr(seeds_library.embedder, "passages", counted)
    monkeypatch.setattr("index.retrieval.KEPT", 6)
    retriever = Retriever(seeds_library)
    texts = [("en", f"Ambulance number {n} came.") for n in range(4)]
    first = retriever.nearness("Which ambulance came?", texts)
    assert retriever.nearness("Which ambulance came?", [*texts, texts[0]]) == [*first, first[0]]
    assert embedded == [text for _, text in texts], "each once"
    for start in range(4, 40, 4):
        retriever.nearness("Which ambulance came?", [("en", f"Ambulance number {n} came.") for n in range(start, start + 4)])
        assert len(retriever._short) <= 6
    assert retriever.nearness("Which ambulance came?", texts) == pytest.approx(first, abs=1e-3)


@pytest.mark.parametrize(
    ("question", "near", "far"),
    [
        ("How many people died?", ("en", "Forty people died."), ("en", "The market opens on Monday.")),
        ("How many people died?", ("ar", "توفي أربعون شخصاً."), ("ar", "يفتح السوق أبوابه يوم الاثنين.")),
        ("كم شخصاً توفي؟", ("en", "Forty people died."), ("en", "The market opens on Monday.")),
    ],
)
def test_a_sentence_near_the_question_is_near_in_either_language(
    seeds_library: Library, question: str, near: tuple[str, str], far: tuple[str, str]
) -> None:
    nearer, farther = Retriever(seeds_library).nearness(question, [near, far])
    assert nearer > farther


def test_only_the_chosen_documents_are_searched_by_the_same_scale(seeds_library: Library) -> None:
    retriever, question = Retriever(seeds_library), "What happened to the soldier who was held?"
    names = [info.name for info in seeds_library.documents()]
    everywhere = retriever.search(question, 10_000)
    for name in names:
        within = retriever.within([name]).search(question, 10_000)
        wanted = [item for item in everywhere if item.passage.document == name]
        assert [item.passage for item in within] == [item.passage for item in wanted]
        assert [item.score for item in within] == pytest.approx([item.score for item in wanted], abs=0.2)
        assert len(retriever.within([name]).search(question, 2)) == 2
    assert retriever.within([]).search(question, 3) == ()
    assert retriever.within(["no such document"]).search(question, 3) == ()
    assert {item.passage.document for item in retriever.search(question, 10_000)} == set(names)
