"""Reporting verbs, connectives and role nouns. Nothing here is about any one party.

English complements: ``b`` bare clause ("said it rained"), ``t`` clause after "that" or a quotation, ``o`` a noun ("denied
the charge"), ``i`` an infinitive ("vowed to leave"), ``s`` strictly "that" ("found that"), ``q`` only beside
a quotation ("the statement read"), ``p`` a noun behind "of", "for", "against", "about" ("called for a ban"), ``w`` a noun that
a second word closes (``CLOSED_BY``: "puts the number **at**"). ``n`` marks forms that are nouns as well ("claims").
"""

from dataclasses import dataclass
from functools import cache

from assistant.attribution.records import Stance
from assistant.quantities.lexicon import word_set
from assistant.quantities.tokens import fold


@dataclass(frozen=True, slots=True)
class Verb:
    """A form of a reporting verb. ``tense``: past, present, base, ing; ``participle`` also serves in the passive."""

    lemma: str
    stance: Stance
    complements: str
    tense: str


_REGULAR = {
    Stance.SAID: """
        add:tn argue:b note:tn state:tn answer:tn counter:t retort:t object:tn protest:tn remember:to attribute:o assign:o
        reiterate:to quip:t lament:to regret:to agree:t specify:to show:s boast:tp infer:t calculate:to
        praise:o liken:o count:on list:o elaborate:t explain:t point:t stress:t declare:t reveal:to disclose:to testify:t
        comment:tn tweet:tn post:tn
        reply:tn respond:t report:ton mention:t remark:tn observe:t recall:t recount:t conclude:t continue:t joke:t
        complain:tp whisper:t shout:t caution:t insist:b emphasise:t emphasize:t underline:t concede:b suggest:t indicate:t
        clarify:t inform:b call:qpnw describe:o dub:q
    """,
    Stance.CLAIMED: "claim:boin allege:bo assert:t maintain:b contend:b purport:i insist:b profess:i",
    Stance.CONFIRMED: "confirm:to acknowledge:to admit:bo affirm:t verify:o",
    Stance.ANNOUNCED: "announce:to proclaim:to decide:tip resolve:ti rule:t vote:tip agree:tip",
    Stance.DENIED: "deny:bo reject:o dismiss:o dispute:to refute:o disavow:o",
    Stance.ACCUSED: "accuse:o blame:o criticise:o criticize:o condemn:o denounce:o",
    Stance.WARNED: "warn:bop caution:tp",
    Stance.PROMISED: "vow:ti promise:tion pledge:tion threaten:i",
    Stance.DEMANDED: """
        demand:ton urge:o request:ton propose:toi recommend:bo advise:to order:on ask:tiwp advocate:o plead:tp instruct:o
        require:to
    """,
    Stance.BELIEVED: """
        believe:b estimate:ton expect:b predict:to fear:bn suspect:b hope:bnp assume:t doubt:tn reckon:b anticipate:to project:on
        value:wn rate:wn
    """,
}
_IRREGULAR = (
    (Stance.SAID, "b", "say says said said saying"),
    (Stance.SAID, "bp", "tell tells told told telling"),
    (Stance.SAID, "t", "write writes wrote written writing"),
    (Stance.SAID, "s", "find finds found found finding"),
    (Stance.SAID, "q", "read reads read read reading"),
    (Stance.SAID, "w", "put puts put put putting"),
    (Stance.SAID, "p", "speak speaks spoke spoken speaking"),
    (Stance.CLAIMED, "sw", "hold holds held held holding"),
    (Stance.BELIEVED, "to", "foresee foresees foresaw foreseen foreseeing"),
    (Stance.BELIEVED, "to", "forecast forecasts forecast forecast forecasting"),
    (Stance.PROMISED, "ti", "swear swears swore sworn swearing"),
    (Stance.BELIEVED, "b", "think thinks thought thought thinking"),
)


