from collections.abc import Sequence

import typer

from danvan_cli.cli import options, output
from danvan_cli.cli.destination import Destination, destination
from danvan_cli.cli.options import OutputFormat, UnitsBasis
from danvan_cli.cli.workplace import open_ledger, tell_state
from danvan_cli.counting.ledger import Ledger
from danvan_cli.counting.question import QuestionText, read_measure
from danvan_cli.counting.tables import Table
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.text.mark import N_

MEASURE_AND_COLUMNS = Message("measure-and-columns", N_("Name a measure, or columns by --column; not both."))


def run(
    ctx: typer.Context,
    measure: options.MeasureName = None,
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
    form: options.FormatOption = None,
    file: options.OutputFile = None,
    force: options.Force = False,
    revision: options.Revision = None,
) -> int:
    """Count."""
    to = destination(ctx, form, file, force=force)
    asked = QuestionText(
        year,
        by or (),
        where or (),
        count,
        as_of,
        units is UnitsBasis.now,
        zeros,
        vs,
        to.form is not OutputFormat.json,
        since,
        include_open=include_open,
        evidence=evidence or to.is_paper,
    )
    ledger = open_ledger(ctx, revision)
    if measure and column:
        raise RequestError(MEASURE_AND_COLUMNS)
    tell_state(ledger, in_json=to.form is OutputFormat.json)
    if column or (by and not measure):
        return _show_columns(ledger, column or (), asked, to)
    return _show_table(ledger, measure, asked, to) if measure else show_overview(ledger, asked, to)


def _show_columns(ledger: Ledger, columns: Sequence[str], asked: QuestionText, to: Destination) -> int:
    """Show several measures side by side; return the exit code."""
    from danvan_cli.counting.column_table import tally_columns

    answer = tally_columns(ledger, columns, asked)
    if to.form is OutputFormat.json:
        from danvan_cli.view import as_json

        to.write_json(as_json.columns(answer))
    else:
        from danvan_cli.view.column_table import column_grid

        to.write_grids([column_grid(answer, ledger.lists)])
    return output.tell_unread(answer.unread)


def _show_table(ledger: Ledger, measure: str, asked: QuestionText, to: Destination) -> int:
    from danvan_cli.counting.tally import tally

    answer = tally(ledger, read_measure(measure), asked)
    if to.form is OutputFormat.json:
        from danvan_cli.view import as_json

        to.write_json(as_json.table(answer))
    else:
        _write(answer, ledger, to)
    return output.tell_unread(answer.unread)


def _write(answer: Table, ledger: Ledger, to: Destination) -> None:
    from danvan_cli.view.tables import grid_of, opening

    grid = grid_of(answer, ledger.lists, room=output.room(to.form))
    to.write_grids([grid._replace(openings=[opening(answer)])])


def show_overview(ledger: Ledger, asked: QuestionText, to: Destination) -> int:
    """Show the year at a glance; return the exit code."""
    from danvan_cli.counting.overview import overview
    from danvan_cli.view import glance

    answers = overview(ledger, asked)
    if to.form is OutputFormat.json:
        from danvan_cli.view import as_json

        to.write_json(as_json.overview(answers))
    else:
        tables = glance.grids(answers, ledger.lists, room=output.room(to.form))
        grids = [glance.headlines(answers, ledger.lists), *tables]
        to.write_grids(grids, heading=glance.heading(answers, ledger.lists))
    return output.tell_unread(glance.unread(answers))
