from typing import Annotated

import typer

from danvan_cli.cli import options, output
from danvan_cli.cli.destination import destination
from danvan_cli.cli.options import OutputFormat
from danvan_cli.cli.workplace import open_ledger, tell_state
from danvan_cli.counting.finding import faults_of
from danvan_cli.counting.searching import SearchHit, search
from danvan_cli.counting.tally import open_ledger as open_lists
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_
from danvan_cli.text.visible import quoted, visible
from danvan_cli.view.grid import Grid, LineBlocks
from danvan_cli.view.labels import OPEN_ONE, unit_label
from danvan_cli.view.record import kind_label

Words = Annotated[
    list[str],
    typer.Argument(metavar=N_("WORDS..."), help=N_("Words that stand next to each other; with or without diacritics.")),
]


def run(
    ctx: typer.Context,
    words: Words,
    form: options.FormatOption = None,
    file: options.OutputFile = None,
    force: options.Force = False,
    revision: options.Revision = None,
) -> int:
    """Find records by words."""
    to = destination(ctx, form, file, force=force)
    ledger = open_ledger(ctx, revision)
    state = tell_state(ledger, in_json=to.form is OutputFormat.json)
    db, lists = open_lists(ledger, None)
    wanted = " ".join(words)
    result = search(db, wanted)
    hits = result.hits
    if to.form is OutputFormat.json:
        found = [{**hit._asdict(), "year": hit.year or None} for hit in hits]
        to.write_json({"schema": 1, "hits": found, **state})
    elif hits or file:
        to.write_grids([_grid(wanted, hits, lists)])
    if result.without_diacritics:
        output.say(translate(N_("Nothing is spelled exactly so; these agree without diacritics.")))
    if not hits:
        output.say(translate(N_("Nothing holds “{words}”.")).format(words=quoted(wanted)))
    return output.tell_unread(faults_of(db))


def _grid(wanted: str, hits: list[SearchHit], lists: Lists) -> Grid:
    headers = [
        translate(header)
        for header in (N_("Kind of record"), N_("Year"), N_("Title or name"), N_("Unit"), N_("Record"))
    ]
    rows = [
        [
            kind_label(hit.kind),
            str(hit.year) if hit.year else "",
            visible(hit.title or "–"),
            unit_label(lists, hit.unit) if hit.unit else "–",
            hit.id,
        ]
        for hit in hits
    ]
    return Grid(
        f"“{quoted(wanted)}”",
        headers,
        rows,
        [False] * len(headers),
        blocks=LineBlocks(None, 2, 4, translate(OPEN_ONE), id_first=True),
        of_records=True,
    )
