"""The model alone, without the documents: what it knew before it was given any.

A suite whose questions it answers right this way tells less of the documents than it seems to (contamination).
"""

import time
from collections.abc import Sequence

import regex

from assistant.models.base import LanguageModel, Message, Request
from assistant.prompting import load_prompt
from assistant.records import Answer, Claim, Outcome, Timings
from index.language import dominant_language

_REPLY_TOKENS = 128
# It is asked for one word; small models say it in more.
_UNKNOWN = regex.compile(r"\A\W*(?:unknown|i (?:do not|don['’]t) know|غير معروف|لا أعرف|لا أعلم)\b", regex.IGNORECASE)


class ClosedBook:
    """Answers from the model's memory, as ``evals.running.Answers``. It cites nothing."""

    def __init__(self, model: LanguageModel) -> None:
        self._model = model
        self._prompt = load_prompt("closed_book", system=frozenset(), user=frozenset({"question"}))

    def answer(self, question: str, history: Sequence[str] = ()) -> Answer:
        """Ask the model; the questions of ``history`` stand before this one."""
        asked = self._prompt.fill("user", question="\n".join((*history, question)))
        messages = (Message("system", self._prompt.fill("system")), Message("user", asked))
        started = time.perf_counter()
        text, first_word = "", 0.0
        for chunk in self._model.stream(Request(messages, max_tokens=_REPLY_TOKENS)):
            first_word = first_word or _milliseconds(started)
            text += chunk.text
        total = _milliseconds(started)
        text = text.strip()
        abstained = not text or _UNKNOWN.search(text) is not None
        return Answer(
            question=question,
            language=dominant_language(question),
            outcome=Outcome.ABSTAINED if abstained else Outcome.ANSWERED,
            text=text,
            claims=() if abstained else (Claim(text, None, (), verbatim=False),),
            citations=(),
            conflicts=(),
            evidence=(),
            model=f"closed book, {self._model.name}",
            timings=Timings(0.0, first_word or total, total),
        )


def _milliseconds(since: float) -> float:
    return (time.perf_counter() - since) * 1000
