"""How large a model is, as far as its server or its name tells: what it can be trusted with depends on that."""

import regex

BYTES_PER_BILLION = 0.6e9  # at four bits, for models that do not tell their parameters
SMALL = 4.0  # billions of parameters; a smaller model that is asked to word an answer answers nothing, or what it likes
_UNITS = {"b": 1.0, "m": 1e-3}
_TOLD = regex.compile(r"(?i)(?<![a-z\d.])(\d+(?:\.\d+)?)([bm])(?![a-z\d])")


def billions(told: str) -> float | None:
    """Of parameters, from what is told of a model or from its name: ``494.03M``, ``qwen2.5:7b-instruct``; ``None`` if it is not.

    Of several figures the largest: ``smollm2-1.7b-from-360m`` has 1.7.
    """
    return max((float(figure) * _UNITS[unit.lower()] for figure, unit in _TOLD.findall(told)), default=None)
