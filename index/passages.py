"""Documents to passages: what is embedded, found and shown as one."""

from bisect import bisect_right
from dataclasses import dataclass

from index.language import dominant_language
from index.records import Document, Passage, Section
from index.segmentation import sentences

_TINY = 8  # words; less says too little to be found by


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence, and what separates it from the one before.

    Attributes:
        starts_section: a heading or a page begins with it.
        is_heading: it is the heading of a section.
    """

    start: int
    end: int
    words: int
    language: str
    gap: str
    starts_section: bool
    is_heading: bool


def passages(document: Document, max_words: int) -> list[Passage]:
    """Cut a document into passages of whole sentences, up to about ``max_words`` words each.

    Together they cover all text. None goes beyond its section, its page or its paragraph, nor mixes languages, unless what was
    gathered so far is tiny or no more than headings, which go with what follows. A longer sentence is a passage of its own.
    """
    outline = _Outline(document.content.sections)
    groups: list[list[_Sentence]] = []
    for sentence in _sentences(document, outline):
        if groups and _goes_with(groups[-1], sentence, max_words):
            groups[-1].append(sentence)
        else:
            groups.append([sentence])
    return [_passage(document, group, outline) for group in groups]


class _Outline:
    """Looks up the heading and the page at a place. Sections are in order of their start; of nested ones the last counts."""

    def __init__(self, sections: tuple[Section, ...]) -> None:
        self._headings = [section for section in sections if section.heading is not None]
        self._pages = [section for section in sections if section.page is not None]
        self._heading_starts = [section.start for section in self._headings]
        self._page_starts = [section.start for section in self._pages]

    def heading(self, position: int) -> str | None:
        """Of the innermost section around ``position``."""
        index = bisect_right(self._heading_starts, position) - 1
        while index >= 0 and self._headings[index].end <= position:
            index -= 1
        return self._headings[index].heading if index >= 0 else None

    def page(self, position: int) -> int | None:
        """On which ``position`` is."""
        index = bisect_right(self._page_starts, position) - 1
        return self._pages[index].page if index >= 0 else None

    def starts_between(self, after: int, until: int) -> list[Section]:
        """Sections that start in ``(after, until]``."""
        found: list[Section] = []
        for sections, starts in ((self._headings, self._heading_starts), (self._pages, self._page_starts)):
            found += sections[bisect_right(starts, after) : bisect_right(starts, until)]
        return found


def _sentences(document: Document, outline: _Outline) -> list[_Sentence]:
    text = document.text
    found: list[_Sentence] = []
    before = end = heading_end = -1
    for start, stop in sentences(text):
        begun = outline.starts_between(before, start)
        heading_end = max([heading_end, *(section.start + len(section.heading) for section in begun if section.heading)])
        found.append(
            _Sentence(
                start,
                stop,
                words=len(text[start:stop].split()),
                language=dominant_language(text[start:stop], document.language),
                gap=text[max(end, 0) : start],
                starts_section=bool(begun),
                is_heading=start < heading_end,
            )
        )
        before, end = start, stop
    return found


def _goes_with(group: list[_Sentence], sentence: _Sentence, max_words: int) -> bool:
    """Whether ``sentence`` belongs to the passage that ``group`` is so far."""
    words = sum(member.words for member in group)
    if all(member.is_heading for member in group) and words < max_words:
        return True
    if sentence.starts_section:
        return False
    if words < _TINY:
        return True
    if words + sentence.words > max_words or sentence.language != group[-1].language:
        return False
    lines = sentence.gap.count("\n")
    return lines == 0 or (lines == 1 and words < max_words / 2)


def _passage(document: Document, group: list[_Sentence], outline: _Outline) -> Passage:
    start, end = group[0].start, group[-1].end
    text = document.text[start:end]
    language = dominant_language(text, document.language)
    return Passage(document.name, start, end, text, language, outline.heading(group[-1].start), outline.page(start))
