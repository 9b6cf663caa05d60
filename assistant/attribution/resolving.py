"""From what stands beside a verb to who is meant: pronouns, omitted subjects, short forms."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from assistant.attribution.lexicon import BODIES, OPENING, PEOPLE, THINGS
from assistant.attribution.records import Frame, Span, Speaker
from assistant.attribution.units import Unit
from assistant.quantities.tokens import fold

_CHAIN = 40  # sentences that a chain of short forms reaches at most
_BACK = 3  # sentences that a pronoun or a short form looks back
_LEADING = regex.compile(r"^(?:the|The)\s+(?=\p{Lu})")
_WORD = regex.compile(r"[\p{L}\p{M}ـ\d]+(?:[-’'][\p{L}\p{M}\d]+)*")


@dataclass(frozen=True, slots=True)
class Act:
    """A frame in its place: which unit it stands in."""

    frame: Frame
    unit: int


def resolve(text: str, units: Sequence[Unit], acts: Sequence[Act], language: str) -> Iterator[tuple[Speaker, Frame]]:
    """The speaker of every act that reports something, in order. Acts without a traceable speaker keep the pronoun."""
    known: list[tuple[int, Speaker, Frame]] = []
    for act in acts:
        subject = act.frame.subject
        if subject.dropped or subject.pronoun:
            speaker = _antecedent(text, act, known, language)
        else:
            span = _long_form(text, units, act.unit, (subject.start, subject.end), language)
            speaker = _speaker(text, span, act.frame)
        if speaker is None:
            continue
        known.append((act.unit, speaker, act.frame))
        if act.frame.regions:
            yield speaker, act.frame


def _speaker(text: str, span: Span, frame: Frame) -> Speaker:
    name = text[span[0] : span[1]]
    if name.startswith("لل"):  # "للوزارة" is ل + الوزارة
        name = "ال" + name[2:]
    return Speaker(name, span[0], span[1], frame.stance)


def _antecedent(text: str, act: Act, known: Sequence[tuple[int, Speaker, Frame]], language: str) -> Speaker | None:
    """The nearest earlier speaker that the pronoun, or the verb's gender, can mean, at most three sentences back."""
    subject = act.frame.subject
    pronoun = fold(text[subject.start : subject.end])
    pronoun = {"him": "he", "her": "she", "them": "they"}.get(pronoun, pronoun)
    for unit, speaker, frame in reversed(known):
        if act.unit - unit > _BACK:
            break
        if language == "ar":
            fits = subject.feminine is None or frame.subject.feminine in (None, subject.feminine)
        else:
            fits = _can_be(speaker.name, pronoun)
        if fits and fold(speaker.name) not in {"he", "she", "they", "it"}:
            return replace(speaker, stance=act.frame.stance)
    if subject.dropped:
        return None
    return Speaker(text[subject.start : subject.end], subject.start, subject.end, act.frame.stance)


def _can_be(name: str, pronoun: str) -> bool:
    words = [fold(word) for word in _WORD.findall(name)]
    head = _head(words)
    body = head in BODIES or head.removesuffix("s") in BODIES
    person = bool(set(words) & PEOPLE) and not head.endswith("s")
    thing = bool(words) and (words[0] in THINGS or head in THINGS)
    if pronoun in {"he", "she"}:
        plural = head.endswith("s") and head.removesuffix("s") in PEOPLE | BODIES | {"brigade", "official", "worker"}
        return not (body or thing or plural)
    if pronoun == "it":
        return not person
    return not (person or thing)


def _head(words: Sequence[str]) -> str:
    """The head noun: the last word before "of", "for", "in"."""
    cut = next((i for i, word in enumerate(words) if word in {"of", "for", "in", "at", "from"} and i), len(words))
    return words[cut - 1] if words else ""


# --- short forms


