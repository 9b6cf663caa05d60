"""Attribution in whole reports: verbs of deciding and counting, names beside titles, what goes on, whose paper it is.

⟦…⟧ marks the words whose speaker is asked for. All texts are inventions.
"""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.attribution import Speaker, issuer, speaker
from index.segmentation import sentences

Case = tuple[str, str | None]

VERBS: list[Case] = [
    ("The hospital ⟦puts the number of injured at 40⟧.", "The hospital"),
    ("A register kept by the harbour police ⟦puts the number of boats at ninety⟧.", "A register kept by the harbour police"),
    ("The Board ⟦holds the driver responsible for the delay⟧.", "Board"),
    ("The coach regretted that ⟦the pitch was wet⟧.", "The coach"),
    ("Nobody at the bank asked ⟦the owner to leave⟧.", None),
    ("The firm recalled ⟦nine hundred vans⟧.", None),
    ("The panel proposes ⟦a lower speed limit and two more cameras⟧.", "The panel"),
    ("The doctors recommend ⟦that the well be closed⟧.", "The doctors"),
    ("The owners object that ⟦the survey was done in winter⟧.", "The owners"),
    ("The referee decided to ⟦replay the last ten minutes⟧.", "The referee"),
    ("The tenants demanded ⟦a full refund⟧.", "The tenants"),
    ("Economists expect ⟦prices to fall by a tenth⟧.", "Economists"),
    ("Farmers spoke of ⟦nine hundred drowned sheep⟧.", "Farmers"),
    ("The bishop called the auction ⟦“a disgrace”⟧.", "The bishop"),
    ("Asked about the leak, the plumber answered: ⟦“Nobody told me.”⟧", "the plumber"),
    ("In the auditor's view ⟦the accounts were never balanced⟧.", "the auditor"),
    ("In the opinion of Dr Ada Crane, ⟦the bridge can be saved⟧.", "Dr Ada Crane"),
    ("Dr Crane inspected the bridge. In her view, ⟦the piers are sound⟧.", "Dr Crane"),
    ("⟦The cellar flooded twice⟧, according to a letter seen by the court.", "a letter"),
    ("The company put ⟦its names to the charter⟧.", None),
    ("The committee's work was ⟦put off until June⟧.", None),
    ("The withdrawal was requested by the captain. ⟦The crew was paid.⟧", None),
    ("وقررت البلدية ⟦إغلاق الجسر أمام الشاحنات⟧.", "البلدية"),
    ("قررت المحكمة، بأغلبية أربعة قضاة مقابل قاضٍ، ⟦تأجيل البيع⟧.", "المحكمة"),
    ("واقترح المدير ⟦تقسيم المخزن⟧.", "المدير"),
    ("وتطالب النقابة ⟦بزيادة الأجور⟧.", "النقابة"),
    ("ويوصي الخبراء ⟦بتجفيف البركة⟧.", "الخبراء"),
    ("وأحصت الشرطة ⟦ستين سيارة محترقة⟧.", "الشرطة"),
    ("وقدّرت الشركة ⟦الخسائر بمليون دينار⟧.", "الشركة"),
    ("وردّت «السنبلة» بأن ⟦الطحين نظيف⟧.", "«السنبلة»"),
    ("وشكك المهندس ⟦في متانة السقف⟧.", "المهندس"),
    ("وجاء في التقرير أن ⟦السقف متصدع⟧.", "التقرير"),
    ("⟦لا تزيد الكلفة على ألف دينار⟧، بحسب تقديرات المصرف.", "المصرف"),
    ("وفي رأي الطبيبة سعاد عيد، ⟦كان الدواء فاسداً⟧.", "الطبيبة سعاد عيد"),
    ("تكلم البحار أمام القاضي. وبرأيه، ⟦كانت الريح هادئة⟧.", "البحار"),
    ("ودعت الجمعية إلى ⟦مقاطعة المعرض⟧.", "الجمعية"),
    ("رداً على سؤال عن السعر، أجاب التاجر: ⟦«لن أخفضه»⟧.", "التاجر"),
    ("النقابة تتهم ⟦الإدارة بالتستر⟧.", "النقابة"),
    ("⟦يبلغ طول الجسر مئة متر⟧.", None),
    ("حملت الشاحنة ⟦ألف صندوق من البرتقال⟧.", None),
    ("وأغلقت البلدية الجسر إلى أن ⟦تهدأ الريح⟧.", None),
]
NAMES: list[Case] = [
    ("⟦Nobody was hurt⟧, said a police spokesman, Captain Liam Roe.", "Captain Liam Roe"),
    ("That, says the society's president, Eva Holm, ⟦is a third of the herd⟧.", "Eva Holm"),
    ("Her cousin, the baker Tom Vale, said ⟦the oven had cracked⟧.", "Tom Vale"),
    ("Two guards who asked not to be named said ⟦the gate was open⟧.", "Two guards"),
    ("Dr Ada Crane (Institute of Bridges) stated that ⟦the piers are sound⟧.", "Dr Ada Crane"),
    ("Dr Ada Crane (Institute of Bridges) spoke first. She denied ⟦having seen the plans⟧.", "Dr Ada Crane"),
    ("In reply to a question the treasurer said ⟦the money had come in May⟧.", "the treasurer"),
    ("On 13 March the county surveyor ordered ⟦the tower to be closed⟧.", "the county surveyor"),
    ("The museum is run by Ida Moss, director. Rain fell. The director said ⟦the roof leaks⟧.", "Ida Moss"),
    ("Ms Hale stayed behind. Mr Grant left early. She said ⟦the well was dry⟧.", "Ms Hale"),
    ("Rainfall was low. Ms Hale said the well was dry. Frost came. She warned that ⟦prices would rise⟧.", "Ms Hale"),
    ("Two nurses said the lift was stuck. Varga has been called in. He promised that ⟦it would run by noon⟧.", "Varga"),
    ("The guide said that Dr Roth had found the coin. She added that ⟦it was gold⟧.", "The guide"),
    ("واعترض المفتش الصحي ماهر عون قائلاً إن ⟦المطبخ قذر⟧.", "المفتش الصحي ماهر عون"),
    ("أفاد المدير العام لشركة «الندى»، وليد صافي، بأن ⟦المصنع خاسر⟧.", "المدير العام لشركة «الندى»، وليد صافي"),
    ("غير أن إحدى الجارات، المعلمة هند سالم، قالت إن ⟦الباب كان مفتوحاً⟧.", "إحدى الجارات، المعلمة هند سالم"),
    ("أما كريم عيسى، الذي ورث البيت عن جده، فقال إن ⟦البئر جافة⟧.", "كريم عيسى"),
    ("أوضحت مندوبة العمال في المصنع رنا حداد أن ⟦الآلة قديمة⟧.", "مندوبة العمال في المصنع رنا حداد"),
    ("ونفى ذلك محامي الورثة، سعد مراد، قائلاً إن ⟦العقد صحيح⟧.", "محامي الورثة، سعد مراد"),
    ("ورفض مديره نبيل سعد التعليق، مكتفياً بالقول إن ⟦الملف مغلق⟧.", "مديره نبيل سعد"),
    ("تحدث ربان السفينة يوسف بكر إلى مراسلنا. وقال: ⟦«كان الضباب كثيفاً»⟧.", "ربان السفينة يوسف بكر"),
    ("لم تكن هند سالم قد نامت حين دق الجرس. وتقول إن ⟦الدخان ملأ الدرج⟧.", "هند سالم"),
    ("كان سعد مراد، وهو صياد في الستين، يجمع شباكه. وروى الصياد أن ⟦الموج كان عالياً⟧.", "سعد مراد"),
    ("ترأست الجلسة سعاد عيد. وقالت رئيسة اللجنة هدى نصر إن المال نفد. وأضافت الرئيسة أن ⟦البيع تأجل⟧.", "رئيسة اللجنة هدى نصر"),
    ("وتساءل الأمين العام للحزب رامي عيد عن ⟦سبب التأخير⟧.", "الأمين العام للحزب رامي عيد"),
    ("وأشادت رئيسة البعثة إلسا مراد ⟦بصبر الأهالي⟧.", "رئيسة البعثة إلسا مراد"),
    ("وكانت مديرة المعمل ليان بدر قد وعدت ⟦باستبدالها مجاناً⟧.", "مديرة المعمل ليان بدر"),
    ("ونفت نفياً قاطعاً أن ⟦يكون الماء ملوثاً⟧.", None),
    ("قالت المهندسة لما نور إن السد قديم. ولم تكن فيه، على حد قولها، ⟦سوى بوابة واحدة⟧.", "المهندسة لما نور"),
    ("قال الوزير فؤاد ملحم إن المال متوفر. وحمّل البلدية مسؤولية ⟦تأخير المشروع⟧.", "الوزير فؤاد ملحم"),
]
CONTINUED: list[Case] = [
    ("The union demands:\n1. Higher pay.\n2. ⟦A shorter week.⟧", "The union"),
    ("The union demands:\n1. Higher pay.\n\n⟦The strike began in May.⟧", None),
    ("وتعلن النقابة ما يأتي:\nأولاً: وقف العمل.\nثانياً: ⟦رفع دعوى.⟧", "النقابة"),
    (
        "Elm Bridge Trust\nMinutes of the meeting of 3 May\n\n1. Roof. The chair, Mr Oak, said that nine tiles were loose. "
        "⟦Four of them had fallen.⟧",
        "Mr Oak",
    ),
    (
        "Elm Bridge Trust\nMinutes of the meeting of 3 May\n\n1. Roof. The chair, Mr Oak, said that nine tiles were loose. "
        "⟦It was agreed to replace them.⟧",
        "Elm Bridge Trust",
    ),
    ("The chair, Mr Oak, said that nine tiles were loose. ⟦Four of them had fallen.⟧", None),
]
ISSUED: list[Case] = [
    (
        "CITY FIRE BRIGADE\nPress statement, 3 May\n\nThe City Fire Brigade was called at noon. ⟦The roof burned.⟧",
        "City Fire Brigade",
    ),
    (
        "Statement from the Board of Governors of Elm School\n\nThe gym is closed. ⟦The floor has sunk.⟧",
        "Board of Governors of Elm School",
    ),
    ("Tarn Institute of Soils\nNote 7: Salt in the meadows\n\nWe took samples. ⟦Salt had doubled.⟧", "Tarn Institute of Soils"),
    ("Ross & Pine\n1 May 2020\n\nRoss & Pine regrets the delay. ⟦The vans are late.⟧", "Ross & Pine"),
    ("Open letter to the mayor\n\nWe, the nurses of Elm Clinic, are tired. ⟦The lift is broken.⟧", "the nurses of Elm Clinic"),
    ("To the editor\n\nDear Sir,\n\n⟦The pool was never closed.⟧\n\nYours sincerely,\nIda Moss, Elm", "Ida Moss"),
    (
        "Orbis Cars recalls vans\n\nBonn, 8 July. Orbis Cars recalls 90 vans. ⟦Brakes fail.⟧\n\nPress contact: Leo Brand",
        "Orbis Cars",
    ),
    ("Tarn Institute of Soils\nNote 7\n\nThe cellar is wet. The report says ⟦the wall is thin⟧.", "Tarn Institute of Soils"),
    ("Tarn Institute of Soils\nNote 7\n\nThe cellar is wet. Ida Moss said ⟦the wall is thin⟧.", "Ida Moss"),
    ("Tarn Institute of Soils\nNote 7\n\nOur own survey has shown that ⟦the wall is thin⟧.", "Tarn Institute of Soils"),
    ("بيان صادر عن مجلس أمناء كلية الندى بشأن الحريق\n\n⟦اندلع الحريق فجراً في المختبر.⟧", "مجلس أمناء كلية الندى"),
    ("Dear colleagues,\n\nI am leaving. ⟦Sales have tripled.⟧\n\nWith thanks,\nHanna Bright", "Hanna Bright"),
    (
        "Northern Mission to Talvia\nInterim statement\n\nWe sent nine monitors. ⟦The bridge was closed.⟧",
        "Northern Mission to Talvia",
    ),
    ("حزب الوفاق\nالمكتب الإعلامي\nبيان رقم 12\n\n⟦توقفت الرافعات منذ الأحد.⟧", "حزب الوفاق"),
    ("هيئة السدود\nبيان صحفي\n\nوبحسب البيان، ⟦السد آمن⟧.", "هيئة السدود"),
    ("محضر اجتماع لجنة أهالي حي النخيل\n\n⟦عُقد الاجتماع في المدرسة.⟧", "لجنة أهالي حي النخيل"),
    ("مركز السنابل لبحوث التربة\nخلاصة دراسة\n\n⟦تضاعفت نسبة الملح في ثلث الحقول.⟧", "مركز السنابل لبحوث التربة"),
    ("رسالة مفتوحة إلى المحافظ\n\nنحن سكان حي الزهور، نكتب إليكم. ⟦انقطعت المياه تسعة أيام.⟧", "سكان حي الزهور"),
    ("محضر اجتماع لجنة السوق\n\nترأسته السيدة منى فرح. وذكرت الرئيسة أن ⟦السقف يتسرب⟧.", "السيدة منى فرح"),
]
NOBODYS = [
    "Roof of the market burns\n\nELMTON, 3 May - A fire broke out at noon. ⟦The roof fell in.⟧",
    "Health Ministry Report Blames Managers\n\nELMTON, June 4 — Nine patients died. ⟦This report is the third.⟧",
    "Our View: The Council Report Deserves Better\n\nWe have read the report. ⟦It runs to 300 pages.⟧",
    "THE ELMTON GAZETTE\nReport from the harbour\n\nThe boats are in. ⟦The catch was poor.⟧",
    "History of the lighthouse\n\nThe lighthouse was built in 1844. ⟦It is thirty metres tall.⟧",
    "City Hall burns\nBy Ida Moss\n\nThe fire broke out at noon. ⟦The roof fell in.⟧",
    "وزارة الصحة تغلق ثلاثة مستشفيات\n\nبيروت – أغلقت الوزارة ثلاثة مستشفيات. ⟦تأثر ألف مريض.⟧",
    "حريق في السوق\n\nمن مراسلنا – اندلع حريق فجراً. ⟦انهار السقف.⟧",
    "تقرير: نصف المدارس بلا تدفئة\n\nنشر معهد النور تقريراً أمس. ⟦يتجاوز عدد التلاميذ المليون.⟧",
]


