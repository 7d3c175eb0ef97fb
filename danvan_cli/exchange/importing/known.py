"""The records that a list can speak of: those of its kind and campaign year, by all that they can be known by."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from danvan_cli.domain.names import RECORD_FOLDERS
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.values import Value
from danvan_cli.exchange.importing.origins import read_origin
from danvan_cli.recording.desk import Desk, Record
from danvan_cli.recording.mistakes import Unsound
from danvan_cli.store.source import Unreadable
from danvan_cli.text.fold import fold

_OF_AN_AWARD = ("authority", "form", "kind", "unit", "model", "purpose", "decision", "from_year")


class Known(NamedTuple):
    """Records by id, by what makes them the same thing, and by the rows of lists that gave them."""

    by_id: dict[str, Record]
    by_identity: dict[object, list[Record]]
    by_row: dict[str, Record]
    unread: list[Problem]


def identity(kind: str, values: Mapping[str, Value], name: Value = "") -> object:
    """Give what makes two records of a year the same thing (design, section 3); of an evaluation its id does."""
    if kind == "evaluation":
        return name
    if kind == "model":
        return values.get("unit"), fold(values.get("title", ""))
    if kind == "award":
        return *(values.get(key) for key in _OF_AN_AWARD), fold(values.get("recipient", ""))
    return fold(values.get("source", ""))


def read_known(desk: Desk, kind: str, year: int) -> Known:
    """Read the records of a kind and year; those with faults are named, and known by nothing."""
    known = Known({}, defaultdict(list), {}, [])
    for path in _paths(desk, kind, year):
        try:
            record = desk.read(kind, path, year)
        except Unsound as unsound:
            known.unread.extend(unsound.problems)
            continue
        except Unreadable as why:
            known.unread.append(Problem(why.code, path, args={**why.args_of_rule, "name": path}))
            continue
        _add(known, record)
    return known


def _add(known: Known, record: Record) -> None:
    known.by_id[record.id] = record
    known.by_identity[identity(record.kind, record.values, record.id)].append(record)
    for row in read_origin(record.values.get("source", "")).rows:
        known.by_row.setdefault(row, record)


def _paths(desk: Desk, kind: str, year: int) -> Iterator[str]:
    """Give the paths of a year's records, in the order of their names."""
    folder = next(folder for folder, one in RECORD_FOLDERS.items() if one == kind)
    path = f"{folder}/{year}"
    if any(one.path == path for one in desk.source.folders()):
        entries = desk.source.listing(path).entries
        yield from sorted(f"{path}/{entry.name}" for entry in entries if entry.name.endswith(".yaml"))
