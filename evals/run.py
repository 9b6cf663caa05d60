"""The doors of this room: suites, benchmark, latency, calibration, all through the product itself.

``dossier eval`` calls these.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from evals.adapters import suites_at
from evals.against import OURS
from evals.bench import STATES, STOCK, BenchReport, BenchRow, Contender, OnRow, ask_twice
from evals.reports import grid_markdown, write_report, write_text
from evals.runlog import RunLog, head
from evals.running import RunReport
from evals.sampling import sampled
from evals.session import How, Session, free_stem
from evals.setups import setup_of
from evals.squad import Draw, load_pair, sample_suite
from evals.suite import Suite, find_suite, load_suite
from evals.support import Verifier, independent
from evals.tables import Grid, bench_grids
from evals.workbench import documents_of, indexed, texts_of
from index.errors import ModelError

if TYPE_CHECKING:
    from assistant.config import Settings
    from assistant.models.base import LanguageModel
    from evals.agreement import ScorerReport
    from evals.calibration import CalibrationReport, OnQuestion

DEFAULT_SUITE = "seeds"


def run_suites(
    names: Sequence[str], settings: "Settings", how: How | None = None, draw: Draw | None = None, sample: int | None = None
) -> list[RunReport]:
    """Run suites, each over a library of its own documents, with one model loaded once.

    Each run leaves files named after suite and time: a JSONL log written line by line; a Markdown, a JSON and an HTML report.

    Args:
        names: shipped suites by name or by split (``tuning``, ``held-out``), others by path (``evals.adapters``); none: seeds.
        draw: what is drawn from SQuAD files.
        sample: how many questions of each other suite; ``None``: all.

    Returns:
        The report of each suite; with ``how.against``, followed by that of the other system.

    Raises:
        SuiteError: a suite that cannot be read (before anything runs), or files that cannot be written.
        ModelError: no model can answer, or judge.
    """
    how = how or How()
    with (
        suites_named(names, draw or Draw(), sample) as suites,
        _loaded(settings) as model,
        independent(settings, how.judge) as judging,
    ):
        session = Session(model, settings, how, judging)
        return [report for suite in suites for report in session.run(suite)]


@contextmanager
def suites_named(names: Sequence[str], draw: Draw, sample: int | None) -> Iterator[list[Suite]]:
    """The suites of ``names`` as ``run_suites`` understands them; documents made for them are gone on leaving."""
    with TemporaryDirectory(prefix="dossier-suites-") as folder:
        suites: list[Suite] = []
        for number, name in enumerate(names or [DEFAULT_SUITE]):
            inside = Path(folder) / str(number)
            inside.mkdir()
            suites += suites_at(name, inside, draw, sample)
        yield suites


def run_scorers(settings: "Settings", judge: str | None = None) -> "ScorerReport":
    """Measure the scorers on the answers that were labelled by hand; with a model, claim support by meaning too.

    Raises:
        SuiteError: the labels cannot be read.
        ModelError: the model cannot judge.
    """
    from evals.agreement import measure
    from evals.scorer_cases import load_cases

    with independent(settings, judge) as judging:
        return measure(load_cases(), (Verifier(judging[0].judging if judging else None), *judging))


def run_bench(
    name: str, settings: "Settings", sample: int = 10, out: Path | None = None, on_row: OnRow | None = None
) -> BenchReport:
    """Ask ``sample`` questions of a suite, evenly drawn from it, of dossier and of stock LlamaIndex, each cold and warm.

    The model is loaded afresh for each question and system. Leaves a log, a Markdown and a JSON report of the comparison, and
    of each system's cold answers the reports that ``run_suites`` leaves.

    Raises:
        SuiteError: the suite cannot be read, or files cannot be written.
        ModelError: no model can answer.
    """
    from assistant.answering import Assistant, load_model
    from evals.stock import StockCitations

    suite = sampled(load_suite(find_suite(name)), sample)
    stem = free_stem(out or settings.home / "evals", f"bench-{suite.name}")
    with indexed(documents_of(suite), settings.index) as library, Assistant.open(library, settings) as ours:
        texts = texts_of(library)
        stock = StockCitations(texts, library.embedder, partial(load_model, settings))
        systems: dict[str, Contender] = {OURS: ours, STOCK: stock}
        # A log's lines do not say whose they are: they come in this order, question by question.
        order = [f"{system}, {state}" for system in systems for state in STATES]
        facts = head(suite, setup_of(ours.warm(), settings)) | {"order": order}
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
    from assistant.answering import Assistant

    suite = sampled(load_suite(find_suite(DEFAULT_SUITE)), sample)
    with indexed(documents_of(suite), settings.index) as library, Assistant.open(library, settings) as ours:
        facts = head(suite, setup_of(ours.warm(), settings))
        return BenchReport(suite.name, facts, ask_twice(suite, {OURS: ours}, texts_of(library), on_row, afresh=False))


def run_calibration(
    squad_dir: Path | None,
    settings: "Settings",
    sample: int = 100,
    seed: int = 0,
    on_question: "OnQuestion | None" = None,
) -> "CalibrationReport":
    """Fit the weights of the configured model on the shipped tuning suites and affairs, and on a SQuAD sample if given.

    What the model says is kept in ``evals/calibration.sqlite`` of the library's home: a stopped run goes on where it was.

    Raises:
        SuiteError: a suite or the SQuAD files cannot be read.
        ModelError: no model can answer, or the one that answers tells nothing but its words.
    """
    from assistant.reading import Reader
    from evals.calibration import DEPTH, fit, tokens
    from evals.gathering import gather
    from evals.keeping import KeptModel
    from evals.premises.affairs import load_affairs
    from evals.premises.gathering import of_affairs

    with TemporaryDirectory(prefix="dossier-squad-") as folder, _loaded(settings) as model:
        if not (model.features.scores or model.features.logprobs):
            raise ModelError(
                f"{model.name} tells no log-probabilities, so there is nothing to fit.",
                "A newer Ollama, llama.cpp's server and others do; without them a model words its own answers.",
            )
        suites = suites_at("tuning", Path(folder), Draw(), None)
        if squad_dir is not None:
            suites.append(sample_suite(load_pair(squad_dir), Path(folder), Draw(sample, seed)))
        gathered = [gather(suite, settings.index) for suite in suites]
        asked = [one for part, _ in gathered for one in part]
        compared = [pair for _, part in gathered for pair in part]
        # Of what shows a question to be mistaken, a yes against a no tells nothing: there, the suites' questions will do.
        premises = of_affairs(load_affairs(), settings.index) if model.features.scores else []
        with KeptModel(model, settings.home / "evals" / "calibration.sqlite") as kept:
            reader = Reader(kept, tokens(), DEPTH) if model.features.scores else Reader(kept, (), 0)
            return fit(reader, asked, compared, premises, model.name, on_question)


@contextmanager
def _loaded(settings: "Settings") -> Iterator["LanguageModel"]:
    from assistant.answering import load_model

    with closing(load_model(settings)) as model:
        yield model


def _write_bench(report: BenchReport, stem: Path) -> tuple[Path, ...]:
    markdown, data = stem.with_name(f"{stem.name}.md"), stem.with_name(f"{stem.name}.json")
    known = Grid("What was run", ("", "value"), tuple((key, str(value)) for key, value in report.head.items()))
    grids = (*bench_grids(report), known)
    write_text(markdown, "\n\n".join([f"# Benchmark: {report.suite}", *map(grid_markdown, grids)]) + "\n")
    write_text(data, json.dumps(report.to_json(), ensure_ascii=False, indent=1) + "\n")
    names = {system: stem.with_name(f"{stem.name}-{system.replace(' ', '-')}") for system in report.systems}
    return markdown, data, *(path for system, name in names.items() for path in write_report(report.cold(system), name))
