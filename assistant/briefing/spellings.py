"""How the Arabic sentences of the pool spell names that are known in Latin script.

Comparing sounds is slow, so a name is looked for where it likely stands: in the Arabic sentences most like those that hold it in
Latin script, there at words with about its consonants. A spelling that is found is then counted in all of them.
"""

from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
import regex
from numpy.typing import NDArray

from assistant.briefing.pool import Pool
from assistant.names import SAME, same_name, skeleton, unsupported_names
from assistant.names.lexicon import translated_names, translated_words
from assistant.quantities.tokens import fold

_SEARCHED = 24  # sentences
_WINDOW = 3  # words on either side of one that matches
_WORD = regex.compile(r"[\p{L}\p{M}ـ]+(?:-[\p{L}\p{M}]+)*")
_ATTACHED = frozenset("وفبلك")
_CLASSES = ("bf", "k", "Sxsztd", "l", "m", "n", "r")  # sounds that one script or the other may exchange
_EXCHANGES = 0.43  # so many sounds of one class for another's can stand in a name, by consonant: (1 - SAME) / 0.35


class Spellings:
    """The Arabic sentences of a pool, read once."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._arabic = [place for place, sentence in enumerate(pool.sentences) if sentence.told.language == "ar"]
        self._words = {place: list(_WORD.finditer(pool.sentences[place].text)) for place in self._arabic}
        self._folded = {place: f" {' '.join(fold(word.group()) for word in words)} " for place, words in self._words.items()}

    def of(self, latin: str, standing: Sequence[int]) -> dict[str, list[int]]:
        """The Arabic spellings of a name, each with the places in the pool where it stands.

        Args:
            standing: the places of the sentences that hold it in Latin script.
        """
        look = self._country if fold(latin) in territories() else self._name
        found: dict[str, list[int]] = {}
        for place in self._likest(standing):
            for spelled in look(latin, place):
                if fold(spelled) not in map(fold, found):
                    found[spelled] = [at for at in self._arabic if f" {fold(spelled)} " in self._folded[at]] or [place]
        return found

    def _likest(self, standing: Sequence[int]) -> list[int]:
        if not self._arabic or not standing:
            return []
        likeness = (self._pool.unit[self._arabic] @ self._pool.unit[list(standing)].T).max(axis=1)
        return sorted(self._arabic[n] for n in np.argsort(-likeness, kind="stable")[:_SEARCHED])

    def _country(self, latin: str, place: int) -> Iterator[str]:
        """The country itself, not its people: "إسرائيل", not "الإسرائيلي"."""
        known = translated_names().get(fold(latin), frozenset())
        words = (word.group() for word in self._words[place])
        yield from [word for word in words if fold(word) in known][:1]

    def _name(self, latin: str, place: int) -> Iterator[str]:
        text, words = self._pool.sentences[place].text, self._words[place]
        for start, end in self._windows(latin, [word.group() for word in words]):
            spelled = _spelled(latin, text, words[start:end])
            if spelled is not None:
                yield spelled
                return

    def _windows(self, latin: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Stretches of words that the name may stand in; all of them where its words may be translated."""
        parts = [part for part in latin.split() if skeleton(part) and not _may_be_translated(part)]
        if not parts or fold(latin) in translated_names() or latin.replace(".", "").isupper():
            yield 0, len(words)
            return
        part = max(parts, key=len)
        reach = len(latin.split()) + _WINDOW
        for i in _with_its_consonants(part, words):
            spellings = (words[i], words[i].lstrip("وفبلك"), "".join(words[i : i + 2]))
            if any(len(spelling) > 1 and same_name(part, spelling) >= SAME for spelling in spellings):
                yield max(0, i - reach), i + reach + 1


def _with_its_consonants(part: str, words: Sequence[str]) -> list[int]:
    """The words that have about the consonants of ``part``, by themselves or with the next one."""
    own = _consonants(part)
    spare = int(_EXCHANGES * max(2, int(own.sum())))
    of_words = [_consonants(word) for word in words]
    found: list[int] = []
    for i, alone in enumerate(of_words):
        attached = 2 if words[i][0] in _ATTACHED else 0
        together = alone + of_words[i + 1] if i + 1 < len(words) else alone
        if _about(own, alone, spare, attached) or _about(own, together, spare, 0):
            found.append(i)
    return found


def _about(own: NDArray[np.int64], other: NDArray[np.int64], spare: int, attached: int) -> bool:
    difference = other - own
    return bool(-difference[difference < 0].sum() <= spare and difference[difference > 0].sum() <= spare + attached)


@cache
def _consonants(word: str) -> NDArray[np.int64]:
    sounds = skeleton(word)
    return np.array([sum(sounds.count(sound) for sound in sounds_) for sounds_ in _CLASSES])


@cache
def _may_be_translated(part: str) -> bool:
    key = fold(part).replace(".", "")
    stem = regex.sub(r"(?:ians?|ans?|is?|ese|ish|s)$", "", key)
    of_people = len(stem) >= 3 and stem != key and any(country.startswith(stem) for country in territories())
    return key in translated_words() or key in translated_names() or of_people


def _spelled(latin: str, text: str, words: Sequence[regex.Match[str]]) -> str | None:
    """The Arabic words among ``words`` that name what ``latin`` names, as few as will do."""
    if not words or unsupported_names(latin, text[words[0].start() : words[-1].end()]):
        return None
    for size in range(1, len(latin.split()) + 2):
        for i in range(len(words) - size + 1):
            piece = text[words[i].start() : words[i + size - 1].end()]
            if not unsupported_names(latin, piece):
                return _bare(piece, latin)
    return None


def _bare(piece: str, latin: str) -> str:
    """Without a preposition or "and" attached: "بلبنان" as "لبنان"."""
    rest = piece[1:]
    attached = piece[0] in _ATTACHED and len(rest) >= 3
    better = same_name(latin, rest) > same_name(latin, piece) or rest.startswith("ال")
    return rest if attached and better and not unsupported_names(latin, rest) else piece


@cache
def territories() -> frozenset[str]:
    """The names of countries and regions in both languages, folded."""
    from babel import Locale

    return frozenset(fold(name) for code in ("en", "ar") for name in Locale.parse(code).territories.values())
