"""How a text writes its words, found once for all of them: which it also writes small, and which stand behind a title."""

from functools import lru_cache

import regex

from assistant.quantities.tokens import fold

_WORD = regex.compile(r"[\w][\w’'-]*")
_INSIDE = regex.compile(r"(?<=[\p{L},] )[\w’'-]+")
_TITLED = regex.compile(r"\b(?P<title>Mr|Mrs|Ms|Miss|Sir)\.? (?=(?P<first>[\p{L}\p{M}’'-]+)(?: (?P<last>[\p{L}\p{M}’'-]+))?)")


def is_written_small(text: str, word: str) -> bool:
    """Whether ``text`` has the word also in small letters."""
    return word.lower() in _words(text)


def stands_inside(text: str, word: str) -> bool:
    """Whether the word stands, written so, anywhere but at the head of a sentence."""
    return word in _inside(text)


def titles(text: str, surname: str) -> frozenset[str]:
    """The folded titles ("mr", "mrs") with which ``text`` names somebody of that surname."""
    return _titles(text).get(surname, frozenset())


@lru_cache(maxsize=8)
def _words(text: str) -> frozenset[str]:
    return _with_parts(_WORD, text)


@lru_cache(maxsize=8)
def _inside(text: str) -> frozenset[str]:
    return _with_parts(_INSIDE, text)


def _with_parts(pattern: regex.Pattern[str], text: str) -> frozenset[str]:
    """Words, and what of them stands before an apostrophe or a hyphen: "Museum" of "Museum's"."""
    words = {match.group() for match in pattern.finditer(text)}
    return frozenset(words | {regex.split(r"[’'-]", word)[0] for word in words})


@lru_cache(maxsize=8)
def _titles(text: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for match in _TITLED.finditer(text):
        names = [match["first"], match["last"] if match["first"][0].isupper() else None]
        for name in names:
            if name is not None:
                found.setdefault(name, set()).add(fold(match["title"]))
    return {name: frozenset(of_it) for name, of_it in found.items()}
