"""Whether two quantities can be one, and whether cited words bear a claim's quantities out."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from assistant.quantities.lexicon import MEASURE_NAMES
from assistant.quantities.reading import Bound, Quantity, quantities

ABOUT = Decimal("0.1")  # "about N" is taken to mean N give or take this part of it
BEYOND = Decimal("1.5")  # nobody writes "over N" of more than this many times N


def agree(a: Quantity, b: Quantity) -> bool:
    """Whether both can be true of one thing: 17,487 and "over 17,000", 2:30 and 2:30 am, 7 October and 7 October 2023.

    Symmetric. "Over N" is compatible with N up to 1.5 N, "about N" with N give or take a tenth. Units are compared only
    where both are money or common measures, for other nouns have too many names.
    """
    if isinstance(a.value, tuple) and isinstance(b.value, tuple):
        return a.kind == b.kind and any(_compatible(x, y) for x in _readings(a) for y in _readings(b))
    if isinstance(a.value, tuple) or isinstance(b.value, tuple):
        return _date_agrees(a, b) if isinstance(a.value, tuple) else _date_agrees(b, a)
    pair = _on_one_scale(a, b)
    return pair is not None and _ranges_meet(pair[0], a.bound, pair[1], b.bound)


def unsupported(claim: str, cited: str) -> tuple[Quantity, ...]:
    """The quantities of ``claim`` that the words ``cited`` do not bear out.

    Stricter than :func:`agree`, for a claim may be vaguer than what it cites but not more precise: "over 17,000" rests
    on 17,487, but 17,487 does not rest on "over 17,000", nor 2:30 am on 2:30, nor 7 October 2023 on 2023.
    """
    available = quantities(cited)
    return tuple(quantity for quantity in quantities(claim) if not _borne_out(quantity, available))


def _borne_out(claimed: Quantity, available: tuple[Quantity, ...]) -> bool:
    if any(supports(cited, claimed) for cited in available):
        return True
    if claimed.kind != "date" or not isinstance(claimed.value, tuple) or claimed.value[0] is None:
        return False
    # "7 October … in 2023": the year may stand elsewhere in the cited words.
    year = any(cited.kind == "year" and cited.value == claimed.value[0] for cited in available)
    undated = replace(claimed, value=(None, *claimed.value[1:]))
    return year and any(cited.kind == "date" and supports(cited, undated) for cited in available)


def supports(cited: Quantity, claimed: Quantity) -> bool:
    """Whether who reads ``cited`` may write ``claimed``."""
    if not agree(cited, claimed):
        return False
    if isinstance(claimed.value, tuple):
        return isinstance(cited.value, tuple) and _no_vaguer(cited, claimed)
    if isinstance(cited.value, tuple):
        return True  # a year or a weekday out of a full date
    pair = _on_one_scale(cited, claimed)
    if pair is not None and pair[0] == pair[1]:
        return True
    return claimed.bound != "exact" and cited.bound in {"exact", claimed.bound}


def _no_vaguer(cited: Quantity, claimed: Quantity) -> bool:
    """A claimed date has no part that the cited one lacks; a claimed half of the day is stated."""
    if claimed.kind == "time":
        return set(_readings(cited)) <= set(_readings(claimed))
    return any(
        all(said_part in (None, stated_part) for said_part, stated_part in zip(said, stated, strict=True))
        for stated in _readings(cited)
        for said in _readings(claimed)
    )


def _readings(quantity: Quantity) -> tuple[tuple[int | None, ...], ...]:
    first = (quantity.value,) if isinstance(quantity.value, tuple) else ()
    return first + quantity.others


def _compatible(x: tuple[int | None, ...], y: tuple[int | None, ...]) -> bool:
    return all(p is None or q is None or p == q for p, q in zip(x, y, strict=True))


def _date_agrees(moment: Quantity, plain: Quantity) -> bool:
    """A date with a year or a weekday."""
    if moment.kind != "date":
        return False
    if plain.kind == "weekday":
        return any(_weekday(reading) == plain.value for reading in _readings(moment))
    return plain.kind == "year" and any(reading[0] == plain.value for reading in _readings(moment))


def _weekday(reading: tuple[int | None, ...]) -> int | None:
    year, month, day = reading
    if year is None or month is None or day is None:
        return None
    try:
        return date(year, month, day).isoweekday()
    except ValueError:  # 31 February
        return None


def _on_one_scale(a: Quantity, b: Quantity) -> tuple[Decimal, Decimal] | None:
    """Both values on one scale, or ``None`` where they cannot be compared."""
    if isinstance(a.value, tuple) or isinstance(b.value, tuple):
        return None
    kinds = {a.kind, b.kind}
    if kinds == {"number", "percent"}:
        x, y = (v.value if v.kind == "percent" else v.value * 100 for v in (a, b) if isinstance(v.value, Decimal))
        part = a if a.kind == "number" else b
        return (x, y) if isinstance(part.value, Decimal) and 0 < part.value < 1 else None
    comparable = len(kinds) == 1 or kinds in ({"number", "year"}, {"number", "money"})
    if not comparable or (kinds == {"year"} and a.unit != b.unit):
        return None
    measured = kinds == {"money"} or {a.unit, b.unit} <= MEASURE_NAMES
    if measured and a.unit != b.unit:
        return None
    return a.value, b.value


def _ranges_meet(x: Decimal, x_bound: Bound, y: Decimal, y_bound: Bound) -> bool:
    if x_bound == y_bound == "exact":
        return x == y
    low_x, high_x = _range(x, x_bound)
    low_y, high_y = _range(y, y_bound)
    return max(low_x, low_y) <= min(high_x, high_y)


def _range(value: Decimal, bound: Bound) -> tuple[Decimal, Decimal]:
    size = abs(value)
    if bound == "at_least":
        return value, value + size * (BEYOND - 1)
    if bound == "at_most":
        return value - size * (1 - 1 / BEYOND), value
    if bound == "about":
        return value - size * ABOUT, value + size * ABOUT
    return value, value
