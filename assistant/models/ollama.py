"""Models served by Ollama, through its own client.

Everything stays on this machine unless the user has pointed dossier, or ``OLLAMA_HOST``, at another one.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.models.addresses import connectable, is_loopback
from assistant.models.base import Chunk, Features, Request, Token, Usage
from assistant.models.sizes import BYTES_PER_BILLION, billions
from assistant.models.thinking import without_thinking
from index.errors import ModelError, ModelNotFoundError, ModelServerError

if TYPE_CHECKING:
    import ollama

DEFAULT_HOST = "127.0.0.1:11434"
KEEP_ALIVE = "30m"  # a reader thinks for longer than Ollama's five minutes, and loading anew takes long
CONNECT_TIMEOUT = 5.0
STRUCTURED_OUTPUTS = (0, 5, 0)  # the first versions that have them
LOGPROBS = (0, 12, 11)
LARGEST_SENSIBLE = 15.0  # billions of parameters; beyond that a laptop answers in minutes
BYTES_OF_A_POINTER = 1_000_000  # a model that runs in Ollama's cloud takes a few hundred bytes here


@dataclass(frozen=True, slots=True)
class Served:
    """A model that an Ollama server has.

    Attributes:
        size: bytes on its disk.
        families: architectures, e.g. ``("qwen2",)``.
        billions: of parameters.
    """

    name: str
    size: int
    families: tuple[str, ...]
    billions: float

    @property
    def local(self) -> bool:
        """Whether it runs on the server itself and not in Ollama's cloud."""
        return self.size >= BYTES_OF_A_POINTER and not self.name.endswith("cloud")

    @property
    def chats(self) -> bool:
        """Whether it looks like a chat model: no embedder, no reranker, no untuned base model."""
        embeds = any("bert" in family for family in self.families) or re.search("embed|rerank", self.name)
        untuned = re.search(r":(.*-)?(base|text)\b", self.name)
        return not embeds and not untuned


def host_of(url: str, environ: Mapping[str, str]) -> str:
    """Where Ollama is: the configured URL, else ``OLLAMA_HOST``, else its default; in a form to connect to."""
    return connectable(url) or connectable(environ.get("OLLAMA_HOST", "")) or DEFAULT_HOST


def best(models: Sequence[Served]) -> Served | None:
    """The model to answer with where none is named: the largest chat model of up to 15 billion parameters, else the
    smallest chat model; never one that runs in the cloud. The most recently changed one goes first among equals.
    """
    usable = [model for model in models if model.local and model.chats]
    sensible = [model for model in usable if model.billions <= LARGEST_SENSIBLE]
    if sensible:
        return max(sensible, key=lambda model: model.billions)
    return min(usable, key=lambda model: model.billions, default=None)


def find(name: str, models: Sequence[Served]) -> Served | None:
    """The model that Ollama means by ``name``, which may leave out the tag ``latest``."""
    return next((model for model in models if model.name in (name, f"{name}:latest")), None)


def served(host: str, timeout: float) -> tuple[Served, ...]:
    """The models of the server at ``host``, most recently changed first.

    Raises:
        ModelServerError: nothing answers there within ``timeout`` seconds, or something else than Ollama.
    """
    client = _client(host, timeout)
    try:
        with _mapped(host):
            return tuple(_served(model) for model in client.list().models)
    finally:
        client.close()


class OllamaModel:
    """One model of an Ollama server."""

    def __init__(self, model: str, *, host: str, timeout: float = 120.0, context: int = 4096) -> None:
        """Ask the server what it can do. It loads the model at the first request.

        Args:
            model: Ollama's name of it.
            host: see ``host_of``.
            timeout: seconds without a sign of life after which the server counts as gone.
            context: tokens of context to ask for at least; longer prompts get more, up to what the model has.

        Raises:
            ModelServerError: Ollama does not answer.
            ModelNotFoundError: it does not have the model.
            ModelError: the model cannot chat.
        """
        self._model = model
        self._host = host
        self._context = context
        self._client = _client(host, timeout)
        try:
            self._ask_what_it_can_do()
        except BaseException:
            self.close()
            raise

    @property
    def name(self) -> str:
        """``ollama:`` and the model."""
        return f"ollama:{self._model}"

    @property
    def features(self) -> Features:
        """What this version of Ollama can do. It takes no grammars."""
        return self._features

    @property
    def billions(self) -> float | None:
        """What Ollama tells of it."""
        return self._billions

    def stream(self, request: Request) -> Iterator[Chunk]:
        """Generate. Closing the iterator closes the connection, at which Ollama stops.

        Raises:
            ModelServerError: the server cannot be reached, refuses or breaks off.
            ModelNotFoundError: it does not have the model any more.
        """
        with _mapped(self._host, self._model), closing(self._replies(request)) as replies:
            yield from without_thinking(_chunks(replies))

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _ask_what_it_can_do(self) -> None:
        with _mapped(self._host, self._model):
            version = _version(self._client)
            shown = self._client.show(self._model)
        if shown.capabilities and "completion" not in shown.capabilities:
            raise ModelError("{model} cannot chat.", "Choose another model with DOSSIER_MODEL__NAME.", model=self._model)
        self._thinks = "thinking" in (shown.capabilities or ())
        self._features = Features(json_schema=version >= STRUCTURED_OUTPUTS, logprobs=version >= LOGPROBS)
        self._longest = _longest_context(shown.modelinfo or {})
        self._billions = billions((shown.details and shown.details.parameter_size) or "")

    def _replies(self, request: Request) -> Any:
        return self._client.chat(
            self._model,
            [{"role": message.role, "content": message.content} for message in request.messages],
            stream=True,
            think=False if self._thinks else None,
            logprobs=True if request.top_logprobs else None,
            top_logprobs=request.top_logprobs or None,
            format=request.json_schema,
            options=self._options(request),
            keep_alive=KEEP_ALIVE,
        )

    def _options(self, request: Request) -> dict[str, Any]:
        return {
            "temperature": request.temperature,
            "seed": request.seed,
            "num_predict": request.max_tokens,
            "num_ctx": _context(request, self._context, self._longest),
            "stop": list(request.stop) or None,
        }


