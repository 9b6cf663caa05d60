"""Fewer questions than there are: evenly drawn, or by lot from each stratum."""

import random
from collections.abc import Mapping, Sequence
from typing import TypeVar

from evals.suite import Question, Suite

T = TypeVar("T")


def evenly(items: Sequence[T], size: int | None) -> Sequence[T]:
    """``size`` of ``items`` in even steps; all where there are no more, or where no size is given."""
    if size is None or size >= len(items):
        return items
    return [items[i * len(items) // size] for i in range(size)]


def sampled(suite: Suite, size: int | None) -> Suite:
    """``suite`` with ``size`` of its questions, evenly drawn."""
    return suite.model_copy(update={"questions": tuple(evenly(suite.questions, size))})


def by_strata(strata: Mapping[str, list[Question]], size: int, dice: random.Random) -> tuple[Question, ...]:
    """Turn by turn one question of each stratum, never one that was drawn in the other language."""
    piles = {name: dice.sample(pile, len(pile)) for name, pile in sorted(strata.items())}
    drawn: dict[str, Question] = {}
    while len(drawn) < size and any(piles.values()):
        for pile in piles.values():
            while pile and _without_language(pile[-1].id) in drawn:
                pile.pop()
            if pile and len(drawn) < size:
                question = pile.pop()
                drawn[_without_language(question.id)] = question
    return tuple(sorted(drawn.values(), key=lambda question: question.id))


def _without_language(id_: str) -> str:
    return id_.rpartition("-")[0]
