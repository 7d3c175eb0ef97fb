"""How a shell's Tab key is taught: the script of that shell, where it lies, and the line by which the shell finds it.

That line stands in the profile, which a shell reads when it starts; it is its owner's, and danvan has one line in it.
"""

import codecs
import os
import re
import shlex
import stat
import subprocess
from pathlib import Path
from typing import NamedTuple

from danvan_cli import COMPLETE
from danvan_cli.domain.errors import RequestError, WriteError
from danvan_cli.domain.messages import Message
from danvan_cli.store.programs import find_program
from danvan_cli.store.staging import patiently, put, stage
from danvan_cli.store.windows import WINDOWS
from danvan_cli.store.writing import NOT_A_FILE, explain
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

# Where several are offered that were found by another part of their names, what they begin with alike would replace
# what was typed: Bash is given an empty one beside them, zsh is told to walk through them.
# What was found comes in an order of its own, which Bash keeps since 4.4.
# Bash takes "=" for the end of a word: `unit=ng` would reach us as three. Here words end at blanks, and what stands
# before the "=" is taken off the offers again.
_BASH = """\
_danvan_completion() {
    local IFS=$' \\t\\n' line="${COMP_LINE:0:COMP_POINT}" last before
    local words=($line)
    local count=$((${#words[@]} - 1))
    [[ $line == *' ' ]] && { count=$((count + 1)); last=""; } || last="${words[$count]}"
    IFS=$'\\n'
    COMPREPLY=($(COMP_WORDS="$line" COMP_CWORD=$count _DANVAN_COMPLETE=complete_bash "$1"))
    [[ $last == *=* ]] && before="${last%=*}=" && COMPREPLY=("${COMPREPLY[@]#"$before"}")
    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace
    compopt -o nosort 2>/dev/null
    last="${last#"$before"}"
    [[ ${#COMPREPLY[@]} -gt 1 && ${COMPREPLY[0]} != "$last"* ]] && COMPREPLY+=("")
    return 0
}
complete -o default -F _danvan_completion danvan
"""
# Typer's own would change what the Tab key does for every program, and show Vietnamese in the console's code page.
_POWERSHELL = """\
$danvanCompletion = {
    param($wordToComplete, $commandAst, $cursorPosition)
    $encoding = [Console]::OutputEncoding
    [Console]::OutputEncoding = New-Object System.Text.UTF8Encoding $false
    $Env:_DANVAN_COMPLETE = "complete_powershell"
    $Env:_TYPER_COMPLETE_ARGS = $commandAst.ToString()
    $Env:_TYPER_COMPLETE_WORD_TO_COMPLETE = $wordToComplete
    danvan | ForEach-Object {
        $offer = $_ -Split ":::"
        [System.Management.Automation.CompletionResult]::new($offer[0], $offer[0], 'ParameterValue', $offer[1])
    }
    $Env:_DANVAN_COMPLETE = ""
    $Env:_TYPER_COMPLETE_ARGS = ""
    $Env:_TYPER_COMPLETE_WORD_TO_COMPLETE = ""
    [Console]::OutputEncoding = $encoding
}
Register-ArgumentCompleter -Native -CommandName danvan -ScriptBlock $danvanCompletion
"""
# Without its system of completion zsh knows no `compdef`; whoever has set it up keeps theirs. Typer's own script lets
# zsh take away what does not begin as typed.
_ZSH = """\
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }
#compdef danvan
_danvan_completion() {
    local offer typed="${words[1,$CURRENT]}"
    local -a lines values shown keeping
    lines=("${(@f)$(_TYPER_COMPLETE_ARGS="$typed" _TYPER_COMPLETE_FISH_ACTION=get-args \
        _DANVAN_COMPLETE=complete_fish danvan)}")
    for offer in $lines; do
        values+=("${offer%%$'\\t'*}")
        [[ $offer == *$'\\t'* ]] && shown+=("${offer%%$'\\t'*} -- ${offer#*$'\\t'}") || shown+=("$offer")
    done
    (( $#values )) || { _files; return }
    [[ $values[1] == *= ]] && keeping=(-S '')
    if [[ $values[1] != "$PREFIX"* ]]; then
        compstate[insert]=menu
        compstate[list]=list
    fi
    compadd -U -Q -V danvan -l -d shown $keeping -a values
}
compdef _danvan_completion danvan
"""
_PATIENCE = 60  # seconds that a PowerShell may take to start
# It answers in the console's code page unless it is told otherwise, and a folder may be called Nguyễn.
_ASK = "[Console]::OutputEncoding = New-Object System.Text.UTF8Encoding $false; $PROFILE; [string](Get-ExecutionPolicy)"
_FORBIDDING = ("Restricted", "AllSigned")
_PLAIN = re.compile(r"[\x20-\x7e]")
_SCRIPTS = {"bash": "danvan.bash", "zsh": "danvan.zsh", "powershell": "powershell.ps1", "pwsh": "pwsh.ps1"}
MARK = "# danvan completion"
_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


