from enum import StrEnum
from pathlib import Path
from typing import Annotated

import click
import typer

from danvan_cli.cli import options, output, shells
from danvan_cli.cli.streams import can_ask
from danvan_cli.domain.errors import InputError, RequestError, WriteError
from danvan_cli.domain.messages import Message
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_

INSTALL_AND_REMOVE = Message(
    "install-and-remove", N_("--install sets completion up, --remove takes it out. Give one of them.")
)
NOT_DANVANS = Message(
    "not-danvans", N_("{path} was not written by danvan, so it stays. Look at it, and remove it yourself.")
)


class Shell(StrEnum):
    """The shells whose Tab key can be taught."""

    bash = "bash"
    zsh = "zsh"
    fish = "fish"
    powershell = "powershell"
    pwsh = "pwsh"


ShellName = Annotated[Shell, typer.Argument(metavar="bash|zsh|fish|powershell|pwsh", help=N_("Your shell."))]
Install = Annotated[
    bool,
    typer.Option(
        "--install", help=N_("Set it up: one line in your shell's own profile; else the script is only shown.")
    ),
]
Remove = Annotated[bool, typer.Option("--remove", help=N_("Take out again what --install set up."))]


def run(shell: ShellName, install: Install = False, remove: Remove = False, yes: options.Yes = False) -> int:
    """Set up completion."""
    if install and remove:
        raise RequestError(INSTALL_AND_REMOVE)
    if install:
        _install(shell, yes=yes)
    elif remove:
        _remove(shell, yes=yes)
    else:
        typer.echo(shells.script(shell), nl=False)
    return 0


def _install(shell: Shell, *, yes: bool) -> None:
    place = shells.find_place(shell, to_install=True)
    if place.profile is None:
        _install_script(place.script, shells.script(shell), yes=yes)
        return
    profile = shells.read_profile(place.profile)
    is_set_up = profile.lines() == [place.line]
    if not is_set_up:
        _ask(N_("This line is added to {path}:"), place.profile, place.line, yes=yes)
    shells.write_file(place.script, shells.script(shell).encode())
    if is_set_up:
        _say(N_("It is set up already: the line stands in {path}."), place.profile)
        return
    shells.write_profile(profile.having(place.line))
    _say(N_("Set up in {path}. It works in the next terminal you open."), place.profile)


def _install_script(file: Path, content: str, *, yes: bool) -> None:
    """Write the script where the shell finds it by itself; one of somebody else's is left alone."""
    current = shells.read_profile(file)
    if current.text == content:
        _say(N_("It is set up already: {path}."), file)
        return
    if current.mode is not None and not shells.is_ours(current.text):
        raise WriteError(NOT_DANVANS, path=str(file))
    _ask(N_("This file is written: {path}"), file, yes=yes)
    shells.write_file(current.path, content.encode(), current.mode)
    _say(N_("Set up in {path}. It works in the next terminal you open."), file)


def _remove(shell: Shell, *, yes: bool) -> None:
    place = shells.find_place(shell, to_install=False)
    if place.profile is None:
        current = shells.read_profile(place.script)
        if current.mode is None or not shells.is_ours(current.text):
            _say(N_("Nothing of danvan's is set up there: {path}."), place.script)
            return
        _ask(N_("This file is removed: {path}"), place.script, yes=yes)
    else:
        profile = shells.read_profile(place.profile)
        lines = profile.lines()
        if lines:
            _ask(N_("This line is taken out of {path}:"), place.profile, *lines, yes=yes)
            shells.write_profile(profile.without())
        elif not place.script.exists():
            _say(N_("Nothing of danvan's is set up there: {path}."), place.profile)
            return
    shells.remove_file(place.script)
    _say(N_("Taken out of {path}."), place.profile or place.script)


def _ask(sentence: str, path: Path, *lines: str, yes: bool) -> None:
    """Print what is about to be done to a file of the user's own, and ask; raise Abort for a no."""
    if yes:
        return
    if not can_ask():
        raise InputError(missing=["yes"])
    _say(sentence, path)
    for line in lines:
        output.say(f"  {line}")
    from danvan_cli.cli.prompts.form import confirm

    if not confirm(translate(N_("Do it?")), default=True):
        raise click.Abort


def _say(sentence: str, path: Path) -> None:
    output.say(translate(sentence).format(path=path))
