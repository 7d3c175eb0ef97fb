"""Where each shell looks when it starts, and the line by which it finds danvan's script."""

import os
import re
import shlex
import subprocess
from pathlib import Path
from typing import NamedTuple

from danvan_cli.cli.shells.profiles import MARK
from danvan_cli.domain.errors import RequestError, WriteError
from danvan_cli.domain.messages import Message
from danvan_cli.store.programs import find_program
from danvan_cli.text.mark import N_

NO_SHELL = Message("no-shell", N_("{value} was not found here, so completion cannot be set up in it."))
SCRIPTS_FORBIDDEN = Message(
    "scripts-forbidden",
    N_(
        "{value} runs no scripts on this machine (its policy is {policy}), so completion cannot be set up in it."
        " Nothing was changed. If this is your own machine, you can allow scripts of your own:"
        " Set-ExecutionPolicy -Scope CurrentUser RemoteSigned. If not, ask who looks after it."
    ),
)
NO_PROFILE = Message(
    "no-profile",
    N_(
        "{value} does not say where its profile is, so nothing was changed. What has to be put there:"
        " danvan completion {value}"
    ),
)


_PATIENCE = 60  # seconds that a PowerShell may take to start
# It answers in the console's code page unless it is told otherwise, and a folder may be called Nguyễn.
_ASK = "[Console]::OutputEncoding = New-Object System.Text.UTF8Encoding $false; $PROFILE; [string](Get-ExecutionPolicy)"
_FORBIDDING = ("Restricted", "AllSigned")
_PLAIN = re.compile(r"[\x20-\x7e]")


class ShellFiles(NamedTuple):
    """Where danvan's script lies; and the profile, with the line in it, unless the shell finds the script by itself."""

    script: Path
    profile: Path | None
    line: str = ""


def find_place(shell: str, *, to_install: bool) -> ShellFiles:
    """Find out where a shell is taught.

    Raise RequestError where it is not here, WriteError where it forbids scripts.
    """
    program = find_program(shell)
    if program is None and (to_install or _is_powershell(shell)):
        raise RequestError(NO_SHELL, value=shell)
    if shell == "fish":
        return ShellFiles(_configured_folder("XDG_CONFIG_HOME", ".config") / "fish/completions/danvan.fish", None)
    script = _own_folder() / _SCRIPTS[shell]
    if program and _is_powershell(shell):
        return _powershell_files(shell, str(program), script, to_install=to_install)
    home = _configured_folder("ZDOTDIR", "") if shell == "zsh" else Path.home()
    quoted = shlex.quote(script.as_posix())
    return ShellFiles(script, home / f".{shell}rc", f"if [ -r {quoted} ]; then . {quoted}; fi {MARK}")


_SCRIPTS = {"bash": "danvan.bash", "zsh": "danvan.zsh", "powershell": "powershell.ps1", "pwsh": "pwsh.ps1"}


def _is_powershell(shell: str) -> bool:
    return shell in ("powershell", "pwsh")


def _own_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path("danvan", appauthor=False) / "completion"


def _configured_folder(name: str, else_within_home: str) -> Path:
    named = os.environ.get(name)
    return Path(named) if named else Path.home() / else_within_home


def _powershell_files(shell: str, program: str, script: Path, *, to_install: bool) -> ShellFiles:
    profile, policy = _ask_powershell(shell, program)
    if to_install and policy in _FORBIDDING:
        raise WriteError(SCRIPTS_FORBIDDEN, value=shell, policy=policy)
    quoted = _quoted(str(script))
    return ShellFiles(script, profile, f"if (Test-Path -LiteralPath {quoted}) {{ . {quoted} }} {MARK}")


def _ask_powershell(shell: str, program: str) -> tuple[Path, str]:
    """Ask PowerShell for its profile and its policy, which are looked at and never touched."""
    command = [program, "-NoLogo", "-NoProfile", "-NonInteractive", "-Command", _ASK]
    try:
        process = subprocess.run(command, capture_output=True, check=True, stdin=subprocess.DEVNULL, timeout=_PATIENCE)  # noqa: S603 - by its full path, with words of our own
        lines = process.stdout.decode("utf-8-sig").split("\n")
    except (OSError, ValueError, subprocess.SubprocessError):
        lines = []
    profile, policy, *_ = [*(line.strip() for line in lines if line.strip()), "", ""]
    if not Path(profile).is_absolute():
        raise WriteError(NO_PROFILE, value=shell)
    return Path(profile), policy


def _quoted(path: str) -> str:
    """Quote a path for PowerShell in letters of ASCII alone: Windows' own takes a profile for its code page's."""
    if path.isascii():
        return "'{}'".format(path.replace("'", "''"))
    return '"{}"'.format("".join(map(_escaped, path)))


def _escaped(letter: str) -> str:
    if letter in '`$"':
        return f"`{letter}"
    return letter if _PLAIN.match(letter) else f"$([char]::ConvertFromUtf32({ord(letter)}))"
