from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from danvan_cli.cli import output
from danvan_cli.cli.app import COMPLETE
from danvan_cli.counting.question import Refused
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_


class Shell(StrEnum):
    """The shells whose Tab key can be taught."""

    bash = "bash"
    zsh = "zsh"
    fish = "fish"
    powershell = "powershell"
    pwsh = "pwsh"


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
    return 0
}
complete -o default -F _danvan_completion danvan
"""

ShellName = Annotated[Shell, typer.Argument(metavar="bash|zsh|fish|powershell|pwsh", help=N_("Your shell."))]
Install = Annotated[
    bool, typer.Option("--install", help=N_("Set it up in your shell's own files; else the script is shown."))
]


def run(shell: ShellName, install: Install = False) -> int:
    """Set up completion."""
    if install:
        message = translate(N_("Set up in {path}. It works in the next terminal you open."))
        output.say(message.format(path=_installed(shell)))
    else:
        typer.echo(_script(shell))
    return 0


def _script(shell: Shell) -> str:
    if shell is Shell.bash:
        return _BASH
    from typer import completion  # whose functions Typer itself imports by these names, and does not export

    return str(completion.get_completion_script(prog_name="danvan", complete_var=COMPLETE, shell=shell))  # type: ignore[attr-defined]


def _installed(shell: Shell) -> Path:
    from typer import completion

    try:
        _, path = completion.install(shell=shell, prog_name="danvan", complete_var=COMPLETE)  # type: ignore[attr-defined]
    except (OSError, SystemExit):
        raise Refused("no-shell", value=shell.value) from None
    if shell is Shell.bash:
        path.write_text(_BASH, encoding="utf-8", newline="\n")
    return Path(path)
