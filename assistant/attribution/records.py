"""What attribution works with."""

from dataclasses import dataclass
from enum import StrEnum

Span = tuple[int, int]


class Stance(StrEnum):
    """What a source does with a statement, by its verb."""

    SAID = "said"
    CLAIMED = "claimed"
    CONFIRMED = "confirmed"
    ANNOUNCED = "announced"
    DENIED = "denied"
    ACCUSED = "accused"
    WARNED = "warned"
    PROMISED = "promised"
    DEMANDED = "demanded"
    BELIEVED = "believed"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who, by the document's own words, says something.

    Attributes:
        name: as the document writes it, without a leading article before a proper name; an Arabic article that is merged
            into "لل" is written out.
        start: with ``end``, where in the document the name stands; before the statement, if only a pronoun or a short
            form stands beside it.
        told: where the reporting words stand ("the minister denied on Friday that"), often far from the name; ``None`` of the
            issuer of a document.
    """

    name: str
    start: int
    end: int
    stance: Stance
    told: Span | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """Who a frame names, before pronouns and omissions are resolved.

    Attributes:
        start: with ``end``, the words that name the speaker; of a dropped subject both are where the verb stands.
        dropped: no subject is written: the one of the main verb or of the sentence before is meant.
        pronoun: only a pronoun is written.
        feminine: the verb's gender in Arabic; ``None`` where it does not tell.
    """

    start: int
    end: int
    dropped: bool = False
    pronoun: bool = False
    feminine: bool | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """One act of reporting.

    Attributes:
        regions: what is reported; empty for a mere issuer ("a video released by X"), who can only be an antecedent.
        words: the reporting words themselves (subject, verb, when and where).
    """

    subject: Subject
    stance: Stance
    regions: tuple[Span, ...]
    words: Span

    def overlaps(self, start: int, end: int) -> bool:
        """Whether the frame, or what it reports, touches the span."""
        return any(a < end and start < b for a, b in (*self.regions, self.words))

    def reports(self, other: "Frame") -> bool:
        """Whether ``other`` is, wholly, something that this frame reports."""
        return other is not self and any(a <= other.words[0] and other.words[1] <= b for a, b in self.regions)
