"""What a command wrote becomes a commit, where this clone keeps commits; nothing that goes wrong there stops it.

What a person changed by hand in the same files, and nobody saved, is a commit of its own before it: else it would be
part of what the command did, and taking that back would take it along.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from danvan_cli.cli import output
from danvan_cli.cli.own_names import OwnNames
from danvan_cli.cli.stopping import StoppedBetween
from danvan_cli.cli.streams import can_ask
from danvan_cli.domain.errors import CommitError
from danvan_cli.domain.messages import Message
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_

if TYPE_CHECKING:
    from danvan_cli.recording.plan import Plan
    from danvan_cli.store.clone_settings import CloneSettings

CHANGED_BEFORE = Message("changed-before", N_("Changed by hand before: {names}"), severity="remark")

_SAVING = "save"
_MOST_NAMED = 20  # records that a commit's message names


def ask_once(root: Path) -> None:
    """Ask at a terminal, once for each clone, whether danvan is to keep every change: an older folder was not asked."""
    from danvan_cli.store.clone_settings import clone_settings, keep_commits

    try:
        settings = clone_settings(root) if can_ask() else None
    except CommitError:
        return  # told when something is to be kept
    if settings is None or settings.commits is not None:
        return
    from danvan_cli.cli.prompts.form import confirm

    output.say(translate(N_("This folder has a history. danvan can keep every change in it: who, when, what.")))
    keep_commits(root, commits=confirm(translate(N_("Keep every change from now on?")), default=True))


@contextmanager
def kept(ctx: click.Context, root: Path, plan: "Plan") -> Iterator[None]:
    """Make a commit of what a plan changes meanwhile, where this clone keeps commits; the lock is held.

    From before the first file is written until the commit is made it is noted what is not kept yet.
    """
    from danvan_cli.store.clone_settings import clone_settings
    from danvan_cli.store.made_here import unkept_until_done

    paths = [change.path for change in plan.changes]
    with ExitStack() as noted:
        with suppress(CommitError):  # what keeps it from that, keeps the commit from being made: told there
            settings = clone_settings(root) if paths else None
            if settings and settings.commits:
                _keep_earlier(ctx, root, plan, settings)
                noted.enter_context(unkept_until_done(root, paths))
        yield
        if not keep(ctx, root, plan):
            noted.pop_all()


def _keep_earlier(ctx: click.Context, root: Path, plan: "Plan", settings: "CloneSettings") -> None:
    """Make a commit of what was changed by hand in the files that a plan is about to change."""
    from danvan_cli.store.commits import unsaved_among
    from danvan_cli.view import messages, planning

    before = {change.path: change.before for change in plan.changes if change.before is not None}
    with suppress(CommitError):
        if before and (paths := unsaved_among(root, before)):
            sentence = messages.sentence(CHANGED_BEFORE, {"names": planning.some(paths)})
            commit_files(root, paths, message(ctx, sentence, paths, _SAVING), settings)


def keep(ctx: click.Context, root: Path, plan: "Plan") -> bool:
    """Make a commit of what a plan changed, where this clone keeps commits; say in a line why that cannot be.

    Return whether all is as it shall be; raise StoppedBetween.
    """
    from danvan_cli.store.clone_settings import clone_settings
    from danvan_cli.view import messages, planning

    paths = [change.path for change in plan.changes]
    try:
        settings = clone_settings(root)
        if settings and settings.commits and paths:
            text = message(ctx, planning.done(plan), planning.names_of_written(plan), undoes=plan.undoes)
            commit_files(root, paths, text, settings, is_noted=True)
    except CommitError as error:
        _tell_unkept(messages.told(error))
        return False
    except KeyboardInterrupt:
        _tell_unkept(translate(N_("The history was not written: it was stopped.")))
        raise StoppedBetween from None
    return True


def _tell_unkept(why: str) -> None:
    output.say(f"{why} {translate(N_('All is written; to keep it later: danvan save'))}")


def commit_files(
    root: Path, paths: Sequence[str], text: str, settings: "CloneSettings", *, is_noted: bool = False
) -> None:
    """Make a commit of files; say once whose name stands in where git knows none. Raise CommitError.

    `is_noted`: undo finds it as made here.
    """
    from danvan_cli.store.clone_settings import note_author_said
    from danvan_cli.store.committing import Person, commit

    account = _account()
    name = "" if settings.name or os.environ.get("GIT_AUTHOR_NAME") else account
    email = "" if settings.email else f"{account}@localhost"
    announce = partial(_note_made, root) if is_noted else None
    made = commit(root, paths, text, Person(name, email, settings.signs), announce)
    if made and name and not settings.is_author_said:
        sentence = N_("In the history stands the name of your account, {name}. Another: danvan init --me 'NAME'")
        output.say(translate(sentence).format(name=name))
        note_author_said(root)


def _account() -> str:
    """Return the name of the account that danvan runs in."""
    from getpass import getuser

    try:
        return getuser()
    except (OSError, KeyError, ImportError):  # there is none, as in a container
        return "danvan"


def _note_made(root: Path, commit: str) -> None:
    """Note that a commit is made here, so that undo finds it."""
    from danvan_cli.store.made_here import note

    with suppress(OSError):  # it will be in the history, and can be named
        note(root, commit)


def message(ctx: click.Context, sentence: str, names: Sequence[str], command: str = "", undoes: str = "") -> str:
    """Return a commit's message: the sentence that is printed, the records, and for programs which command it was.

    `command` is another than the present one, `undoes` the commit that is taken back.
    """
    from danvan_cli.store.commits import COMMAND, UNDOES

    present = ctx.command.path if isinstance(ctx.command, OwnNames) else ctx.info_name
    trailers = [f"{COMMAND}: {command or present}", *([f"{UNDOES}: {undoes}"] if undoes else [])]
    blocks = [sentence, "\n".join(names[:_MOST_NAMED]) if len(names) > 1 else "", "\n".join(trailers)]
    return "\n\n".join(filter(None, blocks)) + "\n"
