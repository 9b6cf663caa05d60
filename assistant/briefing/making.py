"""The briefing flow: documents → digests (kept) → pool → points → sections, every one of them cited."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

import numpy as np

from assistant.briefing.bearing import bearing
from assistant.briefing.cache import Digests
from assistant.briefing.citing import Citer
from assistant.briefing.covering import coverage
from assistant.briefing.digest import Digest
from assistant.briefing.entries import entries
from assistant.briefing.figures import quantities_side_by_side
from assistant.briefing.points import Points, choose, find_points, sentence_of, without_repeats
from assistant.briefing.pool import Pool, Read, gather
from assistant.briefing.records import Briefing, Comparison, Section, Statement, Texts
from assistant.briefing.timeline import timeline
from assistant.briefing.titles import title
from assistant.briefing.voices import voices
from index.embedding import Vectors
from index.errors import EmptyLibraryError, NothingFoundError
from index.language import dominant_language
from index.library import Library
from index.neutral import neutral_mean
from index.records import Passage
from index.retrieval import Retriever

Length = Literal["short", "normal", "long"]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class _Sizes:
    """How many of each at most."""

    key_points: int
    speakers: int
    statements: int
    others: int


_SIZES = {"short": _Sizes(3, 4, 2, 5), "normal": _Sizes(5, 8, 3, 10), "long": _Sizes(6, 16, 5, 24)}


@dataclass(frozen=True, slots=True)
class Options:
    """What is wanted. ``language``: ``en`` or ``ar``; ``sections``: all, or some."""

    topic: str | None = None
    language: str = "en"
    length: Length = "normal"
    sections: frozenset[Section] = field(default_factory=lambda: frozenset(Section))


def make_briefing(
    library: Library,
    options: Options,
    retriever: Retriever | None = None,
    progress: Progress = lambda done, total: None,
    documents: Collection[str] | None = None,
) -> tuple[Briefing, Texts]:
    """Brief on the documents of the library.

    Args:
        progress: is told of each document that is ready, of how many. What it raises ends the work; documents read stay read.
        documents: names of those that are briefed on; ``None``: all.

    Returns:
        The briefing, and the texts of the documents that it cites.

    Raises:
        EmptyLibraryError: there are no documents.
        NothingFoundError: no document tells anything, or none bears on the topic.
    """
    if not library.documents():
        raise EmptyLibraryError("The library is empty.", "Add documents with `dossier index FOLDER`.")
    library.check_embedder()
    passages = _passages(library, options.topic, retriever, documents)
    wanted = sorted({passage.document for passage in passages})
    digests: dict[str, Digest] = {}
    within = _ranges(passages) if options.topic else None
    topic = _vector(library, options.topic)
    read = _read(library, wanted, digests, progress, whole=topic is None and documents is None)
    pool = gather(read, len(wanted), library.neutral, within, topic)
    if not pool.sentences:
        raise NothingFoundError("There is no sentence to be quoted.", "Index documents that hold whole sentences.")
    citer = Citer(library.document)
    written = _sections(pool, options, citer)
    sources, covered = coverage(passages, citer.citations, digests)
    if Section.SOURCES in options.sections:
        written[Section.SOURCES] = sources
    names = [entry.name for entry in written.get(Section.NAMES, ())]
    briefing = Briefing(
        title(options.language, options.topic, names, len(wanted)),
        options.language,
        options.topic,
        date.today().isoformat(),
        **{str(section): items for section, items in written.items()},
        coverage=covered,
        citations=tuple(citer.citations),
    )
    return briefing, citer.texts()


def _passages(
    library: Library, topic: str | None, retriever: Retriever | None, documents: Collection[str] | None
) -> list[Passage]:
    if topic is None:
        ids = None if documents is None else library.catalogue.passage_ids(documents=documents)
        return sorted(library.catalogue.passages(ids).values(), key=lambda passage: (passage.document, passage.start))
    retriever = retriever or Retriever(library)
    found = bearing(library, retriever if documents is None else retriever.within(documents), topic)
    if not found:
        raise NothingFoundError(
            "No document tells anything about “{topic}”.", "Try other words, or index documents that tell of it.", topic=topic
        )
    return sorted((evidence.passage for evidence in found), key=lambda passage: (passage.document, passage.start))


def _vector(library: Library, topic: str | None) -> Vectors | None:
    if topic is None:
        return None
    vector = library.embedder.passages([topic])[0]
    return np.asarray(vector - neutral_mean(library.neutral, dominant_language(topic)), dtype=np.float32)


def _ranges(passages: Sequence[Passage]) -> dict[str, list[tuple[int, int]]]:
    ranges: dict[str, list[tuple[int, int]]] = {}
    for passage in passages:
        ranges.setdefault(passage.document, []).append((passage.start, passage.end))
    return ranges


def _read(
    library: Library, wanted: Sequence[str], digests: dict[str, Digest], progress: Progress, *, whole: bool
) -> Iterator[Read]:
    """Each document with its digest, one at a time; ``digests`` is filled on the way.

    Args:
        whole: whether ``wanted`` are all that there are, so that other digests kept can go.
    """
    with Digests(library) as kept:
        for done, name in enumerate(wanted):
            progress(done, len(wanted))
            document = library.document(name)
            digest, vectors = kept.get(document)
            digests[name] = replace(digest, told=())
            yield document, digest, vectors
        if whole:
            kept.sweep()
        progress(len(wanted), len(wanted))


def _sections(pool: Pool, options: Options, citer: Citer) -> dict[Section, Any]:
    """The sections that are wanted, in their order, so that citations are numbered as they are read."""
    sizes, points = _SIZES[options.length], find_points(pool, options.language)
    makers: dict[Section, Callable[[], Any]] = {
        Section.KEY_POINTS: lambda: _key_points(pool, points, citer, sizes.key_points),
        Section.SPEAKERS: lambda: voices(pool, points, options.language, citer, sizes.speakers, sizes.statements),
        Section.TIMELINE: lambda: timeline(pool, points, citer, sizes.others),
        Section.FIGURES: lambda: quantities_side_by_side(pool, points, citer, sizes.others),
        Section.AGREEMENTS: lambda: _agreements(pool, points, citer, sizes.others),
        Section.DIFFERENCES: lambda: _differences(pool, points, citer, sizes.others),
        Section.OPEN_QUESTIONS: lambda: _open_questions(pool, points, citer, sizes.others),
        Section.NAMES: lambda: entries(pool, options.language, citer, 2 * sizes.others),
    }
    return {section: make() for section, make in makers.items() if section in options.sections}


def _key_points(pool: Pool, points: Points, citer: Citer, count: int) -> tuple[Statement, ...]:
    return tuple(citer.statement(*sentence_of(pool, point)) for point in choose(pool, points, count))


def _agreements(pool: Pool, points: Points, citer: Citer, count: int) -> tuple[Comparison, ...]:
    return tuple(
        Comparison(tuple(citer.statement(pool.sentences[place]) for place in places)) for places in points.agreements[:count]
    )


def _differences(pool: Pool, points: Points, citer: Citer, count: int) -> tuple[Comparison, ...]:
    return tuple(
        Comparison(tuple(citer.statement(pool.sentences[place]) for place in pair)) for pair in points.differences[:count]
    )


def _open_questions(pool: Pool, points: Points, citer: Citer, count: int) -> tuple[Statement, ...]:
    left = [place for place in range(len(pool.sentences)) if pool.sentences[place].told.open]
    left.sort(key=lambda place: -pool.weights[place])
    return tuple(citer.statement(pool.sentences[place]) for place in sorted(without_repeats(pool, left, count)))
