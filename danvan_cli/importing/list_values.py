"""What the cells of a list state, read for records of some year, as seen from where the list is from."""

import re
from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.field_types import DATE, LONG, NUMBER, TEXT, WHERE, YEAR, Parts
from danvan_cli.domain.fields import TABLES, Field
from danvan_cli.domain.messages import NO_YEAR, Message
from danvan_cli.domain.names import is_year
from danvan_cli.domain.record_types import EVALUATIONS, MODELS
from danvan_cli.domain.unit_names import Days, days_of, days_of_years
from danvan_cli.domain.unit_scope import ListHome, UnitScope
from danvan_cli.domain.values import Value
from danvan_cli.importing.amounts import in_own_unit, is_too_much
from danvan_cli.importing.cell_texts import cleaned, text_of
from danvan_cli.importing.cells import CellReader, read_cell
from danvan_cli.importing.columns import KINDS, PLACES, PREPARED, WITHIN, fields_of
from danvan_cli.importing.exact_cells import from_json
from danvan_cli.importing.list_levels import level_by_title
from danvan_cli.importing.model_names import ModelName
from danvan_cli.importing.options import ImportOptions
from danvan_cli.importing.sheet_lists import GivenCell, ListOnSheet, SheetRow
from danvan_cli.index.current_lists import Lists
from danvan_cli.recording.naming import scope_of
from danvan_cli.recording.typed import TypedReader, check_name, spoken_on
from danvan_cli.text.dates import read_typed_date
from danvan_cli.text.fold import bare, nfc
from danvan_cli.text.mark import N_
from danvan_cli.text.visible import is_blank

AMOUNT_TOO_MUCH = Message(
    "amount-too-much",
    N_("“{value}” in the column's unit would be {number} {own}. If it is in {own} already, write so: {value} {own}."),
)

FindNamedModel = Callable[[ModelName], str]
ASIDE = ("id", "year", "mark", PREPARED.key, "number", "-", WITHIN, *PLACES)
_RECORD_ID = re.compile(r"(?:19|20|21)\d\d-[a-z0-9-]+(?:\.[a-z0-9-]+)?")
_UNIT_ID = re.compile(r"[a-z][a-z0-9]*-[a-z0-9-]+")
_YEAR_IN_TITLE = re.compile(r"\bnam ((?:19|20|21)\d\d)\b(?! \d)")
_DATED = re.compile(r"\b(?:ngay|thang|quyet dinh|cong van|ke hoach|kem theo)\b")  # of these a line gives the day
HEAD: tuple[str, ...] = ("title", "unit", "level")  # of an evaluation's model, and of the record itself
BLANKS = ("", "-", "–", "—")  # dashes stand where there is nothing to say
_POINTS = Field("points", NUMBER, "")


def stated_year(sheet_list: ListOnSheet) -> int | None:
    """Return the campaign year that the list's own title states, such as DANH SÁCH MÔ HÌNH NĂM 2024; None for several.

    A review is of one year and says what becomes of its models in another.
    """
    lines = [bare(line) for line in sheet_list.above.splitlines()] if sheet_list.kind != "review" else []
    years = {year for line in lines if not _DATED.search(line) for year in _YEAR_IN_TITLE.findall(line)}
    return int(years.pop()) if len(years) == 1 else None


class RecordTime(NamedTuple):
    """Of which campaign year a row's record is, 0 where nobody knows, and the day on which it speaks of units.

    `home` is what the row is from, by which it names units; None where they are named as a person types them.
    """

    year: int
    day: str | None = None
    home: ListHome | None = None

    @property
    def days(self) -> Days:
        """Return the days on one of which the units were there that it names."""
        return days_of(self.day) if self.day else days_of_years(self.year)


