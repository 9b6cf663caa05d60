"""The ask flow: question → evidence → drafted claims → verified claims → answer. Start at ``Assistant.ask``."""

import threading
import time
from collections.abc import Callable, Collection, Generator, Iterator, Sequence
from functools import partial
from itertools import zip_longest
from pathlib import Path
from types import TracebackType
from typing import Self

from assistant.accounts import other_accounts
from assistant.candidates import candidates
from assistant.composing import compose
from assistant.config import Settings
from assistant.conflicts import Difference, difference_by_probe, difference_by_word, differing
from assistant.extracting import SHOWN, Extraction
from assistant.found import Found, Untold
from assistant.glossing import figures, gloss
from assistant.leads import leads
from assistant.models.base import LanguageModel
from assistant.models.choosing import choose, load
from assistant.nearest import nearest
from assistant.premises import correction
from assistant.questions import Asked, Kind, Part, SmallTalk, understand
from assistant.reading import Reader
from assistant.records import Answer, AskEvent, EvidenceFound, Finished, Nearest, Timings, Wording, Working
from assistant.selection import Calibration, calibration_of, find_calibration
from assistant.sheet import Sheet
from assistant.verification import Draft, verify
from assistant.wording import talk
from index.language import dominant_language
from index.library import Library
from index.records import Evidence, Passage
from index.retrieval import Retriever

EVIDENCE = 8  # passages


def load_model(settings: Settings) -> LanguageModel:
    """The configured model, loaded as deep as its answers need.

    Raises:
        ModelError: no model can answer.
    """
    choice = choose(settings.model, settings.models_dir)
    calibration = find_calibration(f"embedded:{Path(choice.name).name.removesuffix('.gguf')}")
    return load(choice, settings.model, settings.models_dir, depths=(calibration.depth if calibration else 0,))


class Clock:
    """Milliseconds since a question was asked: until the evidence, the first word, the end."""

    def __init__(self) -> None:
        self._started = time.perf_counter()
        self.retrieval_ms = 0.0
        self._first_word_ms = 0.0

    def retrieved(self) -> None:
        """The evidence is there."""
        self.retrieval_ms = self._now()

    def worded(self) -> None:
        """Words can be shown; only the first time counts."""
        self._first_word_ms = self._first_word_ms or self._now()

    def timings(self) -> Timings:
        """Up to now."""
        return Timings(self.retrieval_ms, self._first_word_ms, self._now())

    def _now(self) -> float:
        return (time.perf_counter() - self._started) * 1000


