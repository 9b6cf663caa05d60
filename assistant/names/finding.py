"""Proper names in Latin script, by their capitals."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from assistant.names.lexicon import COMMON_ENDINGS, PARTICLES, SENTENCE_OPENERS
from assistant.quantities.lexicon import months, weekdays
from assistant.quantities.tokens import fold

_LETTERS = r"[\p{Latin}\p{M}\d]"
_WORD = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}\d])(?>(?:\p{{Lu}}\.){{2,}}|\p{{Latin}}{_LETTERS}*(?:(?:['’\-\u2011]|\.(?=\p{{Lu}})){_LETTERS}+)*)"
    r"(?![\p{L}\p{M}\d])"
)
_POSSESSIVE = regex.compile(r"['’]s?$|['’]s(?=$)")
_CAPITAL = regex.compile(r"^(?:(?:a[lnrstdz]|el|d|l|o)[-\u2011'’])?\p{Lu}|^\p{Ll}\p{Lu}")  # also al-Qaim, d'Estaing, iPhone
_SENTENCE_END = regex.compile(r"[.!?…:؟]['\"”’»)\]]*\s+['\"“‘«(\[]*$|\n\s*['\"“‘«(\[•*-]*\s*$|^\W*$|[\"“«]$")


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name: ``text`` is exactly ``source[start:end]``, a possessive ending left out."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int
    opens: bool  # begins a sentence, where capitals mean nothing

    @property
    def capital(self) -> bool:
        return _CAPITAL.match(self.text) is not None


@lru_cache(maxsize=512)
def names(text: str) -> tuple[Name, ...]:
    """The proper names of ``text`` in Latin script, in order.

    Runs of capitalised words, joined by "of", "de", "bin" and the like between them. A capitalised word that begins a
    sentence counts unless it is a common opener, has the ending of a common word, or occurs in lower case elsewhere in
    ``text``. Weekdays and months are not names, and titles stay with the name that they stand before.
    """
    words = list(_words(text))
    lower = {word.text.casefold() for word in words if word.text.islower()}
    found = [_name(text, run) for run in _runs(words, text, lower)]
    return tuple(name for name in found if name is not None)


def _words(text: str) -> Iterator[_Word]:
    for match in _WORD.finditer(text):
        written = _POSSESSIVE.sub("", match.group())
        opens = _SENTENCE_END.search(text, max(0, match.start() - 8), match.start()) is not None or match.start() == 0
        yield _Word(written, match.start(), match.start() + len(written), opens)


def _runs(words: Sequence[_Word], text: str, lower: set[str]) -> Iterator[list[_Word]]:
    run: list[_Word] = []
    for word in words:
        if run and not _adjoins(text, run[-1], word):
            yield run
            run = []
        if (word.capital and not _is_ordinary(word, lower, bool(run))) or (run and word.text in PARTICLES and not word.opens):
            run.append(word)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _adjoins(text: str, before: _Word, word: _Word) -> bool:
    between = text[before.end : word.start]
    initial = len(before.text) == 1 or before.text in {"Mr", "Mrs", "Ms", "Dr", "St", "Gen", "Col", "Lt", "Prof", "Sgt"}
    return between in {" ", "\u00a0"} or (between in {". ", "."} and initial)


def _is_ordinary(word: _Word, lower: set[str], inside: bool) -> bool:
    key = fold(word.text)
    if word.text == "I" or key.split("'")[0].split("’")[0] == "i" or key in weekdays() or key in months():
        return True
    if inside:  # "Jane A. Smith"
        return False
    if not word.opens:
        return key in {"the", "a", "an"}
    common = key in SENTENCE_OPENERS or key.split("-")[0] in SENTENCE_OPENERS or key in lower
    return not _is_acronym(word.text) and (common or (len(key) > 5 and key.endswith(COMMON_ENDINGS)))


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _name(text: str, run: list[_Word]) -> Name | None:
    while run and run[-1].text in PARTICLES:
        run = run[:-1]
    if not run:
        return None
    start, end = run[0].start, run[-1].end
    return Name(start, end, text[start:end])
