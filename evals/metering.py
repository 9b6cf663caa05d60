"""How many tokens a model reads and writes for an answer, as it reports them itself; what it does not report is not guessed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.models.base import Chunk, Features, LanguageModel, Request


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of the prompts, those in a cache among them, and of the replies."""

    read: int
    written: int


class Metered:
    """A language model that counts."""

    def __init__(self, model: "LanguageModel") -> None:
        self._model = model
        self._read = self._written = self._told = self._calls = 0

    @property
    def name(self) -> str:
        """The model's own."""
        return self._model.name

    @property
    def features(self) -> "Features":
        """The model's own."""
        return self._model.features

    @property
    def billions(self) -> float | None:
        """The model's own."""
        return self._model.billions

    def stream(self, request: "Request") -> Iterator["Chunk"]:
        """The model's own reply."""
        self._calls += 1
        for chunk in self._model.stream(request):
            if chunk.usage:
                self._told += 1
                self._read += chunk.usage.read
                self._written += chunk.usage.written
            yield chunk

    def close(self) -> None:
        """Free the model."""
        self._model.close()

    def take(self) -> Tokens | None:
        """What was counted since the last time; ``None`` unless the model told it of every call, and was called."""
        complete = 0 < self._calls == self._told
        tokens = Tokens(self._read, self._written) if complete else None
        self._read = self._written = self._told = self._calls = 0
        return tokens
