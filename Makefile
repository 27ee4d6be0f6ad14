# Balise: two commands are enough, `make demo` and `make test`. Needs Python 3.11, make and a package index.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
RUN := $(BIN)/python
UV := $(shell command -v uv 2>/dev/null)
ARGS ?=
JOBS ?= 2

.PHONY: demo test long lint e2e pictures spark bench docs dev lowest lock words clean help

help:            ## what there is
	@sed -n 's/^\([a-z0-9]*\):.*## \(.*\)/  make \1\t\2/p' Makefile

# The environments: exactly the locked versions, then the package itself.
# .run holds what a user needs, .dev also what tests and linters need, .peers also what benchmarks
# are run beside.
$(VENV)/.run $(VENV)/.dev $(VENV)/.peers: $(VENV)/.%: locks/%.txt pyproject.toml tools/hatch_build.py
ifdef UV
	@test -x $(RUN) || uv venv --quiet --python $(PYTHON) $(VENV)
	uv pip install --quiet --python $(RUN) --require-hashes -r $<
	uv pip install --quiet --python $(RUN) --no-deps -e .
else
	@test -x $(RUN) || $(PYTHON) -m venv $(VENV)
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	$(RUN) -m pip install --quiet --disable-pip-version-check --no-deps -e .
endif
	@touch $@

# The French catalogue is compiled by the installation; again when its source changed.
MO := src/balise/words/locale/fr/LC_MESSAGES/django.mo
$(MO): src/balise/words/locale/fr/LC_MESSAGES/django.po | $(VENV)/.dev
	@$(RUN) tools/hatch_build.py

dev: $(VENV)/.dev $(MO)   ## make the environment and the commit hooks
	@if command -v pre-commit >/dev/null; then pre-commit install; fi

demo: $(VENV)/.run  ## a made-up brand: exports, import, learning, report
	@$(BIN)/balise demo $(ARGS)

# Compiled once, for the many processes that tests start. What tests of a file share is made by one
# of the two, as each begins with a half and takes from the other at the end.
test: $(VENV)/.dev $(MO)  ## every test that a fresh machine can run
	@$(RUN) -m compileall -q src
	$(RUN) -m pytest -n $(JOBS) --dist worksteal $(ARGS)

long: $(VENV)/.dev $(MO)  ## the tests that draw, which draw more often and take far longer
	BALISE_LONG=1 $(RUN) -m pytest -n $(JOBS) --dist worksteal $(ARGS)

lint: $(VENV)/.dev $(MO)  ## style, types, layers, translations
	$(BIN)/ruff format --check src tests tools bench
	$(BIN)/ruff check src tests tools bench
	$(RUN) tools/house.py
	$(BIN)/lint-imports --no-logo
	$(BIN)/mypy

# What tests in a browser need: Debian's Chromium, and axe-core of the npm registry.
AXE := tests/e2e/node_modules/.package-lock.json
$(AXE): tests/e2e/package-lock.json
	@npm ci --prefix tests/e2e --silent --no-audit --no-fund

e2e: $(VENV)/.dev $(MO) $(AXE)  ## the command line and the pages as a user runs them
	@tools/browser.sh --install > /dev/null
	$(RUN) -m pytest -m e2e tests/e2e tests/docs $(ARGS)

pictures: $(VENV)/.dev $(MO) $(AXE)  ## the pictures of the docs, taken anew from a running Balise
	BALISE_PICTURES=build/pictures $(RUN) -m pytest -m e2e tests/e2e/test_pictures.py $(ARGS)
	$(RUN) tools/pictures.py build/pictures/docs

# What a cluster of Spark needs: the wheel (500 MB) and Java, which no other test uses.
$(VENV)/.spark: locks/spark.txt $(VENV)/.dev
ifdef UV
	uv pip install --quiet --python $(RUN) --require-hashes -r $<
else
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
endif
	@touch $@

spark: $(VENV)/.spark  ## the sums on a real cluster of Spark: a master and two workers
	@tools/java.sh --install > /dev/null
	$(RUN) -m pytest tests/store/test_spark.py $(ARGS)

bench: $(VENV)/.dev $(VENV)/.peers $(MO) ## what is measured against peers
	$(RUN) bench/run.py $(ARGS)

docs: $(VENV)/.dev $(MO)  ## write the reference from the program itself
	$(RUN) tools/reference.py
	$(RUN) tools/networks.py

lowest:          ## the oldest versions that pyproject.toml allows
	tools/lowest.sh $(ARGS)

lock:            ## choose the newest versions and lock them
	tools/lock.sh

words: $(VENV)/.dev       ## sentences without a translation
	$(RUN) tools/words.py

clean:
	rm -rf $(VENV) build dist balise-demo .pytest_cache .mypy_cache .ruff_cache .hypothesis
