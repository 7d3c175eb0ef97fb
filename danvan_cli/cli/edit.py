import os
import re
import shlex
import shutil
import subprocess
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import click
import typer

from danvan_cli.cli import completing, options, output
from danvan_cli.cli.carrying_out import carry_out
from danvan_cli.cli.streams import can_ask
from danvan_cli.cli.workplace import open_lookup
from danvan_cli.domain.errors import InputError, RecordError, WriteError
from danvan_cli.domain.messages import Message
from danvan_cli.locale import translate
from danvan_cli.store.programs import find_program
from danvan_cli.store.windows import WINDOWS
from danvan_cli.text.mark import N_

if TYPE_CHECKING:
    from danvan_cli.recording.editing import Draft
    from danvan_cli.recording.plan import Plan

NO_EDITOR = Message(
    "no-editor",
    N_("There is no editor “{editor}”. Write its full path into EDITOR or VISUAL, or a name that the PATH leads to."),
)
EDITOR_FAILED = Message("editor-failed", N_("The editor {editor} ended with an error ({reason}). Nothing was changed."))

_NAMES_IN_ENVIRONMENT = ("VISUAL", "EDITOR")
_USUAL = ("notepad",) if WINDOWS else ("sensible-editor", "vim", "nano", "vi")
_UNSAVED = 1  # the exit code where what was typed could not be saved
OneName = Annotated[
    str,
    typer.Argument(
        metavar=N_("RECORD"),
        help=N_("An id, a path, a part of an id or title; or danvan.yaml, units.yaml."),
        autocompletion=completing.records,
    ),
]


def run(
    ctx: typer.Context,
    record: OneName,
    year: options.OneYear = None,
    anyway: options.Anyway = False,
    dry_run: options.DryRun = False,
) -> int:
    """Change a file in your editor; it is checked when you come back."""
    from danvan_cli.counting.question import one_year
    from danvan_cli.recording.editing import draft_of

    if not (can_ask() or any(map(os.environ.get, _NAMES_IN_ENVIRONMENT))):
        raise InputError(missing=["editor"])
    draft = draft_of(open_lookup(ctx, trusting=False), record, one_year(year))
    copy = Path(tempfile.mkdtemp(prefix="danvan-")) / Path(draft.path).name
    copy.write_bytes(draft.data)
    done = False
    try:
        code = _edit(ctx, draft, copy, dry_run=dry_run, anyway=anyway)
        done = code != _UNSAVED and not dry_run
    finally:
        _clear_up(draft, copy, done=done)
    return code


def _edit(ctx: typer.Context, draft: "Draft", copy: Path, *, dry_run: bool, anyway: bool) -> int:
    """Let the person type until the copy is sound, or until she leaves; return the exit code."""
    from danvan_cli.recording.editing import replace

    after = partial(_print_findings, ctx, draft)
    while True:
        let_edit(copy)
        try:
            make = partial(replace, draft=draft, data=_read_copy(draft, copy))
            return carry_out(ctx, make, dry_run=dry_run, yes=True, after=after, trusting=False, anyway=anyway)
        except (RecordError, WriteError) as error:
            if not can_ask():
                raise
            if not _goes_back(error):
                return _UNSAVED


def _read_copy(draft: "Draft", copy: Path) -> bytes:
    """Read what the editor left there, or a byte more than a file may hold; raise WriteError for what is no file."""
    from danvan_cli.store.source import most_bytes
    from danvan_cli.store.writing import NOT_A_FILE

    if not copy.exists():
        return draft.data
    if not copy.is_file():
        raise WriteError(NOT_A_FILE, path=str(copy))
    with copy.open("rb") as stream:
        return stream.read(most_bytes(draft.path) + 1)


def _clear_up(draft: "Draft", copy: Path, *, done: bool) -> None:
    """Leave what was typed and is not in the data folder where it is, and say so."""
    if done or (copy.is_file() and _read_copy(draft, copy) == draft.data):
        shutil.rmtree(copy.parent, ignore_errors=True)
    else:
        output.say(translate(N_("What you typed is kept in {path}.")).format(path=copy))


def _print_findings(ctx: click.Context, draft: "Draft", plan: "Plan") -> None:
    """Print what `check` finds in the file that was saved, such as a unit that is not there."""
    from danvan_cli.counting.checking import check_what_fits
    from danvan_cli.view import problems

    if not plan.changes:
        return
    lookup = open_lookup(ctx, trusting=False)
    lookup.look_at_models(draft.year)
    findings, _ = check_what_fits(lookup.db, lookup.ledger, draft.year)
    for problem in findings:
        if problem.path == draft.path:
            output.say(problems.text(problem, lookup.ledger.lists))


def _goes_back(error: RecordError | WriteError) -> bool:
    from danvan_cli.cli import failures
    from danvan_cli.cli.prompts.form import confirm

    failures.tell(error, ())
    return confirm(translate(N_("Back into the editor?")), default=True)


def let_edit(file: Path) -> None:
    """Let the user change a file until the editor is closed; raise WriteError ("no-editor", "editor-failed")."""
    command = _editor_command()
    try:
        code = subprocess.run([*command, str(file)], check=False).returncode  # noqa: S603 - the user's own editor
    except OSError as error:
        from danvan_cli.store.system import reason_of

        raise WriteError(EDITOR_FAILED, editor=command[0], reason=reason_of(error)) from error
    if code:
        raise WriteError(EDITOR_FAILED, editor=command[0], reason=str(code))


def _editor_command() -> list[str]:
    """Return what starts the editor: a full path, and its arguments; raise WriteError ("no-editor")."""
    named = next(filter(None, map(os.environ.get, _NAMES_IN_ENVIRONMENT)), "")
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


def words_of(named: str, *, windows: bool = WINDOWS) -> list[str]:
    """Split what names an editor into the program and its arguments.

    Blanks in its path need no quotation marks where the path is that of a file. Windows divides folders by what a POSIX
    shell takes for the beginning of an escape.
    """
    ends = [len(named), *(match.start() for match in re.finditer(r"\s", named))]
    for end in sorted(ends, reverse=True):
        path = Path(named[:end]).expanduser()
        if path.is_absolute() and path.is_file():
            return [named[:end], *_words_in(named[end:], windows=windows)]
    return _words_in(named, windows=windows)


def _words_in(text: str, *, windows: bool) -> list[str]:
    """Split at blanks outside of quotation marks; a mark that is left open is a sign like others."""
    try:
        words = shlex.split(text, posix=not windows)
    except ValueError:
        return text.split()
    return [word.strip('"') for word in words] if windows else words