def _ask(marked: str) -> Speaker | None:
    start, end = marked.index("⟦"), marked.index("⟧") - 1
    language = "ar" if "\u0600" < marked[start + 1] < "\u06ff" or "\u0600" < marked[start + 2] < "\u06ff" else "en"
    return speaker(marked.replace("⟦", "").replace("⟧", ""), start, end, language)


def _name(marked: str) -> str | None:
    found = _ask(marked)
    return found.name if found else None


@pytest.mark.parametrize(("marked", "name"), VERBS)
def test_verbs_and_nouns_that_report(marked: str, name: str | None) -> None:
    assert _name(marked) == name


@pytest.mark.parametrize(("marked", "name"), NAMES)
def test_the_name_is_found_beside_its_title_or_in_another_sentence(marked: str, name: str | None) -> None:
    assert _name(marked) == name


@pytest.mark.parametrize(("marked", "name"), CONTINUED)
def test_what_goes_on_has_the_same_speaker(marked: str, name: str | None) -> None:
    assert _name(marked) == name


@pytest.mark.parametrize(("marked", "name"), ISSUED)
def test_a_bodys_own_paper_speaks_for_it(marked: str, name: str | None) -> None:
    assert _name(marked) == name


@pytest.mark.parametrize("marked", NOBODYS)
def test_a_newspapers_own_words_are_nobodys(marked: str) -> None:
    assert _name(marked) is None


