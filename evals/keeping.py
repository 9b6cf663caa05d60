"""Keeps what a model said to each prompt of a calibration: a run that was stopped goes on, one with more data adds."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from assistant.models.base import Chunk, Features, LanguageModel, Request, Token, complete


class KeptModel:
    """A language model that is asked for one token, and only if what it made of the prompt is not known yet."""

    def __init__(self, model: LanguageModel, file: Path) -> None:
        """Keep in ``file``, which is made if missing."""
        self._model = model
        file.parent.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(file)
        self._database.execute("CREATE TABLE IF NOT EXISTS scores (key TEXT PRIMARY KEY, scores BLOB NOT NULL)")

    @property
    def name(self) -> str:
        """The model's own."""
        return self._model.name

    @property
    def features(self) -> Features:
        """What a token tells, and no more."""
        return Features(scores=self._model.features.scores, logprobs=self._model.features.logprobs)

    @property
    def billions(self) -> float | None:
        """The model's own."""
        return self._model.billions

    def stream(self, request: Request) -> Iterator[Chunk]:
        """What is kept of the token, else what the model tells, which is kept from then on."""
        key = self._key(request)
        kept = self._database.execute("SELECT scores FROM scores WHERE key = ?", (key,)).fetchone()
        if kept is None:
            kept = (_packed(request, complete(self._model, request).tokens),)
            with self._database:
                self._database.execute("INSERT INTO scores VALUES (?, ?)", (key, *kept))
        yield Chunk("", (_unpacked(request, *kept),))

    def _key(self, request: Request) -> str:
        messages = (f"{message.role}:{message.content}" for message in request.messages)
        parts = (self.name, *messages, str(request.scored), str(request.depth))
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def close(self) -> None:
        """Close the file; the model stays open."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None) -> None:
        self.close()


def _packed(request: Request, tokens: Sequence[Token]) -> bytes:
    if request.scored:
        return np.array(tokens[0].scores, dtype=np.float32).tobytes()
    return json.dumps(tokens[0].alternatives if tokens else (), ensure_ascii=False).encode()


def _unpacked(request: Request, kept: bytes) -> Token:
    if request.scored:
        return Token("", 0.0, scores=tuple(np.frombuffer(kept, dtype=np.float32).tolist()))
    return Token("", 0.0, tuple((text, logprob) for text, logprob in json.loads(kept)))
