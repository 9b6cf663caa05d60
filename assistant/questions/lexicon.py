"""Words by which the kind of a question is known, in English and Arabic. Folded as ``assistant.quantities.tokens.fold`` folds.

Patterns are matched on folded text: lower case, no Arabic vowel signs, one form of alef, ya and ta marbuta.
"""

import regex

GREETING = regex.compile(
    r"(?:hi|hello|hey|greetings|good (?:morning|afternoon|evening|day)|howdy|salam|salaam"
    r"|مرحبا|اهلا|اهلا وسهلا|هلا|السلام عليكم(?: ورحمه الله(?: وبركاته)?)?|سلام|صباح الخير|مساء الخير|تحيه طيبه)"
    r"(?: (?:there|all|everyone|dossier|بك|بكم|جميعا))?(?:,? how are you(?: doing)?(?: today)?|,? كيف حالك(?:م)?|,? كيف الحال)?"
    r"|how are you(?: doing)?(?: today)?|كيف حالك(?:م)?|كيف الحال"
)
THANKS = regex.compile(
    r"(?:(?:ok|okay|great|perfect|good)[, ]+)?(?:thanks|thank you|thx|cheers|many thanks)(?: (?:a lot|so much|very much))?"
    r"|(?:ok|okay|great|perfect|bye|goodbye|see you)"
    r"|شكرا(?: (?:لك|لكم|جزيلا))*|جزاك الله خيرا|تمام|حسنا|ممتاز|مع السلامه|الي اللقاء|وداعا"
)
ABOUT = regex.compile(
    r"(?:who|what) are you|what(?:'s| is) your name|what (?:can|do) you do|how (?:do|can) (?:i|you) (?:use|work).{0,20}"
    r"|help|help me|what can i ask(?: you)?|what is (?:this|dossier)"
    r"|من انت|ما اسمك|ماذا (?:تفعل|تستطيع ان تفعل|يمكنك ان تفعل)|ما الذي (?:تستطيع|يمكنك) فعله|بماذا تساعدني"
    r"|ساعدني|مساعده|ماذا يمكنني ان اسال(?:ك)?|كيف (?:استخدمك|استعملك|تعمل)"
)
LISTING = regex.compile(
    r"(?:what|which) (?:documents|files|sources|reports) (?:do you have|are there|are in the library|do you know)"
    r"|(?:list|show)(?: me)?(?: all)?(?: the| your)? (?:documents|files|sources)"
    r"|ما (?:هي )?(?:الوثائق|الملفات|المصادر|المستندات)(?: (?:الموجوده|المتاحه|لديك|عندك|التي لديك))?"
    r"|(?:اعرض|اذكر|عدد)(?: لي)? (?:الوثائق|الملفات|المصادر|المستندات)"
)

# A question word opens a question of its own behind "and": "who said so, and when?"
OPENERS = (
    r"who|whom|whose|what|when|where|which|why|how|by whom|by how|in what|in which|on what|on which|at what|to what|from what"
    r"|did|does|do|is|are|was|were|has|have|will|can|could"
)
ARABIC_OPENERS = r"من|ما|ماذا|متي|اين|كم|كيف|لماذا|لم|هل|اي|بكم|لمن|عمن|ممن|الي اين|في اي"
JOINT = regex.compile(rf"[,،;؛]? (?:and|as well as|و also) (?=(?:{OPENERS})\b)|[,،;؛]? و ?(?=(?:{ARABIC_OPENERS})\b)")
QUESTION_WORD = regex.compile(
    rf"\b(?:who|whom|whose|what|when|where|which|why|how|did|does|do|is|are|was|were|has)\b|\b(?:{ARABIC_OPENERS})\b"
)

