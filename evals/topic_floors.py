"""Fits the floors from which a passage bears on a topic (``assistant.briefing.nearness``); how they do on suites left out.

1. What the topic's words and its nearness to sentences about nothing count beside the cosine is a logistic regression on topics
   that the documents hold no words of: those of the suite against the others.
2. The floor of each pair of languages is the lowest at which ``REFUSED`` of the foreign topics are refused by each suite's
   documents in that language. Documents in both languages have more passages, and so higher floors.
3. Out of sample, a suite's documents are asked with floors fitted without these documents and without their topics.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from statistics import fmean, pstdev
from typing import TYPE_CHECKING, Any

from assistant.briefing.nearness import Floors
from evals.fitting import logistic
from evals.intervals import Estimate, Tally, estimate
from evals.suite import find_suite, load_suite
from evals.tables import Grid, estimate_cell
from evals.topics import BOTH, NOWHERE, Case, cases, topics
from evals.workbench import documents_of, indexed

if TYPE_CHECKING:
    from assistant.config import Settings

REFUSED = 0.97
LANGUAGES = ("en", "ar")
PAIRS = tuple(f"{topic}>{documents}" for topic, documents in product(LANGUAGES, (*LANGUAGES, BOTH)))
_FEATURES = ("cosine", "held", "usual")
_DECIMALS = 4
_STEPS = 10_000


@dataclass(frozen=True, slots=True)
class FloorsReport:
    """The floors fitted on everything; by pair of languages (or ``all``), shares taken up and refused in and out of sample."""

    floors: Floors
    inside: dict[str, Estimate]
    outside: dict[str, Estimate]

    def to_json(self) -> dict[str, Any]:
        """The figures, and the content of ``assistant/topics.json``."""
        figures = {
            name: {key: part.to_json() for key, part in of.items()}
            for name, of in (("in_sample", self.inside), ("out_of_sample", self.outside))
        }
        return figures | {"floors": self.floors.to_json()}


def run_topics(settings: "Settings", on_suite: Callable[[int, int], None] = lambda done, total: None) -> FloorsReport:
    """Ask the documents of every suite that has topics for all topics, and fit.

    Raises:
        SuiteError: a suite cannot be read.
    """
    found: list[Case] = []
    names = [name for name in topics() if name != NOWHERE]
    for done, name in enumerate(names):
        on_suite(done, len(names))
        with indexed(documents_of(load_suite(find_suite(name))), settings.index) as library:
            found += cases(library, name)
    return report(found)


def report(found: Sequence[Case]) -> FloorsReport:
    """Fit on all of them, and on all but each suite."""
    floors = fit(found)
    without = {
        suite: fit([case for case in found if suite not in (case.suite, case.group)]) for suite in {case.suite for case in found}
    }
    return FloorsReport(floors, _figures(found, lambda case: floors), _figures(found, lambda case: without[case.suite]))


def taken(case: Case, floors: Floors) -> bool:
    """Whether the topic is taken up."""
    return case.told or any(floors.margin(near, len(case.near)) >= 0 for near in case.near)


def fit(found: Sequence[Case]) -> Floors:
    """Weights and floors, on topics and documents in one language."""
    single = [case for case in found if case.documents != BOTH and case.near]
    untold = [case for case in single if not case.told]
    spread = fmean(pstdev(near.cosine for near in case.near) for case in untold)
    rows = [{name: max(getattr(near, name) for near in case.near) for name in _FEATURES} for case in untold]
    weights = logistic(rows, [case.own for case in untold], _FEATURES).weights
    held, usual = (round(weights[name] / weights["cosine"], _DECIMALS) for name in ("held", "usual"))
    bare = Floors(held, usual, round(spread, _DECIMALS), {})
    pairs = sorted({case.pair for case in single if not case.own})
    return replace(bare, floors={pair: _floor(single, pair, bare) for pair in pairs})


def _floor(single: Sequence[Case], pair: str, bare: Floors) -> float:
    """The lowest that refuses enough of the foreign topics. Those whose words stand there are never refused."""
    foreign = [case for case in single if case.pair == pair and not case.own]
    best = sorted(math.inf if case.told else max(bare.score(near, len(case.near)) for near in case.near) for case in foreign)
    highest = best[math.ceil(REFUSED * len(best)) - 1]
    return (math.floor(highest * _STEPS) + 1) / _STEPS


def _figures(found: Sequence[Case], floors: Callable[[Case], Floors]) -> dict[str, Estimate]:
    """Shares taken up of the own topics and refused of the foreign ones."""
    tallies = []
    for case in found:
        tally = Tally(taken(case, floors(case)) == case.own, 1)
        kind = "taken" if case.own else "refused"
        tallies.append({f"{kind}_{case.pair}": tally, f"{kind}_all": tally})
    return estimate(tallies, [f"{kind}_{pair}" for pair in (*PAIRS, "all") for kind in ("taken", "refused")])


def topics_grid(report: FloorsReport) -> Grid:
    """Figures in and out of sample, a row for each pair of languages."""
    said = {"en": "English", "ar": "Arabic", BOTH: "both"}
    rows = []
    for pair in (*PAIRS, "all"):
        label = " → ".join(said[part] for part in pair.split(">")) if ">" in pair else pair
        cells = [estimate_cell(of[f"{kind}_{pair}"]) for kind in ("taken", "refused") for of in (report.inside, report.outside)]
        rows.append((label, *cells))
    columns = ("topic → documents", "taken up, in sample", "out of sample", "foreign refused, in sample", "out of sample")
    return Grid("Topics of briefings, with 95 % intervals", columns, tuple(rows))
