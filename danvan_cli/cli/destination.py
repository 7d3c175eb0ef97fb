"""Where an answer goes: to whoever reads it, a screen at a time where it is long, or whole into a file."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from danvan_cli.cli import output
from danvan_cli.cli.options import PAPERS, OutputFormat
from danvan_cli.cli.streams import can_ask
from danvan_cli.view.folding import HANG

if TYPE_CHECKING:
    from danvan_cli.view.grid import Grid

Fold = Callable[..., str]


class Destination(ABC):
    """A form, and where what is written in it goes."""

    is_file = False

    def __init__(self, form: OutputFormat) -> None:
        self.form = form

    @property
    def is_paper(self) -> bool:
        """Whether a table goes on to others, so that it has to say in full what it rests on."""
        return self.form in (*PAPERS, OutputFormat.xlsx)

    def write_json(self, document: Mapping[str, Any]) -> None:
        """Write a JSON document."""
        from danvan_cli.view import as_json

        self.write_parts([as_json.dump(document), "\n"])

    def write_lines(self, text: Callable[[Fold], str], grids: "Callable[[], Sequence[Grid]]") -> None:
        """Write what people read as lines, made by `text` given what folds them; in other forms it is tables."""
        if self.form in (OutputFormat.table, OutputFormat.plain):
            self.write_parts([text(self.fold)])
        else:
            self.write_grids(grids())

    @abstractmethod
    def fold(self, text: str, *, hang: str = HANG) -> str:
        """Return lines as they are to be broken there; further parts of one are indented by `hang`."""

    @abstractmethod
    def write_parts(self, parts: Iterable[str]) -> None:
        """Write a long text part by part, as it is."""

    @abstractmethod
    def write_grids(self, grids: "Sequence[Grid]", *, heading: str = "") -> None:
        """Write tables, under a heading where they belong together."""


class StandardOutput(Destination):
    """Writes to whoever reads. What is said about it on stderr comes after it, so after the pager has ended."""

    def fold(self, text: str, *, hang: str = HANG) -> str:
        """Return lines folded for a terminal, for others as they are."""
        return output.folded(text, hang=hang)

    def write_parts(self, parts: Iterable[str]) -> None:
        """Write a text."""
        if not _is_paged(lambda: "".join(parts)):
            output.write_parts(parts)

    def write_grids(self, grids: "Sequence[Grid]", *, heading: str = "") -> None:
        """Write tables."""
        if not _is_paged(lambda: output.text_of(grids, self.form, heading)):
            output.write_grids(grids, self.form, heading=heading)


def _is_paged(text: Callable[[], str]) -> bool:
    """Whether there is a pager, which has shown the text then."""
    if not can_ask():
        return False
    from danvan_cli.cli import pager

    command = pager.command()
    if command:
        pager.show(text(), command)
    return bool(command)


def destination(
    ctx: click.Context, form: OutputFormat | None, file: Path | None = None, *, force: bool = False
) -> Destination:
    """Return where an answer goes, before anything is read.

    Raise RequestError or InputError where form and file do not go together, WriteError where the file is there already.
    """
    if file is not None and str(file) != "-":
        from danvan_cli.cli.answer_file import answer_file

        return answer_file(ctx, form, file, force=force)
    if form is OutputFormat.xlsx:
        from danvan_cli.domain.errors import InputError

        raise InputError(missing=["output"])
    return StandardOutput(output.chosen(form))
