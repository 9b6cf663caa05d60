"""No sentence of a tuning suite's documents is taken to contradict another of the same document: none of them does."""

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest

from assistant.attribution import is_own_voice, same_speaker, speaker
from assistant.contradicting import contradiction
from assistant.questions import Wanted, wanted
from evals.suite import load_suite, read_document, shipped_suites
from index.language import dominant_language
from index.segmentation import sentences

_TUNING = [path for path in shipped_suites().values() if load_suite(path).split == "tuning"]


def _voices(text: str) -> Iterator[tuple[str, str | None]]:
    """The sentences of a document, each with its speaker; ``None``: its own voice."""
    language = dominant_language(text)
    for start, end in sentences(text):
        who = speaker(text, start, end, language)
        if who is not None or is_own_voice(text, start, end, language):
            yield text[start:end], who.name if who else None


@pytest.mark.parametrize("path", _TUNING, ids=lambda path: path.parent.name)
def test_nobody_is_taken_to_contradict_the_document_that_quotes_him(path: Path) -> None:
    suite = load_suite(path)
    asked = ["", *(question.question for question in suite.questions if wanted(question.question) is not Wanted.OTHER)]
    compared = 0
    for _, source in suite.paths():
        for (told, by), (said, speaks) in permutations(_voices(read_document(source)), 2):
            if speaks is None or (by is not None and same_speaker(by, speaks)):
                continue
            compared += 1
            assert not [question for question in asked if contradiction(question, told, said, speaks)], (told, said)
    assert compared > 100
