"""Reporting frames of an Arabic sentence: verb before subject, subject before verb, or subject left out."""

from collections.abc import Sequence
from dataclasses import replace

import regex

from assistant.attribution import arabic_subjects as subjects
from assistant.attribution.arabic_clauses import HOMOGRAPHS, REACH, key_at, left_clause, region_of, right_clause, told_by, verb_of
from assistant.attribution.arabic_nominal import according, issuing, quoting, stating
from assistant.attribution.lexicon import (
    AR_ACCORDING,
    AR_ADDRESSING,
    AR_PLAIN_SAYING,
    AR_TAKES_NOUN,
    ArabicVerb,
    arabic_verbs,
)
from assistant.attribution.records import Frame, Subject
from assistant.attribution.units import Token, Unit
from assistant.quantities.lexicon import word_set
from assistant.quantities.tokens import fold

_PASSIVE = regex.compile(r"[وف]?(?:[^يتن\W]\u064f|[يت]\u064f\p{L}?\u064e?\p{L}\p{M}*\u064e)\p{L}")
_BEFORE_NOUNS = word_set("علي عن من في الي بعد قبل مع عند دون منذ خلال هذا هذه كل اي")
_BLAME = fold("مسؤولية")
_LINKS = frozenset({"من", "الي", "علي", "عن", "ب", "بالقول"})
_REPLYING = word_set("ردا وردا تعليقا وتعليقا جوابا وجوابا")
_TO_WHOM = frozenset({"لي", "لنا", "له", "لها", "لهم"})
_NEAR = 10  # tokens between "نشر" and "أن": one publishes other things as well
_ACCUSING = frozenset({"اتهم", "حمل"})
_SPEAKING = word_set("تحدث تكلم صرح علق اجاب عقب رد روي حكي شهد")  # whoever does so may say more in the next sentence


def frames(unit: Unit) -> list[Frame]:
    """All frames of the unit, in the order of their verbs."""
    tokens = unit.tokens
    found: list[Frame] = []
    for i, token in enumerate(tokens):
        if token.quoted or not token.word:
            continue
        frame = according(tokens, i) or quoting(tokens, i) or stating(tokens, i)
        verb = verb_of(token) or _verb_with_object(tokens, i)
        if frame is None and verb is not None and not _silent(tokens, i):
            frame = _participle(tokens, i, verb, found) if verb.participle else _finite(tokens, i, verb, found)
        if frame is not None:
            found.append(frame)
    if found and key_at(tokens, 0) in _REPLYING:  # "رداً على سؤال عن السعر، قال …": the occasion is no part of what is said
        found[0] = replace(found[0], words=(tokens[0].start, found[0].words[1]))
    return found if any(frame.regions for frame in found) else [*issuing(tokens), *found]


def _verb_with_object(tokens: Sequence[Token], i: int) -> ArabicVerb | None:
    """ "ما قاله", "ما ذكرته": the verb of "what X said"."""
    key = tokens[i].key
    return arabic_verbs().get(key[:-1]) if key_at(tokens, i - 1) == "ما" and key.endswith("ه") else None


def _silent(tokens: Sequence[Token], i: int) -> bool:
    """Whether the verb is negated or wished for: nothing is reported."""
    according = key_at(tokens, i - 2).removeprefix("و") in {"بحسب", "فق", "حسب", "وفق", "علي"}  # "بحسب ما ذكرت"
    before = key_at(tokens, i - 1)
    noun = before in _BEFORE_NOUNS and tokens[i].key in HOMOGRAPHS
    return noun or _passive(tokens[i]) or (before in {"لم", "لا", "لن", "ان", "ما", "ولم", "لكي", "بان"} and not according)


def _passive(token: Token) -> bool:
    """Whether vowel signs show a passive: "سُجّل", "طُلب", "يُرجَّح"."""
    return _PASSIVE.match(token.text) is not None and not token.key.endswith(("ون", "ين"))


# --- verbs


