"""The embedded language model: llama.cpp in this process. Requests go straight to the engine, not over a socket."""

import logging
import math
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from assistant.models import llama
from assistant.models.base import Chunk, Features, Request, Token, Usage
from assistant.models.shallow import shallow
from assistant.models.sizes import BYTES_PER_BILLION, billions
from index.errors import ModelError, ModelServerError

logger = logging.getLogger(__name__)

Event = dict[str, Any]
_LIFT = 300.0  # logits differ by some tens
_SPREAD = 8.0
_LEAST = 1e-30
_DRAWS = 8


class EmbeddedModel:
    """A GGUF model in this process. Safe to call from several threads; ``parallel`` requests of a depth are served at once.

    Requests of a ``depth`` go through the model's first layers only, in an engine of their own (``assistant.models.shallow``).
    """

    def __init__(
        self,
        path: Path,
        *,
        name: str,
        context: int = 4096,
        threads: int = 0,
        parallel: int = 1,
        depths: Sequence[int] = (0,),
    ) -> None:
        """Load the model, which takes one to three seconds during which no other Python thread runs.

        Args:
            path: the GGUF file.
            name: for people and records.
            context: tokens that a prompt and its reply may have together.
            threads: 0 means one for each physical core that this process may use.
            parallel: requests computed at once. More than one raises the generation rate of them all together by
                up to the number of requests, does little for prompts, and shares fewer prompt beginnings.
            depths: engines to load at once (0: all layers); others are loaded when a request needs them.

        Raises:
            ModelNotFoundError: there is no such file.
            ModelFileError: it is no GGUF file, or one that this llama.cpp cannot load.
            ModelError: llama.cpp itself cannot be loaded.
        """
        self._name = f"embedded:{name}"
        self._path = path
        self._setup = {"context": context, "threads": threads, "parallel": parallel}
        self._engines: dict[int, Engine] = {}
        self._loading = threading.Lock()
        self._closed = False
        for depth in depths:
            self._engine(depth)
        self._billions = billions(path.stem) or path.stat().st_size / BYTES_PER_BILLION

    @property
    def name(self) -> str:
        """``embedded:`` and the model."""
        return self._name

    @property
    def features(self) -> Features:
        """All of them."""
        return Features(grammar=True, json_schema=True, logprobs=True, scores=True)

    @property
    def billions(self) -> float | None:
        """What the file's name tells, else by its size."""
        return self._billions

    def stream(self, request: Request) -> Iterator[Chunk]:
        """Generate. Closing the iterator stops the engine at its next token, or at the next batch of the prompt.

        Raises:
            ModelError: the prompt does not fit the context, the grammar or the schema cannot be used, or the model
                has been closed.
        """
        engine = self._engine(request.depth)
        return _scored(engine, request) if request.scored else engine.stream(request)

    def _engine(self, depth: int) -> "Engine":
        with self._loading:
            if self._closed:
                raise ModelError("The model {model} has been closed.", model=self._name)
            if depth not in self._engines:
                path = shallow(self._path, depth) if depth else self._path
                self._engines[depth] = Engine(path, self._name, **self._setup)
            return self._engines[depth]

    def close(self) -> None:
        """Stop whatever is being generated and free the memory."""
        with self._loading:
            self._closed = True
            for engine in self._engines.values():
                engine.close()


class Engine:
    """One loaded file, with its workers. See :class:`EmbeddedModel` for the arguments and the errors."""

    def __init__(self, path: Path, name: str, *, context: int, threads: int, parallel: int) -> None:
        """Load ``path``."""
        self._name = name
        self._server = llama.start(path, context=context, threads=threads, parallel=parallel)
        self._closing = threading.Event()
        self._workers = ThreadPoolExecutor(max_workers=parallel, thread_name_prefix="embedded-model")

    def stream(self, request: Request) -> Iterator[Chunk]:
        """Generate."""
        events: SimpleQueue[Event | None] = SimpleQueue()
        stopped = threading.Event()

        def receive(event: Event) -> bool:
            events.put(event)
            return stopped.is_set() or self._closing.is_set()

        body = _body(request)
        try:
            work = self._workers.submit(self._server.handle_chat_completions, body, receive)
        except (RuntimeError, AttributeError) as exc:  # no more workers, or no more engine
            raise ModelError("The model {model} has been closed.", model=self._name) from exc
        work.add_done_callback(lambda _: events.put(None))
        finished = False
        try:
            for event in iter(events.get, None):
                finished = finished or _is_last(event)
                yield from _chunks(event, request.scored)
        finally:
            stopped.set()
            work.cancel()
        if not finished:
            raise self._why(work)

    def _why(self, work: Future[None]) -> ModelError:
        """Why a reply ended before its end."""
        if self._closing.is_set() or work.cancelled():
            return ModelError("The model {model} has been closed.", model=self._name)
        if exc := work.exception():  # the engine raises what it finds wrong before it starts
            return ModelError("llama.cpp refused the request: {reason}.", reason=exc)
        return ModelServerError("The embedded model broke off in the middle of a reply.", "Ask again.")

    def close(self) -> None:
        """Stop whatever is being generated and free the memory."""
        self._closing.set()
        self._workers.shutdown(wait=True, cancel_futures=True)
        self._server = None


