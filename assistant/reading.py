"""Reads one passage at a time with a small model: does it answer the question, and with which words?

A small model asked over several excerpts at once answers what they do not tell, and cites at random. Asked about one
passage it gives a usable probability that the passage answers the question at all; asked to copy, it mostly copies.
What it copies is looked up in the passage: only the passage's own words go on.
"""

import math

from assistant.alignment import locate
from assistant.models.base import LanguageModel, Message, Request, Token, complete
from assistant.prompting import load_prompt
from index.records import Evidence

PARTS = {
    "system": frozenset[str](),
    "judge": frozenset({"passage", "question"}),
    "quote": frozenset({"passage", "question"}),
}
_QUOTE_TOKENS = 48
_ALTERNATIVES = 20


class Reader:
    """Asks a model about single passages. The model must give log-probabilities."""

    def __init__(self, model: LanguageModel) -> None:
        self._model = model
        self._prompt = load_prompt("reading", **PARTS)

    def judge(self, question: str, evidence: Evidence) -> float:
        """Log-odds that the passage answers the question, as the model sees it: its first word being yes or no."""
        completion = complete(self._model, self._request("judge", question, evidence, max_tokens=1, top_logprobs=_ALTERNATIVES))
        return log_odds(completion.tokens[0]) if completion.tokens else -math.inf

    def quote(self, question: str, evidence: Evidence) -> tuple[int, int] | None:
        """Where in the document the words stand that the model copies; ``None`` if it copies nothing that stands there."""
        completion = complete(self._model, self._request("quote", question, evidence, max_tokens=_QUOTE_TOKENS, stop=("\n\n",)))
        passage = evidence.passage
        match = locate(completion.text, passage.text)
        return (passage.start + match.start, passage.start + match.end) if match else None

    def _request(
        self,
        part: str,
        question: str,
        evidence: Evidence,
        *,
        max_tokens: int,
        top_logprobs: int = 0,
        stop: tuple[str, ...] = (),
    ) -> Request:
        filled = self._prompt.fill(part, passage=evidence.passage.text, question=question)
        messages = (Message("system", self._prompt.fill("system")), Message("user", filled))
        return Request(messages, max_tokens=max_tokens, top_logprobs=top_logprobs, stop=stop)


def log_odds(token: Token) -> float:
    """Natural-log odds of *yes* against *no* in the distribution of one token."""
    mass = {"yes": 0.0, "no": 0.0}
    for text, logprob in token.alternatives:
        word = text.strip().lower()
        if word in mass:
            mass[word] += math.exp(logprob)
    floor = 1e-6
    return math.log(mass["yes"] + floor) - math.log(mass["no"] + floor)
