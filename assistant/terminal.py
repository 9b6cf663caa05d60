"""What the command line shows on a terminal: colours, progress bars, right-to-left text set to the right.

Text stays in logical order, as terminals that know bidirectional text want it; each foreign run is wrapped in Unicode
isolates (UAX #9), so that it does not drag punctuation and markers of its surroundings along.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.progress import BarColumn, DownloadColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from assistant.glossing import of_figures
from assistant.records import Answer, AskEvent, Claim, EvidenceFound, Finished, Wording, Working
from assistant.wording import quoted
from index.language import direction, dominant_language
from index.records import Evidence

if TYPE_CHECKING:
    from assistant.config import Settings
    from assistant.models.choosing import Choice, ListedModel
    from index.indexing import IndexProgress, IndexReport
    from index.library import Library

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)

_ISOLATE = {"rtl": "\u2067", "ltr": "\u2066"}
_POP = "\u2069"
_APART = "\u2068"
_BETWEEN = "[\u2066-\u2069]*"  # isolates, which may stand anywhere in what is shown
_QUOTED = re.compile(r"“[^”]*”|«[^»]*»")


def isolated(text: str, language: str) -> str:
    """``text`` in directional isolates. Control characters of its own are taken out: a document must not steer the terminal."""
    inner = _QUOTED.sub(lambda quote: f"{_APART}{quote[0]}{_POP}", plain(text))
    return f"{_ISOLATE[direction(language)]}{inner}{_POP}"


def plain(text: str) -> str:
    """``text`` without control and bidirectional override characters."""
    return "".join(c for c in text if c in "\n\t" or (c.isprintable() or c in "\u200c\u200d"))


def _paragraph(text: str, language: str, style: str = "", indent: int = 0, below: int = 0, marked: str = "") -> RenderableType:
    return _set(isolated(" ".join(text.split()), language), language, style, indent, below, " ".join(marked.split()))


def _set(words: str, language: str, style: str = "", indent: int = 0, below: int = 0, marked: str = "") -> RenderableType:
    justify: Literal["right", "left"] = "right" if direction(language) == "rtl" else "left"
    shown = Text(words, style=style, justify=justify)
    if marked:
        shown.highlight_regex(_BETWEEN.join(map(re.escape, plain(marked))), "bold underline")
    return Padding(shown, (0, 0, below, indent))  # a bare Text loses its justification when it is printed


# -- progress -------------------------------------------------------------------------------------------------------


@contextmanager
def progress(title: str, *, quiet: bool = False) -> Iterator[Callable[["IndexProgress"], None]]:
    """A bar of files on standard error; it names the file at work and, where that is long, how much of it is embedded."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True, disable=quiet or not err.is_terminal) as bar:
        task = bar.add_task(title, total=None, visible=False)

        def show(step: "IndexProgress") -> None:
            name = Text(plain(step.name)[-50:]).markup
            passages = f" (passage {step.embedded:,} of {step.passages:,})" if step.passages else ""
            done = step.done + (step.embedded / step.passages if step.passages else 0)
            bar.update(task, total=step.total, completed=done, description=f"{title} {name}{passages}", visible=True)

        yield show


@contextmanager
def counter(title: str) -> Iterator[Callable[[int, int], None]]:
    """A bar of questions on standard error."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, total=total, completed=done)


@contextmanager
def download(title: str) -> Iterator[Callable[[int, int], None]]:
    """A bar of bytes on standard error."""
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, disable=not err.is_terminal) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, total=total, completed=done)


# -- index ----------------------------------------------------------------------------------------------------------


def report_json(report: "IndexReport") -> dict[str, Any]:
    """The contract's form of an index report."""
    return {
        "added": list(report.added),
        "updated": list(report.updated),
        "removed": list(report.removed),
        "skipped": list(report.skipped),
        "refused": [{"document": refusal.name, "reason": refusal.reason} for refusal in report.refused],
    }


