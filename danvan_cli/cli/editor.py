"""The editor that the user has named, or one that is there."""

import os
import re
import shlex
import subprocess
from pathlib import Path

from danvan_cli.domain.errors import WriteError
from danvan_cli.domain.messages import Message
from danvan_cli.store.programs import find_program
from danvan_cli.store.system import reason_of
from danvan_cli.text.mark import N_

NO_EDITOR = Message(
    "no-editor",
    N_("There is no editor “{editor}”. Write its full path into EDITOR or VISUAL, or a name that the PATH leads to."),
)
EDITOR_FAILED = Message("editor-failed", N_("The editor {editor} ended with an error ({reason}). Nothing was changed."))

NAMES = ("VISUAL", "EDITOR")
_WINDOWS = os.name == "nt"
_USUAL = ("notepad",) if _WINDOWS else ("sensible-editor", "vim", "nano", "vi")


def is_named() -> bool:
    """Whether the user has named an editor."""
    return any(map(os.environ.get, NAMES))


def let_edit(file: Path) -> None:
    """Let the user change a file until the editor is closed; raise WriteError ("no-editor", "editor-failed")."""
    command = _editor_command()
    try:
        code = subprocess.run([*command, str(file)], check=False).returncode  # noqa: S603 - the user's own editor
    except OSError as error:
        raise WriteError(EDITOR_FAILED, editor=command[0], reason=reason_of(error)) from error
    if code:
        raise WriteError(EDITOR_FAILED, editor=command[0], reason=str(code))


def _editor_command() -> list[str]:
    """Return what starts the editor: a full path, and its arguments; raise WriteError ("no-editor")."""
    named = next(filter(None, map(os.environ.get, NAMES)), "")
    if named:
        program, *arguments = words_of(named) or [named]
        return [_full_path_of(program), *arguments]
    usual = next(filter(None, map(find_program, _USUAL)), None)
    if usual is None:
        raise WriteError(NO_EDITOR, editor=_USUAL[-1])
    return [str(usual)]


def _full_path_of(program: str) -> str:
    """Return an editor's full path, also by its name on the PATH; nothing is started from the current folder."""
    path = Path(program).expanduser()
    full_path = path if path.is_absolute() else find_program(program, scripts=True) if path.name == program else None
    if full_path is None or not full_path.is_file():
        raise WriteError(NO_EDITOR, editor=program)
    return str(full_path)


def words_of(named: str, *, windows: bool = _WINDOWS) -> list[str]:
    """Split what names an editor into the program and its arguments.

    Blanks in its path need no quotation marks where the path is that of a file. Windows divides folders by what a POSIX
    shell takes for the beginning of an escape.
    """
    ends = [len(named), *(match.start() for match in re.finditer(r"\s", named))]
    for end in sorted(ends, reverse=True):
        path = Path(named[:end]).expanduser()
        if path.is_absolute() and path.is_file():
            return [named[:end], *_split(named[end:], windows=windows)]
    return _split(named, windows=windows)


def _split(text: str, *, windows: bool) -> list[str]:
    """Split at blanks outside of quotation marks; a mark that is left open is a sign like others."""
    try:
        words = shlex.split(text, posix=not windows)
    except ValueError:
        return text.split()
    return [word.strip('"') for word in words] if windows else words
