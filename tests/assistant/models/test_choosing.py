"""Which model answers, from settings, from what is on the disk and from what a real local server says."""

import socket
from pathlib import Path

import pytest

from assistant.config import ModelSettings
from assistant.models.catalogue import DEFAULT_MODEL, SMALL_MODEL
from assistant.models.choosing import Choice, choose, list_models, load
from index.errors import ModelFileError, ModelNotFoundError
from tests.assistant.models.ollama_server import OllamaModelFile, OllamaServer
from tests.assistant.models.openai_server import OpenAIServer

EMBEDDER = OllamaModelFile("bge-m3:latest", "567M", "bert", capabilities=("embedding",))
CLOUD = OllamaModelFile("gpt-oss:120b-cloud", "116.8B", "gptoss", size=384)


@pytest.fixture
def nowhere() -> dict[str, str]:
    """An environment whose Ollama does not run."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return {"OLLAMA_HOST": f"127.0.0.1:{probe.getsockname()[1]}"}


def _pretend(models_dir: Path, *models: object) -> None:
    """Files of the right size, which take no room."""
    for model in (DEFAULT_MODEL, SMALL_MODEL):
        if model in models:
            with (models_dir / model.file).open("wb") as file:
                file.truncate(model.size)


def test_a_running_ollama_goes_first(tmp_path: Path) -> None:
    _pretend(tmp_path, DEFAULT_MODEL)
    with OllamaServer([EMBEDDER, OllamaModelFile("llama3.1:8b", "8.0B"), OllamaModelFile("llama3.2:1b", "1.2B")]) as server:
        choice = choose(ModelSettings(), tmp_path, {"OLLAMA_HOST": server.host})
    assert (choice.backend, choice.name, choice.ready) == ("ollama", "llama3.1:8b", True)
    assert server.host in choice.why
    assert "small" not in choice.why


def test_of_an_ollama_whose_models_are_small_it_is_said_that_the_embedded_one_answers_better(tmp_path: Path) -> None:
    with OllamaServer([OllamaModelFile("llama3.2:1b", "1.2B")]) as server:
        choice = choose(ModelSettings(), tmp_path, {"OLLAMA_HOST": server.host})
    assert (choice.backend, choice.name) == ("ollama", "llama3.2:1b")
    assert "DOSSIER_MODEL__BACKEND=embedded" in choice.why


@pytest.mark.parametrize(
    ("fetched", "expected"),
    [((DEFAULT_MODEL, SMALL_MODEL), DEFAULT_MODEL), ((SMALL_MODEL,), SMALL_MODEL)],
)
def test_else_the_best_embedded_model(tmp_path: Path, nowhere: dict[str, str], fetched: object, expected: object) -> None:
    _pretend(tmp_path, *fetched)  # type: ignore[misc]
    choice = choose(ModelSettings(), tmp_path, nowhere)
    assert (choice.backend, choice.name, choice.ready) == ("embedded", expected.name, True)  # type: ignore[attr-defined]
    assert "does not answer" in choice.why


@pytest.mark.parametrize("models", [[], [EMBEDDER], [CLOUD]])
def test_an_ollama_without_a_local_chat_model_is_passed_over(tmp_path: Path, models: list[OllamaModelFile]) -> None:
    _pretend(tmp_path, SMALL_MODEL)
    with OllamaServer(models) as server:
        choice = choose(ModelSettings(), tmp_path, {"OLLAMA_HOST": server.host})
    assert (choice.backend, choice.ready) == ("embedded", True)
    assert "no chat model" in choice.why


def test_nothing_is_there(tmp_path: Path, nowhere: dict[str, str]) -> None:
    choice = choose(ModelSettings(), tmp_path / "absent", nowhere)
    assert not choice.ready
    assert choice.name == DEFAULT_MODEL.name
    assert choice.problem
    assert "dossier model fetch" in choice.hint
    with pytest.raises(ModelNotFoundError, match="No language model is there yet"):
        load(choice, ModelSettings(), tmp_path, nowhere)


def test_a_fetch_that_is_not_finished_does_not_count(tmp_path: Path, nowhere: dict[str, str]) -> None:
    (tmp_path / DEFAULT_MODEL.file).write_bytes(b"GGUF")
    assert not choose(ModelSettings(backend="embedded"), tmp_path, nowhere).ready


def test_a_named_embedded_model_is_not_looked_for_at_ollama(tmp_path: Path) -> None:
    _pretend(tmp_path, SMALL_MODEL)
    with OllamaServer() as server:
        choice = choose(ModelSettings(name=SMALL_MODEL.name), tmp_path, {"OLLAMA_HOST": server.host})
        assert not server.requests
    assert (choice.backend, choice.name, choice.ready) == ("embedded", SMALL_MODEL.name, True)


@pytest.mark.parametrize("backend", ["auto", "embedded"])
def test_a_model_file_by_its_path(tmp_path: Path, nowhere: dict[str, str], backend: str) -> None:
    path = tmp_path / "mine.gguf"
    settings = ModelSettings(backend=backend, name=str(path))  # type: ignore[arg-type]
    missing = choose(settings, tmp_path, nowhere)
    assert (missing.backend, missing.ready) == ("embedded", False)
    assert str(path) in (missing.problem or "")
    path.write_bytes(b"no model at all")
    choice = choose(settings, tmp_path, nowhere)
    assert (choice.backend, choice.name, choice.ready) == ("embedded", str(path), True)
    with pytest.raises(ModelFileError, match="not a GGUF file"):
        load(choice, settings, tmp_path, nowhere)


def test_an_embedded_model_that_nobody_knows(tmp_path: Path, nowhere: dict[str, str]) -> None:
    choice = choose(ModelSettings(backend="embedded", name="gpt-9"), tmp_path, nowhere)
    assert not choice.ready
    assert "gpt-9" in (choice.problem or "")
    assert DEFAULT_MODEL.name in choice.hint


def test_a_damaged_embedded_model_is_not_loaded(tmp_path: Path, nowhere: dict[str, str]) -> None:
    path = tmp_path / SMALL_MODEL.file
    path.write_bytes(b"GGUF")
    choice = Choice("embedded", SMALL_MODEL.name, "It was complete a moment ago.")
    with pytest.raises(ModelFileError, match="damaged"):
        load(choice, ModelSettings(), tmp_path, nowhere)


@pytest.mark.parametrize("backend", ["auto", "ollama"])
def test_a_named_model_of_ollama(tmp_path: Path, backend: str) -> None:
    settings = ModelSettings(backend=backend, name="llama3.2")  # type: ignore[arg-type]
    with OllamaServer([OllamaModelFile("llama3.2:latest", "3.2B"), OllamaModelFile("big:14b", "14.8B")]) as server:
        choice = choose(settings, tmp_path, {"OLLAMA_HOST": server.host})
        assert (choice.backend, choice.name, choice.ready) == ("ollama", "llama3.2:latest", True)
        model = load(choice, settings, tmp_path, {"OLLAMA_HOST": server.host})
        assert model.name == "ollama:llama3.2:latest"
        model.close()


def test_a_named_model_that_ollama_does_not_have(tmp_path: Path) -> None:
    _pretend(tmp_path, DEFAULT_MODEL)  # somebody who names a model wants no other
    with OllamaServer() as server:
        choice = choose(ModelSettings(name="llama9"), tmp_path, {"OLLAMA_HOST": server.host})
    assert not choice.ready
    assert "ollama pull llama9" in choice.hint


def test_ollama_is_asked_for_and_does_not_run(tmp_path: Path, nowhere: dict[str, str]) -> None:
    _pretend(tmp_path, DEFAULT_MODEL)
    choice = choose(ModelSettings(backend="ollama"), tmp_path, nowhere)
    assert (choice.backend, choice.ready) == ("ollama", False)
    assert "ollama serve" in choice.hint


def test_the_configured_url_goes_before_the_environment(tmp_path: Path, nowhere: dict[str, str]) -> None:
    with OllamaServer() as server:
        choice = choose(ModelSettings(url=f"http://{server.host}"), tmp_path, nowhere)
    assert (choice.backend, choice.name) == ("ollama", "qwen2.5:1.5b")


def test_an_openai_compatible_server(tmp_path: Path, nowhere: dict[str, str]) -> None:
    with OpenAIServer() as server:
        settings = ModelSettings(backend="openai", url=server.url)
        choice = choose(settings, tmp_path, nowhere)
        assert (choice.backend, choice.ready) == ("openai", True)
        assert not server.requests
        model = load(choice, settings, tmp_path, nowhere)
        assert model.name == "openai:small-model"
        model.close()


def test_an_openai_compatible_server_without_a_url(tmp_path: Path, nowhere: dict[str, str]) -> None:
    choice = choose(ModelSettings(backend="openai"), tmp_path, nowhere)
    assert not choice.ready
    assert "DOSSIER_MODEL__URL" in choice.hint


def test_everything_that_is_there_is_listed(tmp_path: Path) -> None:
    _pretend(tmp_path, SMALL_MODEL)
    parts = tmp_path / f"{DEFAULT_MODEL.file}.parts"
    parts.mkdir()
    with (parts / "part01.bin").open("wb") as part:
        part.truncate(DEFAULT_MODEL.size // 4)
    with OllamaServer([OllamaModelFile("llama3.1:8b", "8.0B"), EMBEDDER, CLOUD]) as server:
        listed = list_models(ModelSettings(), tmp_path, {"OLLAMA_HOST": server.host})
    assert [(model.backend, model.name, model.ready) for model in listed] == [
        ("embedded", DEFAULT_MODEL.name, False),
        ("embedded", SMALL_MODEL.name, True),
        ("ollama", "llama3.1:8b", True),
        ("ollama", "bge-m3:latest", False),
        ("ollama", "gpt-oss:120b-cloud", True),
    ]
    assert "25% fetched" in listed[0].note
    assert "cloud" in listed[4].note


def test_servers_that_do_not_answer_are_listed_as_such(tmp_path: Path, nowhere: dict[str, str]) -> None:
    settings = ModelSettings(backend="openai", url=f"http://{nowhere['OLLAMA_HOST']}/v1")
    of_ollama, of_openai = list_models(settings, tmp_path, nowhere)[-2:]
    assert (of_ollama.backend, of_ollama.ready) == ("ollama", False)
    assert "does not answer" in of_ollama.note
    assert (of_openai.backend, of_openai.ready) == ("openai", False)
    assert "No server answers" in of_openai.note


def test_models_of_an_openai_compatible_server_are_listed(tmp_path: Path, nowhere: dict[str, str]) -> None:
    with OpenAIServer(["one", "two"]) as server:
        listed = list_models(ModelSettings(backend="openai", url=server.url), tmp_path, nowhere)
    assert [model.name for model in listed if model.backend == "openai" and model.ready] == ["one", "two"]
