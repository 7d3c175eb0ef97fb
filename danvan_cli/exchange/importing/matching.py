"""Which record a row speaks of: by its id, else by what makes it the same thing, else by the list and its place in it.

What is the same thing goes before the place: where a row was put in between, all numbers below it are others', and a
corrected row is one that nothing else fits.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from danvan_cli.domain.record_types import RecordType
from danvan_cli.exchange.faults import Fault
from danvan_cli.exchange.importing.earlier import Earlier, lists_of
from danvan_cli.exchange.importing.known import Known
from danvan_cli.exchange.importing.origins import list_of, origin_of
from danvan_cli.exchange.importing.taking import Taken
from danvan_cli.recording.desk import Record
from danvan_cli.recording.plan import Remark, undone


class Match(NamedTuple):
    """A row, and the record that it speaks of; None: a new one. `by` is "id" (or the mark), "identity" or "place"."""

    taken: Taken
    record: Record | None
    by: str = ""


class Matched(NamedTuple):
    """All rows with their records, what is wrong, and the records that their lists gave before and give no more.

    `elsewhere` counts, by list, the records that a list of that name gave for other units. `doubts` are of rows that
    may be a record, or another row, of which nobody can tell: they alone are kept back.
    """

    matches: list[Match]
    faults: list[Fault]
    doubts: list[Remark]
    gone: list[Record]
    elsewhere: dict[str, int]


def match_rows(kind: str, rows: Sequence[Taken], known: Known) -> Matched:
    """Find each row's record; two rows that speak of one are a fault."""
    matching = _Matching(rows, known)
    faults = list(matching.by_itself())
    earlier = [Earlier(kind, of, known, matching.claimed, matching.found) for of in lists_of(rows)]
    if kind != "evaluation":  # its name says of which model it is
        for one in earlier:
            matching.take(one.places())
    matches = [matching.found.get(taken.at) or Match(taken, None) for taken in rows]
    gone = {record.id: record for one in earlier for record in one.gone()}
    elsewhere = {one.name: number for one in earlier if (number := one.elsewhere())}
    doubts = list(matching.doubts(matches)) if not faults else []
    return Matched(matches, faults, doubts, list(gone.values()), elsewhere)


class _Matching:
    """Rows and the records that they claim."""

    def __init__(self, rows: Sequence[Taken], known: Known) -> None:
        self._type, self._rows, self._known = known.type, rows, known
        self.found: dict[object, Match] = {}
        self.claimed: set[str] = set()

    def by_itself(self) -> Iterator[Fault]:
        """Match the rows that say by themselves which records they are: first by their ids, then by what they are."""
        seen: dict[object, list[Taken]] = {}
        for taken in sorted(self._rows, key=lambda one: not (one.id or one.mark)):
            before = seen.setdefault(taken.id or self._core(taken), [])
            same = next((row for row in before if taken.id or self._type.is_same(row.values, taken.values)), None)
            before.append(taken)
            if same:
                yield taken.fault("row-twice", self._type.title, row=str(same.row.at))
                continue
            match = self._by_id(taken)
            if match is None:
                name = str(taken.head.get("id", ""))
                yield from self._by_identity(taken, self._known.same(taken.values, name) or self._of_this_list(taken))
            elif match.record and match.record.id in self.claimed:
                yield taken.fault("row-twice-alike", self._type.title, value=taken.id or match.record.id)
            else:
                self.take([(taken, match.record, match.by)])

    def doubts(self, matches: Iterable[Match]) -> Iterator[Remark]:
        """Yield a doubt of each new row that may be a record that is there, or one that a row before it makes."""
        made: dict[object, list[Taken]] = {}
        for taken in [match.taken for match in matches if match.record is None and not match.taken.id]:
            rows = [row for row in made.get(self._core(taken), ()) if self._type.is_doubtful(taken.values, row.values)]
            places = [(record.path, record.values) for record in self._known.doubtful(taken.values)]
            places += [(f"{row.of.file} › {row.row.at}", row.values) for row in rows]
            if places:
                path, stated = places[0]
                keys = self._type.undecided_keys(taken.values, stated)
                spot = taken.fault("", self._type.title).spot
                yield undone("row-doubtful", spot=spot, path=path, type=self._type.name, keys=keys)
            else:
                made.setdefault(self._core(taken), []).append(taken)

    def take(self, matched: Sequence[tuple[Taken, Record | None, str]]) -> None:
        """Note matches."""
        for taken, record, by in matched:
            self.found[taken.at] = Match(taken, record, by)
            if record:
                self.claimed.add(record.id)

    def _core(self, taken: Taken) -> object:
        """Return what two rows of one import have in common that may be the same thing."""
        return self._type.core(taken.values) if self._type.identity else taken.head.get("id", "")

    def _of_this_list(self, taken: Taken) -> list[Record]:
        """Return the records that may be the same thing, and came out of this very list: they are."""
        name = list_of(origin_of(taken))
        return [record for record in self._known.doubtful(taken.values) if name in self._known.lists_of(record)]

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
            yield taken.fault("several-records", self._type.title, value=_called(self._type, taken), candidates=listed)
        elif alike and not free:
            yield taken.fault("row-twice-alike", self._type.title, value=_called(self._type, taken))
        elif free and taken.id and not taken.mark:
            yield taken.fault("row-unknown-id", "id", value=taken.id, near=free[0].id)
        elif free:
            self.take([(taken, free[0], "identity")])


def _called(record_type: RecordType, taken: Taken) -> str:
    return str({**taken.head, **taken.values}.get(record_type.title) or taken.head.get("id", ""))
