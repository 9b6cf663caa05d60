"""Language-fair hybrid retrieval: question → evidence, the same whichever language the question and the documents are in.

A multilingual embedder prefers passages in the language of the question, wrong ones first (LAReQA: Roy et al. 2020). Four
steps put the languages on one scale; each is measured by ``dossier eval retrieval``:

1. *Centring.* The mean vector of each language is taken from its passages, and from questions in it: what is common to all
   texts of a language says nothing about their subject (Libovický et al. 2020, "On the Language Neutrality of
   Pre-trained Multilingual Representations"). Where a library has few passages of a language, the mean of neutral
   sentences stands in for them (``index.neutral``).
2. *Standardising.* For one question, the cosines of each language's passages become z-scores, so that the best passage of
   each language competes by how far it stands out among its own.
3. *Lexical order.* Within a language, BM25 reorders: the fused order takes over the sorted dense z-scores, so that shared
   words cannot lift one language over another.
4. *Lexical credit.* A small weight on BM25 across languages, since a passage that shares rare words is the likelier one.
"""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.embedding import Vectors
from index.errors import EmptyLibraryError, VectorStoreError
from index.language import dominant_language
from index.library import Library
from index.neutral import neutral_mean
from index.records import Evidence

CANDIDATES = 100  # of each language, from the vector store and again from the lexical index
SAMPLE = 1000  # vectors of each language from which means and deviations are estimated
LEXICAL_ORDER = 0.6
LEXICAL_CREDIT = 0.05
PRIOR = 20.0  # pseudo-passages that stand for what is known beforehand, so that two passages make no scale of their own
KEPT = 4096  # vectors of short texts
_EPSILON = 1e-6

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Scale:
    """What one language's scores are measured against.

    Attributes:
        size: number of passages.
        mean: of their vectors, shape ``(dimension,)``.
        sample: centred unit vectors of some of them, shape ``(at most SAMPLE, dimension)``.
        rows: of all of them in the lexical index.
    """

    size: int
    mean: Vectors
    sample: Vectors
    rows: NDArray[np.int64]


