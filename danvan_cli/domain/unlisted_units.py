"""What is typed for a unit and is none of the folder's: whether the country's directory knows it, and how it comes in.

Every way in raises `UnlistedUnitError`; whoever tells it asks `explained`, so that nothing else reads the directory.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

from danvan_cli.domain.directory import DirectoryUnit, directory
from danvan_cli.domain.errors import RequestError, UnlistedError
from danvan_cli.domain.matching import NOT_THERE, NOTHING_NEAR, pick
from danvan_cli.domain.messages import Message
from danvan_cli.text.fold import fold
from danvan_cli.text.mark import N_

NO_UNIT = Message(
    "no-unit",
    N_("There is no unit “{value}”. Nearest: {near}. All units: danvan unit list. To add one: danvan unit add"),
)
UNIT_NOT_LOADED = Message(
    "unit-not-loaded", N_("“{name}” is not in units.yaml. Nearest there: {near}. To load it: {command}")
)
UNITS_NOT_LOADED = Message(
    "units-not-loaded",
    N_(
        "No “{value}” is in units.yaml. Nearest there: {near}. The country has {number}: {candidates}."
        " To load one: {command}"
    ),
)

_MOST_NAMED = 3


class _FolderUnit(Protocol):
    """A unit of the folder, as far as it can be told whether it is one of the country's."""

    @property
    def name(self) -> str: ...
    @property
    def code(self) -> str | None: ...
    @property
    def until_day(self) -> str | None: ...


class UnitSearch(NamedTuple):
    """Where a unit was looked for: in which campaign year, among which units, and where the office's own one lies.

    `home` is the unit that a list is from, or a part of it, "" where none is known.
    """

    year: int | None = None
    units: Mapping[str, _FolderUnit] = MappingProxyType({})
    own_place: tuple[str, ...] = ()
    home: str = ""

    def has(self, unit: DirectoryUnit) -> bool:
        """Whether the folder has a unit of the directory, whatever else it was called by whoever looked for it."""
        return any(
            known.code == unit.code or (fold(known.name) == fold(unit.name) and known.until_day == (unit.until or None))
            for known in self.units.values()
        )


class UnlistedUnitError(UnlistedError):
    """What was typed is the name of no unit of the folder."""

    def __init__(self, message: Message, /, search: UnitSearch | None = None, **params: Any) -> None:  # noqa: ANN401 - as the sentence has them
        super().__init__(message, **params)
        self.search = search or UnitSearch()


def pick_unit(typed: str, named: Mapping[str, tuple[str, ...]]) -> str:
    """Return the id of the one unit that is meant among {id: its names}; raise UnlistedUnitError, or RequestError."""
    try:
        return pick(typed, named)
    except UnlistedError as error:
        raise UnlistedUnitError(error.message, **error.params) from None


def explained(error: RequestError) -> RequestError:
    """Return an error as it is told: of a unit that the directory knows, its proper name and how to load it.

    Of several, those at the office's own place go first.
    """
    if not isinstance(error, UnlistedUnitError):
        return error
    country, search = directory(), error.search
    found = [unit for unit in country.find(error.typed, search.year) if not search.has(unit)]
    if not found:
        return error
    place = set(map(fold, search.own_place))
    ordered = sorted(found, key=lambda unit: place.isdisjoint(fold(above.name) for above in country.chain(unit.code)))
    names = [country.full_name(unit.code) for unit in ordered]
    command = f'danvan unit load --for "{names[0]}"'
    if len(names) == 1:
        return RequestError(UNIT_NOT_LOADED, name=names[0], near=error.near, command=command)
    shown = "; ".join(names[:_MOST_NAMED]) + ("; …" if len(names) > _MOST_NAMED else "")
    many = {"number": len(names), "candidates": shown, "near": error.near}
    command = f'danvan unit load --for "{error.typed}, …"'
    return RequestError(UNITS_NOT_LOADED, value=error.typed, command=command, **many)


def told_with_a_way_out(error: RequestError) -> RequestError:
    """Return an error as it is told; a unit that the directory does not know either can be looked up, or added."""
    told = explained(error)
    if told is error and isinstance(error, UnlistedUnitError) and error.message is NOT_THERE:
        return RequestError(NO_UNIT, value=error.typed, near=error.near)
    return told


def explained_answer(text: str) -> RequestError | None:
    """Return what is to be said of an answer that no unit on offer fits; None where the directory knows none either."""
    error = UnlistedUnitError(NOT_THERE, value=text, near=NOTHING_NEAR)
    told = explained(error)
    return None if told is error else told
