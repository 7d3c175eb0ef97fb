"""Who has sent what: of each unit that is expected to send, the lists that came, when, and how many records they gave.

Which lists a record came from its `source` says; when, the history that git keeps. What neither says is unknown.
A unit sends its models and activities; what it was given the office knows by itself, from decisions.
"""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from danvan_cli.counting import measures
from danvan_cli.counting.evidence import SENT, expected_units, ids_at_or_below
from danvan_cli.counting.question import Question
from danvan_cli.domain.names import RECORD_FOLDERS
from danvan_cli.domain.origin import read_origin
from danvan_cli.domain.record_types import AWARDS, RECORD_TYPES
from danvan_cli.index.current_lists import Lists, Unit
from danvan_cli.store.source import UNSAVED, FileVersion, Source
from danvan_cli.text.order import sort_key
from danvan_cli.text.periods import Period

_UnitAndFile = tuple[str, str]
TYPED_IN = ""  # stands for the file of a list where there was none
CAME, LATE, MISSING, DAY_UNKNOWN = "sent", "late", "missing", "day-unknown"


class SentList(NamedTuple):
    """What came of a unit in one file, or was typed in: how many records, and on which day the first was saved.

    The day is None where git tells none; `is_saved` tells whether git keeps any of it yet, None where it keeps nothing.
    """

    file: str
    records: int
    saved_on: str | None
    is_saved: bool | None


class UnitSending(NamedTuple):
    """What a unit has sent: lists, and how many records these are together; how it stands, by the day that was due."""

    unit: str
    standing: str
    records: int
    lists: Sequence[SentList]

    @property
    def first_saved_on(self) -> str | None:
        """Return the first day from which anything of it is known to be there."""
        return min((sent.saved_on for sent in self.lists if sent.saved_on), default=None)

    @property
    def is_typed_in(self) -> bool:
        """Whether it has sent no list that was imported, and what is on record was typed in."""
        return bool(self.lists) and all(sent.file == TYPED_IN for sent in self.lists)


class Deadline(NamedTuple):
    """The campaign year whose lists are due, the day by which they are, if that is known, and the present day."""

    year: int
    due: str | None
    today: str

    @property
    def days_left(self) -> int | None:
        """Return how many days are left; below 0 it is over."""
        return (date.fromisoformat(self.due) - date.fromisoformat(self.today)).days if self.due else None


class SentLists(NamedTuple):
    """Who has sent what until today."""

    deadline: Deadline
    units: Sequence[UnitSending]

    @property
    def missing(self) -> list[str]:
        """Return the units that have sent nothing."""
        return [sending.unit for sending in self.units if sending.standing == MISSING]

    @property
    def came(self) -> int:
        """Return how many units have sent something."""
        return len(self.units) - len(self.missing)


class _Record(NamedTuple):
    unit: str
    path: str
    files: tuple[str, ...]

    @property
    def is_award(self) -> bool:
        return self.path.startswith(f"{AWARDS.folder}/")


def sent_lists(db: sqlite3.Connection, lists: Lists, source: Source, deadline: Deadline) -> SentLists:
    """Return who has sent what of a campaign year."""
    year = deadline.year
    question = Question(measures.UNITS, Period(year, year))
    expected = [
        unit
        for unit in expected_units(db, lists, question)
        if unit.id != lists.setting("unit") and (unit.has_sent or _can_still_send(lists.units[unit.id], deadline))
    ]
    records = list(_records(db, year)) if any(unit.has_sent for unit in expected) else []
    of_units: dict[str, list[_Record]] = {}
    for unit in expected:
        ids = ids_at_or_below(db, unit)
        of_units[unit.id] = _what_it_sent([record for record in records if record.unit in ids])
    of_units = _of_levels_that_send(lists, of_units)
    versions = _versions(source, year) if records else {}
    is_kept = bool(versions) or (bool(records) and source.last_commit() is not None)
    days = _first_days(source, versions, of_units) if is_kept else {}
    return SentLists(deadline, [_sending(unit, of_units[unit], days, deadline) for unit in of_units])


def _what_it_sent(records: Sequence[_Record]) -> list[_Record]:
    """Return those of a unit's records that came from it: its awards only where they stand in a list of its own."""
    own = [record for record in records if not record.is_award]
    files = {file for record in own for file in record.files} - {TYPED_IN}
    awards = [record for record in records if record.is_award]
    in_lists = [record._replace(files=tuple(file for file in record.files if file in files)) for record in awards]
    return [*own, *(award for award in in_lists if award.files)]


def _of_levels_that_send(lists: Lists, of_units: dict[str, list[_Record]]) -> dict[str, list[_Record]]:
    """Leave out units of levels of which none has sent anything, unless none has at all."""
    levels = {lists.units[unit].level for unit, records in of_units.items() if records}
    return {unit: records for unit, records in of_units.items() if not levels or lists.units[unit].level in levels}


def _can_still_send(unit: Unit, deadline: Deadline) -> bool:
    """Whether a unit is there today, or was at the end of the year: those that ended before are asked for nothing."""
    day = min(deadline.today, f"{deadline.year}-12-31")
    return (unit.until_day or day) >= day