def _finite(tokens: Sequence[Token], i: int, verb: ArabicVerb, before: list[Frame]) -> Frame | None:
    if trailing := _trailing(tokens, i, verb):
        return trailing
    told = told_by(tokens, i)
    if told is not None and verb.lemma == "نشر" and (told.words - i > _NEAR or tokens[told.words].quoted):
        return None
    if told is None:
        return _with_noun(tokens, i, verb, before) or _antecedent(tokens, i, verb)
    region = region_of(tokens, told)
    if region is None:
        return None
    stop = told.words
    while stop > i + 1 and tokens[stop - 1].key in _LINKS:
        stop -= 1
    adverbial = stop > i + 1 and tokens[i + 1].text.endswith(("اً", "ًا"))  # "ونفت نفياً قاطعاً أن"
    begin = i + 1 + (key_at(tokens, i + 1) in _TO_WHOM and i + 2 < stop)  # "قال لي | صديق"
    subject = None if adverbial else subjects.phrase(tokens, begin, stop, addressing=verb.lemma in AR_ADDRESSING)
    subject = subject or _earlier_subject(tokens, i, verb, before)
    start = tokens[i].start if subject.dropped else min(tokens[i].start, max(subject.start, tokens[max(0, i - REACH)].start))
    end = tokens[told.words].end if told.words < told.at else tokens[stop - 1].end
    return Frame(_gendered(subject, verb), verb.stance, (region,), (start, max(end, tokens[stop - 1].end)))


def _gendered(subject: Subject, verb: ArabicVerb) -> Subject:
    return Subject(subject.start, subject.end, subject.dropped, subject.pronoun, verb.feminine)


def _earlier_subject(tokens: Sequence[Token], i: int, verb: ArabicVerb, before: list[Frame]) -> Subject:
    """A subject before the verb ("الكتائب أوضحت أن"), else the main verb's in this sentence, else none written."""
    left = None if _is_joined(tokens[i]) else subjects.before_verb(tokens, i)
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


def _is_joined(token: Token) -> bool:
    """Whether "و" stands before the verb: its subject is behind it or left out, not the noun before."""
    return token.key[:1] == "و" and token.key not in arabic_verbs() and token.key[1:] in arabic_verbs()


def _agree(a: bool | None, b: bool | None) -> bool:
    return a is None or b is None or a == b


def _with_noun(tokens: Sequence[Token], i: int, verb: ArabicVerb, before: list[Frame]) -> Frame | None:
    """ "أعلنت الوزارة مقتل …", "اتهمت النقابة الوزارة بتأخير …", "وتطالب اللجنة بإعادة …", "واقترحت تشكيل …"."""
    if verb.lemma not in AR_TAKES_NOUN or (verb.lemma == "حمل" and _blame(tokens, i) is None):
        return None
    at = subjects.object_alone(tokens, i + 1) or _held(tokens, i, verb)
    left = subjects.before_verb(tokens, i) if tokens[i].key[0] in "يتف" else None
    if left is not None and subjects.is_definite(tokens, left) and i + 1 < len(tokens):  # "النقابة تتهم الإدارة"
        subject, at = left, i + 1
    elif at is None:
        split = subjects.before_object(tokens, i + 1, verb.lemma in _ACCUSING)
        if split is None:
            return None
        subject, at = split
    elif _begins_clause(tokens, i):
        subject = _earlier_subject(tokens, i, verb, before)
    else:
        return None
    region = right_clause(tokens, at) if at < len(tokens) else None
    if verb.lemma == "رفض" and key_at(tokens, at) in subjects.ACTS:  # "رفضت الشركة | التعليق": nothing is said
        return None
    if region is None or (verb.lemma == "تحدث" and key_at(tokens, at) != "عن"):
        return None
    first = tokens[i].start if subject.dropped else min(tokens[i].start, max(subject.start, tokens[max(0, i - REACH)].start))
    return Frame(_gendered(subject, verb), verb.stance, (region,), (first, tokens[at - 1].end))


def _held(tokens: Sequence[Token], i: int, verb: ArabicVerb) -> int | None:
    """ "وحمّل الشركة مسؤولية …": one noun phrase only stands before the blame, so the subject is left out."""
    blame = _blame(tokens, i)
    if i + 1 >= len(tokens) or not tokens[i + 1].word:
        return None
    end = subjects.noun_phrase_end(tokens, i + 1)
    if verb.lemma in {"قدر", "اتهم"}:  # "وقدّر الخسائر | بمليون", "واتهم الشركة | بالإهمال"
        return i + 1 if key_at(tokens, end).startswith("ب") else None
    if verb.lemma == "طلب":  # "وطلب من التجار الصبر"
        return i + 1 if tokens[i + 1].key == "من" else None
    if verb.lemma != "حمل" or blame is None or blame == i + 1:
        return None
    alone = end >= blame or all(token.key in {"وحده", "وحدها", "وحدهم"} for token in tokens[end:blame])
    return i + 1 if alone else None


def _blame(tokens: Sequence[Token], i: int) -> int | None:
    return next((j for j in range(i + 1, min(i + 16, len(tokens))) if tokens[j].key.removeprefix("ال") == _BLAME), None)


