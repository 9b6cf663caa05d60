"""Which language model answers, and how far it is, as HTML. Pure functions; all text passes through ``markup``."""

from dataclasses import dataclass
from enum import StrEnum

from assistant.chat import markup
from assistant.chat.strings import Strings, tell
from index.errors import Told

_MB = 1_000_000


class Stage(StrEnum):
    """What the language model is doing."""

    MISSING = "missing"
    FETCHING = "fetching"
    UNLOADED = "unloaded"
    LOADING = "loading"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class ModelState:
    """Which model answers, and how far it is.

    Attributes:
        name: in the words of its back-end; may be empty where the server decides.
        problem: why it cannot answer, and ``hint`` what to do, where it is missing.
        done: bytes that have been fetched, and ``total``, of how many; no total: it is none that could be fetched.
    """

    name: str
    stage: Stage
    problem: str | Told = ""
    hint: str | Told = ""
    done: int = 0
    total: int = 0


def seen(state: ModelState, words: Strings) -> str:
    """What tells a state that the page shows from another."""
    return f"{words.code} {state.stage} {state.done} {state.name} {state.problem}"


def panel(state: ModelState, words: Strings) -> str:
    """A line below the question's box; where the model is missing, what to do."""
    head = f'data-stage="{state.stage}" data-seen="{markup.attribute(seen(state, words))}" dir="{words.direction}"'
    if state.stage is Stage.MISSING:
        return f'<section class="model" role="alert" {head}>{_missing(state, words)}</section>'
    said = {
        Stage.UNLOADED: words.model_unloaded,
        Stage.LOADING: words.model_loading,
        Stage.READY: words.model_ready,
        Stage.FETCHING: words.model_fetching.format(done=_megabytes(state.done), total=_megabytes(state.total)),
    }[state.stage]
    name = markup.name(state.name) if state.name else markup.text(words.model_unnamed)
    bar = ""
    if state.stage is Stage.FETCHING:
        bar = f'<progress max="{state.total}" value="{state.done}" aria-label="{markup.text(words.model_progress)}"></progress>'
    return (
        f'<div class="model" role="status" {head}><span class="lamp" aria-hidden="true"></span>'
        f"<span>{markup.text(words.model_label)}: {name}</span><span>{markup.text(said)}</span>{bar}</div>"
    )


def _missing(state: ModelState, words: Strings) -> str:
    told = " ".join(filter(None, (tell(part, words) for part in (state.problem, state.hint))))
    why = f'<p class="why" dir="{markup.sentence_direction(told, words.direction)}">{markup.commands(told)}</p>' if told else ""
    title = f"<h3>{markup.text(words.model_missing)}</h3>"
    if not state.total:
        return f"{title}{why}"
    label = words.model_resume if state.done else words.model_fetch
    left = _megabytes(state.total - state.done)
    return (
        f"{title}<p>{markup.text(words.model_fetch_text)}</p>"
        f'<button type="button" data-action="fetch">{markup.text(label.format(name=_isolated(state.name), size=left))}</button>'
        f"{why}"
    )


def _megabytes(size: int) -> str:
    return f"{size / _MB:,.0f}"


def _isolated(value: str) -> str:
    return f"\u2068{value}\u2069"
