# Python 3.11 and make are all that a fresh machine needs: `make setup` brings the rest.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3.11
UV := .tools/bin/uv
BIN := .venv/bin
export UV_NO_CONFIG := 1
export UV_PYTHON_DOWNLOADS := never
export UV_COMPILE_BYTECODE := 1
unexport VIRTUAL_ENV PYTHONPATH PYTHONDONTWRITEBYTECODE

# What mypy reads: `tools` and `bench` only where they hold Python.
TYPED := src tests $(patsubst %/,%,$(sort $(dir $(wildcard tools/*.py bench/*.py))))
CORE_TESTS := $(wildcard tests/scoring tests/frame/test_package_data.py tests/contracts/test_light_imports.py)
DATA := $(wildcard data/instruments/*.yaml)

.PHONY: help setup run story format check contracts test test-quick test-core bench mutants lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: .venv/.done .venv/.compiled ## environments from the locked requirements, the command `bening`, compiled instruments

run: story ## set-up, then the story

story: setup ## set-up, then the story of a city on its way over the threshold
	$(BIN)/python -m bening.story

format: setup ## format the code and mend what ruff can mend
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format --quiet .

check: setup ## lint, types, layers, own patterns, spelling, lock files
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $(TYPED)
	$(BIN)/lint-imports
	$(BIN)/ast-grep test --skip-snapshot-tests
	$(BIN)/ast-grep scan
	$(BIN)/codespell
	@echo "No address in a lock file:"; ! grep -nE '(https?|file):/' requirements/*.txt && echo "none"

contracts: setup ## which module may import which
	$(BIN)/lint-imports
	$(BIN)/pytest -q tests/contracts

test: setup ## everything, then the engine alone without the development tools
	$(BIN)/pytest -n 2
	$(MAKE) test-core

test-quick: setup ## everything but the environment of its own, stops at the first failure
	$(BIN)/pytest -n 2 -q -x

test-core: .venv-core/.done ## the engine's tests against its wheel, with nothing but the engine's dependencies
	rm -rf .venv-core/wheel
	$(UV) build -q --wheel --no-build-isolation --python $(BIN)/python --out-dir .venv-core/wheel
	$(UV) pip install -q --python .venv-core/bin/python --no-deps --reinstall .venv-core/wheel/*.whl
	.venv-core/bin/pytest -q $(CORE_TESTS)

bench: setup ## timings, printed as ratios
	$(BIN)/python -m bench

SLICE ?=
DRAW ?=
SEED ?=
mutants: setup ## mutation testing of scoring: SLICE= DRAW= SEED=
	SLICE="$(SLICE)" DRAW="$(DRAW)" SEED="$(SEED)" $(BIN)/python -m tools.mutants

$(UV): requirements/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { echo "Bening needs Python 3.11: make PYTHON=/path/to/python3.11 setup"; exit 1; }
	@rm -rf .tools
	@{ $(PYTHON) -m venv .tools >/dev/null 2>&1 && .tools/bin/python -m pip install -q --require-hashes -r $< ; } \
	|| { rm -rf .tools; $(PYTHON) -m pip install -q --require-hashes --target .tools -r $< ; } \
	|| { echo "Neither venv nor pip for $(PYTHON): install the package python3-venv, or see the message above"; exit 1; }
	@touch $@

# `pip sync` takes out what is not in the file, hence the editable install after it.
.venv/.done: $(UV) requirements/dev.txt pyproject.toml
	@[ -x $(BIN)/python ] || $(UV) venv -q --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')" .venv
	$(UV) pip sync -q --python $(BIN)/python --require-hashes requirements/dev.txt
	$(UV) pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

.venv-core/.done: .venv/.done requirements/core.txt
	@[ -x .venv-core/bin/python ] || $(UV) venv -q --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')" .venv-core
	$(UV) pip sync -q --python .venv-core/bin/python --require-hashes requirements/core.txt
	@touch $@

COMPILER := src/bening/scoring/instrument/compile.py
.venv/.compiled: .venv/.done $(DATA) $(wildcard src/bening/scoring/instrument/*.py)
	@if [ -f $(COMPILER) ]; then echo "$(BIN)/python -m bening.scoring.instrument.compile"; $(BIN)/python -m bening.scoring.instrument.compile; fi
	@touch $@

# `make lock UPGRADE=--upgrade` moves to newer versions; without it the versions stay.
UPGRADE ?=
COMPILE := $(UV) pip compile -q $(UPGRADE) --universal --python-version 3.11 --generate-hashes --no-header
lock: $(UV) ## write requirements/*.txt from pyproject.toml, with hashes and without addresses
	$(COMPILE) --group pyproject.toml:dev pyproject.toml -o requirements/dev.txt
	$(COMPILE) --group pyproject.toml:core -c requirements/dev.txt pyproject.toml -o requirements/core.txt
	echo uv==0.13.8 | $(COMPILE) - -o requirements/uv.txt
	! grep -nE '(https?|file):/' requirements/*.txt

clean: ## remove environments, caches and what set-up made
	rm -rf .venv .venv-core .tools dist build data/instruments/compiled .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