def _client(host: str, timeout: float) -> Any:
    """An ``ollama.Client`` (``Any``, for its methods are only half typed)."""
    import httpx
    import ollama

    # A proxy or a redirect would carry the documents to a third party.
    timeouts = httpx.Timeout(timeout, connect=min(timeout, CONNECT_TIMEOUT))
    try:
        return ollama.Client(host, timeout=timeouts, follow_redirects=False, trust_env=not is_loopback(host))
    except (ValueError, httpx.InvalidURL) as exc:
        raise ModelServerError(
            "{host} is no address: {reason}.", "Correct DOSSIER_MODEL__URL or OLLAMA_HOST.", host=repr(host), reason=exc
        ) from exc


def _version(client: Any) -> tuple[int, ...]:
    response = client._request_raw("GET", "/api/version")  # the client has no call for it
    return tuple(int(number) for number in re.findall(r"\d+", response.json()["version"])[:3])


def _served(model: "ollama.ListResponse.Model") -> Served:
    details = model.details
    size = int(model.size or 0)
    told = billions((details and details.parameter_size) or "") or size / BYTES_PER_BILLION
    return Served(model.model or "", size, tuple((details and details.families) or ()), told)


def _longest_context(facts: Mapping[str, Any]) -> int | None:
    """Of the model's own limits, e.g. ``qwen2.context_length``."""
    return next((int(value) for key, value in facts.items() if key.endswith(".context_length")), None)


def _context(request: Request, least: int, most: int | None) -> int:
    """Tokens of context to ask for. Ollama silently cuts the beginning off a prompt that does not fit.

    Two bytes of UTF-8 for a token is more tokens than any tokenizer makes of English or Arabic. Every change makes
    Ollama load the model anew, hence the doubling.
    """
    prompt = sum(len(message.content.encode()) // 2 + 16 for message in request.messages)
    needed = prompt + request.max_tokens
    context = least
    while context < needed:
        context *= 2
    return min(context, most or context)


def _chunks(replies: Iterator["ollama.ChatResponse"]) -> Iterator[Chunk]:
    done = False
    for reply in replies:
        text = reply.message.content or ""
        # While it thinks, content is empty and the tokens are those of its thoughts.
        tokens = tuple(_token(entry) for entry in reply.logprobs or ()) if text else ()
        if text:
            yield Chunk(text, tokens)
        if reply.prompt_eval_count is not None and reply.eval_count is not None:
            yield Chunk("", usage=Usage(reply.prompt_eval_count, reply.eval_count))
        done = done or bool(reply.done)
    if not done:
        raise ModelServerError("Ollama broke off in the middle of a reply.", "Ask again; `ollama ps` shows its state.")


def _token(entry: "ollama._types.Logprob") -> Token:
    alternatives = tuple((other.token, other.logprob) for other in entry.top_logprobs or ())
    return Token(entry.token, entry.logprob, alternatives)


@contextmanager
def _mapped(host: str, model: str = "") -> Iterator[None]:
    """Turn the errors of the client and of the connection into ours."""
    import httpx
    import ollama
    from pydantic import ValidationError

    try:
        yield
    except ollama.ResponseError as exc:
        raise _refusal(exc, model) from exc
    except (ConnectionError, httpx.ConnectError, httpx.ConnectTimeout) as exc:
        raise ModelServerError(
            "Ollama does not answer at {host}.", "Start it with `ollama serve`, or point OLLAMA_HOST at it.", host=host
        ) from exc
    except httpx.TimeoutException as exc:
        raise ModelServerError(
            "Ollama at {host} has given no sign of life for too long.",
            "Choose a smaller model, or raise DOSSIER_MODEL__TIMEOUT.",
            host=host,
        ) from exc
    except httpx.HTTPError as exc:
        raise ModelServerError(
            "The connection to Ollama at {host} broke: {reason}.", "Ask again.", host=host, reason=exc
        ) from exc
    except (json.JSONDecodeError, ValidationError, KeyError) as exc:
        raise ModelServerError(
            "What answers at {host} is not Ollama.", "Correct DOSSIER_MODEL__URL or OLLAMA_HOST.", host=host
        ) from exc


def _refusal(exc: "ollama.ResponseError", model: str) -> ModelError:
    if exc.status_code == 404 and model:
        return ModelNotFoundError("Ollama does not have the model {model}.", "Fetch it with `ollama pull {model}`.", model=model)
    if exc.status_code == 404:
        return ModelServerError("What answers there is not Ollama.", "Correct DOSSIER_MODEL__URL or OLLAMA_HOST.")
    return ModelServerError("Ollama reports: {reason}.", "`ollama ps` and Ollama's own log tell more.", reason=exc.error)
