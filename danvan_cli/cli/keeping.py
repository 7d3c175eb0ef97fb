"""What was written becomes a commit, where this clone says so: one for each command.

What a person changed by hand in the same files, and nobody saved, is a commit of its own before it: else it would be
part of what the command did, and taking that back would take it along.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from danvan_cli.cli import output
from danvan_cli.cli.own_names import OwnNames
from danvan_cli.domain.errors import CommitError, RevisionError
from danvan_cli.domain.messages import Message
from danvan_cli.recording.plan import Plan
from danvan_cli.text.mark import N_
from danvan_cli.view import messages

SAVED_BEFORE = Message("saved-before", N_("Changed by hand before: {names}"), severity="remark")

_MOST_RECORDS = 20
_SAVING = "save"


def keep_earlier(root: Path, plan: Plan) -> None:
    """Commit what was changed by hand in the files that a plan is about to change; whoever calls it holds the lock."""
    from danvan_cli.store.commits import unsaved_among

    before = {change.path: change.before for change in plan.changes if change.before is not None}
    if not before or not _is_on(root):
        return
    paths = unsaved_among(root, before)
    sentence = messages.sentence(SAVED_BEFORE, {"names": ", ".join(paths[:_MOST_RECORDS])})
    try:
        _commit(root, paths, sentence, _SAVING)
    except CommitError:  # what follows says so, once
        return


def keep(ctx: click.Context, root: Path, plan: Plan, sentence: str) -> None:
    """Commit what a plan has written, and note that it was made here; whoever calls it holds the lock."""
    from danvan_cli.store.made_here import note

    if not plan.changes or not _is_on(root):
        return
    paths = list(dict.fromkeys(path for step in plan.steps for path in (step.path, step.moved_from) if path))
    command = ctx.command.path if isinstance(ctx.command, OwnNames) else ""
    try:
        made = _commit(root, paths, sentence, command, plan.undoes)
    except CommitError as error:
        output.say(messages.told(error))
        return
    if made:
        note(root, made)


def _is_on(root: Path) -> bool:
    """Whether this clone says that what is written becomes a commit."""
    from danvan_cli.store.repository import ask

    try:
        return ask(root, "config", "--local", "--type=bool", "--get", "danvan.commit").text == "true"
    except RevisionError:  # no git
        return False


def _commit(root: Path, paths: Sequence[str], sentence: str, command: str, undoes: str = "") -> str:
    from danvan_cli.store.commits import COMMAND, UNDOES
    from danvan_cli.store.committing import commit

    trailers = [f"{COMMAND}: {command}", *([f"{UNDOES}: {undoes}"] if undoes else [])]
    records: Iterable[str] = paths[:_MOST_RECORDS] if len(paths) > 1 else ()
    parts = [sentence, "\n".join(records), "\n".join(trailers)]
    return commit(root, paths, "\n\n".join(part for part in parts if part) + "\n")
