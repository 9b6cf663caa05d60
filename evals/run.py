"""The doors of this room: suites, a SQuAD sample, benchmark, latency, calibration, all through the product itself.

``dossier eval`` calls these.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, get_args

from evals.bench import OURS, STATES, STOCK, BenchReport, BenchRow, Contender, OnRow, ask_twice, sampled
from evals.figures import Row
from evals.reports import grid_markdown, write_report, write_text
from evals.runlog import RunLog, head
from evals.running import OnResult, RunReport, run
from evals.squad import load_pair, sample_suite
from evals.suite import Split, Suite, find_suite, load_suite, shipped_suites
from evals.tables import Grid, bench_grids
from evals.workbench import indexed, texts_of
from index.errors import ModelError

if TYPE_CHECKING:
    from assistant.config import Settings
    from assistant.models.base import LanguageModel
    from evals.calibration import CalibrationReport, OnQuestion

DEFAULT_SUITE = "seeds"


def run_suites(
    names: Sequence[str], settings: "Settings", out: Path | None = None, on_result: OnResult | None = None
) -> list[RunReport]:
    """Run suites, each over a library of its own documents, with one model loaded once.

    Each leaves files named after suite and time: a JSONL log written line by line; a Markdown, a JSON and an HTML report.

    Args:
        names: shipped suites by name or by split (``tuning``, ``held-out``), others by path; none: the suite of the seeds.
        out: folder for the files; ``None``: ``evals`` in the library's home.
        on_result: called with each row as soon as it is scored.

    Raises:
        SuiteError: a suite that cannot be read (before anything runs), or files that cannot be written.
        ModelError: no model can answer.
    """
    suites = [suite for name in names or [DEFAULT_SUITE] for suite in _named(name)]
    with _loaded(settings) as model:
        return [_run_one(suite, model, settings, out, on_result) for suite in suites]


def _named(name: str) -> list[Suite]:
    """One suite, or all that ship of a split."""
    if name not in get_args(Split):
        return [load_suite(find_suite(name))]
    return [suite for path in shipped_suites().values() if (suite := load_suite(path)).split == name]


def run_squad(
    squad_dir: Path,
    settings: "Settings",
    sample: int = 60,
    seed: int = 0,
    out: Path | None = None,
    on_result: OnResult | None = None,
) -> RunReport:
    """Run the ask flow over a sample of the mixed set-up of a parallel SQuAD folder (see ``evals.squad.sample_suite``).

    Raises:
        SuiteError: the files cannot be read or are not parallel.
        ModelError: no model can answer.
    """
    paragraphs = load_pair(squad_dir)
    with TemporaryDirectory(prefix="dossier-squad-") as folder, _loaded(settings) as model:
        suite = sample_suite(paragraphs, Path(folder), sample, seed)
        return _run_one(suite, model, settings, out, on_result)


def run_bench(
    name: str, settings: "Settings", sample: int = 10, out: Path | None = None, on_row: OnRow | None = None
) -> BenchReport:
    """Ask ``sample`` questions of a suite, evenly drawn from it, of dossier and of stock LlamaIndex, each cold and warm.

    The model is loaded afresh for each question and system. Leaves a log, a Markdown and a JSON report.

    Raises:
        SuiteError: the suite cannot be read, or files cannot be written.
        ModelError: no model can answer.
    """
    from assistant.answering import Assistant, load_model
    from evals.stock import StockCitations

    suite = sampled(load_suite(find_suite(name)), sample)
    stem = _free_stem(out or settings.home / "evals", f"bench-{suite.name}")
    fresh_model = partial(load_model, settings)
    with indexed(_documents(suite), settings.index) as library, Assistant(library, fresh_model) as ours:
        texts = texts_of(library)
        systems: dict[str, Contender] = {OURS: ours, STOCK: StockCitations(texts, library.embedder, fresh_model)}
        # A log's lines do not say whose they are: they come in this order, question by question.
        order = [f"{system}, {state}" for system in systems for state in STATES]
        facts = _facts(suite, ours.warm(), settings) | {"order": order}
        with RunLog(stem.with_name(f"{stem.name}.jsonl"), facts) as log:

            def record(row: BenchRow) -> None:
                log.row(row.cold)
                log.row(row.warm)
                if on_row:
                    on_row(row)

            rows = ask_twice(suite, systems, texts, record, afresh=True)
    report = BenchReport(suite.name, facts, rows)
    return replace(report, written=(log.path, *_write_bench(report, stem)))


def run_latency(settings: "Settings", sample: int = 10, on_row: OnRow | None = None) -> BenchReport:
    """Time ``sample`` questions of the seeds' suite, evenly drawn from it, each cold and warm, with a model loaded once.

    Raises:
        ModelError: no model can answer.
    """
    from assistant.answering import Assistant, load_model

    suite = sampled(load_suite(find_suite(DEFAULT_SUITE)), sample)
    with indexed(_documents(suite), settings.index) as library, Assistant(library, partial(load_model, settings)) as ours:
        facts = _facts(suite, ours.warm(), settings)
        return BenchReport(suite.name, facts, ask_twice(suite, {OURS: ours}, texts_of(library), on_row, afresh=False))


def run_calibration(
    squad_dir: Path | None,
    settings: "Settings",
    sample: int = 100,
    seed: int = 0,
    on_question: "OnQuestion | None" = None,
) -> "CalibrationReport":
    """Fit the weights of the configured model on the shipped tuning suites, and on a SQuAD sample if a folder is given.

    What the model says is kept in ``evals/calibration.sqlite`` of the library's home: a stopped run goes on where it was.

    Raises:
        SuiteError: a suite or the SQuAD files cannot be read.
        ModelError: no model can answer, or the one that answers gives no scores.
    """
    from assistant.reading import Reader
    from evals.calibration import DEPTH, fit, gather, tokens
    from evals.keeping import KeptModel

    with TemporaryDirectory(prefix="dossier-squad-") as folder, _loaded(settings) as model:
        if not model.features.scores:
            raise ModelError(
                f"{model.name} gives no scores of tokens, so there is nothing to fit.",
                "Only the embedded model is calibrated; models behind a server word their own answers.",
            )
        suites = _named("tuning")
        if squad_dir is not None:
            suites.append(sample_suite(load_pair(squad_dir), Path(folder), sample, seed))
        gathered = [gather(suite, settings.index) for suite in suites]
        asked = [one for part, _ in gathered for one in part]
        compared = [pair for _, part in gathered for pair in part]
        with KeptModel(model, settings.home / "evals" / "calibration.sqlite") as kept:
            return fit(Reader(kept, tokens(), DEPTH), asked, compared, model.name, on_question)


def _run_one(
    suite: Suite, model: "LanguageModel", settings: "Settings", out: Path | None, on_result: OnResult | None
) -> RunReport:
    from assistant.answering import Assistant

    stem = _free_stem(out or settings.home / "evals", suite.name)
    facts = _facts(suite, model, settings)
    with RunLog(stem.with_name(f"{stem.name}.jsonl"), facts) as log, indexed(_documents(suite), settings.index) as library:

        def record(row: Row) -> None:
            log.row(row)
            if on_result:
                on_result(row)

        # Not closed with the suite: the model is shared, and whoever loaded it closes it.
        report = run(suite, Assistant(library, lambda: model), texts_of(library), record, facts)
    return replace(report, written=(log.path, *write_report(report, stem)))


def _facts(suite: Suite, model: "LanguageModel", settings: "Settings") -> dict[str, Any]:
    secret = {"model": {"api_key", "url"}, "index": {"chroma_url"}}  # a URL may carry a password
    configuration = settings.model_dump(mode="json", include={"index": True, "model": True}, exclude=secret)
    return head(suite, model.name, settings.index.embedder, configuration)


def _documents(suite: Suite) -> dict[str, bytes]:
    return {name: path.read_bytes() for name, path in suite.paths()}


@contextmanager
def _loaded(settings: "Settings") -> Iterator["LanguageModel"]:
    from assistant.answering import load_model

    with closing(load_model(settings)) as model:
        yield model


def _write_bench(report: BenchReport, stem: Path) -> tuple[Path, Path]:
    markdown, data = stem.with_name(f"{stem.name}.md"), stem.with_name(f"{stem.name}.json")
    known = Grid("What was run", ("", "value"), tuple((key, str(value)) for key, value in report.head.items()))
    grids = (*bench_grids(report), known)
    write_text(markdown, "\n\n".join([f"# Benchmark: {report.suite}", *map(grid_markdown, grids)]) + "\n")
    write_text(data, json.dumps(report.to_json(), ensure_ascii=False, indent=1) + "\n")
    return markdown, data


def _free_stem(folder: Path, name: str) -> Path:
    """A name that no log has yet: two suites of one name may run within one second."""
    first = f"{name}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    stems = (folder / (f"{first}-{number}" if number > 1 else first) for number in count(1))
    return next(stem for stem in stems if not stem.with_name(f"{stem.name}.jsonl").exists())
