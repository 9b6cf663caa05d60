"""The language-fair retrieval as a LlamaIndex retriever, to drop into anybody's LlamaIndex program."""

from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from index.library import Library
from index.records import Evidence
from index.retrieval import Retriever


class DossierRetriever(BaseRetriever):
    """Finds passages of a library as ``NodeWithScore``; metadata hold ``document``, ``language``, ``heading`` and ``page``.

    ``start_char_idx`` and ``end_char_idx`` of a node are offsets into the document's text as indexed.
    """

    def __init__(self, library: Library, similarity_top_k: int = 5) -> None:
        super().__init__()
        self._retriever = Retriever(library)
        self._k = similarity_top_k

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return [as_node(item) for item in self._retriever.search(query_bundle.query_str, self._k)]


def as_node(evidence: Evidence) -> NodeWithScore:
    """One piece of evidence as LlamaIndex knows it."""
    passage = evidence.passage
    node = TextNode(
        id_=f"{passage.document}:{passage.start}-{passage.end}",
        text=passage.text,
        start_char_idx=passage.start,
        end_char_idx=passage.end,
        metadata={
            "document": passage.document,
            "language": passage.language,
            "heading": passage.heading,
            "page": passage.page,
        },
        excluded_llm_metadata_keys=["language", "heading", "page"],
        excluded_embed_metadata_keys=["document", "language", "heading", "page"],
    )
    return NodeWithScore(node=node, score=evidence.score)
