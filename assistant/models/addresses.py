"""Addresses of model servers: forms that users write, and which of them stay on this machine."""

import ipaddress
from urllib.parse import urlsplit

WILDCARDS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - what a server may listen on is no place to connect to


def connectable(address: str) -> str:
    """``address`` with a wildcard host (``0.0.0.0``, ``[::]``), which servers listen on, replaced by the loopback one.

    Args:
        address: ``host``, ``host:port`` or a URL; may be empty.
    """
    address = address.strip().strip("\"'")
    host = _host(address)
    if host not in WILDCARDS:
        return address
    bracketed = f"[{WILDCARDS[host]}]" if ":" in host else WILDCARDS[host]
    return address.replace(f"[{host}]" if ":" in host else host, bracketed, 1)


def is_loopback(address: str) -> bool:
    """Whether what is sent to ``address`` stays on this machine. An empty host is the loopback default."""
    host = _host(address)
    if host in ("", "localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _host(address: str) -> str:
    """Lower case, without brackets; empty where there is none, or where the address is broken."""
    _, separator, rest = address.partition("://")
    try:
        return urlsplit(f"//{rest if separator else address}").hostname or ""
    except ValueError:
        return ""
