"""What happened to records, and in what two states differ: for people and for programs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from danvan_cli.counting.changed_records import ADDED, CHANGED, REMOVED, UNREADABLE, ChangedRecord
from danvan_cli.counting.commit_log import LogEntry
from danvan_cli.domain.differences import ValueChange
from danvan_cli.domain.field_types import LONG, REFS
from danvan_cli.domain.fields import Field
from danvan_cli.domain.names import record_name
from danvan_cli.domain.record_types import EVALUATIONS, RECORD_TYPES
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_
from danvan_cli.text.visible import quoted, visible
from danvan_cli.view import problems
from danvan_cli.view.as_json import SCHEMA
from danvan_cli.view.grid import Grid
from danvan_cli.view.labels import (
    NOTHING,
    SHORT,
    commit_line,
    entry_label,
    how_made,
    moment,
    number,
    unit_label_with_id,
)
from danvan_cli.view.own_words import own_list
from danvan_cli.view.record import value_text

_INDENT = "  "
_MOST_RECORDS, _MOST_LETTERS = 20, 120
_MOVED, _MERGED, _CAME, _MENDED = "moved", "merged", "came", "mended"
_WHAT = {
    ADDED: N_("Added: {record}"),
    REMOVED: N_("Removed: {record}"),
    CHANGED: N_("Changed: {record}"),
    UNREADABLE: N_("Cannot be read: {record}"),
    _MOVED: N_("Moved from {before} to {after}: {record}"),
    _MERGED: N_("Merged: {record}"),
    _CAME: N_("Came over: {record}"),
    _MENDED: N_("Readable again: {record}"),
}
_WHAT_ALONE = {
    ADDED: N_("added"),
    REMOVED: N_("removed"),
    CHANGED: N_("changed"),
    UNREADABLE: N_("not readable"),
    _MOVED: N_("moved from {before} to {after}"),
    _MERGED: N_("merged into {other}"),
    _CAME: N_("came over from {other}"),
    _MENDED: N_("readable again"),
}
_TYPES = {
    **{record_type.name: record_type.label for record_type in RECORD_TYPES.values()},
    "unit": N_("Unit"),
    "entry": N_("Entry of a list"),
    "office": N_("The office"),
}


def log_document(entries: Iterable[LogEntry]) -> dict[str, Any]:
    """Return a log as JSON."""
    documents = [_entry_document(entry) for entry in entries]
    complete = all(record["what"] != UNREADABLE for document in documents for record in document["records"])
    return {"schema": SCHEMA, "entries": documents, "complete": complete}


def _entry_document(entry: LogEntry) -> dict[str, Any]:
    commit = entry.commit
    return {
        "revision": commit.id,
        "at": commit.at,
        "by": commit.by,
        "command": commit.command or None,
        "undoes": commit.undoes or None,
        "records": [record_document(record) for record in entry.records],
    }


def record_document(record: ChangedRecord) -> dict[str, Any]:
    """Return a record that changed as JSON."""
    return {
        "id": record.id,
        "type": record.type,
        **({"list": record.list} if record.list else {}),
        "year": record.year,
        "path": visible(record.path),
        "what": record.what,
        "changes": [change_document(change) for change in record.changes],
    }


def change_document(change: ValueChange) -> dict[str, Any]:
    """Return a value that changed as JSON."""
    before, after = (change.as_json(value) for value in (change.before, change.after))
    return {"key": list(change.key), "before": before, "after": after}


def entry_lines(entry: LogEntry, lists: Lists, *, whole: bool = False) -> Iterator[str]:
    """Yield the lines of a commit: when, who and how, then its records; with `whole`, all that each states.

    What is kept of a removed record says nothing that its removal does not.
    """
    yield heading(entry)
    if entry.commit.words:
        yield f"{_INDENT}{translate(N_('Said: {text}')).format(text=quoted(entry.commit.words, _MOST_LETTERS))}"
    yield from records_lines(entry.records, lists, whole=whole)


def heading(entry: LogEntry) -> str:
    """Return the line above what a commit changed."""
    commit = entry.commit
    return commit_line(commit.id, commit.at, commit.by, _how(entry), *_undone(entry))


def _undone(entry: LogEntry) -> Iterator[str]:
    """Yield which commit it takes back, or does again."""
    if entry.does_again:
        yield translate(N_("does {revision} again")).format(revision=entry.does_again[:SHORT])
    elif entry.commit.undoes:
        yield translate(N_("takes back {revision}")).format(revision=entry.commit.undoes[:SHORT])


def _how(entry: LogEntry) -> str:
    """Return by what a commit was made."""
    if entry.takes_a_side:
        return translate(N_("joined with git, as one side had it"))
    return how_made(entry.commit.command, entry.commit.found)


def records_lines(records: Sequence[ChangedRecord], lists: Lists, *, whole: bool = False) -> Iterator[str]:
    """Yield the lines of records that changed, of very many the first, and how many there are besides."""
    shown = _told(records)
    most = len(shown) if whole else _MOST_RECORDS
    for record in shown[:most]:
        yield from record_lines(record, lists, whole=whole)
    if shown[most:]:
        more = number(len(shown) - most)
        yield _INDENT + translate(N_("… and {value} more; --format csv and --format json have all.")).format(value=more)


def _told(records: Sequence[ChangedRecord]) -> list[ChangedRecord]:
    """Return what is told of records: of one that went from year to year once, of one that was removed not its copy."""
    records = list(moves_as_one(records))
    return [record for record in records if not record.is_kept_copy] or records


def moves_as_one(records: Sequence[ChangedRecord]) -> Iterator[ChangedRecord]:
    """Yield records; one that went from year to year once, with what else became of it."""
    gone = {(record.type, record.id): record for record in records if record.other_year and record.what == REMOVED}
    come = {(record.type, record.id) for record in records if record.other_year and record.what == ADDED}
    for record in records:
        thing = (record.type, record.id)
        if record.other_year and record.what == ADDED and thing in gone:
            yield record._replace(changes=_changes_on_the_way(gone[thing], record))
        elif not (record.other_year and record.what == REMOVED and thing in come):
            yield record._replace(changes=()) if record.other_year else record


def _changes_on_the_way(gone: ChangedRecord, come: ChangedRecord) -> list[ValueChange]:
    """Return what is otherwise where a record went to, by what stood and stands there."""
    before = {change.key: change for change in gone.changes}
    after = {change.key: change for change in come.changes}
    values = {key: (before[key].before if key in before else None) for key in {**before, **after}}
    changes = [
        (before.get(key) or after[key])._replace(before=was, after=after[key].after if key in after else None)
        for key, was in values.items()
    ]
    return [change for change in changes if change.before != change.after]


def _became(record: ChangedRecord, sentences: Mapping[str, str], name: str = "") -> str:
    """Return what became of a record: usually what is said of its change, or where it went, or came from."""
    if record.other_year:
        years = (record.other_year, record.year) if record.what == ADDED else (record.year, record.other_year)
        return translate(sentences[_MOVED]).format(before=years[0], after=years[1], record=name)
    if other := merged_into(record):
        return translate(sentences[_MERGED]).format(other=other, record=name)
    if record.came_from:
        return translate(sentences[_CAME]).format(other=visible(record.came_from), record=name)
    return translate(sentences[_MENDED if record.is_mended else record.what]).format(record=name)


def _why(record: ChangedRecord) -> Iterator[str]:
    """Yield why a record is gone, into which one it was merged, or from which one it came."""
    if other := merged_into(record):
        yield translate(N_("Into: {other}")).format(other=other)
    elif record.came_from:
        yield translate(N_("From: {other}")).format(other=visible(record.came_from))
    elif record.removal and record.removal.reason and not record.is_kept_copy:
        yield translate(N_("Reason: {value}")).format(value=quoted(record.removal.reason))


def merged_into(record: ChangedRecord) -> str:
    """Return what that is called which a record was merged into, "" if it was not; of a copy that is only told."""
    if record.is_kept_copy or record.removal is None or not record.removal.merged_into:
        return ""
    title = [quoted(record.removal.title)] if record.removal.title else []
    return " · ".join([*title, visible(record.removal.merged_into)])


def record_lines(record: ChangedRecord, lists: Lists, *, whole: bool = False) -> Iterator[str]:
    """Yield the lines of a record that changed: what it is, and each value; of an added one only with `whole`."""
    yield _INDENT + _became(record, _WHAT, called(record, lists))
    yield from (_INDENT * 3 + line for line in _why(record))
    if record.other_year:
        yield from (_INDENT * 3 + change_line(change, lists) for change in record.changes)
    elif record.what == UNREADABLE and not record.is_mended:
        yield from (_INDENT * 3 + problems.text(fault).partition("\n")[0] for fault in record.faults)
    elif record.what == CHANGED and not record.changes:
        yield _INDENT * 3 + translate(N_("written otherwise; all values are as they were"))
    elif record.what == CHANGED:
        yield from (_INDENT * 3 + change_line(change, lists) for change in record.changes)
    elif whole and record.what == ADDED:
        yield from (
            f"{_INDENT * 3}{change_label(change, lists)}: {stated(change.field, change.after, lists)}"
            for change in record.changes
        )


def called(record: ChangedRecord, lists: Lists) -> str:
    """Return what a record is called: its type, its title, and its id."""
    label = translate(_TYPES[record.type])
    if record.type == "office":
        return label
    if record.list:
        label = f"{label} {own_list(record.list)}"
    name = record.id
    if evaluation := record_name(EVALUATIONS, f"{record.id}.yaml"):
        name = f"{evaluation.id} ({entry_label(lists, 'level', evaluation.level or '')})"
    return " · ".join([label, *([quoted(record.title)] if record.title else []), visible(name)])


def change_line(change: ValueChange, lists: Lists) -> str:
    """Return the line of a value that changed: what it is, before, after."""
    before, after = (stated(change.field, value, lists) for value in (change.before, change.after))
    return f"{change_label(change, lists)}: {before} → {after}"


def change_label(change: ValueChange, lists: Lists) -> str:
    """Return what a value that changed is called: its key, and of a part of a mapping which one."""
    label, (first, *parts) = translate(change.field.label), change.key
    if not parts:
        return label
    if first == "claims":
        return f"{visible(parts[0])} · {' · '.join([label, *map(visible, parts[2:])])}"
    if first == "vocabulary":
        return f"{label} · {own_list(parts[0])}"
    if change.field.choices:
        parts[-1] = entry_label(lists, change.field.choices, parts[-1])
    return " · ".join([label, *map(visible, parts)])


def stated(field: Field, value: Any, lists: Lists) -> str:  # noqa: ANN401 - a field's value
    """Return a value as a line has it: on one line, of a long text the beginning and the end."""
    if value is None:
        return NOTHING
    if field.type is REFS and field.refers == "unit":
        return ", ".join(unit_label_with_id(lists, unit) for unit in value)
    text = " ".join(value_text(value, field, lists).split())
    return quoted(text, _MOST_LETTERS) if field.type is LONG else text


def log_grid(entries: Iterable[LogEntry], lists: Lists) -> Grid:
    """Return a log as a table: a row a value that changed, or a record that was added or removed."""
    rows = [[*_when(entry), *row] for entry in entries for row in change_rows(entry.records, lists)]
    headers = [translate(header) for header in (N_("When"), N_("Who"), N_("How"), N_("Revision"))]
    return _grid(translate(N_("What happened")), [*headers, *_headers()], rows)


def _when(entry: LogEntry) -> list[str]:
    commit = entry.commit
    return [moment(commit.at), visible(commit.by), _how(entry), commit.id[:SHORT]]


def changes_grid(title: str, records: Sequence[ChangedRecord], lists: Lists) -> Grid:
    """Return records that changed as a table."""
    return _grid(title, _headers(), list(change_rows(records, lists)))


def _headers() -> list[str]:
    names = (N_("Kind of record"), N_("Title or name"), N_("Record"), N_("What became of it"))
    return [translate(header) for header in (*names, N_("Key"), N_("Before"), N_("After"))]


def change_rows(records: Iterable[ChangedRecord], lists: Lists) -> Iterator[list[str]]:
    """Yield the rows of records that changed: one a value of those that were, else one a record."""
    for record in _told(list(records)):
        head = [translate(_TYPES[record.type]), visible(record.title or NOTHING), visible(record.id)]
        head += [_became(record, _WHAT_ALONE)]
        changes = record.changes if record.what == CHANGED or record.other_year else ()
        for change in changes:
            before, after = (stated(change.field, value, lists) for value in (change.before, change.after))
            yield [*head, change_label(change, lists), before, after]
        if not changes:
            yield [*head, NOTHING, NOTHING, NOTHING]


def _grid(title: str, headers: list[str], rows: list[list[str]]) -> Grid:
    return Grid(title, headers, rows, [False] * len(headers), of_records=True)
