# Everything a newcomer needs, from a fresh clone:  make demo  ·  make test
PYTHON ?= python3
BIN := .venv/bin
SHARED ?= ../shared

.DEFAULT_GOAL := help
.PHONY: help demo test check bench bench-batch fuzz train clean

help:
	@echo "make demo    set everything up, read the sample pages, and open them in a browser"
	@echo "make test    set everything up and run all checks and tests"
	@echo "make bench   measure accuracy and speed (needs the annotated data: SHARED=folder)"
	@echo "make bench-batch  measure how fast a crawl is read (an hour; PAGES=5000)"
	@echo "make fuzz    look for pages and files that crash, hang or fill the memory (minutes)"
	@echo "make train   make the reading model from the annotated data (needs gigabytes, takes hours)"

demo: .venv/installed
	@$(BIN)/onrecord demo --ledger .venv/demo.db
	@echo
	@echo "Your own pages:  $(BIN)/onrecord read PAGE.html     More:  $(BIN)/onrecord --help"
	@echo "In a browser:    $(BIN)/onrecord serve --ledger .venv/demo.db"
	@if [ -t 1 ]; then echo; $(BIN)/onrecord serve --ledger .venv/demo.db; fi

test: .venv/tools
	@echo "== style"; $(BIN)/ruff check . && $(BIN)/ruff format --check .
	@echo "== types"; $(BIN)/mypy
	@echo "== imports go down the road"; $(BIN)/lint-imports
	@echo "== tests"; $(BIN)/pytest
	@echo
	@echo "All checks passed. Measure accuracy and speed:  make bench"

bench: .venv/measuring
	@ONRECORD_SHARED=$(SHARED) $(BIN)/python -m bench

PAGES ?= 5000
bench-batch: .venv/measuring
	@echo "== installing Ray"; $(BIN)/python -m pip install --disable-pip-version-check -q -e '.[batch-ray]'
	@ONRECORD_SHARED=$(SHARED) $(BIN)/python -m bench.batch --docs --pages $(PAGES)

fuzz: .venv/fuzzing
	@$(BIN)/python -m bench.fuzz

train: .venv/training
	ONRECORD_SHARED=$(SHARED) $(BIN)/python -m training --shared $(SHARED) --out out/model

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

.venv/bin/python:
	@echo "== making a virtual environment in .venv"
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
	  echo "No virtual environment could be made. On Debian:  apt-get install python3-venv   then run make again."; exit 1; }

.venv/installed: .venv/bin/python pyproject.toml
	@echo "== installing onrecord"
	@$(BIN)/python -m pip install --disable-pip-version-check --progress-bar on -q -e .
	@touch $@

.venv/tools: .venv/installed
	@echo "== installing the tools for tests"
	@$(BIN)/python -m pip install --disable-pip-version-check --progress-bar on -q -e '.[dev]'
	@touch $@

.venv/fuzzing: .venv/tools
	@$(BIN)/python -m pip install --disable-pip-version-check -q -e '.[fuzz]'
	@touch $@

.venv/measuring: .venv/tools
	@echo "== installing what the measurements compare with"
	@$(BIN)/python -m pip install --disable-pip-version-check --progress-bar on -q -e '.[dev,bench]'
	@touch $@

.venv/training: .venv/tools
	@$(BIN)/python -m pip install --disable-pip-version-check -e '.[train]'
	@touch $@
