"""A clerk at her commands: whatever these write is held to what all of them have to keep."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from danvan_cli.domain.names import RECORD_FOLDERS
from danvan_cli.domain.reading import read_record
from danvan_cli.domain.writing import record_bytes
from tests.helpers.data_folder import DataFolder, from_yaml
from tests.helpers.program import CommandResult

OFFICE = """\
format: 1
office: Ban Dân vận Huyện ủy
unit: huyen-x
vocabulary:
  level:
    - {id: tinh, label: Cấp tỉnh}
    - {id: huyen, label: Cấp huyện, until: 2025}
    - {id: xa, label: Cấp xã}
  rating:
    - {id: tot, label: Tốt, effective: true, min: 8}
    - {id: kha, label: Khá, effective: true, min: 6.5}
    - {id: dat, label: Đạt, until: 2018}
  criterion:
    - {id: noi-dung, label: Nội dung, max: 6}
    - {id: hieu-qua, label: Hiệu quả, max: 4}
"""
UNITS = """\
- {id: tinh-y, name: Tỉnh Yên, level: tinh}
- {id: huyen-x, name: Huyện Xuân Lộc, level: huyen, parent: tinh-y, until: 2025-06-30, successors: [xa-loc]}
- {id: xa-a, name: Xã An Hòa, level: xa, parent: huyen-x, until: 2025-06-30, successors: [xa-a-moi]}
- {id: xa-b, name: Xã Bình Hoà, level: xa, parent: huyen-x, until: 2025-06-30, successors: [xa-a-moi]}
- {id: xa-a-moi, name: Xã An Hòa, level: xa, parent: tinh-y, from: 2025-07-01}
- {id: xa-loc, name: Xã Xuân Lộc, level: xa, parent: tinh-y, from: 2025-07-01}
"""
_LOCK = ".danvan.lock"
Files = dict[str, bytes]
Problems = set[tuple[str, str]]


class Clerk(DataFolder):
    """Works in the data folder of a district whose communes were merged on 1 July 2025."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.write("danvan.yaml", OFFICE)
        self.write("units.yaml", UNITS)
        self._checked: tuple[Files, Problems] | None = None

    def files(self) -> Files:
        """Return all files but the lock."""
        return dict(_read_all(f"{self.root}/", ""))

    def problems(self) -> Problems:
        """Return (code, path) of all that check finds; where nothing has changed since, it is not asked again."""
        files = self.files()
        if self._checked is None or self._checked[0] != files:
            said = self.ask("check", "--format", "json")
            self._checked = files, {(problem["code"], problem["path"]) for problem in said.json["problems"]}
        return self._checked[1]

    def does(self, *typed: str) -> dict[str, Any]:
        """Write by a command, after which check finds nothing new; give what the written files state, by path."""
        known = self.problems()
        written = self.writes(*typed)
        assert self.problems() <= known
        return written

    def writes(self, *typed: str) -> dict[str, Any]:
        """Write by a command: new files are canonical, none is lost; give what the written files state, by path."""
        before = self.files()
        said = self.ask(*typed)
        assert said.code == 0, said.err
        after = self.files()
        assert not before.keys() - after.keys()
        changed = {path: data for path, data in after.items() if before.get(path) != data}
        for path, data in changed.items():
            assert path in before or data == canonical(path, data)
        return {path: from_yaml(data) for path, data in changed.items()}

    def is_refused(self, *typed: str, code: int = 2) -> str:
        """Fail with a command that changes nothing; give what it says."""
        before = self.files()
        said: CommandResult = self.ask(*typed)
        assert said.code == code, said.err
        assert said.out == ""
        assert self.files() == before
        return said.err


def _read_all(root: str, folder: str) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of all files below; before and after each command they are compared."""
    with os.scandir(f"{root}{folder}") as entries:
        for entry in entries:
            path = f"{folder}{entry.name}"
            if entry.is_dir():
                yield from _read_all(root, f"{path}/")
            elif entry.name != _LOCK:
                yield path, Path(entry.path).read_bytes()


def canonical(path: str, data: bytes) -> bytes:
    """Write anew what a file states."""
    folder, year, _ = path.split("/")
    kind = RECORD_FOLDERS[folder]
    reading = read_record(kind, path, int(year), data)
    assert not reading.problems
    return record_bytes(kind, reading.stated.values)
