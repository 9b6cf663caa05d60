"""Arabic noun phrases that speak. Without a parser: a phrase ends at a preposition, at when and where, or at a clause."""

from collections.abc import Sequence

import regex

from assistant.attribution.arabic_names import EVENT, is_head, is_possessed_person, name_alone, with_name
from assistant.attribution.lexicon import (
    AR_ADDRESSEES,
    AR_ADJECTIVES,
    AR_ADJUNCTS,
    AR_BREAKS,
    AR_CIRCUMSTANCE,
    AR_ROLES,
    AR_TITLES,
    arabic_verbs,
)
from assistant.attribution.records import Subject
from assistant.attribution.units import Token
from assistant.quantities.arabic import cores
from assistant.quantities.lexicon import AR_TENS, weekdays, word_set

_POSSESSED = regex.compile(r"\p{L}{3,}(?:ه|ها|هم|هما)$")
_CONTINUES = frozenset({"باسم", "لشؤون", "بشؤون", "باسمه", "لدي", "و"})
_NOT_VERBS = word_set("في علي من الي عن مع بعد قبل منذ خلال بحسب وفق حسب لكن ان عند هذا هذه كل بين")
_ADJECTIVE = regex.compile(r"^\p{L}{2}ي\p{L}ه?$")  # of the form "جديد"
_PRONOMINAL = word_set("فيه فيها له لها لهم عليه عليها به بها عنه عنها منه منها اليه اليها")
_DEMONSTRATIVES = word_set("هذا هذه ذلك تلك هؤلاء")
_STAYING = regex.compile(r"(?:طلب|فضل|رفض|اثر|اشترط)(?:ت|وا)?$")
_UNNAMED = word_set("عدم الا حجب الكشف كشف ذكر ذكره ذكرها اخفاء")
_LONGEST_ASIDE = 30  # tokens between a topic and its verb
_LONGEST_LABEL = 7
_OPENERS = word_set("اما ان لكن ولكن فان")
_ASIDES = word_set("الذي التي الذين وهو وهي وهم الذى")
_QUESTIONS = word_set("لماذا هل متي اين كيف عما ما مما ممن")
ACTS = word_set("القول الرد التعليق الخوض الكشف الافصاح الادلاء السماح الاعتراف الحديث التوقيع المشاركه الاجابه")
_ALSO = word_set("ايضا كذلك بدوره بدورها لاحقا")
_TURNS = word_set("المقابل الختام النهايه جهته جهتها ناحيته ناحيتها السياق الوقت نفسه ذاته جانبه جانبها")
_BEFORE_VERBS = word_set("وقد كما فقد لقد ثم لم ولم لا ولا لن ما وما")
_IN_NAMES = word_set("الله الدين الرحمن الرحيم الحق الكريم")
_PERSONS = word_set("رئيس رئيسه امير اميره سفير سفيره وزير وزيره مدير مديره زعيم فريق طريق بريد حديث مدينه سفينه")


def phrase(tokens: Sequence[Token], k: int, stop: int, *, prefixed: bool = False, addressing: bool = False) -> Subject | None:
    """The noun phrase at ``k``, before ``stop``; ``None`` where there is none.

    Args:
        prefixed: an attached "ل" on its first word is a preposition, not a letter of the name.
        addressing: the verb takes whom it addresses as a second noun: "حذرت الشرطة | السكان من".
    """
    end = k
    while end < stop and not _ends(tokens, k, end) and not (addressing and _opens_addressee(tokens, k, end)):
        end += 1
    while end > k and not (tokens[end - 1].word or tokens[end - 1].quoted):
        end -= 1
    if end == k or not (tokens[k].word or tokens[k].quoted):
        return None
    end = with_name(tokens, k, end, stop)
    start = tokens[k].start
    if prefixed and tokens[k].key.startswith("ل") and not tokens[k].key.startswith("لل"):
        start += 1 + (tokens[k].text[1:2] == "ـ")
    return Subject(start, tokens[end - 1].end)


