"""Bounds on the figures of a run, for an exit status: ``--fail-under right=.8,shown_wrong=.1``, or a YAML file of such pairs.

A figure is named as in the JSON report: an estimate (``right``), its interval's end (``right.low``), or a path (``total_ms.p95``,
``parity.pairs``). It must be at least the bound; where less is better, at most. What could not be measured does not pass.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.located_yaml import read_yaml
from evals.naming import LABELS
from evals.running import RunReport, joined
from index.errors import SuiteError

# Where less is better, beside times and tokens.
LESS = {key for key, label in LABELS.items() if label.good == "low"} | {"answered", "errors", "parity", "risk_coverage"}
_NONE = object()
_HINT = (
    "Write for example: --fail-under right=.8,shown_wrong=.1 (or the path of a YAML file with one such pair a line, `right: .8`)."
)


@dataclass(frozen=True, slots=True)
class Bound:
    """What a figure must come to."""

    name: str
    value: float

    @property
    def at_most(self) -> bool:
        """Whether less is better."""
        first = self.name.partition(".")[0]
        return first in LESS or first.endswith("_ms") or first.startswith("tokens_")

    def fault(self, found: float | None) -> str | None:
        """In words, if ``found`` does not pass."""
        if found is None:
            return f"{self.name}: not measured, {'at most' if self.at_most else 'at least'} {self.value:g} wanted"
        if self.at_most and found > self.value:
            return f"{self.name}: {found:.4g}, at most {self.value:g} wanted"
        if not self.at_most and found < self.value:
            return f"{self.name}: {found:.4g}, at least {self.value:g} wanted"
        return None


def read_bounds(given: str) -> tuple[Bound, ...]:
    """The bounds written in ``given``, or in the file of that path.

    Raises:
        SuiteError: no such file, a figure that no report has, or a bound that is no number; before anything has run.
    """
    if "=" in given:
        parts = [part.partition("=") for part in given.split(",") if part.strip()]
        return tuple(_bound(name.strip(), value.strip(), "--fail-under") for name, _, value in parts)
    source = read_yaml(Path(given))
    if not isinstance(source.data, dict):
        raise SuiteError(f"{given}:1: expected lines such as `right: .8`.", _HINT)
    return tuple(_bound(str(name), str(value), f"{given}:{source.line([name])}") for name, value in source.data.items())


def faults(bounds: Sequence[Bound], report: RunReport) -> tuple[str, ...]:
    """What falls short, in words."""
    told = report.to_json()
    return tuple(fault for bound in bounds if (fault := bound.fault(_found(told, bound.name))))


def _bound(name: str, value: str, where: str) -> Bound:
    if not _exists(joined([]).to_json(), name):
        raise SuiteError(
            f"{where}: no report has a figure {name!r}.",
            f"There are: {', '.join(LABELS)}, and others by their path, such as total_ms.p95 or right.low.",
        )
    try:
        return Bound(name, float(value))
    except ValueError as exc:
        raise SuiteError(f"{where}: {value!r} is no number.", _HINT) from exc


def _exists(nothing: Mapping[str, Any], name: str) -> bool:
    """Whether a report has such a figure, as far as one over no questions can tell: it leaves out what it has none of."""
    first, *steps = name.split(".")
    value: Any = next((part[first] for part in _places(nothing) if first in part), _NONE)
    for step in steps:
        value = value.get(step, _NONE) if isinstance(value, Mapping) else value if value is None else _NONE
    return value is not _NONE


def _found(told: Mapping[str, Any], name: str) -> float | None:
    """The figure of that name in a report."""
    first, *steps = name.split(".")
    value: Any = next((part[first] for part in _places(told) if first in part), None)
    for step in steps:
        value = value.get(step) if isinstance(value, Mapping) else None
    if isinstance(value, Mapping):  # an estimate with its interval
        value = value.get("value")
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _places(told: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    """Where figures stand in a report, in the order in which a name is looked up."""
    return told["overall"]["estimates"], told["overall"], told
