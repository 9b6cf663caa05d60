"""Whether a model file on disk is the one it should be.

Hashing a gigabyte takes seconds, so a verified file leaves a record beside it (size, modification time, checksum),
and is hashed again only when it has changed or when asked for. The record guards against damage, not against
somebody who can write to the models folder: they could replace the program as well.
"""

import hashlib
import json
from pathlib import Path

from assistant.models.catalogue import KNOWN_MODELS, KnownModel
from index.errors import ModelFileError, ModelNotFoundError, Told

FETCH_HINT = "Run `dossier model fetch`."


def installed(models_dir: Path) -> tuple[KnownModel, ...]:
    """The known models whose file is complete in ``models_dir``, best first. Looks at sizes only, so it is instant."""
    return tuple(model for model in KNOWN_MODELS if _size(models_dir / model.file) == model.size)


def verify(path: Path, model: KnownModel, *, full: bool = False) -> None:
    """Make sure that ``path`` is the file of ``model``.

    Args:
        path: the model file.
        model: what it should be.
        full: hash it even if it is recorded as verified.

    Raises:
        ModelNotFoundError: there is no such file.
        ModelFileError: its size or checksum is wrong. The file is left where it is.
    """
    size = _size(path)
    if size is None:
        raise ModelNotFoundError("The model {model} is not at {path}.", FETCH_HINT, model=model.name, path=path)
    if size != model.size:
        values = {"size": f"{size:,}", "expected": f"{model.size:,}"}
        raise _wrong(path, Told("it has {size} bytes and should have {expected}", values))
    if not full and _recorded(path) == _state(path, model):
        return
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != model.sha256:
        _record(path).unlink(missing_ok=True)
        values = {"sha256": digest, "expected": model.sha256}
        raise _wrong(path, Told("its SHA-256 is {sha256} and should be {expected}", values))
    remember(path, model)


def remember(path: Path, model: KnownModel) -> None:
    """Record that ``path``, as it is now, has been verified. A folder that cannot be written to is no error."""
    try:
        _record(path).write_text(json.dumps(_state(path, model)), encoding="utf-8")
    except OSError:
        return  # a read-only models folder: it is hashed at every start instead


def forget(path: Path) -> None:
    """Delete the model file and its record, if they are there."""
    path.unlink(missing_ok=True)
    _record(path).unlink(missing_ok=True)


def _wrong(path: Path, why: Told) -> ModelFileError:
    return ModelFileError(
        "The model file {path} is damaged: {why}.", "Run `dossier model fetch`: it replaces the file.", path=path, why=why
    )


def _size(path: Path) -> int | None:
    return path.stat().st_size if path.is_file() else None


def _record(path: Path) -> Path:
    return path.with_name(f"{path.name}.verified")


def _state(path: Path, model: KnownModel) -> dict[str, object]:
    stat = path.stat()
    return {"size": stat.st_size, "mtime_ns": stat.st_mtime_ns, "sha256": model.sha256}


def _recorded(path: Path) -> object:
    try:
        return json.loads(_record(path).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
