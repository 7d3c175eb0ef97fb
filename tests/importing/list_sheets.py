"""Sheets out of tables, an office's lists, and what was understood, in few words."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from danvan_cli.counting.ledger import Ledger
from danvan_cli.importing.detection import WantedLists, read_lists
from danvan_cli.importing.sheet_lists import ListOnSheet, SheetRow
from danvan_cli.index.current_lists import Lists
from danvan_cli.spreadsheet.sheets import Area, Book, Sheet, Value
from danvan_cli.store.disk import DiskSource
from tests.helpers.data_folder import DataFolder, no_progress

OFFICE = """\
format: 1
office: Ban Dân vận Thành ủy Ngã Bảy
unit: nga-bay
vocabulary:
  level:
    - {id: tinh, label: Cấp tỉnh}
    - {id: thanh-pho, label: Cấp thành phố}
    - {id: xa, label: Cấp xã, aliases: [xã, phường]}
  criterion:
    - {id: noi-dung, label: Nội dung, max: 6}
    - {id: cach-lam, label: Cách làm, max: 4}
"""
UNITS = """\
- {id: hau-giang, name: Tỉnh Hậu Giang, level: tinh}
- {id: nga-bay, name: Thành phố Ngã Bảy, level: thanh-pho, parent: hau-giang}
- {id: lai-hieu, name: Phường Lái Hiếu, level: xa, parent: nga-bay, aliases: [P. Lái Hiếu]}
- {id: hiep-thanh, name: Phường Hiệp Thành, level: xa, parent: nga-bay}
- {id: tan-thanh, name: Xã Tân Thành, level: xa, parent: nga-bay}
"""
Table = Sequence[Sequence[Value | None]]
# A list's headings and a row below them; headings of models alone, and two rows below those.
HEAD = ("STT", "Tên mô hình", "Đơn vị", "Lĩnh vực", "TT/CN", "Ghi chú")
ROW: Sequence[Value | None] = (1, "Tổ tự quản", "Phường Lái Hiếu", "Kinh tế", "TT", "")
MODELS = ("STT", "Tên mô hình", "Lĩnh vực", "TT/CN", "Ghi chú")
A: Sequence[Value | None] = (1, "Tổ tự quản", "Kinh tế", "TT")
B: Sequence[Value | None] = (2, "Vườn rau sạch", "Kinh tế", "CN")


def office_lists(folder: Path) -> Lists:
    """Read the lists of an office from a data folder of its own."""
    data = DataFolder(folder / "data")
    data.write("danvan.yaml", OFFICE)
    data.write("units.yaml", UNITS)
    ledger = Ledger(DiskSource(data.root, 2_000_000_000 * 10**9), folder / "cache", data.root, no_progress)
    _, lists = ledger.open(None)
    assert lists.units
    assert lists.vocabulary
    kept = lists.kept()
    ledger.close()
    return kept


def sheet(
    *rows: Sequence[Value | None], merged: Iterable[str] = (), name: str = "Đăng ký", top: int = 1, left: int = 1
) -> Sheet:
    """Lay out rows from a cell on; None and "" are no cells. `merged` are areas such as B2:C4, as they then stand."""
    cells = {
        number: {left + place: value for place, value in enumerate(row) if value not in (None, "")}
        for number, row in enumerate(rows, top)
    }
    return Sheet(name, {row: values for row, values in cells.items() if values}, [area(text) for text in merged])


def area(text: str) -> Area:
    """Read B2:C4."""
    (top, left), (bottom, right) = map(_cell, text.split(":"))
    return Area(top, left, bottom, right)


def _cell(text: str) -> tuple[int, int]:
    letters = text.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(text[len(letters) :]), column


def understood(lists: Lists, *sheets: Sheet, **wanted: object) -> list[ListOnSheet]:
    """Return the lists on some sheets."""
    return read_lists(Book("ds.xlsx", list(sheets)), WantedLists(**wanted), lists)[0]  # type: ignore[arg-type]  # as given


def only(lists: Lists, *rows: Sequence[Value | None], merged: Iterable[str] = (), **wanted: object) -> ListOnSheet:
    """Return the one list that some rows are."""
    (found,) = understood(lists, sheet(*rows, merged=merged), **wanted)
    return found


def values(row: SheetRow) -> dict[str, Value]:
    """Return a row's values, without where they stand."""
    return {key: given.value for key, given in row.cells.items()}


def sections(row: SheetRow) -> dict[str, Value]:
    """Return what sections say of a row."""
    return {key: given.value for key, given in row.sections.items()}


def rows_of(found: ListOnSheet) -> list[tuple[str, Mapping[str, Value], Mapping[str, Value]]]:
    """Return each row's number, values and sections."""
    return [(row.number, values(row), sections(row)) for row in found.rows]


def skipped(found: ListOnSheet) -> dict[int, str]:
    """Return what each row that is no record was taken for."""
    return {line.row: line.what for line in found.skipped}


def faults(found: ListOnSheet) -> list[tuple[int, int, str]]:
    """Return the faults' places and codes."""
    return [(fault.spot.row, fault.spot.column, fault.why.code) for fault in found.faults]


def keys_of(lists: Lists, *headings: str, kind: str | None = None, **wanted: object) -> list[str]:
    """Return the key of each heading of a list, "" for those that none fits."""
    (found,) = understood(lists, sheet(headings, tuple("abcdefghijklm"[: len(headings)])), kind=kind, **wanted)
    return [found.columns.get(column, "") for column in range(1, len(headings) + 1)]
