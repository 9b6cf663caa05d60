"""An assistant that answers from a script over a real library: documents, retrieval and spans are real, the wording is given."""

import threading
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from assistant.chat.model import ModelState, Stage
from assistant.found import Untold
from assistant.nearest import nearest
from assistant.records import (
    Answer,
    AskEvent,
    Citation,
    Claim,
    Conflict,
    EvidenceFound,
    Finished,
    Outcome,
    Timings,
    Wording,
    Working,
)
from assistant.wording import differ
from index.errors import DossierError
from index.language import dominant_language
from index.library import Library
from index.records import Evidence
from index.retrieval import Retriever


def _open_gate() -> threading.Event:
    gate = threading.Event()
    gate.set()
    return gate


@dataclass(frozen=True)
class Said:
    """A claim of a scripted answer, resting on words that stand in a document."""

    text: str
    document: str
    quote: str
    speaker: str | None = None
    gloss: str | None = None


@dataclass
class Script:
    """How one question is answered.

    Attributes:
        conflict: accounts that differ; those that are among the claims are cited by the same numbers.
        small_talk: what is said to a question that asks nothing of the documents.
        gate: held closed by a test that looks at the page before the wording; open otherwise.
    """

    claims: tuple[Said, ...] = ()
    conflict: tuple[Said, ...] = ()
    topic: str = ""
    abstention: str = ""
    small_talk: str = ""
    error: DossierError | None = None
    gate: threading.Event = field(default_factory=_open_gate)


class ScriptedAssistant:
    """Answers the questions that it has a script for, and abstains from the others."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._retriever = Retriever(library)
        self.scripts: dict[str, Script] = {}
        self.closed: list[str] = []  # questions whose ask was closed before its end
        self.histories: dict[str, tuple[str, ...]] = {}  # what came with each question

    def ask(self, question: str, history: Sequence[str] = (), documents: Collection[str] | None = None) -> Iterator[AskEvent]:
        script = self.scripts.get(question, Script(abstention="The documents do not tell."))
        self.histories[question] = tuple(history)
        retriever = self._retriever if documents is None else self._retriever.within(documents)
        evidence = () if script.small_talk else retriever.search(question, 6)
        try:
            yield EvidenceFound(evidence, 40.0)
            yield Working("reading", 0, 2)
            while not script.gate.wait(0.05):
                yield Working("reading", 1, 2)
            if script.error:
                raise script.error
            answer = self._answer(question, script, evidence)
            for claim in answer.claims:
                marks = "".join(f" [{n}]" for n in claim.citations)
                cited = tuple(c for c in answer.citations if c.number in claim.citations)
                end = "\n" if claim is not answer.claims[-1] or answer.conflicts else ""
                for word in claim.text.split(" "):
                    yield Wording(word if word == claim.text.split(" ")[0] else f" {word}")
                yield Wording(f"{marks}{end}", cited)
            if answer.conflicts or not answer.claims:  # a last line without a claim
                yield Wording(answer.text.rpartition("\n")[2])
            yield Finished(answer)
        except GeneratorExit:
            self.closed.append(question)
            raise

    def state(self) -> ModelState:
        return ModelState("scripted", Stage.READY)

    def fetch(self) -> None:
        raise AssertionError("It is there.")

    def _answer(self, question: str, script: Script, evidence: tuple[Evidence, ...]) -> Answer:
        citations: list[Citation] = []
        made = {said: self._claim(said, citations) for said in dict.fromkeys((*script.claims, *script.conflict))}
        claims, accounts = tuple(map(made.__getitem__, script.claims)), tuple(map(made.__getitem__, script.conflict))
        lines = [f"{claim.text}{''.join(f' [{n}]' for n in claim.citations)}" for claim in claims]
        if claims and accounts:
            lines.append(differ([f"[{account.citations[0]}]" for account in accounts], dominant_language(question)))
        return Answer(
            question=question,
            language=dominant_language(question),
            outcome=Outcome.ANSWERED if claims or accounts else Outcome.ABSTAINED,
            text="\n".join(lines) if lines else script.small_talk or script.abstention,
            claims=claims,
            citations=tuple(citations),
            conflicts=(Conflict(script.topic, accounts),) if accounts else (),
            evidence=evidence,
            model="" if script.small_talk else "scripted",
            timings=Timings(40.0, 900.0, 1400.0),
            nearest=() if claims or accounts else nearest(self._retriever, [Untold.of(self._library, question, evidence)]),
        )

    def _claim(self, said: Said, citations: list[Citation]) -> Claim:
        document = self._library.document(said.document)
        start = document.text.index(said.quote)
        number = len(citations) + 1
        citations.append(
            Citation(number, said.document, start, start + len(said.quote), said.quote, dominant_language(said.quote))
        )
        return Claim(said.text, said.speaker, (number,), said.quote in said.text, said.gloss)
