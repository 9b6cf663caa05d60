"""What a DOCX paragraph or run is, from its own formatting and the styles that it refers to."""

import re
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_MAX_CHAIN = 20  # styles based on each other go round in a circle in some broken files
_NAMED_HEADING = re.compile(r"heading ([1-9])")


class Styles:
    """The styles of one document. ``definitions`` are its ``w:style`` elements; elements are lxml's."""

    def __init__(self, definitions: Any) -> None:
        self._by_id = {style.get(f"{W}styleId"): style for style in definitions}

    def heading_level(self, paragraph: Any) -> int:
        """1 to 6, or 0 for what is no heading. A document's title counts as a top heading."""
        chain = self._chain(paragraph.find(f"{W}pPr/{W}pStyle"))
        name = _value(chain[0].find(f"{W}name")).lower() if chain else ""
        named = _NAMED_HEADING.fullmatch(name)
        outline = _value(_first([paragraph, *chain], f"{W}pPr/{W}outlineLvl"))
        if name == "title":
            return 1
        if outline.isdecimal() and int(outline) < 9:
            return min(int(outline) + 1, 6)
        return min(int(named.group(1)), 6) if named else 0

    def is_list_item(self, paragraph: Any) -> bool:
        """Whether a bullet or a number stands before the paragraph."""
        chain = self._chain(paragraph.find(f"{W}pPr/{W}pStyle"))
        numbering = _first([paragraph, *chain], f"{W}pPr/{W}numPr/{W}numId")
        return numbering is not None and _value(numbering) != "0"

    def is_hidden(self, run: Any, paragraph: Any) -> bool:
        """Whether Word does not show the run (``w:vanish``)."""
        own = self._chain(run.find(f"{W}rPr/{W}rStyle"))
        around = self._chain(paragraph.find(f"{W}pPr/{W}pStyle"))
        vanish = _first([run, *own, *around], f"{W}rPr/{W}vanish")
        return vanish is not None and _value(vanish) not in ("0", "false", "off")

    def _chain(self, reference: Any) -> list[Any]:
        """The style referred to and those that it is based on."""
        chain: list[Any] = []
        while reference is not None and len(chain) < _MAX_CHAIN:
            style = self._by_id.get(reference.get(f"{W}val"))
            if style is None:
                break
            chain.append(style)
            reference = style.find(f"{W}basedOn")
        return chain


def _first(places: list[Any], path: str) -> Any:
    return next((found for place in places if (found := place.find(path)) is not None), None)


def _value(element: Any) -> str:
    return "" if element is None else element.get(f"{W}val") or ""
