"""Reporting frames of an English sentence: who is said to say what, by rules over words and commas."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.attribution import english_subjects as subjects
from assistant.attribution.lexicon import (
    ADJUNCT_NOUNS,
    BE,
    CLAUSE_STARTERS,
    CUTS,
    EN_PREPOSITIONS,
    ISSUED,
    MODALS_OF_NO_REPORT,
    NEGATIONS,
    NOUNS_OF_SAYING,
    RELATIVES,
    Verb,
    english_verbs,
)
from assistant.attribution.records import Frame, Span, Stance, Subject
from assistant.attribution.units import Token, Unit


@dataclass(frozen=True, slots=True)
class _Group:
    """A verb with its auxiliaries: tokens ``first`` to ``at``."""

    verb: Verb
    first: int
    at: int
    passive: bool
    silent: bool  # negated or unreal: nothing is reported


def frames(unit: Unit) -> list[Frame]:
    """All frames of the unit, in the order of their verbs."""
    tokens = unit.tokens
    found: list[Frame] = []
    for i, token in enumerate(tokens):
        if token.quoted:
            continue
        verb = english_verbs().get(token.key)
        frame = None
        if verb is not None:
            group = _group(tokens, i, verb)
            frame = None if group.silent else _verbal(tokens, group, found)
        if frame is None:
            frame = _nominal(tokens, i)
        if frame is not None:
            found.append(frame)
    return found


def _key(tokens: Sequence[Token], i: int) -> str:
    return tokens[i].key if 0 <= i < len(tokens) else ""


def _group(tokens: Sequence[Token], i: int, verb: Verb) -> _Group:
    first, keys = i, []
    while first > 0 and subjects.is_verb_filler(tokens[first - 1]):
        first -= 1
        keys.append(tokens[first].key)
    if _key(tokens, first - 1) == "to" and _key(tokens, first - 2) in {"on", "continued"}:  # "went on to say"
        first -= 2 + (_key(tokens, first - 2) == "on")
    passive = verb.tense in {"past", "participle"} and bool(set(keys) & BE)
    silent = bool(set(keys) & (NEGATIONS | MODALS_OF_NO_REPORT)) or _key(tokens, first - 1) == "to"
    return _Group(verb, first, i, passive, silent)


def _verbal(tokens: Sequence[Token], group: _Group, before: list[Frame]) -> Frame | None:
    if group.passive:
        return _passive(tokens, group)
    if group.verb.tense == "ing":
        return _participle(tokens, group, before)
    return _inverted(tokens, group) or _finite(tokens, group, before)


# --- subject, verb, complement


def _finite(tokens: Sequence[Token], group: _Group, before: list[Frame]) -> Frame | None:
    found = subjects.before(tokens, group.first)
    if found is not None:
        agrees, clause = _agrees(tokens, found, group), found.clause
        subject = subjects.subject(tokens, found) if agrees else None
    else:
        noun = "n" in group.verb.complements and group.verb.tense in {"present", "base"}
        shared = not noun and _key(tokens, group.first - 1) in {"and", "then", "but"}
        subject, clause = (_main_subject(tokens, group.first, before) if shared else None), group.first
    if subject is None:
        return None
    after = _adjunct_end(tokens, group.at + 1, group.verb)
    regions = _finite_regions(tokens, group, clause, after, found is not None)
    if not any(regions):
        return None
    first = clause - 1 if _key(tokens, clause - 1) == "as" else clause
    return _frame(tokens, subject, group, first, after, regions)


def _finite_regions(tokens: Sequence[Token], group: _Group, clause: int, after: int, subject: bool) -> list[Span | None]:
    """What is reported: before a trailing or inserted "X said", within "who X says …", or after the verb."""
    introducer = _key(tokens, clause - 1)
    if introducer == "as":
        return [_left_clause(tokens, clause - 1) or _right_clause(tokens, after)]
    plain = bool(set("btq") & set(group.verb.complements))
    if plain and _ends_clause(tokens, after):
        if left := _left_clause(tokens, clause):
            return _around(tokens, after, left)
        if _key(tokens, after) == introducer == "," and not tokens[after + 1].quoted:  # "And, White said, the site …"
            return [_right_clause(tokens, after + 1)]
    if subject and introducer in RELATIVES:
        return [_relative_region(tokens, after)]
    return [_complement(tokens, group, after)]


def _agrees(tokens: Sequence[Token], found: "subjects.Found", group: _Group) -> bool:
    """Whether a form that may be a noun is a verb here: "the claims", "state claims", but "police claim"."""
    if "n" not in group.verb.complements and group.verb.lemma not in {"state", "hold", "find"}:
        return True
    if found.end - found.start == 1 and tokens[found.start].key in subjects.NOT_ALONE:
        return False
    follows = _key(tokens, group.at + 1)
    if group.verb.tense in {"past", "participle"}:
        return True
    starts = (
        follows in CLAUSE_STARTERS
        or follows in {"that", "to", ":"}
        or (group.at + 1 < len(tokens) and (tokens[group.at + 1].quoted or tokens[group.at + 1].capital))
    )
    return starts or _ends_clause(tokens, group.at + 1) or ("b" in group.verb.complements and follows not in EN_PREPOSITIONS)


def _adjunct_end(tokens: Sequence[Token], j: int, verb: Verb) -> int:
    """The index behind when, where and to whom something was said, if "that", a colon, a quotation or the end follows."""
    if "i" in verb.complements and _key(tokens, j) == "to":
        return j
    k, opened = j, verb.lemma == "tell"
    while k < len(tokens) and k - j < 16:
        token = tokens[k]
        if token.key in {"that", ":"} or token.quoted or _ends_clause(tokens, k):
            return k if k == j or opened or token.quoted or token.key != "that" else j
        if k == j and not (opened or _starts_adjunct(token)):
            return j
        opened = opened or _starts_adjunct(token)
        if token.key in {"is", "are", "was", "were", "has", "have", "had", "will", "would"}:
            break
        k += 1
    return k if k == len(tokens) else _short_adjunct(tokens, j, verb)


def _starts_adjunct(token: Token) -> bool:
    return token.key in EN_PREPOSITIONS or token.key in ADJUNCT_NOUNS or token.key.endswith("ly")


def _short_adjunct(tokens: Sequence[Token], j: int, verb: Verb) -> int:
    """Skips "on Friday", and whom one tells: "reporters", "the BBC"."""
    if verb.lemma == "tell":
        while j < len(tokens) and (tokens[j].capital or tokens[j].key in {"the", "reporters", "journalists", "a", "of"}):
            j += 1
    if _key(tokens, j) in EN_PREPOSITIONS and j + 1 < len(tokens) and tokens[j + 1].key in ADJUNCT_NOUNS:
        return j + 2
    return j + 1 if _key(tokens, j) in ADJUNCT_NOUNS else j


def _ends_clause(tokens: Sequence[Token], k: int) -> bool:
    return k >= len(tokens) or tokens[k].text in ".,;!?—–)-" or (tokens[k].key in CUTS and k > 0)


def _complement(tokens: Sequence[Token], group: _Group, after: int) -> Span | None:
    """What follows the verb and is reported."""
    kinds, follows = set(group.verb.complements), _key(tokens, after)
    if follows == "that":
        return _right_clause(tokens, after + 1) if kinds & set("bts") else None
    if "s" in kinds or after >= len(tokens):
        return None
    if follows == ":" or tokens[after].quoted or _comma_quote(tokens, after):
        return _quoted_region(tokens, after)
    begins = follows in CLAUSE_STARTERS - {"the", "a", "an", "no", "some", "all"}
    wanted = "i" in kinds if follows == "to" else bool(kinds & set("bo")) or begins
    return _right_clause(tokens, after) if wanted and not _ends_clause(tokens, after) else None


def _comma_quote(tokens: Sequence[Token], k: int) -> bool:
    return tokens[k].text == "," and k + 1 < len(tokens) and tokens[k + 1].quoted


def _quoted_region(tokens: Sequence[Token], k: int) -> Span | None:
    """A quotation alone, or with what follows it in the same breath: said “it rained” and left."""
    while k < len(tokens) and tokens[k].text in ":,":
        k += 1
    if k >= len(tokens):
        return None
    if not tokens[k].quoted:
        return _right_clause(tokens, k)
    continues = k + 1 < len(tokens) and tokens[k + 1].word and not tokens[k].text.rstrip('”"»').endswith((".", "!", "?", ","))
    return _right_clause(tokens, k) if continues else (tokens[k].start, tokens[k].end)


def _right_clause(tokens: Sequence[Token], k: int) -> Span | None:
    """From ``k`` to the end of the sentence, a semicolon, or ", but", ", while"."""
    while k < len(tokens) and tokens[k].text == ",":
        k += 1
    j = k
    while j < len(tokens) and tokens[j].text != ";" and not _cuts(tokens, j):
        j += 1
    while j > k and not (tokens[j - 1].word or tokens[j - 1].quoted):
        j -= 1
    return (tokens[k].start, tokens[j - 1].end) if j > k else None


def _cuts(tokens: Sequence[Token], j: int) -> bool:
    return tokens[j].key in CUTS and j > 0 and tokens[j - 1].text in ",—–-"


def _relative_region(tokens: Sequence[Token], k: int) -> Span | None:
    """After "who X says": to the next comma, dash or bracket."""
    j = k
    while j < len(tokens) and tokens[j].text not in ",;—–)" and not (tokens[j].text == "-" and j > k):
        j += 1
    while j > k and not (tokens[j - 1].word or tokens[j - 1].quoted):
        j -= 1
    return (tokens[k].start, tokens[j - 1].end) if j > k else None


def _left_clause(tokens: Sequence[Token], k: int) -> Span | None:
    """What stands before a trailing "…, X said": back to the sentence's start, a semicolon, or ", but"."""
    j = k
    while j > 0 and not (tokens[j - 1].word or tokens[j - 1].quoted):
        if tokens[j - 1].text in ";.":
            return None
        j -= 1
    if j == 0 or (j == k and not tokens[j - 1].quoted):  # nothing before, or no comma between
        return None
    i = j
    while i > 0 and tokens[i - 1].text != ";" and not (tokens[i - 1].key in CUTS and (i == 1 or tokens[i - 2].text in ",;")):
        i -= 1
    return (tokens[i].start, tokens[j - 1].end) if subjects.is_clause(tokens, i, j) else None


