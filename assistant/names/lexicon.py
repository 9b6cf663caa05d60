"""Words for finding and comparing names: what begins sentences, what joins names, and names that are translated.

Nothing here is about any one person, party or organisation: only general words, and the words of which names of offices,
bodies and places are commonly made. Names of countries and peoples come from CLDR through Babel.
"""

from functools import cache

from assistant.quantities.lexicon import word_set
from assistant.quantities.tokens import fold

PARTICLES = word_set("of the de del della der den di da du des van von la le el al bin ibn bint")

HONORIFICS = word_set("mr mrs ms miss dr prof sir")

SENTENCE_OPENERS = word_set(
    "a about above according across additionally after afterwards again against ago all almost along already also "
    "although altogether always amid among an and another any anybody anyone anything are around as aside at away "
    "back because been before behind being below beside besides between beyond both but by can certainly clearly "
    "consequently could currently days deep despite did do does doing done down due during each earlier either else "
    "elsewhere enough even eventually ever every everybody everyone everything except few fewer finally first five "
    "following for former fortunately four from full further furthermore given had half has have having he hence her "
    "here hers herself him himself his how however hundreds i if in indeed initially inside instead into is it its "
    "itself just last late later latest less let like likewise little local long lots made mainly make many maybe me "
    "meanwhile men might millions mine more moreover most mostly much must my myself near nearby nearly neither "
    "never nevertheless new next nine no nobody none nonetheless nor not nothing notably now nowhere of off officials "
    "often old on once one only onto or originally other others otherwise our ours out outside over overall own part "
    "perhaps people please police possibly previously probably quite rather recent recently residents same second "
    "separately seven several shall she should similarly since six so some somebody someone something sometimes soon "
    "still strictly subsequently such suddenly ten than thanks that the their theirs them themselves then there "
    "thereafter therefore these they thirty this those though thousands three through throughout thus to today "
    "together tomorrow tonight too toward towards twelve twenty two under unfortunately unless unlike until up upon "
    "us usually various very via was we well were what whatever when whenever where whereas wherever whether which "
    "while who whoever whole whom whose why will with within without witnesses women would year years yes yesterday "
    "yet you young your yours am be eight soldiers children hostages workers students troops forces voters experts "
    "scientists researchers analysts critics members families traders farmers protesters prices sales shares profits "
    "rain snow water text video photo image read listen watch analysis opinion live story"
)
COMMON_ENDINGS = ("ing", "tion", "tions", "ment", "ments", "ness", "ists", "ers", "ors", "ly", "ity", "ities", "ship", "sm")

