# Every target does its own set-up and repeats nothing that is already done.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh

VENV := .venv
BIN := $(VENV)/bin
STATIC := chatkit_jupyter/widget/static/manifest.json
PYTHON ?= $(shell .ci/find-python)
ARGS ?=

PY_SOURCES := $(shell find chatkit chatkit_jupyter -name '*.py' -o -name '*.json' -not -path '*/static/*')
JS_SOURCES := $(shell find js -type f -not -name '*.test.*' -not -path '*/node_modules/*')

.PHONY: help setup demo test test-python test-js test-browser lint format build bench bench-browser bench-relay reliability lock screenshots gallery notebooks docs clean

help: ## list the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.installed node_modules/.installed $(STATIC) ## install everything: .venv, node_modules, the built front end

demo: setup ## open the quickstart in JupyterLab (headless machine: ARGS=--no-browser)
	@$(BIN)/jupyter lab --LabApp.default_url=/lab/tree/notebooks/01-quickstart.ipynb $(if $(filter 0,$(shell id -u)),--allow-root) $(ARGS)

test: lint test-python test-js test-browser ## run all checks and tests: Python, TypeScript, browser

test-python: setup ## run the Python tests
	@.ci/install-postgres
	@.ci/install-peer
	$(BIN)/pytest --ignore=tests/browser $(ARGS)

test-js: node_modules/.installed ## run the TypeScript tests
	npm test

test-browser: setup ## run JupyterLab in Chromium
	@.ci/install-chromium
	$(BIN)/pytest tests/browser $(ARGS)

lint: setup ## check style and types; warnings are errors
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/pyright
	npm run lint

format: setup ## format the sources
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	npm run format

build: dist/.built ## build the wheel and the sdist, front end inside

bench: setup ## measure beside openai-chatkit, into benchmarks/results.md
	@.ci/install-peer
	$(BIN)/python -m benchmarks $(ARGS)

bench-relay: setup ## measure the way through Jupyter beside plain uvicorn, into benchmarks/relay/results.md
	@.ci/install-chromium
	$(BIN)/python -m benchmarks.relay $(ARGS)

bench-browser: setup ## measure beside Gradio and Panel in Chromium, into benchmarks/browser/results.md
	@.ci/install-chats
	@.ci/install-chromium
	$(BIN)/python -m benchmarks.browser $(ARGS)

reliability: setup ## load, soak and faults in full, into docs/reliability.md (20 minutes)
	$(BIN)/pytest tests/reliability --full -s --timeout 3600 $(ARGS)

screenshots: setup ## take the README's screenshots anew
	@.ci/install-chromium
	$(BIN)/pytest tests/browser/test_screenshots.py --screenshots docs/images

gallery: setup ## run the notebook of widgets, and keep their pictures for the browser tests anew
	@.ci/install-chromium
	$(BIN)/jupyter nbconvert --to notebook --execute --inplace \
	  --ExecutePreprocessor.store_widget_state=False --ExecutePreprocessor.record_timing=False \
	  --TagRemovePreprocessor.enabled=True --TagRemovePreprocessor.remove_all_outputs_tags=live \
	  notebooks/widgets.ipynb
	$(BIN)/pytest tests/browser/test_widget_gallery.py --keep-gallery

notebooks: setup ## run the demo notebooks, and keep their conversations in them anew
	$(BIN)/jupyter nbconvert --to notebook --execute --inplace \
	  --ExecutePreprocessor.store_widget_state=False --ExecutePreprocessor.record_timing=False \
	  notebooks/0*.ipynb

docs: setup ## build the documentation into dist/site; warnings are errors
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

lock: $(VENV)/.installed ## resolve the pinned versions anew
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --universal --python-version 3.10 --no-emit-index-url --no-annotate --no-header \
	  --upgrade --all-extras --group dev --group build pyproject.toml -o constraints.txt
	npm update

clean: ## remove everything that was built or installed
	rm -rf $(VENV) .peer node_modules dist chatkit_jupyter/widget/static .pytest_cache .ruff_cache

$(VENV)/.installed: pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "Python 3.10 or newer is needed; set PYTHON=/path/to/python3"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "pip>=25.1"
	$(BIN)/pip install --quiet --constraint constraints.txt --group dev --group build
	$(BIN)/pip install --quiet --constraint constraints.txt --no-build-isolation --editable '.[demo,postgres]'
	@$(BIN)/jupyter labextension disable --level=sys_prefix @jupyterlab/apputils-extension:announcements >/dev/null 2>&1
	@touch $@

node_modules/.installed: package.json package-lock.json
	@command -v npm >/dev/null || { echo "Node.js 20.19 or newer is needed (with npm)"; exit 1; }
	npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(STATIC): node_modules/.installed $(JS_SOURCES)
	npm run --silent build
	@touch $@

dist/.built: $(VENV)/.installed $(STATIC) $(PY_SOURCES) README.md LICENSE
	rm -rf dist
	$(BIN)/python -m build --no-isolation
	@touch $@
