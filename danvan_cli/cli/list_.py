from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from danvan_cli.cli import completing, options, output
from danvan_cli.cli.destination import destination
from danvan_cli.cli.options import OutputFormat, UnitsBasis
from danvan_cli.cli.workplace import open_ledger, tell_state
from danvan_cli.counting.measures import Measure, find_dimension
from danvan_cli.text.mark import N_

if TYPE_CHECKING:
    from danvan_cli.counting.shown_columns import ShownColumn

Show = Annotated[
    list[str] | None,
    typer.Option(
        "--show",
        metavar=N_("KEYS"),
        help=N_(
            "Columns: keys of the records, of their evaluations and awards, such as title,unit,rating,awards or "
            "award.decision; by key, option or label; repeatable. What records are called stands first where it is not "
            "among them; CSV and JSON have only what was asked."
        ),
        autocompletion=completing.shown_keys,
    ),
]
ListGroup = Annotated[
    str | None,
    typer.Option(
        "--group",
        metavar=N_("DIMENSION"),
        help=N_("List in sections, with a subtotal each: by unit, level, unit.xa …"),
        autocompletion=completing.dimensions,
    ),
]
ByGivenName = Annotated[bool, typer.Option("--by-given-name", help=N_("Order names by the given name, the last word."))]

_FOR_PROGRAMS = (OutputFormat.csv, OutputFormat.json)
_NAMELESS = N_("A CSV file has only the columns of --show, so “{label}” is missing. Add it: --show {key},…")


def run(
    ctx: typer.Context,
    measure: options.RequiredMeasure,
    year: options.Year = None,
    where: options.Where = None,
    count: options.Count = None,
    since: options.From = None,
    as_of: options.AsOf = None,
    units: options.UnitsOption = UnitsBasis.then,
    show: Show = None,
    group: ListGroup = None,
    by_given_name: ByGivenName = False,
    zeros: options.NoZeros = False,  # noqa: ARG001 - the contract: the same options as tally
    vs: options.NoVersus = None,  # noqa: ARG001 - likewise
    include_open: options.IncludeOpen = False,
    evidence: options.EvidenceOption = False,
    form: options.FormatOption = None,
    file: options.OutputFile = None,
    force: options.Force = False,
    revision: options.Revision = None,
) -> int:
    """List the records behind a number."""
    from danvan_cli.counting.listing import list_records
    from danvan_cli.counting.question import QuestionText, read_measure

    to = destination(ctx, form, file, force=force)
    full = evidence or to.form in options.PAPERS
    by = (group,) if group else ()
    asked = QuestionText(year, by, where or (), count, as_of, units is UnitsBasis.now, since=since, evidence=full)
    asked = asked._replace(for_people=to.form is not OutputFormat.json, include_open=include_open)
    ledger, counted = open_ledger(ctx, revision), read_measure(measure)
    tell_state(ledger, in_json=to.form is OutputFormat.json)
    columns = _columns(counted, show, group, to.form)
    if to.is_file and to.form is OutputFormat.csv and show:
        _tell_nameless(counted, columns)
    answer = list_records(ledger, counted, asked, by_given_name=by_given_name, columns=columns)
    if to.form is OutputFormat.json:
        from danvan_cli.view import as_json

        to.write_parts(as_json.listing(answer))
    else:
        from danvan_cli.view.record_list import listing_grid

        is_read = to.form not in (OutputFormat.csv, OutputFormat.xlsx)
        to.write_grids([listing_grid(answer, ledger.lists, is_built_in=not show, is_read=is_read)])
    return output.tell_unread(answer.unread)


def _columns(
    measure: Measure, show: Sequence[str] | None, group: str | None, form: OutputFormat
) -> "Sequence[ShownColumn]":
    """Return the columns asked for, else those that people are shown; programs get what was asked, no more."""
    if form is OutputFormat.json and not show:
        return ()
    from danvan_cli.counting.shown_columns import built_in_columns, read_columns, with_names
    from danvan_cli.locale import translate

    grouped = find_dimension(group) if group else None
    if not show:
        return built_in_columns(measure, grouped)
    columns = read_columns(measure, show, translate)
    return columns if form in _FOR_PROGRAMS else with_names(measure, columns)


def _tell_nameless(measure: Measure, columns: "Sequence[ShownColumn]") -> None:
    """Say that no column of a file tells its rows apart: on a screen the same list has one more."""
    from danvan_cli.counting.shown_columns import with_names
    from danvan_cli.domain.vietnamese_names import KEYS, BothNames
    from danvan_cli.locale import translate
    from danvan_cli.view.own_words import own_names

    if len(named := with_names(measure, columns)) > len(columns):
        key = own_names(BothNames(named[0].name, KEYS.get(named[0].name, named[0].name)))
        output.say(translate(_NAMELESS).format(label=translate(named[0].label), key=key))
