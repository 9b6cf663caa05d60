"""Stretches of an English sentence that one report covers."""

from collections.abc import Sequence

from assistant.attribution import english_subjects as subjects
from assistant.attribution.lexicon import CUTS
from assistant.attribution.records import Span
from assistant.attribution.units import Token


def key_at(tokens: Sequence[Token], i: int) -> str:
    """The folded word at ``i``, empty outside of the sentence."""
    return tokens[i].key if 0 <= i < len(tokens) else ""


def right_clause(tokens: Sequence[Token], k: int) -> Span | None:
    """From ``k`` to the end of the sentence, a semicolon, or ", but", ", while"."""
    while k < len(tokens) and tokens[k].text == ",":
        k += 1
    j = k
    while j < len(tokens) and tokens[j].text != ";" and not cuts(tokens, j):
        j += 1
    while j > k and not (tokens[j - 1].word or tokens[j - 1].quoted):
        j -= 1
    return (tokens[k].start, tokens[j - 1].end) if j > k else None


def left_clause(tokens: Sequence[Token], k: int) -> Span | None:
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


def clause_left_of(tokens: Sequence[Token], k: int) -> Span | None:
    """What stands before ``k``, signs apart, back to the sentence's start, a semicolon, or ", but"."""
    j = k
    while j > 0 and not (tokens[j - 1].word or tokens[j - 1].quoted):
        j -= 1
    i = j
    while i > 0 and tokens[i - 1].text != ";" and not cuts(tokens, i - 1):
        i -= 1
    return (tokens[i].start, tokens[j - 1].end) if j > i else None


def cuts(tokens: Sequence[Token], j: int) -> bool:
    """Whether ", but", ", while" begins at ``j``."""
    return tokens[j].key in CUTS and j > 0 and tokens[j - 1].text in ",—–-"


def relative_region(tokens: Sequence[Token], k: int) -> Span | None:
    """After "who X says": to the next comma, dash or bracket."""
    j = k
    while j < len(tokens) and tokens[j].text not in ",;—–)" and not (tokens[j].text == "-" and j > k):
        j += 1
    while j > k and not (tokens[j - 1].word or tokens[j - 1].quoted):
        j -= 1
    return (tokens[k].start, tokens[j - 1].end) if j > k else None


def quoted_region(tokens: Sequence[Token], k: int) -> Span | None:
    """A quotation alone, or with what follows it in the same breath: said “it rained” and left."""
    while k < len(tokens) and tokens[k].text in ":,":
        k += 1
    if k >= len(tokens):
        return None
    if not tokens[k].quoted:
        return right_clause(tokens, k)
    continues = k + 1 < len(tokens) and tokens[k + 1].word and not tokens[k].text.rstrip('”"»').endswith((".", "!", "?", ","))
    return right_clause(tokens, k) if continues else (tokens[k].start, tokens[k].end)


def clause_before_verb(tokens: Sequence[Token], k: int) -> Span | None:
    """The words from the clause's start to ``k``."""
    i = k
    while i > 0 and tokens[i - 1].text not in ";" and not cuts(tokens, i - 1):
        i -= 1
    return (tokens[i].start, tokens[k - 1].end) if k > i else None
