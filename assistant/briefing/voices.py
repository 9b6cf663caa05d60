"""Who says what: the speakers whom the sources name, each under one name in whatever script and form they are written."""

from collections import Counter
from collections.abc import Sequence

from assistant.attribution import same_speaker
from assistant.briefing.citing import Citer
from assistant.briefing.points import Points, sentence_of, without_repeats
from assistant.briefing.pool import Pool
from assistant.briefing.records import Voice
from assistant.briefing.speakers import spoken_by
from index.language import dominant_language

_COMPARED = 100  # names, the heaviest; comparing grows with their square


def voices(pool: Pool, points: Points, language: str, citer: Citer, count: int, each: int) -> tuple[Voice, ...]:
    """The ``count`` speakers that matter most, with up to ``each`` statements, in the order of the documents."""
    groups: list[list[int]] = []
    named: list[list[str]] = []
    for name, places in list(spoken_by(pool).items())[:_COMPARED]:
        home = next((n for n, names in enumerate(named) if any(same_speaker(name, other) for other in names)), None)
        if home is None:
            groups.append(places)
            named.append([name])
        else:
            groups[home] += places
            named[home].append(name)
    groups.sort(key=lambda group: -sum(pool.weights[place] for place in group))
    return tuple(_voice(pool, points, group, language, citer, each) for group in groups[:count])


def _voice(pool: Pool, points: Points, group: Sequence[int], language: str, citer: Citer, each: int) -> Voice:
    written = Counter(pool.sentences[place].speaker or "" for place in group)
    forms = sorted(written, key=lambda name: (dominant_language(name) != language, -written[name]))
    best = sorted(group, key=lambda place: -pool.weights[place])
    first: dict[int, int] = {}
    for place in best:  # what one point holds twice is said once
        first.setdefault(points.of[place], place)
    chosen = without_repeats(pool, list(first.values()), each)
    statements = []
    for place in sorted(chosen):
        shown, also = sentence_of(pool, points.points[points.of[place]])
        own = pool.sentences[place]
        statements.append(citer.statement(own, also if shown is own else ()))
    return Voice(forms[0], tuple(forms[1:]), tuple(statements))