@cache
def english_verbs() -> dict[str, Verb]:
    """Every form of the English reporting verbs."""
    forms: dict[str, Verb] = {}
    for stance, entries in _REGULAR.items():
        for entry in entries.split():
            lemma, complements = entry.split(":")
            for tense, form in _inflected(lemma):
                forms[form] = Verb(lemma, stance, complements, tense)
    for stance, complements, line in _IRREGULAR:
        base, present, past, participle, ing = line.split()
        for tense, form in (("participle", participle), ("base", base), ("present", present), ("past", past), ("ing", ing)):
            forms[form] = Verb(base, stance, complements, tense)
    return forms


def _inflected(lemma: str) -> tuple[tuple[str, str], ...]:
    stem = lemma.removesuffix("e")
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return ("base", lemma), ("present", lemma[:-1] + "ies"), ("past", lemma[:-1] + "ied"), ("ing", lemma + "ing")
    double = lemma in {"admit", "dub", "regret", "quip", "infer"}
    stem = lemma + lemma[-1] if double else stem
    present = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "ss")) else "s")
    return ("base", lemma), ("present", present), ("past", stem + "ed"), ("ing", stem + "ing")


CLOSED_BY = {
    "put": word_set("at"),
    "value": word_set("at"),
    "rate": word_set("at"),
    "hold": word_set("blame responsible liable accountable"),
    "ask": word_set("to"),
    "call": frozenset({'"'}),
}
NOUNS_OF_VIEW = word_set("view opinion words account estimate reckoning assessment judgment judgement telling version eyes count")
NOUNS_OF_SAYING = {
    "claim": Stance.CLAIMED,
    "claims": Stance.CLAIMED,
    "assertion": Stance.CLAIMED,
    "allegation": Stance.CLAIMED,
    "allegations": Stance.CLAIMED,
    "statement": Stance.SAID,
    "warning": Stance.WARNED,
    "denial": Stance.DENIED,
    "accusation": Stance.ACCUSED,
    "announcement": Stance.ANNOUNCED,
    "report": Stance.SAID,
    "belief": Stance.BELIEVED,
    "promise": Stance.PROMISED,
    "view": Stance.BELIEVED,
    "argument": Stance.SAID,
}
AUXILIARIES = word_set(
    "is are was were be been being am has have had having do does did will would can could may might must shall should 's 've 'd"
)
BE = word_set("is are was were be been being am")
NEGATIONS = word_set("not never n't cannot hardly")
MODALS_OF_NO_REPORT = word_set("will would can could may might must shall should")
EN_ADVERBS = word_set(
    "also then now later still previously recently repeatedly earlier often again further soon once once always "
    "meanwhile however first last since long reportedly publicly"
)
NOUNS_IN_LY = word_set("family assembly italy july supply monopoly ally reply anomaly butterfly bully rally")
EN_BOUNDARIES = word_set(
    "that which who whom what because although though while whereas when where if unless until but however than whether "
    "yet or nor so as after before since"
)
CUTS = word_set("but while whereas although though however yet even")
EN_PREPOSITIONS = word_set(
    "in on at to by for with from during after before since over under about against within through via amid following "
    "despite without throughout near among between across of into upon"
)
DETERMINERS = word_set(
    "the a an this that these those his her its their our my your some many several both all each every another no any "
    "two three four five other one"
)
OPENING = word_set("but and yet so then meanwhile earlier later still also however moreover yesterday today separately instead")
PRONOUNS = word_set("he she they it")
OBJECT_PRONOUNS = word_set("him her them")
SELF = word_set("i we you")
RELATIVES = word_set("who which that whom what")
CLAUSE_STARTERS = word_set("i we he she they it there this these those the a an his her their its our my no some most all")
ADJUNCT_NOUNS = word_set(
    "reporters journalists lawmakers yesterday today earlier later tuesday monday wednesday thursday friday saturday sunday"
)
PARTICIPLES = word_set("dated published issued released posted obtained signed seen")
ISSUED = word_set("released published posted issued shared uploaded broadcast circulated aired")
# Subjects that cannot be "he" or "she", and such that cannot be "they" or "it".
BODIES = word_set(
    "army military government ministry company firm party group movement union council committee commission agency "
    "organisation organization court police parliament bank university institute club team authority association "
    "federation brigade service hospital museum newspaper study report statement video text office department board "
    "guild syndicate chamber trust cooperative coalition alliance bureau inspectorate confederation conservancy consortium"
)
EN_BODIES = BODIES | word_set(
    "centre center trustees society foundation fund laboratory academy faculty school college municipality city town "
    "borough network league directorate secretariat embassy friends airport port harbour parish council's division "
    "observatory forum senate cabinet prefecture mission delegation panel initiative campaign regulator watchdog "
    "charity clinic factory observers governorate register registry tribunal corporation bar library theatre "
    "employees workers residents parents teachers ombudsman congress caucus fellowship lodge archive archives gallery "
    "orchestra choir administration commissariat diocese synod squadron regiment navy coastguard co-op collective "
    "growers farmers fishermen pilots nurses drivers tenants publishers airline airlines railway railways corps "
    "partnership taskforce treasury zoo planetarium"
)
PEOPLE = word_set(
    "minister president spokesman spokeswoman spokesperson chairman director mayor judge lawyer coach captain professor "
    "doctor officer executive official general colonel engineer author researcher analyst leader chief commander senator "
    "governor king queen prince man woman witness resident teacher player manager secretary ambassador mr mrs ms dr"
)
THINGS = word_set("text video statement report study letter document article post message book paper survey poll")
COMMON_VERBS = word_set(
    "went left met won took gave made held came began fell rose saw got ran led set put kept paid lost sent built bought "
    "brought fought found sold shot hit cut broke struck spent spoke stood drew flew grew threw visited is are was were "
    "has have had will would can could may might must does did do shows begins includes opens says"
)

