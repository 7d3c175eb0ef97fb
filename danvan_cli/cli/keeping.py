"""What a command wrote becomes a commit, where this clone keeps commits; nothing that goes wrong there stops it."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from danvan_cli.cli import output
from danvan_cli.cli.own_names import OwnNames
from danvan_cli.cli.streams import can_ask
from danvan_cli.domain.errors import CommitError
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_

if TYPE_CHECKING:
    from danvan_cli.recording.plan import Plan
    from danvan_cli.store.clone_settings import CloneSettings

UNDOES = "danvan.undoes"  # where click's context keeps which commit is taken back
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


def keep(ctx: click.Context, root: Path, plan: "Plan") -> None:
    """Make a commit of what a plan changed, where this clone keeps commits; say in a line why that cannot be."""
    from danvan_cli.store.clone_settings import clone_settings
    from danvan_cli.view import messages, planning

    paths = [change.path for change in plan.changes]
    try:
        settings = clone_settings(root)
        if settings and settings.commits and paths:
            text = message(ctx, planning.done(plan), planning.names_of_written(plan))
            commit_files(root, paths, text, settings)
    except CommitError as error:
        output.say(f"{messages.told(error)} {translate(N_('All is written; to keep it later: danvan save'))}")


def commit_files(root: Path, paths: Sequence[str], text: str, settings: "CloneSettings") -> str:
    """Make a commit of files; say once whose name stands in where git knows none. Raise CommitError."""
    from danvan_cli.store.clone_settings import note_author_said
    from danvan_cli.store.committing import Person, commit

    account = _account()
    name = "" if settings.name or os.environ.get("GIT_AUTHOR_NAME") else account
    email = "" if settings.email else f"{account}@localhost"
    made = commit(root, paths, text, Person(name, email, settings.signs))
    if made and name and not settings.is_author_said:
        sentence = N_("In the history stands the name of your account, {name}. Another: danvan init --me 'NAME'")
        output.say(translate(sentence).format(name=name))
        note_author_said(root)
    return made


def _account() -> str:
    """Return the name of the account that danvan runs in."""
    from getpass import getuser

    try:
        return getuser()
    except (OSError, KeyError, ImportError):  # there is none, as in a container
        return "danvan"


def message(ctx: click.Context, sentence: str, names: Sequence[str]) -> str:
    """Return a commit's message: the sentence that is printed, the records, and for programs which command it was."""
    trailers = [f"Danvan: {ctx.command.path if isinstance(ctx.command, OwnNames) else ctx.info_name}"]
    if undone := ctx.meta.get(UNDOES):
        trailers.append(f"Danvan-Undoes: {undone}")
    blocks = [sentence, "\n".join(names[:_MOST_NAMED]) if len(names) > 1 else "", "\n".join(trailers)]
    return "\n\n".join(filter(None, blocks)) + "\n"
