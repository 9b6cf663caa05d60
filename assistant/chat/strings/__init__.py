"""Every word that the web chat says by itself, in each language that it speaks."""

from collections.abc import Mapping

from assistant.chat.strings.arabic import AR
from assistant.chat.strings.english import EN
from assistant.chat.strings.telling import tell
from assistant.chat.strings.words import Direction, Strings

__all__ = ["AR", "EN", "LANGUAGES", "Direction", "Strings", "other", "strings", "tell"]

LANGUAGES: Mapping[str, Strings] = {"en": EN, "ar": AR}


def strings(code: str) -> Strings:
    """The page's words in a language; English for one that it does not speak."""
    return LANGUAGES.get(code, EN)


def other(code: str) -> str:
    """The language that the switch leads to."""
    return "en" if code == "ar" else "ar"