def test_the_issuer_is_the_documents_words() -> None:
    text = "CITY FIRE BRIGADE\nPress statement\n\nThe City Fire Brigade was called at noon."
    found = issuer(text, "en")
    assert found is not None
    assert text[found.start : found.end] == found.name == "City Fire Brigade"


@pytest.mark.parametrize("head", ["City Fire Brigade — press statement", "City Fire Brigade | Media statement | 3 May 2024"])
def test_the_kind_of_paper_may_stand_beside_the_name(head: str) -> None:
    found = issuer(f"{head}\n\nThe roof burned at noon. We were there in ten minutes.", "en")
    assert found is not None
    assert found.name == "City Fire Brigade"


def test_title_and_date_of_a_bodys_paper_are_nobodys_statement() -> None:
    text = "CITY FIRE BRIGADE\nPress statement, 3 May\n\nThe roof burned at noon."
    assert [speaker(text, *span, "en") is None for span in sentences(text)[:2]] == [True, True]


def test_where_it_is_said_is_told_apart_from_where_the_name_stands() -> None:
    text = "The baker Tom Vale spoke. Rain fell. He denied that the oven had cracked."
    start = text.index("the oven")
    found = speaker(text, start, len(text) - 1, "en")
    assert found is not None
    assert found.told is not None
    assert text[slice(*found.told)] == "He denied that"
    assert found.end < found.told[0]


