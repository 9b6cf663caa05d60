"""What an embedder adds to every text of a language, whatever its subject: the mean vector of sentences about nothing much.

It is the prior of a language's mean where a library has few passages in that language: with a single Arabic report among
many English ones, the report's own mean would be the report itself.
"""

from collections.abc import Mapping
from importlib.resources import files

import numpy as np
import yaml

from index.embedding import Embedder, Vectors


def neutral_means(embedder: Embedder) -> dict[str, Vectors]:
    """Mean passage vector of the neutral sentences of each language, shape ``(dimension,)``. Takes about half a second."""
    sentences: Mapping[str, list[str]] = yaml.safe_load(
        files("index").joinpath("neutral_sentences.yaml").read_text(encoding="utf-8")
    )
    return {language: embedder.passages(texts).mean(axis=0) for language, texts in sentences.items()}


def neutral_mean(means: Mapping[str, Vectors], language: str) -> Vectors:
    """That of ``language``; of all languages that have one, where it has none."""
    if language in means:
        return means[language]
    return np.asarray(np.mean(list(means.values()), axis=0), dtype=np.float32)
