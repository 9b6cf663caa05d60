"""Where the documents do not tell: what they say against what the question takes for granted, if a sentence does.

"Why did the engineer resign?" has no answer where she keeps her post, and that is worth more than a refusal. Where the model is
asked whether a sentence answers, another probe of the same reading tells whether it shows that. It is right nine times in
ten about affairs full of denials, and less often elsewhere: what it finds is quoted beside the refusal, as what may be to the
point, and never as an answer.
"""

from collections.abc import Iterator, Sequence

from assistant.briefing.signs import denies, negates
from assistant.candidates import Candidate, Sentence
from assistant.found import Found, Untold
from assistant.questions import asks_whether
from assistant.reading import Reader
from assistant.records import Working
from assistant.selection import Calibration
from assistant.verification import Draft
from index.retrieval import Retriever

NEAREST = 4  # sentences, of which are read the first and those that deny something; most have been, in search of an answer


def nearest_sentences(
    retriever: Retriever, question: str, passages: Sequence[Candidate]
) -> list[tuple[Sentence, Candidate, float]]:
    """The sentences of ``passages`` nearest to the question, each with its passage and how near it is."""
    places = {one.span: (one, passage) for passage in passages for one in passage.sentences}
    near = retriever.nearness(question, [(span.language, span.text) for span in places])
    rows = [(one, passage, nearness) for (one, passage), nearness in zip(places.values(), near, strict=True)]
    return sorted(rows, key=lambda row: -row[2])[:NEAREST]


def may_correct(question: str, text: str) -> bool:
    """Who asks whether something is so takes it for granted in no way; what denies what the question denies bears it out."""
    alike = negates(question) and not denies(question) and negates(text)  # "dismissed" and the like are no negation of a deed
    return not (asks_whether(question) or alike)


def is_read(question: str, place: int, sentence: Sentence) -> bool:
    """Whether a sentence, the ``place``-th nearest, is worth the reading: five in six of those that correct a question are."""
    return may_correct(question, sentence.span.text) and (place == 0 or negates(sentence.span.text))


def chance_against(reader: Reader, calibration: Calibration, question: str, sentence: Sentence, nearness: float) -> float:
    """The probability that a sentence that may correct the question, and is so near to it, does."""
    read = calibration.premise.log_odds(reader.answers(question, sentence.span.text, sentence.speaker))
    return calibration.corrects.probability({"premise": read, "nearness": nearness})


def correction(reader: Reader, retriever: Retriever, calibration: Calibration, untold: Untold) -> Iterator[Working | Found]:
    """At most one: the sentence that likeliest shows ``untold.question`` to be mistaken, if it is likely enough."""
    if asks_whether(untold.question) or not calibration.tells_mistaken:
        return  # before any sentence is embedded
    found = list(untold.against)
    nearest = nearest_sentences(retriever, untold.question, untold.passages)
    near = [row for place, row in enumerate(nearest) if is_read(untold.question, place, row[0])]
    for done, (sentence, passage, nearness) in enumerate(near):
        yield Working("checking", done, len(near))
        chance = chance_against(reader, calibration, untold.question, sentence, nearness)
        if chance >= calibration.mistaken:
            found.append(Found(Draft(sentence.span.text, sentence.span), chance, passage.evidence, corrects=True))
    if found:
        yield max(found, key=lambda one: one.probability)
