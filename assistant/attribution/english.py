"""Reporting frames of an English sentence: who is said to say what, by rules over words and commas."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.attribution import english_subjects as subjects
from assistant.attribution.english_clauses import (
    clause_before_verb,
    cuts,
    key_at,
    left_clause,
    quoted_region,
    relative_region,
    right_clause,
)
from assistant.attribution.english_nominal import nominal
from assistant.attribution.lexicon import (
    ADJUNCT_NOUNS,
    AUXILIARIES,
    BE,
    CLAUSE_STARTERS,
    CLOSED_BY,
    CUTS,
    DETERMINERS,
    EN_PREPOSITIONS,
    MODALS_OF_NO_REPORT,
    NEGATIONS,
    RELATIVES,
    Verb,
    english_verbs,
)
from assistant.attribution.records import Frame, Span, Stance, Subject
from assistant.attribution.units import Token, Unit

_NOT_BEFORE_VERBS = DETERMINERS | EN_PREPOSITIONS | {"'s", "'", "of", "no", "to"}
_TAKE_ING = frozenset({"recall", "remember", "describe", "mention", "report"})
_NOBODY = frozenset({"nobody", "none", "neither", "no"})
_POINTING = frozenset({"that", "this", "these", "those", "it"})
_REACH = 24  # tokens between "puts" and "at"
_TAKEN = frozenset({"of", "for", "against", "about"})  # prepositions of what is spoken


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
        named = i > 1 and token.text[0].isupper() and tokens[i - 1].text not in ".!?:" and not tokens[i - 1].quoted
        verb = None if named else english_verbs().get(token.key)
        frame = None
        if verb is not None:
            group = _group(tokens, i, verb)
            frame = None if group.silent else _verbal(tokens, group, found)
        if frame is None:
            frame = nominal(tokens, i)
        if frame is not None:
            found.append(frame)
    return found if any(frame.regions for frame in found) else [*_bearer(tokens), *found]


def _bearer(tokens: Sequence[Token]) -> list[Frame]:
    """Whom the sentence is about: nothing is reported, but a later "she said" may mean her."""
    found = subjects.bearer(tokens)
    if found is None:
        return []
    return [Frame(subjects.subject(tokens, found), Stance.SAID, (), (tokens[found.start].start, tokens[found.start].end))]


def _group(tokens: Sequence[Token], i: int, verb: Verb) -> _Group:
    first, keys = i, []
    while first > 0 and subjects.is_verb_filler(tokens[first - 1]):
        first -= 1
        keys.append(tokens[first].key)
    if key_at(tokens, first - 1) == "to" and key_at(tokens, first - 2) in {"on", "continued"}:  # "went on to say"
        first -= 2 + (key_at(tokens, first - 2) == "on")
    passive = verb.tense in {"past", "participle"} and bool(set(keys) & BE)
    silent = bool(set(keys) & (NEGATIONS | MODALS_OF_NO_REPORT)) or key_at(tokens, first - 1) == "to"
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
        nobody = tokens[found.start].key in _NOBODY or key_at(tokens, found.start - 1) == "nor"
        agrees, clause = _agrees(tokens, found, group) and not nobody, found.clause
        subject = subjects.subject(tokens, found) if agrees else None
    else:
        noun = "n" in group.verb.complements and group.verb.tense in {"present", "base"}
        shared = not noun and key_at(tokens, group.first - 1) in {"and", "then", "but"}
        subject, clause = (_main_subject(tokens, group.first, before) if shared else None), group.first
    if subject is None:
        return None
    after = _adjunct_end(tokens, group.at + 1, group.verb)
    regions = _finite_regions(tokens, group, clause, after, found is not None)
    if not any(regions):
        if key_at(tokens, after) != ":" or after != len(tokens) - 1:
            return None
        regions = [(tokens[after].start, tokens[after].end)]  # "The union demands:", and a list follows
    first = clause - 1 if key_at(tokens, clause - 1) == "as" else clause
    return _frame(tokens, subject, group, first, after, regions)


def _finite_regions(tokens: Sequence[Token], group: _Group, clause: int, after: int, subject: bool) -> list[Span | None]:
    """What is reported: before a trailing or inserted "X said", within "who X says …", or after the verb."""
    introducer = key_at(tokens, clause - 1)
    if introducer == "as":
        return [left_clause(tokens, clause - 1) or right_clause(tokens, after)]
    plain = bool(set("btq") & set(group.verb.complements))
    if plain and _ends_clause(tokens, after):
        if left := left_clause(tokens, clause):
            return _around(tokens, after, left)
        if key_at(tokens, after) == introducer == "," and not tokens[after + 1].quoted:  # "And, White said, the site …"
            return [right_clause(tokens, after + 1)]
    if subject and introducer in RELATIVES and not _reports(tokens, clause - 2) and set(group.verb.complements) & set("bto"):
        return [relative_region(tokens, after)]
    return [_complement(tokens, group, after)]


def _reports(tokens: Sequence[Token], i: int) -> bool:
    """Whether "that" behind the word at ``i`` begins what is reported, no relative clause: "noted | that the club wrote"."""
    verb = english_verbs().get(key_at(tokens, i))
    return key_at(tokens, i + 1) == "that" and verb is not None and (verb.tense == "past" or "n" not in verb.complements)


def _agrees(tokens: Sequence[Token], found: "subjects.Found", group: _Group) -> bool:
    """Whether a form that may be a noun is a verb here: "the claims", "state claims", but "police claim"."""
    if "n" not in group.verb.complements and group.verb.lemma not in {"state", "hold", "find"}:
        return True
    if found.end - found.start == 1 and tokens[found.start].key in subjects.NOT_ALONE:
        return False
    follows = key_at(tokens, group.at + 1)
    if group.verb.tense in {"past", "participle"}:
        return True
    starts = (
        follows in CLAUSE_STARTERS
        or follows in {"that", "to", ":"}
        or (group.at + 1 < len(tokens) and (tokens[group.at + 1].quoted or tokens[group.at + 1].capital))
    )
    calls = "p" in group.verb.complements and follows in _TAKEN and key_at(tokens, group.first - 1) not in _NOT_BEFORE_VERBS
    plain = "b" in group.verb.complements and follows not in EN_PREPOSITIONS | AUXILIARIES
    return starts or calls or plain or _ends_clause(tokens, group.at + 1)


def _adjunct_end(tokens: Sequence[Token], j: int, verb: Verb) -> int:
    """The index behind when, where and to whom something was said, if "that", a colon, a quotation or the end follows."""
    if "i" in verb.complements and key_at(tokens, j) == "to":
        return j
    if "p" in verb.complements and key_at(tokens, j) in _TAKEN:
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
    if key_at(tokens, j) in EN_PREPOSITIONS and j + 1 < len(tokens) and tokens[j + 1].key in ADJUNCT_NOUNS:
        return j + 2
    return j + 1 if key_at(tokens, j) in ADJUNCT_NOUNS else j


def _ends_clause(tokens: Sequence[Token], k: int) -> bool:
    return k >= len(tokens) or tokens[k].text in ".,;!?—–)-" or (tokens[k].key in CUTS and k > 0)


def _complement(tokens: Sequence[Token], group: _Group, after: int) -> Span | None:
    """What follows the verb and is reported."""
    kinds, follows = set(group.verb.complements), key_at(tokens, after)
    if follows == "that":
        return right_clause(tokens, after + 1) if kinds & set("bts") else None
    if "w" in kinds and _is_closed(tokens, group, after):
        return right_clause(tokens, after)
    if "s" in kinds or kinds == {"w"} or after >= len(tokens) or follows in {"whether", "if"}:
        return None
    if follows == ":" or tokens[after].quoted or _comma_quote(tokens, after):
        return quoted_region(tokens, after)
    begins = follows in CLAUSE_STARTERS - {"the", "a", "an", "no", "some", "all"}
    begins = begins or (group.verb.lemma in _TAKE_ING and follows.endswith("ing"))
    if follows in _TAKEN and "p" in kinds:
        return right_clause(tokens, after + 1)
    wanted = "i" in kinds if follows == "to" else bool(kinds & set("bo")) or begins
    return right_clause(tokens, after) if wanted and not _ends_clause(tokens, after) else None


def _is_closed(tokens: Sequence[Token], group: _Group, after: int) -> bool:
    """Whether "puts the dead" is followed by "at", "called the plan" by words in quotation marks."""
    for token in tokens[after + 1 : after + _REACH]:
        if token.text in ",;":
            return False
        if token.key in CLOSED_BY[group.verb.lemma] or (token.quoted and '"' in CLOSED_BY[group.verb.lemma]):
            return True
    return False


def _comma_quote(tokens: Sequence[Token], k: int) -> bool:
    return tokens[k].text == "," and k + 1 < len(tokens) and tokens[k + 1].quoted


def _around(tokens: Sequence[Token], after: int, left: Span) -> list[Span | None]:
    """Of a trailing "…, X said" or an inserted ", X said, …": both parts of what it breaks are X's."""
    inserted = after + 1 < len(tokens) and tokens[after].text in ",—–-" and not cuts(tokens, after + 1)
    return [left, right_clause(tokens, after + 1) if inserted else None]


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
    if found is not None and after_clause and tokens[0].key in _POINTING and left == 1:
        return _pointing(tokens, group, found)
    if found is not None and after_clause and (inserted := _inserted(tokens, group, found)):
        return inserted
    if found is None or (after_clause and not _closes_inversion(tokens, found)):
        return None
    found = subjects.named_after(tokens, found)
    start = left if tokens[left].quoted else left - 1
    region = (tokens[start].start, tokens[start].end) if tokens[start].quoted else left_clause(tokens, at)
    return _frame(tokens, subjects.subject(tokens, found), group, at, _adjunct_end(tokens, found.end, group.verb), [region])


