"""Says in the language of the question what a foreign quote says, beside the quote and never instead of it.

A model that words its own answers translates, and the translation is shown only if it says the same as far as can be told:
every figure and every name of either stands in the other, it is in the right script and of a like length, and its vector is as
near to the quote's as those of true translations are. What fails is not shown: the quote stands.

A small model's translations are inventions, and checks of this kind let some of them through (of 16 tried with the embedded
model two passed, one of them nonsense). For it only what rules can carry over is shown: the figures of the quote.
"""

import logging
from datetime import date, time
from decimal import Decimal

import numpy as np

from assistant.models.base import LanguageModel, Message, Request, complete
from assistant.names import unsupported_names
from assistant.prompting import load_prompt
from assistant.quantities import Bound, Quantity, quantities, unsupported
from index.embedding import Embedder
from index.language import dominant_language

logger = logging.getLogger(__name__)

PARTS = {"system": frozenset[str](), "translate": frozenset({"language", "quote"})}
LANGUAGES = {"en": "English", "ar": "Arabic"}
_FIGURES = {"en": "Figures in it: {}", "ar": "الأرقام الواردة فيه: {}"}
_BOUNDS: dict[str, dict[Bound, str]] = {
    "en": {"exact": "{}", "at_least": "at least {}", "at_most": "at most {}", "about": "about {}"},
    "ar": {"exact": "{}", "at_least": "{} على الأقل", "at_most": "{} على الأكثر", "about": "نحو {}"},
}
# With multilingual-e5-small, on 139 sentence pairs of XQuAD: .85 keeps three quarters of the true translations (median .87)
# and lets fewer than two in a hundred of the neighbouring sentences through.
LIKE = 0.85
_LENGTHS = (0.4, 2.5)  # characters of the translation for one of the quote
_WORDS = 70  # longer quotes take a small model too long
_TOKENS = 160


def figures(quote: str, target: str) -> str | None:
    """The numbers, dates and times of ``quote`` as they are written in the language ``target``; ``None`` if it has none."""
    if target not in _FIGURES:
        return None
    written = [
        _BOUNDS[target][quantity.bound].format(text) for quantity in quantities(quote) if (text := _written(quantity, target))
    ]
    return _FIGURES[target].format("; ".join(dict.fromkeys(written))) if written else None


def of_figures(gloss: str) -> bool:
    """Whether a gloss holds the figures of its quote alone, and is no translation."""
    return any(gloss.startswith(frame.format("")) for frame in _FIGURES.values())


def _written(quantity: Quantity, language: str) -> str | None:
    from babel.dates import format_time
    from babel.numbers import format_decimal

    value = quantity.value
    if isinstance(value, Decimal):
        if quantity.kind in ("number", "money"):
            return format_decimal(value, locale=language)
        if quantity.kind == "percent":
            return f"{format_decimal(value, locale=language)}%"
        return str(value) if quantity.kind == "year" else None
    if quantity.kind == "time" and value[0] is not None and value[1] is not None:
        return format_time(time(value[0], value[1]), "HH:mm", locale=language)
    return _day(value, language) if quantity.kind == "date" else None


def _day(value: tuple[int | None, ...], language: str) -> str | None:
    from babel.dates import format_date, format_skeleton

    if len(value) < 3 or value[1] is None or value[2] is None:
        return None
    try:
        day = date(value[0] or 2000, value[1], value[2])
    except ValueError:  # the quote may name a day that no calendar has: "31 April"
        return None
    return format_date(day, "long", locale=language) if value[0] else format_skeleton("MMMMd", day, locale=language)


def gloss(model: LanguageModel, embedder: Embedder, quote: str, source: str, target: str) -> str | None:
    """``quote`` in the language ``target``, or ``None`` if no translation passes the checks."""
    if target not in LANGUAGES or source not in LANGUAGES or source == target or len(quote.split()) > _WORDS:
        return None
    prompt = load_prompt("translating", **PARTS)
    asked = prompt.fill("translate", language=LANGUAGES[target], quote=quote)
    messages = Message("system", prompt.fill("system")), Message("user", asked)
    translated = complete(model, Request(messages, max_tokens=_TOKENS)).text.strip().strip('"“”«»').strip()
    why = fault(quote, translated, source, target, embedder)
    if why:
        logger.debug("a translation is not shown (%s): %s", why, translated)
    return None if why else translated


def fault(quote: str, translated: str, source: str, target: str, embedder: Embedder) -> str:
    """The first check that the translation fails; empty if it passes all."""
    ratio = len(translated) / max(1, len(quote))
    english, other = (translated, quote) if target == "en" else (quote, translated)
    if not translated or dominant_language(translated) != target:
        return "language"
    if not _LENGTHS[0] <= ratio <= _LENGTHS[1] or "\n" in translated:
        return "length"
    if unsupported(translated, quote) or unsupported(quote, translated):
        return "figures"
    if unsupported_names(english, other):
        return "names"
    first, second = embedder.passages([quote, translated])
    return "" if float(np.dot(first, second)) >= LIKE else "meaning"
