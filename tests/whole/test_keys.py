"""A key that is written out in the code is one of a table of fields: a misspelt one would find nothing, in silence."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import danvan_cli
from danvan_cli.domain.fields import TABLES

_PACKAGE = Path(danvan_cli.__file__).parent
KEYS = {key for table in TABLES.values() for key in table}
# What holds a record's values by key is called so.
_VALUES = {"values", "stated", "old", "new", "head", "entry", "was", "shared", "changed", "differing"}
# What a list's row, or what was typed, has beside a record's keys: an id, danvan's mark, and what names a model.
_OF_ROWS = {"id", "mark"}


def _calls_and_indexes(tree: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Yield what is looked into, and by which key: `values["unit"]`, `values.get("unit")`, `"unit" in values`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript):
            yield node.value, node.slice
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            if node.func.attr in ("get", "pop", "setdefault"):
                yield node.func.value, node.args[0]
        elif isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn):
            yield node.comparators[0], node.left


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.BoolOp):  # step.new or {}
        return _name(node.values[0])
    return node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")


def keys_in(source: str) -> Iterator[tuple[int, str]]:
    """Yield the keys that are written out, and in which lines."""
    for held, key in _calls_and_indexes(ast.parse(source)):
        if _name(held) in _VALUES and isinstance(key, ast.Constant) and isinstance(key.value, str):
            yield key.lineno, key.value


def test_a_key_that_is_written_out_is_seen() -> None:
    assert list(keys_in('record.values["titel"]\n(step.new or {}).get("unit")\n"kind" in stated.values')) == [
        (1, "titel"),
        (2, "unit"),
        (3, "kind"),
    ]


@pytest.mark.parametrize("layer", ["domain", "index", "counting", "recording", "view", "importing", "exporting", "cli"])
def test_each_is_one_of_a_table(layer: str) -> None:
    found = [
        (f"{file.relative_to(_PACKAGE)}:{line}", key)
        for file in (_PACKAGE / layer).rglob("*.py")
        for line, key in keys_in(file.read_text("utf-8"))
    ]
    assert [place for place in found if place[1] not in KEYS | _OF_ROWS] == []
