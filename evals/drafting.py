"""Candidate questions from documents, for a person to accept: by rules, so that the same documents give the same ones.

A candidate leaves a number, a date or a name out of a sentence, or asks who said a quoted speech. It is exact and dull: it shows
where a fact stands, and a person puts the question as somebody would who has not read the sentence.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

import regex

from assistant.attribution import speaker
from assistant.names import names
from assistant.orders import orders
from assistant.quantities import quantities
from evals.matching import contains, words
from evals.suite import Question
from index.language import dominant_language
from index.segmentation import sentences

KINDS = ("quote", "date", "number", "name")
_GAP = "…"
_WORDS = (6, 45)  # of a sentence that can be understood alone, and read at a glance
_QUOTE_WORDS = 5
_QUOTED = regex.compile(r"[“«\"]([^“”«»\"]{15,300})[”»\"]")
_MOMENTS = ("date", "time", "year")
_FIGURES = ("number", "percent", "money")
_ASKED = {
    "en": {
        "number": "Which figure is left out of this sentence: “{said}”?",
        "date": "Which date or time is left out of this sentence: “{said}”?",
        "name": "Which name is left out of this sentence: “{said}”?",
        "quote": "Who said: “{said}”?",
    },
    "ar": {
        "number": "ما الرقم المحذوف من هذه الجملة: «{said}»؟",
        "date": "ما التاريخ أو الوقت المحذوف من هذه الجملة: «{said}»؟",
        "name": "ما الاسم المحذوف من هذه الجملة: «{said}»؟",
        "quote": "من قال: «{said}»؟",
    },
}


@dataclass(frozen=True, slots=True)
class _Draft:
    """What is asked for in ``said``, and the sentence that answers, exactly as the document has it."""

    kind: str
    said: str
    fact: str
    sentence: str


def candidates(texts: Mapping[str, str], most: int) -> tuple[Question, ...]:
    """Up to ``most`` questions about the documents ``texts``, evenly over documents and kinds, each not accepted yet.

    Their spans are exact: each is ``text[start:end]`` of its document. Documents in other languages give none.
    """
    languages = {name: language for name, text in texts.items() if (language := dominant_language(text)) in _ASKED}
    drafted = [[(name, draft) for draft in _turns(_drafts(texts[name], language))] for name, language in languages.items()]
    chosen = [one for turn in zip_longest(*drafted) for one in turn if one is not None][:most]
    return tuple(_question(number, name, languages[name], draft) for number, (name, draft) in enumerate(chosen, start=1))


def _turns(drafts: Iterator[_Draft]) -> Iterator[_Draft]:
    """One of each kind in turn, as they stand in the document; a sentence is asked about once, wherever it is repeated."""
    piles: dict[str, list[_Draft]] = {kind: [] for kind in KINDS}
    for draft in drafts:
        piles[draft.kind].append(draft)
    asked: set[str] = set()
    while any(piles.values()):
        for pile in piles.values():
            while pile and pile[0].sentence in asked:
                pile.pop(0)
            if pile:
                asked.add(pile[0].sentence)
                yield pile.pop(0)


def _drafts(text: str, language: str) -> Iterator[_Draft]:
    forbidden = orders(text)
    for start, end in sentences(text):
        sentence = text[start:end]
        ordered = any(a < end and start < b for a, b in forbidden)
        if ordered or not _WORDS[0] <= len(words(sentence)) <= _WORDS[1] or dominant_language(sentence) != language:
            continue
        yield from _quotes(text, start, end, language)
        for quantity in quantities(sentence):
            kind = "date" if quantity.kind in _MOMENTS else "number" if quantity.kind in _FIGURES else None
            if kind:
                yield from _gap(kind, sentence, quantity.start, quantity.end)
        for name in names(sentence):
            yield from _gap("name", sentence, name.start, name.end)


def _quotes(text: str, start: int, end: int, language: str) -> Iterator[_Draft]:
    for quoted in _QUOTED.finditer(text, start, end):
        said = " ".join(quoted[1].split())
        who = speaker(text, quoted.start(1), quoted.end(1), language)
        if who is not None and len(words(said)) >= _QUOTE_WORDS and words(who.name) and contains(text, who.name):
            yield _Draft("quote", said.strip(" ,،.؛;"), " ".join(who.name.split()), text[start:end])


def _gap(kind: str, sentence: str, start: int, end: int) -> Iterator[_Draft]:
    """The sentence without ``sentence[start:end]``, unless it says that twice or says nothing to match."""
    fact = " ".join(sentence[start:end].split())
    said = " ".join(f"{sentence[:start]}{_GAP}{sentence[end:]}".split())
    if words(fact) and not contains(said, fact) and contains(sentence, fact):
        yield _Draft(kind, said, fact, sentence)


def _question(number: int, document: str, language: str, draft: _Draft) -> Question:
    return Question(
        id=f"{draft.kind}-{number}",
        question=_ASKED[language][draft.kind].format(said=draft.said),
        language="ar" if language == "ar" else "en",
        expect="answered",
        facts=((draft.fact,),),
        documents=(document,),
        speaker=(draft.fact,) if draft.kind == "quote" else (),
        spans=(draft.sentence,),
        tags=(f"{language}>{language}", draft.kind, "candidate"),
        accepted=False,
    )
