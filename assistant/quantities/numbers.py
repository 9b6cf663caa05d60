"""Numbers in words and numerals, English and Arabic, read from tokens: "two hundred and six", "17 ألفاً و487".

Libraries were tried first: text2num has no Arabic; pyarabic reads Arabic number words but gives no place in the text,
no numeral followed by words, and is GPL; Microsoft's recognizers have no Arabic in Python and rest since 2019.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.quantities.arabic import arabic_number
from assistant.quantities.english import english_magnitudes, english_number
from assistant.quantities.lexicon import CURRENCY_SIGNS, EN_SUFFIXES
from assistant.quantities.tokens import Reading, Token, belongs_to_a_name, key_at


def number_at(pieces: Sequence[Token], i: int) -> Reading | None:
    """The number that begins at ``pieces[i]``, or ``None``.

    Not numbers here: "one" and "واحد" alone, "أحد" and "إحدى" before a noun, "dozens of", "مئات", "آلاف", digits
    glued to a name ("F-16", "G20").
    """
    token = pieces[i]
    if token.kind == "number":
        return _from_numeral(pieces, i)
    if token.kind == "ratio":
        return _from_ratio(token, i)
    if token.kind != "word":
        return None
    return english_number(pieces, i) or arabic_number(pieces, i)


def _from_ratio(token: Token, i: int) -> Reading | None:
    numerator, denominator = (int(part) for part in token.key.split("/"))
    if not 0 < numerator < denominator:  # "24/7" is no number
        return None
    return Reading(Decimal(numerator) / denominator, i + 1, token.start, token.end)


def _from_numeral(pieces: Sequence[Token], i: int) -> Reading | None:
    token = pieces[i]
    if belongs_to_a_name(pieces, i):
        return None
    reading = Reading(token.value, i + 1, token.start, token.end)
    suffix = pieces[i + 1] if i + 1 < len(pieces) else None
    # "12m" may be twelve metres; a currency sign or a decimal makes it millions.
    short = suffix and suffix.kind == "word" and suffix.glued and suffix.key in EN_SUFFIXES
    if suffix and short and (suffix.key != "m" or "." in token.key or key_at(pieces, i - 1) in CURRENCY_SIGNS):
        return replace(reading, value=token.value * EN_SUFFIXES[suffix.key], next=i + 2, end=suffix.end)
    return english_magnitudes(pieces, reading) or arabic_number(pieces, i) or reading
