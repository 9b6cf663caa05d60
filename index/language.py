"""Which language a text is in, told from its script: quick, and sure enough to keep Arabic and English apart."""

from collections import Counter

import regex

DEFAULT_LANGUAGE = "en"

_SCRIPT_LANGUAGES = {
    "Arabic": "ar",
    "Cyrillic": "ru",
    "Hebrew": "he",
    "Greek": "el",
    "Han": "zh",
    "Kana": "ja",
    "Hangul": "ko",
    "Devanagari": "hi",
    "Thai": "th",
    "Armenian": "hy",
    "Georgian": "ka",
    "Latin": DEFAULT_LANGUAGE,
}
_RTL_LANGUAGES = frozenset({"ar", "fa", "ur", "he"})

# One match is a word: a run of letters of one script. Where scripts have no spaces, two letters count as a word.
_WORDS = regex.compile(
    r"(?P<Latin>[\p{sc=Latin}\p{M}]+)|(?P<Arabic>[\p{sc=Arabic}&&[\p{L}]][\p{sc=Arabic}\p{M}]*)"
    r"|(?P<Cyrillic>\p{sc=Cyrillic}+)|(?P<Greek>\p{sc=Greek}+)|(?P<Hebrew>\p{sc=Hebrew}+)"
    r"|(?P<Kana>[\p{sc=Hiragana}\p{sc=Katakana}]{1,2})|(?P<Han>\p{sc=Han}{1,2})|(?P<Hangul>\p{sc=Hangul}+)"
    r"|(?P<Devanagari>\p{sc=Devanagari}+)|(?P<Thai>\p{sc=Thai}{1,4})|(?P<Armenian>\p{sc=Armenian}+)|(?P<Georgian>\p{sc=Georgian}+)",
    regex.VERSION1,
)
# Foreign words are mostly names, titles and addresses: quoted, or in brackets, or a link. None of them tells the language.
_ASIDES = regex.compile(
    r"""https?://\S+|\S+@\S+\.\S+|"[^"\n]{1,400}"|“[^”\n]{1,400}”|«[^»\n]{1,400}»|\([^()\n]{1,400}\)|\[[^][\n]{1,400}\]"""
)

_URDU = regex.compile("[ٹڈڑںہھے]")
_PERSIAN = regex.compile("[پچژگکی]")
_ARABIC = regex.compile("[كيىةأإؤئ]")


def dominant_language(text: str, default: str = DEFAULT_LANGUAGE) -> str:
    """ISO 639-1 code of the language that most of ``text`` is in.

    Told from the script of its words; quoted and bracketed words count only if there are no others. Languages in the Latin
    script are not told apart: all count as English. Persian and Urdu are told from Arabic by letters of their own.

    Args:
        default: what a text without any letters is said to be in.
    """
    counts = _words_of_scripts(_ASIDES.sub(" ", text)) or _words_of_scripts(text)
    if not counts:
        return default
    if counts["Kana"]:  # Japanese mixes Kana with Han; Chinese has no Kana
        counts["Kana"] += counts.pop("Han", 0)
    script = counts.most_common(1)[0][0]
    return _arabic_script_language(text) if script == "Arabic" else _SCRIPT_LANGUAGES[script]


def script_share(text: str, script: str) -> float:
    """Share (0 to 1) of the letters of ``text`` that belong to ``script`` (a Unicode script name, as ``"Arabic"``)."""
    letters = len(regex.findall(r"\p{L}", text))
    return len(regex.findall(rf"[\p{{sc={script}}}&&\p{{L}}]", text, regex.VERSION1)) / letters if letters else 0.0


def direction(language: str) -> str:
    """``"rtl"`` or ``"ltr"``: which way text in ``language`` (ISO 639-1) runs."""
    return "rtl" if language in _RTL_LANGUAGES else "ltr"


def _words_of_scripts(text: str) -> Counter[str]:
    return Counter(match.lastgroup or "" for match in _WORDS.finditer(text))


def _arabic_script_language(text: str) -> str:
    urdu, persian, arabic = (len(letters.findall(text)) for letters in (_URDU, _PERSIAN, _ARABIC))
    if max(urdu, persian) <= arabic:
        return "ar"
    return "ur" if urdu * 3 > persian else "fa"
