"""All messages that danvan declares, found by loading every module."""

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from types import ModuleType

import danvan_cli
from danvan_cli.domain.messages import Message, declared


@cache
def modules() -> list[ModuleType]:
    """Load and give all modules of the program."""
    names = [module.name for module in pkgutil.walk_packages(danvan_cli.__path__, "danvan_cli.")]
    return [importlib.import_module(name) for name in names if name != "danvan_cli.__main__"]


def _of(*packages: str) -> list[Message]:
    names = tuple(f"danvan_cli.{name}" for name in packages)
    # A message that two modules have is one; a dict keeps their order.
    messages = {message: None for module in modules() if module.__name__.startswith(names) for message in _in(module)}
    return list(messages)


def _in(module: ModuleType) -> Iterator[Message]:
    yield from declared(module).values()


MESSAGES = _of("")
RULES = {message.code: message for message in MESSAGES if message.why}
# What a command says no by.
REFUSALS = {message.code: message for message in MESSAGES if message.severity == "error" and not message.why}
# Why a file that was sent cannot be read.
UNREADABLE = [message for message in _of("spreadsheet.reading", "spreadsheet.errors") if message.severity == "error"]
# What a plan says before it is carried out, and what is said of a number.
REMARKS = [message for message in MESSAGES if message.severity != "error" and not message.why]
# What an import says of the lists, before it is agreed to.
PREVIEWS = {
    message.code: message
    for message in _of("importing")
    if message in REMARKS and message.severity not in ("identity", "open")
    if message.code not in ("problem", "all-there", "near-unit", "imported")
}
