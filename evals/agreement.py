"""How far the scorers agree with a person: accuracy, Cohen's kappa, and which labels they confuse, kind by kind."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from evals.intervals import METHOD, Estimate, Tally, estimate
from evals.scorer_cases import Case, Label, ScorerCases
from evals.scoring import Score, Verdict, score
from evals.support import Judge

VERDICT = "right, partly, wrong, abstained"


@dataclass(frozen=True, slots=True)
class Judged:
    """A case as a person and as a scorer see it; ``scorer`` is ``None`` where it has no opinion."""

    case: Case
    person: str
    scorer: str | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """One scorer against the labels.

    Attributes:
        accuracy: agreement over the cases that it scored, ``unscored`` being those on which it has no opinion.
        kappa: Cohen's: agreement beyond chance; ``None`` where there is only one label.
    """

    scorer: str
    judged: tuple[Judged, ...]
    accuracy: Estimate
    kappa: float | None

    @property
    def confusion(self) -> dict[tuple[str, str, str], int]:
        """How many, by kind, the person's label and the scorer's, where these differ."""
        wrong = [(one.case.kind, one.person, one.scorer) for one in self.judged if one.scorer and one.scorer != one.person]
        return dict(sorted(Counter(wrong).items()))

    @property
    def kinds(self) -> dict[str, tuple[int, int]]:
        """By kind: agreeing, of those scored."""
        found: dict[str, tuple[int, int]] = {}
        for one in (one for one in self.judged if one.scorer):
            same, all_ = found.get(one.case.kind, (0, 0))
            found[one.case.kind] = (same + (one.scorer == one.person), all_ + 1)
        return found

    def to_json(self) -> dict[str, Any]:
        """As printed for programs."""
        return {
            "scorer": self.scorer,
            "accuracy": self.accuracy.to_json(),
            "kappa": self.kappa,
            "kinds": {kind: {"agree": same, "of": all_} for kind, (same, all_) in self.kinds.items()},
            "disagreements": [
                {"id": one.case.id, "kind": one.case.kind, "says": one.case.says, "person": one.person, "scorer": one.scorer}
                for one in self.judged
                if one.scorer and one.scorer != one.person
            ],
        }


@dataclass(frozen=True, slots=True)
class ScorerReport:
    """Every scorer that the labels speak of. ``judges`` names the models that judged."""

    cases: int
    agreements: tuple[Agreement, ...]
    judges: dict[str, str | None]

    def to_json(self) -> dict[str, Any]:
        """As printed for programs."""
        parts = [agreement.to_json() for agreement in self.agreements]
        return {"cases": self.cases, "judges": self.judges, "intervals": METHOD, "scorers": parts}


def measure(known: ScorerCases, judges: Sequence[Judge]) -> ScorerReport:
    """Score every case and compare. Nothing of the scorers is changed for it."""
    scores = [_score(known, case, judges) for case in known.cases]
    rows = list(zip(known.cases, scores, strict=True))
    agreements = [
        _agreement(VERDICT, [Judged(case, case.label, predicted(found)) for case, found in rows]),
        _agreement("right or not", [Judged(case, _right(case.label), _right(predicted(found))) for case, found in rows]),
        _agreement("answer language", [_told(case, case.language, found.language_right) for case, found in rows]),
        _agreement("speaker named", [_told(case, case.named, found.speaker_right) for case, found in rows]),
    ]
    cited = [(case, found) for case, found in rows if case.supported is not None]
    for judge in judges:
        support = [(case, found, _supported(found, judge)) for case, found in cited]
        told = [_told(case, case.supported, said) for case, _, said in support]
        both = [Judged(case, _right(case.label), _right_and(found, said)) for case, found, said in support]
        agreements += [
            _agreement(f"claims supported, {judge.name}", told),
            _agreement(f"right and supported, {judge.name}", both),
        ]
    return ScorerReport(len(rows), tuple(agreements), {judge.name: judge.model for judge in judges})


def _score(known: ScorerCases, case: Case, judges: Sequence[Judge]) -> Score:
    """Judges are asked only where a person has judged too."""
    asked = judges if case.supported is not None else ()
    return score(known.questions[case.question], known.answer(case), known.texts, asked)


def predicted(found: Score) -> Label:
    """The scorers' word for what a person labels. Some but not all facts found is ``partly``."""
    if found.verdict in (Verdict.ABSTAINED, Verdict.REFUSED):
        return "abstained"
    if found.verdict is Verdict.RIGHT:
        return "right"
    return "partly" if any(fact.found for fact in found.facts) else "wrong"


def _right(label: str) -> str:
    return "right" if label == "right" else "not right"


def _right_and(found: Score, supported: bool | None) -> str | None:
    """Right only if the claim is supported too."""
    if predicted(found) != "right":
        return "not right"
    return None if supported is None else _right("right" if supported else "wrong")


def _told(case: Case, person: bool | None, scorer: bool | None) -> Judged:
    said = None if scorer is None else _yes(scorer)
    return Judged(case, "" if person is None else _yes(person), said)


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _supported(found: Score, judge: Judge) -> bool | None:
    """Of the one claim of a case."""
    told = next((support for support in found.support if support.judge == judge.name), None)
    return bool(told.supported) if told and told.judged else None


def _agreement(scorer: str, judged: Sequence[Judged]) -> Agreement:
    labelled = tuple(one for one in judged if one.person)
    pairs = [(one.person, one.scorer) for one in labelled if one.scorer]
    tallies = [{"a": Tally(int(one.person == one.scorer), int(one.scorer is not None))} for one in labelled]
    return Agreement(scorer, labelled, estimate(tallies, ["a"])["a"], _kappa(pairs))


def _kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    from sklearn.metrics import cohen_kappa_score

    person, scorer = zip(*pairs, strict=True) if pairs else ((), ())
    if len({*person, *scorer}) < 2:
        return None
    return float(cohen_kappa_score(person, scorer))
