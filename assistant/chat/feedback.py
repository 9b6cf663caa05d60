"""What people thought of answers, as candidate entries of an evaluation suite (the format of evals/suites/seeds/suite.yaml).

An entry waits (``accepted: false``) until a person has read it. An answer called right makes its cited words the known fact; one
called wrong makes an entry only if a note says what is right.
"""

import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assistant.chat.archive import Archive, Judged
from assistant.chat.conversation import Verdict
from assistant.records import Outcome
from index.errors import LibraryError
from index.library import Library

FOLDER = "suites"  # in the library's folder
_HEAD = """\
# Entries made of the verdicts of people in the chat. Read each one: shorten its facts to the words that matter and add
# aliases, then delete its line "accepted: false". Then: dossier eval FOLDER
"""


@dataclass(frozen=True, slots=True)
class Written:
    """What became of the verdicts. ``path`` is ``None`` where no entry could be made."""

    path: Path | None
    entries: int
    left_out: int  # called wrong without a note that says what is right, or about files that are gone


def write_suite(library: Library, archive: Archive) -> Written:
    """A new suite of the verdicts that are in none yet. Nothing that is there is written over.

    Raises:
        LibraryError: it cannot be written.
    """
    judged = archive.judged()
    sources = {info.name: Path(info.source) for info in library.documents() if Path(info.source).is_file()}
    if not sources:
        return Written(None, 0, len(judged))
    root = Path(os.path.commonpath([source.parent for source in sources.values()]))
    below = {name: source.relative_to(root).as_posix() for name, source in sources.items()}
    entries = [(answer, made) for answer in judged if (made := entry(answer, below))]
    if not entries:
        return Written(None, 0, len(judged))
    folder = library.home / FOLDER / f"feedback-{time.strftime('%Y%m%d-%H%M%S')}"
    content = {
        "description": "Questions from the chat, with what people thought of the answers.",
        "root": Path(os.path.relpath(root, folder)).as_posix(),
        "documents": sorted(below.values()),
        "questions": [made for _, made in entries],
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "suite.yaml").open("x", encoding="utf-8") as file:
            file.write(_HEAD + yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120))
    except OSError as exc:
        raise LibraryError(
            "The suite in {folder} cannot be written: {reason}.", "Try again in a second.", folder=folder, reason=exc.strerror
        ) from exc
    archive.put_in_suite(tuple(answer for answer, _ in entries))
    return Written(folder / "suite.yaml", len(entries), len(judged) - len(entries))


def entry(judged: Judged, below: dict[str, str]) -> dict[str, Any] | None:
    """One entry of a suite; ``None`` where it is not known what is right.

    Args:
        below: the path below the suite's root of each document whose file is there.
    """
    answer, opinion = judged.turn.answer, judged.turn.opinion
    if answer is None or answer.language not in {"en", "ar"}:
        return None
    made: dict[str, Any] = {
        "id": f"chat-{judged.conversation[:8]}-{judged.turn.number}",
        "accepted": False,
        "question": judged.turn.question,
        "language": answer.language,
    }
    history = {"history": list(judged.history)} if judged.history else {}
    cited = {citation.number: citation for citation in answer.citations if citation.document in below}
    if opinion.verdict is Verdict.RIGHT and answer.outcome is Outcome.ABSTAINED:
        shown = [cited[claim.citations[0]].quote for claim in answer.claims if claim.corrects and claim.citations[0] in cited]
        return made | {"expect": "abstained"} | ({"corrects": shown} if shown else {}) | history
    if opinion.verdict is Verdict.RIGHT:
        facts = [[" ".join(citation.quote.split())] for citation in cited.values()]
        documents = {citation.document for citation in cited.values()}
    else:
        facts = [[opinion.note.strip()]] if any(map(str.isalnum, opinion.note)) else []
        documents = {citation.document for citation in cited.values()} or {item.passage.document for item in answer.evidence[:1]}
    known = sorted(below[name] for name in documents if name in below)
    if not (facts and known):
        return None
    spans = {"spans": [citation.quote for citation in cited.values()]} if opinion.verdict is Verdict.RIGHT else {}
    return made | {"expect": "answered", "facts": facts, "documents": known} | spans | history
