"""YAML that remembers on which line each value stands, so that an error can name it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from index.errors import SuiteError

_HINT = "Correct the YAML: one space after each colon, the same indentation within a list, quotes around odd texts."


class _Loader(yaml.SafeLoader):
    """Plain scalars stay the texts that were written (``21``, ``2:30``, ``no``); a key given twice is refused."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(None, None, "a key must be one word", key.start_mark)
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"the key {key.value!r} stands twice", key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def _as_written(loader: _Loader, node: yaml.ScalarNode) -> str:
    return str(loader.construct_scalar(node))


for _kind in ("bool", "int", "float", "timestamp"):
    _Loader.add_constructor(f"tag:yaml.org,2002:{_kind}", _as_written)


@dataclass(frozen=True, slots=True)
class LocatedYaml:
    """A YAML file's data and its nodes."""

    path: Path
    data: Any
    root: yaml.Node

    def line(self, place: Sequence[str | int]) -> int:
        """Line (from 1) of the value at ``place``, a path of keys and indices; of its nearest parent if missing."""
        node, line = self.root, self.root.start_mark.line
        for step in place:
            found = _child(node, step)
            if found is None:
                break
            line, node = found
        return line + 1


def read_yaml(path: Path) -> LocatedYaml:
    """Read a YAML file.

    Raises:
        SuiteError: it cannot be read or is no YAML; the line is named.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as exc:
        raise SuiteError(f"{path} cannot be read: {exc}.", "Give a UTF-8 file that you may read.") from exc
    try:
        loader = _Loader(text)
        root = loader.get_single_node()
        data = loader.construct_document(root) if root is not None else None
    except yaml.MarkedYAMLError as exc:
        mark = exc.problem_mark or exc.context_mark
        line = f":{mark.line + 1}" if mark else ""
        raise SuiteError(f"{path}{line}: {exc.problem}.", _HINT) from exc
    except yaml.reader.ReaderError as exc:
        before = text.count("\n", 0, exc.position)
        raise SuiteError(f"{path}:{before + 1}: the character U+{exc.character:04X} may not stand there.", _HINT) from exc
    except RecursionError as exc:
        raise SuiteError(f"{path}:1: the file is nested too deeply.", _HINT) from exc
    if root is None:
        raise SuiteError(f"{path}:1: the file is empty.", "Write a suite into it.")
    return LocatedYaml(path, data, root)


def _child(node: yaml.Node, step: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark.line, node.value[step]
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return key.start_mark.line, value
    return None
