"""From sentences of the pool to cited statements. Each passes the verifier; citations are numbered by first use."""

from collections.abc import Callable, Iterable

from assistant.briefing.pool import Sentence
from assistant.briefing.records import Statement, Texts
from assistant.records import Citation
from assistant.verification import Span, quotable, sentences_around
from index.records import Document


class Citer:
    """Collects the citations of one briefing.

    Args:
        document: reads one document of the library.
    """

    def __init__(self, document: Callable[[str], Document]) -> None:
        self._read = document
        self._documents: dict[str, Document] = {}
        self._numbers: dict[tuple[str, int, int], int] = {}
        self.citations: list[Citation] = []

    def statement(self, sentence: Sentence, also: Iterable[Sentence] = ()) -> Statement:
        """The sentence as a statement, cited to itself and to the others that report it.

        Raises:
            ValueError: its words do not stand there; a document changed while the briefing was made.
        """
        numbers = [self._cite(sentence.span), *(self._cite(other.span) for other in also)]
        said_by = sentence.told.speaker
        if said_by is not None and not (sentence.told.start <= said_by.start and said_by.end <= sentence.told.end):
            text = self._document(sentence.document).text
            numbers.append(
                self._cite(sentences_around(sentence.document, text, said_by.start, said_by.end, sentence.told.language))
            )
        return Statement(
            sentence.text,
            sentence.told.language,
            sentence.document,
            said_by.name if said_by else None,
            tuple(dict.fromkeys(numbers)),
        )

    def cite(self, sentence: Sentence) -> int:
        """The number of a sentence's citation."""
        return self._cite(sentence.span)

    def texts(self) -> Texts:
        """The whole text of each cited document."""
        return {name: document.text for name, document in sorted(self._documents.items())}

    def _cite(self, span: Span) -> int:
        place = (span.document, span.start, span.end)
        if place not in self._numbers:
            if not quotable(span, self._document(span.document)):
                raise ValueError(f"{span.document}[{span.start}:{span.end}] does not resolve")
            self._numbers[place] = len(self._numbers) + 1
            self.citations.append(Citation(self._numbers[place], span.document, span.start, span.end, span.text, span.language))
        return self._numbers[place]

    def _document(self, name: str) -> Document:
        if name not in self._documents:
            self._documents[name] = self._read(name)
        return self._documents[name]
