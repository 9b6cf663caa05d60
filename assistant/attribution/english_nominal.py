"""Reports of an English sentence without a reporting verb: "according to X", "in X's view", "X's claim that", "X: …"."""

from collections.abc import Sequence

from assistant.attribution import english_subjects as subjects
from assistant.attribution.english_clauses import clause_left_of, key_at, right_clause
from assistant.attribution.lexicon import BE, EN_BODIES, ISSUED, NOUNS_OF_SAYING, NOUNS_OF_VIEW, PEOPLE, english_verbs
from assistant.attribution.records import Frame, Stance, Subject
from assistant.attribution.units import Token

_KINDS_OF_TEXT = frozenset({"interview", "opinion", "comment", "analysis", "editorial", "review", "letter", "correction"})
_SHORTEST_NAME, _LONGEST_NAME = 2, 4  # words
_ANSWERS = frozenset({"answer", "reply", "response", "message", "verdict", "words", "comment", "explanation", "advice"})


def nominal(tokens: Sequence[Token], i: int) -> Frame | None:
    """The frame that begins with the word at ``i``, if any."""
    kinds = (_according, _in_view, _noun_of_saying, _label, _own_words, _came, _signed, _issuer)
    return next((frame for kind in kinds if (frame := kind(tokens, i)) is not None), None)


def _according(tokens: Sequence[Token], i: int) -> Frame | None:
    if tokens[i].key != "according" or key_at(tokens, i + 1) != "to":
        return None
    found = subjects.after(tokens, i + 2)
    if found is None:
        return None
    found = subjects.named_after(tokens, found)
    if i == 0 or not subjects.has_noun(tokens, i):
        comma = next((k for k in range(found.end, len(tokens) - 1) if tokens[k].text == ","), None)
        regions = [right_clause(tokens, comma + 1) if comma is not None else None]
    else:
        inserted = (
            key_at(tokens, found.end) == "," and found.end + 1 < len(tokens) and subjects.is_predicate(tokens, found.end + 1)
        )
        regions = [clause_left_of(tokens, i), right_clause(tokens, found.end + 1) if inserted else None]
    kept = tuple(region for region in regions if region is not None)
    return Frame(subjects.subject(tokens, found), Stance.SAID, kept, (tokens[i].start, tokens[found.end - 1].end))


def _in_view(tokens: Sequence[Token], i: int) -> Frame | None:
    """ "in the institute's view", "by his own account", "in the opinion of the doctors"."""
    if tokens[i].key not in {"in", "by", "on", "to"}:
        return None
    noun = next((k for k in range(i + 1, min(i + 9, len(tokens))) if tokens[k].key in NOUNS_OF_VIEW), None)
    if noun is None or not all(token.word or token.key in {"'s", "'"} for token in tokens[i + 1 : noun]):
        return None
    subject, end = _viewer(tokens, i, noun)
    if subject is None:
        return None
    closed = end < len(tokens) and tokens[end].text == ","
    if (
        subjects.has_noun(tokens, i)
        and key_at(tokens, i - 1) not in {"that", ","}
        and (end >= len(tokens) or not tokens[end].word)
    ):
        region = clause_left_of(tokens, i)
    else:
        region = right_clause(tokens, end + closed) if end + closed < len(tokens) else None
        region = region or clause_left_of(tokens, i)
    return Frame(subject, Stance.BELIEVED, (region,), (tokens[i].start, tokens[end - 1].end)) if region else None


def _viewer(tokens: Sequence[Token], i: int, noun: int) -> tuple[Subject | None, int]:
    """Whose view it is, and the index behind the phrase."""
    if key_at(tokens, noun + 1) == "of" and tokens[noun - 1].key in {"the", "in", "by"}:
        found = subjects.after(tokens, noun + 2)
        return (subjects.subject(tokens, found), found.end) if found else (None, noun)
    words = [k for k in range(i + 1, noun) if tokens[k].key not in {"own", "considered", "professional"}]
    if len(words) == 1 and tokens[words[0]].key in {"his", "her", "their", "its"}:
        return Subject(tokens[words[0]].start, tokens[words[0]].end, pronoun=True), noun + 1
    owner = next((k for k in words if tokens[k].key in {"'s", "'"}), None)
    if owner is None or owner == i + 1:
        return None, noun
    return subjects.subject(tokens, subjects.Found(i + 1, owner, i + 1)), noun + 1