def print_report(report: "IndexReport", library: "Library") -> None:
    """Counts, the names of what changed, and each refused file with its reason."""
    for title, names, style in (
        ("added", report.added, "green"),
        ("updated", report.updated, "yellow"),
        ("removed", report.removed, "magenta"),
    ):
        for name in names:
            out.print(Text.assemble((f"{title:>8}  ", style), plain(name)))
    for refusal in report.refused:
        out.print(Text.assemble((" refused  ", "red"), plain(refusal.name), (f"  {plain(refusal.reason)}", "dim")))
    if not (report.added or report.updated or report.removed or report.skipped or report.refused):
        from index.readers import SUFFIXES

        out.print(f"No file was found. Name files, or folders that hold some; readable are {', '.join(sorted(SUFFIXES))}.")
    unchanged = f", {len(report.skipped)} unchanged" if report.skipped else ""
    out.print(f"{len(library.documents())} documents in the library{unchanged}.")


# -- search and ask -------------------------------------------------------------------------------------------------


def print_evidence(evidence: Iterable[Evidence]) -> None:
    """Passages, best first, each with its place."""
    for number, item in enumerate(evidence, start=1):
        out.print(_evidence_block(number, item))


def _evidence_block(number: int, item: Evidence, marked: str = "") -> RenderableType:
    """A passage with its place; of it ``marked`` stands out."""
    passage = item.passage
    place = f"{plain(passage.document)}  {passage.start}–{passage.end}"
    place += f"  page {passage.page}" if passage.page else ""
    head = Text.assemble((f"{number}. ", "bold"), (place, "cyan"), (f"  {item.score:.2f}", "dim"))
    return Group(head, _paragraph(passage.text, passage.language, indent=3, below=1, marked=marked))


def stream_answer(events: Iterator[AskEvent]) -> None:
    """Where it looked at once, each checked claim as it comes, then the exact words that they rest on."""
    found, told = False, False
    with err.status("Looking for evidence …") as waiting:
        for event in events:
            if isinstance(event, EvidenceFound) and event.evidence:
                found = True
                names = ", ".join(dict.fromkeys(plain(item.passage.document) for item in event.evidence))
                err.print(Text(f"Evidence from {names} ({event.retrieval_ms:.0f} ms)", style="dim"))
                waiting.update("Reading …")
            elif isinstance(event, Working):
                waiting.update(f"{event.step.capitalize()} ({event.done + 1} of {event.total}) …")
            elif isinstance(event, Wording):
                told = told or bool(event.citations)
                # Whole claims: a right-to-left line cannot be typed word by word.
                out.print(_paragraph(event.text, dominant_language(event.text), _style(event, found=found, told=told), below=1))
            elif isinstance(event, Finished):
                waiting.stop()
                _print_conflicts(event.answer)
                _print_support(event.answer)


def _style(wording: Wording, *, found: bool, told: bool) -> str:
    """Claims stand out; so does word that what was found does not tell. Remarks and small talk are plain."""
    if wording.citations:
        return "bold"
    return "yellow" if found and not told else ""


def _print_conflicts(answer: Answer) -> None:
    """Accounts that differ, a line each: who gives it, its words, its markers."""
    for conflict in answer.conflicts:
        out.print(_paragraph(_labels(answer).conflict, answer.language, "bold"))
        for account in conflict.accounts:
            out.print(_set(_account(account, answer), answer.language, indent=2))
        out.print()


def _account(account: Claim, answer: Answer) -> str:
    """An account without its frame where it is no more than cited words; its speaker, or else its document, goes before."""
    cited = [citation for citation in answer.citations if citation.number in account.citations]
    quotes = [quoted(citation.quote, citation.language) for citation in cited]
    text = " ".join(account.text.split())
    said = next((quote for quote in quotes if account.verbatim and quote[1:-1] in text), text)
    who = account.speaker or cited[0].document
    markers = "".join(f"[{citation.number}]" for citation in cited)
    line = f"{_APART}{plain(who)}{_POP}: {_APART}{plain(said)}{_POP} {markers}"
    return f"{_ISOLATE[direction(answer.language)]}{line}{_POP}"


