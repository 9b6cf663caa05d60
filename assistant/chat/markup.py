"""The smallest pieces of HTML: text of documents, models and people made inert, with its direction.

Nothing reaches the page but through here: ``text`` for what is shown, ``attribute`` for what is carried along.
"""

import html
import re
import unicodedata

from assistant.chat.strings import Direction
from index import language as languages

_OVERRIDES = "\u202d\u202e"  # they reverse what follows, so that a text can read otherwise than it is written
_BREAKS = "\n\t"
_COMMAND = re.compile(r"`[^`]*`")
_ISOLATED = re.compile(r"[\u2066-\u2068][^\u2066-\u2069]*\u2069")  # innermost first
_ENDING = re.compile(r"(?<=.)\.\w{1,8}$")
_NONCHARACTERS = "\ufffe\uffff"  # XML has no place for them


def text(value: str) -> str:
    """``value`` escaped for HTML; direction overrides and control characters made visible."""
    return html.escape(visible(value), quote=True)


def visible(value: str) -> str:
    """``value`` as plain text with nothing hidden in it: direction overrides named, what no file may hold as U+FFFD."""
    return "".join(map(_visible, value))


def attribute(value: str) -> str:
    """``value`` escaped for a double-quoted attribute, otherwise unchanged: for what is handed back to the server."""
    return html.escape(value, quote=True)


def name(value: str) -> str:
    """A name: isolated from the text around it, every hidden character visible."""
    return f"<bdi>{plain_name(value)}</bdi>"


def file_name(value: str) -> str:
    """A document's or a file's name, whose ending is never broken across lines where the name is too long for one."""
    ending = _ENDING.search(value)
    stem, last = (value[: ending.start()], ending[0]) if ending else (value, "")
    whole = f'<span class="ending">{plain_name(last)}</span>' if last else ""
    return f'<bdi title="{plain_name(value)}">{plain_name(stem)}{whole}</bdi>'


def plain_name(value: str) -> str:
    """A name escaped for HTML, without the element that isolates it: for attributes."""
    shown = (_code_point(c) if unicodedata.category(c) in {"Cc", "Cf", "Zl", "Zp"} else c for c in value)
    return html.escape("".join(shown), quote=True)


def direction(value: str, default: Direction = "ltr") -> Direction:
    """The direction of most of the letters; ``default`` where there are none.

    By majority rather than by the first letter, because Arabic text often begins with a Latin name and the reverse.
    """
    kinds = [unicodedata.bidirectional(c) for c in value]
    rtl = sum(kind in {"R", "AL"} for kind in kinds)
    ltr = kinds.count("L")
    if rtl == ltr:
        return default
    return "rtl" if rtl > ltr else "ltr"


def sentence_direction(value: str, default: Direction = "ltr") -> Direction:
    """The direction of a sentence of the page, whatever stands in it: isolated values, commands between backticks, names."""
    prose, found = _COMMAND.sub("", value), 1
    while found:
        prose, found = _ISOLATED.subn("", prose)
    if default == "rtl" and any(unicodedata.bidirectional(c) in {"R", "AL"} for c in prose):
        return "rtl"
    return direction(prose, default)


def language_direction(code: str) -> Direction:
    """The direction in which a language is written."""
    return "rtl" if languages.direction(code) == "rtl" else "ltr"


def _visible(character: str) -> str:
    if character in _OVERRIDES:
        return _code_point(character)
    if (unicodedata.category(character) in {"Cc", "Cs"} and character not in _BREAKS) or character in _NONCHARACTERS:
        return "\ufffd"
    return character


def _code_point(character: str) -> str:
    return f"⟨U+{ord(character):04X}⟩"


def commands(value: str) -> str:
    """Text with what stands between backticks as code: hints name commands so."""
    parts = (text(part) for part in value.split("`"))
    return "".join(f'<code dir="ltr">{part}</code>' if place % 2 else part for place, part in enumerate(parts))
