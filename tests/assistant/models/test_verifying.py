"""Verification of model files, and its record."""

import hashlib
import os
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.models.catalogue import DEFAULT_MODEL, SMALL_MODEL
from assistant.models.verifying import installed, verify
from index.errors import ModelFileError, ModelNotFoundError

CONTENT = b"GGUF" + bytes(range(256)) * 40
MODEL = replace(DEFAULT_MODEL, name="tiny", size=len(CONTENT), sha256=hashlib.sha256(CONTENT).hexdigest())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.gguf"
    path.write_bytes(CONTENT)
    return path


def _overwrite(path: Path, content: bytes, *, keep_time: bool) -> None:
    stat = path.stat()
    path.write_bytes(content)
    if keep_time:
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    else:
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns + 1_000_000))


def test_a_right_file_is_hashed_once(path: Path) -> None:
    verify(path, MODEL)
    _overwrite(path, CONTENT[::-1], keep_time=True)
    verify(path, MODEL)  # as recorded: it is not read again
    with pytest.raises(ModelFileError, match="SHA-256"):
        verify(path, MODEL, full=True)
    with pytest.raises(ModelFileError, match="SHA-256"):
        verify(path, MODEL)  # the record has gone with the trust


def test_a_file_that_changed_is_hashed_again(path: Path) -> None:
    verify(path, MODEL)
    _overwrite(path, CONTENT[::-1], keep_time=False)
    with pytest.raises(ModelFileError, match="SHA-256") as caught:
        verify(path, MODEL)
    assert "dossier model fetch" in caught.value.hint


def test_the_record_of_another_checksum_does_not_count(path: Path) -> None:
    verify(path, MODEL)
    with pytest.raises(ModelFileError, match="SHA-256"):
        verify(path, replace(MODEL, sha256="0" * 64))


def test_another_size_is_refused_whatever_the_record_says(path: Path) -> None:
    verify(path, MODEL)
    _overwrite(path, CONTENT[:-1], keep_time=True)
    with pytest.raises(ModelFileError, match="bytes and should have"):
        verify(path, MODEL)


@pytest.mark.parametrize("record", ["", "{", "[]", '"x"', "\x00"])
def test_a_broken_record_is_ignored(path: Path, record: str) -> None:
    path.with_name("tiny.gguf.verified").write_text(record)
    verify(path, MODEL)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ModelNotFoundError) as caught:
        verify(tmp_path / "absent.gguf", MODEL)
    assert "dossier model fetch" in caught.value.hint


def test_what_is_installed(tmp_path: Path) -> None:
    assert installed(tmp_path) == ()
    assert installed(tmp_path / "absent") == ()
    for model, size in ((SMALL_MODEL, SMALL_MODEL.size), (DEFAULT_MODEL, DEFAULT_MODEL.size - 1)):
        with (tmp_path / model.file).open("wb") as file:
            file.truncate(size)
    assert installed(tmp_path) == (SMALL_MODEL,)
    with (tmp_path / DEFAULT_MODEL.file).open("ab") as file:
        file.truncate(DEFAULT_MODEL.size)
    assert installed(tmp_path) == (DEFAULT_MODEL, SMALL_MODEL)
