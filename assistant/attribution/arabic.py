"""Reporting frames of an Arabic sentence: verb before subject, subject before verb, or subject left out."""

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from assistant.attribution import arabic_subjects as subjects
from assistant.attribution.lexicon import (
    AR_ACCORDING,
    AR_ADDRESSING,
    AR_BREAKS,
    AR_PLAIN_SAYING,
    AR_TAKES_NOUN,
    ArabicVerb,
    arabic_verbs,
)
from assistant.attribution.records import Frame, Span, Stance, Subject
from assistant.attribution.units import Token, Unit

_THAT = regex.compile(r"^[وب]?(?:ب)?ان(?:ه|ها|هم|هما|هن|ني|نا|ك)?$")
_LINKS = frozenset({"من", "الي", "علي", "عن", "ب", "بالقول"})
_REACH = 30  # tokens between a verb and its "أن"


@dataclass(frozen=True, slots=True)
class _Told:
    """Where a verb's complement begins: ``words`` is the index of "أن" or the colon, ``at`` of what is reported."""

    words: int
    at: int


def frames(unit: Unit) -> list[Frame]:
    """All frames of the unit, in the order of their verbs."""
    tokens = unit.tokens
    found: list[Frame] = []
    for i, token in enumerate(tokens):
        if token.quoted or not token.word:
            continue
        frame = _according(tokens, i) or _quoting(tokens, i)
        verb = _verb(token) or _verb_with_object(tokens, i)
        if frame is None and verb is not None and not _silent(tokens, i):
            frame = _participle(tokens, i, verb, found) if verb.participle else _finite(tokens, i, verb, found)
        if frame is not None:
            found.append(frame)
    return found or _issuer(tokens)


def _key(tokens: Sequence[Token], i: int) -> str:
    return tokens[i].key if 0 <= i < len(tokens) else ""


def _verb(token: Token) -> ArabicVerb | None:
    for key in (token.key, token.key[1:] if token.key[:1] in ("و", "ف") else "", token.key.removeprefix("س")):
        if verb := arabic_verbs().get(key):
            return verb
    return None


def _verb_with_object(tokens: Sequence[Token], i: int) -> ArabicVerb | None:
    """ "ما قاله", "ما ذكرته": the verb of "what X said"."""
    key = tokens[i].key
    return arabic_verbs().get(key[:-1]) if _key(tokens, i - 1) == "ما" and key.endswith("ه") else None


def _silent(tokens: Sequence[Token], i: int) -> bool:
    """Whether the verb is negated or wished for: nothing is reported."""
    according = _key(tokens, i - 2).removeprefix("و") in {"بحسب", "فق", "حسب", "وفق"}  # "بحسب ما ذكرت"
    return _key(tokens, i - 1) in {"لم", "لا", "لن", "ان", "ما", "ولم", "لكي", "بان"} and not according


# --- the complement


def _told(tokens: Sequence[Token], i: int) -> _Told | None:
    """The complement of the verb at ``i``: behind "أن", "إن", a colon or an opening quotation."""
    for j in range(i + 1, min(i + _REACH, len(tokens))):
        token = tokens[j]
        if token.quoted and not _is_a_name(tokens, j):
            return _Told(j, j)
        if token.text == ":":
            return _Told(j, j + 1) if j + 1 < len(tokens) else None
        if _THAT.match(token.key):
            at = j + 1 if token.key.lstrip("وب") == "ان" else j
            return _Told(j, at) if at < len(tokens) else None
        if token.text in ".؛!؟" or token.key in AR_BREAKS or _is_finite(token):
            return None
    return None


def _is_a_name(tokens: Sequence[Token], j: int) -> bool:
    """Whether a quotation is a name in marks, as in "قالت شركة «الأفق» إن", for an "أن" or a colon follows it."""
    if tokens[j - 1].text == ":" or not subjects.short(tokens[j]):
        return False
    behind = tokens[j + 1 : j + 20]
    return any(_THAT.match(token.key) or token.text == ":" for token in behind)


def _is_finite(token: Token) -> bool:
    verb = _verb(token)
    return verb is not None and not verb.participle and token.key not in {"ذكر", "رد", "حمل", "كتب", "وعد"}


def _region(tokens: Sequence[Token], told: _Told) -> Span | None:
    """A quotation alone, unless the sentence goes on in the same breath; else all that follows."""
    quote = tokens[told.at]
    if quote.quoted and not subjects.short(quote):
        behind = tokens[told.at + 1] if told.at + 1 < len(tokens) else None
        goes_on = behind is not None and behind.word and not quote.text.rstrip('"”»').endswith((".", "؟", "!"))
        if not goes_on:
            return quote.start, quote.end
    return _right_clause(tokens, told.at)


def _right_clause(tokens: Sequence[Token], k: int) -> Span | None:
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
    conjoined_report = tokens[j].key[:1] == "و" and (verb := _verb(tokens[j])) is not None and not verb.participle
    return tokens[j].key in AR_BREAKS or conjoined_report