# English word(s) of names: Arabic words that translate them, folded, without the article.
_TRANSLATED = """
army armies: جيش جيوش
air: جوي جويه هواء
agency: وكاله هيئه
alliance: تحالف
assembly: جمعيه مجلس
association: جمعيه رابطه اتحاد
authority: سلطه هيئه
bank: بنك مصرف ضفه
battalion battalions: كتيبه كتائب
bay: خليج
black: اسود سوداء
blue: ازرق زرقاء
board: مجلس
brigade brigades: كتيبه كتائب لواء الويه
bureau: مكتب
cabinet: حكومه مجلس
captain: نقيب قبطان قائد
cape: راس
central: مركزي مركزيه وسطي
centre center: مركز
chief: رئيس قائد كبير
church: كنيسه
city: مدينه
club: نادي
college: كليه
colonel: عقيد
command: قياده
commission: لجنه مفوضيه هيئه
committee: لجنه
company corporation: شركه
conference: مؤتمر
congress: كونغرس مؤتمر
council: مجلس
country: بلد دوله
court: محكمه
crescent: هلال
cross: صليب
cup: كاس
day: يوم
dead: ميت
defence defense: دفاع دفاعي
delta: دلتا
democratic: ديمقراطي ديمقراطيه
department: وزاره قسم اداره
deputy: نائب
desert: صحراء
director: مدير
east eastern: شرق شرقي شرقيه
economic economy: اقتصاد اقتصادي اقتصاديه
education: تعليم تربيه
emirates: امارات
environment: بيئه
european europe: اوروبي اوروبيه اوروبا
exchange: بورصه
federal: اتحادي اتحاديه فيدرالي فيدراليه
federation: اتحاد
fifa: فيفا
finance financial: ماليه مالي
force forces: قوه قوات
foreign: خارجيه خارجي اجنبي
foundation: مؤسسه
front: جبهه
fund: صندوق
general: عام عامه لواء جنرال
global: عالمي عالميه
government: حكومه
governor: محافظ حاكم
great: عظيم عظمي كبير كبري
green: اخضر خضراء
group: مجموعه جماعه
guard guards: حرس
gulf: خليج
health: صحه صحي صحيه
high: عالي عليا اعلي
hospital: مستشفي
house: بيت مجلس
human: انسان انساني
independent: مستقل مستقله
institute: معهد
intelligence: استخبارات مخابرات
interior: داخليه
international: دولي دوليه عالمي عالميه
island islands: جزيره جزر
jihad: جهاد
judge: قاضي
justice: عدل عداله
king: ملك
kingdom: مملكه
labour labor: عمل عمال
lake: بحيره
league: جامعه رابطه دوري
liberation: تحرير
lieutenant: ملازم
major: رائد
mayor: عمده رئيس
media: اعلام
medical: طبي طبيه
mediterranean: متوسط
middle: اوسط
military: عسكري عسكريه
minister: وزير وزيره وزراء
ministry: وزاره
monetary: نقد نقدي
mosque: مسجد جامع
mount mountain mountains: جبل جبال
movement: حركه
museum: متحف
national: وطني وطنيه قومي قوميه اهلي
nations nation: امم امه
naval navy: بحريه بحري
new: جديد جديده
north northern: شمال شمالي شماليه
northeast northeastern: شمال شرق
nuclear: نووي نوويه
occupation: احتلال
ocean: محيط
office: مكتب
official: مسؤول رسمي
olympic olympics: اولمبي اولمبيه اولمبياد
organization organisation: منظمه
pacific: هادئ هادي
palace: قصر
parliament: برلمان
party: حزب
peace: سلام
people peoples: شعب شعبي شعبيه
police: شرطه
pope: بابا
popular: شعبي شعبيه
port: ميناء
premier: رئيس ممتاز
president: رئيس رئيسه
prime: رئيس وزراء
prince: امير
princess: اميره
professor: بروفيسور استاذ
programme program: برنامج
prophet: نبي
prosecutor: مدعي نائب
protection: حمايه
province: محافظه اقليم مقاطعه
public: عام عامه
queen: ملكه
red: احمر حمراء
refugee refugees: لاجئ لاجئين
relief: اغاثه
republic: جمهوريه
republican: جمهوري
resistance: مقاومه
revolution revolutionary: ثوره ثوري
rights: حقوق
river: نهر
road street: شارع طريق
royal: ملكي ملكيه
sea: بحر
secretary: سكرتير امين وزير
security: امن امني امنيه
senate: شيوخ
sheikh: شيخ
socialist: اشتراكي
society: جمعيه
south southern: جنوب جنوبي جنوبيه
southeast southeastern: جنوب شرق
space: فضاء
special: خاص خاصه
spokesman spokeswoman spokesperson: متحدث متحدثه ناطق ناطقه
square: ميدان ساحه
stadium: ملعب استاد
state states: دوله ولايه ولايات
strait: مضيق
strip: قطاع
supreme: عليا اعلي
territories territory: اراضي
tower: برج
trade: تجاره تجاريه
treasury: خزانه
treaty: معاهده
tribunal: محكمه
union: اتحاد نقابه
unit: وحده
united: متحده متحد
university: جامعه
valley: وادي
vice: نائب
village: قريه
wall: جدار سور
war: حرب
watch: ووتش مراقبه
west western: غرب غربي غربيه ضفه
white: ابيض بيضاء
women: مراه نساء
world: عالم عالمي عالميه
arab: عربي عربيه
arabic: عربيه
mr: سيد
mrs ms: سيده
dr doctor: دكتور دكتوره طبيب
"""
# Names that are translated as a whole.
_WHOLE = """
un: الامم المتحده
eu: الاتحاد الاوروبي
us: الولايات المتحده|امريكي|امريكيه|امريكا|اميركي|اميركيه|اميركا
usa: الولايات المتحده|امريكا|اميركا
uk: المملكه المتحده|بريطانيا|بريطاني|بريطانيه
america: امريكا|اميركا|الولايات المتحده
american: امريكي|امريكيه|اميركي|اميركيه|الامريكيون|الاميركيون
britain: بريطانيا|المملكه المتحده
british: بريطاني|بريطانيه|بريطانيون|بريطانيين
england: انجلترا|انكلترا
english: انجليزي|انجليزيه|انكليزي|انكليزيه
holland: هولندا
dutch: هولندي|هولنديه
welsh: ويلزي|ويلزيه
who: منظمه الصحه العالميه
imf: صندوق النقد الدولي
eu commission: المفوضيه الاوروبيه
icc: المحكمه الجنائيه الدوليه
icj: محكمه العدل الدوليه
ai: الذكاء الاصطناعي
jerusalem: القدس
bethlehem: بيت لحم
hebron: الخليل
nablus: نابلس
jericho: اريحا
nazareth: الناصره
jaffa: يافا
acre: عكا
aleppo: حلب
damascus: دمشق
homs: حمص
tyre: صور
sidon: صيدا
tripoli: طرابلس
cairo: القاهره
giza: الجيزه
algiers: الجزائر
casablanca: الدار البيضاء
marrakesh: مراكش
mecca: مكه
medina: المدينه المنوره
basra: البصره
mosul: الموصل
erbil: اربيل
nile: النيل
euphrates: الفرات
tigris: دجله
athens: اثينا
venice: البندقيه
vienna: فيينا
rome: روما
lisbon: لشبونه
seville: اشبيليه
granada: غرناطه
cordoba: قرطبه
constantinople: القسطنطينيه
plato: افلاطون
aristotle: ارسطو
avicenna: ابن سينا
averroes: ابن رشد
saladin: صلاح الدين
jesus: يسوع|عيسي
moses: موسي
abraham: ابراهيم
joseph: يوسف
john: يوحنا|جون
christian: مسيحي|مسيحيه|مسيحيين|مسيحيون
christianity: المسيحيه
christmas: عيد الميلاد
easter: عيد الفصح
jewish: يهودي|يهوديه
jews: يهود
jew: يهودي
muslim: مسلم|مسلمه|مسلمين|مسلمون|اسلامي|اسلاميه
muslims: مسلمين|مسلمون
islam: الاسلام
islamic: اسلامي|اسلاميه
hebrew: عبري|عبريه
bible: الكتاب المقدس|الانجيل
quran: القران
koran: القران
god: الله|اله
earth: الارض
mars: المريخ
venus: الزهره
jupiter: المشتري
saturn: زحل
mercury: عطارد
atlantic: الاطلسي
mediterranean: المتوسط
arctic: القطب الشمالي|قطبي
antarctica: القاره القطبيه الجنوبيه
renaissance: عصر النهضه
"""


@cache
def translated_words() -> dict[str, frozenset[str]]:
    """Folded English word of a name to the folded Arabic words that may stand for it."""
    found: dict[str, frozenset[str]] = {}
    for line in _TRANSLATED.strip().splitlines():
        english, arabic = line.split(":")
        found |= dict.fromkeys(english.split(), frozenset(arabic.split()))
    return found


@cache
def translated_names() -> dict[str, frozenset[str]]:
    """Folded English name to the folded Arabic names that translate it; countries and languages from CLDR."""
    from babel import Locale

    english, arabic = Locale.parse("en"), Locale.parse("ar")
    found: dict[str, set[str]] = {}
    for table_en, table_ar in ((english.territories, arabic.territories), (english.languages, arabic.languages)):
        for code in table_en.keys() & table_ar.keys():
            found.setdefault(fold(table_en[code]), set()).add(fold(table_ar[code]))
    for line in _WHOLE.strip().splitlines():
        name, names = line.split(":")
        found.setdefault(name, set()).update(part.strip() for part in names.split("|"))
    return {name: frozenset(names) for name, names in found.items()}
