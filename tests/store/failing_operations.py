"""Each file operation of a writing fails in turn; or the process dies at each."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

from danvan_cli.store.writing import Change, write

_OPERATIONS = (
    *("open", "write", "fsync", "close", "fstat", "stat", "lstat", "chmod", "listdir", "mkdir", "rmdir"),
    *("link", "replace", "rename", "unlink"),
)
_DEAD = 77
_LONG = b"title: T\n" * 9_000


class Scene(NamedTuple):
    """Files there are, and what shall become of them."""

    files: dict[str, bytes]
    changes: list[Change]

    def stage(self, root: Path) -> Path:
        root.mkdir(parents=True)
        for name, content in self.files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(content)
            (root / name).chmod(0o640)
        return root


_CREATE = Change("models/2021/2021-moi.yaml", None, b"title: M\n")
_REPLACE = Change("units.yaml", b"- {id: a}\n", _LONG)
_REMOVE = Change("models/2020/2020-thua.yaml", b"title: X\n", None)
SCENES = {
    "create": Scene({"models/2021/2021-cu.yaml": b"title: C\n"}, [_CREATE]),
    "create-in-a-new-folder": Scene({"units.yaml": b""}, [_CREATE]),
    "replace": Scene({"units.yaml": b"- {id: a}\n", "danvan.yaml": b"format: 1\n"}, [_REPLACE]),
    "remove": Scene({"models/2020/2020-thua.yaml": b"title: X\n"}, [_REMOVE]),
    "many": Scene(
        {"units.yaml": b"- {id: a}\n", "models/2020/2020-thua.yaml": b"title: X\n", "awards/2020/2020-b.yaml": b"b"},
        [_CREATE, _REPLACE, _REMOVE, Change("awards/2020/2020-b.yaml", b"b", b"B"), Change("awards/c", None, b"C")],
    ),
}


class CountedOperations:
    """Which operations there were, and which one failed."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.failed = ""


@contextmanager
def failing(at: int, fail: Callable[[], None], *, afterwards: bool = False) -> Iterator[CountedOperations]:
    """Let an operation fail instead of being done, or after it was done; closing always closes."""
    counted = CountedOperations()

    def counting(name: str) -> Callable[..., Any]:
        operation, late = getattr(os, name), afterwards or name == "close"

        def call(*args: Any, **keys: Any) -> Any:  # noqa: ANN401 - whatever the operation takes
            counted.names.append(name)
            due = len(counted.names) == at
            counted.failed = name if due else counted.failed
            if due and not late:
                fail()
            try:
                return operation(*args, **keys)
            finally:
                if due and late:
                    fail()

        return call

    with mock.patch.dict(vars(os), {name: counting(name) for name in _OPERATIONS}):
        yield counted


def die() -> None:
    os._exit(_DEAD)


def _dies(root: Path, scene: Scene, at: int) -> bool:
    child = os.fork()
    if not child:
        with failing(at, die):
            write(root, scene.changes)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == _DEAD


def die_everywhere(place: Path, scene: str) -> int:
    """Leave one folder for each operation at which the process died, and one where all was done; give 0."""
    at = 1
    while _dies(SCENES[scene].stage(place / str(at)), SCENES[scene], at):
        at += 1
    return 0
