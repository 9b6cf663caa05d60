"""Drafts claims with a small model: it reads passages, then the sentences of those that seem to answer, then other accounts.

What is shown are the sources' own words, whole sentences, so that hedges and negations stay in place.

1. Passages are read best first. Those that seem to answer are looked at closely: their sentences are read, and the likeliest is
   given if it is likely enough, what was read of its passage and of itself taken together. Where one is certain to tell the fact
   that is asked for, the others need not be read.
2. Once something is given, it tells better than the question what other accounts of the same thing say: the sentences of other
   documents that are nearest to both are read too (pseudo-relevance feedback: Rocchio 1971).

A sentence that denies what the question takes for granted ("she has not resigned", to "why did she resign?") looks like an answer
to the model. It waits, and is an account like others if anything answers; else it is told as what corrects the question.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from assistant.accounts import Nearby
from assistant.briefing.signs import negates
from assistant.candidates import Candidate, Sentence, sentence_signals
from assistant.found import Found, Untold
from assistant.premises import chance_against, may_correct
from assistant.questions import Kind, Part
from assistant.reading import Reader
from assistant.records import Working
from assistant.selection import Calibration, Judged, Selected, select
from assistant.verification import Draft
from index.retrieval import Retriever

READ = (4, 2)  # passages read at first, and more of them where none of the first answers
LOOKED = 2  # of the passages read, the likeliest, whose sentences are read each time
SENTENCES = 4  # of a passage that are read, the nearest to the question
SHOWN = {Kind.FACT: 3, Kind.LIST: 4, Kind.COMPARISON: 4, Kind.OVERVIEW: 4, Kind.GIST: 4}  # claims

# Sentences of other documents that may tell of what a first draft tells, given all the documents that are quoted already.
Accounts = Callable[[Draft, frozenset[str]], Sequence[Nearby]]


class Extraction:
    """Drafts for one question.

    Args:
        passages: found for it, best first.
        accounts: where to look for other accounts.
    """

    def __init__(
        self,
        reader: Reader,
        retriever: Retriever,
        calibration: Calibration,
        part: Part,
        passages: Sequence[Candidate],
        accounts: Accounts,
    ) -> None:
        self._reader = reader
        self._retriever = retriever
        self._calibration = calibration
        self._part = part
        self._passages = passages
        self._accounts = accounts
        self._judged: list[Judged] = []
        self._looked: list[Candidate] = []
        self._given: list[Draft] = []
        self._against: list[tuple[Found, float]] = []  # what seems to answer, and the chance that it corrects the question

    def drafts(self) -> Iterator[Working | Found | Untold]:
        """Each as soon as it is sure; last ``Untold`` where nothing is likely enough to answer."""
        start = 0
        for count in READ:
            yield from self._read(self._passages[start : start + count])
            yield from self._give()
            start += count
            if self._given:
                for found, _ in self._against[: SHOWN[self._part.kind] - len(self._given)]:
                    self._given.append(found.draft)
                    yield found
                yield from self._tell_others()
                return
        read = tuple(item.candidate for item in select(self._judged, self._calibration))
        against = tuple(replace(found, probability=chance, corrects=True) for found, chance in self._against)
        yield Untold(self._part.text, read, against)

    def _read(self, passages: Sequence[Candidate]) -> Iterator[Working | Found]:
        """Judge passages; the first that is certain to answer is given before the others are read, if they still are."""
        for done, candidate in enumerate(passages):
            yield Working("reading", done, len(passages))
            log_odds = self._calibration.judge.log_odds(self._reader.judge(self._part.text, candidate.text))
            self._judged.append(Judged(candidate, log_odds))
            best = select(self._judged, self._calibration)[0]
            certain = best.probability >= self._calibration.certain
            if certain and not self._given and len(self._judged) > 1 and best.candidate not in self._looked:
                yield from self._look(best)
                if self._given and self._part.kind is Kind.FACT:
                    return  # in the tuning suites, seven in eight claims of further passages add nothing new to such a fact

    def _give(self) -> Iterator[Working | Found]:
        """Look at what was judged promising, likeliest first."""
        fresh = [item for item in select(self._judged, self._calibration) if item.candidate not in self._looked]
        for done, selected in enumerate(fresh[:LOOKED]):
            if len(self._given) >= SHOWN[self._part.kind] or selected.probability < self._calibration.promising:
                break
            yield Working("quoting", done, LOOKED)
            yield from self._look(selected)

    def _look(self, selected: Selected) -> Iterator[Found]:
        """Give the likeliest sentence of a passage, if it is likely enough."""
        self._looked.append(selected.candidate)
        found, sentence, nearness = look(self._reader, self._retriever, self._calibration, self._part.text, selected)
        if found.probability < self._calibration.threshold(self._part.text):
            return
        chance = self._chance_against(sentence, nearness)
        if chance >= self._calibration.mistaken:
            self._against.append((found, chance))
        else:
            self._given.append(found.draft)
            yield found

    def _chance_against(self, sentence: Sentence, nearness: float) -> float:
        """That a sentence which seems to answer corrects the question; what denies nothing does not."""
        question, told = self._part.text, sentence.span.text
        calibrated = self._calibration.tells_mistaken
        if not calibrated or self._part.kind is not Kind.FACT or not negates(told) or not may_correct(question, told):
            return 0.0
        return chance_against(self._reader, self._calibration, question, sentence, nearness)

    def _tell_others(self) -> Iterator[Working | Found]:
        """Give who denies the first account in its own document, then the likeliest account of each other document.

        That a denial is about the same thing its words tell, however little the model makes of the sentence alone.
        """
        near = self._accounts(self._given[0], frozenset(draft.span.document for draft in self._given))
        likeliest: dict[str, Found] = {}
        rebuttals: list[Found] = []
        for done, other in enumerate(near):
            yield Working("comparing", done, len(near))
            told = other.sentence
            read = self._calibration.sentence.log_odds(self._reader.answers(self._part.text, told.span.text, told.speaker))
            chance = self._calibration.account.probability({"sentence": read, "likeness": other.likeness})
            found = Found(Draft(told.span.text, told.span), chance, other.evidence)
            best = likeliest.get(told.span.document)
            if other.denies:
                rebuttals.append(found)
            elif chance >= self._calibration.also and (best is None or chance > best.probability):
                likeliest[told.span.document] = found
        room = SHOWN[self._part.kind] - len(self._given)
        yield from [*rebuttals, *sorted(likeliest.values(), key=lambda found: -found.probability)][:room]


def look(
    reader: Reader, retriever: Retriever, calibration: Calibration, question: str, selected: Selected
) -> tuple[Found, Sentence, float]:
    """The sentence of a passage that answers likeliest, given the passage's own probability, and how near it is."""
    rows = zip(selected.candidate.sentences, sentence_signals(retriever, question, selected.candidate.sentences), strict=True)
    nearest = sorted(rows, key=lambda row: -row[1]["nearness"])[:SENTENCES]
    best: tuple[float, Sentence, dict[str, float]] | None = None
    for sentence, signals in nearest:
        read = calibration.sentence.log_odds(reader.answers(question, sentence.span.text, sentence.speaker))
        row = signals | {"sentence": read, "passage": selected.log_odds}
        chance = calibration.choose.probability(row)
        if best is None or chance > best[0]:
            best = chance, sentence, row
    assert best is not None  # a candidate has a sentence  # noqa: S101
    _, sentence, row = best
    found = Found(Draft(sentence.span.text, sentence.span), calibration.accept.probability(row), selected.candidate.evidence)
    return found, sentence, row["nearness"]