def noun_phrase_end(tokens: Sequence[Token], k: int) -> int:
    """Where the phrase at ``k`` ends, a name beside its title apart: "رئيسة اللجنة | سعاد عيد"."""
    end = k + 1
    while end < len(tokens) and not _ends(tokens, k, end) and not _opens_another(tokens, k, end):
        end += 1
    return end


def short(token: Token) -> bool:
    """Whether a quotation may be a mere name in marks."""
    return token.quoted and len(token.text.split()) <= 4 and not token.text.rstrip('"”»').endswith((".", "؟", "!", "،"))


def _ends(tokens: Sequence[Token], k: int, i: int) -> bool:
    """Whether the phrase that begins at ``k`` is over before ``i``."""
    token = tokens[i]
    if token.quoted:
        return not (short(token) and (i > k or _names_in_marks(tokens, i)))
    if not token.word or i == k:
        return not token.word or _is_adjunct(token)
    if token.key in _QUESTIONS or _is_plural_verb(token) or (_is_accusative(token) and not _goes_on(tokens[i - 1])):
        return True
    if token.key in _CONTINUES or (token.key in {"من", "في"} and _takes_preposition(tokens, k, i)):
        return False
    if _is_adjunct(token):
        return not (token.key == "علي" and token.text.endswith("ي"))  # the name, not the preposition "على"
    verb = arabic_verbs().get(token.key)
    attached = token.key.startswith("ل") and _is_addressee(tokens, k, i)
    unnamed = _STAYING.match(token.key) and i + 1 < len(tokens) and tokens[i + 1].key in _UNNAMED  # "مصدر | طلب عدم كشف اسمه"
    return bool(unnamed) or attached or _is_prepositional(token.key) or (verb is not None and verb.participle)  # "… قائلاً:"


def _goes_on(before: Token) -> bool:
    """Whether an accusative belongs to the word before it: "أربعون عاملاً"."""
    return _is_accusative(before) or before.key in AR_TENS or before.key.isdigit() or before.key in {"عشر", "عشره"}


def _is_plural_verb(token: Token) -> bool:
    """Reads "مزارعون | اجتمعوا يوم الأحد"; "أوتاوا" is a place, for no such verb has an alif there."""
    return len(token.key) > 4 and token.key.endswith("وا") and not token.key.startswith("ال") and not token.key.endswith("اوا")


def _is_accusative(token: Token) -> bool:
    return token.text.endswith(("اً", "ًا"))


def _names_in_marks(tokens: Sequence[Token], i: int) -> bool:
    """Whether a quotation at the head of a phrase is a name: "ردت «الأفق» بأن"."""
    behind = tokens[i + 1].key if i + 1 < len(tokens) else ""
    return behind.startswith(("بان", "ان", "علي", "الي", "ب"))


def _is_adjunct(token: Token) -> bool:
    return token.key in AR_ADJUNCTS or token.key in weekdays() or token.key in AR_BREAKS


def _takes_preposition(tokens: Sequence[Token], k: int, i: int) -> bool:
    """ "علماء من جامعة", "مصدر في الشرطة": after one or two indefinite nouns, and not "in a statement"."""
    behind = tokens[i + 1].key if i + 1 < len(tokens) else ""
    if any(token.key.startswith("ال") for token in tokens[k:i]) or i - k > 2 or _single_name(tokens, k, i):
        return False
    return bool(behind) and behind not in AR_CIRCUMSTANCE and behind not in weekdays()


def _single_name(tokens: Sequence[Token], k: int, i: int) -> bool:
    return i - k == 2 and tokens[k].key in AR_ROLES and not tokens[k + 1].key.startswith("ال") and tokens[i].key == "في"


