"""Where the documents do not tell: the passages that come nearest, and of each the sentence that is nearest to the question.

A small model is often not sure enough of a sentence to give it as an answer. A person sees at a glance whether it is one.
"""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from assistant.found import Untold
from assistant.records import Nearest
from index.records import Passage
from index.retrieval import Retriever

NEAREST = 3  # passages


def nearest(retriever: Retriever, untold: Sequence[Untold]) -> tuple[Nearest, ...]:
    """The first ``NEAREST`` passages, each with its nearest sentence; of several questions the best of each first."""
    found: dict[Passage, Nearest] = {}
    for rank in zip_longest(*(_of_one(retriever, one) for one in untold)):
        for near in rank:
            if near is not None:
                found.setdefault(near.evidence.passage, near)
    return tuple(found.values())[:NEAREST]


def _of_one(retriever: Retriever, untold: Untold) -> Iterator[Nearest]:
    for passage in untold.passages[:NEAREST]:
        spans = [sentence.span for sentence in passage.sentences]
        near = retriever.nearness(untold.question, [(span.language, span.text) for span in spans])
        _, best = max(zip(near, spans, strict=True), key=lambda pair: pair[0])
        yield Nearest(passage.evidence, best.start, best.end)
