"""Reports of an Arabic sentence without a reporting verb of its own: "بحسب X", "في رأي X", "نقلت … عن X", "جاء في X"."""

from collections.abc import Sequence

import regex

from assistant.attribution import arabic_subjects as subjects
from assistant.attribution.arabic_clauses import REACH, THAT, key_at, left_clause, region_of, right_clause, told_by, verb_of
from assistant.attribution.lexicon import AR_ACCORDING, AR_ACCOUNTS, AR_ADJUNCTS
from assistant.attribution.records import Frame, Stance, Subject
from assistant.attribution.units import Token

_ACCORDING = frozenset({"بحسب", "حسب", "براي", "بنظر", "بتقدير", "بروايه", "بشهاده", "بتعبير", "بعباره"})
_POSSESSED = regex.compile(r"\p{L}{2,}(?:ه|ها|هم)$")
_FROM_WHOM = {"عنه": False, "عنها": True, "عنهم": None}
_SAYINGS = regex.compile(r"(?:قول|تاكيد|تحذير|اشارت|تصريح|نفي|اعلان|وصف|تشديد|توضيح|اعتراف|اعتقاد|دعوت|مطالبت)(?:ه|ها|هم)$")
_TO_HIM = {"بحسبه": "له", "بحسبها": "لها", "بحسبهم": "لهم", "حسبه": "له", "حسبها": "لها", "حسبهم": "لهم"}
_OWN_LINKS = frozenset({"حد", "وجهه"})


def according(tokens: Sequence[Token], i: int) -> Frame | None:
    """ "بحسب X", "وفقاً لـX", "نقلاً عن X", "على لسان X", "على حد قول X"."""
    if (own := _own_words(tokens, i)) is not None:
        return own
    from_whom = subjects.begins(tokens, i) and tokens[i].key in {"عن", "وعن"}  # "وعن النقابة أن"
    after = i + 1 if from_whom else _according_to(tokens, i)
    if after is None or after >= len(tokens) or key_at(tokens, after) == "ما":
        return None
    after += _accounts(tokens, after)
    stop = next((k for k in range(after, len(tokens)) if _closes(tokens[k])), len(tokens))
    subject = subjects.phrase(tokens, after, stop, prefixed=key_at(tokens, i).endswith("قا"))
    if subject is None:
        return None
    told = stop < len(tokens) and _is_that(tokens[stop]) and subject.end == tokens[stop - 1].end
    if from_whom and (not told or any(verb_of(token) for token in tokens[after:stop])):  # "وعن السبب قال إن": what is spoken of
        return None
    behind = stop + 1 < len(tokens) and (told or subjects.begins(tokens, i))
    regions = [] if behind else [left_clause(tokens, i)]
    inserted = stop + 1 < len(tokens) and i > 0 and tokens[i - 1].text == tokens[stop].text == "،"
    if behind or inserted:
        regions.append(right_clause(tokens, stop + 1))
    kept = tuple(region for region in regions if region is not None)
    return Frame(subject, Stance.SAID, kept, (tokens[i].start, tokens[stop - 1].end))


def _accounts(tokens: Sequence[Token], k: int) -> int:
    """How many words to skip of "تقديرات | المعهد", "رواية | الشاهد": whose account it is speaks."""
    behind = tokens[k + 1] if k + 1 < len(tokens) else None
    whose = behind is not None and behind.word and behind.key not in AR_ADJUNCTS and not behind.key.startswith("لل")
    adjective = behind is not None and behind.key.endswith(("يه", "ين", "ي"))
    return int(whose and not adjective and key_at(tokens, k).removeprefix("ل") in AR_ACCOUNTS)


def _own_words(tokens: Sequence[Token], i: int) -> Frame | None:
    """ "على حد قولها", "في رأيه", "بحسب تقديره": of whoever spoke before."""
    last = next((k for k in range(i + 1, min(i + 4, len(tokens))) if _POSSESSED.match(tokens[k].text)), None)
    if (whose := _TO_HIM.get(tokens[i].key.removeprefix("و"))) is not None or (
        tokens[i].key in {"وفقا", "ووفقا", "طبقا"} and key_at(tokens, i + 1) in {"له", "لها", "لهم"}
    ):
        return _of_whom(tokens, i, i + (whose is None), whose or key_at(tokens, i + 1))
    opened = tokens[i].key in {"علي", "في", "بحسب", "حسب", "وفق", "من"}
    if last is None:
        last, opened = i, _POSSESSED.match(tokens[i].text) is not None and tokens[i].key.startswith(("ب", "وب"))
    noun = regex.sub(r"(?:ه|ها|هم)$", "", regex.sub(r"^و?ب", "", tokens[i].key) if last == i else tokens[last].key)
    if not opened or noun not in AR_ACCOUNTS or any(token.key not in _OWN_LINKS for token in tokens[i + 1 : last]):
        return None
    return _of_whom(tokens, i, last, tokens[last].key)


