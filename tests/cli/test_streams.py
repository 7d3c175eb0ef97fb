"""Whatever has become of the streams that the program is given: its exit code says what it has done."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.helpers.data_folder import DataFolder
from tests.helpers.processes import CLOSED, KEPT, UNREAD, ProcessResult, run_process

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX closes the streams")

_ROOT = Path(__file__).parents[2]
_REGISTER = ("register", "--year", "2020", "--unit", "xa-a", "--kind", "tap-the", "--title", "Chợ xanh")
_RECORD = "models/2020/2020-xa-a-cho-xanh.yaml"
# As a shell gives them to a process that it starts: closed, and into a pipe.
_SHELL = {
    "nothing": '"$@" <&- >&- 2>&-',
    "nobody reads": '{ "$@"; echo $? >"$CODE"; } | true; exit $(cat "$CODE")',
}
_FULL_DISK = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no file that is always full")


# All that may have become of the three streams, of a process that need not be started for it.
_GIVEN = {
    "no stdout": (os.devnull, CLOSED, KEPT),
    "no stderr": (os.devnull, KEPT, CLOSED),
    "no stdin": (CLOSED, KEPT, KEPT),
    "nothing": (CLOSED, CLOSED, CLOSED),
    "nobody reads": (os.devnull, UNREAD, KEPT),
    "nobody listens": (os.devnull, os.devnull, UNREAD),
    "full": (os.devnull, "/dev/full", KEPT),
    "all full": (os.devnull, "/dev/full", "/dev/full"),
}
_ANY = [pytest.param(given, id=name, marks=[_FULL_DISK] * ("full" in name)) for name, given in _GIVEN.items()]


def started(data: DataFolder, shell: str, *typed: str) -> int:
    """Start the program by a shell; give its exit code."""
    command = [sys.executable, "-m", "danvan_cli", *typed, "--data", str(data.root), "--lang", "en"]
    environment = {**os.environ, "CODE": str(data.root.parent / "code"), "PYTHONPATH": str(_ROOT)}
    done = subprocess.run(["sh", "-c", shell, "sh", *command], capture_output=True, text=True, env=environment)  # noqa: PLW1510
    _is_no_fault(done.stderr)
    return done.returncode


def run(data: DataFolder, streams: Sequence[str], *typed: str) -> ProcessResult:
    """Run the program in a process with these streams."""
    done = run_process(*typed, "--data", str(data.root), "--lang", "en", streams=streams)
    _is_no_fault(done.err)
    return done


def _is_no_fault(said: str) -> None:
    assert "Traceback" not in said
    assert "a fault of danvan" not in said


@pytest.mark.parametrize("streams", _ANY)
def test_what_was_written_was_written(streams: Sequence[str], data: DataFolder) -> None:
    assert run(data, streams, *_REGISTER).code == 0
    record = (data.root / _RECORD).read_bytes()
    assert record == "title: Chợ xanh\nunit: xa-a\nkind: tap-the\n".encode()
    assert run(data, streams, *_REGISTER).code == 1
    assert (data.root / _RECORD).read_bytes() == record


@pytest.mark.parametrize("shell", _SHELL.values(), ids=_SHELL)
def test_so_it_was_by_a_program_that_a_shell_started(shell: str, data: DataFolder) -> None:
    assert started(data, shell, *_REGISTER) == 0
    assert (data.root / _RECORD).exists()
    assert started(data, shell, *_REGISTER) == 1


@pytest.mark.parametrize("streams", _ANY)
@pytest.mark.parametrize("typed", [("export", "--records", "-o", "{}.csv"), ("template", "models", "-o", "{}.xlsx")])
def test_so_were_files_for_people(
    streams: Sequence[str], typed: tuple[str, ...], data: DataFolder, tmp_path: Path
) -> None:
    data.model("2020/a")
    assert run(data, streams, *(word.format(tmp_path / "x") for word in typed)).code == 0


@pytest.mark.parametrize("streams", _ANY)
def test_what_is_wrong_is_told_by_the_code_whoever_reads(streams: Sequence[str], data: DataFolder) -> None:
    data.model("2020/a", unit="nowhere")
    assert run(data, streams, "check").code == 1
    assert run(data, streams, "check", "--nonsense").code == 2


@_FULL_DISK
@pytest.mark.parametrize(
    "typed", [("tally", "registered"), ("list", "registered", "--format", "json"), ("schema", "model"), ("--help",)]
)
def test_an_answer_that_nobody_can_get_is_no_success(typed: tuple[str, ...], data: DataFolder) -> None:
    data.model("2020/a")
    done = run(data, _GIVEN["full"], *typed)
    assert done.code == 1
    assert done.err.endswith("What there was to show could not be written: no space left on device.\n")
    assert run(data, _GIVEN["nobody reads"], *typed).code == 0


@_FULL_DISK
def test_that_only_the_answer_was_lost_is_said(data: DataFolder) -> None:
    said = run(data, _GIVEN["full"], *_REGISTER).err
    assert said.endswith("no space left on device.\nWhat the command had to do is done.\n")


_COMMANDS: list[tuple[str, ...]] = [
    ("--help",),
    ("--version",),
    ("tally", "--format", "table"),
    ("tally", "registered", "--revision", "HEAD"),
    ("list", "registered", "--format", "json"),
    ("check",),
    ("status",),
    ("show", "a"),
    ("completion", "zsh"),
    ("schema", "model"),
    _REGISTER,
    ("export", "-o", "{}.xlsx"),
    ("export", "--records", "-o", "{}-records.xlsx"),
    ("template", "models", "-o", "{}-template.xlsx"),
    ("import", "{}.csv", "--year", "2020"),
    ("import", "{}.xls", "--year", "2020"),
]
_DEVELOPING = ("-X", "dev", "-W", "error")
# Each command finds the streams and the filters of warnings that a process starts with.
_ALL = """\
import gc, json, sys, warnings
from danvan_cli.__main__ import main
filters, stdout, stderr = list(warnings.filters), sys.stdout, sys.stderr
codes = []
for typed in json.loads(sys.argv[1]):
    sys.argv = ["danvan", *typed]
    codes.append(main())
    sys.stdout.flush()
    gc.collect()
    sys.stdout, sys.stderr = stdout, stderr
    warnings.filters[:] = filters
    warnings._filters_mutated()
print()
print(codes)
"""


def test_warnings_are_not_for_clerks(data: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As Python's developers see them: what is told then without the environment's errors is told with them, too."""
    data.model("2020/a")
    data.git("init", "-q")
    data.git("add", ".")
    data.git("commit", "-qm", "a")
    (tmp_path / "x.csv").write_text("STT,Tên mô hình,Đơn vị,TT/CN\n1,Chợ lớn,Xã An Hòa,TT\n", "utf-8")
    commands = [[word.format(tmp_path / "x") for word in typed] for typed in _COMMANDS]
    typed = json.dumps([[*typed, "--data", str(data.root), "--lang", "en"] for typed in commands])
    monkeypatch.setenv("PYTHONWARNINGS", "error")
    monkeypatch.setenv("PYTHONPATH", str(_ROOT))
    done = subprocess.run([sys.executable, *_DEVELOPING, "-c", _ALL, typed], capture_output=True, text=True, check=True)
    assert "Warning" not in done.stderr
    assert "Traceback" not in done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == [*[0] * (len(_COMMANDS) - 1), 1], done.stderr
