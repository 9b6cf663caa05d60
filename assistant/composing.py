"""Drafts worded claims with a model that can: one call over numbered excerpts, each claim with the words that it rests on.

The reply is JSON; each claim is taken up as soon as its closing brace has streamed in. Its quote is looked up in the excerpt
that it names, then in the others (a right quote with a wrong number is re-cited); a quote that stands nowhere is dropped.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from assistant.alignment import locate
from assistant.models.base import LanguageModel, Message, Request
from assistant.orders import without_orders
from assistant.prompting import load_prompt
from assistant.verification import PARTS, Draft, sentences_around
from index.library import Library
from index.records import Evidence

_REPLY_TOKENS = 700
_LANGUAGES = {"en": "English", "ar": "Arabic"}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "statements": {
            "type": "array",
            "maxItems": 6,
            "items": {
                "type": "object",
                "properties": {
                    "statement": {"type": "string"},
                    "quote": {"type": "string"},
                    "excerpt": {"type": "integer"},
                },
                "required": ["statement", "quote", "excerpt"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["statements"],
    "additionalProperties": False,
}


def compose(
    model: LanguageModel, library: Library, question: str, language: str, evidence: Sequence[Evidence]
) -> Iterator[Draft]:
    """Drafts for ``question``, one by one as they stream in; none where the model finds that the excerpts do not tell."""
    prompt = load_prompt("composing", **PARTS)
    excerpts = "\n\n".join(
        prompt.fill("excerpt", number=str(n), document=item.passage.document, passage=_readable(library, item))
        for n, item in enumerate(evidence, start=1)
    )
    request = Request(
        (
            Message("system", prompt.fill("system", language=_LANGUAGES.get(language, "the language of the question"))),
            Message("user", prompt.fill("user", excerpts=excerpts, question=question)),
        ),
        max_tokens=_REPLY_TOKENS,
        json_schema=SCHEMA if model.features.json_schema else None,
    )
    for statement in _objects(chunk.text for chunk in model.stream(request)):
        draft = _draft(statement, library, evidence)
        if draft is not None:
            yield draft


def _readable(library: Library, item: Evidence) -> str:
    """The passage without orders to the reader: what is not read is not obeyed."""
    passage = item.passage
    return without_orders(library.document(passage.document).text, passage.start, passage.end)


def _draft(statement: dict[str, Any], library: Library, evidence: Sequence[Evidence]) -> Draft | None:
    text, quote, number = statement.get("statement"), statement.get("quote"), statement.get("excerpt")
    if not isinstance(text, str) or not isinstance(quote, str) or not text.strip():
        return None
    named = [evidence[number - 1]] if isinstance(number, int) and 1 <= number <= len(evidence) else []
    for item in (*named, *evidence):
        passage = item.passage
        match = locate(quote, passage.text)
        if match is not None:
            whole = library.document(passage.document).text
            start, end = passage.start + match.start, passage.start + match.end
            bounds = (passage.start, passage.end)
            return Draft(text.strip(), sentences_around(passage.document, whole, start, end, passage.language, within=bounds))
    return None


def _objects(pieces: Iterator[str]) -> Iterator[dict[str, Any]]:
    """The innermost complete JSON objects of a stream, each as soon as it is complete. Other text is passed over."""
    decoder = json.JSONDecoder()
    buffer, at = "", 0
    for piece in pieces:
        buffer += piece
        while (opening := buffer.find("{", at)) >= 0:
            if _is_wrapper(buffer, opening):
                at = opening + 1
                continue
            try:
                value, at = decoder.raw_decode(buffer, opening)
            except json.JSONDecodeError:
                break  # not complete yet
            if isinstance(value, dict):
                yield value


def _is_wrapper(buffer: str, opening: int) -> bool:
    """Whether the brace opens the reply as a whole rather than a statement."""
    head = buffer[opening + 1 :].lstrip()
    return head.startswith('"statements"') or (bool(head) and '"statements"'.startswith(head)) or not head