def _around(tokens: Sequence[Token], after: int, left: Span) -> list[Span | None]:
    """Of a trailing "…, X said" or an inserted ", X said, …": both parts of what it breaks are X's."""
    inserted = after + 1 < len(tokens) and tokens[after].text in ",—–-" and not _cuts(tokens, after + 1)
    return [left, _right_clause(tokens, after + 1) if inserted else None]


def _frame(
    tokens: Sequence[Token], subject: Subject, group: _Group, first: int, after: int, regions: Sequence[Span | None]
) -> Frame:
    end = tokens[max(group.at, after - 1)].end
    end += 0 if after >= len(tokens) or tokens[after].key not in {"that", ":"} else tokens[after].end - end
    kept = tuple(region for region in regions if region is not None)
    return Frame(subject, group.verb.stance, kept, (tokens[min(first, group.first)].start, end))


# --- other orders


def _inverted(tokens: Sequence[Token], group: _Group) -> Frame | None:
    """A quotation, or a clause and a comma, then "said Tom Hale"."""
    at = group.at
    if group.first != at or at == 0 or at + 1 >= len(tokens) or not set("btq") & set(group.verb.complements):
        return None
    left = at - 1
    if subjects.ends_in_name(tokens, at) or not (tokens[left].quoted or (tokens[left].text == "," and left > 0)):
        return None
    found = subjects.after(tokens, at + 1)
    after_clause = tokens[left].text == "," and not tokens[left - 1].quoted
    if found is None or (after_clause and not _closes_inversion(tokens, found)):
        return None
    start = left if tokens[left].quoted else left - 1
    region = (tokens[start].start, tokens[start].end) if tokens[start].quoted else _left_clause(tokens, at)
    return _frame(tokens, subjects.subject(tokens, found), group, at, _adjunct_end(tokens, found.end, group.verb), [region])


