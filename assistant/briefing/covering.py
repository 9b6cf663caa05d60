"""How much of the sources a briefing uses, by passages: what no statement quotes or cites is named."""

from collections.abc import Mapping, Sequence

from assistant.briefing.digest import Digest
from assistant.briefing.records import Coverage, Passed, Source
from assistant.records import Citation
from index.records import Passage

_LISTED = 100


def coverage(
    passages: Sequence[Passage], citations: Sequence[Citation], digests: Mapping[str, Digest]
) -> tuple[tuple[Source, ...], Coverage]:
    """The sources, those used most first, and the passages that nothing was taken from."""
    cited: dict[str, list[tuple[int, int]]] = {}
    for citation in citations:
        cited.setdefault(citation.document, []).append((citation.start, citation.end))
    counts: dict[str, list[int]] = {name: [0, 0] for name in digests}
    unused: list[Passed] = []
    for passage in passages:
        taken = any(start < passage.end and passage.start < end for start, end in cited.get(passage.document, ()))
        counts[passage.document][0] += 1
        counts[passage.document][1] += taken
        if not taken and len(unused) < _LISTED:
            unused.append(Passed(passage.document, passage.start, passage.end, passage.text, passage.language))
    sources = [
        Source(name, digests[name].title, digests[name].language, digests[name].date, digests[name].publisher, total, used)
        for name, (total, used) in counts.items()
    ]
    sources.sort(key=lambda source: (source.used == 0, source.document))
    total, used = sum(source.passages for source in sources), sum(source.used for source in sources)
    return tuple(sources), Coverage(total, used, tuple(unused))
