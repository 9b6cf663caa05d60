"""The lexical index: BM25 over stemmed words of English and Arabic (``bm25s``, Lù 2024; Snowball stemmers)."""

import shutil
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

import bm25s
import numpy as np
import regex
import Stemmer
from numpy.typing import NDArray

from index.records import Passage

_WORD = regex.compile(r"[\p{L}\p{N}]+(?:[.,٫٬]\p{N}+)*")
_ARABIC = regex.compile(r"\p{Arabic}")
# Vowel signs and the lengthening stroke carry no meaning for search; the forms of alef, ya and ta marbuta are mixed freely.
_ARABIC_MARKS = regex.compile(r"[\p{Mn}ـ]")
_ARABIC_FORMS = str.maketrans("أإآٱىةؤئ", "ااااايهوي"[1:])
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


class _Stemmers(threading.local):  # PyStemmer objects must not be shared between threads
    def __init__(self) -> None:
        self.english = Stemmer.Stemmer("english")
        self.arabic = Stemmer.Stemmer("arabic")


_stemmers = _Stemmers()


def tokens(text: str) -> list[str]:
    """Words as the index knows them: lower case, without vowel signs, Western digits, stemmed by their script."""
    return [_stem(word) for word in _WORD.findall(_ARABIC_MARKS.sub("", text).translate(_DIGITS).lower())]


def _stem(word: str) -> str:
    if _ARABIC.search(word):
        return str(_stemmers.arabic.stemWord(word.translate(_ARABIC_FORMS)))
    return str(_stemmers.english.stemWord(word))


class TermIndex:
    """BM25 scores of all passages of one generation of a library."""

    def __init__(self, ids: list[str], bm25: Any, generation: int) -> None:
        self.ids = ids
        self.rows = {id_: row for row, id_ in enumerate(ids)}
        self.generation = generation
        self._bm25 = bm25

    @classmethod
    def build(cls, passages: Mapping[str, Passage], generation: int) -> Self:
        """Index ``passages`` (by id)."""
        corpus = [tokens(passage.text) for passage in passages.values()]
        if not any(corpus):
            return cls([], None, generation)
        bm25 = bm25s.BM25()
        bm25.index(corpus, show_progress=False)
        return cls(list(passages), bm25, generation)

    @staticmethod
    def is_saved(folder: Path, generation: int) -> bool:
        """Whether the index of that generation was saved whole."""
        return (folder / str(generation) / "ids.txt").exists()

    @classmethod
    def load(cls, folder: Path, generation: int) -> Self | None:
        """The saved index of that generation, or ``None`` if there is none or it does not load (it can be built again)."""
        path = folder / str(generation)
        try:
            ids = (path / "ids.txt").read_text(encoding="utf-8").split()
            return cls(ids, bm25s.BM25.load(str(path / "bm25")), generation)
        except (OSError, ValueError, KeyError):
            return None

    def save(self, folder: Path) -> None:
        """Save for later processes, in place of earlier generations. ``ids.txt``, written last, marks it complete."""
        if self._bm25 is None:
            return
        path = folder / str(self.generation)
        path.mkdir(parents=True, exist_ok=True)
        self._bm25.save(str(path / "bm25"), show_progress=False)
        (path / "ids.txt").write_text("\n".join(self.ids), encoding="utf-8")
        for other in folder.iterdir():
            if other != path:
                shutil.rmtree(other, ignore_errors=True)

    def scores(self, question: str) -> NDArray[np.float32]:
        """BM25 score of every passage, shape ``(len(ids),)``; 0 where no word is shared."""
        words = [word for word in tokens(question) if self._bm25 is not None and word in self._bm25.vocab_dict]
        if not words:
            return np.zeros(len(self.ids), dtype=np.float32)
        return np.asarray(self._bm25.get_scores(words), dtype=np.float32)
