"""The Ollama back-end against a server that speaks Ollama's protocol over a real connection."""

import math
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest

from assistant.models.base import Chunk, Message, Request, Usage, complete
from assistant.models.ollama import DEFAULT_HOST, OllamaModel, Served, best, find, host_of, served
from index.errors import ModelError, ModelNotFoundError, ModelServerError
from tests.assistant.models.http_server import Handler, LocalServer
from tests.assistant.models.ollama_server import Behaviour, OllamaModelFile, OllamaServer

ASK = Request((Message("system", "Be brief."), Message("user", "سلام")), max_tokens=8, stop=("###",), seed=7)


@pytest.fixture
def server() -> Iterator[OllamaServer]:
    with OllamaServer() as running:
        yield running


@contextmanager
def _opened(server: OllamaServer, name: str = "qwen2.5:1.5b", timeout: float = 20) -> Iterator[OllamaModel]:
    with closing(OllamaModel(name, host=server.host, timeout=timeout)) as model:
        yield model


@pytest.fixture
def model(server: OllamaServer) -> Iterator[OllamaModel]:
    with _opened(server) as opened:
        yield opened


def _sent(server: OllamaServer) -> dict[str, Any]:
    path, body = server.requests[-1]
    assert path == "/api/chat"
    assert isinstance(body, dict)
    return body


def _dead_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def test_a_reply_streams_piece_by_piece(model: OllamaModel) -> None:
    *pieces, last = model.stream(ASK)
    assert [chunk.text for chunk in pieces] == ["Hel", "lo", "."]
    assert last == Chunk("", usage=Usage(read=26, written=3))
    assert model.name == "ollama:qwen2.5:1.5b"


def test_the_request_carries_everything(server: OllamaServer, model: OllamaModel) -> None:
    schema = {"type": "object", "properties": {"answer": {"type": "string"}}}
    complete(model, Request(ASK.messages, max_tokens=8, temperature=0.5, seed=7, json_schema=schema, stop=("###",)))
    sent = _sent(server)
    assert sent["messages"] == [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "سلام"}]
    assert sent["format"] == schema
    assert sent["options"] == {"temperature": 0.5, "seed": 7, "num_predict": 8, "num_ctx": 4096, "stop": ["###"]}
    assert sent["stream"] is True
    assert "think" not in sent
    assert "logprobs" not in sent


def test_logprobs_come_with_their_alternatives(model: OllamaModel) -> None:
    assert model.features.logprobs
    completion = complete(model, Request(ASK.messages, max_tokens=1, top_logprobs=2))
    (token,) = completion.tokens
    assert token.text == "Hel"
    assert token.logprob == pytest.approx(math.log(0.75))
    assert dict(token.alternatives) == {"Hel": pytest.approx(math.log(0.75)), "other": pytest.approx(math.log(0.25))}


@pytest.mark.parametrize(
    ("version", "json_schema", "logprobs"),
    [
        ("0.4.9", False, False),
        ("0.5.0", True, False),
        ("0.12.10", True, False),
        ("0.12.11", True, True),
        ("0.13.0-rc1", True, True),
    ],
)
def test_features_follow_the_version(version: str, json_schema: bool, logprobs: bool) -> None:
    with OllamaServer(version=version) as server, _opened(server) as model:
        features = model.features
    assert (features.grammar, features.json_schema, features.logprobs) == (False, json_schema, logprobs)


@pytest.mark.parametrize(("told", "expected"), [("494.03M", 0.49403), ("7.6B", 7.6), ("", None)])
def test_how_large_it_is_ollama_tells(told: str, expected: float | None) -> None:
    with OllamaServer([OllamaModelFile("mine", parameters=told)]) as server, _opened(server, "mine") as model:
        assert model.billions == pytest.approx(expected)


def test_a_long_prompt_gets_room_up_to_the_models_limit(server: OllamaServer, model: OllamaModel) -> None:
    complete(model, Request((Message("user", "سؤال " * 1200),), max_tokens=8))
    assert _sent(server)["options"]["num_ctx"] == 8192
    complete(model, Request((Message("user", "سؤال " * 20_000),), max_tokens=8))
    assert _sent(server)["options"]["num_ctx"] == 32768


