from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

import typer

from danvan_cli.cli import completing, options, output
from danvan_cli.cli.options import UnitsBasis
from danvan_cli.cli.progress import Progress
from danvan_cli.cli.stopping import note_written
from danvan_cli.cli.tally import MEASURE_AND_COLUMNS
from danvan_cli.cli.workplace import open_ledger, refuse_among_records
from danvan_cli.counting.question import QuestionText, read_measure, read_years
from danvan_cli.domain.errors import InputError, RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.vietnamese_names import all_of
from danvan_cli.locale import translate
from danvan_cli.spreadsheet.saving import NAME_OF_ANOTHER, NO_WORKBOOK_NAME
from danvan_cli.text.mark import N_
from danvan_cli.view.labels import number

ONLY_RECORDS = Message(
    "only-records", N_("{value} is only for records: add --records. Numbers as {value}: danvan tally --format {value}.")
)
NOT_WITH_RECORDS = Message("not-with-records", N_("{option} does not go with --records."))
ONLY_WITH_RECORDS = Message("only-with-records", N_("{option} goes only with --records."))

_SHEETS = N_("Written: {file} ({number} sheets)")
_RECORDS = N_("Written: {file}")
_STANDING = N_("{number} records, which stand for {total}")


class ExportFormat(StrEnum):
    """What is written."""

    xlsx = "xlsx"
    csv = "csv"
    json = "json"


Output = Annotated[Path | None, typer.Option("--output", "-o", metavar=N_("FILE"), help=N_("The file to write."))]
Records = Annotated[
    bool,
    typer.Option("--records", help=N_("Write all records as lists with ids: taken in again, they change nothing.")),
]
Kinds = Annotated[
    list[str] | None,
    typer.Option(
        "--kind",
        metavar=N_("KIND"),
        help=N_("With --records: only models, evaluations, awards, activities, figures or units; repeatable."),
        autocompletion=completing.list_kinds,
    ),
]
FormOption = Annotated[
    ExportFormat | None,
    typer.Option(
        "--format", metavar=N_("FORMAT"), help=N_("xlsx; with --records also csv or json; else as the file is named.")
    ),
]


def run(
    ctx: typer.Context,
    measure: options.MeasureName = None,
    file: Output = None,
    year: options.Year = None,
    by: options.By = None,
    column: options.Columns = None,
    where: options.Where = None,
    count: options.Count = None,
    since: options.From = None,
    as_of: options.AsOf = None,
    units: options.UnitsOption = UnitsBasis.then,
    zeros: options.Zeros = False,
    vs: options.Versus = None,
    include_open: options.IncludeOpen = False,
    evidence: options.EvidenceOption = False,
    revision: options.Revision = None,
    records: Records = False,
    kind: Kinds = None,
    form: FormOption = None,
    force: options.Force = False,
) -> int:
    """Write a workbook: the year with all its numbers, one table, or all records."""
    if file is None:
        raise InputError(missing=["output"])
    asked = QuestionText(year, by or (), where or (), count, as_of, units is UnitsBasis.now, zeros, vs, True, since)
    asked = asked._replace(evidence=evidence, include_open=include_open)
    refuse_among_records(ctx, file)
    form = _chosen_format(file, form, records=records)
    if records:
        _refuse_questions(measure, column or (), asked)
        return _write_records(ctx, file, kind or (), form, (year, revision), force=force)
    if kind:
        raise RequestError(ONLY_WITH_RECORDS, option="--kind")
    if measure and column:
        raise RequestError(MEASURE_AND_COLUMNS)
    return _write_workbook(ctx, file, measure, column or (), asked, revision, force=force)


