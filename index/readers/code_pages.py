"""Which one-byte code page a legacy text is in.

Each likely script is a hypothesis: the text is decoded with its code page, and the outcome is scored as a unigram language
model would, by how common its letters are in that script's language, with a penalty for what no such text has: letters of
two scripts in one word, a capital after a small letter, stray signs. This tells even single words, on which general detectors
(which remain the last resort) give up. Arabic, one of the product's two languages, wins where hypotheses are close.
"""

import math
from dataclasses import dataclass

import regex

_LEAST_LIKELIHOOD = -4.4  # mean natural logarithm per letter; an even guess among 36 letters is -3.6
_FOREIGN = -9.0
_VOWEL_MARK = -4.0
_PENALTY = 5.0


@dataclass(frozen=True, slots=True)
class _Script:
    """A script with its code pages and the letters of its language, the commonest first."""

    name: str
    code_pages: dict[str, float]  # each with its head start
    letters: str


_SCRIPTS = (
    _Script("Arabic", {"cp1256": 0.8, "iso8859_6": 0.4}, "اليمونرتبةعدسفهكأقحجشصىخإطذضغثزئءظؤآ"),
    _Script("Cyrillic", {"cp1251": 0.0, "koi8_r": 0.0}, "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"),
    _Script("Greek", {"cp1253": 0.0}, "αοιτεσνηυρπκμλςωίόάέήδγύχθώφβξζψϊϋ"),
    _Script("Hebrew", {"cp1255": 0.0}, "יוהלארתבםמשנעדקחפןכגטצסזךץף"),
)
_OTHERS = ("cp1250", "cp1254", "cp1257", "cp866", "cp874", "cp932", "gb18030", "big5", "euc_kr", "euc_jp")

_HIGH = regex.compile(r"[^\x00-\x7f]")
_USUAL_SIGNS = regex.compile("[\u00a0\u200c\u200e\u200f«»“”„‘’‚‹›–—…•،؛؟ـ°©®№·]")
_CAPITAL_INSIDE = regex.compile(r"\p{Ll}\p{Lu}")
_MARK_ASTRAY = regex.compile(
    "(?<![\\p{sc=Arabic}\u064b-\u0652])[\u064b-\u0652]|[\u064b-\u064d](?=[\\p{L}--[اى]])", regex.VERSION1
)
_WORD_WITHOUT_ASCII = regex.compile(r"(?<!\p{L})[^\W\d_a-zA-Z]{3,}(?!\p{L})")
_SIGN_INSIDE = regex.compile(r"\p{L}[¡-©«-¶¸-¿×÷]\p{L}")


def code_page(sample: bytes) -> str:
    """Python's name of the encoding of ``sample``: text that is neither ASCII nor UTF-8."""
    guesses = [(_score(sample, script, page), page) for script in _SCRIPTS for page in script.code_pages]
    score, page = max(guesses)
    if score > _LEAST_LIKELIHOOD:
        return page
    return "cp1252" if _is_western(sample) else _detected(sample)


def _score(sample: bytes, script: _Script, page: str) -> float:
    """Mean log-likelihood of the characters beyond ASCII, penalties included."""
    text = sample.decode(page, errors="replace")
    counted = [character for character in _HIGH.findall(text) if not _USUAL_SIGNS.match(character)]
    if not counted:
        return -math.inf
    likelihoods = _log_likelihoods(script.letters)
    total = sum(likelihoods.get(character.lower(), _FOREIGN) for character in counted)
    faults = len(_CAPITAL_INSIDE.findall(text)) + len(_MARK_ASTRAY.findall(text))
    faults += len(regex.findall(rf"\p{{sc={script.name}}}\p{{sc=Latin}}|\p{{sc=Latin}}\p{{sc={script.name}}}", text))
    return (total - _PENALTY * faults) / len(counted) + script.code_pages[page]


def _log_likelihoods(letters: str) -> dict[str, float]:
    """Letter frequencies fall about exponentially with their rank."""
    marks = dict.fromkeys(map(chr, range(0x64B, 0x653)), _VOWEL_MARK)
    weights = {letter: math.exp(-rank / 10) for rank, letter in enumerate(letters)}
    whole = sum(weights.values())
    return marks | {letter: math.log(weight / whole) for letter, weight in weights.items()}


def _is_western(sample: bytes) -> bool:
    """Whether accented letters stand singly among plain ones, as in every Western European language."""
    text = sample.decode("cp1252", errors="replace")
    return not ("�" in text or _WORD_WITHOUT_ASCII.search(text) or _SIGN_INSIDE.search(text))


def _detected(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=list(_OTHERS)).best()
    return best.encoding if best else "cp1252"
