"""Finds other accounts of what a first one tells: it tells better than the question what others of it say.

In other documents these are the sentences nearest to both. In its own document, most of what is near goes on with the same
account: only who contradicts it there is looked for, by signs that need no model (``assistant.contradicting``).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.attribution import speaker
from assistant.candidates import Sentence, quotable
from assistant.conflicts import account, at_odds
from assistant.contradicting import Sign
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
        denies: whether it denies the first account, or is denied by it, in that one's own document.
    """

    sentence: Sentence
    evidence: Evidence
    likeness: float
    denies: bool = False


def other_accounts(library: Library, retriever: Retriever, question: str, draft: Draft, told: frozenset[str]) -> list[Nearby]:
    """Sentences of documents not in ``told``, nearest to the question and the first account together, nearest first.

    Before them, the nearest one of the first account's own document that contradicts it, if there is any.
    """
    pivot = f"{question} {draft.text}"
    found = {item.passage: item for item in retriever.search(question, _POOL)}
    near = [found[item.passage] for item in retriever.search(pivot, _POOL) if item.passage in found]
    passages = [item for item in near if item.passage.document not in told][:_PASSAGES]
    others = _nearest_first(retriever, pivot, [(item, one) for item in passages for one in quotable(library, item)])
    own = [item for item in found.values() if item.passage.document == draft.span.document]
    against = _rebuttals(library, question, own, draft)
    rebuttals = _nearest_first(retriever, pivot, [(item, one) for one, (item, _) in against.items()])[:1]
    return [*(replace(one, denies=against[one.sentence][1].denies) for one in rebuttals), *others][:ACCOUNTS]


def _nearest_first(retriever: Retriever, pivot: str, places: Sequence[tuple[Evidence, Sentence]]) -> list[Nearby]:
    likeness = retriever.nearness(pivot, [(told.span.language, told.span.text) for _, told in places])
    others = [Nearby(told, item, near) for (item, told), near in zip(places, likeness, strict=True)]
    return sorted(others, key=lambda other: -other.likeness)


def _rebuttals(
    library: Library, question: str, passages: Sequence[Evidence], draft: Draft
) -> dict[Sentence, tuple[Evidence, Sign]]:
    """The sentences of ``passages``, all of the draft's document, that contradict it in another voice, and by which sign."""
    text = library.document(draft.span.document).text
    by = speaker(text, draft.span.start, draft.span.end, draft.span.language)
    first = account(text, draft.span, by.name if by else None)
    return {
        told: (item, sign)
        for item in passages
        for told in quotable(library, item)
        if (sign := at_odds(question, first, account(text, told.span, told.speaker)))
    }
