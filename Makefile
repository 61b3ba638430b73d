# make demo    installs khabar into .venv, reads the pages of demo/ and makes a record of them
# make test    installs what tests need and runs everything that has to pass
# make docs    writes the generated parts of docs/
# make lock    solves the dependencies anew
# make accuracy    scores on gold data made by others against pinned floors; GOLD=FOLDER names it
# make speed    measures speed; see benchmarks/
# make fuzz     looks for inputs that break readers, FUZZ_SECONDS (120) for each; see tests/hostile/fuzz.py

PYTHON ?= python3
VENV := .venv
GOLD ?= gold
FUZZ_SECONDS ?= 120
DEMO := demo/out/record.db
# what the demonstration ends with: a raid of which one side tells the dead, and the other that there was none
RAID := --place Guernica --since 1937-04-26 --until 1937-04-26 --kind attack
MOST_TOLD = $(BIN)/python -c 'import json, sys; \
  print(max(map(json.loads, sys.stdin), key=lambda event: len(event["articles"]))["id"])'
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install

.PHONY: demo test check docs lock accuracy speed fuzz clean

demo: $(VENV)/runtime.stamp
	@mkdir -p demo/out
	$(BIN)/khabar read demo/pages --evidence demo/out/evidence.html
	@echo "The evidence page: open demo/out/evidence.html in a browser."
	@rm -f $(DEMO) $(DEMO)-wal $(DEMO)-shm
	$(BIN)/khabar add demo/pages --record $(DEMO)
	$(BIN)/khabar events --record $(DEMO) --min-killed 10
	$(BIN)/khabar show --record $(DEMO) $$($(BIN)/khabar events --record $(DEMO) $(RAID) --json | $(MOST_TOLD))
	@echo "The record in a browser: $(BIN)/khabar serve --record $(DEMO)"

test: check
	@tools/ensure_packages.sh
	@$(BIN)/python -m compileall -q src benchmarks
	$(BIN)/python -m pytest -n 2 --dist worksteal --cov --cov-report=term:skip-covered --cov-fail-under=85

check: $(VENV)/dev.stamp
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/write_docs.py --check
	$(BIN)/python tools/cli_docs.py --check

docs: $(VENV)/dev.stamp
	$(BIN)/python tools/write_docs.py
	$(BIN)/python tools/cli_docs.py

lock:
	tools/lock.sh

accuracy: $(VENV)/dev.stamp
	$(BIN)/python -m benchmarks.accuracy gate --gold $(GOLD)

speed: $(VENV)/dev.stamp
	$(BIN)/python -m benchmarks.speed

fuzz: $(VENV)/fuzz.stamp
	@for target in feed html warc dates numbers address; do \
	  $(BIN)/python tests/hostile/fuzz.py $$target $(FUZZ_SECONDS) fuzz-out || exit 1; done

clean:
	rm -rf $(VENV) demo/out

$(VENV)/runtime.stamp: requirements/runtime.txt pyproject.toml | $(VENV)/made.stamp
	$(PIP) --require-hashes -r requirements/runtime.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q src
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt pyproject.toml | $(VENV)/made.stamp
	$(PIP) --require-hashes -r requirements/dev.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q src
	@touch $@

$(VENV)/fuzz.stamp: requirements/fuzz.txt $(VENV)/dev.stamp
	$(PIP) --require-hashes -r requirements/fuzz.txt
	@touch $@

$(VENV)/made.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || { \
	  echo "khabar needs Python 3.11, 3.12 or 3.13, and $(PYTHON) is $$($(PYTHON) --version 2>&1);" \
	       "name another one: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@
