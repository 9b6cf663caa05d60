"""Words that make numbers, units and bounds in English and Arabic.

Arabic keys are folded as :func:`assistant.quantities.tokens.fold` folds them: no vowel signs, no tatweel, one form of
alif, ``ة`` as ``ه`` and ``ى`` as ``ي``. Months and weekdays are not here: they come from CLDR through Babel.
"""

from decimal import Decimal
from functools import cache

from assistant.quantities.tokens import fold


def _numbered(words: str, first: int = 0, step: int = 1) -> dict[str, int]:
    return {word: step * value for value, word in enumerate(words.split(), first)}


def word_set(words: str) -> frozenset[str]:
    """The words of a space-separated list."""
    return frozenset(words.split())


EN_UNITS = _numbered(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
EN_TENS = _numbered("twenty thirty forty fifty sixty seventy eighty ninety", 2, 10)
EN_MAGNITUDES = {
    "hundred": 10**2,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "dozen": 12,
    "dozens": 12,  # only after a number: "two dozens"
}
EN_SUFFIXES = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12}
EN_ORDINALS = _numbered(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth",
    1,
) | _numbered("twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth", 2, 10)
EN_FRACTIONS = {"half": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5, "halves": 2}

_AR_DIGITS = {
    1: "واحد واحده",
    2: "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي ثنتان ثنتين",
    3: "ثلاث ثلاثه ثلاثا",
    4: "اربع اربعه اربعا",
    5: "خمس خمسه خمسا",
    6: "ست سته ستا",
    7: "سبع سبعه سبعا",
    8: "ثمان ثماني ثمانيه ثمانيا",
    9: "تسع تسعه تسعا",
    10: "عشر عشره",
}
AR_UNITS = {word: value for value, words in _AR_DIGITS.items() if value < 10 for word in words.split()}
AR_TEN = frozenset(_AR_DIGITS[10].split())
AR_ONE_IN_COMPOUND = frozenset({"احد", "احدا", "احدي", "واحد", "واحدا", "واحده"})
AR_TENS = {
    stem + ending: 10 * value
    for stem, value in _numbered("عشر ثلاث اربع خمس ست سبع ثمان تسع", 2).items()
    for ending in ("ون", "ين")
}
_AR_HUNDRED = ("مئه", "مائه", "ميه")
AR_HUNDRED = frozenset(_AR_HUNDRED)
AR_HUNDREDS = (
    dict.fromkeys(_AR_HUNDRED, 100)
    | dict.fromkeys(word_set("مئتان مئتين مئتا مئتي مائتان مائتين مائتا مائتي ميتان ميتين"), 200)
    | {
        stem + hundred: 100 * value
        for value, stems in enumerate(
            ("ثلاث ثلث", "اربع", "خمس", "ست", "سبع", "ثمان ثماني ثمن", "تسع"),
            start=3,
        )
        for stem in stems.split()
        for hundred in _AR_HUNDRED
    }
)
_AR_MAGNITUDES = {
    10**3: ("الف الفا", "الاف", "الفان الفين الفا الفي"),
    10**6: ("مليون مليونا", "ملايين", "مليونان مليونين مليونا مليوني"),
    10**9: ("مليار مليارا بليون بليونا", "مليارات بلايين", "ملياران مليارين مليارا ملياري"),
    10**12: ("تريليون تريليونا ترليون", "تريليونات", "تريليونان تريليونين تريليوني"),
}
AR_SINGULAR = {w: m for m, (one, _, _) in _AR_MAGNITUDES.items() for w in one.split()}
AR_PLURAL = {w: m for m, (_, many, _) in _AR_MAGNITUDES.items() for w in many.split()}
AR_DUAL = {w: 2 * m for m, (one, _, two) in _AR_MAGNITUDES.items() for w in two.split() if w not in one.split()}
AR_ORDINALS = {
    word: value
    for value, words in enumerate(
        (
            "اول اولي",
            "ثاني ثانيه ثان",
            "ثالث ثالثه",
            "رابع رابعه",
            "خامس خامسه",
            "سادس سادسه",
            "سابع سابعه",
            "ثامن ثامنه",
            "تاسع تاسعه",
            "عاشر عاشره",
            "حادي حاديه",
        ),
        start=1,
    )
    for word in words.split()
}  # حادي (11) occurs only before عشر or tens
AR_BARE_ORDINALS = word_set("اول ثاني ثالث رابع خامس سادس سابع ثامن تاسع عاشر")
AR_FRACTIONS = {"نصف": 2, "ثلث": 3, "ربع": 4, "ثلثي": -3, "ثلثا": -3, "ثلثان": -3, "ثلثين": -3}  # negative: two of them

