"""Two runs question by question: what changed, and whether the difference is more than chance.

The same questions are asked twice, so the tests are paired: McNemar's exact test on those whose outcome differs (a binomial test;
McNemar 1947), and a bootstrap of the difference over the questions (Efron and Tibshirani 1993).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from evals.intervals import METHOD, bounds, doubtful, resamples
from evals.resuming import HINT, read_log
from evals.scoring import Verdict
from index.errors import SuiteError

_GOOD = (Verdict.RIGHT, Verdict.REFUSED)
_LOGGED = {"id", "verdict", "error", "expected"}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two runs, or several in one file: rows as logged, by suite and question id."""

    name: str
    heads: tuple[Mapping[str, Any], ...]
    rows: Mapping[tuple[str, str], Mapping[str, Any]]

    @property
    def suites(self) -> set[str]:
        """Fingerprints of what was run."""
        return {str(head.get("suite_sha256")) for head in self.heads}


@dataclass(frozen=True, slots=True)
class Change:
    """A question that ended otherwise."""

    suite: str
    id: str
    question: str
    language: str
    before: str
    after: str

    @property
    def better(self) -> bool:
        """Whether it ends as it should now and did not before."""
        return self.after in _GOOD and self.before not in _GOOD

    @property
    def worse(self) -> bool:
        """The reverse."""
        return self.before in _GOOD and self.after not in _GOOD


@dataclass(frozen=True, slots=True)
class Difference:
    """One share of both runs over the same ``n`` questions; ``None`` where there are none.

    Attributes:
        low: with ``high``, the 95 % interval of ``after - before``; ``None`` too where all questions agree on the difference.
        gained: questions that only the second run gets; ``lost``: only the first.
        p: of McNemar's exact test: how likely so uneven a split is if both were equally good.
    """

    n: int
    before: float | None
    after: float | None
    low: float | None
    high: float | None
    gained: int
    lost: int
    p: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from one run to the other.

    Attributes:
        same_suite: whether both ran the very same questions over the same documents.
        compared: questions that both were asked, alike, and that failed in neither.
        failed: asked in both, but failed in one or both: in no figure.
        apart: asked in only one, or with something else expected: in no figure.
    """

    before: str
    after: str
    same_suite: bool
    compared: int
    failed: int
    apart: int
    differences: Mapping[str, Difference]
    changes: tuple[Change, ...]

    def to_json(self) -> dict[str, Any]:
        """For programs."""
        method = METHOD | {"test": "McNemar, exact", "method": "paired percentile bootstrap; none where all questions agree"}
        return asdict(self) | {"method": method, "changes": [asdict(change) for change in self.changes]}


def load_side(path: Path) -> Side:
    """Read a report, a log, or what ``dossier eval --json`` printed.

    Raises:
        SuiteError: it cannot be read, or is none of these.
    """
    if path.suffix == ".jsonl":
        log = read_log(path)
        return side(path.name, [{"head": log.head, "suite": log.head.get("suite"), "rows": list(log.rows.values())}])
    try:
        told = json.loads(path.read_text(encoding="utf-8-sig"))
    except json.JSONDecodeError as exc:
        raise SuiteError(f"{path}:{exc.lineno}: no JSON: {exc.msg}.", HINT) from exc
    except (OSError, UnicodeDecodeError) as exc:
        raise SuiteError(f"{path} cannot be read: {exc}.", HINT) from exc
    reports = told if isinstance(told, list) else [told]
    if not reports or not all(map(_is_report, reports)):
        raise SuiteError(f"{path} is no report of a suite.", HINT)
    return side(path.name, reports)


def side(name: str, reports: Sequence[Mapping[str, Any]]) -> Side:
    """Reports, as ``RunReport.to_json`` makes them, as one side."""
    rows = {(str(report["suite"]), str(row["id"])): row for report in reports for row in report["rows"]}
    if len(rows) < sum(len(report["rows"]) for report in reports):
        raise SuiteError(f"{name} holds one suite twice.", "Compare the reports of one system with those of another.")
    return Side(name, tuple(report["head"] for report in reports), rows)


def compare(before: Side, after: Side) -> Comparison:
    """Compare two runs over the questions that both were asked alike.

    Raises:
        SuiteError: they have no question in common.
    """
    common = [key for key in before.rows if key in after.rows and _asked(before.rows[key]) == _asked(after.rows[key])]
    if not common:
        raise SuiteError(f"{before.name} and {after.name} have no question in common.", "Compare two runs of one suite.")
    pairs = {
        key: (before.rows[key], after.rows[key])
        for key in common
        if not before.rows[key]["error"] and not after.rows[key]["error"]
    }
    return Comparison(
        before=before.name,
        after=after.name,
        same_suite=before.suites == after.suites,
        compared=len(pairs),
        failed=len(common) - len(pairs),
        apart=len(before.rows.keys() | after.rows.keys()) - len(common),
        differences={
            "right": difference([_good(pair) for pair in pairs.values() if _answerable(pair[0])]),
            "refused": difference([_good(pair) for pair in pairs.values() if not _answerable(pair[0])]),
            "as expected": difference([_good(pair) for pair in pairs.values()]),
        },
        changes=tuple(sorted(_changes(pairs), key=lambda change: (not change.worse, not change.better))),
    )


def difference(pairs: Sequence[tuple[bool, bool]]) -> Difference:
    """The difference between paired outcomes, first and second run."""
    if not pairs:
        return Difference(0, None, None, None, None, 0, 0, None)
    from scipy.stats import binomtest

    first, second = np.array(pairs, dtype=np.float64).T
    gained, lost = int(np.sum(second > first)), int(np.sum(first > second))
    p = float(binomtest(gained, gained + lost).pvalue) if gained + lost else 1.0
    low, high = doubtful(bounds(resamples(len(pairs)) @ (second - first) / len(pairs)))
    return Difference(len(pairs), float(first.mean()), float(second.mean()), low, high, gained, lost, p)


def _changes(pairs: Mapping[tuple[str, str], tuple[Mapping[str, Any], Mapping[str, Any]]]) -> Iterator[Change]:
    for (suite, id_), (before, after) in pairs.items():
        if before["verdict"] != after["verdict"]:
            asked = before["expected"]
            yield Change(suite, id_, asked["question"], asked["language"], before["verdict"], after["verdict"])


def _asked(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """What makes two rows the same question: its words and what is expected."""
    return tuple(row["expected"].get(key) for key in ("question", "history", "expect", "facts"))


def _good(pair: tuple[Mapping[str, Any], Mapping[str, Any]]) -> tuple[bool, bool]:
    return pair[0]["verdict"] in _GOOD, pair[1]["verdict"] in _GOOD


def _answerable(row: Mapping[str, Any]) -> bool:
    return bool(row["expected"]["expect"] == "answered")


def _is_report(told: Any) -> bool:
    rows = told.get("rows") if isinstance(told, dict) else None
    return (
        isinstance(rows, list)
        and "head" in told
        and "suite" in told
        and all(isinstance(r, dict) and r.keys() >= _LOGGED for r in rows)
    )
