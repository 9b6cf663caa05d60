"""Whether briefings take up topics that a suite's documents tell of, and refuse those that they do not (``topics.yaml``)."""

from importlib.resources import files
from typing import TYPE_CHECKING

import yaml

from evals.intervals import Tally

if TYPE_CHECKING:
    from index.library import Library

NOWHERE = "nowhere"  # the group of topics that no suite tells of


def topics() -> dict[str, dict[str, list[str]]]:
    """Topics in English (``en``) and Arabic (``ar``), by suite."""
    given: dict[str, dict[str, list[str]]] = yaml.safe_load(files("evals").joinpath("topics.yaml").read_text(encoding="utf-8"))
    return given


def measure_topics(library: "Library", suite: str) -> list[dict[str, Tally]]:
    """A tally for each topic, of the suite and of all others; none for a suite without topics.

    A foreign topic all of whose words stand in one passage is none: the documents tell of it.
    """
    from assistant.briefing.bearing import bearing
    from index.retrieval import Retriever
    from index.terms import tokens

    given = topics()
    if suite not in given:
        return []
    retriever = Retriever(library)
    held = [set(tokens(passage.text)) for passage in library.catalogue.passages().values()]
    tallies: list[dict[str, Tally]] = []
    for group, by_language in given.items():
        for language, topic in ((language, topic) for language, listed in by_language.items() for topic in listed):
            if group != suite and any(set(tokens(topic)) <= words for words in held):
                continue
            taken = bool(bearing(library, retriever, topic))
            tally = Tally(taken if group == suite else not taken, 1)
            tallies.append({f"topics_{'accepted' if group == suite else 'refused'}_{language}": tally})
    return tallies
