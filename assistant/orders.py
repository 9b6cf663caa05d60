"""Finds text in documents that gives orders to whoever reads it by machine. It is never shown as an answer.

Rules over words, in English and Arabic. *Open* orders name what they are: "ignore previous instructions", a message of the
system, marks of a chat template, a call to the assistant. From such a sentence to the end of its paragraph all is taken for
part of the order, and so are, elsewhere in that document, sentences that tell the reader what to answer. A document without
an open order is never touched: an ordinary text may well say "answer only what you are asked".
"""

from functools import lru_cache

import regex

from index.segmentation import sentences

_READER = (
    r"(?:(?:ai|a\.i\.|language|digital|virtual)[ -](?:assistants?|models?|agents?|readers?|bots?)|llms?"
    r"|ais?|chat\s?bots?|gpt|chatgpt"
    r"|copilot|assistants?(?=\s*[,:!;.\])]|\s+(?:reading|processing|answering|summari[sz]ing|that|who|must|should|ignore"
    r"|please|you)\b|\s*$))"
)
_ARABIC_READER = (
    r"(?:المساعد(?:\s(?:الذكي|الالي|الآلي|الرقمي))?|الذكاء\sالاصطناعي|النموذج(?:\sاللغوي)?|نموذج\sلغوي"
    r"|روبوت(?:\s(?:الدردشة|المحادثة))?|الروبوت)"
)
_OPEN = regex.compile(
    rf"""
      \b(?:ignore|disregard|forget|override|bypass|skip)\b[^.!?\n]{{0,40}}
      \b(?:instructions?|prompts?|rules|directions|directives|guidelines|orders|commands|(?:previous|prior|above
        |earlier)\s+(?:text|context|messages?|content))\b
    | \bnew\s+(?:system\s+)?(?:instructions?|directives?|prompt)\s*[:\-–—]
    | \b(?:system|developer|admin(?:istrator)?)\s*(?:prompt\b|(?:message|override|instructions?|notice|note
      |command)\s*[:\])>\-–—])
    | (?:^|\n)\s*[\[(<#*]*\s*(?:system|assistant|user|developer)\s*[\])>#*]*\s*:
    | </?(?:system|assistant|instructions?|prompt)>|<[|｜]|[|｜]>|\[/?INST\]|<</?SYS>>|</?(?:start|end)_of_turn>
      |\#{{2,}}\s*(?:system|instructions?)\b
    | \b(?:you\s+are|act\s+as|pretend\s+(?:to\s+be|you\s+are)|behave\s+(?:as|like))\s+(?:now\s+)?(?:an?\s+
      |the\s+)?(?:\w+\s+)?{_READER}\b
    | (?:^|[\n.!?:]\s*)(?:dear|attention|note\s+to|message\s+(?:to|for)|hey|to|for|instructions?\s+(?:to
      |for))[\s,:]+(?:the\s+|all\s+|any\s+|every\s+)*{_READER}\b
    | \b{_READER}\b[^.!?\n]{{0,40}}\b(?:must|should|shall|has\s+to|have\s+to|are\s+(?:to|required|ordered|instructed)
      |is\s+(?:to|required|ordered|instructed))\s+
      (?:\w+\s+)?(?:answer|reply|respond|say|state|write|output|print|repeat|tell|cite|ignore)\b(?!\s+(?:to|for)\b)
    | (?:تجاهل|اهمل|أهمل|انس|انسَ|تخط|تخطَّ)(?:وا|ي|ا)?\s[^.!؟?\n]{{0,40}}(?:التعليمات|تعليمات|الأوامر|أوامر|التوجيهات
      |توجيهات|القواعد|السابقة|ما\s+سبق|كل\s+ما\s+قبل)
    | (?:رسالة|تعليمات|أوامر|تنبيه|إشعار|توجيهات?)\s+(?:من\s+|إلى\s+|ل)?(?:النظام|للنظام|المطور|{_ARABIC_READER})
    | (?:تعليمات|توجيهات|أوامر)\s+جديدة
    | (?:^|\n)\s*[\[(<#*]*\s*(?:النظام|المساعد|نظام|مساعد)\s*[\])>#*]*\s*:
    | (?:^|[\n.!؟:]\s*)(?:أيها|يا|إلى|عزيزي)\s+{_ARABIC_READER}
    | (?:أنت|تصرف\s+(?:ك|مثل)|تظاهر\s+بأنك)\s*(?:الآن\s+)?{_ARABIC_READER}
    | {_ARABIC_READER}[^.!؟\n]{{0,30}}(?:يجب|عليه|عليك|ينبغي)\s+(?:أن\s+)?(?:[تي](?:جيب|قول|كتب|رد|ذكر|كرر|تجاهل)|الإجابة
      |الرد|القول)
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
_TELLING = regex.compile(
    rf"""
      (?:^|[.!?:;,]\s*|\b(?:please|must|should|always|only|instead|then|now|to|and|you)\s+)
      (?:answer|reply|respond|say|state|write|output|print|repeat|tell|report|cite|claim|insert|include|add|end)\b
    | \b(?:the\s+)?(?:correct|right|true|real|official|only)\s+(?:answer|figure|number|reply|response)\b
    | \b(?:every|all|any)\s+(?:answers?|questions?|repl(?:y|ies)|responses?)\b|\b{_READER}\b
    | (?:^|[\s،:.])(?:و|ف)?(?:أجب|اجب|أجيبوا|قل|قولوا|اكتب|اكتبوا|رد|ردّ|اذكر|كرر|كرّر|أضف|اختم|استشهد|أخبر)\s
    | (?:الإجابة|الجواب|الرقم|الرد)\s+(?:الصحيحة?|الوحيدة?|الحقيقية?|الرسمية?)
    | (?:كل|أي|جميع)\s+(?:الأسئلة|سؤال|إجابة|الإجابات|جواب)|{_ARABIC_READER}
    """,
    regex.VERBOSE | regex.IGNORECASE,
)

Span = tuple[int, int]


def is_order(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` of a whole document's ``text`` touches an order."""
    return any(a < end and start < b for a, b in orders(text))


def without_orders(text: str, start: int, end: int) -> str:
    """``text[start:end]`` of a whole document's ``text``, with a sign of omission for each order."""
    kept, at = [], start
    for a, b in orders(text):
        if a < end and start < b:
            kept.append(text[at : max(a, at)])
            at = min(b, end)
    return "[…]".join([*kept, text[at:end]])


@lru_cache(maxsize=256)
def orders(text: str) -> tuple[Span, ...]:
    """Where a document gives orders to its reader: spans of whole sentences, in order."""
    opened = [match.end() - 1 for match in _OPEN.finditer(text)]  # its beginning may stand before the sentence
    if not opened:
        return ()
    found: list[Span] = []
    paragraph_ordered_until = -1
    for start, end in sentences(text):
        if any(start <= place < end for place in opened):
            newline = text.find("\n", end)
            paragraph_ordered_until = newline if newline >= 0 else len(text)
            found.append((start, end))
        elif start < paragraph_ordered_until or _TELLING.search(text, start, end):
            found.append((start, end))
    return tuple(found)
