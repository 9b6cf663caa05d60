"""SQuAD 1.1 and 2.0 as evaluation data: a file, or a folder with the parallel files ``en.json`` and ``ar.json`` (XQuAD is so).

Rajpurkar et al. 2016, "SQuAD: 100,000+ Questions for Machine Comprehension of Text"; Rajpurkar et al. 2018, "Know What You Don't
Know"; Artetxe et al. 2020, "On the Cross-lingual Transferability of Monolingual Representations".

In the *mixed* set-up each paragraph is kept in one language only, as in a real bilingual folder: half of the questions
can then be answered only across languages. In the *left-out* set-up a third of the paragraphs is missing, and the questions about
them are to be refused.
"""

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import regex
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from evals.matching import contains, words
from evals.sampling import by_strata
from evals.suite import Question, Suite, fingerprint
from index.errors import SuiteError
from index.language import dominant_language

LANGUAGES = ("en", "ar")
SAMPLE = 60  # questions
LEFT_OUT = 3  # one paragraph of so many is left out, and its questions are unanswerable
_UNFIT = regex.compile(r"[^\w.:]")
_HINT = "Give a file of SQuAD 1.1 or 2.0, or a folder with en.json and ar.json, parallel files in that format."


class Span(BaseModel):
    """An accepted answer; ``answer_start`` counts characters of the paragraph."""

    model_config = ConfigDict(frozen=True)

    text: str
    answer_start: int


class _Qa(BaseModel):
    id: str
    question: str
    answers: tuple[Span, ...] = ()
    is_impossible: bool = False  # since 2.0; it may then have plausible_answers, which are wrong

    @model_validator(mode="after")
    def _has_answers(self) -> Self:
        if not self.answers and not self.is_impossible:
            raise ValueError("expected `answers`, or `is_impossible: true`")
        return self


class _Paragraph(BaseModel):
    context: str
    qas: tuple[_Qa, ...]


class _Article(BaseModel):
    paragraphs: tuple[_Paragraph, ...]


class _Squad(BaseModel):
    data: tuple[_Article, ...]


