"""Names as sounds, so that one name in Latin and in Arabic letters comes out alike.

Consonants follow ALA-LC / ISO 233 with the variants that newspapers use (q/k/g for ق, gh/g for غ, dh/z for ظ …); sounds that
one script writes and the other cannot tell apart are *near* each other and cheap to exchange. Vowels count little, for
Arabic leaves the short ones out, but a long vowel that the other name lacks counts.
"""

import unicodedata
from functools import lru_cache

import regex

from assistant.quantities.tokens import fold

# Sounds: lower-case letters, and C = ch (tsh), G = gh, S = sh, T = th (thin), X = kh, Z = dh (this). Vowels of unknown
# length are A I U, long ones Á W Y; W and Y are the Arabic letters too, consonant or vowel. w and y are consonants.
# E is the ain, H the ending of feminine nouns: both are mostly left out in Latin.
_LATIN_CLUSTERS = {
    "tsch": "C", "tch": "C", "sch": "S", "shch": "S", "sh": "S", "ch": "C", "kh": "X", "gh": "G", "th": "T", "dh": "Z",
    "zh": "j", "ph": "f", "ck": "k", "qu": "kw", "dj": "j", "tz": "ts", "cz": "C", "wh": "w", "rh": "r", "x": "ks",
    "oo": "W", "ou": "W", "uu": "W", "ee": "Y", "ii": "Y", "ea": "I", "aa": "Á",
}  # fmt: skip
_LATIN = {
    "b": "b", "d": "d", "f": "f", "g": "g", "h": "h", "j": "j", "k": "k", "l": "l", "m": "m", "n": "n", "p": "p", "q": "k",
    "r": "r", "s": "s", "t": "t", "v": "v", "z": "z", "a": "A", "e": "I", "i": "I", "o": "U", "u": "U",
}  # fmt: skip
_ARABIC = {
    "ب": "b", "ت": "t", "ث": "T", "ج": "j", "ح": "h", "خ": "X", "د": "d", "ذ": "Z", "ر": "r", "ز": "z", "س": "s", "ش": "S",
    "ص": "s", "ض": "d", "ط": "t", "ظ": "Z", "غ": "G", "ف": "f", "ق": "k", "ك": "k", "ک": "k", "گ": "g", "ل": "l", "م": "m",
    "ن": "n", "ه": "h", "و": "W", "ي": "Y", "ی": "Y", "ا": "Á", "ع": "E", "ء": "", "ئ": "", "ؤ": "", "پ": "p", "چ": "C",
    "ڤ": "v", "ژ": "j", "ة": "H",
}  # fmt: skip
VOWELS = frozenset("AIUÁWYEH")
_HARD = {"v": "f", "p": "b", "q": "k", "g": "k", "G": "k", "j": "k", "C": "S", "Z": "z", "T": "t", "w": "", "y": ""}

_NEAR = {
    frozenset(pair): cost
    for pairs, cost in (
        ("bp fv gG Cj", 0.0),
        ("gj CS CX Zz gk", 0.1),
        ("vw wW yY TS", 0.1),
        ("sS TX Ts kX kG jS", 0.35),
        ("Tt pf bv sz jz hX fw bf td jy jY vW Ck", 0.35),
        ("AI AU IU Zd", 0.2),
        ("IY UW AÁ HA HI", 0.0),
        ("Hh Ht EA EI EU", 0.1),
        ("Eh", 0.35),
        ("IW UY WY ÁI ÁU ÁW ÁY AW AY", 0.35),
    )
    for pair in pairs.split()
}  # fmt: skip
_FAR = 1.0


def is_arabic(word: str) -> bool:
    """Whether ``word`` is written in Arabic letters."""
    return regex.search(r"(?=\p{L})\p{Arabic}", word) is not None


@lru_cache(maxsize=8192)
def sounds(word: str) -> str:
    """The sounds of one word in either script, the article and doubled letters left out."""
    return _arabic_sounds(word) if is_arabic(word) else _latin_sounds(word)


def skeleton(word: str) -> str:
    """The consonants of ``word`` in coarse classes, equal or near for one name in either script.

    Classes: b (b p), f (f v), k (k q g gh j), t (t th), z (z dh), S (sh ch), x (kh); h l m n r s d stand for themselves.
    """
    coarse = "".join(_HARD.get(sound, sound) for sound in sounds(word) if sound not in VOWELS)
    return regex.sub(r"(.)\1+", r"\1", coarse.replace("X", "x"))


