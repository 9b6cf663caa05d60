"""Times of day, English and Arabic, read from tokens."""

from collections.abc import Sequence

import regex

from assistant.quantities.arabic import arabic_ordinal_at, cores, word_start
from assistant.quantities.dates import Moment
from assistant.quantities.lexicon import EN_UNITS
from assistant.quantities.numbers import number_at
from assistant.quantities.tokens import ATTACHED, Token, key_at

_HALVES = {
    "am": "صباح صباحا الصباح فجر فجرا الفجر ص",
    "noon": "ظهر ظهرا الظهر",
    "pm": "مساء المساء عصر عصرا العصر م",
    "night": "ليل ليلا الليل",
}
_HALF = {word: half for half, words in _HALVES.items() for word in words.split()}
_PARTS = {"نصف": 30, "النصف": 30, "ربع": 15, "ربعا": 15, "الربع": 15, "ثلث": 20, "ثلثا": 20, "الثلث": 20}


def time_at(pieces: Sequence[Token], i: int) -> Moment | None:
    """The time of day that begins at ``pieces[i]``, on the 24-hour clock, or ``None``."""
    return _english_time(pieces, i) or _arabic_time(pieces, i)


def _moment(hour: int, minute: int, half: str | None, nexts: int, start: int, end: int) -> Moment | None:
    if hour > 24 or minute > 59:
        return None
    hours = _hours(hour, half)
    return Moment((hours[0], minute), nexts, start, end, tuple((other, minute) for other in hours[1:]))


def _hours(hour: int, half: str | None) -> tuple[int, ...]:
    """The hours of the 24-hour clock that may be meant, likeliest first."""
    if hour > 12 or hour == 0:
        return (hour % 24,)
    early, late = hour % 12, hour % 12 + 12
    if half is None:
        return (hour, early if hour == 12 else late)
    if half == "noon":
        return (hour,) if hour >= 10 else (late,)
    if half == "night":
        return (late,) if 6 <= hour < 12 else (early,)
    return (early,) if half == "am" else (late,)


def _english_time(pieces: Sequence[Token], i: int) -> Moment | None:
    token = pieces[i]
    if token.key in {"noon", "midday", "midnight"}:
        return Moment((0 if token.key == "midnight" else 12, 0), i + 1, token.start, token.end)
    past = _past_or_to(pieces, i)
    if past:
        hour, minute, j = past
    elif token.kind == "clock":
        hour, minute, j = int(token.key.split(":")[0]), int(token.key.split(":")[1]), i + 1
    elif token.kind == "number" and regex.fullmatch(r"\d{1,2}(?:\.\d\d)?", token.key):
        parts = [*token.key.split("."), "0"]
        hour, minute, j = int(parts[0]), int(parts[1]), i + 1
    elif token.key in EN_UNITS and key_at(pieces, i + 1) in {"o'clock", "o’clock", "am", "pm"}:
        hour, minute, j = EN_UNITS[token.key], 0, i + 1
    else:
        return None
    oclock = key_at(pieces, j) in {"o'clock", "o’clock"}
    half, after = _english_half(pieces, j + oclock)
    if not (past or token.kind == "clock" or half or oclock) or (half is None and _is_arabic_after(pieces, j)):
        return None
    return _moment(hour, minute, half, after, token.start, pieces[after - 1].end)


def _is_arabic_after(pieces: Sequence[Token], j: int) -> bool:
    return _arabic_half(pieces, j)[0] is not None


def _past_or_to(pieces: Sequence[Token], i: int) -> tuple[int, int, int] | None:
    """Reads "half past two", "a quarter to three", "ten past six"."""
    minutes = {"half": 30, "quarter": 15} | {word: EN_UNITS[word] for word in ("five", "ten")} | {"twenty": 20}
    if pieces[i].key not in minutes or key_at(pieces, i + 1) not in {"past", "to"} or i + 2 >= len(pieces):
        return None
    hour_token = pieces[i + 2]
    hour = EN_UNITS.get(hour_token.key) or (int(hour_token.key) if hour_token.key.isdigit() else 0)
    if not 1 <= hour <= 12 or (key_at(pieces, i + 1) == "to" and pieces[i].key not in {"quarter", "half"}):
        return None
    if key_at(pieces, i + 1) == "past":
        return hour, minutes[pieces[i].key], i + 3
    return (hour - 1 or 12), 60 - minutes[pieces[i].key], i + 3


