"""What is said of a type of records, and what follows from it: when two are the same, and which ids they get."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from danvan_cli.domain.people import without_address
from danvan_cli.text.fold import fold
from danvan_cli.text.slug import MOST_LETTERS, cut_slug, slug

if TYPE_CHECKING:
    from danvan_cli.domain.fields import Field, Table

_HASH_LETTERS = 4
Values = Mapping[str, Any]
Core = tuple[Any, ...]


class Background(NamedTuple):
    """What has to be known beside two records to tell whether they are the same thing.

    `years_of` gives the years in which a record of an id is, `commune_of` the commune that a unit is or lies in, ""
    where it lies in none.
    """

    years_of: Callable[[str], Iterable[int]]
    commune_of: Callable[[str], str]


class IndexColumn(NamedTuple):
    """A column of the index's table of a type: by its name what a key states, or what is `made` of all values.

    A `filled` one is filled in by the index itself, once all records are there. `whole`: it holds whole numbers.
    `compares`: it holds a text as identity sees it, beside the text itself.
    """

    name: str
    key: str = ""
    made: Callable[[Values], object] | None = None
    whole: bool = False
    filled: bool = False
    compares: bool = False


class IndexPart(NamedTuple):
    """A table of the index with a row a part of a mapping that records state: of `key`, and of each in `among`.

    `column` holds the parts' names, `amount` what is stated of each.
    """

    table: str
    key: str
    column: str
    amount: str
    among: str = ""


@dataclass(frozen=True, eq=False, repr=False, slots=True, kw_only=True)  # one object each: it is itself
class RecordType:
    """One type of records.

    `folder` is where its files lie, and what its lists are called; `title` the key by which people call a record.
    `table_of_fields` gives its table of fields, which whoever only counts never loads.
    `identity` are the keys that make two records of a campaign year the same thing, `may_be_missing` those among them
    that one of the two need not state, without which nobody knows (docs/design.md, Identity). Without an identity, a
    record is what its file's name says: an evaluation is one of a model and a level, its `named_by`.
    `of_persons` is the key among them that names a person: how that one is addressed makes no other thing, but a doubt.
    `told_apart_by` is a key that names a record of an earlier year: two that name different ones of one year are two.
    `may_move` is the key of a unit for which another one of the same commune may stand: a hamlet's model is told of by
    its ward, too.
    `copies` is the key of a record that it is a copy of, under the same title in another unit.
    `in_ids` are the keys that an id shows behind the year: the last one, or what stands for it, as a slug; `dated_by`
    is a key whose day, where it is a full date, an id shows at its end.
    `columns` are what the index's table of that name holds of each record, and `parts` its further tables; where
    `entries` names a key, that table has a row an entry instead. `facts` is SQL that fills in what is counted of it,
    beside the index's facts.sql. `counts` tells whether tables count its records, `spans` whether one of a later year
    may tell of earlier ones, `has_lineages` whether one carries on another of an earlier year.
    `spoken_on` is the key of the day on which a record speaks of units, `in_order` are dates of which none may be
    before the other.
    `happens_on` is the key of the day on which it was; `runs_until` that of the year until which it runs on.
    `sheet` is what the year workbook calls the sheet of its records.
    `list_name`, `list_title` and `list_label` are what its lists are called: in Vietnamese behind a command, above a
    template, and in a sentence. `asked` are the keys that a template has columns for (none: all), `rows_named_by` those
    of which a list needs one, `known_by` those by one of which a list of these is told from a list of models.
    `measure` is the measure that the overview shows of it, beside its own questions: in a table of the dimensions
    `measured_by`, too, and with the further measures `measured_beside`.
    """

    name: str
    folder: str
    label: str
    table_of_fields: "Callable[[], Table]"
    title: str = "title"
    identity: tuple[str, ...] = ()
    may_be_missing: tuple[str, ...] = ()
    of_persons: str = ""
    told_apart_by: str = ""
    may_move: str = ""
    copies: str = ""
    in_ids: tuple[str, ...] = ()
    instead_of_title: str = ""
    dated_by: str = ""
    named_by: tuple[str, ...] = ("id",)
    table_name: str = ""
    columns: tuple[IndexColumn, ...] = ()
    parts: tuple[IndexPart, ...] = ()
    entries: str = ""
    facts: str = ""
    counts: bool = True
    spans: bool = False
    has_lineages: bool = False
    is_searched: bool = True
    spoken_on: str = ""
    in_order: tuple[tuple[str, str], ...] = ()
    happens_on: str = ""
    runs_until: str = ""
    sheet: str = ""
    list_name: str = ""
    list_title: str = ""
    list_label: str = ""
    asked: tuple[str, ...] = ()
    rows_named_by: tuple[str, ...] = ()
    known_by: tuple[str, ...] = ()
    measure: str = ""
    measured_by: tuple[str, ...] = ()
    measured_beside: tuple[str, ...] = ()

    @property
    def fields(self) -> "Table":
        """Return its table of fields."""
        return self.table_of_fields()

    @property
    def named_fields(self) -> "dict[str, Field]":
        """Return the fields of what the file's name states, and then those of the table of fields."""
        from danvan_cli.domain.fields import NAMED  # noqa: PLC0415 - as in `table_of_fields`

        return {**{key: NAMED[key] for key in self.named_by if key in NAMED}, **self.fields}

    @property
    def has_ids(self) -> bool:
        """Whether its records have ids of their own."""
        return self.named_by == ("id",)

    def says_nothing(self, keys: "Iterable[str]") -> bool:
        """Whether a record with these keys says nothing of what it is about: where it came from is no finding."""
        return not self.has_ids and set(keys) <= {"source", "tags"}

    @property
    def table(self) -> str:
        """Return the index's table that holds what its records state."""
        return self.table_name or self.name

    @property
    def must_agree(self) -> tuple[str, ...]:
        """Return the keys of the identity of which two records that may be the same say the same, or both nothing."""
        return _keys_agreeing(self)

    def core(self, values: Values) -> Core:
        """Return what all records have in common that may be the same thing as this one."""
        return tuple(self.compared_loosely(key, values) for key in self.must_agree)

    def is_same(self, record: Values, twin: Values) -> bool:
        """Whether two records of one campaign year are the same thing; how many it stands for is no part of that."""
        return all(self._compared(key, record) == self._compared(key, twin) for key in self.identity)

    def is_doubtful(self, record: Values, twin: Values) -> bool:
        """Whether two records may be the same thing: one does not state all that would tell, or addresses a person."""
        if self.core(record) != self.core(twin) or not self._agree_where_stated(record, twin):
            return False
        return not self.is_same(record, twin)

    def _agree_where_stated(self, record: Values, twin: Values) -> bool:
        """Whether two records say the same of what both state, of the keys that may be missing."""
        loosely = self.compared_loosely
        pairs = [(loosely(key, record), loosely(key, twin)) for key in self.may_be_missing]
        return all(mine == theirs or None in (mine, theirs) for mine, theirs in pairs)

    def core_in_commune(self, values: Values, background: Background) -> Core | None:
        """Return what all records have in common that may be this one, told of by another unit of its commune.

        None outside of communes, and for totals that came as a bare number: their titles name no thing.
        """
        unit = values.get(self.may_move)
        commune = background.commune_of(str(unit)) if unit and values.get("count", 1) == 1 else ""
        if not commune:
            return None
        return commune, *(self._compared(key, values) for key in self.must_agree if key != self.may_move)

    def is_told_elsewhere(self, record: Values, twin: Values) -> bool:
        """Whether two of one core in a commune may be the same thing: of different units, unless they differ besides.

        Two that name different persons are two; a copy bears the name of what it copies, and is another unit's.
        """
        is_copy = bool(record.get(self.copies) or twin.get(self.copies))
        if is_copy or record.get(self.may_move) == twin.get(self.may_move):
            return False
        return self._agree_where_stated(record, twin)

    def are_told_apart(self, record: Values, twin: Values, background: Background) -> bool:
        """Whether two name different records of one earlier year, such as two models that both go on."""
        mine, theirs = record.get(self.told_apart_by), twin.get(self.told_apart_by)
        if not mine or not theirs or mine == theirs:
            return False
        return not set(background.years_of(mine)).isdisjoint(background.years_of(theirs))

    def says_the_same(self, key: str, record: Values, twin: Values) -> bool:
        """Whether two records say the same of a key of their identity, texts folded."""
        return self._compared(key, record) == self._compared(key, twin)

    def may_say_the_same(self, key: str, record: Values, twin: Values) -> bool:
        """Whether two records say the same of a key of their identity, however they address a person."""
        return self.compared_loosely(key, record) == self.compared_loosely(key, twin)

    def undecided_keys(self, record: Values, twin: Values) -> list[str]:
        """Return the keys that only one of two records states, of those that would tell whether they are the same."""
        stated = [(key, self._compared(key, record), self._compared(key, twin)) for key in self.may_be_missing]
        return [key for key, mine, theirs in stated if (mine is None) != (theirs is None)]

    def ids(self, year: int, values: Values, apart: str = "") -> Iterator[str]:
        """Yield the ids that a new record may have: the plain one, unless it is cut, then the hashed one.

        An id is made once and never changes, whatever is corrected later. `apart` is what else tells it from another
        record of the same identity, such as the model that it continues.
        """
        *before, last = self.in_ids
        title = values.get(last) or values.get(self.instead_of_title) or ""
        parts = [str(year), *(str(values.get(key) or "") for key in before), slug(title)]
        day = str(values.get(self.dated_by) or "")
        dated = [day[5:].replace("-", "")] if len(day) == len("2020-12-31") else []
        whole = "-".join(part for part in (*parts, *dated) if part)
        if len(whole) <= MOST_LETTERS and slug(title):
            yield whole
        mark = "-".join([*dated, self._hash(year, values, fold(title), apart)])
        yield with_mark("-".join(part for part in parts if part), mark)

    def _hash(self, year: int, values: Values, named: str, apart: str) -> str:
        """Return four hex digits over the whole identity; what came to it later only counts where it is stated."""
        *before, last = self.in_ids
        rest = [key for key in self.identity if key not in (*before, last, *_CAME_LATER)]
        parts = [str(year), *(str(values.get(key) or "") for key in before), named]
        parts += [str(values.get(key) or "") for key in rest]
        late = (key for key in _CAME_LATER if key in self.identity and values.get(key) is not None)
        parts += [f"{key}={self._compared(key, values)}" for key in late]
        parts += [apart] if apart else []
        from hashlib import sha256  # noqa: PLC0415 - few ids need it, and it loads a library of ciphers

        return sha256("\n".join(parts).encode()).hexdigest()[:_HASH_LETTERS]

    def compared_loosely(self, key: str, values: Values) -> object:
        """Return a value as identity sees it, a person's name without a form of address."""
        value = values.get(key)
        return without_address(value) or None if value and key == self.of_persons else self._compared(key, values)

    def _compared(self, key: str, values: Values) -> object:
        """Return a value as identity sees it: texts folded, and nothing where nothing is stated."""
        value = values.get(key)
        return fold(value) or None if value is not None and self.fields[key].type.is_searched else value


@cache
def _keys_agreeing(record_type: RecordType) -> tuple[str, ...]:
    """Return `RecordType.must_agree`, which is asked for each record some ten times."""
    return tuple(key for key in record_type.identity if key not in record_type.may_be_missing)


# Keys that older versions left out of the hash: ids that they made are made again where these are not stated.
_CAME_LATER = ("person", "position", "model")


def with_mark(whole: str, mark: str) -> str:
    """Return an id with what tells it apart at its end, cut at a word so that both fit."""
    return f"{cut_slug(whole, MOST_LETTERS - len(mark) - 1)}-{mark}"
