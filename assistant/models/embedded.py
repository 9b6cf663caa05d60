"""The embedded language model: llama.cpp in this process, through ``xllamacpp``.

Requests go straight to the engine, not over a socket. The engine insists on listening somewhere all the same: it is
given a Unix socket in a private folder, which is removed as soon as it is bound, so that nobody can reach it (where
there are no Unix sockets: a loopback port behind a random key).
"""

import logging
import os
import platform
import secrets
import tempfile
import threading
import warnings
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from assistant.models.base import Chunk, Features, Request, Token
from index.errors import ModelError, ModelFileError, ModelNotFoundError, ModelServerError

logger = logging.getLogger(__name__)

GGUF_MAGIC = b"GGUF"
PROMPT_CACHE_MIB = 1024
# How many prompt tokens are computed before the engine looks whether it should stop: one to two seconds of a laptop.
# Larger batches are at most 5 % quicker.
BATCH = 128
SOCKET_PATH_LIMIT = 100  # the system's own limit is 104 to 108 bytes
Event = dict[str, Any]


class EmbeddedModel:
    """A GGUF model in this process. Safe to call from several threads; ``parallel`` of them are served at once."""

    def __init__(self, path: Path, *, name: str, context: int = 4096, threads: int = 0, parallel: int = 1) -> None:
        """Load the model, which takes one to three seconds during which no other Python thread runs.

        Args:
            path: the GGUF file.
            name: for people and records.
            context: tokens that a prompt and its reply may have together.
            threads: 0 means one for each physical core that this process may use.
            parallel: requests computed at once. More than one raises the generation rate of them all together by
                up to the number of requests, does little for prompts, and shares fewer prompt beginnings.

        Raises:
            ModelNotFoundError: there is no such file.
            ModelFileError: it is no GGUF file, or one that this llama.cpp cannot load.
            ModelError: llama.cpp itself cannot be loaded.
        """
        _check_file(path)
        self._name = f"embedded:{name}"
        self._server = _start(path, context, threads or _cores(), parallel)
        self._closing = threading.Event()
        self._workers = ThreadPoolExecutor(max_workers=parallel, thread_name_prefix="embedded-model")

    @property
    def name(self) -> str:
        """``embedded:`` and the model."""
        return self._name

    @property
    def features(self) -> Features:
        """All of them."""
        return Features(grammar=True, json_schema=True, logprobs=True)

    def stream(self, request: Request) -> Iterator[Chunk]:
        """Generate. Closing the iterator stops the engine at its next token, or next ``BATCH`` tokens of the prompt.

        Raises:
            ModelError: the prompt does not fit the context, the grammar or the schema cannot be used, or the model
                has been closed.
        """
        events: SimpleQueue[Event | None] = SimpleQueue()
        stopped = threading.Event()

        def receive(event: Event) -> bool:
            events.put(event)
            return stopped.is_set() or self._closing.is_set()

        body = _body(request)
        try:
            work = self._workers.submit(self._server.handle_chat_completions, body, receive)
        except (RuntimeError, AttributeError) as exc:  # no more workers, or no more engine
            raise ModelError(f"The model {self._name} has been closed.") from exc
        work.add_done_callback(lambda _: events.put(None))
        finished = False
        try:
            for event in iter(events.get, None):
                finished = finished or _is_last(event)
                yield from _chunks(event)
        finally:
            stopped.set()
            work.cancel()
        if not finished:
            raise self._why(work)

    def _why(self, work: Future[None]) -> ModelError:
        """Why a reply ended before its end."""
        if self._closing.is_set() or work.cancelled():
            return ModelError(f"The model {self._name} has been closed.")
        if exc := work.exception():  # the engine raises what it finds wrong before it starts
            return ModelError(f"llama.cpp refused the request: {exc}.")
        return ModelServerError("The embedded model broke off in the middle of a reply.", "Ask again.")

    def close(self) -> None:
        """Stop whatever is being generated and free the memory."""
        self._closing.set()
        self._workers.shutdown(wait=True, cancel_futures=True)
        self._server = None


def _check_file(path: Path) -> None:
    try:
        with path.open("rb") as file:
            magic = file.read(len(GGUF_MAGIC))
    except FileNotFoundError as exc:
        raise ModelNotFoundError(f"There is no model file at {path}.", "Run `dossier model fetch`.") from exc
    except OSError as exc:
        raise ModelFileError(f"The model file {path} cannot be read: {exc.strerror}.", "Check its permissions.") from exc
    if magic != GGUF_MAGIC:
        raise ModelFileError(
            f"{path} is not a GGUF file.", "Run `dossier model fetch`, or let DOSSIER_MODEL__NAME be a GGUF file."
        )


