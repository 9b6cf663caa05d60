"""Stock LlamaIndex ``CitationQueryEngine`` over the same documents, embedder and language model: what dossier is compared with.

Everything is as it comes: chunks of 1,024 tokens, cited in pieces of 512, its own prompts, and the three nearest chunks, as in
its documentation (left out, the number would be two). Only the embedder and the language model are ours, so that what
differs is the pipeline.

Its answers are read generously: a marker cites the whole piece that it names, so that a fact anywhere in the piece counts as
shown. The share that says the fact in the wording tells how many of the answers themselves are right.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import regex
from llama_index.core import Document, VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.base.llms.types import CompletionResponse, CompletionResponseGen, LLMMetadata
from llama_index.core.llms import CustomLLM
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.query_engine import CitationQueryEngine
from llama_index.core.schema import BaseNode, NodeWithScore, QueryBundle
from pydantic import ConfigDict

from assistant.models.base import Message, Request
from assistant.records import Answer, Citation, Claim, Outcome, Timings
from index.language import dominant_language
from index.records import Evidence, Passage
from index.segmentation import sentences

if TYPE_CHECKING:
    from assistant.models.base import LanguageModel
    from index.embedding import Embedder

NEAREST = 3  # chunks
_CONTEXT = 4096  # tokens, as dossier loads its own model by default
_REPLY_TOKENS = 256
_NAME, _START = "file_path", "start"  # metadata; its own reader of folders shows `file_path` to embedder and model

# As its prompt shows them, `[2]`, and as small models write them: `[1, 2]`, `[Source 2]`.
_MARKERS = regex.compile(r"\[\s*(?:sources?\s*)?\d+(?:\s*(?:,|،|and|&|و)\s*(?:source\s*)?\d+)*\s*\]", regex.IGNORECASE)
_MARKER = regex.compile(r"\[(\d+)\]")
_HEADER = regex.compile(r"\ASource \d+:\n")

# Its prompt asks the model to "indicate" that no source is helpful; it has no outcome for that.
_REFUSALS = (
    r"none of the (?:\w+ ){0,2}(?:sources|texts|documents|passages)",
    r"(?:sources?|texts?|context|documents?|information|passages?|excerpts?|articles?|reports?)"
    r"(?:[ ,]*(?:\[?\d+\]?|and|provided|given|above))* (?:do|does|did)(?: not|n['’]t) [^.]{0,40}"
    r"(?:provide|mention|contain|include|specif|state|say|tell|give|address|discuss|indicate|disclose|reveal|answer|help|have)",
    r"(?:sources?|texts?|context|documents?|information)(?: provided| given| above)? (?:is|are) not (?:helpful|relevant|enough)",
    r"(?:is|are|was|were) not (?:\w+ ){0,2}(?:mentioned|specified|provided|stated|given|found|available|included) (?:in|by)",
    r"\bno (?:\w+ ){0,2}(?:information|mention|details)\b",
    r"(?:cannot|can['’]?t|could not|unable to|not possible to) (?:be )?(?:\w+ )?(?:answer|determin|find|found)",
    r"(?:لا|لم) [تيأن](?:ذكر|حتوي|قدم|وفر|رد|وجد|جد|تضمن|شمل|حدد|شر|شير|جيب|جب|نص|وضح)\w*[^.]{0,40}"
    r"(?:المصادر|المصدر|معلومات|النص|الوثائق|الوثيقة|السؤال|تفاصيل|ذكر)",
    r"(?:المصادر|المصدر|المعلومات|النصوص|النص|الوثائق|الوثيقة)(?: \w+){0,2} (?:لا|لم) ",
    r"(?:غير|ليس|ليست) (?:مذكور|محدد|متوفر|متاح|موجود|مفيد)",
    r"(?:ليس|ليست) هناك [^.]{0,20}معلومات",
    r"لا (?:يمكن|أستطيع|يمكنني|نستطيع) [^.]{0,20}(?:الإجابة|تحديد|معرفة|العثور)",
)
_REFUSAL = regex.compile("|".join(_REFUSALS), regex.IGNORECASE)


class StockCitations:
    """``CitationQueryEngine`` with the face of ``assistant.answering.Assistant``, as far as a benchmark needs it."""

    def __init__(self, texts: Mapping[str, str], embedder: "Embedder", load_model: Callable[[], "LanguageModel"]) -> None:
        """Index ``texts`` (by document name) in memory."""
        self._texts = texts
        chunks = [chunk for name in texts for chunk in self._chunks(name)]
        self._index = VectorStoreIndex(chunks, embed_model=_Embedding(embedder=embedder))
        self._load_model = load_model
        self._model: LanguageModel | None = None

    def warm(self) -> "LanguageModel":
        """The model, loaded if it was not."""
        if self._model is None:
            self._model = self._load_model()
        return self._model

    def close(self) -> None:
        """Free the model."""
        if self._model is not None:
            self._model.close()
            self._model = None

    def answer(self, question: str, history: Sequence[str] = ()) -> Answer:
        """Ask. ``history`` is not looked at: the engine knows no conversation."""
        model = self.warm()
        engine = CitationQueryEngine.from_args(
            self._index, llm=_Model(language_model=model), similarity_top_k=NEAREST, streaming=True
        )
        started = time.perf_counter()
        query = QueryBundle(question)
        chunks = engine.retrieve(query)
        retrieved = _milliseconds(started)
        reply: Any = engine.synthesize(query, chunks)
        text, first_word = "", 0.0
        for piece in reply.response_gen:
            first_word = first_word or _milliseconds(started)
            text += piece
        total = _milliseconds(started)
        timings = Timings(retrieved, first_word or total, total)
        return self._read(question, _with_single_markers(text), chunks, reply.source_nodes, timings, model.name)

    def _read(
        self,
        question: str,
        text: str,
        chunks: Sequence[NodeWithScore],
        sources: Sequence[NodeWithScore],
        timings: Timings,
        model: str,
    ) -> Answer:
        """The reply as an answer: its markers are citations of ``sources``; ``chunks`` are the evidence."""
        citations = self._citations(text, sources)
        refused = is_refusal(text, cites=bool(citations))
        numbers = tuple(citation.number for citation in citations)
        return Answer(
            question=question,
            language=dominant_language(question),
            outcome=Outcome.ABSTAINED if refused else Outcome.ANSWERED,
            text=text,
            claims=() if refused else (Claim(_MARKER.sub("", text), None, numbers, verbatim=False),),
            citations=citations,
            conflicts=(),
            evidence=tuple(self._evidence(chunk) for chunk in chunks),
            model=f"stock LlamaIndex, {model}",
            timings=timings,
        )

    def _chunks(self, name: str) -> Iterator[BaseNode]:
        """A document as LlamaIndex cuts it by default. Each chunk keeps where it begins, which its citations lose."""
        text = self._texts[name]
        document = Document(
            text=text,
            metadata={_NAME: name},
            excluded_embed_metadata_keys=[_START],
            excluded_llm_metadata_keys=[_START],
        )
        start = 0
        for chunk in SentenceSplitter().get_nodes_from_documents([document]):
            start = text.index(chunk.get_content(), start)  # not from the top: a document may repeat itself
            chunk.metadata[_START] = start
            yield chunk

    def _citations(self, text: str, sources: Sequence[NodeWithScore]) -> tuple[Citation, ...]:
        """One for each source that ``text`` names, and none for a number that no source has."""
        numbers = dict.fromkeys(int(number) for number in _MARKER.findall(text))
        return tuple(self._citation(number, sources[number - 1].node) for number in numbers if 1 <= number <= len(sources))

    def _citation(self, number: int, source: BaseNode) -> Citation:
        passage = self._passage(source, _HEADER.sub("", source.get_content()))
        return Citation(number, passage.document, passage.start, passage.end, passage.text, passage.language)

    def _evidence(self, chunk: NodeWithScore) -> Evidence:
        return Evidence(self._passage(chunk.node, chunk.node.get_content()), float(chunk.score or 0.0))

    def _passage(self, node: BaseNode, words: str) -> Passage:
        """Where ``words`` of ``node`` stand in the document; if nowhere, at -1, which no check of citations lets through."""
        name, words = str(node.metadata[_NAME]), words.strip()
        start = self._texts[name].find(words, node.metadata[_START])
        return Passage(name, start, start + len(words), words, dominant_language(words))


def is_refusal(text: str, *, cites: bool) -> bool:
    """Whether a reply says that the sources do not tell.

    It does where it begins with that, or says so anywhere and cites nothing. What is answered first, with a source, and
    qualified after that is an answer.
    """
    spans = sentences(text)
    if not spans:
        return True
    said = text[slice(*spans[0])] if cites else text
    return _REFUSAL.search(said) is not None


def _with_single_markers(text: str) -> str:
    """``[1, 2]`` and ``[Source 2]`` as ``[1][2]`` and ``[2]``."""
    return _MARKERS.sub(lambda match: "".join(f"[{number}]" for number in regex.findall(r"\d+", match[0])), text)


class _Model(CustomLLM):
    """One of our language models as LlamaIndex wants it."""

    model_config = ConfigDict(arbitrary_types_allowed=True)
    language_model: Any

    @property
    def metadata(self) -> LLMMetadata:
        return LLMMetadata(context_window=_CONTEXT, num_output=_REPLY_TOKENS, model_name=self.language_model.name)

    def complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:
        return CompletionResponse(text="".join(self._pieces(prompt)))

    def stream_complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponseGen:
        text = ""
        for piece in self._pieces(prompt):
            text += piece
            yield CompletionResponse(text=text, delta=piece)

    def _pieces(self, prompt: str) -> Iterator[str]:
        request = Request((Message("user", prompt),), max_tokens=_REPLY_TOKENS)
        return (chunk.text for chunk in self.language_model.stream(request))


class _Embedding(BaseEmbedding):
    """One of our embedders as LlamaIndex wants it."""

    model_config = ConfigDict(arbitrary_types_allowed=True)
    embedder: Any

    def _get_query_embedding(self, query: str) -> list[float]:
        return [float(x) for x in self.embedder.query(query)]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return [float(x) for x in self.embedder.passages([text])[0]]


def _milliseconds(since: float) -> float:
    return (time.perf_counter() - since) * 1000
