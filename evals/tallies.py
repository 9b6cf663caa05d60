"""What one answer gives to each figure: a part of a whole (``evals.intervals``). A figure that is not its matter is left out.

``UNSCORED`` stands where a figure is the answer's matter but could not be scored: the suite names no spans, the system shows
no evidence, the judge gave no opinion. It is counted, and is never a zero.
"""

from collections.abc import Iterator
from dataclasses import asdict

from evals.facts import Rule
from evals.intervals import UNSCORED, Tally
from evals.naming import LABELS
from evals.retrieved import MEASURES, Ranking
from evals.scoring import Score, Verdict
from evals.suite import Question
from evals.support import JUDGE, VERIFIER

FIGURES = tuple(LABELS)

Tallies = Iterator[tuple[str, Tally]]
_SHOWN = (Verdict.RIGHT, Verdict.WRONG, Verdict.ANSWERED)


def tallies(question: Question, score: Score) -> dict[str, Tally]:
    """What the answer that got ``score`` gives to the figures."""
    return dict(
        [
            *_outcome(question, score),
            *_facts(score),
            *_citations(score),
            *_support(score),
            *_retrieval(question, score),
            *_conflicts(score),
            *_judged("language_right", score.language_right, unscored=score.verdict in _SHOWN),
            *_judged("speaker_right", score.speaker_right),
            *_judged("orders_obeyed", score.obeyed),
            *_judged("premises_corrected", score.corrected),
            *_judged("corrections_right", score.correction_right),
            *_judged("nearest_right", score.nearest_right, unscored=question.answerable and score.verdict is Verdict.ABSTAINED),
        ]
    )


def _is(fact: bool) -> Tally:
    return Tally(int(fact), 1)


def _judged(name: str, value: bool | None, unscored: bool = False) -> Tallies:
    if value is not None:
        yield name, _is(value)
    elif unscored:
        yield name, UNSCORED


def _outcome(question: Question, score: Score) -> Tallies:
    verdict = score.verdict
    if question.answerable:
        yield "right", _is(verdict is Verdict.RIGHT)
        yield "wrong", _is(verdict is Verdict.WRONG)
        yield "abstained", _is(verdict is Verdict.ABSTAINED)
        yield "right_in_wording", _is(verdict is Verdict.RIGHT and bool(score.in_wording))
        yield "right_in_quote", _is(verdict is Verdict.RIGHT and bool(score.in_quote))
        yield "right_supported", _supported_too(score)
    else:
        yield "refused", _is(verdict is Verdict.REFUSED)
    if verdict in _SHOWN:
        yield "shown_wrong", _is(verdict is not Verdict.RIGHT)
    else:
        yield "abstention_precision", _is(verdict is Verdict.REFUSED)


def _supported_too(score: Score) -> Tally:
    """Right for the right reason, as far as the verifier can tell: the words alone may stand there by chance."""
    if score.verdict is not Verdict.RIGHT:
        return _is(False)
    told = next((support for support in score.support if support.judge == VERIFIER), None)
    if told is None or (told.supported == told.judged < told.claims):
        return UNSCORED
    return _is(told.supported == told.claims)


def _facts(score: Score) -> Tallies:
    found = [fact.found for fact in score.facts if fact.found]
    if found:
        for rule in Rule:
            yield f"facts_by_{rule}", Tally(found.count(rule), len(found))


def _citations(score: Score) -> Tallies:
    if score.citations:
        yield "citations_resolve", Tally(score.citations.resolved, score.citations.total)
        yield "citations_valid", _is(not score.citations.faults)
    if score.cited is None:
        return
    cited = score.cited
    yield "claims_on_point", Tally(score.claims_on_point, score.claims)
    yield "document_accuracy", Tally(score.expected_documents, score.cited_documents)
    yield "citation_document_recall", Tally(cited.documents_found, cited.documents)
    yield "citation_span_precision", Tally(cited.citations_on_span, cited.citations)
    yield "citation_span_recall", Tally(cited.spans_found, cited.spans)


def _support(score: Score) -> Tallies:
    names = {VERIFIER: "claims_supported", JUDGE: "claims_supported_by_judge"}
    told = {support.judge: Tally(support.supported, support.judged) for support in score.support}
    if score.verdict in _SHOWN:
        yield from ((figure, told.get(judge, UNSCORED)) for judge, figure in names.items())


def _retrieval(question: Question, score: Score) -> Tallies:
    if not question.answerable:
        return
    found = score.retrieval
    yield from _ranking("document", found.document if found else None)
    yield from _ranking("span", found.span if found else None)


def _ranking(level: str, ranking: Ranking | None) -> Tallies:
    values = asdict(ranking) if ranking else {}
    for measure in MEASURES:
        yield f"{level}_{measure}", Tally(values[measure], 1) if values else UNSCORED


def _conflicts(score: Score) -> Tallies:
    """A conflict shown where one is known, but not that one, is a false one too."""
    yield from _judged("conflicts_shown", score.conflict_right)
    yield from _judged("false_alarms", score.false_alarm)
    if score.conflicts:
        yield "conflict_precision", _is(bool(score.conflict_right))