CURRENCY_SIGNS = {"$": "dollar", "£": "pound", "€": "euro", "¥": "yen", "₪": "shekel", "₹": "rupee", "₽": "rouble"}
_CURRENCIES = {
    "dollar": "dollar dollars usd دولار دولارا دولارات",
    "euro": "euro euros eur يورو",
    "pound": "pound pounds gbp sterling جنيه جنيها جنيهات",
    "yen": "yen ين",
    "shekel": "shekel shekels شيكل شيكلا شيقل شواكل",
    "riyal": "riyal riyals rial rials ريال ريالا ريالات",
    "dinar": "dinar dinars دينار دينارا دنانير",
    "dirham": "dirham dirhams درهم درهما دراهم",
    "lira": "lira liras lire ليره ليرات",
    "rupee": "rupee rupees روبيه روبيات",
    "rouble": "rouble roubles ruble rubles روبل روبلا روبلات",
    "yuan": "yuan يوان",
    "franc": "franc francs فرنك فرنكا فرنكات",
    "peso": "peso pesos بيزو",
    "krona": "krona kronor krone kroner كرونه كرونا",
    "cent": "cent cents سنت سنتا سنتات",
}
CURRENCIES = {word: unit for unit, words in _CURRENCIES.items() for word in words.split()}

_MEASURES = {
    "second": "second seconds ثانيه ثواني ثوان",
    "minute": "minute minutes min mins دقيقه دقائق",
    "hour": "hour hours hr hrs ساعه ساعات",
    "day": "day days يوم يوما ايام",
    "week": "week weeks اسبوع اسبوعا اسابيع",
    "month": "month months شهر شهرا اشهر شهور",
    "year": "year years عام عاما اعوام سنه سنوات سنين",
    "decade": "decade decades عقد عقدا عقود",
    "century": "century centuries قرن قرنا قرون",
    "millimetre": "mm millimetre millimetres millimeter millimeters مليمتر مليمترا مليمترات ملم",
    "centimetre": "cm centimetre centimetres centimeter centimeters سنتيمتر سنتيمترا سنتيمترات سم",
    "metre": "m metre metres meter meters متر مترا امتار",
    "kilometre": "km kilometre kilometres kilometer kilometers كيلومتر كيلومترا كيلومترات كلم كم",
    "mile": "mile miles ميل ميلا اميال",
    "knot": "knot knots عقده",
    "milligram": "mg milligram milligrams ملليغرام ملليغراما ملليغرامات مليغرام مليغراما مليغرامات ملغ ملغم",
    "kilogram": "kg kilo kilos kilogram kilograms كيلوغرام كيلوغراما كيلوجرام كيلو كغ كجم",
    "gram": "g gram grams غرام غراما جرام غرامات",
    "tonne": "ton tons tonne tonnes طن طنا اطنان",
    "litre": "litre litres liter liters لتر لترا لترات",
    "degree": "degree degrees درجه درجات",
    "hectare": "hectare hectares هكتار هكتارا هكتارات",
    "barrel": "barrel barrels برميل برميلا براميل",
    "person": "person persons people شخص شخصا اشخاص",
}
MEASURES = {word: unit for unit, words in _MEASURES.items() for word in words.split()}
MEASURE_NAMES = frozenset(_MEASURES)

