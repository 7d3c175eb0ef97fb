"""Leaving in the middle of a work that is written piece by piece."""

import contextlib
from collections.abc import Iterator

import click

WRITTEN = "written"


class StoppedBetween(Exception):  # noqa: N818 - what the person did; Typer would take an interrupt for its own
    """The person left, and something had been written before."""


def note_written(ctx: click.Context) -> None:
    """Remember that the command has written something."""
    ctx.ensure_object(set).add(WRITTEN)


@contextlib.contextmanager
def piece_by_piece(ctx: click.Context) -> Iterator[None]:
    """Turn leaving into StoppedBetween where something was written already."""
    try:
        yield
    except (KeyboardInterrupt, click.Abort):
        if WRITTEN in ctx.ensure_object(set):
            raise StoppedBetween from None
        raise
