"""Where the documents do not tell: the passages that come nearest, and of each the sentence that is nearest to the question.

A small model is often not sure enough of a sentence to give it as an answer. A person sees at a glance whether it is one.
"""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from assistant.candidates import candidates
from assistant.records import Nearest
from index.library import Library
from index.records import Evidence, Passage
from index.retrieval import Retriever

NEAREST = 3  # passages


Asked = tuple[str, Sequence[Evidence]]  # a question, and passages for it, best first


def nearest(library: Library, retriever: Retriever, asked: Sequence[Asked]) -> tuple[Nearest, ...]:
    """``NEAREST`` passages that have a sentence that may be quoted; of several questions the best of each first."""
    found: dict[Passage, Nearest] = {}
    for rank in zip_longest(*(_of_one(library, retriever, question, passages) for question, passages in asked)):
        for near in rank:
            if near is not None:
                found.setdefault(near.evidence.passage, near)
    return tuple(found.values())[:NEAREST]


def _of_one(library: Library, retriever: Retriever, question: str, passages: Sequence[Evidence]) -> Iterator[Nearest]:
    for passage in candidates(library, question, passages)[:NEAREST]:
        spans = [sentence.span for sentence in passage.sentences]
        near = retriever.nearness(question, [(span.language, span.text) for span in spans])
        _, best = max(zip(near, spans, strict=True), key=lambda pair: pair[0])
        yield Nearest(passage.evidence, best.start, best.end)
