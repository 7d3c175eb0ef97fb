"""From the rows of a list to what records shall state, all that is wrong with a row at once."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.field_types import DATE, LONG, NUMBER, TEXT, YEAR, FieldType, Parts
from danvan_cli.domain.fields import TABLES, Field
from danvan_cli.domain.messages import NO_YEAR, Message
from danvan_cli.domain.names import is_year
from danvan_cli.domain.unit_names import Days, days_of, days_of_years
from danvan_cli.domain.values import Value
from danvan_cli.importing.cell_texts import cleaned, is_no_tick, is_tick, text_of
from danvan_cli.importing.cells import read_cell
from danvan_cli.importing.columns import KINDS, PREPARED, fields_of, type_of
from danvan_cli.importing.options import ImportOptions
from danvan_cli.importing.parsed_rows import CELLS_DIFFER, ParsedRow, lacking_key, spot_of
from danvan_cli.importing.sheet_lists import Fault, GivenCell, ListOnSheet, SheetRow
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import translate
from danvan_cli.recording.typed import FindModel, TypedReader, check_name, spoken_on
from danvan_cli.text.dates import read_typed_date
from danvan_cli.text.fold import bare, nfc
from danvan_cli.text.mark import N_
from danvan_cli.text.numbers import counted_people, stated_amount
from danvan_cli.text.visible import is_blank

NO_TICK = Message("no-tick", N_("“{value}” is no tick. Write x, or leave the cell empty."))

_ASIDE = ("id", "year", "mark", PREPARED.key, "number", "-")
_RECORD_ID = re.compile(r"(?:19|20|21)\d\d-[a-z0-9-]+(?:\.[a-z0-9-]+)?")
_UNIT_ID = re.compile(r"[a-z][a-z0-9]*-[a-z0-9-]+")
_YEAR_IN_TITLE = re.compile(r"\bnam ((?:19|20|21)\d\d)\b(?! \d)")
_DATED = re.compile(r"\b(?:ngay|thang|quyet dinh|cong van|ke hoach|kem theo)\b")  # of these a line gives the day
_HEAD: tuple[str, ...] = ("title", "unit", "level")
_BLANKS = ("", "-", "–", "—")  # dashes stand where there is nothing to say
_POINTS = Field("points", NUMBER, "")
_AMOUNT = "claims.value"
_PEOPLE = "participants"
_FORMS_OF_ADDRESS = re.compile(
    r"(?:ông|bà|anh|chị|cô|chú|bác|thầy|em|đ/c|đồng chí|linh mục|đại đức|thượng tọa|hòa thượng|ni sư|sư cô|mục sư)\b",
    re.IGNORECASE,
)
_BETWEEN_NAMES = re.compile(r"\s+[-–—]\s+|[,;\n]")


def _lacking_faults(row: ParsedRow) -> Iterator[Fault]:
    """Find what a row does not state and must; lists of units and figures have rules of their own."""
    record_type = type_of(row.sheet_list.kind)
    if record_type is None or record_type.entries:
        return
    required = [key for key, field in record_type.fields.items() if field.required and key not in row.values]
    if not (record_type.has_ids or row.id or "title" in row.head):
        required.append("title")
    for key in required:
        if not (key == "unit" and "who" in row.raw.cells) or "person" in row.values:
            yield row.lacks(key)


def stated_year(sheet_list: ListOnSheet) -> int | None:
    """Return the campaign year that the list's own title states, such as DANH SÁCH MÔ HÌNH NĂM 2024; None for several.

    A review is of one year and says what becomes of its models in another.
    """
    lines = [bare(line) for line in sheet_list.above.splitlines()] if sheet_list.kind != "review" else []
    years = {year for line in lines if not _DATED.search(line) for year in _YEAR_IN_TITLE.findall(line)}
    return int(years.pop()) if len(years) == 1 else None


class RecordTime(NamedTuple):
    """Of which campaign year a row's record is, 0 where nobody knows, and the day on which it speaks of units."""

    year: int
    day: str | None = None

    @property
    def days(self) -> Days:
        """Return the days on one of which the units were there that it names."""
        return days_of(self.day) if self.day else days_of_years(self.year)


