"""Signs in a sentence, English and Arabic: it leaves something open, leans on the one before, denies, or is no content."""

import regex

from assistant.quantities.tokens import fold

_OPEN = regex.compile(
    r"\b(?:did|does|do|has|have|had|could|would|was|were|is) ?(?:not|n[o']t|never)(?: yet| immediately| so far)? "
    r"(?:say|said|disclosed?|specif(?:y|ied)|comment(?:ed)?|respond(?:ed)?|explain(?:ed)?|elaborated?|reveal(?:ed)?|named?"
    r"|identif(?:y|ied)"
    r"|answer(?:ed)?|repl(?:y|ied)|publish(?:ed)?|release[d]?|be (?:independently |immediately )?(?:verified|confirmed"
    r"|reached|established|determined)"
    r"|(?:yet |immediately |publicly )?(?:clear|known|verified|confirmed|established|determined|published|released|disclosed"
    r"|explained))\b"
    r"|\b(?:declin|refus)(?:ed|es|ing) to (?:comment|say|answer|name|give|disclose|discuss|be (?:named|drawn))"
    r"|\b(?:unclear|unknown|unconfirmed|unverified|unanswered|unexplained|unaccounted for|undisclosed)\b"
    r"|\bno (?:immediate |official |further )?(?:comment|explanation|response|reply|independent (?:confirmation|verification)"
    r"|details? (?:were|was|of|on))\b"
    r"|\b(?:without|not) (?:giving|saying|specifying|providing|elaborating|naming)\b|\b(?:nobody|no one|none of \w+) (?:knows"
    r"|knew|could say|can say|has said)\b"
    r"|\bremains? (?:to be seen|open|under investigation|disputed|a mystery)\b|\b(?:did|does|do) not know\b"
    r"|\bnot been (?:made public|ruled out)\b"
)
_OPEN_ARABIC = regex.compile(
    r"(?<!\p{L})[وف]?(?:لم (?:[يت]تسن|[يت]ذكر|[يت]وضح|[يت]علق|[يت]صدر|[يت]كشف|[يت]حدد|[يت]فصح|[يت]جب|[يت]رد|[يت]علن|[يت]تضح"
    r"|[يت]عرف|[يت]قل|[يت]شر|[يت]فسر"
    r"|[يت]تاكد|[يت]نشر|[يت]سم|[يت]ثبت|[يت]تلق|[يت]بين|[يت]تمكن)\p{L}{0,3}"
    r"|(?:رفض|امتنع)\p{L}{0,2} (?:\p{L}+ ){0,4}?(?:عن )?(?:التعليق|الاجابه|الكشف|الافصاح|الرد|ذكر)"
    r"|غير (?:معروف|واضح|مؤكد|معلوم|محدد)\p{L}{0,2}|ليس (?:واضحا|معروفا|معلوما|مؤكدا)|(?:لا|ما) (?:يزال|تزال|زال"
    r"|زالت) (?:\p{L}+ ){0,3}?(?:مجهول|غامض|غير)\p{L}{0,2}"
    r"|(?:من )?دون (?:ان [يت](?:ذكر|وضح|حدد|فصح|كشف|قدم)|ذكر|تحديد|توضيح|الكشف|تقديم تفاصيل)|لا [يت]?(?:توجد|تتوفر|تتوافر"
    r"|يعرف|احد يعرف)\p{L}{0,2}"
    r"|تعذر (?:التحقق|الوصول|التاكد|الاتصال))(?!\p{L})"
)
_LEANS = regex.compile(
    r"^[\"'“‘(\[]*(?:he|she|it|they|this|these|those|that|his|her|their|its|such|but|and|yet|however|also|then|instead"
    r"|another|both|neither"
    r"|the (?:latter|former|same|two|other)|nor|so|of these|among them|there|meanwhile|for (?:his|her|their|its) part)\b"
    r"|^[\"“«(]*(?:و?(?:هو|هي|هم|هذا|هذه|ذلك|تلك|اضاف|اضافت|تابع|تابعت|كما|لكن|لكنه|لكنها|غير ان|بيد ان|الا ان|بدوره|بدورها"
    r"|فيما|بينما|ايضا|ثم|من جهته|من جهتها|لفت|لفتت)(?!\p{L}))"
)
_DENIAL = regex.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed)?|refut(?:es?|ed)|dismiss(?:es|ed)|disput(?:es?|ed)|contradict(?:s|ed)?|false"
    r"|falsely|untrue)\b"
    r"|(?<!\p{L})[وف]?(?:نفي|نفت|ينفي|تنفي|انكر|انكرت|كذب|كذبت|دحض|دحضت)(?!\p{L})"
)
_REJOINDER = regex.compile(
    r"^\W*(?:\w[\w'’.-]*,? ){1,8}?(?:den(?:y|ies|ied)|reject(?:s|ed)|disput(?:es|ed)|contradict(?:s|ed)|dismiss(?:es|ed))"
    r" (?:this|it|th(?:e|is|at) (?:claim|account|charge|accusation|figure|allegation|version)s?)\b"
    r"|^\W*[وف]?(?:لكن )?(?:(?:نفي|نفت|رفض|رفضت|انكر|انكرت|كذب|كذبت|دحض|دحضت|فند|فندت) (?:\p{L}+ ){0,4}?(?:ذلك|هذا)"
    r"|(?:اعترض|اعترضت))(?!\p{L})"
)
_NEGATION = regex.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|\w+n['’]t|cannot)\b"
    r"|(?<!\p{L})[وف]?(?:لا|لم|لن|ليس|ليست|ليسوا|بلا|بدون)(?!\p{L})"
)
_BOILERPLATE = regex.compile(
    r"\b(?:subscribe|sign up (?:for|to)|newsletter|all rights reserved|copyright|cookies?|read (?:more|also)|click here"
    r"|follow us|share this"
    r"|advertisement|terms (?:of use|and conditions)|privacy policy|this article (?:was|is) (?:first "
    r"|originally )?(?:published|updated))\b"
    r"|(?<!\p{L})(?:اقرا (?:ايضا|المزيد)|جميع الحقوق محفوظه|حقوق النشر|اشترك|اشتركوا|تابعونا|النشره البريديه|اضغط هنا"
    r"|للمزيد)(?!\p{L})"
)
_PUBLISHER = regex.compile(
    r"(?:^|\n)[^\n]{0,60}(?:[Pp]ublished by|©(?: ?\d{4})?|[Ss]ource:|المصدر ?:|الناشر ?:)\s*(?P<name>[^\n.,،;()]{2,60})"
    r"|(?:^|\n)[\p{Lu} ,.]{3,40}\((?P<name>[\p{L} ]{2,30})\)\s*[-–—]"
    r"|(?:^|\n)\p{Arabic}[\p{Arabic} ]{1,25}\((?P<name>[\p{L} ]{2,30})\)\s*[-–—]"
)
_HEAD = 700  # characters in which a paper names itself


