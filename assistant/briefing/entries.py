"""People, places and organisations, each once, with the spellings of both scripts.

Names are found in Latin script by their capitals, in Arabic as speakers or because they sound like (or translate) a name in
Latin script (``assistant.names``): Arabic has no capitals.
"""

from collections import Counter
from collections.abc import Sequence

import regex

from assistant.attribution import same_speaker
from assistant.attribution.lexicon import AR_BODIES, AR_PERSONS, EN_BODIES, PEOPLE
from assistant.briefing.citing import Citer
from assistant.briefing.pool import Pool
from assistant.briefing.records import Entry, NameKind
from assistant.briefing.speakers import spoken_by
from assistant.briefing.spellings import Spellings, territories
from assistant.names import names
from assistant.quantities.tokens import fold
from index.language import dominant_language

_SPEAKERS = 60  # the heaviest; comparing names by their sounds is slow
_PLACE = regex.compile(r"\b(?:in|at|near|from|off|outside|across|around|towards?)\s+(?:the\s+)?$")
_TITLES = regex.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Captain|Colonel|General|Minister|President|Judge|Sir|spokes\w+|director|minister)\.?,?\s+$"
)
_NATION = regex.compile(r"(?:ians?|ans?|is?|ese|ish)$")
_ROLES = frozenset({"prime", "mr", "mrs", "ms", "dr", "prof", "sir", "deputy", "acting"})
_BEFORE_NAMES = regex.compile(r"\b(?:soldier|captain|officer|lawyer|chairman|chairwoman|mayor|treasurer|spokes\w+)\s+$")
_PLACES = frozenset(
    {
        "strait",
        "bay",
        "river",
        "island",
        "port",
        "province",
        "city",
        "street",
        "valley",
        "mount",
        "lake",
        "sea",
        "strip",
        "kibbutz",
    }
)
_OTHER_BODIES = frozenset(
    {"brigades", "army", "forces", "party", "movement", "metals", "lines", "company", "agency", "office", "union", "ministry"}
)


class _Name:
    def __init__(self, text: str) -> None:
        self.spellings: Counter[str] = Counter([text])
        self.places: dict[str, int] = {}  # of each spelling, its first sentence in the pool
        self.standing: list[int] = []  # the sentences with it in Latin script
        self.before: list[str] = []  # what stands before it in Latin script
        self.speaks = False

    @property
    def mentions(self) -> int:
        return self.spellings.total()


def entries(pool: Pool, language: str, citer: Citer, count: int) -> tuple[Entry, ...]:
    """The ``count`` names that the sources mention most."""
    found = _latin(pool)
    found.sort(key=lambda name: -name.mentions)
    found = found[: 2 * count]
    _find_arabic(pool, found)
    _add_speakers(pool, found)
    found = [name for name in found if _is_telling(name)]
    found.sort(key=lambda name: -name.mentions)
    return tuple(_entry(pool, name, language, citer) for name in found[:count])


def _latin(pool: Pool) -> list[_Name]:
    found: list[_Name] = []
    by_word: dict[str, list[_Name]] = {}
    for place, sentence in enumerate(pool.sentences):
        for mention in sentence.told.names:
            text = _without_title(mention.text)
            if sentence.told.language == "ar" or len(text) < 2 or _is_people(text) or not names(text):
                continue
            words = fold(text).split()
            name = next((known for word in words for known in by_word.get(word, ()) if _one(known, text)), None)
            if name is None:
                name = _Name(text)
                found.append(name)
            else:
                name.spellings[text] += 1
            for word in words:
                homes = by_word.setdefault(word, [])
                if name not in homes:
                    homes.append(name)
            name.places.setdefault(text, place)
            name.standing.append(place)
            name.before.append(sentence.text[max(0, mention.start - 25) : mention.start + len(mention.text) - len(text)])
    return found


def _without_title(text: str) -> str:
    """ "Benjamin Netanyahu" of "Israeli Prime Minister Benjamin Netanyahu"."""
    words = text.split()
    while len(words) > 1 and (_is_people(words[0]) or fold(words[0]).strip(".") in PEOPLE | _ROLES):
        words = words[1:]
    return " ".join(words)


