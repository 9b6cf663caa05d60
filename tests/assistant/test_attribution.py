"""Attribution on sentences of our own; ⟦…⟧ marks the words whose speaker is asked for."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.attribution import Speaker, Stance, speaker
from index.segmentation import sentences

SEEDS = Path(__file__).parents[2] / "seeds"
Case = tuple[str, str | None, str | None]

ENGLISH: list[Case] = [
    ("⟦The fossil is a forgery⟧, said Dr Ines Falk of the Kiel museum.", "Dr Ines Falk of the Kiel museum", "said"),
    ("Dr Falk told the journal that ⟦the bone had been filed down⟧.", "Dr Falk", "said"),
    ("⟦The fossil is a forgery⟧, said Dr Falk on Monday.", "Dr Falk", "said"),
    ("⟦The fossil is a forgery⟧, said on Monday a spokesman for the museum.", "a spokesman for the museum", "said"),
    ("⟦The hall will close⟧, announced yesterday the museum.", "the museum", "announced"),
    ("⟦The hall is safe⟧, Friday said a report.", None, None),
    ("The director informed the board that ⟦two bones were missing⟧.", "The director", "said"),
    ("Critics say ⟦the method is flawed⟧ and that the sample was too small.", "Critics", "said"),
    ("Critics say the method is flawed and that ⟦the sample was too small⟧.", "Critics", "said"),
    ("The study, published in May, found that ⟦sleep improves memory⟧.", "The study", "said"),
    ("“Nothing in the data supports this,” wrote the reviewers. ⟦“We ask for a retraction.”⟧", "the reviewers", "said"),
    ("The authors' claim that ⟦the drug is safe⟧ has been challenged.", "The authors", "claimed"),
    ("The telescope, which cost two billion euros, ⟦is expected to open next year⟧.", None, None),
    ("⟦The moon formed from debris⟧, as Hartmann argued in 1975.", "Hartmann", "said"),
    ("Orbis Bank said in a statement on Tuesday that ⟦no customer had lost money⟧.", "Orbis Bank", "said"),
    ("A person familiar with the talks said ⟦the deal could collapse⟧.", "A person familiar with the talks", "said"),
    ("The company has not said whether ⟦jobs will go⟧.", None, None),
    ("The chief executive, Maya Lind, promised to ⟦repay the loans⟧.", "Maya Lind", "promised"),
    ("The regulator accused the firm of ⟦hiding its losses⟧. The firm denied the charge.", "The regulator", "accused"),
    (
        "The merger was confirmed by Orbis on Friday, but the union warned ⟦it would cost thousands of jobs⟧.",
        "the union",
        "warned",
    ),
    ("⟦The merger was agreed last week⟧, Orbis announced on Friday.", "Orbis", "announced"),
    ("Orbis, which owns six airports, declined to comment. ⟦Its shares fell⟧.", None, None),
    ("Lind joined Orbis in 2012. ⟦She added 40 branches in two years.⟧", None, None),
    ("Lind denied wrongdoing. “I did what any manager would do,” she said. ⟦“The board knew.”⟧", "Lind", "said"),
    ("The commission said turnout was low; ⟦the opposition put it at a third⟧.", "the opposition", "said"),
    ("The governor claimed to have ⟦won every county⟧.", "The governor", "claimed"),
    ("While officials insist ⟦the vote was fair⟧, observers disagree.", "officials", "claimed"),
    ("⟦The ballots⟧, observers say, ⟦were counted in secret⟧.", "observers", "said"),
    ("Some voters, according to the monitoring group, ⟦waited nine hours⟧.", "the monitoring group", "said"),
    ("The senator was accused by her rival of ⟦lying about her income⟧.", "her rival", "accused"),
    (
        "“Count them again,” Senator Ruth Amadi told supporters, adding that ⟦she would not concede⟧.",
        "Senator Ruth Amadi",
        "said",
    ),
    (
        "The Electoral Commission published its figures on Sunday. The commission said ⟦four ballot boxes were missing⟧.",
        "Electoral Commission",
        "said",
    ),
    ("Asked about the foul, the goalkeeper said: “⟦I never touched him.⟧”", "the goalkeeper", "said"),
    ("The club believes ⟦the ban is unfair⟧.", "The club", "believed"),
    ("The Dragons won 3-1. ⟦They have not lost since May.⟧ Their coach said he was proud.", None, None),
    ("“He played well,” the coach, Ivo Brandt, said after the match, “⟦but he must learn patience⟧.”", "Ivo Brandt", "said"),
    ("The villagers, who the army says ⟦were warned to leave⟧, stayed in their homes.", "the army", "said"),
    ("The army, which lost two men, said ⟦the ridge had been taken⟧.", "The army", "said"),
    ("⟦The army, which lost two men⟧, said the ridge had been taken.", None, None),
    (
        "The Northern Front said it had shot down a drone. The Front claimed ⟦its fighters were unharmed⟧.",
        "Northern Front",
        "claimed",
    ),
    ("A ceasefire was declared on Monday. ⟦Shelling resumed within hours.⟧", None, None),
    ("The defendant testified that ⟦he had been asleep⟧.", "The defendant", "said"),
    ("Prosecutors allege ⟦he set the fire himself⟧, a claim his lawyer rejected.", "Prosecutors", "claimed"),
    ("The ambassador blamed the rebels for ⟦the attack on the convoy⟧.", "The ambassador", "accused"),
    ("“⟦We saw smoke. Then the roof fell in⟧,” a witness said.", "a witness", "said"),
]
ARABIC: list[Case] = [
    ("قالت عالمة الآثار منى سليم إن ⟦اللوح مزور⟧.", "عالمة الآثار منى سليم", "said"),
    ("ويرى منتقدون أن ⟦العينة كانت صغيرة⟧.", "منتقدون", "said"),
    ("وأكدت الدراسة أن ⟦النوم يحسن الذاكرة⟧.", "الدراسة", "confirmed"),
    ("⟦الدواء آمن⟧، وفق ما أعلنت شركة الأفق.", "شركة الأفق", "announced"),
    ("زعمت الشركة أن ⟦الدواء آمن⟧، لكن الأطباء يشككون في ذلك.", "الشركة", "claimed"),
    ("زعمت الشركة أن الدواء آمن، لكن ⟦المستشفيات توقفت عن استعماله⟧.", None, None),
    ("ونفت الهيئة ⟦وجود أي تسرب⟧.", "الهيئة", "denied"),
    ("المصرف المركزي أوضح في بيان أن ⟦الاحتياطي لم يتغير⟧.", "المصرف المركزي", "said"),
    ("صرحت مديرة المصنع لوكالة الأنباء بأن ⟦الحريق متعمد⟧.", "مديرة المصنع", "said"),
    ("وأضافت أن ⟦الشرطة تحقق في الأمر⟧.", None, None),
    ("صرحت مديرة المصنع بأن الحريق متعمد. وأضافت أن ⟦الشرطة تحقق في الأمر⟧.", "مديرة المصنع", "said"),
    ("أعلنت لجنة الانتخابات ⟦فوز المرشح المستقل⟧.", "لجنة الانتخابات", "announced"),
    ("قال مراقبون إن ⟦الصناديق فُتحت ليلاً⟧، فيما نفى الوالي ذلك.", "مراقبون", "said"),
    ("اتهم المرشح المستقل اللجنة بـ⟦تزوير النتائج⟧.", "المرشح المستقل", "accused"),
    ('وقال المدرب: "⟦لعبنا جيداً. لكن الحظ خاننا⟧".', "المدرب", "said"),
    ('وقال المدرب: "لعبنا جيداً". وأضاف: "⟦سنعود أقوى⟧".', "المدرب", "said"),
    ("«⟦لن أعتزل هذا العام⟧»، يقول اللاعب كريم زيدان.", "اللاعب كريم زيدان", "said"),
    ("نقلاً عن مصدر طبي، ⟦أصيب اللاعب في الركبة⟧.", "مصدر طبي", "said"),
    ("⟦انتقل اللاعب إلى نادٍ إسباني مقابل ثلاثة ملايين يورو⟧.", None, None),
    ("وجه الاتحاد رسالة إلى الأندية، مؤكداً أن ⟦الموسم سيبدأ في موعده⟧.", "الاتحاد", "confirmed"),
    ("⟦وجه الاتحاد رسالة إلى الأندية أمس بشأن الملاعب⟧، مؤكداً أن الموسم سيبدأ.", None, None),
    ("الجيش قال إن ⟦التلة سقطت⟧ بعد معارك عنيفة.", "الجيش", "said"),
    ("أعلنت جبهة الشمال إسقاط طائرة مسيرة. وقالت الجبهة إن ⟦مقاتليها بخير⟧.", "جبهة الشمال", "said"),
    ("ذكر شهود عيان أن ⟦الدخان غطى الحي⟧.", "شهود عيان", "said"),
    ("وفي سياق متصل، حذر خبير المياه سامر قاسم من أن ⟦السد مهدد بالانهيار⟧.", "خبير المياه سامر قاسم", "warned"),
    ("تعهد رئيس البلدية بأن ⟦تعود الكهرباء خلال يومين⟧.", "رئيس البلدية", "promised"),
    ("على حد قول المحامي، ⟦كان موكله نائماً⟧.", "المحامي", "said"),
    ("وبحسب التقرير، ⟦بلغت الخسائر مليون دولار⟧.", "التقرير", "said"),
    ("استقبل الملك الوفد في القصر. ⟦واستمر اللقاء ساعتين⟧.", None, None),
    ("الوزيرة التي زارت الحدود قالت إن ⟦المعبر مغلق⟧.", "الوزيرة", "said"),
    ("قال الأمين العام للأمم المتحدة في نيويورك إن ⟦المجاعة وشيكة⟧.", "الأمين العام للأمم المتحدة", "said"),
    ("وكشف مسؤول في وزارة النقل أن ⟦القطار تجاوز السرعة المسموحة⟧.", "مسؤول في وزارة النقل", "said"),
    ("لم تقل الشركة إن ⟦المصنع سيغلق⟧.", None, None),
    ("وأشار الباحث إلى أن ⟦النتائج أولية⟧، موضحاً أن العينة صغيرة.", "الباحث", "said"),
    ("وأشار الباحث إلى أن النتائج أولية، موضحاً أن ⟦العينة صغيرة⟧.", "الباحث", "said"),
]
# Written before the rules (or, the second and third lists, before anything was tuned on them) to measure; the rates that
# they gave when first run stand in the test below.
HELD_OUT_ENGLISH: list[Case] = [
    (
        "⟦The samples were contaminated long before they reached the laboratory⟧, according to "
        "Priya Raman, a geochemist at Leeds. Others disagree.",
        "Priya Raman",
        "said",
    ),
    ("Northwind Airways denied that it had ⟦sold passenger data to advertisers⟧.", "Northwind Airways", "denied"),
    (
        "“We never signed that contract. ⟦The signature is not mine⟧,” the former treasurer told the court.",
        "the former treasurer",
        "said",
    ),
    (
        "The opposition claims ⟦thousands of ballots were never counted⟧, a charge the commission rejects.",
        "The opposition",
        "claimed",
    ),
    (
        "Coach Ana Beltrán, whose side had lost four matches in a row, said on Sunday that ⟦the players were exhausted⟧.",
        "Coach Ana Beltrán",
        "said",
    ),
    (
        "⟦The river rose by two metres overnight and flooded the old market.⟧ The mayor said the bridge would stay shut.",
        None,
        None,
    ),
    ("The mayor, Lena Ortiz, said the bridge was safe. She added that ⟦it would reopen on Monday⟧.", "Lena Ortiz", "said"),
    ("The vaccine, the company says, ⟦protects children for at least two years⟧.", "the company", "said"),
    ("The suspect, who police say ⟦was armed⟧, fled on foot.", "police", "said"),
    ("The engineer was quoted as saying ⟦the dam had been leaking for months⟧.", "The engineer", "said"),
    ("Union leaders accused the port authority of ⟦ignoring safety warnings⟧.", "Union leaders", "accused"),
    ("“It was a penalty,” said referee Tom Hale. ⟦“I would give it again.”⟧", "referee Tom Hale", "said"),
    (
        "The ministry of fisheries announced the closure of the bay on Tuesday, insisting that ⟦the stocks had collapsed⟧.",
        "The ministry of fisheries",
        "claimed",
    ),
    ("The bank has ⟦4,000 branches in eleven countries⟧.", None, None),
    ("⟦The explosion was an accident⟧, the fire service said in a statement.", "the fire service", "said"),
    (
        "The strike, which lasted nine days, cost the city dearly. ⟦Shops lost half of their income⟧, traders say.",
        "traders",
        "said",
    ),
    (
        "A spokeswoman for Helix Energy confirmed ⟦the layoffs⟧ but gave no figures.",
        "A spokeswoman for Helix Energy",
        "confirmed",
    ),
    (
        "While the army said the road was open, aid workers reported that ⟦convoys were still being turned back⟧.",
        "aid workers",
        "said",
    ),
    (
        "While the army said ⟦the road was open⟧, aid workers reported that convoys were still being turned back.",
        "the army",
        "said",
    ),
    ("The report's authors warn that ⟦the ice could vanish by 2050⟧.", "The report's authors", "warned"),
    (
        "According to the World Meteorological Office, ⟦last July was the hottest on record⟧.",
        "World Meteorological Office",
        "said",
    ),
    ("“The council has lied to us,” Mr Osei said. “⟦They promised new homes and built a car park.⟧”", "Mr Osei", "said"),
    ("The review was published in May. ⟦It covers 32 trials.⟧ Its lead author said the evidence was thin.", None, None),
    ("The tribunal's ruling, which the firm called ⟦“a mistake”⟧, will be appealed.", "the firm", "said"),
    (
        "Researchers at the Delft institute argue the fossil is a forgery; ⟦the museum maintains that it is genuine⟧.",
        "the museum",
        "claimed",
    ),
    ("⟦The minister, who lost her seat last week⟧, said the vote had been stolen.", None, None),
    ("Local fishermen have long complained that ⟦the refinery poisons the estuary⟧.", "Local fishermen", "said"),
    (
        "“There is no shortage of vaccine,” Health Minister Olu Bright said on Monday, rejecting "
        "reports of empty clinics. ⟦“Every district has been supplied.”⟧",
        "Health Minister Olu Bright",
        "said",
    ),
    (
        "In a letter to shareholders seen by this newspaper, the board said ⟦it had lost confidence in the auditor⟧.",
        "the board",
        "said",
    ),
    (
        "The airline's lawyers argued on Wednesday that ⟦the passenger had been drunk⟧, a version disputed by the crew.",
        "The airline's lawyers",
        "said",
    ),
    (
        "⟦At least nine people died when the ferry capsized⟧, the coast guard said, adding that "
        "the search would continue at dawn.",
        "the coast guard",
        "said",
    ),
    (
        "At least nine people died when the ferry capsized, the coast guard said, adding that ⟦the "
        "search would continue at dawn⟧.",
        "the coast guard",
        "said",
    ),
    ("Meanwhile, the rebels posted a photograph which they said ⟦showed a captured pilot⟧.", "the rebels", "said"),
    ("The glacier has retreated by a kilometre since 1990. ⟦Measurements began in 1911.⟧", None, None),
    ("Police said they had found no weapon. ⟦The suspect was released on Thursday.⟧", None, None),
    ("Asked whether he would resign, Mr Tanaka replied: “⟦Why should I?⟧”", "Mr Tanaka", "said"),
    ("According to three former employees, ⟦managers knew of the leak in March⟧.", "three former employees", "said"),
    ("The striker’s agent told the BBC ⟦there had been no offer from Spain⟧.", "The striker’s agent", "said"),
    (
        "Neither side has published its figures, but the ministry of defence estimates that ⟦the "
        "garrison lost a third of its men⟧.",
        "the ministry of defence",
        "believed",
    ),
    ("The novelist, who died on Sunday, ⟦wrote eleven books⟧.", None, None),
    ("The court heard that the caretaker had been paid in cash. ⟦His lawyer said the money was a gift⟧.", "His lawyer", "said"),
    (
        "“I was never asked,” says Dahlia Kern, a nurse who worked at the clinic for ten years. “⟦Nobody was.⟧”",
        "Dahlia Kern",
        "said",
    ),
    ("Both governments denied ⟦that any talks had taken place⟧.", "Both governments", "denied"),
    ("The prize went to a team from Lagos, organisers announced. ⟦The team beat 400 rivals.⟧", None, None),
    ("The paper quoted an unnamed diplomat as saying that ⟦the embassy would close⟧.", "an unnamed diplomat", "said"),
    ("Dr Weiss added: “⟦The second dose matters more than the first.⟧”", "Dr Weiss", "said"),
    ("The fire brigade warned residents that ⟦the smoke was toxic⟧.", "The fire brigade", "warned"),
    ("What the mayor described as “⟦a minor incident⟧” left two people in hospital.", "the mayor", "said"),
    ("Zoologists had assumed the bird was extinct. ⟦Then a hiker photographed one in 2019.⟧", None, None),
    ("“⟦The rope snapped⟧,” recalled the climber, who spent two nights on the ledge.", "the climber", "said"),
    ("The tax office insists ⟦it sent the letters in time⟧.", "The tax office", "claimed"),
    ("Farmers' leader Paul Ngata said: “⟦We will block every road.⟧”", "Farmers' leader Paul Ngata", "said"),
    (
        "The two firms will merge in June, people with knowledge of the plan told the Ledger. ⟦Neither firm commented.⟧",
        None,
        None,
    ),
    (
        "⟦The two firms will merge in June⟧, people with knowledge of the plan told the Ledger.",
        "people with knowledge of the plan",
        "said",
    ),
    ("The general, speaking to reporters at the border, said ⟦no shots had been fired⟧.", "The general", "said"),
    ("A spokesman for the railway, Jan Novak, said ⟦the points had frozen⟧.", "Jan Novak", "said"),
    (
        "It was the coldest night of the year, according to the weather service, and ⟦four people were taken to hospital⟧.",
        None,
        None,
    ),
    (
        "The mayor accused the builders of cutting corners, but ⟦the builders say they followed the plans⟧.",
        "the builders",
        "said",
    ),
    ("Lopez rejected ⟦suggestions that he had been paid⟧.", "Lopez", "denied"),
    ("“I saw him run,” Mrs Dale told the court. She said ⟦he had dropped a bag⟧.", "Mrs Dale", "said"),
    ("The museum acknowledged that ⟦the vase had been stolen in 1944⟧.", "The museum", "confirmed"),
    ("The inquiry heard ⟦evidence from sixty people over nine weeks⟧.", None, None),
    ("Doctors warned that ⟦the hospital would run out of oxygen by Friday⟧.", "Doctors", "warned"),
    ("The champion, 34, announced on Sunday that ⟦she would retire⟧.", "The champion", "announced"),
    ("In his memoir, the former prime minister writes that ⟦the war was a mistake⟧.", "the former prime minister", "said"),
    (
        "Opponents of the dam argue that ⟦it will drown nine villages⟧. The government has promised to rehouse the families.",
        "Opponents of the dam",
        "said",
    ),
    (
        "Opponents of the dam argue that it will drown nine villages. The government has promised to ⟦rehouse the families⟧.",
        "The government",
        "promised",
    ),
    ("As the captain later admitted, ⟦the ship was overloaded⟧.", "the captain", "confirmed"),
    ("Amnesia Records, the band's label, ⟦released the album in March⟧.", None, None),
    ("Both parties agreed that ⟦the count had been fair⟧, the referee's report states.", "the referee's report", "said"),
]
HELD_OUT_ARABIC: list[Case] = [
    ("قالت شركة النسيم للطيران إن ⟦الرحلات ستعود إلى طبيعتها الأسبوع المقبل⟧.", "شركة النسيم للطيران", "said"),
    ("نفى رئيس البلدية أن ⟦تكون المياه ملوثة⟧.", "رئيس البلدية", "denied"),
    ("قال المدرب سامي العلي إن اللاعبين متعبون. وأضاف أن ⟦الفريق سيغادر غداً⟧.", "المدرب سامي العلي", "said"),
    ("بحسب منظمة الأرصاد العالمية، ⟦كان يوليو الأشد حراً منذ بدء القياس⟧.", "منظمة الأرصاد العالمية", "said"),
    ("⟦ارتفع منسوب النهر مترين خلال الليل⟧، وفقاً لهيئة السدود.", "هيئة السدود", "said"),
    ("⟦ارتفع سعر الذهب في الأسواق المحلية بعد عطلة العيد⟧. وقال تجار إن الطلب ضعيف.", None, None),
    ("اتهمت نقابة المعلمين الوزارة بـ⟦تأخير الرواتب عمداً⟧.", "نقابة المعلمين", "accused"),
    ("زعم محامي المتهم أن ⟦التسجيل مفبرك⟧.", "محامي المتهم", "claimed"),
    ("وزارة الزراعة أعلنت أن ⟦المحصول تراجع إلى النصف⟧.", "وزارة الزراعة", "announced"),
    ("أكدت الباحثة ليلى منصور في مقابلة تلفزيونية أن ⟦النتائج أولية⟧.", "الباحثة ليلى منصور", "confirmed"),
    ("قال الحكم: «⟦كانت ركلة جزاء واضحة⟧».", "الحكم", "said"),
    ("زار الوزير المصنع أمس، مشيراً إلى أن ⟦الإنتاج سيبدأ في الخريف⟧.", "الوزير", "said"),
    ("المتحدث باسم الشرطة قال إن ⟦المشتبه به كان مسلحاً⟧.", "المتحدث باسم الشرطة", "said"),
    ("ونقلت وكالة الأنباء عن مصدر قضائي قوله إن ⟦الجلسة أُجلت⟧.", "مصدر قضائي", "said"),
    ("«⟦لم نوقع أي عقد⟧»، قال مدير الشركة للصحفيين.", "مدير الشركة", "said"),
    ("وصرح المرشح عادل حداد بأن ⟦الفرز شابته مخالفات⟧.", "المرشح عادل حداد", "said"),
    ("ذكرت صحيفة محلية أن ⟦المصرف باع فروعه⟧، فيما نفت إدارته ذلك.", "صحيفة محلية", "said"),
    ("وجاء على لسان قائد الفريق أن ⟦المباراة لن تؤجل⟧.", "قائد الفريق", "said"),
    ("يقول علماء من جامعة لايدن إن ⟦الحفرية مزورة⟧.", "علماء من جامعة لايدن", "said"),
    ("⟦افتتح المتحف الجديد أبوابه في مايو الماضي⟧، ويضم ثلاثة آلاف قطعة.", None, None),
    ("وحذّر خبراء من أن ⟦الجليد قد يختفي بحلول 2050⟧.", "خبراء", "warned"),
    ("قالت الشركة إن المصنع سليم. وأوضحت أن ⟦الحريق اقتصر على المخزن⟧.", "الشركة", "said"),
    ("⟦كانت الطريق مفتوحة⟧، كما يقول الجيش، بينما أفاد عمال إغاثة بأن القوافل أُعيدت.", "الجيش", "said"),
    ("كانت الطريق مفتوحة، كما يقول الجيش، بينما أفاد عمال إغاثة بأن ⟦القوافل أُعيدت⟧.", "عمال إغاثة", "said"),
    (
        "أعلن الاتحاد الدولي للسباحة، الذي يتخذ من لوزان مقراً له، أن ⟦البطولة ستنقل إلى مدينة أخرى⟧.",
        "الاتحاد الدولي للسباحة",
        "announced",
    ),
    ("اشتكى صيادون من أن ⟦المصفاة تلوث المصب⟧.", "صيادون", "said"),
    ("قال وزير الصحة علي بشير، اليوم الاثنين، إن ⟦اللقاح متوفر في كل المناطق⟧.", "وزير الصحة علي بشير", "said"),
    ("وبحسب ثلاثة موظفين سابقين، فإن ⟦الإدارة علمت بالتسرب في مارس⟧.", "ثلاثة موظفين سابقين", "said"),
    ('وتابع المتحدث: "⟦البحث سيستمر عند الفجر⟧".', "المتحدث", "said"),
    ("⟦لقي تسعة أشخاص حتفهم في غرق العبّارة⟧، حسبما أعلن خفر السواحل.", "خفر السواحل", "announced"),
    ("وذكرت وكالة الأنباء الرسمية أن الوفد وصل مساء. ⟦ويضم الوفد عشرين خبيراً⟧.", None, None),
    ("من جهته، نفى محامي الحارس أن ⟦يكون موكله تلقى أموالاً⟧.", "محامي الحارس", "denied"),
    ("وقال المتمردون إنهم ⟦أسروا طياراً⟧.", "المتمردون", "said"),
    ("تراجع النهر الجليدي كيلومتراً منذ عام 1990. ⟦وبدأت القياسات عام 1911⟧.", None, None),
    ("وأوضحت الممرضة داليا كرم، التي عملت في العيادة عشر سنوات، أن ⟦أحداً لم يُسأل⟧.", "الممرضة داليا كرم", "said"),
    ("وفي المقابل، اعتبرت المعارضة أن ⟦الانتخابات باطلة⟧.", "المعارضة", "said"),
    ("أعلن منظمو الجائزة ⟦فوز فريق من لاغوس⟧.", "منظمو الجائزة", "announced"),
    ("ونقلت الصحيفة عن دبلوماسي لم تسمه قوله إن ⟦السفارة ستغلق⟧.", "دبلوماسي", "said"),
    ("حذرت فرق الإطفاء السكان من أن ⟦الدخان سام⟧.", "فرق الإطفاء", "warned"),
    ("وتوقع خبراء اقتصاد أن ⟦ترتفع الأسعار مجدداً⟧.", "خبراء اقتصاد", "believed"),
    ("وقال شاهد عيان لمراسلنا إن ⟦السقف انهار فجأة⟧.", "شاهد عيان", "said"),
    ("اتهمت الحكومة المتمردين باستخدام ⟦المدنيين دروعاً بشرية⟧.", "الحكومة", "accused"),
    ("وصل المنتخب إلى المطار صباحاً، وكان في استقباله ⟦مئات المشجعين⟧.", None, None),
    ("رداً على سؤال، قال تاناكا: «⟦ولماذا أستقيل؟⟧»", "تاناكا", "said"),
    ("وشددت الوزارة على أن ⟦المخزون يكفي ستة أشهر⟧.", "الوزارة", "said"),
    ("قال المدير إن النتائج جيدة، مشيراً إلى أن ⟦الأرباح تضاعفت⟧.", "المدير", "said"),
    ("وأكد مصدر أمني، طلب عدم الكشف عن اسمه، أن ⟦المشتبه به فرّ⟧.", "مصدر أمني", "confirmed"),
    ("كان علماء الطيور يظنون أن الطائر انقرض. ⟦ثم التقط متنزه صورة له عام 2019⟧.", None, None),
    ("وتصر مصلحة الضرائب على أن ⟦الرسائل أُرسلت في موعدها⟧.", "مصلحة الضرائب", "claimed"),
    ("وقال زعيم المزارعين بول نغاتا: «⟦سنغلق كل الطرق⟧».", "زعيم المزارعين بول نغاتا", "said"),
    ("⟦ستندمج الشركتان في يونيو⟧، وفق ما نقلت صحيفة محلية.", "صحيفة محلية", "said"),
    ("وقال اللواء حسن طارق، قائد حرس الحدود، إن ⟦النيران لم تُطلق⟧.", "اللواء حسن طارق", "said"),
    ("وأفادت مصلحة الأرصاد بأن ⟦الليلة كانت الأبرد هذا العام⟧.", "مصلحة الأرصاد", "said"),
    ("واتهم العمدة المقاولين بـ⟦الغش في البناء⟧، غير أن المقاولين نفوا ذلك.", "العمدة", "accused"),
    ("رفض لوبيز ⟦الاتهامات الموجهة إليه⟧.", "لوبيز", "denied"),
    ("أدلت السيدة ديل بشهادتها أمام المحكمة. وقالت إن ⟦الرجل أسقط حقيبة⟧.", "السيدة ديل", "said"),
    ("وأقر المتحف بأن ⟦المزهرية سُرقت عام 1944⟧.", "المتحف", "confirmed"),
    ("استمعت اللجنة إلى ⟦ستين شاهداً على مدى تسعة أسابيع⟧.", None, None),
    ("وحذر أطباء من أن ⟦الأكسجين سينفد بحلول الجمعة⟧.", "أطباء", "warned"),
    ("أعلنت البطلة في مؤتمر صحفي أمس أنها ⟦ستعتزل⟧.", "البطلة", "announced"),
    ("ويقول معارضو السد إنه ⟦سيغرق تسع قرى⟧، بينما تعهدت الحكومة بإسكان الأهالي.", "معارضو السد", "said"),
    ("وكما اعترف القبطان لاحقاً، ⟦كانت السفينة محملة فوق طاقتها⟧.", "القبطان", "confirmed"),
    ("صدر الألبوم في مارس عن شركة أمنيزيا. ⟦وبيعت منه مليون نسخة⟧.", None, None),
    ("وبحسب ما قاله مسؤول أمريكي، ⟦فإن الصفقة ألغيت⟧.", "مسؤول أمريكي", "said"),
    ("وأكدت المتحدثة باسم المفوضية، خلال مؤتمر صحفي في بروكسل، أن ⟦المساعدات ستستمر⟧.", "المتحدثة باسم المفوضية", "confirmed"),
    ("نشر النادي بياناً على موقعه، نافياً ⟦التعاقد مع المدرب⟧.", "النادي", "denied"),
    ("ولفت التقرير إلى أن ⟦نصف المدارس مغلقة⟧.", "التقرير", "said"),
    ('وعلّق الممثل قائلاً: "⟦لم أقرأ السيناريو بعد⟧".', "الممثل", "said"),
    ("وذكر بيان للجيش أن ⟦الغارة استهدفت مخزناً⟧. ولم تعلق الفصائل.", "الجيش", "said"),
]


def _ask(marked: str, language: str) -> Speaker | None:
    start, end = marked.index("⟦"), marked.index("⟧") - 1
    return speaker(marked.replace("⟦", "").replace("⟧", ""), start, end, language)


def _is_right(case: Case, language: str) -> bool:
    found = _ask(case[0], language)
    return (found.name if found else None, str(found.stance) if found else None) == case[1:]


@pytest.mark.parametrize("case", ENGLISH, ids=lambda case: case[0][:60])
def test_english(case: Case) -> None:
    found = _ask(case[0], "en")
    assert (found and found.name, found and found.stance) == case[1:]


@pytest.mark.parametrize("case", ARABIC, ids=lambda case: case[0][:60])
def test_arabic(case: Case) -> None:
    found = _ask(case[0], "ar")
    assert (found and found.name, found and found.stance) == case[1:]


@pytest.mark.parametrize(("cases", "language", "at_first"), [(HELD_OUT_ENGLISH, "en", 0.93), (HELD_OUT_ARABIC, "ar", 0.84)])
def test_no_worse_than_when_first_measured(cases: list[Case], language: str, at_first: float) -> None:
    right = sum(_is_right(case, language) for case in cases)
    assert right / len(cases) >= at_first


def _seed(prefix: str) -> str:
    return next(SEEDS.glob(f"{prefix}*")).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("seed", "language", "words", "name", "stance"),
    [
        ("000", "en", "it prevented an Israeli military operation", "Al-Qassam Brigades", Stance.SAID),
        ("000", "en", "was a soldier", "Hamas", Stance.SAID),
        ("000", "en", "he was killed in the crossfire", "Qassam Brigades", Stance.CLAIMED),
        ("000", "en", "Two Israeli soldiers were seriously wounded", "Daniel Hagari", Stance.SAID),
        ("000", "en", "The forces raided a Hamas site", "Daniel Hagari", Stance.SAID),
        ("000", "en", "while two members of the Israeli special forces team were severely injured", None, None),
        ("000", "en", "More than 130 hostages remain held in Gaza", None, None),
        ("002", "ar", "القوة حاولت التسلل عبر سيارة إسعاف", "كتائب القسام", Stance.CONFIRMED),
        ("002", "ar", "أُسرت في السابع من أكتوبر", "الجندي الأسير", Stance.SAID),
        ("002", "ar", "تسللت في تمام الساعة الـ2 والنصف فجراً", "كتائب القسام", Stance.SAID),
        ("002", "ar", "الاشتباكات أدت إلى مقتل وإصابة أفراد القوة", "كتائب القسام", Stance.SAID),
        ("002", "ar", "خلفت 17 ألفاً و487 شهيداً", "مصادر رسمية فلسطينية وأممية", Stance.SAID),
        ("002", "ar", "ظهر جثمان الأسير", None, None),
    ],
)
def test_seed_documents(seed: str, language: str, words: str, name: str | None, stance: Stance | None) -> None:
    text = _seed(seed)
    start = text.index(words)
    found = speaker(text, start, start + len(words), language)
    assert (found and found.name, found and found.stance) == (name, stance)


@pytest.mark.parametrize(("seed", "language"), [("000", "en"), ("002", "ar")])
def test_the_name_is_the_documents_words(seed: str, language: str) -> None:
    text = _seed(seed)
    found = [speaker(text, start, end, language) for start, end in sentences(text, 0, len(text))]
    named = [one for one in found if one is not None]
    assert len(named) > 5
    assert all(text[one.start : one.end] == one.name for one in named)


def test_a_short_form_takes_the_only_full_name_near_it() -> None:
    found = _ask("أعلنت جبهة الشمال هدنة. وقالت الجبهة إن ⟦الجسر آمن⟧.", "ar")
    assert found is not None
    assert found.name == "جبهة الشمال"


def test_a_short_form_stays_where_two_full_names_are_near() -> None:
    found = _ask("التقت جبهة الشمال وجبهة الجنوب أمس. وقالت الجبهة إن ⟦الجسر آمن⟧.", "ar")
    assert found is not None
    assert found.name == "الجبهة"
    found = _ask("The Tax Agency and the Rail Agency met on Monday. The agency said ⟦the talks had failed⟧.", "en")
    assert found is not None
    assert found.name == "The agency"


def test_a_short_form_does_not_reach_over_unrelated_sentences() -> None:
    filler = "The river rose. " * 6
    found = _ask(f"The Tax Agency moved house. {filler}The agency said ⟦the talks had failed⟧.", "en")
    assert found is not None
    assert found.name == "The agency"


def test_a_merged_article_is_written_out() -> None:
    found = _ask("⟦ارتفعت الأسعار⟧، وفقاً للوزارة.", "ar")
    assert found is not None
    assert found.name == "الوزارة"


def test_a_pronoun_without_antecedent_stays() -> None:
    found = _ask("He said ⟦the gate was open⟧.", "en")
    assert found is not None
    assert found.name == "He"


def test_what_is_denied_is_nobodys_statement() -> None:
    found = _ask("The club denied reports that the coach said ⟦the striker was lazy⟧.", "en")
    assert found is not None
    assert (found.name, found.stance) == ("The club", Stance.DENIED)


def test_an_open_quotation_goes_on_over_paragraphs() -> None:
    text = "“We lost the harvest,” said Ada Mensah.\n\n“The rain never came.\n\n“⟦Now we sell the goats.⟧”"
    found = _ask(text, "en")
    assert found is not None
    assert found.name == "Ada Mensah"


def test_a_name_in_quotation_marks_is_not_what_is_said() -> None:
    found = _ask('قالت صحيفة "المرفأ" إن ⟦الميناء مغلق⟧.', "ar")
    assert found is not None
    assert found.name == 'صحيفة "المرفأ"'
    found = _ask("The weekly “Tide” said ⟦the port was closed⟧.", "en")
    assert found is not None
    assert found.name == "The weekly “Tide”"


@pytest.mark.parametrize("language", ["fr", "", "he"])
def test_of_other_languages_nothing_is_known(language: str) -> None:
    assert speaker("The mayor said the bridge was safe.", 15, 35, language) is None


@given(st.text(alphabet="أقالن وب:«»“”\"،,. saidthe\nX'", max_size=80), st.sampled_from(["en", "ar"]))
def test_any_text_is_read_without_fault(text: str, language: str) -> None:
    found = speaker(text, 0, len(text), language)
    assert found is None or 0 <= found.start < found.end <= len(text)
