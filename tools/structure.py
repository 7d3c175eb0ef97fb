"""Measure the structure of the code, to compare one state with another: `structure.py [CHECKOUT ...]` prints a table.

Lines and modules, the longest file and function, which modules name a record type, what the importing side imports of
counting, names that say nothing, and how many of our own functions and modules a command runs through. What has an aim
says so, and each figure over it is marked.
"""  # noqa: INP001 - a script, not a package

import ast
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

TYPES = {"model", "evaluation", "award", "figures", "models", "evaluations", "awards"}
# The one place that may list the types; its documents and SQL are no modules.
ALLOWED = {"domain/record_types.py"}
# Of each pair in domain/nodes.py one is defined, as PyYAML was built with libyaml or without: that is meant.
MEANT_TWICE = {"_Loader", "_ItemComposer"}
NO_NOUNS = ("one", "other", "of", "found")
LONGEST_FILE, LONGEST_FUNCTION = 400, 40  # lines, at most
_OVER = "over"
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


def class_names(trees: Mapping[str, ast.Module]) -> Counter[str]:
    """Return how many classes of each name there are."""
    return Counter(node.name for tree in trees.values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef))


def loop_variables(trees: Mapping[str, ast.Module]) -> Counter[str]:
    """Return how many loops and comprehensions have a variable of each name."""
    loops = (
        node for tree in trees.values() for node in ast.walk(tree) if isinstance(node, ast.For | ast.comprehension)
    )
    return Counter(name.id for loop in loops for name in ast.walk(loop.target) if isinstance(name, ast.Name))


def docstrings(trees: Mapping[str, ast.Module]) -> Iterator[str]:
    """Yield the docstrings of modules, classes and functions."""
    for tree in trees.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
                yield ast.get_docstring(node) or ""


def longest_function(trees: Mapping[str, ast.Module]) -> tuple[int, str]:
    """Return (lines, name) of the longest function, its signature and docstring counted."""
    functions = (node for tree in trees.values() for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    return max(((node.end_lineno or node.lineno) - node.lineno + 1, node.name) for node in functions)


def marked(figure: str, *, is_over: bool) -> str:
    """Return a figure, marked where it is over its aim."""
    return f"{figure} {_OVER}" if is_over else figure


def aimed(package: Path, trees: Mapping[str, ast.Module]) -> dict[str, str]:
    """Return the figures that have an aim, by what they are and what the aim is."""
    file_lines, file = max((len(file.read_text("utf-8").splitlines()), file.name) for file in package.rglob("*.py"))
    function_lines, function = longest_function(trees)
    repeated = sum(number > 1 for name, number in class_names(trees).items() if name not in MEANT_TWICE)
    variables = loop_variables(trees)
    vague = sum(variables[name] for name in NO_NOUNS) / variables.total()
    giving = sum(text.startswith("Give") for text in docstrings(trees))
    longest = f"longest file (aim: {LONGEST_FILE} lines)", f"longest function (aim: {LONGEST_FUNCTION} lines)"
    return {
        longest[0]: marked(f"{file_lines} {file}", is_over=file_lines > LONGEST_FILE),
        longest[1]: marked(f"{function_lines} {function}", is_over=function_lines > LONGEST_FUNCTION),
        f"class names defined twice (aim: 0 beside the {len(MEANT_TWICE)} pairs in domain/nodes.py, which are meant)": (
            marked(str(repeated), is_over=repeated > 0)
        ),
        f"loop variables called {', '.join(NO_NOUNS)} (aim: 0 %)": marked(f"{vague:.1%}", is_over=vague > 0),
        "docstrings that begin with Give (aim: 0)": marked(str(giving), is_over=giving > 0),
    }


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
        **aimed(package, trees),
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
            process = subprocess.run(  # noqa: S603 - this Python, and our own program
                [sys.executable, "-c", _COUNT, *command, "--data", str(data)],
                cwd=place,
                env=env,
                capture_output=True,
                text=True,
                check=True,
            )
            functions, count = json.loads(process.stdout.splitlines()[-1])
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
    label_width, *widths = (max(map(len, texts)) for texts in (columns[0], *(column.values() for column in columns)))
    for label in columns[0]:
        cells = (column[label].rjust(width) for column, width in zip(columns, widths, strict=True))
        sys.stdout.write("  ".join([label.ljust(label_width), *cells]) + "\n")


if __name__ == "__main__":
    main()
