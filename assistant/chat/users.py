"""People who may use the chat: names and hashes of passwords, in ``users.json`` of the library's folder.

They are asked for by the browser itself (HTTP Basic authentication, RFC 7617), so no page is needed before the page.
"""

import base64
import binascii
import hashlib
import hmac
import json
import os
import secrets
import tempfile
import threading
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from index.errors import ConfigurationError, DossierError

FILE = "users.json"
LEAST = 8  # characters of a password
CHALLENGE = b'Basic realm="dossier", charset="UTF-8"'


class Users:
    """The people of one library. Safe to use from several threads.

    Raises:
        DossierError: (all methods) the file cannot be read or written.
    """

    def __init__(self, home: Path) -> None:
        self._path = home / FILE
        self._hasher = PasswordHasher()
        self._lock = threading.Lock()
        self._salt = secrets.token_bytes(16)
        self._known: dict[str, tuple[str, str]] = {}  # credentials as a digest of this process → name, hash of the password

    def names(self) -> list[str]:
        """Of everybody, sorted."""
        return sorted(self._read())

    def add(self, name: str, password: str) -> None:
        """Let somebody in; one who is known gets another password.

        Raises:
            ConfigurationError: the name or the password will not do.
        """
        if not name.strip() or name != name.strip() or ":" in name or not name.isprintable():
            raise ConfigurationError(f"{name!r} cannot be a user's name.", "Use letters, digits and spaces inside; no colon.")
        if len(password) < LEAST:
            raise ConfigurationError("The password is too short.", f"Use at least {LEAST} characters.")
        with self._lock:
            self._write(self._read() | {name: self._hasher.hash(password)})

    def remove(self, name: str) -> None:
        """Let somebody in no more. What was kept for them stays.

        Raises:
            ConfigurationError: nobody has that name.
        """
        with self._lock:
            known = self._read()
            if name not in known:
                raise ConfigurationError(f"There is no user {name!r}.", "`dossier user list` names all.")
            self._write({other: hashed for other, hashed in known.items() if other != name})

    def who(self, authorization: str | None) -> str | None:
        """The name in an ``Authorization`` header, if its password is right.

        Right ones are remembered until the process ends: checking a password is slow on purpose.
        """
        name, password = _credentials(authorization)
        hashed = self._read().get(name)
        if hashed is None:
            return None
        digest = hmac.new(self._salt, f"{name}:{password}".encode(), hashlib.sha256).hexdigest()
        if self._known.get(digest) == (name, hashed):
            return name
        try:
            self._hasher.verify(hashed, password)
        except (Argon2Error, InvalidHashError):
            return None
        self._known[digest] = (name, hashed)
        return name

    def _read(self) -> dict[str, str]:
        try:
            known = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as exc:
            raise DossierError(f"{FILE} cannot be read: {exc}.", "Remove it and add the users again.") from exc
        if not isinstance(known, dict) or not all(isinstance(hashed, str) for hashed in known.values()):
            raise DossierError(f"{FILE} holds no names and hashes.", "Remove it and add the users again.")
        return known

    def _write(self, known: dict[str, str]) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile("w", dir=self._path.parent, delete=False, encoding="utf-8") as file:  # mode 0600
                json.dump(known, file, ensure_ascii=False, indent=1)
            os.replace(file.name, self._path)
        except OSError as exc:
            raise DossierError(f"{FILE} cannot be written: {exc.strerror}.", "Free some space, or look at its rights.") from exc


def _credentials(authorization: str | None) -> tuple[str, str]:
    """Name and password of a header; empty where it has none."""
    scheme, _, encoded = (authorization or "").partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        name, _, password = base64.b64decode(encoded, validate=True).decode("utf-8").partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return name, password
