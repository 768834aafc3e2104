# AO Portal: the commands of every day. `make help` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PORT ?= 8000
PYTHON := .venv/bin/python
BIN := .venv/bin
LOCAL := $(PYTHON) -m aoportal.local
# Runs a command with the environment of this checkout's own test servers.
WITH_TEST := $(LOCAL) run --for test --
# The same, told to be as strict as in production.
AS_PRODUCTION := $(WITH_TEST) env AOPORTAL_ENV=production PUBLIC_URL=https://portal.example \
	ALLOWED_HOSTS=portal.example
COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header
# Compiled modules are kept even where the machine says otherwise: some hundred processes start here.
export PYTHONDONTWRITEBYTECODE :=
export PYTEST_XDIST_AUTO_NUM_WORKERS ?= $(shell nproc 2>/dev/null || echo 2)

.PHONY: help setup up test lint demo lock locale assets openapi bench stop clean setup-test

help: ## show this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

setup: ## prepare this machine: packages, browser assets, translations
	@scripts/setup.sh run

setup-test:
	@scripts/setup.sh test

up: setup ## start everything at http://127.0.0.1:8000 (PORT= changes the port)
	@exec $(LOCAL) up --port $(PORT)

test: setup-test ## run the whole test suite, browser tests included
	@$(AS_PRODUCTION) $(PYTHON) manage.py collectstatic --noinput --clear --verbosity 0
	$(PYTHON) scripts/test.py

lint: setup ## check style, types, imports, templates, migrations, settings, translations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@$(WITH_TEST) $(BIN)/mypy .
	$(BIN)/lint-imports
	git ls-files -z 'templates/*.html' '*/templates/*.html' | xargs -0 -r $(BIN)/djade --check --target-version 5.2
	@$(WITH_TEST) $(PYTHON) manage.py makemigrations --check --dry-run
	@$(AS_PRODUCTION) $(PYTHON) manage.py check --deploy --fail-level WARNING
	$(PYTHON) scripts/merge_locale.py --check

demo: setup ## throw the local data away and make fresh demo data
	@$(LOCAL) fresh

lock: ## compile the lock files anew
	$(COMPILE) requirements/uv.in --output-file requirements/uv.txt
	$(COMPILE) requirements/base.in --output-file requirements/base.txt
	$(COMPILE) requirements/dev.in --output-file requirements/dev.txt

locale: ## join and compile the Indonesian translations
	$(PYTHON) scripts/merge_locale.py

assets: ## build the browser assets
	$(PYTHON) scripts/assets.py

openapi: setup ## write docs/openapi.json anew
	@$(WITH_TEST) $(PYTHON) manage.py openapi

bench: setup ## run the benchmarks, then 30 requests a second for 3 minutes (N= prospects)
	@$(PYTHON) -m bench

stop: ## stop the servers of this checkout
	@if [ -x $(PYTHON) ]; then for name in test dev bench; do $(LOCAL) stop --for $$name; done; fi

clean: stop ## remove everything that was made here, the local data included
	@if [ -x $(PYTHON) ]; then $(LOCAL) remove; fi
	rm -rf build node_modules .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
