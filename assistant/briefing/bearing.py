"""With a topic: which passages bear on it, or that none does.

A search always finds something nearest, and how far that stands out says nothing of whether it is near (measured on the tuning
suites: topics of other affairs stand out as far). What tells is that a passage holds the topic's own words, or that its plain
cosine is high: 0.84 with the embedded embedder, where nothing foreign reached it. Cosines of other embedders are on other
scales; with those, words decide.
"""

from assistant.quantities.lexicon import STOPWORDS
from assistant.quantities.tokens import fold
from index.config import EMBEDDED_EMBEDDER
from index.library import Library
from index.records import Evidence
from index.retrieval import Retriever
from index.terms import tokens

FOUND = 80  # passages at most
NEAR = 0.84
NEAR_WITH_WORDS = 0.81  # words alone are not enough: "contract" is in many affairs
BEHIND = 0.03  # passages whose cosine is so little below the best are about it too
OUT = 1.0  # fair score from which a passage, in whichever language, goes with those that are sure
OUT_OF_BEST = 0.35
_FOREIGN = 10.0  # no cosine reaches it


def bearing(library: Library, retriever: Retriever, topic: str) -> tuple[Evidence, ...]:
    """The passages that bear on the topic, best first; empty where none does."""
    found = retriever.search(topic, FOUND)
    embedded = library.embedder.name == EMBEDDED_EMBEDDER
    near, with_words = (NEAR, NEAR_WITH_WORDS) if embedded else (_FOREIGN, 0.0)
    words = {stem for word in topic.split() if fold(word) not in STOPWORDS for stem in tokens(word)}
    sure = [item for item in found if _cosine(item) >= (with_words if _holds(item, words) else near)]
    if not sure:
        return ()
    least = max(map(_cosine, sure)) - BEHIND
    stands_out = max(OUT, OUT_OF_BEST * max(item.score for item in sure))
    near_best = [item for item in found if item.score > 0 and _cosine(item) >= least]
    return tuple(item for item in found if item in sure or item in near_best or item.score >= stands_out)


def _cosine(item: Evidence) -> float:
    return item.signals["cosine"]


def _holds(item: Evidence, words: set[str]) -> bool:
    """Whether the passage holds all words of a short topic, three in five of a long one."""
    held = words & set(tokens(item.passage.text))
    return bool(words) and len(held) >= (len(words) if len(words) < 3 else 0.6 * len(words))
