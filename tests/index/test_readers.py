"""Loading a file, choosing its reader, and refusing what cannot be read."""

import io
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import ReadError
from index.readers import SUFFIXES, html, load, markdown, parse, read, text
from index.records import Content


def test_read_gives_what_load_and_parse_give(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes("سلام\r\nhello".encode())
    assert load(path, 100) == path.read_bytes()
    assert read(path, max_bytes=100) == parse(path.read_bytes(), "note.txt")
    assert read(path, max_bytes=100).text == "سلام\nhello"


def test_suffixes() -> None:
    assert {".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf", ".docx"} == SUFFIXES


def test_the_ending_counts_whatever_its_case() -> None:
    assert parse(b"# Title", "A.MD").title == "Title"


def _refusal(path: Path, max_bytes: int = 100) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read(path, max_bytes=max_bytes)
    assert caught.value.hint
    return caught.value


def test_what_cannot_be_loaded(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "large.txt").write_bytes(b"x" * 101)
    os.mkfifo(tmp_path / "pipe.txt")  # opening it would wait for ever
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    assert "no file" in _refusal(tmp_path / "missing.txt").message
    assert "not a file" in _refusal(tmp_path).message
    assert "not a file" in _refusal(tmp_path / "pipe.txt").message
    assert "empty" in _refusal(tmp_path / "empty.txt").message
    assert "too large" in _refusal(tmp_path / "large.txt").message
    assert "cannot be read" in _refusal(tmp_path / "loop.txt").message
    assert "cannot be read" in _refusal(tmp_path / ("n" * 300 + ".txt")).message
    assert "cannot be read" in _refusal(tmp_path / "nul\0.txt").message


def test_a_file_just_at_the_limit_is_read(tmp_path: Path) -> None:
    (tmp_path / "full.txt").write_bytes(b"x" * 100)
    assert len(load(tmp_path / "full.txt", 100)) == 100


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("x")
    path.chmod(0)
    user = os.geteuid()
    if user == 0:  # root may read anything
        os.seteuid(65534)
    try:
        with pytest.raises(ReadError, match="may not be read"):
            load(path, 100)
    finally:
        os.seteuid(user)


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("a.xlsx", b"PK\x03\x04", "not supported"),
        ("noending", b"text", "not supported"),
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t \n", "no text"),
        ("a.md", b"<!-- only a comment -->", "no text"),
        ("a.html", b"<html><body><script>x()</script></body></html>", "no text"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "binary"),
        ("a.txt", bytes(range(256)) * 8, "binary"),
        ("a.html", b"\x7fELF\x02\x01\x01\x00\x00\x00\x00", "binary"),
        ("a.pdf", b"not a pdf at all", "not a readable PDF"),
        ("a.docx", b"not a zip at all", "damaged"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 20, "encrypted"),
    ],
)
def test_what_is_refused(name: str, data: bytes, word: str) -> None:
    with pytest.raises(ReadError, match=word) as caught:
        parse(data, name)
    assert name in caught.value.message
    assert caught.value.hint
    assert "\n" not in str(caught.value)


def test_the_hint_names_the_formats_that_can_be_read() -> None:
    with pytest.raises(ReadError) as caught:
        parse(b"x", "a.odt")
    assert all(suffix in caught.value.hint for suffix in SUFFIXES)


def test_content_goes_before_a_wrong_ending() -> None:
    with pytest.raises(ReadError, match="PDF"):
        parse(b"%PDF-1.7 broken", "a.txt")


def test_a_zip_that_is_no_document() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("hello.txt", "hello")
    with pytest.raises(ReadError, match="damaged"):
        parse(packed.getvalue(), "a.docx")
    with pytest.raises(ReadError, match="binary"):
        parse(packed.getvalue(), "a.txt")


_BYTES = st.one_of(
    st.binary(),
    st.text().map(lambda characters: characters.encode("utf-8", errors="replace")),
    st.text(alphabet="<>/pdivhidentable=\"' \n#*-|`[]()!&;سلام").map(str.encode),
    st.text(alphabet="سلام hello.\n").map(lambda characters: characters.encode("utf-16-le")),
)


@pytest.mark.parametrize("name", sorted(f"a{suffix}" for suffix in SUFFIXES))
@given(data=_BYTES)
def test_any_bytes_give_text_or_a_read_error(name: str, data: bytes) -> None:
    try:
        content = parse(data, name)
    except ReadError as error:
        refusal = error
    else:
        _check(content)
        return
    assert refusal.hint


def _check(content: Content) -> None:
    assert content.text.strip()
    assert "\r" not in content.text
    assert "\0" not in content.text
    assert all(0 <= section.start <= section.end <= len(content.text) for section in content.sections)
    for section in content.sections:
        if section.heading is not None:
            assert content.text.startswith(section.heading, section.start)


@given(data=_BYTES)
def test_the_readers_of_text_formats_need_no_safety_net(data: bytes) -> None:
    for reader in (text, markdown, html):
        try:
            reader.parse(data, "a")
        except ReadError:
            continue
