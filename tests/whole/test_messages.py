"""Whoever says a message gives what fills its sentence in, and nothing else: read off the code, call by call."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from danvan_cli.domain.messages import Message
from tests.helpers.declared_messages import MESSAGES, REFUSALS, RULES, modules

_BLANK = re.compile(r"\{(\w+)\}")
# What a function adds to what it is given, by its name.
_ADDED = {"problem": {"key"}, "_problem": {"key"}}
# Of a sentence about the nearest, and of what the system said, there may be nothing.
_OPTIONAL = {"near", "name", "reason"}
# What only carries a message to where it is said.
_CARRYING = {"_NoRecord", "Conflict", "_Settling", "_several_levels", "__init__"}
# What programs and the index know beside what is said.
_MORE = {"choices", "paths", "name", "key", "part", "reason"}


class Call(NamedTuple):
    """Where a message is said, and by which names what fills it in is given; None where that is worked out."""

    where: str
    message: Message
    given: frozenset[str] | None


@cache
def calls() -> list[Call]:
    """Return all calls by which a message is said, and what fills it in is seen."""
    return [call for module in modules() for call in _calls_in(module) if call.given is not None]


def _calls_in(module: ModuleType) -> Iterator[Call]:
    for node in ast.walk(ast.parse(_source(module))):
        if isinstance(node, ast.Call) and not _is_declaration(node):
            for argument in node.args:
                for message in _messages(module, argument):
                    yield Call(f"{module.__name__}:{node.lineno}", message, _given(node))


def _source(module: ModuleType) -> str:
    return Path(str(module.__file__)).read_text("utf-8")


def _is_declaration(call: ast.Call) -> bool:
    return _name(call) in {"Message", "_fault", "_error", "_warning", "sentence", "plan", "isinstance", *_CARRYING}


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def _messages(module: ModuleType, node: ast.expr) -> Iterator[Message]:
    if isinstance(node, ast.IfExp):
        yield from _messages(module, node.body)
        yield from _messages(module, node.orelse)
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from _messages(module, value)
    found = None
    if isinstance(node, ast.Name):
        found = getattr(module, node.id, None)
    elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        found = getattr(getattr(module, node.value.id, None), node.attr, None)
    if isinstance(found, Message):
        yield found


def _given(call: ast.Call) -> frozenset[str] | None:
    names = {keyword.arg for keyword in call.keywords}
    if _name(call) in {"Problem", "Note"}:
        mapping = next((keyword.value for keyword in call.keywords if keyword.arg == "args"), call.args[-1])
        if not isinstance(mapping, ast.Dict):
            return frozenset() if isinstance(mapping, ast.Name | ast.Attribute) and len(call.args) == 1 else None
        names = {str(key.value) for key in mapping.keys if isinstance(key, ast.Constant)}
        names = {None} if None in mapping.keys else names
    if None in names:
        return None
    return frozenset(str(name) for name in names) | _ADDED.get(_name(call), set())


def blanks(message: Message) -> set[str]:
    return set(_BLANK.findall(message.sentence + message.hint))


def test_nearly_all_of_them_are_looked_at() -> None:
    looked_at = {call.message for call in calls()}
    assert len(looked_at) > 0.75 * len(MESSAGES)  # the others are chosen out of tables


def test_what_fills_a_message_in_is_given() -> None:
    filled_in = [(call, blanks(call.message), call.given or frozenset()) for call in calls()]
    assert [(call.where, asked - given) for call, asked, given in filled_in if not asked - given <= _OPTIONAL] == []
    assert [(call.where, given - asked) for call, asked, given in filled_in if not given - asked <= _MORE] == []


def test_codes_tell_the_rules_and_the_refusals_apart() -> None:
    of_rules = [message for message in MESSAGES if message.why]
    refusals = [message for message in MESSAGES if message.severity == "error" and not message.why]
    assert (len(of_rules), len(refusals)) == (len(RULES), len(REFUSALS))


def test_nothing_compares_codes() -> None:
    """What is to be told apart is compared as an object: a mistyped code would be another one, and nobody would see."""
    codes = {message.code for message in MESSAGES}
    sources = {module.__name__: _source(module) for module in modules()}
    for name, source in sources.items():
        for node in ast.walk(ast.parse(source)) if ".code" in source else ():
            if isinstance(node, ast.Compare):
                sides = [node.left, *node.comparators]
                by_code = any(isinstance(side, ast.Attribute) and side.attr == "code" for side in sides)
                literal = any(isinstance(side, ast.Constant) and side.value in codes for side in sides)
                assert not (by_code and literal), f"{name}:{node.lineno}"