# --- Arabic: past tense of the third person (he); the other forms follow by rule, or are listed after it.

_ARABIC = {
    Stance.SAID: """
        قال:قالت:قالوا:يقول:قائل  أضاف:يضيف:مضيف  أوضح:يوضح:موضح  ذكر:يذكر  صرح:يصرح:مصرح  أفاد:أفادت:يفيد:مفيد
        أشار:يشير:مشير  لفت:لفتت:يلفت:لافت  تابع:يتابع:متابع  شدد:يشدد:مشدد  نوه:ينوه:منوه
        روى:روت:رووا:يروي:راوي  كتب:يكتب:كاتب  أخبر:يخبر  أبلغ:يبلغ  علق:يعلق:معلق  رأى:رأت:رأوا:يرى  اعتبر:يعتبر:معتبر
        كشف:يكشف:كاشف  أجاب:يجيب  رد:ردت:يرد  استطرد:يستطرد  أردف:يردف:مردف  وصف:يصف:واصف  تحدث:يتحدث:متحدث  خلص:يخلص
        ألمح:يلمح:ملمح  اشتكى:اشتكت:اشتكوا:يشتكي  نبه:ينبه:منبه  جادل:يجادل:مجادل  حكى:حكت:حكوا:يحكي
        أورد:يورد  أبرز:يبرز  نقل:ينقل  استنتج:يستنتج  عقب:يعقب:معقب  اعترض:يعترض:معترض  احتج:يحتج:محتج  أعرب:يعرب:معرب
        شهد:شهدت:شهدوا:يشهد  تمسك:يتمسك:متمسك  لاحظ:يلاحظ:ملاحظ  تكلم:يتكلم:متكلم  تساءل:يتساءل:متسائل
        فسر:يفسر:مفسر  عزا:عزت:عزوا:يعزو
        أحصى:أحصت:أحصوا:يحصي:محصي  أشاد:أشادت:يشيد:مشيد  أجمع:يجمع  استدرك:يستدرك:مستدرك  أظهر:يظهر  جزم:يجزم:جازم
        أيد:يؤيد:مؤيد  استعرض:يستعرض:مستعرض  أسف:يأسف  أوجز:يوجز  سجل:يسجل:مسجل
        نسب:ينسب  اكتفى:اكتفت:يكتفي:مكتفي  أرجع:يرجع  ذكّر:يذكّر:مذكّر  تحفظ:يتحفظ:متحفظ  شكك:يشكك:مشكك
        غرد:يغرد:مغرد  نشر:ينشر  ختم:يختم  اختتم:يختتم
    """,
    Stance.CLAIMED: "زعم:يزعم:زاعم  ادعى:ادعت:ادعوا:يدعي:مدعي  أصر:أصرت:يصر:مصر",
    Stance.CONFIRMED: "أكد:يؤكد:مؤكد  أقر:أقرت:يقر:مقر  اعترف:يعترف:معترف  أثبت:يثبت",
    Stance.ANNOUNCED: "أعلن:يعلن:معلن  قرر:يقرر:مقرر",
    Stance.DENIED: """
        نفى:نفت:نفوا:ينفي:نافي  أنكر:ينكر:منكر  فند:يفند:مفند  كذب:يكذب:مكذب  رفض:يرفض:رافض  استبعد:يستبعد:مستبعد  دحض:يدحض
    """,
    Stance.ACCUSED: "ندد:يندد:مندد  اتهم:يتهم:متهم  حمل:يحمل:محمل  انتقد:ينتقد:منتقد  استنكر:يستنكر:مستنكر",
    Stance.WARNED: "حذر:يحذر:محذر  هدد:يهدد:مهدد  أنذر:ينذر:منذر",
    Stance.PROMISED: "تعهد:يتعهد:متعهد  وعد:يعد:واعد  توعد:يتوعد:متوعد  التزم:يلتزم:ملتزم",
    Stance.DEMANDED: """
        طالب:يطالب:مطالب  دعا:دعت:دعوا:يدعو:داعي  اقترح:يقترح:مقترح  أوصى:أوصت:أوصوا:يوصي:موصي  طلب:يطلب  ناشد:يناشد:مناشد
        حث:حثت:يحث:حاث  ألح:ألحت:يلح:ملح  نصح:ينصح:ناصح  اشترط:يشترط:مشترط  أمر:يأمر
    """,
    Stance.BELIEVED: """
        اعتقد:يعتقد:معتقد  توقع:يتوقع:متوقع  رجح:يرجح:مرجح  ظن:يظن  قدر:يقدر:مقدر  خمن:يخمن:مخمن  تنبأ:يتنبأ:متنبئ
        ارتأى:ارتأت:يرتئي
    """,
}
AR_TAKES_NOUN = word_set(
    fold(
        "نفى أنكر فند كذب دحض أعلن أكد اتهم زعم ادعى حمل أقر اعترف رفض استبعد انتقد استنكر "
        "قرر اقترح طلب طالب توقع رجح أوصى أحصى كشف ندد دعا عزا تعهد وعد هدد ناشد حث نصح اشترط حذر أشاد اعترض احتج شدد ألح التزم "
        "أعرب قدر استعرض أفاد شكك تحدث تساءل نبه لفت أشار نوه ألمح أسف"
    )
)
AR_PLAIN_SAYING = word_set(fold("قال أضاف أوضح صرح تابع أكد أردف علق استطرد كتب ذكر أفاد"))
AR_ADDRESSING = word_set(fold("حذر هدد أبلغ أخبر وعد طالب دعا حمل اتهم ناشد حث نصح"))
AR_TO = word_set(fold("أشار لفت ألمح نبه دعا خلص عزا نوه استند"))  # with "إلى أن": of others that is "until"
AR_ON = word_set(fold("شدد أصر ألح حث أكد نص أجمع اعترض رد"))  # with "على أن": of others that is "provided that"