def _scored(engine: Engine, request: Request) -> Iterator[Chunk]:
    """The scores, by another draw of the token that carries them if the first ends within a character and is held back."""
    for seed in range(_DRAWS):
        chunks = list(engine.stream(replace(request, seed=seed)))
        if any(chunk.tokens for chunk in chunks):
            yield from chunks
            return
    raise ModelServerError("The embedded model gave no scores.", "Ask again.")


def _body(request: Request) -> Event:
    """The request in the form of llama.cpp's ``/v1/chat/completions``."""
    if request.grammar is not None and request.json_schema is not None:
        raise ModelError("A request takes a grammar or a JSON schema, not both.")
    body: Event = {
        "messages": [{"role": message.role, "content": message.content} for message in request.messages],
        "stream": True,
        "return_progress": True,  # an event for every batch of the prompt: a chance to stop
        "cache_prompt": True,
        "max_tokens": request.max_tokens,
        "temperature": request.temperature,
        "seed": request.seed,
        "stop": list(request.stop),
    }
    if request.grammar is not None:
        body["grammar"] = request.grammar
    if request.json_schema is not None:
        body["response_format"] = {"type": "json_schema", "json_schema": {"schema": request.json_schema}}
    if request.top_logprobs:
        body |= {"logprobs": True, "top_logprobs": request.top_logprobs}
    if request.scored:
        body |= _scoring(request.scored)
    return body


def _scoring(tokens: Sequence[int]) -> Event:
    """Makes llama.cpp return the logits of ``tokens``, which it has no call for.

    All of them are lifted far above the rest by the same bias, so that they alone are left by top-k, and the temperature
    spreads them so that none vanishes in rounding; the probabilities after sampling then differ as the logits do.
    """
    return {
        "stream": False,  # a stream holds a token back that ends within a character, and its probabilities with it
        "max_tokens": 1,
        "logit_bias": [[token, _LIFT] for token in tokens],
        "samplers": ["top_k", "temperature"],
        "top_k": len(tokens),
        "temperature": _SPREAD,
        "logprobs": True,
        "top_logprobs": len(tokens),
        "post_sampling_probs": True,
    }


def _is_last(event: Event) -> bool:
    return any(choice.get("finish_reason") is not None for choice in event.get("choices", ()))


def _chunks(event: Event, scored: Sequence[int]) -> Iterator[Chunk]:
    if "choices" not in event:
        raise _fault(event)
    if timings := event.get("timings"):
        counts = (timings["cache_n"], timings["prompt_n"], timings["predicted_n"])
        logger.debug("prompt: %d tokens reused, %d computed; reply: %d tokens", *counts)
    for choice in event["choices"]:
        chunk = _scores(choice, scored) if scored else _chunk(choice)
        if chunk.text or chunk.tokens:
            yield chunk
    if timings:
        yield Chunk("", usage=Usage(timings["cache_n"] + timings["prompt_n"], timings["predicted_n"]))


def _chunk(choice: Event) -> Chunk:
    tokens = (choice.get("logprobs") or {}).get("content") or ()
    return Chunk(choice["delta"].get("content") or "", tuple(_token(token) for token in tokens))


def _scores(choice: Event, scored: Sequence[int]) -> Chunk:
    """The logits that ``_scoring`` asked for, as the scores of one token without text."""
    entries = (choice.get("logprobs") or {}).get("content") or ()
    if not entries:
        return Chunk("")
    probabilities = {other["id"]: other["prob"] for other in entries[0]["top_probs"]}
    scores = tuple(_SPREAD * math.log(max(probabilities.get(token, 0.0), _LEAST)) for token in scored)
    return Chunk("", (Token("", 0.0, scores=scores),))


def _token(entry: Event) -> Token:
    alternatives = tuple((other["token"], other["logprob"]) for other in entry["top_logprobs"])
    return Token(entry["token"], entry["logprob"], alternatives)


def _fault(event: Event) -> ModelError:
    """Turn llama.cpp's error object into ours."""
    error = event.get("error", event)
    if error.get("type") == "exceed_context_size_error":
        return ModelError(
            "The prompt has {tokens} tokens, and the model was loaded with a context of {context}.",
            "Set DOSSIER_MODEL__CONTEXT to a larger number.",
            tokens=error["n_prompt_tokens"],
            context=error["n_ctx"],
        )
    return ModelError("llama.cpp refused the request: {reason}.", reason=error.get("message", error))
