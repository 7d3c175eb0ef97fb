"""What was written becomes a commit, where this clone says so: one for each command."""

from pathlib import Path

import click

from danvan_cli.cli import output
from danvan_cli.cli.own_names import OwnNames
from danvan_cli.domain.errors import CommitError, RevisionError
from danvan_cli.recording.plan import Plan
from danvan_cli.view import messages

_MOST_RECORDS = 20


def keep(ctx: click.Context, root: Path, plan: Plan, sentence: str) -> None:
    """Commit what a plan has written, and note that it was made here; whoever calls it holds the lock."""
    from danvan_cli.store.commits import COMMAND, UNDOES
    from danvan_cli.store.committing import commit
    from danvan_cli.store.made_here import note
    from danvan_cli.store.repository import ask

    paths = list(dict.fromkeys(path for step in plan.steps for path in (step.path, step.moved_from) if path))
    try:
        if ask(root, "config", "--local", "--type=bool", "--get", "danvan.commit").text != "true":
            return
    except RevisionError:  # no git
        return
    records = paths[:_MOST_RECORDS] if len(paths) > 1 else []
    command = ctx.command.path if isinstance(ctx.command, OwnNames) else ""
    trailers = [f"{COMMAND}: {command}", *([f"{UNDOES}: {plan.undoes}"] if plan.undoes else [])]
    parts = [sentence, "\n".join(records), "\n".join(trailers)]
    try:
        made = commit(root, paths, "\n\n".join(part for part in parts if part) + "\n")
    except CommitError as error:
        output.say(messages.told(error))
        return
    if made:
        note(root, made)
