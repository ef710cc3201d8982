# Two commands: `make demo` shows Helhed, `make test` checks it. docs/operations.md tells the rest.

SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
UV_VERSION := 0.13.9

.PHONY: help install demo test explore ties campaign test-tools test-pg15 messages bench lint format types sbom audit

help:
	@echo "make demo     install, build an invented municipality and show it"
	@echo "make test     install what tests need and run every check"
	@echo "make explore  look for new counterexamples of the rules"
	@echo "make ties     look for what relies on the order of rows that stand equal"
	@echo "make campaign NAME=nonsense  write nonsense into every form as every account"
	@echo "make install  install into .venv"
	@echo "make messages collect the words of every room; fill in the Danish in helhed/*/locale"
	@echo "make format   tidy the code         make lint   check it"
	@echo "make bench    measure the main pages"
	@echo "make sbom     write the parts list        make audit  ask for known holes in the parts"

install:
	@PYTHON=$(PYTHON) UV_VERSION=$(UV_VERSION) scripts/install

demo: install
	@$(BIN)/helhed demo

test: install test-tools
	@scripts/check

# Looks for new counterexamples of every rule told as a property.
explore: install test-tools
	@HELHED_EXAMPLES=explore $(BIN)/python -m pytest -n 2 -q -p no:cacheprovider -m hypothesis

# Puts rows that stand equal in an order of chance: what relies on it fails here, and one day elsewhere.
ties: install test-tools
	@HELHED_TIES=by_lot $(BIN)/python -m pytest -n 2 -q --dist loadgroup -p no:cacheprovider --ignore=tests/browser

# The long form of what is tried in short by `make test`; docs/proof tells what was found:
# load, crash, faults, versions, doors, bad_input, restore, nonsense, every_link, no_double_night, oracle.
campaign: install test-tools
	@HELHED_CAMPAIGN=long $(BIN)/python -m pytest -q -o faulthandler_timeout=0 -p no:cacheprovider $(wildcard tests/campaigns/test_$(NAME).py helhed/*/tests/test_$(NAME).py)

test-tools:
	@scripts/install_test_tools

messages:
	@$(BIN)/python scripts/messages.py

bench: install
	@$(BIN)/python scripts/bench.py

sbom: install
	@$(BIN)/python -m scripts.sbom

audit: install
	@$(BIN)/python -m scripts.audit --strict

lint:
	@$(BIN)/ruff format --check --quiet . && $(BIN)/ruff check --quiet . && $(BIN)/lint-imports

types:
	@$(BIN)/mypy --strict helhed

format:
	@$(BIN)/ruff format --quiet . && $(BIN)/ruff check --quiet --fix .
