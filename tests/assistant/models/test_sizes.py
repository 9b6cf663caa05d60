"""How large a model is, from its name or from what its server tells."""

import pytest

from assistant.models.sizes import billions


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("494.03M", 0.49403),
        ("7.6B", 7.6),
        ("qwen2.5:7b-instruct", 7.0),
        ("Qwen2.5-Coder-1.5B-Instruct-Q4_K_M", 1.5),
        ("smollm2:360m", 0.36),
        ("smollm2-1.7b-draft-360m", 1.7),
        ("llama3.2", None),
        ("gpt-4o-mini", None),
        ("mistral-q4b", None),
        ("2.5bit", None),
        ("", None),
    ],
)
def test_the_size_that_is_told(told: str, expected: float | None) -> None:
    assert billions(told) == pytest.approx(expected)
