"""The line before the language model: first come, first served, one at a time."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

_PATIENCE = 1.0  # seconds after which one who waits is heard again: whether they have gone is only noticed then


class Line:
    """Who waits for the model. Safe to use from several threads."""

    def __init__(self) -> None:
        self._moved = threading.Condition()
        self._places: list[object] = []

    @contextmanager
    def place(self) -> Iterator["Place"]:
        """A place at the end of the line, given up on leaving."""
        place = object()
        with self._moved:
            self._places.append(place)
        try:
            yield Place(self, place)
        finally:
            with self._moved:
                self._places.remove(place)
                self._moved.notify_all()

    def ahead(self, place: object, seen: int | None = None) -> int:
        """How many stand before a place; waits a moment where that is still what was ``seen``."""
        with self._moved:
            if seen is not None:
                self._moved.wait_for(lambda: self._places.index(place) != seen, _PATIENCE)
            return self._places.index(place)


class Place:
    """One place in a line."""

    def __init__(self, line: Line, place: object) -> None:
        self._line = line
        self._place = place

    def waiting(self, halt: threading.Event) -> Iterator[int | None]:
        """How many stand before it, whenever that changes (``None``: it has not), until it is first or ``halt`` is set."""
        seen: int | None = None
        while (ahead := self._line.ahead(self._place, seen)) and not halt.is_set():
            yield None if ahead == seen else ahead
            seen = ahead
