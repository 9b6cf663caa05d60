"""Figures of a whole run that are no share of its answers: gaps between languages, and the risk–coverage curve.

*Parity*: the largest difference of the right-rate between groups of questions. A largest difference of several noisy rates is
never nothing, and resampling pushes it up once more, so that percentiles of the resampled gaps may well leave out the gap itself.
Its interval is simultaneous instead, in the manner of Tukey's range: in 95 % of the resamples no two groups are further from
their own difference than so much; then neither is the true gap from the measured one, whichever groups it lies between.

*Risk–coverage* (El-Yaniv and Wiener 2010): answers shown in the order of their confidence; after each, how many of all questions
have got one (coverage) and which share of those is wrong (risk). The area is the mean risk over the shown answers: a
confidence that tells right from wrong has a small one.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import regex

from evals.figures import Row
from evals.intervals import Counts, Estimate, Floats, bounds, doubtful, resamples
from evals.scoring import Verdict

_PAIR = regex.compile(r"\w\w>\w\w")


@dataclass(frozen=True, slots=True)
class Gap:
    """Between the group with the ``highest`` right-rate and that with the ``lowest``; ``rates`` has them all."""

    value: float
    n: int
    low: float | None
    high: float | None
    highest: str
    lowest: str
    rates: dict[str, float]


@dataclass(frozen=True, slots=True)
class Point:
    """All answers at least so confident: the share of questions that get one, and the share of those that are wrong."""

    coverage: float
    risk: float
    confidence: float


@dataclass(frozen=True, slots=True)
class RiskCoverage:
    """The curve over ``n`` shown answers; ``unscored`` others record no confidence."""

    n: int
    unscored: int
    area: Estimate
    points: tuple[Point, ...]


def parity(rows: Sequence[Row]) -> dict[str, Gap | None]:
    """Between the pairs of languages (tags ``en>ar``), and between the languages of the questions."""
    judged = [row for row in rows if row.score and row.question.answerable]
    pairs = {tag for row in judged for tag in row.question.tags if _PAIR.fullmatch(tag)}
    languages = {row.question.language for row in judged}
    return {
        "pairs": _gap(judged, {pair: [pair in row.question.tags for row in judged] for pair in sorted(pairs)}),
        "languages": _gap(judged, {code: [row.question.language == code for row in judged] for code in sorted(languages)}),
    }


def risk_coverage(rows: Sequence[Row]) -> RiskCoverage | None:
    """The curve; ``None`` where no shown answer records its confidence."""
    scored = [row for row in rows if row.score]
    shown = [row for row in scored if row.verdict in (Verdict.RIGHT, Verdict.WRONG, Verdict.ANSWERED)]
    sure = sorted(((c, row.verdict) for row in shown if (c := row.confidence) is not None), key=lambda pair: -pair[0])
    if not sure:
        return None
    wrong = np.array([verdict is not Verdict.RIGHT for _, verdict in sure], dtype=np.float64)
    confidence = np.array([value for value, _ in sure])
    last = np.searchsorted(-confidence, -confidence, side="right") - 1  # answers of one confidence come together
    risks = _risks(np.ones((1, len(sure)), dtype=np.float32), wrong, last)[0]
    low, high = doubtful(bounds(_areas(resamples(len(sure)), wrong, last)))
    area = Estimate(float(risks.mean()), len(sure), low, high, len(sure), len(shown) - len(sure))
    points = [Point((at + 1) / len(scored), float(risks[at]), float(confidence[at])) for at in sorted(set(last.tolist()))]
    return RiskCoverage(len(sure), len(shown) - len(sure), area, tuple(points))


def spread_json(rows: Sequence[Row]) -> dict[str, Any]:
    """Both, as written to disk."""
    curve = risk_coverage(rows)
    gaps = {name: asdict(gap) if gap else None for name, gap in parity(rows).items()}
    return {"parity": gaps, "risk_coverage": asdict(curve) if curve else None}


def _gap(judged: Sequence[Row], groups: dict[str, list[bool]]) -> Gap | None:
    if len(groups) < 2:
        return None
    right = np.array([row.verdict is Verdict.RIGHT for row in judged], dtype=np.float64)
    member = np.array(list(groups.values()), dtype=np.float64).T
    rates = dict(zip(groups, ((right @ member) / member.sum(axis=0)).tolist(), strict=True))
    drawn = resamples(len(judged))
    with np.errstate(invalid="ignore"):  # a group of which nothing was drawn has no rate
        by_group = (drawn @ (member * right[:, None])) / (drawn @ member)
    low, high = _about(max(rates.values()) - min(rates.values()), by_group - np.array(list(rates.values())))
    highest, lowest = max(rates, key=rates.__getitem__), min(rates, key=rates.__getitem__)
    return Gap(rates[highest] - rates[lowest], int(member.any(axis=1).sum()), low, high, highest, lowest, rates)


def _about(gap: float, errors: Floats) -> tuple[float, float] | tuple[None, None]:
    """The interval around ``gap``, from how far each resample's rates are from those of all questions."""
    errors = errors[np.isfinite(errors).any(axis=1)]
    _, reach = bounds(np.nanmax(errors, axis=1) - np.nanmin(errors, axis=1), tails=1)
    return (max(0.0, gap - reach), min(1.0, gap + reach)) if reach else (None, None)


def _risks(drawn: Counts, wrong: Floats, last: Any) -> Floats:
    """Of each resample: the risk when each answer and all that are as sure or surer are shown."""
    shown = np.cumsum(drawn, axis=1)[:, last]
    return np.divide(np.cumsum(drawn * wrong, axis=1)[:, last], shown, out=np.zeros_like(shown), where=shown > 0)


def _areas(drawn: Counts, wrong: Floats, last: Any) -> Floats:
    areas: Floats = (drawn * _risks(drawn, wrong, last)).sum(axis=1) / drawn.sum(axis=1)
    return areas
