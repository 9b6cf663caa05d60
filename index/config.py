"""Settings of the index flow and of retrieval."""

from pydantic import BaseModel, ConfigDict, Field

EMBEDDED_EMBEDDER = "multilingual-e5-small"


class IndexSettings(BaseModel):
    """How documents are cut, embedded and stored.

    Attributes:
        embedder: ``multilingual-e5-small`` (embedded), or the name or folder of any sentence-transformers model.
        chroma_url: of a Chroma server; empty: embedded in the library's folder.
        passage_words: a passage takes whole sentences up to about this many words.
        max_file_mb: larger files are refused.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    embedder: str = EMBEDDED_EMBEDDER
    chroma_url: str = ""
    passage_words: int = Field(default=80, ge=5, le=400)
    max_file_mb: int = Field(default=100, ge=1)
