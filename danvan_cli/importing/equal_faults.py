"""Faults that many rows have alike, as one: a unit that nobody knows stands in each row of a ward's list."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from danvan_cli.importing.sheet_lists import Fault
from danvan_cli.locale import translate
from danvan_cli.spreadsheet.sheets import Spot, address, column_name
from danvan_cli.text.mark import N_
from danvan_cli.text.visible import visible
from danvan_cli.view.labels import number

_MOST_RANGES = 6
_CELLS, _ROWS = N_("{cells}, {number} cells"), N_("rows {rows}, {number} rows")
_ROWS_OF_COLUMN = N_("rows {rows}, column {column}")
_PLACES = N_("{places}, {number} places")


class EqualFaults(NamedTuple):
    """What is wrong alike in some cells of a sheet, or in some of its rows: the sentence, and where it is so."""

    sentence: str
    spots: list[Spot]

    @property
    def place(self) -> str:
        """Return where it is so: `ds.xlsx: Đăng ký!E2:E41, 40 cells`; of many places the first, and their number."""
        spots = sorted(set(self.spots), key=lambda spot: (spot.column, spot.row))
        first = spots[0]
        if first.within:
            return _places_in_words(spots)
        if len(spots) == 1 and (first.column or first.table_rows):
            return visible(first.in_words(translate))
        sheet = visible(str(first._replace(row=0, column=0)))
        if len(spots) == 1:
            return f"{sheet}: {translate(N_('row'))} {first.row}"
        shown = _ranges_in_words(spots)
        if not first.column:
            rows = translate(_ROWS).format(rows=shown, number=number(len(spots)))
            return f"{sheet}: {rows}"
        within = (", " if first.table_rows else "!").join(filter(None, (first.sheet, shown)))
        return visible(f"{first.file}: ") + translate(_CELLS).format(cells=visible(within), number=number(len(spots)))


def _places_in_words(spots: Sequence[Spot]) -> str:
    places = list(dict.fromkeys(spot.within for spot in spots))
    shown = ", ".join(places[:_MOST_RANGES]) + (", …" if len(places) > _MOST_RANGES else "")
    if len(places) > 1:
        shown = translate(_PLACES).format(places=shown, number=number(len(places)))
    return visible(f"{spots[0].file}: {shown}")


def equal_faults(faults: Iterable[Fault], say: Callable[[Fault], str]) -> list[EqualFaults]:
    """Put the faults of a sheet that are told by the same sentence together, each where the first of them is.

    `say` gives the sentence of a fault.
    """
    groups: dict[tuple[str, str, bool, str], EqualFaults] = {}
    for fault in faults:
        sentence = say(fault)
        key = (fault.spot.file, fault.spot.sheet, bool(fault.spot.column), sentence)
        groups.setdefault(key, EqualFaults(sentence, [])).spots.append(fault.spot)
    return list(groups.values())


def _runs(spots: Sequence[Spot]) -> Iterator[list[Spot]]:
    """Yield the places that follow each other in a column."""
    run = [spots[0]]
    for spot in spots[1:]:
        if (spot.column, spot.row) != (run[-1].column, run[-1].row + 1):
            yield run
            run = []
        run.append(spot)
    yield run


def _ranges_in_words(spots: Sequence[Spot]) -> str:
    """Write the first ranges: `E2:E9, F3`; in a table of Word `rows 2-9, column E; rows 3, column F`."""
    runs = list(_runs(spots))
    more = ", …" if len(runs) > _MOST_RANGES else ""
    shown = runs[:_MOST_RANGES]
    if not (spots[0].column and spots[0].table_rows):
        return ", ".join(_range_text(run[0], run[-1]) for run in shown) + more
    by_column: dict[int, list[str]] = {}
    for run in shown:
        rows = (address(spot.row, 0) for spot in dict.fromkeys((run[0], run[-1])))
        by_column.setdefault(run[0].column, []).append("-".join(rows))
    columns = (
        translate(_ROWS_OF_COLUMN).format(rows=", ".join(ranges), column=column_name(column))
        for column, ranges in by_column.items()
    )
    return "; ".join(columns) + more


def _range_text(first: Spot, last: Spot) -> str:
    between = ":" if first.column else "-"
    texts = (address(spot.row, spot.column) for spot in dict.fromkeys((first, last)))
    return between.join(texts)
