"""Noun phrases that speak: the subject left of a verb, the name right of "by", "according to", "said"."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.attribution.lexicon import (
    ADJUNCT_NOUNS,
    AUXILIARIES,
    COMMON_VERBS,
    DETERMINERS,
    EN_ADVERBS,
    EN_BODIES,
    EN_BOUNDARIES,
    EN_PREPOSITIONS,
    NEGATIONS,
    NOUNS_IN_LY,
    OBJECT_PRONOUNS,
    OPENING,
    PARTICIPLES,
    PEOPLE,
    PRONOUNS,
    RELATIVES,
    SELF,
    english_verbs,
)
from assistant.attribution.records import Subject
from assistant.attribution.units import Token
from assistant.quantities.lexicon import weekdays

NOT_ALONE = DETERMINERS | EN_PREPOSITIONS | {"and", "such", "new", "state", "'s"}
_SILENT = (SELF | NOT_ALONE | {"there", "here", "not", "is", "whoever", "anyone", "nobody"}) - {
    "his",
    "her",
    "many",
    "some",
    "others",
    "all",
}
_STOPS = frozenset(",;:()[]—–.!?")
_LONGEST = 14  # tokens of a subject
_LONGEST_NAME = 4
_SHORTEST_RELATIVE = 3  # "who say" itself is no aside


@dataclass(frozen=True, slots=True)
class Found:
    """Tokens ``start`` to ``end`` name a speaker; ``clause`` is where their clause begins."""

    start: int
    end: int
    clause: int


def is_verb_filler(token: Token) -> bool:
    """Auxiliaries, negations and adverbs between a subject and its verb."""
    if token.quoted or token.key == "'s":  # "the paper's reported results"
        return False
    return token.key in AUXILIARIES or token.key in NEGATIONS or token.key in EN_ADVERBS or _is_adverb(token)


def _is_adverb(token: Token) -> bool:
    return token.key.endswith("ly") and len(token.key) > 4 and token.key not in NOUNS_IN_LY


def subject(tokens: Sequence[Token], found: Found) -> Subject:
    """The record of a found subject; a leading article before a proper name is left out."""
    start, end = found.start, found.end
    if end - start == 1 and tokens[start].key in PRONOUNS | OBJECT_PRONOUNS:
        return Subject(tokens[start].start, tokens[start].end, pronoun=True)
    if end - start > 1 and tokens[start].key == "the" and tokens[start + 1].capital and _is_name(tokens, start + 1, end):
        start += 1
    return Subject(tokens[start].start, tokens[end - 1].end)


def _is_name(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a phrase is a proper name throughout: "Al-Noor Foundation", not "Danish army"."""
    return all(token.capital or token.key in {"of", "the", "for", "and", "de", "al", "'s", "'"} for token in tokens[start:end])


def before(tokens: Sequence[Token], k: int) -> Found | None:
    """The subject of a verb at ``k``: the noun phrase before it, an apposition skipped."""
    if k <= 0 or tokens[k - 1].key in {"'s", "'"}:
        return None
    if tokens[k - 1].text == ",":
        return _before_apposition(tokens, k - 1)
    if tokens[k - 1].text == ")" and (opening := _opening(tokens, k - 1)) > 0:  # "Ana Ruiz (Water Board) said"
        found = before(tokens, opening)
        return Found(found.start, found.end, found.clause) if found else None
    if tokens[k - 1].key in RELATIVES and not (tokens[k - 1].key == "that" and k == 1):
        return _antecedent(tokens, k - 1)
    if ends_in_name(tokens, k):
        found = _trimmed(tokens, _phrase_start(tokens, k - 1), k - 1)
        return Found(found.start, k, found.clause) if found else None
    start = _phrase_start(tokens, k)
    found = None if _is_object(tokens, start) else _trimmed(tokens, start, k)
    return _over_relative(tokens, k, start) or found


def _over_relative(tokens: Sequence[Token], k: int, start: int) -> Found | None:
    """ "Two nurses who asked not to be named | said": the phrase before "who", no comma between."""
    if start == 0 or not (
        _is_finite(tokens, start - 1) or tokens[start - 1].key == "to" or tokens[start - 1].key in EN_BOUNDARIES
    ):
        return None
    for i in range(k - 1, max(k - _LONGEST, 0), -1):
        if tokens[i].text in _STOPS or tokens[i].quoted or tokens[i].key == "that":
            return None
        if tokens[i].key == "who":
            return _antecedent(tokens, i) if k - i > _SHORTEST_RELATIVE else None
    return None


