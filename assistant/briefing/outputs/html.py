"""An outline as one HTML page that needs nothing else: styles, script and fonts are in it, and its policy lets nothing in.

A citation opens its quote where it stands, and leads to the source text at the end of the page, where the words are marked.
Without the script (or on paper) the numbers lead to the list of citations.
"""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from assistant.briefing.outputs.labels import language_name
from assistant.briefing.outputs.outline import Heading, Items, Note, Outline, Paragraph, Table
from assistant.briefing.records import Texts
from assistant.chat import markup
from assistant.chat.strings import Direction
from index.language import dominant_language

HERE = Path(__file__).parent
FONTS = HERE.parents[1] / "chat" / "fonts"
# Family, weights and file; both scripts share a name, and each face is asked for the characters that it has.
FACES = (
    ("400", "plex-latin-400.woff2", "U+0000-02FF,U+2000-200B,U+2010-206F,U+20AC,U+2122"),
    ("600", "plex-latin-600.woff2", "U+0000-02FF,U+2000-200B,U+2010-206F,U+20AC,U+2122"),
    ("400", "plex-arabic-400.woff2", "U+0600-06FF,U+0750-077F,U+200C-200F,U+FB50-FDFF,U+FE70-FEFC"),
    ("600", "plex-arabic-600.woff2", "U+0600-06FF,U+0750-077F,U+200C-200F,U+FB50-FDFF,U+FE70-FEFC"),
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a source text. ``starts``: citations whose words begin here; ``within``: those whose words it belongs to."""

    text: str
    starts: tuple[int, ...]
    within: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A source text, a paragraph a line of the document."""

    name: str
    paragraphs: tuple[tuple[Direction, str, tuple[Piece, ...]], ...]


def html(outline: Outline, texts: Texts) -> str:
    """The whole page."""
    style, script = _style(), (HERE / "briefing.js").read_text(encoding="utf-8")
    page: str = _template().render(
        outline=outline,
        words=outline.words,
        direction=outline.direction,
        contents=[block for block in outline.blocks if isinstance(block, Heading) and block.level == 1],
        sources=[_text(name, text, outline.notes) for name, text in texts.items()],
        language_name=language_name,
        style=_inline(style),
        script=_inline(script),
        style_hash=_hash(style),
        script_hash=_hash(script),
    )
    return page


def _template() -> Any:
    """Everything that is put into it is escaped, and made visible, by itself."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: markup.visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value,
    )
    kinds = {"heading": Heading, "paragraph": Paragraph, "items": Items, "table": Table}
    environment.tests.update({name: lambda block, kind=kind: isinstance(block, kind) for name, kind in kinds.items()})
    return environment.get_template("briefing.html.j2")


def _inline(own: str) -> Any:
    """Style or script of the product's own, which no text of a document is part of."""
    from markupsafe import Markup

    return Markup(own)  # noqa: S704


def _hash(own: str) -> str:
    return base64.b64encode(hashlib.sha256(own.encode()).digest()).decode()


@cache
def _style() -> str:
    faces = "".join(
        f'@font-face{{font-family:"Dossier Sans";font-weight:{weight};unicode-range:{characters};'
        f'src:url(data:font/woff2;base64,{base64.b64encode((FONTS / name).read_bytes()).decode()}) format("woff2")}}\n'
        for weight, name, characters in FACES
    )
    return faces + (HERE / "briefing.css").read_text(encoding="utf-8")


def _text(name: str, text: str, notes: Sequence[Note]) -> Text:
    cited = [note for note in notes if note.document == name]
    cuts = sorted({cut for note in cited for cut in (note.start, note.end)})
    paragraphs, start = [], 0
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        if paragraph.strip():
            direction = markup.direction(paragraph, "ltr")
            paragraphs.append((direction, dominant_language(paragraph), tuple(_pieces(text, start, end, cuts, cited))))
        start = end + 1
    return Text(name, tuple(paragraphs))


def _pieces(text: str, start: int, end: int, cuts: Sequence[int], cited: Sequence[Note]) -> Iterator[Piece]:
    """One paragraph, cut where cited words begin and end: quotes may overlap, and go on over several paragraphs."""
    edges = [start, *(cut for cut in cuts if start < cut < end), end]
    for first, last in pairwise(edges):
        within = tuple(note.number for note in cited if note.start < last and first < note.end)
        yield Piece(text[first:last], tuple(note.number for note in cited if note.start == first), within)
