"""What the page shows, made from the JSON report. Keys that an older report lacks are simply not shown."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.records import Citation
from evals.naming import GAPS, GROUPS, LABELS, Label, Said
from evals.page.spans import Line, Stretch, lines, stretches
from evals.page.words import CHECKS, OTHER, PARITY, VERDICTS, humanised

Json = Mapping[str, Any]
LATENCIES = {"evidence_ms": "retrieval_ms", "first_word_ms": "first_token_ms", "total_ms": "total_ms"}
_COUNTS = {"error": "errors"}  # verdicts whose count has another name


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure between 0 and 1 over ``n``; ``low`` and ``high`` bound its confidence interval, where there is one."""

    key: str
    label: Label
    value: float | None
    n: int | None = None
    low: float | None = None
    high: float | None = None
    unscored: int = 0
    note: str = ""

    @property
    def shown(self) -> str:
        """As a percentage; means that are no shares as a decimal fraction."""
        return self._number(self.value)

    @property
    def interval(self) -> str:
        """``26–43``; empty without one."""
        if self.low is None or self.high is None:
            return ""
        return f"{self._number(self.low).removesuffix('%')}–{self._number(self.high)}"

    def _number(self, value: float | None) -> str:
        if value is None:
            return "–"
        plain = any(word in self.key for word in ("mrr", "ndcg", "area"))
        return f"{value:.2f}" if plain else f"{100 * value:.0f}%"


@dataclass(frozen=True, slots=True)
class Group:
    """Questions of one language or tag: how many there are of each verdict, and the share that is right."""

    name: str
    counts: Mapping[str, int]
    right: Figure
    refused: Figure

    @property
    def total(self) -> int:
        """All its questions."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Check:
    """Something that was checked of an answer. ``good`` is ``None`` where neither result is better."""

    said: Said
    result: bool
    good: bool | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage of evidence, cut where words are cited or expected."""

    passage: Json
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim of an answer, or an account of a conflict."""

    made: Json
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A row of the report, ready to be shown; ``answer`` and ``score`` are empty where it failed."""

    number: int
    id: str
    verdict: str
    error: str | None
    confidence: float | None
    expected: Json
    answer: Json
    score: Json
    lines: tuple[Line, ...]
    claims: tuple[Claim, ...]
    conflicts: tuple[tuple[str, tuple[Claim, ...]], ...]
    checks: tuple[Check, ...]
    evidence: tuple[Shown, ...]

    @property
    def total_ms(self) -> float | None:
        """The time of the whole answer."""
        total: float | None = self.answer.get("timings", {}).get("total_ms")
        return total


def figures(part: Json) -> dict[str, Figure]:
    """The figures of the whole run or of a group, by key."""
    estimates: Json = part.get("estimates") or {key: {"value": value} for key, value in part["rates"].items()}
    return {key: figure(key, estimate, LABELS.get(key) or Label(humanised(key), "none")) for key, estimate in estimates.items()}


def figure(key: str, estimate: Json, label: Label) -> Figure:
    """One figure of the JSON report."""
    low, high = estimate.get("low"), estimate.get("high")
    return Figure(key, label, estimate["value"], estimate.get("n"), low, high, estimate.get("unscored") or 0)


def figure_groups(report: Json) -> Iterator[tuple[Said, list[Figure]]]:
    """All figures that could be judged, group by group; last the gaps between languages, and figures unknown to this page."""
    judged = {key: one for key, one in figures(report["overall"]).items() if one.value is not None}
    for title, labels in GROUPS.items():
        group = [judged.pop(key) for key in labels if key in judged]
        if group:
            yield title, group
    if gaps := list(_gaps(report.get("parity") or {})):
        yield PARITY, gaps
    if judged:
        yield OTHER, list(judged.values())


def _gaps(parity: Json) -> Iterator[Figure]:
    for key, label in GAPS.items():
        gap = parity.get(key)
        if gap and gap["value"] is not None:
            found = figure(key, gap, label)
            note = " · ".join(f"{name} {100 * rate:.0f}%" for name, rate in gap["rates"].items() if rate is not None)
            yield Figure(key, label, found.value, found.n, found.low, found.high, note=note)


def groups(report: Json) -> Iterator[Group]:
    """The whole run, then each language and tag, in the report's order."""
    for name, part in (("", report["overall"]), *report["by_tag"].items()):
        judged = figures(part)
        counts = {verdict: part.get(_COUNTS.get(verdict, verdict), 0) for verdict in VERDICTS}
        yield Group(name, counts, judged["right"], judged["refused"])


def timings(report: Json) -> dict[str, list[float]]:
    """Milliseconds of every answer, by what was waited for."""
    answers = [row["answer"]["timings"] for row in report["rows"] if row["answer"]]
    return {name: [timing[key] for timing in answers if timing.get(key) is not None] for name, key in LATENCIES.items()}


def question(number: int, row: Json) -> Question:
    """A row of the report."""
    answer, score, expected = row["answer"] or {}, row["score"] or {}, row["expected"]
    citations = [Citation(**{key: one[key] for key in Citation.__slots__}) for one in answer.get("citations", ())]
    language = answer.get("language", expected["language"])

    def claims(made: Iterable[Json]) -> tuple[Claim, ...]:
        return tuple(Claim(one, lines(one["text"], citations, language)) for one in made)

    return Question(
        number=number,
        id=row["id"],
        verdict=row["verdict"],
        error=row["error"],
        confidence=row.get("confidence"),
        expected=expected,
        answer=answer,
        score=score,
        lines=lines(answer.get("answer", ""), citations, language),
        claims=claims(answer.get("claims", ())),
        conflicts=tuple((one["topic"], claims(one["accounts"])) for one in answer.get("conflicts", ())),
        checks=tuple(_checks(score)),
        evidence=tuple(_shown(answer.get("evidence", ()), citations, expected.get("spans", ()))),
    )


def _checks(score: Json) -> Iterator[Check]:
    for key, label in CHECKS.items():
        result = score.get(key)
        if isinstance(result, bool):
            yield Check(label.said, result, None if label.good == "none" else result is (label.good == "high"))


def _shown(evidence: Sequence[Json], citations: Sequence[Citation], expected: Sequence[str]) -> Iterator[Shown]:
    for passage in evidence:
        own = [citation for citation in citations if citation.document == passage["document"]]
        yield Shown(passage, stretches(passage["text"], passage["start"], own, expected))
