"""From the rows of a list to what records shall state, all that is wrong with a row at once."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.field_types import DATE, LONG, NUMBER, TEXT, WHERE, YEAR, FieldType, Parts
from danvan_cli.domain.fields import TABLES, Field
from danvan_cli.domain.messages import NO_YEAR, Message
from danvan_cli.domain.names import is_year
from danvan_cli.domain.record_types import MODELS
from danvan_cli.domain.unit_names import Days, days_of, days_of_years
from danvan_cli.domain.unit_scope import ListHome, UnitScope
from danvan_cli.domain.values import Value
from danvan_cli.importing.amounts import in_own_unit, is_amount, is_too_much
from danvan_cli.importing.carriers import imply_kind, take_who
from danvan_cli.importing.cell_texts import cleaned, is_no_tick, is_tick, text_of
from danvan_cli.importing.cells import CellReader, read_cell
from danvan_cli.importing.columns import KINDS, PLACES, WITHIN, fields_of, type_of
from danvan_cli.importing.exact_cells import from_json
from danvan_cli.importing.model_names import ModelName, Naming, naming_of
from danvan_cli.importing.options import ImportOptions
from danvan_cli.importing.parsed_rows import CELLS_DIFFER, ParsedRow, lacking_faults, lacking_key, spot_of
from danvan_cli.importing.sheet_lists import Fault, GivenCell, ListOnSheet, SheetRow
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import translate
from danvan_cli.recording.naming import scope_of
from danvan_cli.recording.typed import TypedReader, check_name, spoken_on
from danvan_cli.text.dates import read_typed_date
from danvan_cli.text.fold import bare, nfc
from danvan_cli.text.mark import N_
from danvan_cli.text.numbers import counted_people, stated_amount
from danvan_cli.text.visible import is_blank

AMOUNT_TOO_MUCH = Message(
    "amount-too-much",
    N_("“{value}” in the column's unit would be {number} {own}. If it is in {own} already, write so: {value} {own}."),
)
NO_TICK = Message("no-tick", N_("“{value}” is no tick. Write x, or leave the cell empty."))

FindNamedModel = Callable[[ModelName], str]
_ASIDE = ("id", "year", "mark", "number", "-", WITHIN, *PLACES)
_RECORD_ID = re.compile(r"(?:19|20|21)\d\d-[a-z0-9-]+(?:\.[a-z0-9-]+)?")
_UNIT_ID = re.compile(r"[a-z][a-z0-9]*-[a-z0-9-]+")
_YEAR_IN_TITLE = re.compile(r"\bnam ((?:19|20|21)\d\d)\b(?! \d)")
_DATED = re.compile(r"\b(?:ngay|thang|quyet dinh|cong van|ke hoach|kem theo)\b")  # of these a line gives the day
_HEAD: tuple[str, ...] = ("title", "unit", "level")
_DECIDING = ("unit", "who", "year", "from_year")  # which of the models of a title is meant
_BLANKS = ("", "-", "–", "—")  # dashes stand where there is nothing to say
_POINTS = Field("points", NUMBER, "")
_AMOUNT = "claims.value"
_PEOPLE = "participants"


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


class RowReader:
    """Reads the rows of one list; what many rows state alike is read once."""

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
        keys = (key for key in sheet_list.columns.values() if key not in _ASIDE or key in PLACES)
        covered = {key.partition("=")[0] for key in keys}
        covered |= {"person"} if "who" in covered else set()
        covered |= {"unit"} if not covered.isdisjoint(PLACES) else set()
        self.covered = frozenset(covered)

    def read(self, row: SheetRow) -> ParsedRow | list[Fault]:
        """Read a row, or return all that is wrong with it."""
        parser = _RowParser(self, row)
        parsed = parser.result()
        faulty_keys = {fault.key.partition("=")[0] for fault in parser.faults}
        faulty_keys |= {"unit"} if WITHIN in faulty_keys else set()
        faults = [*parser.faults, *(fault for fault in lacking_faults(parsed) if fault.key not in faulty_keys)]
        return faults or parsed

    def year(self, row: SheetRow) -> int | None:
        """Return the row's campaign year: its own, else the one that was said."""
        given = row.cells.get("year") or row.sections.get("year")
        text = text_of(given.value, YEAR).strip() if given else ""
        if text and not is_year(text):
            raise RequestError(NO_YEAR, value=text)
        return int(text) if text else self.options.year or stated_year(self.sheet_list)

    def default(self, key: str, when: RecordTime) -> str:
        """Return the text that was said to hold for all rows, "" if none was; a list may be one unit's."""
        text = self.options.defaults.get(key, "")
        if text or key != "unit" or key not in self._fields:
            return text
        has_units = not {"unit", "who"}.isdisjoint(self.sheet_list.columns.values())
        return ("" if has_units else self._unit_of_sheet(when)) or self._unit_told

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
        if not exact and text.strip() in _BLANKS:
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
        if name.text.strip() in _BLANKS or is_blank(name.text):
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
            reader_type = TypedReader if typed else CellReader
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


