"""Options that several commands share: one meaning, one wording."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from danvan_cli.cli import completing
from danvan_cli.text.mark import N_


class OutputFormat(StrEnum):
    """How an answer is written."""

    table = "table"
    plain = "plain"
    markdown = "markdown"
    html = "html"
    csv = "csv"
    json = "json"
    xlsx = "xlsx"


PAPERS = (OutputFormat.markdown, OutputFormat.html)  # what goes on to others says in full what it rests on


class UnitsBasis(StrEnum):
    """Which units records stand under."""

    then = "then"
    now = "now"


MeasureName = Annotated[
    str | None,
    typer.Argument(
        metavar=N_("MEASURE"),
        help=N_("What to count: registered, recognized, awards …; without it, the year at a glance."),
        autocompletion=completing.measures,
    ),
]
RequiredMeasure = Annotated[
    str,
    typer.Argument(
        metavar=N_("MEASURE"), help=N_("What was counted: {measures} …"), autocompletion=completing.measures
    ),
]
Year = Annotated[
    str | None,
    typer.Option(
        "--year",
        metavar=N_("YEARS"),
        help=N_("YYYY or XXXX-YYYY; else the latest year that has records."),
        autocompletion=completing.years,
    ),
]
By = Annotated[
    list[str] | None,
    typer.Option(
        "--by",
        metavar=N_("DIMENSIONS"),
        help=N_("Group by these, such as level,kind or unit.xa; the last gives the columns."),
        autocompletion=completing.dimensions,
    ),
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar=N_("COLUMN"),
        help=N_(
            "A column of a table with several: a measure and its conditions, such as “recognized level=xa”, “Name: …” "
            "before them, or a name kept under columns in danvan.yaml; repeatable."
        ),
    ),
]
Where = Annotated[
    list[str] | None,
    typer.Option(
        "--where",
        metavar=N_("CONDITION"),
        help=N_(
            "Only what has k=v, k=v1,v2, k!=v, k==v (a unit without those below), or k= (states none); repeatable."
        ),
        autocompletion=completing.conditions,
    ),
]
Count = Annotated[
    str | None,
    typer.Option(
        "--count",
        metavar=N_("BASIS"),
        help=N_("yearly: once a year; each: every evaluation; distinct: once in the period."),
        autocompletion=completing.bases,
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar=N_("DATE"), help=N_("End the period that day: what came later is not there.")),
]
From = Annotated[
    str | None,
    typer.Option("--from", metavar=N_("DATE"), help=N_("Begin the period that day: what came before is not there.")),
]
UnitsOption = Annotated[
    UnitsBasis,
    typer.Option("--units", metavar="then|now", help=N_("Units as they were then, or what they became by now.")),
]
IncludeOpen = Annotated[
    bool,
    typer.Option(
        "--include-open", help=N_("Of active: also those of the year before that neither ended nor were carried on.")
    ),
]
EvidenceOption = Annotated[
    bool,
    typer.Option("--evidence", help=N_("Also say what check finds, and which state of the folder was counted.")),
]
Zeros = Annotated[bool, typer.Option("--zeros", help=N_("Also show what has nothing."))]
Versus = Annotated[
    str | None,
    typer.Option("--vs", metavar=N_("YEARS"), help=N_("Compare with these years."), autocompletion=completing.years),
]
NoZeros = Annotated[bool, typer.Option("--zeros", help=N_("As with tally; what has nothing has no records to list."))]
NoVersus = Annotated[
    str | None,
    typer.Option("--vs", metavar=N_("YEARS"), help=N_("As with tally; the records listed are those of --year.")),
]
FormatOption = Annotated[
    OutputFormat | None,
    typer.Option(
        "--format",
        metavar=N_("FORMAT"),
        help=N_("table, plain, markdown, html, csv or json; else a table on a terminal, plain text elsewhere."),
    ),
]
OutputFile = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar=N_("FILE"),
        help=N_("Write a file, in the form that its name ends in: .xlsx, .csv, .md, .html, .json or .txt."),
        dir_okay=False,
    ),
]
Revision = Annotated[
    str | None,
    typer.Option(
        "--at",
        "--revision",
        metavar=N_("WHEN"),
        help=N_("As the folder was at the end of a day such as 31/12/YYYY or of a year; or at a tag or commit."),
    ),
]

FigureYear = Annotated[
    str | None,
    typer.Option(
        "--year",
        metavar=N_("YEARS"),
        help=N_("Only figures in the folders of these years."),
        autocompletion=completing.years,
    ),
]

DryRun = Annotated[
    bool, typer.Option("--dry-run", help=N_("Only show what would be written (with --diff line by line)."))
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help=N_("Do not ask before writing."))]
Anyway = Annotated[
    bool,
    typer.Option("--anyway", help=N_("Write it although it is doubtful: it is another thing, or right as it stands.")),
]
Force = Annotated[bool, typer.Option("--force", help=N_("Write over a file that is there."))]
CampaignYear = Annotated[
    str | None,
    typer.Option(
        "--year",
        metavar=N_("YEAR"),
        help=N_("The campaign year; it is stated, never taken from a date."),
        autocompletion=completing.years,
    ),
]
NewId = Annotated[
    str | None,
    typer.Option("--id", metavar=N_("ID"), help=N_("An id of your own, for another thing of the same name.")),
]
OneYear = Annotated[
    str | None,
    typer.Option(
        "--year",
        metavar=N_("YEAR"),
        help=N_("Only records of this campaign year are meant."),
        autocompletion=completing.years,
    ),
]
Level = Annotated[
    str | None,
    typer.Option(
        "--level",
        metavar=N_("LEVEL"),
        help=N_("The level that evaluated; else that of the office's own unit."),
        autocompletion=completing.entries("level"),
    ),
]
ModelName = Annotated[
    str | None,
    typer.Argument(
        metavar=N_("MODEL"), help=N_("An id, or a part of an id or title."), autocompletion=completing.models
    ),
]
RecordNames = Annotated[
    list[str] | None,
    typer.Argument(
        metavar=N_("RECORD..."),
        help=N_("Ids, or parts of ids or titles; or choose many by --where."),
        autocompletion=completing.records,
    ),
]
Behind = Annotated[
    str | None,
    typer.Option(
        "--of",
        metavar=N_("MEASURE"),
        help=N_("With --where: choose among the records that danvan list MEASURE shows."),
        autocompletion=completing.measures,
    ),
]
Reason = Annotated[str | None, typer.Option("--reason", metavar=N_("TEXT"), help=N_("Why; it stays on record."))]
ListName = Annotated[
    str | None,
    typer.Argument(
        metavar=N_("LIST"),
        help=N_("A list by either of its names: field, linh-vuc …"),
        autocompletion=completing.vocabulary_lists,
    ),
]
EntryName = Annotated[
    str | None,
    typer.Argument(
        metavar=N_("ENTRY"),
        help=N_("An entry: its id, or a part of its label or of another spelling."),
        autocompletion=completing.entries_of_list,
    ),
]
UnitName = Annotated[
    str,
    typer.Argument(
        metavar=N_("UNIT"), help=N_("An id, or a part of a name or alias."), autocompletion=completing.units
    ),
]
