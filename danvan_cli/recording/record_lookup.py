"""What a plan is made at: the folder as it is, its lists, its records, and the day."""

from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import suppress
from types import MappingProxyType
from typing import NamedTuple

from danvan_cli.counting.finding import NAMED_RECORD, OF_THAT_YEAR, OF_YEAR, Gone, find_id, id_in
from danvan_cli.counting.ledger import Ledger
from danvan_cli.counting.tally import trust_lists
from danvan_cli.domain.errors import AmbiguousError, ReadError, RecordError, RequestError
from danvan_cli.domain.matching import Meant
from danvan_cli.domain.messages import NO_RECORD, SEVERAL_RECORDS, Message
from danvan_cli.domain.names import id_of, is_year, path_in, record_name, record_path
from danvan_cli.domain.namesakes import ValueCandidate
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.reading import read_record
from danvan_cli.domain.record_type import RecordType
from danvan_cli.domain.record_types import EVALUATIONS, MODELS, RECORD_TYPES
from danvan_cli.domain.values import Value
from danvan_cli.index.comparing import Scope
from danvan_cli.index.current_lists import Lists
from danvan_cli.index.problems import of_scope
from danvan_cli.recording.naming import units_meant
from danvan_cli.recording.removed import RemovedRecord, find_removed
from danvan_cli.store.source import Source, YearFolder
from danvan_cli.text.mark import N_

WAS_REMOVED = Message("was-removed", N_("{value} was removed on {date} ({why}). It is kept in {path}."))
WAS_MERGED = Message("was-merged", N_("{value} was merged into {other} on {date}. It is kept in {path}."))
CONTINUES_YEAR = Message("continues-year", N_("{value} is of {year}; a model continues one of an earlier year."))

Place = tuple[RecordType, str, int]  # type, path and year of a record
_NOTHING = Scope((), 0, 0, (0, 0))


class Record(NamedTuple):
    """A record as its file has it now; an evaluation's id is its file's name, `<model>.<level>`."""

    type: RecordType
    path: str
    year: int
    id: str
    data: bytes
    values: dict[str, Value]

    @property
    def kind(self) -> str:
        """Return its type's name, as steps and files of all kinds have one."""
        return self.type.name


