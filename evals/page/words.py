"""Every word that the HTML report says by itself, in English and Arabic. All plain text: escaped where it is shown."""

from collections.abc import Mapping

from evals.naming import Label, Said

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
    "cited_documents": Said("Expected documents cited: {n} of {of}", "المستندات المتوقَّعة التي استُشهد بها: {n} من {of}"),
    "cited_spans": Said("Expected spans cited: {n} of {of}", "المواضع المتوقَّعة التي استُشهد بها: {n} من {of}"),
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

OTHER = Said("Others", "أخرى")
PARITY = Said("Parity of languages", "تكافؤ اللغات")
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
