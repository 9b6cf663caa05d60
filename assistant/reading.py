"""Reads with a small model: does a passage answer a question, with which sentence, and do two sentences answer it alike?

A small model asked over several excerpts at once answers what they do not tell, and cites at random. Asked about one
passage, what it would say next tells whether the passage answers. Its "yes" against its "no" is only one direction in that;
a linear probe over the logits of many tokens, fitted on known answers, reads far more out of the same pass (probing of
hidden states: Alain and Bengio 2016, "Understanding intermediate layers using linear classifier probes"; of what a model knows
to be so: Azaria and Mitchell 2023, "The Internal State of an LLM Knows When It's Lying"). Of a model behind a server nothing is
known but its words: there, its "yes" against its "no" is what is read.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.models.base import LanguageModel, Message, Request, complete, yes_against_no
from assistant.prompting import load_prompt

PARTS = {
    "system": frozenset[str](),
    "judge": frozenset({"passage", "question"}),
    "answers": frozenset({"question", "text"}),
    "answers_said": frozenset({"question", "text", "speaker"}),
    "agree": frozenset({"question", "first", "second"}),
}

KEPT = 1024  # readings: 16 MB; a question asked again, or retried, costs no model call

Scores = NDArray[np.float64]


class Reader:
    """Asks a model about passages, sentences and pairs of them. A reading costs the prompt only, once.

    Args:
        model: with ``tokens`` it must give scores (``Features.scores``).
        tokens: ids of the tokens whose logits are read. If empty, those of *yes* and *no* are, as far as the model tells
            them: shape ``(2,)``.
        depth: after so many layers (``Request.depth``).
    """

    def __init__(self, model: LanguageModel, tokens: Sequence[int], depth: int) -> None:
        self._model = model
        self.tokens = tuple(tokens)
        self.depth = depth
        self._prompt = load_prompt("reading", **PARTS)
        self._kept = lru_cache(maxsize=KEPT)(self._read)

    def judge(self, question: str, passage: str) -> Scores:
        """Logits where the model would say whether ``passage`` answers: shape ``(tokens,)``, less their mean."""
        return self._scores("judge", passage=passage, question=question)

    def answers(self, question: str, text: str, speaker: str | None) -> Scores:
        """Logits where the model would say whether a sentence, ``text``, answers: shape ``(tokens,)``, less their mean.

        Args:
            speaker: whom the document names as saying it.
        """
        if speaker is None:
            return self._scores("answers", question=question, text=text)
        return self._scores("answers_said", question=question, text=text, speaker=speaker)

    def agree(self, question: str, first: str, second: str) -> Scores:
        """Logits where the model would say whether both texts answer the same: shape ``(tokens,)``, less their mean."""
        return self._scores("agree", question=question, first=first, second=second)

    def _scores(self, part: str, **values: str) -> Scores:
        return self._kept(self._prompt.fill(part, **values))

    def _read(self, asked: str) -> Scores:
        messages = Message("system", self._prompt.fill("system")), Message("user", asked)
        if self.tokens:
            (token,) = complete(self._model, Request(messages, max_tokens=1, scored=self.tokens, depth=self.depth)).tokens
            scores = np.array(token.scores, dtype=np.float64)
        else:
            scores = np.array([yes_against_no(self._model, *messages), 0.0])
        return np.asarray(scores - scores.mean(), dtype=np.float64)