def _closes_inversion(tokens: Sequence[Token], found: "subjects.Found") -> bool:
    """Whether "…, said the minister" ends its sentence; "…, said the story, first published …" is no inversion."""
    named = any(token.capital or token.key in {"the", "a", "an", "his", "her"} for token in tokens[found.start : found.end])
    return named and (found.end >= len(tokens) or tokens[found.end].text in ".;!?")


def _passive(tokens: Sequence[Token], group: _Group) -> Frame | None:
    """ "was quoted as saying", "was confirmed by X", "was accused by X of"."""
    for by in range(group.at + 1, min(group.at + 4, len(tokens))):
        if tokens[by].key != "by":
            continue
        found = subjects.after(tokens, by + 1, stop="of" if group.verb.stance is Stance.ACCUSED else "")
        if found is None or group.verb.lemma in {"tell", "call"}:
            return None
        goes_on = _key(tokens, found.end) in {"of", "as", "for"}
        regions = [_clause_before_verb(tokens, group.first), _right_clause(tokens, found.end) if goes_on else None]
        return _frame(tokens, subjects.subject(tokens, found), group, group.at, found.end, regions)
    return None


def _clause_before_verb(tokens: Sequence[Token], k: int) -> Span | None:
    i = k
    while i > 0 and tokens[i - 1].text not in ";" and not _cuts(tokens, i - 1):
        i -= 1
    return (tokens[i].start, tokens[k - 1].end) if k > i else None


def _participle(tokens: Sequence[Token], group: _Group, before: list[Frame]) -> Frame | None:
    """ ", adding that …"; "quoted as saying …"."""
    previous = _key(tokens, group.at - 1)
    if previous == "as":
        return _as_saying(tokens, group)
    if previous not in {",", "and", "while", "by"} and not (group.at and tokens[group.at - 1].quoted):
        return None
    subject = _main_subject(tokens, group.at, before)
    after = _adjunct_end(tokens, group.at + 1, group.verb)
    region = _complement(tokens, group, after)
    if subject is None or region is None:
        return None
    return _frame(tokens, subject, group, group.at, after, [region])


