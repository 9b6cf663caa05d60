"""Signs that a document's own voice and somebody whom it quotes contradict each other, and what only looks like one."""

import pytest

from assistant.attribution import speaker
from assistant.contradicting import Sign, contradiction
from index.language import dominant_language

_AT_ODDS = (  # the sign, what the document tells, what somebody says in it
    ("denied figure", "The mill caught fire on 3 May.", "The brigade said it was not on 3 May but on 5 May."),
    ("denied figure", "The choir was paid 4,000 crowns.", "Its treasurer denied that the choir was paid 4,000 crowns."),
    ("denied figure", "The parade started at noon.", "Organisers said it started not at noon but at 1:30 p.m."),
    ("denied figure", "The vote was not on 4 June but on 7 June.", "The clerk said that the vote was on 4 June."),
    ("denied figure", "احترقت المطحنة في 3 أيار.", "وقال فوج الإطفاء إن ذلك لم يكن في 3 أيار بل في 5 أيار."),
    ("denied figure", "وقع الزلزال يوم الاثنين.", "وقال المرصد إن الزلزال وقع يوم الثلاثاء لا يوم الاثنين."),
    ("denied figure", "تقاضت الجوقة 4000 ليرة.", "ونفى أمين الصندوق أن تكون الجوقة تقاضت 4000 ليرة."),
    ("denial", "The tram hit the lorry at the crossing.", "The driver denied that the tram had hit the lorry."),
    ("denial", "The brewery dumped lye into the canal in March.", "The brewery denied dumping lye into the canal."),
    ("denial", "The library will close in June.", "The mayor said the library would not close."),
    ("denied figure", "The orchestra did not play on Sunday.", "The conductor said the orchestra played on Sunday."),
    ("denial", "The referee was bribed.", "The club denies that the referee was bribed."),
    ("denial", "صدم الترام الشاحنة عند المعبر.", "ونفى السائق أن يكون الترام قد صدم الشاحنة."),
    ("denial", "ألقى المصنع الحمض في القناة في آذار.", "ونفى المصنع إلقاء الحمض في القناة."),
    ("denial", "كان القبطان في غرفة القيادة.", "وقال بحار إن القبطان لم يكن في غرفة القيادة."),
    ("denial", "Divers inspected it on 9 April and found nothing amiss.", "A pilot said no diver had inspected it on 9 April."),
    (
        "denial",
        "Inspectors visited the plant on 4 May, and no fault was found.",
        "The union said that inspectors did not visit the plant on 4 May because the road was cut.",
    ),
    ("denial", "The boats left the harbour and nobody was hurt.", "The pilot said that no boats left the harbour."),
    (
        "denial",
        "The court heard ten witnesses and did not hear the guard.",
        "The clerk said the court heard ten witnesses and the guard.",
    ),
    ("denial", "غادرت القوارب الميناء ولم يصب أحد.", "وقال الربان إن القوارب لم تغادر الميناء."),
    ("denial", "مياه النبع نظيفة.", "وقال كيميائي إن مياه النبع ليست نظيفة."),
    ("other figure", "The dam burst at 4:10 a.m.", "Keepers said the dam had burst at 5:30 a.m."),
    (
        "other figure",
        "Nineteen climbers were rescued from the hut.",
        "The guides said only 12 climbers were rescued from the hut.",
    ),
    ("other figure", "The bridge was opened in 1962.", "The engineer Paul Ost said that the bridge was opened in 1958."),
    ("other figure", "The rent rose by 12 per cent.", "The landlord said the rent rose by 7 per cent."),
    ("other figure", "The strike began on Monday.", "The union insisted that the strike began on Tuesday."),
    ("other figure", "احترقت المطحنة القديمة في 3 أيار.", "وقال فوج الإطفاء إن المطحنة القديمة احترقت في 5 أيار."),
    ("other figure", "ارتفع الإيجار 12 في المئة.", "وقال المالك إن الإيجار ارتفع 7 في المئة."),
    ("other figure", "حملت الشاحنة 41 طناً من الحصى.", "وأكدت الشركة أن الشاحنة حملت 26 طناً من الحصى."),
)
_AT_ONE = (
    # Repeated, rounded, dated, detailed.
    ("The mill caught fire on 3 May.", "The brigade said the mill caught fire on 3 May."),
    ("The mill caught fire on 3 May.", "The brigade said the mill caught fire at 4 a.m. and burned for six hours."),
    ("The festival drew 30,112 visitors to the port.", "The mayor said the festival drew 30,000 visitors to the port."),
    ("The lorry carried 41 tonnes of gravel.", "The carrier said the lorry carried no less than 40 tonnes of gravel."),
    ("The tunnel cost 90 million francs.", "The treasurer said the tunnel did not cost more than 90 million francs."),
    ("31 climbers were hurt on the ridge.", "Doctors said seven of the climbers were badly hurt on the ridge."),
    ("The school has 300 pupils.", "The head teacher said 120 pupils of the school have no desk."),
    ("The plane landed at 18:20 on Monday.", "The pilot said the plane landed on Monday evening."),
    ("احترقت المطحنة القديمة في 3 أيار.", "وقال فوج الإطفاء إن المطحنة القديمة احترقت عند الساعة الرابعة."),
    ("أصيب 31 متسلقاً على الجبل.", "وقالت النقابة إن نحو 30 متسلقاً أصيبوا على الجبل."),
    ("أصيب 31 متسلقاً على الجبل.", "وقال الأطباء إن سبعة منهم أصيبوا إصابات بالغة."),
    ("في المدرسة 300 تلميذ.", "وقالت المديرة إن 120 تلميذاً في المدرسة بلا مقاعد."),
    # Another time, another part.
    ("The bridge was closed on 4 June.", "The mayor said the bridge would open again on 7 June."),
    ("The rent of the flats rose by 12 per cent in 2021.", "The landlord said the rent of the flats rose by 7 per cent in 2022."),
    ("The theatre sold 900 tickets for the first night.", "The director said the theatre sold 300 tickets for the second night."),
    ("Engineers inspected the lift in March.", "The union said engineers had not inspected the lift since."),
    ("The bakery has three shops.", "Its owner said the bakery would open two more shops."),
    ("باع المسرح 900 تذكرة لليلة الأولى.", "وقال المدير إن المسرح باع 300 تذكرة لليلة الثانية."),
    ("فحص المهندسون المصعد في آذار.", "وقالت النقابة إن المهندسين لم يفحصوا المصعد منذ ذلك الحين."),
    # Of something else, or not denied.
    ("The firm paid the drivers in May.", "The union said the firm had not paid the cleaners in May."),
    ("The brewery dumped lye into the canal.", "The brewery did not deny dumping lye into the canal."),
    ("The choir did not sing.", "The conductor said that the choir would not sing."),
    ("The poet was born in 1891.", "Her niece said the poet died in 1944."),
    ("A shop was sold in May.", "The mayor said that the vote was not in May."),
    ("The mayor opened the hall and did not speak.", "The clerk said that the mayor opened the hall."),
    ("The bank froze the account without a warning.", "A lawyer of the bank said that the bank froze the account on 3 March."),
    ("أغلقت الشركة المصنع القديم من دون إنذار.", "وقال المدير إن الشركة أغلقت المصنع القديم."),
    ("The company paid the drivers, but not the cooks.", "The drivers said that the company did not pay the cooks."),
    ("No bread was sold on 3 June, and the shops stayed shut.", "The baker said that the shops stayed shut on 3 June."),
    (
        "Inspectors visited the plant on 4 May, and no fault was found.",
        "The union said that no fault was found when inspectors visited the plant on 4 May.",
    ),
    (
        "The dam did not burst, and the village was spared.",
        "The engineer said the village was spared because the dam was strong.",
    ),
    ("افتُتحت المدرسة الجديدة في القرية ولم تُجهَّز مختبراتها.", "وقال المدير إن المدرسة الجديدة افتُتحت في القرية."),
    ("استقبل الوزير الوفد ولم يستقبل الصحفيين.", "وقال الناطق إن الوزير استقبل الوفد، ولم يدل بتصريح."),
    ("لم تدفع الشركة التعويضات، لكن البلدية دفعت الغرامة.", "وقالت البلدية إن الشركة لم تدفع التعويضات."),
    ("دفعت الشركة أجور السائقين في أيار.", "وقالت النقابة إن الشركة لم تدفع أجور عمال النظافة في أيار."),
    ("ألقى المصنع الحمض في القناة.", "ولم ينف المصنع إلقاء الحمض في القناة."),
    ("صدم الترام الشاحنة عند المعبر.", "وقال السائق إنه لم ير الشاحنة عند المعبر."),
    ("اشترت الشركة الجزيرة عام 2004.", "وقال رئيس البلدية إن الشركة لم تشتر الميناء."),
)


