"""Every figure has a name and a place in a table."""

from evals.figures import figures
from evals.tables import _GROUPS
from evals.tallies import FIGURES, LABELS


def test_every_figure_is_named_once_and_shown_somewhere() -> None:
    shown = {name for names in _GROUPS.values() for name in names} | {"right", "wrong", "abstained", "refused", "shown_wrong"}
    assert shown == set(FIGURES)
    assert len(set(LABELS.values())) == len(LABELS)


def test_every_rate_is_an_estimate_too() -> None:
    nothing = figures([])
    assert nothing.rates().keys() <= nothing.estimates.keys()