@dataclass(frozen=True, slots=True)
class ArabicVerb:
    """A form of an Arabic reporting verb; ``feminine`` is ``None`` for plurals."""

    lemma: str
    stance: Stance
    feminine: bool | None
    participle: bool = False


# "order, matter", "amounts to", "was decided": far commoner.
_RATHER_NOUNS = word_set("امر يبلغ تبلغ تقرر")


@cache
def arabic_verbs() -> dict[str, ArabicVerb]:
    """Every form, folded: قال قالت قالوا يقول تقول يقولون, and the circumstantial participles (مؤكداً، مؤكدةً)."""
    forms: dict[str, ArabicVerb] = {}
    for stance, entries in _ARABIC.items():
        for entry in entries.split():
            parts = entry.split(":")
            lemma, participle = fold(parts[0]), None
            present = next((part for part in parts[1:] if part.startswith("ي")), None)
            if present and parts[-1] != present:
                participle = fold(parts[-1])
            irregular = [fold(part) for part in parts[1:] if part != present and fold(part) != participle]
            finite: dict[str, bool | None] = {lemma: False, (irregular[0] if irregular else lemma + "ت"): True}
            finite[irregular[1] if len(irregular) > 1 else lemma + "وا"] = None
            if present:
                stem = fold(present)
                finite |= {stem: False, "ت" + stem[1:]: True, stem.removesuffix("ي").removesuffix("و") + "ون": None}
            forms |= {form: ArabicVerb(lemma, stance, feminine) for form, feminine in finite.items()}
            if participle:
                bare = participle.removesuffix("ي") if participle.endswith("ي") and participle != "ي" else participle
                endings: dict[str, bool | None] = {
                    bare + "ا": False,
                    participle + "ا": False,
                    participle + "ه": True,
                    bare + "ين": None,
                }
                forms |= {form: ArabicVerb(lemma, stance, feminine, True) for form, feminine in endings.items()}
    return {form: verb for form, verb in forms.items() if form not in _RATHER_NOUNS}


