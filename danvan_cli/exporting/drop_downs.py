"""Drop-down lists: what can be chosen in a column, kept on a sheet where clerks can look it up.

They warn and forbid nothing: another spelling of a name, or a date without its day, is fine.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from danvan_cli.counting.measures import BASES, MEASURES
from danvan_cli.counting.zeros import KINDS_OF_MODELS
from danvan_cli.domain.field_types import COUNT, DATE, FLAG, NUMBER, SIGNED, WHOLE, YEAR, FieldType
from danvan_cli.domain.fields import CLAIM, MODEL, UNIT, Field
from danvan_cli.domain.record_types import MODELS
from danvan_cli.exporting.sheet_styles import FIRST, LAST_ROW, ListWorkbook, SheetColumn, set_page
from danvan_cli.importing.cells import NO, REVIEWS, STOPPED, YES, name_for
from danvan_cli.importing.columns import ASIDE, REVIEW
from danvan_cli.importing.stated_unit import MARK_ROW, unit_mark
from danvan_cli.locale import translate
from danvan_cli.spreadsheet.sheets import column_name
from danvan_cli.text.mark import N_
from danvan_cli.text.periods import Period
from danvan_cli.view.labels import unit_label

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

SHEET = N_("Lists")
_ABOUT = N_("To look things up, and for the drop-down lists.")
_UNITS = "unit"
_HEAD, _FIRST = 2, 3  # the row of headings, and that of the first value
_NEAR = N_("This is not on the list. An id, another usual spelling or a clear part of the name will do, too.")
_NO_DATE = N_(
    "Write a date as 31/12/YYYY. Where only month or year is known: '12/YYYY or 'YYYY, with the mark before it."
)
_NO_NUMBER = N_("Write a number only, without its unit.")
_NO_YEAR = N_("Write a year such as YYYY.")
_TITLE = N_("Please look again")


class Choices:
    """What can be chosen in a workbook's columns: what was in use in any of the years; without these, all there is."""

    def __init__(
        self, workbook: ListWorkbook, sheet: "Worksheet", years: Period | None, unit: str | None = None
    ) -> None:
        """Begin the sheet; `unit` is the id of the one that the workbook is made for."""
        self._workbook, self._sheet, self._years = workbook, sheet, years
        self._ranges: dict[Field | str, str] = {}
        self._columns = 0
        sheet.write_string(0, 0, f"{translate(_ABOUT)} {translate(ASIDE)}", workbook.look(italic=True))
        if unit:
            mark = unit_mark(unit, unit_label(workbook.lists, unit))
            sheet.write_string(MARK_ROW - 1, 0, mark, workbook.look(font_size=8, font_color="#808080"))
        sheet.freeze_panes(_FIRST, 0)
        set_page(sheet, translate(SHEET), headings=_HEAD)

    def offer(self, sheet: "Worksheet", columns: Sequence[SheetColumn]) -> None:
        """Set for a sheet's columns what can be chosen, or at least what can be typed in them."""
        for number, sheet_column in enumerate(columns):
            rule = self._validation(sheet_column)
            if rule and sheet_column.look != "hidden":
                about = {"error_type": "warning", "error_title": translate(_TITLE)}
                sheet.data_validation(FIRST, number, LAST_ROW, number, {**about, **rule})

    def _validation(self, sheet_column: SheetColumn) -> dict[str, Any] | None:
        source = self._source(sheet_column.column.field)
        if source:
            return {"validate": "list", "source": source, "error_message": translate(_NEAR)}
        typed = _TYPED.get(sheet_column.type)
        return {**typed, "error_message": translate(typed["error_message"])} if typed else None

    def _source(self, field: Field) -> str | list[str]:
        """Return where a field's values stand, "" if they are in no list."""
        if field.type is FLAG:
            return [translate(YES).capitalize(), translate(NO).capitalize()]
        if not field.type.is_reference or field.refers == MODELS.name:
            return ""
        asked: Field | str = _UNITS if field.refers else field
        if asked not in self._ranges:
            self._ranges[asked] = self._write_units() if field.refers else self._write_list(field)
        return self._ranges[asked]

    def _write_list(self, field: Field) -> str:
        """Write a list's labels; the same list may have fewer in another field."""
        labels = list(self._labels(field))
        for earlier, place in self._ranges.items():
            if (
                isinstance(earlier, Field)
                and earlier.choices == field.choices
                and list(self._labels(earlier)) == labels
            ):
                return place
        return self._write_table([translate(field.label)], [[label] for label in labels]) if labels else ""

    def _labels(self, field: Field) -> Iterator[str]:
        special = _SPECIAL.get(field)
        if special:
            yield from special(self._workbook)
            return
        for entry in self._workbook.lists.entries(field.choices).values():
            in_use = not (self._years and entry.until and entry.until < self._years.first)
            if in_use and (field is not MODEL["kind"] or entry.id in KINDS_OF_MODELS):
                yield name_for(field, entry.id, self._workbook.reader)

    def _write_units(self) -> str:
        """Write the units that exist, each with what tells it from others."""
        fields = MODEL["unit"], UNIT["level"], UNIT["parent"]
        reader, lists = self._workbook.reader, self._workbook.lists
        rows = []
        for unit in lists.units.values():
            if self._years is None or unit.existed(f"{self._years.first}-01-01", f"{self._years.last}-12-31"):
                above = unit_label(lists, unit.parent) if unit.parent else ""
                rows.append([name_for(fields[0], unit.id, reader), name_for(fields[1], unit.level, reader), above])
        return self._write_table([translate(field.label) for field in fields], rows)

    def _write_table(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
        """Write a table beside those that stand there; return the range of its first column, "" if it is empty."""
        left = self._columns
        self._columns += len(heads) + 1
        for number, head in enumerate(heads):
            widest = max((len(row[number]) for row in rows), default=0)
            self._sheet.set_column(left + number, left + number, min(max(widest, len(head)) + 2, 42))
            self._sheet.write_string(_HEAD, left + number, head, self._workbook.head_look(align="left"))
            for row, cells in enumerate(rows, _FIRST):
                self._sheet.write_string(row, left + number, cells[number], self._workbook.look(num_format="@"))
        self._sheet.set_column(left + len(heads), left + len(heads), 2)
        column = column_name(left + 1)
        place = f"'{translate(SHEET)}'!${column}${_FIRST + 1}:${column}${_FIRST + len(rows)}"
        return f"={place}" if rows else ""


def _measures(workbook: ListWorkbook) -> Iterator[str]:
    return (name_for(CLAIM["measure"], name, workbook.reader) for name in MEASURES)


def _reviews(workbook: ListWorkbook) -> Iterator[str]:
    origins = workbook.lists.entries("origin")
    return (
        name_for(MODEL["origin"], review, workbook.reader) if review in origins else translate(STOPPED)
        for review in REVIEWS
    )


_SPECIAL: dict[Field, Callable[[ListWorkbook], Iterator[str]]] = {
    CLAIM["measure"]: _measures,
    CLAIM["share_of"]: _measures,
    CLAIM["count"]: lambda _: iter(BASES),
    REVIEW: _reviews,
}
_POSITIVE = {"criteria": ">=", "value": 0, "error_message": _NO_NUMBER}
_TYPED: dict[FieldType, dict[str, Any]] = {
    DATE: {"validate": "date", "criteria": ">=", "value": "=DATE(1950,1,1)", "error_message": _NO_DATE},
    WHOLE: {"validate": "integer", **_POSITIVE},
    COUNT: {"validate": "integer", **_POSITIVE, "value": 1},
    NUMBER: {"validate": "decimal", **_POSITIVE},
    SIGNED: {"validate": "decimal", **_POSITIVE, "criteria": ">=", "value": -(10**13)},
    YEAR: {"validate": "integer", "criteria": "between", "minimum": 1900, "maximum": 2199, "error_message": _NO_YEAR},
}
