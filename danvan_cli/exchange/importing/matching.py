"""Which record a row speaks of: by its id, else by what makes it the same thing, else by the list and its number.

What is the same thing goes before the number: where a row was put in between, all numbers below it are others', and a
corrected row is what nothing else fits.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from danvan_cli.exchange.faults import Fault
from danvan_cli.exchange.importing.known import Known, identity
from danvan_cli.exchange.importing.origins import row_name
from danvan_cli.exchange.importing.taking import Taken
from danvan_cli.recording.desk import Record
from danvan_cli.text.fold import fold


class Match(NamedTuple):
    """A row, and the record that it speaks of; None: a new one. `by` is "id", "identity" or "number"."""

    taken: Taken
    record: Record | None
    by: str = ""


def origin_of(taken: Taken) -> str:
    """Name the row as records' sources do."""
    return row_name(taken.of.file, taken.of.sheet.name, taken.row.number)


def match_rows(kind: str, rows: Sequence[Taken], known: Known) -> tuple[list[Match], list[Fault]]:
    """Find each row's record; two rows that speak of one are a fault."""
    faults: list[Fault] = []
    found: dict[int, Match] = {}
    seen: dict[object, Taken] = {}
    claimed: set[str] = set()
    for number, taken in enumerate(rows):
        match = _by_id(taken, known) or _by_identity(kind, taken, known, claimed)
        same = seen.setdefault(_what(kind, taken), taken)
        if same is not taken or (match and match.record and match.record.id in claimed):
            faults.append(taken.fault("row-twice", _key_of(kind), row=str(same.row.at), sheet=same.of.sheet.name))
        if match and match.record:
            claimed.add(match.record.id)
        if match:
            found[number] = match
    for number, taken in enumerate(rows):
        if number not in found:
            found[number] = _by_number(kind, taken, known, claimed)
    return [found[number] for number in range(len(rows))], faults


def _key_of(kind: str) -> str:
    return "recipient" if kind == "award" else "title"


def _what(kind: str, taken: Taken) -> object:
    """Give what two rows of one import must not have in common."""
    if taken.id:
        return taken.id
    if kind == "model":
        return identity(kind, taken.values), fold(taken.values.get("person", ""))
    return _identity(kind, taken)


def _identity(kind: str, taken: Taken) -> object:
    return identity(kind, taken.values, taken.head.get("id", ""))


def _by_id(taken: Taken, known: Known) -> Match | None:
    return Match(taken, known.by_id.get(taken.id), "id") if taken.id else None


def _by_identity(kind: str, taken: Taken, known: Known, claimed: Iterable[str]) -> Match | None:
    """Find the record that is the same thing; two people's models of one title are told apart by their names."""
    same = known.by_identity.get(_identity(kind, taken), ())
    alike = [one for one in same if _same_person(one, taken) and one.id not in claimed]
    return Match(taken, alike[0], "identity") if alike else None


def _same_person(record: Record, taken: Taken) -> bool:
    mine, other = (fold(values.get("person", "")) for values in (taken.values, record.values))
    return not mine or not other or mine == other


def _by_number(kind: str, taken: Taken, known: Known, claimed: set[str]) -> Match:
    """Find the record that the same row gave before, if it still can be that: it shares the unit, or what it is."""
    record = known.by_row.get(origin_of(taken))
    if kind == "evaluation" or record is None or record.id in claimed or not _related(kind, taken, record):
        return Match(taken, None)
    claimed.add(record.id)
    return Match(taken, record, "number")


def _related(kind: str, taken: Taken, record: Record) -> bool:
    """Say whether row and record have enough in common: lists of two wards may bear the same name."""
    key = _key_of(kind)
    alike = fold(taken.values.get(key, "")) == fold(record.values.get(key, ""))
    return alike or taken.values.get("unit") == record.values.get("unit")
