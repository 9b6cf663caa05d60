"""Every word that the HTML report says by itself, in English and Arabic. All plain text: escaped where it is shown."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

Good = Literal["high", "low", "none"]


class Said(NamedTuple):
    """One saying in both languages. ``{…}`` are filled with ``str.format``, with numbers only."""

    en: str
    ar: str


class Label(NamedTuple):
    """A figure's or a check's name, and what is good of it: much, little, or neither."""

    said: Said
    good: Good = "high"


WORDS: Mapping[str, Said] = {
    "title": Said("Evaluation", "التقييم"),
    "theme": Said("Light or dark", "فاتح أو داكن"),
    "print": Said("Print", "طباعة"),
    "skip": Said("Skip to the questions", "الانتقال إلى الأسئلة"),
    # What was run
    "run": Said("What was run", "ما الذي شُغِّل"),
    "time": Said("Date", "التاريخ"),
    "model": Said("Model", "النموذج"),
    "system": Said("System", "النظام"),
    "embedder": Said("Embedder", "نموذج التضمين"),
    "questions": Said("Questions", "الأسئلة"),
    "seed": Said("Seed", "البذرة"),
    "git": Said("Commit", "الإيداع"),
    "changed": Said("with changes of its own", "مع تغييرات لم تُودَع"),
    "details": Said("Configuration, packages, machine", "الإعدادات والحزم والجهاز"),
    # Figures
    "figures": Said("Figures", "الأرقام"),
    "figure": Said("Figure", "المقياس"),
    "value": Said("Value", "القيمة"),
    "interval": Said("Confidence interval", "فترة الثقة"),
    "confidence": Said("95% confidence interval", "فترة ثقة 95%"),
    "of": Said("of {n}", "من أصل {n}"),
    "n": Said("n", "ن"),
    "nothing": Said("nothing to judge", "لا شيء يُحكم عليه"),
    "unscored": Said("not scored: {n}", "لم يُقيَّم: {n}"),
    # Charts
    "by_group": Said("Verdicts by language and tag", "الأحكام بحسب اللغة والوسم"),
    "group": Said("Questions", "الأسئلة"),
    "all": Said("all", "الكل"),
    "latency": Said("Latency", "زمن الاستجابة"),
    "latency_text": Said("Share of answers that were there after so long", "نسبة الإجابات التي وصلت خلال هذا الزمن"),
    "evidence_ms": Said("Evidence", "الأدلة"),
    "first_word_ms": Said("First word", "أول كلمة"),
    "total_ms": Said("Whole answer", "الإجابة كاملة"),
    "tokens_read": Said("Tokens read", "الرموز المقروءة"),
    "tokens_written": Said("Tokens written", "الرموز المكتوبة"),
    "p50": Said("median", "الوسيط"),
    "p95": Said("95%", "95%"),
    "risk": Said("Risk and coverage", "الخطأ والتغطية"),
    "risk_text": Said(
        "How many of the answers shown are wrong, if only the surest are shown", "نسبة الخطأ إن عُرضت أوثق الإجابات فقط"
    ),
    "risk_none": Said("No answer records how sure it is.", "لا تسجّل الإجابات درجة الثقة بها."),
    "coverage": Said("answers shown", "الإجابات المعروضة"),
    "risk_axis": Said("wrong among them", "الخطأ بينها"),
    # Filters
    "filter": Said("Filter the questions", "تصفية الأسئلة"),
    "search": Said("Words", "كلمات"),
    "search_hint": Said("Words in question, answer or evidence", "كلمات في السؤال أو الإجابة أو الأدلة"),
    "tag": Said("Tag", "الوسم"),
    "verdict": Said("Verdict", "الحكم"),
    "any_tag": Said("any tag", "أي وسم"),
    "asked_in": Said("Language", "اللغة"),
    "any_language": Said("any language", "أي لغة"),
    "shown": Said("Shown: {n} of {total}", "المعروض: {n} من {total}"),
    "none_left": Said("No question fits these filters.", "لا سؤال يوافق هذه التصفية."),
    "clear": Said("Clear filters", "إزالة التصفية"),
    "open_all": Said("Open all", "فتح الكل"),
    "close_all": Said("Close all", "إغلاق الكل"),
    # One question
    "history": Said("Asked before", "سُئل قبله"),
    "expected": Said("Expected", "المتوقَّع"),
    "abstention": Said("An abstention: the documents do not tell.", "الامتناع: لا تذكر المستندات ذلك."),
    "facts": Said("Facts (one wording of each is enough)", "الحقائق (تكفي صيغة واحدة لكل منها)"),
    "documents": Said("Documents", "المستندات"),
    "speaker": Said("Speaker", "القائل"),
    "accounts": Said("Accounts that differ", "روايات مختلفة"),
    "forbidden": Said("Must not be said", "يجب ألا يُقال"),
    "why": Said("Verdict, and why", "الحكم وسببه"),
    "missing": Said("Not said", "لم يُذكر"),
    "faults": Said("Faulty citations", "استشهادات معيبة"),
    "supported": Said("Claims supported by what they cite: {n} of {of}", "أقوال يسندها ما تستشهد به: {n} من {of}"),
    "retrieval_document": Said("Retrieval of documents", "استرجاع المستندات"),
    "retrieval_span": Said("Retrieval of spans", "استرجاع المواضع"),
    "confidence_of": Said("Confidence of the answer: {n}", "درجة الثقة بالإجابة: {n}"),
    "failed": Said("What failed", "ما الذي فشل"),
    "answer": Said("Answer as shown", "الإجابة كما عُرضت"),
    "claims": Said("Claims", "الأقوال"),
    "citations": Said("Citations", "الاستشهادات"),
    "conflicts": Said("The accounts differ", "تختلف الروايات"),
    "gloss": Said("Translation by machine", "ترجمة آلية"),
    "evidence": Said("Evidence", "الأدلة"),
    "marks": Said("cited words", "كلمات استُشهد بها"),
    "marks_expected": Said("expected words", "كلمات متوقَّعة"),
    "page": Said("page {n}", "صفحة {n}"),
    "characters": Said("characters {start}–{end}", "الأحرف \u2066{start}–{end}\u2069"),  # the range keeps its order
    "yes": Said("yes", "نعم"),
    "no": Said("no", "لا"),
    "made": Said(
        "Made by dossier. This file is complete in itself and asks nothing of any network.",
        "أنشأه dossier. هذا الملف مكتمل بذاته ولا يطلب شيئاً من أي شبكة.",
    ),
}

VERDICTS: Mapping[str, Said] = {
    "right": Said("Right", "صحيحة"),
    "wrong": Said("Wrong", "خاطئة"),
    "abstained": Said("Abstained", "امتناع"),
    "refused": Said("Rightly refused", "امتناع في محله"),
    "answered": Said("Answered the unanswerable", "إجابة عمّا لا جواب له"),
    "error": Said("Not scored", "لم تُقيَّم"),
}
SIGNS: Mapping[str, str] = {"right": "✓", "wrong": "✗", "abstained": "–", "refused": "✓", "answered": "✗", "error": "!"}

EXPLAINED: Mapping[str, Said] = {
    "right": Said("It says every expected fact.", "تذكر كل حقيقة متوقَّعة."),
    "wrong": Said("It answers, but does not say every expected fact.", "تجيب، لكنها لا تذكر كل الحقائق المتوقَّعة."),
    "abstained": Said("It says that the documents do not tell, but they do.", "تقول إن المستندات لا تذكر ذلك، وهي تذكره."),
    "refused": Said("It says that the documents do not tell, and they do not.", "تقول إن المستندات لا تذكر ذلك، وهي كذلك."),
    "answered": Said("It answers what the documents do not tell.", "تجيب عمّا لا تذكره المستندات."),
    "error": Said("There was no answer to score; it is in no rate.", "لا إجابة تُقيَّم؛ ولا تدخل في أي نسبة."),
}

LANGUAGES: Mapping[str, Said] = {"en": Said("English", "الإنجليزية"), "ar": Said("Arabic", "العربية")}

# Groups of figures, in the order of the page. Keys are those of ``overall.estimates`` in the JSON report.
FIGURES: Mapping[Said, Mapping[str, Label]] = {
    Said("Answers", "الإجابات"): {
        "right": Label(Said("Right", "صحيحة")),
        "wrong": Label(Said("Wrong", "خاطئة"), "low"),
        "abstained": Label(Said("Abstained, though the documents tell", "امتناع مع أن المستندات تذكر"), "low"),
        "refused": Label(
            Said("Refused what the documents do not tell (abstention recall)", "امتناع عمّا لا تذكره المستندات (الاستدعاء)")
        ),
        "shown_wrong": Label(Said("Shown answers that are wrong", "الخطأ بين ما عُرض من إجابات"), "low"),
        "abstention_precision": Label(Said("Abstentions that were in place (precision)", "الامتناع في محله (الدقة)")),
        "right_in_wording": Label(Said("Right, said in the wording", "صحيحة، في نص الإجابة")),
        "right_in_quote": Label(Said("Right, stands in the quotes", "صحيحة، في الاقتباسات")),
        "right_supported": Label(Said("Right, and all claims supported (verifier)", "صحيحة، وكل أقوالها مسنَدة بحكم المدقّق")),
        "language_right": Label(Said("In the question's language", "بلغة السؤال")),
    },
    Said("Citations and claims", "الاستشهادات والأقوال"): {
        "citations_resolve": Label(Said("Citations that resolve", "الاستشهادات التي تصل إلى موضعها")),
        "citations_valid": Label(Said("Answers whose citations are all valid", "الإجابات التي صحّت كل استشهاداتها")),
        "document_accuracy": Label(Said("Citation precision, by document", "دقة الاستشهاد بحسب المستند")),
        "citation_document_recall": Label(Said("Citation recall, by document", "استدعاء الاستشهاد بحسب المستند")),
        "citation_span_precision": Label(Said("Citation precision, by span", "دقة الاستشهاد بحسب الموضع")),
        "citation_span_recall": Label(Said("Citation recall, by span", "استدعاء الاستشهاد بحسب الموضع")),
        "claims_on_point": Label(Said("Claims shown that hold a fact", "الأقوال التي تحمل حقيقة")),
        "claims_supported": Label(Said("Claims supported, by the product's verifier", "أقوال مسنَدة، بحكم المدقّق")),
        "claims_supported_by_judge": Label(Said("Claims supported, by a judge model", "أقوال مسنَدة، بحكم نموذج مستقل")),
    },
    Said("Who says so, who disagrees", "من قال، ومن خالف"): {
        "speaker_right": Label(Said("Speaker named", "ذُكر القائل")),
        "conflicts_shown": Label(Said("Known conflicts shown (conflict recall)", "الخلافات المعروفة التي عُرضت (الاستدعاء)")),
        "false_alarms": Label(Said("Conflicts shown where there is none", "خلافات عُرضت ولا خلاف"), "low"),
        "conflict_precision": Label(Said("Conflict precision", "دقة كشف الخلاف")),
        "orders_obeyed": Label(Said("Orders in documents obeyed", "أوامر في المستندات نُفِّذت"), "low"),
    },
    Said("Retrieval", "الاسترجاع"): {
        "document_recall_1": Label(Said("Documents: recall@1", "المستندات: recall@1")),
        "document_recall_3": Label(Said("Documents: recall@3", "المستندات: recall@3")),
        "document_recall_5": Label(Said("Documents: recall@5", "المستندات: recall@5")),
        "document_mrr": Label(Said("Documents: MRR", "المستندات: MRR")),
        "document_ndcg_5": Label(Said("Documents: nDCG@5", "المستندات: nDCG@5")),
        "span_recall_1": Label(Said("Spans: recall@1", "المواضع: recall@1")),
        "span_recall_3": Label(Said("Spans: recall@3", "المواضع: recall@3")),
        "span_recall_5": Label(Said("Spans: recall@5", "المواضع: recall@5")),
        "span_mrr": Label(Said("Spans: MRR", "المواضع: MRR")),
        "span_ndcg_5": Label(Said("Spans: nDCG@5", "المواضع: nDCG@5")),
    },
    Said("How facts were found", "كيف عُثر على الحقائق"): {
        "facts_by_words": Label(Said("By words (lexical fallback)", "بالكلمات (مطابقة لفظية احتياطية)"), "none"),
        "facts_by_value": Label(Said("By value", "بالقيمة"), "none"),
        "facts_by_transliteration": Label(Said("By transliteration", "بالنقل الحرفي"), "none"),
    },
}
OTHER = Said("Others", "أخرى")
PARITY = Said("Parity of languages", "تكافؤ اللغات")
GAPS: Mapping[str, Label] = {
    "pairs": Label(Said("Largest gap between language pairs", "أكبر فجوة بين أزواج اللغات"), "low"),
    "languages": Label(Said("Largest gap between languages of questions", "أكبر فجوة بين لغات الأسئلة"), "low"),
}
RULES: Mapping[str, Said] = {
    "words": Said("by words", "بالكلمات"),
    "value": Said("by value", "بالقيمة"),
    "transliteration": Said("by transliteration", "بالنقل الحرفي"),
}
MEASURES: Mapping[str, str] = {
    "recall_1": "recall@1",
    "recall_3": "recall@3",
    "recall_5": "recall@5",
    "mrr": "MRR",
    "ndcg_5": "nDCG@5",
}
PLACES: Mapping[str, Said] = {
    "wording": Said("in the wording", "في نص الإجابة"),
    "quote": Said("in a quote", "في اقتباس"),
}
HEADLINES = ("right", "refused", "shown_wrong", "abstained")  # the figures that stand first, if they were judged

CHECKS: Mapping[str, Label] = {
    "in_wording": Label(Said("The facts stand in the wording", "الحقائق في نص الإجابة"), "none"),
    "in_quote": Label(Said("The facts stand in the quotes", "الحقائق في الاقتباسات"), "none"),
    "language_right": Label(Said("In the question's language", "بلغة السؤال")),
    "speaker_right": Label(Said("Names the speaker", "تسمّي القائل")),
    "conflict_right": Label(Said("Shows the conflict", "تعرض الخلاف")),
    "false_alarm": Label(Said("Shows a conflict where there is none", "تعرض خلافاً ولا خلاف"), "low"),
    "obeyed": Label(Said("Obeys an order in a document", "تنفّذ أمراً في مستند"), "low"),
}


def humanised(key: str) -> Said:
    """A name for a key that has none here: a figure that a scorer added."""
    words = key.replace("_", " ").strip()
    return Said(words[:1].upper() + words[1:], words)
