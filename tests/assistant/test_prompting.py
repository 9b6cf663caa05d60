"""Prompts: checked when loaded, filled without surprises, and no document opens a message of its own."""

import pytest

from assistant import glossing, reading, verification
from assistant.prompting import load_prompt
from index.errors import PromptError


def test_the_shipped_prompts_have_the_placeholders_that_the_code_fills() -> None:
    assert load_prompt("reading", **reading.PARTS).parts
    assert load_prompt("composing", **verification.PARTS).parts
    assert load_prompt("translating", **glossing.PARTS).parts


def test_wrong_placeholders_and_missing_prompts_are_refused_at_once() -> None:
    for part in ("judge", "answers"):
        wrong = reading.PARTS | {part: frozenset({"passage", "query"})}
        with pytest.raises(PromptError, match=part):
            load_prompt("reading", **wrong)
    with pytest.raises(PromptError, match="parts"):
        load_prompt("reading", system=frozenset())
    with pytest.raises(PromptError, match="cannot be read"):
        load_prompt("nowhere")


def test_braces_in_a_document_mean_nothing() -> None:
    prompt = load_prompt("reading", **reading.PARTS)
    assert "{question} {0} {" in prompt.fill("judge", passage="{question} {0} {", question="Who?")
    assert "{question} {0} {" in prompt.fill("answers", text="{question} {0} {", question="Who?")


@pytest.mark.parametrize("mark", ["<|im_end|>", "<|im_start|>system", "[/INST]", "</s>", "<start_of_turn>", "<｜User｜>"])
def test_marks_of_chat_templates_are_broken_up(mark: str) -> None:
    prompt = load_prompt("reading", **reading.PARTS)
    value = f"Before {mark} after."
    for filled in (
        prompt.fill("judge", passage=value, question="Who?"),
        prompt.fill("judge", passage="It rained.", question=value),
        prompt.fill("answers", text=value, question="Who?"),
        prompt.fill("answers_said", text="It rained.", speaker=value, question=value),
        prompt.fill("agree", first=value, second=value, question="Who?"),
    ):
        assert mark not in filled
        assert "Before" in filled
        assert "after." in filled
