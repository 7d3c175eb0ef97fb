"""Change danvan in one place at a time, and see whether the tests notice: what `make mutants` runs. It needs fork().

    python tools/mutants.py TESTS COVERAGE RESULTS [--seed N] [--each N] [--first S] [--most S]

What can be changed, and into what, is Cosmic Ray's: of each area `--each` places are drawn, and of each place one
change. A mutant is tried on the tests that run its lines, the quickest first: COVERAGE says which (its contexts are
tests), TESTS, what pytest printed, how long each takes. At first on what takes `--first` seconds; if that says nothing,
on `--most` more. Each trial is a line of JSON in RESULTS; those that are there already are not made again.
"""  # noqa: INP001 - a script, not a package

import argparse
import ast
import contextlib
import difflib
import importlib
import json
import os
import random
import re
import shutil
import signal
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain, count
from multiprocessing import Pool
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from cosmic_ray.commands.init import init
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator
from cosmic_ray.work_db import WorkDB
from cosmic_ray.work_item import MutationSpec
from coverage import CoverageData

AREAS = {  # a module belongs to the first that names it
    "identity": (
        "domain/record_type*",
        "domain/identity*",
        "domain/lookalikes*",
        "index/identities*",
        "recording/twins*",
    ),
    "counting": ("counting/**/*.py",),
    "recording": ("recording/**/*.py",),
    "importing": ("importing/**/*.py",),
}
_SAME = re.compile(r"_(Eq_Is|Is_Eq|NotEq_IsNot|IsNot_NotEq)$")  # of enumerations, None, small numbers: no difference
_DURATION = re.compile(r"^(\d+\.\d+)s (?:call|setup|teardown) +(tests/.*)$", re.MULTILINE)
_FOREIGN = (
    "duckdb",
    "hypothesis",
    "jsonschema",
    "odfdo",
    "openpyxl",
    "prompt_toolkit",
    "rich",
    "typer",
    "xlsxwriter",
    "yaml",
)
_PYTEST = ("-n", "0", "-x", "-p", "no:cacheprovider", "-p", "no:pytest_cov", "--hypothesis-seed", "0")
_IMPORTED = ("-W", "ignore::pytest.PytestAssertRewriteWarning")  # plugins are there before pytest begins
_MOMENTS = count(1_000_000_000)


class Mutant(NamedTuple):
    """A changed module."""

    area: str
    path: str
    line: int
    name: str
    text: str


def _places(area: str) -> dict[tuple[str, tuple[int, int], tuple[int, int]], list[MutationSpec]]:
    """Return what Cosmic Ray would change in an area, by place."""
    owners: dict[Path, str] = {}
    for name, globs in AREAS.items():
        for path in chain.from_iterable(map(Path("danvan_cli").glob, globs)):
            owners.setdefault(path, name)
    places = defaultdict(list)
    with (
        tempfile.TemporaryDirectory() as folder,
        contextlib.closing(WorkDB(f"{folder}/work", WorkDB.Mode.create)) as work,
    ):
        init(sorted(path for path, name in owners.items() if name == area), work, {})
        for change in (item.mutations[0] for item in work.work_items):
            if not _SAME.search(change.operator_name):
                places[change.module_path.as_posix(), change.start_pos, change.end_pos].append(change)
    return places


def sample(area: str, seed: int, each: int) -> list[Mutant]:
    """Draw mutants of an area."""
    drawn: list[Mutant] = []
    dice, places = random.Random(seed), _places(area)  # noqa: S311 - no secret
    for place in dice.sample(sorted(places), len(places)):
        change = dice.choice(sorted(places[place], key=lambda one: (one.operator_name, one.occurrence)))
        path, (line, column), _ = place
        source = Path(path).read_text(encoding="utf-8")
        text = ""
        with contextlib.suppress(AttributeError):  # Cosmic Ray cannot replace an exception with a dot in its name
            text = mutate_code(source, get_operator(change.operator_name)(), change.occurrence)
        if text and _is_other(source, text) and not _is_annotated(source, (line, column)):
            drawn.append(Mutant(area, path, line, f"{path}:{line}:{column} {change.operator_name}", text))
        if len(drawn) == each:
            break
    return drawn


def _is_other(source: str, text: str) -> bool:
    """Say whether a text is Python, and not the same."""
    with contextlib.suppress(SyntaxError):
        return ast.dump(ast.parse(text)) != ast.dump(ast.parse(source))
    return False


def _is_annotated(source: str, place: tuple[int, int]) -> bool:
    """Say whether a place is in an annotation."""
    nodes = ast.walk(ast.parse(source))
    found = [getattr(node, name, None) for node in nodes for name in ("annotation", "returns")]
    return any(one and (one.lineno, one.col_offset) <= place < (one.end_lineno, one.end_col_offset) for one in found)


def _lines(source: str, line: int) -> Iterable[int]:
    """Return the lines of the innermost statement at a line, without those of its body; none outside of functions."""
    found, inside = range(0), False
    for node in ast.walk(ast.parse(source)):  # from outside to inside
        if isinstance(node, ast.stmt) and node.lineno <= line <= (node.end_lineno or 0):
            body = getattr(node, "body", None)
            inside |= isinstance(node, ast.FunctionDef) and line >= node.body[0].lineno
            found = range(node.lineno, body[0].lineno if body else (node.end_lineno or 0) + 1)
    return found if inside else range(0)


