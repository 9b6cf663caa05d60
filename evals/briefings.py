"""Measures briefings of a suite's documents: what stands in them, what it rests on, and what is missing or told twice.

Facts and accounts are looked for in statements by their words (``evals.matching``): an alias that is common may be found
in a sentence on something else, so coverage is an upper bound; what is told in other words is missed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations, permutations
from typing import TYPE_CHECKING, Any

from assistant.briefing.points import LIKE_CHOSEN
from assistant.verification import Draft, Span, quotable
from evals.intervals import Estimate, Tally, estimate
from evals.matching import contains
from evals.naming import BRIEFING
from evals.suite import Group, Question, Suite
from index.records import Document

if TYPE_CHECKING:
    from assistant.briefing.pool import Pool
    from assistant.briefing.records import Briefing, Comparison, Statement
    from assistant.records import Citation
    from index.library import Library

Likeness = Callable[["Statement", "Statement"], float]


@dataclass(frozen=True, slots=True)
class BriefingReport:
    """One briefing, measured.

    Attributes:
        estimates: shares, by their keys in ``evals.naming.BRIEFING``.
        counts: the other figures there.
        cold_s: seconds with nothing kept of the documents; ``warm_s``: once more, with what the first left.
    """

    suite: str
    sha256: str
    estimates: dict[str, Estimate]
    counts: dict[str, float]
    cold_s: float = 0.0
    warm_s: float = 0.0

    def to_json(self) -> dict[str, Any]:
        """As written to disk."""
        return asdict(self)


def measure(
    suite: Suite,
    briefing: "Briefing",
    documents: Mapping[str, Document],
    likeness: Likeness,
    topics: Sequence[Mapping[str, Tally]] = (),
) -> BriefingReport:
    """Every figure but the times.

    Args:
        documents: as indexed, by name: read apart from the briefing, so that it cannot vouch for itself.
        likeness: of two key points, by the measure by which the briefing keeps like ones apart.
        topics: what ``evals.topics`` gives for them.
    """
    stated = tuple(statements(briefing))
    resolving = {citation.number: citation for citation in briefing.citations if _resolves(citation, documents)}
    tallies: list[dict[str, Tally]] = [
        {
            "statements_supported": Tally(_supported(statement, resolving, documents), 1),
            "statements_citations_resolve": Tally(
                sum(number in resolving for number in statement.citations), len(statement.citations)
            ),
        }
        for statement in stated
    ]
    texts = [statement.text for statement in stated]
    tallies += map(dict, topics)
    tallies += [_of_question(question, texts, briefing.differences) for question in suite.questions]
    tallies += [{"passages_used": Tally(0, 1)}] * (briefing.coverage.passages - briefing.coverage.used)
    tallies += [{"passages_used": Tally(1, 1)}] * briefing.coverage.used
    conflicts = [question.conflict for question in suite.questions if question.conflict]
    pairs = list(combinations(briefing.key_points, 2))
    counts: dict[str, float] = {
        "citations_per_statement": sum(len(statement.citations) for statement in stated) / max(1, len(stated)),
        "statements": len(stated),
        "words": sum(len(text.split()) for text in texts),
        "key_points": len(briefing.key_points),
        "points_alike": sum(likeness(a, b) >= LIKE_CHOSEN for a, b in pairs),
        "points_same_text": sum(a.text.split() == b.text.split() for a, b in pairs),
        "differences": len(briefing.differences),
        "differences_unexplained": sum(
            not any(_explains(groups, difference) for groups in conflicts) for difference in briefing.differences
        ),
    }
    names = [key for key in BRIEFING if key not in counts]
    return BriefingReport(suite.name, suite.sha256, estimate(tallies, names), counts)


def statements(briefing: "Briefing") -> Iterator["Statement"]:
    """All that a briefing states, in its order; what stands in two sections comes twice."""
    yield from briefing.key_points
    for voice in briefing.speakers:
        yield from voice.statements
    yield from (moment.statement for moment in briefing.timeline)
    for quantity in briefing.figures:
        yield from (figure.statement for figure in quantity.figures)
    for comparison in (*briefing.agreements, *briefing.differences):
        yield from comparison.accounts
    yield from briefing.open_questions


def likeness_in(pool: "Pool") -> Likeness:
    """By the vectors of the pool from which the briefing was chosen."""
    places = {(sentence.document, sentence.text): place for place, sentence in enumerate(pool.sentences)}

    def of(a: "Statement", b: "Statement") -> float:
        first, second = (pool.unit[places[statement.document, statement.text]] for statement in (a, b))
        return float(first @ second)

    return of


def pool_of(library: "Library") -> "Pool":
    """The pool of a briefing on everything."""
    from assistant.briefing.cache import Digests
    from assistant.briefing.pool import gather

    names = sorted(info.name for info in library.documents())
    with Digests(library) as kept:
        read = ((document, *kept.get(document)) for document in map(library.document, names))
        return gather(read, len(names), library.neutral)


def _resolves(citation: "Citation", documents: Mapping[str, Document]) -> bool:
    document = documents.get(citation.document)
    return document is not None and quotable(_span(citation), document)


def _span(citation: "Citation") -> Span:
    return Span(citation.document, citation.start, citation.end, citation.quote, citation.language)


def _supported(statement: "Statement", resolving: Mapping[int, "Citation"], documents: Mapping[str, Document]) -> bool:
    """As the verifier has it for quotes: word for word the first citation, which resolves and orders nothing."""
    first = resolving.get(statement.citations[0]) if statement.citations else None
    return first is not None and first.document in documents and Draft(statement.text, _span(first)).verbatim


def _of_question(question: Question, texts: Sequence[str], differences: Sequence["Comparison"]) -> dict[str, Tally]:
    found: dict[str, Tally] = {}
    if question.answerable:
        found["facts_covered"] = Tally(all(any(_says(text, group) for text in texts) for group in question.facts), 1)
    if question.conflict:
        found["differences_shown"] = Tally(any(_shows(question.conflict, one, len(question.conflict)) for one in differences), 1)
    return found


def _explains(groups: Sequence[Group], difference: "Comparison") -> bool:
    """Whether two of a conflict's accounts stand in two of the difference's."""
    return _shows(groups, difference, 2)


def _shows(groups: Sequence[Group], difference: "Comparison", count: int) -> bool:
    """Whether ``count`` of ``groups`` stand in as many accounts, each in one of its own."""
    return any(
        all(_says(account.text, group) for group, account in zip(chosen, accounts, strict=True))
        for chosen in combinations(groups, count)
        for accounts in permutations(difference.accounts, count)
    )


def _says(text: str, group: Group) -> bool:
    return any(contains(text, alias) for alias in group)