@dataclass(frozen=True, slots=True)
class ParallelQuestion:
    """A question by the languages that it is asked in, and its accepted answers by those of the paragraph: none, no answer."""

    id: str
    text: Mapping[str, str]
    answers: Mapping[str, tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class ParallelParagraph:
    """A paragraph by language. ``name`` is the document that it becomes, and does not tell its language."""

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

    def documents(self, kept: Sequence[str]) -> dict[str, str]:
        """The documents that it becomes where it is kept in the languages ``kept``: name, and language."""
        return {self.name: kept[0]} if len(kept) == 1 else {f"{self.number:04}-{language}.txt": language for language in kept}


@dataclass(frozen=True, slots=True)
class Draw:
    """What is drawn from the paragraphs, and in which set-up.

    Attributes:
        size: how many questions.
        fold: 0 or 1; in the mixed set-up, which half of the paragraphs is kept in which language.
    """

    size: int = SAMPLE
    seed: int = 0
    fold: int = 0
    mixed: bool = True
    left_out: bool = True

    def __str__(self) -> str:
        """For the name of a suite."""
        fold = f"-fold{self.fold}" if self.mixed else "-unmixed"
        return f"{self.size}-seed{self.seed}{fold}{'' if self.left_out else '-all'}"


def load_pair(folder: Path) -> tuple[ParallelParagraph, ...]:
    """Read the two files of a folder.

    Raises:
        SuiteError: a file is missing, no SQuAD, or the two are not parallel; the place is named.
    """
    sides = {language: _read(folder / f"{language}.json") for language in LANGUAGES}
    first, second = (sides[language] for language in LANGUAGES)
    if len(first) != len(second):
        raise SuiteError(f"en.json has {len(first)} paragraphs, ar.json {len(second)}: expected as many.", _HINT)
    pairs = enumerate(zip(first, second, strict=True))
    return tuple(_paragraph(n, dict(zip(LANGUAGES, pair, strict=True))) for n, pair in pairs)


def load_one(path: Path) -> tuple[ParallelParagraph, ...]:
    """Read one file. Its questions may be in another language than their paragraph (as in MLQA).

    Raises:
        SuiteError: it cannot be read, is no SQuAD, or is in another language than English and Arabic.
    """
    return tuple(_single(path, number, paragraph) for number, paragraph in enumerate(_read(path)))


def sample_suite(paragraphs: Sequence[ParallelParagraph], folder: Path, draw: Draw, name: str = "squad") -> Suite:
    """A suite of ``draw.size`` questions; its documents are written into ``folder``.

    In the left-out set-up a third of the paragraphs is missing; a third of the questions is about those and expects an
    abstention, as do those that SQuAD 2.0 calls impossible. What is answerable is divided evenly over the pairs of languages. No
    question is asked twice, in whichever language. Facts are the accepted answers in the languages kept and in the question's.

    Known limit: now and then another paragraph happens to answer a question that is taken to have no answer.
    """
    dice = random.Random(draw.seed)  # noqa: S311 - a sample that can be drawn again, no secret
    left_out = set(dice.sample(range(len(paragraphs)), len(paragraphs) // LEFT_OUT)) if draw.left_out else set()
    names: list[str] = []
    strata: dict[str, list[Question]] = {}
    for paragraph in paragraphs:
        kept = _kept(paragraph, draw) if paragraph.number not in left_out else ()
        for document, language in paragraph.documents(kept).items():
            (folder / document).write_bytes(paragraph.text[language].encode())
            names.append(document)
        for question in _questions(paragraph, kept):
            strata.setdefault("/".join(question.tags), []).append(question)
    chosen = by_strata(strata, draw.size, dice)
    if not chosen:
        raise SuiteError("The data have no question that can be asked.", _HINT)
    asked = json.dumps([question.model_dump(mode="json") for question in chosen]).encode()
    return Suite(
        name=f"{name}-{draw}",
        description=f"{len(chosen)} questions over {len(names)} paragraphs; {len(left_out)} left out.",
        split="tuning",
        root=folder,
        documents=tuple(names),
        questions=chosen,
        sha256=fingerprint(asked, [folder / name for name in names]),
    )


def _kept(paragraph: ParallelParagraph, draw: Draw) -> tuple[str, ...]:
    return (paragraph.kept_language(draw.fold),) if draw.mixed else tuple(paragraph.text)


def _questions(paragraph: ParallelParagraph, kept: Sequence[str]) -> Iterator[Question]:
    documents = tuple(paragraph.documents(kept))
    for question in paragraph.questions:
        for language, asked in question.text.items():
            common = {"id": _UNFIT.sub("-", question.id) + f"-{language}", "question": asked, "language": language}
            impossible = not any(question.answers.values())
            if impossible or not kept:
                tags = (f"{language}>none", *(["impossible"] if impossible else []))
                yield Question.model_validate(common | {"expect": "abstained", "tags": tags})
                continue
            spans = [span for side in dict.fromkeys((*kept, language)) for span in question.answers.get(side, ())]
            accepted = tuple(dict.fromkeys(span.text for span in spans if words(span.text)))
            # An annotation that ends within a word could never be found: such a question is left out.
            if any(contains(paragraph.text[side], answer) for answer in accepted for side in kept):
                pair = f"{language}>{kept[0] if len(kept) == 1 else 'both'}"
                known = {"facts": (accepted,), "documents": documents, "tags": (pair,)}
                yield Question.model_validate(common | {"expect": "answered"} | known)


def _paragraph(number: int, sides: Mapping[str, _Paragraph]) -> ParallelParagraph:
    by_id = {language: {qa.id: qa for qa in side.qas} for language, side in sides.items()}
    if by_id["en"].keys() != by_id["ar"].keys():
        raise SuiteError(f"Paragraph {number} has other questions in en.json than in ar.json.", _HINT)
    questions = tuple(
        ParallelQuestion(
            id_,
            {language: qas[id_].question for language, qas in by_id.items()},
            {language: _answers(qas[id_]) for language, qas in by_id.items()},
        )
        for id_ in by_id["en"]
    )
    return ParallelParagraph(number, {language: side.context for language, side in sides.items()}, questions)


def _single(path: Path, number: int, paragraph: _Paragraph) -> ParallelParagraph:
    language = dominant_language(paragraph.context)
    questions = [
        ParallelQuestion(qa.id, {_asked_in(qa, language): qa.question}, {language: _answers(qa)}) for qa in paragraph.qas
    ]
    for found in (language, *(asked for question in questions for asked in question.text)):
        if found not in LANGUAGES:
            raise SuiteError(
                f"{path}: paragraph {number} is in the language {found!r}.", "Only English and Arabic can be scored."
            )
    return ParallelParagraph(number, {language: paragraph.context}, tuple(questions))


def _asked_in(qa: _Qa, language: str) -> str:
    """A few words of Arabic may look Persian or Urdu; about an Arabic paragraph they are Arabic."""
    found = dominant_language(qa.question)
    return language if language == "ar" and found in ("fa", "ur") else found


def _answers(qa: _Qa) -> tuple[Span, ...]:
    return () if qa.is_impossible else qa.answers


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
