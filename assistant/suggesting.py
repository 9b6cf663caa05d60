"""Questions that the documents of a library do answer, for who does not know yet what to ask. No model is asked.

documents in the reader's language → whose words they report → one question each, the most reported first, and one for the gist

Of the kinds that were tried, questions after somebody's words are nearly always answered: the speakers were found in sentences
that report them. Questions after a name or a day are often not, and are never suggested.
"""

import threading
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import zip_longest

import regex

from assistant.attribution import speaker
from assistant.names import names
from assistant.orders import is_order
from index.library import Library
from index.segmentation import sentences

MOST = 4
_DOCUMENTS = 8  # looked into
_OPENING = 8000  # characters of each
_REPORTED = 2  # sentences that somebody must be reported in
_WORDS = (2, 6)  # of a name that says who is meant to somebody who has not read the document
_KEPT = 256  # answers that are remembered
_GIST = {"en": "Summarise the documents", "ar": "لخّص المستندات"}
_SAYS = {"en": "What did {name} say?", "ar": "ماذا جاء على لسان {name}؟"}
_PARTICLES = frozenset({"of", "the", "for", "and", "in", "on", "de", "la", "&"})
_ARABIC_WORD = regex.compile(r"[«\"“]?\p{Arabic}+[»\"”]?")


class Suggestions:
    """What could be asked of a library. Kept for one generation of it."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._generation = -1
        self._kept: dict[tuple[str, tuple[str, ...] | None], tuple[str, ...]] = {}

    def of(self, language: str, documents: Sequence[str] | None = None) -> tuple[str, ...]:
        """Up to ``MOST`` questions in ``language``; none in one that is neither English nor Arabic, or of an empty library.

        Args:
            documents: names of those that are to answer; ``None``: any.

        Raises:
            LibraryError: the library cannot be read.
        """
        if language not in _SAYS:
            return ()
        key = (language, None if documents is None else tuple(dict.fromkeys(documents)))
        with self._lock:
            if self._generation != self._library.generation or len(self._kept) > _KEPT:
                self._generation, self._kept = self._library.generation, {}
            if key not in self._kept:
                self._kept[key] = self._made(language, key[1])
            return self._kept[key]

    def _made(self, language: str, documents: Collection[str] | None) -> tuple[str, ...]:
        infos = [info for info in self._library.documents() if documents is None or info.name in documents]
        if not infos:
            return ()
        read = [info.name for info in infos if info.language == language][:_DOCUMENTS]
        spoken = [_speakers(self._library.document(name).text[:_OPENING], language) for name in read]
        turns = (name for turn in zip_longest(*spoken) for name in turn if name is not None)  # each document in turn
        asked = [_SAYS[language].format(name=name) for name in _unlike(turns)]
        gist = [] if documents is not None else [_GIST[language]]
        return tuple([*gist, *asked][:MOST])


def _speakers(text: str, language: str) -> list[str]:
    """Who is reported in several sentences of a document, the most reported first, as one would name them in a question."""
    reported: Counter[str] = Counter()
    for start, end in sentences(text):
        found = speaker(text, start, end, language)
        if found is not None and not is_order(text, start, end):
            reported[" ".join(found.name.split())] += 1
    naming = _english if language == "en" else _arabic
    return [shown for name, count in reported.most_common() if count >= _REPORTED and (shown := naming(name, text)) is not None]


def _english(name: str, text: str) -> str | None:
    """A proper name and nothing else, with the article that the document gives it."""
    words = name.split()
    proper = {word for found in names(f"There is {name}") for word in found.text.split()}
    if not _WORDS[0] <= len(words) <= _WORDS[1] or name.isupper():
        return None
    if not all(word in proper or word in _PARTICLES for word in words) or words[0] in _PARTICLES:
        return None
    alone = regex.escape(name)
    articles = len(regex.findall(rf"\b[Tt]he {alone}\b", text))
    return f"the {name}" if 2 * articles > len(regex.findall(rf"\b{alone}\b", text)) else name


def _arabic(name: str, _text: str) -> str | None:
    """A name of words alone: what a comma or a dash divides is a name with its office, too long to ask after."""
    words = name.split()
    return name if _WORDS[0] <= len(words) <= _WORDS[1] and all(map(_ARABIC_WORD.fullmatch, words)) else None


def _unlike(found: Iterator[str]) -> Iterator[str]:
    """Each name once; one that holds another, or is held by it, counts as the same."""
    taken: list[set[str]] = []
    for name in found:
        words = set(name.casefold().split()) - {"the"}
        if not any(words <= other or other <= words for other in taken):
            taken.append(words)
            yield name
