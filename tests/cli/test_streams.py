"""Whatever has become of the streams that the program is given: its exit code says what it has done."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from folders import DataFolder

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX closes the streams")

_ROOT = Path(__file__).parents[2]
_REGISTER = ("register", "--year", "2020", "--unit", "xa-a", "--kind", "tap-the", "--title", "Chợ xanh")
_RECORD = "models/2020/2020-xa-a-cho-xanh.yaml"
_SHELL = {
    "no stdout": '"$@" >&-',
    "no stderr": '"$@" 2>&-',
    "no stdin": '"$@" <&-',
    "nothing": '"$@" <&- >&- 2>&-',
    "nobody reads": '{ "$@"; echo $? >"$CODE"; } | true; exit $(cat "$CODE")',
    "nobody listens": '{ "$@" 2>&1 >/dev/null; echo $? >"$CODE"; } | true; exit $(cat "$CODE")',
    "full": '"$@" >/dev/full',
    "all full": '"$@" >/dev/full 2>&1',
}
_FULL_DISK = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no file that is always full")
_STREAMS = [pytest.param(shell, id=name, marks=[_FULL_DISK] * ("full" in name)) for name, shell in _SHELL.items()]


def run(data: DataFolder, shell: str, *typed: str, python: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, *python, "-m", "danvan_cli", *typed, "--data", str(data.root), "--lang", "en"]
    environment = {**os.environ, "CODE": str(data.root.parent / "code"), "PYTHONPATH": str(_ROOT)}
    done = subprocess.run(["sh", "-c", shell, "sh", *program], capture_output=True, text=True, env=environment)  # noqa: PLW1510
    assert "Traceback" not in done.stderr
    assert "a fault of danvan" not in done.stderr
    return done


@pytest.mark.parametrize("shell", _STREAMS)
def test_what_was_written_was_written(shell: str, data: DataFolder) -> None:
    assert run(data, shell, *_REGISTER).returncode == 0
    record = (data.root / _RECORD).read_bytes()
    assert record == "title: Chợ xanh\nunit: xa-a\nkind: tap-the\n".encode()
    assert run(data, shell, *_REGISTER).returncode == 1
    assert (data.root / _RECORD).read_bytes() == record


@pytest.mark.parametrize("shell", _STREAMS)
@pytest.mark.parametrize("typed", [("export", "--records", "-o", "{}.csv"), ("template", "models", "-o", "{}.xlsx")])
def test_so_were_files_for_people(shell: str, typed: tuple[str, ...], data: DataFolder, tmp_path: Path) -> None:
    data.model("2020/a")
    assert run(data, shell, *(word.format(tmp_path / "x") for word in typed)).returncode == 0


@pytest.mark.parametrize("shell", _STREAMS)
def test_what_is_wrong_is_told_by_the_code_whoever_reads(shell: str, data: DataFolder) -> None:
    data.model("2020/a", unit="nowhere")
    assert run(data, shell, "check").returncode == 1
    assert run(data, shell, "check", "--nonsense").returncode == 2


@_FULL_DISK
@pytest.mark.parametrize(
    "typed", [("tally", "registered"), ("list", "registered", "--format", "json"), ("schema", "model"), ("--help",)]
)
def test_an_answer_that_nobody_can_get_is_no_success(typed: tuple[str, ...], data: DataFolder) -> None:
    data.model("2020/a")
    done = run(data, _SHELL["full"], *typed)
    assert done.returncode == 1
    assert done.stderr.endswith("What there was to show could not be written: no space left on device.\n")
    assert run(data, _SHELL["nobody reads"], *typed).returncode == 0


@_FULL_DISK
def test_that_only_the_answer_was_lost_is_said(data: DataFolder) -> None:
    said = run(data, _SHELL["full"], *_REGISTER).stderr
    assert said.endswith("no space left on device.\nWhat the command had to do is done.\n")


@pytest.mark.parametrize(
    "typed",
    [
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
        ("export", "--records", "-o", "{}.xlsx"),
        ("template", "models", "-o", "{}.xlsx"),
        ("import", "{}.csv", "--year", "2020"),
        ("import", "{}.xls", "--year", "2020"),
    ],
    ids=" ".join,
)
def test_warnings_are_not_for_clerks(
    typed: tuple[str, ...], data: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data.model("2020/a")
    data.git("init", "-q")
    data.git("add", ".")
    data.git("commit", "-qm", "a")
    monkeypatch.setenv("PYTHONWARNINGS", "error")
    for name, python in (("x", ()), ("y", ("-X", "dev", "-W", "error"))):
        (tmp_path / f"{name}.csv").write_text(f"STT,Tên mô hình,Đơn vị,TT/CN\n1,Chợ {name},Xã An Hòa,TT\n", "utf-8")
        words = [word.format(tmp_path / name) for word in typed]
        done = run(data, '"$@"', *words, python=python)
        assert "Warning" not in done.stderr
        assert done.returncode == int("{}.xls" in typed or (name == "y" and typed == _REGISTER)), done.stderr
