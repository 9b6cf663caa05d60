"""``dossier eval new``: writes the YAML of a suite from a table, or with candidates from documents. Nothing is written over."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from evals.adapters.entries import questions_of, read_csv, readable, texts_in
from evals.drafting import candidates
from evals.suite import SUITE_FILE, Question, read_document
from index.errors import ReadError, SuiteError

if TYPE_CHECKING:
    from index.library import Library

_HEAD = """\
# Questions with known answers about the documents named below. Run them with: dossier eval {path}
#
#   facts      a list of groups. One alias of a group is enough, every group is needed. Aliases are compared as words, without
#              case, diacritics or script of digits. An alias that begins with "=" must be the whole answer, claim or quote.
#   documents  where the facts stand. speaker: whoever an answer should name as saying it (any alias).
#   spans      the exact words that answer. tags: each is a line of the report; "en>ar": asked in English, told in Arabic.
#   expect     answered, or abstained where the documents do not tell (then without facts, documents and spans).
#   corrects   where they do not tell because the question takes for granted what is not so: the exact words that show that.
"""
_TO_ACCEPT = """\
#
# These are candidates: none is asked before you accept it. Read each; put the question in words of your own, as somebody would
# who has not read the sentence; add aliases; then delete its line "accepted: false". Delete the candidates that are no good.
# Add questions that the documents do not answer (expect: abstained), and some asked in the other language.
"""


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A suite that was written.

    Attributes:
        left_out: documents that cannot be read or are gone, with the reason.
    """

    path: Path
    documents: int
    questions: int
    to_accept: int
    left_out: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """For programs."""
        counts = {"documents": self.documents, "questions": self.questions, "to_accept": self.to_accept}
        return {"suite": str(self.path)} | counts | {"left_out": list(self.left_out)}


def from_table(table: Path, out: Path | None = None) -> Skeleton:
    """A suite of the questions in a CSV file, about the documents in its folder.

    Raises:
        SuiteError: the table cannot be read, or a question cannot be one, with its line; or the suite is there already.
    """
    texts = texts_in(table.parent)
    questions = tuple(questions_of(read_csv(table), table, texts))
    return _write(out or table.parent, table.parent, tuple(texts), questions, f"Questions of {table.name}.")


def from_folder(folder: Path, most: int, out: Path | None = None) -> Skeleton:
    """A suite with up to ``most`` candidates from the documents in ``folder``.

    Raises:
        SuiteError: there are no documents, or nothing to ask about them, or the suite is there already.
    """
    texts, left_out = readable(folder)
    questions = candidates(texts, most)
    return _write(out or folder, folder, tuple(texts), questions, f"Questions about {folder.resolve().name}.", left_out)


def from_library(library: "Library", most: int, out: Path | None = None) -> Skeleton:
    """A suite with up to ``most`` candidates from the documents of a library, from the files that it was made of.

    Args:
        out: folder of the suite; ``None``: the working directory.

    Raises:
        SuiteError: as ``from_folder``.
    """
    texts: dict[Path, str] = {}
    left_out: list[str] = []
    for info in library.documents():
        source = Path(library.document(info.name).source)
        try:
            texts[source] = read_document(source)
        except ReadError as exc:
            left_out.append(f"{info.name}: {exc.message}")
    if not texts:
        raise SuiteError("The library has no documents whose files are still there.", "Index a folder, or give one.")
    root = Path(os.path.commonpath([source.parent for source in texts]))
    named = {source.relative_to(root).as_posix(): text for source, text in texts.items()}
    questions = candidates(named, most)
    return _write(out or Path.cwd(), root, tuple(named), questions, "Questions about the library.", tuple(left_out))


def _write(
    folder: Path,
    root: Path,
    documents: Sequence[str],
    questions: Sequence[Question],
    description: str,
    left_out: tuple[str, ...] = (),
) -> Skeleton:
    if not questions:
        raise SuiteError(
            "Nothing was found to ask about: no figures, dates, names or quoted speech.", "Write a table and give that."
        )
    path = folder / SUITE_FILE
    waiting = sum(not question.accepted for question in questions)
    parts = [_HEAD.format(path=path) + (_TO_ACCEPT if waiting else "")]
    below = Path(os.path.relpath(root.resolve(), folder.resolve())).as_posix()
    head = {"description": description} | ({} if below == "." else {"root": below}) | {"documents": list(documents)}
    parts += [_yaml(head), "questions:\n"]
    parts += [_indented(_yaml([_as_written(question)])) for question in questions]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write("".join(parts))
    except FileExistsError as exc:
        raise SuiteError(f"{path} is there already, and is not written over.", "Give another folder: --out DIR.") from exc
    except OSError as exc:
        raise SuiteError(f"{path} cannot be written: {exc.strerror}.", "Give another folder: --out DIR.") from exc
    return Skeleton(path, len(documents), len(questions), waiting, left_out)


def _as_written(question: Question) -> dict[str, Any]:
    """What differs from the defaults, with what a person decides on at the top."""
    values = question.model_dump(mode="json", exclude_defaults=True)
    accepted = {"accepted": False} if not question.accepted else {}
    return {"id": values.pop("id")} | accepted | {key: value for key, value in values.items() if key != "accepted"}


def _yaml(value: Any) -> str:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, default_flow_style=None, width=120)


def _indented(text: str) -> str:
    return "".join(f"  {line}\n" for line in text.splitlines()) + "\n"
