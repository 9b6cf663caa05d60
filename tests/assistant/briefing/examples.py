"""A briefing over the two seed documents, made by hand, in either language."""

from dataclasses import dataclass, field
from pathlib import Path

from assistant.briefing.records import (
    Briefing,
    Comparison,
    Coverage,
    Entry,
    Figure,
    Moment,
    NameKind,
    Passed,
    Quantity,
    Source,
    Statement,
    Voice,
)
from assistant.records import Citation
from index.language import dominant_language

SEEDS = Path(__file__).parents[3] / "seeds"
ENGLISH, ARABIC = "000_9afac0bccb798f06.txt", "002_2e6db8abb51a7f2c.txt"
TEXTS = {name: (SEEDS / name).read_text(encoding="utf-8") for name in (ENGLISH, ARABIC)}
LANGUAGES = {ENGLISH: "en", ARABIC: "ar"}


@dataclass
class Citing:
    """Gives numbers to sentences of ``texts`` in the order in which they are first cited."""

    texts: dict[str, str] = field(default_factory=lambda: dict(TEXTS))
    citations: list[Citation] = field(default_factory=list)

    def number(self, first: str, last: str = "") -> int:
        """The number of the words from ``first`` to the end of ``last``; only ``first`` where no ``last`` is given."""
        document = next(name for name, text in self.texts.items() if first in text)
        text = self.texts[document]
        start = text.index(first)
        end = text.index(last, start) + len(last) if last else start + len(first)
        for known in self.citations:
            if (known.document, known.start, known.end) == (document, start, end):
                return known.number
        language = dominant_language(text[start:end])
        self.citations.append(Citation(len(self.citations) + 1, document, start, end, text[start:end], language))
        return len(self.citations)

    def statement(
        self, first: str, last: str = "", speaker: str | None = None, more: tuple[tuple[str, str], ...] = ()
    ) -> Statement:
        """A statement of the words from ``first`` to ``last``; ``more``: others that say the same."""
        numbers = (self.number(first, last), *(self.number(*other) for other in more))
        quoted = self.citations[numbers[0] - 1]
        return Statement(quoted.quote, quoted.language, quoted.document, speaker, numbers)


PREVENTED = ("The Al-Qassam Brigades, the military wing", "held in Gaza.")
THWARTED = ("وقالت الكتائب في بيان مصاحب", 'القوة المهاجمة".')
AMBULANCE = ("Text in the video then claims", "international law.")
INFILTRATED = ("وأوضحت الكتائب أن", 'بالنيران".')
BLAMED = ("The failed rescue operation", "Baruch's death.")
WOUNDED = ('"Two Israeli soldiers were seriously', "told reporters.")
KILLED = ("More than 130 hostages remain", "are civilians.")
DEAD = ("ومنذ 7 أكتوبر", "فلسطينية وأممية.")
OVERHEAD = ("Israeli forces launched aerial", "Brigades said.")
CLASHED = ("الكتائب أوضحت أن مقاتليها", "على الانسحاب.")
SHOWN = ("نشرت كتائب القسام", "خلف المنظمات.")
CLAIMED = ("The hostage, who Hamas says", "severely injured.")


