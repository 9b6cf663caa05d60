"""Drafts claims with a small model: it reads passages one at a time, then the sentences of those that answer.

What is shown are the sources' own words, whole sentences, so that hedges and negations stay in place.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.candidates import Candidate, Sentence, sentence_signals
from assistant.questions import Kind, Part
from assistant.reading import Reader
from assistant.records import Working
from assistant.selection import Calibration, Judged, select
from assistant.verification import Draft
from index.retrieval import Retriever

READ = 4  # passages
SENTENCES = 4  # of a passage that are read, the nearest to the question
SHOWN = {Kind.FACT: 3, Kind.LIST: 4, Kind.COMPARISON: 4, Kind.OVERVIEW: 4}  # claims


@dataclass(frozen=True, slots=True)
class Found:
    """A draft and the probability that its passage answers."""

    draft: Draft
    probability: float


def extract(
    reader: Reader, retriever: Retriever, calibration: Calibration, part: Part, candidates: Sequence[Candidate]
) -> Iterator[Working | Found]:
    """Drafts for one question, likeliest first; none where no passage is likely enough to answer it.

    As soon as one passage is certain to answer, its sentence is given; the others are read after that, for they may tell it
    differently.
    """
    promising = candidates[:READ]
    judged: list[Judged] = []
    given: list[Candidate] = []
    for candidate in promising:
        yield Working("reading", len(judged), len(promising))
        judged.append(Judged(candidate, calibration.judge.log_odds(reader.judge(part.text, candidate.text))))
        best = select(judged, calibration)[0]
        if not given and len(judged) > 1 and best.probability >= calibration.certain:
            given.append(best.candidate)
            yield Found(_draft(reader, retriever, calibration, part.text, best.candidate), best.probability)
    for chosen in select(judged, calibration):
        if len(given) == SHOWN[part.kind]:
            break
        if chosen.candidate not in given and chosen.probability >= _bound(calibration, chosen.candidate, given):
            given.append(chosen.candidate)
            yield Working("quoting", len(given), len(promising))
            yield Found(_draft(reader, retriever, calibration, part.text, chosen.candidate), chosen.probability)


def _bound(calibration: Calibration, candidate: Candidate, given: Sequence[Candidate]) -> float:
    """From which probability a passage is shown: once one answers, another document's account may be less sure."""
    documents = {item.evidence.passage.document for item in given}
    if given and candidate.evidence.passage.document not in documents:
        return calibration.also
    return calibration.threshold


def _draft(reader: Reader, retriever: Retriever, calibration: Calibration, question: str, candidate: Candidate) -> Draft:
    """The sentence of the passage that answers likeliest."""
    best = candidate.sentences[0]
    if len(candidate.sentences) > 1:
        best = max(_chances(reader, retriever, calibration, question, candidate), key=lambda chance: chance[0])[1]
    return Draft(best.span.text, best.span)


def _chances(
    reader: Reader, retriever: Retriever, calibration: Calibration, question: str, candidate: Candidate
) -> list[tuple[float, Sentence]]:
    rows = zip(candidate.sentences, sentence_signals(retriever, question, candidate.sentences), strict=True)
    nearest = sorted(rows, key=lambda row: -row[1]["nearness"])[:SENTENCES]
    chances: list[tuple[float, Sentence]] = []
    for sentence, signals in nearest:
        read = calibration.sentence.log_odds(reader.answers(question, sentence.span.text, sentence.speaker))
        chances.append((calibration.choose.probability(signals | {"sentence": read}), sentence))
    return chances
