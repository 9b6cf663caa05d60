"""A language model that answers from a script, for tests of logic. The real ones are tested in ``tests/assistant/models``."""

import math
import re
from collections.abc import Callable, Iterator, Sequence

from assistant.models.base import Chunk, Completion, Features, Request, Token

Reply = str | Completion
EVERYTHING = Features(grammar=True, json_schema=True, logprobs=True, scores=True)


def likely(text: str, probability_of: dict[str, float] | None = None) -> Token:
    """A token of certainty, or one with the given probabilities of its alternatives (natural logarithms in the token)."""
    alternatives = probability_of or {text: 1.0}
    return Token(
        text,
        math.log(alternatives.get(text, 1e-9)),
        tuple((other, math.log(probability)) for other, probability in alternatives.items()),
    )


def scored(*scores: float, text: str = "") -> Completion:
    """The reply to a request for scores (``Request.scored``), in its order."""
    return Completion(text, (Token(text, 0.0, scores=scores),))


class ScriptedModel:
    """Speaks the protocol of ``assistant.models.base.LanguageModel``.

    Args:
        replies: what it says, one after the other, or a function of the request. A string is cut into words; where
            log-probabilities are asked for, each is certain. A ``Completion`` is given token by token as it stands; where
            scores are asked for it must be one of a single token that has them all, as ``scored`` makes it.
        features: what it claims to be able to do; asking for more fails the test.
        billions: of parameters, as far as it tells.

    Attributes:
        requests: every request that was streamed, in order.
        stopped: how many replies were closed before their end.
        closed: whether ``close`` was called.
    """

    def __init__(
        self,
        replies: Sequence[Reply] | Callable[[Request], Reply],
        *,
        features: Features = EVERYTHING,
        name: str = "scripted:model",
        billions: float | None = None,
    ) -> None:
        self._reply = replies if callable(replies) else self._queue(replies)
        self._features = features
        self._name = name
        self._billions = billions
        self.requests: list[Request] = []
        self.stopped = 0
        self.closed = False

    @staticmethod
    def _queue(replies: Sequence[Reply]) -> Callable[[Request], Reply]:
        waiting = iter(replies)

        def following(request: Request) -> Reply:
            for reply in waiting:
                return reply
            raise AssertionError(f"the script has no reply left for {request.messages[-1].content!r}")

        return following

    @property
    def name(self) -> str:
        return self._name

    @property
    def features(self) -> Features:
        return self._features

    @property
    def billions(self) -> float | None:
        return self._billions

    def stream(self, request: Request) -> Iterator[Chunk]:
        self._check(request)
        self.requests.append(request)
        try:
            yield from _pieces(self._reply(request), request)
        except GeneratorExit:
            self.stopped += 1
            raise

    def close(self) -> None:
        self.closed = True

    def _check(self, request: Request) -> None:
        assert not self.closed, "the model was used after it was closed"
        assert self._features.grammar or request.grammar is None, "no grammar was promised"
        assert self._features.json_schema or request.json_schema is None, "no JSON schema was promised"
        assert self._features.logprobs or not request.top_logprobs, "no log-probabilities were promised"
        assert self._features.scores or not request.scored, "no scores were promised"
        assert request.scored or not request.depth, "a depth means nothing where no scores are asked for"


def _pieces(reply: Reply, request: Request) -> Iterator[Chunk]:
    given = [len(token.scores) for token in reply.tokens] if isinstance(reply, Completion) else []
    assert not (request.scored or any(given)) or given == [len(request.scored)], (
        "the script gives other scores than were asked for"
    )
    if isinstance(reply, Completion):
        yield from ([Chunk(token.text, (token,)) for token in reply.tokens] or [Chunk(reply.text)])
        return
    for word in re.findall(r"\s*\S+|\s+$", reply):
        yield Chunk(word, (likely(word),) if request.top_logprobs else ())
