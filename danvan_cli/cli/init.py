from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import click
import typer

from danvan_cli.cli import options, output
from danvan_cli.cli.app import DATA
from danvan_cli.cli.keeping import ask_to_keep, keep
from danvan_cli.cli.stopping import note_written
from danvan_cli.cli.streams import can_ask
from danvan_cli.cli.workplace import current_folder, folder_meant
from danvan_cli.domain.errors import RequestError, RevisionError, WriteError
from danvan_cli.domain.names import EVIDENCE, OFFICE_FILE, RECORD_FOLDERS, REMOVED_FOLDER, UNITS_FILE
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_

if TYPE_CHECKING:
    from danvan_cli.recording.plan import Plan

KEPT_HERE = N_("Every change is kept in a history from now on, and each state can be asked for.")
NOT_KEPT_HERE = N_("Changes are not kept in the history of this folder. To keep them: danvan init --yes")

OfficeName = Annotated[str, typer.Option("--office", metavar=N_("TEXT"), help=N_("The office's name."))]
UnitName = Annotated[str, typer.Option("--unit", metavar=N_("TEXT"), help=N_("The unit that it works for."))]
UnitLevel = Annotated[
    str, typer.Option("--level", metavar=N_("LEVEL"), help=N_("That unit's level: tinh, huyen, xa …"))
]
Above = Annotated[
    list[str] | None,
    typer.Option("--above", metavar=N_("NAME=LEVEL"), help=N_("The unit above it; again for the next above it.")),
]
Levels = Annotated[
    list[str] | None,
    typer.Option(
        "--levels",
        metavar=N_("LEVELS"),
        help=N_("The levels that evaluate, highest first: tinh,thanh-pho=City,xa; else the built-in ones."),
    ),
]

Practice = Annotated[
    bool, typer.Option("--practice", help=N_("A folder to practise in, with the records of two years, made up."))
]

Me = Annotated[
    str, typer.Option("--me", metavar=N_("NAME"), help=N_("Your name, as the history of this folder shall have it."))
]
Yes = Annotated[
    bool,
    typer.Option("--yes", "-y", help=N_("Keep every change in a history that is there already, without asking.")),
]
Backup = Annotated[
    Path | None,
    typer.Option(
        "--from",
        metavar=N_("FILE"),
        help=N_("Make the folder again that danvan backup put into this file, with its history."),
        exists=True,
        dir_okay=False,
    ),
]


def run(
    ctx: typer.Context,
    office: OfficeName = "",
    unit: UnitName = "",
    level: UnitLevel = "",
    above: Above = None,
    levels: Levels = None,
    practice: Practice = False,
    me: Me = "",
    backup: Backup = None,
    dry_run: options.DryRun = False,
    yes: Yes = False,
) -> int:
    """Make a data folder and its git repository."""
    from danvan_cli.recording.office import OfficeTyped, make_office
    from danvan_cli.store.disk import is_data_folder

    of_office = {"--office": office, "--unit": unit, "--level": level, "--above": above, "--levels": levels}
    given = [name for name, value in of_office.items() if value]
    if backup:
        from danvan_cli.cli.restoring import restore

        return restore(ctx, backup, [*given, *(["--practice"] if practice else [])], dry_run=dry_run)
    if practice:
        _practise(ctx, given, dry_run=dry_run, yes=yes)
        return 0
    root = folder_meant(ctx).absolute()
    if me and is_data_folder(root):
        _keep_name(root, me)
        return 0
    _refuse_among_records(root)
    existing = _existing_files(root) if root.is_dir() else {}
    typed = OfficeTyped(office, unit, level, above or (), levels or ())
    carry_out = partial(_carry_out, ctx, root, dry_run=dry_run, yes=yes)
    if can_ask() and not (office and unit and level) and not {OFFICE_FILE, UNITS_FILE} <= {*existing}:
        from danvan_cli.cli.forms.init import interview

        interview(typed, lambda answered: carry_out(make_office(answered, existing)))
    else:
        carry_out(make_office(typed, existing))
    return 0


def _refuse_among_records(root: Path) -> None:
    """Raise WriteError where a folder would lie among the records of another."""
    from danvan_cli.store.restoring import refuse_within

    refuse_within(root, (*RECORD_FOLDERS, EVIDENCE, REMOVED_FOLDER))


def _practise(ctx: click.Context, given: Sequence[str], *, dry_run: bool, yes: bool) -> None:
    """Make the practice folder where `--data` says, else here; it has too many files to name each."""
    from danvan_cli.recording.practice import PRACTICE_ALONE, PRACTICE_NAME, make_practice
    from danvan_cli.view import planning
    from danvan_cli.view.own_words import own_words

    if given:
        raise RequestError(PRACTICE_ALONE, options=", ".join(given))
    root = (ctx.meta.get(DATA) or current_folder() / PRACTICE_NAME).absolute()
    _refuse_among_records(root)
    plan = make_practice(root)
    if dry_run:
        output.write_exactly("".join(f"{line}\n" for line in planning.files(plan)))
        return
    _write(ctx, root, plan)
    output.write_exactly(f"+ {path_from_here(root)}\n")
    last = _begin_history(ctx, root, plan, yes=yes)
    next_step = " ".join(going_there(root)) or own_words("danvan status")
    output.say(translate(N_("All in it was made up; it can be deleted. Next: {command}")).format(command=next_step))
    for sentence in last:
        output.say(sentence)


