from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from danvan_cli.cli import completing, options, output
from danvan_cli.cli.destination import Destination, destination
from danvan_cli.cli.options import OutputFormat, UnitsBasis
from danvan_cli.cli.workplace import data_folder, open_ledger
from danvan_cli.counting.changed_records import changes_between
from danvan_cli.counting.ledger import Ledger
from danvan_cli.counting.question import QuestionText, read_measure, read_years
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.index.comparing import Scope
from danvan_cli.store.repository import find_revision, saved_state
from danvan_cli.text.mark import N_
from danvan_cli.view import comparing, history

MEASURE_LACKING = Message("measure-lacking", N_("{option} goes only with --measure: which number is to be explained?"))
_LISTS_ALONE = Scope((), 0, 0, (0, 0))
Before = Annotated[
    str,
    typer.Argument(
        metavar=N_("STATE"), help=N_("The earlier state: the end of a day such as 31/12/2020, or what log names.")
    ),
]
After = Annotated[
    str | None,
    typer.Argument(metavar=N_("STATE"), help=N_("The later state; without it the present one, saved or not.")),
]
Explained = Annotated[
    str | None,
    typer.Option(
        "--measure",
        metavar=N_("MEASURE"),
        help=N_("Say why this number is another one: registered, recognized, awards …"),
        autocompletion=completing.measures,
    ),
]


def run(
    ctx: typer.Context,
    before: Before,
    after: After = None,
    measure: Explained = None,
    year: options.Year = None,
    where: options.Where = None,
    count: options.Count = None,
    since: options.From = None,
    as_of: options.AsOf = None,
    units: options.UnitsOption = UnitsBasis.then,
    form: options.FormatOption = None,
    file: options.OutputFile = None,
    force: options.Force = False,
) -> int:
    """Say in what two states of the folder differ, or why a number does."""
    to = destination(ctx, form, file, force=force)
    given = {"--where": where, "--count": count, "--from": since, "--as-of": as_of, "--units": units is UnitsBasis.now}
    unasked = next((option for option, value in given.items() if value and not measure), "")
    if unasked:
        raise RequestError(MEASURE_LACKING, option=unasked)
    root = data_folder(ctx)
    sides = find_revision(root, before), find_revision(root, after) if after else None
    if measure is None:
        return _compare(to, root, sides, open_ledger(ctx), year)
    asked = QuestionText(year, (), where or (), count, as_of, units is UnitsBasis.now, since=since)
    return _explain(to, root, open_ledger(ctx, sides[0]), open_ledger(ctx, sides[1]), measure, asked)


def _compare(to: Destination, root: Path, sides: tuple[str, str | None], ledger: Ledger, year: str | None) -> int:
    """Show which records and entries of lists differ."""
    period = read_years(year) if year else None
    records = [
        record
        for record in changes_between(root, *sides)
        if period is None or (record.year is not None and period.contains(record.year))
    ]
    if to.form is OutputFormat.json:
        to.write_json(comparing.difference_document(*sides, records))
    else:
        _, lists = ledger.open_records(_LISTS_ALONE)
        heading = _heading(root, *sides)
        to.write_lines(
            lambda fold: _lines(fold, [heading, *comparing.difference_lines(records, lists)]),
            lambda: [history.changes_grid(heading, records, lists)],
        )
    return output.tell_unread([fault for record in records for fault in record.faults])


def _explain(to: Destination, root: Path, before: Ledger, after: Ledger, measure: str, asked: QuestionText) -> int:
    """Show why a number is another one."""
    from danvan_cli.counting.causes import explain
    from danvan_cli.counting.explaining import compare

    comparison = compare(before, after, read_measure(measure), asked)
    explained = explain(root, comparison)
    if to.form is OutputFormat.json:
        to.write_json(comparing.comparison_document(comparison, explained, asked.where))
    else:
        lists = comparison.after.lists
        heading = _heading(root, comparison.before.revision, comparison.after.revision)
        to.write_lines(
            lambda fold: _lines(fold, [heading, *comparing.comparison_lines(comparison, explained, lists)]),
            lambda: [comparing.comparison_grid(comparison, explained, lists)],
        )
    return output.tell_unread(comparison.unread)


def _heading(root: Path, before: str | None, after: str | None) -> str:
    return comparing.states_heading(_state(root, before), _state(root, after) if after else None)


def _state(root: Path, commit: str | None) -> tuple[str, str] | None:
    state = saved_state(root, commit)
    return (state.commit, state.made) if state else None


def _lines(fold: Callable[..., str], lines: list[str]) -> str:
    return "\n".join(map(fold, lines)) + "\n"
