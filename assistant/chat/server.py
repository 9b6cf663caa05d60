"""Serves the chat on the loopback address until it is stopped."""

import asyncio
import contextlib
import ipaddress
import logging
import os
import socket
import tempfile
import threading
import webbrowser
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from assistant.config import Settings
from assistant.records import AskEvent
from index.errors import ConfigurationError, ModelError

if TYPE_CHECKING:
    import uvicorn

    from assistant.chat.guard import ASGI
    from assistant.chat.handlers import AssistantSource
    from index.library import Library

HERE = Path(__file__).parent
_FILES = {"chat.css": "text/css", "chat.js": "text/javascript"}
HARD_LIMIT = 10  # times the configured limit: up to there a file that is too large is refused by name, beyond it unread
OnReady = Callable[[str], None]


def serve(settings: Settings, *, open_browser: bool = False, on_ready: OnReady | None = None) -> None:
    """Run the web chat until it is interrupted.

    Args:
        open_browser: show the page in the user's browser once it is there.
        on_ready: called with the page's address once it answers.

    Raises:
        ConfigurationError: the host is not a loopback address, or the port is taken.
        LibraryError: the library cannot be opened.
    """
    from index.library import Library

    def ready(url: str) -> None:
        threading.Thread(target=_warm, args=(library, assistant), daemon=True, name="dossier-warm").start()
        if on_ready:
            on_ready(url)
        if open_browser:
            webbrowser.open(url)

    with ExitStack() as stack:
        listener = stack.enter_context(listen(settings.chat.host, settings.chat.port))
        library = stack.enter_context(Library.open(settings.home, settings.index))
        stack.enter_context(_incoming(settings.home))
        assistant = stack.enter_context(_Reopening(library, settings))
        running = server(lambda: assistant, library, listener, ready)
        try:
            running.run(sockets=[listener])
        except KeyboardInterrupt:
            return


def listen(host: str, port: int) -> socket.socket:
    """A listening socket on a loopback address; port 0 takes a free one.

    Raises:
        ConfigurationError: another address, or the port is taken.
    """
    address = "127.0.0.1" if host == "localhost" else host.strip("[]")
    if not _is_loopback(address):
        raise ConfigurationError(
            f"The web chat listens on this machine only, not on {host!r}.", "Set chat.host to 127.0.0.1, or leave it out."
        )
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        return socket.create_server((address, port), family=family)
    except OSError as exc:
        raise ConfigurationError(
            f"The web chat cannot listen on {host}:{port}: {exc.strerror}.",
            "Choose another port with --port, or --port 0 for a free one.",
        ) from exc


def server(
    assistant_source: "AssistantSource", library: "Library", listener: socket.socket, on_ready: OnReady
) -> "uvicorn.Server":
    """The server of a chat, not yet running; ``run(sockets=[listener])`` runs it."""
    import uvicorn

    from assistant.chat.app import build

    host, port = listener.getsockname()[:2]

    async def make() -> "ASGI":
        return application(build(assistant_source, library), library, host, port)

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


def application(blocks: Any, library: "Library", host: str, port: int) -> "ASGI":
    """The whole web application: the guard before Gradio, our own files, and the reports of the library's evaluations."""
    import gradio as gr
    from fastapi import FastAPI, HTTPException
    from fastapi.responses import FileResponse, Response
    from fastapi.staticfiles import StaticFiles

    from assistant.chat import evaluation, listing
    from assistant.chat.archive import Archive
    from assistant.chat.exporting import FORMATS
    from assistant.chat.guard import Guard
    from assistant.chat.page import FOLDER
    from assistant.chat.strings import strings

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    archive = Archive(library.home)

    def own(name: str) -> Callable[[], FileResponse]:
        return lambda: FileResponse(HERE / name, media_type=_FILES[name], headers={"cache-control": "no-cache"})

    def report(key: str) -> FileResponse:
        path = evaluation.report(library.home, key)
        if path is None:
            raise HTTPException(404)
        return FileResponse(path, media_type="text/html", headers={"cache-control": "no-store"})

    def conversation(name: str, lang: str = "en") -> Response:
        key, _, kind = name.partition(".")
        turns = archive.turns(key)
        if not turns or kind not in FORMATS:
            raise HTTPException(404)
        written = FORMATS[kind].write(archive.title(key), turns, strings(lang))
        disposition = f'attachment; filename="conversation-{key[:8]}.{kind}"'  # hex: the key is that of a conversation
        return Response(written, media_type=FORMATS[kind].media_type, headers={"content-disposition": disposition})

    app.add_api_route(f"{listing.ROUTE}/{{name}}", conversation, methods=["GET"])
    app.add_api_route(f"{evaluation.ROUTE}/{{key}}", report, methods=["GET"])
    for name in _FILES:
        app.add_api_route(f"{FOLDER}/{name}", own(name), methods=["GET"])
    app.mount(f"{FOLDER}/fonts", StaticFiles(directory=HERE / "fonts"))
    gr.mount_gradio_app(
        app,
        blocks,
        path="/",
        server_name=host,
        server_port=port,
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        mcp_server=False,
        pwa=False,
        enable_monitoring=False,
        show_error=False,
        max_file_size=HARD_LIMIT * library.settings.max_file_mb * 1024 * 1024,
        theme=gr.themes.Base(font=["Dossier Sans", "system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"]),
    )
    return Guard(app, host, port)


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


class _Reopening:
    """The assistant, opened anew for the question after one that no model could answer: a model may have come meanwhile."""

    def __init__(self, library: "Library", settings: Settings) -> None:
        from assistant.answering import Assistant

        self._open: Callable[[], Assistant] = partial(Assistant.open, library, settings)
        self._lock = threading.Lock()
        self._assistant: Assistant | None = self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self._drop()

    def warm(self) -> None:
        """Load the model; that there is none is for the first question to say."""
        with self._lock:
            assistant = self._assistant
        if assistant is not None:
            with contextlib.suppress(ModelError):
                assistant.warm()

    def ask(self, question: str, history: Sequence[str] = ()) -> Iterator[AskEvent]:
        """The events of one question; ``history`` are the questions before it, oldest first."""
        with self._lock:
            self._assistant = assistant = self._assistant or self._open()
        try:
            yield from assistant.ask(question, history)
        except ModelError:
            self._drop()
            raise

    def _drop(self) -> None:
        with self._lock:
            assistant, self._assistant = self._assistant, None
        if assistant is not None:
            assistant.close()


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


def _warm(library: "Library", assistant: _Reopening) -> None:
    """Load what the first question needs while its reader is still looking at the page."""
    if library.documents():
        _ = library.terms, library.vectors
        library.embedder.query("dossier")
    assistant.warm()