def _is_addressee(tokens: Sequence[Token], k: int, i: int) -> bool:
    """Whether a word with "ل" is whom one tells ("للصحفيين") rather than part of an office ("للأمم المتحدة")."""
    found = {core.text for core in cores(tokens[i].key)}
    whom = any(core.startswith(noun) for core in found for noun in AR_ADDRESSEES if len(noun) > 3)
    if tokens[i].key in {"لقد", "لكن", "لدي"} or whom:
        return True
    if not tokens[i].key.startswith(("لل", "ل")) or len(tokens[i].key) <= 4:
        return False
    office = {core.text for token in tokens[k:i] for core in cores(token.key)}
    return not (office & AR_ROLES) and tokens[i].key.startswith("لل")


def _is_prepositional(key: str) -> bool:
    return key.startswith(("بال", "كال")) and len(key) > 5


def before_verb(tokens: Sequence[Token], i: int) -> Subject | None:
    """The subject of "الكتائب أوضحت أن": the phrase from the clause's start to the verb, if it is one."""
    if i > 1 and tokens[i - 1].text in "،,":
        return _topic(tokens, i)
    k = i
    while k > 0 and _continues_left(tokens[k - 1]):
        k -= 1
    relative = k > 0 and tokens[k - 1].key in {"الذي", "التي", "الذين"}
    if relative:
        end = k - 1 - (k > 1 and tokens[k - 2].text in "،,")
        return _last_phrase(tokens, end)
    while k < i and tokens[k].key in {"و", "اما", "وكان", "وكانت", "كان", "كانت", "قد", "وقد", "ان"}:
        k += 1
    if k == i or _is_verbal(tokens[k]) or tokens[k].key in AR_ADJUNCTS | _NOT_VERBS | {"هو", "هي", "هم", "وهو", "وهي"}:
        return None
    if {core.text for core in cores(tokens[k].key)} & (AR_ADJUNCTS - {"يوم"}) and not tokens[k].key.startswith("ال"):
        return None
    found = phrase(tokens, k, i)
    if found is None or found.end < tokens[i - 1].end - 40:
        return None
    skipped = tokens[k].key[:1] == "و" and tokens[k].key[1:].startswith("ال")
    return Subject(found.start + skipped, found.end)


def is_definite(tokens: Sequence[Token], subject: Subject) -> bool:
    """Whether a subject begins with an article, or with the noun of a body or an office."""
    first = next(token for token in tokens if token.end > subject.start)
    return first.key.startswith(("ال", "وال")) or is_head(first)


def _topic(tokens: Sequence[Token], i: int) -> Subject | None:
    """ "أما سابين، التي ورثت المال، فقالت", "الناطقة، ليلى عيد، قالت": the phrase before what stands between commas."""
    start = i - 1
    while start > 0 and i - start < _LONGEST_ASIDE and tokens[start - 1].text not in ".؛:" and tokens[start].key not in _OPENERS:
        start -= 1
    opened = tokens[start].key in _OPENERS
    k = start + opened
    if k >= i - 1 or _is_adjunct(tokens[k]) or _may_open(tokens[k], opened) is False:
        return None
    stop = next((j for j in range(k, i) if tokens[j].text in "،,"), i)
    found = phrase(tokens, k, stop)
    if found is None or found.end != tokens[stop - 1].end:
        return None
    aside = tokens[stop + 1] if stop + 1 < i else None
    if not opened and (aside is None or not (aside.key in _ASIDES or is_head(aside) or stop + 4 >= i)):
        return None
    end = next(j for j in range(k, len(tokens)) if tokens[j].end >= found.end) + 1
    named = with_name(tokens, k, end, i - 1)
    skipped = not opened and tokens[k].key.startswith("وال")
    return Subject(found.start + skipped, tokens[named - 1].end)


def _may_open(token: Token, opened: bool) -> bool:
    """Whether a phrase can begin with the word: after "أما" any, else what is no verb."""
    return opened or token.key.startswith(("ال", "وال")) or is_head(token)


def _continues_left(token: Token) -> bool:
    breaks = token.key in AR_BREAKS | {"الذي", "التي", "الذين", "وهو", "وهي", "ان", "وقد"}
    return token.word and not token.quoted and not breaks


