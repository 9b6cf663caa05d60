"""The full name that a short form stands for: "المؤسسة" for "مؤسسة النور", "the ministry" for "Ministry of Health"."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

import regex

from assistant.attribution.issuer import issuer
from assistant.attribution.lexicon import AR_ADJECTIVES, AR_BODIES, EN_BODIES, OPENING
from assistant.attribution.records import Span
from assistant.attribution.roles import holder
from assistant.attribution.units import Unit
from assistant.quantities.lexicon import word_set
from assistant.quantities.tokens import fold

_PAPERS = word_set(
    "statement report note bulletin release document notice declaration letter brief minutes survey study paper بيان "
    "تقرير مذكره دراسه نشره رساله محضر ورقه اعلان بلاغ نداء وثيقه مكتوب نص"
)
_CHAIN = 40  # sentences that a chain of short forms reaches at most
_BACK = 3  # sentences that a short form looks back
_FAR = 8000  # characters, however long the sentences
_LEADING = regex.compile(r"^(?:the|The)\s+(?=\p{Lu})")
_WORD = regex.compile(r"[\p{L}\p{M}ـ\d]+(?:[-’'][\p{L}\p{M}\d]+)*")


def long_form(text: str, units: Sequence[Unit], unit: int, span: Span, language: str) -> Span:
    """The full name that a short form stands for: "المؤسسة" → "مؤسسة النور", "the ministry" → "Ministry of Health".

    Only a lone definite noun is a short form, and only a name with the same head noun replaces it. The name must stand
    at most three sentences back from the short form or from another mention of it; where two different names with that
    head stand there, the short form stays as written.
    """
    if own := _own(text, span, language):
        return own
    if person := holder(text, span, language):
        return person
    name = text[span[0] : span[1]]
    # "The Brigades" has lost its article to the rule for proper names.
    head = _short_head(name, language, with_article=fold(text[max(0, span[0] - 4) : span[0]]) == "the ")
    if head is None:
        return span
    low = _reach(text, units, unit, head, language)
    found = list(_full_names(text, max(low, span[0] - _FAR), span[0], head, language))
    different = {fold(_LEADING.sub("", text[start:end])) for start, end in found}
    longest = {one for one in different if not any(one != other and one in other for other in different)}
    return found[-1] if found and len(longest) == 1 else span


def _own(text: str, span: Span, language: str) -> Span | None:
    """The issuer of the document where it is meant by "the Office", "the statement", "المركز", "التقرير"."""
    by = issuer(text, language)
    words = [fold(word) for word in _WORD.findall(text[span[0] : span[1]])]
    if by is None or not words:
        return None
    if language == "ar":
        key = "ال" + words[0][2:] if words[0].startswith("لل") else words[0]
        names = {word.removeprefix("ال") for word in _WORD.findall(fold(by.name))}
        lone = len(words) == 1 and key.startswith("ال") and key.removeprefix("ال") in (names & AR_BODIES) | _PAPERS
        return (by.start, by.end) if lone else None
    names = {fold(word) for word in _WORD.findall(by.name)}
    definite = words[0] in {"the", "this"} or fold(text[max(0, span[0] - 4) : span[0]]) == "the "
    words = words[1:] if words[0] in {"the", "this", "our"} else words
    lone = definite and len(words) == 1 and words[0] in (names & EN_BODIES) | _PAPERS
    return (by.start, by.end) if lone else None


def _short_head(name: str, language: str, *, with_article: bool) -> str | None:
    words = _WORD.findall(name)
    if language == "ar":
        key = fold(name)
        key = "ال" + key[2:] if key.startswith("لل") else key
        return key[2:] if len(words) == 1 and key.startswith("ال") and len(key) > 5 else None
    if len(words) == 2 and fold(words[0]) == "the":
        return fold(words[1])
    return fold(words[0]) if len(words) == 1 and with_article else None


def _reach(text: str, units: Sequence[Unit], unit: int, head: str, language: str) -> int:
    """Where to look from: back over sentences, no gap between mentions of the head longer than three."""
    low = unit
    forms = {head, "ال" + head} if language == "ar" else {head}
    for index in range(unit - 1, max(unit - _CHAIN, -1), -1):
        if low - index > _BACK:
            break
        if not forms.isdisjoint(_words(text, units[index].start, units[index].end)):
            low = index
    return units[low].start


@lru_cache(maxsize=256)
def _words(text: str, start: int, end: int) -> frozenset[str]:
    """Folded, with and without attached letters."""
    words = {fold(match.group()) for match in _WORD.finditer(text, start, end)}
    return frozenset(words | {word.lstrip("وفبلك") for word in words})


def _full_names(text: str, low: int, high: int, head: str, language: str) -> Iterator[Span]:
    words = list(_WORD.finditer(text, low, high))
    for i, match in enumerate(words):
        if language == "ar":
            start = _arabic_head_start(match.group(), head)
            end = _arabic_name_end(text, words, i) if start is not None else None
            if start is not None and end is not None:
                yield match.start() + start, end
        elif fold(match.group()) == head and (span := _english_name_around(text, words, i)):
            yield span


def _arabic_head_start(word: str, head: str) -> int | None:
    for letters in range(3):
        if fold(word[letters:]) == head and all(letter in "وفبلك" for letter in word[:letters]):
            return letters
    return None


def _arabic_name_end(text: str, words: Sequence[regex.Match[str]], i: int) -> int | None:
    """The end of "مؤسسة النور": up to the first definite noun, at most three words on, no sign between."""
    for j in range(i + 1, min(i + 4, len(words))):
        if text[words[j - 1].end() : words[j].start()].strip():
            return None
        key = fold(words[j].group())
        if key.startswith("ال") and len(key) > 4:
            return words[_behind_adjectives(text, words, j)].end()
        if key in {"من", "في", "علي", "عن", "الي", "ان", "التي", "الذي"}:
            return None
    return None


def _behind_adjectives(text: str, words: Sequence[regex.Match[str]], j: int) -> int:
    """The last word of "هيئة النقل | البحري", "معهد النور | للدراسات الصحية"."""
    while j + 1 < len(words) and text[words[j].end() : words[j + 1].start()] == " ":
        key = fold(words[j + 1].group())
        formed = key.startswith("ال") and (key.endswith(("ي", "يه", "يين", "يون")) or key[2:] in AR_ADJECTIVES)
        if not (formed or (key.startswith("لل") and len(key) > 5)):
            break
        j += 1
    return j


def _english_name_around(text: str, words: Sequence[regex.Match[str]], i: int) -> Span | None:
    """Capitalised words before the head ("Al-Noor Foundation"), or "of" and capitalised words after it."""
    start = i
    while (
        start > 0 and _touches(text, words, start) and words[start - 1].group()[0].isupper() | ("-" in words[start - 1].group())
    ):
        if fold(words[start - 1].group()) in OPENING | {"the", "a", "an"}:
            break
        start -= 1
    end = i
    if i + 2 < len(words) and words[i].group()[0].isupper() and fold(words[i + 1].group()) in {"of", "for"}:
        end = i + 2
        end = end if words[end].group()[0].isupper() else i
    while words[i].group()[0].isupper() and end + 1 < len(words) and _goes_on(text, words, end + 1):
        end += 1
    if start == i and end == i:
        return None
    return words[start].start(), words[end].end()


def _goes_on(text: str, words: Sequence[regex.Match[str]], i: int) -> bool:
    return _touches(text, words, i) and words[i].group()[0].isupper()


def _touches(text: str, words: Sequence[regex.Match[str]], i: int) -> bool:
    return text[words[i - 1].end() : words[i].start()] in {" ", "\u00a0"}
