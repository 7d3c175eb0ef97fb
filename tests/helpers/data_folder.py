"""A data folder to write into, and to ask the real program about."""

import itertools
import json
import os
import subprocess
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import yaml

from tests.helpers.program import CommandResult, danvan
from tests.helpers.systems import require_git

OFFICE = "format: 1\noffice: Ban Dân vận Huyện ủy\nunit: huyen-x\n"
UNITS = """\
- {id: huyen-x, name: Huyện Xuân Lộc, level: huyen}
- {id: xa-a, name: Xã An Hòa, level: xa, parent: huyen-x}
- {id: xa-b, name: Xã Bình Hòa, level: xa, parent: huyen-x}
"""
_LONG_AGO = 1_600_000_000  # seconds
LATER = 4_000_000_000_000_000_000  # nanoseconds: old enough for the index to trust what it read, whenever that is
LONG_AFTER = SimpleNamespace(strftime=time.strftime, time_ns=lambda: LATER)  # a clock
_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_MODEL = {"title": "Tổ dân vận", "unit": "xa-a", "kind": "tap-the"}

State = dict[str, tuple[bytes | None, int, int]]


class DataFolder:
    """A data folder. What is written into it says it is old, and each file a second younger than the one before."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._seconds = itertools.count(_LONG_AGO)
        self.write("danvan.yaml", OFFICE)
        self.write("units.yaml", UNITS)

    def write(self, path: str, content: str | bytes) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        self.touch(path)
        return file

    def touch(self, path: str) -> None:
        second = next(self._seconds)
        os.utime(self.root / path, (second, second))

    def model(self, name: str, **keys: object) -> Path:
        """Write a model; `name` is `2020/id`."""
        return self.write(f"models/{name}.yaml", yaml_of({**_MODEL, **keys}))

    def evaluation(self, name: str, **keys: object) -> Path:
        """Write an evaluation; `name` is `2020/id.level`."""
        return self.write(f"evaluations/{name}.yaml", yaml_of(keys))

    def award(self, name: str, **keys: object) -> Path:
        return self.write(f"awards/{name}.yaml", yaml_of({"kind": "ca-nhan", **keys}))

    def activity(self, name: str, **keys: object) -> Path:
        return self.write(f"activities/{name}.yaml", yaml_of({"title": "Đối thoại", "unit": "xa-a", **keys}))

    def ask(self, *typed: str) -> CommandResult:
        """Ask the program about this folder."""
        return danvan(*typed, "--data", str(self.root))

    def json(self, *typed: str) -> Any:  # noqa: ANN401 - JSON is whatever it is
        """Ask for JSON, where nothing may be wrong."""
        said = self.ask(*typed, "--format", "json")
        assert (said.code, said.err) == (0, "")
        return said.json

    def total(self, *typed: str) -> int | float | None:
        total: int | float | None = self.json("tally", *typed)["total"]
        return total

    def state(self) -> State:
        """Return every file's bytes, mode and time; a folder's time changes when something is made in it."""
        return {path.relative_to(self.root).as_posix(): _state(path) for path in sorted(self.root.rglob("*"))}

    def git(self, *arguments: str, day: str = "2021-01-15") -> str:
        """Run git in this folder; `day` dates a commit: at noon here, or at the time of another clock behind its T."""
        require_git()
        when = day if "T" in day else f"{day}T12:00:00"
        dates = {f"GIT_{who}_DATE": when for who in ("AUTHOR", "COMMITTER")}
        done = subprocess.run(
            ["git", "-C", str(self.root), "-c", "maintenance.auto=false", *arguments],  # else a process more
            capture_output=True,
            check=True,
            env={**os.environ, **dates, "GIT_OPTIONAL_LOCKS": "0"},  # asking git changes nothing
        )
        return done.stdout.decode().strip()

    def commit(self, day: str) -> str:
        """Commit all there is, at noon of a day; give the commit."""
        if not (self.root / ".git").exists():
            self.git("init", "--quiet", "--template=", "--initial-branch=main")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", f"Ngày {day}", day=day)
        return self._head() or self.git("rev-parse", "HEAD")

    def _head(self) -> str:
        """Read the commit that was just made: that saves a process. Give "" where it lies elsewhere."""
        place = self.root / ".git"
        if not place.is_dir():
            return ""
        _, _, branch = (place / "HEAD").read_text().strip().rpartition("ref: ")
        return (place / branch).read_text().strip() if branch.startswith("refs/") else branch


def _state(path: Path) -> tuple[bytes | None, int, int]:
    status = path.lstat()
    return (path.read_bytes() if path.is_file() else None), status.st_mode, status.st_mtime_ns


def yaml_of(keys: object) -> str:
    """Write keys as YAML; JSON's texts, lists and mappings are YAML's, too."""
    assert isinstance(keys, dict)
    return "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in keys.items()) or "{}\n"


def from_yaml(text: str | bytes) -> Any:  # noqa: ANN401 - YAML is whatever it is
    """Read YAML by PyYAML's own rules, in C where it can: ten times as fast."""
    return yaml.load(text, _LOADER)  # noqa: S506 - a safe one


def no_progress(done: int, total: int) -> None:
    """Show nothing while files are read."""