class _RowParser:
    """One row while it is read."""

    def __init__(self, reader: RowReader, row: SheetRow) -> None:
        self._reader, self._row = reader, row
        self.faults: list[Fault] = []
        self._values: dict[str, Value] = {}
        self._notes: list[str] = []
        self._models: dict[str, GivenCell | None] = {}  # that the row names, None: by what was typed for all
        self._mark = self._plain_text("mark")
        self._id = self._plain_text("id") if reader.has_ids else ""
        self._year = self._guarded(row.cells.get("year"), "year", lambda: reader.year(row)) or 0
        if not self._year and not self.faults and reader.sheet_list.kind != "units":
            self.faults.append(lacking_key(spot_of(reader.sheet_list, row, None, "year"), "year"))
        # What an export wrote is read as it was written: by the year alone.
        self._when = RecordTime(self._year, None if self._mark else reader.day(row))
        self._is_placed = True
        given_cells = dict(self._stated_cells())
        if not self._mark:
            self._when = self._when._replace(home=reader.home(self._when))
            self._enter_places(given_cells)
        for key, given in sorted(given_cells.items(), key=_who_last) if "who" in given_cells else given_cells.items():
            self._take(key, given)
        self._take_defaults()
        self._take_models()
        if self._notes:
            self._values["note"] = "\n".join([*filter(None, [self._values.get("note")]), *self._notes])
        imply_kind(reader, self._values, self._when)

    def result(self) -> ParsedRow:
        """Return what was read."""
        own = self._reader.own_keys
        record_type = type_of(self._reader.sheet_list.kind)
        by_head = record_type is not None and not record_type.has_ids
        head = {key: self._values[key] for key in _HEAD if key in self._values} if by_head else {}
        values = {key: self._values[key] for key in own if key in self._values}
        claim = {key: value for key, value in self._values.items() if key.startswith("claims.")}
        covered = self._reader.covered | values.keys()
        return ParsedRow(
            self._reader.sheet_list, self._row, self._year, {**values, **claim}, head, covered, self._id, self._mark
        )

    def _plain_text(self, key: str) -> str:
        given = self._row.cells.get(key)
        return "" if given is None else str(given.value).strip()

    def _stated_cells(self) -> Iterator[tuple[str, GivenCell]]:
        """Yield what the row states, and what the headings above it state that it does not."""
        yield from ((key, given) for key, given in self._row.cells.items() if key not in _ASIDE)
        ticked = {key.partition("=")[0] for key in self._row.cells}
        yield from (
            (key, given) for key, given in self._row.sections.items() if key not in ticked and key not in _ASIDE
        )

    def _enter_places(self, given_cells: dict[str, GivenCell]) -> None:
        """Go down to what the row's unit lies in, as sections and columns say; the last is the unit itself without one.

        Where that cannot be told, nor can any unit that the row names.
        """
        cells, sections = self._row.cells, self._row.sections
        given_places = (sections.get(WITHIN), sections.get("unit"), *map(cells.get, PLACES))
        places = [given for given in given_places if given and str(given.value).strip() not in _BLANKS]
        own = cells.get("unit")
        if places and (own is None or str(own.value).strip() in _BLANKS):
            given_cells["unit"] = places.pop()
        for given in places:
            unit = self._guarded(given, WITHIN, lambda given=given: self._place(given))  # type: ignore[misc]
            if unit is None:
                self._is_placed = False
                return
            self._when = self._when._replace(home=ListHome(unit, is_told=True))

    def _place(self, given: GivenCell) -> Value | None:
        return self._reader.value("unit", self._text("unit", given), self._when)

    def _take(self, key: str, given: GivenCell) -> None:
        if not self._is_placed and (key == "who" or self._reader.names_unit(key)):
            return
        if "=" in key:
            self._tick(key, given)
        elif key in self._reader.model_keys:
            self._models[key] = given
        elif key == _AMOUNT:
            self._guarded(given, key, lambda: self._keep_amount(self._text(key, given)))
        elif key == _PEOPLE and isinstance(given.value, str):
            self._guarded(given, key, lambda: self._keep_people(self._text(key, given)))
        elif key == "who":
            self._guarded(
                given, "who", lambda: take_who(self._reader, self._values, self._text(key, given), self._when)
            )
        else:
            self._guarded(given, key, lambda: self._keep(key, self._text(key, given)))

    def _text(self, key: str, given: GivenCell) -> str:
        if is_amount(key) and not self._mark:
            text = self._reader.amount(given)
            if text is not None:
                return text
        return text_of(given.value, TEXT if key == "who" else self._type_of(key))

    def _type_of(self, key: str) -> FieldType:
        field, part = self._reader.field_of(key)
        return field.type.item if part and isinstance(field.type, Parts) else field.type

    def _keep_amount(self, text: str) -> None:
        """Keep a number under the key that its words say: “trên 1.000” is no value, but more than one."""
        key, number = stated_amount(text)
        self._keep(f"claims.{key}", number)

    def _keep_people(self, text: str) -> None:
        """Keep how many people there were; what “trên 100” says beyond the number stands in the note as it was said."""
        number, in_words = counted_people(text) or (text, False)
        self._keep(_PEOPLE, number)
        if in_words and _PEOPLE in self._values:
            label = translate(self._reader.field_of(_PEOPLE)[0].label)
            self._notes.append(f"{label}: {cleaned(text, lines=False)}")

    def _keep(self, key: str, text: str, *, typed: bool = False) -> None:
        when = self._when._replace(home=None) if typed else self._when
        value = self._reader.value(key, text, when, exact=bool(self._mark), typed=typed)
        if value is None or value == "":
            return
        field, part = self._reader.field_of(key)
        if part:
            self._values.setdefault(field.key, {})[part] = value
        elif self._values.setdefault(key, value) != value:
            raise RequestError(CELLS_DIFFER, value=text, key=key)

    def _tick(self, column: str, given: GivenCell) -> None:
        """Take a column that is ticked; what stands there instead of a tick names whoever the column is for."""
        key, _, entry = column.partition("=")
        if is_no_tick(given.value):
            return
        text = str(given.value).strip()
        if is_tick(given.value):
            self._guarded(given, key, lambda: self._keep(key, entry))
        elif key == "kind" and isinstance(given.value, str):
            self._guarded(given, key, lambda: self._keep(key, entry))
            self._guarded(given, key, lambda: self._take_name(text))
        else:
            self._refuse(given, key, RequestError(NO_TICK, value=text))

    def _take_name(self, text: str) -> None:
        """Take whoever is named in a column of a kind: who carries out a model, or who receives an award."""
        if "recipient" in self._reader.own_keys:
            self._keep("recipient", text)
        else:
            take_who(self._reader, self._values, text, self._when)

    def _take_defaults(self) -> None:
        parts = (key for key in self._reader.options.defaults if "." in key)
        for key in (*self._reader.own_keys, *_HEAD, *parts):
            text = self._reader.default(key, self._when) if key != "unit" or self._is_placed else ""
            base, _, part = key.partition(".")
            is_stated = key in self._values or (part and part in self._values.get(base, {}))
            if text and key in self._reader.model_keys:
                self._models.setdefault(key, None)
            elif text and not is_stated:
                self._guarded(None, key, lambda key=key, text=text: self._keep(key, text, typed=True))  # type: ignore[misc]

    def _take_models(self) -> None:
        """Find the models that the row names: by its unit and year, so when these are known, and sound."""
        if any(fault.key in _DECIDING for fault in self.faults):
            return
        for key, given in self._models.items():
            value = self._guarded(given, key, lambda key=key, given=given: self._model(key, given))  # type: ignore[misc]
            if value is not None:
                self._values[key] = value

    def _model(self, key: str, given: GivenCell | None) -> Value | None:
        naming, unit = naming_of(key), str(self._values.get("unit", ""))
        first = self._values.get("from_year") if naming is Naming.BELONGS else None
        name = ModelName("", naming, self._year, unit, first)
        value = self._reader.model(key, name._replace(text=self._text(key, given))) if given else None
        text = self._reader.default(key, self._when)
        return self._reader.model(key, name._replace(text=text, typed=True)) if value is None and text else value

    def _guarded(self, given: GivenCell | None, key: str, take: Callable[[], Value]) -> Value | None:
        try:
            return take()
        except RequestError as why:
            self._refuse(given, key, why)
            return None

    def _refuse(self, given: GivenCell | None, key: str, why: RequestError) -> None:
        self.faults.append(Fault(spot_of(self._reader.sheet_list, self._row, given), why, key))


def has_ids(sheet_list: ListOnSheet) -> bool:
    """Whether the column of ids holds danvan's: others number their lists by codes of their own."""
    if "mark" in sheet_list.columns.values() or sheet_list.kind == "review":
        return True
    given = [str(row.cells["id"].value).strip() for row in sheet_list.rows if "id" in row.cells]
    looks = _UNIT_ID if sheet_list.kind == "units" else _RECORD_ID
    return bool(given) and all(map(looks.fullmatch, given))


def _who_last(stated: tuple[str, GivenCell]) -> bool:
    """Sort whoever carries a model out behind the unit that other cells name: that is what it lies in."""
    return stated[0] == "who"
