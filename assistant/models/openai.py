"""Models served by anything that speaks OpenAI's chat completions: llama-server, vLLM, LM Studio, LocalAI, …

Servers differ in what they take, so each is asked at the beginning: one request for one token with log-probabilities.
"""

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from assistant.models.addresses import connectable, is_loopback
from assistant.models.base import Chunk, Features, Message, Request, Token, Usage
from assistant.models.sizes import billions
from assistant.models.thinking import without_thinking
from index.errors import ConfigurationError, ModelError, ModelNotFoundError, ModelServerError

if TYPE_CHECKING:
    from openai import OpenAI, Stream
    from openai.types import Model
    from openai.types.chat import ChatCompletionChunk

CONNECT_TIMEOUT = 5.0
TEMPLATED = ("llamacpp", "vllm")  # servers that hand words on to the model's chat template
NO_KEY = "none"  # the client insists on a key; servers that need none do not look at it


def served(url: str, api_key: str, timeout: float) -> tuple[str, ...]:
    """Names of the models that the server at ``url`` lists.

    Raises:
        ConfigurationError: ``url`` is none.
        ModelServerError: the server does not answer within ``timeout`` seconds, or refuses the key.
    """
    client = _client(_checked(url), api_key, timeout)
    try:
        with _mapped(url):
            return tuple(entry.id for entry in client.models.list().data)
    finally:
        client.close()


class OpenAIModel:
    """One model of an OpenAI-compatible server."""

    def __init__(self, url: str, *, model: str = "", api_key: str = "", timeout: float = 120.0) -> None:
        """Ask the server for its models and for what it can do.

        Args:
            url: the base URL, usually ending in ``/v1``.
            model: the server's name of it; empty: the first that it lists.
            api_key: empty where the server asks for none.
            timeout: seconds without a sign of life after which the server counts as gone.

        Raises:
            ConfigurationError: ``url`` is none.
            ModelServerError: the server does not answer, or refuses the key.
            ModelNotFoundError: it does not have the model.
        """
        self._url = _checked(url)
        self._client = _client(self._url, api_key, timeout)
        try:
            entry = self._find(model)
            self._model = entry.id
            self._owner = entry.owned_by
            self._billions = _billions(entry)
            self._features = Features(grammar=self._owner == "llamacpp", json_schema=True)
            self._features = replace(self._features, logprobs=self._gives_logprobs())
        except BaseException:
            self.close()
            raise

    @property
    def name(self) -> str:
        """``openai:`` and the model."""
        return f"openai:{self._model}"

    @property
    def features(self) -> Features:
        """What the server is known to take. ``json_schema`` is withdrawn when a request shows otherwise."""
        return self._features

    @property
    def billions(self) -> float | None:
        """What the server tells, as llama.cpp's does, else what the model's name does."""
        return self._billions

    def stream(self, request: Request) -> Iterator[Chunk]:
        """Generate. Closing the iterator closes the connection.

        Raises:
            ModelServerError: the server cannot be reached, refuses or breaks off.
            ModelNotFoundError: it does not have the model any more.
        """
        with _mapped(self._url, self._model), self._open(request) as replies:
            yield from without_thinking(_chunks(replies))

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _find(self, model: str) -> "Model":
        """What the server tells of the model, or of its first."""
        with _mapped(self._url):
            listed = {entry.id: entry for entry in self._client.models.list().data}
        name = model or next(iter(listed), "")
        if name not in listed:
            raise ModelNotFoundError(
                "The server at {url} does not have the model {model}.",
                "It has: {models}. Set DOSSIER_MODEL__NAME to one of them.",
                url=self._url,
                model=name or "that it should answer with",
                models=", ".join(listed) or "none",
            )
        return listed[name]

    def _open(self, request: Request) -> "Stream[ChatCompletionChunk]":
        """Start a reply; once without the JSON schema if the server does not know what that is."""
        from openai import BadRequestError

        create: Any = self._client.chat.completions.create  # its overloads do not take keyword dictionaries
        try:
            return create(**self._body(request))  # type: ignore[no-any-return]
        except BadRequestError:
            if request.json_schema is None:
                raise
            plain = create(**self._body(replace(request, json_schema=None)))
            self._features = replace(self._features, json_schema=False)  # only now is it known what was wrong
            return plain  # type: ignore[no-any-return]

    def _body(self, request: Request) -> dict[str, Any]:
        body: dict[str, Any] = {
            "model": self._model,
            "messages": [{"role": message.role, "content": message.content} for message in request.messages],
            "stream": True,
            "max_tokens": request.max_tokens,
            "temperature": request.temperature,
            "seed": request.seed,
        }
        if request.stop:
            body["stop"] = list(request.stop)
        if request.json_schema is not None:
            schema = {"name": "reply", "strict": True, "schema": request.json_schema}
            body["response_format"] = {"type": "json_schema", "json_schema": schema}
        if request.top_logprobs:
            body |= {"logprobs": True, "top_logprobs": request.top_logprobs}
        extra: dict[str, Any] = {}
        if self._owner in TEMPLATED:  # a model that thinks first has said neither yes nor no when it is asked for one word
            extra["chat_template_kwargs"] = {"enable_thinking": False}
        if request.grammar is not None:
            extra["grammar"] = request.grammar
        return body | ({"extra_body": extra} if extra else {})

    def _gives_logprobs(self) -> bool:
        """Have one token generated and see. A server that refuses or ignores the wish does not give them."""
        probe = Request((Message("user", "Say yes."),), max_tokens=1, top_logprobs=2)
        from openai import APIStatusError

        try:
            with _mapped(self._url, self._model), self._open(probe) as replies:
                return any(chunk.tokens and chunk.tokens[0].alternatives for chunk in _chunks(replies))
        except ModelServerError as exc:
            if isinstance(exc.__cause__, APIStatusError):
                return False
            raise


