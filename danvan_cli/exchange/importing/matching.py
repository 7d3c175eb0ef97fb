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


class Match(NamedTuple):
    """A row, and the record that it speaks of; None: a new one. `by` is "id" (or the mark), "identity" or "place"."""

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
        """Match the rows that say by themselves which records they are: first by their ids, then by what they are."""
        seen: dict[object, Taken] = {}
        for taken in sorted(self._rows, key=lambda one: not (one.id or one.mark)):
            same = seen.setdefault(self._what(taken), taken)
            if same is not taken:
                yield taken.fault("row-twice", _key_of(self._kind), row=str(same.row.at))
                continue
            match = self._by_id(taken)
            if match is None:
                alike = [
                    one for one in self._known.by_identity.get(self._identity(taken), ()) if _same_person(one, taken)
                ]
                yield from self._by_identity(taken, alike)
            elif match.record and match.record.id in self.claimed:
                yield taken.fault("row-twice-alike", _key_of(self._kind), value=taken.id or match.record.id)
            else:
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

    def _by_identity(self, taken: Taken, alike: Sequence[Record]) -> Iterator[Fault]:
        """Match the one record that is the same thing; of several, such as two people's, none is chosen."""
        free = [one for one in alike if one.id not in self.claimed]
        if len(free) > 1:
            listed = "; ".join(one.id for one in free)
            yield taken.fault(
                "several-records", _key_of(self._kind), value=_called(self._kind, taken), candidates=listed
            )
        elif alike and not free:
            yield taken.fault("row-twice-alike", _key_of(self._kind), value=_called(self._kind, taken))
        elif free and taken.id and not taken.mark:
            yield taken.fault("row-unknown-id", "id", value=taken.id, near=free[0].id)
        elif free:
            self.take([(taken, free[0], "identity")])


def _key_of(kind: str) -> str:
    return "recipient" if kind == "award" else "title"


def _same_person(record: Record, taken: Taken) -> bool:
    mine, other = (fold(values.get("person", "")) for values in (taken.values, record.values))
    return not mine or not other or mine == other


def _called(kind: str, taken: Taken) -> str:
    return str({**taken.head, **taken.values}.get(_key_of(kind)) or taken.head.get("id", ""))
