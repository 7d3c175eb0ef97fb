# Everything runs in .venv, so a system Python that refuses `pip install` is no obstacle.
# Paths are relative and quoted: the folder's own name may hold spaces and any letters.
PYTHON ?= python3
VENV := .venv
BIN := $(if $(filter Windows_NT,$(OS)),Scripts,bin)
PY := $(VENV)/$(BIN)/python
FLOORS := .venv-floors

.PHONY: demo test lint floors

demo: $(VENV)/demo
	@"$(PY)" -m danvan_cli tally --year 2020 --data data

test: lint
	"$(PY)" -m pytest

lint: $(VENV)/dev
	"$(PY)" -m ruff check .
	"$(PY)" -m ruff format --check .
	"$(PY)" -m mypy
	"$(PY)" -c "from importlinter.cli import lint_imports_command as run; run()"

# The oldest versions that pyproject.toml allows, in an environment of their own.
floors:
	"$(PYTHON)" -m venv "$(FLOORS)"
	"$(FLOORS)/$(BIN)/python" -m pip install --quiet --disable-pip-version-check --constraint floors.txt --editable ".[test]"
	"$(FLOORS)/$(BIN)/python" -m pytest

$(VENV)/demo: pyproject.toml
	"$(PYTHON)" -m venv "$(VENV)"
	"$(PY)" -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/dev: $(VENV)/demo
	"$(PY)" -m pip install --quiet --disable-pip-version-check --editable ".[test,lint]"
	@touch $@