# What shows that a question leans on the one before it.
LEANING_START = regex.compile(
    r"(?:and|but|so|also|then|what about|how about|why so|why not|since when|how so|how many of|which of|who else|what else"
    r"|where else|anything else)\b"
    r"|(?:و|ف)(?:كم|من|ما|ماذا|متي|اين|كيف|لماذا|هل|اي)\b|وماذا عن|ماذا عن|ومن (?:غيره|ايضا)|لماذا\?*$|متي\?*$|كم منهم"
    r"|كم منها|اي منهم"
)
LEANING_WORD = regex.compile(
    r"\b(?:he|she|they|them|his|her|their|theirs|him|it|its|those|these|this|that one|there|then|the former|the latter"
    r"|the same)\b"
    r"|\b(?:هو|هي|هم|هن|هما|ذلك|تلك|هذا|هذه|هؤلاء|اولئك|هناك|منهم|منها|منه|عنه|عنها|لهم|لها|له|بها|به|فيها|فيه)\b"
)

OVERVIEW = regex.compile(
    r"\bwhat happened\b|\bwhat (?:took place|went on|is going on)\b|\bwhat (?:is|are) (?:this|these|the (?:documents?"
    r"|reports?|texts?|articles?)) about\b"
    r"|\bsummar(?:y|i[sz]e)\b|\boverview\b|\btell me about\b|\bwhat do the (?:documents|reports|sources) say\b"
    r"|ماذا (?:حدث|جري|حصل|وقع)|ما الذي (?:حدث|جري|حصل|وقع)|لخص|ملخص|خلاصه|عم تتحدث|عما تتحدث|ماذا تقول (?:الوثائق|التقارير"
    r"|المصادر)"
)
_TEXTS = (
    r"(?: (?:of|about|all|this|these|those|the|my|your|everything|here|two|documents?|reports?|texts?|articles?|sources?"
    r"|files?))*"
)
_ARABIC_TEXTS = (
    r"(?: (?:لي|لنا|كل|عن|هذه|هذين|تلك|جميع|هنا|باختصار"
    r"|(?:ال)?(?:وثائق|وثيقتين|مستندات|تقارير|تقريرين|نصوص|مقالات|مصادر|ملفات)))*"
)
# The whole of the documents, with no subject of its own; matched against a whole question.
GIST = regex.compile(
    r"(?:please )?(?:can you |could you )?(?:so )?"
    r"(?:what happened|what took place|what went on|what is going on|what (?:is|are)|what do"
    r"|(?:give me |write )?(?:an? |the )?(?:short |brief )?(?:summar(?:y|i[sz]e)|overview))"
    rf"{_TEXTS}(?: (?:about|say))?"
    r"|(?:what is|whats) (?:all )?this (?:all )?about"
    rf"|(?:ماذا|ما الذي) (?:حدث|جري|حصل|وقع){_ARABIC_TEXTS}"
    rf"|(?:لخص|ملخص|خلاصه|اعطني (?:ملخصا?|خلاصه)|عم تتحدث|عما تتحدث|ماذا تقول){_ARABIC_TEXTS}"
)
COMPARISON = regex.compile(
    r"\b(?:agree|disagree|differ|differs|difference|differences|contradict|contradicts|conflict|conflicting|compare"
    r"|compared|versus|consistent)\b"
    r"|\b(?:both|two|each|either|opposing|rival|all) (?:sides?|parties|party|accounts?|versions?|reports?|sources?"
    r"|documents?)\b|\beach side\b"
    r"|(?:تتفق|يتفق|اتفق|تختلف|يختلف|اختلف|اختلفت|تتعارض|تناقض|يتناقض|تتناقض|قارن|مقارنه|الفرق|فرق)"
    r"|(?:كلا|كل) (?:ال)?(?:طرف|طرفين|جانب|جانبين|روايه|روايتين|مصدر)|(?:الطرفان|الطرفين|الجانبان|الجانبين|الروايتان"
    r"|الروايتين|المصدران|المصدرين|الروايات|المصادر)"
)
LISTS = regex.compile(
    r"\b(?:list|name|enumerate)\b|\bwhat (?:are|were) the\b|\b(?:which|what) (?:\w+ ){0,2}\w+s (?:are|were|did|do|does|have"
    r"|has|can|could|will)\b"
    r"|\b(?:who|what) all\b|\b(?:اذكر|سم)\b|^عدد (?!ال)|ما (?:هي|هم|ابرز|اهم)\b"
)