def _last_phrase(tokens: Sequence[Token], end: int) -> Subject | None:
    k = end
    while k > 0 and _continues_left(tokens[k - 1]) and tokens[k - 1].key not in AR_ADJUNCTS and not _is_verbal(tokens[k - 1]):
        k -= 1
    return Subject(tokens[k].start, tokens[end - 1].end) if k < end else None


def _is_verbal(token: Token) -> bool:
    key = token.key.removeprefix("و")
    return token.key in arabic_verbs() or key in arabic_verbs()


def before_object(tokens: Sequence[Token], k: int, accused: bool) -> tuple[Subject, int] | None:
    """Splits "مؤسسة النور | افتتاح أحد الفروع": the subject, and where the object begins.

    A phrase is closed by its first definite noun (and the adjectives after it); what follows indefinite, possessed or
    with an attached preposition is the object. Of an accusation the object is the last definite noun before "ب…".
    """
    stop = next((j for j in range(k, len(tokens)) if tokens[j].text in "،.؛:" or tokens[j].quoted), len(tokens))
    while k < stop and tokens[k].key in _PRONOMINAL:  # "اتهم فيه الحاكم"
        k += 1
    if k < stop and tokens[k].key in _DEMONSTRATIVES:  # "نفى ذلك": an object, and no subject
        return None
    if k < stop and tokens[k].key[0] in "لب" and _POSSESSED.match(tokens[k].text) and not tokens[k].text.endswith("ة"):
        return None
    if accused:
        return _before_accused(tokens, k, stop)
    end = k
    while end < stop and not _ends(tokens, k, end):
        key = tokens[end].key
        closed = end > k and _is_closed(tokens, k, end)
        possessed = closed and _POSSESSED.match(tokens[end].text) and not key.startswith("ال")
        if end > k and (possessed or key in _DEMONSTRATIVES or EVENT.match(key) or (key in ACTS and end > k + 1)):
            break
        if _opens_another(tokens, k, end):
            break
        end += 1
    end = with_name(tokens, k, end, len(tokens)) if end > k else end
    at = _behind_aside(tokens, end)
    if at < stop and tokens[at].key in AR_ADJUNCTS and not _introduces(tokens, at):  # "أعلنت الوزارة في بيان آخر، مقتل …"
        at = _behind_adjuncts(tokens, at)
    if end == k or at >= len(tokens) or (tokens[at].key[0] in "وف" and tokens[at].key[1:] in arabic_verbs()):
        return None
    return Subject(tokens[k].start, tokens[end - 1].end), at


def object_alone(tokens: Sequence[Token], k: int) -> int | None:
    """Where the object begins if no subject stands before it: "واقترحت في المقابل | تشكيل لجنة", "وطالب | بإقالته"."""
    while k + 1 < len(tokens) and (tokens[k].key in _ALSO or (tokens[k].key in {"في", "من"} and tokens[k + 1].key in _TURNS)):
        k += 1 + (tokens[k].key in {"في", "من"})
        k += tokens[k].text in "،," if k < len(tokens) else 0
    if k >= len(tokens) or not tokens[k].word:
        return None
    if tokens[k].key in _DEMONSTRATIVES | {"ذلك"}:  # "وعزا ذلك إلى قلة المال"
        return k if k + 1 < len(tokens) and tokens[k + 1].key in {"الي", "علي"} else None
    bare = regex.sub(r"(?<=\p{L}{4})(?:ه|ها|هم)$", "", tokens[k].key[1:].removeprefix("ال"))
    attached = tokens[k].key.startswith("بال") or (tokens[k].key[0] == "ب" and EVENT.match(bare))
    attached = attached and not is_head(tokens[k])
    event = EVENT.match(tokens[k].key) and not is_head(tokens[k])
    return k if attached or event or (_introduces(tokens, k) and tokens[k].key not in {"من", "في"}) else None


def _behind_aside(tokens: Sequence[Token], at: int) -> int:
    """Behind ", by seven votes to two,"."""
    if at >= len(tokens) or tokens[at].text not in "،,":
        return at
    comma = next((j for j in range(at + 1, min(at + 12, len(tokens))) if tokens[j].text in "،,"), None)
    return comma + 1 if comma is not None else at


