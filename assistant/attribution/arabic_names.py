"""Persons' names beside their titles: "المفتش البحري رامز الطلّاوي", "مديرة المعهد، الدكتورة سلمى عيد،"."""

from collections.abc import Sequence

import regex

from assistant.attribution.lexicon import (
    AR_ADDRESSEES,
    AR_ADJECTIVES,
    AR_ADJUNCTS,
    AR_BODIES,
    AR_BREAKS,
    AR_PERSONS,
    AR_ROLES,
    arabic_verbs,
)
from assistant.attribution.records import Span
from assistant.attribution.units import Token
from assistant.quantities.lexicon import weekdays, word_set

EVENT = regex.compile(
    r"^(?!ال(?:عام|خاص|هام|حاد|تام|حال|مال|نار|دار|جار|باب|سام|جاد)$)(?:است\p{L}{2,4}|ا\p{L}{2}ا\p{L}ه?|ا\p{L}ا\p{L}ه|ان\p{L}{2}ا\p{L}|ت\p{L}{2}ي\p{L}|ت\p{L}{1,2}ي\p{L}ه|م\p{L}ا\p{L}{2}ه"
    r"|مقتل|اصابه|وفاه|بدء|وقف|رفض|فتح|منع|رفع|دفع|نقل|سحب|نشر|قطع|عقد|طرح|هدم|بناء|وضع|صرف|منح|حظر|خفض|عدم|ضم|حل|سن|فصل|عزل"
    r"|فرض|فوز|مرور|وجود|حدوث|تشكل|تحول|تراجع|تجاوز|ترك|دخول|خروج|عوده|زياده|حمايه|دعم|شراء|بيع|وصول|حصول|وقوع|قبول|دراسه|تقديم"
    r"|(?:ال)?(?:اتهامات|انباء|تقارير|مزاعم|تهم|تهمه|شائعات|ادعاءات|خبر|اخبار|معلومات))$"
)  # verbal nouns, the usual objects of "announced" and "denied"
_THAT = regex.compile(r"^[وفب]?(?:ب)?ان(?:ه|ها|هم|هما|هن|ني|نا|ك)?$")
_PARTICLES = word_set("بن ابن بنت ابو ابي ام عبد ال ولد بو سيدي")
_NOT_NAMES = word_set(
    "خارج داخل امام وراء قرب فوق تحت بين وسط نحو كل بعض جميع عدد عده احد احدي غير كان كانت وحده وحدها نفسه نفسها ايضا "
    "كذلك مثل اي طلب طلبت فضلت رفضت اشترط اشترطت قرار اتفاق مشروع خطه قانون"
)


_LONGEST_NAME = 4


def is_person(token: Token) -> bool:
    """Whether a word is a title or a calling: "المهندسة", "وزير"."""
    return _bare(token.key) in AR_PERSONS or is_possessed_person(token)


def is_possessed_person(token: Token) -> bool:
    """Whether a title ends in a pronoun: "مديره", "رئيسها"; the feminine "مديرة" does not."""
    return any(token.text.endswith(end) and _bare(token.key.removesuffix(end)) in AR_PERSONS for end in ("ه", "ها", "هم"))


def is_head(token: Token) -> bool:
    """Whether a word begins the name of a body or of an office, rather than being a name itself."""
    bare = _bare(token.key)
    return bare in AR_PERSONS or bare in AR_BODIES or bare in AR_ROLES


def _bare(key: str) -> str:
    for letters in ("وال", "لل", "ال"):
        if key.startswith(letters) and len(key) > len(letters) + 2:
            key = key.removeprefix(letters)
            break
    return key if key in AR_PERSONS | AR_BODIES else key.removesuffix("ه")


def with_name(tokens: Sequence[Token], k: int, end: int, stop: int) -> int:
    """The end of the phrase ``tokens[k:end]``, the name that follows its title included."""
    if not is_person(tokens[k]) or end >= stop:
        return end
    if not tokens[end].word:
        return _apposition(tokens, k, end, stop)
    if tokens[end].key in {"في", "لدي"}:  # "مندوبة السلامة في النقابة | نوال عيد | أن"
        named = next((j for at in range(end + 2, min(end + 5, stop)) if (j := _name_end(tokens, at, stop)) > at + 1), end)
        return named if named == stop else end
    at = _behind_titles(tokens, end, stop)
    if tokens[end].key.startswith("لل"):  # "الأمين العام للحزب | رامي عيد"
        at = end + 1
    named = _name_end(tokens, at, stop)
    return named if named > at else end


