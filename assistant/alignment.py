"""Finds drafted words in the text that they are said to come from: exactly, or nearly where a model changed a letter."""

import unicodedata
from dataclasses import dataclass

from rapidfuzz import fuzz

from index.segmentation import sentences

NEAR = 88.0  # rapidfuzz's partial ratio (0 to 100) from which words count as copied
_SHORTEST_NEAR = 8  # characters; shorter drafts are found exactly or not at all
_SAME = str.maketrans("“”„«»‘’´`–—أإآىة٠١٢٣٤٥٦٧٨٩", '"""""\'\'\'\'--ااايه0123456789')


@dataclass(frozen=True, slots=True)
class Match:
    """Where a draft stands in a text; ``score`` is 100 for the same words."""

    start: int
    end: int
    score: float


def locate(draft: str, text: str) -> Match | None:
    """The stretch of ``text`` that ``draft`` copies, whole words, or ``None``.

    Case, kinds of quotation marks and dashes, Arabic vowel signs and letter forms, and white space do not matter.
    """
    needle = _fold(draft.strip(" \t\n.،,;:؛\"'“”«»"))[0].strip()
    if not needle:
        return None
    folded, places = _fold(text)
    found = _find_words(needle, folded)
    if found is not None:
        return Match(places[found], places[found + len(needle) - 1] + 1, 100.0)
    if len(needle) < _SHORTEST_NEAR:
        return None
    near = fuzz.partial_ratio_alignment(needle, folded, score_cutoff=NEAR)
    if near is None or near.dest_end <= near.dest_start:
        return None
    start, end = _whole_words(folded, near.dest_start, near.dest_end)
    return Match(places[start], places[end - 1] + 1, near.score)


def sentence_span(text: str, start: int, end: int, within: tuple[int, int] | None = None) -> tuple[int, int]:
    """The whole sentences that cover ``[start, end)``.

    Args:
        text: a whole document: how its lines are broken shows only in the whole.
        within: the stretch of it to look at, to save time.
    """
    covering = [(a, b) for a, b in sentences(text, *(within or (0, len(text)))) if a < end and b > start]
    return (covering[0][0], covering[-1][1]) if covering else (start, end)


def _fold(text: str) -> tuple[str, list[int]]:
    """``text`` reduced to what matters for comparison, and for each character left its place in ``text``."""
    letters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        if unicodedata.category(char) in ("Mn", "Cf") or char == "ـ":
            continue
        folded = " " if char.isspace() else char.translate(_SAME).lower()
        if folded == " " and letters and letters[-1] == " ":
            continue
        for letter in folded:
            letters.append(letter)
            places.append(place)
    return "".join(letters), places


def _find_words(needle: str, text: str) -> int | None:
    """First place where ``needle`` stands in ``text`` as whole words."""
    at = text.find(needle)
    while at >= 0:
        before = text[at - 1] if at else " "
        after = text[at + len(needle)] if at + len(needle) < len(text) else " "
        if not (before.isalnum() and needle[0].isalnum()) and not (after.isalnum() and needle[-1].isalnum()):
            return at
        at = text.find(needle, at + 1)
    return None


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return start, end