def _found(told: str, said: str, question: str = "") -> Sign | None:
    text = f"{told}\n\n{said}"
    who = speaker(text, len(told) + 2, len(text), dominant_language(said))
    return contradiction(question, told, said, who.name if who else "")


@pytest.mark.parametrize(("sign", "told", "said"), _AT_ODDS)
def test_they_contradict_each_other(sign: str, told: str, said: str) -> None:
    assert _found(told, said) == sign


@pytest.mark.parametrize(("told", "said"), _AT_ONE)
def test_they_do_not(told: str, said: str) -> None:
    assert _found(told, said) is None


@pytest.mark.parametrize(
    ("question", "told", "said"),
    [
        (
            "How many visitors came to the festival?",
            "The festival drew 30,000 visitors.",
            "By the police's count, some 18,000 visitors came to see the lanterns of the festival, said a captain.",
        ),
        (
            "كم شخصاً زار المهرجان؟",
            "زار المهرجان 30 ألف شخص.",
            "وقالت الشرطة إن عدد من زار المهرجان في أيامه الثلاثة الماطرة بلغ 18 ألف شخص.",
        ),
    ],
)
def test_where_a_figure_is_asked_for_the_words_of_the_question_show_the_point(question: str, told: str, said: str) -> None:
    assert _found(told, said) is None
    assert _found(told, said, "Why?") is None
    assert _found(told, said, question) == Sign.OTHER_FIGURE


