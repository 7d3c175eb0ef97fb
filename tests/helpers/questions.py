"""The real commands, run in this process over a folder of records."""

from __future__ import annotations

import json
import shlex
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from danvan_cli import locale
from danvan_cli.cli import workplace
from tests.helpers.data_folder import LONG_AFTER
from tests.helpers.program import CommandResult, run_program

if TYPE_CHECKING:
    from collections.abc import Iterator

CASES = Path(__file__).parents[1] / "cases"
Number = int | float


class Claims(NamedTuple):
    """What `reconcile` found, and its exit code."""

    code: int
    claims: list[dict[str, Any]]
    conflicts: list[dict[str, Any]]


@contextmanager
def own_cache(folder: Path) -> Iterator[None]:
    """Keep indexes in a folder of our own, and speak Vietnamese, whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DANVAN_CACHE", str(folder))
        patch.setenv("LANGUAGE", "vi")
        for name in ("DANVAN_DATA", "DANVAN_LANG"):
            patch.delenv(name, raising=False)
        yield
        locale.use("vi")  # the last command may have spoken English


@contextmanager
def asked_long_after(folder: Path) -> Iterator[None]:
    """Keep the indexes of all folders, and ask long after those were written: each file is read once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DANVAN_CACHE", str(folder))
        patch.setattr(workplace, "time", LONG_AFTER)
        yield


def run_on(folder: Path, command: str) -> CommandResult:
    """Run a command, written as in a shell, on a data folder."""
    return run_program([*shlex.split(command), "--data", str(folder)])


def alone(language: str) -> CommandResult:
    """Run the program without a command, where the process is."""
    return run_program(["--lang", language])


def as_json(folder: Path, command: str) -> dict[str, Any]:
    """Run a command that must succeed, and read its JSON."""
    said = run_on(folder, f"{command} --format json")
    assert said.code == 0, said.err
    document: dict[str, Any] = json.loads(said.out)
    assert document["schema"] == 1
    return document


def count(folder: Path, question: str) -> Number:
    """Tally a question and open the number: the list has the same total, and each path is there."""
    total: Number = as_json(folder, f"tally {question}")["total"]
    listed = as_json(folder, f"list {question}")
    assert listed["total"] == total
    assert sum(record["value"] for record in listed["records"]) == total
    for record in listed["records"]:
        assert (folder / record["path"]).is_file()
    return total


def rows(folder: Path, question: str) -> dict[str, Number]:
    """Tally a question by some dimensions: the values of a row, joined, and its count."""
    table = as_json(folder, f"tally {question}")
    return {" ".join(str(row[axis]) for axis in table["by"]): row["value"] for row in table["rows"]}


def reconcile(folder: Path) -> Claims:
    """Compare the folder's figures with its records, and with themselves."""
    said = run_on(folder, "reconcile --format json")
    document = json.loads(said.out)
    return Claims(said.code, document["claims"], document["conflicts"])


def errors(folder: Path) -> list[str]:
    """Return the errors that `check` finds; warnings are not asked for."""
    said = run_on(folder, "check --format json")
    problems = [problem for problem in json.loads(said.out)["problems"] if problem["severity"] == "error"]
    assert said.code == int(bool(problems))
    return [f"{problem['path']}:{problem['line']}: {problem['code']}" for problem in problems]