def named_after(tokens: Sequence[Token], found: Found) -> Found:
    """The name behind a role: "said the minister | , Jane Doe"."""
    if found.end >= len(tokens) or tokens[found.end].text != ",":
        return found
    end = found.end + 1
    while end < len(tokens) and tokens[end].capital and end - found.end <= _LONGEST_NAME:
        end += 1
    closed = end >= len(tokens) or tokens[end].text in ",.;!?"
    return _named_in_apposition(tokens, found, (found.end + 1, end)) or found if closed and end > found.end + 1 else found


def _opening(tokens: Sequence[Token], k: int) -> int:
    """The index of the bracket that is closed at ``k``, or -1."""
    return next((i for i in range(k - 1, max(k - 12, -1), -1) if tokens[i].text == "("), -1)


def ends_in_name(tokens: Sequence[Token], k: int) -> bool:
    """Whether a name in quotation marks closes the noun phrase before ``k``: "the weekly “Tide” | said"."""
    quoted = k > 1 and tokens[k - 1].quoted and tokens[k - 2].word
    return quoted and len(tokens[k - 1].text.split()) <= 4 and tokens[k - 1].text[-2] not in ",.!?"


def _phrase_start(tokens: Sequence[Token], k: int) -> int:
    i = k
    while i > 0 and k - i < _LONGEST:
        token = tokens[i - 1]
        if token.quoted or token.text in _STOPS or (token.text == "-" and tokens[i - 2 : i - 1]):
            break
        if (token.key in EN_BOUNDARIES and token.key != "or") or _is_finite(tokens, i - 1):
            break
        if token.key == "and" and not _coordinated(tokens, i - 1, k):
            break
        i -= 1
    return i


def _is_finite(tokens: Sequence[Token], i: int) -> bool:
    """Whether a verb of another clause stands at ``i``, so that what follows is its object, or a clause of its own."""
    token = tokens[i]
    if token.quoted or token.capital or (i + 1 < len(tokens) and tokens[i + 1].key == "by"):  # "a file kept by"
        return False
    verb = english_verbs().get(token.key)
    past = verb is not None and "n" not in verb.complements and verb.tense in {"past", "present", "participle"}
    return past or token.key in COMMON_VERBS or (token.key in AUXILIARIES and not token.key.startswith("'"))


def _is_object(tokens: Sequence[Token], start: int) -> bool:
    """Whether a phrase that begins at ``start`` is the object of the verb before it: "denied | media reports"."""
    if start == 0 or not _is_finite(tokens, start - 1):
        return False
    verb = english_verbs().get(tokens[start - 1].key)
    return verb is None or "b" not in verb.complements  # "said he", "says the firm" begin a clause


def _coordinated(tokens: Sequence[Token], at: int, k: int) -> bool:
    """Whether "and" at ``at`` joins two names ("Smith and Jones said") rather than two clauses."""
    left: list[Token] = []
    i = at
    while i > 0 and tokens[i - 1].word and tokens[i - 1].key not in EN_BOUNDARIES and len(left) < 6:
        i -= 1
        left.append(tokens[i])
    right = tokens[at + 1 : k]
    if not left or not right or len(left) > 4 or any(token.key in COMMON_VERBS for token in left):
        return False
    alike = left[-1].capital == right[0].capital or left[-1].key in DETERMINERS | {"both"}
    return alike and not any(token.key.endswith("ed") and not token.capital for token in left) and right[0].key not in PRONOUNS


def _trimmed(tokens: Sequence[Token], start: int, end: int) -> Found | None:
    """Openers and leading "On Friday" taken off; ``None`` where no noun phrase is left."""
    clause = start
    while start < end and (tokens[start].key in OPENING or _is_adverb(tokens[start])):
        start += 1
    if start < end and tokens[start].key in EN_PREPOSITIONS:
        start = _behind_preposition(tokens, start, end)
    if start < end and tokens[start].key in ADJUNCT_NOUNS and end - start > 1:
        start += 1
    while end - start > 1 and tokens[end - 1].key in {"today", "yesterday"}:
        end -= 1
    while start < end and not tokens[start].word:
        start += 1
    end = next((i for i in range(start + 1, end) if tokens[i].key in PARTICIPLES), end)  # "a statement dated …"
    if start >= end or not _speaks(tokens, start, end):
        return None
    return Found(start, end, clause)


