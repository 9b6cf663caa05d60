"""With a topic: which passages bear on it, or that none does.

A search always finds something nearest, and how far that stands out says nothing of whether it is near (measured on the tuning
suites: topics of other affairs stand out as far). What tells is that a document holds the topic's own words, by their stems, or
that a passage's plain cosine is high. A part of the words counts towards that: the two are weighed as a logistic regression on
topics of the tuning suites against those of others has it. Cosines between languages, and of topics of one word, are lower, so
those have floors of their own; the best of many passages is higher by chance, so floors rise with their number as the greatest
of that many normal values does. ``dossier eval briefings`` measures what they let through. Cosines of other embedders are on
other scales; with those, words decide.
"""

import math
from collections.abc import Sequence

from assistant.quantities.lexicon import STOPWORDS
from assistant.quantities.tokens import fold
from index.config import EMBEDDED_EMBEDDER
from index.language import dominant_language
from index.library import Library
from index.records import Evidence
from index.retrieval import Retriever
from index.terms import tokens

FOUND = 80  # passages at most
NEAR = 0.85  # cosine, with the words' share, from which a passage bears on a topic
NEAR_ACROSS = 0.825  # of a passage in another language than the topic's
NEAR_WORD = 0.8385  # to a topic of one word: its cosines are lower
HELD = 0.033  # what all words together count for on that scale
SPREAD = 0.015  # standard deviation of the cosines of one topic
USUAL = 50  # passages for which the floors were set
MOST = 0.6  # of the words of a topic of three or more: where no cosine tells
BEHIND = 0.03  # passages whose cosine is so little below the best are about it too
OUT = 1.0  # fair score from which a passage, in whichever language, goes with those that are sure
OUT_OF_BEST = 0.35


def bearing(library: Library, retriever: Retriever, topic: str) -> tuple[Evidence, ...]:
    """The passages that bear on the topic, best first; empty where none does."""
    found = retriever.search(topic, FOUND)
    words = {stem for word in topic.split() if fold(word) not in STOPWORDS for stem in tokens(word)}
    floor = NEAR + SPREAD * (_greatest(len(library.catalogue.passage_ids())) - _greatest(USUAL))
    if library.embedder.name == EMBEDDED_EMBEDDER:
        near = [item for item in found if _nearness(item, topic, words) + HELD * _held(item, words) >= floor]
    else:
        near = [item for item in found if len(words) > 2 and _held(item, words) >= MOST]
    sure = [*_with_all_words(found, words), *near]
    if not sure:
        return ()
    least = max(floor, max(_nearness(item, topic, words) for item in sure) - BEHIND)
    stands_out = max(OUT, OUT_OF_BEST * max(item.score for item in sure))
    near_best = [item for item in found if item.score > 0 and _nearness(item, topic, words) >= least]
    return tuple(item for item in found if item in sure or item in near_best or item.score >= stands_out)


def _greatest(count: int) -> float:
    """About the greatest of so many standard normal values."""
    return math.sqrt(2 * math.log(max(2, count)))


def _nearness(item: Evidence, topic: str, words: set[str]) -> float:
    """The passage's cosine, on the scale of topics of several words and of passages in their language."""
    across = item.passage.language != dominant_language(topic)
    floor = NEAR_ACROSS if across else NEAR_WORD if len(words) == 1 else NEAR
    return item.signals["cosine"] + NEAR - floor


def _held(item: Evidence, words: set[str]) -> float:
    """The share of the words that the passage holds."""
    return len(words & set(tokens(item.passage.text))) / max(1, len(words))


def _with_all_words(found: Sequence[Evidence], words: set[str]) -> list[Evidence]:
    """The passages that hold every word; where none does, those with half of them in a document that holds every word."""
    of_passage = [words & set(tokens(item.passage.text)) for item in found]
    whole = [item for item, held in zip(found, of_passage, strict=True) if words and held == words]
    if whole or not words:
        return whole
    of_document: dict[str, set[str]] = {}
    for item, held in zip(found, of_passage, strict=True):
        of_document.setdefault(item.passage.document, set()).update(held)
    return [
        item
        for item, held in zip(found, of_passage, strict=True)
        if of_document[item.passage.document] == words and 2 * len(held) >= len(words)
    ]
