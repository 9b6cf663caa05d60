"""Forms of addresses that users write."""

import pytest

from assistant.models.addresses import connectable, is_loopback


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("0.0.0.0", "127.0.0.1"),
        ("0.0.0.0:11434", "127.0.0.1:11434"),
        ("http://0.0.0.0:8080/v1", "http://127.0.0.1:8080/v1"),
        ("[::]:11434", "[::1]:11434"),
        ("https://[::]/x", "https://[::1]/x"),
        (' "example.org:1" ', "example.org:1"),
        ("10.0.0.0", "10.0.0.0"),
        (":56789", ":56789"),
        ("", ""),
        ("http://[broken", "http://[broken"),
    ],
)
def test_a_wildcard_becomes_the_loopback_address(written: str, expected: str) -> None:
    assert connectable(written) == expected


@pytest.mark.parametrize("address", ["", "localhost:1", "http://LOCALHOST/v1", "127.0.0.1:9", "127.5.5.5", "http://[::1]:8"])
def test_loopback(address: str) -> None:
    assert is_loopback(address)


@pytest.mark.parametrize("address", ["example.org", "http://192.168.1.2:8/v1", "localhost.example.org", "[2001:db8::1]:80"])
def test_not_loopback(address: str) -> None:
    assert not is_loopback(address)
