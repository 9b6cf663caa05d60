"""A tiny suite on disk, and a model that answers its questions in words until it dies."""

import json
from collections.abc import Iterator
from pathlib import Path

from assistant.models.base import Chunk, Request, Usage
from index.errors import ModelServerError
from tests.scripted import ScriptedModel

BEGAN, HOUSES = "The fire in the old town began at dawn.", "وقالت البلدية إن ٢١ منزلاً احترقت في المدينة القديمة."
ASKED = {
    "began": "When did the fire begin?",
    "houses": "كم منزلاً احترق؟",
    "cost": "What did it cost?",
    "dead": "Who died?",
    "why": "لماذا؟",
}
SUITE = f"""\
description: A fire.
documents: [north/en.txt, ar.txt]
questions:
  - {{id: began, language: en, question: "{ASKED["began"]}", expect: answered, facts: [[dawn]], documents: [north/en.txt]}}
  - {{id: houses, language: ar, question: "{ASKED["houses"]}", expect: answered, facts: [["21"]], documents: [ar.txt]}}
  - {{id: cost, language: en, question: "{ASKED["cost"]}", expect: abstained}}
  - {{id: dead, language: en, question: "{ASKED["dead"]}", expect: abstained}}
  - {{id: why, language: ar, question: "{ASKED["why"]}", expect: abstained}}
"""
_SAYS = {
    ASKED["began"]: {"statement": "It began at dawn.", "quote": BEGAN, "excerpt": 1},
    ASKED["houses"]: {"statement": HOUSES, "quote": HOUSES, "excerpt": 1},
}
_STOCK = "Please provide an answer based solely on the provided sources."


def write_fire(folder: Path) -> Path:
    """Write the suite and its documents into ``folder``, which is given back."""
    (folder / "north").mkdir(parents=True)
    (folder / "north" / "en.txt").write_text(BEGAN, encoding="utf-8")
    (folder / "ar.txt").write_text(HOUSES, encoding="utf-8")
    (folder / "suite.yaml").write_text(SUITE, encoding="utf-8")
    return folder


class Counting(ScriptedModel):
    """Tells after each reply that it has read 30 tokens and written 2."""

    def stream(self, request: Request) -> Iterator[Chunk]:
        yield from super().stream(request)
        yield Chunk("", usage=Usage(30, 2))


class Mortal:
    """Loads a scripted model that dies for good at the question with the id ``dies_at``, and notes what it was asked."""

    def __init__(self, dies_at: str | None = None) -> None:
        self.dies_at = dies_at
        self.asked: list[str] = []
        self._dead = False

    def __call__(self, *_: object, **__: object) -> "Counting":
        self._dead = False
        return Counting(self._reply)

    def _reply(self, request: Request) -> str:
        asked = request.messages[-1].content
        if asked.startswith(("Text:", "Cited words:")):  # the verifier, and the independent judge
            return "yes"
        (id_,) = [id_ for id_, question in ASKED.items() if question in asked]
        self.asked.append(id_)
        self._dead = self._dead or id_ == self.dies_at
        if self._dead:
            raise ModelServerError("The server is gone.", "Start it.")
        if asked.startswith(_STOCK):
            return "It began at dawn [1]." if id_ == "began" else "None of the provided sources mention it."
        if "Question:" not in asked:  # closed book
            return "21 منزلاً" if id_ == "houses" else "UNKNOWN"
        said = [_SAYS[ASKED[id_]]] if ASKED[id_] in _SAYS else []
        return json.dumps({"statements": said}, ensure_ascii=False)
