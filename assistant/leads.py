"""What documents say first: the answer to "what happened?", which has no subject that could be searched for.

News reports put what matters most into their first sentences, which summaries long found hard to beat (the lead baseline:
Nenkova 2005, "Automatic Text Summarization of Newswire").
"""

from collections.abc import Iterator, Sequence

from assistant.orders import is_order
from assistant.verification import Draft, Span
from index.library import Library
from index.records import Evidence
from index.segmentation import sentences

_OPENING = 1500  # characters of a document in which its lead is looked for
_LEAST = 8  # words: headlines and datelines are shorter, or do not end like a sentence
_ENDS = (".", "!", "?", "؟", "…", "\u201d", "»", '"')


def leads(library: Library, evidence: Sequence[Evidence], count: int) -> Iterator[Draft]:
    """The first sentence of each of the first ``count`` documents in ``evidence``, verbatim."""
    languages = {item.passage.document: item.passage.language for item in reversed(evidence)}
    documents = dict.fromkeys(item.passage.document for item in evidence)
    for name in list(documents)[:count]:
        span = _lead(library.document(name).text, name, languages[name])
        if span is not None:
            yield Draft(span.text, span)


def _lead(text: str, name: str, language: str) -> Span | None:
    for start, end in sentences(text, 0, min(len(text), _OPENING)):
        words = text[start:end]
        if len(words.split()) >= _LEAST and words.endswith(_ENDS) and not is_order(text, start, end):
            return Span(name, start, end, words, language)
    return None
