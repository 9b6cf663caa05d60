"""With what a suite is run, for the head of its log: names, settings, and the checksum of the model."""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.models.catalogue import known
from evals.runlog import Setup

if TYPE_CHECKING:
    from assistant.config import Settings
    from assistant.models.base import LanguageModel

_SECRET = {"model": {"api_key", "url"}, "index": {"chroma_url"}}  # a URL may carry a password


def setup_of(model: "LanguageModel", settings: "Settings", seed: int = 0) -> Setup:
    """What is run with ``settings``, where ``model`` is the one that they led to."""
    return Setup(
        model=model.name,
        model_sha256=model_sha256(model.name, settings),
        embedder=settings.index.embedder,
        configuration=settings.model_dump(mode="json", include={"index": True, "model": True}, exclude=_SECRET),
        seed=seed,
    )


def model_sha256(name: str, settings: "Settings") -> str | None:
    """SHA-256 of the model that calls itself ``name``; ``None`` where it is behind a server.

    A known embedded model was checked against its sum when it was loaded; only another GGUF file is hashed here.
    """
    backend, _, short = name.partition(":")
    if backend != "embedded":
        return None
    if model := known(short):
        return model.sha256
    path = Path(settings.model.name).expanduser()
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
