"""Serves the chat until it is stopped: on the loopback address, or elsewhere to people with a name and a password."""

import asyncio
import ipaddress
import logging
import os
import socket
import tempfile
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.config import Settings
from index.errors import ConfigurationError

if TYPE_CHECKING:
    import uvicorn

    from assistant.chat.guard import ASGI
    from assistant.chat.handlers import AssistantSource
    from assistant.chat.host import Host
    from assistant.chat.users import Users
    from index.library import Library

OnReady = Callable[[str], None]


def serve(settings: Settings, *, open_browser: bool = False, on_ready: OnReady | None = None) -> None:
    """Run the web chat until it is interrupted.

    Args:
        open_browser: show the page in the user's browser once it is there.
        on_ready: called with the page's address once it answers.

    Raises:
        ConfigurationError: others could reach the host, but there are no users; or the port is taken.
        LibraryError: the library cannot be opened.
    """
    from assistant.chat.host import Host
    from assistant.chat.users import Users
    from index.library import Library

    def ready(url: str) -> None:
        threading.Thread(target=_warm, args=(library, assistant), daemon=True, name="dossier-warm").start()
        if on_ready:
            on_ready(url)
        if open_browser:
            webbrowser.open(url)

    with ExitStack() as stack:
        users = Users(settings.home)
        known = users if users.names() else None
        if known is None and not is_loopback(settings.chat.host):
            raise ConfigurationError(
                f"On {settings.chat.host!r} others can reach the web chat, and it has no users.",
                "Add one with `dossier user add NAME`, or leave the host out: then this machine alone can reach it.",
            )
        listener = stack.enter_context(listen(settings.chat.host, settings.chat.port))
        library = stack.enter_context(Library.open(settings.home, settings.index))
        stack.enter_context(_incoming(settings.home))
        assistant = stack.enter_context(Host(library, settings))
        running = server(lambda: assistant, library, listener, ready, known)
        try:
            running.run(sockets=[listener])
        except KeyboardInterrupt:
            return


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one.

    Raises:
        ConfigurationError: the host is no address of this machine, or the port is taken.
    """
    address = "127.0.0.1" if host == "localhost" else host.strip("[]")
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        return socket.create_server((address, port), family=family)
    except OSError as exc:
        raise ConfigurationError(
            f"The web chat cannot listen on {host}:{port}: {exc.strerror}.",
            "Choose another port with --port, or --port 0 for a free one; the host is an address of this machine.",
        ) from exc


def server(
    assistant_source: "AssistantSource",
    library: "Library",
    listener: socket.socket,
    on_ready: OnReady,
    users: "Users | None" = None,
) -> "uvicorn.Server":
    """The server of a chat, not yet running; ``run(sockets=[listener])`` runs it.

    Args:
        users: who may ask; each has conversations of their own. Without any, everybody is the same person.
    """
    import uvicorn

    from assistant.chat.app import build
    from assistant.chat.application import application

    host, port = listener.getsockname()[:2]

    async def make() -> "ASGI":
        return application(build(assistant_source, library), library, host, port, users)

    app = asyncio.run(make())  # without a running loop Gradio makes one for each lock, and closes none of them
    shown = f"[{host}]" if ":" in host else host

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                on_ready(f"http://{shown}:{port}/")

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            # Open pages hold streams that never end; that they are cut is no error to report.
            logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
            await super().shutdown(sockets)

    return Server(
        uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            ws="none",
            lifespan="on",
            timeout_graceful_shutdown=1,
        )
    )


def is_loopback(host: str) -> bool:
    """Whether this machine alone can reach it."""
    try:
        return host == "localhost" or ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


@contextmanager
def _incoming(home: Path) -> Iterator[None]:
    """Uploads on their way stay inside the library's folder, and nothing is left of them afterwards."""
    before = os.environ.get("GRADIO_TEMP_DIR")
    with tempfile.TemporaryDirectory(prefix=".incoming-", dir=home, ignore_cleanup_errors=True) as folder:
        os.environ["GRADIO_TEMP_DIR"] = folder
        try:
            yield
        finally:
            if before is None:
                del os.environ["GRADIO_TEMP_DIR"]
            else:
                os.environ["GRADIO_TEMP_DIR"] = before


def _warm(library: "Library", assistant: "Host") -> None:
    """Load what the first question needs while its reader is still looking at the page."""
    if library.documents():
        _ = library.terms, library.vectors
        library.embedder.query("dossier")
    assistant.warm()