# Ends of the words before a quantity; a letter of وفبلك may be attached to the first word of an Arabic cue.
BOUND_CUES = (
    (
        "at_least",
        r"(?:more than|over|at least|no fewer than|not less than|no less than|upwards? of|above|exceed(?:s|ed|ing)?|"
        r"in excess of|a minimum of|surpass(?:es|ed|ing)?)",
    ),
    (
        "at_most",
        r"(?:no more than|not more than|fewer than|less than|under|below|up to|at most|as many as|a maximum of|"
        r"(?:does|do|did) not exceed)",
    ),
    (
        "about",
        r"(?:about|around|approximately|roughly|nearly|almost|close to|some|an? estimated|estimated at|circa|~|≈)",
    ),
    (
        "at_least",
        r"[وفبلك]?(?:اكثر من|ازيد من|ما يزيد (?:علي|عن)|ما لا يقل عن|لا يقل عن|ما يفوق|فوق|"
        r"تجاوزت?|[يت]تجاوز|[يت]فوق|[يت]زيد (?:علي|عن))",
    ),
    (
        "at_most",
        r"[وفبلك]?(?:(?:لا|لم|لن) [يت]تجاوز|اقل من|لا [يت]زيد (?:علي|عن)|ما دون|بحد اقصي|يصل الي)",
    ),
    ("about", r"[وفبلك]?(?:نحو|حوالي|قرابه|زهاء|ما يقارب|يقارب|ما يقرب من|يقرب من|تقريبا)"),
)
AFTER_CUES = (
    ("at_least", r"(?:or more|at least|or above|علي الاقل|او اكثر|فاكثر)"),
    ("at_most", r"(?:or less|or fewer|at most|علي الاكثر|كحد اقصي)"),
    ("about", r"(?:or so|تقريبا)"),
)
YEAR_CUES = word_set("in since by of until till from before after during year years في منذ عام سنه العام بحلول حتي")

STOPWORDS = word_set(
    "a an the and or but of in on at to from by for with as is are was were be been being has have had not no than "
    "that this these those who whom which while when where there then he she it they we you i his her its their our "
    "will would can could may might must should do does did so if about over more after before during since until "
    "per last next other also into out up down between against within without "
    "من في علي الي عن مع ان الذي التي الذين بين حتي او ثم لا "
    "لم لن قد هو هي هم كان كانت بعد قبل منذ خلال عبر كما"
)


@cache
def months() -> dict[str, int]:
    """Month names of both languages (one or two folded words) and all Arab traditions, from CLDR, as 1–12."""
    from babel import Locale

    found: dict[str, int] = {}
    for locale in ("en", "ar", "ar_SY", "ar_DZ", "ar_MA"):
        found |= {fold(name): number for number, name in Locale.parse(locale).months["format"]["wide"].items()}
    found |= {fold(name): number for number, name in Locale.parse("en").months["format"]["abbreviated"].items()}
    # Spellings that CLDR does not list.
    return found | {"sept": 9, "ابريل": 4, "نيسان": 4, "ايار": 5, "اغسطس": 8, "اكتوبر": 10, "تموز": 7}


@cache
def weekdays() -> dict[str, int]:
    """Weekday names of both languages, folded, as ISO weekday 1 (Monday) to 7, from CLDR."""
    from babel import Locale

    found: dict[str, int] = {}
    for locale in ("en", "ar"):
        found |= {fold(name): number + 1 for number, name in Locale.parse(locale).days["format"]["wide"].items()}
    return found


def fraction(denominator: int, numerator: Decimal = Decimal(1)) -> Decimal:
    """The value of a fraction word of the tables; a negative denominator means two of them."""
    return (numerator * 2 / -denominator) if denominator < 0 else numerator / denominator
