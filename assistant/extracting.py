"""Drafts claims with a small model: it reads passages one at a time, and what is shown are the sources' own sentences."""

from collections.abc import Iterator, Sequence

import numpy as np

from assistant.models.base import LanguageModel
from assistant.reading import Reader
from assistant.records import Working
from assistant.selection import Calibration, Judged, Selected, select
from assistant.verification import Draft, sentences_around
from index.embedding import Embedder
from index.library import Library
from index.records import Evidence
from index.segmentation import sentences

READ = 5  # passages
SHOWN = 3  # claims


def extract(
    model: LanguageModel,
    library: Library,
    calibration: Calibration,
    question: str,
    evidence: Sequence[Evidence],
) -> Iterator[Working | Draft]:
    """Drafts for ``question``, likeliest first; none where no passage is likely enough to answer it."""
    reader = Reader(model)
    judged: list[Judged] = []
    selected: list[Selected] = []
    passages = evidence[:READ]
    for item in passages:
        yield Working("reading", len(judged), len(passages))
        judged.append(Judged(item, reader.judge(question, item)))
        selected = select(judged, calibration)
        if len(judged) > 1 and selected[0].probability >= calibration.certain:
            break
    likely = [item for item in selected if item.probability >= calibration.threshold]
    shown: list[tuple[str, int, int]] = []
    for chosen in likely[:SHOWN]:
        yield Working("quoting", len(shown), len(likely[:SHOWN]))
        text = library.document(chosen.evidence.passage.document).text
        draft = _draft(reader, library.embedder, text, question, chosen.evidence)
        place = (draft.span.document, draft.span.start, draft.span.end)
        if not any(place[0] == other[0] and place[1] < other[2] and other[1] < place[2] for other in shown):
            shown.append(place)
            yield draft


def _draft(reader: Reader, embedder: Embedder, text: str, question: str, evidence: Evidence) -> Draft:
    """The whole sentences around what the model quotes: hedges and negations stay in place."""
    passage = evidence.passage
    bounds = (passage.start, passage.end)
    focus = reader.quote(question, evidence) or _nearest_sentence(embedder, text, bounds, question)
    span = sentences_around(passage.document, text, *focus, passage.language, within=bounds)
    return Draft(span.text, span)


def _nearest_sentence(embedder: Embedder, text: str, bounds: tuple[int, int], question: str) -> tuple[int, int]:
    """Where the model copied nothing: the sentence of the passage that is nearest to the question."""
    spans = sentences(text, *bounds)
    vectors = embedder.passages([text[a:b] for a, b in spans])
    return spans[int(np.argmax(vectors @ embedder.query(question)))]
