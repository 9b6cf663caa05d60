"""Whether briefings take up topics that a suite's documents tell of, and refuse those that they do not (``topics.yaml``)."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

import yaml

from evals.intervals import Tally

if TYPE_CHECKING:
    from assistant.briefing.nearness import Near
    from index.library import Library

NOWHERE = "nowhere"  # the group of topics that no suite tells of
BOTH = "both"


@dataclass(frozen=True, slots=True)
class Case:
    """One topic, and the documents of one suite, or those of them in one language.

    Attributes:
        group: the suite that tells of the topic, or ``NOWHERE``.
        language: of the topic.
        documents: their language, or ``BOTH``.
        told: whether they hold its words or its name, so that no floor is asked.
        near: each passage.
    """

    suite: str
    group: str
    topic: str
    language: str
    documents: str
    told: bool
    near: tuple["Near", ...]

    @property
    def own(self) -> bool:
        """Whether it should be taken up."""
        return self.group == self.suite

    @property
    def pair(self) -> str:
        """Languages of topic and documents."""
        return f"{self.language}>{self.documents}"


def topics() -> dict[str, dict[str, list[str]]]:
    """Topics in English (``en``) and Arabic (``ar``), by suite."""
    given: dict[str, dict[str, list[str]]] = yaml.safe_load(files("evals").joinpath("topics.yaml").read_text(encoding="utf-8"))
    return given


def cases(library: "Library", suite: str) -> Iterator[Case]:
    """The topics of the suite and of all others, with the library of its documents; none for a suite without topics.

    A foreign topic all of whose words stand in one passage is none: the documents tell of it.
    """
    from assistant.briefing.bearing import FOUND, told, words_of
    from assistant.briefing.nearness import nearness
    from index.retrieval import Retriever
    from index.terms import tokens

    given = topics()
    retriever = Retriever(library)
    for group, by_language in given.items() if suite in given else ():
        for language, topic in ((language, topic) for language, listed in by_language.items() for topic in listed):
            found, words = retriever.search(topic, FOUND), words_of(topic)
            near = nearness(library, found, topic, words)
            for documents in (BOTH, "en", "ar"):
                part = [n for n, item in enumerate(found) if documents in (BOTH, item.passage.language)]
                among = [found[n] for n in part]
                if group == suite or not any(set(tokens(topic)) <= set(tokens(item.passage.text)) for item in among):
                    there = any(told(among, topic, words))
                    yield Case(suite, group, topic, language, documents, there, tuple(near[n] for n in part))


def measure_topics(library: "Library", suite: str) -> list[dict[str, Tally]]:
    """A tally for each topic, of the suite and of all others, with all its documents, as the product takes them up."""
    from assistant.briefing.nearness import shipped
    from evals.topic_floors import taken

    return [
        {f"topics_{'accepted' if case.own else 'refused'}_{case.language}": Tally(taken(case, shipped()) == case.own, 1)}
        for case in cases(library, suite)
        if case.documents == BOTH
    ]
