"""What commands wrote and is not in the history yet: noted before they write, crossed out once it is kept.

So what was stopped in between is not forgotten: the same command run again makes one change of all of it.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from danvan_cli.store.unsaved import unsaved_files

_NAME = "unkept"


class UnkeptWork(NamedTuple):
    """What a command began to write: its name, what was typed, the commit that it takes back, its files."""

    command: str
    typed: str
    undoes: str  # "" for none
    paths: tuple[str, ...]

    def is_same(self, work: "UnkeptWork") -> bool:
        """Whether it is the work of a command that is run once more."""
        return self[:3] == work[:3]


def note_unkept(folder: Path, work: UnkeptWork) -> None:
    """Note a command's work that is not kept yet, once; raise OSError. Whoever calls it holds the lock.

    `folder` is danvan's own in git's, as in all of these.
    """
    file = folder / _NAME
    if work in _noted(file):
        return
    file.parent.mkdir(exist_ok=True)
    with file.open("a", encoding="utf-8") as stream:
        stream.write(f"\n{json.dumps(work)}\n")  # the line before may be torn


def unkept(folder: Path, root: Path) -> list[UnkeptWork]:
    """Return the work that is noted, as far as its files in the data folder are still not in the history."""
    noted = _noted(folder / _NAME)
    return _left(noted, set(unsaved_files(root))) if noted else []


def forget_unkept(folder: Path, is_kept: Callable[[UnkeptWork], bool]) -> None:
    """Cross out work that is in the history now; raise OSError. Whoever calls it holds the lock."""
    file = folder / _NAME
    noted = _noted(file)
    left = [work for work in noted if not is_kept(work)]
    if not left:
        file.unlink(missing_ok=True)
    elif left != noted:
        file.write_text("".join(f"{json.dumps(work)}\n" for work in left), "utf-8")


def _left(noted: list[UnkeptWork], unsaved: set[str]) -> list[UnkeptWork]:
    works = [work._replace(paths=tuple(path for path in work.paths if path in unsaved)) for work in noted]
    return [work for work in works if work.paths]


def _noted(file: Path) -> list[UnkeptWork]:
    try:
        lines = file.read_text("utf-8").split("\n")
    except OSError:
        return []
    return [work for work in map(_read, lines) if work]


def _read(line: str) -> UnkeptWork | None:
    try:
        command, typed, undoes, paths = json.loads(line)
        return UnkeptWork(str(command), str(typed), str(undoes), tuple(map(str, paths)))
    except (ValueError, TypeError):  # it is empty, or whoever wrote it was stopped
        return None
