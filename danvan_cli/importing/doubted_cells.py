"""Where on the sheets that stands which is doubted of records: the clerk has a list before her, and no record yet."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from danvan_cli.importing.columns import type_of
from danvan_cli.importing.parsed_rows import ParsedRow
from danvan_cli.recording.plan import Remark
from danvan_cli.spreadsheet.sheets import Spot


class DoubtedCell(NamedTuple):
    """A cell that a doubt is about, and what the record of its row is called."""

    spot: Spot
    title: str


def with_cells(doubts: Iterable[Remark], rows: Mapping[str, ParsedRow]) -> Iterator[Remark]:
    """Add to doubts of records the cells that they are about, `cells`; `rows` are those of the records, by path."""
    for doubt in doubts:
        told = [rows[path] for path in doubt.args.get("paths", ()) if path in rows]
        cells = [DoubtedCell(_spot(row, *_keys(doubt)), _title(row)) for row in told]
        yield doubt._replace(args={**doubt.args, "cells": cells}) if cells else doubt


def cells_of(remark: Remark) -> Sequence[DoubtedCell]:
    """Return the cells that a remark is about, none where that is not known."""
    if cells := remark.args.get("cells"):
        return list(cells)
    spot = remark.args.get("spot")
    return [DoubtedCell(spot, "")] if isinstance(spot, Spot) else []


def by_sheet(cells: Iterable[DoubtedCell]) -> list[list[Spot]]:
    """Return the places of cells, those of a sheet together."""
    sheets: dict[tuple[str, str, bool], list[Spot]] = defaultdict(list)
    for cell in cells:
        sheets[(*cell.spot[:2], bool(cell.spot.column))].append(cell.spot)
    return list(sheets.values())


def _keys(doubt: Remark) -> Iterator[str]:
    """Yield what a doubt is about: the points of one criterion, the key, the key that it is held against."""
    problem = doubt.args.get("problem")
    args = problem.args if problem else doubt.args
    key = str(args.get("key", ""))
    yield from [f"{key}.{args['part']}"] if "part" in args else []
    yield from filter(None, (key, str(args.get("other_key", ""))))


def _spot(row: ParsedRow, *keys: str) -> Spot:
    """Return the cell of the first key that the row has one of; else the row's first cell."""
    stated = {**row.raw.sections, **row.raw.cells}
    columns = {key.partition("=")[0]: key for key in stated}
    for key in keys:
        parts = (name for name in columns if name == key or name.startswith(f"{key}."))
        if name := next(parts, None):
            return row.spot_at(columns[name])
    own = [(given.column, key) for key, given in row.raw.cells.items() if given.row == row.raw.at]
    return row.spot_at(min(own)[1]) if own else row.spot


def _title(row: ParsedRow) -> str:
    """Return what a row calls its record, "" where by its id alone."""
    record_type = type_of(row.sheet_list.kind)
    stated = {**row.head, **row.values}
    keys = ([record_type.title] if record_type else []) + ["title"]
    return next((str(stated[key]) for key in keys if key in stated), "")