def _introduces(tokens: Sequence[Token], at: int) -> bool:
    """Whether a preposition belongs to the verb ("دعت إلى", "اعترض على") rather than telling where: "في بيان"."""
    behind = tokens[at + 1].key if at + 1 < len(tokens) else ""
    return tokens[at].key in {"الي", "علي", "عن", "من", "في"} and behind not in AR_CIRCUMSTANCE


def _behind_adjuncts(tokens: Sequence[Token], at: int) -> int:
    comma = next((j for j in range(at, min(at + 8, len(tokens))) if tokens[j].text in "،,"), None)
    return comma + 1 if comma is not None else at


def _before_accused(tokens: Sequence[Token], k: int, stop: int) -> tuple[Subject, int] | None:
    charge = next((j for j in range(k + 1, stop) if tokens[j].key == "ب" or (tokens[j].key.startswith("ب") and j > k + 1)), stop)
    if (bare := name_alone(tokens, k, charge)) > k:
        return Subject(tokens[k].start, tokens[bare - 1].end), bare
    named = with_name(tokens, k, k + 1, charge)
    if tokens[k].key.startswith("ال") and named > k + 1:
        return Subject(tokens[k].start, tokens[named - 1].end), named
    first = noun_phrase_end(tokens, k)
    if k < first < charge:
        return Subject(tokens[k].start, tokens[first - 1].end), first
    definite = [j for j in range(k, charge) if tokens[j].key.startswith("ال")]
    if len(definite) < 2:
        return (Subject(tokens[k].start, tokens[k].end), k + 1) if charge > k + 1 else None
    at = definite[-1]
    while at - 1 in definite and tokens[at].key.endswith(("ي", "يه")) and at - 1 > k:
        at -= 1
    if at > k + 1 and not tokens[at - 1].key.startswith("ال") and at - 1 > k:
        at -= 1
    return Subject(tokens[k].start, tokens[at - 1].end), at


def of_sentence(tokens: Sequence[Token], before: int) -> Subject | None:
    """The subject of the verb that begins the sentence: "زار الوزير المصنع" gives "الوزير"."""
    at = _behind_label(tokens, before)
    while at < before and (not tokens[at].word or tokens[at].key in _BEFORE_VERBS):
        at += 1
    if at + 1 >= before or tokens[at].quoted or not _may_be_verb(tokens[at]):
        return None
    first = at + 1
    while first < before and tokens[first].key in _PRONOMINAL | _DEMONSTRATIVES:  # "نفى ذلك محامي الشركة"
        first += 1
    end = first
    while end < before and not _ends(tokens, first, end):
        if _opens_another(tokens, first, end) or _is_object_of_person(tokens, first, end):
            break
        end += 1
    if end == first:
        return None
    end = with_name(tokens, first, end, before)
    key = _without_and(tokens[at].key)
    feminine = key.endswith("ت") or key.startswith("ت")
    return Subject(tokens[first].start, tokens[end - 1].end, feminine=feminine)


def _is_object_of_person(tokens: Sequence[Token], k: int, end: int) -> bool:
    """Whether a definite noun follows a name of two words: "قادت لينا ثابت | المسح"; not a surname ("محمد علي الحسيني")."""
    key = tokens[end].key
    if end - k < 2 or not key.startswith("ال") or key.endswith("ي") or key in _IN_NAMES or is_head(tokens[k]):
        return False
    return not any(_has_article(token) or token.key in {"عبد", "ابو", "بن", "ال"} for token in tokens[k:end])


def _behind_label(tokens: Sequence[Token], before: int) -> int:
    """Behind "ثانياً:", "3. المبنى:"."""
    colon = next((j for j in range(min(before, _LONGEST_LABEL)) if tokens[j].text == ":"), None)
    return colon + 1 if colon is not None else 0


