"""What an Arabic reporting verb reports: where its complement begins and ends."""

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from assistant.attribution import arabic_subjects as subjects
from assistant.attribution.lexicon import AR_BREAKS, AR_CUTS, AR_ON, AR_TAKES_NOUN, AR_TO, ArabicVerb, arabic_verbs
from assistant.attribution.records import Span
from assistant.attribution.units import Token
from assistant.quantities.lexicon import word_set

THAT = regex.compile(r"^[وب]?(?:ب)?ان(?:ه|ها|هم|هما|هن|ني|نا|ك)?$")
REACH = 30  # tokens between a verb and its "أن"

_CONJUNCTIONS = frozenset({"قبل", "بعد", "دون", "منذ", "غير", "الا", "بدل", "رغم", "حتي", "مع", "علما", "لولا"})
_WAS = frozenset({"كان", "كانت", "كانوا"})
HOMOGRAPHS = word_set(
    "ذكر رد حمل كتب وعد عقب طلب نقل كشف سجل نسب علق خلص قدر رفض فسر وصف قرر شهد عرض زعم ظن يعد تعد حذر ايد نصح رجح نشر"
)  # nouns and particles as well


@dataclass(frozen=True, slots=True)
class Told:
    """Where a verb's complement begins: ``words`` is the index of "أن" or the colon, ``at`` of what is reported."""

    words: int
    at: int


def key_at(tokens: Sequence[Token], i: int) -> str:
    """The folded word at ``i``, empty outside of the sentence."""
    return tokens[i].key if 0 <= i < len(tokens) else ""


def verb_of(token: Token) -> ArabicVerb | None:
    """The reporting verb that a word is, an attached "و", "ف" or "س" apart."""
    for key in (token.key, token.key[1:] if token.key[:1] in ("و", "ف") else "", token.key.removeprefix("س")):
        if verb := arabic_verbs().get(key):
            return verb
    return None


def told_by(tokens: Sequence[Token], i: int) -> Told | None:
    """The complement of the verb at ``i``: behind "أن", "إن", a colon or an opening quotation."""
    own = verb_of(tokens[i])
    for j in range(i + 1, min(i + REACH, len(tokens))):
        token = tokens[j]
        if token.quoted and not _is_a_name(tokens, j):
            return Told(j, j)
        if token.text == ":":
            return Told(j, j + 1) if j + 1 < len(tokens) else None
        if token.key == "ان" and key_at(tokens, j + 1) in _WAS:  # "القول إن كان السجل مزوراً": whether
            return None
        if THAT.match(token.key) and not _joins(tokens, i, j):
            at = j + 1 if token.key.lstrip("وب") == "ان" else j
            return Told(j, at) if at < len(tokens) else None
        aside = tokens[j - 1].text in "،," and own is not None and own.lemma in AR_TAKES_NOUN and not own.participle
        if token.text in ".؛!؟" or token.key in AR_BREAKS or _is_finite(token) or (aside and _is_participle(token)):
            return None
    return None


def _joins(tokens: Sequence[Token], i: int, j: int) -> bool:
    """Whether "أن" at ``j`` belongs to a conjunction ("إلى أن", "قبل أن") rather than to the verb at ``i``."""
    before, verb = tokens[j - 1].key, verb_of(tokens[i])
    lemma = verb.lemma if verb else ""
    until = before == "الي" and tokens[j].key == "ان" and lemma not in AR_TO
    provided = before == "علي" and tokens[j].key == "ان" and lemma not in AR_ON
    return before in _CONJUNCTIONS or until or provided


def _is_participle(token: Token) -> bool:
    verb = verb_of(token)
    return verb is not None and verb.participle


def _is_a_name(tokens: Sequence[Token], j: int) -> bool:
    """Whether a quotation is a name in marks, as in "قالت شركة «الأفق» إن", for an "أن" or a colon follows it."""
    if tokens[j - 1].text == ":" or not subjects.short(tokens[j]):
        return False
    behind = tokens[j + 1 : j + 20]
    return any(THAT.match(token.key) or token.text == ":" for token in behind)


def _is_finite(token: Token) -> bool:
    verb = verb_of(token)
    return verb is not None and not verb.participle and token.key not in HOMOGRAPHS


def region_of(tokens: Sequence[Token], told: Told) -> Span | None:
    """A quotation alone, unless the sentence goes on in the same breath; else all that follows."""
    quote = tokens[told.at]
    if quote.quoted and not subjects.short(quote):
        behind = tokens[told.at + 1] if told.at + 1 < len(tokens) else None
        goes_on = behind is not None and behind.word and not quote.text.rstrip('"”»').endswith((".", "؟", "!"))
        if not goes_on:
            return quote.start, quote.end
    return right_clause(tokens, told.at)


def right_clause(tokens: Sequence[Token], k: int) -> Span | None:
    """To the sentence's end, a semicolon, or "، فيما", "، لكن"; or to the next clause that reports by itself."""
    j = k
    while j < len(tokens) and tokens[j].text != "؛" and not (j > k and _cuts(tokens, j)):
        j += 1
    while j > k and not (tokens[j - 1].word or tokens[j - 1].quoted):
        j -= 1
    return (tokens[k].start, tokens[j - 1].end) if j > k else None


def _cuts(tokens: Sequence[Token], j: int) -> bool:
    if j == 0 or tokens[j - 1].text not in "،,":
        return False
    conjoined_report = tokens[j].key[:1] == "و" and (verb := verb_of(tokens[j])) is not None and not verb.participle
    return tokens[j].key in AR_CUTS or conjoined_report


def left_clause(tokens: Sequence[Token], k: int) -> Span | None:
    """What stands before a trailing "بحسب …", back to the sentence's start or a break."""
    j = k
    while j > 0 and not (tokens[j - 1].word or tokens[j - 1].quoted):
        j -= 1
    i = j
    while i > 0 and tokens[i - 1].text != "؛" and not _cuts(tokens, i - 1):
        i -= 1
    return (tokens[i].start, tokens[j - 1].end) if j > i else None
