"""Where a name means several things, whoever sits at the terminal chooses, and the command goes on with the answer.

It is here for all commands: whatever raises an AmbiguousError is asked about, and done once more.
"""

from collections.abc import Callable
from typing import TypeVar

import click

from danvan_cli.cli.stopping import WRITTEN
from danvan_cli.cli.streams import can_ask
from danvan_cli.cli.workplace import MEANT
from danvan_cli.domain.errors import AmbiguousError, DanvanError, InputError

Done = TypeVar("Done")


def with_choices(ctx: click.Context, act: Callable[[], Done]) -> Done:
    """Do it; where a name means several things and somebody is there to ask, ask, and do it once more."""
    while True:
        try:
            return act()
        except DanvanError as error:
            if not is_answered(ctx, error):
                raise


def is_answered(ctx: click.Context, error: Exception) -> bool:
    """Ask which things are meant, and keep the answers for this command; False where that is not all that is wrong.

    False, too, where nobody can be asked, or who was asked leaves: then it is told as an error.
    """
    whys = [mistake.why for mistake in error.mistakes] if isinstance(error, InputError) else [error]
    meant: dict[tuple[str, str], str] = ctx.meta.setdefault(MEANT, {})
    unclear = [why for why in whys if isinstance(why, AmbiguousError) and why.choices and why.name not in meant]
    has_more = len(unclear) < len(whys) or (isinstance(error, InputError) and bool(error.missing))
    if not unclear or has_more or not can_ask() or WRITTEN in ctx.ensure_object(set):
        return False
    from danvan_cli.cli.forms.which_one import ask_which

    for why in unclear:
        meant[why.name] = ask_which(why)  # "": left open, and not asked again
        if not meant[why.name]:
            return False
    return True
