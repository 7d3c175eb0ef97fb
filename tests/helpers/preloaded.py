"""Imported by the process that others are forked from (`processes`): all that commands may import when they run."""

import gc
import os
from importlib import import_module
from pkgutil import walk_packages

import danvan_cli

_LAZY = (
    "ctypes",
    "difflib",
    "filelock",
    "openpyxl",
    "platformdirs",
    "prompt_toolkit.input.vt100",
    "prompt_toolkit.patch_stdout",
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
_TESTS = ("tests.helpers.processes", "tests.cli.prompts.scenarios")

_before = dict(os.environ)
for name in (*(module.name for module in walk_packages(danvan_cli.__path__, "danvan_cli.")), *_LAZY, *_TESTS):
    import_module(name)
# What was imported may have told what it imports how to behave.
SETTINGS = {name: value for name, value in os.environ.items() if name not in _before}
gc.freeze()  # what is there stays: looking through it would copy it into each process
