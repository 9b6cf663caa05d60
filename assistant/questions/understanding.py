"""Takes a question apart. Rules over words, no model: it must cost nothing, and be the same every time."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import regex

from assistant.quantities.tokens import fold
from assistant.questions.lexicon import (
    ABOUT,
    COMPARISON,
    GIST,
    GREETING,
    JOINT,
    LEANING_START,
    LEANING_WORD,
    LISTING,
    LISTS,
    OVERVIEW,
    QUESTION_WORD,
    THANKS,
)

_SENTENCE_END = regex.compile(r"(?<=[?؟])\s+")
_EDGES = " \t\n.,،;؛:!?؟…\"'“”«»()"
_SHORT = 9  # words; a longer question that says "it" most often says itself what it means
_WHOLE = 3  # words that each of two joined questions must have to stand by itself
_BACK = 2  # earlier questions that a question which leans on them takes along
_PARTS = 3


class SmallTalk(StrEnum):
    """What is said to the assistant rather than asked of the documents."""

    GREETING = "greeting"
    THANKS = "thanks"
    ABOUT = "about"
    LISTING = "listing"


class Kind(StrEnum):
    """What kind of answer a question wants; it decides how many accounts are shown."""

    FACT = "fact"
    LIST = "list"
    COMPARISON = "comparison"
    OVERVIEW = "overview"
    GIST = "gist"  # an overview of everything: it has no subject that could be searched for


@dataclass(frozen=True, slots=True)
class Part:
    """One question.

    Attributes:
        words: as the user put it.
        text: the same with what it needs of the rest of the conversation; this is what is searched for and read with.
    """

    words: str
    text: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked.

    Attributes:
        parts: the questions in it, at least one.
        text: all of it, with what it needs of the conversation.
        small_talk: set where nothing is asked of the documents.
    """

    parts: tuple[Part, ...]
    text: str
    small_talk: SmallTalk | None = None


_TALK = (
    (SmallTalk.GREETING, GREETING),
    (SmallTalk.THANKS, THANKS),
    (SmallTalk.ABOUT, ABOUT),
    (SmallTalk.LISTING, LISTING),
)


def understand(question: str, history: Sequence[str] = ()) -> Asked:
    """Take ``question`` apart.

    Args:
        history: the questions asked before it in the same conversation, oldest first.
    """
    question = question.strip()
    bare = " ".join(fold(question).strip(_EDGES).split())
    for talk, pattern in _TALK:
        if pattern.fullmatch(bare):
            return Asked((Part(question, question, Kind.FACT),), question, talk)
    context = _context(question, history)
    pieces = _pieces(question)
    parts: list[Part] = []
    for place, piece in enumerate(pieces):
        before = [*context, *(pieces[:place] if place and _leans(piece) else ())]
        parts.append(Part(piece, " ".join((*before, piece)), _kind(question if len(pieces) == 1 else piece)))
    return Asked(tuple(parts), " ".join((*context, question)))


def _context(question: str, history: Sequence[str]) -> list[str]:
    """The earlier questions that ``question`` leans on: the last one, and the one before if that leans too."""
    taken: list[str] = []
    current = question
    for earlier in list(reversed(history))[:_BACK]:
        if not _leans(current):
            break
        taken.insert(0, earlier.strip())
        current = earlier
    return taken


def _leans(question: str) -> bool:
    """Whether a question cannot be understood by itself."""
    folded = " ".join(fold(question).split())
    words = folded.strip(_EDGES).split()
    if LEANING_START.match(folded) or len(words) <= 2:
        return True
    return len(words) <= _SHORT and LEANING_WORD.search(folded) is not None


def _pieces(question: str) -> list[str]:
    """The questions in one message: sentences, and what is joined by "and" where both sides ask."""
    pieces: list[str] = []
    for sentence in _SENTENCE_END.split(question):
        pieces += _joined(sentence.strip())
    asking = [piece for piece in pieces if QUESTION_WORD.search(fold(piece))]
    if len(asking) < 2 or len(pieces) > _PARTS:
        return [question]
    return pieces


def _joined(sentence: str) -> list[str]:
    folded, places = _folded(sentence)
    for match in JOINT.finditer(folded):
        left, right = sentence[: places[match.start()]], sentence[places[match.end()] :]
        if QUESTION_WORD.search(fold(left)) and len(left.split()) >= _WHOLE and len(right.split()) >= _WHOLE:
            return [f"{left.strip(_EDGES)}{_mark(sentence)}", right.strip()]
    return [sentence]


def _mark(sentence: str) -> str:
    return "؟" if regex.search(r"\p{Arabic}", sentence) else "?"


def _folded(text: str) -> tuple[str, list[int]]:
    """``text`` folded, and for each character of that its place in ``text``; one more place for the end."""
    letters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for letter in fold(char):
            letters.append(letter)
            places.append(place)
    return "".join(letters), [*places, len(text)]


def _kind(question: str) -> Kind:
    folded = fold(question)
    if GIST.fullmatch(" ".join(folded.split()).strip(_EDGES)):
        return Kind.GIST
    for kind, pattern in ((Kind.OVERVIEW, OVERVIEW), (Kind.COMPARISON, COMPARISON), (Kind.LIST, LISTS)):
        if pattern.search(folded):
            return kind
    return Kind.FACT
