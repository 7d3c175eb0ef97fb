"""What `danvan log` tells; what it is asked with stands in `log`, which loads nothing of this."""

from collections.abc import Sequence
from typing import NamedTuple

import click

from danvan_cli.cli import output
from danvan_cli.cli.destination import Destination, Fold
from danvan_cli.cli.options import OutputFormat
from danvan_cli.cli.streams import is_seen
from danvan_cli.cli.workplace import data_folder, open_ledger
from danvan_cli.counting.changed_records import UNREADABLE, with_moves, with_removals
from danvan_cli.counting.commit_log import (
    CommitLog,
    LogEntry,
    LogQuery,
)
from danvan_cli.counting.finding import NAMED_RECORD, find_id, id_in
from danvan_cli.counting.ledger import Ledger
from danvan_cli.counting.model_titles import TitlesNow
from danvan_cli.counting.past_records import find_ever, has_history, is_there
from danvan_cli.counting.question import one_year
from danvan_cli.counting.tally import open_ledger as open_lists
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import NO_DATE
from danvan_cli.index.comparing import Scope
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import translate
from danvan_cli.store.repository import require_repository
from danvan_cli.text.dates import first_day, last_day, read_typed_date
from danvan_cli.text.mark import N_
from danvan_cli.view import history
from danvan_cli.view.labels import number

_ON_A_SCREEN = 20
_LISTS_ALONE = Scope((), 0, 0, (0, 0))


class LogTyped(NamedTuple):
    """What was typed behind `log`."""

    names: Sequence[str]
    year: str | None
    since: str | None
    until: str | None
    by: str | None
    most: int | None


def tell_log(ctx: click.Context, to: Destination, typed: LogTyped) -> int:
    """Tell what happened; return the exit code."""
    root = data_folder(ctx)
    require_repository(root)
    first, last = (_read_day(text) for text in (typed.since, typed.until))
    ledger = open_ledger(ctx)
    log, of_year = CommitLog(ledger.history_place), one_year(typed.year)
    ids = [_record_meant(ledger, log, name, of_year) for name in typed.names]
    query = LogQuery(ids, of_year, first and first_day(first), last and last_day(last), typed.by)
    few = _ON_A_SCREEN if to.form is OutputFormat.table and is_seen() and not to.is_file else None
    shown = typed.most or few
    entries, goes_on = log.first(query, shown) if shown else (list(log.entries(query)), False)
    if to.form is not OutputFormat.json and not (query.since or query.until or query.by):
        entries = [*log.sides_taken(query, entries), *entries]
    if of_year and to.form is not OutputFormat.json:
        entries = log.with_other_years(entries)
    if to.form is not OutputFormat.json:
        entries = log.with_done_again(entries)
    _write(entries, to, ledger, query)
    if goes_on and not typed.most:
        more = N_("Only the last {value} are shown. More: -n {next}, or --since; all: --format csv.")
        output.say(translate(more).format(value=number(len(entries)), next=5 * len(entries)))
    if not entries and to.form is not OutputFormat.json:
        output.say(translate(N_("Nothing of this kind has happened, as far as the history tells.")))
    return int(any(record.what == UNREADABLE for entry in entries for record in entry.records))


def _read_day(typed: str | None) -> str | None:
    date = read_typed_date(typed) if typed else None
    if typed and date is None:
        raise RequestError(NO_DATE, value=typed)
    return date


def _record_meant(ledger: Ledger, log: CommitLog, name: str, year: int | None) -> str:
    """Return the id of the record that is meant: one that is there, else one that was; raise RequestError."""
    typed = id_in(name)
    if is_there(ledger.source, typed) or has_history(log, typed):
        return typed
    if answered := ledger.meant.get((NAMED_RECORD, name)):
        return answered
    db, _ = open_lists(ledger, None)
    return find_ever(log, db, name, lambda gone: find_id(db, name, year=year, gone=gone).id)


def _write(entries: Sequence[LogEntry], to: Destination, ledger: Ledger, query: LogQuery) -> None:
    if to.form is OutputFormat.json:
        to.write_json(history.log_document(entries))
        return
    _, lists = ledger.open_records(_LISTS_ALONE)
    titles = TitlesNow(ledger.source, [record for entry in entries for record in entry.records])
    entries = [
        entry._replace(records=titles.of_merged(with_removals(with_moves(titles.named(entry.records)))))
        for entry in entries
    ]
    to.write_lines(
        lambda fold: _text(entries, lists, fold, whole=bool(query.ids)), lambda: [history.log_grid(entries, lists)]
    )


def _text(entries: Sequence[LogEntry], lists: Lists, fold: Fold, *, whole: bool) -> str:
    blocks = [[fold(line) for line in history.entry_lines(entry, lists, whole=whole)] for entry in entries]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n" * bool(blocks)