def _chosen_format(file: Path, given: ExportFormat | None, *, records: bool) -> ExportFormat:
    """Return what is to be written, by --format or the file's name; raise RequestError where these do not fit."""
    by_name = next(
        (export_format for export_format in ExportFormat if file.suffix.lower() == f".{export_format}"), None
    )
    form = given or by_name or ExportFormat.xlsx
    if form is not ExportFormat.xlsx and not records:
        raise RequestError(ONLY_RECORDS, value=form.value)
    if form is ExportFormat.xlsx and by_name is not ExportFormat.xlsx:
        raise RequestError(NO_WORKBOOK_NAME, path=str(file))
    if by_name not in (None, form):
        raise RequestError(NAME_OF_ANOTHER, path=str(file), value=form.value)
    return form


def _refuse_questions(measure: str | None, columns: Sequence[str], asked: QuestionText) -> None:
    """Refuse what asks for numbers, where records are wanted: it would be left out of account."""
    given = {
        measure or "": measure,
        "--by": asked.by,
        "--column": columns,
        "--where": asked.where,
        "--count": asked.basis,
        "--from": asked.since,
        "--as-of": asked.as_of,
        "--units now": asked.units_now,
        "--zeros": asked.zeros,
        "--vs": asked.vs,
        "--include-open": asked.include_open,
        "--evidence": asked.evidence,
    }
    for option, value in given.items():
        if value:
            raise RequestError(NOT_WITH_RECORDS, option=option)


def _write_workbook(
    ctx: typer.Context,
    file: Path,
    measure: str | None,
    columns: Sequence[str],
    asked: QuestionText,
    revision: str | None,
    *,
    force: bool,
) -> int:
    from danvan_cli.exporting.yearbook import YearbookRequest, write_overview, write_table

    ledger = open_ledger(ctx, revision)
    if measure is None:
        written = write_overview(ledger, file, YearbookRequest(asked, columns, force), Progress())
    else:
        written = write_table(ledger, file, read_measure(measure), asked, force=force)
    note_written(ctx)
    sentence = translate(_SHEETS).format(file=file, number=number(written.sheets))
    return _print_written([sentence], written.records, written.unread, written.stands_for)


def _write_records(
    ctx: typer.Context,
    file: Path,
    kinds: Sequence[str],
    form: ExportFormat,
    state: tuple[str | None, str | None],
    *,
    force: bool,
) -> int:
    from danvan_cli.exporting.record_lists import write_records

    year, revision = state
    wanted = [_record_kind(kind) for kind in kinds]
    years = read_years(year) if year else None
    ledger = open_ledger(ctx, revision)
    written = write_records(ledger, file, wanted, years, form.value, force=force, progress=Progress())
    note_written(ctx)
    sentences = [translate(_RECORDS).format(file=path) for path in written.files]
    return _print_written(sentences, written.counts, written.unread)


def _record_kind(typed: str) -> str:
    """Return the kind of records that is meant; raise RequestError for none, and for a review, which is no record."""
    from danvan_cli.domain.list_kinds import LIST_KINDS
    from danvan_cli.importing.columns import KINDS, NO_LIST_KIND, find_kind

    kind = find_kind(typed)
    if kind not in KINDS:
        raise RequestError(
            NO_LIST_KIND, value=typed, near="–", known=all_of({kind: LIST_KINDS[kind] for kind in KINDS})
        )
    return kind


def _print_written(
    sentences: Iterable[str],
    records: Mapping[str, int],
    unread: Sequence[Problem],
    stands_for: Mapping[str, int] = MappingProxyType({}),
) -> int:
    """Print what was written: the files, and how many records of each kind; return the exit code.

    Where some records are several things, `stands_for` says how many: numbers are of those.
    """
    from danvan_cli.importing.columns import KINDS
    from danvan_cli.view.record import kind_label

    # A workbook of the year counts by types ("model"), lists by their own kinds ("models").
    counts = [
        f"{kind_label(KINDS.get(kind, kind))}: {_counted(count, stands_for.get(kind, count))}"
        for kind, count in records.items()
    ]
    output.write_exactly("".join(f"{line}\n" for line in [*sentences, *([", ".join(counts)] if counts else [])]))
    return output.tell_unread(unread)


def _counted(records: int, things: int) -> str:
    if records == things:
        return number(records)
    return translate(_STANDING).format(number=number(records), total=number(things))
