"""Whether two voices of one document contradict each other: its own, and somebody's whom it quotes. Rules, no model.

A report mostly quotes people who repeat, round, date or detail what it tells. So two of its sentences must speak of one point, by
the words that they share, before one of these signs counts:

    denied figure   one denies a figure or a moment that the other states ("on 3 May", "not on 3 May but on 5 May"): a day or
                    an hour shows by itself that they speak of one point
    denied words    one says that it was not that ("not by the navy but by the coast guard", "لم يكن حسن بل سامي"), and the other
                    tells that, of what else is said or asked
    denial          one denies or negates what the other tells, as a whole or in a clause of it; that "nobody was hurt" negates
                    nothing of how the boats left the harbour
    other figure    they state different figures of one unit, or different moments; neither is the other rounded

Measured on all pairs of sentences of the tuning suites' documents, with all their questions (tests/evals/test_contradicting.py).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

import regex

from assistant.attribution.lexicon import AR_ADJUNCTS, EN_PREPOSITIONS, arabic_verbs, english_verbs
from assistant.briefing.signs import denies, negates
from assistant.quantities import AMOUNTS, MOMENTS, Quantity, agree, denied, quantities, stated, without_bounds
from assistant.quantities.lexicon import MEASURE_NAMES, STOPWORDS, months, weekdays, word_set
from assistant.quantities.tokens import fold
from assistant.questions import Wanted, wanted
from index.terms import tokens

_FEW, _ENOUGH = 2, 3  # words in common; a few where they are all that the speaker says, or all but that he denies it
_SHORTEST = 2  # letters of a word that tells something
_MOST = 0.6  # of the shorter sentence's words
_NEARLY_ALL = 0.8  # of the speaker's words
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}ـ]*(?:['’]\p{L}+)*")
_PREFIX = regex.compile(r"^[ايتن](?=\p{Arabic}{3})")  # of a verb's form: "أغلق", "تغلق"
_LIGHT = word_set(
    "never cannot nobody none nothing neither nor only just about nearly some around roughly almost "
    "يكن تكن يكون تكون ليس ليست ليسوا فقط فحسب نحو حوالي قرابه سوي"
)
_APART = STOPWORDS | AR_ADJUNCTS | EN_PREPOSITIONS | _LIGHT
_NOT_DENIED = regex.compile(
    r"\b(?:not|never|\w+n['’]t) (?:\w+ )?(?:deny|dispute|reject|contradict|refute)\b"
    r"|(?<!\p{L})[وف]?(?:لم|لا) [يت](?:نف|نفي|نكر)(?!\p{L})"
)
_BETWEEN = r"(?:[\p{L}\p{M}’'-]+\s+){1,5}?"
_BEHIND = r"(?:(?!(?:who|that|which|whom|الذي|التي|الذين)\b)[\p{L}\p{M}’'-]+\s*){1,5}"
_CONTRAST = regex.compile(
    rf"(?:\bnot|n['’]t)\s+(?!only\b|just\b|merely\b)(?P<denied>{_BETWEEN}),?\s*but\s+(?P<instead>{_BEHIND})"
    rf"|(?<!\p{{L}})[وف]?(?:ليس|ليست|ليسوا|لا|لم\s+[يت]كن|ما\s+كان\p{{L}}?)\s+(?!فقط|مجرد)(?P<denied>{_BETWEEN})[،,]?\s*"
    rf"(?:بل|وإنما|إنما)\s+(?P<instead>{_BEHIND})"
    rf"|(?P<instead>[\p{{L}}\p{{M}}’'-]+)(?:[,،]\s+(?:not|لا|وليس|وليست)|\s+(?:لا|وليس|وليست)(?=\s+ال))\s+(?P<denied>{_BEHIND})(?=[.,;،؛]|$)"
)
# With these a sentence tells of another time or another part of the same thing, or of what is not yet so.
_ELSE = regex.compile(
    r"\b(?:again|since|until|before|after|yet|longer|anymore|more(?! than)|another|others?|further|additional|already|rest"
    r"|remaining|both|each|every|per|if|unless|plan(?:s|ned)?|expect\w*|hope[sd]?|will|would|also|too(?=\W*$|[.,;:!?])|as well"
    r"|ago|earlier|previous\w*|former\w*|next)\b"
    r"|(?<!\p{L})(?:مجددا|ثانيه|منذ|حتي|قبل|بعد|اخر|اخري|اخرين|اضافيه|اضافي|باقي|بقيه|كل|كلا|لو|اذا|ايضا|كذلك|سابقا|سوف"
    r"|س[يت]\p{L}{3,})(?!\p{L})"
)
_CLAUSE = regex.compile(
    r"[,;:،؛—–]\s|\s(?:and|but|while|when|where|since|because|though|although|لان|لأن|لكن|بينما|فيما|عندما|حين|حينما)\s"
    r"|\s(?=(?:و(?:لم|لا|لن|ليس|ليست)|without|(?:من )?دون|بدون|بلا)\s)"
)
_PART = regex.compile(r"\s*(?:of|من)(?!\p{L})|\s*(?:\p{L}+\s+)?(?:of them|من(?:هم|ها|هن))(?!\p{L})")  # "seven of the climbers"


class Sign(StrEnum):
    """What shows that two sentences contradict each other."""

    DENIED_FIGURE = "denied figure"
    DENIED_WORDS = "denied words"
    DENIAL = "denial"
    OTHER_FIGURE = "other figure"

    @property
    def denies(self) -> bool:
        """Whether one denies the other; another figure may be of something else."""
        return self is not Sign.OTHER_FIGURE


@dataclass(frozen=True, slots=True)
class _Told:
    """What a sentence tells.

    Attributes:
        words: stems; no figures, days, reporting verbs, nor the speaker's name.
        negated: it denies or negates something; ``firmly`` where it says so of a statement.
        elsewhere: it tells of another time, or of the rest.
        contrasts: what it says was not so, and what was instead, words of each.
    """

    words: frozenset[str]
    contrasts: tuple[tuple[frozenset[str], frozenset[str]], ...]
    states: tuple[Quantity, ...]
    denies: tuple[Quantity, ...]
    negated: bool
    firmly: bool
    elsewhere: bool
    parts: bool

    def of(self, kinds: Iterable[str]) -> list[Quantity]:
        """What it states of these kinds."""
        return [quantity for quantity in self.states if quantity.kind in kinds]


def contradiction(question: str, told: str, said: str, speaker: str) -> Sign | None:
    """The sign that ``told`` and what ``speaker`` says in ``said`` contradict each other; ``None`` where there is none.

    Args:
        question: what both of them answer; where it asks for a figure, a few of its words show the point as well.
        told: a sentence of the same document, of another speaker or in its own voice.
    """
    a, b = _read(told, ""), _read(said, speaker)
    if _is_denied(a, b) or _is_denied(b, a):
        return Sign.DENIED_FIGURE
    asked_of = _read(question, "").words
    if _is_put_right(a, b, asked_of) or _is_put_right(b, a, asked_of):
        return Sign.DENIED_WORDS
    if a.elsewhere != b.elsewhere or _differ(a.of({"ordinal"}), b.of({"ordinal"})):
        return None
    moment = _differ(a.of(MOMENTS), b.of(MOMENTS))
    amount = _differ(a.of(AMOUNTS), b.of(AMOUNTS)) and not (a.parts or b.parts)
    of_told, of_said = _clauses(told, ""), _clauses(said, speaker)
    turned = _negates(of_told, b.words) != _negates(of_said, a.words)
    wholly = turned and not moment and not _is_bound(a, b) and _on_one_point(a, b)
    if wholly or any(_is_turned_round(x, y) for x in of_told for y in of_said):
        return Sign.DENIAL
    if turned or moment == amount:  # none, or that of another time
        return None
    asked = wanted(question) is (Wanted.MOMENT if moment else Wanted.NUMBER)
    of_it = asked and len(a.words & b.words & asked_of) >= _FEW
    return Sign.OTHER_FIGURE if of_it or _in_the_same_words(a, b, slack=_ENOUGH if moment else 1) else None


@lru_cache(maxsize=512)
def _read(text: str, speaker: str) -> _Told:
    folded = _NOT_DENIED.sub(" ", without_bounds(fold(text)))
    found = quantities(text)
    return _Told(
        words=frozenset(_words(text, found)) - frozenset(_words(speaker, ())),
        contrasts=tuple(_contrasts(text)),
        states=stated(text),
        denies=denied(text),
        negated=negates(folded),
        firmly=denies(folded),
        elsewhere=_ELSE.search(folded) is not None,
        parts=any(q.unit not in MEASURE_NAMES and _PART.match(fold(text[q.end : q.end + 30])) for q in found),
    )


def _words(text: str, found: Sequence[Quantity]) -> Iterable[str]:
    apart = _APART | months().keys() | weekdays().keys()
    for match in _WORD.finditer(text):
        key = fold(match.group())
        bare = key[1:] if key.startswith(("و", "ف")) else key
        said = key in english_verbs() or key in arabic_verbs() or bare in arabic_verbs()
        figure = any(q.start < match.end() and match.start() < q.end for q in found)
        if not (figure or said or key in apart or bare in apart or len(key) < _SHORTEST or key.endswith(("n't", "n’t"))):
            yield from (_PREFIX.sub("", stem) for stem in tokens(regex.sub(r"['’]s?$", "", match.group())))


def _contrasts(text: str) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """Of each "not X but Y", "Y, not X": the words of X, and of Y or its last one."""
    for match in _CONTRAST.finditer(text):
        if not quantities(match["denied"]):
            yield frozenset(_words(match["denied"], ())), frozenset(_words(match["instead"], ()))


def _is_put_right(denier: _Told, other: _Told, asked: frozenset[str]) -> bool:
    """Whether one says that something was not so but otherwise, and the other tells the first, of what else is said or asked."""
    if other.negated:
        return False
    return any(
        not_so <= other.words and instead and not instead & other.words and (denier.words | asked) & other.words - not_so
        for not_so, instead in denier.contrasts
        if not_so
    )


def _on_one_point(told: _Told, said: _Told) -> bool:
    """Where a statement is denied, that is most of the shorter sentence; what is merely negated is told in the same words."""
    shared = len(told.words & said.words)
    firmly = (told.firmly or said.firmly) and shared >= _FEW
    return (firmly and shared >= _MOST * min(len(told.words), len(said.words))) or _in_the_same_words(told, said)


def _clauses(text: str, speaker: str) -> list[_Told]:
    """What each clause tells: what is negated in one says nothing of the next ("inspected it and found nothing amiss")."""
    return [_read(part, speaker) for part in _CLAUSE.split(text)]


def _negates(clauses: Sequence[_Told], words: frozenset[str]) -> bool:
    """Whether something with any of ``words`` is negated. "He denies it" and "No, it was not" are of all that is told."""
    alone = len(clauses) == 1
    return any(one.negated and (one.words & words or (not one.words and (one.firmly or alone))) for one in clauses)


def _is_turned_round(x: _Told, y: _Told) -> bool:
    """Whether of two clauses in the same words, or all but one, and with the same figure if they are few, one is negated."""
    shared = len(x.words & y.words)
    if x.negated == y.negated or shared < _FEW or len(x.words | y.words) - shared > 1 or _is_bound(x, y):
        return False
    if _differ(x.states, y.states):
        return False
    return shared >= _ENOUGH or any(_comparable(one, other) and agree(one, other) for one in x.states for other in y.states)


def _in_the_same_words(told: _Told, said: _Told, *, slack: int = _ENOUGH) -> bool:
    """Whether nearly all that is said is told too; of a few words all, and ``slack`` more told at most."""
    shared = len(told.words & said.words)
    wholly = shared == len(said.words) >= _FEW and len(told.words) - shared <= slack
    return wholly or (shared >= _ENOUGH and shared >= _NEARLY_ALL * len(said.words))


def _is_denied(denier: _Told, other: _Told) -> bool:
    """Whether one denies what the other states; a month, a weekday or a bare number may be of something else."""
    common = bool(denier.words & other.words)
    return any(_comparable(x, y) and agree(x, y) and (common or _is_precise(x)) for x in denier.denies for y in other.states)


def _is_bound(told: _Told, said: _Told) -> bool:
    """Whether a negation may only set a bound to a figure that both give: "did not cost more than 90 million"."""
    return any(x.bound != y.bound and _comparable(x, y) and agree(x, y) for x in told.of(AMOUNTS) for y in said.of(AMOUNTS))


def _is_precise(quantity: Quantity) -> bool:
    """A day or an hour."""
    return quantity.kind in {"date", "time"} and isinstance(quantity.value, tuple) and quantity.value[-1] is not None


def _differ(these: Sequence[Quantity], those: Sequence[Quantity]) -> bool:
    """Whether two of them could be one thing's, and differ; what both give is apart."""
    mine = [x for x in these if not any(_comparable(x, y) and _same(x, y) for y in those)]
    yours = [y for y in those if not any(_comparable(x, y) and _same(x, y) for x in these)]
    return any(_comparable(x, y) for x in mine for y in yours)


def _comparable(x: Quantity, y: Quantity) -> bool:
    return x.kind == y.kind and (x.kind in MOMENTS or x.unit == y.unit)


def _same(x: Quantity, y: Quantity) -> bool:
    return agree(x, y) or _is_rounded(x, y) or _is_rounded(y, x)


def _is_rounded(exact: Quantity, rounded: Quantity) -> bool:
    """Whether ``rounded`` is ``exact`` without its last digits: 30,000 for 30,112."""
    if isinstance(exact.value, tuple) or isinstance(rounded.value, tuple) or exact.kind not in AMOUNTS:
        return False
    digits = rounded.value.normalize().as_tuple().exponent
    if not isinstance(digits, int):
        return False
    unit = Decimal(1).scaleb(digits)
    return (exact.value / unit).to_integral_value() * unit == rounded.value