def _pointing(tokens: Sequence[Token], group: _Group, found: "subjects.Found") -> Frame | None:
    """ "That, says the chairman, Ivo Brandt, is the sum"."""
    found = subjects.named_after(tokens, found)
    if key_at(tokens, found.end) != "," or found.end + 1 >= len(tokens):
        return None
    regions = [(tokens[0].start, tokens[0].end), right_clause(tokens, found.end + 1)]
    return _frame(tokens, subjects.subject(tokens, found), group, group.at, found.end, regions)


def _inserted(tokens: Sequence[Token], group: _Group, found: "subjects.Found") -> Frame | None:
    """ "The kelp, said Runa Dahl, a biologist, grows back": both parts of what it breaks."""
    if not _is_named(tokens, found):
        return None
    found = subjects.named_after(tokens, found)
    comma = found.end
    for _ in range(2):  # at the name's end, or behind what she is
        if key_at(tokens, comma) != "," or comma + 1 >= len(tokens):
            return None
        if subjects.is_predicate(tokens, comma + 1):
            regions = [left_clause(tokens, group.at), right_clause(tokens, comma + 1)]
            return _frame(tokens, subjects.subject(tokens, found), group, group.at, comma, regions)
        comma = next((k for k in range(comma + 1, len(tokens)) if tokens[k].text == ","), len(tokens))
    return None