class RowReader:
    """Reads the rows of one list; what many rows state alike is read once."""

    def __init__(self, lists: Lists, sheet_list: ListOnSheet, options: ImportOptions, find_model: FindModel) -> None:
        self.sheet_list, self.lists = sheet_list, lists
        self.options, self._find_model = options, find_model
        self.own_keys = TABLES[KINDS[sheet_list.kind]]  # of the record itself
        self._fields = fields_of(sheet_list.kind)
        self._readers: dict[RecordTime, TypedReader] = {}
        self._values_by_text: dict[tuple[RecordTime, str, str, bool], Value | RequestError | None] = {}
        self.has_ids = has_ids(sheet_list)
        keys = (key for key in sheet_list.columns.values() if key not in _ASIDE)
        covered = {key.partition("=")[0] for key in keys}
        self.covered = frozenset(covered | ({"person"} if "who" in covered else set()))

    def read(self, row: SheetRow) -> ParsedRow | list[Fault]:
        """Read a row, or return all that is wrong with it."""
        parser = _RowParser(self, row)
        parsed = parser.result()
        faulty_keys = {fault.key.partition("=")[0] for fault in parser.faults}
        faults = [*parser.faults, *(fault for fault in _lacking_faults(parsed) if fault.key not in faulty_keys)]
        return faults or parsed

    def year(self, row: SheetRow) -> int | None:
        """Return the row's campaign year: its own, else the one that was said."""
        given = row.cells.get("year") or row.sections.get("year")
        text = text_of(given.value, YEAR).strip() if given else ""
        if text and not is_year(text):
            raise RequestError(NO_YEAR, value=text)
        return int(text) if text else self.options.year or stated_year(self.sheet_list)

    def default(self, key: str, when: RecordTime) -> str:
        """Return the text that was said to hold for all rows, "" if none was.

        A template says by itself from whom it is, and a sheet may bear its unit's name.
        """
        text = self.options.defaults.get(key, "")
        if not text and key == "unit" and self.sheet_list.unit in self.lists.units:
            return self.sheet_list.unit
        by_sheet = not text and key == "unit" and not {"unit", "who"} & set(self.sheet_list.columns.values())
        return self.unit_named(self.sheet_list.sheet.name, when) if by_sheet else text

    def value(self, key: str, text: str, when: RecordTime, *, exact: bool = False) -> Value | None:
        """Read what stands under a key; raise RequestError."""
        field, _ = self.field_of(key)
        asked = (when if field.refers == "unit" else RecordTime(when.year), key, text, exact)
        if asked not in self._values_by_text:
            try:
                self._values_by_text[asked] = self._value(key, text, asked[0], exact=exact)
            except RequestError as why:
                self._values_by_text[asked] = why
        value = self._values_by_text[asked]
        if isinstance(value, RequestError):
            raise value
        return value

    def _value(self, key: str, text: str, when: RecordTime, *, exact: bool) -> Value | None:
        field, part = self.field_of(key)
        if not exact and text.strip() in _BLANKS:
            return None
        if part and isinstance(field.type, Parts):
            return self._reader_of(when).value(_POINTS, [text])
        if part:
            return nfc(text)
        if field.type in (TEXT, LONG) and not exact:
            return self._clean_text(field, text)
        return read_cell(field, text, self._reader_of(when))

    def _clean_text(self, field: Field, text: str) -> str | None:
        value = cleaned(text, lines=field.type is LONG)
        if is_blank(value):
            return None
        if field.required:
            check_name(field, value)
        return value

    def field_of(self, key: str) -> tuple[Field, str]:
        """Return a key's field, and the part of it that is meant: a criterion, an indicator, a key of the office's."""
        if key in self._fields:
            return self._fields[key], ""
        base, _, part = key.partition(".")
        return self._fields[base], part

    def _reader_of(self, when: RecordTime) -> TypedReader:
        if when not in self._readers:
            self._readers[when] = TypedReader(self.lists, when.year, self._find_model, when.day)
        return self._readers[when]

    def unit_named(self, text: str, when: RecordTime) -> str:
        """Return the id of the unit whose name or other spelling a text is, "" for none, or several at that time."""
        return self.lists.unit_names.called(text, when.days)

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
        self._mark = self._plain_text("mark")
        self._id = self._plain_text("id") if reader.has_ids else ""
        self._year = self._guarded(row.cells.get("year"), "year", lambda: reader.year(row)) or 0
        if not self._year and not self.faults and reader.sheet_list.kind != "units":
            self.faults.append(lacking_key(spot_of(reader.sheet_list, row, None, "year"), "year"))
        # What an export wrote is read as it was written: by the year alone.
        self._when = RecordTime(self._year, None if self._mark else reader.day(row))
        for key, given in self._stated_cells():
            self._take(key, given)
        self._take_defaults()
        if self._notes:
            self._values["note"] = "\n".join([*filter(None, [self._values.get("note")]), *self._notes])
        _imply_kind(reader, self._values, self._when)

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

    def _take(self, key: str, given: GivenCell) -> None:
        if "=" in key:
            self._tick(key, given)
        elif key == _AMOUNT:
            self._guarded(given, key, lambda: self._keep_amount(self._text(key, given)))
        elif key == _PEOPLE and isinstance(given.value, str):
            self._guarded(given, key, lambda: self._keep_people(self._text(key, given)))
        elif key == "who":
            self._guarded(
                given, "who", lambda: _take_who(self._reader, self._values, self._text(key, given), self._when)
            )
        else:
            self._guarded(given, key, lambda: self._keep(key, self._text(key, given)))

    def _text(self, key: str, given: GivenCell) -> str:
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

    def _keep(self, key: str, text: str) -> None:
        value = self._reader.value(key, text, self._when, exact=bool(self._mark))
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
            _take_who(self._reader, self._values, text, self._when)

    def _take_defaults(self) -> None:
        parts = (key for key in self._reader.options.defaults if "." in key)
        for key in (*self._reader.own_keys, *_HEAD, *parts):
            text = self._reader.default(key, self._when)
            base, _, part = key.partition(".")
            is_stated = key in self._values or (part and part in self._values.get(base, {}))
            if text and not is_stated:
                self._guarded(None, key, lambda key=key, text=text: self._keep(key, text))  # type: ignore[misc]

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


