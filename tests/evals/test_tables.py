"""Every figure has a name and a place in the reports."""

from evals.figures import RATES, figures
from evals.naming import GROUPS, LABELS
from evals.tallies import FIGURES


def test_every_figure_is_named_once_in_each_language() -> None:
    assert sum(len(group) for group in GROUPS.values()) == len(LABELS) == len(FIGURES)
    for language in ("en", "ar"):
        assert len({getattr(label.said, language) for label in LABELS.values()}) == len(LABELS)


def test_every_rate_is_an_estimate() -> None:
    nothing = figures([])
    assert set(RATES) == nothing.rates().keys() <= nothing.estimates.keys() == set(FIGURES)