class Profile(NamedTuple):
    """A profile as it was read. `path` is the file itself, wherever links lead to it; `mode` None: there is none yet.

    `begun` are the bytes that name its encoding, if it has any.
    """

    path: Path
    text: str
    mode: int | None
    begun: bytes = b""
    encoding: str = "utf-8"

    def lines(self) -> list[str]:
        """Return danvan's lines in it."""
        return [line.rstrip("\r") for line in self.text.split("\n") if _is_ours(line)]

    def having(self, line: str) -> "Profile":
        """Return it with danvan's one line, at its end, in place of any that it has."""
        others = self.without().text
        end = "\r\n" if "\r\n" in others or (not others and WINDOWS) else "\n"
        between = end if others and not others.endswith("\n") else ""
        return self._replace(text=f"{others}{between}{line}{end}")

    def without(self) -> "Profile":
        """Return it without any line of danvan's."""
        return self._replace(text="\n".join(line for line in self.text.split("\n") if not _is_ours(line)))


def _is_ours(line: str) -> bool:
    return line.rstrip().endswith(MARK)


def read_profile(path: Path) -> Profile:
    """Read a profile, be it there or not; raise WriteError where it is no file, or not to be read."""
    try:
        file = Path(os.path.realpath(path))
        if not file.exists():
            return Profile(file, "", None)
        mode = file.stat().st_mode
        if not stat.S_ISREG(mode):
            raise WriteError(NOT_A_FILE, path=str(path))
        return _decoded(Profile(file, "", stat.S_IMODE(mode)), file.read_bytes())
    except OSError as error:
        raise explain(str(path), error) from error


def _decoded(profile: Profile, content: bytes) -> Profile:
    """Return a profile with these bytes as its text; those that are none of its encoding stay what they are."""
    begun, encoding = next((pair for pair in _MARKS.items() if content.startswith(pair[0])), (b"", "utf-8"))
    text = content[len(begun) :].decode(encoding, _error_handler(encoding))
    return profile._replace(text=text, begun=begun, encoding=encoding)


def _error_handler(encoding: str) -> str:
    return "surrogateescape" if encoding == "utf-8" else "surrogatepass"


def write_profile(profile: Profile) -> None:
    """Write a profile, whole or not at all; raise WriteError."""
    content = profile.begun + profile.text.encode(profile.encoding, _error_handler(profile.encoding))
    write_file(profile.path, content, profile.mode)


def write_file(path: Path, content: bytes, mode: int | None = None) -> None:
    """Write a file outside the data folder, whole or not at all; raise WriteError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if mode is not None:
            os.close(os.open(path, os.O_WRONLY))  # what its owner has made read-only is not to be written
        temporary = stage(path, content, mode)
        try:
            patiently(lambda: put(temporary, path, mode))
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise explain(str(path), error) from error


def remove_file(path: Path) -> None:
    """Remove a file of danvan's own, if it is there; raise WriteError."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise explain(str(path), error) from error


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


def script(shell: str) -> str:
    """Return the script that sets up completion in a shell."""
    if shell == "bash":
        return _BASH
    if shell in ("powershell", "pwsh"):
        return _POWERSHELL
    if shell == "zsh":
        return _ZSH
    from typer import completion  # whose functions Typer itself imports by these names, and does not export

    generated = completion.get_completion_script(prog_name="danvan", complete_var=COMPLETE, shell=shell)  # type: ignore[attr-defined]
    return f"{MARK}\n{generated}\n"


def is_ours(text: str) -> bool:
    """Whether a script for fish is one that danvan wrote, be it an older danvan."""
    lines = text.strip().split("\n")
    return all(line == MARK or line.startswith("complete --command danvan ") for line in lines)
