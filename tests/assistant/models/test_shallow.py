"""The first layers of a model as a file of their own: what is kept, what is not, and what is left behind when it fails."""

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from gguf import GGUFReader, GGUFValueType, GGUFWriter

from assistant.models.embedded import EmbeddedModel
from assistant.models.shallow import FOLDER, shallow
from index.errors import ModelFileError, ModelNotFoundError

LAYERS = 4
METADATA: dict[str, tuple[object, GGUFValueType, GGUFValueType | None]] = {
    "tiny.embedding_length": (32, GGUFValueType.UINT32, None),
    "tiny.small": (200, GGUFValueType.UINT8, None),
    "tiny.below": (-7, GGUFValueType.INT8, None),
    "tiny.short": (-300, GGUFValueType.INT16, None),
    "tiny.large": (2**60, GGUFValueType.UINT64, None),
    "tiny.larger": (-(2**60), GGUFValueType.INT64, None),
    "tiny.epsilon": (0.5, GGUFValueType.FLOAT32, None),
    "tiny.exact": (0.1, GGUFValueType.FLOAT64, None),
    "tiny.yes": (True, GGUFValueType.BOOL, None),
    "tiny.no": (False, GGUFValueType.BOOL, None),
    "general.name": ("A tiny model: صغير", GGUFValueType.STRING, None),
    "tokenizer.ggml.tokens": (["<s>", "نعم", "no", ""], GGUFValueType.ARRAY, GGUFValueType.STRING),
    "tokenizer.ggml.token_type": ([3, 1, 1, -1], GGUFValueType.ARRAY, GGUFValueType.INT32),
    "tokenizer.ggml.scores": ([0.5, -1.25], GGUFValueType.ARRAY, GGUFValueType.FLOAT32),
    "tokenizer.ggml.flags": ([True, False], GGUFValueType.ARRAY, GGUFValueType.BOOL),
}


def write_model(path: Path, fill: float = 1.0, alignment: int = 32) -> Path:
    """A GGUF file of four layers with metadata of each kind, and a tensor of 8-bit blocks among those of floats."""
    writer = GGUFWriter(path, "tiny")
    if alignment != 32:
        writer.add_custom_alignment(alignment)
    writer.add_block_count(LAYERS)
    for key, (value, kind, inner) in METADATA.items():
        writer.add_key_value(key, value, kind, sub_type=inner)
    for name in ("token_embd.weight", "output_norm.weight"):
        writer.add_tensor(name, np.full((3, 5), fill, dtype=np.float32))
    for layer in range(LAYERS):
        writer.add_tensor(f"blk.{layer}.attn_q.weight", np.full((2, 7), fill + layer, dtype=np.float16))
        writer.add_tensor(f"blk.{layer}.ffn_up.weight", _blocks(layer), raw_dtype=8)  # Q8_0: a scale and 32 numbers
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _blocks(layer: int) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    return np.full((2, 34), layer + 1, dtype=np.uint8)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return write_model(tmp_path / "tiny.gguf")


def test_the_first_layers_are_kept_as_they_are_with_all_that_belongs_to_no_layer(model: Path) -> None:
    made = shallow(model, 2)
    assert made.parent == model.parent / FOLDER
    whole = {tensor.name: tensor for tensor in GGUFReader(model).tensors}
    cut = {tensor.name: tensor for tensor in GGUFReader(made).tensors}
    assert set(cut) == {
        "token_embd.weight",
        "output_norm.weight",
        *(f"blk.{layer}.{part}.weight" for layer in (0, 1) for part in ("attn_q", "ffn_up")),
    }
    assert list(cut) == [name for name in whole if name in cut]
    for name, tensor in cut.items():
        assert tensor.tensor_type == whole[name].tensor_type
        assert tensor.shape.tolist() == whole[name].shape.tolist()
        assert np.array_equal(tensor.data, whole[name].data), name


