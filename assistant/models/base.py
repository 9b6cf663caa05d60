"""The one protocol behind which every language model stands.

Three implementations: ``embedded`` (llama.cpp in this process), ``ollama``, ``openai`` (any OpenAI-compatible server).
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

ALTERNATIVES = 20  # of a token, among which *yes* and *no* are looked for; more than that no server gives
_SAID = 1.25  # log-odds that a bare yes or no stands for: so much that what is known without the model decides


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Features:
    """What a back-end can do beyond plain chat.

    Attributes:
        grammar: constrains decoding with a GBNF grammar.
        json_schema: constrains decoding with a JSON schema.
        logprobs: returns log-probabilities of the tokens and of their alternatives.
        scores: returns how likely any given tokens are, relative to each other, as the first of the reply.
    """

    grammar: bool = False
    json_schema: bool = False
    logprobs: bool = False
    scores: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """One call of a model.

    Attributes:
        messages: the chat; a stable beginning is cheap the second time (prefix cache).
        max_tokens: where generation stops at the latest.
        grammar: GBNF; only where ``Features.grammar``. llama.cpp also takes a LLGuidance grammar, which begins with
            ``%llguidance {}`` and has, e.g., ``%regex {"substring_words": "…"}`` for contiguous words of a text.
        json_schema: JSON schema of the reply; only where ``Features.json_schema``.
        top_logprobs: how many alternatives to return for each token (0: none); only where ``Features.logprobs``.
        scored: ids of tokens in the model's vocabulary. If given, nothing is generated: the reply is one token with their
            ``scores``; only where ``Features.scores``.
        depth: with ``scored``, through how many of the model's layers to go (0: all). What a model knows of a text is
            clearest in its middle layers, and half of the layers take half of the time.
    """

    messages: tuple[Message, ...]
    max_tokens: int = 256
    temperature: float = 0.0
    seed: int = 0
    grammar: str | None = None
    json_schema: dict[str, Any] | None = None
    top_logprobs: int = 0
    stop: tuple[str, ...] = ()
    scored: tuple[int, ...] = ()
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Token:
    """One generated token with its natural-log probability and those of its likeliest alternatives (itself included).

    Attributes:
        scores: natural-log probabilities of ``Request.scored``, in its order, each less the same unknown constant.
    """

    text: str
    logprob: float
    alternatives: tuple[tuple[str, float], ...] = ()
    scores: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one call: of the prompt, those in the cache among them, and of the reply."""

    read: int
    written: int


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of the reply as it streams in. ``tokens`` is empty unless log-probabilities were asked for.

    Attributes:
        usage: of the whole call, with its last chunk, where the back-end tells; that chunk may have no text.
    """

    text: str
    tokens: tuple[Token, ...] = ()
    usage: Usage | None = None


@dataclass(frozen=True, slots=True)
class Completion:
    """A whole reply."""

    text: str
    tokens: tuple[Token, ...] = ()


class LanguageModel(Protocol):
    """A chat model. Calls may come from several threads."""

    @property
    def name(self) -> str:
        """For people and for records: back-end and model, e.g. ``ollama:qwen2.5:7b``."""

    @property
    def features(self) -> Features:
        """What this back-end can do."""

    @property
    def billions(self) -> float | None:
        """Of parameters, about; ``None`` where nothing tells."""

    def stream(self, request: Request) -> Iterator[Chunk]:
        """Generate. Closing the iterator stops the generation.

        Raises:
            ModelServerError: the server cannot be reached, refuses or breaks off.
            ModelNotFoundError: the server does not have the model.
        """

    def close(self) -> None:
        """Free what the model holds. Safe to call twice."""


def log_odds(token: Token) -> float:
    """Natural-log odds of *yes* against *no* in the distribution of one token."""
    mass = {"yes": 0.0, "no": 0.0}
    for text, logprob in token.alternatives:
        word = text.strip().lower()
        if word in mass:
            mass[word] += math.exp(logprob)
    floor = 1e-6
    return math.log(mass["yes"] + floor) - math.log(mass["no"] + floor)


def yes_against_no(model: LanguageModel, *messages: Message) -> float:
    """Natural-log odds that the model answers yes; from the word that it says where it tells no probabilities."""
    length, alternatives = (1, ALTERNATIVES) if model.features.logprobs else (4, 0)
    completion = complete(model, Request(messages, max_tokens=length, top_logprobs=alternatives))
    if completion.tokens and completion.tokens[0].alternatives:
        return log_odds(completion.tokens[0])
    said = completion.text.strip().lower()
    return _SAID * (said.startswith("yes") - said.startswith("no"))


def complete(model: LanguageModel, request: Request) -> Completion:
    """Run ``request`` to its end and join the pieces."""
    chunks: Sequence[Chunk] = list(model.stream(request))
    return Completion("".join(chunk.text for chunk in chunks), tuple(token for chunk in chunks for token in chunk.tokens))