AR_ADJUNCTS = word_set(
    "في من الي علي عن مع خلال بعد قبل عبر منذ حتي عند امس اليوم غدا يوم صباح مساء ليل ليله فجر ظهر عصر الذي التي الذين اللذين "
    "اللواتي اثناء عقب ضمن اثر حول بشان ضد رغم بينما فيما حيث اذ وهو وهي لكن كما ثم ردا تعليقا خصوصا لاحقا سابقا صباحا "
    "مساء ايضا قوله قولها قولهم انذاك حينها هنا هناك الان فقط قد لم لن لا كان كانت سوف بان لدي بعدما عندما امام قرب وسط "
    "قباله مقابل بجوار وراء تحت"
)
AR_BREAKS = word_set("بينما فيما لكن غير حيث اذ بعدما عندما كما الا")
AR_CIRCUMSTANCE = word_set(
    "بيان بيانه بيانها مؤتمر تصريح تصريحات حديث مقابله لقاء كلمه خطاب تغريده منشور تقرير رساله وقت سياق ختام مقطع فيديو تسجيل "
    "حوار جلسه مداخله تعليق رد حسابه حسابها"
)
AR_ROLES = word_set(
    "متحدث متحدثه ناطق ناطقه مدير مديره امين امينه رئيس رئيسه قائد مستشار مستشاره ممثل ممثله مبعوث مفوض مكتب اتحاد جناح هيئه "
    "لجنه شركه ذراع منسق منسقه محامي مجلس حزب مركز منظمه مؤسسه نائب عضو وكيل مسؤول قوات جهاز بنك مصرف وكاله جمعيه مرصد "
    "معهد مجموعه بيان بلاغ تقرير مصدر مصادر"
)
AR_ADDRESSEES = word_set(
    "صحفيين صحافيين اعلاميين صحفي صحافيه وسائل وكاله قناه صحيفه اذاعه تلفزيون شبكه موقع مراسل مجله برنامج جمهور نواب"
)
AR_TITLES = word_set("سيد سيده دكتور دكتوره شيخ شيخه جنرال عقيد نقيب قاضي استاذ استاذه لواء")
AR_ADJECTIVES = word_set(
    "عام عامه اول اولي سابق سابقه حالي جديد جديده اعلي عليا مستقل مستقله متحد متحده متحدين مكلف منتخب راحل شاب معارض معارضه "
    "حاكم حاكمه مساعد مختص مختصه مشترك مشتركه مسلح مسلحه خاص خاصه اكبر كبري صغري سابقون سابقين كامل ثاني ثانيه ثالث ثالثه"
)
AR_ACCORDING = word_set("بحسب حسب وفق وفقا طبقا نقلا")
AR_BODIES = word_set(
    "هيئه وزاره معهد رابطه نقابه شركه لجنه مجلس مركز مكتب جمعيه اتحاد جامعه مؤسسه منظمه بلديه مستشفي متحف مصرف بنك حزب "
    "حركه غرفه اداره مديريه مصلحه سلطه دار نادي منتدي شبكه تحالف ائتلاف مفوضيه ديوان محكمه صندوق اكاديميه مجموعه "
    "تعاونيه فرع مرصد مختبر شرطه قياده جيش دائره قسم كليه مدرسه محافظه امانه رئاسه نيابه وكاله هيئه تجمع حمله مبادره "
    "لجان اهالي سكان عمال موظفو موظفي طلاب اساتذه معلمو معلمي اطباء فريق جهاز سفاره بعثه تنسيقيه قوات عياده مصنع مخبر "
    "وفد منصه مشروع برنامج مكتبه مسرح ميناء مطار جمعيات نقابات "
    "حلف كونفدراليه فدراليه فيدراليه وقف بورصه مفتشيه مجمع بطريركيه مطرانيه ابرشيه كتله خفر بحريه شعبه ملتقي جبهه هيئات "
    "اتحادات روابط غرف تعاونيات مزارعو مزارعي صيادو صيادي ممرضو ممرضي سائقو سائقي مهندسو مهندسي مستاجرو مستاجري مرشدو مرشدي"
)
AR_CUTS = word_set("بينما فيما لكن غير كما الا")  # with these another statement begins; "حيث" and "إذ" go on with the same
AR_ACCOUNTS = word_set(
    "تقديرات تقدير روايه روايات شهاده شهادات اقوال قول تصريحات كلام حسابات احصاءات بيانات ارقام معطيات راي اراء نظر "
    "تعبير وصف زعم افاده افادات مزاعم معلومات"
)
AR_PERSONS = word_set(
    "مفتش ضابط وزير مهندس طبيب دكتور نائب رئيس مدير قاضي محامي شيخ عقيد عميد لواء رائد نقيب ملازم جنرال استاذ بروفيسور "
    "سيد انسه عالم باحث خبير صياد مزارع عامل سائق حارس معلم طالب ناشط صحفي صحافي كاتب مخرج ممثل لاعب مدرب حكم عمده "
    "محافظ سفير امير ملك ملكه امين ناطق متحدث مستشار وكيل عضو منسق ممرض قبطان ربان مراقب شاهد ناجي مواطن ساكن تاجر رجل "
    "امراه سيده مقدم مندوب مفوض قائد زعيم محلل مصور مؤرخ شاعر قس اب ام شقيق شقيقه والد والده عم ابن ابنه زوج زوجه "
    "ارمله كبير مسؤول مختص فلاح بحار مالك صاحب صاحبه مساعد محرر مراسل موظف عامله حاكم نقيبه مؤسس فني خباز راعي جار "
    "جاره حاج خوري مطران بطريرك مفتي امام كاهن احد احدي"
)
