"""Answers as files: `-o FILE` of every command that has `--format`."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from danvan_cli.cli import output
from danvan_cli.cli.destination import Destination
from danvan_cli.cli.options import OutputFormat
from danvan_cli.cli.stopping import note_written
from danvan_cli.cli.workplace import refuse_among_records
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.locale import translate
from danvan_cli.spreadsheet.saving import NAME_OF_ANOTHER, refuse_existing, saved
from danvan_cli.text.mark import N_
from danvan_cli.view.grid import Grid
from danvan_cli.view.labels import number

NO_SUCH_ENDING = Message(
    "no-such-ending", N_("The name {path} does not say what to write. Let it end in one of {known}; or add --format.")
)

_ENDINGS = {
    ".xlsx": OutputFormat.xlsx,
    ".csv": OutputFormat.csv,
    ".md": OutputFormat.markdown,
    ".html": OutputFormat.html,
    ".json": OutputFormat.json,
    ".txt": OutputFormat.plain,
}
_OTHER_ENDINGS = {".markdown": OutputFormat.markdown, ".htm": OutputFormat.html}
_BOM = "\ufeff"  # Notepad takes a text without it for one in the system's old encoding


class AnswerFile(Destination):
    """Writes a file, whole or not at all, and says so."""

    is_file = True

    def __init__(self, ctx: click.Context, form: OutputFormat, file: Path, *, force: bool) -> None:
        super().__init__(form)
        self._ctx, self._file, self._force = ctx, file, force

    def fold(self, text: str, *, hang: str = "") -> str:  # noqa: ARG002 - the interface
        """Return lines as they are: what is in a file does not depend on how wide a terminal was."""
        return text

    def write_parts(self, parts: Iterable[str]) -> None:
        """Write a text as the file."""
        self._save(parts)
        self._tell(translate(N_("Written: {file}")).format(file=self._file))

    def write_grids(self, grids: Sequence[Grid], *, heading: str = "") -> None:
        """Write tables as the file."""
        if self.form is OutputFormat.xlsx:
            from danvan_cli.exporting.grid_workbook import write_workbook

            write_workbook(self._file, grids, heading, force=self._force)
        else:
            self._save([output.text_of(grids, self.form, heading, is_document=True)])
        rows = number(sum(len(grid.rows) for grid in grids))
        self._tell(translate(N_("Written: {file} ({number} rows)")).format(file=self._file, number=rows))

    def _save(self, parts: Iterable[str]) -> None:
        with saved(self._file, force=self._force) as temporary, temporary.open("wb") as stream:
            stream.write((_BOM if self.form is OutputFormat.plain else "").encode())
            for part in parts:
                stream.write(part.encode("utf-8", "backslashreplace"))

    def _tell(self, sentence: str) -> None:
        note_written(self._ctx)
        output.write_exactly(f"{sentence}\n")


def answer_file(ctx: click.Context, form: OutputFormat | None, file: Path, *, force: bool) -> AnswerFile:
    """Return the file that an answer goes into; raise RequestError or WriteError where it cannot be that one."""
    form = _form_of(file, form)
    refuse_among_records(ctx, file)
    if not force:
        refuse_existing(file)
    return AnswerFile(ctx, form, file, force=force)


def _form_of(file: Path, given: OutputFormat | None) -> OutputFormat:
    """Return the form that the file's ending names; what has another ending, or none, has the form that is given."""
    form = OutputFormat.plain if given is OutputFormat.table else given  # a table is drawn for a screen
    ending = file.suffix.lower()
    by_name = _ENDINGS.get(ending) or _OTHER_ENDINGS.get(ending)
    if by_name is None and form in (None, OutputFormat.xlsx):
        raise RequestError(NO_SUCH_ENDING, path=str(file), known=", ".join(_ENDINGS))
    if by_name and form and by_name is not form:
        own = next(ending for ending, form_of_it in _ENDINGS.items() if form_of_it is form)
        raise RequestError(NAME_OF_ANOTHER, path=str(file), value=own[1:])
    return by_name or form or OutputFormat.plain
