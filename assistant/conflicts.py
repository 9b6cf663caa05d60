"""Finds, among the claims that answer one question, accounts that differ. It shows them; it never picks one.

Only claims of different documents or of different speakers are compared: nobody contradicts himself in one breath. A document
that quotes somebody mostly agrees with him: its own voice is compared with his only where ``assistant.contradicting`` finds a
sign that they contradict each other, and a denial among these is enough to show them as differing. What else tells accounts that
differ from accounts that agree in other words (``FEATURES``):

    same        log-odds, by a probe of the model, that both answer the question alike (``assistant.reading``)
    likeness    how near the two sentences' vectors are
    figures     where a number or a moment is asked for: 1 if no two of theirs can be one, or one denies the other's ("not on
                4 June"), -1 if some can ("over 17,000" and 17,487), 0 if one states none
    denial      1 if one of them denies or negates, and the other does not; "no fewer than" negates nothing

The weights are fitted on questions whose accounts are known to differ or to agree (``dossier eval calibration``).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import regex

from assistant.attribution import heard_before, is_own_voice, same_speaker
from assistant.contradicting import Sign, contradiction
from assistant.models.base import LanguageModel, Message, Request, complete
from assistant.prompting import load_prompt
from assistant.quantities import Quantity, agree, denied, stated, without_bounds
from assistant.quantities.tokens import fold
from assistant.questions import KINDS, Wanted, wanted
from assistant.reading import PARTS, Reader
from assistant.selection import Calibration
from assistant.verification import Span
from index.embedding import Embedder

FEATURES = ("same", "likeness", "figures", "denial")
_CLASH = 0.5  # where the figures asked for cannot be one, an even chance is enough
_PAIRS = 4  # compared at most: each costs the small model a second or two
_NEGATION = regex.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|\w+n't|den(?:y|ies|ied|ying|ial)|reject(?:s|ed|ing)?|refut(?:e|es|ed)"
    r"|dismiss(?:es|ed)?|disput(?:e|es|ed)|contradict(?:s|ed)?|fals(?:e|ely)|untrue|fail(?:s|ed)?|cannot)\b"
    r"|\b(?:و|ف)?(?:لا|لم|لن|ليس|ليست|ما|غير|دون|بدون|نفي|نفت|ينفي|تنفي|انكر|انكرت|رفض|رفضت|يرفض|ترفض|كذب|كذبت|دحض|عدم|خلافا)\b"
)

# Whether two accounts of what a question asks differ.
Difference = Callable[["Account", "Account"], bool]


@dataclass(frozen=True, slots=True)
class Account:
    """A claim, by its place in the answer, with the words that are compared: its own, and those that it cites.

    Attributes:
        own: whether the document says it in its own voice.
        after: who was reported last before it, in its document: the document may still be telling what they said.
        around: the paragraph that it stands in: a figure that agrees may stand in its next sentence.
    """

    claim: int
    document: str
    words: str
    speaker: str | None
    own: bool = False
    after: str | None = None
    around: str = ""


def account(text: str, span: Span, said_by: str | None, words: str = "", claim: int = 0) -> Account:
    """What stands at ``span`` as an account.

    Args:
        text: the whole document.
        words: what is said of it, if that is not just its own words.
    """
    begin, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    return Account(
        claim,
        span.document,
        words or span.text,
        said_by,
        own=said_by is None and is_own_voice(text, span.start, span.end, span.language),
        after=heard_before(text, span.start, span.language),
        around=text[begin : end if end >= 0 else len(text)],
    )


def differing(question: str, accounts: Sequence[Account], differ: Difference) -> list[list[Account]]:
    """Groups of accounts that differ, in the order of the answer; each account is in one group at most."""
    pairs = [(a, b) for a, b in combinations(accounts, 2) if _of_two_minds(question, a, b)][:_PAIRS]
    groups: list[list[Account]] = []
    for a, b in pairs:
        touched = [group for group in groups if a in group or b in group]
        if any(a in group and b in group for group in touched) or not (_is_denied(question, a, b) or differ(a, b)):
            continue
        joined = {a, b}.union(*touched)
        groups = [group for group in groups if group not in touched]
        groups.append([account for account in accounts if account in joined])
    return sorted(groups, key=lambda group: accounts.index(group[0]))


def _of_two_minds(question: str, a: Account, b: Account) -> bool:
    if a.document != b.document:
        return True
    if a.speaker is not None and b.speaker is not None:
        return fold(a.speaker) != fold(b.speaker)
    return at_odds(question, a, b) is not None


def _is_denied(question: str, a: Account, b: Account) -> bool:
    """Whether one of two voices of a document denies what the other tells: they differ, even where both name one figure."""
    sign = at_odds(question, a, b) if a.document == b.document else None
    return sign is not None and sign.denies


def at_odds(question: str, a: Account, b: Account) -> Sign | None:
    """By which sign two voices of one document, its own or those of whom it quotes, contradict each other; no model is asked.

    Other figures behind what somebody said may be his as well; what he denies is not his.
    """
    told, said = (a, b) if b.speaker is not None else (b, a)
    if said.speaker is None or not (told.own or told.speaker):
        return None
    if told.speaker is not None and same_speaker(told.speaker, said.speaker):
        return None
    sign = contradiction(question, told.words, said.words, said.speaker)
    goes_on = told.own and told.after is not None and same_speaker(told.after, said.speaker)
    return None if sign is Sign.OTHER_FIGURE and goes_on else sign


def difference_by_probe(reader: Reader, calibration: Calibration, embedder: Embedder, question: str) -> Difference:
    """For a model with a calibration: all features, weighed."""

    def differ(a: Account, b: Account) -> bool:
        if _one_figure(question, a, b):
            return False
        row = {"same": calibration.agree.log_odds(reader.agree(question, a.words, b.words))}
        row |= cheap_features(question, a.words, b.words, embedder)
        return calibration.conflict.probability(row) >= (_CLASH if row["figures"] > 0 else calibration.differ)

    return differ


def difference_by_word(model: LanguageModel, question: str) -> Difference:
    """For any other model: its own no, unless the figures asked for agree."""

    def differ(a: Account, b: Account) -> bool:
        if _one_figure(question, a, b):
            return False
        prompt = load_prompt("reading", **PARTS)
        asked = prompt.fill("agree", question=question, first=a.words, second=b.words)
        completion = complete(model, Request((Message("system", prompt.fill("system")), Message("user", asked)), max_tokens=4))
        return completion.text.strip().lower().startswith("no")

    return differ


def cheap_features(question: str, a: str, b: str, embedder: Embedder) -> dict[str, float]:
    """The features that need no language model."""
    first, second = embedder.passages([a, b])
    return {
        "likeness": float(np.dot(first, second)),
        "figures": _figures(wanted(question), a, b),
        "denial": float(_denies(a) != _denies(b)),
    }


def _figures(kind: Wanted, a: str, b: str) -> float:
    of_a, of_b, not_a, not_b = (_of_kind(kind, found) for found in (stated(a), stated(b), denied(a), denied(b)))
    if _meet(not_a, of_b) or _meet(of_a, not_b):
        return 1.0
    if not of_a or not of_b:
        return 0.0
    return -1.0 if _meet(of_a, of_b) else 1.0


def _of_kind(kind: Wanted, found: Sequence[Quantity]) -> list[Quantity]:
    return [quantity for quantity in found if quantity.kind in KINDS[kind]]


def _meet(these: Sequence[Quantity], those: Sequence[Quantity]) -> bool:
    return any(agree(x, y) for x in these for y in those)


def _one_figure(question: str, a: Account, b: Account) -> bool:
    """Whether a figure asked for agrees, or one of them agrees with one beside the other's sentence, which was the wrong one.

    Of two sentences of one paragraph the other itself stands beside each.
    """
    kind = wanted(question)
    among = _figures(kind, a.words, b.words)
    if among <= 0 or a.words in b.around or b.words in a.around:
        return among < 0
    return _figures(kind, a.words, b.around) < 0 or _figures(kind, a.around, b.words) < 0


def _denies(text: str) -> bool:
    return _NEGATION.search(without_bounds(fold(text))) is not None
