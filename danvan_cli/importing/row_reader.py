"""From the rows of a list to what records shall state, all that is wrong with a row at once."""

from collections.abc import Callable, Iterator

from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.field_types import NO_NUMBER, NO_WHOLE, TEXT, FieldType, Parts
from danvan_cli.domain.messages import Message
from danvan_cli.domain.unit_scope import ListHome
from danvan_cli.domain.values import Value
from danvan_cli.importing.carriers import imply_kind, take_who
from danvan_cli.importing.cell_texts import cleaned, is_no_tick, is_tick, text_of
from danvan_cli.importing.columns import PLACES, WITHIN, type_of
from danvan_cli.importing.list_values import ASIDE, BLANKS, HEAD, ListValues, RecordTime
from danvan_cli.importing.model_names import ModelName, Naming, naming_of
from danvan_cli.importing.parsed_rows import CELLS_DIFFER, ParsedRow, lacking_faults, lacking_key, spot_of
from danvan_cli.importing.sheet_lists import Fault, GivenCell, SheetRow
from danvan_cli.locale import translate
from danvan_cli.recording.amounts import is_amount
from danvan_cli.spreadsheet.sheets import address
from danvan_cli.text.mark import N_
from danvan_cli.text.numbers import counted_people, stated_amount

NO_AMOUNT = Message(
    "no-amount", N_("“{value}” is no number. This column is in {unit}: write 3 or 3,5, or a number with its unit.")
)
TICKED_TWICE = Message(
    "ticked-twice",
    N_("“{value}” contradicts “{other}” ({cell}), which is ticked too: both state {key}. Leave only one of them."),
)
NO_TICK = Message("no-tick", N_("“{value}” is no tick. Write x, or leave the cell empty."))

_DECIDING = ("unit", "who", "year", "from_year")  # which of the models of a title is meant
_AMOUNT = "claims.value"
PEOPLE = "participants"


class RowReader(ListValues):
    """Reads the rows of one list."""

    def read(self, row: SheetRow) -> ParsedRow | list[Fault]:
        """Read a row, or return all that is wrong with it."""
        parser = _RowParser(self, row)
        parsed = parser.result()
        faulty_keys = {fault.key.partition("=")[0] for fault in parser.faults}
        faulty_keys |= {"unit"} if WITHIN in faulty_keys else set()
        faults = [*parser.faults, *(fault for fault in lacking_faults(parsed) if fault.key not in faulty_keys)]
        return faults or parsed


class _RowParser:
    """One row while it is read."""

    def __init__(self, reader: ListValues, row: SheetRow) -> None:
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
        head = {key: self._values[key] for key in HEAD if key in self._values} if by_head else {}
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
        yield from ((key, given) for key, given in self._row.cells.items() if key not in ASIDE)
        ticked = {key.partition("=")[0] for key in self._row.cells}
        yield from ((key, given) for key, given in self._row.sections.items() if key not in ticked and key not in ASIDE)

    def _enter_places(self, given_cells: dict[str, GivenCell]) -> None:
        """Go down to what the row's unit lies in, as sections and columns say; the last is the unit itself without one.

        Where that cannot be told, nor can any unit that the row names.
        """
        cells, sections = self._row.cells, self._row.sections
        given_places = (sections.get(WITHIN), sections.get("unit"), *map(cells.get, PLACES))
        places = [given for given in given_places if given and str(given.value).strip() not in BLANKS]
        own = cells.get("unit")
        if places and (own is None or str(own.value).strip() in BLANKS):
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
        elif key == PEOPLE and isinstance(given.value, str):
            self._guarded(given, key, lambda: self._keep_people(self._text(key, given)))
        elif key == "who":
            self._guarded(
                given, "who", lambda: take_who(self._reader, self._values, self._text(key, given), self._when)
            )
        elif is_amount(key):
            self._guarded(given, key, lambda: self._keep_in_unit(key, given))
        else:
            self._guarded(given, key, lambda: self._keep(key, self._text(key, given)))

    def _keep_in_unit(self, key: str, given: GivenCell) -> None:
        """Keep an amount; what is none is told in the unit of its column."""
        try:
            self._keep(key, self._text(key, given))
        except RequestError as why:
            stated = self._reader.sheet_list.units.get(given.column)
            if stated is None or stated.unit == stated.own or why.message not in (NO_WHOLE, NO_NUMBER):
                raise
            raise RequestError(NO_AMOUNT, value=str(given.value), unit=stated.words) from None

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
        self._keep(PEOPLE, number)
        if in_words and PEOPLE in self._values:
            label = translate(self._reader.field_of(PEOPLE)[0].label)
            self._notes.append(f"{label}: {cleaned(text, lines=False)}")

    def _keep(self, key: str, text: str, *, said: str = "", typed: bool = False) -> None:
        """Keep what a text states, unless another cell contradicts it; `said`: what people read there instead."""
        when = self._when._replace(home=None) if typed else self._when
        value = self._reader.value(key, text, when, exact=bool(self._mark), typed=typed)
        if value is None or value == "":
            return
        field, part = self._reader.field_of(key)
        if part:
            self._values.setdefault(field.key, {})[part] = value
        elif self._values.setdefault(key, value) != value:
            raise RequestError(CELLS_DIFFER, value=said or text, key=key)

    def _tick(self, column: str, given: GivenCell) -> None:
        """Take a column that is ticked; what stands there instead of a tick names whoever the column is for."""
        key = column.partition("=")[0]
        if is_no_tick(given.value):
            return
        text = str(given.value).strip()
        if is_tick(given.value):
            self._guarded(given, key, lambda: self._keep_ticked(column, given))
        elif key == "kind" and isinstance(given.value, str):
            self._guarded(given, key, lambda: self._keep_ticked(column, given))
            self._guarded(given, key, lambda: self._take_name(text))
        else:
            self._refuse(given, key, RequestError(NO_TICK, value=text))

    def _keep_ticked(self, column: str, given: GivenCell) -> None:
        """Keep what a column is for; of two that are ticked, both are told."""
        key, _, entry = column.partition("=")
        title = self._title(column, given)
        ticked = ((name, cell) for name, cell in self._row.cells.items() if name.startswith(f"{key}="))
        others = [pair for pair in ticked if pair[0] != column and not is_no_tick(pair[1].value)]
        if others and self._values.get(key, entry) != entry:
            name, cell = others[0]
            spot = address(cell.row, cell.column)
            raise RequestError(TICKED_TWICE, value=title, other=self._title(name, cell), cell=spot, key=key)
        self._keep(key, entry, said=title)

    def _title(self, column: str, given: GivenCell) -> str:
        """Return what stands above a ticked column, else what it is for is called."""
        key, _, entry = column.partition("=")
        field, _ = self._reader.field_of(key)
        entries = self._reader.lists.entries(field.choices) if field.choices else {}
        label = entries[entry].label if entry in entries else entry
        return " ".join(self._reader.sheet_list.titles.get(given.column, ())[-1:]) or label

    def _take_name(self, text: str) -> None:
        """Take whoever is named in a column of a kind: who carries out a model, or who receives an award."""
        if "recipient" in self._reader.own_keys:
            self._keep("recipient", text)
        else:
            take_who(self._reader, self._values, text, self._when)

    def _take_defaults(self) -> None:
        for key in self._reader.default_keys:
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


def _who_last(stated: tuple[str, GivenCell]) -> bool:
    """Sort whoever carries a model out behind the unit that other cells name: that is what it lies in."""
    return stated[0] == "who"
