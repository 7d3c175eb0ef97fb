"""Imported by the process that others are forked from (`warm`): all that commands may import when they run."""

import gc
from importlib import import_module
from pkgutil import walk_packages

import danvan_cli

_LAZY = (
    "difflib",
    "filelock",
    "openpyxl",
    "platformdirs",
    "prompt_toolkit",
    "rich.console",
    "rich.table",
    "rich.text",
    "sqlite3",
    "tabulate",
    "xlrd",
    "xlsxwriter",
    "yaml",
)
# What the tests themselves run in such processes.
_TESTS = ("warm", "asking.asked")

for name in (*(module.name for module in walk_packages(danvan_cli.__path__, "danvan_cli.")), *_LAZY, *_TESTS):
    import_module(name)
gc.freeze()  # what is there stays: looking through it would copy it into each process
