"""Every word that a written briefing says by itself, in each language that it can be in. Plain text: escaped where it is set."""

from dataclasses import dataclass
from datetime import date

from assistant.briefing.records import NameKind, Section


@dataclass(frozen=True, slots=True)
class Labels:
    """One language. ``{…}`` are filled with ``str.format``."""

    code: str
    locale: str  # babel's
    briefing: str
    made: str
    topic: str
    one_source: str
    sources_count: str
    verbatim: str
    sections: dict[Section, str]
    kinds: dict[NameKind, str]
    also: str  # before other spellings of a name
    week: str
    inferred: str
    inferred_note: str
    separator: str  # between the members of a list
    # Heads of tables
    when: str
    what: str
    figure: str
    unit: str
    who: str
    date: str
    sentence: str
    account: str
    name: str
    spellings: str
    kind: str
    mentions: str
    document: str
    language: str
    publisher: str
    used: str
    # Coverage and citations
    coverage: str
    share: str
    unused: str
    citations: str
    source_texts: str
    # What can be pressed, in HTML; and the footer of a page
    contents: str
    cited_from: str
    show: str
    close: str
    page: str


EN = Labels(
    code="en",
    locale="en_GB",
    briefing="Briefing",
    made="Made on {date}",
    topic="Topic: {topic}",
    one_source="1 source",
    sources_count="{count} sources",
    verbatim="Every sentence below is quoted word for word from a source, in its own language. The numbers lead to citations.",
    sections={
        Section.KEY_POINTS: "Key points",
        Section.SPEAKERS: "Who says what",
        Section.TIMELINE: "Timeline",
        Section.FIGURES: "Figures",
        Section.AGREEMENTS: "Where accounts agree",
        Section.DIFFERENCES: "Where accounts differ",
        Section.OPEN_QUESTIONS: "What the sources leave open",
        Section.NAMES: "People, places and organisations",
        Section.SOURCES: "Sources",
    },
    kinds={
        NameKind.PERSON: "Person",
        NameKind.PLACE: "Place",
        NameKind.ORGANISATION: "Organisation",
        NameKind.OTHER: "Other",
    },
    also="Also written: ",
    week="week of {date}",
    inferred="inferred",
    inferred_note="“Inferred”: reckoned from the date of the document, or from a date beside it.",
    separator=", ",
    when="When",
    what="What happened",
    figure="Figure",
    unit="Unit",
    who="Said by",
    date="Date",
    sentence="In the source’s words",
    account="Account",
    name="Name",
    spellings="Also written",
    kind="Kind",
    mentions="Mentions",
    document="Document",
    language="Language",
    publisher="Publisher",
    used="Passages used",
    coverage="Of the {passages} passages of the sources, this briefing uses {used} ({share}).",
    share="{used} of {passages} ({share})",
    unused="Passages that no point uses",
    citations="Citations",
    source_texts="Source texts",
    contents="Contents",
    cited_from="Citation {number}",
    show="Show in the source text",
    close="Close",
    page="Page {number}",
)

AR = Labels(
    code="ar",
    locale="ar",
    briefing="إحاطة",
    made="أُعدّ في {date}",
    topic="الموضوع: {topic}",
    one_source="مصدر واحد",
    sources_count="عدد المصادر: {count}",
    verbatim="كل جملة أدناه منقولة حرفياً من مصدرها وبلغته، والأرقام تقود إلى الاستشهادات.",
    sections={
        Section.KEY_POINTS: "أهم النقاط",
        Section.SPEAKERS: "من قال ماذا",
        Section.TIMELINE: "التسلسل الزمني",
        Section.FIGURES: "الأرقام",
        Section.AGREEMENTS: "مواضع اتفاق الروايات",
        Section.DIFFERENCES: "مواضع اختلاف الروايات",
        Section.OPEN_QUESTIONS: "ما تتركه المصادر بلا جواب",
        Section.NAMES: "الأشخاص والأماكن والجهات",
        Section.SOURCES: "المصادر",
    },
    kinds={
        NameKind.PERSON: "شخص",
        NameKind.PLACE: "مكان",
        NameKind.ORGANISATION: "جهة",
        NameKind.OTHER: "غير ذلك",
    },
    also="يُكتب أيضاً: ",
    week="أسبوع {date}",
    inferred="مستنتج",
    inferred_note="«مستنتج»: محسوب من تاريخ الوثيقة أو من تاريخ مجاور.",
    separator="، ",
    when="متى",
    what="ماذا حدث",
    figure="الرقم",
    unit="الوحدة",
    who="القائل",
    date="التاريخ",
    sentence="بنص المصدر",
    account="الرواية",
    name="الاسم",
    spellings="يُكتب أيضاً",
    kind="النوع",
    mentions="مرات الذكر",
    document="الوثيقة",
    language="اللغة",
    publisher="الناشر",
    used="المقاطع المستخدمة",
    coverage="تستخدم هذه الإحاطة {used} من مقاطع المصادر البالغ عددها {passages} ({share}).",
    share="{used} من {passages} ({share})",
    unused="مقاطع لم تستخدمها أي نقطة",
    citations="الاستشهادات",
    source_texts="نصوص المصادر",
    contents="المحتويات",
    cited_from="الاستشهاد {number}",
    show="أظهره في نص المصدر",
    close="إغلاق",
    page="صفحة {number}",
)

LANGUAGES = {"en": EN, "ar": AR}


def labels(language: str) -> Labels:
    """The words of ``language``; English ones where there are none."""
    return LANGUAGES.get(language, EN)


def day(when: str, words: Labels) -> str:
    """An ISO 8601 date or time as a reader of the language writes it, no more exact than it is; anything else as it is.

    ``2023``, ``2023-12``, ``2023-W49``, ``2023-12-08``, ``2023-12-08T02:30``, ``T02:30``.
    """
    on, _, at = when.partition("T")
    try:
        told = _date(on, words)
    except ValueError:
        return when
    return words.separator.join(filter(None, (told, at[:5])))


def _date(on: str, words: Labels) -> str:
    from babel.dates import format_date, format_skeleton

    if "W" in on:
        monday = date.fromisoformat(f"{on}-1")
        return words.week.format(date=format_date(monday, "long", locale=words.locale))
    if len(on) == len("2023-12"):
        return str(format_skeleton("yMMMM", date.fromisoformat(f"{on}-01"), locale=words.locale))
    if len(on) == len("2023-12-08"):
        return str(format_date(date.fromisoformat(on), "long", locale=words.locale))
    return on


def language_name(code: str, words: Labels) -> str:
    """What a language is called in the language of the briefing."""
    from babel import Locale

    return str(Locale.parse(words.locale).languages.get(code, code))
