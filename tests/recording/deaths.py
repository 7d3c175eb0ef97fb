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


def _run(root: Path, typed: Sequence[str], last: int) -> int:
    """Run a command in a process that dies once `last` files have got their names (0: never); give its exit code."""
    child = os.fork()
    if not child:
        time.strftime = lambda *_: "2024-01-15"  # whatever is dated is so on one day
        if last:
            _die_after(last)
        os._exit(main([*typed, "--data", str(root)]))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


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
    shutil.copytree(folder, place / "whole")
    main([*typed, "--dry-run", "--data", str(folder)])  # whatever is imported on the way is so only once
    assert _run(place / "whole", typed, 0) == 0
    for last in range(1, 1000):
        root = shutil.copytree(folder, place / str(last))
        if _run(root, typed, last) != _DEAD:
            shutil.rmtree(root)
            break
        _run(root, typed, 0)
    return 0
