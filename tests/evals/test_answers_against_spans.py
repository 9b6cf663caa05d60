"""Retrieval and citations against the spans and documents that a suite expects."""

from dataclasses import replace
from math import log2

import pytest

from assistant.records import Answer
from evals.retrieved import MEASURES, Ranking
from evals.scoring import score
from evals.spans import Place, holds, spots
from index.records import Evidence, Passage
from tests.evals.examples import TEXTS, abstention, cited, question, unanswerable

SAID = "Mayor Lind said 21 houses burned."
DAWN = "The fire began at dawn."
ASKED = question(spans=(SAID,))


def _found(answer: Answer, *places: tuple[str, str]) -> Answer:
    passages = [Passage(name, start := TEXTS[name].index(words), start + len(words), words, name[:2]) for name, words in places]
    return replace(answer, evidence=tuple(Evidence(passage, 1.0 - rank / 10) for rank, passage in enumerate(passages)))


def _values(ranking: Ranking) -> list[float]:
    return [getattr(ranking, measure) for measure in MEASURES]


RIGHT = cited("21 houses burned.", ("en.txt", SAID))


def test_the_evidence_is_ranked_by_documents_and_by_spans() -> None:
    scored = score(ASKED, _found(RIGHT, ("ar.txt", TEXTS["ar.txt"]), ("en.txt", DAWN), ("en.txt", SAID)), TEXTS)
    assert scored.retrieval is not None
    assert scored.retrieval.span is not None
    assert _values(scored.retrieval.document) == pytest.approx([0, 1, 1, 1 / 2, 1 / log2(3)])
    assert _values(scored.retrieval.span) == pytest.approx([0, 1, 1, 1 / 3, 1 / log2(4)])


def test_a_span_that_no_passage_holds_is_one_that_was_not_retrieved() -> None:
    both = question(spans=(SAID, DAWN))
    scored = score(both, _found(RIGHT, ("en.txt", DAWN)), TEXTS)
    assert scored.retrieval is not None
    assert scored.retrieval.span is not None
    assert (scored.retrieval.span.recall_5, scored.retrieval.span.mrr) == (0.5, 1)


def test_retrieval_is_judged_of_an_abstention_too_but_not_without_evidence_or_known_documents() -> None:
    assert score(ASKED, _found(abstention(), ("en.txt", SAID)), TEXTS).retrieval is not None
    assert score(ASKED, RIGHT, TEXTS).retrieval is None
    assert score(unanswerable(), _found(abstention(), ("en.txt", SAID)), TEXTS).retrieval is None
    without = score(question(), _found(RIGHT, ("en.txt", SAID)), TEXTS).retrieval
    assert without is not None
    assert without.span is None


def test_citations_are_compared_with_documents_and_spans() -> None:
    answer = cited("21 houses burned at dawn.", ("en.txt", SAID), ("en.txt", DAWN), ("ar.txt", TEXTS["ar.txt"]))
    told = score(ASKED.model_copy(update={"documents": ("en.txt", "ar.txt")}), answer, TEXTS).cited
    assert told is not None
    assert (told.documents_found, told.documents) == (2, 2)
    assert (told.citations_on_span, told.citations) == (1, 3)
    assert (told.spans_found, told.spans) == (1, 1)


def test_a_citation_that_does_not_resolve_finds_nothing() -> None:
    broken = replace(RIGHT, citations=(replace(RIGHT.citations[0], quote="21 houses burned down"),))
    told = score(ASKED, broken, TEXTS).cited
    assert told is not None
    assert (told.documents_found, told.citations_on_span, told.citations, told.spans_found) == (0, 0, 1, 0)


def test_a_neighbour_that_shares_a_few_words_does_not_hold_a_span() -> None:
    spot = (Place("a", 10, 50),)
    assert holds(Place("a", 0, 200), spot)
    assert holds(Place("a", 12, 20), spot)
    assert holds(Place("a", 30, 100), spot)
    assert not holds(Place("a", 45, 100), spot)
    assert not holds(Place("b", 10, 50), spot)


def test_spans_are_found_wherever_they_stand_and_are_unknown_where_one_is_missing() -> None:
    asked = question(spans=("ab",), documents=("x", "y"))
    assert spots(asked, {"x": "ab ab", "y": "ab"}) == ((Place("x", 0, 2), Place("x", 3, 5), Place("y", 0, 2)),)
    assert spots(question(spans=("ab", "cd"), documents=("x",)), {"x": "ab"}) == ()
