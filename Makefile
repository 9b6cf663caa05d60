# Two commands do all the set-up themselves: `make chat` (the web chat over the seed documents) and `make test` (all checks).
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
DOSSIER := $(BIN)/dossier

.DEFAULT_GOAL := help
.PHONY: help setup models seeds chat ask test format lint types pytest browser eval bench clean

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/.installed: pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "dossier needs Python 3.11 or later: install it, or name it: make PYTHON=python3 $(MAKECMDGOALS)"; exit 1; }
	@echo "Making the environment (about 2.5 GB, a few minutes the first time) …"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

setup: $(VENV)/.installed ## the environment with all packages

models: setup ## the embedded language model, fetched and verified once for each user
	@$(DOSSIER) model fetch

seeds: setup
	@$(DOSSIER) index seeds

chat: models seeds ## set up everything and open the web chat
	@$(DOSSIER) chat

ask: models seeds ## one question: make ask Q="…"
	@$(DOSSIER) ask "$(Q)"

eval: models ## the evaluation suite over the seed documents
	@$(DOSSIER) eval

bench: models ## dossier and stock LlamaIndex side by side over the seed documents
	@$(DOSSIER) eval bench

browser: setup ## a browser for the web chat's tests, if there is none
	@$(BIN)/python -m tests.browser

format: setup
	@$(BIN)/ruff format --check .

lint: setup
	@$(BIN)/ruff check .

types: setup
	@$(BIN)/mypy

pytest: setup models browser
	@$(BIN)/python -m pytest

test: format lint types pytest ## all that CI checks

clean: ## remove the environment and what tools left behind
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info build