def test_its_metadata_are_the_models_but_for_the_number_of_layers(model: Path) -> None:
    whole, cut = (GGUFReader(path).fields for path in (model, shallow(model, 3)))
    assert list(cut) == list(whole)
    assert cut["tiny.block_count"].contents() == 3
    assert cut["general.architecture"].contents() == "tiny"
    for key, (value, _, _) in METADATA.items():
        assert cut[key].types == whole[key].types, key
        assert cut[key].contents() == whole[key].contents() == value, key


def test_a_file_aligned_in_its_own_way_stays_readable(tmp_path: Path) -> None:
    model = write_model(tmp_path / "aligned.gguf", alignment=256)
    whole = {tensor.name: tensor.data for tensor in GGUFReader(model).tensors}
    for tensor in GGUFReader(shallow(model, 2)).tensors:
        assert np.array_equal(tensor.data, whole[tensor.name]), tensor.name


def test_it_is_made_once_for_each_depth(model: Path) -> None:
    made = shallow(model, 2)
    before = made.stat().st_mtime_ns
    made.chmod(0o400)
    assert shallow(model, 2) == made
    assert made.stat().st_mtime_ns == before
    other = shallow(model, 1)
    assert other != made
    assert sorted(model.parent.joinpath(FOLDER).iterdir()) == sorted([made, other])


def test_of_a_changed_model_it_is_made_again_and_the_old_one_removed(model: Path) -> None:
    old, kept = shallow(model, 2), shallow(model, 1)
    other = shallow(write_model(model.parent / "tiny-2.gguf"), 2)
    write_model(model, fill=9.0)
    os.utime(model, (1_000_000_000, 1_000_000_000))
    new = shallow(model, 2)
    assert new != old
    assert GGUFReader(new).tensors[0].data[0, 0] == 9.0
    assert sorted(model.parent.joinpath(FOLDER).iterdir()) == sorted([new, kept, other]), "other models and depths stay"


def _in_the_way(model: Path) -> None:
    model.parent.joinpath(FOLDER).write_text("a file where the folder should be", encoding="utf-8")


def _cut_off(model: Path) -> None:
    model.write_bytes(model.read_bytes()[:-200])


def _of_another_kind(model: Path) -> None:
    model.write_bytes(b"not a model at all")


def _empty(model: Path) -> None:
    model.write_bytes(b"")


def _without_architecture(model: Path) -> None:
    model.write_bytes(model.read_bytes().replace(b"general.architecture", b"general.architectura"))


@pytest.mark.parametrize("damage", [_in_the_way, _cut_off, _of_another_kind, _empty, _without_architecture])
def test_a_failure_says_what_can_be_done_and_leaves_nothing_behind(model: Path, damage: Callable[[Path], None]) -> None:
    damage(model)
    with pytest.raises(ModelFileError, match="first layers of") as caught:
        shallow(model, 2)
    assert "dossier model fetch" in caught.value.hint
    assert list(model.parent.glob(f"{FOLDER}/*")) == []


@pytest.mark.filterwarnings("ignore:overflow:RuntimeWarning")  # numpy's, where the damage makes a size of it
def test_a_model_that_breaks_off_anywhere_is_refused(model: Path) -> None:
    whole = model.read_bytes()
    for length in range(0, len(whole), 97):
        model.write_bytes(whole[:length])
        with pytest.raises(ModelFileError):
            shallow(model, 2)
    assert list(model.parent.glob(f"{FOLDER}/*")) == []


@pytest.mark.parametrize("step", ["write_header_to_file", "write_kv_data_to_file", "write_tensors_to_file"])
def test_a_full_disk_leaves_no_half_written_file(model: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    write = getattr(GGUFWriter, step)

    def full(writer: GGUFWriter) -> None:
        write(writer)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(GGUFWriter, step, full)
    with pytest.raises(ModelFileError, match="No space left") as caught:
        shallow(model, 2)
    assert "Make room" in caught.value.hint
    assert list(model.parent.glob(f"{FOLDER}/*")) == []


def test_a_model_that_is_not_there_is_not_found_whatever_depth_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(ModelNotFoundError) as caught:
        EmbeddedModel(tmp_path / "absent.gguf", name="absent", depths=(18,))
    assert "dossier model fetch" in caught.value.hint
