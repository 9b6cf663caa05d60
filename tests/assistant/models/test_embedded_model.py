"""The embedded back-end with the real model."""

import json
import logging
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from gguf import GGUFReader

from assistant.config import Settings
from assistant.models.base import Completion, LanguageModel, Message, Request, complete
from assistant.models.choosing import choose, load
from assistant.models.embedded import EmbeddedModel
from assistant.models.verifying import installed
from index.errors import ModelError

pytestmark = pytest.mark.model

DEPTH = 18  # layers, as the shipped calibration reads with
COUNTING = "Count from one to nine hundred in English words, one number a line, without stopping."


@pytest.fixture(scope="module")
def path() -> Path:
    """The smallest model that has been fetched."""
    models_dir = Settings().models_dir
    present = installed(models_dir)
    if not present:
        pytest.fail(f"no embedded model is in {models_dir}; run `make setup` or `dossier model fetch`")
    return models_dir / present[-1].file


@pytest.fixture(scope="module")
def model(path: Path) -> Iterator[EmbeddedModel]:
    loaded = EmbeddedModel(path, name="real", context=2048)
    yield loaded
    loaded.close()


def _ask(text: str, **more: object) -> Request:
    return Request((Message("user", text),), **more)  # type: ignore[arg-type]


def test_a_reply_streams_token_by_token(model: LanguageModel) -> None:
    chunks = list(model.stream(_ask("What is the capital of France? Answer in a full sentence.", max_tokens=20)))
    assert len(chunks) > 3
    assert "Paris" in "".join(chunk.text for chunk in chunks)


def test_the_same_request_gets_the_same_reply(model: LanguageModel) -> None:
    request = _ask("Name three rivers.", max_tokens=16)
    assert complete(model, request).text == complete(model, request).text


def test_a_grammar_is_obeyed(model: LanguageModel) -> None:
    grammar = 'root ::= "نعم" | "a \\"quoted\\" word  "'
    assert complete(model, _ask("What is two and two?", grammar=grammar)).text in ("نعم", 'a "quoted" word  ')


def test_contiguous_words_of_a_text_as_a_grammar(model: LanguageModel) -> None:
    text = "تسللت القوة في تمام الساعة الثانية فجرا من خلال سيارة إسعاف"
    grammar = "%llguidance {}\nstart: WORDS\nWORDS: %regex " + json.dumps({"substring_words": text}, ensure_ascii=False)
    reply = complete(model, _ask(f"{text}\nHow did the force enter? Copy the words.", grammar=grammar, max_tokens=40)).text
    assert reply
    assert reply in text


def test_a_json_schema_is_obeyed(model: LanguageModel) -> None:
    schema = {
        "type": "object",
        "properties": {"city": {"type": "string"}, "people": {"type": "integer"}},
        "required": ["city", "people"],
        "additionalProperties": False,
    }
    reply = json.loads(complete(model, _ask("Tell me about Cairo.", json_schema=schema, max_tokens=80)).text)
    assert set(reply) == {"city", "people"}
    assert isinstance(reply["people"], int)


def test_logprobs_are_those_of_the_tokens(model: LanguageModel) -> None:
    completion = complete(model, _ask("ما عاصمة مصر؟ أجب بكلمة واحدة.", max_tokens=8, top_logprobs=5))
    assert completion.tokens
    assert "".join(token.text for token in completion.tokens) == completion.text
    for token in completion.tokens:
        assert len(token.alternatives) == 5
        chances = [logprob for _, logprob in token.alternatives]
        assert chances == sorted(chances, reverse=True)
        assert all(logprob <= 0 for logprob in chances)
        assert token.alternatives[0] == (token.text, token.logprob)  # greedy: the likeliest is what it says


def test_logprobs_under_a_grammar_are_the_models_own(model: LanguageModel) -> None:
    """What a grammar forbids keeps its probability: the mass of a refusal can be read off the first token."""
    completion = complete(model, _ask("Is the sky blue? Answer yes or no.", grammar='root ::= "maybe"', top_logprobs=5))
    assert completion.text == "maybe"
    assert {text.strip().lower() for text, _ in completion.tokens[0].alternatives} & {"yes", "no"}
    assert completion.tokens[0].logprob < completion.tokens[0].alternatives[0][1]


def test_no_logprobs_without_asking(model: LanguageModel) -> None:
    assert complete(model, _ask("Say yes.", max_tokens=3)).tokens == ()


