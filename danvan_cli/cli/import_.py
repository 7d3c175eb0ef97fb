from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import click
import typer

from danvan_cli.cli import completing, options, output
from danvan_cli.cli.carrying_out import carry_out
from danvan_cli.cli.pasted import with_pasted
from danvan_cli.cli.workplace import open_lookup
from danvan_cli.domain.errors import WriteError
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_

if TYPE_CHECKING:
    from danvan_cli.importing.inbox import Inbox
    from danvan_cli.importing.options import ImportOptions, RowLine
    from danvan_cli.importing.results import ImportResult
    from danvan_cli.index.current_lists import Lists
    from danvan_cli.recording.plan import Plan
    from danvan_cli.recording.record_lookup import RecordLookup

Files = Annotated[
    list[Path],
    typer.Argument(
        metavar=N_("FILE..."),
        help=N_(
            "Lists: .xlsx .xlsm .xls .ods .docx .csv .tsv; several at once; records: .json. -: a table that is pasted, "
            "or comes from another program."
        ),
    ),
]
CampaignYear = Annotated[
    str | None,
    typer.Option(
        "--year",
        metavar=N_("YEAR"),
        help=N_("The campaign year, where neither rows nor the list's title state it; never taken from a date."),
        autocompletion=completing.years,
    ),
]
Kinds = Annotated[
    list[str] | None,
    typer.Option(
        "--kind",
        metavar=N_("KIND"),
        help=N_(
            "models, evaluations, awards, activities, figures or units, where the headings do not tell; repeatable."
        ),
        autocompletion=completing.list_kinds,
    ),
]
Sheets = Annotated[
    list[str] | None,
    typer.Option("--sheet", metavar=N_("NAME"), help=N_("Only this sheet, or table of a document; repeatable.")),
]
Rows = Annotated[str | None, typer.Option("--rows", metavar="5-200", help=N_("Only these rows."))]
Defaults = Annotated[
    list[str] | None,
    typer.Option(
        "--default", metavar=N_("KEY=VALUE"), help=N_("Holds for every row that states nothing of it; repeatable.")
    ),
]
Maps = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar=N_("HEADING=KEY"),
        help=N_("What a column holds, or the name of a mapping under maps in danvan.yaml; HEADING=- leaves it out."),
    ),
]
MapValues = Annotated[
    list[str] | None,
    typer.Option(
        "--map-value",
        metavar=N_("COLUMN: TEXT=VALUE"),
        help=N_("What the text of a cell means in a column, such as “Kind: 01=ca-nhan”; repeatable."),
    ),
]
Encoding = Annotated[
    str | None,
    typer.Option(
        "--from-encoding",
        metavar="tcvn3|vni|unicode",
        help=N_("The lists are written in TCVN3 or VNI; or are not, though they look like it."),
    ),
]
Hidden = Annotated[bool, typer.Option("--hidden", help=N_("Take hidden rows and sheets, too."))]
Unit = Annotated[
    str | None,
    typer.Option(
        "--unit",
        metavar=N_("UNIT"),
        help=N_(
            "The lists are from this unit: it holds for rows that name none, and decides between units of one name."
        ),
        autocompletion=completing.units,
    ),
]
Parent = Annotated[
    str | None,
    typer.Option(
        "--parent",
        metavar=N_("UNIT"),
        help=N_("With --add-units: what units lie in that cannot lie in the list's own."),
        autocompletion=completing.units,
    ),
]
AddUnits = Annotated[bool, typer.Option("--add-units", help=N_("Add the units that units.yaml does not know."))]
Continues = Annotated[
    bool, typer.Option("--continues", help=N_("Models with a title that their unit had the year before carry it on."))
]
Overwrite = Annotated[
    bool, typer.Option("--overwrite", help=N_("The list wins over what somebody changed in the records since."))
]
Annotate = Annotated[
    Path | None,
    typer.Option(
        "--annotate",
        metavar=N_("OUT.xlsx"),
        help=N_(
            "Write your own list there (a workbook, a document), each faulty cell coloured and commented on; of "
            "several files, a folder."
        ),
    ),
]


