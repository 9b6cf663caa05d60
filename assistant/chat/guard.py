"""What stands before Gradio: only its own pages get in, and only to the routes that the chat uses.

* Where there are users, name and password must be right. Then the ``Host`` may be any: a page of another site that has itself
  taken for this one (DNS rebinding) is sent no password by the browser.
* Else ``Host`` must be a loopback name with our port.
* ``Origin``, where there is one, must be ours, and a browser's request must not come from another site (CSRF).
* Of Gradio's routes, those that the chat needs are open; the rest (API, proxy, monitoring, recordings …) are not there.
* Each response carries a Content-Security-Policy and its like.
"""

import asyncio
import re
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

from assistant.chat import briefings, evaluation, page
from assistant.chat.users import CHALLENGE, Users

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
ASGI = Callable[[Scope, Receive, Send], Awaitable[None]]

LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")
_OPEN = re.compile(
    r"/(?:$|assets/|static/|svelte/|theme\.css$|favicon\.ico$|config/?$|dossier/"
    r"|gradio_api/(?:run/predict$|queue/(?:join|data)$|upload$|upload_progress$|heartbeat/|cancel$|reset/?$|startup-events$|app_id$|info/?$))"
)
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)
_NO_SCRIPT = b"default-src 'none'; frame-ancestors 'none'"
# A report runs its own script, but as a page of no origin: whatever stands in it can neither load anything nor reach the chat.
_REPORT = (
    b"sandbox allow-scripts allow-modals; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline';"
    b" img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# So does a briefing, which the page shows in a frame: of no origin there either.
_BRIEFING = _REPORT.replace(b"img-src data:", b"font-src data:").replace(b"frame-ancestors 'none'", b"frame-ancestors 'self'")


WAIT = 1.0  # seconds
_REFUSALS = {
    401: "dossier asks for your name and password. يطلب dossier اسمك وكلمة المرور.".encode(),
    403: b"dossier answers only pages of its own.",
    404: b"Not found.",
}


class Guard:
    """ASGI middleware. ``host`` and ``port`` are what the server listens on; without ``users`` everybody may get in."""

    def __init__(self, app: ASGI, host: str, port: int, users: Users | None = None) -> None:
        self._app = app
        self._users = users
        own = f"[{host}]" if ":" in host else host
        names = (*LOOPBACK_NAMES, own)
        self._hosts = frozenset(f"{name}:{port}" for name in names) | (frozenset(names) if port == 80 else frozenset())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer 403 or 404."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            refusal = self._refusal(scope) or await self._stranger(scope)
            if refusal:
                await _refuse(refusal, send)
            elif scope["path"] == "/":
                await self._page(scope, receive, send)
            else:
                await self._app(scope, receive, _with_headers(send, _policy(scope["path"])))

    def _refusal(self, scope: Scope) -> int:
        headers = {key: value.decode("latin-1") for key, value in scope["headers"]}
        host = headers.get(b"host", "").lower()
        hosts = self._hosts if self._users is None else {host}
        origin = headers.get(b"origin")
        if host not in hosts or (origin is not None and urlsplit(origin).netloc.lower() not in hosts):
            return 403
        if headers.get(b"sec-fetch-site") == "cross-site" and headers.get(b"sec-fetch-mode") != "navigate":
            return 403
        return 0 if _OPEN.match(scope["path"]) else 404

    async def _stranger(self, scope: Scope) -> int:
        """401 for whom nobody let in; one who guesses has to wait."""
        if self._users is None:
            return 0
        given = dict(scope["headers"]).get(b"authorization")
        if await asyncio.to_thread(self._users.who, given.decode("latin-1") if given else None):
            return 0
        if given:
            await asyncio.sleep(WAIT)
        return 401

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Gradio's page, rewritten as a whole: it is small and comes in one piece."""
        headers = [(key, value) for key, value in scope["headers"] if key != b"accept-encoding"]
        start: Message = {}
        body = b""

        async def collect(message: Message) -> None:
            nonlocal body
            if message["type"] == "http.response.start":
                start.update(message)
            elif message["type"] == "http.response.body":
                body += message.get("body", b"")

        await self._app({**scope, "headers": headers}, receive, collect)
        nonce = secrets.token_urlsafe(16)
        rewritten = page.rewrite(body.decode("utf-8"), nonce).encode("utf-8")
        kept = [(key, value) for key, value in start["headers"] if key.lower() != b"content-length"]
        length = (b"content-length", str(len(rewritten)).encode())
        out = _with_headers(send, page.policy(nonce).encode())
        await out({**start, "headers": [*kept, length, (b"cache-control", b"no-store")]})
        await out({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else rewritten})


def _policy(path: str) -> bytes:
    if path.startswith(f"{briefings.ROUTE}/"):
        return _BRIEFING
    return _REPORT if path.startswith(f"{evaluation.ROUTE}/") else _NO_SCRIPT


def _with_headers(send: Send, policy: bytes) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            framing = (b"x-frame-options", b"SAMEORIGIN" if policy is _BRIEFING else b"DENY")
            message = {**message, "headers": [*message["headers"], (b"content-security-policy", policy), framing, *_HEADERS]}
        await send(message)

    return sending


async def _refuse(status: int, send: Send) -> None:
    body = _REFUSALS[status]
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    if status == 401:
        headers.append((b"www-authenticate", CHALLENGE))
    out = _with_headers(send, _NO_SCRIPT)
    await out({"type": "http.response.start", "status": status, "headers": headers})
    await out({"type": "http.response.body", "body": body})