def _records(db: sqlite3.Connection, year: int) -> Iterator[_Record]:
    """Yield the year's records that name a unit, and the files they came in.

    A model that the office only carried on from the year before is none: its unit has sent nothing for that.
    """
    types = [RECORD_TYPES[name] for name in SENT]
    tables = " UNION ALL ".join(
        f"SELECT file, year, unit, sent_in, {'continues' if record_type.has_lineages else 'NULL'} AS continues"
        f" FROM {record_type.table}"
        for record_type in types
    )
    rows = db.execute(
        f"SELECT t.unit, folder.path || '/' || file.name, t.sent_in FROM ({tables}) AS t"
        " JOIN file ON file.id = t.file JOIN folder ON folder.id = file.folder"
        " WHERE t.year = ? AND t.unit IS NOT NULL AND (t.sent_in <> '' OR t.continues IS NULL) ORDER BY t.file",
        [year],
    )
    return (_Record(unit, path, tuple(files.split("\n")) if files else (TYPED_IN,)) for unit, path, files in rows)


def _versions(source: Source, year: int) -> Mapping[str, Sequence[FileVersion]]:
    """Return {path: versions} of the year's records, which git may not have all of; {} where it keeps none."""
    versions: dict[str, Sequence[FileVersion]] = {}
    for name in SENT:
        versions |= source.versions(f"{RECORD_TYPES[name].folder}/{year}")
    return versions


class _Candidate(NamedTuple):
    """A version of a record that may be the first to name a list; `is_certain`: that it does need not be looked up."""

    version: FileVersion
    path: str
    is_certain: bool

    @property
    def day(self) -> str:
        return self.version.day


def _first_days(
    source: Source, versions: Mapping[str, Sequence[FileVersion]], of_units: Mapping[str, Sequence[_Record]]
) -> dict[_UnitAndFile, str]:
    """Return the first day on which git has a record of a unit that names a file; UNSAVED where it has none.

    A record may have been there before the list came: where it has several versions, those that would tell another
    day are read.
    """
    candidates: dict[_UnitAndFile, list[_Candidate]] = defaultdict(list)
    for unit, records in of_units.items():
        for record in records:
            for file in record.files:
                candidates[unit, file] += _candidates(record.path, file, versions)
    days, doubtful = {}, {}
    for pair, of_pair in candidates.items():
        days[pair] = min(candidate.day for candidate in of_pair if candidate.is_certain)
        doubtful[pair] = [candidate for candidate in of_pair if candidate.day < days[pair]]
    named = _files_named(source, [candidate for of_pair in doubtful.values() for candidate in of_pair])
    for (unit, file), of_pair in doubtful.items():
        naming = [candidate.day for candidate in of_pair if file in named[candidate]]
        days[unit, file] = min([days[unit, file], *naming])
    return days


def _candidates(path: str, file: str, versions: Mapping[str, Sequence[FileVersion]]) -> Iterator[_Candidate]:
    """Yield the versions of a record up to the first that names a file for certain: the last does, as it is now."""
    kept = versions.get(path) or [FileVersion(UNSAVED, "")]
    for number, version in enumerate(kept, 1):
        is_certain = file == TYPED_IN or number == len(kept)
        yield _Candidate(version, path, is_certain)
        if is_certain:
            return


def _files_named(source: Source, candidates: Iterable[_Candidate]) -> dict[_Candidate, tuple[str, ...]]:
    """Return which files of lists each version of a record names as where it came from."""
    named: dict[_Candidate, tuple[str, ...]] = dict.fromkeys(candidates, ())
    if not named:
        return named
    from danvan_cli.domain.reading import read_record  # noqa: PLC0415 - where git has something to read

    contents = source.read_versions((candidate.path, candidate.version) for candidate in named)
    for candidate, (path, data) in zip(named, contents, strict=True):
        if isinstance(data, bytes):
            folder, year, _ = path.split("/")
            stated = read_record(RECORD_FOLDERS[folder], path, int(year), data).stated.values
            named[candidate] = read_origin(stated.get("source", "")).files
    return named


def _sending(
    unit: str, records: Sequence[_Record], days: Mapping[_UnitAndFile, str], deadline: Deadline
) -> UnitSending:
    """Return what a unit has sent, its lists in the order in which they came, what was typed in last."""
    numbers = Counter(file for record in records for file in record.files)
    lists = [_sent_list(file, number, days.get((unit, file))) for file, number in numbers.items()]
    lists.sort(key=lambda sent: (sent.file == TYPED_IN, sent.saved_on or UNSAVED, sort_key(sent.file)))
    sending = UnitSending(unit, MISSING, len(records), lists)
    return sending._replace(standing=_standing(sending, deadline))


def _sent_list(file: str, number: int, day: str | None) -> SentList:
    return SentList(file, number, day if day != UNSAVED else None, None if day is None else day != UNSAVED)


def _standing(sending: UnitSending, deadline: Deadline) -> str:
    """Return how a unit stands: what is on record by the day it was due came in time, whatever git tells."""
    if not sending.lists:
        return MISSING
    due = deadline.due
    if due is None or deadline.today <= due:
        return CAME
    first = sending.first_saved_on
    return DAY_UNKNOWN if first is None else CAME if first <= due else LATE