def run(
    ctx: typer.Context,
    files: Files,
    year: CampaignYear = None,
    kind: Kinds = None,
    sheet: Sheets = None,
    rows: Rows = None,
    default: Defaults = None,
    mapping: Maps = None,
    map_value: MapValues = None,
    encoding: Encoding = None,
    hidden: Hidden = False,
    unit: Unit = None,
    parent: Parent = None,
    add_units: AddUnits = False,
    continues: Continues = False,
    overwrite: Overwrite = False,
    annotate: Annotate = None,
    force: options.Force = False,
    anyway: options.Anyway = False,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
) -> int:
    """Import lists."""
    from danvan_cli.counting.question import one_year
    from danvan_cli.importing.inbox import Inbox, read_defaults, read_rows
    from danvan_cli.importing.options import ImportOptions
    from danvan_cli.importing.results import FaultyListError

    import_options = ImportOptions(
        kinds=kind or (),
        sheets=tuple(sheet or ()),
        rows=read_rows(rows),
        maps=mapping or (),
        map_values=map_value or (),
        encoding=encoding,
        hidden=hidden,
        year=one_year(year),
        defaults=read_defaults(default or ()),
        unit=unit or "",
        parent=parent or "",
        add_units=add_units,
        continues=continues,
        overwrite=overwrite,
        anyway=anyway,
    )
    inbox = Inbox(with_pasted(ctx, files), import_options)
    results: list[ImportResult] = []  # it is planned again under the lock: the last is what is written
    try:
        code = _import(ctx, inbox, import_options, results, dry_run=dry_run, yes=yes, anyway=anyway)
    except FaultyListError as faulty:
        code = _report_faults(ctx, inbox, faulty.result, annotate, force=force)
    except (WriteError, click.Abort):
        _annotate(ctx, inbox, results, annotate, force=force)
        raise
    else:
        _annotate(ctx, inbox, results, annotate, force=force)
    return code


def _import(
    ctx: click.Context,
    inbox: "Inbox",
    import_options: "ImportOptions",
    results: "list[ImportResult]",
    *,
    dry_run: bool,
    yes: bool,
    anyway: bool,
) -> int:
    """Plan, ask, and write; each plan that was made is added to `results`."""
    from danvan_cli.importing import import_lists
    from danvan_cli.importing.preview import lines
    from danvan_cli.importing.results import FaultyListError
    from danvan_cli.store.collecting import uncollected

    answers: dict[RowLine, str] = {}
    answers_to_all: dict[RowLine, str] = {}
    with uncollected():
        inbox.read()  # before the lock is taken: others may write meanwhile

    def make(lookup: "RecordLookup") -> "Plan":
        with uncollected():
            sheet_lists, skipped = inbox.lists(lookup)
            answered = replace(import_options, answers=answers, answers_to_all=answers_to_all)
            results.append(import_lists(lookup, sheet_lists, answered, skipped))
        if results[-1].faults:
            raise FaultyListError(results[-1])
        return results[-1].plan

    def tell(_: "Plan", lists: "Lists") -> Iterator[str]:
        return lines(results[-1], lists)

    def settle(lookup: "RecordLookup") -> bool:
        """Ask about the rows that are kept back, and what holds of many; say whether anything was answered."""
        if not (results[-1].doubts or results[-1].questions):
            return False
        from danvan_cli.cli.forms.doubtful_rows import ask_about, ask_of_all

        answers.update(ask_about(results[-1].doubts, lookup.lists))
        if answers and results[-1].questions:
            make(lookup)  # what was just said of a row may leave nothing to ask about it
        answers_to_all.update(ask_of_all(() if yes else results[-1].questions, lookup.lists))
        return bool(answers or answers_to_all)

    code = carry_out(ctx, make, dry_run=dry_run, yes=yes, tell=tell, anyway=anyway, settle=settle)
    return code or results[-1].exit_code


def _report_faults(
    ctx: click.Context, inbox: "Inbox", result: "ImportResult", annotate: Path | None, *, force: bool
) -> int:
    with closing(open_lookup(ctx)) as lookup:
        _print_faults(result, lookup.lists)
    _annotate(ctx, inbox, [result], annotate, force=force)
    return result.exit_code


def _print_faults(result: "ImportResult", lists: "Lists") -> None:
    from danvan_cli.importing.preview import fault_lines

    for line in fault_lines(result, lists):
        output.say(line)
    output.say(translate(N_("Nothing was written. Mend these cells and import the same file again.")))


def _annotate(
    ctx: click.Context, inbox: "Inbox", results: "Sequence[ImportResult]", out: Path | None, *, force: bool
) -> None:
    """Mark in the lists what is wrong or doubtful by the last of some plans, if that was asked for."""
    if not (out and results):
        return
    from danvan_cli.importing.inbox import annotate_all
    from danvan_cli.importing.preview import marks

    with closing(open_lookup(ctx)) as lookup:
        cells = marks(results[-1], lookup.lists)
    if not cells:
        is_said = any(remark.is_doubt for remark in results[-1].plan.remarks)
        nothing = N_("Nothing was marked: nothing that was said is of a cell of the list.")
        output.say(translate(nothing if is_said else N_("Nothing was marked: nothing is wrong with the list.")))
    for file, lost_parts in annotate_all(inbox, cells, out, force=force):
        output.say(translate(N_("Marked in: {path}")).format(path=file))
        if lost_parts:
            output.say(
                translate(N_("What could not be kept of it: {parts}.")).format(
                    parts=", ".join(map(translate, lost_parts))
                )
            )
