# Everything a person runs. `make help` lists it.
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
# The cache of types lies outside the checkout: a fresh clone checks what changed
CACHES := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/crossdock
QUICK_TESTS := tests/unit tests/http tests/architecture tests/nodes tests/workflows tests/stack tests/compose
# ledgers of tests lie in memory where the machine has such a folder: each write would wait for the disk
IN_MEMORY := $(if $(wildcard /dev/shm),--basetemp=/dev/shm/crossdock-check-$(shell id -u)-$(subst /,_,$(CURDIR)))
# these start servers of their own: `make test` runs them, `make check` does not
SERVING_TESTS := $(addprefix tests/http/test_,served.py hung_odoo.py schemathesis.py process_clock.py patience.py) tests/stack/test_process.py
SOAK ?= tests/e2e tests/contract tests/http/test_schemathesis.py
EVAL ?= ../shared/eval/supplier-mail/dev

.DEFAULT_GOAL := help
.PHONY: help install install-dev demo stack stack-send check test soak bench bench-starts eval screenshots workflows-http clean

help: ## List what can be run
	@awk -F':.*## ' '/^[a-z0-9-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 13))' || \
	  { echo "Crossdock needs Python 3.11 or 3.12; name it: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@$(PIP) install --quiet --constraint constraints.txt --upgrade pip || echo "Going on with Python's own pip, which is slower."

$(VENV)/.runtime: $(VENV)/bin/python pyproject.toml constraints.txt
	@echo "Installing Crossdock into $(VENV) …"
	@$(PIP) install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/bin/python pyproject.toml constraints.txt
	@echo "Installing Crossdock and the tools for tests into $(VENV) …"
	@$(PIP) install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $(VENV)/.runtime $@

install: $(VENV)/.runtime ## Make .venv with the `crossdock` command
	@echo "Ready: $(BIN)/crossdock --help"

install-dev: $(VENV)/.dev

demo: $(VENV)/.runtime ## Read fourteen sample mails end to end; needs nothing but Python (DEMO_EXIT=1 ends it)
	@$(BIN)/python -m stack.demo

stack: $(VENV)/.runtime ## Real n8n, Odoo 19, PostgreSQL, Dovecot and the sidecar on this Debian machine (as root)
	@$(BIN)/python -m stack up

stack-send: $(VENV)/.runtime ## Drop a mail into the stack's inbox: make stack-send MAIL=file.eml
	@test -n "$(MAIL)" || { echo "Name a file: make stack-send MAIL=file.eml"; exit 2; }
	@$(BIN)/python -m stack send "$(MAIL)"

check: $(VENV)/.dev ## Lint, types, layers, unit tests (under 90 s; the first run installs its tools before)
	@$(BIN)/ruff check . && $(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy --cache-dir $(CACHES)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/pytest -n auto --dist worksteal $(IN_MEMORY) $(QUICK_TESTS) $(addprefix --ignore=,$(SERVING_TESTS)) -m "not real"

test: check ## Everything, with real Odoo 19 and 14, n8n, PostgreSQL, Dovecot and Chromium
	@$(BIN)/pytest -n 3 --dist loadscope $(SERVING_TESTS) tests/contract tests/e2e tests/nodes/test_nodes_package.py tests/workflows/test_expressions.py tests/compose/test_n8n_variables.py tests/stack/test_components.py -rs --durations=8

soak: $(VENV)/.dev ## The real suites at full size and with every variant: 1,000 mails, 11 crashes, each screen on 14; an hour or more
	@CROSSDOCK_TEST_SCALE=1 CROSSDOCK_TEST_DEADLINE_S=1800 REQUIRE_REAL=1 \
	  $(BIN)/pytest -n 2 --dist loadscope $(SOAK) -v -rs --durations=20 --timeout 7200

bench: $(VENV)/.dev ## Measure beside the alternative, for half an hour; prints figures to keep in benchmarks/RESULTS.md
	@for bench in $(filter-out %/bench_starts.py,$(wildcard benchmarks/bench_*.py)); do $(BIN)/python $$bench || exit 1; done

bench-starts: $(VENV)/.dev ## Measure demo, check and the stack's second start from a fresh clone; takes ten minutes
	@$(BIN)/python benchmarks/bench_starts.py

eval: $(VENV)/.dev ## Score the reading of labelled supplier mail: make eval EVAL=folder
	@test -d "$(EVAL)" || { echo "$(EVAL) is not there. Name the folder of a labelled set: make eval EVAL=folder"; exit 2; }
	@$(BIN)/python benchmarks/read_eval.py $(EVAL) .readings.json
	@$(BIN)/python $(EVAL)/../score.py $(EVAL) .readings.json

screenshots: $(VENV)/.dev ## Renew the pictures in docs/img from a real Odoo 19 and n8n
	@REQUIRE_REAL=1 CROSSDOCK_TEST_IMAGES=docs/img $(BIN)/pytest tests/e2e/test_odoo_screens.py tests/e2e/test_from_mail_to_order.py \
	  tests/e2e/test_n8n_editor.py -k "pictured or is_applied_by_a_buyer or editor"

workflows-http: $(VENV)/.runtime ## Format n8n-workflows/ and generate the twins for n8n Cloud in n8n-workflows/http/
	@$(BIN)/python -m stack.workflows format && $(BIN)/python -m stack.workflows http

clean: ## Remove .venv, the demo's state and caches of this checkout
	rm -rf $(VENV) .demo .stack .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
