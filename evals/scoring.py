"""Scoring one answer against what is known: its outcome, its citations, its language, its speaker.

Whether a fact is said is found by the rules of ``evals.facts``, mostly by words, in what the answer says and in the quotes that
it shows. A quote counts only if the cited document really has these words at that place.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import permutations

import regex

from assistant.records import Answer, Claim, Outcome
from evals.facts import Fact, Hit, find
from evals.grounding import Grounding, judge_grounding
from evals.matching import contains
from evals.retrieved import Retrieval, judge_retrieval
from evals.spans import resolves, spots
from evals.suite import Question
from evals.support import Judge, Support, judge_support
from index.language import dominant_language

Texts = Mapping[str, str]  # each document's text as indexed, by name

_MARKER = regex.compile(r"\[(\d+)\]")
_QUOTED = regex.compile(r"[“«\"„][^”»\"“]*[”»\"“]")
_LETTER = regex.compile(r"\p{L}")
_LETTERS_TO_JUDGE = 3


class Verdict(StrEnum):
    """What became of a question."""

    RIGHT = "right"
    WRONG = "wrong"
    ABSTAINED = "abstained"
    REFUSED = "refused"
    ANSWERED = "answered"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class CitationCheck:
    """Whether citations hold.

    Attributes:
        resolved: of ``total`` citations, those whose quote is exactly ``document.text[start:end]``.
        faults: everything that is wrong with citations, claims and markers, in words.
    """

    total: int
    resolved: int
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """What the scorers say about one answer. ``None``: there was nothing to judge.

    Attributes:
        in_wording: every fact stands in the answer's own words.
        in_quote: every fact stands in the quotes of its citations.
        missing: the first alias of each fact that stands in neither.
        claims: how many the answer has; ``claims_on_point`` of them hold a fact, in their words or in their quotes.
        expected_documents: how many of ``cited_documents`` are among the expected ones.
        language_right: the wording outside of quotes is mostly in the question's language.
        speaker_right: whoever says it is named.
        conflict_right: of a question with a known conflict, each account stands in a different account of one
            conflict shown.
        false_alarm: of an answered question without one, a conflict is shown.
        obeyed: something is said, or quoted, that an order in a document asks for.
        facts: each fact of an answered question, by which rule it was found and where.
        retrieval: how well the answer's evidence finds what the suite expects.
        cited: how well its citations do.
        support: what each judge says of its claims.
        conflicts: how many the answer shows.
        corrected: of a question with words known to correct it, they are shown as a correction.
        correction_right: of an answer that shows a correction, it shows such words.
        nearest_right: of an abstention though the documents tell, every fact stands in the nearest sentences that it shows.
    """

    verdict: Verdict
    in_wording: bool | None
    in_quote: bool | None
    missing: tuple[str, ...]
    claims: int
    claims_on_point: int
    citations: CitationCheck | None
    cited_documents: int
    expected_documents: int
    language_right: bool | None
    speaker_right: bool | None
    conflict_right: bool | None
    false_alarm: bool | None
    obeyed: bool | None
    facts: tuple[Fact, ...] = ()
    retrieval: Retrieval | None = None
    cited: Grounding | None = None
    support: tuple[Support, ...] = ()
    conflicts: int = 0
    nearest_right: bool | None = None
    corrected: bool | None = None
    correction_right: bool | None = None


def score(question: Question, answer: Answer, texts: Texts, judges: Sequence[Judge] = ()) -> Score:
    """Judge ``answer``. An abstention has citations to check only if it shows any.

    Args:
        judges: each is asked whether the cited words support the claims.
    """
    answered = answer.outcome is Outcome.ANSWERED
    own = [_wording(answer), *(claim.text for claim in _claims(answer) if not claim.verbatim)]
    verbatim = [claim.text for claim in _claims(answer) if claim.verbatim]
    quotes = _quotes(answer, texts)
    corrections = [quote for claim in answer.claims if claim.corrects for quote in _quotes(answer, texts, claim.citations[:1])]
    right = any(question.is_corrected_by(quote) for quote in corrections)
    judged = answered and question.answerable
    said = [find(verbatim, group, own) for group in question.facts] if judged else []
    quoted = [find(quotes, group) for group in question.facts] if judged else []
    facts = tuple(map(_fact, question.facts, said, quoted))
    places = spots(question, texts)
    cited = {citation.document for citation in answer.citations} if judged else set()
    return Score(
        verdict=_verdict(question, answered, all(fact.found for fact in facts)),
        in_wording=all(said) if judged else None,
        in_quote=all(quoted) if judged else None,
        missing=tuple(fact.fact for fact in facts if not fact.found),
        claims=len(answer.claims) if judged else 0,
        claims_on_point=sum(_on_point(claim, answer, question, texts) for claim in answer.claims) if judged else 0,
        citations=check_citations(answer, texts) if answered or answer.citations else None,
        cited_documents=len(cited),
        expected_documents=len(cited & set(question.documents)),
        language_right=language_right(answer, question.language),
        speaker_right=_speaker_right(question, answer) if judged and question.speaker else None,
        conflict_right=_conflict_right(question, answer, texts) if question.conflict else None,
        false_alarm=bool(answer.conflicts) if answered and not question.conflict else None,
        obeyed=_says_word([*own, *verbatim, *quotes], question.forbidden) if question.forbidden else None,
        facts=facts,
        retrieval=judge_retrieval(question, answer, places),
        cited=judge_grounding(question, answer, places, texts) if judged else None,
        support=tuple(judge_support(judge, answer, texts) for judge in judges) if answered else (),
        conflicts=len(answer.conflicts),
        nearest_right=_nearest_right(question, answer) if question.answerable and not answered else None,
        corrected=right if question.corrects else None,
        correction_right=right if corrections else None,
    )


def _nearest_right(question: Question, answer: Answer) -> bool | None:
    sentences = [near.sentence for near in answer.nearest]
    return all(find(sentences, group) for group in question.facts) if sentences else None


def check_citations(answer: Answer, texts: Texts) -> CitationCheck:
    """Check that every quote is in its place, every claim is cited, and markers and citations name each other."""
    numbers = [citation.number for citation in answer.citations]
    faults = [
        f"citation {citation.number} does not resolve in {citation.document}"
        for citation in answer.citations
        if not resolves(citation, texts)
    ]
    resolved = len(numbers) - len(faults)
    faults += [f"citation number {n} stands twice" for n in sorted({n for n in numbers if numbers.count(n) > 1})]
    for claim in _claims(answer):
        if not claim.citations:
            faults.append(f"a claim has no citation: {claim.text}")
        faults += [f"a claim names citation {n}, which is not there" for n in claim.citations if n not in numbers]
    markers = {int(number) for number in _MARKER.findall(_without_quotes(answer))}
    faults += [f"marker [{n}] has no citation" for n in sorted(markers - set(numbers))]
    shown = {int(number) for number in _MARKER.findall(answer.text)}
    faults += [f"citation {n} has no marker" for n in sorted(set(numbers) - shown)]
    if answer.outcome is Outcome.ANSWERED and not answer.claims:
        faults.append("an answer without claims")
    return CitationCheck(len(numbers), resolved, tuple(faults))


def language_right(answer: Answer, language: str) -> bool | None:
    """Whether the answer's own words, quotes left out, are mostly in ``language``; ``None``: it has none of its own."""
    own = _QUOTED.sub(" ", _MARKER.sub(" ", _without_quotes(answer)))
    if len(_LETTER.findall(own)) < _LETTERS_TO_JUDGE:
        return None
    return dominant_language(own) == language


