# The commands of this project; `make help` lists them. For GNU make 3.81 and later, and any POSIX shell.

ADDRESS = 127.0.0.1:8000
# How many questions `make fuzz` asks.
N = 10000
# How large the demo is: small, or district.
SIZE = small
PYTEST = .venv/bin/pytest --numprocesses=auto
# What decides who sees what, and every rule, has no branch that no test takes.
WHOLLY_COVERED = */rules.py,*/rules/*,*/access.py,*/access/*,*/tenancy/*

.DEFAULT_GOAL = help
.PHONY: help setup demo test test-mysql fuzz bench volume check test-browser schema references lock new-app clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## make .venv with what the product needs
	@tools/setup run

demo: setup ## try it: two small districts, or SIZE=district, on http://127.0.0.1:8000
	@.venv/bin/jumprope demo --size $(SIZE) --serve --address $(ADDRESS)

test: ## run all tests on SQLite; with MEASURED=1 hold the bars of what they cover, which takes longer
	@tools/setup run dev
	@rm -f .coverage .coverage.*
	DATABASE_URL= $(PYTEST) $(if $(MEASURED),--cov)
	$(if $(MEASURED),.venv/bin/coverage report --include='$(WHOLLY_COVERED)' --fail-under=100)

test-mysql: ## run all tests on a MySQL server: MYSQL_URL, a container, or Debian's packages
	@tools/setup run dev mysql
	.venv/bin/python -m tools.with_mysql $(PYTEST)

test-browser: ## open every page in Chromium (Debian: apt install chromium), and hold it against WCAG 2.2 AA
	@tools/setup run dev browser
	.venv/bin/pytest tests/pages

fuzz: ## ask both engines N random questions: make fuzz N=10000 SEED=… DB=mysql; or both doors: DOOR=trusted
	@tools/setup run dev $(if $(DB),mysql)
	DATABASE_URL= FUZZ=$(N) FUZZ_SEED=$(SEED) $(if $(DB),.venv/bin/python -m tools.with_mysql) \
	  .venv/bin/pytest -s tests/fuzz/test_$(or $(DOOR),fuzz).py -k 'not fixed'

bench: ## measure GraphQL beside hand-written SQL and other libraries (docs/performance.md); or BENCH_DB=mysql
	@tools/setup run dev bench $(if $(filter mysql,$(BENCH_DB)),mysql)
	DATABASE_URL= .venv/bin/pytest bench
	$(if $(filter mysql,$(BENCH_DB)),.venv/bin/python -m tools.with_mysql,DATABASE_URL=) .venv/bin/python -m bench

volume: ## fill MySQL with ten districts, and see how each statement of fourteen operations is run (docs/performance.md)
	@tools/setup run dev mysql
	.venv/bin/python -m tools.with_mysql .venv/bin/python -m tools.volume

check: ## hold the code against all that is not a test of what it does
	@tools/setup run dev
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports --no-cache
	.venv/bin/jumprope check
	.venv/bin/jumprope makemigrations --check
	.venv/bin/jumprope print-schema --check
	.venv/bin/pytest tests/architecture

schema: setup ## print the public API anew into schema.graphql
	@.venv/bin/jumprope print-schema > schema.graphql.new
	@mv schema.graphql.new schema.graphql

references: ## write the pages of docs/ that are made from the code
	@tools/setup run dev
	@.venv/bin/python -m tools.references

lock: ## renew requirements/*.lock
	@tools/lock

new-app: ## write an app that passes every check: make new-app FLOOR=school NAME=attendance
	@tools/setup run dev
	@.venv/bin/python -m tools.new_app '$(FLOOR)' '$(NAME)'
	@.venv/bin/python -m tools.references
	@$(MAKE) --no-print-directory references

clean: ## remove what these commands made, except var/ with its data
	rm -rf .venv jumprope.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache .coverage .coverage.*
	find bench config graphplan jumprope tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
