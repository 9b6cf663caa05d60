"""Floors of topics, fitted on invented nearness: by the rule, and measured on suites that they were not fitted on."""

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.briefing.nearness import Floors, Near, shipped
from evals.topic_floors import PAIRS, REFUSED, fit, report, taken, topics_grid
from evals.topics import BOTH, NOWHERE, Case, cases, topics
from evals.workbench import indexed
from index.config import IndexSettings

SUITES = ("harbour", "orchard", "quarry")


def case(suite: str, group: str, pair: str, cosine: float, topic: str = "") -> Case:
    language, documents = pair.split(">")
    near = (Near(pair, cosine, 0.0, 0.78), Near(pair, cosine - 0.03, 0.0, 0.78))
    return Case(suite, group, topic, language, documents, told=False, near=near)


def made(raised: str = "") -> list[Case]:
    """Own topics at .86, foreign ones from .80 to .84; those of ``raised`` at .88, where they look like its own."""
    found = []
    for pair in (pair for pair in PAIRS if BOTH not in pair):
        for suite in SUITES:
            found += [case(suite, suite, pair, 0.86 + n / 1000) for n in range(5)]
            lift = 0.045 if suite == raised else 0.0
            found += [case(suite, NOWHERE, pair, 0.80 + lift + n / 1000) for n in range(41)]
    return found


def refused(found: Sequence[Case], floors: Floors) -> float:
    foreign = [one for one in found if not one.own]
    return sum(not taken(one, floors) for one in foreign) / len(foreign)


def test_the_floor_is_the_lowest_that_refuses_enough() -> None:
    found = made()
    floors = fit(found)
    assert refused(found, floors) >= REFUSED
    lower = replace(floors, floors={pair: floor - 0.001 for pair, floor in floors.floors.items()})
    assert refused(found, lower) < REFUSED
    assert all(taken(one, floors) for one in found if one.own)


def test_each_pair_of_languages_has_a_floor_of_its_own() -> None:
    low = [case(one.suite, one.group, one.pair, one.near[0].cosine - 0.02) if one.pair == "en>ar" else one for one in made()]
    floors = fit(low).floors
    assert floors["en>ar"] == pytest.approx(floors["en>en"] - 0.02, abs=0.0002)
    assert all(taken(one, fit(low)) for one in low if one.own)


def test_a_suite_unlike_the_others_shows_out_of_sample_alone() -> None:
    found = report(made(raised="quarry"))
    assert (found.inside["refused_all"].value or 0) >= REFUSED
    assert (found.outside["refused_all"].value or 0) < 0.8
    assert found.outside["refused_all"].n == found.inside["refused_all"].n
    grid = topics_grid(found)
    assert len(grid.rows) == len(PAIRS) + 1
    assert found.to_json()["floors"]["floors"].keys() == {pair for pair in PAIRS if BOTH not in pair}


def test_the_topics_of_the_suite_left_out_are_left_out_too() -> None:
    """Other documents are near to quarry's topics: only floors that were fitted with these topics know that."""
    found = made()
    for n in range(20):
        found += [case(suite, "quarry", pair, 0.87, f"stone {n}") for suite in ("harbour", "orchard") for pair in ("en>en",)]
    without = fit([one for one in found if "quarry" not in (one.suite, one.group)])
    assert report(found).floors.floors["en>en"] > without.floors["en>en"] + 0.01


def test_words_that_stand_there_ask_for_no_floor() -> None:
    high = Floors(0.0, 0.0, 0.0, {"en>en": 2.0})
    there = replace(case("harbour", "harbour", "en>en", 0.5), told=True)
    assert taken(there, high)
    assert not taken(replace(there, told=False), high)


def test_more_passages_and_unknown_pairs_have_higher_floors() -> None:
    near = Near("en>en", 0.85, 0.0, 0.78)
    floors = Floors(0.0, 0.0, 0.015, {"en>en": 0.8, "ar>ar": 0.82})
    assert floors.margin(near, 50) > floors.margin(near, 500) > floors.margin(near, 5000)
    assert floors.margin(replace(near, pair="ru>en"), 50) == pytest.approx(0.03)


def test_what_is_shipped_has_a_floor_for_each_pair() -> None:
    assert shipped().floors.keys() == {pair for pair in PAIRS if BOTH not in pair}
    assert all(math.isfinite(floor) for floor in shipped().floors.values())


def test_cases_of_a_library_know_its_own_topics_and_leave_out_what_it_tells_of_others(tmp_path: Path) -> None:
    documents = {
        "en.txt": b"The patients of Wadran Hospital waited for dialysis. A volcano was seen from the beds.\n",
        "ar.txt": "قال الأطباء إن قسم الكلى في مستشفى ودران أغلق يوم السبت بعد تصدع الجدران.\n".encode(),
    }
    with indexed(documents, IndexSettings()) as library:
        found = list(cases(library, "hospital"))
        assert not list(cases(library, "no such suite"))
    asked = {(one.topic, one.documents): one for one in found}
    assert asked["patients", "en"].own
    assert asked["patients", "en"].told
    assert not asked["chess", BOTH].own
    assert ("volcano", "en") not in asked
    assert ("volcano", "ar") in asked
    assert asked["Wadran Hospital", "ar"].told
    assert asked["مستشفى ودران", "en"].told
    assert not asked["Talmera Bay", "ar"].told
    assert len(asked["chess", "ar"].near) + len(asked["chess", "en"].near) == len(asked["chess", BOTH].near)
    assert {one.topic for one in found if one.own and one.language == "en"} == set(topics()["hospital"]["en"])
