"""Whether two names of speakers are one speaker's."""

from functools import lru_cache

from assistant.attribution.lexicon import EN_BODIES, PEOPLE
from assistant.names import SAME, names, same_name, unsupported_names
from assistant.quantities.tokens import fold
from index.language import dominant_language


@lru_cache(maxsize=8192)
def same_speaker(a: str, b: str) -> bool:
    """In either script: one is part of the other, a surname of a full name, or they sound alike."""
    words_a, words_b = _words(a), _words(b)
    if words_a == words_b:
        return True
    if dominant_language(a) == dominant_language(b):
        short, long = sorted((words_a, words_b), key=len)
        if len(short) == 1:  # "Ms Varrin", "Edda Varrin"
            return short[0] == long[-1] and len(long) <= 3 and short[0] not in EN_BODIES
        return (set(short) < set(long) and len(long) - len(short) <= 1) or same_name(a, b) >= SAME
    latin, arabic = (a, b) if dominant_language(b) == "ar" else (b, a)
    if same_name(latin, arabic) >= SAME:
        return True
    return bool(names(latin)) and not unsupported_names(latin, arabic) and abs(len(latin.split()) - len(arabic.split())) <= 1


def _words(name: str) -> list[str]:
    words = [word.strip(".") for word in fold(name).split()]
    return [word for word in words if word not in PEOPLE | {"the"}] or words