def _without_and(key: str) -> str:
    """Without an attached "و" or "ف"; a short verb may begin with the letter: "وجه", "فاز"."""
    return key[1:] if len(key) > 4 and key[0] in "وف" else key


def _is_closed(tokens: Sequence[Token], k: int, end: int) -> bool:
    """Whether the phrase so far has its definite noun; "باسم" and a joined noun open it again."""
    closed = is_possessed_person(tokens[k])
    for token in tokens[k:end]:
        if token.key in _CONTINUES:
            closed = False
        closed = closed or _has_article(token)
    return closed


def _has_article(token: Token) -> bool:
    """Reads "المدير", "والمدير", not the name "إلسا"."""
    return token.key.startswith(("ال", "وال")) and token.text[0] not in "إأآ"


def _opens_addressee(tokens: Sequence[Token], k: int, end: int) -> bool:
    """Whether the word at ``end`` is whom one tells: "أبلغت الهيئة | الصحفيين"."""
    told = end > k and tokens[end].key.startswith("ال") and tokens[end].key.removeprefix("ال") in AR_ADDRESSEES
    object_of_person = _is_object_of_person(tokens, k, end) and not _is_surname(tokens, end)
    return told or _opens_another(tokens, k, end) or object_of_person


def _is_surname(tokens: Sequence[Token], k: int) -> bool:
    """Whether the definite noun behind a name of two words belongs to it, for whom one tells follows: "النجار | الصحفيين"."""
    if k + 1 >= len(tokens):
        return False
    key = tokens[k + 1].key
    whom = key.removeprefix("ال") in AR_ADDRESSEES or is_head(tokens[k + 1])
    return whom or (key.startswith("ال") and not _is_adjective(key))


def _opens_another(tokens: Sequence[Token], k: int, end: int) -> bool:
    """Whether the word at ``end`` begins the next noun phrase: the first is definite, and this is no adjective of it."""
    token = tokens[end]
    titled = tokens[end - 1].key.removeprefix("ال") in AR_TITLES and not token.text.endswith(("ا", "اً", "ً"))
    if titled:  # "السيدة ديل"
        return False
    joined = token.key.startswith("وال") or token.key in _CONTINUES
    adjective = _is_adjective(token.key) and not (token.text.endswith("ى") and token.key[2:] not in AR_ADJECTIVES)
    return end > k and _is_closed(tokens, k, end) and not (token.quoted or joined or adjective)


def _is_adjective(key: str) -> bool:
    """By its ending ("الدولي"), its form ("الجديد"), or the lexicon; nouns of persons share the form."""
    if not key.startswith("ال"):
        return False
    bare = key[2:]
    formed = _ADJECTIVE.match(bare) is not None and bare not in _PERSONS
    return bare.endswith(("ي", "يه", "يون", "يين")) or bare in AR_ADJECTIVES or formed


def _may_be_verb(token: Token) -> bool:
    key, bare = token.key, _without_and(token.key)
    definite = key.startswith(("ال", "وال", "بال", "لل", "وب", "وفي", "وعلي", "ومن", "ومع", "ومنذ", "وبعد"))
    return (
        not definite and bare not in AR_ADJUNCTS | AR_BREAKS | _NOT_VERBS and 3 <= len(bare) <= 8 and not token.text.endswith("ة")
    )


def first_phrase(tokens: Sequence[Token], before: int) -> Subject | None:
    """The noun phrase that begins the sentence, for want of a verb."""
    at = 0
    if not tokens or tokens[0].key in AR_ADJUNCTS | _NOT_VERBS or not tokens[0].key.startswith("ال"):
        return None
    end = at
    while end < before and not _ends(tokens, at, end) and (end == at or tokens[end].key.startswith("ال")):
        end += 1
    return Subject(tokens[at].start, tokens[end - 1].end) if end > at else None


def begins(tokens: Sequence[Token], i: int) -> bool:
    """Whether nothing but signs stands before ``i``."""
    return not any(token.word or token.quoted for token in tokens[:i])
