"""What the retrieval of an answer is worth, by trec_eval's own code (``pytrec_eval``): recall@k, reciprocal rank, nDCG.

At *document* level the ranking are the documents of the answer's evidence, each at its best passage, and the relevant ones are
those that the suite expects. At *span* level the ranking are the passages, and what is to be found are the suite's spans: a
passage counts as one relevant item where it holds a span that no passage above it holds, and each span that none holds is a
relevant item that was not retrieved. All items weigh the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Self

from assistant.records import Answer
from evals.spans import Place, Spots, holds
from evals.suite import Question

_MEASURES = {"recall.1,3,5", "recip_rank", "ndcg_cut.5"}


@dataclass(frozen=True, slots=True)
class Ranking:
    """Figures of one ranking, each from 0 to 1."""

    recall_1: float
    recall_3: float
    recall_5: float
    mrr: float
    ndcg_5: float

    @classmethod
    def of(cls, ranked: Sequence[str], relevant: Sequence[str]) -> Self:
        """The figures of ``ranked``, best first and none twice, where ``relevant`` should be found."""
        told = trec_eval({"q": dict.fromkeys(relevant, 1)}, {"q": ranked}, _MEASURES)["q"]
        return cls(told["recall_1"], told["recall_3"], told["recall_5"], told["recip_rank"], told["ndcg_cut_5"])


def trec_eval(
    relevant: Mapping[str, Mapping[str, int]], ranked: Mapping[str, Sequence[str]], measures: set[str]
) -> dict[str, dict[str, float]]:
    """``measures`` of each query's ranking, best first and none twice, where ``relevant`` says how relevant is what.

    A query for which nothing was found counts 0; trec_eval itself would leave it out.
    """
    from pytrec_eval import RelevanceEvaluator

    rankings = {query: {name: -float(rank) for rank, name in enumerate(names or [""])} for query, names in ranked.items()}
    told: dict[str, dict[str, float]] = RelevanceEvaluator({q: dict(relevant[q]) for q in ranked}, measures).evaluate(rankings)
    return told


MEASURES = tuple(field.name for field in fields(Ranking))


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Figures of an answer's evidence at both levels. ``span`` is ``None`` where the suite names no spans."""

    document: Ranking
    span: Ranking | None


def judge_retrieval(question: Question, answer: Answer, spots: Spots) -> Retrieval | None:
    """Figures of ``answer.evidence``; ``None`` where it has none, or where the documents do not answer the question."""
    if not question.answerable or not answer.evidence:
        return None
    passages = [item.passage for item in answer.evidence]
    documents = tuple(dict.fromkeys(passage.document for passage in passages))
    places = [Place(passage.document, passage.start, passage.end) for passage in passages]
    return Retrieval(Ranking.of(documents, question.documents), _spans(places, spots) if spots else None)


def _spans(places: Sequence[Place], spots: Spots) -> Ranking:
    missing, relevant = dict(enumerate(spots)), []
    for rank, place in enumerate(places):
        held = [number for number, where in missing.items() if holds(place, where)]
        for number in held:
            del missing[number]
        if held:
            relevant.append(f"passage {rank}")
    return Ranking.of([f"passage {rank}" for rank in range(len(places))], [*relevant, *(f"span {n}" for n in missing)])