def _cores() -> int:
    """Physical cores that this process may use; affinity and container limits count."""
    import joblib  # type: ignore[import-untyped]

    with warnings.catch_warnings():  # where it cannot tell physical from logical cores it warns and counts the latter
        warnings.simplefilter("ignore")
        return int(joblib.cpu_count(only_physical_cores=True))


def _start(path: Path, context: int, threads: int, parallel: int) -> Any:
    """Load the model into a new engine."""
    try:
        import xllamacpp
    except ImportError as exc:  # the wheel needs the system's OpenMP library
        raise ModelError(
            f"llama.cpp cannot be loaded: {exc}.",
            "If libgomp is missing, install it (Debian, Ubuntu: `apt-get install libgomp1`).",
        ) from exc
    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.n_ctx = context * parallel
    params.n_parallel = parallel
    params.n_batch = params.n_ubatch = BATCH
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = threads
    params.warmup = False
    params.verbosity = -1  # llama.cpp writes its log to standard error
    params.enable_reasoning = 0
    # Measured on x86: without repacked weights prompts are 10-25 % quicker, replies 25 % slower, and 600 MB are saved.
    params.no_extra_bufts = platform.machine() in ("x86_64", "AMD64")
    _cache_prompts(params, parallel)
    with tempfile.TemporaryDirectory(prefix="dossier-") as private:
        _shut_the_door(params, Path(private))
        try:
            return xllamacpp.Server(params)
        except RuntimeError as exc:
            raise ModelFileError(
                f"llama.cpp cannot load {path}: it is damaged, of an unknown kind, or too large for the memory.",
                "Run `dossier model fetch`, which checks it, or choose another model with DOSSIER_MODEL__NAME.",
            ) from exc


def _cache_prompts(params: Any, parallel: int) -> None:
    """Make every prompt cheap that begins like any earlier one.

    With a similarity of 0 and one slot, llama.cpp saves the slot's state before each request and takes the saved
    state that shares the longest beginning; otherwise it looks no further than a slot that shares a tenth, and
    forgets that slot's tail. With several slots, similarity is what finds the right one.
    """
    params.cache_prompt = True
    params.cache_ram_mib = PROMPT_CACHE_MIB
    params.slot_prompt_similarity = 0.0 if parallel == 1 else 0.1


def _shut_the_door(params: Any, private: Path) -> None:
    """See the module's docstring. ``private`` must be removed when the engine has started."""
    socket = str(private / "s.sock")
    if os.name == "posix" and len(os.fsencode(socket)) < SOCKET_PATH_LIMIT:
        params.hostnames = [socket]
    else:
        params.hostnames, params.port = ["127.0.0.1"], 0
    params.api_keys = [secrets.token_urlsafe(32)]
    params.n_threads_http = 1
    params.ui = params.endpoint_slots = params.endpoint_metrics = params.endpoint_props = False


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
    return body


def _is_last(event: Event) -> bool:
    return any(choice.get("finish_reason") is not None for choice in event.get("choices", ()))


def _chunks(event: Event) -> Iterator[Chunk]:
    if "choices" not in event:
        raise _fault(event)
    if timings := event.get("timings"):
        counts = (timings["cache_n"], timings["prompt_n"], timings["predicted_n"])
        logger.debug("prompt: %d tokens reused, %d computed; reply: %d tokens", *counts)
    for choice in event["choices"]:
        chunk = _chunk(choice)
        if chunk.text or chunk.tokens:
            yield chunk


def _chunk(choice: Event) -> Chunk:
    tokens = (choice.get("logprobs") or {}).get("content") or ()
    return Chunk(choice["delta"].get("content") or "", tuple(_token(token) for token in tokens))


def _token(entry: Event) -> Token:
    alternatives = tuple((other["token"], other["logprob"]) for other in entry["top_logprobs"])
    return Token(entry["token"], entry["logprob"], alternatives)


def _fault(event: Event) -> ModelError:
    """Turn llama.cpp's error object into ours."""
    error = event.get("error", event)
    if error.get("type") == "exceed_context_size_error":
        return ModelError(
            f"The prompt has {error['n_prompt_tokens']} tokens, and the model was loaded with a context of {error['n_ctx']}.",
            "Set DOSSIER_MODEL__CONTEXT to a larger number.",
        )
    return ModelError(f"llama.cpp refused the request: {error.get('message', error)}")
