"""The OpenAI-compatible back-end against a server that speaks the protocol over a real connection."""

import math
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest

from assistant.models.base import Message, Request, complete
from assistant.models.openai import OpenAIModel, served
from index.errors import ConfigurationError, ModelNotFoundError, ModelServerError
from tests.assistant.models.openai_server import Behaviour, OpenAIServer

ASK = Request((Message("system", "Be brief."), Message("user", "سلام")), max_tokens=8, stop=("###",), seed=7)
SCHEMA: dict[str, Any] = {"type": "object", "properties": {"answer": {"type": "string"}}}


@contextmanager
def _served(behaviour: Behaviour | None = None, timeout: float = 20, **how: Any) -> Iterator[tuple[OpenAIServer, OpenAIModel]]:
    with OpenAIServer(behaviour=behaviour) as server, closing(OpenAIModel(server.url, timeout=timeout, **how)) as model:
        yield server, model


def test_a_reply_streams_piece_by_piece() -> None:
    with _served() as (_, model):
        assert [chunk.text for chunk in model.stream(ASK)] == ["Hel", "lo", "."]
        assert model.name == "openai:small-model"


def test_the_request_carries_everything() -> None:
    with _served() as (server, model):
        complete(model, Request(ASK.messages, max_tokens=8, temperature=0.5, seed=7, json_schema=SCHEMA, stop=("###",)))
        path, sent = server.requests[-1]
    assert path == "/v1/chat/completions"
    assert sent == {
        "model": "small-model",
        "messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "سلام"}],
        "stream": True,
        "max_tokens": 8,
        "temperature": 0.5,
        "seed": 7,
        "stop": ["###"],
        "response_format": {"type": "json_schema", "json_schema": {"name": "reply", "strict": True, "schema": SCHEMA}},
    }


def test_logprobs_come_with_their_alternatives() -> None:
    with _served() as (_, model):
        (token,) = complete(model, Request(ASK.messages, max_tokens=1, top_logprobs=2)).tokens
    assert token.text == "Hel"
    assert token.logprob == pytest.approx(math.log(0.75))
    assert dict(token.alternatives) == {"Hel": pytest.approx(math.log(0.75)), "other": pytest.approx(math.log(0.25))}


@pytest.mark.parametrize(("given", "expected"), [("given", True), ("ignored", False), ("refused", False)])
def test_logprobs_are_promised_only_if_the_server_gives_them(given: str, expected: bool) -> None:
    with _served(Behaviour(logprobs=given)) as (_, model):
        assert model.features.logprobs is expected


@pytest.mark.parametrize(("owner", "expected"), [("llamacpp", True), ("vllm", False)])
def test_only_llama_cpp_takes_grammars(owner: str, expected: bool) -> None:
    with _served(Behaviour(owner=owner)) as (server, model):
        assert model.features.grammar is expected
        complete(model, Request(ASK.messages, grammar='root ::= "yes"'))
        assert server.requests[-1][1]["grammar"] == 'root ::= "yes"'


@pytest.mark.parametrize(
    ("name", "meta", "expected"),
    [
        ("qwen2.5-1.5b", None, 1.5),
        ("qwen2.5", {"n_params": 1_777_088_000}, 1.777088),
        ("alias-of-70b", {"n_params": 1_777_088_000}, 1.777088),
        ("gpt", {"n_ctx": 8192}, None),
        ("gpt", "what", None),
    ],
    ids=["by its name", "by its server", "the server knows better", "the server does not tell", "no meta"],
)
def test_how_large_it_is_the_server_tells_or_its_name(name: str, meta: object, expected: float | None) -> None:
    with OpenAIServer([name], Behaviour(meta=meta)) as server, closing(OpenAIModel(server.url)) as model:
        assert model.billions == expected


