# Two commands matter: `make demo` and `make test`. Both set up all they need.
PYTHON   ?= $(shell command -v python3.11 || command -v python3)
ARTICLES ?= src/sayso/samples
PORT     ?= 8765
VENV     := .venv
BIN      := $(VENV)/bin
DEMO     := .demo/ledger.sqlite

.PHONY: demo test setup check gate gate-claims bench lock screenshots clean

demo: setup
	@rm -rf .demo && mkdir -p .demo
	@$(BIN)/sayso add --db $(DEMO) $(ARTICLES) || test $$? -eq 1
	@echo "Two invented outlets go on publishing on this machine for a while: see Alerts and Feeds."
	@$(BIN)/python scripts/live_demo.py $(DEMO) & live=$$!; trap 'kill $$live 2>/dev/null' EXIT INT TERM; \
	  $(BIN)/sayso serve --db $(DEMO) --port $(PORT)

test: $(VENV)/tested
	@scripts/system-packages.sh
	@$(MAKE) --no-print-directory check
	$(BIN)/python -m pytest -n auto --dist loadfile
	@$(MAKE) --no-print-directory gate

setup: $(VENV)/ready

$(VENV)/ready: requirements/run.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "sayso needs Python 3.11 or newer: make PYTHON=/path/to/python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing the locked dependencies into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/tested: $(VENV)/ready requirements/dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	@touch $@

# The static checks: each can fail.
check: $(VENV)/tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell src tests docs training evaluation scripts README.md CHANGELOG.md CONTRIBUTING.md

# The model's quality against floors that only fall on purpose.
gate: $(VENV)/tested
	$(BIN)/python -m evaluation.gate
	$(BIN)/python -m evaluation.gate --corpus evaluation/complaints --floors evaluation/complaints.json
	$(BIN)/python -m evaluation.meaning_gate
	$(BIN)/python -m evaluation.pairs --held

# What claims come to on the sample affair: three minutes, so it stands beside what every change runs.
gate-claims: $(VENV)/tested
	$(BIN)/python -m evaluation.affair

bench: $(VENV)/tested
	$(BIN)/python -m evaluation.bench

screenshots: $(VENV)/tested
	@rm -rf .demo && mkdir -p .demo
	@$(BIN)/sayso add --db $(DEMO) $(ARTICLES)
	$(BIN)/python scripts/screenshots.py $(DEMO)

lock:
	$(BIN)/pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --extra build -o requirements/run.lock pyproject.toml
	$(BIN)/pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --extra build --extra dev -c requirements/run.lock -o requirements/dev.lock pyproject.toml

clean:
	rm -rf $(VENV) .demo
