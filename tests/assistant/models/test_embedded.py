"""Model files that the embedded back-end must refuse. Replies are tested with the real model in ``test_embedded_model``."""

import subprocess
import sys
from pathlib import Path

import pytest

from assistant.models.embedded import EmbeddedModel
from index.errors import ModelFileError, ModelNotFoundError


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ModelNotFoundError) as caught:
        EmbeddedModel(tmp_path / "absent.gguf", name="absent")
    assert "dossier model fetch" in caught.value.hint


@pytest.mark.parametrize("content", [b"", b"GGU", b"not a model at all"])
def test_a_file_of_another_kind(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "model.gguf"
    path.write_bytes(content)
    with pytest.raises(ModelFileError, match="not a GGUF file"):
        EmbeddedModel(path, name="model")


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="cannot be read"):
        EmbeddedModel(tmp_path, name="folder")


@pytest.mark.parametrize("content", [b"GGUF", b"GGUF\x03\x00\x00\x00" + b"\xff" * 500, b"GGUF" + bytes(5000)])
def test_a_damaged_file(tmp_path: Path, content: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "model.gguf"
    path.write_bytes(content)
    with pytest.raises(ModelFileError, match=r"llama\.cpp cannot load") as caught:
        EmbeddedModel(path, name="model")
    assert caught.value.hint
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux wheels need the library")
def test_without_an_openmp_library_of_the_system_the_one_of_torch_does() -> None:
    code = (
        "from assistant.models import llama\n"
        "llama._borrow_openmp()\n"
        "llama._module()\n"
        "print({line.split()[-1] for line in open('/proc/self/maps') if 'libgomp' in line})"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert loaded.count("libgomp.so") == 1
    assert "torch/lib/libgomp.so.1" in loaded
