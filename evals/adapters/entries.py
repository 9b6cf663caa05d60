"""Questions and answers as lines of JSON, or as a table, next to their documents.

``{"question": …, "answer": …}`` and, where it is known, ``id``, ``document``, ``language``, ``speaker``, ``span``, ``tags``,
``history``. Several accepted answers, documents, … are a list; in a table they stand in one cell with ``|`` between them. No
answer: the documents do not tell. Other keys are left alone. Without ``document`` the answer's own words are looked for.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from evals.adapters.lines import objects_in, text_in
from evals.matching import contains
from evals.suite import Question, Suite, explain, fingerprint, read_document
from index.errors import ReadError, SuiteError
from index.language import dominant_language
from index.readers import SUFFIXES

_HINT = 'A line looks like {"question": "…", "answer": "…"}; "document" may name the file that tells.'
_TABLE_HINT = (
    "The first line names the columns: question, answer, and as you like document, language, id, speaker, span, tags, history."
)
_PLURAL = {"answers": "answer", "documents": "document", "spans": "span", "tag": "tags", "speakers": "speaker"}
_LISTS = ("answer", "document", "span", "tags", "speaker", "history")
_SINGLE = ("id", "question", "language")


@dataclass(frozen=True, slots=True)
class Entry:
    """One question as it was written, on line ``line`` of its file: lists of texts by key; what is empty is left out."""

    line: int
    values: Mapping[str, tuple[str, ...]]

    def first(self, key: str, otherwise: str = "") -> str:
        """The only value of a key."""
        return self.values.get(key, (otherwise,))[0]


def read_jsonl(path: Path) -> list[Entry]:
    """The lines of a JSONL file.

    Raises:
        SuiteError: it cannot be read, or a line is no object with a question; the line is named.
    """
    entries = [_entry(path, number, value) for number, value in objects_in(path, _HINT)]
    return _some(entries, path, _HINT)


def read_csv(path: Path) -> list[Entry]:
    """The rows of a table, with commas, semicolons or tabs.

    Raises:
        SuiteError: it cannot be read, or has no columns of these names; the line is named.
    """
    lines = text_in(path, _TABLE_HINT).splitlines(keepends=True)
    first = lines[0] if lines else ""
    reader = csv.reader(lines, delimiter=max(",;\t", key=first.count), strict=True)
    try:
        columns = [_named(column.strip().lower()) for column in next(reader, [])]
        if not {"question", "answer"} <= set(columns):
            raise SuiteError(
                f"{path}:1: expected the columns question and answer, not {', '.join(columns) or 'nothing'}.", _TABLE_HINT
            )
        entries: list[Entry] = []
        line = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                if len(cells) > len(columns):
                    raise SuiteError(f"{path}:{line}: {len(cells)} cells for {len(columns)} columns.", _TABLE_HINT)
                cut = {key: cell.split("|") if key in _LISTS else cell for key, cell in zip(columns, cells, strict=False)}
                entries.append(_entry(path, line, cut))
            line = reader.line_num + 1
    except csv.Error as exc:
        raise SuiteError(
            f"{path}:{reader.line_num}: {exc}.", "Put cells with commas or quotes in quotes, and double those inside."
        ) from exc
    return _some(entries, path, _TABLE_HINT)


def suite_of(entries: Sequence[Entry], path: Path) -> Suite:
    """A suite over the documents in the folder of the file ``path``, where ``entries`` come from.

    Raises:
        SuiteError: a document that cannot be read or is not there, or a question without what it needs; with its line.
    """
    texts = texts_in(path.parent)
    questions = tuple(questions_of(entries, path, texts))
    return Suite(
        name=path.stem,
        description=f"Questions of {path.name}.",
        root=path.parent,
        documents=tuple(texts),
        questions=questions,
        sha256=fingerprint(path.read_bytes(), [path.parent / name for name in texts]),
    )


def texts_in(folder: Path) -> dict[str, str]:
    """Each document below ``folder``: name and text.

    Raises:
        SuiteError: one cannot be read, or there is none.
    """
    texts, faults = readable(folder)
    for fault in faults:
        raise SuiteError(f"{folder / fault}", "Correct it, or take it out of the folder.")
    return texts


def readable(folder: Path) -> tuple[dict[str, str], tuple[str, ...]]:
    """Each document below ``folder`` that can be read, name and text; and those that cannot, name and reason.

    Raises:
        SuiteError: there is none.
    """
    texts: dict[str, str] = {}
    faults: list[str] = []
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder)
        if file.is_file() and file.suffix.lower() in SUFFIXES and not any(part.startswith((".", "~$")) for part in name.parts):
            try:
                texts[name.as_posix()] = read_document(file)
            except ReadError as exc:
                faults.append(f"{name.as_posix()}: {exc.message}")
    if not texts:
        raise SuiteError(f"There are no documents that can be read in {folder}.", "Give the folder of the documents.")
    return texts, tuple(faults)


def questions_of(entries: Sequence[Entry], path: Path, texts: Mapping[str, str]) -> Iterator[Question]:
    """Each entry as a question about the documents ``texts``.

    Raises:
        SuiteError: an entry that cannot be one, with file and line.
    """
    seen: set[str] = set()
    for number, entry in enumerate(entries, start=1):
        where = f"{path}:{entry.line}"
        try:
            question = Question.model_validate(_values(entry, number, texts, where))
        except ValidationError as exc:
            raise SuiteError(f"{where}: {explain(exc.errors()[0])}.", _HINT) from exc
        if question.id in seen:
            raise SuiteError(f"{where}: the id {question.id!r} stands twice.", "Give each question an id of its own, or none.")
        seen.add(question.id)
        yield question


def _values(entry: Entry, number: int, texts: Mapping[str, str], where: str) -> dict[str, Any]:
    asked, answers, spans = entry.first("question"), entry.values.get("answer", ()), entry.values.get("span", ())
    language = entry.first("language") or dominant_language(asked)
    values: dict[str, Any] = {
        "id": entry.first("id", f"q{number}"),
        "question": asked,
        "language": language,
        "expect": "answered" if answers else "abstained",
        "history": entry.values.get("history", ()),
        "tags": entry.values.get("tags", ()),
    }
    if not answers:
        return values
    documents = entry.values.get("document") or tuple(
        name for name, text in texts.items() if any(contains(text, a) for a in answers)
    )
    if not documents:
        raise SuiteError(f"{where}: the answer {answers[0]!r} stands in no document in so many words.", 'Name it: "document".')
    for name in documents:
        if name not in texts:
            raise SuiteError(f"{where}: there is no document {name!r}.", f"There are: {', '.join(list(texts)[:20])}.")
    for span in spans:
        if not any(span in texts[name] for name in documents):
            raise SuiteError(f"{where}: these words do not stand in {', '.join(documents)}: {span!r}.", "Copy them exactly.")
    held = {dominant_language(texts[name]) for name in documents}
    pair = f"{language}>{held.pop() if len(held) == 1 else 'both'}"
    known = {"facts": (answers,), "documents": documents, "speaker": entry.values.get("speaker", ()), "spans": spans}
    return values | known | {"tags": (pair, *values["tags"])}


def _entry(path: Path, line: int, value: Mapping[str, Any]) -> Entry:
    values: dict[str, tuple[str, ...]] = {}
    for written, content in value.items():
        key = _named(written)
        if key not in (*_LISTS, *_SINGLE) or content is None:
            continue
        several = content if isinstance(content, list) and key in _LISTS else [content]
        if not all(isinstance(one, str | int | float) and not isinstance(one, bool) for one in several):
            raise SuiteError(f"{path}:{line}: {written} is no text.", _HINT)
        if texts := tuple(text for one in several if (text := str(one).strip())):
            values[key] = texts
    if "question" not in values:
        raise SuiteError(f"{path}:{line}: there is no question.", _HINT)
    return Entry(line, values)


def _named(key: str) -> str:
    return _PLURAL.get(key, key)


def _some(entries: list[Entry], path: Path, hint: str) -> list[Entry]:
    if not entries:
        raise SuiteError(f"{path}:1: there are no questions.", hint)
    return entries
