"""Suites of known facts: YAML files next to their documents, validated when loaded.

``evals/suites/seeds/suite.yaml`` shows the format and explains it at its head.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Annotated, Any, Literal, Self

import regex
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator
from pydantic_core import ErrorDetails

from evals.located_yaml import LocatedYaml, read_yaml
from evals.matching import words
from index.config import IndexSettings
from index.errors import ReadError, SuiteError
from index.readers import read

SUITE_FILE = "suite.yaml"
_HINT = "Correct the file; evals/suites/seeds/suite.yaml shows the format."
_PAIR = regex.compile(r"(\w\w)>\w+")


def _has_words(text: str) -> str:
    if not words(text.removeprefix("=")):
        raise ValueError("expected an alias with at least one letter or digit")
    return text


def _inside(name: str) -> str:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or str(path) != name or "\\" in name:
        raise ValueError("expected a path below `root`, with `/` and without `..`")
    return name


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Alias = Annotated[Text, AfterValidator(_has_words)]
Group = Annotated[tuple[Alias, ...], Field(min_length=1)]
DocumentName = Annotated[Text, AfterValidator(_inside)]
Split = Literal["tuning", "held-out"]


class Question(BaseModel):
    """A question and what is known about its answer.

    Attributes:
        facts: groups of aliases; one alias of each group must be said.
        documents: where the facts stand, all of them together.
        speaker: aliases of whoever an answer should name as saying it; empty: not scored.
        spans: exact words of the documents that answer, each enough to show the answer or a part of it; for fitting.
        corrects: where an abstention is expected, exact words of the documents that show the question to take for granted what
            is not so.
        conflict: groups of aliases, one for each account of the point in dispute; an answer should show them side by side.
        history: questions asked before, in the same conversation.
        forbidden: aliases that no answer may say in its own words: what an order hidden in a document asks for.
        tags: ``en>ar`` (question in English, fact in the Arabic text) and kinds; each is a line of the report.
        accepted: no candidate that still waits for a person to accept it: those are not asked.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, StringConstraints(pattern=r"^[\w.:-]+$")]
    question: Text
    language: Literal["en", "ar"]
    expect: Literal["answered", "abstained"]
    facts: tuple[Group, ...] = ()
    documents: tuple[DocumentName, ...] = ()
    speaker: tuple[Alias, ...] = ()
    spans: tuple[Text, ...] = ()
    corrects: tuple[Text, ...] = ()
    conflict: tuple[Group, ...] = ()
    history: tuple[Text, ...] = ()
    forbidden: tuple[Alias, ...] = ()
    tags: tuple[Text, ...] = ()
    accepted: bool = True

    @property
    def answerable(self) -> bool:
        """Whether the documents tell."""
        return self.expect == "answered"

    def is_corrected_by(self, words: str) -> bool:
        """Whether ``words`` of a document hold some of those known to correct it, or are part of them."""
        return any(known in words or words in known for known in self.corrects)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.answerable and not (self.facts and self.documents):
            raise ValueError("expected `facts` and `documents`, since an answer is expected")
        known = (self.facts, self.documents, self.speaker, self.spans, self.conflict)
        if not self.answerable and any(known):
            raise ValueError(
                "expected only `corrects`, `forbidden` and `history` beside the question, since an abstention is expected"
            )
        if self.answerable and self.corrects:
            raise ValueError("expected no `corrects`, since an answer is expected")
        if len(self.conflict) == 1:
            raise ValueError("expected two accounts or more in `conflict`")
        for pair in filter(None, map(_PAIR.fullmatch, self.tags)):
            if pair[1] != self.language:
                raise ValueError(f"expected the tag {pair.group()!r} to begin with the question's language")
        return self


class Suite(BaseModel):
    """Questions about a set of documents.

    Attributes:
        split: ``tuning`` suites are what weights are fitted on; ``held-out`` ones are only ever measured.
        root: the folder below which the documents lie; answers name documents by their path below it.
        sha256: of the suite's text and of its documents: two runs with the same one asked the same.
        waiting: candidates that nobody has accepted yet; they are not among ``questions``.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    description: str
    root: Path
    documents: tuple[DocumentName, ...]
    questions: tuple[Question, ...]
    sha256: str
    split: Split = "held-out"
    waiting: int = 0

    def paths(self) -> tuple[tuple[str, Path], ...]:
        """Each document's name and file."""
        return tuple((name, self.root / name) for name in self.documents)


