"""A repository of another account's: git does not use it, for what stands in it can start programs.

Whether it is trusted nobody but the person decides: at a terminal that is asked, once a command. Elsewhere, and after a
no, it is told how to trust it.
"""

from pathlib import Path

import click

from danvan_cli.cli import output
from danvan_cli.cli.streams import can_ask
from danvan_cli.domain.errors import DanvanError, RevisionError
from danvan_cli.locale import translate
from danvan_cli.store.owners import NOT_TRUSTED
from danvan_cli.store.repository import require_repository, trust
from danvan_cli.text.mark import N_
from danvan_cli.view import messages

_ASKED = "danvan.trust-asked"


def is_trusted_now(ctx: click.Context, error: Exception) -> bool:
    """Ask whether to trust the repository because of which something failed, and have git remember a yes.

    False where that is not why it failed, where nobody can be asked or was asked before, and for a no.
    """
    if not (isinstance(error, DanvanError) and error.message is NOT_TRUSTED):
        return False
    if ctx.meta.get(_ASKED) or not can_ask():
        return False
    ctx.meta[_ASKED] = True
    from danvan_cli.cli.prompts.form import confirm

    path, owner = str(error.params["path"]), str(error.params["owner"])
    output.say(
        translate(
            N_(
                "The git repository at {path} belongs to another account: {owner}. Whoever may write into it can have "
                "git start programs in your name, so git uses it only if you trust them."
            )
        ).format(path=path, owner=owner)
    )
    if not confirm(translate(N_("Trust it from now on, in all commands?")), default=False):
        return False
    try:
        trust(path)
    except RevisionError as refusal:
        output.say(messages.told(refusal))
        return False
    return True


def settle_trust(ctx: click.Context, root: Path) -> None:
    """Ask about a data folder's repository beforehand, where what follows goes on without one."""
    try:
        require_repository(root)
    except RevisionError as error:
        is_trusted_now(ctx, error)
