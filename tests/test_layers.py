"""Arrows run one way; below the commands nothing speaks, asks the surroundings, or opens what is not its own."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import danvan_cli

PACKAGE = Path(danvan_cli.__file__).parent
ABOVE = ("cli", "__main__.py", "__init__.py")
SPEAKS = {"print", "input", "exit", "quit", "breakpoint"}
# What tells the time, the surroundings or the terminal; the commands hand it down.
SURROUNDINGS = {"sys", "time", "getpass", "platform", "logging", "warnings", "random", "secrets", "uuid"}
ASKS = {
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "date.today",
    "datetime.datetime.now",
    "datetime.date.today",
}
ASKS |= {"os.environ", "os.getenv", "os.putenv", "os.getcwd", "os.get_terminal_size", "Path.cwd", "Path.home"}
OPENS = {"open", "io.open", "os.open", "os.scandir", "os.listdir", "os.walk", "os.replace", "os.rename", "os.remove"}
OPENS_AS_METHOD = {"read_text", "read_bytes", "write_text", "write_bytes", "iterdir", "rglob", "touch", "rename"}
STARTS = {"subprocess", "multiprocessing", "socket", "urllib.request", "http.client"}

ALLOWED = {
    ("locale/__init__.py", "os.environ"): "click's words follow the language by it",
    ("store/git.py", "os.environ"): "git gets the user's environment, without what would lead it elsewhere",
    ("domain/lists.py", "read_bytes"): "the package's own vocabulary",
    ("index/database.py", "read_text"): "the package's own SQL",
    ("exchange/records.py", "write_bytes"): "a file for people, which lies outside the data folder",
}
READS_CSV = ("exchange/reading/delimited.py", "exchange/records.py")
HUSHES = ("exchange/reading/safety.py",)  # what libraries print of damaged files
_PARTS = [path for path in sorted(PACKAGE.rglob("*.py")) if path.relative_to(PACKAGE).parts[0] not in ABOVE]
_NAMES = [path.relative_to(PACKAGE).as_posix() for path in _PARTS]


def test_imports_run_one_way() -> None:
    pytest.importorskip("importlinter", reason="not among the libraries that the floors are tried with")
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"],
        cwd=PACKAGE.parent,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout.decode()


@pytest.mark.parametrize("name", _NAMES)
def test_nothing_below_the_commands_speaks_or_asks_its_surroundings(name: str) -> None:
    used = _used(name)
    assert used & (SPEAKS | ASKS | {"isatty"}) <= _allowed(name)
    assert _imported(name) & SURROUNDINGS == ({"warnings"} if name in HUSHES else set())


@pytest.mark.parametrize("name", [name for name in _NAMES if not name.startswith("store/")])
def test_only_the_store_opens_files_and_starts_programs(name: str) -> None:
    assert _used(name) & (OPENS | OPENS_AS_METHOD) <= _allowed(name)
    assert _imported(name) & STARTS == set()


@pytest.mark.parametrize("name", [name for name in _NAMES if not name.startswith("view/")])
def test_only_the_view_draws(name: str) -> None:
    drawn = {"rich", "tabulate", "click", "typer", "html", *([] if name in READS_CSV else ["csv"])}
    assert {module.partition(".")[0] for module in _imported(name)} & drawn == set()


def test_the_view_leaves_options_to_the_commands() -> None:
    views = [name for name in _NAMES if name.startswith("view/")]
    assert views
    assert {module for name in views for module in _imported(name)} & {"click", "typer", "yaml", "sqlite3"} == set()


def test_every_exception_is_still_needed() -> None:
    for name, thing in ALLOWED:
        assert thing in _used(name)


def _allowed(name: str) -> set[str]:
    return {thing for where, thing in ALLOWED if where == name}


def _tree(name: str) -> ast.Module:
    return ast.parse((PACKAGE / name).read_text("utf-8"))


def _used(name: str) -> set[str]:
    """Give what a module names: `print`, `os.environ`, and of longer chains the last part."""
    return set(_names(_tree(name)))


def _names(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield ast.unparse(node)
            yield node.attr if node.attr in OPENS_AS_METHOD | {"isatty"} else ""


def _imported(name: str) -> set[str]:
    """Give the modules that a module imports, also within its functions."""
    found = set()
    for node in ast.walk(_tree(name)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found