class _File(BaseModel):
    """The YAML file as written."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    description: Text
    split: Split = "held-out"
    root: Text = "."
    documents: Annotated[tuple[DocumentName, ...], Field(min_length=1)]
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]


def shipped_suites() -> dict[str, Path]:
    """The suites that come with the product: name and file."""
    folder = Path(__file__).parent / "suites"
    return {path.parent.name: path for path in sorted(folder.glob(f"*/{SUITE_FILE}"))}


def find_suite(name: str) -> Path:
    """The file of a suite, given by the name of a shipped one, by a file, or by a folder with a ``suite.yaml``.

    Raises:
        SuiteError: there is none.
    """
    shipped, path = shipped_suites(), Path(name)
    if name in shipped:
        return shipped[name]
    if path.is_dir():
        path /= SUITE_FILE
    if not path.is_file():
        raise SuiteError(
            f"There is no suite {name!r}.", f"Give a YAML file, or one of the suites that ship: {', '.join(shipped)}."
        )
    return path


def load_suite(path: Path) -> Suite:
    """Read and check a suite.

    Raises:
        SuiteError: it cannot be read, breaks the format, or names a document that is not there; with file and line.
    """
    source = read_yaml(path)
    try:
        written = _File.model_validate(source.data)
    except ValidationError as exc:
        raise _refusal(source, exc) from exc
    root = path.parent / written.root
    for place, fault in _faults(written, root):
        raise SuiteError(f"{path}:{source.line(place)}: {fault}.", _HINT)
    accepted = tuple(question for question in written.questions if question.accepted)
    if not accepted:
        raise SuiteError(
            f"{path}:{source.line(['questions'])}: no question is accepted yet.",
            "Read the candidates, and take `accepted: false` away from those that are good.",
        )
    return Suite(
        name=path.parent.resolve().name if path.name == SUITE_FILE else path.stem,
        description=written.description,
        split=written.split,
        root=root,
        documents=written.documents,
        questions=accepted,
        sha256=fingerprint(path.read_bytes(), [root / name for name in written.documents]),
        waiting=len(written.questions) - len(accepted),
    )


def fingerprint(questions: bytes, documents: Sequence[Path]) -> str:
    """SHA-256 over the questions' bytes and the documents' own hashes."""
    digest = hashlib.sha256(questions)
    for document in documents:
        digest.update(hashlib.sha256(document.read_bytes()).digest())
    return digest.hexdigest()


def _faults(written: _File, root: Path) -> Iterator[tuple[Sequence[str | int], str]]:
    """What only the whole file and the folder tell: ids and names given twice, documents that are not there."""
    for i, name in enumerate(written.documents):
        if name in written.documents[:i]:
            yield ("documents", i), f"the document {name!r} stands twice"
        if not (root / name).is_file():
            yield ("documents", i), f"there is no document {name!r} in {root}"
    count: Counter[str] = Counter()
    for i, question in enumerate(written.questions):
        count[question.id] += 1
        if count[question.id] > 1:
            yield ("questions", i, "id"), f"the id {question.id!r} stands twice; expected one of its own"
        for j, name in enumerate(question.documents):
            if name not in written.documents:
                known = ", ".join(written.documents)
                yield ("questions", i, "documents", j), f"{name!r} is not among the suite's documents: expected {known}"
    yield from _not_in_documents(written, root)


def _not_in_documents(written: _File, root: Path) -> Iterator[tuple[Sequence[str | int], str]]:
    """Spans whose words stand in none of the documents, as these are read for the library."""
    spans = [
        (("questions", i, key, j), span)
        for i, question in enumerate(written.questions)
        for key, given in (("spans", question.spans), ("corrects", question.corrects))
        for j, span in enumerate(given)
    ]
    if not spans:
        return
    texts: list[str] = []
    for i, name in enumerate(written.documents):
        try:
            texts.append(read_document(root / name))
        except ReadError as exc:
            yield ("documents", i), f"{name!r} cannot be read: {exc.message.removesuffix('.')}"
            return
    for place, span in spans:
        if not any(span in text for text in texts):
            yield place, f"these words stand in no document: {span!r}"


def read_document(path: Path) -> str:
    """Text of a document as the library has it.

    Raises:
        ReadError: it cannot be read.
    """
    return read(path, max_bytes=IndexSettings().max_file_mb * 2**20).text


def _refusal(source: LocatedYaml, exc: ValidationError) -> SuiteError:
    faults = exc.errors()
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    first = min(faults, key=lambda fault: source.line(fault["loc"]))
    return SuiteError(f"{source.path}:{source.line(first['loc'])}: {explain(first)}{more}.", _HINT)


def explain(fault: ErrorDetails) -> str:
    """What is wrong, in words that name the key."""
    where = ".".join(str(part) for part in fault["loc"]) or "the file"
    if fault["type"] == "extra_forbidden":
        fields: dict[str, Any] = dict(Question.model_fields if len(fault["loc"]) > 1 else _File.model_fields)
        return f"unknown key {where}: expected one of {', '.join(fields)}"
    if fault["type"] == "missing":
        return f"{where} is missing"
    return f"{where}: {fault['msg'].removeprefix('Value error, ')}"