def _scores(model: LanguageModel, text: str, *tokens: int, depth: int = 0) -> list[float]:
    completion = complete(model, _ask(text, max_tokens=1, scored=tokens, depth=depth))
    assert completion.text == "", "nothing is generated"
    (token,) = completion.tokens
    assert len(token.scores) == len(tokens)
    return [score - token.scores[0] for score in token.scores]


QUESTION = "Text: The wall has 14 cracks.\n\nDoes the text tell how many cracks the wall has? Answer yes or no."


def test_scores_are_the_differences_of_the_models_own_log_probabilities(path: Path, model: LanguageModel) -> None:
    words = GGUFReader(path).fields["tokenizer.ggml.tokens"].contents()
    _scores(model, QUESTION, 9693)  # a prompt computed anew and one taken from the cache differ by up to a tenth
    (first,) = complete(model, _ask(QUESTION, max_tokens=1, top_logprobs=8)).tokens
    likely = [(words.index(text), logprob) for text, logprob in first.alternatives if text in words]
    assert len(likely) > 3
    told = _scores(model, QUESTION, *(token for token, _ in likely))
    assert told == pytest.approx([logprob - likely[0][1] for _, logprob in likely], abs=0.05)


def test_scores_come_in_the_order_asked_and_are_the_same_each_time(model: LanguageModel) -> None:
    _scores(model, QUESTION, 9693)
    a, b, c = _scores(model, QUESTION, 9693, 2152, 785)
    assert len({a, b, c}) == 3
    turned = _scores(model, QUESTION, 785, 9693, 2152)
    assert [score - turned[1] for score in turned] == pytest.approx([c - a, 0.0, b - a], abs=0.05)
    assert _scores(model, QUESTION, 9693, 2152, 785) == pytest.approx([a, b, c], abs=0.05)


def test_scores_after_some_layers_are_others_and_their_engine_is_loaded_when_needed(path: Path) -> None:
    tokens = (9693, 2152, 785, 4197)
    model = EmbeddedModel(path, name="deep", context=512, depths=(DEPTH,))
    assert list(model._engines) == [DEPTH], "only what was asked for"
    middle = _scores(model, QUESTION, *tokens, depth=DEPTH)
    assert list(model._engines) == [DEPTH]
    assert _scores(model, QUESTION, *tokens, depth=DEPTH) == pytest.approx(middle, abs=0.3), "anew and from the cache"
    last = _scores(model, QUESTION, *tokens)
    assert list(model._engines) == [DEPTH, 0]
    assert last != pytest.approx(middle, abs=1.0)
    engines = list(model._engines.values())
    model.close()
    model.close()
    assert [engine._server for engine in engines] == [None, None]
    for depth in (0, DEPTH):
        with pytest.raises(ModelError, match="closed"):
            _scores(model, QUESTION, *tokens, depth=depth)


