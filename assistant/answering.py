"""The ask flow: question → evidence → drafted claims → verified claims → answer. Start at ``Assistant.ask``."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from types import TracebackType
from typing import Self

from assistant.composing import compose
from assistant.config import Settings
from assistant.extracting import extract
from assistant.models.base import LanguageModel
from assistant.models.choosing import choose, load
from assistant.records import (
    Answer,
    AskEvent,
    EvidenceFound,
    Finished,
    Outcome,
    Timings,
    Wording,
    Working,
)
from assistant.selection import find_calibration
from assistant.sheet import Sheet
from assistant.verification import Draft, verify
from assistant.wording import phrases
from index.language import dominant_language
from index.library import Library
from index.records import Evidence
from index.retrieval import Retriever

EVIDENCE = 8  # passages


class Assistant:
    """Answers questions over a library.

    Args:
        library: where evidence is looked for.
        load_model: gives the language model; called once, when the first evidence has been given (or by ``warm``).
    """

    def __init__(self, library: Library, load_model: Callable[[], LanguageModel]) -> None:
        self._library = library
        self._retriever = Retriever(library)
        self._load_model = load_model
        self._loading = threading.Lock()
        self._model: LanguageModel | None = None

    @classmethod
    def open(cls, library: Library, settings: Settings) -> Self:
        """An assistant with the configured model."""

        def load_model() -> LanguageModel:
            return load(choose(settings.model, settings.models_dir), settings.model, settings.models_dir)

        return cls(library, load_model)

    def close(self) -> None:
        """Free the model."""
        with self._loading:
            if self._model is not None:
                self._model.close()
                self._model = None

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

    def answer(self, question: str) -> Answer:
        """Ask and wait for the whole answer.

        Raises:
            LibraryError: nothing is indexed, or with another embedder.
            ModelError: no model can answer.
        """
        answers = [event.answer for event in self.ask(question) if isinstance(event, Finished)]
        return answers[0]

    def ask(self, question: str) -> Iterator[AskEvent]:
        """Answer one question: first the evidence, then checked wording as it comes, last the whole answer.

        Closing the iterator stops the model.

        Raises:
            LibraryError: nothing is indexed, or with another embedder.
            ModelError: no model can answer; the evidence has been given by then.
        """
        started = time.perf_counter()
        language = dominant_language(question)
        evidence = self._retriever.search(question, EVIDENCE)
        retrieved = _milliseconds(started)
        yield EvidenceFound(evidence, retrieved)
        model = self.warm()
        sheet = Sheet(language)
        first_word = 0.0
        for step in self._drafts(model, question, language, evidence):
            if isinstance(step, Working):
                yield step
                continue
            wording = self._write(sheet, step, model)
            if wording is not None:
                first_word = first_word or _milliseconds(started)
                yield wording
        if not sheet.claims:
            wording = Wording(phrases(language).abstained if evidence else phrases(language).abstained_empty)
            first_word = _milliseconds(started)
            sheet.text.append(wording.text)
            yield wording
        yield Finished(
            Answer(
                question=question,
                language=language,
                outcome=Outcome.ANSWERED if sheet.claims else Outcome.ABSTAINED,
                text="".join(sheet.text),
                claims=tuple(sheet.claims),
                citations=tuple(sheet.citations),
                conflicts=(),
                evidence=evidence,
                model=model.name,
                timings=Timings(retrieved, first_word, _milliseconds(started)),
            )
        )

    def _drafts(
        self, model: LanguageModel, question: str, language: str, evidence: Sequence[Evidence]
    ) -> Iterator[Working | Draft]:
        """Small models, for which there is a calibration, quote; other models word their claims themselves."""
        calibration = find_calibration(model.name)
        if calibration is not None and model.features.logprobs:
            yield from extract(model, self._library, calibration, question, evidence)
        else:
            yield Working("wording", 0, 1)
            yield from compose(model, self._library, question, language, evidence)

    def _write(self, sheet: Sheet, draft: Draft, model: LanguageModel) -> Wording | None:
        """Check a draft and add it to the sheet as a claim with its citations; ``None`` if nothing of it may be shown."""
        document = self._library.document(draft.span.document)
        verdict = verify(draft, document, model)
        if verdict is None or sheet.has(verdict.draft.span):
            return None
        return sheet.add(verdict.draft, document)


def _milliseconds(since: float) -> float:
    return (time.perf_counter() - since) * 1000