def _english_half(pieces: Sequence[Token], j: int) -> tuple[str | None, int]:
    keys = [key_at(pieces, k) for k in range(j, j + 4)]
    if keys[0] in {"am", "pm"}:
        return keys[0], j + 1
    if keys[0] in {"a", "p"} and keys[1] == "." and keys[2] == "m":
        return keys[0] + "m", j + 3 + (keys[3] == "." and pieces[j + 3].glued)
    if keys[:2] == ["in", "the"] and keys[2] in {"morning", "afternoon", "evening"}:
        return ("am" if keys[2] == "morning" else "pm"), j + 3
    if keys[:2] == ["at", "night"]:
        return "night", j + 2
    return None, j


def _arabic_time(pieces: Sequence[Token], i: int) -> Moment | None:
    """Reads "الساعة الـ2 والنصف فجراً", "الثامنة مساءً", "منتصف الليل"."""
    midnight = _midnight(pieces, i)
    if midnight:
        return midnight
    core = next((core for core in cores(pieces[i].key) if core.text == "ساعه" and core.definite), None)
    named = core is not None
    j = i + 1 if named else i
    if named and key_at(pieces, j) in ATTACHED and j + 1 < len(pieces):
        j += 1
    hour = _arabic_hour(pieces, j)
    if hour is None:
        return None
    clock = pieces[j].kind == "clock"
    minute, after = (hour[1], hour[2]) if clock else _arabic_minutes(pieces, hour[2])
    half, end = _arabic_half(pieces, after)
    if not (named or half or clock) or (minute < 0 and hour[0] < 1):
        return None
    h, m = (hour[0], minute) if minute >= 0 else (hour[0] - 1 or 12, 60 + minute)
    start = word_start(pieces[i], core) if core else hour[3]
    return _moment(h, m, half, end, start, pieces[end - 1].end)


def _midnight(pieces: Sequence[Token], i: int) -> Moment | None:
    if any(core.text == "منتصف" for core in cores(pieces[i].key)) and key_at(pieces, i + 1) == "الليل":
        if key_at(pieces, i - 1).removeprefix("و") == "بعد":
            return None
        return Moment((0, 0), i + 2, pieces[i].start, pieces[i + 1].end)
    return None


def _arabic_hour(pieces: Sequence[Token], j: int) -> tuple[int, int, int, int] | None:
    """Hour, minute, next index, start."""
    if j >= len(pieces):
        return None
    token = pieces[j]
    if token.kind == "clock":
        hour, minute = (int(part) for part in token.key.split(":")[:2])
        return hour, minute, j + 1, token.start
    if token.kind == "number" and regex.fullmatch(r"\d{1,2}", token.key) and int(token.key) <= 24:
        return int(token.key), 0, j + 1, token.start
    ordinal = arabic_ordinal_at(pieces, j)
    if ordinal and ordinal.value > 12:  # "الثانية وأربعين دقيقة": the tens are minutes
        ordinal = arabic_ordinal_at(pieces[: j + 1], j)
    if ordinal and ordinal.value <= 12 and token.key.endswith(("ه", "اولي")):  # hours are feminine
        return int(ordinal.value), 0, ordinal.next, ordinal.start
    if any(core.text == "واحده" and core.definite for core in cores(token.key)):
        return 1, 0, j + 1, token.start
    return None


def _arabic_minutes(pieces: Sequence[Token], j: int) -> tuple[int, int]:
    """Minutes after (or, negative, before) the hour and the next index: "والنصف", "إلا ربعاً", "و20 دقيقة"."""
    key = key_at(pieces, j)
    if key == "الا" and key_at(pieces, j + 1) in _PARTS:
        return -_PARTS[key_at(pieces, j + 1)], j + 2
    if key.startswith("و") and key[1:] in _PARTS:
        return _PARTS[key[1:]], j + 1
    k = j + (key in {"و", "الا"})
    count = number_at(pieces, k) if k < len(pieces) and (k > j or key.startswith("و")) else None
    if count and key_at(pieces, count.next) in {"دقيقه", "دقائق"} and count.value < 60:
        return int(count.value) * (-1 if key == "الا" else 1), count.next + 1
    return 0, j


def _arabic_half(pieces: Sequence[Token], j: int) -> tuple[str | None, int]:
    keys = [key_at(pieces, k) for k in range(j, j + 3)]
    if keys[:2] == ["بعد", "الظهر"]:
        return "pm", j + 2
    if keys[:2] == ["قبل", "الظهر"]:
        return "am", j + 2
    if keys == ["بعد", "منتصف", "الليل"]:
        return "am", j + 3
    if keys[0] == "من" and keys[1] in _HALF:
        return _HALF[keys[1]], j + 2
    short = keys[0] in {"ص", "م"}
    if keys[0] in _HALF and not (short and key_at(pieces, j + 1) == "/"):
        return _HALF[keys[0]], j + 1
    return None, j