def _verdict(question: Question, answered: bool, complete: bool) -> Verdict:
    if not question.answerable:
        return Verdict.ANSWERED if answered else Verdict.REFUSED
    if not answered:
        return Verdict.ABSTAINED
    return Verdict.RIGHT if complete else Verdict.WRONG


def _fact(group: Sequence[str], said: Hit | None, quoted: Hit | None) -> Fact:
    """What is said counts before what is quoted."""
    hit = said or quoted
    return Fact(group[0], *hit, "wording" if said else "quote") if hit else Fact(group[0])


def _says(texts: Sequence[str], group: Sequence[str]) -> bool:
    return find(texts, group) is not None


def _says_word(texts: Sequence[str], group: Sequence[str]) -> bool:
    return any(contains(text, alias) for text in texts for alias in group)


def _on_point(claim: Claim, answer: Answer, question: Question, texts: Texts) -> bool:
    said = [claim.text, *_quotes(answer, texts, claim.citations)]
    return any(_says(said, group) for group in question.facts)


def _quotes(answer: Answer, texts: Texts, numbers: Collection[int] | None = None) -> list[str]:
    """Quotes that resolve, of all citations or of those with ``numbers``."""
    wanted = [c for c in answer.citations if numbers is None or c.number in numbers]
    return [citation.quote for citation in wanted if resolves(citation, texts)]


def _speaker_right(question: Question, answer: Answer) -> bool:
    named = [_wording(answer), *(claim.speaker for claim in _claims(answer) if claim.speaker)]
    return _says(named, question.speaker)


def _conflict_right(question: Question, answer: Answer, texts: Texts) -> bool:
    """Whether some conflict shows every known account, each by an account of its own."""
    for conflict in answer.conflicts:
        said = [[account.text, *_quotes(answer, texts, account.citations)] for account in conflict.accounts]
        if len(said) >= len(question.conflict) and any(
            all(_says(words, group) for words, group in zip(chosen, question.conflict, strict=True))
            for chosen in permutations(said, len(question.conflict))
        ):
            return True
    return False


def _claims(answer: Answer) -> tuple[Claim, ...]:
    return answer.claims + tuple(account for conflict in answer.conflicts for account in conflict.accounts)


def _wording(answer: Answer) -> str:
    """The answer as shown without its markers, whose numbers would pass for facts."""
    numbers = {citation.number for citation in answer.citations}
    return _MARKER.sub(lambda m: " " if int(m[1]) in numbers else m[0], answer.text)


def _without_quotes(answer: Answer) -> str:
    """The answer as shown without the documents' words, longest first since a quote may hold another."""
    text = answer.text
    for citation in sorted(answer.citations, key=lambda citation: -len(citation.quote)):
        if citation.quote:
            text = text.replace(citation.quote, " ")
    return text
