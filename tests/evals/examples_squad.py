"""A small parallel pair of SQuAD files of our own writing."""

import json
from pathlib import Path

# English paragraph, Arabic paragraph, then (English question, Arabic question, English answer, Arabic answer)
PARAGRAPHS = (
    (
        "The lighthouse on Cape Orla was built in 1871 by the engineer Tomas Reed. Its lamp burns olive oil.",
        "بُنيت منارة رأس أورلا عام 1871 على يد المهندس توماس ريد. ويشتعل مصباحها بزيت الزيتون.",
        (
            ("Who built the lighthouse?", "من بنى المنارة؟", "Tomas Reed", "توماس ريد"),
            ("What does the lamp burn?", "بماذا يشتعل المصباح؟", "olive oil", "بزيت الزيتون"),
        ),
    ),
    (
        "Honey bees dance to tell where flowers grow. A hive holds about forty thousand workers in summer.",
        "ترقص نحلات العسل لتدلّ على مكان الأزهار. وتضم الخلية نحو أربعين ألف عاملة في الصيف.",
        (
            ("Why do bees dance?", "لماذا ترقص النحلات؟", "to tell where flowers grow", "لتدلّ على مكان الأزهار"),
            ("How many workers are in a hive?", "كم عاملة في الخلية؟", "forty thousand", "أربعين ألف"),
        ),
    ),
    (
        "The national bank raised its interest rate to five percent in March. Inflation had reached nine percent.",
        "رفع البنك الوطني سعر الفائدة إلى خمسة في المئة في مارس. وكان التضخم قد بلغ تسعة في المئة.",
        (
            ("When was the interest rate raised?", "متى رُفع سعر الفائدة؟", "March", "مارس"),
            ("How high was inflation?", "كم بلغ التضخم؟", "nine percent", "تسعة في المئة"),
        ),
    ),
    (
        "The painter Salma Hadi was born in Aleppo. She painted the walls of the old railway station.",
        "وُلدت الرسامة سلمى هادي في حلب. ورسمت على جدران محطة القطار القديمة.",
        (
            ("Where was the painter born?", "أين وُلدت الرسامة؟", "Aleppo", "حلب"),
            ("What did she paint?", "على ماذا رسمت؟", "the walls of the old railway station", "جدران محطة القطار القديمة"),
        ),
    ),
    (
        "Glaciers in the valley have lost a third of their ice. The river they feed waters orange groves.",
        "فقدت الأنهار الجليدية في الوادي ثلث جليدها. والنهر الذي تغذّيه يسقي بساتين البرتقال.",
        (
            ("How much ice has been lost?", "كم فُقد من الجليد؟", "a third", "ثلث"),
            ("What does the river water?", "ماذا يسقي النهر؟", "orange groves", "بساتين البرتقال"),
        ),
    ),
    (
        "The goalkeeper saved two penalties in the final. The cup had never before left the capital.",
        "تصدّى حارس المرمى لركلتي جزاء في النهائي. ولم تكن الكأس قد غادرت العاصمة من قبل.",
        (
            ("Who saved the penalties?", "من تصدّى لركلتي الجزاء؟", "The goalkeeper", "حارس المرمى"),
            ("What had never left the capital?", "ما الذي لم يغادر العاصمة؟", "The cup", "الكأس"),
        ),
    ),
)


def write_pair(folder: Path, paragraphs: int = len(PARAGRAPHS)) -> Path:
    """Write ``en.json`` and ``ar.json``; two paragraphs an article."""
    for side, language in enumerate(("en", "ar")):
        articles = [{"title": str(n), "paragraphs": [_paragraph(n + i, side) for i in range(2)]} for n in range(0, paragraphs, 2)]
        squad = {"version": "1.1", "data": articles}
        (folder / f"{language}.json").write_text(json.dumps(squad, ensure_ascii=False, indent=1), encoding="utf-8")
    return folder


def _paragraph(number: int, side: int) -> dict[str, object]:
    context = PARAGRAPHS[number][side]
    assert isinstance(context, str)
    qas = []
    for n, row in enumerate(PARAGRAPHS[number][2]):
        answer = row[2 + side]
        start = context.index(answer)
        qas.append({"id": f"{number}/{n}", "question": row[side], "answers": [{"text": answer, "answer_start": start}]})
    return {"context": context, "qas": qas}
