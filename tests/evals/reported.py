"""A run over two small documents with answers written by hand: every verdict, both languages, a conflict, hostile words."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.records import Answer, Claim, Conflict
from evals.running import RunReport, run
from evals.suite import Question, Suite
from index.errors import ModelServerError
from index.records import Evidence, Passage
from tests.evals.examples import TEXTS, ScriptedSystem, abstention, cited, question, unanswerable

ATTACK = "<script>window.ran=1</script><img src=x onerror=window.ran=2> </details> {{ 7*7 }} \u202eevil"
SCRIPT_TEXT = f"Nobody burned. {ATTACK}"
DOCUMENTS = TEXTS | {"<b>bold</b>.txt": SCRIPT_TEXT}
COUNT = ("en.txt", "Mayor Lind said 21 houses burned.")
DAWN = ("en.txt", "The fire began at dawn.")
ARABIC = ("ar.txt", "وقالت البلدية إن ٢١ منزلاً احترقت.")


def with_evidence(answer: Answer) -> Answer:
    """The answer, with all of each of its documents as evidence."""
    names = dict.fromkeys(citation.document for citation in answer.citations) or {"en.txt": None}
    passages = (Passage(name, 0, len(DOCUMENTS[name]), DOCUMENTS[name], name[:2]) for name in names)
    return replace(answer, evidence=tuple(Evidence(passage, 0.5) for passage in passages))


def hostile() -> Answer:
    """An answer whose every text wants to be markup."""
    answer = cited("Nobody burned.", DAWN, speaker=ATTACK)
    citation = replace(answer.citations[0], document="<b>bold</b>.txt", start=0, end=len(SCRIPT_TEXT), quote=SCRIPT_TEXT)
    claim = replace(answer.claims[0], text=ATTACK, gloss=ATTACK)
    return replace(answer, text=f"{ATTACK} [1]", citations=(citation,), claims=(claim,))


def disputed() -> Answer:
    """Two accounts side by side, one in each language, in an answer to an Arabic question."""
    answer = cited("بنص المصدر الإنجليزي: “Mayor Lind said 21 houses burned.”", COUNT, ARABIC, language="ar")
    accounts = (Claim(COUNT[1], "Mayor Lind", (1,), gloss="21"), Claim(ARABIC[1], "البلدية", (2,)))
    return replace(answer, conflicts=(Conflict("كم منزلاً؟", accounts),))


ASKED: tuple[tuple[Question, Answer | Exception], ...] = (
    (question(id="right", spans=("21 houses",), speaker=("Lind",)), cited("21 houses burned.", COUNT, speaker="Mayor Lind")),
    (question(id="wrong", question="Who burned?", tags=("en>en", "number")), cited("Twelve.", DAWN, ms=900)),
    (question(id="silent", question="Which houses burned?"), abstention(ms=3000)),
    (unanswerable(), abstention()),
    (unanswerable(id="invented", question=f"Who paid? {ATTACK}", tags=("missing", "<i>tag</i>")), hostile()),
    (question(id="broken", question="Broken?"), ModelServerError("The server is gone.", f"Start it. {ATTACK}")),
    (
        question(id="arabic", question="كم منزلاً احترق؟", language="ar", tags=("ar>ar",), history=("متى اندلع الحريق؟",)),
        disputed(),
    ),
)


def report(folder: Path, name: str = "fire", **head: Any) -> RunReport:
    """The whole run; ``head`` is added to what its head says."""
    asked = tuple(known for known, _ in ASKED)
    suite = Suite(name=name, description="", root=folder, documents=tuple(TEXTS), questions=asked, sha256="0" * 64)
    answers = {known.question: with_evidence(got) if isinstance(got, Answer) else got for known, got in ASKED}
    facts = {
        "suite": name,
        "suite_sha256": "0" * 64,
        "model": "scripted:model",
        "time": "2026-11-25T20:18:12+00:00",
        "git": {"commit": "0123456789abcdef", "dirty": True},
        "packages": {"numpy": "2.4.6"},
    }
    return run(suite, ScriptedSystem(answers), DOCUMENTS, head=facts | head)
