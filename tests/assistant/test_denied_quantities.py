"""Which figures a text denies, and which are its own: in both languages, with bounds and other lookalikes that deny none."""

import pytest

from assistant.quantities import denied, quantities, stated

_DENYING = (  # text, how many figures it denies, how many it states
    ("The vote was not on 4 June but on 7 June.", 1, 1),
    ("The vote was on 7 June, not 4 June.", 1, 1),
    ("The vote wasn't held on 4 June.", 1, 0),
    ("The regatta did not take place on Saturday, 4 June, but on 7 June.", 2, 1),
    ("The bakery did not hire 300 drivers but 250.", 1, 1),
    ("The choir sang for 250 people rather than 300.", 1, 1),
    ("The museum denied that 300 visitors had been hurt.", 1, 0),
    ("The museum denied that the roof fell on 4 June.", 1, 0),
    ("The museum denied on 4 June that 300 visitors had been hurt.", 1, 1),
    ("The museum denied that the number of the hurt was 300, saying it was 12.", 1, 1),
    ("The port rejected the figure of 300.", 1, 0),
    ("The port dismissed reports that 300 crates were lost.", 1, 0),
    ("It is not true that 300 crates were lost.", 1, 0),
    ("The price was not $300 but $250.", 1, 1),
    ("It was neither 300 nor 400.", 2, 0),
    ("لم يكن التصويت في 4 حزيران بل في 7 حزيران.", 1, 1),
    ("التصويت ليس في 4 حزيران بل في 7 حزيران.", 1, 1),
    ("جرى التصويت في 7 حزيران وليس في 4 حزيران.", 1, 1),
    ("لم يجر التصويت في 4 حزيران.", 1, 0),
    ("حضر الحفل 250 شخصاً لا 300.", 1, 1),
    ("عدد المصابين لا 300 بل 250.", 1, 1),
    ("لم يوظف المخبز 300 سائق بل 250.", 1, 1),
    ("نفى المتحف أن يكون عدد المصابين 300.", 1, 0),
    ("نفت البلدية أن 300 شخص أصيبوا.", 1, 0),
    ("نفت الشركة تسريح 300 عامل.", 1, 0),
    ("أصيب 250 شخصاً بدلاً من 300.", 1, 1),
    ("The lighthouse keeper said the lamp failed at 9:40, not at 10:15.", 1, 1),
    ("The concert was not in 2019 but in 2021.", 1, 1),
    ("The ferry never sailed on 3 May.", 1, 0),
    ("The orchard lost 40 trees and not 90.", 1, 1),
    ("The curator disputed the claim that 70 vases were broken.", 1, 0),
    ("The club refuted the count of 5,000 members.", 1, 0),
    ("Officials denied having buried 60 tonnes of waste.", 1, 0),
    ("The teacher denied it was held on 12 March.", 1, 0),
    ("The clinic denied it had treated 45 patients, adding that 12 came.", 1, 1),
    ("It could not have been 3 May, the pilot said.", 1, 0),
    ("The rent is not 5% but 7%.", 1, 1),
    ("The well was dug in 1962 instead of 1958.", 1, 1),
    ("The study did not find 30 species but only 22.", 1, 1),
    ("أكدت النقابة أن الإضراب بدأ في 9 نيسان لا في 12 نيسان.", 1, 1),
    ("قال الحارس إن المصباح تعطل عند الساعة 9:40 وليس عند الساعة 10:15.", 1, 1),
    ("لم تكن الحفلة عام 2019 بل عام 2021.", 1, 1),
    ("نفى المدير أن تكون الحفلة قد أقيمت في 12 آذار.", 1, 0),
    ("كذبت الوزارة الأنباء عن وفاة 45 مريضاً.", 1, 0),
    ("أنكر الطبيب أنه عالج 45 مريضاً، مضيفاً أن 12 حضروا.", 1, 1),
    ("غير صحيح أن 70 جرة كسرت.", 1, 0),
    ("ليست 5% بل 7%.", 1, 1),
    ("لم يكسر العمال 70 جرة بل 12 جرة.", 1, 1),
)
_NOT_DENYING = (
    "No fewer than 300 crates were lost.",
    "Not fewer than 300 crates were lost.",
    "Not only 300 but 400 crates were lost.",
    "The bridge did not open until 4 June.",
    "The mayor did not attend the vote on 4 June.",
    "The firm did not pay 300 workers.",
    "The firm denied that the 300 workers were ill.",
    "The firm did not deny that 300 workers were ill.",
    "The firm, which has 300 workers, denied the charge.",
    "The firm denied the charge on 4 June.",
    "The firm denied that the vote on 4 June was rigged.",
    "It is not known whether 300 were hurt.",
    "No more than 300 were hurt.",
    "The toll did not exceed 300.",
    "Hundreds, if not 300, came.",
    "The union rejected an offer of 300 dollars.",
    "He did not say that 300 came.",
    "ليس أقل من 300 شخص أصيبوا.",
    "أصيب ما لا يقل عن 300 شخص.",
    "لم يتجاوز عدد المصابين 300 شخص.",
    "لم يحضر إلا 300 شخص.",
    "لم يحضر سوى 300 شخص.",
    "لم يفتح الجسر إلا في 4 حزيران.",
    "ليس 300 فقط بل 400 أصيبوا.",
    "لم تنف البلدية أن 300 شخص أصيبوا.",
    "نفت الشركة التي توظف 300 عامل التهمة.",
    "نفت الشركة في 4 حزيران التهمة.",
    "نفت الشركة أن الـ300 عامل مرضى.",
    "لم تدفع الشركة أجور 300 عامل.",
    "لم يحضر الوزير تصويت 4 حزيران.",
    "Not one of the 30 divers was hurt.",
    "The farm did not sell the 30 goats.",
    "The strike did not end before 9 April.",
    "None of the 30 goats was sold.",
    "Not all 30 goats were sold.",
    "The pilot had not flown since 3 May.",
    "The court dismissed the case on 3 May.",
    "The board rejected the plan to build 300 homes.",
    "Nobody denied that 30 goats were sold.",
    "Whether or not 30 goats were sold is unclear.",
    "The judge was not in the room at 9:40.",
    "The dyke is no higher than 4 metres.",
    "She said there were not just 30 goats but 45.",
    "The choir could not sing, because 30 singers were ill.",
    "لا يقل عددها عن 70 جرة.",
    "لم ينته الإضراب قبل 9 نيسان.",
    "لم يغرق أي من الركاب الـ70.",
    "لا يزال 70 بحاراً في المستشفى.",
    "لم يعد 70 بحاراً إلى الميناء.",
    "رفضت المحكمة 12 شكوى.",
    "نفى الوزير الذي زار المصنع في 9 نيسان التهمة.",
    "لا يعرف ما إذا كان 70 بحاراً قد غرقوا.",
    "ما زال 70 بحاراً مفقودين.",
    "حضر 70 بحاراً لا أكثر.",
    "لم يكن الحارس في الغرفة عند الساعة 9:40.",
    "لم يحضر أكثر من 70 بحاراً.",
)


@pytest.mark.parametrize(("text", "not_so", "own"), _DENYING)
def test_a_denied_figure_is_none_of_its_own(text: str, not_so: int, own: int) -> None:
    assert (len(denied(text)), len(stated(text))) == (not_so, own)
    assert set(denied(text)) | set(stated(text)) == set(quantities(text))


@pytest.mark.parametrize("text", _NOT_DENYING)
def test_bounds_and_figures_taken_for_granted_are_not_denied(text: str) -> None:
    assert not denied(text)
    assert stated(text) == quantities(text) != ()


def test_the_right_one_is_kept_and_the_denied_one_is_not() -> None:
    text = "The vote was not on 4 June but on 7 June this year."
    assert [text[q.start : q.end] for q in denied(text)] == ["4 June"]
    assert [text[q.start : q.end] for q in stated(text)] == ["7 June"]
