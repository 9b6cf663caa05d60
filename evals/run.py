"""The doors of this room: suites, a SQuAD sample, latency, calibration, all through the product itself.

``dossier eval`` calls these.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from evals.figures import Row
from evals.latency import LatencyRow, LatencyTable, measure_latency
from evals.reports import write_report
from evals.runlog import RunLog, head
from evals.running import OnResult, RunReport, run
from evals.squad import load_pair, sample_suite
from evals.suite import Suite, find_suite, load_suite
from evals.workbench import indexed, texts_of

if TYPE_CHECKING:
    from assistant.config import Settings
    from assistant.models.base import LanguageModel
    from evals.calibration import CalibrationReport

DEFAULT_SUITE = "seeds"


def run_suites(
    names: Sequence[str], settings: "Settings", out: Path | None = None, on_result: OnResult | None = None
) -> list[RunReport]:
    """Run suites, each over a library of its own documents, with one model loaded once.

    Each leaves three files named after suite and time: a JSONL log written line by line, a Markdown and a JSON report.

    Args:
        names: shipped suites by name, others by path; none: the suite of the seeds.
        out: folder for the files; ``None``: ``evals`` in the library's home.
        on_result: called with each row as soon as it is scored.

    Raises:
        SuiteError: a suite that cannot be read (before anything runs), or files that cannot be written.
        ModelError: no model can answer.
    """
    suites = [load_suite(find_suite(name)) for name in names or [DEFAULT_SUITE]]
    with _loaded(settings) as model:
        return [_run_one(suite, model, settings, out, on_result) for suite in suites]


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


def run_latency(settings: "Settings", sample: int = 10, on_result: Callable[[LatencyRow], None] | None = None) -> LatencyTable:
    """Time ``sample`` questions of the seeds' suite, evenly drawn from it, each cold and warm, with a freshly loaded model.

    Raises:
        ModelError: no model can answer.
    """
    from assistant.answering import Assistant

    suite = load_suite(find_suite(DEFAULT_SUITE))
    step = max(1, len(suite.questions) // sample)
    questions = [question.question for question in suite.questions[::step][:sample]]
    documents = {name: path.read_bytes() for name, path in suite.paths()}
    with indexed(documents, settings.index) as library, _loaded(settings) as model:
        return measure_latency(questions, Assistant(library, lambda: model), on_result)


def run_calibration(squad_dir: Path, settings: "Settings", sample: int = 150, seed: int = 0) -> "CalibrationReport":
    """Fit the weights of the configured model on a SQuAD sample. Not on a suite that ships: those are for testing.

    Raises:
        SuiteError: the files cannot be read or are not parallel.
        ModelError: no model can answer.
    """
    from evals.calibration import fit, judge_suite

    paragraphs = load_pair(squad_dir)
    with TemporaryDirectory(prefix="dossier-squad-") as folder, _loaded(settings) as model:
        suite = sample_suite(paragraphs, Path(folder), sample, seed)
        return fit(model.name, judge_suite(suite, model, settings.index))


def _run_one(
    suite: Suite, model: "LanguageModel", settings: "Settings", out: Path | None, on_result: OnResult | None
) -> RunReport:
    from assistant.answering import Assistant

    stem = _free_stem(out or settings.home / "evals", suite.name)
    secret = {"model": {"api_key", "url"}, "index": {"chroma_url"}}  # a URL may carry a password
    configuration = settings.model_dump(mode="json", include={"index": True, "model": True}, exclude=secret)
    facts = head(suite, model.name, settings.index.embedder, configuration)
    documents = {name: path.read_bytes() for name, path in suite.paths()}
    with RunLog(stem.with_name(f"{stem.name}.jsonl"), facts) as log, indexed(documents, settings.index) as library:

        def record(row: Row) -> None:
            log.row(row)
            if on_result:
                on_result(row)

        # Not closed with the suite: the model is shared, and whoever loaded it closes it.
        report = run(suite, Assistant(library, lambda: model), texts_of(library), record, facts)
    return replace(report, written=(log.path, *write_report(report, stem)))


@contextmanager
def _loaded(settings: "Settings") -> Iterator["LanguageModel"]:
    from assistant.models.choosing import choose, load

    model = load(choose(settings.model, settings.models_dir), settings.model, settings.models_dir)
    try:
        yield model
    finally:
        model.close()


def _free_stem(folder: Path, name: str) -> Path:
    """A name that no log has yet: two suites of one name may run within one second."""
    first = f"{name}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    stems = (folder / (f"{first}-{number}" if number > 1 else first) for number in count(1))
    return next(stem for stem in stems if not stem.with_name(f"{stem.name}.jsonl").exists())
