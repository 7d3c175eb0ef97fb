"""Completion is set up by one line in the shell's own profile: asked, once, to be taken out again, and no policy."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from danvan_cli.cli.shells import MARK
from tests.helpers.program import CommandResult, danvan

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the shells that are played are scripts of sh")

_FAKE = """#!/bin/sh
printf '%s\\n' "$@" >> "$FAKE_ASKED"
cat "$FAKE_ANSWER"
exit ${FAKE_CODE:-0}
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of one's own, with programs that say that they are shells."""
    home, programs = tmp_path / "Nguyễn Văn", tmp_path / "bin"
    home.mkdir()
    programs.mkdir()
    for name in ("pwsh", "powershell", "zsh", "fish", "bash"):
        (programs / name).write_text(_FAKE)
        (programs / name).chmod(0o755)
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "ZDOTDIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("FAKE_ASKED", str(tmp_path / "asked"))
    monkeypatch.setenv("FAKE_ANSWER", str(tmp_path / "answer"))
    return home


def answers(home: Path, profile: Path | str, policy: str = "RemoteSigned", encoding: str = "utf-8") -> None:
    (home.parent / "answer").write_bytes(f"{profile}\r\n{policy}\r\n".encode(encoding))


def profile_of(home: Path) -> Path:
    return home / "Documents/PowerShell/profile.ps1"


def install(shell: str, *, code: int = 0) -> CommandResult:
    said = danvan("completion", shell, "--install", "--yes")
    assert said.code == code, said.err
    return said


def files(home: Path) -> dict[str, bytes]:
    return {str(file.relative_to(home)): file.read_bytes() for file in home.rglob("*") if file.is_file()}


@pytest.mark.parametrize("shell", ["powershell", "pwsh"])
def test_powershell_is_asked_and_its_policy_left_alone(home: Path, shell: str) -> None:
    answers(home, profile_of(home))
    install(shell)
    asked = (home.parent / "asked").read_text()
    assert "Set-" not in asked
    assert "UTF8" in asked
    assert {"-NoProfile", "-NonInteractive"} <= set(asked.split("\n"))
    script = home / f".local/share/danvan/completion/{shell}.ps1"
    assert b"Register-ArgumentCompleter" in script.read_bytes()
    assert files(home).keys() == {str(file.relative_to(home)) for file in (script, profile_of(home))}
    line = profile_of(home).read_bytes()
    assert line.isascii()
    assert line.count(b"\n") == 1
    assert b'"' + str(home.parent).encode() + b"/Nguy$([char]::ConvertFromUtf32(7877))n V" in line


def test_a_profile_gets_one_line_however_often(home: Path) -> None:
    answers(home, profile_of(home))
    install("pwsh")
    once = files(home)
    assert "already" in install("pwsh").err
    assert files(home) == once


@pytest.mark.parametrize("policy", ["Restricted", "AllSigned"])
def test_where_scripts_are_forbidden_that_is_said_and_nothing_done(home: Path, policy: str) -> None:
    answers(home, profile_of(home), policy)
    said = install("powershell", code=1)  # "scripts-forbidden"
    assert f"its policy is {policy}" in said.err
    assert files(home) == {}


@pytest.mark.parametrize(
    ("profile", "encoding"), [("", "utf-8"), ("profile.ps1", "utf-8"), ("/home/Nguyễn/profile.ps1", "cp1258")]
)
def test_a_profile_that_cannot_be_found_is_not_made_up(home: Path, profile: str, encoding: str) -> None:
    (home.parent / "answer").write_bytes(profile.replace("ễ", "ê").encode(encoding))
    said = install("powershell", code=1)  # "no-profile"
    assert "does not say where its profile is" in said.err
    assert files(home) == {}


