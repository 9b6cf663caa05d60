"""The answer as it is being written: checked claims, whom the sources name as saying them, and the citations of both."""

from dataclasses import replace

from assistant.attribution import Speaker, Stance, speaker
from assistant.records import Citation, Claim, Wording
from assistant.verification import Draft, Span, sentences_around
from assistant.wording import verbatim, with_markers
from index.records import Document

# Of a pronoun that could not be traced nobody learns who speaks.
_PRONOUNS = frozenset({"he", "she", "they", "it", "هو", "هي", "هم", "هن", "هما"})


class Sheet:
    """Collects claims in the language of the question."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.text: list[str] = []
        self.claims: list[Claim] = []
        self.citations: list[Citation] = []

    def has(self, span: Span) -> bool:
        """Whether a claim rests on that span already."""
        places = {(citation.document, citation.start, citation.end) for citation in self.citations}
        return (span.document, span.start, span.end) in places

    def add(self, draft: Draft, document: Document) -> Wording:
        """Write a checked draft. A speaker who is named outside the quote is cited too: that is a statement as well."""
        draft, said_by = _attributed(draft, document)
        span = draft.span
        citations = [self._citation(span, 1)]
        outside = said_by is not None and not _inside(said_by, span)
        if said_by is not None and outside:
            citations.append(self._citation(_sentence(document, said_by, span.language), 2))
        name = said_by.name if said_by else None
        text = draft.text
        if draft.verbatim:
            text = verbatim(draft.text, span.language, name if outside else None, self.language)
        self.citations += citations
        claim = Claim(text, name, tuple(citation.number for citation in citations), draft.verbatim)
        self.claims.append(claim)
        shown = with_markers(text, claim.citations)
        self.text.append(shown if len(self.claims) == 1 else f"\n{shown}")
        return Wording(self.text[-1], tuple(citations))

    def _citation(self, span: Span, place: int) -> Citation:
        number = len(self.citations) + place
        return Citation(number, span.document, span.start, span.end, span.text, span.language)


def _attributed(draft: Draft, document: Document) -> tuple[Draft, Speaker | None]:
    """The draft with its speaker.

    Where the source denies, in another sentence, what a quote says, the quote is widened to hold the denial: the bare
    words would turn it into its opposite.
    """
    span = draft.span
    said_by = speaker(document.text, span.start, span.end, span.language)
    if said_by is None or said_by.name.lower() in _PRONOUNS:
        return draft, None
    if draft.verbatim and said_by.stance is Stance.DENIED and not _inside(said_by, span):
        denial = _sentence(document, said_by, span.language)
        start, end = min(span.start, denial.start), max(span.end, denial.end)
        words = document.text[start:end]
        return Draft(words, replace(span, start=start, end=end, text=words)), said_by
    return draft, said_by


def _inside(said_by: Speaker, span: Span) -> bool:
    return span.start <= said_by.start and said_by.end <= span.end


def _sentence(document: Document, said_by: Speaker, language: str) -> Span:
    return sentences_around(document.name, document.text, said_by.start, said_by.end, language)
