from pathlib import Path
from typing import Annotated

import click
import typer

from danvan_cli.cli import completing, options, output
from danvan_cli.cli.paper_template import is_of_papers, write_paper_template
from danvan_cli.cli.stopping import note_written
from danvan_cli.cli.streams import can_ask
from danvan_cli.cli.workplace import open_lookup, refuse_among_records
from danvan_cli.counting.question import one_year
from danvan_cli.domain.errors import InputError, RequestError, WriteError
from danvan_cli.domain.list_kinds import LIST_KINDS
from danvan_cli.domain.messages import Message
from danvan_cli.domain.record_types import MODELS
from danvan_cli.domain.unit_names import days_of_years
from danvan_cli.domain.vietnamese_names import BothNames
from danvan_cli.locale import translate
from danvan_cli.spreadsheet.saving import NO_WORKBOOK_NAME
from danvan_cli.text.mark import N_

REVIEW_OF_MODELS = Message("review-of-models", N_("--review goes with models only, not with {value}."))
YEAR_AHEAD = Message(
    "year-ahead",
    N_("Nothing was written: the campaign year {year} comes after next year. If it is as it stands: --anyway."),
)
ONLY_OF_PAPERS = Message("only-of-papers", N_("{option} goes only with a paper's template: danvan template report …"))
NOT_WITH_REVIEW = Message("not-with-review", N_("{option} does not go with --review."))

_WRITTEN = N_("Written: {file}")
_FILLED = N_("Written: {file}, with {number} models of the year.")
_REVIEWED = N_("Written: {file}, with {number} models to be reviewed.")
_SUFFIX, _REVIEW = ".xlsx", "review"
Kind = Annotated[
    str,
    typer.Argument(
        metavar=N_("KIND"),
        help=N_("What is to be listed: models, evaluations, awards, activities, figures or units; or report: a paper."),
    ),
]
Paper = Annotated[
    str | None, typer.Argument(metavar=N_("PAPER"), help=N_("With report: which paper's, such as bao-cao."))
]
PaperForm = Annotated[
    str | None,
    typer.Option("--form", metavar="dang|nha-nuoc", help=N_("With report: the Party's form, or the state's.")),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar=N_("FILE.xlsx"), help=N_("The workbook to write, or the folder to write it into.")
    ),
]
Unit = Annotated[
    str | None,
    typer.Option(
        "--unit",
        metavar=N_("UNIT"),
        help=N_("Make it for a unit: the workbook says by itself from whom it is, and so does the file's name."),
        autocompletion=completing.units,
    ),
]
Review = Annotated[
    str | None,
    typer.Option(
        "--review",
        metavar=N_("YEAR"),
        help=N_("Only models: list those active in that year, to be said of each what becomes of it."),
        autocompletion=completing.years,
    ),
]
Year = Annotated[
    str | None,
    typer.Option(
        "--year",
        metavar=N_("YEAR"),
        help=N_("The campaign year: written above the list, whose choices are those in use that year."),
        autocompletion=completing.years,
    ),
]
AllColumns = Annotated[bool, typer.Option("--all-columns", help=N_("With a column for each key that a record has."))]


def run(
    ctx: typer.Context,
    kind: Kind,
    paper: Paper = None,
    file: Output = None,
    unit: Unit = None,
    review: Review = None,
    year: Year = None,
    all_columns: AllColumns = False,
    form: PaperForm = None,
    anyway: options.Anyway = False,
    force: options.Force = False,
) -> int:
    """Make a workbook to be filled in, such as the wards' lists, or a paper's template in Word."""
    if is_of_papers(kind):
        return write_paper_template(ctx, paper, form or "dang", file, force=force)
    if paper or form:
        raise RequestError(ONLY_OF_PAPERS, option=f"“{paper}”" if paper else "--form")
    from danvan_cli.exporting.template import TemplateRequest, file_name, write_review, write_template
    from danvan_cli.importing.columns import find_kind
    from danvan_cli.recording.naming import find_unit

    list_kind = find_kind(kind)
    if list_kind == _REVIEW:
        list_kind, review, year = MODELS.folder, review or _required_year(year), None
    _refuse_review_of_others(list_kind, review, year, all_columns=all_columns)
    lookup = open_lookup(ctx)
    of_year = one_year(review or year)
    if of_year and not anyway:
        _doubt_year(of_year, lookup.today)
    wanted = TemplateRequest(list_kind, lookup.today, None, of_year, all_columns)
    if unit:
        wanted = wanted._replace(unit=find_unit(lookup.lists, unit, days_of_years(*wanted.years)))
    target = _target(file, file_name(wanted, review=bool(review)))
    refuse_among_records(ctx, target)
    result = (write_review if review else write_template)(lookup, wanted, target, force=force)
    note_written(ctx)
    sentence = _REVIEWED if review else _FILLED if result.rows else _WRITTEN
    output.write_exactly(output.folded(translate(sentence).format(file=result.file, number=result.rows)) + "\n")
    return output.tell_unread(result.unread)


def _doubt_year(year: int, today: str) -> None:
    """Ask about a year that is not to be expected yet; raise WriteError where nobody can be asked, Abort for a no."""
    from danvan_cli.counting.checks.calendar import Calendar
    from danvan_cli.counting.checks.times import FUTURE_YEAR

    if not Calendar(int(today[:4])).is_ahead(year):
        return
    if not can_ask():
        raise WriteError(YEAR_AHEAD, year=year)
    from danvan_cli.cli.prompts.form import confirm

    output.say(translate(FUTURE_YEAR.sentence).format(year=year))
    if not confirm(translate(N_("Write this?")), default=False):
        raise click.Abort


def _required_year(year: str | None) -> str:
    """Return the year; raise InputError where it is left out."""
    if year is None:
        raise InputError(missing=["year"])
    return year


def _refuse_review_of_others(kind: str, review: str | None, year: str | None, *, all_columns: bool) -> None:
    """Refuse what a review cannot have."""
    if review and kind != MODELS.folder:
        raise RequestError(REVIEW_OF_MODELS, value=BothNames(kind, LIST_KINDS[kind]))
    for option, value in (("--year", year), ("--all-columns", all_columns)):
        if review and value:
            raise RequestError(NOT_WITH_REVIEW, option=option)


def _target(given: Path | None, name: str) -> Path:
    """Return the file to write: as it was named, or under a name of its own in the folder that was."""
    if given is None:
        return Path(name)
    if given.is_dir():
        return given / name
    if given.suffix.lower() != _SUFFIX:
        raise RequestError(NO_WORKBOOK_NAME, path=str(given))
    return given
