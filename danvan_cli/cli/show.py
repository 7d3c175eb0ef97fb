from typing import TYPE_CHECKING, Annotated

import typer

from danvan_cli.cli import completing, options, output
from danvan_cli.cli.destination import Destination, Fold, destination
from danvan_cli.cli.options import OutputFormat
from danvan_cli.cli.workplace import open_ledger, say_once, tell_state
from danvan_cli.domain.errors import ReadError, RequestError, UnlistedError
from danvan_cli.domain.messages import NO_RECORD
from danvan_cli.domain.standing import is_revoked
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_

if TYPE_CHECKING:
    import sqlite3

    from danvan_cli.counting.finding import ShownRecord
    from danvan_cli.counting.happenings import Happening
    from danvan_cli.counting.ledger import Ledger
    from danvan_cli.index.current_lists import Lists
    from danvan_cli.store.source import Source

_INDENT = "  "
RecordName = Annotated[
    str,
    typer.Argument(
        metavar=N_("RECORD"),
        help=N_("A record ({types}): an id, or a part of an id or title; or a unit."),
        autocompletion=completing.records,
    ),
]


def run(
    ctx: typer.Context,
    name: RecordName,
    year: options.OneYear = None,
    form: options.FormatOption = None,
    file: options.OutputFile = None,
    force: options.Force = False,
    revision: options.Revision = None,
) -> int:
    """Show one record with all that belongs to it, or a unit with what it held."""
    from danvan_cli.counting.finding import files_of, lineage_of, unit_named
    from danvan_cli.counting.happenings import happenings_of
    from danvan_cli.counting.question import one_year
    from danvan_cli.counting.tally import open_ledger as open_lists
    from danvan_cli.view import record

    to = destination(ctx, form, file, force=force)
    ledger = open_ledger(ctx, revision)
    db, lists = open_lists(ledger, None)
    tell_state(ledger, in_json=to.form is OutputFormat.json)
    unit, record_id = unit_named(db, lists, name), ""
    if unit is None:
        try:
            record_id = _record_meant(ctx, db, ledger, name, one_year(year))
        except RequestError as no_record:
            unit = _unit_instead(lists, name, no_record)
    if unit is not None:
        return _show_unit(lists, unit, happenings_of(db, unit), to)
    files = list(files_of(db, ledger.source, record_id))
    lineage = lineage_of(db, record_id)
    if to.form is OutputFormat.json:
        to.write_json(record.document(files, lineage))
    else:
        to.write_lines(
            lambda fold: _text(files, lineage, lists, fold, ledger.source),
            lambda: [record.grid(shown, lists) for shown in files],
        )
    return output.tell_unread(
        [problem for shown in files if not shown.reading.sound for problem in shown.reading.problems]
    )


def _record_meant(ctx: typer.Context, db: "sqlite3.Connection", ledger: "Ledger", name: str, year: int | None) -> str:
    """Return the id of the record that is meant, and say where it is that of the year spoken of; raise RequestError."""
    from danvan_cli.counting.finding import NAMED_RECORD, OF_YEAR, find_whole

    answered = ledger.meant.get((NAMED_RECORD, name))
    if answered:
        return answered
    latest = ledger.latest_year()
    found = find_whole(db, name, year, [latest] if latest else [], _units_meant(ledger))
    if found.preferred:
        say_once(ctx, OF_YEAR, **found.said(name))
    return found.id


def _units_meant(ledger: "Ledger") -> set[str] | None:
    """Return the units whose records can be meant, None for all; raise RequestError."""
    if not ledger.unit_told:
        return None
    from danvan_cli.recording.naming import units_meant

    return units_meant(ledger.lists, ledger.unit_told)


def _unit_instead(lists: "Lists", name: str, no_record: RequestError) -> str:
    """Return the unit that is meant where no record is; raise RequestError, for want of both the one given."""
    if no_record.message is not NO_RECORD:
        raise no_record
    from danvan_cli.recording.naming import find_unit

    try:
        return find_unit(lists, name)
    except UnlistedError:
        raise no_record from None


def _show_unit(lists: "Lists", unit: str, held: "list[Happening]", to: Destination) -> int:
    from danvan_cli.view import record, units

    if to.form is OutputFormat.json:
        to.write_json(units.document_of(lists.units[unit], held))
        return 0
    to.write_lines(
        lambda fold: _unit_text(units.lines(lists, unit), held, fold),
        lambda: [record.stated_grid(record.unit_heading(), units.lines(lists, unit))],
    )
    return 0


def _unit_text(stated: list[tuple[str, str]], held: "list[Happening]", fold: Fold) -> str:
    from danvan_cli.view import record

    lines = [record.unit_heading(), *_aligned(stated, fold)]
    if held:
        lines += ["", record.happenings_heading(held)]
        lines += [fold(f"{_INDENT}{line}", hang=_INDENT * 2) for line in record.happening_lines(held)]
    return "\n".join(lines) + "\n"


def _text(
    files: "list[ShownRecord]", lineage: list[tuple[str, int, str]], lists: "Lists", fold: Fold, source: "Source"
) -> str:
    from danvan_cli.text.visible import visible

    blocks = [_block(shown, lists, fold, source) for shown in files]
    if len(lineage) > 1:
        lines = [
            fold(f"{_INDENT}{year}  {model}  {visible(title)}", hang=_INDENT * 4) for model, year, title in lineage
        ]
        blocks.append("\n".join([translate(N_("Lineage")), *lines]))
    return "\n\n".join(blocks) + "\n"


def _as_it_stands(source: "Source", path: str) -> list[str]:
    """Return the lines of a file that says nothing that could be read: whoever typed them finds them here."""
    from danvan_cli.text.visible import visible

    try:
        return visible(source.read(path).decode("utf-8", "replace"), keep_lines=True).splitlines()
    except ReadError:
        return []


def _block(shown: "ShownRecord", lists: "Lists", fold: Fold, source: "Source") -> str:
    from danvan_cli.view import problems, record

    lines = [fold(record.heading(shown)), *_aligned(record.lines(shown, lists), fold)]
    if is_revoked(shown.reading.stated.values):
        lines.append(fold(f"{_INDENT}{translate(N_('It was revoked, and is no longer counted.'))}"))
    lines += [fold(f"{_INDENT}– {claim}") for claim in record.claims(shown, lists)]
    lines += [fold(f"{_INDENT}{problems.text(problem)}") for problem in shown.reading.problems]
    unread = [] if shown.reading.sound else _as_it_stands(source, shown.path)
    return "\n".join([*lines, *(fold(f"{_INDENT}| {line}") for line in unread)])


def _aligned(stated: list[tuple[str, str]], fold: Fold) -> list[str]:
    """Return (label, value) as lines, the values below each other."""
    width = max((len(label) for label, _ in stated), default=0)
    lines = []
    for label, value in stated:
        first, *rest = value.split("\n")
        lines.append(fold(f"{_INDENT}{label:<{width}}  {first}", hang=" " * (width + 2)))
        lines += [fold(f"{_INDENT}{'':<{width}}  {more}", hang="") for more in rest]
    return lines
