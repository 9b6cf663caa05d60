"""A source document as HTML: its text as indexed, the cited words marked. Pure functions."""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.chat import markup
from assistant.chat.citing import language, target
from assistant.chat.strings import Direction, Strings
from index.records import Document, Section

_NEAR = 2_000  # characters within which a line end is looked for
WINDOW = 60_000  # characters shown at once; a longer document is shown in parts


@dataclass(frozen=True, slots=True)
class Place:
    """What of a document to show: the span to mark (empty: none), and where to begin (``None``: around the span)."""

    start: int = 0
    end: int = 0
    begin: int | None = None


def reader(document: Document, place: Place, words: Strings, sheets: str = "") -> str:
    """A document with the place marked. A span that does not lie in the document is not marked.

    Args:
        sheets: HTML of its pages as they are seen (``assistant.chat.sheets``), which stand above the text.
    """
    total = len(document.text)
    if not 0 <= place.start < place.end <= total:
        place = Place(begin=place.begin)
    begin, end = _window(document.text, place)
    lines = "".join(_rows(document, place, begin, end, words))
    return (
        f"{_head(document, place, words)}{sheets}{_part(document, place, (begin, end), words)}"
        f'<div class="text" tabindex="0" role="document" lang="{markup.attribute(document.language)}">{lines}</div>'
        f"{_more(document, place, _next(document.text, end), words.later) if end < total else ''}"
    )


def _head(document: Document, place: Place, words: Strings) -> str:
    title = document.content.title
    named = f'<p class="title" dir="{markup.direction(title)}">{markup.text(title)}</p>' if title else ""
    where = [language(document.language, words)]
    heading, page = location(document.content.sections, place) if place.end else (None, None)
    if page is not None:
        where.append(markup.text(words.page.format(page=page)))
    if heading:
        where.append(markup.name(heading))
    return (
        f'<header class="source-head"><button type="button" class="back" data-action="back">{markup.text(words.back)}</button>'
        f'<button type="button" class="tool close" data-action="close" aria-label="{markup.text(words.close)}">×</button>'
        f'<h3 tabindex="-1">{markup.file_name(document.name)}</h3>{named}<p class="place">{" · ".join(where)}</p></header>'
    )


def location(sections: tuple[Section, ...], place: Place) -> tuple[str | None, int | None]:
    """The innermost heading and the page in which a span begins."""
    around = [section for section in sections if section.start <= place.start < section.end]
    headings = [section for section in around if section.heading]
    pages = [section.page for section in around if section.page is not None]
    inner = max(headings, key=lambda section: section.start, default=None)
    return inner.heading if inner else None, pages[-1] if pages else None


def _window(text: str, place: Place) -> tuple[int, int]:
    """Where the part to show begins and ends: at line ends, where there are some near."""
    total = len(text)
    if total <= WINDOW:
        return 0, total
    begin = (place.start + place.end - WINDOW) // 2 if place.begin is None else place.begin
    begin = min(max(0, begin), total - 1)
    if begin and text[begin - 1] != "\n":
        latest = place.start if place.begin is None and place.end else total
        begin = text.find("\n", begin, min(begin + _NEAR, latest)) + 1 or begin
    end = min(total, max(begin + WINDOW, place.end if place.begin is None else 0))
    if end < total:
        newline = text.rfind("\n", max(begin + 1, place.end if place.begin is None else 0, end - _NEAR), end)
        end = newline if newline != -1 else end
    return begin, end


def _next(text: str, end: int) -> int:
    return end + 1 if text[end : end + 1] == "\n" else end


def _part(document: Document, place: Place, window: tuple[int, int], words: Strings) -> str:
    begin, end = window
    total = len(document.text)
    if (begin, end) == (0, total):
        return ""
    told = words.part_only.format(start=f"{begin:,}", end=f"{end:,}", total=f"{total:,}")
    earlier = _more(document, place, max(0, begin - WINDOW), words.earlier) if begin else ""
    return f'<p class="part" dir="{words.direction}">{markup.text(told)}</p>{earlier}'


def _more(document: Document, place: Place, begin: int, label: str) -> str:
    span = target(document.name, place.start, place.end)
    return f'<button type="button" class="more" {span} data-begin="{begin}">{markup.text(label)}</button>'


def _rows(document: Document, place: Place, begin: int, end: int, words: Strings) -> Iterator[str]:
    """Line by line, because each has a direction of its own; page numbers between."""
    default = markup.language_direction(document.language)
    pages = [(section.start, section.page) for section in document.content.sections if section.page is not None]
    pages = [(at, page) for at, page in pages if begin <= at < end]
    at, first = begin, True
    for line in document.text[begin:end].split("\n"):
        while pages and pages[0][0] <= at + len(line):
            yield f'<p class="page" dir="{words.direction}">{markup.text(words.page.format(page=pages.pop(0)[1]))}</p>'
        marked, first = _line(line, at, place, default, first)
        yield marked
        at += len(line) + 1


def _line(line: str, at: int, place: Place, default: Direction, first: bool) -> tuple[str, bool]:
    start, end = max(place.start - at, 0), min(place.end - at, len(line))
    if start < end:
        anchor = ' id="cited"' if first else ""
        body = f"{markup.text(line[:start])}<mark{anchor}>{markup.text(line[start:end])}</mark>{markup.text(line[end:])}"
        first = False
    else:
        body = markup.text(line)
    blank = "" if line.strip() else " blank"
    return f'<p class="line{blank}" dir="{markup.direction(line, default)}">{body}</p>', first
