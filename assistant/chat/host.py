"""The assistant behind the page: opened anew where no model could answer, its model loaded, watched and, if missing, fetched."""

import contextlib
import logging
import threading
from collections.abc import Collection, Iterator, Sequence
from typing import Self

from assistant.answering import Assistant, load_model
from assistant.chat.model import ModelState, Stage
from assistant.config import Settings
from assistant.models.base import LanguageModel
from assistant.models.catalogue import KnownModel, known
from assistant.models.choosing import Choice, choose
from assistant.models.fetching import fetch, fetched_bytes
from assistant.models.shallow import shallow
from assistant.records import AskEvent
from assistant.selection import find_calibration
from index.errors import DossierError, ModelError
from index.library import Library

log = logging.getLogger(__name__)


class Host:
    """The assistant of one library, opened anew after a question that no model could answer: one may have come meanwhile."""

    def __init__(self, library: Library, settings: Settings) -> None:
        self._library = library
        self._settings = settings
        self._lock = threading.Lock()
        self._assistant: Assistant | None = None
        self._busy: ModelState | None = None  # what is being fetched or loaded
        self._loaded = ""
        self._failure: DossierError | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self._drop()

    def warm(self) -> None:
        """Load the model; that there is none, the page says."""
        with contextlib.suppress(ModelError):
            self._opened().warm()

    def ask(self, question: str, history: Sequence[str] = (), documents: Collection[str] | None = None) -> Iterator[AskEvent]:
        """The events of one question (see ``Assistant.ask``)."""
        try:
            yield from self._opened().ask(question, history, documents)
        except ModelError:
            self._drop()
            raise

    def state(self) -> ModelState:
        """Which model answers, or would answer."""
        with self._lock:
            busy, loaded, failure = self._busy, self._loaded, self._failure
        if busy:
            return busy
        if loaded:
            return ModelState(loaded, Stage.READY)
        choice = self._choice()
        if choice.ready and failure is None:
            return ModelState(choice.name, Stage.UNLOADED)
        model = _fetchable(choice)
        done, total = (fetched_bytes(model, self._settings.models_dir), model.size) if model else (0, 0)
        missing = failure or choice.missing
        problem, hint = (missing.told, missing.advice) if missing else ("", "")
        return ModelState(choice.name, Stage.MISSING, problem, hint, done, total)

    def fetch(self) -> None:
        """Begin to fetch the missing model, and load it then. One fetch serves everybody."""
        model = _fetchable(self._choice())
        if model is None:
            return
        with self._lock:
            if self._busy:
                return
            self._busy = ModelState(model.name, Stage.FETCHING, total=model.size)
            self._failure = None
        threading.Thread(target=self._fetch, args=(model,), daemon=True, name="dossier-fetch").start()

    def _choice(self) -> Choice:
        return choose(self._settings.model, self._settings.models_dir)

    def _fetch(self, model: KnownModel) -> None:
        def tell(done: int, total: int) -> None:
            self._now(ModelState(model.name, Stage.FETCHING, done=done, total=total))

        try:
            path = fetch(model, self._settings.models_dir, tell)
            if calibration := find_calibration(f"embedded:{path.stem}"):
                shallow(path, calibration.depth)  # now rather than at the first question
        except DossierError as exc:
            self._fail(exc)
        except Exception:  # the page must say that it failed, whatever it was
            log.exception("The model could not be fetched.")
            self._fail(ModelError("The model could not be fetched.", "The details are in the window where dossier runs."))
        else:
            self._drop()
            self.warm()

    def _load(self) -> LanguageModel:
        choice = self._choice()
        if not choice.ready:
            return load_model(self._settings)  # says what is missing
        self._now(ModelState(choice.name, Stage.LOADING))
        try:
            model = load_model(self._settings)
        except ModelError as exc:
            self._fail(exc)
            raise
        with self._lock:
            self._busy, self._failure, self._loaded = None, None, model.name
        return model

    def _now(self, state: ModelState) -> None:
        with self._lock:
            self._busy = state

    def _fail(self, exc: DossierError) -> None:
        with self._lock:
            self._busy, self._failure = None, exc

    def _opened(self) -> Assistant:
        with self._lock:
            self._assistant = assistant = self._assistant or Assistant(
                self._library, self._load, self._settings.model.calibration
            )
        return assistant

    def _drop(self) -> None:
        with self._lock:
            assistant, self._assistant, self._loaded = self._assistant, None, ""
        if assistant is not None:
            assistant.close()


def _fetchable(choice: Choice) -> KnownModel | None:
    """The embedded model that a fetch would bring; ``None`` where another back-end is to answer."""
    return known(choice.name) if choice.backend == "embedded" else None
