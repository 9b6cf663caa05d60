"""Retrieval on its own: how often the right paragraph, and the passage with the answer, are among the first results.

A result is a passage; rank 1 is the best. *Document* level counts a passage of the right paragraph, *answer* level one
that holds an accepted answer. ``en>ar`` are English questions whose paragraph is Arabic.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from evals.figures import Latency
from evals.matching import occurrences
from evals.squad import LANGUAGES, ParallelParagraph, Span, load_pair
from evals.workbench import indexed, texts_of
from index.records import Evidence, Passage

if TYPE_CHECKING:
    from assistant.config import Settings

DEPTH = 5
FAIR, PLAIN = "language-fair", "plain dense"


class Searches(Protocol):
    """Whatever finds passages; ``fair=False`` asks for plain dense order over the same vectors."""

    def search(self, question: str, k: int = DEPTH, *, fair: bool = True) -> tuple[Evidence, ...]:
        """The ``k`` best passages, best first."""


@dataclass(frozen=True, slots=True)
class Item:
    """A question with the only document that answers it, and where in that document's text the answers stand."""

    question: str
    pair: str
    document: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Ranks (from 1; ``None``: not among the first ``DEPTH``) and milliseconds of one search."""

    pair: str
    document: int | None
    answer: int | None
    ms: float


@dataclass(frozen=True, slots=True)
class RankFigures:
    """Recall@k over ``n`` questions, and the mean reciprocal rank, where ranks beyond ``DEPTH`` count 0."""

    n: int
    recall_1: float
    recall_3: float
    recall_5: float
    mrr: float

    @classmethod
    def of(cls, ranks: Sequence[int | None]) -> "RankFigures":
        """The figures of ``ranks``, which must not be empty."""
        n, found = len(ranks), [rank for rank in ranks if rank is not None]
        at = {k: sum(rank <= k for rank in found) / n for k in (1, 3, 5)}
        return cls(n, at[1], at[3], at[5], sum(1 / rank for rank in found) / n)


@dataclass(frozen=True, slots=True)
class SystemFigures:
    """One way of ranking.

    Attributes:
        document, answer: figures by pair of languages.
        ratio: recall@5 across languages over recall@5 within a language, at document level; ``None`` without both.
    """

    name: str
    document: dict[str, RankFigures]
    answer: dict[str, RankFigures]
    ratio: float | None
    search_ms: Latency


@dataclass(frozen=True, slots=True)
class RetrievalReport:
    """Figures of each system over the same questions."""

    mixed: bool
    fold: int
    embedder: str
    paragraphs: int
    questions: int
    systems: tuple[SystemFigures, ...]

    def to_json(self) -> dict[str, Any]:
        """The report as written to disk."""
        return asdict(self)


Progress = Callable[[int, int], None]
Corpus = Sequence[tuple[ParallelParagraph, str]]  # paragraphs and the language that each is kept in


def run_retrieval(
    squad_dir: Path, settings: "Settings", mixed: bool = True, fold: int = 0, on_progress: Progress | None = None
) -> RetrievalReport:
    """Index the paragraphs of ``squad_dir`` with the product's own flow and ask every question in both languages.

    Args:
        mixed: keep each paragraph in one language only; otherwise one library for each language, both asked in both
            languages: the yardstick for what mixing costs.
        fold: 0 or 1; which half of the paragraphs is kept in which language.
        on_progress: called with searches done and to do.

    Raises:
        SuiteError: the files cannot be read or are not parallel.
    """
    from index.retrieval import Retriever

    paragraphs = load_pair(squad_dir)
    corpora = _corpora(paragraphs, mixed, fold)
    total = 2 * sum(len(p.questions) * len(LANGUAGES) for corpus in corpora for p, _ in corpus)
    found: dict[str, list[Found]] = {FAIR: [], PLAIN: []}
    done = 0
    for corpus in corpora:
        with indexed({p.name: p.text[language].encode() for p, language in corpus}, settings.index) as library:
            asked = items(corpus, texts_of(library))
            retriever = Retriever(library)
            for name, ranks in found.items():
                for item in asked:
                    ranks.append(look_up(retriever, item, fair=name == FAIR))
                    done += 1
                    if on_progress:
                        on_progress(done, total)
    systems = tuple(system_figures(name, ranks) for name, ranks in found.items())
    return RetrievalReport(mixed, fold, settings.index.embedder, len(paragraphs), total // 2, systems)


def items(corpus: Corpus, texts: dict[str, str]) -> list[Item]:
    """Every question of ``corpus``, in both languages."""
    return [
        Item(question.text[language], f"{language}>{kept}", paragraph.name, spans)
        for paragraph, kept in corpus
        for question in paragraph.questions
        for spans in [tuple(_spans(texts[paragraph.name], paragraph.text[kept], question.answers[kept]))]
        for language in LANGUAGES
    ]


def look_up(retriever: Searches, item: Item, fair: bool = True) -> Found:
    """Search for one question."""
    began = time.perf_counter()
    evidence = retriever.search(item.question, DEPTH, fair=fair)
    ms = (time.perf_counter() - began) * 1000
    right = [e.passage.document == item.document for e in evidence]
    holds = [hit and _holds(e.passage, item.spans) for hit, e in zip(right, evidence, strict=True)]
    return Found(item.pair, _first(right), _first(holds), ms)


def system_figures(name: str, found: Sequence[Found]) -> SystemFigures:
    """Figures of one way of ranking."""
    pairs = sorted({f.pair for f in found}, key=lambda pair: (pair[:2] != pair[3:], pair))
    within = [f.document for f in found if f.pair[:2] == f.pair[3:]]
    across = [f.document for f in found if f.pair[:2] != f.pair[3:]]
    ratio = None
    if within and across and (base := RankFigures.of(within).recall_5):
        ratio = RankFigures.of(across).recall_5 / base
    return SystemFigures(
        name,
        {pair: RankFigures.of([f.document for f in found if f.pair == pair]) for pair in pairs},
        {pair: RankFigures.of([f.answer for f in found if f.pair == pair]) for pair in pairs},
        ratio,
        Latency.of([f.ms for f in found]),
    )


def _corpora(paragraphs: Sequence[ParallelParagraph], mixed: bool, fold: int) -> list[Corpus]:
    if mixed:
        return [[(paragraph, paragraph.kept_language(fold)) for paragraph in paragraphs]]
    return [[(paragraph, language) for paragraph in paragraphs] for language in LANGUAGES]


def _spans(text: str, context: str, answers: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Where the answers stand: as annotated if the reader left the paragraph as it was, else wherever they occur."""
    for answer in answers:
        end = answer.answer_start + len(answer.text)
        if text == context and context[answer.answer_start : end] == answer.text:
            yield answer.answer_start, end
        else:
            yield from ((start, start + len(answer.text)) for start in occurrences(text, answer.text))


def _holds(passage: Passage, spans: Sequence[tuple[int, int]]) -> bool:
    return any(passage.start <= start and end <= passage.end for start, end in spans)


def _first(hits: Sequence[bool]) -> int | None:
    return hits.index(True) + 1 if True in hits else None
