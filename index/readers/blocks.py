"""What the readers of structured formats have in common: blocks of text in order, put together into a ``Content``."""

from collections.abc import Iterable
from dataclasses import dataclass

import regex

from index.records import Content, Section

# Control characters, and what nobody sees: soft hyphens, byte-order marks inside the text, tag characters (which spell words).
_UNSEEN = regex.compile(r"[\p{Cc}\p{Cs}\u00ad\ufeff\U000e0000-\U000e007f--[\t\n]]", regex.VERSION1)
_NEWLINES = regex.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading, a list item or a table row.

    Attributes:
        level: 1 to 6 for headings, else 0.
        page: 1-based; ``None`` where the format has no pages.
        follows_closely: on the line below the block before it (list items, table rows), not after a blank line.
    """

    text: str
    level: int = 0
    page: int | None = None
    follows_closely: bool = False


def clean(text: str) -> str:
    """Newlines as ``\\n``; control characters and others that nobody sees dropped; otherwise what the file says."""
    return _UNSEEN.sub("", _NEWLINES.sub("\n", text))


def assemble(blocks: Iterable[Block], media_type: str, title: str | None) -> Content:
    """Join blocks into the text that all offsets refer to, with a section for each page and each heading.

    A heading's section runs to the next heading of its level or above; a page's to the next page. Without a title of the
    file's own, the first top heading is the title.
    """
    kept = [block for block in blocks if block.text.strip()]
    text, starts = _join(kept)
    pages = _page_sections(kept, starts, len(text))
    headings = _heading_sections(kept, starts, len(text))
    sections = sorted(pages + headings, key=lambda section: (section.start, -section.end))
    title = " ".join(clean(title or "").split()) or next((block.text for block in kept if block.level == 1), None)
    return Content(text, media_type, title, tuple(sections))


def _join(blocks: list[Block]) -> tuple[str, list[int]]:
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    for block in blocks:
        gap = ("\n" if block.follows_closely else "\n\n") if pieces else ""
        starts.append(length + len(gap))
        pieces += [gap, block.text]
        length += len(gap) + len(block.text)
    return "".join(pieces), starts


def _page_sections(blocks: list[Block], starts: list[int], end: int) -> list[Section]:
    first = [i for i, block in enumerate(blocks) if block.page and (i == 0 or blocks[i - 1].page != block.page)]
    ends = [starts[i] for i in first[1:]] + [end]
    return [Section(starts[i], stop, page=blocks[i].page) for i, stop in zip(first, ends, strict=False)]


def _heading_sections(blocks: list[Block], starts: list[int], end: int) -> list[Section]:
    sections: list[Section] = []
    open_headings: list[tuple[int, int, str]] = []  # level, start, heading
    for block, start in zip(blocks, starts, strict=True):
        while block.level and open_headings and open_headings[-1][0] >= block.level:
            _, opened, heading = open_headings.pop()
            sections.append(Section(opened, start, heading))
        if block.level:
            open_headings.append((block.level, start, block.text))
    return sections + [Section(opened, end, heading) for _, opened, heading in open_headings]