def _behind_preposition(tokens: Sequence[Token], start: int, end: int) -> int:
    """Where the next noun phrase begins: "On Friday | the ministry", "In a statement | officials"."""
    i = start + 1
    if i < end and tokens[i].key in DETERMINERS:
        i += 1
    seen = 0
    while i < end:
        token = tokens[i]
        named = token.capital and not (tokens[i - 1].capital or tokens[i - 1].text[0].isdigit())
        fresh = (token.key in DETERMINERS | PRONOUNS or named) and tokens[i - 1].key not in EN_PREPOSITIONS | {"of"}
        if seen and (fresh or tokens[i - 1].key in ADJUNCT_NOUNS):
            return i
        seen += 1
        i += 1
    return end - 1 if seen > 1 else end


def _speaks(tokens: Sequence[Token], start: int, end: int) -> bool:
    last = tokens[end - 1]
    if end - start == 1 and (last.key in _SILENT or _is_day(last)):
        return False
    return last.word and last.key not in EN_PREPOSITIONS | {"and", "to", "the", "a", "an"}


def _before_apposition(tokens: Sequence[Token], comma: int) -> Found | None:
    """ "Ana Ruiz, 45, head of the agency, said": the phrase before the commas; "the minister, Jane Doe, said": the name."""
    segments: list[tuple[int, int]] = []
    end, i = comma, comma
    while i > 0 and len(segments) < 4:
        hard = tokens[i - 1].quoted or tokens[i - 1].text in ";:—–(" or tokens[i - 1].key in {"but", "while", "although"}
        if hard or tokens[i - 1].text == ",":
            if end > i:
                segments.append((i, end))
            end = i - 1
            if hard:
                break
        i -= 1
    else:
        if end > i:
            segments.append((i, end))
    if len(segments) < 2:
        return None
    pick = 1
    while pick + 1 < len(segments) and _is_aside(tokens[segments[pick][0]]):
        pick += 1
    end = segments[pick][1]
    head = _trimmed(tokens, _phrase_start(tokens, end), end)
    if head is None:
        return None
    return _named_in_apposition(tokens, head, segments[0]) or head


def _is_aside(first: Token) -> bool:
    """Whether a segment that begins so is an age, an origin or a clause, not the name itself."""
    return first.text.isdigit() or first.key in {"of", "from", "who", "which", "whose"}


def _named_in_apposition(tokens: Sequence[Token], head: Found, apposition: tuple[int, int]) -> Found | None:
    start, end = apposition
    role = any(token.key in PEOPLE for token in tokens[head.start : head.end])
    nameless = not any(token.capital for token in tokens[head.start + 1 : head.end])
    role_first = sum(not token.capital for token in tokens[start:end])
    pure = all(token.capital for token in tokens[start:end]) and end - start <= 4
    titled = nameless and 0 < role_first <= 3 and end - start - role_first >= 2 and tokens[start].key not in {"of", "from", "who"}
    if titled and all(token.capital for token in tokens[start + role_first : end]) and head.end == start - 1:
        return Found(start + role_first, end, head.clause)
    return Found(start, end, head.clause) if (role or nameless) and pure and head.end == start - 1 else None


def _antecedent(tokens: Sequence[Token], k: int) -> Found | None:
    """Of "a man who said": the phrase before "who", over a comma."""
    end = k - (k > 0 and tokens[k - 1].text == ",")
    if end <= 0:
        return None
    start = _phrase_start(tokens, end)
    found = _trimmed(tokens, start, end)
    # "met a man who said": only the last noun phrase.
    if found is None:
        return None
    i = found.end - 1
    while i > found.start and tokens[i].key not in DETERMINERS:
        i -= 1
    return Found(i, found.end, k + 1) if tokens[i].key in DETERMINERS else Found(found.start, found.end, k + 1)


def after(tokens: Sequence[Token], k: int, stop: str = "") -> Found | None:
    """The noun phrase that begins at ``k``, or behind "on Monday" there: up to a comma, a relative, a verb, or when and where."""
    k = behind_day(tokens, k)
    i = k
    while i < len(tokens) and i - k < _LONGEST:
        token = tokens[i]
        if token.quoted or token.text in _STOPS or token.key in EN_BOUNDARIES - {"or"}:
            break
        if token.key == stop or (
            i > k and not token.capital and (token.key in COMMON_VERBS or _is_adverb(token) or _tells_when(tokens, i))
        ):
            break
        if i > k and (
            token.key in AUXILIARIES - {"'s"}
            or token.key in ADJUNCT_NOUNS
            or (token.key in english_verbs() and not token.capital)
        ):
            break
        if i > k and token.key in EN_PREPOSITIONS - {"of", "for", "at", "in", "from", "with"}:
            break
        if i > k and token.key in {"in", "at", "for", "from", "with"} and not _belongs(tokens, k, i):
            break
        if token.key == "and" and not (i + 1 < len(tokens) and tokens[i + 1].capital and tokens[i - 1].capital):
            break
        i += 1
    while i > k + 1 and tokens[i - 1].key in PARTICIPLES:  # "according to a leaflet | seen by"
        i -= 1
    if i == k or tokens[k].key in EN_PREPOSITIONS or not _speaks(tokens, k, i):
        return None
    return Found(k, i, k)