def _noun_of_saying(tokens: Sequence[Token], i: int) -> Frame | None:
    """ "the firm's claim that …"."""
    stance = NOUNS_OF_SAYING.get(tokens[i].key)
    if stance is None or key_at(tokens, i + 1) != "that" or i + 2 >= len(tokens) or key_at(tokens, i - 1) not in {"'s", "'"}:
        return None
    found = subjects.before(tokens, i - 1)
    region = right_clause(tokens, i + 2)
    if found is None or region is None:
        return None
    return Frame(subjects.subject(tokens, found), stance, (region,), (tokens[found.start].start, tokens[i + 1].end))


def _label(tokens: Sequence[Token], i: int) -> Frame | None:
    """ "Ana Beltrán: “…”" at the start of a sentence."""
    if (
        tokens[0].key in _KINDS_OF_TEXT
        or tokens[i].text != ":"
        or not 0 < i <= 6
        or i + 1 >= len(tokens)
        or not tokens[i + 1].quoted
    ):
        return None
    if (
        not all(token.word or token.key in {"'", "'s"} for token in tokens[:i])
        or not (tokens[i - 1].capital or tokens[i - 1].key in PEOPLE | EN_BODIES)
        or any(t.key in english_verbs() for t in tokens[:i])
    ):
        return None
    subject = subjects.subject(tokens, subjects.Found(0, i, 0))
    return Frame(subject, Stance.SAID, ((tokens[i + 1].start, tokens[i + 1].end),), (tokens[0].start, tokens[i].end))


def _own_words(tokens: Sequence[Token], i: int) -> Frame | None:
    """ "The agency's answer was short: “…”"."""
    if tokens[i].text != ":" or i + 1 >= len(tokens) or not tokens[i + 1].quoted:
        return None
    noun = next((k for k in range(2, min(i, 10)) if tokens[k].key in _ANSWERS and key_at(tokens, k + 1) in BE), None)
    if noun is None or tokens[noun - 1].key not in {"'s", "'"} or any(token.text == "," for token in tokens[:noun]):
        return None
    subject = subjects.subject(tokens, subjects.Found(0, noun - 1, 0))
    return Frame(subject, Stance.SAID, ((tokens[i + 1].start, tokens[i + 1].end),), (tokens[0].start, tokens[i].end))


def _came(tokens: Sequence[Token], i: int) -> Frame | None:
    """ "“…,” came the reply from the farmers"."""
    quoted = i - 1 if i and tokens[i - 1].quoted else i - 2
    if tokens[i].key != "came" or quoted < 0 or not tokens[quoted].quoted or (quoted < i - 1 and tokens[i - 1].text != ","):
        return None
    of_whom = key_at(tokens, i + 1) in {"the", "a", "this"} and key_at(tokens, i + 2) in _ANSWERS and key_at(tokens, i + 3)
    found = subjects.after(tokens, i + 4) if of_whom in {"from", "of"} else None
    if found is None:
        return None
    region = (tokens[quoted].start, tokens[quoted].end)
    return Frame(subjects.subject(tokens, found), Stance.SAID, (region,), (tokens[i].start, tokens[found.end - 1].end))


def _signed(tokens: Sequence[Token], i: int) -> Frame | None:
    """ "“…” — Ana Beltrán, baker": a name behind a quotation and a dash."""
    if tokens[i].text not in "—–" or i != 1 or not tokens[0].quoted:
        return None
    end = next((k for k in range(i + 1, len(tokens)) if not tokens[k].capital), len(tokens))
    if not _SHORTEST_NAME <= end - i - 1 <= _LONGEST_NAME or key_at(tokens, end) not in {"", ",", "."}:
        return None
    subject = subjects.subject(tokens, subjects.Found(i + 1, end, i + 1))
    return Frame(subject, Stance.SAID, ((tokens[0].start, tokens[0].end),), (tokens[i].start, tokens[end - 1].end))


def _issuer(tokens: Sequence[Token], i: int) -> Frame | None:
    """ "a video released on Monday by X": X may be meant by a later pronoun."""
    if tokens[i].key not in ISSUED:
        return None
    by = next((k for k in range(i + 1, min(i + 8, len(tokens))) if tokens[k].key == "by"), None)
    found = subjects.after(tokens, by + 1) if by is not None else subjects.before(tokens, i)
    if found is None:
        return None
    return Frame(subjects.subject(tokens, found), Stance.SAID, (), (tokens[i].start, tokens[i].end))
