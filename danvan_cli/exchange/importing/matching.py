"""Which record a row speaks of: by its id, else by what makes it the same thing, else by the list and its place in it.

What is the same thing goes before the place: where a row was put in between, all numbers below it are others', and a
corrected row is one that nothing else fits.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from danvan_cli.exchange.faults import Fault
from danvan_cli.exchange.importing.earlier import Earlier, lists_of
from danvan_cli.exchange.importing.known import Known, identity
from danvan_cli.exchange.importing.taking import Taken
from danvan_cli.recording.desk import Record
from danvan_cli.text.fold import fold
from danvan_cli.text.nearest import nearest


class Match(NamedTuple):
    """A row, and the record that it speaks of; None: a new one. `by` is "id", "mark", "identity" or "place"."""

    taken: Taken
    record: Record | None
    by: str = ""


class Matched(NamedTuple):
    """All rows with their records, what is wrong, and the records that their lists gave before and give no more.

    `elsewhere` counts, by list, the records that a list of that name gave for other units.
    """

    matches: list[Match]
    faults: list[Fault]
    gone: list[Record]
    elsewhere: dict[str, int]


def match_rows(kind: str, rows: Sequence[Taken], known: Known) -> Matched:
    """Find each row's record; two rows that speak of one are a fault."""
    matching = _Matching(kind, rows, known)
    faults = list(matching.by_itself())
    earlier = [Earlier(kind, of, known, matching.claimed, matching.found) for of in lists_of(rows)]
    if kind != "evaluation":  # its name says of which model it is
        for one in earlier:
            matching.take(one.places())
    matches = [matching.found.get(taken.at) or Match(taken, None) for taken in rows]
    gone = {record.id: record for one in earlier for record in one.gone()}
    elsewhere = {one.name: number for one in earlier if (number := one.elsewhere())}
    return Matched(matches, faults, list(gone.values()), elsewhere)


class _Matching:
    """Rows and the records that they claim."""

    def __init__(self, kind: str, rows: Sequence[Taken], known: Known) -> None:
        self._kind, self._rows, self._known = kind, rows, known
        self.found: dict[object, Match] = {}
        self.claimed: set[str] = set()

    def by_itself(self) -> Iterator[Fault]:
        """Match the rows that say by themselves which records they are."""
        seen: dict[object, Taken] = {}
        for taken in self._rows:
            match = self._by_id(taken) or self._by_identity(taken)
            same = seen.setdefault(self._what(taken), taken)
            if same is not taken or (match and match.record and match.record.id in self.claimed):
                yield taken.fault("row-twice", _key_of(self._kind), row=str(same.row.at))
            elif taken.id and not taken.mark and match and match.by == "identity":
                yield taken.fault("row-unknown-id", "id", value=taken.id, near=match.record.id if match.record else "–")
            elif match:
                self.take([(taken, match.record, match.by)])

    def take(self, matched: Sequence[tuple[Taken, Record | None, str]]) -> None:
        """Note matches."""
        for taken, record, by in matched:
            self.found[taken.at] = Match(taken, record, by)
            if record:
                self.claimed.add(record.id)

    def _what(self, taken: Taken) -> object:
        """Give what two rows of one import must not have in common."""
        if taken.id:
            return taken.id
        if self._kind == "model":
            return identity(self._kind, taken.values), fold(taken.values.get("person", ""))
        return self._identity(taken)

    def _identity(self, taken: Taken) -> object:
        return identity(self._kind, taken.values, taken.head.get("id", ""))

    def _by_id(self, taken: Taken) -> Match | None:
        """Find by the id; where somebody mistyped or lost it, by the mark that danvan put beside it."""
        record = self._known.by_id.get(taken.id)
        if record is None and taken.mark:
            record = self._known.by_mark(taken.mark)
        if record:
            return Match(taken, record, "id")
        return Match(taken, None, "id") if taken.mark and taken.id else None

    def _by_identity(self, taken: Taken) -> Match | None:
        """Find the record that is the same thing; two people's models of one title are told apart by their names."""
        same = self._known.by_identity.get(self._identity(taken), ())
        alike = [one for one in same if _same_person(one, taken) and one.id not in self.claimed]
        return Match(taken, alike[0], "identity") if alike else None


def _key_of(kind: str) -> str:
    return "recipient" if kind == "award" else "title"


def _same_person(record: Record, taken: Taken) -> bool:
    mine, other = (fold(values.get("person", "")) for values in (taken.values, record.values))
    return not mine or not other or mine == other


def nearest_id(taken: Taken, known: Known) -> str:
    """Give the id that was probably meant."""
    return nearest(taken.id, known.by_id) or "–"