def going_there(root: Path) -> list[str]:
    """Return the command that makes a folder the one that danvan finds; nothing where it is that already."""
    from danvan_cli.store.disk import find_folder
    from danvan_cli.store.owners import quoted

    with suppress(FileNotFoundError):  # the current folder was deleted
        if find_folder(Path.cwd()).absolute() == root:
            return []
    return [f"cd {quoted(path_from_here(root))}"]


def _write(ctx: click.Context, root: Path, plan: "Plan") -> None:
    from danvan_cli.store.lock import locked_anew
    from danvan_cli.store.writing import write

    with locked_anew(root):
        write(root, plan.changes)
    note_written(ctx)


def _carry_out(ctx: click.Context, root: Path, plan: "Plan", *, dry_run: bool, yes: bool) -> None:
    from danvan_cli.view import planning
    from danvan_cli.view.own_words import own_words

    if dry_run:
        output.write_exactly("".join(f"{line}\n" for line in planning.files(plan)))
        return
    _write(ctx, root, plan)
    for step in plan.steps:
        output.write_exactly(f"+ {path_from_here(root / step.path)}\n")
    last = _begin_history(ctx, root, plan, yes=yes)
    province = _province_of(plan)
    units = f'danvan unit load "{province}"' if province else "danvan unit add"
    output.say(translate(N_("Ready. Next, line by line:")))
    for command in (*going_there(root), own_words(units)):
        output.say(f"  {command}")
    for sentence in last:
        output.say(sentence)


def _existing_files(root: Path) -> dict[str, bytes]:
    """Read the two files that must fit each other; of the others only the names matter. Raise WriteError."""
    lists = (OFFICE_FILE, UNITS_FILE)
    return {path.name: _content(path) if path.name in lists else b"" for path in root.iterdir()}


def _content(path: Path) -> bytes:
    if path.exists() and not path.is_file():
        from danvan_cli.store.writing import NOT_A_FILE

        raise WriteError(NOT_A_FILE, path=path.name)  # nobody waits at the end of a pipe
    return path.read_bytes()


def _province_of(plan: "Plan") -> str:
    """Return the office's own unit if it is a province of today, whose communes the directory has, else ""."""
    from danvan_cli.domain.directory import directory

    own = next((step.new for step in plan.steps if step.path == UNITS_FILE and step.new), {})
    if own.get("parent"):
        return ""
    called = directory().called(str(own.get("name", "")))[0]
    return next((unit.name for unit in called if unit in directory().provinces()), "")


def path_from_here(path: Path) -> Path:
    """Return a path as it is seen from the current folder."""
    try:
        here = Path.cwd()
    except FileNotFoundError:  # it was deleted
        return path
    return path.relative_to(here) if path.is_relative_to(here) else path


def _begin_history(ctx: click.Context, root: Path, plan: "Plan", *, yes: bool) -> list[str]:
    """Make a repository with a first commit where there is none; in one that is there, ask whether to commit.

    Return what is to be said last, when it is known how one gets there: with what one's own name is given.
    """
    from danvan_cli.store.lock import locked

    last: list[str] = []
    if not make_repository_of(ctx, root):
        return last
    if ctx.params.get("me"):
        _keep_name(root, ctx.params["me"])
    _settle_keeping(root, yes=yes)
    with locked(root):
        keep(ctx, root, plan, say=last.append)
    return last


def _settle_keeping(root: Path, *, yes: bool) -> None:
    """Have changes kept where they are not yet, also where that was refused before: asked, or said by an option."""
    from danvan_cli.store.clone_settings import clone_settings, keep_commits

    settings = clone_settings(root)
    if settings is None or settings.commits:
        return
    if yes:
        keep_commits(root, commits=True)
        output.say(translate(KEPT_HERE))
    elif can_ask():
        ask_to_keep(root)
    else:
        output.say(translate(NOT_KEPT_HERE))


def _keep_name(root: Path, name: str) -> None:
    from danvan_cli.store.clone_settings import keep_name
    from danvan_cli.store.repository import require_repository

    require_repository(root)
    keep_name(root, name)
    output.write_exactly(translate(N_("In the history of this folder your name is {name}.")).format(name=name) + "\n")


def make_repository_of(ctx: click.Context, root: Path) -> bool:
    """Make a git repository of a data folder that lies in none, and say what came of it; return whether there is one.

    In one that is made every change is kept.
    """
    from danvan_cli.cli.trusting import is_trusted_now
    from danvan_cli.store.clone_settings import keep_commits
    from danvan_cli.store.repository import make_repository

    try:
        if make_repository(root):
            keep_commits(root, commits=True)
            output.say(translate(KEPT_HERE))
    except RevisionError as error:
        if not is_trusted_now(ctx, error):
            from danvan_cli.view import messages

            output.say(messages.told(error))
            return False
    return True
