"""With a topic: which passages bear on it, or that none does.

A search always finds something nearest, and how far that stands out says nothing of whether it is near (measured on the tuning
suites: topics of other affairs stand out as far). What tells is that a document holds the topic's own words, by their stems,
that it names what the topic names, in whichever script, or that it is near by meaning (``assistant.briefing.nearness``).
``dossier eval topics`` measures what is taken up. Cosines of other embedders are on other scales; with those, words decide.
"""

from collections.abc import Sequence

from assistant.briefing.nearness import nearness, shipped
from assistant.names import names, unsupported_names
from assistant.quantities.lexicon import STOPWORDS
from assistant.quantities.tokens import fold
from index.config import EMBEDDED_EMBEDDER
from index.language import dominant_language
from index.library import Library
from index.records import Evidence
from index.retrieval import Retriever
from index.terms import tokens

FOUND = 80  # passages at most
MOST = 0.6  # of the words of a topic of three or more: where no cosine tells
BEHIND = 0.03  # passages that are so little less near than the best are about it too
OUT = 1.0  # fair score from which a passage, in whichever language, goes with those that are sure
OUT_OF_BEST = 0.35


def bearing(library: Library, retriever: Retriever, topic: str) -> tuple[Evidence, ...]:
    """The passages that bear on the topic, best first; empty where none does."""
    found, words = retriever.search(topic, FOUND), words_of(topic)
    near = nearness(library, found, topic, words)
    passages = len(library.catalogue.passage_ids())
    margins = [shipped().margin(one, passages) for one in near]
    if library.embedder.name == EMBEDDED_EMBEDDER:
        by_meaning = [margin >= 0 for margin in margins]
    else:
        by_meaning = [len(words) > 2 and one.held >= MOST for one in near]
    sure = [word or meaning for word, meaning in zip(told(found, topic, words), by_meaning, strict=True)]
    if not any(sure):
        return ()
    least = max(0.0, max(margin for margin, certain in zip(margins, sure, strict=True) if certain) - BEHIND)
    stands_out = max(OUT, OUT_OF_BEST * max(item.score for item, certain in zip(found, sure, strict=True) if certain))
    return tuple(
        item
        for item, margin, certain in zip(found, margins, sure, strict=True)
        if certain or (item.score > 0 and margin >= least) or item.score >= stands_out
    )


def words_of(topic: str) -> frozenset[str]:
    """Stems of the words that tell."""
    return frozenset(stem for word in topic.split() if fold(word) not in STOPWORDS for stem in tokens(word))


def told(found: Sequence[Evidence], topic: str, words: frozenset[str]) -> list[bool]:
    """Of each passage, whether it holds the topic's words, or names what the topic names."""
    language, by_word = dominant_language(topic), _with_all_words(found, words)
    return [
        word or (bool(words) and item.passage.language != language and _names(item.passage.text, topic, words))
        for item, word in zip(found, by_word, strict=True)
    ]


def _with_all_words(found: Sequence[Evidence], words: frozenset[str]) -> list[bool]:
    """The passages that hold every word; where none does, those with half of them in a document that holds every word."""
    of_passage = [words & set(tokens(item.passage.text)) for item in found]
    whole = [bool(words) and held == words for held in of_passage]
    if any(whole) or not words:
        return whole
    of_document: dict[str, set[str]] = {}
    for item, held in zip(found, of_passage, strict=True):
        of_document.setdefault(item.passage.document, set()).update(held)
    return [
        of_document[item.passage.document] == words and 2 * len(held) >= len(words)
        for item, held in zip(found, of_passage, strict=True)
    ]


def _names(text: str, topic: str, words: frozenset[str]) -> bool:
    """Whether the topic is no more than a name, and a text in another script names the same."""
    if own := names(topic):
        return words <= {stem for name in own for stem in tokens(name.text)} and not unsupported_names(topic, text)
    missing = unsupported_names(text, topic)
    return any(len(name.text.split()) >= len(words) and name not in missing for name in names(text))
