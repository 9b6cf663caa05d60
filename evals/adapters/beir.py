"""BEIR folders: ``corpus.jsonl``, ``queries.jsonl``, ``qrels/*.tsv``. Retrieval alone, since they have no answers.

Thakur et al. 2021, "BEIR: A Heterogenous Benchmark for Zero-shot Evaluation of Information Retrieval Models". A document's rank
is that of its best passage. Figures are trec_eval's own (``pytrec_eval``); queries without a relevant document are in none.
"""

import csv
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evals.adapters.lines import objects_in, text_in
from evals.figures import Latency
from evals.retrieval import FAIR, PLAIN, Searches
from evals.retrieved import trec_eval
from evals.sampling import evenly
from evals.workbench import indexed
from index.errors import SuiteError
from index.language import dominant_language

if TYPE_CHECKING:
    from assistant.config import Settings

CORPUS, QUERIES, QRELS = "corpus.jsonl", "queries.jsonl", "qrels"
DEPTH = 10  # documents
_PASSAGES = 5 * DEPTH  # several may be of one document
_MEASURES = {"recall.1,5,10", "recip_rank", "ndcg_cut.10"}
_HINT = (
    f'A BEIR folder has {CORPUS} ("_id", "title", "text"), {QUERIES} ("_id", "text") and '
    f"{QRELS}/*.tsv (query-id, corpus-id, score)."
)


@dataclass(frozen=True, slots=True)
class Beir:
    """A folder's content: texts and queries by id, and for each judged query how relevant which documents are."""

    name: str
    corpus: Mapping[str, str]
    queries: Mapping[str, str]
    relevant: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class BeirFigures:
    """Means over ``n`` queries; ranks beyond ``DEPTH`` count as not found."""

    n: int
    recall_1: float
    recall_5: float
    recall_10: float
    mrr: float
    ndcg_10: float


@dataclass(frozen=True, slots=True)
class BeirReport:
    """Figures of each way of ranking, over all queries (``all``) and by the queries' language."""

    name: str
    embedder: str
    documents: int
    systems: Mapping[str, Mapping[str, BeirFigures]]
    search_ms: Mapping[str, Latency]

    def to_json(self) -> dict[str, Any]:
        """The report for programs."""
        return asdict(self)


def load_beir(folder: Path) -> Beir:
    """Read a folder. Of several files of judgements ``test.tsv`` counts, else the only one.

    Raises:
        SuiteError: a file is missing or broken; the line is named.
    """
    corpus = {id_: "\n\n".join(filter(None, (row.get("title"), row.get("text")))) for id_, row in _rows(folder / CORPUS)}
    queries = {id_: str(row.get("text", "")).strip() for id_, row in _rows(folder / QUERIES)}
    return Beir(folder.resolve().name, corpus, queries, _judgements(_qrels(folder), corpus, queries))


def run_beir(
    folder: Path, settings: "Settings", sample: int | None = None, progress: Callable[[int, int], None] | None = None
) -> BeirReport:
    """Index the corpus with the product's own flow and search for every judged query, or for ``sample`` of them evenly drawn.

    Raises:
        SuiteError: the folder cannot be read.
    """
    from index.retrieval import Retriever

    beir = load_beir(folder)
    asked = evenly(list(beir.relevant), sample)
    # Ids come from the file: none of them becomes a path.
    ids = {f"{number:07}.txt": id_ for number, (id_, text) in enumerate(beir.corpus.items()) if text.strip()}
    rankings: dict[str, dict[str, list[str]]] = {FAIR: {}, PLAIN: {}}
    times: dict[str, list[float]] = {FAIR: [], PLAIN: []}
    with indexed({name: beir.corpus[id_].encode() for name, id_ in ids.items()}, settings.index) as library:
        retriever = Retriever(library)
        for done, query in enumerate(asked, start=1):
            for system, ranking in rankings.items():
                began = time.perf_counter()
                names = ranked(retriever, beir.queries[query], fair=system == FAIR)
                times[system].append((time.perf_counter() - began) * 1000)
                ranking[query] = [ids[name] for name in names]
            if progress:
                progress(done, len(asked))
    systems = {system: _by_language(beir, ranking) for system, ranking in rankings.items()}
    return BeirReport(beir.name, settings.index.embedder, len(ids), systems, {name: Latency.of(ms) for name, ms in times.items()})


def ranked(retriever: Searches, query: str, fair: bool) -> list[str]:
    """The best documents, best first, each once."""
    found = retriever.search(query, _PASSAGES, fair=fair)
    return list(dict.fromkeys(evidence.passage.document for evidence in found))[:DEPTH]


def _by_language(beir: Beir, ranking: Mapping[str, Sequence[str]]) -> dict[str, BeirFigures]:
    scored = trec_eval(beir.relevant, ranking, _MEASURES)
    groups = {"all": list(scored)}
    for language in sorted({dominant_language(beir.queries[query]) for query in scored}):
        groups[f"in {language}"] = [query for query in scored if dominant_language(beir.queries[query]) == language]
    return {name: _mean([scored[query] for query in group]) for name, group in groups.items()}


def _mean(scored: list[dict[str, float]]) -> BeirFigures:
    def of(measure: str) -> float:
        return sum(one[measure] for one in scored) / len(scored)

    return BeirFigures(len(scored), of("recall_1"), of("recall_5"), of("recall_10"), of("recip_rank"), of("ndcg_cut_10"))


def _rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, row in objects_in(path, _HINT):
        if not isinstance(row.get("_id"), str) or not isinstance(row.get("text"), str):
            raise SuiteError(f'{path}:{number}: expected the texts "_id" and "text".', _HINT)
        yield row["_id"], row


def _qrels(folder: Path) -> Path:
    found = sorted((folder / QRELS).glob("*.tsv"))
    test = folder / QRELS / "test.tsv"
    if len(found) != 1 and test not in found:
        raise SuiteError(f"{folder / QRELS} has {len(found)} files of judgements and no test.tsv: expected one.", _HINT)
    return test if test in found else found[0]


def _judgements(path: Path, corpus: Mapping[str, str], queries: Mapping[str, str]) -> dict[str, dict[str, int]]:
    relevant: dict[str, dict[str, int]] = {}
    for number, cells in enumerate(
        csv.reader(text_in(path, _HINT).splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE), start=1
    ):
        if not cells or (number == 1 and not cells[-1].strip().lstrip("-").isdigit()):
            continue  # its head
        if len(cells) != 3 or not cells[2].strip().lstrip("-").isdigit():
            raise SuiteError(f"{path}:{number}: expected three cells, the last a whole number.", _HINT)
        query, document, degree = cells[0], cells[1], int(cells[2])
        for id_, known, where in ((query, queries, QUERIES), (document, corpus, CORPUS)):
            if id_ not in known:
                raise SuiteError(f"{path}:{number}: {id_!r} is not in {where}.", _HINT)
        relevant.setdefault(query, {})[document] = degree
    judged = {query: degrees for query, degrees in relevant.items() if any(degree > 0 for degree in degrees.values())}
    if not judged:
        raise SuiteError(f"{path} has no relevant document.", _HINT)
    return judged