def _arabic_sounds(word: str) -> str:
    bare = fold(word)
    if word.rstrip("،.").endswith("ة"):
        bare = bare[:-1] + "ة"
    if bare.startswith("ال") and len(bare) > 4:
        bare = bare[2:]
    if bare.startswith("لل") and len(bare) > 4:
        bare = bare[2:]
    letters = "".join(_ARABIC.get(letter, "") for letter in bare.replace("تش", "چ"))
    return regex.sub(r"(.)\1+", r"\1", letters)


_SPECIAL = str.maketrans("ıøłđ", "iold") | str.maketrans({"ß": "ss", "æ": "ae", "ð": "dh", "þ": "th"})
_LATIN_ARTICLE = regex.compile(r"^(?:a[lnrstdz]|el|ash|ath|adh)[-\u2011’' ](?=\p{L})")


def _latin_sounds(word: str) -> str:
    bare = regex.sub(r"\p{M}", "", _decomposed(fold(word)))
    bare = _LATIN_ARTICLE.sub("", bare)
    bare = regex.sub(r"[^a-z]", "", bare)
    bare = regex.sub(r"^x", "S", bare)
    bare = regex.sub(r"([a-z])\1+", lambda m: m[0] if m[1] in "aeiou" else m[1], bare)
    bare = regex.sub(r"c(?=[eiy])", "s", bare)
    found: list[str] = []
    i = 0
    while i < len(bare):
        cluster = next((bare[i : i + n] for n in (4, 3, 2, 1) if bare[i : i + n] in _LATIN_CLUSTERS), None)
        found.append(_LATIN_CLUSTERS[cluster] if cluster else _latin_letter(bare, i))
        i += len(cluster) if cluster else 1
    return "".join(found)


def _decomposed(word: str) -> str:
    return unicodedata.normalize("NFD", word.translate(_SPECIAL))


def _latin_letter(bare: str, i: int) -> str:
    letter = bare[i]
    if letter in "wy":
        before_vowel = bare[i + 1 : i + 2] in set("aeiou")
        return letter if before_vowel else ("U" if letter == "w" and i else "I" if letter == "y" else "w")
    return _LATIN.get(letter, "k" if letter == "c" else letter)


def likeness(a: str, b: str, *, one_script: bool = False) -> float:
    """How alike two sound sequences are: 1 for equal, 0 for nothing in common.

    One minus the cheapest alignment (weighted edit distance, Wagner and Fischer 1974) per consonant of the richer name.
    """
    consonants = max(sum(sound not in VOWELS for sound in name) for name in (a, b))
    return max(0.0, 1 - _distance(a, b, one_script) / max(consonants, 2))


def _distance(a: str, b: str, one_script: bool) -> float:
    row = [0.0]
    for j in range(len(b)):
        row.append(row[-1] + _missing(b, j, one_script))
    for i in range(len(a)):
        missing = _missing(a, i, one_script)
        new = [row[0] + missing]
        for j in range(len(b)):
            exchanged = row[j] + _exchange(a, i, b, j)
            new.append(min(exchanged, row[j + 1] + missing, new[j] + _missing(b, j, one_script)))
        row = new
    return row[-1]


def _exchange(a: str, i: int, b: str, j: int) -> float:
    x, y = a[i], b[j]
    if x == y or (i == j == 0 and {x, y} <= {"A", "I", "U", "Á"}):  # an initial alif carries any vowel
        return 0.0
    return _NEAR.get(frozenset((x, y)), _FAR)


def _missing(name: str, i: int, one_script: bool) -> float:
    """What it costs that the other name lacks ``name[i]``."""
    sound, last = name[i], i == len(name) - 1
    if sound in "EH":
        return 0.1
    if sound in "AIU":
        short = 0.2 if one_script else 0.05
        # A final vowel is always written in Arabic, unless it is a silent e or the end of a feminine noun.
        return 0.3 if last and sound != "I" else short
    if sound in "ÁWYwy" or (sound == "g" and name[i - 1 : i] == "n"):  # "-ing-" is often written ن alone
        return 0.35
    return 0.15 if sound == "h" and last else _FAR
