"""The product's own words in a briefing, in both languages."""

from collections.abc import Sequence

from assistant.briefing.records import Section

HEADINGS = {
    "en": {
        Section.KEY_POINTS: "Key points",
        Section.SPEAKERS: "Who says what",
        Section.TIMELINE: "Timeline",
        Section.FIGURES: "Figures",
        Section.AGREEMENTS: "Where accounts agree",
        Section.DIFFERENCES: "Where accounts differ",
        Section.OPEN_QUESTIONS: "What the sources leave open",
        Section.NAMES: "People, places and organisations",
        Section.SOURCES: "Sources",
    },
    "ar": {
        Section.KEY_POINTS: "أبرز النقاط",
        Section.SPEAKERS: "من قال ماذا",
        Section.TIMELINE: "التسلسل الزمني",
        Section.FIGURES: "الأرقام",
        Section.AGREEMENTS: "ما تتفق عليه الروايات",
        Section.DIFFERENCES: "ما تختلف فيه الروايات",
        Section.OPEN_QUESTIONS: "ما تتركه المصادر بلا جواب",
        Section.NAMES: "أشخاص وأماكن وجهات",
        Section.SOURCES: "المصادر",
    },
}


def title(language: str, topic: str | None, names: Sequence[str], documents: int) -> str:
    """The title: by the topic, else by the names that the sources mention most, else by how many documents there are."""
    word, comma = ("إحاطة", "، ") if language == "ar" else ("Briefing", ", ")
    if topic or names:
        return f"{word}: {topic or comma.join(names[:3])}"
    if language == "ar":
        return f"{word}: عدد الوثائق {documents}"
    return f"{word}: {documents} document{'s' if documents != 1 else ''}"