def test_a_powershell_that_fails_is_no_profile(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers(home, profile_of(home))
    monkeypatch.setenv("FAKE_CODE", "1")
    assert "does not say where its profile is" in install("powershell", code=1).err
    assert files(home) == {}


@pytest.mark.parametrize(
    "before",
    [
        b"",
        b"Write-Host 'a'\r\n",
        b"\xef\xbb\xbfWrite-Host 'Nguy\xe1\xbb\x85n'\r\n",
        b"\xff\xfe" + "Write-Host 'Nguyễn'\r\n".encode("utf-16-le"),
        b"\xfe\xff" + "Write-Host 'Nguyễn'\n".encode("utf-16-be"),
        b"Write-Host 'caf\xe9'\n\x0c\x85\n",
    ],
)
def test_what_stands_in_a_profile_stays_byte_by_byte(home: Path, before: bytes) -> None:
    profile = profile_of(home)
    profile.parent.mkdir(parents=True)
    profile.write_bytes(before)
    answers(home, profile)
    install("pwsh")
    added = profile.read_bytes()
    assert added.startswith(before)
    assert added[len(before) :].replace(b"\0", b"").startswith(b"if (Test-Path")
    assert (b"\r\n" in added.replace(b"\0", b"")) == (b"\r\n" in before.replace(b"\0", b""))
    assert danvan("completion", "pwsh", "--remove", "--yes").code == 0
    assert profile.read_bytes() == before


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_links_and_modes_stay_and_removing_leaves_nothing(home: Path, shell: str) -> None:
    kept = home / "dotfiles/rc"
    kept.parent.mkdir()
    kept.write_bytes(b"alias x=y")
    kept.chmod(0o640)
    link = home / f".{shell}rc"
    link.symlink_to("dotfiles/rc")
    install(shell)
    assert kept.read_text().split("\n")[0] == "alias x=y"
    assert kept.read_text().rstrip().endswith(MARK)
    assert danvan("completion", shell, "--remove", "--yes").code == 0
    assert (link.readlink(), kept.stat().st_mode & 0o777) == (Path("dotfiles/rc"), 0o640)
    assert files(home) == {f".{shell}rc": b"alias x=y\n", "dotfiles/rc": b"alias x=y\n"}
    assert danvan("completion", shell, "--remove").code == 0  # there is nothing to be asked about


@pytest.mark.parametrize("shell", ["bash", "fish", "pwsh"])
@pytest.mark.parametrize("option", ["--install", "--remove"])
def test_nobody_is_passed_over(home: Path, shell: str, option: str) -> None:
    answers(home, profile_of(home))
    if option == "--remove":
        install(shell)
    before = files(home)
    said = danvan("completion", shell, option)
    assert (said.code, "--yes" in said.err) == (2, True)
    assert files(home) == before


def test_a_profile_that_was_made_read_only_stays(unprivileged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(unprivileged))
    monkeypatch.setenv("XDG_DATA_HOME", str(unprivileged / "share"))
    profile = unprivileged / ".bashrc"
    profile.write_bytes(b"alias x=y\n")
    profile.chmod(0o444)
    assert "cannot be written" in install("bash", code=1).err
    assert profile.read_bytes() == b"alias x=y\n"


def test_fish_finds_the_script_by_itself(home: Path) -> None:
    file = home / ".config/fish/completions/danvan.fish"
    install("fish")
    assert list(files(home)) == [".config/fish/completions/danvan.fish"]
    assert "already" in install("fish").err
    file.write_bytes(file.read_bytes().partition(b"\n")[2])  # as an older danvan wrote it
    install("fish")
    assert file.read_text().startswith(MARK)
    assert danvan("completion", "fish", "--remove", "--yes").code == 0
    assert files(home) == {}


def test_a_script_of_somebody_else_stays(home: Path) -> None:
    file = home / ".config/fish/completions/danvan.fish"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"complete -c danvan -a mine\n")
    assert "was not written by danvan" in install("fish", code=1).err  # "not-danvans"
    assert danvan("completion", "fish", "--remove", "--yes").code == 0
    assert file.read_bytes() == b"complete -c danvan -a mine\n"


_ASK = {
    "bash": (
        "-i",
        "COMP_LINE='danvan tal'; COMP_POINT=${#COMP_LINE}; _danvan_completion danvan; echo \"${COMPREPLY[@]}\"",
    ),
    "zsh": ("-i", "whence -w _danvan_completion; print $_comps[danvan]"),
    "fish": ("-i", "complete -C 'danvan tal'"),
}
_OFFERED = {"bash": "tally", "zsh": "_danvan_completion: function\n_danvan_completion", "fish": "tally"}


@pytest.mark.parametrize("shell", _ASK)
def test_the_real_shell_knows_it_then(shell: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = shutil.which(shell)
    if real is None:
        pytest.skip("it is not installed here")
    program = tmp_path / "bin/danvan"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m danvan_cli "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name)
    install(shell)
    interactive, asked = _ASK[shell]
    done = subprocess.run([real, interactive, "-c", asked], capture_output=True, stdin=subprocess.DEVNULL, check=True)
    assert done.stdout.decode().startswith(_OFFERED[shell])
