# Two commands for everybody: `make run` and `make test`. The others are for work on the program.

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
JOBS ?= 2
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: help run test test-slow torture fuzz check format bench handlers shots install install-dev libraries lock clean

help:
	@echo "make run       open Pressmark on the demo project (installs what it needs first)"
	@echo "make test      run the tests"
	@echo "make check     lint, types, import contracts, format"
	@echo "make bench     measure; figures go to build/bench.json"
	@echo "make handlers  ten minutes of coding by script; the longest the window was busy with one event"
	@echo "make shots     pictures of every screen into shots/"
	@echo "make test-slow the long statistical runs"
	@echo "make torture   kills, power loss, failing disks and flipped bytes, at full length; needs a C compiler"
	@echo "make fuzz      files from outside, spoilt in every way, through every door, for ten minutes"
	@echo "make format    put the code into the house format"
	@echo "make lock      renew the locks (needs uv)"

run: install
	@$(BIN)/python -m desktop demo

test: install-dev
	@$(BIN)/python -m pytest -m "not slow" --numprocesses $(JOBS) --dist worksteal

test-slow: install-dev
	@$(BIN)/python -m pytest -m slow --timeout=0

torture: install-dev
	@$(BIN)/python -m tests.durability

fuzz: install-dev
	@$(BIN)/python -m tests.fuzz

check: install-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: install-dev
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: install-dev
	@$(BIN)/python -m bench

handlers: install-dev
	@$(BIN)/python -m bench.handlers 600

shots: install
	@$(BIN)/python -m desktop shots shots

libraries:
	@sh tools/system-libraries.sh

install: libraries $(VENV)/.run-installed
install-dev: libraries $(VENV)/.dev-installed

$(VENV)/pyvenv.cfg:
	@test -n "$(PYTHON)" || { echo "Pressmark needs Python 3.11 or newer with pip and venv." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run-installed: requirements.lock | $(VENV)/pyvenv.cfg
	@echo "Installing what the program needs (a minute or two, once)"
	@$(PIP) install --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.dev-installed: requirements-dev.lock requirements.lock pyproject.toml | $(VENV)/pyvenv.cfg
	@echo "Installing what the program and its tests need (a few minutes, once)"
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.run-installed

lock:
	@uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header --no-annotate \
		--extra readers pyproject.toml --output-file requirements.lock
	@uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header --no-annotate \
		--constraint requirements.lock --extra dev pyproject.toml --output-file requirements-dev.lock

clean:
	@rm -rf $(VENV) build dist shots
