"""Models that think aloud: what stands between ``<think>`` and ``</think>`` at the beginning of a reply is no reply."""

from collections.abc import Iterable, Iterator

from assistant.models.base import Chunk

OPENING, CLOSING = "<think>", "</think>"


def without_thinking(chunks: Iterable[Chunk]) -> Iterator[Chunk]:
    """Drop a leading thinking block from a stream, with the tokens that make it up.

    The chunk in which the reply begins loses its tokens if it also holds the end of the block or white space before
    the reply, for it cannot be told which token is whose.
    """
    stream = iter(chunks)
    head: list[Chunk] = []
    for chunk in stream:
        head.append(chunk)
        text = "".join(piece.text for piece in head).lstrip()
        if text.startswith(OPENING):
            head = [_after_block(text, stream)]
        elif OPENING.startswith(text):
            continue  # it may still become a block
        break
    yield from (chunk for chunk in head if chunk.text or chunk.tokens)
    yield from stream


def _after_block(text: str, stream: Iterator[Chunk]) -> Chunk:
    """The first chunk of the reply, where ``text`` is what has been read of the block. Empty if there is no reply."""
    while not text.partition(CLOSING)[2].strip():
        chunk = next(stream, None)
        if chunk is None:
            return Chunk("")
        if CLOSING in text and chunk.text.lstrip() == chunk.text != "":
            return chunk
        text += chunk.text
    return Chunk(text.partition(CLOSING)[2].lstrip())