def _begins_clause(tokens: Sequence[Token], i: int) -> bool:
    """Whether the word at ``i`` can be a verb without its subject behind it, rather than a noun of the same letters."""
    if i == 0 or not tokens[i - 1].word or tokens[i].key[0] in "وتيف":
        return True
    return tokens[i - 1].key in {"قد", "وقد", "فقد", "كما"} or subjects.before_verb(tokens, i) is not None


def _antecedent(tokens: Sequence[Token], i: int, verb: ArabicVerb) -> Frame | None:
    """ "تحدث ربان السفينة إلى مراسلنا": nothing is reported, but a later "وقال" means him."""
    if verb.participle or verb.lemma not in _SPEAKING:
        return None
    stop = next((k for k in range(i + 1, len(tokens)) if tokens[k].text in ".؛:" or tokens[k].quoted), len(tokens))
    subject = subjects.phrase(tokens, i + 1, stop, addressing=True)
    if subject is None:
        return None
    return Frame(_gendered(subject, verb), verb.stance, (), (tokens[i].start, tokens[i].end))


def _trailing(tokens: Sequence[Token], i: int, verb: ArabicVerb) -> Frame | None:
    """A quotation, then "قال X"; "كما يقول X"; "بحسب ما ذكرت X"."""
    first = _introducer(tokens, i)
    after_quote = i > 0 and (tokens[i - 1].quoted or (tokens[i - 1].text in "،," and i > 1 and tokens[i - 2].quoted))
    if first is None and not (after_quote and verb.lemma in AR_PLAIN_SAYING):
        return None
    told = told_by(tokens, i)
    if key_at(tokens, i - 1) == "كما" and (i == 1 or told is not None):  # "also", not "as"
        return None
    stop = next((k for k in range(i + 1, len(tokens)) if tokens[k].text in "،.؛:" or tokens[k].quoted), len(tokens))
    if told is not None and told.words <= stop and first is None and not tokens[told.at].quoted:
        return None  # "…"، قال X إن …: an ordinary report after a quotation
    subject = subjects.phrase(tokens, i + 1, min(stop, told.words) if told and first is not None else stop)
    if subject is None:
        return None
    first = i if first is None else first
    regions = [left_clause(tokens, first) if first else None]
    if first == 0 and stop + 1 < len(tokens):
        regions = [right_clause(tokens, stop + 1)]
    elif after_quote and told is not None and tokens[told.at].quoted:
        regions.append(region_of(tokens, told))
    elif first < i and _is_inserted(tokens, first, stop):  # "الجهاز، على ما قال القبطان، لعبة": both parts of what it breaks
        regions.append(right_clause(tokens, stop + 1))
    kept = tuple(region for region in regions if region is not None)
    return Frame(_gendered(subject, verb), verb.stance, kept, (tokens[first].start, tokens[stop - 1].end))


def _is_inserted(tokens: Sequence[Token], first: int, stop: int) -> bool:
    """Whether a report stands between two commas, and what follows goes on with what is before."""
    commas = first > 0 and stop + 1 < len(tokens) and tokens[first - 1].text == tokens[stop].text == "،"
    return commas and tokens[stop + 1].word and not tokens[stop + 1].key.startswith("و")


def _introducer(tokens: Sequence[Token], i: int) -> int | None:
    """Where "كما", "حسبما" or "بحسب ما" before the verb begins."""
    if key_at(tokens, i - 1) == "ما" and {key_at(tokens, i - 2), key_at(tokens, i - 2)[1:]} & (AR_ACCORDING | {"علي"}):
        return i - 2
    return i - 1 if key_at(tokens, i - 1) in {"كما", "حسبما", "وفقما"} else None


def _participle(tokens: Sequence[Token], i: int, verb: ArabicVerb, before: list[Frame]) -> Frame | None:
    """ "مؤكدةً أن …", "مشيراً إلى أن …", "قائلاً: …": of the main verb's subject."""
    told = told_by(tokens, i)
    if told is not None and told.words - i <= 4:
        region, at = region_of(tokens, told), told.at
    elif verb.lemma in AR_TAKES_NOUN and i + 1 < len(tokens) and tokens[i + 1].word:  # "نافياً التعاقد معه"
        region, at = right_clause(tokens, i + 1), i + 1
    else:
        return None
    if region is None:
        return None
    earlier = [frame.subject for frame in before if frame.regions and _agree(frame.subject.feminine, verb.feminine)]
    subject = earlier[-1] if earlier else subjects.of_sentence(tokens, i) or subjects.first_phrase(tokens, i)
    if subject is None:
        return None
    return Frame(subject, verb.stance, (region,), (tokens[i].start, tokens[at - 1].end))