def _is_person(text: str) -> bool:
    """Whether a text begins as people are addressed."""
    return _FORMS_OF_ADDRESS.match(text) is not None


def _take_who(reader: RowReader, values: dict[str, Value], text: str, when: RecordTime) -> None:
    """Take whoever carries out a model: a person, or a unit; raise RequestError for a unit that is not known."""
    name, unit = _split_name_and_unit(reader, text, when)
    if not name and not unit:
        return
    if name and (unit or _is_person(name) or values.get("kind") == "ca-nhan"):
        values.setdefault("person", name)
    elif name:
        unit = reader.value("unit", name, when)
    if unit and values.setdefault("unit", unit) != unit:
        raise RequestError(CELLS_DIFFER, value=text, key="unit")


def _split_name_and_unit(reader: RowReader, text: str, when: RecordTime) -> tuple[str, Value]:
    """Part `Nguyễn Thị Hoa - Phường Hiệp Thành` in a name and a unit; only a unit's whole name is taken for one."""
    parts = [cleaned(part, lines=False) for part in _BETWEEN_NAMES.split(text)]
    for number, part in enumerate(parts):
        unit = reader.unit_named(part, when) if number and part else None
        if unit:
            return ", ".join(part for part in (*parts[:number], *parts[number + 1 :]) if part), unit
    return cleaned(text, lines=False), None


def _imply_kind(reader: RowReader, values: dict[str, Value], when: RecordTime) -> None:
    """Set the kind where no column states it: individual by a person's name, collective by a unit's in its place."""
    if "kind" in values:
        return
    implied = None
    if "person" in reader.own_keys:
        has_who = "who" in reader.sheet_list.columns.values()
        implied = "ca-nhan" if "person" in values else "tap-the" if has_who and "unit" in values else None
    elif "recipient" in reader.own_keys:
        implied = _kind_of_recipient(reader, str(values.get("recipient", "")), when)
    if implied:
        values["kind"] = reader.value("kind", implied, when)


def _kind_of_recipient(reader: RowReader, recipient: str, when: RecordTime) -> str | None:
    if _is_person(recipient):
        return "ca-nhan"
    return "tap-the" if reader.unit_named(recipient, when) else None
