"""Errors in the language of the page. They come in English, as sentences apart from the values in them (``index.errors``)."""

import re

from assistant.chat.strings.words import Strings
from index.errors import Told

_PLACE = re.compile(r"\{(\w+)\}")


def tell(what: "str | Told", words: Strings) -> str:
    """A sentence with its values, in English where the language of the page does not have it.

    Each value has a direction of its own, but between backticks, where it is to be copied as it is.
    """
    text = what if isinstance(what, str) else what.text
    text = words.messages.get(text, text)
    if isinstance(what, str) or not what.values:
        return text
    values = {name: tell(value, words) for name, value in what.values.items()}
    parts = text.split("`")
    for place, part in enumerate(parts):
        shown = "{}" if place % 2 else "\u2068{}\u2069"
        parts[place] = _PLACE.sub(lambda found, shown=shown: shown.format(values.get(found[1], found[0])), part)  # type: ignore[misc]
    return "`".join(parts)
