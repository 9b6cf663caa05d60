"""Finds where other documents tell of the same thing: an account tells better than the question what others of it say."""

from collections.abc import Sequence

from assistant.candidates import Candidate, candidates
from assistant.verification import Draft
from index.library import Library
from index.records import Evidence
from index.retrieval import Retriever

ACCOUNTS = 3  # passages
_POOL = 40  # passages found for the question among which they are looked for


def other_accounts(
    library: Library, retriever: Retriever, question: str, evidence: Sequence[Evidence], draft: Draft, told: frozenset[str]
) -> list[Candidate]:
    """Passages of documents not in ``told``, nearest to the question and the first account together, nearest first.

    Args:
        evidence: the passages found for the question at first.
    """
    near = retriever.search(f"{question} {draft.text}", _POOL)
    found = {item.passage: item for item in retriever.search(question, _POOL)}
    wanted = [item.passage for item in near if item.passage.document not in told and item.passage in found]
    return candidates(library, question, [found[passage] for passage in wanted[:ACCOUNTS]], beside=evidence)