@pytest.mark.parametrize("language", ["fr", ""])
def test_of_other_languages_no_issuer_is_known(language: str) -> None:
    assert issuer("CITY FIRE BRIGADE\nPress statement\n\nThe roof burned.", language) is None


@given(
    st.lists(
        st.sampled_from(
            [
                "We, the",
                "Statement by",
                "X Board",
                "بيان",
                "صادر عن",
                "هيئة",
                "نحن",
                "Signed:",
                "Yours,",
                "\n",
                ":",
                ",",
                "«",
                "(",
                ")",
                "ورفض",
                "حمّل",
            ]
        ),
        max_size=12,
    ),
    st.sampled_from(["en", "ar"]),
)
def test_any_head_is_read_without_fault(words: list[str], language: str) -> None:
    text = " ".join(words)
    found = issuer(text, language)
    assert found is None or text[found.start : found.end] == found.name
    said = speaker(text, 0, len(text), language)
    assert said is None or 0 <= said.start < said.end <= len(text)


def test_a_document_is_read_once() -> None:
    text = "The mayor said the bridge was safe. " * 70 + "Ida Moss denied it."
    speaker(text, 0, 30, "en")
    begin = time.perf_counter()
    for start, end in sentences(text):
        speaker(text, start, end, "en")
    assert (time.perf_counter() - begin) / 71 < 0.02
