"""The answer as it is being written: checked claims, whom the sources name as saying them, and the citations of both."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.attribution import Speaker, Stance, speaker
from assistant.conflicts import Account, account
from assistant.found import Found, Untold
from assistant.orders import is_order
from assistant.records import Answer, Citation, Claim, Conflict, Nearest, Outcome, Timings, Wording
from assistant.verification import Draft, Span, sentences_around
from assistant.wording import differ, phrases, quoted, verbatim, with_markers
from index.records import Document, Evidence

# Of a pronoun that could not be traced nobody learns who speaks.
_PRONOUNS = frozenset({"he", "she", "they", "it", "هو", "هي", "هم", "هن", "هما"})


class Sheet:
    """Collects claims in the language of the question.

    Attributes:
        untold: questions, of several asked at once, that nothing was found for.
        near: for each question that nothing was found for, what comes near to it.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.text: list[str] = []
        self.claims: list[Claim] = []
        self.citations: list[Citation] = []
        self.untold: list[str] = []
        self.near: list[Untold] = []
        self._found_in: list[Evidence] = []
        self._accounts: list[Account] = []
        self._conflicts: list[tuple[str, tuple[int, ...]]] = []

    @property
    def answers(self) -> bool:
        """Whether any claim answers; one that corrects the question does not."""
        return any(not claim.corrects for claim in self.claims)

    def has(self, span: Span) -> bool:
        """Whether a claim rests on that span already."""
        places = {(citation.document, citation.start, citation.end) for citation in self.citations}
        return (span.document, span.start, span.end) in places

    def accounts(self, since: int = 0) -> list[Account]:
        """The claims from ``since`` on as accounts that may differ."""
        return self._accounts[since:]

    def add(self, draft: Draft, document: Document, found: Found | None = None) -> Wording:
        """Write a checked draft. A speaker who is named outside the quote is cited too: that is a statement as well.

        Args:
            found: how it was found, if a passage was read for it.
        """
        draft, said_by = attributed(draft, document)
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
        claim = Claim(
            text,
            name,
            tuple(citation.number for citation in citations),
            draft.verbatim,
            confidence=found.probability if found else None,
            corrects=found is not None and found.corrects,
        )
        self._found_in += [found.evidence] if found else []
        self.claims.append(claim)
        words = draft.text if draft.verbatim else f"{draft.text} {span.text}"
        self._accounts.append(account(document.text, span, name, words, len(self.claims) - 1))
        return self.say(with_markers(text, claim.citations), tuple(citations))

    def abstain(self, *, found: bool) -> Wording:
        """Say that the documents do not tell; what comes nearest is shown below it, if anything was found."""
        says = phrases(self.language)
        return self.say(says.abstained if found else says.abstained_empty)

    def add_conflict(self, topic: str, accounts: Sequence[Account]) -> Wording:
        """Say that these claims differ. None of them is taken for the right one."""
        numbers = tuple(sorted(one.claim for one in accounts))
        self._conflicts.append((topic, numbers))
        markers = ["".join(f"[{number}]" for number in self.claims[n].citations) for n in numbers]
        return self.say(differ(markers, self.language))

    def foreign(self) -> Iterator[tuple[int, Citation]]:
        """The claims that are quotes in another language than the question's, by place, each with its quote."""
        by_number = {citation.number: citation for citation in self.citations}
        for n, claim in enumerate(self.claims):
            quote = by_number[claim.citations[0]]
            if claim.verbatim and quote.language != self.language:
                yield n, quote

    def add_gloss(self, place: int, gloss: str | None) -> None:
        """Set what the claim at ``place`` says in the language of the question."""
        self.claims[place] = replace(self.claims[place], gloss=gloss)

    def say_untold(self) -> Wording:
        """Name the questions that nothing was found for."""
        return self.say(phrases(self.language).untold.format(questions=" ".join(quoted(q, self.language) for q in self.untold)))

    def say_corrected(self) -> Wording:
        """Say that what comes next may show the question to be mistaken."""
        return self.say(phrases(self.language).corrected)

    def say(self, text: str, citations: tuple[Citation, ...] = ()) -> Wording:
        """Add a line."""
        self.text.append(f"\n{text}" if self.text else text)
        return Wording(self.text[-1], citations)

    def answer(
        self, question: str, evidence: tuple[Evidence, ...], model: str, timings: Timings, nearest: tuple[Nearest, ...] = ()
    ) -> Answer:
        """All that was written, as the answer to ``question``."""
        return Answer(
            question=question,
            language=self.language,
            outcome=Outcome.ANSWERED if self.answers else Outcome.ABSTAINED,
            text="".join(self.text),
            claims=tuple(self.claims),
            citations=tuple(self.citations),
            conflicts=tuple(Conflict(topic, tuple(self.claims[n] for n in places)) for topic, places in self._conflicts),
            evidence=(*evidence, *self._beside(evidence)),
            model=model,
            timings=timings,
            nearest=nearest,
        )

    def _beside(self, evidence: Sequence[Evidence]) -> list[Evidence]:
        """The passages that claims were found in later."""
        shown = {item.passage for item in evidence}
        return [item for item in self._found_in if item.passage not in shown]

    def _citation(self, span: Span, place: int) -> Citation:
        number = len(self.citations) + place
        return Citation(number, span.document, span.start, span.end, span.text, span.language)


def attributed(draft: Draft, document: Document) -> tuple[Draft, Speaker | None]:
    """The draft with its speaker.

    Where the source denies, in another sentence, what a quote says, the quote is widened to hold the denial: the bare
    words would turn it into its opposite.
    """
    span = draft.span
    said_by = speaker(document.text, span.start, span.end, span.language)
    if said_by is None or said_by.name.lower() in _PRONOUNS or is_order(document.text, said_by.start, said_by.end):
        return draft, None
    told = said_by.told
    if draft.verbatim and said_by.stance is Stance.DENIED and told is not None and not _covers(span, told):
        denial = sentences_around(document.name, document.text, *told, span.language)
        start, end = min(span.start, denial.start), max(span.end, denial.end)
        words = document.text[start:end]
        return Draft(words, replace(span, start=start, end=end, text=words)), said_by
    return draft, said_by


def _inside(said_by: Speaker, span: Span) -> bool:
    return _covers(span, (said_by.start, said_by.end))


def _covers(span: Span, place: tuple[int, int]) -> bool:
    return span.start <= place[0] and place[1] <= span.end


def _sentence(document: Document, said_by: Speaker, language: str) -> Span:
    return sentences_around(document.name, document.text, said_by.start, said_by.end, language)
