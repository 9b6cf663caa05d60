"""When something happened: the dates and times of a sentence, made absolute by the document's own date.

What a sentence itself does not tell (which Friday, which year) is taken from the document's date, and then ``inferred`` is set.
A news report looks back: a weekday or a month without a year is the last one before its date, unless the words look ahead.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import regex

from assistant.quantities import Quantity, quantities
from assistant.quantities.tokens import fold

_DAY = regex.compile(r"\d{4}-\d\d-\d\d")
_TOGETHER = 60  # characters that a date and a time of day that belong together span
_BESIDE = 5
_HEAD = 1500  # characters in which a document tells its own date
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10} | {
    word: number
    for number, words in enumerate(("ثلاثه ثلاث", "اربعه اربع", "خمسه خمس", "سته ست", "سبعه سبع", "ثمانيه ثماني"), 3)
    for word in words.split()
}
_DAYS = {
    0: r"today|tonight|this (?:morning|afternoon|evening)|اليوم",
    -1: r"yesterday|last night|(?:ال)?ا?مس(?: الاول)?|الليله الماضيه|البارحه",
    1: r"tomorrow|غدا|الغد",
}
_RELATIVE = {days: regex.compile(rf"(?<!\p{{L}})[وفبل]?(?:{words})(?!\p{{L}})") for days, words in _DAYS.items()}
_AGO = regex.compile(
    r"\b(?P<n>\d{1,3}|two|three|four|five|six|ten) (?P<unit>day|week|month|year)s? ago\b"
    r"|(?<!\p{L})(?:قبل|منذ) (?P<n>\d{1,3}|\p{L}+) (?P<unit>ايام|اسابيع|اشهر|سنوات|اعوام|يوما|اسبوعا|شهرا|عاما|سنه)(?!\p{L})"
    r"|(?<!\p{L})(?:قبل|منذ) (?P<unit>يومين|اسبوعين|شهرين|عامين|سنتين)(?!\p{L})"
    r"|\b(?:last|previous) (?P<unit>week|month|year)\b"
    r"|(?<!\p{L})[وفبل]?(?P<unit>الاسبوع|الشهر|العام|السنه) (?:الماضي|المنصرم|الفائت|الماضيه)(?!\p{L})"
)
_UNITS = {
    "day": "day ايام يوما يومين",
    "week": "week اسابيع اسبوعا اسبوعين الاسبوع",
    "month": "month اشهر شهرا شهرين الشهر",
    "year": "year سنوات اعوام عاما سنه عامين سنتين العام السنه",
}
_UNIT = {word: unit for unit, words in _UNITS.items() for word in words.split()}
_AHEAD = regex.compile(
    r"\b(?:next|coming|will|shall|until|by|due|from)\b|(?:القادم|المقبل|المقبله|القادمه|الاتي|سوف|سي|ست|حتي|اعتبارا)"
)
_QUOTATION = regex.compile(r"“[^”]*”|«[^»]*»|\"[^\"]*\"")
_EVERY = regex.compile(r"(?:\b(?:every|each)|(?<!\p{L})(?:كل|ايام))\s*$")


@dataclass(frozen=True, slots=True)
class When:
    """A moment told in a text: ``iso`` is as exact as it is known; ``text[start:end]`` are the words that tell it."""

    iso: str
    start: int
    end: int
    inferred: bool


def document_date(text: str) -> date | None:
    """The document's own date: the first whole date at its head."""
    for quantity in quantities(text[:_HEAD]):
        if quantity.kind == "date" and (found := _date(quantity.value)):
            return found
    return None


def moments(sentence: str, written: date | None) -> tuple[When, ...]:
    """The moments of a sentence, in order. Without the document's date only what is absolute is told.

    A time of day belongs to the date that stands in its sentence; without one its day is not told: ``T02:30``.
    """
    read = quantities(sentence)
    dates = [quantity for quantity in read if quantity.kind == "date"]
    read = tuple(quantity for quantity in read if not (quantity.kind == "weekday" and _names_day_of(quantity, dates)))
    found = [when for quantity in read if (when := _of_quantity(quantity, sentence, written))]
    if written is not None:
        found += _relative(sentence, written)
    found = [when for when in found if not any(_beside(when, other) for other in found) and not _quoted(when, sentence)]
    return tuple(sorted(_with_times(sentence, found), key=lambda when: when.start))


def _of_quantity(quantity: Quantity, sentence: str, written: date | None) -> When | None:
    place = (quantity.start, quantity.end)
    if quantity.kind == "date" and isinstance(quantity.value, tuple):
        year, month, day = quantity.value
        if year is not None and month is not None:
            return When(_iso(year, month, day), *place, inferred=bool(quantity.others))
        if month is None or written is None:
            return None
        ahead = _AHEAD.search(fold(sentence[max(0, quantity.start - 25) : quantity.end + 12])) is not None
        return When(_iso(_year_of(month, day, written, ahead=ahead), month, day), *place, inferred=True)
    if quantity.kind == "year" and not isinstance(quantity.value, tuple) and quantity.unit is None:
        return When(f"{int(quantity.value):04d}", *place, inferred=False)
    if quantity.kind == "weekday" and written is not None and not isinstance(quantity.value, tuple):
        return _weekday(int(quantity.value), quantity, sentence, written)
    return None


