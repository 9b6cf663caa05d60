"""The report's charts as SVG. Pure functions; colours and fonts come from the page's style, words in both languages with them.

Bars stretch to the width of their cell. Curves keep their shape; their axes run from left to right in both languages.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.etree.ElementTree import Element, SubElement, tostring

from markupsafe import Markup

from evals.naming import Said
from evals.page.words import VERDICTS, WORDS

_WIDTH, _HEIGHT = 420, 240
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 22, 26, 44
_THICK = 1.6  # of 100: the mark of a value in a bar
_GUIDES = (0.5, 0.95)
_MAX_TICKS = 8
_ROUND = tuple(step * 10.0**decade for decade in range(8) for step in (1, 3))  # milliseconds, up to eight hours

Point = tuple[float, float]


def verdict_bar(counts: Mapping[str, int]) -> Markup:
    """One bar, cut by verdict. Its numbers stand beside it in the table, so that it says nothing to a screen reader."""
    total = sum(counts.values())
    svg = _stretched("bar", total or 1)
    start = 0
    for verdict in VERDICTS:
        count = counts.get(verdict, 0)
        if count:
            SubElement(svg, "rect", {"class": f"v-{verdict}", "x": str(start), "width": str(count), "height": "10"})
            start += count
    return _markup(svg)


def interval_bar(value: float, low: float | None, high: float | None) -> Markup:
    """A share between 0 and 1 with its confidence interval, on a track from 0 to 1."""
    svg = _stretched("interval", 100)
    SubElement(svg, "rect", {"class": "track", "y": "4.5", "width": "100", "height": "1"})
    if low is not None and high is not None:
        shape = {"x": _n(100 * low), "y": "2.5", "width": _n(100 * (high - low)), "height": "5"}
        SubElement(svg, "rect", {"class": "range"} | shape)
    at = min(max(100 * value - _THICK / 2, 0), 100 - _THICK)
    SubElement(svg, "rect", {"class": "mark", "x": _n(at), "width": _n(_THICK), "height": "10"})
    return _markup(svg)


def distribution(series: Mapping[str, Sequence[float]]) -> Markup:
    """Empirical distribution of milliseconds, one step line for each series, over a logarithmic axis; none without values."""
    values = [value for part in series.values() for value in part]
    if not values:
        return Markup()
    ticks = _time_ticks(values)
    low, high = ticks[0], ticks[-1]
    named = ticks if len(ticks) <= _MAX_TICKS else [tick for tick in ticks if math.log10(tick).is_integer()]
    plot = _Plot(math.log10(low), math.log10(high), 1.0)
    plot.axes([(math.log10(tick), duration(tick)) for tick in named], None, None)
    for guide in _GUIDES:
        plot.line([(plot.start, guide), (plot.end, guide)], "guide")
    for name, part in series.items():
        if part:
            plot.line(_steps(sorted(min(max(value, low), high) for value in part), plot.end), f"line s-{name}")
    return plot.markup(WORDS["latency_text"])


def risk_coverage(points: Iterable[Point]) -> Markup:
    """Risk over coverage, both between 0 and 1; none without points."""
    curve = sorted(points)
    if not curve:
        return Markup()
    top = min(1.0, max(0.2, math.ceil(max(risk for _, risk in curve) * 10) / 10))
    plot = _Plot(0.0, 1.0, top)
    plot.axes([(tick / 4, percent(tick / 4)) for tick in range(5)], WORDS["coverage"], WORDS["risk_axis"])
    plot.line([(curve[0][0], 0.0), *curve, (curve[-1][0], 0.0)], "area")
    plot.line(curve, "line s-total_ms")
    return plot.markup(WORDS["risk_text"])


def duration(milliseconds: float) -> Said:
    """``85 ms`` or ``2.4 s``."""
    if milliseconds < 1000:
        return Said(f"{milliseconds:.0f} ms", f"{milliseconds:.0f} م.ث")
    seconds = f"{milliseconds / 1000:.1f}".removesuffix(".0")
    return Said(f"{seconds} s", f"{seconds} ث")


def percent(share: float) -> Said:
    """``25%``, in both languages."""
    return Said(f"{100 * share:.0f}%", f"{100 * share:.0f}%")


@dataclass
class _Plot:
    """A plotting area: ``x`` from ``start`` to ``end``, ``y`` from 0 to ``top``."""

    start: float
    end: float
    top: float

    def __post_init__(self) -> None:
        self._svg = Element("svg", {"class": "plot", "viewBox": f"0 0 {_WIDTH} {_HEIGHT}", "role": "img"})

    def axes(self, ticks: Sequence[tuple[float, Said]], below: Said | None, beside: Said | None) -> None:
        """Grid lines with their labels; what each axis means, if it must be said."""
        for share in (0.0, 0.25, 0.5, 0.75, 1.0):
            y = share * self.top
            self.line([(self.start, y), (self.end, y)], "grid")
            self._text(_LEFT - 6, self._y(y) + 4, percent(y), "end")
        for x, label in ticks:
            self._text(self._x(x), _HEIGHT - _BOTTOM + 18, label, "middle")
        if below:
            self._text((_LEFT + _WIDTH - _RIGHT) / 2, _HEIGHT - 8, below, "middle")
        if beside:
            self._text(2, _TOP - 14, beside, "start")

    def line(self, points: Sequence[Point], kind: str) -> None:
        """A line through points of the plot's own measures."""
        shown = " ".join(f"{_n(self._x(x))},{_n(self._y(y))}" for x, y in points)
        SubElement(self._svg, "polyline", {"class": kind, "points": shown})

    def markup(self, label: Said) -> Markup:
        """The drawing, named for those who do not see it."""
        self._svg.attrib |= {"aria-label": label.en, "data-ar-label": label.ar}
        return _markup(self._svg)

    def _text(self, x: float, y: float, said: Said, anchor: str) -> None:
        made = SubElement(self._svg, "text", {"x": _n(x), "y": _n(y), "text-anchor": anchor, "data-ar": said.ar})
        made.text = said.en

    def _x(self, value: float) -> float:
        return _LEFT + (value - self.start) / (self.end - self.start) * (_WIDTH - _LEFT - _RIGHT)

    def _y(self, value: float) -> float:
        return _HEIGHT - _BOTTOM - value / self.top * (_HEIGHT - _TOP - _BOTTOM)


def _steps(values: Sequence[float], end: float) -> list[Point]:
    """The step line of a sorted sample: up by one part at each value, on to the right edge at last."""
    line: list[Point] = [(math.log10(values[0]), 0.0)]
    for number, (value, following) in enumerate(pairwise([*values, 10**end]), start=1):
        share = number / len(values)
        line += [(math.log10(value), share), (math.log10(following), share)]
    return line


def _time_ticks(values: Iterable[float]) -> list[float]:
    """Round times from below all values to above them."""
    values = [min(max(value, _ROUND[0]), _ROUND[-2]) for value in values]
    first = max(place for place, tick in enumerate(_ROUND) if tick <= min(values))
    last = min(place for place, tick in enumerate(_ROUND) if tick > max(values))
    return list(_ROUND[first : last + 1])


def _stretched(kind: str, width: float) -> Element:
    shape = {"viewBox": f"0 0 {_n(width)} 10", "preserveAspectRatio": "none"}
    return Element("svg", {"class": kind, "aria-hidden": "true"} | shape)


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _markup(svg: Element) -> Markup:
    return Markup(tostring(svg, encoding="unicode"))  # noqa: S704 (the serialiser escapes all that is in it)