class Assistant:
    """Answers questions over a library.

    Args:
        library: where evidence is looked for.
        load_model: gives the language model; called once, when the first evidence has been given (or by ``warm``).
        fitted: the user's own calibration of it (``ModelSettings.calibration``).
    """

    def __init__(self, library: Library, load_model: Callable[[], LanguageModel], fitted: Path | None = None) -> None:
        self._library = library
        self._retriever = Retriever(library)
        self._load_model = load_model
        self._fitted = fitted
        self._loading = threading.Lock()
        self._model: LanguageModel | None = None
        self._reader: Reader | None = None

    @classmethod
    def open(cls, library: Library, settings: Settings) -> Self:
        """An assistant with the configured model."""
        return cls(library, lambda: load_model(settings), settings.model.calibration)

    def close(self) -> None:
        """Free the model."""
        with self._loading:
            if self._model is not None:
                self._model.close()
                self._model = self._reader = None

    def warm(self) -> LanguageModel:
        """The model, loaded if it was not.

        Raises:
            ModelError: no model can answer.
        """
        with self._loading:
            if self._model is None:
                self._model = self._load_model()
            return self._model

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def answer(self, question: str, history: Sequence[str] = ()) -> Answer:
        """Ask and wait for the whole answer.

        Raises:
            LibraryError: nothing is indexed, or with another embedder.
            ModelError: no model can answer.
        """
        answers = [event.answer for event in self.ask(question, history) if isinstance(event, Finished)]
        return answers[0]

    def ask(self, question: str, history: Sequence[str] = (), documents: Collection[str] | None = None) -> Iterator[AskEvent]:
        """Answer one question: first the evidence, then checked wording as it comes, last the whole answer.

        Closing the iterator stops the model.

        Args:
            history: the questions asked before it in the same conversation, oldest first.
            documents: names of those that are asked; ``None``: all.

        Raises:
            LibraryError: nothing is indexed, or with another embedder.
            ModelError: no model can answer; the evidence has been given by then.
        """
        clock = Clock()
        asked = understand(question, history)
        sheet = Sheet(dominant_language(question))
        if asked.small_talk is not None:
            yield from self._talk(asked, sheet, clock, documents)
            return
        retriever = self._retriever if documents is None else self._retriever.within(documents)
        searched = [retriever.search(part.text, EVIDENCE) for part in asked.parts]
        evidence = interleaved(searched)[:EVIDENCE]
        shown = {item.passage for item in evidence}
        found = [tuple(item for item in part if item.passage in shown) for part in searched]
        clock.retrieved()
        yield EvidenceFound(evidence, clock.retrieval_ms)
        model = self.warm()
        for step in self._steps(model, asked, sheet, found, retriever):
            if isinstance(step, Wording):
                clock.worded()
            yield step
        near: tuple[Nearest, ...] = ()
        if not sheet.answers:
            near = nearest(retriever, sheet.near or [Untold.of(self._library, asked.text, evidence)])
        yield Finished(sheet.answer(question, evidence, model.name, clock.timings(), near))

    def _steps(
        self, model: LanguageModel, asked: Asked, sheet: Sheet, found: Sequence[tuple[Evidence, ...]], retriever: Retriever
    ) -> Iterator[Working | Wording]:
        """Drafts, checks and writes: small models, for which there is a calibration, quote; others word their claims."""
        calibration = calibration_of(model, self._fitted)
        if calibration is None:
            yield from self._word(model, asked, sheet, interleaved(found))
        else:
            yield from self._quote(model, calibration, asked, sheet, found, retriever)

    def _word(
        self, model: LanguageModel, asked: Asked, sheet: Sheet, evidence: Sequence[Evidence]
    ) -> Iterator[Working | Wording]:
        yield Working("wording", 0, 1)
        yield from self._write(sheet, compose(model, self._library, asked.text, sheet.language, evidence), model)
        if not sheet.claims:
            yield sheet.abstain(found=bool(evidence))
        yield from self._compare(sheet, asked.text, difference_by_word(model, asked.text))
        yield from self._translate(sheet, model)

    def _quote(
        self,
        model: LanguageModel,
        calibration: Calibration,
        asked: Asked,
        sheet: Sheet,
        found: Sequence[tuple[Evidence, ...]],
        retriever: Retriever,
    ) -> Iterator[Working | Wording]:
        reader = self._reader = self._reader or Reader(model, calibration.tokens, calibration.depth)
        for part, evidence in zip(asked.parts, found, strict=True):
            before = len(sheet.claims)
            told = yield from self._write(sheet, self._drafts(reader, calibration, part, evidence, retriever), model)
            if part.kind is not Kind.GIST:  # leads of documents answer no one question
                differ = difference_by_probe(reader, calibration, self._library.embedder, part.text)
                yield from self._compare(sheet, part.words, differ, before)
            if not told and len(asked.parts) > 1:
                sheet.untold.append(part.words)
        if not sheet.claims:
            yield sheet.abstain(found=any(found))
        elif sheet.untold:
            yield sheet.say_untold()
        for untold in sheet.near:
            yield from self._write(sheet, correction(reader, retriever, calibration, untold), model)
        for place, quote in sheet.foreign():
            sheet.add_gloss(place, figures(quote.quote, sheet.language))

    def _drafts(
        self, reader: Reader, calibration: Calibration, part: Part, evidence: Sequence[Evidence], retriever: Retriever
    ) -> Iterator[Working | Found | Untold | Draft]:
        if part.kind is Kind.GIST:
            return leads(self._library, evidence, SHOWN[part.kind])
        passages = candidates(self._library, part.text, evidence)
        accounts = partial(other_accounts, self._library, retriever, part.text)
        return Extraction(reader, retriever, calibration, part, passages, accounts).drafts()

    def _write(
        self, sheet: Sheet, drafts: Iterator[Working | Found | Untold | Draft], model: LanguageModel
    ) -> Generator[Working | Wording, None, bool]:
        """Check each draft and add it to the sheet as a claim with its citations, if anything of it may be shown.

        Returns:
            Whether anything may; what stands on the sheet already counts too.
        """
        told = False
        for draft in drafts:
            if isinstance(draft, Working):
                yield draft
                continue
            if isinstance(draft, Untold):
                sheet.near.append(draft)
                continue
            found = draft if isinstance(draft, Found) else None
            drafted = draft.draft if isinstance(draft, Found) else draft
            document = self._library.document(drafted.span.document)
            verdict = verify(drafted, document, model)
            told = told or verdict is not None
            if verdict is not None and not sheet.has(verdict.draft.span):
                if found and found.corrects:
                    yield sheet.say_corrected()
                yield sheet.add(verdict.draft, document, found)
        return told

    def _compare(self, sheet: Sheet, topic: str, differ: Difference, since: int = 0) -> Iterator[Working | Wording]:
        """Look for accounts that differ among the claims from ``since`` on, and say so."""
        accounts = sheet.accounts(since)
        if len(accounts) < 2:
            return
        yield Working("comparing", 0, 1)
        for group in differing(topic, accounts, differ):
            yield sheet.add_conflict(topic, group)

    def _translate(self, sheet: Sheet, model: LanguageModel) -> Iterator[Working]:
        """A gloss for each foreign quote, if a translation passes its checks."""
        quotes = list(sheet.foreign())
        for done, (place, quote) in enumerate(quotes):
            yield Working("translating", done, len(quotes))
            sheet.add_gloss(place, gloss(model, self._library.embedder, quote.quote, quote.language, sheet.language))

    def _talk(self, asked: Asked, sheet: Sheet, clock: Clock, documents: Collection[str] | None) -> Iterator[AskEvent]:
        """Small talk: a short reply, no search, no model."""
        clock.retrieved()
        yield EvidenceFound((), clock.retrieval_ms)
        listed = self._library.documents() if asked.small_talk is SmallTalk.LISTING else []
        names = [info.name for info in listed if documents is None or info.name in documents]
        yield sheet.say(talk(asked.small_talk or SmallTalk.GREETING, sheet.language, names))
        clock.worded()
        yield Finished(sheet.answer(asked.text, (), "", clock.timings()))


def interleaved(found: Sequence[tuple[Evidence, ...]]) -> tuple[Evidence, ...]:
    """The passages found for each part, best of each first, none twice."""
    best: dict[Passage, Evidence] = {}
    for rank in zip_longest(*found):
        for item in rank:
            if item is not None:
                best.setdefault(item.passage, item)
    return tuple(best.values())
