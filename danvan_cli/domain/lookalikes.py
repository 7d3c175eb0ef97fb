"""Things held in memory that may be the same thing: found by what their type of records says makes them so."""

from collections.abc import Iterable, Mapping
from typing import Any, Generic, TypeVar

from danvan_cli.domain.record_type import Background, RecordType

Thing = TypeVar("Thing")
Values = Mapping[str, Any]


class Lookalikes(Generic[Thing]):
    """Records or rows of one type and campaign year, each with what it states, side by side with those alike.

    Where a type has no identity, a record is what its name says: it is asked for with that.
    """

    def __init__(self, record_type: RecordType, background: Background) -> None:
        self._type, self._background = record_type, background
        self._alike: dict[object, list[tuple[Values, Thing]]] = {}
        self._in_communes: dict[object, list[tuple[Values, Thing]]] = {}

    def add(self, values: Values, thing: Thing, name: str = "") -> None:
        """Add a thing that states these values."""
        self._alike.setdefault(self._core(values, name), []).append((values, thing))
        if in_commune := self._type.core_in_commune(values, self._background):
            self._in_communes.setdefault(in_commune, []).append((values, thing))

    def same(self, values: Values, name: str = "") -> list[Thing]:
        """Return what is the same thing as one that states these values, in the order in which it was added."""
        alike = self._alike.get(self._core(values, name), ()) if self._alike else ()
        return self._together(values, [pair for pair in alike if self._type.is_same(values, pair[0])])

    def doubtful(self, values: Values) -> list[Thing]:
        """Return those of which nobody can tell whether they are the same thing."""
        alike = self._alike.get(self._type.core(values), ()) if self._alike and self._type.identity else ()
        return self._together(values, [pair for pair in alike if self._type.is_doubtful(values, pair[0])])

    def told_elsewhere(self, values: Values) -> list[Thing]:
        """Return those that may be the same thing, told of by another unit of its commune."""
        in_commune = self._type.core_in_commune(values, self._background) if self._in_communes else None
        together = self._in_communes.get(in_commune, ()) if in_commune else ()
        return self._together(values, [pair for pair in together if self._type.is_told_elsewhere(values, pair[0])])

    def _together(self, values: Values, alike: Iterable[tuple[Values, Thing]]) -> list[Thing]:
        """Leave out those that are told apart by what they carry on."""
        return [thing for stated, thing in alike if not self._type.are_told_apart(values, stated, self._background)]

    def _core(self, values: Values, name: str) -> object:
        return self._type.core(values) if self._type.identity else name