def _left_clause(tokens: Sequence[Token], k: int) -> Span | None:
    """What stands before a trailing "بحسب …", back to the sentence's start or a break."""
    j = k
    while j > 0 and not (tokens[j - 1].word or tokens[j - 1].quoted):
        j -= 1
    i = j
    while i > 0 and tokens[i - 1].text != "؛" and not _cuts(tokens, i - 1):
        i -= 1
    return (tokens[i].start, tokens[j - 1].end) if j > i else None


# --- verbs


def _finite(tokens: Sequence[Token], i: int, verb: ArabicVerb, before: list[Frame]) -> Frame | None:
    if trailing := _trailing(tokens, i, verb):
        return trailing
    told = _told(tokens, i)
    if told is None:
        return _with_noun(tokens, i, verb)
    region = _region(tokens, told)
    if region is None:
        return None
    stop = told.words
    while stop > i + 1 and tokens[stop - 1].key in _LINKS:
        stop -= 1
    subject = subjects.phrase(tokens, i + 1, stop, addressing=verb.lemma in AR_ADDRESSING)
    subject = subject or _earlier_subject(tokens, i, verb, before)
    start = tokens[i].start if subject.dropped else min(tokens[i].start, max(subject.start, tokens[max(0, i - _REACH)].start))
    end = tokens[told.words].end if told.words < told.at else tokens[stop - 1].end
    return Frame(_gendered(subject, verb), verb.stance, (region,), (start, max(end, tokens[stop - 1].end)))


def _gendered(subject: Subject, verb: ArabicVerb) -> Subject:
    return Subject(subject.start, subject.end, subject.dropped, subject.pronoun, verb.feminine)


def _earlier_subject(tokens: Sequence[Token], i: int, verb: ArabicVerb, before: list[Frame]) -> Subject:
    """A subject before the verb ("الكتائب أوضحت أن"), else the main verb's in this sentence, else none written."""
    left = subjects.before_verb(tokens, i)
    if left is not None:
        return left
    if i > 0:
        earlier = [frame.subject for frame in before if frame.regions and _agree(frame.subject.feminine, verb.feminine)]
        if earlier:
            return earlier[-1]
        main = subjects.of_sentence(tokens, i)
        if main is not None and _agree(main.feminine, verb.feminine):
            return main
    return Subject(tokens[i].start, tokens[i].start, dropped=True)


def _agree(a: bool | None, b: bool | None) -> bool:
    return a is None or b is None or a == b


def _with_noun(tokens: Sequence[Token], i: int, verb: ArabicVerb) -> Frame | None:
    """ "أعلنت الوزارة مقتل …", "نفى المتحدث الخبر", "اتهمت النقابة الوزارة بتأخير …"."""
    if verb.lemma not in AR_TAKES_NOUN:
        return None
    split = subjects.before_object(tokens, i + 1, verb.stance is Stance.ACCUSED)
    if split is None:
        return None
    subject, at = split
    region = _right_clause(tokens, at) if at < len(tokens) else None
    if region is None:
        return None
    return Frame(_gendered(subject, verb), verb.stance, (region,), (tokens[i].start, tokens[at - 1].end))


def _trailing(tokens: Sequence[Token], i: int, verb: ArabicVerb) -> Frame | None:
    """A quotation, then "قال X"; "كما يقول X"; "بحسب ما ذكرت X"."""
    first = _introducer(tokens, i)
    after_quote = i > 0 and (tokens[i - 1].quoted or (tokens[i - 1].text in "،," and i > 1 and tokens[i - 2].quoted))
    if first is None and not (after_quote and verb.lemma in AR_PLAIN_SAYING):
        return None
    told = _told(tokens, i)
    if _key(tokens, i - 1) == "كما" and (i == 1 or told is not None):  # "also", not "as"
        return None
    stop = next((k for k in range(i + 1, len(tokens)) if tokens[k].text in "،.؛:" or tokens[k].quoted), len(tokens))
    if told is not None and told.words <= stop and first is None and not tokens[told.at].quoted:
        return None  # "…"، قال X إن …: an ordinary report after a quotation
    subject = subjects.phrase(tokens, i + 1, min(stop, told.words) if told and first is not None else stop)
    if subject is None:
        return None
    first = i if first is None else first
    regions = [_left_clause(tokens, first) if first else None]
    if first == 0 and stop + 1 < len(tokens):
        regions = [_right_clause(tokens, stop + 1)]
    elif after_quote and told is not None and tokens[told.at].quoted:
        regions.append(_region(tokens, told))
    kept = tuple(region for region in regions if region is not None)
    return Frame(_gendered(subject, verb), verb.stance, kept, (tokens[first].start, tokens[stop - 1].end))


