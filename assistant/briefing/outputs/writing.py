"""From a briefing to a file of the kind that its name tells; whole or not at all."""

import errno
import os
import uuid
from collections.abc import Callable
from pathlib import Path

from assistant.briefing.outputs.composing import outline
from assistant.briefing.outputs.outline import Outline
from assistant.briefing.records import Briefing, Texts
from index.errors import OutputError


def write(briefing: Briefing, texts: Texts, path: Path, overwrite: bool = False) -> None:
    """Write ``briefing`` as the kind of file that the suffix of ``path`` names.

    The file appears under its name only when it is complete; until then it stands beside it under a name of its own.

    Args:
        texts: the whole text of each cited document, for the kinds that show it.

    Raises:
        OutputError: a suffix that is not among ``KINDS``; a file that exists (unless ``overwrite``); what the disk refuses.
    """
    check(path, overwrite)
    data = KINDS[path.suffix.lower()](outline(briefing), texts)
    beside = path.with_name(f".{uuid.uuid4().hex}.part")
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        check(path, overwrite)  # once more: making it has taken a moment
        beside.replace(path)
    except OSError as exc:
        full = exc.errno in {errno.ENOSPC, errno.EDQUOT}
        hint = "Free disk space, or name a file on another disk." if full else "Name a file in a folder that you may write to."
        raise OutputError("{path} cannot be written: {reason}.", hint, path=path, reason=exc.strerror or exc) from exc
    finally:
        beside.unlink(missing_ok=True)


def check(path: Path, overwrite: bool = False) -> None:
    """Refuse at once what ``write`` would refuse after all the work.

    Raises:
        OutputError: see ``write``.
    """
    if path.suffix.lower() not in KINDS:
        raise OutputError(f"{path.name} does not tell which kind of file to write.", f"End its name in {', '.join(KINDS)}.")
    if path.is_dir():
        raise OutputError(f"{path} is a folder.", "Name a file in it.")
    if path.exists() and not overwrite:
        raise OutputError(f"{path} exists already.", "Choose another name, or replace it with --overwrite.")
    if not path.parent.is_dir():
        raise OutputError(f"There is no folder {path.parent}.", "Make it first, or name another.")
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise OutputError(f"The folder {path.parent} may not be written to.", "Name a file in a folder that you may write to.")


def to_markdown(briefing: Briefing) -> str:
    """A briefing as it is shown in a terminal, and as it is written to ``.md``."""
    from assistant.briefing.outputs.markdown import markdown

    return markdown(outline(briefing))


def _markdown(made: Outline, _: Texts) -> bytes:
    from assistant.briefing.outputs.markdown import markdown

    return markdown(made).encode()


def _html(made: Outline, texts: Texts) -> bytes:
    from assistant.briefing.outputs.html import html

    return html(made, texts).encode()


def _docx(made: Outline, _: Texts) -> bytes:
    from assistant.briefing.outputs.docx import docx

    return docx(made)


def _pdf(made: Outline, _: Texts) -> bytes:
    from assistant.briefing.outputs.pdf import pdf

    return pdf(made)


KINDS: dict[str, Callable[[Outline, Texts], bytes]] = {".md": _markdown, ".html": _html, ".docx": _docx, ".pdf": _pdf}
"""What can be written, by suffix. Each imports its library only when it is wanted."""
