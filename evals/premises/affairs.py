"""Invented affairs with labelled sentences: which of them show a question to be mistaken. ``a.yaml`` explains the format."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

from evals.located_yaml import LocatedYaml, read_yaml
from evals.suite import Text
from index.errors import SuiteError

FOLDER = Path(__file__).parent
_PARAGRAPH = 4  # sentences
_HINT = "Correct the file; evals/premises/a.yaml shows the format and explains it."

Told = Literal["fact", "number", "when", "where", "who", "why", "how", "list", "yes-no", "definition", "says", "both"]
Untold = Literal["wrong-party", "false-premise", "detail", "elsewhere"]
Place = tuple[str | int, ...]


def _as_mapping(written: Any) -> Any:
    return {"text": written} if isinstance(written, str) else written


class Sentence(BaseModel):
    """A sentence of a document; ``speaker``: whose words it reports, where that is named."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: Text
    speaker: Text | None = None


class Document(BaseModel):
    """A document of an affair; ``issuer`` speaks in it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^(en|ar)\d+$")]
    language: Literal["en", "ar"]
    issuer: Text
    sentences: Annotated[tuple[Annotated[Sentence, BeforeValidator(_as_mapping)], ...], Field(min_length=9, max_length=15)]

    @property
    def name(self) -> str:
        """Of its file."""
        return f"{self.id}.txt"

    @property
    def text(self) -> str:
        """As a file: who issued it, then paragraphs."""
        told = [sentence.text for sentence in self.sentences]
        return "\n\n".join([self.issuer, *(" ".join(told[n : n + _PARAGRAPH]) for n in range(0, len(told), _PARAGRAPH))]) + "\n"


class Question(BaseModel):
    """A question with the ids of the sentences that answer it, or that show it to be mistaken."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    ask: Text
    kind: Told | Untold
    answers: tuple[str, ...]
    corrects: tuple[str, ...] = ()


class Affair(BaseModel):
    """One event, told by documents from opposing sides."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    affair: Annotated[str, Field(pattern=r"^[\w.:-]+$")]
    documents: tuple[Document, ...]
    questions: tuple[Question, ...]

    def sentences(self) -> dict[str, tuple[Document, Sentence]]:
        """Every sentence with its document, by its id: ``en1.3`` is the third of ``en1``."""
        return {
            f"{document.id}.{number}": (document, sentence)
            for document in self.documents
            for number, sentence in enumerate(document.sentences, start=1)
        }


_FILE = TypeAdapter(Annotated[tuple[Affair, ...], Field(min_length=1)])


def load_affairs(folder: Path = FOLDER) -> tuple[Affair, ...]:
    """The affairs of all YAML files of a folder, in the order of the files' names.

    Raises:
        SuiteError: there is none, or one breaks the format; with file and line.
    """
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        raise SuiteError(f"There are no affairs in {folder}.", "Install dossier again.")
    return tuple(affair for path in paths for affair in _load(path))


def _load(path: Path) -> tuple[Affair, ...]:
    source = read_yaml(path)
    try:
        affairs = _FILE.validate_python(source.data)
    except ValidationError as exc:
        # A list with a fault in it is called too short as well: the innermost fault is told.
        fault = max(exc.errors(), key=lambda one: (len(one["loc"]), -source.line(one["loc"])))
        raise _refusal(path, source, fault["loc"], f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}") from exc
    for place, message in _faults(affairs):
        raise _refusal(path, source, place, message)
    return affairs


def _refusal(path: Path, source: LocatedYaml, place: Place, message: str) -> SuiteError:
    return SuiteError(f"{path}:{source.line(place)}: {message}.", _HINT)


def _faults(affairs: Sequence[Affair]) -> Iterator[tuple[Place, str]]:
    """What the parts do not tell by themselves."""
    for n, affair in enumerate(affairs):
        if affair.affair in {other.affair for other in affairs[:n]}:
            yield (n, "affair"), f"the affair {affair.affair!r} stands twice"
        ids = [document.id for document in affair.documents]
        for i, document in enumerate(affair.documents):
            if document.id in ids[:i]:
                yield (n, "documents", i, "id"), f"the document {document.id!r} stands twice"
            if not document.id.startswith(document.language):
                yield (n, "documents", i, "id"), f"expected the id {document.id!r} to begin with the document's language"
        known = affair.sentences()
        for i, question in enumerate(affair.questions):
            yield from _faults_of(question, (n, "questions", i), known)


def _faults_of(question: Question, place: Place, known: dict[str, tuple[Document, Sentence]]) -> Iterator[tuple[Place, str]]:
    if (question.kind in get_args(Told)) != bool(question.answers):
        expected = "no sentence" if question.answers else "a sentence"
        yield (*place, "answers"), f"expected {expected} that answers, since the question is of the kind {question.kind!r}"
    if question.corrects and question.kind != "false-premise":
        yield (*place, "corrects"), f"expected none in `corrects`, since the question is of the kind {question.kind!r}"
    for key, ids in (("answers", question.answers), ("corrects", question.corrects)):
        for j, id_ in enumerate(ids):
            if id_ not in known:
                yield (*place, key, j), f"there is no sentence {id_!r} in the affair"
