# Two commands do everything on a fresh machine with Python 3.11 or newer and make:
#   make demo   install from the lock file, build the bundled site, print the findings
#   make test   install the development lock file and run the whole suite
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test check bench hunt judges mutants site clean lock

demo: .make/runtime
	$(BIN)/yalu build --out site

site: .make/runtime
	$(BIN)/yalu build --out site

test: .make/development
	$(BIN)/python -m pytest -n auto --dist loadscope --no-loadscope-reorder

check: .make/development
	$(BIN)/ruff format --check src tests bench
	$(BIN)/ruff check src tests bench
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .make/development
	$(BIN)/python bench/site.py
	$(BIN)/python bench/measures.py
	$(BIN)/python bench/claims.py
	$(BIN)/python bench/chains.py
	$(BIN)/python bench/policy.py
	$(BIN)/python bench/matching.py --half test
	$(BIN)/python bench/screening.py --parties 20000 --half test --most 300

# Outside judges of our exports; needs the ICU headers (Debian: apt-get install g++ pkg-config libicu-dev).
judges: .make/development
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/judges.lock

# Small changes to every room, a sample drawn by seed, each of which a test of the room should notice: about an hour at rest.
mutants: .make/development
	$(BIN)/python bench/mutants.py --survivors

# What the suite leaves out: the tests marked "hunt" (a million rows, the sentences that cost Spark a hearing each, and, where
# YALU_REAL_DATA names them, whole lists and trade tables), then the slow properties of the law with twenty times the
# examples of the suite. About 40 minutes on two cores.
hunt: .make/development
	$(BIN)/python -m pytest -n auto -q -m hunt
	YALU_EXAMPLES=20 $(BIN)/python -m pytest -n auto -q tests/law

# The lock files pin every package by hash; rebuild them with `make lock` after changing pyproject.toml.
.make/runtime: requirements/runtime.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Yalu needs Python 3.11 or newer; run make PYTHON=/path/to/python3.11")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/runtime.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	mkdir -p .make && touch $@

.make/development: requirements/development.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/development.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	mkdir -p .make && touch $@

lock:
	uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes --no-header -o requirements/runtime.lock
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-header -o requirements/development.lock
	uv pip compile --group judges -c requirements/development.lock --universal --python-version 3.11 --generate-hashes --no-header -o requirements/judges.lock

clean:
	rm -rf $(VENV) .make site dist
