"""What happened when: the moments of the sources in order, each with the words that tell it."""

from assistant.briefing.citing import Citer
from assistant.briefing.points import Points, sentence_of
from assistant.briefing.pool import Pool
from assistant.briefing.records import Moment


def timeline(pool: Pool, points: Points, citer: Citer, count: int) -> tuple[Moment, ...]:
    """The ``count`` moments of the heaviest points, in the order of time. A point tells a moment once."""
    told: dict[tuple[int, str], tuple[float, int, int]] = {}
    for place, sentence in enumerate(pool.sentences):
        for n, when in enumerate(sentence.told.whens):
            key = (points.of[place], when.iso)
            told[key] = max(told.get(key, (-1.0, 0, 0)), (_worth(pool, place), place, n))
    chosen = sorted(told.values(), reverse=True)[:count]
    return tuple(sorted((_moment(pool, points, citer, place, n) for _, place, n in chosen), key=lambda moment: moment.when))


def _worth(pool: Pool, place: int) -> float:
    exact = max(len(when.iso) for when in pool.sentences[place].told.whens) >= 10
    return pool.weights[place] * (1.0 if exact else 0.6)


def _moment(pool: Pool, points: Points, citer: Citer, place: int, n: int) -> Moment:
    sentence = pool.sentences[place]
    when = sentence.told.whens[n]
    shown, also = sentence_of(pool, points.points[points.of[place]])
    words = " ".join(sentence.text[when.start : when.end].split())
    return Moment(when.iso, words, when.inferred, citer.statement(sentence, also if shown is sentence else ()))