def reaching(mutant: Mutant, coverage: CoverageData) -> set[str]:
    """Return the tests that run what is changed, or, if no test does, but Python as it imports it, its module."""
    measured = next((file for file in coverage.measured_files() if Path(file).as_posix().endswith(mutant.path)), "")
    contexts = coverage.contexts_by_lineno(measured)
    lines = _lines(Path(mutant.path).read_text(encoding="utf-8"), mutant.line)
    found = {test for number in lines for test in contexts.get(number, ())} - {""}
    return {test.rsplit("|", 1)[0] for test in found or set(chain.from_iterable(contexts.values())) - {""}}


def _settle() -> None:
    """Give this process a copy of danvan to change, and what is not danvan's."""
    copy = Path(tempfile.mkdtemp(prefix="danvan-mutants-"))
    for name in ("danvan_cli", "data", "docs", "tests", "pyproject.toml", "README.md"):
        (shutil.copytree if Path(name).is_dir() else shutil.copy)(name, copy / name)
    copy.chmod(0o755)  # for tests that run as nobody
    os.chdir(copy)
    os.environ["PYTHONPATH"] = str(copy)
    sys.path.insert(0, str(copy))
    for name in _FOREIGN:
        importlib.import_module(name)


def tried(task: tuple[Mutant, Sequence[str], int]) -> dict[str, Any]:
    """Return what tests say of a mutant; a fork of this process runs them, and has not imported danvan before."""
    mutant, tests, seconds = task
    path, out = Path(mutant.path), Path("printed")
    source = path.read_text(encoding="utf-8")
    _put(path, mutant.text)
    if not (child := os.fork()):
        os.setsid()
        signal.alarm(seconds)
        os.dup2(os.open(out, os.O_CREAT | os.O_TRUNC | os.O_WRONLY), 1)
        os.dup2(1, 2)
        os._exit(pytest.main([*_PYTEST, *_IMPORTED, *tests]))
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    _put(path, source)
    by = re.findall(r"^(?:FAILED|ERROR) (.*?)(?: - |$)", out.read_text(encoding="utf-8"), re.MULTILINE)
    change = [line for line in difflib.ndiff(source.split("\n"), mutant.text.split("\n")) if line[0] in "+-"]
    return {
        "name": mutant.name,
        "area": mutant.area,
        "change": change,
        "noticed": code != 0,
        "by": by,
        "tests": len(tests),
    }


def _put(path: Path, text: str) -> None:
    """Write a module with a time that no version of it had: by that Python knows that it has to compile it again."""
    path.write_text(text, encoding="utf-8")
    os.utime(path, (moment := next(_MOMENTS), moment))


def try_all(mutants: Sequence[Mutant], options: argparse.Namespace) -> dict[str, list[bool]]:
    """Try mutants; return whether each was noticed, trial by trial."""
    (coverage := CoverageData(str(options.coverage))).read()
    seconds: dict[str, float] = defaultdict(float)
    for duration, test in _DURATION.findall(options.tests.read_text(encoding="utf-8")):
        seconds[test] += float(duration)
    noticed: dict[str, list[bool]] = defaultdict(list)
    options.results.touch()
    for line in options.results.read_text(encoding="utf-8").splitlines():
        noticed[(result := json.loads(line))["name"]].append(result["noticed"])
    with options.results.open("a", encoding="utf-8", buffering=1) as results, Pool(2, _settle) as pool:
        for low, high, known in ((0, options.first, []), (options.first, options.first + options.most, [False])):
            tasks = []
            for mutant in (mutant for mutant in mutants if noticed[mutant.name] == known):
                tests = sorted(reaching(mutant, coverage), key=lambda test: (seconds[test], test))
                begun = accumulate((seconds[test] for test in tests), initial=0.0)
                if chosen := [test for test, start in zip(tests, begun, strict=False) if low <= start < high]:
                    tasks.append((mutant, chosen, 60 + 10 * high))
            for result in pool.imap_unordered(tried, tasks):
                noticed[result["name"]].append(result["noticed"])
                results.write(json.dumps(result, ensure_ascii=False) + "\n")
    return noticed


def main() -> int:
    """Try the mutants drawn; name those that nobody noticed, and count the others."""
    parser = argparse.ArgumentParser()
    for name in ("tests", "coverage", "results"):
        parser.add_argument(name, type=Path)
    for name, default in (("--seed", 2026), ("--each", 75), ("--first", 1), ("--most", 12)):
        parser.add_argument(name, type=int, default=default)
    options = parser.parse_args()
    mutants = {area: sample(area, options.seed, options.each) for area in AREAS}
    noticed = try_all([*chain(*zip(*mutants.values(), strict=True))], options)
    for area, drawn in mutants.items():
        unnoticed = [mutant.name for mutant in drawn if not any(noticed[mutant.name])]
        sys.stdout.write("".join(f"{name}\n" for name in unnoticed))
        sys.stdout.write(f"{area}: {len(drawn) - len(unnoticed)} of {len(drawn)} noticed\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
