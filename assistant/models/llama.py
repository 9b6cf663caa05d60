"""The llama.cpp engine of the embedded model: loading it, and how it is set up.

Nobody talks to it over a socket, yet it insists on listening somewhere: it is given a Unix socket in a private folder,
which is removed as soon as it is bound, so that nobody can reach it (where there are no Unix sockets: a loopback port
behind a random key).
"""

import ctypes
import importlib.util
import os
import platform
import secrets
import tempfile
import warnings
from pathlib import Path
from typing import Any

from index.errors import ModelError, ModelFileError, ModelNotFoundError

GGUF_MAGIC = b"GGUF"
PROMPT_CACHE_MIB = 1024
# How many prompt tokens are computed before the engine looks whether it should stop: one to two seconds of a laptop.
# Larger batches are no quicker.
BATCH = 128
SOCKET_PATH_LIMIT = 100  # the system's own limit is 104 to 108 bytes


def start(path: Path, *, context: int, threads: int, parallel: int) -> Any:
    """Load a model into a new engine (an ``xllamacpp.Server``), which ends when it is dropped.

    Args:
        path: the GGUF file.
        context: tokens for each of the ``parallel`` requests.
        threads: 0 means one for each physical core that this process may use.
        parallel: requests that are computed at once.

    Raises:
        ModelNotFoundError: there is no such file.
        ModelFileError: it is no GGUF file, or one that this llama.cpp cannot load.
        ModelError: llama.cpp itself cannot be loaded.
    """
    _check_file(path)
    xllamacpp = _module()
    params = _parameters(xllamacpp, path, context, threads or _cores(), parallel)
    with tempfile.TemporaryDirectory(prefix="dossier-") as private:
        _shut_the_door(params, Path(private))
        try:
            return xllamacpp.Server(params)
        except RuntimeError as exc:
            raise ModelFileError(
                "llama.cpp cannot load {path}: it is damaged, of an unknown kind, or too large for the memory.",
                "Run `dossier model fetch`, which checks it, or choose another model with DOSSIER_MODEL__NAME.",
                path=path,
            ) from exc


def _check_file(path: Path) -> None:
    try:
        with path.open("rb") as file:
            magic = file.read(len(GGUF_MAGIC))
    except FileNotFoundError as exc:
        raise ModelNotFoundError("There is no model file at {path}.", "Run `dossier model fetch`.", path=path) from exc
    except OSError as exc:
        raise ModelFileError(
            "The model file {path} cannot be read: {reason}.", "Check its permissions.", path=path, reason=exc.strerror
        ) from exc
    if magic != GGUF_MAGIC:
        raise ModelFileError(
            "{path} is not a GGUF file.", "Run `dossier model fetch`, or let DOSSIER_MODEL__NAME be a GGUF file.", path=path
        )


def _cores() -> int:
    """Physical cores that this process may use; affinity and container limits count."""
    import joblib  # type: ignore[import-untyped]

    with warnings.catch_warnings():  # where it cannot tell physical from logical cores it warns and counts the latter
        warnings.simplefilter("ignore")
        return int(joblib.cpu_count(only_physical_cores=True))


def _module() -> Any:
    """The ``xllamacpp`` module."""
    if "OMP_WAIT_POLICY" not in os.environ:
        # libgomp lets a thread that waits for the others spin 300,000 times. As soon as any other program wants a
        # core, replies then take four times as long as with a short spin, which costs nothing on a quiet machine.
        os.environ.setdefault("GOMP_SPINCOUNT", "1000")
    try:
        try:
            import xllamacpp
        except ImportError:
            _borrow_openmp()
            import xllamacpp
    except (ImportError, OSError) as exc:
        raise ModelError(
            "llama.cpp cannot be loaded: {reason}.",
            "If libgomp is missing, install it (Debian, Ubuntu: `apt-get install libgomp1`).",
            reason=exc,
        ) from exc
    return xllamacpp


def _borrow_openmp() -> None:
    """Load PyTorch's copy of the OpenMP library, under the name by which llama.cpp looks for the system's.

    Slim container images have none of their own.
    """
    torch = importlib.util.find_spec("torch")
    for folder in (torch and torch.submodule_search_locations) or ():
        ctypes.CDLL(str(Path(folder) / "lib" / "libgomp.so.1"), mode=ctypes.RTLD_GLOBAL)


def _parameters(xllamacpp: Any, path: Path, context: int, threads: int, parallel: int) -> Any:
    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.n_ctx = context * parallel
    params.n_parallel = parallel
    params.n_batch = params.n_ubatch = BATCH
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = threads
    params.warmup = False
    params.verbosity = -1  # llama.cpp writes its log to standard error
    params.enable_reasoning = 0
    params.fit_params = _has_accelerator(xllamacpp)  # without one there is nothing to fit, and loading takes half as long
    # Measured on x86: without repacked weights prompts are 8-18 % quicker, replies 25 % slower, and 600 MB are saved.
    params.no_extra_bufts = platform.machine() in ("x86_64", "AMD64")
    _cache_prompts(params, parallel)
    return params


def _has_accelerator(xllamacpp: Any) -> bool:
    processor = xllamacpp.ggml_backend_dev_type.GGML_BACKEND_DEVICE_TYPE_CPU
    return any(device["type"] != processor for device in xllamacpp.get_device_info())


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
