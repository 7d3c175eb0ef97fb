from enum import StrEnum
from typing import Annotated

import typer

from danvan_cli.cli import output
from danvan_cli.cli.app import COMPLETE
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_


class Shell(StrEnum):
    """The shells whose Tab key can be taught."""

    bash = "bash"
    zsh = "zsh"
    fish = "fish"
    powershell = "powershell"
    pwsh = "pwsh"


ShellName = Annotated[Shell, typer.Argument(metavar="bash|zsh|fish|powershell|pwsh", help=N_("Your shell."))]
Install = Annotated[
    bool, typer.Option("--install", help=N_("Set it up in your shell's own files; else the script is shown."))
]


def run(shell: ShellName, install: Install = False) -> int:
    """Set up completion."""
    from typer import completion

    if not install:
        script = completion.get_completion_script(prog_name="danvan", complete_var=COMPLETE, shell=shell)  # type: ignore[attr-defined]
        typer.echo(script)
        return 0
    _, path = completion.install(shell=shell, prog_name="danvan", complete_var=COMPLETE)  # type: ignore[attr-defined]
    output.say(translate(N_("Set up in {path}. It works in the next terminal you open.")).format(path=path))
    return 0
