"""Lists that cannot be read are told with what brings them back, wherever they keep from counting."""

from collections.abc import Iterable, Sequence

import click

from danvan_cli.cli import output
from danvan_cli.cli.workplace import folder_meant
from danvan_cli.domain.errors import DanvanError, ListsUnreadableError
from danvan_cli.domain.names import OFFICE_FILE, UNITS_FILE
from danvan_cli.domain.problem import Problem
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_
from danvan_cli.view.own_words import own_words

_AS_KEPT = N_("To have it as it was kept last: {command}")


def note_ways(ctx: click.Context, error: Exception) -> None:
    """Have an error that tells of spoilt lists know what brings them back."""
    if isinstance(error, ListsUnreadableError):
        error.commands = _commands(ctx, error.problems)


def tell_ways_of(ctx: click.Context, problems: Iterable[Problem]) -> None:
    """Say what brings lists back, if faults of theirs are among what was found."""
    tell_ways(_commands(ctx, problems))


def tell_ways(commands: Sequence[str]) -> None:
    """Say which commands bring lists back."""
    for command in commands:
        output.say(translate(_AS_KEPT).format(command=own_words(command)))


def _commands(ctx: click.Context, problems: Iterable[Problem]) -> Sequence[str]:
    """Return the commands; without a fault in the lists, nobody is asked."""
    paths = {problem.path for problem in problems if problem.rule.is_fault} & {OFFICE_FILE, UNITS_FILE}
    if not paths or ctx.params.get("revision"):
        return ()
    from danvan_cli.recording.kept_lists import commands_to_mend

    try:
        return commands_to_mend(folder_meant(ctx), sorted(paths))
    except (DanvanError, OSError):  # what was to be told is told
        return ()
