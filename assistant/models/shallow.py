"""The first layers of a model as a model of their own, for reading.

A probe reads what a model makes of a text best from its middle layers, not from the last, which turn it into the next word
("Layer by Layer: Uncovering Hidden Representations in Language Models", Skean et al. 2025); measured here, the first 18 of
28 layers tell better than all of them whether a sentence answers a question, in three fifths of the time. llama.cpp gives
no access to middle layers, but it runs any file that holds them: the same file without the later layers.
"""

import os
import tempfile
from pathlib import Path

import regex

from index.errors import ModelFileError, ModelNotFoundError

FOLDER = "shallow"
_LAYER = regex.compile(r"blk\.(\d+)\.")
_OWN = ("GGUF.version", "GGUF.tensor_count", "GGUF.kv_count", "general.architecture")  # the writer writes these itself


def shallow(path: Path, layers: int) -> Path:
    """The file with the first ``layers`` layers of the GGUF model at ``path``; made once, beside it, in some seconds.

    Raises:
        ModelNotFoundError: there is no such file.
        ModelFileError: the file is damaged, or there is no room for its layers.
    """
    try:
        state = path.stat()
    except FileNotFoundError as exc:
        raise ModelNotFoundError("There is no model file at {path}.", "Run `dossier model fetch`.", path=path) from exc
    folder = path.parent / FOLDER
    made = folder / f"{path.stem}.{layers}-{state.st_size}-{int(state.st_mtime)}.gguf"
    if made.exists():
        return made
    try:
        folder.mkdir(exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, suffix=".part")
        os.close(handle)
        part = Path(name)
        try:
            _write(path, part, layers)
            part.replace(made)  # whole or not at all: two processes may do this at once
        finally:
            part.unlink(missing_ok=True)
    except (OSError, ValueError, KeyError, IndexError) as exc:
        raise ModelFileError(
            "The first layers of {path} cannot be written to {folder}: {reason}.",
            "Make room there (about 1 GB), or run `dossier model fetch`, which checks the model.",
            path=path,
            folder=folder,
            reason=getattr(exc, "strerror", None) or exc,
        ) from exc
    for old in folder.glob(f"{path.stem}.{layers}-*.gguf"):
        if old != made:
            old.unlink(missing_ok=True)
    return made


def _write(source: Path, target: Path, layers: int) -> None:
    from gguf import GGUFReader, GGUFValueType, GGUFWriter

    reader = GGUFReader(source)
    writer = GGUFWriter(target, str(reader.fields["general.architecture"].contents()))
    writer.data_alignment = reader.alignment
    for field in reader.fields.values():
        if field.name in _OWN:
            continue
        kind = field.types[0]
        value = min(layers, field.contents()) if field.name.endswith(".block_count") else field.contents()
        inner = field.types[-1] if kind == GGUFValueType.ARRAY else None
        writer.add_key_value(field.name, value, kind, sub_type=inner)
    for tensor in reader.tensors:
        layer = _LAYER.match(tensor.name)
        if layer is None or int(layer[1]) < layers:
            writer.add_tensor(tensor.name, tensor.data, raw_dtype=tensor.tensor_type)
    try:
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
    finally:
        writer.close()
