"""A local server that speaks Ollama's documented protocol, with a script in place of a model.

Source of the wire format: Ollama's API documentation (docs/api.md and docs/api/errors of its repository).
"""

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.assistant.models.http_server import Handler, LocalServer

CREATED = "2026-01-02T03:04:05.678901Z"
LOGPROBS = (0, 12, 11)


@dataclass(frozen=True)
class OllamaModelFile:
    """A model that the server has. Servers before 0.6.4 tell no capabilities: ``None``."""

    name: str
    parameters: str = "1.5B"
    family: str = "qwen2"
    size: int = 986_061_892
    capabilities: tuple[str, ...] | None = ("completion", "tools")
    context: int = 32768

    def can(self, what: str) -> bool:
        return self.capabilities is not None and what in self.capabilities

    def listed(self) -> dict[str, Any]:
        return {"name": self.name, "model": self.name, "modified_at": CREATED, "size": self.size, "digest": "65ec06548149"} | {
            "details": self.details()
        }

    def details(self) -> dict[str, Any]:
        return {
            "parent_model": "",
            "format": "gguf",
            "family": self.family,
            "families": [self.family],
            "parameter_size": self.parameters,
            "quantization_level": "Q4_K_M",
        }

    def shown(self) -> dict[str, Any]:
        facts = {"general.architecture": self.family, f"{self.family}.context_length": self.context}
        told = {} if self.capabilities is None else {"capabilities": list(self.capabilities)}
        return told | {
            "license": "Apache-2.0",
            "modelfile": f"FROM {self.name}",
            "parameters": "",
            "template": "{{ .Prompt }}",
            "details": self.details(),
            "model_info": facts,
            "modified_at": CREATED,
        }


@dataclass
class Behaviour:
    """How the server answers a chat.

    Attributes:
        tokens: what the model says, given the request's body.
        thoughts: what a thinking model thinks before, unless it is told not to.
        fail_after: tokens after which the server reports an error within the stream.
        die_after: tokens after which the connection breaks.
        hang_after: tokens after which nothing comes until the test is over.
    """

    tokens: Callable[[dict[str, Any]], Sequence[str]] = lambda _: ["Hel", "lo", "."]
    thoughts: tuple[str, ...] = ("Hmm", ".")
    fail_after: int | None = None
    die_after: int | None = None
    hang_after: int | None = None
    probabilities: dict[str, float] = field(default_factory=lambda: {"other": 0.25})


class OllamaHandler(Handler):
    server: "OllamaServer"

    def do_GET(self) -> None:
        self.server.requests.append((self.path, None))
        if self.path == "/api/version":
            self.reply(200, {"version": self.server.version})
        elif self.path == "/api/tags":
            self.reply(200, {"models": [model.listed() for model in self.server.models]})
        elif self.path == "/":
            self.reply(200, b"Ollama is running", "text/plain; charset=utf-8")
        else:
            self.reply(404, b"404 page not found", "text/plain")

    def do_POST(self) -> None:
        body = self.body()
        self.server.requests.append((self.path, body))
        model = next((m for m in self.server.models if m.name in (body["model"], f"{body['model']}:latest")), None)
        if model is None:
            self.reply(404, {"error": f"model '{body['model']}' not found"})
        elif self.path == "/api/show":
            self.reply(200, model.shown())
        elif self.path == "/api/chat" and body.get("think") and not model.can("thinking"):
            self.reply(400, {"error": f'"{model.name}" does not support thinking'})
        elif self.path == "/api/chat" and model.can("embedding"):
            self.reply(400, {"error": f'"{model.name}" does not support chat'})
        elif self.path == "/api/chat":
            self.chat(body, model)
        else:
            self.reply(404, b"404 page not found", "text/plain")

    def chat(self, body: dict[str, Any], model: OllamaModelFile) -> None:
        behaviour = self.server.behaviour
        tokens = list(behaviour.tokens(body))
        limit = body.get("options", {}).get("num_predict", -1)
        reason = "stop"
        if 0 <= limit < len(tokens):
            tokens, reason = tokens[:limit], "length"
        self.begin("application/x-ndjson")
        if model.can("thinking") and body.get("think") is not False:
            for thought in behaviour.thoughts:
                self.line(body, {"role": "assistant", "content": "", "thinking": thought}, self.logprobs(body, thought))
        for count, token in enumerate(tokens):
            if count == behaviour.fail_after:
                self.send(json.dumps({"error": "llama runner process has terminated: exit status 2"}).encode() + b"\n")
                self.end()
                return
            if count == behaviour.die_after:
                self.die()
                return
            if count == behaviour.hang_after:
                self.server.released.wait()
                return
            self.line(body, {"role": "assistant", "content": token}, self.logprobs(body, token))
        facts = {"done": True, "done_reason": reason, "total_duration": 9, "load_duration": 1, "prompt_eval_count": 26}
        self.line(body, {"role": "assistant", "content": ""}, facts | {"eval_count": len(tokens), "eval_duration": 5})
        self.end()

    def line(self, body: dict[str, Any], message: dict[str, str], more: dict[str, Any]) -> None:
        head = {"model": body["model"], "created_at": CREATED, "message": message, "done": False}
        self.send(json.dumps(head | more, ensure_ascii=False).encode() + b"\n")

    def logprobs(self, body: dict[str, Any], token: str) -> dict[str, Any]:
        """What versions that know it add to a chunk; older ones do not look at the wish."""
        version = tuple(int(number) for number in self.server.version.split("."))
        if not body.get("logprobs") or version < LOGPROBS:
            return {}
        others = self.server.behaviour.probabilities
        chances = {token: 1 - sum(others.values())} | others
        entries = [_entry(text, chance) for text, chance in chances.items()]
        wanted = entries[: body.get("top_logprobs", 0)]
        return {"logprobs": [entries[0] | ({"top_logprobs": wanted} if wanted else {})]}


def _entry(token: str, chance: float) -> dict[str, Any]:
    return {"token": token, "logprob": math.log(chance), "bytes": list(token.encode())}


class OllamaServer(LocalServer):
    """Ollama on a free port, within ``with``."""

    def __init__(
        self,
        models: Sequence[OllamaModelFile] = (OllamaModelFile("qwen2.5:1.5b"),),
        *,
        version: str = "0.12.11",
        behaviour: Behaviour | None = None,
    ) -> None:
        super().__init__(OllamaHandler)
        self.models = list(models)
        self.version = version
        self.behaviour = behaviour or Behaviour()
