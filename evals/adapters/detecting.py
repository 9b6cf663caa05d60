"""What stands at a path, and the suites in it."""

from enum import StrEnum
from pathlib import Path
from typing import get_args

from evals.adapters.beir import CORPUS, QUERIES
from evals.adapters.entries import read_jsonl, suite_of
from evals.sampling import sampled
from evals.squad import LANGUAGES, Draw, load_one, load_pair, sample_suite
from evals.suite import SUITE_FILE, Split, Suite, find_suite, load_suite, shipped_suites
from index.errors import SuiteError

_FORMATS = (
    f"Give the name of a suite that ships ({{shipped}}), {' or '.join(get_args(Split))}, a {SUITE_FILE} or its folder, a SQuAD "
    "file (.json), a folder with en.json and ar.json, a .jsonl of questions and answers, or a BEIR folder "
    f"({CORPUS}, {QUERIES}, qrels/)."
)


class Kind(StrEnum):
    """What a path holds."""

    SUITE = "suite"
    SQUAD = "SQuAD file"
    SQUAD_PAIR = "parallel SQuAD files"
    ENTRIES = "questions and answers"
    BEIR = "BEIR folder"


def kind_of(name: str) -> Kind:
    """What stands at the path ``name``, or under the name of a suite that ships, or of a split.

    Raises:
        SuiteError: nothing that can be run.
    """
    path = Path(name)
    if name in shipped_suites() or name in get_args(Split) or (path / SUITE_FILE).is_file():
        return Kind.SUITE
    if (path / CORPUS).is_file():
        return Kind.BEIR
    if all((path / f"{language}.json").is_file() for language in LANGUAGES):
        return Kind.SQUAD_PAIR
    kinds = {".yaml": Kind.SUITE, ".yml": Kind.SUITE, ".json": Kind.SQUAD, ".jsonl": Kind.ENTRIES}
    if path.is_file() and path.suffix.lower() in kinds:
        return kinds[path.suffix.lower()]
    hint = _FORMATS.format(shipped=", ".join(shipped_suites()))
    if path.suffix.lower() == ".csv" and path.is_file():
        raise SuiteError(f"{name} is a table, no suite.", f"Make a suite of it: dossier eval new {name}")
    raise SuiteError(f"There is no suite {name!r}." if not path.exists() else f"{name} holds no suite.", hint)


def suites_at(name: str, folder: Path, draw: Draw, sample: int | None) -> list[Suite]:
    """The suites of that name, or at that path; documents that a format has inside are written into ``folder``.

    Args:
        draw: what is drawn from SQuAD files.
        sample: how many questions of each other suite, evenly drawn; ``None``: all.

    Raises:
        SuiteError: there is none, or it cannot be read.
    """
    kind = kind_of(name)
    if kind is Kind.BEIR:
        raise SuiteError(f"{name} has no answers, only relevant documents.", "Run it alone: it gives figures of retrieval.")
    if kind in (Kind.SQUAD, Kind.SQUAD_PAIR):
        return [_squad(Path(name), kind, folder, draw)]
    suites = [suite_of(read_jsonl(Path(name)), Path(name))] if kind is Kind.ENTRIES else _shipped_or_written(name)
    return [sampled(suite, sample) for suite in suites]


def _squad(path: Path, kind: Kind, folder: Path, draw: Draw) -> Suite:
    if kind is Kind.SQUAD_PAIR:
        return sample_suite(load_pair(path), folder, draw, path.resolve().name)
    if draw.mixed:
        raise SuiteError(
            "One file has one language: nothing can be mixed.", "Give a folder with en.json and ar.json, or leave --mixed."
        )
    return sample_suite(load_one(path), folder, draw, path.stem)


def _shipped_or_written(name: str) -> list[Suite]:
    """One suite, or all that ship of a split."""
    if name in get_args(Split):
        return [suite for path in shipped_suites().values() if (suite := load_suite(path)).split == name]
    return [load_suite(find_suite(name))]
