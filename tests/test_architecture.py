"""The rooms: imports point one way, and heavy packages load only where they are used."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ALLOWED = {
    "index": {"index"},
    "prompts": {"prompts"},
    "assistant": {"assistant", "index", "prompts"},
    "evals": {"evals", "assistant", "index", "prompts"},
}
HEAVY = {"torch", "gradio", "chromadb", "llama_index", "sentence_transformers", "xllamacpp", "openai", "ollama", "numpy"}


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.add((node.module or "").split(".")[0])
    return found


@pytest.mark.parametrize("room", sorted(ALLOWED))
def test_imports_point_one_way(room: str) -> None:
    modules = list((ROOT / room).rglob("*.py"))
    assert modules
    for path in modules:
        wrong = (_imports(path) & (set(ALLOWED) | {"tests"})) - ALLOWED[room]
        assert not wrong, f"{path.relative_to(ROOT)} imports {wrong}"


def test_index_knows_nothing_of_language_models() -> None:
    packages = set().union(*(_imports(path) for path in (ROOT / "index").rglob("*.py")))
    assert not packages & {"ollama", "openai", "xllamacpp"}


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['dossier', '--help']\n"
        "from assistant.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print('LOADED', *sorted({m.split('.')[0] for m in sys.modules}))"
    )
    output = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "ask" in output
    assert not set(output.split("LOADED")[1].split()) & HEAVY