class Retriever:
    """Searches a library. Scales are kept for one generation of it."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._scales: dict[str, _Scale] = {}
        self._neutral: dict[str, Vectors] = {}
        self._generation = -1
        self._short: dict[str, Vectors] = {}
        self._documents: frozenset[str] | None = None  # names; None: all

    def within(self, documents: Iterable[str]) -> "Retriever":
        """One that finds passages of these documents alone. What their scores are measured against stays the whole library."""
        narrowed = copy(self)
        narrowed._documents = frozenset(documents)
        return narrowed

    def search(self, question: str, k: int = 5, *, fair: bool = True) -> tuple[Evidence, ...]:
        """The ``k`` best passages, best first.

        Args:
            fair: ``False`` gives plain dense cosine order, the baseline that the evaluation compares with.

        Raises:
            EmptyLibraryError: nothing has been indexed.
            EmbedderMismatchError: the library was made with another embedder.
        """
        library = self._library
        library.check_embedder()
        scales = self._current_scales()
        query = library.embedder.query(question)
        centred = self._centred(query, question)
        lexical = library.terms.scores(question)
        spread = np.concatenate([scale.sample @ centred for scale in scales.values()])
        scored: list[Evidence] = []
        for language, scale in scales.items():
            among = None if self._documents is None else library.catalogue.passage_ids(language, self._documents)
            if among is not None and not among:
                continue
            vectors = self._candidates(language, scale, query if not fair else centred, lexical, max(k, CANDIDATES), among)
            scored += self._scored(scale, vectors, query, centred, lexical, spread)
        scored.sort(key=lambda e: -(e.score if fair else e.signals["cosine"]))
        return tuple(scored[:k])

    def nearness(self, question: str, texts: Sequence[tuple[str, str]]) -> list[float]:
        """How near shorter texts are to the question, as z-scores on the scale of their language's passages.

        Args:
            texts: pairs of language and text, say the sentences of passages found. Their vectors are kept for next time.
        """
        scales = self._current_scales()
        centred = self._centred(self._library.embedder.query(question), question)
        spread = np.concatenate([scale.sample @ centred for scale in scales.values()])
        vectors = self._short_vectors([text for _, text in texts])
        of_language = {language: scale.sample @ centred for language, scale in scales.items()}
        found: list[float] = []
        for language, text in texts:
            cosine = _unit((vectors[text] - scales[language].mean)[None, :]) @ centred
            found.append(float(_standardised(cosine, of_language[language], spread)[0]))
        return found

    def _short_vectors(self, texts: Sequence[str]) -> Mapping[str, Vectors]:
        kept = self._short  # parallel questions may each put a new one in its place
        missing = [text for text in dict.fromkeys(texts) if text not in kept]
        made = dict(zip(missing, self._library.embedder.passages(missing), strict=True)) if missing else {}
        wanted = {text: made[text] if text in made else kept[text] for text in texts}
        self._short = kept | made if len(kept) + len(made) <= KEPT else wanted
        return wanted

    def _candidates(
        self, language: str, scale: _Scale, query: Vectors, lexical: Floats, count: int, among: Sequence[str] | None
    ) -> dict[str, Vectors]:
        """Vectors by id of the language's passages nearest to the question, and of those that share most words with it.

        Args:
            among: ids of the passages that may be found; ``None``: any.
        """
        store, terms = self._library.vectors, self._library.terms
        found = store.nearest(query, language, min(count, scale.size if among is None else len(among)), among)
        rows = scale.rows
        if among is not None:
            rows = np.array([terms.rows[id_] for id_ in among if id_ in terms.rows], dtype=np.int64)
        best = rows[np.argsort(-lexical[rows], kind="stable")[:count]]
        extra = [terms.ids[row] for row in best if lexical[row] > 0 and terms.ids[row] not in found]
        return found | (store.get(extra) if extra else {})

    def _scored(
        self,
        scale: _Scale,
        vectors: dict[str, Vectors],
        query: Vectors,
        centred: Vectors,
        lexical: Floats,
        spread: Floats,
    ) -> list[Evidence]:
        """The candidates of one language with their fair scores."""
        passages = self._library.catalogue.passages(vectors)
        ids = [id_ for id_ in vectors if id_ in passages]
        if not ids:
            return []
        raw = np.stack([vectors[id_] for id_ in ids])
        dense = _standardised(_unit(raw - scale.mean) @ centred, scale.sample @ centred, spread)
        terms = self._lexical(scale, ids, lexical)
        order = np.argsort(-(dense + LEXICAL_ORDER * terms), kind="stable")
        scores = np.empty_like(dense)
        scores[order] = -np.sort(-dense)
        scores += LEXICAL_CREDIT * terms
        cosines = raw @ query
        return [
            Evidence(
                passages[id_],
                float(scores[i]),
                {"cosine": float(cosines[i]), "dense": float(dense[i]), "lexical": float(terms[i])},
            )
            for i, id_ in enumerate(ids)
        ]

    def _lexical(self, scale: _Scale, ids: list[str], lexical: Floats) -> Floats:
        """BM25 standardised among the language's passages; the constant keeps a question that shares one word from soaring."""
        rows = self._library.terms.rows
        scores = np.array([lexical[rows[id_]] if id_ in rows else 0.0 for id_ in ids], dtype=np.float32)
        every = lexical[scale.rows]
        if not len(every):
            return scores
        return np.asarray((scores - every.mean()) / (every.std() + 0.5), dtype=np.float32)

    def _centred(self, query: Vectors, question: str) -> Vectors:
        """The question without the mean of its language."""
        language = dominant_language(question)
        own = self._scales.get(language)
        mean = own.mean if own else neutral_mean(self._neutral, language)
        return np.asarray(_unit((query - mean)[None, :])[0], dtype=np.float32)

    def _current_scales(self) -> Mapping[str, _Scale]:
        library = self._library
        generation = library.generation
        if self._generation != generation or not self._scales:
            languages = library.catalogue.languages()
            if not languages:
                raise EmptyLibraryError("The library is empty.", "Add documents with `dossier index FOLDER`.")
            self._neutral = library.neutral
            self._scales = {language: self._scale(language) for language in languages}
            self._generation = generation
        return self._scales

    def _scale(self, language: str) -> _Scale:
        ids = self._library.catalogue.passage_ids(language)
        step = max(1, len(ids) // SAMPLE)  # ids begin with random digits: every n-th is a random sample
        found = self._library.vectors.get(ids[::step][:SAMPLE])
        if not found:
            raise VectorStoreError(
                "The library's vectors are missing.",
                "Run `dossier index --rebuild` to make them again from the stored text.",
            )
        vectors = np.stack(list(found.values()))
        prior = neutral_mean(self._neutral, language)
        mean = (len(vectors) * vectors.mean(axis=0) + PRIOR * prior) / (len(vectors) + PRIOR)
        rows = self._library.terms.rows
        lexical = np.array([rows[id_] for id_ in ids if id_ in rows], dtype=np.int64)
        return _Scale(len(ids), mean, _unit(vectors - mean), lexical)


def _standardised(cosines: Floats, of_language: Floats, of_all: Floats) -> Floats:
    """z-scores by the language's mean and deviation, drawn towards the whole library's where its passages are few."""
    n = len(of_language)
    mean = (n * of_language.mean() + PRIOR * of_all.mean()) / (n + PRIOR)
    variance = (n * of_language.var() + PRIOR * of_all.var()) / (n + PRIOR)
    return np.asarray((cosines - mean) / np.sqrt(variance + _EPSILON), dtype=np.float32)


def _unit(vectors: Vectors) -> Vectors:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, _EPSILON), dtype=np.float32)
