import typer

from danvan_cli.cli import options, output
from danvan_cli.cli.destination import destination
from danvan_cli.cli.options import OutputFormat
from danvan_cli.cli.workplace import open_ledger
from danvan_cli.counting.question import read_years
from danvan_cli.counting.reconcile import Reconciliation, reconcile
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_
from danvan_cli.view import reconciling


def run(
    ctx: typer.Context,
    year: options.FigureYear = None,
    form: options.FormatOption = None,
    file: options.OutputFile = None,
    force: options.Force = False,
    revision: options.Revision = None,
) -> int:
    """Compare published figures with the records."""
    to = destination(ctx, form, file, force=force)
    ledger = open_ledger(ctx, revision)
    reconciliation = reconcile(ledger, read_years(year) if year else None)
    if to.form is OutputFormat.json:
        to.write_json(reconciling.document(reconciliation))
    else:
        to.write_grids(reconciling.grids(reconciliation, ledger.lists))
        _print_counts(reconciliation)
    wrong = bool(reconciliation.conflicts) or any(
        comparison.result == "differs" for comparison in reconciliation.compared
    )
    return max(output.tell_unread(reconciliation.unread), int(wrong))


def _print_counts(reconciliation: Reconciliation) -> None:
    counts = {
        result: sum(comparison.result == result for comparison in reconciliation.compared)
        for result in ("equal", "differs", "unknown")
    }
    summary = N_("Equal: {equal}. Different: {differs}. Not known: {unknown}. Conflicts: {conflicts}.")
    output.say(translate(summary).format(**counts, conflicts=len(reconciliation.conflicts)))