def test_stop_strings_and_the_limit(model: LanguageModel) -> None:
    grammar = 'root ::= "one two three four five"'
    assert complete(model, _ask("Go.", grammar=grammar, stop=(" three",))) == Completion("one two")
    cut = complete(model, _ask("Go.", grammar=grammar, max_tokens=2)).text
    assert cut
    assert "one two three four five".startswith(cut)
    assert cut != "one two three four five"


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (_ask("word " * 3000), "context of 2048"),
        (_ask("Go.", grammar="root ::= nothing-defined"), "refused"),
        (_ask("Go.", json_schema={"type": "no such type"}), "refused"),
        (_ask("Go.", grammar='root ::= "a"', json_schema={}), "not both"),
    ],
    ids=["too long", "grammar", "schema", "both"],
)
def test_a_request_that_cannot_be_met(model: LanguageModel, request_: Request, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        complete(model, request_)
    assert complete(model, _ask("Say yes.", max_tokens=2)).text  # and it goes on


def test_prompts_are_cheap_that_begin_like_any_earlier_one(model: LanguageModel, caplog: pytest.LogCaptureFixture) -> None:
    beginnings = [f"Excerpt {number}: " + " ".join(f"word{number}{n}" for n in range(30)) for number in range(4)]
    for beginning in beginnings:
        complete(model, _ask(f"{beginning}\nIs it so?", max_tokens=1))
    with caplog.at_level(logging.DEBUG, "assistant.models.embedded"):
        for beginning in beginnings:
            complete(model, _ask(f"{beginning}\nQuite another question about it, please.", max_tokens=1))
    counted = [re.findall(r"\d+", record.getMessage()) for record in caplog.records if "reused" in record.msg]
    assert len(counted) == len(beginnings)
    for reused, computed, _ in counted:
        assert int(reused) > 100
        assert int(computed) < 30


def test_closing_the_stream_frees_the_engine(model: EmbeddedModel) -> None:
    stream = model.stream(_ask(COUNTING, max_tokens=1900))
    assert next(stream).text
    stream.close()  # type: ignore[attr-defined]
    # The only worker is free again long before 1,900 tokens can have been generated.
    assert model._engines[0]._workers.submit(lambda: "free").result(timeout=30) == "free"


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Control-C interrupts, also where these tests run in a shell's background, which ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_control_c_while_the_prompt_is_read_frees_the_engine(model: EmbeddedModel) -> None:
    main = threading.main_thread().ident
    assert main is not None
    threading.Timer(0.5, signal.pthread_kill, (main, signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt):
        complete(model, _ask("tale " * 1900, max_tokens=1))
    assert model._engines[0]._workers.submit(lambda: "free").result(timeout=30) == "free"


def test_two_threads_get_each_their_own_reply(model: LanguageModel) -> None:
    replies: dict[str, str] = {}

    def ask(word: str) -> None:
        replies[word] = complete(model, _ask("Go.", grammar=f'root ::= "{word} {word} {word}"')).text

    threads = [threading.Thread(target=ask, args=(word,)) for word in ("alpha", "beta", "gamma")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert replies == {word: f"{word} {word} {word}" for word in ("alpha", "beta", "gamma")}


def _listening() -> set[str]:
    """Sockets of this process that somebody could connect to over the network."""
    # The folder's own descriptor is gone by the time that it is read.
    mine = {os.readlink(link) for link in Path("/proc/self/fd").iterdir() if os.path.lexists(link)}
    tables = [Path(f"/proc/self/net/{name}").read_text().splitlines()[1:] for name in ("tcp", "tcp6")]
    rows = [row.split() for table in tables for row in table]
    return {row[1] for row in rows if row[3] == "0A" and f"socket:[{row[9]}]" in mine}


@pytest.mark.skipif(not Path("/proc/self/net/tcp").exists(), reason="looks at Linux's own tables")
def test_nobody_else_can_reach_the_engine(path: Path) -> None:
    before = _listening()
    leftovers = set(Path(tempfile.gettempdir()).glob("dossier-*"))
    model = EmbeddedModel(path, name="private")
    assert _listening() == before
    assert set(Path(tempfile.gettempdir()).glob("dossier-*")) == leftovers
    model.close()


def test_a_closed_model_says_so(path: Path) -> None:
    model = EmbeddedModel(path, name="brief")
    stream = model.stream(_ask(COUNTING, max_tokens=1900))
    assert next(stream).text
    model.close()
    model.close()
    with pytest.raises(ModelError, match="closed"):
        list(stream)
    with pytest.raises(ModelError, match="closed"):
        complete(model, _ask("Are you there?"))


def test_several_at_once(path: Path) -> None:
    model = EmbeddedModel(path, name="parallel", context=512, parallel=3)
    streams = [model.stream(_ask("Go.", grammar=f'root ::= "{word} and {word}"')) for word in ("x", "y", "z")]
    firsts = [next(stream).text for stream in streams]  # all three have begun, and none has ended
    rests = ["".join(chunk.text for chunk in stream) for stream in streams]
    assert [first + rest for first, rest in zip(firsts, rests, strict=True)] == ["x and x", "y and y", "z and z"]
    model.close()


def test_it_is_silent_and_the_program_ends_without_closing_it(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from assistant.models.embedded import EmbeddedModel\n"
        "from assistant.models.base import *\n"
        "model = EmbeddedModel(Path(sys.argv[1]), name='x')\n"
        "print(next(model.stream(Request((Message('user', 'Say yes.'),), max_tokens=400))).text)"
    )
    result = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False)
    assert result.returncode == 0
    assert result.stdout.strip()
    assert result.stderr == ""


def test_the_settings_lead_to_it() -> None:
    settings = Settings()
    embedded = settings.model.model_copy(update={"backend": "embedded", "context": 1024})
    model = load(choose(embedded, settings.models_dir), embedded, settings.models_dir)
    assert model.name.startswith("embedded:")
    assert model.features.grammar
    assert model.features.logprobs
    assert model.features.scores
    assert model.billions in (0.5, 1.5)
    assert complete(model, _ask("Say yes.", max_tokens=2)).text
    model.close()