class ListValues:
    """Reads what cells of one list state; what many state alike is read once."""

    def __init__(
        self, lists: Lists, sheet_list: ListOnSheet, options: ImportOptions, find_model: FindNamedModel
    ) -> None:
        self.sheet_list, self.lists = sheet_list, lists
        self.options, self._find_model = options, find_model
        self.own_keys = TABLES[KINDS[sheet_list.kind]]  # of the record itself
        self._fields = fields_of(sheet_list.kind)
        self.model_keys = frozenset(key for key, field in self._fields.items() if field.refers == MODELS.name)
        self._readers: dict[tuple[RecordTime, bool], TypedReader] = {}
        self._scopes: dict[ListHome, UnitScope] = {}
        self._homes: dict[RecordTime, ListHome] = {}
        self._values_by_text: dict[tuple[RecordTime, str, str, bool, bool], Value | RequestError | None] = {}
        self.has_ids = has_ids(sheet_list)
        keys = (key for key in sheet_list.columns.values() if key not in ASIDE or key in PLACES)
        covered = {key.partition("=")[0] for key in keys}
        covered |= {"person"} if "who" in covered else set()
        covered |= {"unit"} if not covered.isdisjoint(PLACES) else set()
        self.covered = frozenset(covered)

    @cached_property
    def default_keys(self) -> tuple[str, ...]:
        """Return the keys of which something may hold for all rows: what was said, and the unit that they are from."""
        told = self.options.defaults.keys() | {"unit"} | ({"level"} if self._level_by_title else set())
        parts = (key for key in self.options.defaults if "." in key)
        return (*(key for key in (*self.own_keys, *HEAD) if key in told), *parts)

    def year(self, row: SheetRow) -> int | None:
        """Return the row's campaign year: its own, else the one that was said."""
        given = row.cells.get("year") or row.sections.get("year")
        text = text_of(given.value, YEAR).strip() if given else ""
        if text and not is_year(text):
            raise RequestError(NO_YEAR, value=text)
        return int(text) if text else self.options.year or stated_year(self.sheet_list)

    def default(self, key: str, when: RecordTime) -> str:
        """Return the text that was said to hold for all rows, "" if none was; a list may be one unit's."""
        text = self.options.defaults.get(key, "") or (self._level_by_title if key == "level" else "")
        if text or key != "unit" or key not in self._fields:
            return text
        has_units = not {"unit", "who"}.isdisjoint(self.sheet_list.columns.values())
        return ("" if has_units else self._unit_of_sheet(when)) or self._unit_told

    @cached_property
    def _level_by_title(self) -> str:
        """Return the level that evaluated the list's models, as its title says; "" where it says none."""
        return level_by_title(self.sheet_list, self.lists) if self.sheet_list.kind == EVALUATIONS.folder else ""

    def home(self, when: RecordTime) -> ListHome:
        """Return what the list is from: the unit that bears its sheet's name, or was said, else the office's own."""
        if when not in self._homes:
            told = self._unit_of_sheet(when) or self._unit_told
            own = self.lists.setting("unit") or ""
            offices = ListHome(own if own in self.lists.units else "")
            self._homes[when] = ListHome(told, is_told=True) if told else offices
        return self._homes[when]

    @property
    def _unit_told(self) -> str:
        told = self.options.unit or self.sheet_list.unit
        return told if told in self.lists.units else ""

    def _unit_of_sheet(self, when: RecordTime) -> str:
        home = ListHome(self._unit_told, is_told=bool(self._unit_told))
        return self._scope(home).called(self.sheet_list.sheet.name, when.days) if self.sheet_list.sheet.name else ""

    def _scope(self, home: ListHome) -> UnitScope:
        if home not in self._scopes:
            # What is to be added is not near to anything, or is doubted when it is.
            self._scopes[home] = scope_of(self.lists, home, proposes=not self.options.add_units)
        return self._scopes[home]

    def value(self, key: str, text: str, when: RecordTime, *, exact: bool = False, typed: bool = False) -> Value | None:
        """Read what stands under a key, or was typed for it; raise RequestError."""
        field, _ = self.field_of(key)
        is_placed = field.refers == "unit" or field.type is WHERE
        asked = (when if is_placed else RecordTime(when.year), key, text, exact, typed)
        if asked not in self._values_by_text:
            try:
                self._values_by_text[asked] = self._value(key, text, asked[0], exact=exact, typed=typed)
            except RequestError as why:
                self._values_by_text[asked] = why
        value = self._values_by_text[asked]
        if isinstance(value, RequestError):
            raise value
        return value

    def _value(self, key: str, text: str, when: RecordTime, *, exact: bool, typed: bool) -> Value | None:
        field, part = self.field_of(key)
        if not exact and text.strip() in BLANKS:
            return None
        if part and isinstance(field.type, Parts):
            return self._reader_of(when, typed=typed).value(_POINTS, [text])
        if part:
            return nfc(text)
        if field.type in (TEXT, LONG) and not exact:
            return self._clean_text(field, text)
        return read_cell(field, text, self._reader_of(when, typed=typed))

    def model(self, key: str, name: ModelName) -> Value | None:
        """Return the id of the model that a row names under a key; raise RequestError."""
        if name.text.strip() in BLANKS or is_blank(name.text):
            return None
        return from_json(self._fields[key], name.text) or self._find_model(name._replace(text=nfc(name.text)))

    def _clean_text(self, field: Field, text: str) -> str | None:
        value = cleaned(text, lines=field.type is LONG)
        if is_blank(value):
            return None
        if field.required:
            check_name(field, value)
        return value

    def names_unit(self, key: str) -> bool:
        """Whether a unit stands under a key."""
        return key in self._fields and self._fields[key].refers == "unit"

    def amount(self, given: GivenCell) -> str | None:
        """Return an amount in the record's own unit where it stands in another, else None; raise RequestError."""
        stated = self.sheet_list.units.get(given.column)
        if stated is None:
            return None
        text = in_own_unit(given.value, stated, self.sheet_list.sheet.shown_as.get((given.row, given.column)))
        if text and is_too_much(text, stated.own):
            raise RequestError(
                AMOUNT_TOO_MUCH,
                value=str(given.value),
                number=int(text) if text.isdecimal() else text,
                own=stated.own_words,
            )
        return text

    def field_of(self, key: str) -> tuple[Field, str]:
        """Return a key's field, and the part of it that is meant: a criterion, an indicator, a key of the office's."""
        if key in self._fields:
            return self._fields[key], ""
        base, _, part = key.partition(".")
        return self._fields[base], part

    def _reader_of(self, when: RecordTime, *, typed: bool) -> TypedReader:
        """Return a reader of cells, or of what was typed for all rows; models are found when the row is known."""
        if (when, typed) not in self._readers:
            reader_type = _DefaultReader if typed else CellReader
            scope = self._scope(when.home) if when.home else None
            self._readers[when, typed] = reader_type(self.lists, when.year, lambda text, _before: text, when.day, scope)
        return self._readers[when, typed]

    def unit_named(self, text: str, when: RecordTime) -> str:
        """Return the id of the unit whose name or other spelling a text is, "" for none, or several at that time."""
        return self._scope(when.home or self.home(when)).called(text, when.days)

    def day(self, row: SheetRow) -> str | None:
        """Return the day on which a row speaks of units, if it states one that can be read."""
        key = spoken_on(self.own_keys)
        given = row.cells.get(key) or row.sections.get(key)
        try:
            text = text_of(given.value, DATE) if given else self.options.defaults.get(key, "")
        except RequestError:  # a fault of the row when the cell itself is read
            return None
        return read_typed_date(text) if key else None


class _DefaultReader(TypedReader):
    """Reads what was typed for all rows of a list, in which a body that is no unit yet may become one."""

    takes_places = False


def has_ids(sheet_list: ListOnSheet) -> bool:
    """Whether the column of ids holds danvan's: others number their lists by codes of their own."""
    if "mark" in sheet_list.columns.values() or sheet_list.kind == "review":
        return True
    given = [str(row.cells["id"].value).strip() for row in sheet_list.rows if "id" in row.cells]
    looks = _UNIT_ID if sheet_list.kind == "units" else _RECORD_ID
    return bool(given) and all(map(looks.fullmatch, given))