def _tells_when(tokens: Sequence[Token], i: int) -> bool:
    """Reads "the museum | late on Tuesday", not "the late minister"."""
    return tokens[i].key in {"late", "early"} and i + 1 < len(tokens) and tokens[i + 1].key in EN_PREPOSITIONS


def behind_day(tokens: Sequence[Token], k: int) -> int:
    """Behind "(on) Monday", "yesterday" at ``k``: "…, said on Monday | a spokesman"."""
    day = k + 1 if k + 1 < len(tokens) and tokens[k].key == "on" else k
    return day + 1 if day < len(tokens) and _is_day(tokens[day]) else k


def _is_day(token: Token) -> bool:
    return token.key in weekdays() or token.key in {"yesterday", "today"}


def _belongs(tokens: Sequence[Token], k: int, i: int) -> bool:
    """Whether "in Kiel", "for the company" belongs to the phrase: after a noun without a name, and not about when or how."""
    nexts = tokens[i + 1].key if i + 1 < len(tokens) else ""
    if nexts in ADJUNCT_NOUNS or (tokens[i - 1].capital and tokens[i].key != "for"):
        return False
    behind = tokens[i + 2].key if i + 2 < len(tokens) else ""
    return behind not in {"statement", "interview", "report", "speech", "briefing", "conference", "time"}


def of_sentence(tokens: Sequence[Token], k: int) -> Found | None:
    """The first noun phrase before a verb, within ``tokens[:k]``."""
    begin = 0
    for i in range(k):
        token = tokens[i]
        if token.text == "," and i > 0 and tokens[begin].key in EN_PREPOSITIONS | OPENING:
            begin = i + 1
        past = token.key in COMMON_VERBS or token.key in english_verbs() or (token.key.endswith("ed") and not token.capital)
        if past and i > begin and token.word:
            first = i
            while first > begin and is_verb_filler(tokens[first - 1]):
                first -= 1
            found = before(tokens, first) if first > 0 else None
            if found:
                return found
    return None


def bearer(tokens: Sequence[Token]) -> Found | None:
    """The person or body that a sentence is about, for a later "she" or "it"."""
    found = of_sentence(tokens, len(tokens)) or _full_name_first(tokens)
    if found is None:
        return None
    words = tokens[found.start : found.end]
    named = all(token.capital for token in words)
    return found if named or any(token.key in PEOPLE | EN_BODIES for token in words) else None


def _full_name_first(tokens: Sequence[Token]) -> Found | None:
    """A name of two to four words at the head of the sentence, before what may be any verb: "Ana Ruiz keeps"."""
    end = next((k for k, token in enumerate(tokens) if not token.capital), 0)
    known = 2 <= end <= _LONGEST_NAME and tokens[0].key not in NOT_ALONE | EN_BOUNDARIES
    return Found(0, end, 0) if known and tokens[end].key.endswith(("s", "ed")) and tokens[end].word else None


def has_noun(tokens: Sequence[Token], k: int) -> bool:
    """Whether something other than openers stands before ``k``."""
    return any(token.quoted or (token.word and token.key not in OPENING) for token in tokens[:k])


def is_clause(tokens: Sequence[Token], i: int, j: int) -> bool:
    """Whether ``tokens[i:j]`` can be a statement, rather than "On Friday" or "However"."""
    if any(token.quoted for token in tokens[i:j]):
        return True
    words = [token for token in tokens[i:j] if token.word]
    if len(words) < 2 or words[0].key in OPENING:
        return len(words) > 3
    if words[0].key.endswith("ing"):  # "Speaking in parliament, …"
        return False
    return not (words[0].key in EN_PREPOSITIONS and len(words) <= 5)


def is_predicate(tokens: Sequence[Token], k: int) -> bool:
    """Whether a sentence goes on with its verb at ``k``: "The fire, according to police, began …"."""
    token = tokens[k]
    return token.key in AUXILIARIES or token.key in COMMON_VERBS or (token.key.endswith(("ed", "s")) and not token.capital)