def test_a_thinking_model_is_told_not_to_think() -> None:
    file = OllamaModelFile("qwen3:4b", capabilities=("completion", "thinking"))
    with OllamaServer([file]) as server, _opened(server, "qwen3:4b") as model:
        assert complete(model, ASK).text == "Hello."
        assert _sent(server)["think"] is False


def test_thoughts_of_an_older_server_are_dropped() -> None:
    behaviour = Behaviour(tokens=lambda _: ["<think>", "well", "</think>", "\n\n", "Yes", "."])
    file = OllamaModelFile("r1:7b", capabilities=None)
    with OllamaServer([file], behaviour=behaviour) as server, _opened(server, "r1:7b") as model:
        assert complete(model, ASK).text == "Yes."


def test_closing_the_stream_hangs_up_on_the_server() -> None:
    behaviour = Behaviour(tokens=lambda _: ["word "] * 1_000_000)
    with OllamaServer(behaviour=behaviour) as server, _opened(server) as model:
        stream = model.stream(Request(ASK.messages, max_tokens=1_000_000))
        assert next(stream).text == "word "
        stream.close()  # type: ignore[attr-defined]
        assert server.hung_up.wait(30)


def test_nothing_listens() -> None:
    host = f"127.0.0.1:{_dead_port()}"
    with pytest.raises(ModelServerError, match=f"does not answer at {host}") as caught:
        OllamaModel("any", host=host)
    assert "ollama serve" in caught.value.hint


def test_the_model_is_not_pulled(server: OllamaServer) -> None:
    with pytest.raises(ModelNotFoundError) as caught:
        OllamaModel("llama3.2", host=server.host)
    assert "ollama pull llama3.2" in caught.value.hint


def test_the_model_goes_away(server: OllamaServer, model: OllamaModel) -> None:
    server.models.clear()
    with pytest.raises(ModelNotFoundError):
        complete(model, ASK)


def test_an_embedder_is_no_chat_model() -> None:
    with (
        OllamaServer([OllamaModelFile("bge-m3", family="bert", capabilities=("embedding",))]) as server,
        pytest.raises(ModelError, match="cannot chat"),
    ):
        OllamaModel("bge-m3", host=server.host)


@pytest.mark.parametrize(
    ("behaviour", "message"),
    [
        (Behaviour(fail_after=1), "llama runner process has terminated"),
        (Behaviour(die_after=1), "broke"),
        (Behaviour(hang_after=1), "no sign of life"),
    ],
)
def test_a_reply_that_breaks_off_is_an_error(behaviour: Behaviour, message: str) -> None:
    with OllamaServer(behaviour=behaviour) as server, _opened(server, timeout=0.5) as model:
        stream = model.stream(ASK)
        assert next(stream).text == "Hel"
        with pytest.raises(ModelServerError, match=message):
            list(stream)


def test_a_reply_without_its_end_is_an_error(monkeypatch: pytest.MonkeyPatch, server: OllamaServer, model: OllamaModel) -> None:
    # A proxy that cuts a reply short, cleanly.
    monkeypatch.setattr("tests.assistant.models.ollama_server.OllamaHandler.chat", _cut_short)
    with pytest.raises(ModelServerError, match="broke off in the middle"):
        complete(model, ASK)


def _cut_short(handler: Any, body: dict[str, Any], _: OllamaModelFile) -> None:
    handler.begin("application/x-ndjson")
    handler.line(body, {"role": "assistant", "content": "Hel"}, {})
    handler.end()


class _Elsewhere(Handler):
    def do_GET(self) -> None:
        self.reply(200, b"<html>some other server</html>", "text/html")


class _NotFound(Handler):
    def do_GET(self) -> None:
        self.reply(404, b"404 page not found", "text/plain")


@pytest.mark.parametrize("handler", [_Elsewhere, _NotFound])
def test_something_else_answers(handler: type[Handler]) -> None:
    with LocalServer(handler) as server, pytest.raises(ModelServerError, match="not Ollama"):
        served(server.host, 5)