def _print_support(answer: Answer) -> None:
    """The cited words, and below them what foreign ones say; for an abstention, the nearest passages."""
    glosses = {claim.citations[0]: claim.gloss for claim in answer.claims if claim.gloss}
    for citation in answer.citations:
        place = f"{plain(citation.document)}  {citation.start}–{citation.end}"
        gloss = glosses.get(citation.number)
        out.print(Text.assemble((f"[{citation.number}] ", "bold"), (place, "cyan")))
        out.print(_paragraph(citation.quote, citation.language, "italic", indent=4, below=0 if gloss else 1))
        if gloss:
            told = gloss if of_figures(gloss) else f"{_labels(answer).gloss}: {gloss}"
            out.print(_paragraph(told, answer.language, "dim", indent=4, below=1))
    for number, near in enumerate(answer.nearest, start=1):
        out.print(_evidence_block(number, near.evidence, near.sentence))
    if answer.evidence:  # there is none where nothing was asked of the documents
        out.print(Text(f"{plain(answer.model)}, {answer.timings.total_ms / 1000:.1f} s", style="dim"))


class _Labels(NamedTuple):
    conflict: str
    gloss: str


_LABELS = {
    "en": _Labels("The accounts differ", "Translation by machine"),
    "ar": _Labels("تختلف الروايات", "ترجمة آلية"),
}


def _labels(answer: Answer) -> _Labels:
    return _LABELS.get(answer.language, _LABELS["en"])


# -- status and models ----------------------------------------------------------------------------------------------


def status_json(library: "Library", settings: "Settings", choice: "Choice") -> dict[str, Any]:
    """What ``dossier status --json`` prints."""
    documents = library.documents()
    return {
        "home": str(library.home),
        "documents": [
            {
                "document": info.name,
                "source": info.source,
                "language": info.language,
                "media_type": info.media_type,
                "title": info.title,
                "characters": info.characters,
                "passages": info.passages,
            }
            for info in documents
        ],
        "passages": sum(info.passages for info in documents),
        "languages": library.catalogue.languages(),
        "embedder": {"library": library.catalogue.meta("embedder"), "configured": settings.index.embedder},
        "model": {
            "backend": choice.backend,
            "name": choice.name,
            "ready": choice.ready,
            "why": choice.why,
            "problem": choice.problem,
            "hint": choice.hint,
        },
    }


def print_status(facts: dict[str, Any]) -> None:
    """The library's documents, its embedder and the model that would answer."""
    table = Table("document", "language", "passages", "characters", box=None, header_style="bold", pad_edge=False)
    for info in facts["documents"]:
        table.add_row(plain(info["document"]), info["language"], str(info["passages"]), f"{info['characters']:,}")
    out.print(table if facts["documents"] else "The library is empty. Add documents with `dossier index FOLDER`.")
    out.print()
    out.print(Text.assemble(("library   ", "bold"), facts["home"]))
    embedder = facts["embedder"]
    out.print(Text.assemble(("embedder  ", "bold"), embedder["library"] or embedder["configured"]))
    if embedder["library"] not in (None, embedder["configured"]):
        out.print(Text(f"          configured is {embedder['configured']}: run `dossier index --rebuild`", style="red"))
    model = facts["model"]
    out.print(Text.assemble(("model     ", "bold"), f"{model['name']}  ", (model["why"], "dim")))
    if not model["ready"]:
        out.print(Text(f"          {model['problem']} {model['hint']}", style="red"))


def models_json(models: Iterable["ListedModel"]) -> list[dict[str, Any]]:
    """What ``dossier model list --json`` prints."""
    return [{"backend": m.backend, "name": m.name, "ready": m.ready, "size": m.size, "note": m.note} for m in models]


def print_models(models: Iterable["ListedModel"]) -> None:
    """A line a model."""
    table = Table("back-end", "model", "ready", "note", box=None, header_style="bold", pad_edge=False)
    for model in models:
        table.add_row(model.backend, model.name, "yes" if model.ready else "no", model.note)
    out.print(table)
