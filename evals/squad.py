"""Parallel SQuAD 1.1 files as evaluation data: one folder with ``en.json`` and ``ar.json`` (XQuAD is of this kind).

Rajpurkar et al. 2016, "SQuAD: 100,000+ Questions for Machine Comprehension of Text"; Artetxe et al. 2020, "On the
Cross-lingual Transferability of Monolingual Representations".

In the *mixed* set-up each paragraph is kept in one language only, as in a real bilingual folder: half of the questions
can then be answered only across languages.
"""

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import regex
from pydantic import BaseModel, ConfigDict, ValidationError

from evals.matching import contains, words
from evals.suite import Question, Suite, fingerprint
from index.errors import SuiteError

LANGUAGES = ("en", "ar")
LEFT_OUT = 3  # one paragraph of so many is left out, and its questions are unanswerable
_UNFIT = regex.compile(r"[^\w.:]")
_HINT = "Give a folder with en.json and ar.json, parallel files in the format of SQuAD 1.1."


class Span(BaseModel):
    """An accepted answer; ``answer_start`` counts characters of the paragraph."""

    model_config = ConfigDict(frozen=True)

    text: str
    answer_start: int


class _Qa(BaseModel):
    id: str
    question: str
    answers: tuple[Span, ...]


class _Paragraph(BaseModel):
    context: str
    qas: tuple[_Qa, ...]


class _Article(BaseModel):
    paragraphs: tuple[_Paragraph, ...]


class _Squad(BaseModel):
    data: tuple[_Article, ...]


