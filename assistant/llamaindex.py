"""The ask flow as a LlamaIndex query engine: same answers, same citations, in anybody's LlamaIndex program."""

from llama_index.core.base.response.schema import Response
from llama_index.core.query_engine import CustomQueryEngine
from pydantic import ConfigDict

from assistant.answering import Assistant
from index.llamaindex import as_node


class DossierQueryEngine(CustomQueryEngine):
    """Answers with citations, or abstains.

    The response's text is the answer with its markers; ``source_nodes`` are the evidence; ``metadata`` is the whole answer
    in the form of ``dossier ask --json``.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)
    assistant: Assistant

    def custom_query(self, query_str: str) -> Response:
        """Ask."""
        answer = self.assistant.answer(query_str)
        nodes = [as_node(item) for item in answer.evidence]
        return Response(response=answer.text, source_nodes=nodes, metadata=answer.to_json())
