from typing import Annotated

import typer

from danvan_cli.cli import options, output
from danvan_cli.cli.destination import destination
from danvan_cli.cli.options import OutputFormat, UnitsBasis
from danvan_cli.cli.workplace import open_ledger
from danvan_cli.counting.listing import list_records
from danvan_cli.counting.question import QuestionText, read_measure
from danvan_cli.text.mark import N_

ByGivenName = Annotated[bool, typer.Option("--by-given-name", help=N_("Order names by the given name, the last word."))]


def run(
    ctx: typer.Context,
    measure: options.RequiredMeasure,
    year: options.Year = None,
    where: options.Where = None,
    count: options.Count = None,
    since: options.From = None,
    as_of: options.AsOf = None,
    units: options.UnitsOption = UnitsBasis.then,
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
    to = destination(ctx, form, file, force=force)
    full = evidence or to.form in options.PAPERS
    asked = QuestionText(year, (), where or (), count, as_of, units is UnitsBasis.now, since=since, evidence=full)
    asked = asked._replace(for_people=to.form is not OutputFormat.json, include_open=include_open)
    ledger = open_ledger(ctx, revision)
    answer = list_records(ledger, read_measure(measure), asked, by_given_name=by_given_name)
    if to.form is OutputFormat.json:
        from danvan_cli.view import as_json

        to.write_parts(as_json.listing(answer))
    else:
        from danvan_cli.view.tables import listing_grid

        to.write_grids([listing_grid(answer, ledger.lists)])
    return output.tell_unread(answer.unread)