def _introducer(tokens: Sequence[Token], i: int) -> int | None:
    """Where "كما", "حسبما" or "بحسب ما" before the verb begins."""
    if _key(tokens, i - 1) == "ما" and {_key(tokens, i - 2), _key(tokens, i - 2)[1:]} & AR_ACCORDING:
        return i - 2
    return i - 1 if _key(tokens, i - 1) in {"كما", "حسبما", "وفقما"} else None


def _participle(tokens: Sequence[Token], i: int, verb: ArabicVerb, before: list[Frame]) -> Frame | None:
    """ "مؤكدةً أن …", "مشيراً إلى أن …", "قائلاً: …": of the main verb's subject."""
    told = _told(tokens, i)
    if told is not None and told.words - i <= 4:
        region, at = _region(tokens, told), told.at
    elif verb.lemma in AR_TAKES_NOUN and i + 1 < len(tokens) and tokens[i + 1].word:  # "نافياً التعاقد معه"
        region, at = _right_clause(tokens, i + 1), i + 1
    else:
        return None
    if region is None:
        return None
    earlier = [frame.subject for frame in before if frame.regions and _agree(frame.subject.feminine, verb.feminine)]
    subject = earlier[-1] if earlier else subjects.of_sentence(tokens, i) or subjects.first_phrase(tokens, i)
    if subject is None:
        return None
    return Frame(subject, verb.stance, (region,), (tokens[i].start, tokens[at - 1].end))


# --- without a verb


def _according(tokens: Sequence[Token], i: int) -> Frame | None:
    """ "بحسب X", "وفقاً لـX", "نقلاً عن X", "على لسان X", "على حد قول X"."""
    after = _according_to(tokens, i)
    if after is None or _key(tokens, after) == "ما":
        return None
    stop = next((k for k in range(after, len(tokens)) if _closes(tokens[k])), len(tokens))
    subject = subjects.phrase(tokens, after, stop, prefixed=_key(tokens, i).endswith("قا"))
    if subject is None:
        return None
    behind = stop + 1 < len(tokens) and (_THAT.match(tokens[stop].key) is not None or subjects.begins(tokens, i))
    regions = [] if behind else [_left_clause(tokens, i)]
    inserted = stop + 1 < len(tokens) and i > 0 and tokens[i - 1].text == tokens[stop].text == "،"
    if behind or inserted:
        regions.append(_right_clause(tokens, stop + 1))
    kept = tuple(region for region in regions if region is not None)
    return Frame(subject, Stance.SAID, kept, (tokens[i].start, tokens[stop - 1].end))


def _closes(token: Token) -> bool:
    return token.text in "،.؛:" or (token.quoted and not subjects.short(token)) or _THAT.match(token.key) is not None


def _according_to(tokens: Sequence[Token], i: int) -> int | None:
    """The index of the name, or ``None``."""
    key = tokens[i].key.removeprefix("و") if tokens[i].key not in AR_ACCORDING else tokens[i].key
    nexts = _key(tokens, i + 1)
    if key in {"بحسب", "حسب"}:
        return i + 1
    if key == "وفق" or (tokens[i].key in {"وفقا", "ووفقا", "طبقا"} and (nexts.startswith("ل"))):
        return i + 1 + (nexts == "ل")
    if key == "نقلا" and nexts == "عن":
        return i + 2
    if key in {"علي"} and nexts in {"لسان", "ذمه"}:
        return i + 2
    if key == "علي" and nexts == "حد" and _key(tokens, i + 2) in {"قول", "تعبير", "وصف", "زعم"}:
        return i + 3
    return None


def _quoting(tokens: Sequence[Token], i: int) -> Frame | None:
    """ "ونقلت وكالة … عن مصدر قوله إن …": the source speaks, not the agency."""
    if tokens[i].key.removeprefix("و") not in {"نقل", "نقلت", "ينقل", "تنقل", "نسب", "نسبت"}:
        return None
    near = range(i + 1, min(i + _REACH, len(tokens)))
    away = next((k for k in near if tokens[k].key in {"عن", "الي"}), None)
    saying = next((k for k in near if tokens[k].key in {"قوله", "قولها", "قولهم"} or _THAT.match(tokens[k].key)), None)
    if away is None or saying is None or saying <= away:
        return None
    told = _told(tokens, saying - 1)
    subject = subjects.phrase(tokens, away + 1, saying)
    region = _region(tokens, told) if told else None
    if told is None or subject is None or region is None:
        return None
    return Frame(subject, Stance.SAID, (region,), (tokens[i].start, tokens[told.at - 1].end))


def _issuer(tokens: Sequence[Token]) -> list[Frame]:
    """ "نشرت X …" at the start: whom a later omitted subject may mean."""
    main = subjects.of_sentence(tokens, len(tokens))
    if main is None or not tokens:
        return []
    return [Frame(main, Stance.SAID, (), (tokens[0].start, tokens[0].end))]
