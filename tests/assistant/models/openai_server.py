"""A local server that speaks OpenAI's chat completions with server-sent events, with a script in place of a model."""

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tests.assistant.models.http_server import Handler, LocalServer


@dataclass
class Behaviour:
    """How the server answers, and what it cannot do.

    Attributes:
        tokens: what the model says, given the request's body.
        owner: ``owned_by`` of the models; llama.cpp's server says ``llamacpp``.
        logprobs: ``"given"``, ``"ignored"`` or ``"refused"`` when asked for.
        json_schema: whether ``response_format`` is taken; else it is refused with status 400.
        api_key: asked for where it is not empty.
        meta: what llama.cpp's server tells of a model's file beside its name.
        fail_after, die_after, hang_after: as in ``ollama_server``.
    """

    tokens: Callable[[dict[str, Any]], Sequence[str]] = lambda _: ["Hel", "lo", "."]
    owner: str = "organization_owner"
    logprobs: str = "given"
    json_schema: bool = True
    api_key: str = ""
    meta: object = None
    fail_after: int | None = None
    die_after: int | None = None
    hang_after: int | None = None


class OpenAIHandler(Handler):
    server: "OpenAIServer"

    def do_GET(self) -> None:
        self.server.requests.append((self.path, None))
        self.server.headers.append(dict(self.headers))
        if self.authorised() and self.path == "/v1/models":
            owner = self.server.behaviour.owner
            told = {} if self.server.behaviour.meta is None else {"meta": self.server.behaviour.meta}
            common = {"object": "model", "created": 1, "owned_by": owner} | told
            listed = [{"id": name} | common for name in self.server.models]
            self.reply(200, {"object": "list", "data": listed})
        elif self.path != "/v1/models":
            self.refuse(404, "not found")

    def do_POST(self) -> None:
        body = self.body()
        self.server.requests.append((self.path, body))
        self.server.headers.append(dict(self.headers))
        behaviour = self.server.behaviour
        if not self.authorised():
            return
        if body["model"] not in self.server.models:
            self.refuse(404, f"The model `{body['model']}` does not exist")
        elif "response_format" in body and not behaviour.json_schema:
            self.refuse(400, "'response_format.type' must be 'text'")
        elif "logprobs" in body and behaviour.logprobs == "refused":
            self.refuse(400, "logprobs is not supported")
        else:
            self.chat(body, behaviour)

    def authorised(self) -> bool:
        key = self.server.behaviour.api_key
        if key and self.headers["Authorization"] != f"Bearer {key}":
            self.refuse(401, "Incorrect API key provided")
            return False
        return True

    def refuse(self, status: int, message: str) -> None:
        self.reply(status, {"error": {"message": message, "type": "invalid_request_error", "param": None, "code": None}})

    def chat(self, body: dict[str, Any], behaviour: Behaviour) -> None:
        self.begin("text/event-stream")
        self.event(body, {"role": "assistant", "content": ""})
        for count, token in enumerate(list(behaviour.tokens(body))[: body["max_tokens"]]):
            if count == behaviour.fail_after:
                self.send(b'data: {"error": {"message": "CUDA out of memory", "type": "server_error"}}\n\n')
                self.end()
                return
            if count == behaviour.die_after:
                self.die()
                return
            if count == behaviour.hang_after:
                self.server.released.wait()
                return
            self.event(body, {"content": token}, logprobs=self.logprobs(body, token))
        self.event(body, {}, finish_reason="stop")
        self.send(b"data: [DONE]\n\n")
        self.end()

    def event(self, body: dict[str, Any], delta: dict[str, str], **more: Any) -> None:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": None} | more
        head = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": body["model"]}
        self.send(b"data: " + json.dumps(head | {"choices": [choice]}, ensure_ascii=False).encode() + b"\n\n")

    def logprobs(self, body: dict[str, Any], token: str) -> dict[str, Any] | None:
        if not body.get("logprobs") or self.server.behaviour.logprobs != "given":
            return None
        alternatives = [_entry(token, 0.75), _entry("other", 0.25)][: body["top_logprobs"]]
        return {"content": [_entry(token, 0.75) | {"top_logprobs": alternatives}]}


def _entry(token: str, chance: float) -> dict[str, Any]:
    return {"token": token, "logprob": math.log(chance), "bytes": list(token.encode())}


class OpenAIServer(LocalServer):
    """An OpenAI-compatible server on a free port, within ``with``."""

    def __init__(self, models: Sequence[str] = ("small-model",), behaviour: Behaviour | None = None) -> None:
        super().__init__(OpenAIHandler)
        self.models = list(models)
        self.behaviour = behaviour or Behaviour()

    @property
    def url(self) -> str:
        return f"http://{self.host}/v1"
