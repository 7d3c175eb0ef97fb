"""The formulas of a form outside its lists: a paper keeps where they stand, so that one typed over is told."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence

from danvan_cli.exporting.papers.kept_numbers import LostFormulas
from danvan_cli.exporting.papers.workbook.list_rows import NamedArea
from danvan_cli.exporting.papers.workbook.sheet_filling import SheetFiller
from danvan_cli.spreadsheet.sheets import address

_KEY = "formulas"
_MOST_KEPT = 500  # of a sheet: more are no form
_Place = tuple[str, int, int]


def with_formulas(origin: str, fillers: Mapping[str, SheetFiller]) -> str:
    """Return what a paper keeps of its origin, and which cells of its sheets hold formulas outside of lists."""
    kept = {
        sheet: cells for sheet, filler in fillers.items() if (cells := _formulas(filler)) and len(cells) <= _MOST_KEPT
    }
    return json.dumps({**json.loads(origin), _KEY: kept}, ensure_ascii=False) if kept else origin


def _formulas(filler: SheetFiller) -> list[str]:
    return [
        address(row.number, cell.column)
        for row in filler.rows
        if not any(first <= row.number <= last for first, last in (area.rows for area in filler.areas))
        for cell in row.row.cells
        if cell.formula is not None and cell.column not in row.contents
    ]


def lost_formulas(origin: str, cells: Iterable[_Place], areas: Collection[NamedArea]) -> LostFormulas:
    """Return which formulas are there no more; `cells` are those that hold a formula now.

    Where rows were put in or taken out the others have moved: then only how many are gone is known.
    """
    now: dict[str, set[str]] = {}
    for sheet, row, column in cells:
        if not any(area.sheet == sheet and area.rows[0] <= row <= area.rows[1] for area in areas):
            now.setdefault(sheet, set()).add(address(row, column))
    number, named = 0, list[str]()
    for sheet, then in _read(origin).items():
        gone = [cell for cell in then if cell not in now.get(sheet, ())]
        missing = len(then) - len(now.get(sheet, ()))
        if missing > 0:
            number += missing
            named += [f"{sheet}, {cell}" for cell in gone] if len(gone) == missing else []
    return LostFormulas(number, named)


def _read(origin: str) -> Mapping[str, Sequence[str]]:
    """Return what is kept of formulas, nothing where it is none."""
    try:
        stated = json.loads(origin)
    except ValueError:
        return {}
    kept = stated.get(_KEY) if isinstance(stated, dict) else None
    if not isinstance(kept, dict) or not all(isinstance(cells, list) for cells in kept.values()):
        return {}
    return {str(sheet): list(map(str, cells)) for sheet, cells in kept.items()}
