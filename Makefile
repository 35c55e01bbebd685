# What a person types. Each line does what is needed first; nothing is done twice.
#   make run      set up, fill with a simulated company on first start, serve on 127.0.0.1:8000 (DEMO=servicenow: a real record)
#   make test     set up, run the tests (under 10 minutes); what the machine lacks is skipped, loudly
#   make help     the rest

PYTHON ?= python3
VENV := .venv/bin
DEMO ?= company
ADDRESS ?= 127.0.0.1:8000
APT := apt-get install make git python3-venv
SETUP := $(PYTHON) -m tools.setup
# Checks never touch the data of the installation that `make run` serves. What Python compiled is kept, whatever the
# environment says: every process of the tests, and there are many, would compile all of it again.
SPARE := LIUXIN_HOME=$(CURDIR)/.venv/home PYTHONDONTWRITEBYTECODE=

.DEFAULT_GOAL := help
.PHONY: help run demo-cycle test test-all beside-postgres against-the-clock mutation bench lint figures assets format lock python

help:
	@echo 'make run        set up, fill on first start (DEMO=$(DEMO)), serve on http://$(ADDRESS)'
	@echo 'make demo-cycle one whole performance cycle, played and told step by step, in a folder that is thrown away'
	@echo 'make test       the tests, under 10 minutes; skips, loudly, what this machine lacks'
	@echo 'make test-all   besides: PostgreSQL, every browser flow, the whole log, every branch of the rater statistics'
	@echo 'make lint       ruff, mypy, walls, architecture'
	@echo 'make format     let ruff write the form'
	@echo 'make bench      measure; writes docs/figures.md (figures: only the text, from the last measurement)'
	@echo '                EVENTS=100000000 measures the scenes at scale only, at that size'
	@echo 'make mutation   change the rater statistics a little, over and over: some test has to notice (an hour)'
	@echo 'make assets     only the front-end files'
	@echo 'make lock       resolve pyproject.toml into requirements/*.lock'
	@echo
	@echo 'Needed on a bare Debian 12:  $(APT)'

python:
	@command -v $(PYTHON) >/dev/null || { echo 'Python is missing. On Debian 12:  $(APT)' >&2; exit 1; }

run: python
	@$(SETUP) run
	@$(VENV)/liuxin demo $(DEMO) --if-empty --address $(ADDRESS)
	@LIUXIN_ADDRESS=$${LIUXIN_ADDRESS:-http://$(ADDRESS)} exec $(VENV)/liuxin serve --bind $(ADDRESS)

demo-cycle: python
	@$(SETUP) run
	@home=$$(mktemp -d) && trap 'rm -rf "$$home"' EXIT && LIUXIN_HOME=$$home $(VENV)/liuxin demo-cycle

test: python
	@$(SETUP) test
	@mkdir -p reports
	@$(SPARE) $(VENV)/pytest -n 2 --dist loadgroup --junit-xml=reports/test.xml

test-all: python
	@$(SETUP) test
	@mkdir -p reports
	@$(VENV)/python -m tools.postgres -- $(MAKE) --no-print-directory beside-postgres
	@$(VENV)/python -m tools.postgres autovacuum=off -- $(MAKE) --no-print-directory against-the-clock
	@$(SPARE) $(VENV)/coverage run -m pytest -q tests/engines/ratings
	@$(VENV)/coverage report

beside-postgres:
	@$(SPARE) $(VENV)/pytest -n 2 --dist loadgroup -m 'not scale' --junit-xml=reports/test-all.xml

# What is held against a clock runs alone. Each of it fills tables and rolls back: whoever counted their rows meanwhile
# would find none, and the next would be planned for none.
against-the-clock:
	@$(SPARE) $(VENV)/pytest -m scale --junit-xml=reports/test-scale.xml

lint: python
	@$(SETUP) test
	@$(VENV)/ruff check
	@$(VENV)/ruff format --check
	@$(SPARE) $(VENV)/mypy
	@$(SPARE) $(VENV)/lint-imports --no-cache
	@$(SPARE) $(VENV)/pytest -q -n 2 tests/architecture

mutation: python
	@$(SETUP) test
	@$(VENV)/python -m tools.mutation

format: python
	@$(SETUP) test
	@$(VENV)/ruff check --fix
	@$(VENV)/ruff format

bench: python
	@$(SETUP) test
	@$(SPARE) $(VENV)/python -m tools.bench

figures: python
	@$(SETUP) test
	@$(VENV)/python -m tools.bench --only-text

assets: python
	@$(SETUP) assets

lock: python
	@$(SETUP) test
	@$(VENV)/uv pip compile pyproject.toml --group setup --generate-hashes --no-emit-index-url --no-header --python-version 3.11 -q -o requirements/run.lock
	@$(VENV)/uv pip compile pyproject.toml --group dev --generate-hashes --no-emit-index-url --no-header --python-version 3.11 -q -o requirements/dev.lock
