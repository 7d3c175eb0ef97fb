"""Rows of lists as they were read: what each states, of which record it speaks, and where in the sheet it stands."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.domain.names import is_id
from danvan_cli.domain.record_type import RecordType
from danvan_cli.domain.record_types import AWARDS
from danvan_cli.domain.values import Value
from danvan_cli.importing.columns import type_of
from danvan_cli.importing.options import RowLine
from danvan_cli.importing.sheet_lists import Fault, GivenCell, ListOnSheet, SheetRow
from danvan_cli.spreadsheet.sheets import Spot
from danvan_cli.text.mark import N_

CELLS_DIFFER = Message(
    "cells-differ", N_("“{value}” contradicts another cell of the row that states {key}. Leave only one of them.")
)
_AWARDED = {"recipient", "unit", "model", "count", "from_year"}  # by one of these an award is one to somebody, or a sum
ROW_LACKS = Message("row-lacks", N_("{key} is missing. Fill it in; what holds for all rows: --default."))


class ParsedRow(NamedTuple):
    """A row as it was read: what it states of the record, and of which record it speaks.

    `raw` is the row as it stands on the sheet. `head` holds what names an evaluation's model (title, unit) and the
    level. `covered` are the record's keys that the list has columns for, parts of mappings as `results.hien-dat`: a
    blank one says that nothing is known.
    """

    sheet_list: ListOnSheet
    raw: SheetRow
    year: int
    values: dict[str, Value]
    head: Mapping[str, Value]
    covered: frozenset[str]
    id: str = ""
    mark: str = ""

    @property
    def place(self) -> object:
        """Return what tells the row from all others of an import."""
        return id(self.sheet_list), self.raw.at

    @property
    def is_restored(self) -> bool:
        """Whether danvan itself wrote it, id and all: it is that record, whatever else there is.

        An id without danvan's mark is somebody's, who may not know what is recorded.
        """
        return bool(self.id and self.mark)

    @property
    def line(self) -> RowLine:
        """Return the line of the sheet that the row stands in: one line may hold rows of several kinds."""
        return self.spot[:3]

    @property
    def spot(self) -> Spot:
        """Return where the row as a whole stands."""
        return spot_of(self.sheet_list, self.raw)

    def spot_at(self, key: str) -> Spot:
        """Return the cell of a key, or where it would stand."""
        return spot_of(self.sheet_list, self.raw, self.raw.cells.get(key) or self.raw.sections.get(key), key)

    def fault(self, message: Message, key: str = "", /, **args: str) -> Fault:
        """Return what is wrong with the row, at the cell of a key if it has one."""
        return Fault(self.spot_at(key), RequestError(message, **args), key)

    def lacks(self, key: str) -> Fault:
        """Return the fault that the row does not state a key which it must."""
        return lacking_key(self.spot_at(key), key)


def lacking_faults(row: ParsedRow) -> Iterator[Fault]:
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
    if record_type is AWARDS and not (row.mark or row.values.keys() & _AWARDED):
        yield row.lacks("recipient")


def lacking_key(spot: Spot, key: str) -> Fault:
    """Return the fault that a key which must be stated is not."""
    return Fault(spot, RequestError(ROW_LACKS, key=key), key, lacks_key=True)


def spot_of(sheet_list: ListOnSheet, row: SheetRow, given: GivenCell | None = None, key: str = "") -> Spot:
    """Return where what holds for a row stands, or would stand, if there is a column for its key."""
    column = next((column for column, held in sheet_list.columns.items() if held == key), 0)
    place = (given.row, given.column) if given else (row.at, column)
    return sheet_list.sheet.spot(sheet_list.file, *place)._replace(within=sheet_list.place_in_words(*place))


def valid_id(text: str, record_type: RecordType) -> bool:
    """Whether a text may be the id of a record of a type; an evaluation's is `<model>.<level>`, or its model's."""
    model, dot, level = text.partition(".")
    return is_id(model) and (not dot or (not record_type.has_ids and is_id(level)))
