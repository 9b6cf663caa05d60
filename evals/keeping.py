"""Keeps what a model said to each prompt of a calibration: a run that was stopped goes on, one with more data adds."""

import hashlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from assistant.models.base import Chunk, Features, LanguageModel, Request, Token


class KeptModel:
    """A language model whose scores are looked up before it is asked. Other requests are not for it."""

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
        """Scores only."""
        return Features(scores=self._model.features.scores)

    def stream(self, request: Request) -> Iterator[Chunk]:
        """The kept scores, else the model's, which are kept from then on."""
        key = self._key(request)
        kept = self._database.execute("SELECT scores FROM scores WHERE key = ?", (key,)).fetchone()
        if kept is None:
            scores = next(token.scores for chunk in self._model.stream(request) for token in chunk.tokens)
            blob = np.array(scores, dtype=np.float32).tobytes()
            with self._database:
                self._database.execute("INSERT INTO scores VALUES (?, ?)", (key, blob))
        else:
            blob = kept[0]
        yield Chunk("", (Token("", 0.0, scores=tuple(np.frombuffer(blob, dtype=np.float32).tolist())),))

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
