"""Documents made to keep the rules busy: twice as long, they cost twice the work, which is counted in calls, not in time."""

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from assistant.attribution import heard_before, is_own_voice, speaker
from assistant.quantities import denied, stated
from index.language import dominant_language
from index.segmentation import sentences

_NAMES = [a + b + c for a in "BDFGKLMN" for b in "aeiou" for c in ("ris", "len", "dov", "mat", "nis", "rok", "sal", "tov")]
_NAMES += [name + "berg" for name in _NAMES]

_SHAPES: dict[str, Callable[[int], str]] = {
    "denials in one sentence": lambda n: f"The clerk said that the vote was {' and '.join(['not on 4 June but on 7 June'] * n)}.",
    "denials in one paragraph": lambda n: "The clerk said that the vote was not on 4 June but on 7 June. " * n,
    "reports inside each other": lambda n: f"{' and '.join(['Tom said that'] * n)} it rained.",
    "reports beside each other": lambda n: f"{', '.join(['Tom Hale said that it rained'] * n)}.",
    "pronouns": lambda n: "Tom Hale said that it rained. He said that it snowed. " * n,
    "lines": lambda n: "The mayor said that it rained.\n" * n,
    "lists": lambda n: "The union demands:\n- a raise\n- a bonus\n" * n,
    "a long quotation": lambda n: f"He said: “{' '.join(['The minister said that it rained.'] * n)}”",
    "quotations": lambda n: "“It rained all day,” said Tom Hale. “It snowed too.” " * n,
    "quotations that hold the line together": lambda n: "The mayor said “it rained. It” and " * (2 * n),
    "people": lambda n: " ".join(f"{_NAMES[k]} said that it rained." for k in range(n)),
    "titles": lambda n: " ".join(
        f"Mr {_NAMES[k]} said it rained. He said so. The chairman, Ivo {_NAMES[k]}, left." for k in range(n)
    ),
    "short forms": lambda n: "The Ministry of Works said that it rained. The ministry denied that it snowed. " * n,
    "minutes": lambda n: f"Minutes of the meeting\n\n{'The chair said that the hut had 46 beds. Thirty were new. ' * n}",
    "denials, Arabic": lambda n: f"قال سامي عيد إن {' و'.join(['التصويت لم يكن في 4 حزيران بل في 7 حزيران'] * n)}.",
    "reports inside each other, Arabic": lambda n: f"{' '.join(['قال سامي عيد إن'] * n)} المطر هطل.",
    "reports beside each other, Arabic": lambda n: f"{'، '.join(['وقال سامي عيد إن المطر هطل'] * n)}.",
    "pronouns, Arabic": lambda n: "قال سامي عيد إن المطر هطل. وأضاف أن الثلج ذاب. " * n,
    "roles, Arabic": lambda n: "قال رئيس اللجنة سامي عيد إن المطر هطل. وأكد الرئيس أن الثلج ذاب. " * n,
    "sources, Arabic": lambda n: f"{'بحسب سامي عيد، ' * n}هطل المطر.",
}


def _calls(text: str) -> int:
    """How often a function was entered, or a generator went on, while all was asked about every sentence."""
    count = 0

    def counted(frame: FrameType, event: str, arg: object) -> None:
        nonlocal count
        count += event == "call"

    language = dominant_language(text)
    places = sentences(text)
    sys.setprofile(counted)
    try:
        for start, end in places:
            speaker(text, start, end, language)
            is_own_voice(text, start, end, language)
            heard_before(text, start, language)
        denied(text)
        stated(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("shape", _SHAPES.values(), ids=_SHAPES)
def test_twice_the_text_is_twice_the_work(shape: Callable[[int], str]) -> None:
    few, many = 80, 160  # of fewer, what holds together grows with the text, up to a bound
    _calls(shape(5))  # what is loaded once
    assert _calls(shape(many)) < 2.4 * _calls(shape(few))