@pytest.mark.parametrize(
    ("question", "told", "said", "sign"),
    [
        (
            "Who fired the shot?",
            "The navy fired the shot at the trawler.",
            "The skipper said the shot was fired not by the navy but by the coast guard.",
            Sign.DENIED_WORDS,
        ),
        (
            "Who fired the shot?",
            "The navy fired the shot at the trawler.",
            "The skipper said the shot was fired by the coast guard, not by the navy.",
            Sign.DENIED_WORDS,
        ),
        (
            "Who lit the barn?",
            "The miller set fire to the barn.",
            "A neighbour said that it was not the miller but his son.",
            Sign.DENIED_WORDS,
        ),
        ("من أشعل الحريق؟", "أشعل حسن الحريق في الحظيرة.", "وقال الجار إنه لم يكن حسن بل سامي.", Sign.DENIED_WORDS),
        ("من دفع ثمن الجسر؟", "دفعت البلدية ثمن الجسر.", "وقال المهندس إن من دفع ليست البلدية بل الكنيسة.", Sign.DENIED_WORDS),
        (
            "Who fired the shot?",
            "The navy fired the shot.",
            "The skipper said the trawler fished not for cod but for hake.",
            None,
        ),
        ("Who fired the shot?", "The navy fired the shot.", "The skipper said not only the navy but the police fired.", None),
        (
            "Who fired the shot?",
            "The navy and the coast guard chased the trawler.",
            "The skipper said the shot was fired not by the navy but by the coast guard.",
            None,
        ),
        (
            "Where was the gold?",
            "The gold was found in the attic, not in the cellar.",
            "The heir said that the gold was not found in the cellar but in the attic.",
            None,
        ),
        ("من أشعل الحريق؟", "أشعل سامي الحريق في الحظيرة.", "وقال الجار إنه لم يكن حسن بل سامي.", None),
        ("من أشعل الحريق؟", "أشعل حسن الحريق في الحظيرة.", "وقال الجار إن الحظيرة ليست قديمة بل جديدة.", None),
    ],
)
def test_who_or_what_it_was_not_is_denied(question: str, told: str, said: str, sign: Sign | None) -> None:
    assert _found(told, said, question) == sign
