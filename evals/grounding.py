"""Whether an answer cites the words that it should: precision and recall of its citations by the suite's spans.

Precision by documents is counted in ``evals.scoring``, with the documents themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.records import Answer
from evals.spans import Place, Spots, holds, resolves
from evals.suite import Question


@dataclass(frozen=True, slots=True)
class Grounding:
    """Counts over one answer. A citation that does not resolve holds nothing. Without spans, theirs are 0.

    Attributes:
        documents: expected ones, ``documents_found`` of them cited.
        citations: shown, ``citations_on_span`` of them hold one of the ``spans``, of which ``spans_found`` are held.
    """

    documents: int
    documents_found: int
    citations: int
    citations_on_span: int
    spans: int
    spans_found: int


def judge_grounding(question: Question, answer: Answer, spots: Spots, texts: Mapping[str, str]) -> Grounding:
    """Compare the citations of ``answer`` with what ``question`` expects."""
    places = [Place(c.document, c.start, c.end) for c in answer.citations if resolves(c, texts)]
    return Grounding(
        documents=len(question.documents),
        documents_found=len({place.document for place in places} & set(question.documents)),
        citations=len(answer.citations) if spots else 0,
        citations_on_span=sum(any(holds(place, spot) for spot in spots) for place in places),
        spans=len(spots),
        spans_found=sum(any(holds(place, spot) for place in places) for spot in spots),
    )