def test_a_redirect_is_not_followed(server: OllamaServer) -> None:
    class Redirect(Handler):
        def do_GET(self) -> None:
            self.send_response(307)
            self.send_header("Location", f"http://{server.host}{self.path}")
            self.send_header("Content-Length", "0")
            self.end_headers()

    with LocalServer(Redirect) as elsewhere, pytest.raises(ModelServerError):
        served(elsewhere.host, 5)
    assert not server.requests


def test_a_proxy_of_the_environment_is_not_used_for_this_machine(monkeypatch: pytest.MonkeyPatch, server: OllamaServer) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{_dead_port()}")
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    assert [model.name for model in served(server.host, 5)] == ["qwen2.5:1.5b"]


def test_what_the_server_has() -> None:
    files = [
        OllamaModelFile("qwen2.5:7b", "7.6B"),
        OllamaModelFile("nomic-embed-text:latest", "137M", "nomic-bert", 274_302_450),
        OllamaModelFile("mystery", "", size=1_200_000_000),
    ]
    with OllamaServer(files) as server:
        models = served(server.host, 5)
    assert [(model.name, model.billions, model.chats) for model in models] == [
        ("qwen2.5:7b", 7.6, True),
        ("nomic-embed-text:latest", 0.137, False),
        ("mystery", 2.0, True),
    ]


def _model(name: str, billions: float, family: str = "llama", size: int = 4_000_000_000) -> Served:
    return Served(name, size, (family,), billions)


@pytest.mark.parametrize(
    ("models", "expected"),
    [
        ([_model("a:1b", 1), _model("b:8b", 8), _model("c:14b", 14.8), _model("d:32b", 32)], "c:14b"),
        ([_model("d:70b", 70), _model("e:32b", 32)], "e:32b"),
        ([_model("bge-m3", 0.6, "bert"), _model("qwen3-embedding:8b", 8, "qwen3"), _model("a:1b", 1)], "a:1b"),
        ([_model("big:7b-base", 7), _model("llama2:text", 7), _model("a:1b", 1)], "a:1b"),
        ([_model("gpt-oss:120b-cloud", 5, size=400), _model("kimi:cloud", 9), _model("a:1b", 1)], "a:1b"),
        ([_model("newer:7b", 7), _model("older:7b", 7)], "newer:7b"),
        ([_model("bge-m3", 0.6, "bert")], None),
        ([], None),
    ],
)
def test_the_best_model(models: list[Served], expected: str | None) -> None:
    chosen = best(models)
    assert (chosen and chosen.name) == expected


def test_a_name_may_leave_out_latest() -> None:
    models = [_model("llama3.2:latest", 3), _model("llama3.2:1b", 1)]
    assert find("llama3.2", models) == models[0]
    assert find("llama3.2:1b", models) == models[1]
    assert find("llama3", models) is None


@pytest.mark.parametrize(
    ("url", "environ", "expected"),
    [
        ("", {}, DEFAULT_HOST),
        ("", {"OLLAMA_HOST": "0.0.0.0"}, "127.0.0.1"),
        ("", {"OLLAMA_HOST": "https://box.example:443"}, "https://box.example:443"),
        ("http://127.0.0.1:9", {"OLLAMA_HOST": "box.example"}, "http://127.0.0.1:9"),
    ],
)
def test_where_ollama_is(url: str, environ: dict[str, str], expected: str) -> None:
    assert host_of(url, environ) == expected


def test_every_form_of_the_address_is_understood(server: OllamaServer) -> None:
    port = server.server_address[1]
    for form in (f"127.0.0.1:{port}", f":{port}", f"http://0.0.0.0:{port}/", f'"http://127.0.0.1:{port}"'):
        assert served(host_of(form, {}), 5), form


@pytest.mark.parametrize("broken", ["http://[bad", "box:999999"])
def test_a_broken_address_is_said_to_be_one(broken: str) -> None:
    with pytest.raises(ModelServerError, match="no address"):
        served(host_of(broken, {}), 5)