def _of_whom(tokens: Sequence[Token], i: int, last: int, pronoun: str) -> Frame | None:
    """The report of whom the ending of ``pronoun`` means; its words are ``i`` to ``last``."""
    feminine = True if pronoun.endswith("ها") else None if pronoun.endswith("هم") else False
    regions = [left_clause(tokens, i) if i else None]
    signs = last + 1 < len(tokens) and tokens[last + 1].text in "،,"
    if last + 1 + signs < len(tokens) and (signs or i == 0):
        regions.append(right_clause(tokens, last + 1 + signs))
    kept = tuple(region for region in regions if region is not None)
    subject = Subject(tokens[i].start, tokens[i].start, dropped=True, feminine=feminine)
    return Frame(subject, Stance.SAID, kept, (tokens[i].start, tokens[last].end)) if kept else None


def _closes(token: Token) -> bool:
    return token.text in "،.؛:" or (token.quoted and not subjects.short(token)) or _is_that(token)


def _is_that(token: Token) -> bool:
    return THAT.match(token.key) is not None or token.key in {"فان", "فانه", "فانها", "فانهم"}


def _according_to(tokens: Sequence[Token], i: int) -> int | None:
    """The index of the name, or ``None``."""
    key = tokens[i].key.removeprefix("و") if tokens[i].key not in AR_ACCORDING else tokens[i].key
    nexts = key_at(tokens, i + 1)
    if key in _ACCORDING:
        return i + 1
    if key == "وفق" or (tokens[i].key in {"وفقا", "ووفقا", "طبقا"} and (nexts.startswith("ل"))):
        return i + 1 + (nexts == "ل")
    if (key, nexts) in {("نقلا", "عن"), ("علي", "لسان"), ("علي", "ذمه")}:
        return i + 2
    if key in {"في", "من"} and nexts in {"راي", "نظر", "تقدير", "وجهه"} and tokens[i + 1].word:
        return i + 2 + (key_at(tokens, i + 2) == "نظر")
    if key == "علي" and nexts == "حد" and key_at(tokens, i + 2) in {"قول", "تعبير", "وصف", "زعم"}:
        return i + 3
    return None


def stating(tokens: Sequence[Token], i: int) -> Frame | None:
    """ "جاء في بيان للوزارة أن", "ورد في التقرير أن": the paper speaks."""
    if tokens[i].key.removeprefix("و") not in {"جاء", "ورد", "جاءت"} and tokens[i].key not in {"ورد", "وورد"}:
        return None
    told = told_by(tokens, i)
    paper = key_at(tokens, i + 1)
    if told is None or (paper != "في" and (i > 0 or paper not in {"فيه", "فيها"})):
        return None
    place = tokens[i].start
    whose = Subject(place, place, dropped=True)  # "وجاء فيه أن": of whoever issued it
    subject = subjects.phrase(tokens, i + 2, told.words) if paper == "في" else whose
    region = region_of(tokens, told)
    if subject is None or region is None:
        return None
    return Frame(subject, Stance.SAID, (region,), (tokens[i].start, tokens[told.at - 1].end))


def quoting(tokens: Sequence[Token], i: int) -> Frame | None:
    """ "ونقلت وكالة … عن مصدر قوله إن …": the source speaks, not the agency."""
    if tokens[i].key.removeprefix("و") not in {"نقل", "نقلت", "ينقل", "تنقل", "نسب", "نسبت"}:
        return None
    near = range(i + 1, min(i + REACH, len(tokens)))
    away = next((k for k in near if tokens[k].key in {"عن", "الي"} | set(_FROM_WHOM)), None)
    saying = next((k for k in near if _SAYINGS.match(tokens[k].key) or THAT.match(tokens[k].key)), None)
    if away is None or saying is None or saying <= away:
        return None
    told = told_by(tokens, saying - 1) or told_by(tokens, saying)
    subject = subjects.phrase(tokens, away + 1, saying)
    if tokens[away].key in _FROM_WHOM:  # "ونقلت عنه الصحيفة أن"
        place = tokens[away].start
        subject = Subject(place, place, dropped=True, feminine=_FROM_WHOM[tokens[away].key])
    region = region_of(tokens, told) if told else None
    if told is None or subject is None or region is None:
        return None
    return Frame(subject, Stance.SAID, (region,), (tokens[i].start, tokens[told.at - 1].end))


def issuing(tokens: Sequence[Token]) -> list[Frame]:
    """ "نشرت X …" at the start: whom a later omitted subject may mean."""
    main = subjects.of_sentence(tokens, len(tokens))
    if main is None or not tokens:
        return []
    return [Frame(main, Stance.SAID, (), (tokens[0].start, tokens[0].end))]
