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
from danvan_cli.counting.finding import NAMED_RECORD, Gone, find_id, id_in, unit_named
from danvan_cli.counting.ledger import Ledger
from danvan_cli.counting.model_titles import TitlesNow
from danvan_cli.counting.past_records import find_ever, has_history, is_there
from danvan_cli.counting.question import one_year
from danvan_cli.counting.tally import open_ledger as open_lists
from danvan_cli.domain.errors import AmbiguousError, RequestError
from danvan_cli.domain.messages import NO_DATE, Message
from danvan_cli.domain.names import OFFICE_FILE, UNITS_FILE, path_in
from danvan_cli.index.comparing import Scope
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import translate
from danvan_cli.store.repository import commit_called, require_repository
from danvan_cli.text.dates import first_day, last_day, read_typed_date
from danvan_cli.text.fold import occurring
from danvan_cli.text.mark import N_
from danvan_cli.text.visible import visible
from danvan_cli.view import history, messages, planning
from danvan_cli.view.labels import number

SINCE_AFTER_UNTIL = Message(
    "since-after-until", N_("--since {since} is later than --until {until}, so nothing can have happened between them.")
)
NOT_READABLE = Message(
    "states-not-readable",
    N_("Files of which a state in the history cannot be read, so that their values are not told: {value} ({names})."),
    severity="remark",
)

_ON_A_SCREEN = 20
_TOLD_IN_LINES = (OutputFormat.table, OutputFormat.plain, OutputFormat.json)  # these say of each that it is so
_MOST_PATHS = 3
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
    if first and last and first_day(first) > last_day(last):
        raise RequestError(SINCE_AFTER_UNTIL, since=first, until=last)
    ledger = open_ledger(ctx)
    log, of_year = CommitLog(ledger.history_place), one_year(typed.year)
    since, until = first and first_day(first), last and last_day(last)
    query = LogQuery((), of_year, since, until, typed.by, with_evidence=to.form is not OutputFormat.json)
    for name in typed.names:
        query = _with_named(query, ledger, log, name)
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
        output.say(_nothing(log, typed.by))
    unread = {record.path for entry in entries for record in entry.records if record.what == UNREADABLE}
    if unread and (to.is_file or to.form not in _TOLD_IN_LINES):
        named = "; ".join(visible(path) for path in sorted(unread)[:_MOST_PATHS])
        output.say(messages.sentence(NOT_READABLE, {"value": len(unread), "names": named}))
    return int(bool(unread))


def _nothing(log: CommitLog, by: str | None) -> str:
    """Return what is said where nothing is told: of somebody whom the history does not know, whom it knows."""
    people = log.people() if by else []
    if by and people and not any(map(occurring(by), people)):
        sentence = N_("The history has nobody of the name “{value}”. There are: {names}.")
        return messages.filled(sentence, {"value": by, "names": planning.some(people)})
    return translate(N_("Nothing of this kind has happened, as far as the history tells."))


def _read_day(typed: str | None) -> str | None:
    date = read_typed_date(typed) if typed else None
    if typed and date is None:
        raise RequestError(NO_DATE, value=typed)
    return date


def _with_named(query: LogQuery, ledger: Ledger, log: CommitLog, name: str) -> LogQuery:
    """Return a query that is also about what is named: a record, a list's file, a change, a unit; raise RequestError.

    As `undo` reads it: a record's id goes first, then a change, then parts of names.
    """
    typed = id_in(name)
    if is_there(ledger.source, typed) or has_history(log, typed):
        return query._replace(ids=[*query.ids, typed])
    if path_in(name) in (OFFICE_FILE, UNITS_FILE):
        return query._replace(files=[*query.files, path_in(name)])
    if revision := commit_called(log.root, name):
        return query._replace(revisions=[*query.revisions, revision])
    db, lists = open_lists(ledger, None)
    if unit := unit_named(db, lists, name):
        return query._replace(units=[*query.units, unit])
    return query._replace(ids=[*query.ids, _record_meant(ledger, log, name, query.year)])


def _record_meant(ledger: Ledger, log: CommitLog, name: str, year: int | None) -> str:
    """Return the id of the record that is meant by its title, or a part of that or of its id; raise RequestError."""
    if answered := ledger.meant.get((NAMED_RECORD, name)):
        return answered
    db, _ = open_lists(ledger, None)

    def find(gone: Gone) -> str:
        """Return the one of the year, else of any: it may have been of that year before."""
        if year is not None:
            of_year = {record_id: record for record_id, record in gone.items() if record.year == year}
            try:
                return find_id(db, name, year=year, gone=of_year).id
            except AmbiguousError:
                raise
            except RequestError:
                pass
        return find_id(db, name, gone=gone).id

    return find_ever(log, db, name, find)


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
    whole = query.names_some and not query.files
    to.write_lines(
        lambda fold: _text(entries, lists, fold, whole=whole),
        lambda: [history.log_grid(entries, lists)],
    )


def _text(entries: Sequence[LogEntry], lists: Lists, fold: Fold, *, whole: bool) -> str:
    blocks = [[fold(line) for line in history.entry_lines(entry, lists, whole=whole)] for entry in entries]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n" * bool(blocks)
