"""Whether two names are one, and whether a claim's names stand in the words that it cites."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

import regex

from assistant.names.finding import Name, names
from assistant.names.lexicon import HONORIFICS, PARTICLES, translated_names, translated_words
from assistant.names.sounds import is_arabic, likeness, sounds
from assistant.quantities.arabic import cores
from assistant.quantities.tokens import fold

SAME = 0.85
"""From this :func:`same_name` on, two names are taken for one (set on the even-numbered pairs of the test's list)."""

_WORD = regex.compile(r"[\p{L}\p{M}ـ\d]+(?:['’\-\u2011.][\p{L}\p{M}\d]+)*")
_PEOPLE = regex.compile(r"(?:ians?|ans?|is?|ese|ish|s)$")
_NISBA = regex.compile(r"(?:يات|يين|يون|يه|ي)$")
_COUNTRY = regex.compile(r"(?:يا|ا|ه)$")
_TELLING = 3  # letters
_SLACK = 2  # so many words more than the name has may stand between its words in the cited text


@lru_cache(maxsize=4096)
def same_name(a: str, b: str) -> float:
    """How sure it is that ``a`` and ``b``, in either script, name the same: 0 to 1, the same from ``SAME`` on.

    Compared as sounds, as a whole ("Nasrallah", "نصر الله") and word by word ("Macron", "إيمانويل ماكرون": a part of a
    name counts slightly less). Countries and languages are looked up in CLDR. What the Arabic spelling does not tell,
    such as "Salah" and "صالح", cannot be told apart.
    """
    if is_arabic(a) != is_arabic(b):
        latin, arabic = (b, a) if is_arabic(a) else (a, b)
        known = _known_translation(latin, arabic)
        if known is not None:
            return known
    one_script = is_arabic(a) == is_arabic(b)
    xs, ys = _name_words(a), _name_words(b)
    if not xs or not ys:
        return 0.0
    whole = likeness("".join(map(sounds, xs)), "".join(map(sounds, ys)), one_script=one_script)
    return max(whole, _word_by_word(xs, ys, one_script))


def _known_translation(latin: str, arabic: str) -> float | None:
    """1 where the dictionaries translate one by the other, 0 where they name another country, else ``None``."""
    spelled = fold(arabic)
    forms = {spelled, spelled.removeprefix("ال"), "ال" + spelled}
    if forms & translated_names().get(fold(latin), frozenset()):
        return 1.0
    countries = _countries()
    return 0.0 if fold(latin) in countries and any(form in _arabic_countries() for form in forms) else None


@cache
def _countries() -> frozenset[str]:
    from babel import Locale

    return frozenset(fold(name) for code, name in Locale.parse("en").territories.items() if code.isalpha())


@cache
def _arabic_countries() -> frozenset[str]:
    from babel import Locale

    return frozenset(fold(name) for code, name in Locale.parse("ar").territories.items() if code.isalpha())


def _name_words(name: str) -> list[str]:
    words = [word for word in regex.split(r"[\s\-\u2011]+", name) if word and fold(word) not in PARTICLES | {"ال"}]
    return [word for word in words if sounds(word)]


def _word_by_word(xs: Sequence[str], ys: Sequence[str], one_script: bool) -> float:
    short, long = (xs, ys) if len(xs) <= len(ys) else (ys, xs)
    best: list[float] = []
    left = list(long)
    for word in short:
        scores = [likeness(sounds(word), sounds(other), one_script=one_script) for other in left]
        if not scores:
            return 0.0
        best.append(max(scores))
        left.pop(scores.index(max(scores)))
    score = (sum(best) / len(best) + min(best)) / 2  # one wrong word makes another name
    return score if len(short) == len(long) else score * 0.95


def unsupported_names(claim: str, cited: str) -> tuple[Name, ...]:
    """The names of ``claim`` that are not found in the words ``cited``, in either script.

    Every word of a name must be found, and near each other; a part of a cited name is enough ("Merkel" rests on "Angela
    Merkel", not the reverse). Words of which names are made ("Ministry", "North") may be translated.
    """
    words = [match.group() for match in _WORD.finditer(cited)]
    return tuple(name for name in names(claim) if not _stands_in(name.text, words))


def mentions(text: str, name: str) -> bool:
    """Whether ``text`` speaks of whoever ``name`` names, in either script: half of the name's telling words are enough."""
    words = [match.group() for match in _WORD.finditer(text)]
    parts = [part for part in _WORD.findall(name) if len(part) >= _TELLING and fold(part) not in PARTICLES | HONORIFICS]
    if not parts:
        return False
    return sum(any(_one_word(part, word) for word in words) for part in parts) * 2 >= len(parts)


def _one_word(a: str, b: str) -> bool:
    """Whether two words are one, across scripts by sound or dictionary, in one script by their letters."""
    if is_arabic(a) == is_arabic(b):
        return bool({core.text for core in cores(fold(a))} & {core.text for core in cores(fold(b))}) or fold(a) == fold(b)
    latin, arabic = (b, a) if is_arabic(a) else (a, b)
    return _arabic_matches(latin, fold(latin), arabic)


def _stands_in(name: str, words: Sequence[str]) -> bool:
    if _translated_whole(name, words) or _as_acronym(name, words):
        return True
    parts = [part for part in name.split() if fold(part.strip(".")) not in PARTICLES | HONORIFICS]
    places = [set(_places(part, words)) for part in parts]
    if not all(places):
        return False
    reach = len(parts) - 1 + _SLACK
    return not parts or any(all(_near(first, others, reach) for others in places) for first in places[0])


def _near(first: int, others: set[int], reach: int) -> bool:
    return any(abs(first - other) <= reach for other in others)


def _translated_whole(name: str, words: Sequence[str]) -> bool:
    """Whether a dictionary's Arabic for the whole name stands in the words."""
    text = f" {' '.join(_bare(fold(word)) for word in words if is_arabic(word))} "
    known = translated_names().get(fold(name.replace(".", "").removeprefix("the ")), frozenset())
    return any(f" {' '.join(_bare(part) for part in arabic.split())} " in text for arabic in known)


def _bare(word: str) -> str:
    """Without attached letters before an article: "وبالقدس" as "قدس"."""
    return next((core.text for core in cores(word) if core.definite and len(core.text) > 2), word)


def _as_acronym(name: str, words: Sequence[str]) -> bool:
    """Whether the name is the initials of cited words, or cited words are the initials of the name."""
    short = name.replace(".", "")
    if short.isupper() and 2 <= len(short) <= 6 and " " not in short:
        initials = "".join(word[0] for word in words if word[0].isupper())
        return short in initials
    initials = "".join(part[0] for part in name.split() if part[0].isupper())
    return len(initials) > 1 and any(word.replace(".", "") == initials for word in words)


def _places(part: str, words: Sequence[str]) -> Iterator[int]:
    """Where in ``words`` a word of a name is found, as it is, in other spelling, or translated."""
    key = fold(part).replace(".", "")
    for i, word in enumerate(words):
        pair = word + words[i + 1] if i + 1 < len(words) and is_arabic(word) and is_arabic(words[i + 1]) else ""
        arabic = is_arabic(word) and (_arabic_matches(part, key, word) or (pair and same_name(part, pair) >= SAME))
        if arabic or _latin_matches(part, key, word):
            yield i


def _latin_matches(part: str, key: str, word: str) -> bool:
    other = regex.sub(r"['’]s?$", "", fold(word)).replace(".", "")
    within = regex.search(rf"(?<![\p{{L}}\d]){regex.escape(fold(part))}(?![\p{{L}}\d])", fold(word))
    if key == other or within or key.removesuffix("s") == other.removesuffix("s"):
        return True
    return word[:1].isupper() and not is_arabic(word) and same_name(part, word) >= max(SAME, 0.9)


def _arabic_matches(part: str, key: str, word: str) -> bool:
    forms = {core.text for core in cores(fold(word))}
    if len(parts := translated_names().get(key, frozenset())) or key in translated_words():
        known = translated_words().get(key, frozenset()) | {_bare(name) for name in parts if " " not in name}
        if known & forms or _stems(known) & _stems(forms):
            return True
    if any(same_name(part, spelling) >= SAME for spelling in (word, *_without_letters(word))):
        return True
    return _people_match(key, forms)


def _without_letters(word: str) -> Iterator[str]:
    """The word without attached "و", "ب" and the like; long words only, for short ones would lose their root."""
    for length in (1, 2):
        rest = word[length:]
        if len(rest) >= 4 and all(letter in "وفبلك" for letter in word[:length]):
            yield rest


def _people_match(key: str, forms: set[str]) -> bool:
    """Names of peoples: "Palestinian" and "فلسطينية", "Germans" and "الألمان", by country and by sound."""
    stem = _PEOPLE.sub("", key)
    if len(stem) < 3 or stem == key:
        return False
    countries = {name for country, names_ in translated_names().items() if country.startswith(stem) for name in names_}
    if _stems({_bare(name) for name in countries if " " not in name}) & _stems(forms):
        return True
    return any(likeness(sounds(stem), sounds(form)) >= SAME for form in _stems(forms))


def _stems(words: Iterable[str]) -> set[str]:
    """Folded Arabic words without the endings of countries and peoples: "روسيا", "روسي" and "الروسية" as "روس"."""
    bare = {_COUNTRY.sub("", _NISBA.sub("", word)) for word in words}
    return {word for word in bare if len(word) >= 3}
