"""The quantities of a text, in English and Arabic, and whether a claim's quantities stand in the words that it cites.

Rules, no model. What only looks like a number gives none: "one of", "one" alone, "أحد الجنود", "dozens", "مئات",
"F-16". Not read: Arabic duals of counted nouns ("جنديان"), Hijri dates, Roman numerals.

    text → tokens → numbers, dates, times → quantities → agree, supports, unsupported
                                                   → denied, stated
"""

from assistant.quantities.comparing import agree, supports, unsupported
from assistant.quantities.denying import denied, stated, without_bounds
from assistant.quantities.reading import AMOUNTS, MOMENTS, Bound, Kind, Quantity, quantities

__all__ = [
    "AMOUNTS",
    "MOMENTS",
    "Bound",
    "Kind",
    "Quantity",
    "agree",
    "denied",
    "quantities",
    "stated",
    "supports",
    "unsupported",
    "without_bounds",
]
