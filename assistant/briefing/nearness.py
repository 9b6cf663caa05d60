"""How near passages are to a topic, and the floors from which they bear on it.

A plain cosine tells too little: those of two languages are lower than those of one, and some topics are near to everything.
What tells is how much nearer a passage is than sentences about nothing in its language are; the share of the topic's words
that it holds counts along. The best of many passages is nearer by chance, so floors rise with their number as the greatest of
that many normal values does. ``dossier eval topics`` fits it all, for the embedded embedder (``assistant/topics.json``).
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from index.language import dominant_language
from index.library import Library
from index.neutral import neutral_mean
from index.records import Evidence
from index.terms import tokens

USUAL = 50  # passages for which the floors stand as they are


@dataclass(frozen=True, slots=True)
class Near:
    """One passage and a topic.

    Attributes:
        pair: languages of topic and passage, ``en>ar``.
        held: share of the topic's words that the passage holds.
        usual: mean cosine of the topic with sentences about nothing in the passage's language.
    """

    pair: str
    cosine: float
    held: float
    usual: float


@dataclass(frozen=True, slots=True)
class Floors:
    """What counts how much, on the scale of cosines.

    Attributes:
        spread: standard deviation of one topic's cosines with the passages of a language.
        floors: by pair of languages.
    """

    held: float
    usual: float
    spread: float
    floors: Mapping[str, float]

    def score(self, near: Near, passages: int) -> float:
        """Nearness, where it is one of so many passages."""
        by_chance = self.spread * (_greatest(passages) - _greatest(USUAL))
        return near.cosine + self.held * near.held + self.usual * near.usual - by_chance

    def margin(self, near: Near, passages: int) -> float:
        """How far above its floor: from 0 on it bears on the topic. For pairs without a floor the highest holds."""
        return self.score(near, passages) - self.floors.get(near.pair, max(self.floors.values()))

    def to_json(self) -> dict[str, Any]:
        """The content of ``assistant/topics.json``."""
        return asdict(self)


def _greatest(count: int) -> float:
    """About the greatest of so many standard normal values."""
    return math.sqrt(2 * math.log(max(2, count)))


@cache
def shipped() -> Floors:
    """Those that the product uses."""
    return Floors(**json.loads(files("assistant").joinpath("topics.json").read_text(encoding="utf-8")))


def nearness(library: Library, found: Sequence[Evidence], topic: str, words: frozenset[str]) -> list[Near]:
    """Of each passage. ``words``: stems of the topic's words."""
    vector, language = library.embedder.query(topic), dominant_language(topic)
    usual = {other: float(vector @ neutral_mean(library.neutral, other)) for other in {item.passage.language for item in found}}
    return [
        Near(
            f"{language}>{item.passage.language}",
            item.signals["cosine"],
            len(words & set(tokens(item.passage.text))) / max(1, len(words)),
            usual[item.passage.language],
        )
        for item in found
    ]
