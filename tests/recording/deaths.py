"""A command dies after each of the files that it names, and is run again: in a process that may be forked."""

import os
import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from danvan_cli.__main__ import main
from danvan_cli.store import writing

_DEAD = 77


def _dies(root: Path, typed: Sequence[str], last: int) -> bool:
    """Run a command in a process that dies once `last` files have got their names; tell whether it did."""
    child = os.fork()
    if not child:
        _die_after(last)
        os._exit(main([*typed, "--data", str(root)]))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == _DEAD


def _die_after(last: int) -> None:
    put, done = writing._put, 0

    def put_and_die(*args: Any) -> None:  # noqa: ANN401 - whatever it takes
        nonlocal done
        put(*args)
        done += 1
        if done == last:
            os._exit(_DEAD)

    writing._put = put_and_die  # type: ignore[assignment]


def die_everywhere(folder: Path, place: Path, *typed: str) -> int:
    """Leave one folder for each file at which the command died and was run again, and `whole`; give 0."""
    time.strftime = lambda *_: "2024-01-15"  # whatever is dated is so on one day
    whole = shutil.copytree(folder, place / "whole")
    assert main([*typed, "--data", str(whole)]) == 0  # whatever is imported on the way is so only once
    for last in range(1, 1000):
        root = shutil.copytree(folder, place / str(last))
        if not _dies(root, typed, last):
            shutil.rmtree(root)
            break
        main([*typed, "--data", str(root)])
    return 0