def _as_saying(tokens: Sequence[Token], group: _Group) -> Frame | None:
    """ "X was quoted as saying", "the paper quoted X as saying"."""
    quoted = next((k for k in range(group.at - 2, max(group.at - 12, -1), -1) if tokens[k].key in {"quoted", "cited"}), None)
    if quoted is None:
        return None
    first = quoted
    while first > 0 and subjects.is_verb_filler(tokens[first - 1]):
        first -= 1
    passive = any(token.key in BE for token in tokens[first:quoted])
    found = subjects.before(tokens, first) if passive else subjects.after(tokens, quoted + 1)
    after = _adjunct_end(tokens, group.at + 1, group.verb)
    region = _complement(tokens, group, after)
    if found is None or region is None:
        return None
    return _frame(tokens, subjects.subject(tokens, found), group, first, after, [region])


def _main_subject(tokens: Sequence[Token], k: int, before: list[Frame]) -> Subject | None:
    """The subject that a verb or participle without one shares: of the last frame, or of the sentence."""
    earlier = [frame for frame in before if frame.regions and frame.words[0] < tokens[k].start]
    if earlier:
        return earlier[-1].subject
    found = subjects.of_sentence(tokens, k)
    return subjects.subject(tokens, found) if found else None


# --- without a reporting verb


def _nominal(tokens: Sequence[Token], i: int) -> Frame | None:
    return _according(tokens, i) or _noun_of_saying(tokens, i) or _label(tokens, i) or _issuer(tokens, i)


def _according(tokens: Sequence[Token], i: int) -> Frame | None:
    if tokens[i].key != "according" or _key(tokens, i + 1) != "to":
        return None
    found = subjects.after(tokens, i + 2)
    if found is None:
        return None
    if i == 0 or not subjects.has_noun(tokens, i):
        comma = next((k for k in range(found.end, len(tokens) - 1) if tokens[k].text == ","), None)
        regions = [_right_clause(tokens, comma + 1) if comma is not None else None]
    else:
        inserted = _key(tokens, found.end) == "," and found.end + 1 < len(tokens) and subjects.is_predicate(tokens, found.end + 1)
        regions = [_clause_left_of(tokens, i), _right_clause(tokens, found.end + 1) if inserted else None]
    kept = tuple(region for region in regions if region is not None)
    return Frame(subjects.subject(tokens, found), Stance.SAID, kept, (tokens[i].start, tokens[found.end - 1].end))


def _clause_left_of(tokens: Sequence[Token], k: int) -> Span | None:
    j = k
    while j > 0 and not (tokens[j - 1].word or tokens[j - 1].quoted):
        j -= 1
    i = j
    while i > 0 and tokens[i - 1].text != ";" and not _cuts(tokens, i - 1):
        i -= 1
    return (tokens[i].start, tokens[j - 1].end) if j > i else None


def _noun_of_saying(tokens: Sequence[Token], i: int) -> Frame | None:
    """ "the firm's claim that …"."""
    stance = NOUNS_OF_SAYING.get(tokens[i].key)
    if stance is None or _key(tokens, i + 1) != "that" or i + 2 >= len(tokens) or _key(tokens, i - 1) not in {"'s", "'"}:
        return None
    found = subjects.before(tokens, i - 1)
    region = _right_clause(tokens, i + 2)
    if found is None or region is None:
        return None
    return Frame(subjects.subject(tokens, found), stance, (region,), (tokens[found.start].start, tokens[i + 1].end))


def _label(tokens: Sequence[Token], i: int) -> Frame | None:
    """ "Ana Beltrán: “…”" at the start of a sentence."""
    if tokens[i].text != ":" or not 0 < i <= 6 or i + 1 >= len(tokens) or not tokens[i + 1].quoted:
        return None
    if (
        not all(token.word for token in tokens[:i])
        or not tokens[i - 1].capital
        or any(t.key in english_verbs() for t in tokens[:i])
    ):
        return None
    subject = subjects.subject(tokens, subjects.Found(0, i, 0))
    return Frame(subject, Stance.SAID, ((tokens[i + 1].start, tokens[i + 1].end),), (tokens[0].start, tokens[i].end))


def _issuer(tokens: Sequence[Token], i: int) -> Frame | None:
    """ "a video released on Monday by X": X may be meant by a later pronoun."""
    if tokens[i].key not in ISSUED:
        return None
    by = next((k for k in range(i + 1, min(i + 8, len(tokens))) if tokens[k].key == "by"), None)
    found = subjects.after(tokens, by + 1) if by is not None else subjects.before(tokens, i)
    if found is None:
        return None
    return Frame(subjects.subject(tokens, found), Stance.SAID, (), (tokens[i].start, tokens[i].end))
