"""Where answers leave the program: results to stdout, what is said about them to stderr."""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TextIO

import click

from danvan_cli.cli.options import OutputFormat
from danvan_cli.cli.streams import is_seen, is_terminal
from danvan_cli.view.folding import HANG, fold

if TYPE_CHECKING:
    from rich.console import Console

    from danvan_cli.domain.problem import Problem
    from danvan_cli.view.grid import Grid


def chosen(given: OutputFormat | None) -> OutputFormat:
    """Return the format asked for, else the one that suits whoever reads."""
    return given or (OutputFormat.table if is_seen() else OutputFormat.plain)


def write_json(document: Mapping[str, Any]) -> None:
    """Write a JSON document."""
    from danvan_cli.view import as_json

    click.echo(as_json.dump(document))


def room(form: OutputFormat) -> "Callable[[Grid], bool]":
    """Return what says whether a table fits: on a screen it may be too wide."""
    if form is not OutputFormat.table:
        return lambda _: True
    from danvan_cli.view import screen

    columns = screen.console().width
    return lambda grid: screen.fits(grid, columns)


def write_grids(grids: "Sequence[Grid]", form: OutputFormat, *, heading: str = "") -> None:
    """Write tables in the format asked for, under a heading where they belong together."""
    if form is OutputFormat.table:
        from danvan_cli.view import screen

        _print_grids(screen.console(), grids, heading)
    else:
        write_exactly(text_of(grids, form, heading))


def text_of(grids: "Sequence[Grid]", form: OutputFormat, heading: str = "", *, is_document: bool = False) -> str:
    """Return tables as they are written, on a terminal with its colours; a document stands alone in a file."""
    if form is OutputFormat.table:
        from danvan_cli.view import screen

        console = screen.console()
        with console.capture() as captured:
            _print_grids(console, grids, heading)
        return captured.get()
    from danvan_cli.view import formats

    writers = {
        OutputFormat.plain: formats.plain,
        OutputFormat.markdown: formats.markdown,
        OutputFormat.html: formats.html_document if is_document else formats.html,
        OutputFormat.csv: formats.as_csv,
    }
    return writers[form](grids, heading)


def write_exactly(text: str) -> None:
    """Write bytes as they are: no line ends of the system's own."""
    write_parts([text])


def write_parts(parts: Iterable[str]) -> None:
    """Write a long text part by part, as it is."""
    sys.stdout.flush()
    binary = getattr(sys.stdout, "buffer", None)
    for part in parts:
        if binary is None:
            sys.stdout.write(part)
        else:
            binary.write(part.encode("utf-8", "backslashreplace"))
    (binary or sys.stdout).flush()


def _print_grids(console: "Console", grids: "Sequence[Grid]", heading: str) -> None:
    from danvan_cli.view import screen

    if heading:
        console.print(screen.heading(heading))
    for number, grid in enumerate(grids):
        if number:
            console.print()
        console.print(screen.render(grid, console.width), crop=False)


def say(sentence: str) -> None:
    """Print a sentence about a result on stderr, folded for whoever reads it on a terminal."""
    click.echo(folded(sentence, sys.stderr), err=True)


def folded(text: str, stream: TextIO | None = None, hang: str = HANG) -> str:
    """Return lines folded at words for whoever reads a stream (else stdout) on a terminal; for others as they are.

    A line's further parts stand below its beginning, indented by `hang`.
    """
    if not is_terminal(stream or sys.stdout):
        return text
    import shutil

    return fold(text, shutil.get_terminal_size().columns, hang)


def tell_unread(unread: "Sequence[Problem]") -> int:
    """Name the files that could not be counted; return the exit code."""
    if not unread:
        return 0
    from danvan_cli.view import problems

    for sentence in problems.unread_sentences(unread):
        say(sentence)
    return 1