def _behind_titles(tokens: Sequence[Token], at: int, stop: int) -> int:
    """ "رئيس الرابطة | الدكتور | عادل": titles and their adjectives."""
    while at < stop and tokens[at].key.startswith("ال") and (is_person(tokens[at]) or _bare(tokens[at].key) in AR_ADJECTIVES):
        at += 1
    return at


def _apposition(tokens: Sequence[Token], k: int, end: int, stop: int) -> int:
    """ "المدير العام، فؤاد عيسى، …"."""
    if tokens[end].text not in "،," or any(_is_plain_name(tokens, j) for j in range(k + 2, end)):
        return end
    at = _behind_titles(tokens, end + 1, stop)
    titled = at > end + 1
    named = _name_end(tokens, at, stop)
    closed = named >= stop or not tokens[named].word
    return named if named - at >= 2 - titled and named > at and closed else end


def _is_plain_name(tokens: Sequence[Token], j: int) -> bool:
    titled = tokens[j - 1].key.startswith("ال") and is_person(tokens[j - 1])
    return titled and _may_be_name(tokens[j]) and not tokens[j].key.startswith("ال")


def _name_end(tokens: Sequence[Token], at: int, stop: int) -> int:
    """Behind one or two names; a first name has no article."""
    if at >= stop or not _may_be_name(tokens[at]) or tokens[at].text.startswith("ال") or is_head(tokens[at]):
        return at
    j, units = at, 0
    while (
        j < stop and units < 2 and _may_be_name(tokens[j]) and not (units and is_head(tokens[j]) and _names_on(tokens, j, stop))
    ):
        if tokens[j].key in _PARTICLES and j + 1 < stop:
            units -= tokens[j].key in {"بن", "ابن", "بنت"}
            j += 1
        units += 1
        j += 1
        if units == 1 and j + 1 < stop and EVENT.match(tokens[j].key) and EVENT.match(tokens[j + 1].key):  # "سامي عودة | رفع"
            return j + 1
    return min(j, stop)


def name_before(tokens: Sequence[Token], k: int) -> Span | None:
    """ "كان سعد عيد، وهو | صياد", "سعد عيد، | رئيس النقابة": the indices of the name before the role at ``k``."""
    comma = k - 1 - (k > 0 and tokens[k - 1].key in {"وهو", "وهي"})
    if comma < 1 or tokens[comma].text not in "،,":
        return None
    start = comma
    while start > 0 and comma - start < _LONGEST_NAME and _may_be_name(tokens[start - 1]) and not is_head(tokens[start - 1]):
        start -= 1
    while start < comma and tokens[start].key.startswith("ال"):
        start += 1
    return (start, comma) if comma - start > 1 else None


def _names_on(tokens: Sequence[Token], j: int, stop: int) -> bool:
    """Whether the word at ``j`` opens a phrase of its own ("مدير المصهر") rather than being a family name."""
    return j + 1 < stop and tokens[j + 1].word and tokens[j + 1].key.startswith("ال")


def _may_be_name(token: Token) -> bool:
    key = token.key
    if not token.word or token.text[0].isdigit() or len(key) < 2 or token.text.endswith(("اً", "ًا", "ً")):
        return False
    attached = key.startswith(("بال", "لل", "كال", "وال", "فال")) and len(key) > 5
    rest = key[1:].removeprefix("ل") if key[:1] in "لب" else ""
    attached = attached or rest in AR_BODIES or rest in AR_PERSONS or rest in AR_ADDRESSEES
    possessed = bool(rest) and regex.search(r"(?:ها|هم|نا)$|[^ة]ه$", token.text) is not None and not token.text.endswith("ة")
    attached = attached or possessed or bool(_THAT.match(key))
    other = key in AR_ADJUNCTS or key in AR_BREAKS or key in weekdays() or key in _NOT_NAMES or bool(EVENT.match(key))
    verb = arabic_verbs().get(key) or arabic_verbs().get(key[1:] if key[0] in "وف" else "")
    return not (attached or other or (verb is not None and (verb.participle or key[0] in "تي" or len(key) > 3)))


def name_alone(tokens: Sequence[Token], k: int, stop: int) -> int:
    """The end of a bare name at ``k`` ("طرّاف | مدير المصنع"); ``k`` where a noun stands there."""
    if k >= stop or is_head(tokens[k]) or tokens[k].key.startswith("ال"):
        return k
    end = k + 1
    if not _may_be_name(tokens[k]):
        return k
    if end < stop and _may_be_name(tokens[end]) and not is_head(tokens[end]) and not tokens[end].key.startswith("ال"):
        end += 1
    return end
