"""Measure the structure of the code, to compare one state with another: `structure.py [CHECKOUT ...]` prints a table.

Lines and modules, which modules name a record type, what the importing side imports of counting, and how many of our
own functions and modules a command runs through.
"""  # noqa: INP001 - a script, not a package

import ast
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

TYPES = {"model", "evaluation", "award", "figures", "models", "evaluations", "awards"}
# The one place that may list the types; its documents and SQL are no modules.
ALLOWED = {"domain/record_types.py"}
# Imports all that may be run, counts what is run: prints {command: [functions, modules]}.
_COUNT = """
import json, sys, os
from danvan_cli.__main__ import main
package = os.path.dirname(os.path.abspath(sys.modules["danvan_cli"].__file__)) + os.sep
seen = set()
def profile(frame, event, arg):
    if event == "call" and frame.f_code.co_filename.startswith(package):
        seen.add((frame.f_code.co_filename, frame.f_code.co_qualname))
sys.setprofile(profile)
out = sys.stdout
sys.stdout = sys.stderr
main(sys.argv[1:])
sys.setprofile(None)
functions = {(file, name) for file, name in seen if name != "<module>"}
print(json.dumps([len(functions), len({file for file, _ in functions})]), file=out)
"""
_OFFICE = "format: 1\noffice: Ban Dân vận Huyện ủy\nunit: huyen-x\n"
_UNITS = (
    "- {id: huyen-x, name: Huyện Xuân Lộc, level: huyen}\n- {id: xa-a, name: Xã An Hòa, level: xa, parent: huyen-x}\n"
)
_LIST = "STT,Tên mô hình,Đơn vị,Loại\n1,Chợ xanh,Xã An Hòa,Tập thể\n"
_COMMANDS = {
    "tally": ("tally", "registered", "--year", "2020"),
    "set": ("set", "2020-a", "title=Chợ sạch"),
    "import": ("import", "ds.csv", "--year", "2021"),
}


def modules(package: Path) -> Iterator[tuple[str, ast.Module]]:
    """Yield (path within the package, syntax tree) of all modules."""
    for file in sorted(package.rglob("*.py")):
        yield file.relative_to(package).as_posix(), ast.parse(file.read_text("utf-8"))


def names_a_type(tree: ast.Module) -> bool:
    """Whether a module names a record type or its folder literally."""
    return any(isinstance(node, ast.Constant) and node.value in TYPES for node in ast.walk(tree))


def imports(tree: ast.Module) -> Iterator[str]:
    """Yield the modules that a module imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def measured(checkout: Path) -> dict[str, str]:
    """Return the figures of a checkout, by what they are."""
    package = checkout / "danvan_cli"
    trees = dict(modules(package))
    lines = sum(len(file.read_text("utf-8").splitlines()) for file in package.rglob("*.py"))
    naming = [name for name, tree in trees.items() if name not in ALLOWED and names_a_type(tree)]
    counting = [
        name
        for name, tree in trees.items()
        if "importing/" in name and any(module.startswith("danvan_cli.counting") for module in imports(tree))
    ]
    figures = {
        "lines": str(lines),
        "modules": str(len(trees)),
        "modules that name a record type": str(len(naming)),
        "importing modules that need counting": str(len(counting)),
    }
    for name, (functions, count) in run_counts(checkout).items():
        figures[f"functions / modules run by {name}"] = f"{functions} / {count}"
    return figures


def run_counts(checkout: Path) -> dict[str, tuple[int, int]]:
    """Return how many of our own (functions, modules) each command runs through in a small folder."""
    counts = {}
    for name, command in _COMMANDS.items():
        with tempfile.TemporaryDirectory() as place:
            data = folder(Path(place))
            env = {**os.environ, "PYTHONPATH": str(checkout), "DANVAN_CACHE": f"{place}/cache"}
            done = subprocess.run(  # noqa: S603 - this Python, and our own program
                [sys.executable, "-c", _COUNT, *command, "--data", str(data)],
                cwd=place,
                env=env,
                capture_output=True,
                text=True,
                check=True,
            )
            functions, count = json.loads(done.stdout.splitlines()[-1])
            counts[name] = (functions, count)
    return counts


def folder(place: Path) -> Path:
    """Make a small data folder with one model, and a list beside it."""
    data = place / "data"
    (data / "models/2020").mkdir(parents=True)
    (data / "danvan.yaml").write_text(_OFFICE, "utf-8")
    (data / "units.yaml").write_text(_UNITS, "utf-8")
    (data / "models/2020/2020-a.yaml").write_text("title: Tổ dân vận\nunit: xa-a\nkind: tap-the\n", "utf-8")
    (place / "ds.csv").write_text(_LIST, "utf-8")
    return data


def main() -> None:
    """Print the table, a column a checkout."""
    checkouts = [Path(name).resolve() for name in sys.argv[1:]] or [Path(__file__).resolve().parents[1]]
    columns = [measured(checkout) for checkout in checkouts]
    width = max(map(len, columns[0]))
    for what in columns[0]:
        sys.stdout.write(" ".join([what.ljust(width), *(column[what].rjust(12) for column in columns)]) + "\n")


if __name__ == "__main__":
    main()