def _names_day_of(weekday: Quantity, dates: Sequence[Quantity]) -> bool:
    """Whether a date stands beside it: "Friday, 8 December"."""
    return any(-1 <= date.start - weekday.end <= _BESIDE or -1 <= weekday.start - date.end <= _BESIDE for date in dates)


def _weekday(day: int, quantity: Quantity, sentence: str, written: date) -> When | None:
    before, after = sentence[: quantity.start], sentence[quantity.end : quantity.end + 14]
    if _EVERY.search(fold(before)) or after[:1] == "s":
        return None
    back = (written.isoweekday() - day) % 7
    if regex.search(r"\bnext\s*$", before) or regex.match(r"\s*(?:ال)?(?:مقبل|قادم)", after):
        found = written + timedelta(days=7 - back)
    else:
        passed = back == 0 and (regex.search(r"\blast\s*$", before) or regex.match(r"\s*الماضي", after))
        found = written - timedelta(days=7 if passed else back)
    return When(found.isoformat(), quantity.start, quantity.end, inferred=True)


def _relative(sentence: str, written: date) -> Iterator[When]:
    folded, places = _folded(sentence)
    for days, pattern in _RELATIVE.items():
        for match in pattern.finditer(folded):
            yield When(
                (written + timedelta(days=days)).isoformat(), places[match.start()], places[match.end() - 1] + 1, inferred=True
            )
    for match in _AGO.finditer(folded):
        if iso := _ago(match, written):
            yield When(iso, places[match.start()], places[match.end() - 1] + 1, inferred=True)


def _ago(match: regex.Match[str], written: date) -> str | None:
    unit, number = _UNIT[match["unit"]], match["n"]
    dual = match["unit"].endswith("ين") and number is None
    count = 2 if dual else 1 if number is None else int(number) if number.isdigit() else _NUMBERS.get(number)
    if count is None:
        return None
    if unit == "day":
        return (written - timedelta(days=count)).isoformat()
    if unit == "week":
        monday = written - timedelta(days=written.weekday() + 7 * count)
        return f"{monday.isocalendar().year}-W{monday.isocalendar().week:02d}"
    if unit == "month":
        months = written.year * 12 + written.month - 1 - count
        return f"{months // 12:04d}-{months % 12 + 1:02d}"
    return f"{written.year - count:04d}"


def _with_times(sentence: str, dates: list[When]) -> Iterator[When]:
    """Each date, joined with the time of day that its sentence tells, and the times that stand without a date."""
    times = [quantity for quantity in quantities(sentence) if quantity.kind == "time" and not quantity.others]
    days = [when for when in dates if _DAY.fullmatch(when.iso)]
    joined: dict[When, Quantity] = {}
    for time in times:
        hour, minute = time.value if isinstance(time.value, tuple) else (None, None)
        if days:
            joined.setdefault(min(days, key=lambda when: abs(when.start - time.start)), time)
        elif not dates:
            yield When(f"T{hour:02d}:{minute:02d}", time.start, time.end, inferred=False)
    for when in dates:
        yield _at(when, joined[when]) if when in joined else when


def _at(when: When, time: Quantity) -> When:
    hour, minute = time.value if isinstance(time.value, tuple) else (0, 0)
    start, end = min(when.start, time.start), max(when.end, time.end)
    near = end - start <= _TOGETHER
    place = (start, end) if near else (time.start, time.end)
    return When(f"{when.iso}T{hour:02d}:{minute:02d}", *place, inferred=when.inferred or not near)


def _quoted(when: When, sentence: str) -> bool:
    """Whether what is inferred stands in a quotation: who says "yesterday" there may have said it on another day."""
    return when.inferred and any(match.start() < when.start < match.end() for match in _QUOTATION.finditer(sentence))


def _beside(when: When, other: When) -> bool:
    """Whether another moment says the same and more, beside it or around it: "Friday 8 December"."""
    if other is when:
        return False
    if other.start <= when.start and when.end <= other.end and (other.start, other.end) != (when.start, when.end):
        return True
    return when.inferred and not other.inferred and (abs(other.start - when.end) <= 4 or abs(when.start - other.end) <= 4)


def _date(value: object) -> date | None:
    if not isinstance(value, tuple) or None in value:
        return None
    try:
        return date(*value)
    except ValueError:  # 31 February
        return None


def _year_of(month: int, day: int | None, written: date, *, ahead: bool) -> int:
    later = (month, day or 1) > (written.month, written.day)
    if ahead:
        return written.year + ((month, day or 31) < (written.month, written.day))
    return written.year - later


def _iso(year: int, month: int, day: int | None) -> str:
    return f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else "")


def _folded(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the place in ``text``."""
    letters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for letter in fold(char):
            letters.append(letter)
            places.append(place)
    return "".join(letters), places