@pytest.mark.parametrize(("owner", "told"), [("llamacpp", True), ("vllm", True), ("organization_owner", False)])
def test_a_model_is_told_not_to_think_where_its_server_can_tell_it(owner: str, told: bool) -> None:
    with _served(Behaviour(owner=owner)) as (server, model):
        complete(model, ASK)
        sent = server.requests[-1][1]
        assert sent.get("chat_template_kwargs") == ({"enable_thinking": False} if told else None)


def test_without_json_schemas_the_request_goes_without_one() -> None:
    with _served(Behaviour(json_schema=False)) as (server, model):
        assert model.features.json_schema
        assert complete(model, Request(ASK.messages, json_schema=SCHEMA)).text == "Hello."
        assert "response_format" not in server.requests[-1][1]
        assert not model.features.json_schema


def test_the_first_model_answers_if_none_is_named() -> None:
    with OpenAIServer(["first", "second"]) as server:
        with closing(OpenAIModel(server.url)) as model:
            assert model.name == "openai:first"
        with closing(OpenAIModel(server.url, model="second")) as model:
            assert model.name == "openai:second"
        assert served(server.url, "", 5) == ("first", "second")


def test_a_model_that_is_not_there() -> None:
    with OpenAIServer(["first"]) as server, pytest.raises(ModelNotFoundError) as caught:
        OpenAIModel(server.url, model="third")
    assert "first" in caught.value.hint


def test_a_server_without_models() -> None:
    with OpenAIServer([]) as server, pytest.raises(ModelNotFoundError):
        OpenAIModel(server.url)


def test_the_key_is_sent_and_a_wrong_one_is_said_to_be() -> None:
    with OpenAIServer(behaviour=Behaviour(api_key="secret")) as server:
        with closing(OpenAIModel(server.url, api_key="secret")) as model:
            assert complete(model, ASK).text == "Hello."
        with pytest.raises(ModelServerError, match="refuses the API key") as caught:
            OpenAIModel(server.url, api_key="guess")
    assert "DOSSIER_MODEL__API_KEY" in caught.value.hint
    assert "guess" not in str(caught.value)


def test_credentials_of_the_environment_stay_at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_ADMIN_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"):
        monkeypatch.setenv(name, f"private-{name}")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/elsewhere")
    with _served() as (server, model):
        complete(model, ASK)
        assert "private" not in str(server.headers)


def test_closing_the_stream_hangs_up_on_the_server() -> None:
    with _served(Behaviour(tokens=lambda _: ["word "] * 1_000_000)) as (server, model):
        stream = model.stream(Request(ASK.messages, max_tokens=1_000_000))
        assert next(stream).text == "word "
        stream.close()  # type: ignore[attr-defined]
        assert server.hung_up.wait(30)


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ({"fail_after": 1}, "CUDA out of memory"),
        ({"die_after": 1}, "broke off"),
        ({"hang_after": 1}, "no sign of life"),
    ],
)
def test_a_reply_that_breaks_off_is_an_error(broken: dict[str, int], message: str) -> None:
    with _served(timeout=0.5) as (server, model):
        server.behaviour = Behaviour(**broken)  # type: ignore[arg-type]
        stream = model.stream(ASK)
        assert next(stream).text == "Hel"
        with pytest.raises(ModelServerError, match=message):
            list(stream)


def test_reasoning_is_dropped() -> None:
    behaviour = Behaviour(tokens=lambda _: ["<think>", "well", "</think>", "\n\n", "Yes", "."])
    with _served(behaviour) as (_, model):
        assert complete(model, ASK).text == "Yes."


def test_nothing_listens() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{probe.getsockname()[1]}/v1"
    with pytest.raises(ModelServerError, match=f"No server answers at {url}"):
        OpenAIModel(url)


@pytest.mark.parametrize("url", ["", "127.0.0.1:8080/v1", "file:///etc/passwd"])
def test_a_url_that_is_none(url: str) -> None:
    with pytest.raises(ConfigurationError):
        OpenAIModel(url)


def test_a_path_that_the_server_does_not_have() -> None:
    with OpenAIServer() as server, pytest.raises(ModelServerError, match="404"):
        OpenAIModel(f"http://{server.host}/elsewhere")
