"""Which language model answers: chosen from the settings and from what is there, then loaded.

Choosing loads nothing and is quick. Nothing is contacted but the configured server, or Ollama where the settings or
``OLLAMA_HOST`` say it is (by default this machine).
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assistant.config import ModelSettings
from assistant.models import ollama, openai
from assistant.models.base import LanguageModel
from assistant.models.catalogue import KNOWN_MODELS, find, known
from assistant.models.fetching import fetched_bytes
from assistant.models.sizes import SMALL
from assistant.models.verifying import FETCH_HINT, installed, verify
from index.errors import DossierError, ModelError, ModelNotFoundError, ModelServerError

PROBE_TIMEOUT = 1.0
Backend = Literal["embedded", "ollama", "openai"]


@dataclass(frozen=True, slots=True)
class Choice:
    """The model that would answer.

    Attributes:
        name: in the words of its back-end; may be empty where the server decides.
        why: one sentence.
        ready: whether it can be loaded.
        missing: what is missing and what the user can do, where it is not ready.
    """

    backend: Backend
    name: str
    why: str
    ready: bool = True
    missing: ModelError | None = None

    @property
    def problem(self) -> str | None:
        """What is missing, in English, where it is not ready."""
        return self.missing.message if self.missing else None

    @property
    def hint(self) -> str:
        """What the user can do then, in English."""
        return self.missing.hint if self.missing else ""


@dataclass(frozen=True, slots=True)
class ListedModel:
    """A model that could answer, or could be made to.

    Attributes:
        size: bytes; ``None`` where the server does not tell.
        note: one line about it and its state.
    """

    backend: Backend
    name: str
    ready: bool
    size: int | None
    note: str


def choose(settings: ModelSettings, models_dir: Path, environ: Mapping[str, str] = os.environ) -> Choice:
    """Which model would answer, and why. Never fails: what is missing is in the choice."""
    if settings.backend == "openai":
        return _choose_openai(settings)
    if settings.backend == "embedded" or (settings.backend == "auto" and _is_embedded(settings.name)):
        return _choose_embedded(settings, models_dir)
    of_ollama = _choose_ollama(settings, environ)
    if settings.backend == "ollama" or settings.name or of_ollama.ready:
        return of_ollama
    embedded = _choose_embedded(settings, models_dir)
    if embedded.ready:
        return Choice("embedded", embedded.name, f"{of_ollama.problem} {embedded.why}")
    return Choice(
        "embedded",
        embedded.name,
        "It is the embedded model that `dossier model fetch` fetches.",
        ready=False,
        missing=ModelNotFoundError(
            "No language model is there yet. {ollama} {embedded}",
            "Run `dossier model fetch`, or start Ollama with a chat model.",
            ollama=of_ollama.missing and of_ollama.missing.told,
            embedded=embedded.missing and embedded.missing.told,
        ),
    )


def load(
    choice: Choice,
    settings: ModelSettings,
    models_dir: Path,
    environ: Mapping[str, str] = os.environ,
    depths: Sequence[int] = (0,),
) -> LanguageModel:
    """Load, or connect to, what was chosen. The embedded model takes seconds.

    Args:
        depths: of the embedded model, to load at once (see ``EmbeddedModel``).

    Raises:
        ModelError: it is not there, is damaged, or its server does not answer.
    """
    if not choice.ready:
        raise choice.missing or ModelNotFoundError("The model {model} is not ready.", model=choice.name)
    if choice.backend == "ollama":
        host = ollama.host_of(settings.url, environ)
        return ollama.OllamaModel(choice.name, host=host, timeout=settings.timeout, context=settings.context)
    if choice.backend == "openai":
        return openai.OpenAIModel(settings.url, model=choice.name, api_key=settings.api_key, timeout=settings.timeout)
    return _load_embedded(choice.name, settings, models_dir, depths)


def list_models(settings: ModelSettings, models_dir: Path, environ: Mapping[str, str] = os.environ) -> tuple[ListedModel, ...]:
    """What the back-ends have: the embedded models, those of Ollama, those of the configured server."""
    return (*_list_embedded(settings, models_dir), *_list_ollama(settings, environ), *_list_openai(settings))


# -- embedded -------------------------------------------------------------------------------------------------------


def _is_embedded(name: str) -> bool:
    return known(name) is not None or name.endswith(".gguf")


def _choose_embedded(settings: ModelSettings, models_dir: Path) -> Choice:
    name = settings.name
    if name.endswith(".gguf"):
        if Path(name).expanduser().is_file():
            return Choice("embedded", name, "It is the configured model file.")
        return _absent(
            "embedded", name, ModelNotFoundError("There is no model file {name}.", "Correct DOSSIER_MODEL__NAME.", name=name)
        )
    present = installed(models_dir)
    if not name and present:
        return Choice("embedded", present[0].name, "It is the best embedded model that has been fetched.")
    try:
        model = find(name)
    except ModelNotFoundError as exc:
        return _absent("embedded", name, exc)
    if model in present:
        return Choice("embedded", model.name, "It is the configured model.")
    return _absent(
        "embedded",
        model.name,
        ModelNotFoundError("The embedded model {model} has not been fetched.", FETCH_HINT, model=model.name),
    )


def _load_embedded(name: str, settings: ModelSettings, models_dir: Path, depths: Sequence[int]) -> LanguageModel:
    from assistant.models.embedded import EmbeddedModel

    model = known(name)
    path = models_dir / model.file if model else Path(name).expanduser()
    if model:
        verify(path, model)
    return EmbeddedModel(path, name=path.stem, context=settings.context, threads=settings.threads, depths=depths)


def _list_embedded(settings: ModelSettings, models_dir: Path) -> Iterator[ListedModel]:
    present = installed(models_dir)
    for model in KNOWN_MODELS:
        note = f"{model.description}, {model.licence}"
        if model not in present and (done := fetched_bytes(model, models_dir)):
            note = f"{note}; {done / model.size:.0%} fetched"
        yield ListedModel("embedded", model.name, model in present, model.size, note)
    path = Path(settings.name).expanduser()
    if settings.name.endswith(".gguf"):
        size = path.stat().st_size if path.is_file() else None
        yield ListedModel("embedded", settings.name, size is not None, size, "the configured model file")


# -- Ollama ---------------------------------------------------------------------------------------------------------


def _choose_ollama(settings: ModelSettings, environ: Mapping[str, str]) -> Choice:
    host = ollama.host_of(settings.url, environ)
    try:
        models = ollama.served(host, PROBE_TIMEOUT)
    except ModelServerError as exc:
        return _absent("ollama", settings.name, exc)
    if settings.name:
        model = ollama.find(settings.name, models)
        if model is None:
            missing = ModelNotFoundError(
                "Ollama at {host} does not have the model {model}.",
                "Fetch it with `ollama pull {model}`.",
                host=host,
                model=settings.name,
            )
            return _absent("ollama", settings.name, missing)
        return Choice("ollama", model.name, f"It is the configured model, and Ollama at {host} has it.")
    model = ollama.best(models)
    if model is None:
        return _absent(
            "ollama", "", ModelNotFoundError("Ollama at {host} has no chat model.", "Fetch one with `ollama pull`.", host=host)
        )
    why = f"Ollama answers at {host}, and of its chat models this is the largest that suits an ordinary machine."
    small = " It is small: the embedded model answers better (DOSSIER_MODEL__BACKEND=embedded)."
    return Choice("ollama", model.name, why + small if model.billions < SMALL else why)


def _list_ollama(settings: ModelSettings, environ: Mapping[str, str]) -> Iterator[ListedModel]:
    url = "" if settings.backend == "openai" else settings.url
    host = ollama.host_of(url, environ)
    try:
        models = ollama.served(host, PROBE_TIMEOUT)
    except ModelServerError as exc:
        yield ListedModel("ollama", "", False, None, exc.message)
        return
    for model in models:
        note = f"{model.billions:.1f} billion parameters, at {host}"
        if not model.local:
            note = "runs in Ollama's cloud, not on this machine: never chosen unless named"
        elif not model.chats:
            note = "no chat model"
        yield ListedModel("ollama", model.name, model.chats, model.size, note)


# -- OpenAI-compatible ----------------------------------------------------------------------------------------------


def _choose_openai(settings: ModelSettings) -> Choice:
    if not settings.url:
        missing = ModelError("No URL of an OpenAI-compatible server is configured.", "Set DOSSIER_MODEL__URL.")
        return _absent("openai", settings.name, missing)
    return Choice("openai", settings.name, f"The server at {settings.url} is configured.")


def _list_openai(settings: ModelSettings) -> Iterator[ListedModel]:
    if settings.backend != "openai":
        return
    try:
        for name in openai.served(settings.url, settings.api_key, PROBE_TIMEOUT):
            yield ListedModel("openai", name, True, None, f"at {settings.url}")
    except DossierError as exc:
        yield ListedModel("openai", settings.name, False, None, exc.message)


def _absent(backend: Backend, name: str, error: ModelError) -> Choice:
    return Choice(backend, name, "It is what the settings ask for.", ready=False, missing=error)
