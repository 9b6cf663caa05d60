"""What shows whose statement a document is: kinds of paper, "statement by", "we", signatures; and what shows a newspaper."""

import regex

from assistant.quantities.lexicon import word_set

KINDS = {
    "en": regex.compile(
        r"\b(?:(?:press|news|media) (?:release|statement|notice)|"
        r"statements?|communiqu[eé]|minutes|open letter|declaration|"
        r"notice|bulletin|reports?|notes?|brief|briefing|findings|summary|survey|study|memorandum|"
        r"position paper|resolution|advisory|circular|"
        r"announcement|proceedings|assessment|review|recommendations|appeal|fact sheet|q ?& ?a)\b",
        regex.IGNORECASE,
    ),
    "ar": regex.compile(
        r"(?<!\p{L})(?:ال)?(?:بيان|محضر|خلاصة|تقرير|مذكرة|رسالة مفتوحة|نداء|إعلان|توصيات|بلاغ|دراسة|نشرة|تعميم|نتائج|ورقة|قرار|"
        r"توضيح|تنويه|وقائع)(?!\p{L})"
    ),
}
MINUTES = regex.compile(r"\bminutes\b|(?<!\p{L})(?:محضر|وقائع جلسة|وقائع اجتماع)(?!\p{L})", regex.IGNORECASE)
PRESS = {
    "en": regex.compile(
        r"\b(?:(?:press|news|media) (?:release|statement|notice)|statement (?:by|from|on)|communiqu[eé])\b", regex.IGNORECASE
    ),
    "ar": regex.compile(r"بيان (?:صحفي|صحافي|صادر|إعلامي|مشترك|إلى)|بلاغ صحفي"),
}
PAPERS = regex.compile(
    r"\b(?:gazette|herald|tribune|daily|weekly|times|newspaper|magazine|news(?! release)|courier|chronicle|correspondent|"
    r"reporter)\b|(?<!\p{L})(?:صحيفة|جريدة|مجلة|مراسل\p{L}*|وكالة \p{L}*أنباء|تحقيق خاص)(?!\p{L})",
    regex.IGNORECASE,
)
NEWS = regex.compile(
    r"\b(?:this (?:newspaper|paper|agency|magazine|reporter)|our (?:correspondent|reporter|own correspondent)|staff writer)\b"
    r"|(?:^|\n)By \p{Lu}\p{L}+ \p{Lu}\p{L}+\n|مراسل(?:نا|تنا|ينا)|(?:علمت|حصلت عليها|اطّ?لعت عليها) (?:الصحيفة|المجلة|الوكالة)",
)
DATELINE = regex.compile(
    r"\s*(?:\p{Lu}[\p{Lu} .'’-]{2,30}(?:,[^\n]{3,40}?)?(?:\s[-–—]\s|\. )|[\p{Arabic} ]{3,25}(?:[،,][^\n]{3,45}?)?\s[-–—]\s)"
)
BY = {
    "en": (
        regex.compile(
            r"\b(?i:statement|communiqu[eé]|declaration|release|letter|note|report|message|appeal|announcement|paper|bulletin|"
            r"briefing|resolution|minutes)(?: \w+)? (?:by|from|of) (?:the )?"
            r"(?P<name>\p{Lu}[^\n,:;]*?)(?= (?:on|to|about|regarding|concerning|in|of \d)|[,:;]|\s*$)"
        ),
        regex.compile(
            r"\b(?i:minutes|proceedings|record) of [^\n]*?(?i:meeting|session|sitting|assembly) of (?:the )?"
            r"(?P<name>\p{Lu}[^\n,:;]*?)(?=,? (?:held|on|of \d|at)\b|[,:;]|\s*$)"
        ),
    ),
    "ar": (
        regex.compile(
            r"(?:صادر|صدر|صادرة|صدرت) عن (?P<name>[^\n،,:؛–—-]+?)"
            r"(?= (?:بشأن|حول|إلى|بخصوص|في|بتاريخ|عن)(?!\p{L})|[،,:؛]|\s*$| [–—-])"
        ),
        regex.compile(r"(?:رسالة(?: مفتوحة)?|نداء|بيان) من (?P<name>[^\n،,:؛]+?)(?= (?:إلى|بشأن|حول)(?!\p{L})|[،,:؛]|\s*$)"),
        regex.compile(
            r"(?:محضر|وقائع|بيان|تقرير|مذكرة|قرارات?) "
            r"(?:(?:اجتماع|جلسة|الجلسة|لقاء|مداولات)(?: ال\p{L}+| (?:عادي|طارئ|استثنائي|مشترك)ة?)? )?"
            r"(?:ل(?=مجلس|لجنة|هيئة|جمعية|اتحاد|نقابة|رابطة|مكتب|إدارة))?"
            r"(?P<name>[^\n،,:؛]+?)"
            r"(?= (?:بشأن|حول|إلى|بخصوص|عن|بتاريخ|المنعقد\p{L}*|يوم|في)(?!\p{L})|[،,:؛]|\s*$| [–—-])"
        ),
    ),
}
SELF = {
    "en": regex.compile(r"\b[Tt]his (?:note|report|statement|bulletin|study|survey|paper|document|brief|notice|declaration)\b"),
    "ar": regex.compile(r"هذ(?:ا|ه) (?:البيان|التقرير|المذكرة|الدراسة|الورقة|النشرة|الإعلان|الرسالة)"),
}
WE = {
    "en": regex.compile(r"\b(?:[Ww]e|[Oo]ur|us|ourselves)\b"),
    "ar": regex.compile(
        r"(?<!\p{L})و?(?:نحن|[إا]ن?نا|نعلن|نؤكد|نؤكّد|ندعو|نطالب|نرفض|نود|نشكر|نستنكر|نناشد|نعرب|ننفي|نعلم|نأسف|نرحب|نوضح|نعتذر|نتعهد)"
        r"(?!\p{L})"
    ),
}
WE_THE = {
    "en": regex.compile(r"\bWe,? (?P<signed>the undersigned,? )?(?P<name>[^,.;:()\n]{4,90}?),"),
    "ar": regex.compile(r"(?<!\p{L})نحن[،,]? (?P<signed>الموقع\p{L}+(?: [أا]دناه)?[،,]? )?(?P<name>[^،,.؛:()\n]{4,80}?)[،,:]"),
}
WISHES = word_set(
    "wishes today regrets announces announced welcomes makes publishes publishes notes condemns apologises apologizes "
    "acknowledges confirms rejects has is takes presents"
)
SIGNED = {
    "en": regex.compile(
        r"(?:^|\n)\s*(?:[Ss]igned(?: by| on behalf of)?|[Oo]n behalf of|[Ii]ssued by|[Ff]or)[:,]? (?:the )?"
        r"(?P<name>\p{Lu}[^\n,;.]{2,80})"
    ),
    "ar": regex.compile(r"(?:^|\n)\s*(?:عن|التوقيع|الموقعون|صدر عن|صادر عن|توقيع)[:،]? ?(?P<name>\p{L}[^\n،؛.]{3,80})"),
}
CONTACT = {
    "en": regex.compile(
        r"\n\s*(?:(?:[Pp]ress|[Mm]edia) contact|[Ff]or (?:further|more) information|[Nn]otes? to editors|ENDS)\b"
    ),
    "ar": regex.compile(r"\n\s*(?:للتواصل الإعلامي|للاستفسارات? (?:ال)?(?:صحفية|إعلامية)|للمزيد من المعلومات|ملاحظات للمحررين)"),
}
CLOSING = {
    "en": regex.compile(
        r"\n\s*(?:Yours|Sincerely|Respectfully|Faithfully|Cordially|"
        r"(?:Kind |Best |Warm )?(?:[Rr]egards|[Ww]ishes)|With (?:thanks|respect|best)|Signed)[^\n]{0,30}[,:]?\s*\n\s*"
    ),
    "ar": regex.compile(r"\n\s*(?:مع (?:التحية|فائق|خالص|الاحترام)|وتفضلوا|وتفضّلوا|التوقيع|الموقعون|والسلام)[^\n]{0,50}\n\s*"),
}