def _closes_inversion(tokens: Sequence[Token], found: "subjects.Found") -> bool:
    """Whether "…, said the minister (on Monday)" ends its sentence; "…, said the story, first published …" is no inversion."""
    end = subjects.behind_day(tokens, subjects.named_after(tokens, found).end)
    return _is_named(tokens, found) and (end >= len(tokens) or tokens[end].text in ".;!?")


def _is_named(tokens: Sequence[Token], found: "subjects.Found") -> bool:
    return any(token.capital or token.key in {"the", "a", "an", "his", "her"} for token in tokens[found.start : found.end])


def _passive(tokens: Sequence[Token], group: _Group) -> Frame | None:
    """ "was quoted as saying", "was confirmed by X", "was accused by X of"."""
    for by in range(group.at + 1, min(group.at + 4, len(tokens))):
        if tokens[by].key != "by":
            continue
        found = subjects.after(tokens, by + 1, stop="of" if group.verb.stance is Stance.ACCUSED else "")
        told = group.verb.lemma == "tell" and found is not None and key_at(tokens, found.end) != "that"
        if found is None or told or group.verb.lemma == "call" or group.verb.stance is Stance.DEMANDED:
            return None
        goes_on = key_at(tokens, found.end) in {"of", "as", "for"}
        regions = [clause_before_verb(tokens, group.first), right_clause(tokens, found.end) if goes_on else None]
        content = key_at(tokens, group.first - 1) == "it" or group.verb.lemma == "tell"
        if (
            content and key_at(tokens, found.end) == "that"
        ):  # "It was reported by the paper that …", "the court was told by X that …"
            regions = [right_clause(tokens, found.end + 1)]
        return _frame(tokens, subjects.subject(tokens, found), group, group.at, found.end, regions)
    return None


def _participle(tokens: Sequence[Token], group: _Group, before: list[Frame]) -> Frame | None:
    """ ", adding that …"; "quoted as saying …"."""
    previous = key_at(tokens, group.at - 1)
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
    if passive and found is not None and _ends_clause(tokens, after):  # "“…,” X was quoted as saying."
        region = left_clause(tokens, found.clause)
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
