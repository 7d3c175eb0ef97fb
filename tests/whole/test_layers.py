"""Below the commands nothing speaks, asks the surroundings, or opens what is not its own."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import danvan_cli
from danvan_cli.domain.record_types import RECORD_TYPES

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
    ("store/repository.py", "os.environ"): "git gets the user's environment, without what would lead it elsewhere",
    ("store/programs.py", "os.environ"): "the PATH on which git and editors are found",
    ("domain/directory.py", "read_bytes"): "the package's own directory of units",
    ("domain/lists.py", "read_bytes"): "the package's own vocabulary",
    ("index/database.py", "read_text"): "the package's own SQL",
    ("index/cache.py", "os.open"): "the index and the log, which lie in the user's cache folder",
    ("exporting/record_lists.py", "write_bytes"): "a file for people, which lies outside the data folder",
    ("exporting/leaders_page/__init__.py", "write_bytes"): "likewise",
    ("exporting/leaders_page/document.py", "read_text"): "the package's own style sheet",
}
READS_CSV = ("spreadsheet/reading/delimited.py", "exporting/record_lists.py")
# What libraries print of damaged files is hushed; where the program lies, git may lie beside it.
USED = {"spreadsheet/reading/limits.py": {"warnings"}, "store/programs.py": {"sys"}}
_PARTS = [path for path in sorted(PACKAGE.rglob("*.py")) if path.relative_to(PACKAGE).parts[0] not in ABOVE]
_ALL = [path.relative_to(PACKAGE).as_posix() for path in sorted(PACKAGE.rglob("*.py"))]
_NAMES = [path.relative_to(PACKAGE).as_posix() for path in _PARTS]


def test_nothing_below_the_commands_speaks_or_asks_its_surroundings() -> None:
    speaking = {name: _used(name) & (SPEAKS | ASKS | {"isatty"}) - _allowed(name) for name in _NAMES}
    asking = {name: _imported(name) & SURROUNDINGS - USED.get(name, set()) for name in _NAMES}
    assert _not_empty(speaking) == {}
    assert _not_empty(asking) == {}


def test_only_the_store_opens_files_and_starts_programs() -> None:
    elsewhere = [name for name in _NAMES if not name.startswith("store/")]
    opening = {name: _used(name) & (OPENS | OPENS_AS_METHOD) - _allowed(name) for name in elsewhere}
    starting = {name: _imported(name) & STARTS for name in elsewhere}
    assert _not_empty(opening) == {}
    assert _not_empty(starting) == {}


def test_only_the_view_draws() -> None:
    drawn = {"rich", "tabulate", "click", "typer", "html", "csv"}
    elsewhere = [name for name in _NAMES if not name.startswith("view/")]
    drawing = {name: {module.partition(".")[0] for module in _imported(name)} & drawn for name in elsewhere}
    for name in READS_CSV:
        drawing[name].remove("csv")
    assert _not_empty(drawing) == {}


def test_the_view_leaves_options_to_the_commands() -> None:
    views = [name for name in _NAMES if name.startswith("view/")]
    assert views
    assert {module for name in views for module in _imported(name)} & {"click", "typer", "yaml", "sqlite3"} == set()


def test_no_decision_hangs_on_how_a_type_of_records_is_spelled() -> None:
    words = {word for record_type in RECORD_TYPES.values() for word in (record_type.name, record_type.folder)}
    assert _not_empty({name: set(_compared(_tree(name))) & words for name in _ALL}) == {}


def test_every_exception_is_still_needed() -> None:
    for name, thing in ALLOWED:
        assert thing in _used(name)


def _compared(tree: ast.Module) -> Iterator[str]:
    """Yield the texts that values are compared with, one by one, in a list, or as a case."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            sides = [
                expression
                for side in (node.left, *node.comparators)
                for expression in (side, *getattr(side, "elts", ()))
            ]
            yield from (side.value for side in sides if isinstance(side, ast.Constant) and isinstance(side.value, str))
        elif isinstance(node, ast.MatchValue) and isinstance(node.value, ast.Constant):
            yield str(node.value.value)


def _allowed(name: str) -> set[str]:
    return {thing for where, thing in ALLOWED if where == name}


def _not_empty(things: dict[str, set[str]]) -> dict[str, set[str]]:
    return {name: named for name, named in things.items() if named}


@cache
def _tree(name: str) -> ast.Module:
    return ast.parse((PACKAGE / name).read_text("utf-8"))


@cache
def _used(name: str) -> set[str]:
    """Return what a module names: `print`, `os.environ`, and of longer chains the last part."""
    return set(_names(_tree(name)))


def _names(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield _dotted(node)
            yield node.attr if node.attr in OPENS_AS_METHOD | {"isatty"} else ""


def _dotted(node: ast.expr) -> str:
    """Return a chain of names as it is written, "" for what begins otherwise."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else ""


@cache
def _imported(name: str) -> set[str]:
    """Return the modules that a module imports, also within its functions."""
    found = set()
    for node in ast.walk(_tree(name)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found
