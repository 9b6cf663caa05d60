"""A small model that reads by a script, and a calibration by which its reading is trusted.

It reads three tokens: yes, no, and one by which it tells that the question is mistaken.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from assistant.conflicts import FEATURES
from assistant.models.base import Completion, Request
from assistant.selection import ACCOUNT, CHOOSE, CORRECTS, SELECT, Calibration, Logistic, Probe
from index.retrieval import Retriever
from tests.scripted import ScriptedModel, scored

CALIBRATED = "scripted:small"
YES, NO, MISTAKEN = 11, 22, 33  # ids of tokens
SURE = 4.0  # log-odds

# Whether a text, be it a passage or a sentence, answers a question, and whether two answers to it say the same.
Answers = Callable[[str, str], bool]
Alike = Callable[[str, str], bool]


def calibration(**changes: object) -> Calibration:
    """Weights that can be worked out by hand.

    The model's yes is worth a probability of .98, its no .02, for passages and for sentences; nothing else counts, and of a
    passage that answers the likeliest sentence is shown even if the model likes none.
    Two accounts differ where the figures asked for do, or where the model says so and the figures do not agree.
    """
    yes_against_no = Probe((1.0, -1.0, 0.0), 0.0)
    even = Calibration(
        tokens=(YES, NO, MISTAKEN),
        depth=3,
        judge=yes_against_no,
        select=Logistic(dict.fromkeys(SELECT, 0.0) | {"judge": 1.0}, 0.0),
        promising=0.1,
        certain=0.9,
        sentence=yes_against_no,
        choose=Logistic(dict.fromkeys(CHOOSE, 0.0) | {"sentence": 1.0}, 0.0),
        accept=Logistic({"passage": 1.0, "sentence": 1.0}, 0.1),
        thresholds={"en": 0.5, "ar": 0.5},
        account=Logistic(dict.fromkeys(ACCOUNT, 0.0) | {"sentence": 1.0}, 0.0),
        also=0.5,
        premise=Probe((-0.5, -0.5, 1.0), -3.0),
        corrects=Logistic(dict.fromkeys(CORRECTS, 0.0) | {"premise": 1.0}, 0.0),
        mistaken=0.5,
        agree=yes_against_no,
        conflict=Logistic(dict.fromkeys(FEATURES, 0.0) | {"same": -1.0, "figures": 6.0}, 0.0),
        differ=0.5,
    )
    return replace(even, **changes)  # type: ignore[arg-type]


def holding(*words: str) -> Answers:
    """A text answers where it holds one of ``words``, whatever the question."""
    return lambda question, text: any(word in text for word in words)


def liking(log_odds: float, *, mistaken: bool = False) -> Completion:
    """What is read where the model says yes with these log-odds; ``mistaken``: the text shows the question to be so."""
    return scored(log_odds, 0.0, 3 * SURE if mistaken else 0.0, text="nothing of the kind")


def small_model(
    answers: Answers, alike: Alike = lambda first, second: True, corrects: Answers = lambda question, text: False
) -> ScriptedModel:
    """A model that is asked for scores only. Whatever words it were to say would be wrong.

    Args:
        corrects: whether a text shows the question to take for granted what is not so.
    """

    def reply(request: Request) -> Completion:
        assert request.scored == (YES, NO, MISTAKEN)
        assert request.depth == 3
        asked = request.messages[-1].content
        if "First answer: " in asked:
            return liking(SURE if alike(*compared(asked)) else -SURE)
        read = question_of(asked), text_of(asked)
        return liking(SURE if answers(*read) else -SURE, mistaken=corrects(*read))

    return ScriptedModel(reply, name=CALIBRATED)


def question_of(asked: str) -> str:
    """The question in a prompt for reading."""
    if is_judging(asked):
        return _part(asked, r".*\n\nQuestion: (.*)\nDoes the text above")
    return _part(asked, r"Question: (.*?)\n\n(?:Text|First answer)")


def text_of(asked: str) -> str:
    """The passage or the sentence in a prompt that asks whether it answers."""
    if is_judging(asked):
        return _part(asked, r"(.*)\n\nQuestion: ")
    return _part(asked, r"\n\nText(?: \(said by [^\n]*?\))?: (.*)\n\nDoes the text")


def is_judging(asked: str) -> bool:
    """Whether a prompt for reading is about a passage."""
    return "Does the text above answer this question?" in asked


def passages_read(model: ScriptedModel) -> list[str]:
    """The passages that the model was asked about, in order."""
    return [text_of(asked) for asked in _asked(model) if is_judging(asked)]


def sentences_read(model: ScriptedModel) -> list[str]:
    """The sentences that the model was asked about, in order."""
    return [text_of(asked) for asked in _asked(model) if not is_judging(asked) and "First answer: " not in asked]


class Near(Retriever):
    """Knows how near texts are to any question; 0 where it was not told. It cannot search."""

    def __init__(self, near: Mapping[str, float] | None = None) -> None:
        self._near = near or {}

    def nearness(self, question: str, texts: Sequence[tuple[str, str]]) -> list[float]:
        return [self._near.get(text, 0.0) for _, text in texts]


def _asked(model: ScriptedModel) -> list[str]:
    return [request.messages[-1].content for request in model.requests]


def compared(asked: str) -> tuple[str, str]:
    """The two answers in a prompt that compares them."""
    return _part(asked, r"\n\nFirst answer: (.*)\n\nSecond"), _part(asked, r"\n\nSecond answer: (.*)\n\nDo the two")


def _part(asked: str, pattern: str) -> str:
    found = re.search(pattern, asked, re.DOTALL)
    assert found is not None, f"not a prompt for reading: {asked}"
    return found[1]