def briefing(language: str) -> Briefing:
    """All sections filled."""
    cite = Citing()
    arabic = language == "ar"
    qassam = "كتائب القسام" if arabic else "The Al-Qassam Brigades"
    key_points = (
        cite.statement(*THWARTED, "الكتائب", (PREVENTED,))
        if arabic
        else cite.statement(*PREVENTED, "The Al-Qassam Brigades", (THWARTED,)),
        cite.statement(*BLAMED, "the military"),
        cite.statement(*INFILTRATED, "الكتائب", (AMBULANCE,)),
        cite.statement(*DEAD, "مصادر رسمية فلسطينية وأممية"),
    )
    dead = key_points[3]
    return Briefing(
        title="مقتل جندي أسير في محاولة لتحريره"
        if arabic
        else "Israeli captive held by Hamas 'killed in failed army rescue operation'",
        language=language,
        topic=None,
        made="2026-11-25",
        key_points=key_points,
        speakers=(
            Voice(
                qassam,
                ("The Qassam Brigades", "كتائب القسام", "الكتائب"),
                (cite.statement(*OVERHEAD, "the Qassam Brigades"), cite.statement(*CLASHED, "الكتائب")),
            ),
            Voice("Daniel Hagari", (), (cite.statement(*WOUNDED, "Daniel Hagari"),)),
        ),
        timeline=(
            Moment("2023-10-07", "7 أكتوبر/تشرين الأول الماضي", True, dead),
            Moment("2023-12-08T02:30", "الساعة الـ2 والنصف فجراً", True, cite.statement(*INFILTRATED, "الكتائب")),
            Moment("2023-12-08", "مساء الجمعة 8 ديسمبر/كانون الأول 2023", False, cite.statement(*SHOWN)),
        ),
        figures=(
            Quantity(
                (
                    Figure("over 17,000 people", ">17000", "people", "2023-12-09", cite.statement(*KILLED)),
                    Figure("17 ألفاً و487 شهيداً", "17487", "شهيداً", "2023-12-08", dead),
                )
            ),
            Quantity((Figure("Two Israeli soldiers", "2", "Israeli soldiers", "", cite.statement(*WOUNDED, "Daniel Hagari")),)),
        ),
        agreements=(Comparison((cite.statement(*OVERHEAD, "the Qassam Brigades"), cite.statement(*CLASHED, "الكتائب"))),),
        differences=(Comparison((cite.statement(*CLAIMED, "Hamas"), cite.statement(*BLAMED, "the military"))),),
        open_questions=(cite.statement("Several hostages are believed", "are civilians."),),
        names=(
            Entry(qassam, ("كتائب القسام", "The Qassam Brigades"), NameKind.ORGANISATION, 11, (1, 2)),
            Entry("Sahar Baruch", ("ساعر باروخ",), NameKind.PERSON, 4, (cite.number("The video begins with", "Be’eri."), 1)),
            Entry("خان يونس", (), NameKind.PLACE, 1, (cite.number("وفي بيان منفصل", 'خان يونس".'),)),
        ),
        sources=(
            Source(
                ENGLISH, "Israeli captive held by Hamas 'killed in failed army rescue operation'", "en", "2023-12-09", "", 18, 10
            ),
            Source(ARABIC, "", "ar", "2023-12-08", "", 10, 8),
        ),
        coverage=Coverage(
            28, 18, (passed(ENGLISH, "The war cabinet", "of hostages."), passed(ARABIC, "كما تضمن الفيديو", "قتيلاً."))
        ),
        citations=tuple(cite.citations),
    )


def passed(document: str, first: str, last: str) -> Passed:
    """A passage that no statement uses."""
    text = TEXTS[document]
    start = text.index(first)
    end = text.index(last, start) + len(last)
    return Passed(document, start, end, text[start:end], LANGUAGES[document])


HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)> [a link](https://example.org) https://example.org/page *stars* "
    "_lines_ "
    '`code` | a cell | #eval("1") $x$ {{ words }} {% raw %} \\cell & &amp; \u202egnp.exe\u202c \x07 \ud800 \uffff "quoted".'
)


def hostile() -> tuple[Briefing, dict[str, str]]:
    """A briefing all of whose data tries to be something else than text."""
    name = "<b>a</b>|[x](y) #show.txt"
    cite = Citing({name: f"First line.\n{HOSTILE}\n- # 1. {HOSTILE}"})
    stated = cite.statement(HOSTILE, speaker=HOSTILE)
    again = cite.statement(f"- # 1. {HOSTILE}")
    briefing = Briefing(
        title=HOSTILE,
        language="en",
        topic=HOSTILE,
        made="2026-11-25",
        key_points=(stated, again),
        speakers=(Voice(HOSTILE, (HOSTILE,), (stated,)),),
        timeline=(Moment("nonsense", HOSTILE, True, stated),),
        figures=(Quantity((Figure(HOSTILE, HOSTILE, HOSTILE, HOSTILE, stated),)),),
        differences=(Comparison((stated, again)),),
        names=(Entry(HOSTILE, (HOSTILE,), NameKind.OTHER, 1, (1,)),),
        sources=(Source(name, HOSTILE, "en", HOSTILE, HOSTILE, 2, 1),),
        coverage=Coverage(2, 1, (Passed(name, 0, 11, HOSTILE, "en"),)),
        citations=tuple(cite.citations),
    )
    return briefing, cite.texts
