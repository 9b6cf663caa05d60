"""Every word that the web chat says by itself, in each language that it speaks. All plain text: escaped where it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Direction = Literal["ltr", "rtl"]


@dataclass(frozen=True, slots=True)
class Strings:
    """One language of the page. ``{…}`` are filled with ``str.format``."""

    code: str
    direction: Direction
    tagline: str
    switch: str  # names the other language, in that language
    theme: str
    conversation: str
    close: str
    views: str
    # Evaluation
    evaluation: str
    evaluation_text: str
    evaluation_empty: str
    run_suite: str
    run_time: str
    run_model: str
    run_questions: str
    run_right: str
    run_abstained: str
    run_wrong: str
    run_open: str
    # Sources
    sources: str
    sources_count: str
    sources_empty: str
    add_files: str
    drop_hint: str
    drop_here: str
    characters: str
    open_document: str
    upload_title: str
    upload_waiting: str
    upload_indexing: str
    upload_added: str
    upload_updated: str
    upload_unchanged: str
    upload_same_as: str
    upload_refused: str
    upload_too_many: str
    upload_too_large: str
    upload_kind: str
    # Conversations
    conversations: str
    conversations_empty: str
    conversations_none: str
    new_conversation: str
    search_label: str
    rename: str
    rename_label: str
    delete: str
    delete_sure: str
    export: str
    export_as: str
    save: str
    turns: str
    retry: str
    edit: str
    editing: str
    cancel: str
    copy: str
    copied: str
    right: str
    wrong: str
    note: str
    note_label: str
    feedback_waiting: str
    feedback_make: str
    feedback_made: str
    feedback_none: str
    # Asking
    welcome: str
    welcome_text: str
    question_label: str
    question_hint: str
    ask: str
    stop: str
    stopping: str
    you_asked: str
    waiting: str
    searching: str
    preparing: str
    seconds: str
    stopped: str
    stopped_midway: str
    # Answer
    answer: str
    according_to: str
    quotes: str
    citation: str
    conflicts: str
    gloss: str
    abstained: str
    nearest: str
    found: str
    show_evidence: str
    failed: str
    unexpected: str
    unexpected_hint: str
    timing: str
    # Evidence and reader
    evidence: str
    evidence_empty: str
    evidence_for: str
    cited_as: str
    page: str
    back: str
    reader: str
    opening: str
    earlier: str
    later: str
    part_only: str
    cannot_open: str
    languages: Mapping[str, str] = field(default_factory=dict)
    steps: Mapping[str, str] = field(default_factory=dict)


EN = Strings(
    code="en",
    direction="ltr",
    tagline="Cited answers from your documents",
    switch="العربية",
    theme="Switch between light and dark",
    conversation="Conversation",
    close="Close",
    views="Views",
    evaluation="Evaluation",
    evaluation_text="Past runs over suites of known facts. Each opens its report in a tab of its own.",
    evaluation_empty="No runs yet. “dossier eval” makes one, and its report appears here.",
    run_suite="Suite",
    run_time="Date",
    run_model="Model",
    run_questions="Questions",
    run_right="Right",
    run_abstained="Abstained",
    run_wrong="Shown wrong",
    run_open="Open the report of {name} in a new tab",
    sources="Sources",
    sources_count="Documents: {count}",
    sources_empty="No documents yet. Add files, or run “dossier index” on a folder.",
    add_files="Add files",
    drop_hint="or drop them anywhere on this page",
    drop_here="Drop files to add them to the library",
    characters="{count} characters",
    open_document="Open {name}",
    upload_title="Added files",
    upload_waiting="Waiting",
    upload_indexing="Indexing…",
    upload_added="Added",
    upload_updated="Updated: this version replaces the earlier one",
    upload_unchanged="Already in the library, unchanged",
    upload_same_as="The same file is already in the library as {name}",
    upload_refused="Not added",
    upload_too_many="Too many files at once: at most {limit}. Add the rest in another go.",
    upload_too_large="It has more than {limit} MB. A larger limit can be configured (index.max_file_mb).",
    upload_kind="Files of type {kind} cannot be read. Readable are {kinds}.",
    conversations="Conversations",
    conversations_empty="Conversations are kept here, in the library's folder.",
    conversations_none="No conversation has these words.",
    new_conversation="New conversation",
    search_label="Search conversations",
    rename="Rename",
    rename_label="Name of the conversation",
    delete="Delete",
    delete_sure="Really delete?",
    export="Export",
    export_as="Export {title} as {kind}",
    save="Save",
    turns="Questions: {count}",
    retry="Ask again",
    edit="Edit",
    editing="Editing question {number}. Asking it replaces that question and what follows it.",
    cancel="Cancel",
    copy="Copy",
    copied="Copied",
    right="Right",
    wrong="Wrong",
    note="Note",
    note_label="What is right, or what is missing?",
    feedback_waiting="Answers called right or wrong that are in no suite yet: {count}",
    feedback_make="Make suite entries of them",
    feedback_made="Entries made: {count}, in {path}. Left out: {left}; a wrong answer needs a note that says what is right.",
    feedback_none="No entry could be made. A wrong answer needs a note that says what is right.",
    welcome="Ask your documents",
    welcome_text="Every sentence of an answer shows the exact words it rests on. If the documents do not tell, you are told so.",
    question_label="Your question",
    question_hint="Ask a question, in any language",
    ask="Ask",
    stop="Stop",
    stopping="Stopping…",
    you_asked="Your question",
    waiting="Waiting for its turn",
    searching="Searching the documents",
    preparing="Preparing the language model",
    seconds="{count} s",
    stopped="Stopped.",
    stopped_midway="Stopped. What was checked so far stands above.",
    answer="Answer",
    according_to="According to {speaker}",
    quotes="Sources of this answer",
    citation="Citation {number}: {name}. {quote}",
    conflicts="The accounts differ",
    gloss="Translation by machine",
    abstained="The documents do not tell",
    nearest="Nearest passages",
    found="Passages found: {count}",
    show_evidence="Show the evidence",
    failed="No answer",
    unexpected="Something went wrong inside dossier.",
    unexpected_hint="Ask again; the details are in the window where dossier runs.",
    timing="Evidence after {evidence} s, answer after {total} s, {model}",
    evidence="Evidence",
    evidence_empty="The passages that answer a question appear here, before the answer is written.",
    evidence_for="Passages found for “{question}”",
    cited_as="Cited as",
    page="page {page}",
    back="Back to the evidence",
    reader="Source",
    opening="Opening…",
    earlier="Show earlier text",
    later="Show later text",
    part_only="Part of a long document: characters {start} to {end} of {total}.",
    cannot_open="This source cannot be opened.",
    languages={"en": "English", "ar": "Arabic", "fa": "Persian", "ur": "Urdu", "he": "Hebrew", "ru": "Russian"},
    steps={
        "reading": "Reading the passages",
        "quoting": "Finding the exact words",
        "wording": "Writing and checking the answer",
        "comparing": "Comparing the accounts",
        "translating": "Translating the quotes",
    },
)

AR = Strings(
    code="ar",
    direction="rtl",
    tagline="إجابات موثّقة من مستنداتك",
    switch="English",
    theme="التبديل بين الفاتح والداكن",
    conversation="المحادثة",
    close="إغلاق",
    views="طرق العرض",
    evaluation="التقييم",
    evaluation_text="تشغيلات سابقة على مجموعات من الحقائق المعروفة. يُفتح تقرير كل منها في علامة تبويب مستقلة.",
    evaluation_empty="لا تشغيلات بعد. نفّذ «dossier eval» فيظهر تقريره هنا.",
    run_suite="المجموعة",
    run_time="التاريخ",
    run_model="النموذج",
    run_questions="الأسئلة",
    run_right="صحيحة",
    run_abstained="امتناع",
    run_wrong="عُرضت خطأً",
    run_open="فتح تقرير {name} في علامة تبويب جديدة",
    sources="المصادر",
    sources_count="عدد المستندات: {count}",
    sources_empty="لا توجد مستندات بعد. أضف ملفات، أو نفّذ «dossier index» على مجلد.",
    add_files="إضافة ملفات",
    drop_hint="أو أفلتها في أي مكان من هذه الصفحة",
    drop_here="أفلت الملفات لإضافتها إلى المكتبة",
    characters="عدد الأحرف: {count}",
    open_document="فتح {name}",
    upload_title="الملفات المضافة",
    upload_waiting="في الانتظار",
    upload_indexing="تجري الفهرسة…",
    upload_added="أُضيف",
    upload_updated="حُدِّث: حلّت هذه النسخة محل السابقة",
    upload_unchanged="موجود في المكتبة من قبل ولم يتغيّر",
    upload_same_as="الملف نفسه موجود في المكتبة باسم {name}",
    upload_refused="لم يُضَف",
    upload_too_many="ملفات كثيرة دفعة واحدة: الحد الأقصى {limit}. أضف الباقي في دفعة أخرى.",
    upload_too_large="حجمه أكبر من {limit} ميغابايت. يمكن ضبط حد أكبر (index.max_file_mb).",
    upload_kind="لا يمكن قراءة ملفات النوع {kind}. الأنواع المقروءة: {kinds}.",
    conversations="المحادثات",
    conversations_empty="تُحفظ المحادثات هنا، في مجلد المكتبة.",
    conversations_none="لا محادثة فيها هذه الكلمات.",
    new_conversation="محادثة جديدة",
    search_label="البحث في المحادثات",
    rename="إعادة التسمية",
    rename_label="اسم المحادثة",
    delete="حذف",
    delete_sure="تأكيد الحذف؟",
    export="تصدير",
    export_as="تصدير {title} بصيغة {kind}",
    save="حفظ",
    turns="عدد الأسئلة: {count}",
    retry="اسأل مجدداً",
    edit="تعديل",
    editing="تعديل السؤال {number}. طرحه يحلّ محل ذلك السؤال وما بعده.",
    cancel="إلغاء",
    copy="نسخ",
    copied="نُسخ",
    right="صحيحة",
    wrong="خاطئة",
    note="ملاحظة",
    note_label="ما الصحيح، أو ما الناقص؟",
    feedback_waiting="إجابات حُكم عليها ولم تدخل مجموعة تقييم بعد: {count}",
    feedback_make="حوّلها إلى بنود تقييم",
    feedback_made="البنود المضافة: {count}، في {path}. المتروكة: {left}؛ فالإجابة الخاطئة تحتاج إلى ملاحظة تذكر الصحيح.",
    feedback_none="تعذّر صنع أي بند. فالإجابة الخاطئة تحتاج إلى ملاحظة تذكر الصحيح.",
    welcome="اسأل مستنداتك",
    welcome_text="كل جملة في الإجابة تعرض الكلمات نفسها التي تستند إليها. وإن لم يرد الجواب في المستندات فستُخبَر بذلك.",
    question_label="سؤالك",
    question_hint="اطرح سؤالاً بأي لغة",
    ask="اسأل",
    stop="إيقاف",
    stopping="يجري الإيقاف…",
    you_asked="سؤالك",
    waiting="في انتظار الدور",
    searching="يجري البحث في المستندات",
    preparing="يجري تجهيز نموذج اللغة",
    seconds="{count} ث",
    stopped="أُوقفت الإجابة.",
    stopped_midway="أُوقفت الإجابة. ما تم التحقق منه حتى الآن معروض أعلاه.",
    answer="الإجابة",
    according_to="بحسب {speaker}",
    quotes="مصادر هذه الإجابة",
    citation="الاستشهاد {number}: {name}. {quote}",
    conflicts="تختلف الروايات",
    gloss="ترجمة آلية",
    abstained="لا تذكر المستندات ذلك",
    nearest="أقرب المقاطع",
    found="المقاطع التي عُثر عليها: {count}",
    show_evidence="عرض الأدلة",
    failed="لا إجابة",
    unexpected="حدث خطأ داخل dossier.",
    unexpected_hint="أعد السؤال؛ والتفاصيل في النافذة التي يعمل فيها dossier.",
    timing="الأدلة بعد {evidence} ث، والإجابة بعد {total} ث، {model}",
    evidence="الأدلة",
    evidence_empty="تظهر هنا المقاطع التي تجيب عن السؤال قبل أن تُكتب الإجابة.",
    evidence_for="المقاطع التي عُثر عليها للسؤال «{question}»",
    cited_as="استُشهد به برقم",
    page="صفحة {page}",
    back="العودة إلى الأدلة",
    reader="المصدر",
    opening="يجري الفتح…",
    earlier="عرض ما سبق",
    later="عرض ما يلي",
    part_only="جزء من مستند طويل: الأحرف من {start} إلى {end} من {total}.",
    cannot_open="لا يمكن فتح هذا المصدر.",
    languages={
        "en": "الإنجليزية",
        "ar": "العربية",
        "he": "العبرية",
        "fa": "الفارسية",
        "ur": "الأردية",
        "ru": "الروسية",
    },
    steps={
        "reading": "تجري قراءة المقاطع",
        "quoting": "يجري تحديد الكلمات نفسها",
        "wording": "تجري كتابة الإجابة والتحقق منها",
        "comparing": "تجري المقارنة بين الروايات",
        "translating": "تجري ترجمة الاقتباسات",
    },
)

LANGUAGES: Mapping[str, Strings] = {"en": EN, "ar": AR}


def strings(code: str) -> Strings:
    """The page's words in a language; English for one that it does not speak."""
    return LANGUAGES.get(code, EN)


def other(code: str) -> str:
    """The language that the switch leads to."""
    return "en" if code == "ar" else "ar"
