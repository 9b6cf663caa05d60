"""The runs of one command: each suite over a library of its own documents, through dossier and whatever it is compared with.

suite → library → for each system: (earlier log →) questions → rows → log → report
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evals.against import OURS, SYSTEMS
from evals.figures import Row
from evals.metering import Metered
from evals.reports import write_report
from evals.resuming import earlier, row_of, without_half_line
from evals.runlog import RunLog, head
from evals.running import OnResult, RunReport, Scorers, run
from evals.scoring import Texts
from evals.setups import setup_of
from evals.suite import Suite
from evals.support import Judge, Verifier
from evals.workbench import documents_of, indexed, texts_of
from index.errors import ModelError

if TYPE_CHECKING:
    from assistant.config import Settings
    from assistant.models.base import LanguageModel
    from index.library import Library


def nothing(*_: object) -> None:
    """For those who do not listen."""


@dataclass(frozen=True, slots=True)
class How:
    """How suites are run.

    Attributes:
        out: folder for logs and reports; ``None``: ``evals`` in the library's home.
        resume: do not ask again what the newest run of the same suite in the same set-up has answered.
        judge: name of an independent model that judges claim support, beside the product's own verifier.
        against: another system that is asked the same; one of ``evals.against.OTHERS``.
        seed: what the suite's sample was drawn with.
        on_result: called with each row as soon as it is scored.
        say: called with a line whenever something begins or is worth knowing.
    """

    out: Path | None = None
    resume: bool = False
    judge: str | None = None
    against: str | None = None
    seed: int = 0
    on_result: OnResult = nothing
    say: Callable[[str], None] = nothing


class Session:
    """Runs suites with a model that is already loaded, as is the independent judge, if there is one."""

    def __init__(self, model: "LanguageModel", settings: "Settings", how: How, judging: Sequence[Judge] = ()) -> None:
        self._model = model
        self._settings = settings
        self._how = how
        self._folder = how.out or settings.home / "evals"
        self._judges: tuple[Judge, ...] = (Verifier(model), *judging)
        judges = {judge.name: judge.model for judge in self._judges}
        self._setup = replace(setup_of(model, settings, how.seed), judges=judges)

    def run(self, suite: Suite) -> list[RunReport]:
        """Run ``suite`` through dossier, then through what it is compared with; a report of each.

        Raises:
            SuiteError: a document cannot be indexed; files cannot be written, or read back.
            ModelError: the model is gone. Every finished answer is in the log.
        """
        if suite.waiting:
            self._how.say(f"{suite.name}: {suite.waiting} candidates are not accepted yet and are not asked.")
        with indexed(documents_of(suite), self._settings.index) as library:
            texts = texts_of(library)
            names = (OURS, self._how.against) if self._how.against else (OURS,)
            return [self._run(suite, name, library, texts) for name in names]

    def _run(self, suite: Suite, name: str, library: "Library", texts: Texts) -> RunReport:
        metered = Metered(self._model)
        system = SYSTEMS[name](library, texts, metered, self._settings.model)
        facts = head(suite, replace(self._setup, system=name))
        path, done = self._earlier(suite, facts) if self._how.resume else (None, {})
        self._how.say(f"{suite.name}, {name}: {len(suite.questions) - len(done)} questions to ask.")
        stem = free_stem(self._folder, suite.name if name == OURS else f"{suite.name}-{name}")
        with RunLog(path or stem.with_name(f"{stem.name}.jsonl"), None if path else facts) as log:

            def record(row: Row) -> None:
                log.row(row)
                self._how.on_result(row)

            try:
                report = run(suite, system, texts, record, facts, done, Scorers(self._judges, metered))
            except ModelError as exc:
                kept = f"The finished answers are kept in {log.path}: the same command with --resume goes on from there."
                raise ModelError(f"{suite.name}: {exc.message}", f"{exc.hint} {kept}".strip()) from exc
        written = write_report(report, log.path.with_suffix(""))
        self._how.say(f"{suite.name}, {name}: report in {written[-1]}")
        return replace(report, written=(log.path, *written))

    def _earlier(self, suite: Suite, facts: dict[str, Any]) -> tuple[Path | None, Mapping[str, Row]]:
        """The log to go on with, if there is one, and its finished rows."""
        found = earlier(self._folder, facts)
        if found is None:
            return None, {}
        if found.differs:
            what = ", ".join(found.differs)
            self._how.say(f"{suite.name}: {found.log.path.name} is not gone on with; other than now were: {what}.")
            return None, {}
        without_half_line(found.log.path)
        done = {id_: row_of(row) for id_, row in found.log.finished.items()}
        self._how.say(f"{suite.name}: {len(done)} of {len(suite.questions)} answers are in {found.log.path.name}.")
        return found.log.path, done


def free_stem(folder: Path, name: str) -> Path:
    """A name that no log has yet: two suites of one name may run within one second."""
    first = f"{name}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    stems = (folder / (f"{first}-{number}" if number > 1 else first) for number in count(1))
    return next(stem for stem in stems if not stem.with_name(f"{stem.name}.jsonl").exists())