def leaves_open(sentence: str) -> bool:
    """Whether it says that something is not known, not confirmed, not told."""
    folded = fold(sentence)
    return bool(_OPEN.search(folded) or _OPEN_ARABIC.search(folded))


def leans(sentence: str) -> bool:
    """Whether it begins with a word that points back."""
    return _LEANS.search(fold(sentence)) is not None


def is_boilerplate(sentence: str) -> bool:
    """Whether it is the page's, not the report's."""
    return _BOILERPLATE.search(fold(sentence)) is not None


def publisher(text: str) -> str:
    """Who published the text, as its head or its last lines name it; empty if they do not."""
    found = _PUBLISHER.search(text[:_HEAD]) or _PUBLISHER.search(text[-_HEAD // 2 :])
    return found["name"].strip() if found else ""


def denies(sentence: str) -> bool:
    """Whether it says of a statement that it is not true."""
    return _DENIAL.search(fold(sentence)) is not None


def rejoins(sentence: str) -> bool:
    """Whether it begins by saying that what was said just before is not so: "The company denied this"."""
    return _REJOINDER.search(fold(sentence)) is not None


def negates(sentence: str) -> bool:
    """Whether it denies, or says of something that it is not so."""
    return denies(sentence) or _NEGATION.search(fold(sentence)) is not None
