"""Whether the cited words support the claims of an answer, by judges behind one protocol.

A claim that is the cited words themselves is supported without asking anybody. One whose citations do not resolve is not. What a
judge gives no opinion on is counted apart.
"""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from assistant.records import Answer, Citation, Claim
from evals.spans import resolves
from index.errors import ModelError

if TYPE_CHECKING:
    from assistant.config import Settings
    from assistant.models.base import LanguageModel

VERIFIER, JUDGE = "verifier", "judge"
PARTS = {"system": frozenset[str](), "judge": frozenset({"quote", "claim"})}


class Judge(Protocol):
    """Says whether words support a claim."""

    @property
    def name(self) -> str:
        """Which figure its judgements go to: ``verifier`` or ``judge``."""

    @property
    def model(self) -> str | None:
        """The model that judges, for the records; ``None``: rules alone."""

    def supports(self, claim: str, cited: str) -> bool | None:
        """Whether ``cited`` supports ``claim``; ``None``: it cannot tell."""


@dataclass(frozen=True, slots=True)
class Support:
    """What one judge says of an answer's ``claims``: it could judge ``judged`` of them, ``supported`` are."""

    judge: str
    claims: int
    judged: int
    supported: int


class Verifier:
    """The product's own check (``assistant.verification``): quantities, names, meaning.

    Args:
        model: tells the meaning; without one, only claims that fail by their quantities or names are judged.
    """

    name = VERIFIER

    def __init__(self, model: "LanguageModel | None" = None) -> None:
        self._model = model

    @property
    def model(self) -> str | None:
        """Its name."""
        return self._model.name if self._model else None

    def supports(self, claim: str, cited: str) -> bool | None:
        """By the rules first, then by the model."""
        from assistant.names import unsupported_names
        from assistant.quantities import unsupported
        from assistant.verification import supports

        if unsupported(claim, cited) or unsupported_names(claim, cited):
            return False
        return supports(claim, cited, self._model) if self._model else None


class ModelJudge:
    """A language model with a prompt of its own (``prompts/judging.yaml``), pinned: greedy, one seed, its name in the report.

    Give one that did not write the answers. ``dossier eval scorers --judge NAME`` measures it before it is trusted.
    """

    name = JUDGE

    def __init__(self, judging: "LanguageModel") -> None:
        self.judging = judging

    @property
    def model(self) -> str | None:
        """Its name."""
        return self.judging.name

    def supports(self, claim: str, cited: str) -> bool | None:
        """What it answers, if that is yes or no.

        Raises:
            ModelError: it cannot be reached or breaks off.
        """
        from assistant.models.base import Message, Request, complete
        from assistant.prompting import load_prompt

        prompt = load_prompt("judging", **PARTS)
        messages = (Message("system", prompt.fill("system")), Message("user", prompt.fill("judge", quote=cited, claim=claim)))
        reply = complete(self.judging, Request(messages, max_tokens=8, temperature=0.0, seed=0)).text
        said = reply.strip().casefold().strip("*\"'.")
        return {"yes": True, "no": False}.get(said[:3].rstrip(",.;: \n"))


@contextmanager
def independent(settings: "Settings", name: str | None) -> Iterator[tuple[ModelJudge, ...]]:
    """The judge model ``name`` of the configured back-end, loaded for as long as it is needed; none without a name.

    Raises:
        ModelError: it cannot be loaded.
    """
    from assistant.answering import load_model

    if name is None:
        yield ()
        return
    chosen = settings.model_copy(update={"model": settings.model.model_copy(update={"name": name})})
    with closing(load_model(chosen)) as model:
        yield (ModelJudge(model),)


def judge_support(judge: Judge, answer: Answer, texts: Mapping[str, str]) -> Support:
    """Ask ``judge`` of every claim of ``answer`` and of its conflicts, each with the words that it cites."""
    claims = dict.fromkeys([*answer.claims, *(account for conflict in answer.conflicts for account in conflict.accounts)])
    found = [claim_supported(judge, claim, answer.citations, texts) for claim in claims]
    return Support(judge.name, len(found), sum(said is not None for said in found), sum(said is True for said in found))


def claim_supported(judge: Judge, claim: Claim, citations: tuple[Citation, ...], texts: Mapping[str, str]) -> bool | None:
    """Whether what ``claim`` cites supports it; ``None``: the judge cannot tell, or failed.

    Citations that do not resolve give no words.
    """
    cited = [c.quote for c in citations if c.number in claim.citations and resolves(c, texts)]
    if not cited:
        return False
    if any(_same(claim.text, quote) for quote in cited):
        return True
    try:
        return judge.supports(claim.text, " ".join(cited))
    except ModelError:  # a judge that fails must not cost the answer that it should have judged
        return None


def _same(claim: str, quote: str) -> bool:
    return " ".join(claim.split()) == " ".join(quote.split())
