# The two commands of a newcomer are `make demo` and `make test`; the rest is for people who change Moca.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: install demo test test-redis check bench eval pictures lock clean

demo: $(VENV)/.installed
	$(BIN)/moca demo $(ARGS)

install: $(VENV)/.installed

test: $(VENV)/.installed-dev check
	$(BIN)/pytest -n 3 --dist worksteal $(ARGS)

# The same tests on Debian's redis-server instead of the embedded Valkey.
test-redis: $(VENV)/.installed-dev
	MOCA_TEST_REDIS=$$(command -v redis-server) $(BIN)/pytest -n 3 --dist worksteal $(ARGS)

check: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.installed-dev
	$(BIN)/python -m bench $(ARGS)

# Asks a real model 40 written conversations: OPENAI_API_KEY must be set, and it costs money. Not part of the tests.
eval: $(VENV)/.installed-dev
	$(BIN)/python -m evals $(ARGS)

# Every page of the office, in both themes and at both sizes, as docs/pictures holds them.
pictures: $(VENV)/.installed-dev
	$(BIN)/python -m tests.e2e.office.pictures

# Pinned with hashes and without the address of any registry.
lock: $(VENV)/.installed-dev
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --quiet -o requirements.txt
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --quiet -o requirements-dev.txt

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .import_linter_cache .hypothesis data

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps -e .
	touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	touch $@
