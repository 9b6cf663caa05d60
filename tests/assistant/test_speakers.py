"""Speakers on a table of labelled sentences, and how many of them are found; ``speakers.tsv`` holds the sentences.

The columns: which of the seven sets (all but ``a``, ``f`` and ``g`` were first measured with rules that were there already; no
rule was made for ``e`` at first), the language, a document with ⟦…⟧ around what is asked about, its speaker (empty: nobody), and
``missed`` where the rules do not see it yet.
"""

import csv
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

import pytest

from assistant.attribution import speaker

_TABLE = Path(__file__).with_name("speakers.tsv")


@dataclass(frozen=True)
class Labelled:
    language: str
    marked: str
    name: str | None
    missed: bool

    def found(self) -> list[str | None]:
        """The speaker of each marked stretch."""
        pieces = [part for piece in self.marked.split("⟦") for part in piece.split("⟧")]
        text = "".join(pieces)
        names: list[str | None] = []
        for n in range(1, len(pieces), 2):
            start = sum(map(len, pieces[:n]))
            who = speaker(text, start, start + len(pieces[n]), self.language)
            names.append(who.name if who else None)
        return names


@cache
def _table() -> tuple[Labelled, ...]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(
            Labelled(row["language"], row["text"].replace("\\n", "\n"), row["speaker"] or None, row["known"] == "missed")
            for row in rows
        )


@pytest.mark.parametrize("case", [case for case in _table() if not case.missed], ids=lambda case: case.marked[:60])
def test_the_speaker_is_found(case: Labelled) -> None:
    assert case.found() == [case.name] * len(case.found())


@pytest.mark.parametrize("case", [case for case in _table() if case.missed], ids=lambda case: case.marked[:60])
def test_what_is_missed_is_marked_as_missed(case: Labelled) -> None:
    assert case.found() != [case.name] * len(case.found()), "found now: take the mark out of the table"


def test_precision_and_recall_in_both_languages() -> None:
    for language, cases in groupby(_table(), key=lambda case: case.language):
        every = [(case.name, found) for case in cases for found in case.found()]
        right = sum(name == found for name, found in every if found is not None)
        assert right / sum(found is not None for _, found in every) >= 0.95, f"precision, {language}"
        assert right / sum(name is not None for name, _ in every) >= 0.93, f"recall, {language}"
        assert len(every) > 120