@dataclass(frozen=True, slots=True)
class ParallelQuestion:
    """A question and its accepted answers, by language."""

    id: str
    text: Mapping[str, str]
    answers: Mapping[str, tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class ParallelParagraph:
    """A paragraph in both languages. ``name`` is the document that it becomes, and does not tell its language."""

    number: int
    text: Mapping[str, str]
    questions: tuple[ParallelQuestion, ...]

    @property
    def name(self) -> str:
        """Name of the document."""
        return f"{self.number:04}.txt"

    def kept_language(self, fold: int) -> str:
        """The language in which the mixed set-up keeps it: even numbers English, odd Arabic; reversed in fold 1."""
        return LANGUAGES[(self.number + fold) % len(LANGUAGES)]


def load_pair(folder: Path) -> tuple[ParallelParagraph, ...]:
    """Read the two files.

    Raises:
        SuiteError: a file is missing, no SQuAD, or the two are not parallel; the place is named.
    """
    sides = {language: _read(folder / f"{language}.json") for language in LANGUAGES}
    first, second = (sides[language] for language in LANGUAGES)
    if len(first) != len(second):
        raise SuiteError(f"en.json has {len(first)} paragraphs, ar.json {len(second)}: expected as many.", _HINT)
    pairs = enumerate(zip(first, second, strict=True))
    return tuple(_paragraph(n, dict(zip(LANGUAGES, pair, strict=True))) for n, pair in pairs)


def sample_suite(paragraphs: Sequence[ParallelParagraph], folder: Path, size: int, seed: int = 0, fold: int = 0) -> Suite:
    """A suite of ``size`` questions over the mixed set-up; its documents are written into ``folder``.

    A third of the paragraphs is left out. A third of the questions is about those and expects an abstention; the rest
    is divided evenly over the four pairs of languages. No question is asked twice, in whichever language. Facts are
    the accepted answers in the paragraph's or in the question's language.

    Known limit: now and then another paragraph happens to answer a question whose own paragraph was left out.
    """
    dice = random.Random(seed)  # noqa: S311 - a sample that can be drawn again, no secret
    left_out = set(dice.sample(range(len(paragraphs)), len(paragraphs) // LEFT_OUT))
    kept = [paragraph for paragraph in paragraphs if paragraph.number not in left_out]
    for paragraph in kept:
        (folder / paragraph.name).write_bytes(paragraph.text[paragraph.kept_language(fold)].encode())
    strata: dict[str, list[Question]] = {}
    for paragraph in paragraphs:
        for question in _questions(paragraph, None if paragraph.number in left_out else paragraph.kept_language(fold)):
            strata.setdefault(question.tags[0], []).append(question)
    chosen = _draw(strata, size, dice)
    names = tuple(paragraph.name for paragraph in kept)
    asked = json.dumps([question.model_dump(mode="json") for question in chosen]).encode()
    return Suite(
        name=f"squad-{size}-seed{seed}-fold{fold}",
        description=f"{size} questions over {len(kept)} paragraphs, each in one language; {len(left_out)} left out.",
        split="tuning",
        root=folder,
        documents=names,
        questions=chosen,
        sha256=fingerprint(asked, [folder / name for name in names]),
    )


def _draw(strata: Mapping[str, list[Question]], size: int, dice: random.Random) -> tuple[Question, ...]:
    """Turn by turn one question of each stratum, never one that was drawn in the other language."""
    piles = {name: dice.sample(pile, len(pile)) for name, pile in sorted(strata.items())}
    drawn: dict[str, Question] = {}
    while len(drawn) < size and any(piles.values()):
        for pile in piles.values():
            while pile and _without_language(pile[-1].id) in drawn:
                pile.pop()
            if pile and len(drawn) < size:
                question = pile.pop()
                drawn[_without_language(question.id)] = question
    return tuple(sorted(drawn.values(), key=lambda question: question.id))


def _questions(paragraph: ParallelParagraph, kept: str | None) -> Iterator[Question]:
    for question in paragraph.questions:
        for language in LANGUAGES:
            common = {
                "id": _UNFIT.sub("-", question.id) + f"-{language}",
                "question": question.text[language],
                "language": language,
            }
            if kept is None:
                yield Question.model_validate(common | {"expect": "abstained", "tags": (f"{language}>none",)})
                continue
            spans = question.answers[kept] + question.answers[language]
            accepted = tuple(dict.fromkeys(span.text for span in spans if words(span.text)))
            # An annotation that ends within a word could never be found: such a question is left out.
            if any(contains(paragraph.text[kept], answer) for answer in accepted):
                known = {"facts": (accepted,), "documents": (paragraph.name,), "tags": (f"{language}>{kept}",)}
                yield Question.model_validate(common | {"expect": "answered"} | known)


def _without_language(id_: str) -> str:
    return id_.rpartition("-")[0]


def _paragraph(number: int, sides: Mapping[str, _Paragraph]) -> ParallelParagraph:
    by_id = {language: {qa.id: qa for qa in side.qas} for language, side in sides.items()}
    if by_id["en"].keys() != by_id["ar"].keys():
        raise SuiteError(f"Paragraph {number} has other questions in en.json than in ar.json.", _HINT)
    questions = tuple(
        ParallelQuestion(
            id_,
            {language: qas[id_].question for language, qas in by_id.items()},
            {language: qas[id_].answers for language, qas in by_id.items()},
        )
        for id_ in by_id["en"]
    )
    return ParallelParagraph(number, {language: side.context for language, side in sides.items()}, questions)


def _read(path: Path) -> list[_Paragraph]:
    try:
        squad = _Squad.model_validate(json.loads(path.read_text(encoding="utf-8-sig")))
    except json.JSONDecodeError as exc:
        raise SuiteError(f"{path}:{exc.lineno}: no JSON: {exc.msg}.", _HINT) from exc
    except (OSError, UnicodeDecodeError) as exc:
        raise SuiteError(f"{path} cannot be read: {exc}.", _HINT) from exc
    except ValidationError as exc:
        fault = exc.errors()[0]
        raise SuiteError(f"{path}: {'.'.join(map(str, fault['loc']))}: {fault['msg']}.", _HINT) from exc
    return [paragraph for article in squad.data for paragraph in article.paragraphs]
