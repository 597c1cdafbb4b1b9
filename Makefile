# Two commands for a newcomer: `make demo` and `make test`. Both need Python 3.11, git and make, and set up all the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
OUT := demo

.PHONY: demo test check bench docs wheel clean

$(STAMP): pyproject.toml constraints.txt package-lock.json scripts/desk_assets.mjs hatch_build.py
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $(STAMP)

demo: $(STAMP)
	@mkdir -p $(OUT)
	@$(BIN)/copydesk build examples/mali -o $(OUT)/mali.ledger
	@$(BIN)/copydesk report $(OUT)/mali.ledger -o $(OUT)/report.html
	@$(BIN)/copydesk report $(OUT)/mali.ledger -o $(OUT)/report.md
	@$(BIN)/copydesk stats $(OUT)/mali.ledger
	@echo "ledger:            $(OUT)/mali.ledger"
	@echo "situation report:  $(OUT)/report.html and $(OUT)/report.md"

test: $(STAMP)
	$(BIN)/pytest -n 2 --cov=copydesk --cov-report=term:skip-covered --cov-fail-under=90

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(STAMP)
	$(BIN)/python -m benchmarks.accuracy

docs: $(STAMP)
	$(BIN)/mkdocs build --strict

wheel: $(STAMP)
	$(BIN)/python -m build --wheel

clean:
	rm -rf $(VENV) $(OUT) build dist site .coverage*
