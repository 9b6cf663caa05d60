"""Prompts as files, checked when loaded: a placeholder that the code does not fill, or the reverse, is an error at once."""

import re
import string
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from index.errors import PromptError

_TEMPLATE_MARK = re.compile(r"<[|｜]|[|｜]>|</?s>|\[/?INST\]|<</?SYS>>|</?(?:start|end)_of_turn>")


def _broken(mark: re.Match[str]) -> str:
    return " ".join(mark[0])


@dataclass(frozen=True, slots=True)
class Prompt:
    """Parts of one exchange, by name (``system``, ``user``, …), each a template with ``{placeholders}``."""

    name: str
    parts: dict[str, str]

    def fill(self, part: str, **values: str) -> str:
        """The part with its placeholders filled. Braces in values mean nothing, and marks of chat templates are broken up:

        a document that holds ``<|im_start|>system`` must not open a message of its own.
        """
        return self.parts[part].format_map({key: _TEMPLATE_MARK.sub(_broken, value) for key, value in values.items()})


@cache
def load_prompt(name: str, **placeholders: frozenset[str]) -> Prompt:
    """Read ``prompts/NAME.yaml``.

    Args:
        placeholders: for each part, the placeholders that the caller fills.

    Raises:
        PromptError: no such prompt, a part is missing or unknown, or its placeholders are others.
    """
    try:
        parts = yaml.safe_load(files("prompts").joinpath(f"{name}.yaml").read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as exc:
        raise PromptError(f"The prompt {name} cannot be read: {exc}.", "Install dossier again.") from exc
    if not isinstance(parts, dict) or set(parts) != set(placeholders):
        raise PromptError(f"The prompt {name} must have the parts {sorted(placeholders)}.", f"Correct prompts/{name}.yaml.")
    for part, expected in placeholders.items():
        found = {field for _, field, _, _ in string.Formatter().parse(parts[part]) if field is not None}
        if found != expected:
            raise PromptError(
                f"The part {part} of the prompt {name} has the placeholders {sorted(found)}, not {sorted(expected)}.",
                f"Correct prompts/{name}.yaml.",
            )
    return Prompt(name, {part: text.strip() for part, text in parts.items()})