class RecordLookup:
    """One data folder, opened for changes. `today` is the caller's clock, as a stored date.

    `trusting`: refuse to work while danvan.yaml or units.yaml cannot be read; only who mends them goes without.
    `meant` is what somebody answered who was asked which of several things a name means. `say` is told at once how a
    name was understood that fits the records of several years.
    """

    def __init__(
        self,
        ledger: Ledger,
        today: str,
        *,
        trusting: bool = True,
        meant: Meant = MappingProxyType({}),
        say: Callable[..., None] = lambda _message, **_params: None,
    ) -> None:
        self.ledger = ledger
        ledger.meant = meant
        self.meant = meant
        self._say = say
        self.today = today
        self._trusting = trusting
        self._folders: list[YearFolder] | None = None
        self.lists: Lists
        self._trusted: Lists | None = None
        self.look_at_lists()

    def close(self) -> None:
        """Let go of the index; the lists that were read stay."""
        self.ledger.close()

    @property
    def source(self) -> Source:
        """Return the files."""
        return self.ledger.source

    def look(self, scope: Scope | None) -> None:
        """Bring what the index knows into step for a scope, None for everything; raise ListsUnreadableError."""
        self._folders = None
        self.db, self.lists = self.ledger.open_records(scope)
        if self._trusting and self.lists is not self._trusted:
            trust_lists(self.db)
            self._trusted = self.lists

    def look_at_lists(self) -> None:
        """Bring only the lists and units into step."""
        self.look(_NOTHING)

    def look_at_models(self, year: int) -> list[Problem]:
        """Bring one year's models into step; return the faults of those that cannot be read."""
        of_year = Scope((MODELS.name,), year, year, (year, year))
        self.look(of_year)
        return of_scope(self.db, of_year)

    def paths_of(self, record_type: RecordType, name: str) -> Iterator[tuple[str, int]]:
        """Yield (path, year) of the files that bear an id, whatever the year: one look a year's folder, no index.

        Which years have folders is asked once after each look: a plan of many records would ask it as often.
        """
        for folder in self._years_folders():
            path = f"{folder.path}/{name}.yaml"
            if folder.kind == record_type.name and self.source.stamp(path):
                yield path, folder.year

    def is_taken(self, record_type: RecordType, year: int, name: str) -> bool:
        """Whether a file of the type bears an id, in whatever year, or one of another type in that year."""
        return any(self.paths_of(record_type, name)) or any(
            self.source.stamp(f"{folder.path}/{name}.yaml")
            for folder in self._years_folders()
            if folder.year == year and RECORD_TYPES[folder.kind].has_ids
        )

    def _years_folders(self) -> list[YearFolder]:
        if self._folders is None:
            self._folders = self.source.folders()
        return self._folders

    def read(self, record_type: RecordType, path: str, year: int) -> Record:
        """Read a record.

        Raise ReadError, or RecordError where it has faults: it is never changed before it is mended.
        """
        data = self.source.read(path)
        reading = read_record(record_type.name, path, year, data)
        if not reading.sound:
            raise RecordError(reading.problems)
        values = reading.stated.values
        if reading.entries:
            values = {**values, "claims": [entry.values for entry in reading.entries]}
        return Record(record_type, path, year, id_of(path), data, values)

    def find(
        self,
        typed: str,
        types: Container[RecordType] = (MODELS,),
        year: int | None = None,
        years: Sequence[int] | None = None,
        units: Container[str] | None = None,
    ) -> Record:
        """Read the one record meant, as `locate` does; raise RequestError, ReadError, or RecordError."""
        return self.read(*self.locate(typed, types, year, years, units))

    def locate(
        self,
        typed: str,
        types: Container[RecordType],
        year: int | None = None,
        years: Sequence[int] | None = None,
        units: Container[str] | None = None,
    ) -> Place:
        """Return (type, path, year) of the one record meant by an id, a path, or a part of id or title.

        Raise RequestError.
        """
        return only_place(typed, self.places(typed, types, year, years, units))

    def places(
        self,
        typed: str,
        types: Container[RecordType],
        year: int | None = None,
        years: Sequence[int] | None = None,
        units: Container[str] | None = None,
    ) -> list[Place]:
        """Return the places of the files that bear the one id meant, mostly one; raise RequestError where none does.

        Of what has a record each year, the one of the first of `years` that has any is meant (None: of the year that
        commands without a year speak of). With `units`, only their records are meant, also by an id.
        """
        typed = path_in(self.meant.get((NAMED_RECORD, typed)) or typed)
        places = self._find_exact(typed, types, year) or self._find_evaluation(typed, types, year, years)
        if units is not None:
            places = [place for place in places if self._unit_of(place) in units]
        if not places:
            _refuse_missing_evaluation(typed, types)
            if gone := self.removed(typed, types, year):
                raise gone_error(gone)
            names = [record_type.name for record_type in _types_among(types)]
            self.look(Scope(tuple(names), year, year, (year, year)) if year else None)
            found = find_id(
                self.db, typed, names, year, lambda: self._years_spoken_of() if years is None else years, units
            )
            if found.preferred:
                self._say(OF_YEAR if years is None else OF_THAT_YEAR, **found.said(typed))
            places = [
                (record_type, path, path_year)
                for record_type in _types_among(types)
                for path, path_year in self.paths_of(record_type, found.id)
            ]
        return places

    def id_meant(self, typed: str, gone: Gone) -> str:
        """Return the id of the one record meant of any type, be it gone; raise RequestError.

        Of what has a record each year, the one of the year that commands without a year speak of is meant.
        """
        name = self.meant.get((NAMED_RECORD, typed)) or typed
        found = find_id(self.db, name, years=self._years_spoken_of, gone=gone)
        if found.preferred:
            self._say(OF_THAT_YEAR, **found.said(typed))
        return found.id

    def _unit_of(self, place: Place) -> Value | None:
        """Return the unit of a record, of an evaluation that of its model; raise ReadError or RecordError."""
        record_type, path, year = place
        if record_type is EVALUATIONS:
            record_type, path = MODELS, record_path(MODELS, year, id_of(path).partition(".")[0])
        return self.read(record_type, path, year).values.get("unit")

    @property
    def units_meant(self) -> Container[str] | None:
        """Return the units whose records the command is about, where it was told one: that, and all below it.

        Raise RequestError.
        """
        return units_meant(self.lists, self.ledger.unit_told)

    def _years_spoken_of(self) -> list[int]:
        year = self.ledger.latest_year()
        return [year] if year else []

    def removed(self, typed: str, types: Container[RecordType], year: int | None = None) -> RemovedRecord | None:
        """Find what was put away under an id that no record bears now: another that it is a part of is not meant."""
        typed = path_in(typed)
        if self._find_exact(typed, types, year):
            return None
        name = id_of(typed)
        years = {folder.year for folder in self._years_folders()} | ({int(name[:4])} if is_year(name[:4]) else set())
        places = [
            (record_type, place_year)
            for record_type in _types_among(types)
            if record_name(record_type, f"{name}.yaml")
            for place_year in sorted(years, reverse=True)
            if year in (None, place_year)
        ]
        return find_removed(self.source, name, places)

    def _find_exact(self, typed: str, types: Container[RecordType], year: int | None) -> list[Place]:
        """Return the places of an id or a path as it stands; an evaluation's is its path or `<model>.<level>`."""
        name = id_of(typed)
        folder = typed.rpartition("/")[0]
        places = [
            (record_type, path, path_year)
            for record_type in _types_among(types)
            if record_name(record_type, f"{name}.yaml")
            for path, path_year in self.paths_of(record_type, name)
            if year in (None, path_year) or folder
        ]
        whole = f"/{typed.removesuffix('.yaml')}"
        named = [place for place in places if folder and whole.endswith(f"/{place[1].removesuffix('.yaml')}")]
        return named or places

    def _find_evaluation(
        self, typed: str, types: Container[RecordType], year: int | None, years: Sequence[int] | None
    ) -> list[Place]:
        """Return the place of an evaluation by a part of its model's id or title, a dot and a level, if any has it."""
        model, _, level = typed.rpartition(".")
        if EVALUATIONS not in types or not model or level not in self.lists.entries("level"):
            return []
        _, model_path, model_year = self.locate(model, (MODELS,), year, years)
        path = record_path(EVALUATIONS, model_year, f"{id_of(model_path)}.{level}")
        return [(EVALUATIONS, path, model_year)] if self.source.stamp(path) else []

    def model_id(self, typed: str, before: int | None = None, years: Sequence[int] | None = ()) -> str:
        """Return a model's id by what a clerk calls it; `before`: it must be of an earlier year. Raise RequestError.

        Lists name no model by a title that stands in several years; of what is typed, `years` say which is meant.
        """
        model = self.find(typed if (NAMED_RECORD, typed) in self.meant else id_in(typed), years=years)
        if before is not None and model.year >= before:
            raise RequestError(CONTINUES_YEAR, value=model.id, year=str(model.year))
        return model.id

    def model_finder(self, year: int | None) -> Callable[[str, int | None], str]:
        """Return a finder of the models that are typed for a record of a year: that year's, else the year before's."""

        def find(typed: str, before: int | None) -> str:
            likely = [before - 1] if before else [year, year - 1] if year else None
            return self.model_id(typed, before, likely)

        return find

    def evaluations_of(self, model: str, year: int) -> list[Record]:
        """Return a model's evaluations, the highest level first; raise ReadError, or RecordError."""
        return [self.read(EVALUATIONS, path, year) for path in self._evaluation_paths(model, year)]

    def readable_evaluations_of(self, model: str, year: int) -> tuple[Record, ...]:
        """Return a model's evaluations as far as they can be read, the highest level first: to be seen beside it."""
        evaluations: list[Record] = []
        for path in self._evaluation_paths(model, year):
            with suppress(ReadError, RecordError):  # `check` tells of them
                evaluations.append(self.read(EVALUATIONS, path, year))
        return tuple(evaluations)

    def _evaluation_paths(self, model: str, year: int) -> Iterator[str]:
        paths = (record_path(EVALUATIONS, year, f"{model}.{level}") for level in self.lists.entries("level"))
        return (path for path in paths if self.source.stamp(path))


