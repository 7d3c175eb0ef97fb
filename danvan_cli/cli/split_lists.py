"""A list that came in parts: `--by level, kind` with a blank, or as PowerShell hands on what a function was given.

What stands alone behind it then is an argument too many, or one that means nothing: that is told with the whole list.
"""

from collections.abc import Iterator, Sequence

import click

from danvan_cli.cli.own_names import OwnNames
from danvan_cli.domain.errors import DanvanError, InputError, RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.text.mark import N_

SPLIT_LIST = Message(
    "split-list",
    N_(
        "“{value}” stands alone, as what came off a list does: by a blank behind the comma, or in PowerShell. Put the"
        " list into quotation marks, or give its option again: {command}"
    ),
)
_OF_LISTS = ("by", "show", "where", "levels")  # they take parts with commas between them, and may be given again


def split_list(
    command: OwnNames, ctx: click.Context, args: Sequence[str], error: Exception | None = None
) -> RequestError | None:
    """Return what is said instead of an error if a list came apart, None if that is not what is wrong.

    Without an error that is sure where a comma stands at the end of one argument, or at the beginning of the next.
    """
    for start, end in _lists(command, args):
        words = args[start + 1 : end]
        is_it = _is_about(error, words) if error else args[start].endswith(",") or words[0].startswith(",")
        lines = [_joined(args, start, stop) for stop in range(start + 2, end + 1)] if is_it else []
        fitting = [line for line in lines if _is_taken(command, ctx, line)]
        if fitting:
            line = next((line for line in fitting if _names_measure(command, ctx, line)), fitting[-1])
            value = next((word for word in words if word.strip(", ")), words[0])
            return RequestError(SPLIT_LIST, value=value, command=_typed(command, line))
    return None


def _lists(command: OwnNames, args: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where the value of an option that takes a list stands, and where the words end that may belong to it."""
    spellings = {
        spelling
        for names in command.names_of_options
        if names.english in _OF_LISTS and names.option.multiple
        for spelling in (*names.shown, *names.understood)
    }
    for place, word in enumerate(args):
        option, equals, _ = word.partition("=")
        if option not in spellings:
            continue
        start = end = place if equals else place + 1
        while end + 1 < len(args) and not args[end + 1].startswith("-") and "=" not in args[end + 1]:
            end += 1
        if end > start:
            yield start, end + 1


def _joined(args: Sequence[str], start: int, stop: int) -> list[str]:
    """Return arguments with those from one place to another as one list."""
    parts = [part.strip(", ") for part in args[start:stop]]
    return [*args[:start], ",".join(filter(None, parts)), *args[stop:]]


def _is_taken(command: OwnNames, ctx: click.Context, args: Sequence[str]) -> bool:
    """Whether no argument is left over of these, and none is missing."""
    try:
        values, left, _ = command.make_parser(ctx).parse_args(list(args))
    except click.UsageError:
        return False
    required = [param.name for param in command.params if isinstance(param, click.Argument) and param.required]
    return not left and all(isinstance(values.get(name or ""), (str, tuple)) for name in required)


def _names_measure(command: OwnNames, ctx: click.Context, args: Sequence[str]) -> bool:
    """Whether what is to be counted is among the arguments, and not a part of a list in its place."""
    from danvan_cli.counting.measures import find_measure

    values, _, _ = command.make_parser(ctx).parse_args(list(args))
    measure = values.get("measure")
    return isinstance(measure, str) and find_measure(measure) is not None


def _is_about(error: Exception, words: Sequence[str]) -> bool:
    """Whether an error speaks of one of the words, or of arguments that are too many."""
    from danvan_cli.recording.selecting import NAMES_AND_WHERE

    if isinstance(error, InputError):
        return any(_is_about(mistake.why, words) for mistake in error.mistakes)
    if isinstance(error, DanvanError):
        return error.message is NAMES_AND_WHERE or str(error.params.get("value")) in words
    return type(error) is click.UsageError


def _typed(command: OwnNames, args: Sequence[str]) -> str:
    from danvan_cli.counting.typed_conditions import quoted

    return " ".join(["danvan", command.path, *map(quoted, args)])
