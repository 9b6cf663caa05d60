"""Finds what lies at a place without looking through all of a document, which may hold thousands of reports."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from assistant.attribution.records import Frame, Span

_BLOCK = 256  # characters


class Places:
    """Numbers, each with the stretches of text that it stands for."""

    def __init__(self) -> None:
        self._blocks: dict[int, list[int]] = {}

    def add(self, number: int, spans: Iterable[Span]) -> None:
        """Let ``number`` stand for ``spans``."""
        for block in {block for span in spans for block in _blocks(*span)}:
            self._blocks.setdefault(block, []).append(number)

    def near(self, start: int, end: int) -> list[int]:
        """All numbers that stand for a stretch that touches ``[start, end)``, and some that stand beside it, in their order."""
        return sorted({number for block in _blocks(start, end) for number in self._blocks.get(block, ())})


def _blocks(start: int, end: int) -> range:
    return range(start // _BLOCK, max(end - 1, start) // _BLOCK + 1)


class Around:
    """Whether something is, wholly, what one of ``frames`` reports, itself apart."""

    def __init__(self, frames: Sequence[Frame]) -> None:
        regions = sorted((*region, number) for number, frame in enumerate(frames) for region in frame.regions)
        self._frames = frames
        self._starts = [start for start, _, _ in regions]
        # Of all regions up to each one, the two of different frames that reach furthest.
        self._furthest = list(accumulate(([(end, number)] for _, end, number in regions), _furthest))

    def reports(self, frame: Frame) -> bool:
        """Whether another of the frames reports ``frame``."""
        start, end = frame.words
        place = bisect_right(self._starts, start) - 1
        if place < 0:
            return False
        return any(reach >= end and self._frames[number] is not frame for reach, number in self._furthest[place])


def _furthest(these: list[tuple[int, int]], those: list[tuple[int, int]]) -> list[tuple[int, int]]:
    best: dict[int, int] = {}
    for end, number in (*these, *those):
        best[number] = max(end, best.get(number, end))
    return sorted(((end, number) for number, end in best.items()), reverse=True)[:2]
