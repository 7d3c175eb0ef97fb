# Everything runs in .venv, so a system Python that refuses `pip install` is no obstacle.
# Paths are relative and quoted: the folder's own name may hold spaces and any letters.
PYTHON ?= python3
VENV := .venv
PY := $(if $(filter Windows_NT,$(OS)),$(VENV)/Scripts/python,$(VENV)/bin/python)

.PHONY: demo test lint

demo: $(VENV)/demo
	@"$(PY)" -m danvan_cli tally --year 2020 --data data

test: lint
	"$(PY)" -m pytest

lint: $(VENV)/dev
	"$(PY)" -m ruff check .
	"$(PY)" -m ruff format --check .
	"$(PY)" -m mypy
	"$(PY)" -c "from importlinter.cli import lint_imports_command as run; run()"

$(VENV)/demo: pyproject.toml
	"$(PYTHON)" -m venv "$(VENV)"
	"$(PY)" -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/dev: $(VENV)/demo
	"$(PY)" -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	@touch $@
