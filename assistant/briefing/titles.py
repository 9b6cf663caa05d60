"""Titles of briefings, in both languages."""

from collections.abc import Sequence


def title(language: str, topic: str | None, names: Sequence[str], documents: int) -> str:
    """The title: by the topic, else by the names that the sources mention most, else by how many documents there are."""
    word, comma = ("إحاطة", "، ") if language == "ar" else ("Briefing", ", ")
    if topic or names:
        return f"{word}: {topic or comma.join(names[:3])}"
    if language == "ar":
        return f"{word}: عدد الوثائق {documents}"
    return f"{word}: {documents} document{'s' if documents != 1 else ''}"
