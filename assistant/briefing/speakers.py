"""Who speaks in the pool."""

from assistant.briefing.pool import Pool


def spoken_by(pool: Pool) -> dict[str, list[int]]:
    """The places of each speaker's sentences by the name as written, those that matter most first."""
    found: dict[str, list[int]] = {}
    for place, sentence in enumerate(pool.sentences):
        if sentence.speaker is not None:
            found.setdefault(sentence.speaker, []).append(place)
    return dict(sorted(found.items(), key=lambda entry: -sum(pool.weights[place] for place in entry[1])))
