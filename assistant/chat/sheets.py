"""Pages of a cited PDF beside its text: where the words stand on them, and the images that the page asks for.

The file is looked up in the library by the document's name, and is shown only while it is the one that was indexed.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

from fastapi import HTTPException, Request
from fastapi.responses import Response

from assistant.chat import markup, panels
from assistant.chat.strings import Strings
from index.errors import DossierError, UnknownDocumentError
from index.library import Library
from index.readers import load, pdf_pages
from index.readers.pdf import MEDIA_TYPE
from index.records import Document, Section

ROUTE = "/dossier/page"  # with the name of a document and the number of a page
MOST = 3  # pages of one citation that are shown


def sheets(library: Library, document: Document, start: int, end: int, words: Strings) -> str:
    """The pages on which a span of a PDF stands, its words marked; nothing for other formats, and where there is no span.

    Where the file is gone or has changed since it was indexed, that is said instead.
    """
    if document.content.media_type != MEDIA_TYPE or not 0 <= start < end <= len(document.text):
        return ""
    data = _bytes(library, document)
    if data is None:
        return f'<p class="part no-sheet" role="note" dir="{words.direction}">{markup.text(words.page_gone)}</p>'
    pages = [section for section in document.content.sections if section.page and section.start < end and start < section.end]
    shown = "".join(_sheet(document, data, page, (start, end), words) for page in pages[:MOST])
    label = markup.text(words.pages.format(name=document.name))
    zoom = markup.text(words.page_zoom)
    button = (
        f'<button type="button" class="tool zoom" data-action="zoom" aria-pressed="false" aria-label="{zoom}" title="{zoom}">'
        f"{panels.icon('zoom')}</button>"
    )
    if not shown:
        return ""
    return f'<div class="sheets" dir="ltr" tabindex="0" role="group" aria-label="{label}">{button}{shown}</div>'


def endpoint(library: Library, asking: Callable[[Request], str]) -> Callable[[Request, str, int], Response]:
    """What answers ``ROUTE``: a page as a WebP image, or 404 where there is none or its file is not the one that was indexed.

    Args:
        asking: says who asks, and refuses who may not.
    """

    def image(request: Request, document: str, page: int) -> Response:
        asking(request)
        try:
            found = library.document(document)
        except UnknownDocumentError as exc:
            raise HTTPException(404) from exc
        data = _bytes(library, found) if found.content.media_type == MEDIA_TYPE else None
        drawn = pdf_pages.image(data, page) if data else None
        if drawn is None:
            raise HTTPException(404)
        return Response(drawn, media_type="image/webp", headers={"cache-control": "private, max-age=3600"})

    return image


def _bytes(library: Library, document: Document) -> bytes | None:
    try:
        data = load(Path(document.source), library.settings.max_file_mb * 1024 * 1024)
    except DossierError:
        return None
    return data if hashlib.sha256(data).hexdigest() == document.sha256 else None


def _sheet(document: Document, data: bytes, section: Section, span: tuple[int, int], words: Strings) -> str:
    start, end = max(span[0], section.start), min(span[1], section.end)
    number = section.page or 1
    found = pdf_pages.find(data, number, document.text[start:end], document.text[section.start : start])
    if found is None:
        return ""
    spots = "".join(
        f'<span class="spot" style="left:{box.left:.3%};top:{box.top:.3%};width:{box.width:.3%};height:{box.height:.3%}"></span>'
        for box in found.boxes
    )
    query = urlencode({"document": document.name, "page": number, "of": document.sha256[:16]})
    label = markup.text(words.page_image.format(page=number, name=document.name))
    return (
        f'<figure class="sheet" data-page="{number}" style="aspect-ratio:{found.width:.2f}/{found.height:.2f}">'
        f'<img src="{markup.attribute(f"{ROUTE}?{query}")}" alt="{label}">{spots}</figure>'
    )
