"""What every figure is called in English and Arabic, and what is good of it: for terminal, Markdown, HTML and thresholds."""

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


# Groups of figures, in the order of the reports. Keys are those of ``overall.estimates`` in the JSON report.
GROUPS: Mapping[Said, Mapping[str, Label]] = {
    Said("Answers", "الإجابات"): {
        "right": Label(Said("Right", "صحيحة")),
        "wrong": Label(Said("Wrong", "خاطئة"), "low"),
        "abstained": Label(Said("Abstained, though the documents tell", "امتناع مع أن المستندات تذكر"), "low"),
        "refused": Label(
            Said("Refused what the documents do not tell (abstention recall)", "امتناع عمّا لا تذكره المستندات (الاستدعاء)")
        ),
        "shown_wrong": Label(Said("Shown answers that are wrong", "الخطأ بين ما عُرض من إجابات"), "low"),
        "abstention_precision": Label(Said("Abstentions that were in place (precision)", "الامتناع في محله (الدقة)")),
        "nearest_right": Label(
            Said("Abstained, but the nearest sentences shown hold every fact", "امتناع، لكن أقرب الجمل المعروضة تحمل كل الحقائق")
        ),
        "premises_corrected": Label(
            Said("False premises that the documents contradict: shown", "افتراضات خاطئة تخالفها المستندات: عُرض خلافها")
        ),
        "corrections_right": Label(Said("Corrections of questions that are right", "تصويبات الأسئلة التي صحّت")),
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
LABELS: Mapping[str, Label] = {key: label for group in GROUPS.values() for key, label in group.items()}
GAPS: Mapping[str, Label] = {
    "pairs": Label(Said("Largest gap between language pairs", "أكبر فجوة بين أزواج اللغات"), "low"),
    "languages": Label(Said("Largest gap between languages of questions", "أكبر فجوة بين لغات الأسئلة"), "low"),
}
# Figures of a briefing: shares, then counts, in the order of the report.
BRIEFING: Mapping[str, Label] = {
    "statements_supported": Label(Said("Statements supported by their citation", "أقوال تسندها استشهاداتها")),
    "statements_citations_resolve": Label(Said("Citations that resolve", "الاستشهادات التي تصل إلى موضعها")),
    "facts_covered": Label(Said("Known key facts covered", "الحقائق المعروفة المشمولة")),
    "differences_shown": Label(Said("Known conflicts shown as differences", "الخلافات المعروفة التي عُرضت")),
    "topics_accepted_en": Label(Said("English topics of the documents taken up", "موضوعات الوثائق المقبولة، بالإنجليزية")),
    "topics_accepted_ar": Label(Said("Arabic topics of the documents taken up", "موضوعات الوثائق المقبولة، بالعربية")),
    "topics_refused_en": Label(Said("English topics of others refused", "موضوعات غيرها المرفوضة، بالإنجليزية")),
    "topics_refused_ar": Label(Said("Arabic topics of others refused", "موضوعات غيرها المرفوضة، بالعربية")),
    "passages_used": Label(Said("Passages used", "المقاطع المستعملة"), "none"),
    "citations_per_statement": Label(Said("Citations per statement", "استشهادات لكل قول"), "none"),
    "differences": Label(Said("Differences shown", "خلافات معروضة"), "none"),
    "differences_unexplained": Label(Said("of them none of the known conflicts", "منها ما ليس من الخلافات المعروفة"), "low"),
    "key_points": Label(Said("Key points", "نقاط رئيسية"), "none"),
    "points_alike": Label(Said("Pairs of key points nearly the same", "أزواج نقاط متقاربة"), "low"),
    "points_same_text": Label(Said("Pairs of key points with the same text", "أزواج نقاط متطابقة النص"), "low"),
    "statements": Label(Said("Statements", "أقوال"), "none"),
    "words": Label(Said("Words", "كلمات"), "none"),
}