def _long_form(text: str, units: Sequence[Unit], unit: int, span: Span, language: str) -> Span:
    """The full name that a short form stands for: "المؤسسة" → "مؤسسة النور", "the ministry" → "Ministry of Health".

    Only a lone definite noun is a short form, and only a name with the same head noun replaces it. The name must stand
    at most three sentences back from the short form or from another mention of it; where two different names with that
    head stand there, the short form stays as written.
    """
    name = text[span[0] : span[1]]
    # "The Brigades" has lost its article to the rule for proper names.
    head = _short_head(name, language, with_article=fold(text[max(0, span[0] - 4) : span[0]]) == "the ")
    if head is None:
        return span
    low = _reach(text, units, unit, head, language)
    found = list(_full_names(text, low, span[0], head, language))
    different = {fold(_LEADING.sub("", text[start:end])) for start, end in found}
    longest = {one for one in different if not any(one != other and one in other for other in different)}
    return found[-1] if found and len(longest) == 1 else span


def _short_head(name: str, language: str, *, with_article: bool) -> str | None:
    words = _WORD.findall(name)
    if language == "ar":
        key = fold(name)
        key = "ال" + key[2:] if key.startswith("لل") else key
        return key[2:] if len(words) == 1 and key.startswith("ال") and len(key) > 5 else None
    if len(words) == 2 and fold(words[0]) == "the":
        return fold(words[1])
    return fold(words[0]) if len(words) == 1 and with_article else None


def _reach(text: str, units: Sequence[Unit], unit: int, head: str, language: str) -> int:
    """Where to look from: back over sentences, no gap between mentions of the head longer than three."""
    low = unit
    for index in range(unit - 1, max(unit - _CHAIN, -1), -1):
        if low - index > _BACK:
            break
        words = (fold(word) for word in _WORD.findall(text[units[index].start : units[index].end]))
        forms = {head, "ال" + head} if language == "ar" else {head}
        if any(word in forms or word.lstrip("وفبلك") in forms for word in words):
            low = index
    return units[low].start


def _full_names(text: str, low: int, high: int, head: str, language: str) -> Iterator[Span]:
    words = list(_WORD.finditer(text, low, high))
    for i, match in enumerate(words):
        if language == "ar":
            start = _arabic_head_start(match.group(), head)
            end = _arabic_name_end(text, words, i) if start is not None else None
            if start is not None and end is not None:
                yield match.start() + start, end
        elif fold(match.group()) == head and (span := _english_name_around(text, words, i)):
            yield span


def _arabic_head_start(word: str, head: str) -> int | None:
    for letters in range(3):
        if fold(word[letters:]) == head and all(letter in "وفبلك" for letter in word[:letters]):
            return letters
    return None


def _arabic_name_end(text: str, words: Sequence[regex.Match[str]], i: int) -> int | None:
    """The end of "مؤسسة النور": up to the first definite noun, at most three words on, no sign between."""
    for j in range(i + 1, min(i + 4, len(words))):
        if text[words[j - 1].end() : words[j].start()].strip():
            return None
        key = fold(words[j].group())
        if key.startswith("ال") and len(key) > 4:
            return words[j].end()
        if key in {"من", "في", "علي", "عن", "الي", "ان", "التي", "الذي"}:
            return None
    return None


def _english_name_around(text: str, words: Sequence[regex.Match[str]], i: int) -> Span | None:
    """Capitalised words before the head ("Al-Noor Foundation"), or "of" and capitalised words after it."""
    start = i
    while (
        start > 0 and _touches(text, words, start) and words[start - 1].group()[0].isupper() | ("-" in words[start - 1].group())
    ):
        if fold(words[start - 1].group()) in OPENING | {"the", "a", "an"}:
            break
        start -= 1
    end = i
    if i + 2 < len(words) and words[i].group()[0].isupper() and fold(words[i + 1].group()) in {"of", "for"}:
        end = i + 2
        end = end if words[end].group()[0].isupper() else i
    while words[i].group()[0].isupper() and end + 1 < len(words) and _goes_on(text, words, end + 1):
        end += 1
    if start == i and end == i:
        return None
    return words[start].start(), words[end].end()


def _goes_on(text: str, words: Sequence[regex.Match[str]], i: int) -> bool:
    return _touches(text, words, i) and words[i].group()[0].isupper()


def _touches(text: str, words: Sequence[regex.Match[str]], i: int) -> bool:
    return text[words[i - 1].end() : words[i].start()] in {" ", "\u00a0"}
