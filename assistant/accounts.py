"""Finds where other documents tell of the same thing: an account tells better than the question what others of it say."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.candidates import Sentence, candidates
from assistant.verification import Draft
from index.library import Library
from index.records import Evidence
from index.retrieval import Retriever

ACCOUNTS = 4  # sentences
_PASSAGES = 5  # whose sentences are compared
_POOL = 40  # passages found for the question among which they are looked for


@dataclass(frozen=True, slots=True)
class Nearby:
    """A sentence that may tell of the same thing, and the passage that it stands in.

    Attributes:
        likeness: how near it is to the question and the first account together, as ``Retriever.nearness``.
    """

    sentence: Sentence
    evidence: Evidence
    likeness: float


def other_accounts(
    library: Library, retriever: Retriever, question: str, evidence: Sequence[Evidence], draft: Draft, told: frozenset[str]
) -> list[Nearby]:
    """Sentences of documents not in ``told``, nearest to the question and the first account together, nearest first.

    Args:
        evidence: the passages found for the question at first.
    """
    pivot = f"{question} {draft.text}"
    found = {item.passage: item for item in retriever.search(question, _POOL)}
    near = [found[item.passage] for item in retriever.search(pivot, _POOL) if item.passage in found]
    passages = [item for item in near if item.passage.document not in told][:_PASSAGES]
    places = [(one.evidence, told) for one in candidates(library, question, passages, beside=evidence) for told in one.sentences]
    likeness = retriever.nearness(pivot, [(told.span.language, told.span.text) for _, told in places])
    others = [Nearby(told, item, near) for (item, told), near in zip(places, likeness, strict=True)]
    return sorted(others, key=lambda other: -other.likeness)[:ACCOUNTS]
