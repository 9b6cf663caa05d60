"""The whole web application: the guard before Gradio, our own files, reports, briefings, exported conversations."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import gradio as gr
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import FileResponse, Response
from fastapi.staticfiles import StaticFiles

from assistant.chat import briefings, evaluation, listing, sheets
from assistant.chat.archive import NOBODY, Archive
from assistant.chat.exporting import FORMATS
from assistant.chat.guard import ASGI, Guard
from assistant.chat.page import FOLDER
from assistant.chat.strings import strings
from assistant.chat.users import Users
from index.library import Library

HERE = Path(__file__).parent
_FILES = {
    "chat.css": "text/css",
    "panels.css": "text/css",
    "sheets.css": "text/css",
    "briefing.css": "text/css",
    "panels.js": "text/javascript",
    "chat.js": "text/javascript",
    "briefing.js": "text/javascript",
}
HARD_LIMIT = 10  # times the configured limit: up to there a file that is too large is refused by name, beyond it unread


def application(blocks: Any, library: Library, host: str, port: int, users: Users | None = None) -> ASGI:
    """The whole web application.

    Args:
        users: who may ask; the guard lets nobody else in. Without any, everybody is the same person.
    """
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    archive = Archive(library.home)

    def asking(request: Request) -> str:
        return (users.who(request.headers.get("authorization")) if users else None) or NOBODY

    def own(name: str) -> Callable[[], FileResponse]:
        return lambda: FileResponse(HERE / name, media_type=_FILES[name], headers={"cache-control": "no-cache"})

    def report(key: str) -> FileResponse:
        path = evaluation.report(library.home, key)
        if path is None:
            raise HTTPException(404)
        return FileResponse(path, media_type="text/html", headers={"cache-control": "no-store"})

    def conversation(request: Request, name: str, lang: str = "en") -> Response:
        key, _, kind = name.partition(".")
        own = archive.of(asking(request))
        turns = own.turns(key)
        if not turns or kind not in FORMATS:
            raise HTTPException(404)
        written = FORMATS[kind].write(own.title(key), turns, strings(lang))
        disposition = f'attachment; filename="conversation-{key[:8]}.{kind}"'  # hex: the key is that of a conversation
        return Response(written, media_type=FORMATS[kind].media_type, headers={"content-disposition": disposition})

    _serve_briefings(app, briefings.Briefings(library.home), asking)
    app.add_api_route(sheets.ROUTE, sheets.endpoint(library, asking), methods=["GET"])
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
        auth_dependency=asking if users else None,
        max_file_size=HARD_LIMIT * library.settings.max_file_mb * 1024 * 1024,
        theme=gr.themes.Base(font=["Dossier Sans", "system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"]),
    )
    return Guard(app, host, port, users)


def _serve_briefings(app: FastAPI, made: briefings.Briefings, asking: Callable[[Request], str]) -> None:
    def briefing(request: Request, name: str) -> FileResponse:
        path = made.of(asking(request)).file(name)
        if path is None:
            raise HTTPException(404)
        shown = None if path.suffix == ".html" else f"briefing-{name[:8]}{path.suffix}"  # what is named is downloaded
        return FileResponse(path, filename=shown, headers={"cache-control": "no-store"})

    app.add_api_route(f"{briefings.ROUTE}/{{name}}", briefing, methods=["GET"])
