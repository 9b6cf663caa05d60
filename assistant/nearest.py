"""Where the documents do not tell: the passages that come nearest, and of each the sentence that is nearest to the question.

A small model is often not sure enough of a sentence to give it as an answer. A person sees at a glance whether it is one.
"""

from collections.abc import Sequence

from assistant.candidates import candidates
from assistant.records import Nearest
from index.library import Library
from index.records import Evidence
from index.retrieval import Retriever

NEAREST = 3  # passages


def nearest(library: Library, retriever: Retriever, question: str, evidence: Sequence[Evidence]) -> tuple[Nearest, ...]:
    """The first ``NEAREST`` passages of ``evidence``, best first, that have a sentence that may be quoted."""
    found: list[Nearest] = []
    for passage in candidates(library, question, evidence)[:NEAREST]:
        spans = [sentence.span for sentence in passage.sentences]
        near = retriever.nearness(question, [(span.language, span.text) for span in spans])
        _, best = max(zip(near, spans, strict=True), key=lambda pair: pair[0])
        found.append(Nearest(passage.evidence, best.start, best.end))
    return tuple(found)
