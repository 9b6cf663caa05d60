"""With a topic: which passages bear on it, or that none does."""

from assistant.names import unsupported_names
from index.records import Evidence
from index.retrieval import Retriever

FOUND = 60  # passages at most
FLOOR = 1.0
LIKE_BEST = 0.45  # of the best passage's score, what the others need at least


def bearing(retriever: Retriever, topic: str) -> tuple[Evidence, ...]:
    """The passages that bear on the topic, best first; empty where none does."""
    found = retriever.search(topic, FOUND)
    if not found or not _bears(topic, found):
        return ()
    least = max(FLOOR, LIKE_BEST * found[0].score)
    return tuple(evidence for evidence in found if evidence.score >= least)


def _bears(topic: str, found: tuple[Evidence, ...]) -> bool:
    best = found[0]
    if best.score < FLOOR:
        return False
    return not unsupported_names(topic, " ".join(evidence.passage.text for evidence in found))
