"""The step that nothing bypasses: a drafted claim is supported by the words that it cites, or is cut down to them, or dropped.

For each draft, in order: the citation resolves, to words that are no order to the reader (``assistant.orders``); a claim that is
the cited words themselves stands; otherwise every quantity and every name of the claim stands in the cited sentences (across
scripts), and the model that is asked with nothing but those words and the claim says that they support it. What fails is
replaced by the quote; a quote that resolves nowhere is dropped.
"""

from dataclasses import dataclass

from assistant.alignment import sentence_span
from assistant.models.base import LanguageModel, Message, yes_against_no
from assistant.names import unsupported_names
from assistant.orders import is_order
from assistant.prompting import load_prompt
from assistant.quantities import unsupported
from index.records import Document

PARTS = {
    "system": frozenset({"language"}),
    "user": frozenset({"excerpts", "question"}),
    "excerpt": frozenset({"number", "document", "passage"}),
    "support": frozenset({"quote", "claim"}),
}


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a document: ``text`` is exactly ``document.text[start:end]``."""

    document: str
    start: int
    end: int
    text: str
    language: str


def sentences_around(
    document: str, text: str, start: int, end: int, language: str, within: tuple[int, int] | None = None
) -> Span:
    """The whole sentences of ``text`` (that of ``document``) that hold ``[start, end)``: what is cited is never a fragment."""
    start, end = sentence_span(text, start, end, within=within)
    return Span(document, start, end, text[start:end], language)


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim before it is checked, and the words that it is said to rest on."""

    text: str
    span: Span

    @property
    def verbatim(self) -> bool:
        """Whether the claim is the cited words themselves."""
        return " ".join(self.text.split()) == " ".join(self.span.text.split())


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a draft: kept as worded, or replaced by the quote; ``why`` names the check that failed."""

    draft: Draft
    why: str = ""


def verify(draft: Draft, document: Document, model: LanguageModel) -> Verdict | None:
    """Check one draft.

    Returns:
        The draft as it may be shown, or ``None`` where its citation does not resolve, or its words are an order to the reader.
    """
    span = draft.span
    if not quotable(span, document):
        return None
    if draft.verbatim:
        return Verdict(draft)
    failed = failed_check(draft.text, span.text, model)
    return Verdict(Draft(span.text, span), failed) if failed else Verdict(draft)


def quotable(span: Span, document: Document) -> bool:
    """Whether the words resolve to that place of the document, and give its reader no orders."""
    if not span.text.strip() or document.text[span.start : span.end] != span.text:
        return False
    return not is_order(document.text, span.start, span.end)


def failed_check(claim: str, cited: str, model: LanguageModel) -> str:
    """The first check by which ``cited`` does not support ``claim``; empty if it does."""
    wrong_quantities = unsupported(claim, cited)
    if wrong_quantities:
        return f"quantity: {claim[wrong_quantities[0].start : wrong_quantities[0].end]}"
    wrong_names = unsupported_names(claim, cited)
    if wrong_names:
        return f"name: {wrong_names[0].text}"
    return "" if supports(claim, cited, model) else "meaning"


def supports(claim: str, cited: str, model: LanguageModel) -> bool:
    """Whether the model, shown nothing but the cited words, says that they support the claim."""
    prompt = load_prompt("composing", **PARTS)
    return yes_against_no(model, Message("user", prompt.fill("support", quote=cited, claim=claim))) > 0.0
