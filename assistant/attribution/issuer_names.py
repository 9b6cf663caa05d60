"""Whether the words of a line are the name of whoever issues a document, by their form and by what the text says below."""

import regex

from assistant.attribution.issuer_signs import WE
from assistant.attribution.lexicon import AR_BODIES, COMMON_VERBS, arabic_verbs, english_verbs
from assistant.quantities.lexicon import word_set
from assistant.quantities.tokens import fold

WORD = regex.compile(r"[\p{L}\p{M}ـ\d&]+(?:[-’'][\p{L}\p{M}\d]+)*['’]?")
_NOUNS_TOO = frozenset({"report", "post"})  # verbs of saying: "Report of the Commission", "Post Office"
_SMALL = word_set("of the and for in on at to into a an & de la")


def is_party(text: str, name: str, body: int, language: str) -> bool:
    """Whether a line beside "press statement" is a name, not a headline: the text goes on about it, or its form shows it.

    A headline's words come back below in small letters; a name's do not, but for its last word ("the guild").
    """
    words = WORD.findall(name)
    below = text[body:]
    if not 0 < len(words) <= 8:
        return False
    if language == "ar":
        again = regex.search(rf"(?<!\p{{L}}){regex.escape(name.strip())}(?!\p{{L}})", below)
        beside = regex.findall(rf"(?<!\p{{L}})(\p{{L}}+) ال{regex.escape(words[0])}(?!\p{{L}})", below)
        lone = any(_is_arabic_verb(word) for word in beside)
        voiced = WE["ar"].search(unquoted(below))
        return len(words) > 1 and bool(again or voiced or lone) and not _is_arabic_verb(words[0])
    if not all(word[0].isupper() or word in _SMALL for word in words) or not english_name(name):
        return False
    if head_noun(name).endswith(("ed", "ing")) or not name[0].isupper():
        return False
    others = [word for word in words[:-1] if word.lower() not in _SMALL and not word.endswith(("'", "’", "'s", "’s"))]
    small = any(regex.search(rf"\b{regex.escape(word.lower())}s?\b", below) for word in others)
    last = regex.escape(words[-1].lower())
    return not small and (
        not regex.search(rf"\b{last}\b", below)
        or regex.search(rf"\b[Tt]he {last}(?=['’]s| \p{{L}}+(?:s|ed)\b)", below) is not None
    )


def _is_arabic_verb(word: str) -> bool:
    key = fold(word)
    return key in arabic_verbs() or (key[:1] in "وف" and key[1:] in arabic_verbs())


def english_name(name: str) -> bool:
    """Whether all its words but small ones are capitals, and none is a verb."""
    words = WORD.findall(name)
    if not 0 < len(words) <= 12 or any(word.islower() and word not in _SMALL for word in words):
        return False
    return not any(
        fold(word) in COMMON_VERBS or (fold(word) in english_verbs() and fold(word) not in _NOUNS_TOO) for word in words
    )


def head_noun(name: str) -> str:
    """The noun that tells what it is, folded: "guild" of "The Guild of Rope Makers"."""
    words = [fold(word) for word in WORD.findall(regex.split(r",", name)[0])]
    cut = next(
        (i for i, word in enumerate(words) if word in {"of", "for", "in", "on", "into", "to", "against"} and i), len(words)
    )
    return words[cut - 1].removesuffix("'s") if words else ""


def arabic_name(name: str) -> bool:
    """Whether it begins with a kind of body, and no verb follows."""
    words = [fold(word) for word in WORD.findall(name)]
    if not 0 < len(words) <= 10 or ":" in name or bare(words[0]) not in AR_BODIES:
        return False
    return not any(word in arabic_verbs() or word[1:] in arabic_verbs() for word in words[1:] if word[:1] in "تيو")


def bare(word: str) -> str:
    """An Arabic word without its article."""
    return word.removeprefix("لل").removeprefix("ال")


def unquoted(text: str) -> str:
    """The text without what stands in quotation marks."""
    return regex.sub(r"“[^“”\n]*”|\"[^\"\n]*\"|«[^«»\n]*»", " ", text)
