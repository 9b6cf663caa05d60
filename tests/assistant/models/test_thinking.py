"""A leading thinking block is dropped however the stream is cut; nothing else is touched."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from assistant.models.base import Chunk
from assistant.models.thinking import without_thinking
from tests.scripted import likely


def _cut(text: str, places: list[int]) -> list[Chunk]:
    bounds = sorted({0, len(text), *(place % (len(text) + 1) for place in places)})
    return [Chunk(text[start:end]) for start, end in pairwise(bounds)]


def _said(text: str, places: list[int]) -> str:
    return "".join(chunk.text for chunk in without_thinking(_cut(text, places)))


PLACES = st.lists(st.integers(0, 200), max_size=12)


@given(PLACES, st.sampled_from(["<think>", "\n<think>\n"]), st.sampled_from(["", "\n\n", " "]))
def test_the_block_goes_wherever_the_stream_is_cut(places: list[int], opening: str, gap: str) -> None:
    assert _said(f"{opening}is it <b>? نعم</think>{gap}نعم، it is.\n", places) == "نعم، it is.\n"


@given(PLACES, st.sampled_from(["yes", " <thin> is not it", "<", "\n \n", "", "so <think>no</think>", "<THINK>x"]))
def test_an_ordinary_reply_stays_as_it_is(places: list[int], reply: str) -> None:
    assert _said(reply, places) == reply


@given(PLACES)
def test_thinking_without_end_leaves_nothing(places: list[int]) -> None:
    assert _said("<think>and so on and on", places) == ""


def test_tokens_of_the_reply_survive() -> None:
    chunks = [Chunk(text, (likely(text),)) for text in ("<think>", "so", "</think>", "\n\n", "Yes", ".")]
    assert list(without_thinking(chunks)) == chunks[4:]