def _is_people(text: str) -> bool:
    """Whether it is no more than an adjective of a country: "Israeli", "German"."""
    stem = _NATION.sub("", fold(text))
    return stem != fold(text) and len(stem) >= 4 and " " not in stem and any(name.startswith(stem) for name in territories())


def _one(known: _Name, text: str) -> bool:
    words = fold(text).replace("al-", "").split()
    return any(_part(words, fold(other).replace("al-", "").split()) for other in known.spellings)


def _part(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether one name is the other, or its end or beginning: "Merkel" of "Angela Merkel", not "Israel" of "Israel Katz"."""
    short, long = sorted((list(a), list(b)), key=len)
    if short == long:
        return True
    return long[-len(short) :] == short and (len(short) > 1 or short[0] not in EN_BODIES)


def _find_arabic(pool: Pool, found: Sequence[_Name]) -> None:
    spellings = Spellings(pool)
    for name in found:
        latin = max(name.spellings, key=lambda text: (name.spellings[text], len(text)))
        for spelled, places in spellings.of(latin, name.standing).items():
            name.spellings[spelled] += len(places)
            name.places[spelled] = places[0]


def _add_speakers(pool: Pool, found: list[_Name]) -> None:
    """Those of Arabic documents are names that no capital tells; and whoever speaks is no place."""
    for spoken, places in list(spoken_by(pool).items())[:_SPEAKERS]:
        home = next((name for name in found if any(same_speaker(spoken, other) for other in name.spellings)), None)
        if home is not None:
            home.speaks |= any(fold(_without_title(spoken)) == fold(other) for other in home.spellings)
        elif dominant_language(spoken) == "ar" and 1 < len(spoken.split()) <= 5 and not _is_role(spoken):
            name = _Name(spoken)
            name.speaks = True
            name.places[spoken] = places[0]
            found.append(name)


def _is_role(arabic: str) -> bool:
    """Whether it is a description, all of it with the article: "الجندي الأسير"."""
    return all(word.startswith("ال") for word in arabic.split())


def _entry(pool: Pool, name: _Name, language: str, citer: Citer) -> Entry:
    order = sorted(name.spellings, key=lambda text: (dominant_language(text) != language, -name.spellings[text], -len(text)))
    shown = order[:4]
    numbers = [citer.cite(pool.sentences[name.places[text]]) for text in shown if text in name.places]
    return Entry(order[0], tuple(shown[1:]), _kind(name), name.mentions, tuple(dict.fromkeys(numbers)))


def _is_telling(name: _Name) -> bool:
    """Whether it names one of its kind: no "Office", nor a single word with a capital that stands once."""
    best = max(name.spellings, key=len)
    if " " in best:
        return True
    return fold(best) not in EN_BODIES | PEOPLE and (name.mentions > 1 or fold(best) in territories())


def _kind(name: _Name) -> NameKind:
    words = {word.strip("'’") for text in name.spellings for word in fold(text).split()}
    if any(fold(text) in territories() for text in name.spellings) or words & _PLACES:
        return NameKind.PLACE
    if words & (EN_BODIES | _OTHER_BODIES) or {word.removeprefix("ال") for word in words} & AR_BODIES:
        return NameKind.ORGANISATION
    if any(_TITLES.search(before) or _BEFORE_NAMES.search(before) for before in name.before) or {
        word.removeprefix("ال") for word in words
    } & (AR_PERSONS | PEOPLE):
        return NameKind.PERSON
    placed = sum(bool(_PLACE.search(before)) for before in name.before)
    if placed * 2 >= len(name.before) > 0 and not name.speaks:
        return NameKind.PLACE
    if name.speaks:
        longest = max(name.spellings, key=lambda text: len(text.split()))
        return NameKind.PERSON if len(longest.split()) in {2, 3} and not longest.isupper() else NameKind.ORGANISATION
    return NameKind.OTHER
