"""The other systems that a suite can be run through (``dossier eval --against NAME``), each behind ``evals.running.Answers``.

To add one: a function that makes it from the library, its documents' texts, the language model and its settings, and a line
in ``OTHERS``.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from evals.running import Answers
from evals.scoring import Texts

if TYPE_CHECKING:
    from assistant.config import ModelSettings
    from assistant.models.base import LanguageModel
    from index.library import Library

OURS = "dossier"
Maker = Callable[["Library", Texts, "LanguageModel", "ModelSettings"], Answers]


def _stock(library: "Library", texts: Texts, model: "LanguageModel", settings: "ModelSettings") -> Answers:
    from evals.stock import StockCitations

    return StockCitations(texts, library.embedder, lambda: model)


def _closed_book(library: "Library", texts: Texts, model: "LanguageModel", settings: "ModelSettings") -> Answers:
    from evals.closed_book import ClosedBook

    return ClosedBook(model)


def _dossier(library: "Library", texts: Texts, model: "LanguageModel", settings: "ModelSettings") -> Answers:
    from assistant.answering import Assistant

    return Assistant(library, lambda: model, settings.calibration)  # never closed here: the model is whoever's loaded it


OTHERS: dict[str, Maker] = {"stock": _stock, "closed-book": _closed_book}
SYSTEMS: dict[str, Maker] = {OURS: _dossier} | OTHERS
