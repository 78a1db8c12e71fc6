# Outlay's one door. `make run` on a fresh clone needs Python >= 3.11, Node >= 20.19 and make, nothing else.
#
# Every setting of the README's table may follow the command: make run OUTLAY_DATA_DIR=/some/dir
# PORT and HOST are short for OUTLAY_PORT and OUTLAY_HOST: make run PORT=8123
# Nothing unchanged is done twice; `make clean` forgets everything that was built.
# Written for GNU make 3.81 (macOS) and later.

.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
RUN_STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev
NODE_STAMP := web/node_modules/.installed
SPA := web/dist/index.html
SPA_SOURCES := $(shell find web/src web/public web/index.html web/*.ts web/*.json web/*.cjs web/*.mjs web/scripts -type f 2>/dev/null)

# Only from the command line: some shells set HOST and PORT for purposes of their own.
ifeq ($(origin PORT),command line)
export OUTLAY_PORT := $(PORT)
endif
ifeq ($(origin HOST),command line)
export OUTLAY_HOST := $(HOST)
endif

NO_PACKAGES := Outlay could not install its Python packages: see the lines above (is the package index reachable?).
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
INSTALL_SELF := $(PIP) install -q --no-deps --no-build-isolation --editable .

.PHONY: help
help: ## Show this list
	@sed -n 's/^\([a-z][a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'
	@echo
	@echo "  Settings may follow: make run PORT=8123 OUTLAY_DATA_DIR=/some/dir"

# ── Using it ──────────────────────────────────────────────────────────────────────────────────────

.PHONY: run
run: $(RUN_STAMP) $(SPA) ## Install, build, migrate and serve on http://127.0.0.1:8000
	@exec $(BIN)/outlay serve --migrate

.PHONY: demo
demo: $(RUN_STAMP) $(SPA) ## The same with a year of household data; prints the demo login
	@$(BIN)/outlay demo
	@exec $(BIN)/outlay serve --migrate

.PHONY: migrate
migrate: $(RUN_STAMP) ## Bring the database to the newest schema
	@$(BIN)/outlay migrate

# ── Working on it ─────────────────────────────────────────────────────────────────────────────────

.PHONY: setup
setup: $(DEV_STAMP) $(NODE_STAMP) ## Install everything that development and the tests need

.PHONY: test
test: setup ## Everything: lint, types, imports, API tests, web tests, build, browser tests
	@$(BIN)/python .ci/checks.py all

.PHONY: test-oldest
test-oldest: ## The API tests with the oldest SQLAlchemy that is allowed
	@.ci/test-oldest

.PHONY: test-faults
test-faults: setup ## Kill, cut off, fill up and overload running servers, in full; see docs/reliability.md
	@$(BIN)/python -m pytest -q --faults=full tests/faults $(FAULTS)

.PHONY: coverage
coverage: setup ## The API tests with the coverage of each file; fails below the floor
	@$(BIN)/coverage erase
	@$(BIN)/coverage run -m pytest -q -n 2 --tb=short --show-capture=no
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report

.PHONY: bench
bench: setup ## How fast the API is beside a route that does nothing and the plain way; see docs/benchmarks.md
	@$(BIN)/python -m tests.bench $(BENCH)

.PHONY: measure-web
measure-web: setup $(SPA) ## How fast the app is with 20,000 expenses; see docs/benchmarks.md
	@cd web && npx playwright test -c measure $(ONLY)

.PHONY: screenshots
screenshots: setup $(SPA) ## Take the pictures of the README anew, from the data of the demo
	@cd web && npx playwright test -c screenshots

.PHONY: build
build: $(SPA) ## Build the pages that the server delivers

.PHONY: check
check: setup ## The fast part of it: lint, types, imports, generated files
	@$(BIN)/python .ci/checks.py fast

.PHONY: dev
dev: setup ## API with reload on port 8000, the SPA with hot reload on http://localhost:3000/app/
	@$(BIN)/python .ci/dev.py

.PHONY: format
format: setup ## Format the code, mend what the linters can mend
	@$(BIN)/ruff check -q --fix api tests migrations .ci ; $(BIN)/ruff format -q api tests migrations .ci
	@cd web && npm run --silent format

.PHONY: openapi
openapi: setup ## Regenerate web/openapi.json and the client's types from the API
	@$(BIN)/outlay openapi --output web/openapi.json
	@cd web && npm run --silent generate

.PHONY: lock
lock: $(DEV_STAMP) ## Renew requirements.lock and requirements-dev.lock from pyproject.toml's ranges
	@.ci/lock $(BIN)/python

.PHONY: clean
clean: ## Remove everything built or installed here (your data stays)
	@rm -rf $(VENV) web/node_modules web/dist web/test-results web/playwright-report build outlay.egg-info
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage
	@find api migrations tests .ci -name __pycache__ -type d -prune -exec rm -rf {} +

# ── What the above are made of ────────────────────────────────────────────────────────────────────

# A virtual environment whose Python was removed or upgraded is made anew.
ifneq ($(shell test ! -e $(VENV) || $(BIN)/python -c 'print("ok")' 2>&1),)
ifneq ($(shell $(BIN)/python -c 'print("ok")' 2>/dev/null),ok)
$(VENV)/pyvenv.cfg: always
endif
endif

.PHONY: always
always:

$(VENV)/pyvenv.cfg:
	@python=$$(.ci/find-python) && echo "Making $(VENV) with $$python ..." && "$$python" -m venv --clear $(VENV)

$(RUN_STAMP): $(VENV)/pyvenv.cfg requirements.lock pyproject.toml
	@.ci/quietly "Installing the Python packages" "$(NO_PACKAGES)" $(PIP) install --require-hashes -r requirements.lock
	@.ci/quietly "Installing Outlay" "$(NO_PACKAGES)" $(INSTALL_SELF)
	@touch $@

# The development lock holds all of requirements.lock in the same versions, so it counts for both.
$(DEV_STAMP): $(VENV)/pyvenv.cfg requirements-dev.lock requirements.lock pyproject.toml
	@.ci/quietly "Installing the Python packages for development" "$(NO_PACKAGES)" $(PIP) install --require-hashes -r requirements-dev.lock
	@.ci/quietly "Installing Outlay" "$(NO_PACKAGES)" $(INSTALL_SELF)
	@touch $(RUN_STAMP) $@

$(NODE_STAMP): web/package.json web/package-lock.json web/.npmrc
	@.ci/find-node
	@cd web && ../.ci/quietly "Installing the web packages" "Outlay could not install its web packages: see the lines above (is the npm registry reachable?)." npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(SPA): $(NODE_STAMP) $(SPA_SOURCES)
	@.ci/find-node
	@cd web && ../.ci/quietly "Building the pages" "Outlay's pages could not be built: see the lines above." npm run --silent build
	@touch $@