def _checked(url: str) -> str:
    if not url.startswith(("http://", "https://")):
        raise ConfigurationError(
            "An OpenAI-compatible server needs a URL, and {url} is none.",
            "Set DOSSIER_MODEL__URL, e.g. to http://127.0.0.1:8080/v1.",
            url=repr(url),
        )
    return connectable(url)


def _client(url: str, api_key: str, timeout: float) -> "OpenAI":
    import httpx2
    from openai import DefaultHttpx2Client, Omit, OpenAI

    # A proxy or a redirect would carry the documents to a third party. Retrying is the user's business: a busy local
    # model only gets busier. The headers would tell a server who the user is at another one.
    connection = DefaultHttpx2Client(follow_redirects=False, trust_env=not is_loopback(url))
    headers: Mapping[str, Any] = {"OpenAI-Organization": Omit(), "OpenAI-Project": Omit()}
    return OpenAI(
        base_url=url,
        api_key=api_key or NO_KEY,
        timeout=httpx2.Timeout(timeout, connect=min(timeout, CONNECT_TIMEOUT)),
        max_retries=0,
        default_headers=headers,
        http_client=connection,
    )


def _billions(entry: "Model") -> float | None:
    meta = (entry.model_extra or {}).get("meta")
    counted = meta.get("n_params") if isinstance(meta, dict) else None
    return counted / 1e9 if isinstance(counted, int) else billions(entry.id)


def _chunks(replies: "Stream[ChatCompletionChunk]") -> Iterator[Chunk]:
    finished, usage = False, None
    for reply in replies:
        for choice in reply.choices:
            finished = finished or choice.finish_reason is not None
            text = choice.delta.content or ""
            entries = (choice.logprobs and choice.logprobs.content) or ()
            if text:  # what some servers send apart as reasoning has no content
                yield Chunk(text, tuple(_token(entry) for entry in entries))
        usage = usage or reply.usage
    if usage:
        yield Chunk("", usage=Usage(usage.prompt_tokens, usage.completion_tokens))
    if not finished:
        raise ModelServerError("The server broke off in the middle of a reply.", "Ask again.")


def _token(entry: Any) -> Token:
    alternatives = tuple((other.token, _number(other.logprob)) for other in entry.top_logprobs or ())
    return Token(entry.token, _number(entry.logprob), alternatives)


def _number(logprob: float | None) -> float:
    """Some servers write ``null`` for minus infinity, which JSON cannot hold."""
    return -math.inf if logprob is None else logprob


@contextmanager
def _mapped(url: str, model: str = "") -> Iterator[None]:
    """Turn the errors of the client into ours."""
    import httpx2
    import openai

    try:
        yield
    except openai.APITimeoutError as exc:
        raise _silent(url) from exc
    except openai.APIConnectionError as exc:
        if not isinstance(exc.__cause__, httpx2.ConnectError):
            raise _broken(url, exc.__cause__ or exc) from exc
        raise ModelServerError(
            "No server answers at {url}: {reason}.", "Start it, or correct DOSSIER_MODEL__URL.", url=url, reason=exc.__cause__
        ) from exc
    except openai.APIStatusError as exc:
        raise _refusal(exc, url, model) from exc
    except (openai.APIError, httpx2.HTTPError, ValueError) as exc:
        raise _broken(url, exc) from exc


def _broken(url: str, exc: BaseException) -> ModelServerError:
    return ModelServerError(
        "The server at {url} broke off or does not speak the protocol: {reason}.", "Ask again.", url=url, reason=exc
    )


def _silent(url: str) -> ModelServerError:
    return ModelServerError(
        "The server at {url} has given no sign of life for too long.",
        "Choose a smaller model, or raise DOSSIER_MODEL__TIMEOUT.",
        url=url,
    )


def _refusal(exc: Any, url: str, model: str) -> ModelError:
    if exc.status_code in (401, 403):
        return ModelServerError("The server at {url} refuses the API key.", "Set DOSSIER_MODEL__API_KEY.", url=url)
    if exc.status_code == 404 and model:
        return ModelNotFoundError(
            "The server at {url} does not have the model {model}.", "Set DOSSIER_MODEL__NAME.", url=url, model=model
        )
    return ModelServerError(
        "The server at {url} refused ({status}): {reason}.",
        "Look at its log.",
        url=url,
        status=exc.status_code,
        reason=exc.message,
    )