def only_place(typed: str, places: Sequence[Place]) -> Place:
    """Return the place of the one file that is meant; raise RequestError where several bear the id."""
    if len(places) == 1:
        return places[0]
    paths = [path for _, path, _ in places]
    raise AmbiguousError(
        SEVERAL_RECORDS,
        name=(NAMED_RECORD, typed),
        choices=[ValueCandidate(path, path) for path in paths],
        value=typed,
        candidates="; ".join(paths),
    )


def _refuse_missing_evaluation(typed: str, types: Container[RecordType]) -> None:
    """Refuse an evaluation's name that no file bears: its model is not meant. Raise RequestError."""
    if EVALUATIONS in types and record_name(EVALUATIONS, f"{id_of(typed)}.yaml"):
        raise RequestError(NO_RECORD, value=typed, near="–")


def gone_error(gone: RemovedRecord) -> RequestError:
    """Return the error that a record was put away, and where it is kept."""
    day, reason, _ = gone.removal
    if other := gone.removal.merged_into:
        return RequestError(WAS_MERGED, value=gone.id, date=day, path=gone.path, other=other)
    return RequestError(WAS_REMOVED, value=gone.id, date=day, path=gone.path, why=reason)


def _types_among(types: Container[RecordType]) -> list[RecordType]:
    return [record_type for record_type in RECORD_TYPES.values() if record_type in types]
